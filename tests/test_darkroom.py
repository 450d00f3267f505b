"""New photos are decoded once for all: same output as ever, nothing lost by a break, and nothing left lying about."""

from __future__ import annotations

import io
import random
from pathlib import Path

import photos as make
import pytest
from PIL import Image
from sites import FILES, Site

from leitai import images
from leitai.build import build

FOLDER = "content/news/tu"
NAMES = ("a", "b", "c")


def heavy(seed: int) -> bytes:
    """A photo of more than a megabyte, so that there is enough to do."""
    noise = Image.frombytes("RGB", (1200, 900), random.Random(seed).randbytes(1200 * 900 * 3))
    file = io.BytesIO()
    Image.blend(make.scene((1200, 900)), noise, 0.5).save(file, "JPEG", quality=95)
    return file.getvalue()


PHOTOS = {name: heavy(seed) for seed, name in enumerate(NAMES)}


def dress(site: Site) -> Site:
    """The site with three heavy photos, one of them with a focus."""
    lines = "".join(
        f"  - {{photo: {name}.jpg, alt: 图, credit: 李四{', focus: [10, 20]' if name == 'a' else ''}}}\n"
        for name in NAMES
    )
    for name, data in PHOTOS.items():
        site.write(f"{FOLDER}/{name}.jpg", data)
    front = (
        f"---\ntitle: 三张\ndate: 2024-07-03\ncover: {{photo: a.jpg, alt: 图, credit: 李四}}\ngallery:\n{lines}---\n"
    )
    site.write(f"{FOLDER}/index.md", f"{front}\n三张。\n")
    return site


class Watch:
    """Counts who is asked for what."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        for name in ("inspect", "encode", "develop"):
            patch.setattr(images, name, self._watched(name, getattr(images, name)))

    def _watched(self, name: str, real: object) -> object:
        def call(*given: object, **more: object) -> object:
            self.calls.append(name)
            return real(*given, **more)  # type: ignore[operator]

        return call


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build makes of the same site that looks at every photo closely before it knows what it is for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(images, "outline", lambda *given, **more: None)
        site = dress(Site(tmp_path_factory.mktemp("plain") / "site", FILES))
        site.good()
        return site.tree()


def left(site: Site) -> list[Path]:
    return list(site.root.glob(".leitai/darkroom/*"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_call_for_each_photo_and_the_same_site(
    site: Site, plain: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    watch = Watch(monkeypatch)
    told: list[tuple[str, int, int]] = []
    site.good()
    watch.calls.clear()
    assert build(dress(site).options(jobs=jobs), progress=lambda *step: told.append(step)).ok
    assert watch.calls == ["develop"] * 3
    assert told[:3] == [("pictures", 1, 3), ("pictures", 2, 3), ("pictures", 3, 3)]
    assert site.tree() == plain
    assert not left(site)
    watch.calls.clear()
    site.edit(f"{FOLDER}/index.md", "三张。", "还是三张。")
    site.good()
    assert watch.calls == []


def test_what_was_developed_before_a_break_is_kept(
    site: Site, plain: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    develop, seen = images.develop, []

    def weary(path: str, *given: object, **more: object) -> object:
        seen.append(path)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return develop(path, *given, **more)  # type: ignore[arg-type]

    site.good()
    monkeypatch.setattr(images, "develop", weary)
    with pytest.raises(KeyboardInterrupt):
        dress(site).build()
    damaged = next(path for path in left(site) if path.suffix == ".webp")
    damaged.write_bytes(b"")
    (damaged.parent / "stranger").write_bytes(b"x")
    monkeypatch.setattr(images, "develop", develop)
    watch = Watch(monkeypatch)
    site.good()
    assert watch.calls == ["develop"] * 2, "the one that never was, and the one whose file is damaged"
    assert site.tree() == plain and not left(site)


def test_all_problems_are_told_at_once_and_good_work_is_kept(
    site: Site, plain: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.good()
    dress(site)
    site.write(f"{FOLDER}/b.jpg", PHOTOS["b"][:-40_000])
    report = site.build()
    assert [problem.code for problem in report.problems if problem.code.startswith("photo-")] == ["photo-truncated"]
    assert not site.has("news/tu/index.html")
    site.write(f"{FOLDER}/b.jpg", PHOTOS["b"])
    site.edit(f"{FOLDER}/index.md", "date: 2024-07-03", "date: not a day")
    watch = Watch(monkeypatch)
    report = site.build()
    assert not report.ok
    assert watch.calls == ["inspect"], "the site has a problem, so nobody knows yet what the photo is for"
    site.edit(f"{FOLDER}/index.md", "date: not a day", "date: 2024-07-03")
    site.good()
    assert watch.calls == ["inspect", "encode"], "what was developed before is only put in its place"
    assert site.tree() == plain and not left(site)
