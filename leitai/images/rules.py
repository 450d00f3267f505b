"""Rules and the files they ask for: source + rule → Variant, a value. No pixel is touched here.

The name of a variant says everything that its bytes depend on: the content of the source, the size, and in its last
part the crop, format, quality and encoder. So equal files are made once, and what was published under a name never
changes. Must not know: Pillow's decoders, pages, disks.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import blake2b
from typing import TypeAlias

import PIL
from msgspec import Struct

from leitai.images.facts import Photo

FOLDER = "photos"
RECIPE = "3"
"""Our own part of the encoder's version: to be changed with every change of parameters, filters or order of steps."""

ENCODER = f"{RECIPE}/pillow-{PIL.__version__}"
"""The version that enters all names. (``import PIL`` is only the version; the library itself is loaded late.)"""

Crop: TypeAlias = tuple[int, int, int, int]

FORMATS = {
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "png": "png",
    "apng": "png",
    "gif": "gif",
    "webp": "webp",
    "avif": "avif",
    "heic": "heic",
    "heif": "heic",
    "svg": "svg",
    "mp4": "mp4",
    "m4v": "mp4",
    "webm": "webm",
}
"""The formats that are read, by file suffix."""

SUFFIXES = {"jpeg": "jpg", "webp": "webp", "avif": "avif", "png": "png", "svg": "svg", "mp4": "mp4", "webm": "webm"}
MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "png": "image/png",
    "gif": "image/gif",
    "heic": "image/heic",
    "svg": "image/svg+xml",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
QUALITY = {"jpeg": 82, "webp": 83, "avif": 60, "png": 0}
"""What a rule gets that names no quality. With our filters they give the likeness of libvips' 80 or better, at 5 %
more bytes."""

NEAR = 1.1
"""Two widths of one photo are near if the larger is less than that times the smaller: then the larger serves both."""


class Rule(Struct, frozen=True, omit_defaults=True):
    """What a theme wants of every photo in one role.

    ``widths`` are pixels. ``ratio`` (width, height) crops, ``None`` keeps the photo's own. ``formats`` stand best
    first, the last is the fallback; ``jpeg`` becomes ``png`` where it must. ``quality`` (1–100, by format) overrides
    `QUALITY`. ``sizes`` is the HTML attribute, for the view.
    """

    role: str
    widths: tuple[int, ...]
    ratio: tuple[int, int] | None = None
    formats: tuple[str, ...] = ("webp", "jpeg")
    quality: dict[str, int] = {}
    sizes: str = ""


class Variant(Struct, frozen=True, omit_defaults=True):
    """One file to be made. ``crop`` is left, top, right, bottom in oriented source pixels; ``None`` is the whole.

    ``name`` is the path below the output folder. ``width`` × ``height`` are the file's own pixels. ``format`` is a
    key of `SUFFIXES`, or ``original`` for a download. ``quality`` is 0 where a format has none.
    """

    name: str
    format: str
    width: int
    height: int
    crop: Crop | None = None
    quality: int = 0

    @property
    def media_type(self) -> str:
        """For the ``type`` of a ``<source>``, by the file's suffix."""
        return MEDIA_TYPES[FORMATS[suffix_of(self.name)]]


def variants(photo: Photo, rule: Rule, focus: Sequence[Decimal | float] = ()) -> tuple[Variant, ...]:
    """The files that ``rule`` asks of ``photo``: formats as in the rule, within a format from small to large.

    ``focus`` is x, y in per cent from the left top; the crop keeps that point as near to its middle as the photo's
    edges allow (without it, the middle). Never upscaled: the photo's own width (after the crop) stands for all wider
    ones, and for one that is hardly smaller. A vector or video gives one file, whatever the rule.

    >>> photo = Photo("a.jpg", "0" * 32, 1000, 800, "photo")
    >>> [(v.format, v.width, v.height) for v in variants(photo, Rule("card", (480, 960, 1600), (4, 3)))]
    [('webp', 480, 360), ('webp', 1000, 750), ('jpeg', 480, 360), ('jpeg', 1000, 750)]
    """
    if photo.kind in ("vector", "video"):
        name = "svg" if photo.kind == "vector" else suffix_of(photo.path)
        return (_whole(photo, name, "webm" if name == "webm" else "mp4" if photo.kind == "video" else "svg"),)
    crop = crop_of(photo.width, photo.height, rule.ratio, focus)
    left, top, right, bottom = crop or (0, 0, photo.width, photo.height)
    sizes = _sizes(right - left, bottom - top, rule)
    made: dict[str, Variant] = {}
    for wanted in rule.formats:
        form = "png" if wanted == "jpeg" and photo.kind in ("alpha", "animation") else wanted
        quality = rule.quality.get(form, QUALITY[form])
        for width, height in sizes:
            name = _name(photo, f"{width}x{height}", f"{form} {quality} {crop} {ENCODER}", SUFFIXES[form])
            made[name] = Variant(name, form, width, height, crop, quality)
    return tuple(made.values())


def original(photo: Photo) -> Variant:
    """The file itself as a download, without its metadata."""
    return _whole(photo, suffix_of(photo.path), "original")


def crop_of(
    width: int, height: int, ratio: tuple[int, int] | None, focus: Sequence[Decimal | float] = ()
) -> Crop | None:
    """The largest box of that ratio inside ``width`` × ``height``, about the focus; ``None`` if that is everything.

    >>> crop_of(400, 300, (1, 1), (100, 50))
    (100, 0, 400, 300)
    """
    if ratio is None:
        return None
    across, down = ratio
    wide = max(1, min(width, round(height * across / down)))
    high = max(1, min(height, round(width * down / across)))
    if (wide, high) == (width, height):
        return None
    x, y = (float(focus[0]), float(focus[1])) if len(focus) == 2 else (50.0, 50.0)
    left = min(max(round(width * x / 100 - wide / 2), 0), width - wide)
    top = min(max(round(height * y / 100 - high / 2), 0), height - high)
    return left, top, left + wide, top + high


def _sizes(wide: int, high: int, rule: Rule) -> list[tuple[int, int]]:
    """Widths and heights of a rule's files from a source of ``wide`` × ``high`` pixels, without near repeats."""
    widths = sorted({width for width in rule.widths if width <= wide})
    if len(widths) < len(set(rule.widths)) and wide not in widths:
        if widths and wide < widths[-1] * NEAR:
            widths.pop()
        widths.append(wide)
    across, down = rule.ratio or (wide, high)
    return [(width, min(high, max(1, round(width * down / across)))) for width in widths]


def _whole(photo: Photo, suffix: str, form: str) -> Variant:
    # These are not decoded and encoded again, so Pillow's version has no part in them.
    name = _name(photo, "original" if form == "original" else "whole", f"{form} {RECIPE}", suffix)
    return Variant(name, form, photo.width, photo.height)


def _name(photo: Photo, what: str, depends: str, suffix: str) -> str:
    tag = blake2b(depends.encode(), digest_size=4).hexdigest()
    return f"{FOLDER}/{photo.digest[:16]}-{what}-{tag}.{suffix}"


def suffix_of(path: str) -> str:
    """What stands behind the last dot of a file name, in lower case; empty if there is none."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""
