"""Photos through a whole build: every kind of file in, the right files out, and nothing of a camera's notes in them."""

from __future__ import annotations

import io
import json
import os
import re
import struct
from pathlib import Path

import photos as make
import pytest
from PIL import Image
from sites import EDITION_FILE, EDITION_FOLDER, FILES, LU, MEN, Site

from leitai import images
from leitai.errors import Severity
from leitai.sources import digest_of

pytestmark = pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")  # a planted part of it is one

FOLDER = "content/news/tu"
SIZE = (800, 600)
SCRIPT = '<script>PLANTED()</script><metadata>PLANTED</metadata><!-- PLANTED --><rect width="40" height="30"/>'

heif = pytest.importorskip("pillow_heif", reason="pillow-heif reads HEIC; it comes with the extra 'test'")


def glass() -> Image.Image:
    """A scene that is half transparent on its right."""
    picture = make.scene(SIZE).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").rotate(90).resize(SIZE))
    return picture


def heic() -> bytes:
    """A HEIC with planted EXIF, as phones write it."""
    file = io.BytesIO()
    heif.from_pillow(make.scene(SIZE)).save(file, quality=90, exif=make.exif())
    return file.getvalue()


def kinds() -> dict[str, bytes]:
    """Every kind of file that may be dropped beside a text, by its name; full of secrets where it can hold them."""
    scene = make.scene(SIZE)
    return {
        "camera.jpg": make.jpeg(scene, planted=True),
        "turned.jpg": make.jpeg(make.scene(SIZE), turn=6, planted=True),
        "print.jpg": make.saved(make.scene(SIZE, "CMYK"), "JPEG", quality=92),
        "wide.jpg": make.jpeg(scene, icc_profile=make.p3_profile()),
        "grey.jpg": make.saved(make.scene(SIZE, "L"), "JPEG"),
        "shot.png": make.png(scene, planted=True),
        "few.png": make.png(make.scene(SIZE, "P"), planted=True),
        "glass.png": make.png(glass(), planted=True),
        "deep.png": make.rgb16(SIZE),
        "deep-grey.png": make.grey16(SIZE),
        "net.webp": make.webp(make.scene((801, 600)), planted=True),
        "moves.gif": make.gif(),
        "phone.heic": heic(),
        "new.avif": make.saved(make.scene((802, 600)), "AVIF", exif=make.exif()),
        "plan.svg": make.svg(SCRIPT),
        "film.mp4": make.mp4(),
        "film.jpg": make.jpeg(make.scene((640, 360)), planted=True),
        "web.webm": make.webm(),
        "still.png": make.png(make.scene((640, 361)), planted=True),
    }


POSTERS = {"web.webm": "still.png"}
BESIDE = ("film.jpg", "still.png")


def article(names: list[str]) -> str:
    """An article that shows all of them, and offers each original by a link and as a download."""
    lines = []
    for name in names:
        poster = f", poster: {POSTERS[name]}" if name in POSTERS else ""
        lines.append(
            f"  - {{photo: {name}{poster}, alt: 四个色块, caption: 图注 {name}, credit: 李四 摄, download: true}}"
        )
    links = "\n".join(f"- [原图 {name}]({name})" for name in names)
    return "---\ntitle: 各种照片\ndate: 2024-07-01\ngallery:\n" + "\n".join(lines) + f"\n---\n\n看原图。\n\n{links}\n"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return kinds()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Site:
    """A site with all kinds of photos, built."""
    shown = [name for name in files if name not in BESIDE]
    site = Site(tmp_path_factory.mktemp("photos") / "site", FILES)
    for name, data in files.items():
        site.write(f"{FOLDER}/{name}", data)
    site.write(f"{FOLDER}/index.md", article(shown))
    site.good()
    return site


def made(site: Site, data: bytes, form: str) -> list[tuple[Path, Image.Image]]:
    """The variants of a source in a format, small to large, without originals."""
    stem = digest_of(data)[:16]
    paths = [path for path in site.output.glob(f"photos/{stem}-*.{form}") if "-original-" not in path.name]
    pictures = []
    for path in paths:
        with Image.open(path) as picture:
            pictures.append((path, picture.copy()))
    return sorted(pictures, key=lambda pair: pair[1].width)


def test_nothing_that_a_camera_wrote_is_published(full: Site, files: dict[str, bytes]) -> None:
    planted = {make.SECRET, *(struct.pack(f"{order}II", *make.PLACE) for order in "<>")}
    for name in ("camera.jpg", "turned.jpg", "shot.png", "net.webp", "moves.gif", "phone.heic", "film.mp4", "web.webm"):
        assert any(secret in files[name] for secret in planted), f"{name} should hold a secret"
    for path, data in full.tree().items():
        assert not [secret for secret in planted if secret in data], path


