"""Files that cannot be taken: each is refused with the error that says why."""

from __future__ import annotations

import pickle
import sys

import photos
import pytest
from PIL import Image

from leitai.images import Photo, PhotoError, inspect
from leitai.sources import digest_of

LIMITS = {"max_pixels": 2_000_000, "max_bytes": 2_000_000}


def look(data: bytes, path: str = "a.jpg") -> Photo:
    return inspect(path, digest_of(data), data, **LIMITS)


def code(data: bytes, path: str, **limits: int) -> str:
    with pytest.raises(PhotoError) as caught:
        inspect(path, "0" * 32, data, **{**LIMITS, **limits})
    return caught.value.code


WHOLE = {
    "a.jpg": photos.jpeg(),
    "a.png": photos.png(photos.scene()),
    "a.webp": photos.webp(photos.scene()),
    "a.gif": photos.animation(),
    "a.mp4": photos.mp4(),
    "a.webm": photos.webm(),
    "a.svg": photos.svg(),
}


@pytest.mark.parametrize("path", WHOLE)
def test_empty(path: str) -> None:
    assert code(b"", path) == "photo-empty"


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize("part", [0.5, 0.9])
def test_truncated(path: str, part: float) -> None:
    data = WHOLE[path]
    expected = {"photo-unreadable"} if path == "a.svg" else {"photo-truncated"}
    assert code(data[: int(len(data) * part)], path) in expected


def test_a_progressive_jpeg_cut_between_scans() -> None:
    data = photos.jpeg(progressive=True)
    assert code(data[: data.rindex(b"\xff\xda")], "a.jpg") == "photo-truncated"


def test_wrong_suffix_names_what_was_found() -> None:
    for path, other in (("a.jpg", "a.png"), ("a.png", "a.webp"), ("a.gif", "a.mp4"), ("a.mp4", "a.svg")):
        with pytest.raises(PhotoError) as caught:
            look(WHOLE[other], path)
        assert caught.value.code == "photo-wrong-suffix"
        assert caught.value.params == {"suffix": path[2:], "found": other[2:]}
    assert code(b"<!DOCTYPE html><html></html>", "a.jpg") == "photo-wrong-suffix"


def test_other_formats() -> None:
    for path in ("a.tif", "a.bmp", "a.cr2", "a.mov", "a", "jpg"):
        assert code(WHOLE["a.jpg"], path) == "photo-unsupported"


def test_too_large() -> None:
    data = photos.jpeg()
    assert code(data, "a.jpg", max_bytes=len(data) - 1) == "photo-heavy"
    with pytest.raises(PhotoError) as caught:
        inspect("a.jpg", "0" * 32, data, max_pixels=480 * 320 - 1, max_bytes=10**6)
    assert caught.value.code == "photo-bomb"
    assert caught.value.params == {"width": 480, "height": 320, "frames": 1, "limit": 480 * 320 - 1}
    assert code(photos.animation(), "a.gif", max_pixels=120 * 80 * 4) == "photo-bomb"
    black = photos.saved(Image.new("1", (20000, 20000)), "PNG")
    assert code(black, "a.png") == "photo-bomb"


def test_unreadable() -> None:
    assert code(b"not a picture", "a.jpg") == "photo-unreadable"
    assert code(WHOLE["a.jpg"][:100] + bytes(2000), "a.jpg") in ("photo-unreadable", "photo-truncated")
    png = WHOLE["a.png"]
    assert code(png[:60] + bytes(20) + png[80:], "a.png") in ("photo-unreadable", "photo-truncated")
    assert code(photos.svg()[:-3], "a.svg") == "photo-unreadable"
    assert code(photos.svg().replace(b"2000/svg", b"1999/html"), "a.svg") == "photo-unreadable"


def test_svg_without_a_size() -> None:
    assert code(photos.svg(attributes='width="100%"'), "a.svg") == "photo-svg-size"
    assert look(photos.svg(attributes='width="2in" height="96"'), "a.svg").width == 192
    assert look(photos.svg(attributes='width="80" viewBox="0 0 40 30"'), "a.svg").height == 60


@pytest.mark.parametrize("handler", [b"meta", b"camm", b"text", b"sbtl"])
def test_videos_with_tracks_that_may_hold_places(handler: bytes) -> None:
    assert code(photos.mp4(handler), "a.mp4") == "photo-video-tracks"
    assert code(photos.webm(0x21), "a.webm") == "photo-video-tracks"


def test_errors_come_home_from_workers() -> None:
    problem = PhotoError("photo-bomb", width=3, height=4)
    again = pickle.loads(pickle.dumps(problem))
    assert (again.code, again.params, str(again)) == (problem.code, problem.params, "photo-bomb width=3 height=4")


def test_heic_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert code(photos.box(b"ftyp", b"heic", bytes(4), b"mif1heic"), "a.heic") == "photo-heic-extra"
