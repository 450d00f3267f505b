"""The image pipeline: every kind of input, what is known of it, and the pictures made from it."""

from __future__ import annotations

import io
import subprocess
import sys

import photos
import pytest
from photos import BLUE, GREEN, QUARTERS, RED, YELLOW
from PIL import Image, JpegImagePlugin, features

from leitai.images import Photo, PhotoError, Rule, Variant, develop, encode, inspect, original, strip, variants
from leitai.sources import digest_of

LIMITS = {"max_pixels": 2_000_000, "max_bytes": 2_000_000}
PLAIN = Rule("figure", (200, 400, 4000))


def look(data: bytes, path: str = "a.jpg") -> Photo:
    return inspect(path, digest_of(data), data, **LIMITS)


def made(data: bytes, path: str, rule: Rule = PLAIN, focus: tuple[float, ...] = ()) -> dict[str, list[Image.Image]]:
    """The pictures of a file by format, from small to large."""
    photo = look(data, path)
    wanted = variants(photo, rule, focus)
    found: dict[str, list[Image.Image]] = {}
    for variant, (name, content) in zip(wanted, encode(data, photo, wanted), strict=True):
        picture = photos.opened(content)
        assert name == variant.name
        assert picture.size == (variant.width, variant.height)
        assert f"image/{(picture.format or '').lower()}" == variant.media_type
        assert "icc_profile" not in picture.info
        found.setdefault(variant.format, []).append(picture)
    return found


# --- turns and crops


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("how", ["jpeg", "grey", "png", "webp"])
def test_orientation_is_applied(turn: int, how: str) -> None:
    picture = photos.scene(mode="L" if how == "grey" else "RGB")
    data = {"jpeg": photos.jpeg, "grey": photos.jpeg, "png": photos.png, "webp": photos.webp}[how](picture, turn)
    path = {"png": "a.png", "webp": "a.webp"}.get(how, "a.jpg")
    assert (look(data, path).width, look(data, path).height) == picture.size
    for pictures in made(data, path).values():
        assert [one.size for one in pictures] == [(200, 133), (400, 267), (480, 320)]
        assert all(photos.near(photos.quarters(one), photos.quarters(picture)) for one in pictures)


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("make", [photos.jpeg, photos.png])
def test_a_crop_is_taken_from_the_picture_as_seen(turn: int, make: object) -> None:
    data = make(photos.scene((640, 480)), turn)  # type: ignore[operator]
    path = "a.jpg" if make is photos.jpeg else "a.png"
    for focus, colour in (((0, 0), RED), ((100, 0), GREEN), ((0, 100), BLUE), ((100, 100), YELLOW)):
        for ratio in ((1, 4), (6, 1)):
            pictures = made(data, path, Rule("card", (60,), ratio), focus)
            for one in (*pictures["webp"], *pictures["jpeg"]):
                # A tall crop holds one column of quarters, a flat one a row: in a corner of it stands the colour.
                corner = (one.width - 4 if focus[0] else 3, one.height - 4 if focus[1] else 3)
                assert photos.near((one.getpixel(corner),), (colour,), 25)  # type: ignore[arg-type]


def test_no_orientation_but_nonsense() -> None:
    tags = Image.Exif()
    tags[0x0112] = 77
    data = photos.saved(photos.scene(), "JPEG", exif=tags)
    assert look(data).width == 480


# --- modes and colours


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:2", "4:2:0", "keep-rgb", "progressive"])
def test_every_jpeg(subsampling: str) -> None:
    options: dict[str, object] = {"subsampling": subsampling}
    if subsampling == "keep-rgb":
        options = {"keep_rgb": True}
    elif subsampling == "progressive":
        options = {"progressive": True}
    for pictures in made(photos.jpeg(photos.scene((1000, 640)), **options), "a.JPG").values():
        assert all(photos.near(photos.quarters(one), QUARTERS) for one in pictures)


def test_a_phone_jpeg_with_more_pictures_behind_is_one_photo() -> None:
    other = Image.new("RGB", (100, 100), BLUE)
    data = photos.saved(photos.scene((1000, 640)), "MPO", save_all=True, append_images=[other], quality=92)
    assert look(data).kind == "photo"
    assert all(photos.near(photos.quarters(one), QUARTERS) for group in made(data, "a.jpg").values() for one in group)
    assert photos.opened(strip(data, "a.jpg")).format == "JPEG"