def test_no_original_is_published_but_those_asked_for(full: Site, files: dict[str, bytes]) -> None:
    tree = full.tree()
    for name, data in files.items():
        assert data not in [other for path, other in tree.items() if not path.endswith((".html", ".xml"))] or (
            # Files that hold nothing to strip are the same without it.
            name in ("print.jpg", "wide.jpg", "grey.jpg", "deep.png", "deep-grey.png")
        )
    for name in BESIDE:
        assert not list(full.output.glob(f"photos/{digest_of(files[name])[:16]}-original-*"))


@pytest.mark.parametrize(
    "name", ["camera.jpg", "turned.jpg", "shot.png", "few.png", "net.webp", "phone.heic", "new.avif"]
)
def test_a_photo_becomes_webp_and_jpeg_as_it_was_seen(full: Site, files: dict[str, bytes], name: str) -> None:
    for form in ("webp", "jpg"):
        variants = made(full, files[name], form)
        widths = [picture.width for _, picture in variants]
        assert widths and max(widths) <= max(802, *SIZE), "never upscaled"
        for path, picture in variants:
            assert make.near(make.quarters(picture), make.QUARTERS, 26), path


@pytest.mark.parametrize("name", ["print.jpg", "wide.jpg", "grey.jpg", "deep.png", "deep-grey.png"])
def test_colours_of_every_kind_become_srgb(full: Site, files: dict[str, bytes], name: str) -> None:
    for form in ("webp", "jpg"):
        assert made(full, files[name], form)
        for path, picture in made(full, files[name], form):
            assert picture.mode in ("RGB", "L"), path
            assert "icc_profile" not in picture.info, path


def test_transparency_is_kept(full: Site, files: dict[str, bytes]) -> None:
    assert not made(full, files["glass.png"], "jpg")
    for form in ("webp", "png"):
        variants = made(full, files["glass.png"], form)
        assert variants and all(picture.mode in ("RGBA", "LA", "P") for _, picture in variants)
        assert variants[0][1].convert("RGBA").getchannel("A").getextrema()[0] < 64


def test_an_animation_goes_on_moving(full: Site, files: dict[str, bytes]) -> None:
    assert made(full, files["moves.gif"], "webp")
    for path, _ in made(full, files["moves.gif"], "webp"):
        with Image.open(path) as picture:
            assert getattr(picture, "n_frames", 1) == 5
    assert made(full, files["moves.gif"], "png")


def test_a_drawing_is_cleaned_and_not_painted(full: Site, files: dict[str, bytes]) -> None:
    stem = digest_of(files["plan.svg"])[:16]
    found = [path for path in full.output.glob(f"photos/{stem}-*") if "-original-" not in path.name]
    assert [path.suffix for path in found] == [".svg"]
    assert b"<rect" in found[0].read_bytes() and b"script" not in found[0].read_bytes()


def test_videos_play_in_the_gallery_behind_their_posters(full: Site, files: dict[str, bytes]) -> None:
    page = full.page("news/tu/")
    for name, poster, kind in (("film.mp4", "film.jpg", "video/mp4"), ("web.webm", "still.png", "video/webm")):
        stem, still = digest_of(files[name])[:16], digest_of(files[poster])[:16]
        found = re.search(
            rf'<video [^>]*poster="/photos/{still}-[^"]+"[^>]*><source src="([^"]+)" type="{kind}">', page
        )
        assert found and stem in found[1]
        assert (full.output / found[1].lstrip("/")).is_file()
        assert 'controls preload="none"' in page
        assert len(list(full.output.glob(f"photos/{stem}-whole-*"))) == 1


def test_downloads_and_links_lead_to_stripped_originals(full: Site, files: dict[str, bytes]) -> None:
    page = full.page("news/tu/")
    for name, data in files.items():
        if name in BESIDE:
            continue
        linked = re.search(rf'href="(/files/[^"]+/{re.escape(name)})"', page)
        offered = re.search(rf'href="(/photos/{digest_of(data)[:16]}-original-[^"]+)" download', page)
        assert linked and offered, name
        for found in (linked, offered):
            published = (full.output / found[1].lstrip("/")).read_bytes()
            assert make.SECRET not in published
            if not name.endswith((".svg", ".mp4", ".webm", ".heic")):
                assert make.opened(published).size == make.opened(data).size, "the pixels are all there"


