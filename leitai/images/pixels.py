"""Pillow, held so that nothing of a source but its picture gets through: opening, orientation, modes, colour.

Must not know: rules, pages, disks.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeAlias

from PIL import Image, ImageCms, JpegImagePlugin

from leitai.images.facts import PhotoError

# Pillow's own limit is one for the whole process, and only warns; ours is given with every call and always checked.
Image.MAX_IMAGE_PIXELS = None

Box: TypeAlias = tuple[float, float, float, float]
Convert: TypeAlias = Callable[[Image.Image], Image.Image]

_PLUGINS = {
    "jpeg": ("JPEG",),
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "avif": ("AVIF",),
    "heic": ("HEIF",),
}
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@contextmanager
def decoding() -> Iterator[None]:
    """Turns whatever is raised over a broken file into a PhotoError."""
    try:
        yield
    except PhotoError:
        raise
    except Exception as problem:  # Decoders fail over hostile bytes in every way there is; all mean the same to us.
        text = str(problem)
        cut = isinstance(problem, EOFError | IndexError | struct.error) or "truncated" in text.lower()
        if cut:
            raise PhotoError("photo-truncated") from problem
        reason = text.split("<")[0].strip(" :") or type(problem).__name__
        raise PhotoError("photo-unreadable", reason=reason) from problem


def open_picture(data: bytes, form: str) -> Image.Image:
    """Open without decoding. ``form`` is jpeg, png, gif, webp, avif or heic.

    Raises:
        PhotoError: photo-heic-extra, photo-unreadable.
    """
    if form == "heic":
        try:
            import pillow_heif
        except ImportError:
            raise PhotoError("photo-heic-extra", package="pillow-heif") from None
        pillow_heif.register_heif_opener(thumbnails=False)
    with decoding():
        return Image.open(io.BytesIO(data), formats=_PLUGINS[form])


def orientation(picture: Image.Image) -> int:
    """How the picture is to be turned, as in EXIF: 1 to 8. Anything odd counts as 1."""
    try:
        value = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # Broken EXIF is no reason to refuse a photo.
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def turned(picture: Image.Image, turn: int) -> Image.Image:
    """The picture as seen."""
    return picture.transpose(_TURNS[turn]) if turn in _TURNS else picture


def seen(size: tuple[int, int], turn: int) -> tuple[int, int]:
    """A size as seen: width and height change places for orientations 5 to 8."""
    return (size[1], size[0]) if turn >= 5 else size


def unturned(box: tuple[int, int, int, int], size: tuple[int, int], turn: int) -> tuple[int, int, int, int]:
    """Where a box of the picture as seen lies in the picture as stored, whose size is ``size``.

    >>> unturned((0, 0, 10, 20), (400, 300), 6)
    (0, 290, 20, 300)
    """
    left, top, right, bottom = box
    width, height = size
    if turn >= 5:
        left, top, right, bottom = top, left, bottom, right
    if turn in (2, 3, 7, 8):
        left, right = width - right, width - left
    if turn in (3, 4, 6, 7):
        top, bottom = height - bottom, height - top
    return left, top, right, bottom


def planar(picture: Image.Image) -> bool:
    """Whether it is a JPEG in YCbCr, whose brightness and colours can be decoded apart."""
    return (
        isinstance(picture, JpegImagePlugin.JpegImageFile)
        and picture.mode == "RGB"
        and picture.info.get("adobe_transform", 1) == 1
        and [layer[0] for layer in picture.layer] in ([1, 2, 3], [0, 1, 2])
    )


def shrunk(picture: Image.Image, factor: int, mode: str | None = None) -> int:
    """Ask a JPEG decoder, before loading, for 1/``factor`` of the size (1, 2, 4, 8). Gives the factor taken."""
    width, height = picture.size
    while factor > 1 and min(width, height) < factor * 8:
        factor //= 2
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        picture.draft(mode or picture.mode, (width // factor, height // factor))
        return factor
    return 1


def plain(picture: Image.Image) -> Image.Image:
    """The picture in one of the modes L, RGB, RGBA or CMYK, without anything attached. Loads it.

    Raises:
        PhotoError: photo-truncated, photo-unreadable; photo-unsupported for pictures of floating point numbers.
    """
    with decoding():
        picture.load()
        mode = picture.mode
        if mode == "F":
            raise PhotoError("photo-unsupported", suffix="", found="floating point")
        if mode.startswith("I"):
            # convert("L") would clip 16 bits at 255.
            picture = picture.convert("I").point(lambda level: level * (1 / 257) + 0.5).convert("L")
        elif mode in ("LA", "PA", "La", "RGBa") or "transparency" in picture.info:
            picture = picture.convert("RGBA")
        elif mode == "1":
            picture = picture.convert("L")
        elif mode not in ("L", "RGB", "RGBA", "CMYK"):
            picture = picture.convert("RGB")
    return bare(picture)


def bare(picture: Image.Image) -> Image.Image:
    """The same picture without what came with the file; `Image.save` would write some of it again."""
    picture.info = {}
    return picture


@lru_cache(maxsize=16)
def to_srgb(profile: bytes, mode: str) -> Convert | None:
    """A function that turns pictures of ``mode`` with that ICC profile into sRGB; ``None`` if there is nothing to do.

    A profile that is broken or made for another mode is ignored, as browsers do.
    """
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if space != {"L": "GRAY", "RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK"}[mode]:
            return None
        if space == "RGB" and (source.profile.profile_description or "").startswith(("sRGB", "c2")):
            return None
        transform = ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            mode,
            "RGBA" if mode == "RGBA" else "RGB",
            ImageCms.Intent.PERCEPTUAL,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, KeyError):
        return None

    def convert(picture: Image.Image) -> Image.Image:
        return bare(transform.apply(picture))

    return convert


def colour(picture: Image.Image, profile: bytes) -> Image.Image:
    """A plain picture in sRGB: L stays L where it has no profile; CMYK becomes RGB in any case."""
    convert = to_srgb(profile, picture.mode) if profile else None
    if convert is not None:
        return convert(picture)
    return bare(picture.convert("RGB")) if picture.mode == "CMYK" else picture


def profile_of(picture: Image.Image) -> bytes:
    """The ICC profile that came with it; empty if none."""
    profile = picture.info.get("icc_profile")
    return profile if isinstance(profile, bytes) else b""