def test_small_and_thin_jpegs() -> None:
    for size in ((1, 1), (2, 3), (7, 900), (900, 5), (33, 17)):
        picture = Image.new("RGB", size, GREEN)
        data = photos.jpeg(picture)
        assert (look(data).width, look(data).height) == size
        for pictures in made(data, "a.jpg", Rule("x", (1, 20, 100), (3, 2))).values():
            assert all(photos.near(photos.quarters(one), (GREEN,) * 4) for one in pictures)


def test_cmyk_becomes_rgb() -> None:
    data = photos.saved(photos.scene(mode="CMYK"), "JPEG", quality=92)
    pictures = made(data, "a.jpg")
    assert {one.mode for group in pictures.values() for one in group} == {"RGB"}
    assert all(photos.near(photos.quarters(one), QUARTERS, 20) for group in pictures.values() for one in group)


def test_16_bits_are_scaled_not_clipped() -> None:
    assert look(photos.grey16(), "a.png").kind == "photo"
    for pictures in made(photos.grey16(), "a.png", Rule("x", (64,))).values():
        row = [pictures[0].convert("L").getpixel((x, 20)) for x in (2, 16, 32, 48, 61)]
        assert row == [pytest.approx(255 * x / 63, abs=8) for x in (2, 16, 32, 48, 61)]
    for pictures in made(photos.rgb16(), "a.png", Rule("x", (64,))).values():
        assert photos.near(photos.quarters(pictures[0]), (RED,) * 4)


@pytest.mark.parametrize("mode", ["P", "L", "1", "RGBA", "LA"])
def test_opaque_modes_are_photos(mode: str) -> None:
    source = {
        "P": photos.scene().quantize(16),
        "1": photos.scene().convert("1", dither=Image.Dither.NONE),
    }.get(mode) or photos.scene(mode=mode)
    data = photos.png(source)
    photo = look(data, "a.png")
    assert photo.kind == "photo" and photo.color and photo.placeholder
    pictures = made(data, "a.png")
    assert set(pictures) == {"webp", "jpeg"}
    expected = photos.quarters(source)
    assert all(photos.near(photos.quarters(one), expected, 25) for group in pictures.values() for one in group)


def see_through(mode: str) -> Image.Image:
    picture = photos.scene(mode="RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 240, 160))
    return picture.quantize(16) if mode == "P" else picture.convert(mode)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_is_kept(mode: str) -> None:
    source = see_through(mode)
    data = photos.png(source)
    photo = look(data, "a.png")
    assert (photo.kind, photo.color, photo.placeholder) == ("alpha", "", "")
    pictures = made(data, "a.png")
    assert set(pictures) == {"webp", "png"}
    for group in pictures.values():
        for one in group:
            alpha = one.convert("RGBA").getchannel("A")
            assert (alpha.getpixel((3, 3)), alpha.getpixel((one.width - 3, 3))) == (0, 255)
            assert photos.near(photos.quarters(one)[1:], photos.quarters(source)[1:], 25)


def test_a_colour_key_is_transparency() -> None:
    data = photos.png(photos.scene(), transparency=RED)
    assert look(data, "a.png").kind == "alpha"
    assert made(data, "a.png", Rule("x", (480,)))["png"][0].getpixel((20, 20))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("how", ["jpeg", "jpeg-turned", "png", "alpha"])
def test_wide_colours_become_srgb(how: str) -> None:
    # (200, 100, 50) of Display P3 is (215, 93, 31) of sRGB, by the matrices of both.
    inside, outside = (200, 100, 50), (215, 93, 31)
    picture = Image.new("RGB", (120, 80), inside)
    if how.startswith("jpeg"):
        turn = 6 if how == "jpeg-turned" else 1
        data, path = photos.jpeg(picture, turn, icc_profile=photos.p3_profile(), quality=98), "a.jpg"
    else:
        if how == "alpha":
            picture.putalpha(255)
            picture.putpixel((0, 0), (0, 0, 0, 0))
        data, path = photos.png(picture, icc_profile=photos.p3_profile()), "a.png"
    for pictures in made(data, path, Rule("x", (60, 120))).values():
        assert all(photos.near(photos.quarters(one), (outside,) * 4, 5) for one in pictures)
    if how != "alpha":
        color = look(data, path).color
        shown = (int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16))
        assert photos.near((shown,), (outside,), 5)