def test_every_picture_of_a_page_is_there(full: Site) -> None:
    for page in full.output.rglob("*.html"):
        for address in re.findall(r"/photos/[\w.-]+\.\w+", page.read_text("utf-8")):
            assert (full.output / address[1:]).is_file(), f"{page}: {address}"


def test_a_page_has_no_style_attributes(full: Site) -> None:
    page = full.page("news/tu/")
    assert not re.findall(r"<[^>]+\sstyle=", page)
    assert re.search(
        r'<svg class="photo__ground" aria-hidden="true"><rect [^>]*fill="#[0-9a-f]{6}"/><image href="data:', page
    )


# ── One photo at a time ─────────────────────────────────────────────────────────────────────────────────────────────

ONE = (
    "---\ntitle: 一张照片\ndate: 2024-07-02\ngallery:\n  - {photo: a.jpg, alt: 四个色块, credit: 李四}\n---\n\n一张。\n"
)


def pictures(site: Site) -> set[str]:
    """The names of all pictures in output/."""
    return {path.name for path in site.output.glob("photos/*")}


def one(site: Site, data: bytes) -> set[str]:
    """A site that shows one photo more, built; and the names of the pictures made for it."""
    site.good()
    before = pictures(site)
    site.write(f"{FOLDER}/a.jpg", data)
    site.write(f"{FOLDER}/index.md", ONE)
    site.good()
    return pictures(site) - before


def test_equal_files_are_made_once(site: Site) -> None:
    data = make.jpeg(make.scene(SIZE))
    names = one(site, data)
    site.write(f"{FOLDER}/b.jpg", data)
    site.edit(f"{FOLDER}/index.md", "credit: 李四}\n", "credit: 李四}\n  - {photo: b.jpg, alt: 又一次, credit: 王五}\n")
    before = pictures(site)
    report = site.good()
    assert pictures(site) == before and names
    assert report.written and report.written.pictures == len(before)
    assert site.page("news/tu/").count('<figure class="photo"') == 2


def test_a_photo_replaced_by_an_older_file_is_noticed(site: Site) -> None:
    names = one(site, make.jpeg(make.scene(SIZE)))
    place = site.write(f"{FOLDER}/a.jpg", make.jpeg(make.scene(SIZE).rotate(180)))
    os.utime(place, (1_000_000_000, 1_000_000_000))
    site.good()
    assert not names & pictures(site), "names say what is in them"
    assert any(digest_of(place.read_bytes())[:16] in name for name in pictures(site))


def test_a_warm_build_decodes_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    one(site, make.jpeg(make.scene(SIZE)))
    pixels = site.tree()

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a picture was opened")

    for name in ("inspect", "encode", "develop", "strip"):
        monkeypatch.setattr(images, name, forbidden)
    monkeypatch.setattr(Image, "open", forbidden)
    site.edit(f"{FOLDER}/index.md", "一张。", "还是一张。")
    site.good()
    assert {path: data for path, data in site.tree().items() if path.startswith("photos/")} == {
        path: data for path, data in pixels.items() if path.startswith("photos/")
    }


