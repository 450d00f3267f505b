"""Looking at a source: format, size, kind, colour, placeholder.

The only costly part is one small decode: of a JPEG at a quarter of its size, which also proves that it is whole. Must
not know: rules, pages, disks.
"""

from __future__ import annotations

import io
from base64 import b64encode

from PIL import Image

from leitai.images import boxes, ebml, pixels, sniffing, svg
from leitai.images.facts import Photo, PhotoError
from leitai.images.rules import FORMATS, suffix_of

SKETCH = 4
"""At which part of its size a JPEG is decoded to look at it. (Its entropy coding, most of the work, is all read at any
size; this size has colours enough for pictures of most widths, so that `encoding.develop` need not decode them again.)
"""

_GRID = 64
_TINY = 16
_LIMIT = 250


def inspect(path: str, digest: str, data: bytes, *, max_pixels: int, max_bytes: int) -> Photo:
    """See `leitai.images.inspect`."""
    return look(path, digest, data, max_pixels=max_pixels, max_bytes=max_bytes)[0]


def outline(path: str, digest: str, head: bytes, *, max_pixels: int) -> Photo | None:
    """See `leitai.images.outline`."""
    try:
        if FORMATS.get(suffix_of(path)) != "jpeg" or sniffing.sniff(head) != "jpeg":
            return None
        picture = pixels.open_picture(head, "jpeg")
        width, height = pixels.seen(picture.size, pixels.orientation(picture))
        if not pixels.planar(picture) or width * height > max_pixels:
            return None
    except PhotoError:
        return None
    return Photo(path, digest, width, height, "photo")


def look(path: str, digest: str, data: bytes, *, max_pixels: int, max_bytes: int) -> tuple[Photo, Image.Image | None]:
    """The photo, and for a JPEG in YCbCr the decoded sketch of it."""
    if len(data) > max_bytes:
        raise PhotoError("photo-heavy", bytes=len(data), limit=max_bytes)
    form = sniffing.check(path, data)
    if form == "svg":
        width, height = svg.size(data)
        return Photo(path, digest, width, height, "vector"), None
    if form in ("mp4", "webm"):
        with pixels.decoding():
            width, height = (boxes if form == "mp4" else ebml).video_size(data)
        return Photo(path, digest, width, height, "video"), None
    picture = pixels.open_picture(data, form)
    frames = _limited(picture, form, max_pixels)
    turn = pixels.orientation(picture)
    width, height = pixels.seen(picture.size, turn)
    profile = pixels.profile_of(picture)
    sketch = None
    if pixels.planar(picture):
        pixels.shrunk(picture, SKETCH, "YCbCr")
        with pixels.decoding():
            picture.load()
        sketch = plain = pixels.bare(picture)
    else:
        pixels.shrunk(picture, 8)
        plain = pixels.plain(picture)
    if frames > 1:
        kind = "animation"
    else:
        kind = "alpha" if see_through(plain) else "photo"
    if see_through(plain):
        return Photo(path, digest, width, height, kind), None
    small = pixels.turned(_small(plain, profile), turn)
    return Photo(path, digest, width, height, kind, dominant(small), placeholder(small)), sketch


def _limited(picture: Image.Image, form: str, max_pixels: int) -> int:
    """The number of frames, if the picture is not too large to be decoded.

    Raises:
        PhotoError: photo-bomb.
    """
    width, height = picture.size
    frames = 1
    if width * height <= max_pixels and form in ("gif", "png", "webp", "avif"):
        with pixels.decoding():
            frames = int(getattr(picture, "n_frames", 1))
    if width * height * frames > max_pixels:
        raise PhotoError("photo-bomb", width=width, height=height, frames=frames, limit=max_pixels)
    return frames


def see_through(picture: Image.Image) -> bool:
    """Whether any pixel is transparent."""
    if picture.mode != "RGBA":
        return False
    lowest, _ = picture.getchannel("A").getextrema()
    return isinstance(lowest, int | float) and lowest < 255


def _small(picture: Image.Image, profile: bytes) -> Image.Image:
    """The picture at most `_GRID` pixels long, in sRGB."""
    factor = max(1, -(-max(picture.size) // _GRID))
    small = picture.reduce((min(factor, picture.width), min(factor, picture.height)))
    if small.mode in ("YCbCr", "RGBA"):
        small = small.convert("RGB")
    return pixels.bare(pixels.colour(small, profile).convert("RGB"))


def dominant(picture: Image.Image) -> str:
    """The colour that most of a small picture has, as ``#rrggbb``: the fullest of five boxes of a median cut."""
    few = picture.quantize(5, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = few.getpalette() or [0, 0, 0]
    counts = few.histogram()[: len(palette) // 3]
    at = 3 * counts.index(max(counts))
    red, green, blue = palette[at : at + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def placeholder(picture: Image.Image) -> str:
    """A tiny WebP of a small picture as a data URI of at most 250 characters."""
    scale = min(1.0, _TINY / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    tiny = picture.resize(size, Image.Resampling.BOX)
    for quality in (40, 20, 5, 0):
        file = io.BytesIO()
        tiny.save(file, "WEBP", quality=quality, method=4)
        text = "data:image/webp;base64," + b64encode(file.getvalue()).decode()
        if len(text) <= _LIMIT:
            return text
    return ""