@pytest.mark.parametrize("profile", [b"no profile at all", photos.p3_profile()[:150]])
def test_a_broken_profile_is_ignored(profile: bytes) -> None:
    data = photos.jpeg(icc_profile=profile)
    assert all(photos.near(photos.quarters(one), QUARTERS) for group in made(data, "a.jpg").values() for one in group)


def test_a_profile_for_another_mode_is_ignored() -> None:
    data = photos.jpeg(photos.scene(mode="L"), icc_profile=photos.p3_profile())
    assert {one.mode for one in made(data, "a.jpg")["jpeg"]} == {"L"}


# --- animations, HEIC, AVIF, SVG, video


@pytest.mark.parametrize(("form", "loop", "shown"), [("GIF", 0, 0), ("GIF", None, 1), ("GIF", 2, 3), ("WEBP", 4, 4)])
def test_animations_stay_animations(form: str, loop: int | None, shown: int) -> None:
    data, path = photos.animation(form, loop=loop), f"a.{form.lower()}"
    assert look(data, path).kind == "animation"
    pictures = made(data, path, Rule("x", (60, 400)))
    assert set(pictures) == {"webp", "png"}
    for one in pictures["webp"]:
        assert (one.n_frames, one.info["loop"]) == (5, shown)  # type: ignore[attr-defined]
        for at in range(5):
            one.seek(at)
            one.load()
            assert one.info["duration"] == 40 + 20 * at
            assert photos.near(photos.quarters(one), ((50 * at, 255 - 50 * at, 90),) * 4, 12)
    assert all(photos.near(photos.quarters(one), ((0, 255, 90),) * 4) for one in pictures["png"])


def test_an_animated_png_is_an_animation() -> None:
    assert look(photos.animation("PNG"), "a.png").kind == "animation"
    cropped = made(photos.animation("PNG"), "a.png", Rule("x", (40,), (1, 1)))
    assert cropped["webp"][0].size == (40, 40)
    assert cropped["webp"][0].n_frames == 5  # type: ignore[attr-defined]


def test_a_gif_of_one_frame_is_a_picture() -> None:
    data = photos.saved(photos.scene().quantize(8), "GIF")
    assert look(data, "a.gif").kind == "photo"
    assert set(made(data, "a.gif")) == {"webp", "jpeg"}


@pytest.mark.parametrize("turn", [1, 6, 7])
def test_heic(turn: int) -> None:
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    data = photos.saved(photos.stored(photos.scene(), turn), "HEIF", quality=90, exif=photos.exif(turn))
    assert (look(data, "a.HEIC").width, look(data, "a.HEIC").height) == (480, 320)
    for pictures in made(data, "a.HEIC").values():
        assert all(photos.near(photos.quarters(one), QUARTERS, 20) for one in pictures)


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow has no AVIF")
@pytest.mark.parametrize("turn", [1, 6])
def test_avif_in_and_out(turn: int) -> None:
    data = photos.saved(photos.stored(photos.scene(), turn), "AVIF", quality=90, exif=photos.exif(turn))
    pictures = made(data, "a.avif", Rule("x", (200,), formats=("avif", "webp", "jpeg")))
    assert list(pictures) == ["avif", "webp", "jpeg"]
    assert all(photos.near(photos.quarters(group[0]), QUARTERS, 20) for group in pictures.values())


def test_svg_is_one_file_whatever_the_rule() -> None:
    data = photos.svg()
    photo = look(data, "a.svg")
    assert (photo.width, photo.height, photo.kind, photo.color) == (40, 30, "vector", "")
    ((name, content),) = encode(data, photo, variants(photo, Rule("card", (10, 20), (1, 1))))
    assert name.endswith(".svg") and b'viewBox="0 0 40 30"' in content


@pytest.mark.parametrize(
    ("data", "path", "size"),
    [
        (photos.mp4(), "a.mp4", (640, 360)),
        (photos.mp4(turned=True), "a.m4v", (360, 640)),
        (photos.webm(), "a.webm", (640, 360)),
        (photos.webm(unknown=True), "a.webm", (640, 360)),
    ],
)
def test_video_is_one_file(data: bytes, path: str, size: tuple[int, int]) -> None:
    photo = look(data, path)
    assert (photo.width, photo.height, photo.kind) == (*size, "video")
    (variant,) = variants(photo, PLAIN)
    assert variant.media_type == ("video/webm" if path == "a.webm" else "video/mp4")
    assert encode(data, photo, (variant,)) == [(variant.name, strip(data, path))]