def test_interrupted_work_is_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names = "bcdef"
    lines = "".join(f"  - {{photo: {name}.jpg, alt: 图, credit: 李四}}\n" for name in names)
    site.good()
    for at, name in enumerate(names):
        site.write(f"{FOLDER}/{name}.jpg", make.jpeg(make.scene((700 - at, 500))))
    site.write(f"{FOLDER}/index.md", f"---\ntitle: 五张\ndate: 2024-07-03\ngallery:\n{lines}---\n\n五张。\n")
    encode, seen = images.encode, []

    def weary(data: bytes, photo: images.Photo, wanted: object) -> object:
        seen.append(photo.digest)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return encode(data, photo, wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(images, "encode", weary)
    with pytest.raises(KeyboardInterrupt):
        site.build()
    done = seen[:2]
    seen.clear()
    monkeypatch.setattr(images, "encode", lambda *given: seen.append(given[1].digest) or encode(*given))
    site.good()
    assert len(seen) == 3 and not set(seen) & set(done)


# ── What is said of photos ──────────────────────────────────────────────────────────────────────────────────────────


def codes(site: Site, **given: object) -> list[tuple[str, str, str]]:
    """The problems with photos, as code, file and severity."""
    report = site.build(**given)
    return [(p.code, p.spot.path, p.severity.value) for p in report.problems if p.code.startswith("V19")]


def test_an_edition_that_demands_credits_gets_them(site: Site) -> None:
    site.edit(EDITION_FILE, "year: 2024\n", "year: 2024\ncredits_required: true\n")
    assert codes(site) == []
    site.edit(LU, ", credit: 村民老李", "")
    assert codes(site) == [("V19-no-credit", LU, "warning")]
    site.edit(LU, "summary:", "credits: {摄影: [村民老李]}\nsummary:")
    assert codes(site) == []


def test_a_photo_in_the_text_has_its_credit_in_the_title(site: Site) -> None:
    site.edit(EDITION_FILE, "year: 2024\n", "year: 2024\ncredits_required: true\n")
    site.edit(LU, "路断在村口八年。", '![一盏灯](deng.png "夜里的灯。")')
    site.write(f"{EDITION_FOLDER}/projects/xishan-lu/deng.png", make.png(make.scene((1500, 1000))))
    assert codes(site) == [("V19-no-credit", LU, "warning")]
    site.edit(LU, '"夜里的灯。"', '"夜里的灯。 | 张三 摄"')
    site.good()
    page = site.page("contests/linjiang/2024/projects/xishan-lu/")
    assert "夜里的灯。" in page and '<span class="credit">张三 摄</span>' in page
    assert 'href="#' not in site.page("credits/") or "张三" in site.page("credits/")


def test_one_photo_shows_one_project(site: Site) -> None:
    data = make.png(make.scene((1500, 1000)))
    site.write(f"{EDITION_FOLDER}/projects/men.png", data)
    site.edit(MEN, "summary:", "gallery:\n  - {photo: men.png, alt: 门口}\nsummary:")
    assert codes(site) == []
    site.write(f"{EDITION_FOLDER}/projects/xishan-lu/lu.png", data)
    found = codes(site)
    assert [code for code, _, _ in found] == ["V19-two-projects"]
    assert found[0][2] == Severity.WARNING.value


def test_unused_and_small_photos_are_advice_and_no_more(site: Site) -> None:
    site.write(f"{FOLDER}/nobody.png", make.png(make.scene()))
    assert codes(site) == [], "a build says nothing of what is no mistake"
    lu = f"{EDITION_FOLDER}/projects/xishan-lu"
    assert codes(site, dry=True) == [("V19-small", f"{lu}/index.md", "note"), ("V19-unused", FOLDER, "note")]
    assert site.run("check").code == 0


def test_photos_of_a_draft_are_not_unused(site: Site) -> None:
    site.write(f"{FOLDER}/a.jpg", make.jpeg(make.scene(SIZE)))
    site.write(f"{FOLDER}/index.md", ONE.replace("title", "draft: true\ntitle"))
    assert "V19-unused" not in [code for code, _, _ in codes(site, dry=True)]


def test_a_video_needs_a_poster(site: Site) -> None:
    site.write(f"{FOLDER}/film.mp4", make.mp4())
    site.write(f"{FOLDER}/index.md", ONE.replace("a.jpg", "film.mp4"))
    assert codes(site) == [("V19-no-poster", f"{FOLDER}/index.md", "error")]
    site.write(f"{FOLDER}/film.jpg", make.jpeg(make.scene((640, 360))))
    site.good()
    assert "<video" in site.page("news/tu/")


def test_leitai_photos_lists_them_all(site: Site) -> None:
    site.write(f"{FOLDER}/nobody.png", make.png(make.scene()))
    run = site.run("photos")
    assert run.code == 0 and run.err == ""
    head, *rows, total = run.out.splitlines()
    assert head.split() == ["像素", "大小", "用处", "署名", "照片"]
    assert any(row.endswith(f"{FOLDER}/nobody.png") and "没有用到" in row for row in rows)
    assert any("V19-small" in row for row in rows)
    assert total.startswith("2 张")
    found = {line["path"]: line for line in json.loads(site.run("photos", "--format", "json").out)}
    lu = found[f"{EDITION_FOLDER}/projects/xishan-lu/lu.png"]
    assert (lu["width"], lu["height"], lu["credits"], lu["used"]) == (40, 30, ["村民老李"], [LU])
    assert [problem["code"] for problem in lu["problems"]] == ["V19-small"]
    assert found[f"{FOLDER}/nobody.png"]["used"] == []


def test_the_photos_of_an_edition_and_those_of_a_photographer(site: Site) -> None:
    site.good()
    page = site.page("contests/linjiang/2024/photos/")
    assert 'id="photo-1"' in page and "通车那天。" in page and "一条路修到底" in page
    assert 'href="/contests/linjiang/2024/photos/"' in site.page("contests/linjiang/2024/")
    credits = site.page("credits/")
    assert "村民老李" in credits and 'href="/contests/linjiang/2024/projects/xishan-lu/"' in credits
    assert not site.has("contests/linjiang/2023/photos/"), "no photos, no page"