# --- what is known, and how it is made


def test_colour_and_placeholder() -> None:
    picture = photos.scene((900, 600))
    picture.paste(BLUE, (0, 0, 900, 400))
    photo = look(photos.jpeg(picture))
    assert photo.color[0] == "#" and photos.near(((*bytes.fromhex(photo.color[1:]),),), (BLUE,))  # type: ignore[arg-type]
    assert photo.placeholder.startswith("data:image/webp;base64,") and len(photo.placeholder) <= 250
    assert photo == look(photos.jpeg(picture))


def test_develop_is_inspect_and_encode() -> None:
    rules = (PLAIN, Rule("card", (100, 200), (1, 1)), Rule("again", (200,)))
    for data, path in (
        (photos.jpeg(photos.scene((1600, 1200))), "a.jpg"),
        (photos.jpeg(turn=6), "a.jpg"),
        (photos.png(see_through("RGBA")), "a.png"),
        (photos.gif(), "a.gif"),
        (photos.svg(), "a.svg"),
    ):
        looked = look(data, path)
        wanted = list({variant.name: variant for rule in rules for variant in variants(looked, rule)}.values())
        photo, files = develop(path, digest_of(data), data, wanted, **LIMITS)
        assert photo == looked
        assert dict(files) == dict(encode(data, photo, wanted))
        assert len(files) == len(dict(files))


def test_a_file_does_not_depend_on_those_made_with_it() -> None:
    for data, path in (
        (photos.jpeg(photos.scene((1600, 1200)), turn=6), "a.jpg"),
        (photos.saved(photos.scene((1600, 1200), "CMYK"), "JPEG"), "b.jpg"),
        (photos.jpeg(photos.scene((31, 23))), "c.jpg"),
        (photos.png(photos.scene((1600, 1200))), "d.png"),
        (photos.gif(), "e.gif"),
    ):
        photo = look(data, path)
        rules = Rule("x", (20, 30, 120, 300, 320, 1500)), Rule("y", (120, 700), ratio=(1, 1))
        wanted = [variant for rule in rules for variant in variants(photo, rule)]
        together = encode(data, photo, wanted)
        for variant, made_together in zip(wanted, together, strict=True):
            assert encode(data, photo, [variant]) == [made_together], variant


def test_a_very_long_photo_is_not_decoded_whole_for_a_small_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []
    load = JpegImagePlugin.JpegImageFile.load
    monkeypatch.setattr(JpegImagePlugin.JpegImageFile, "load", lambda self: decoded.append(self.size) or load(self))
    data = photos.jpeg(photos.scene((13000, 120)))
    photo = look(data)
    rule = Rule("x", (1000, 9000))
    for _, small in encode(data, photo, variants(photo, rule)[::2]):
        assert photos.near(photos.quarters(photos.opened(small)), photos.QUARTERS, 26)
    assert decoded and max(width for width, _ in decoded) <= 6500
    for _, large in encode(data, photo, variants(photo, rule)[1::2]):
        assert photos.opened(large).size == (9000, 83)
    assert (13000, 120) in decoded


def test_another_photo_under_the_same_name_is_noticed() -> None:
    photo = look(photos.jpeg())
    with pytest.raises(PhotoError, match="photo-unreadable"):
        encode(photos.jpeg(photos.scene((300, 300))), photo, variants(photo, PLAIN))


def test_the_original_as_a_download() -> None:
    data = photos.jpeg(turn=6, planted=True)
    photo = look(data, "IMG 1.JPEG")
    variant = original(photo)
    assert variant.name.endswith(".jpeg") and variant.media_type == "image/jpeg"
    assert encode(data, photo, [variant]) == [(variant.name, strip(data, "a.jpg"))]


def test_importing_is_cheap() -> None:
    script = (
        "import sys, leitai.images as i; print(*(n for n in ('PIL.Image', 'nh3', 'pillow_heif') if n in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


def test_variants_are_values() -> None:
    photo = look(photos.jpeg())
    (first, *_) = variants(photo, PLAIN)
    assert hash(first) == hash(variants(photo, PLAIN)[0])
    assert isinstance(first, Variant) and io.BytesIO(encode(photos.jpeg(), photo, [first])[0][1]).read(4) == b"RIFF"
