"""The pictures themselves: one decode of a source, all its variants from it, large to small.

A JPEG's brightness is decoded at a size that leaves the filter work to do, its colours at half of that: all our lossy
formats store colours at half size anyway, so this loses nothing and needs a quarter of the memory. The largest variant
of each crop is made from the decoded source, the smaller ones from that. Must not know: pages, disks, other photos.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from PIL import Image, ImageSequence

from leitai.images import pixels, reading, sniffing, stripping
from leitai.images.facts import Photo, PhotoError
from leitai.images.rules import Crop, Rule, Variant, variants

# Measured against libvips' files at quality 80, on grainy 12 megapixel JPEGs (docs/performance.md has the table).
# From the source BICUBIC takes three quarters of LANCZOS' time and gives smaller files; two steps of quality more make
# them as like the original, at the same bytes.
_FIRST = Image.Resampling.BICUBIC
_NEXT = Image.Resampling.BICUBIC
_PLANES = Image.Resampling.BILINEAR

# The decoded source is at least so many times as wide as its largest variant. At 1.25 (4000 halved by the decoder, for
# 1600) the WebP's SSIM falls from 0.90 to 0.85, for the decoder scales every block by itself.
_ROOM = 1.5
_NEAR = 1.25

# WebP: method 4 is more than twice the time of method 2 for 1 to 5 % fewer bytes. JPEG: Huffman tables of its own cost
# 5 ms a photo and save 6 %; progressive costs 15 ms more and saves 2 % or nothing. AVIF: one thread, or the bytes would
# depend on the machine.
#
# Where grain covers the whole picture, the slower search of method 2 finds hardly anything: method 0 at a quality one
# step higher gives the same likeness and bytes in half the time. (On clean pictures it would cost 25 % more bytes.)
_GRAINY = 1.1

_OPTIONS: dict[str, dict[str, object]] = {
    "jpeg": {"format": "JPEG", "optimize": True, "subsampling": "4:2:0"},
    "webp": {"format": "WEBP", "method": 2},
    "avif": {"format": "AVIF", "speed": 8, "max_threads": 1},
    "png": {"format": "PNG", "optimize": True},
}


def encode(data: bytes, photo: Photo, wanted: Sequence[Variant]) -> list[tuple[str, bytes]]:
    """See `leitai.images.encode`."""
    return _encode(data, photo, wanted, None)


def develop(
    path: str, digest: str, data: bytes, rules: Sequence[Rule], *, max_pixels: int, max_bytes: int
) -> tuple[Photo, list[tuple[str, bytes]]]:
    """See `leitai.images.develop`."""
    photo, sketch = reading.look(path, digest, data, max_pixels=max_pixels, max_bytes=max_bytes)
    wanted = {variant.name: variant for rule in rules for variant in variants(photo, rule)}
    return photo, _encode(data, photo, tuple(wanted.values()), sketch)


def _encode(
    data: bytes, photo: Photo, wanted: Sequence[Variant], sketch: Image.Image | None
) -> list[tuple[str, bytes]]:
    made: dict[str, bytes] = {}
    pictures = []
    for variant in wanted:
        if variant.format in ("svg", "mp4", "webm", "original"):
            made[variant.name] = stripping.strip(data, photo.path)
        else:
            pictures.append(variant)
    if pictures:
        form = sniffing.check(photo.path, data)
        draw = _animate if photo.kind == "animation" else _draw
        made.update(draw(_open(data, form, photo), data, photo, pictures, sketch))
    return [(variant.name, made[variant.name]) for variant in wanted]


def _open(data: bytes, form: str, photo: Photo) -> Image.Image:
    picture = pixels.open_picture(data, form)
    if pixels.seen(picture.size, pixels.orientation(picture)) != (photo.width, photo.height):
        raise PhotoError("photo-unreadable", reason="not the photo that was inspected")
    return picture


def _draw(
    picture: Image.Image, data: bytes, photo: Photo, wanted: Sequence[Variant], sketch: Image.Image | None
) -> Iterator[tuple[str, bytes]]:
    """All variants of a still picture."""
    source: _Source | None = _Source(picture, data, photo, _scale(photo, wanted), sketch)
    del picture, sketch
    groups = _by_crop(wanted)
    while groups:
        crop, group = groups.pop(0)
        stack: _Stack | None = None
        top: _Stack | None = None
        for size, same in groupby(group, lambda variant: (variant.width, variant.height)):
            if stack is None or top is None:
                assert source is not None
                stack = top = source.first(crop, size)
                if not groups:
                    source = None  # The largest thing in memory; what follows needs the room.
            else:
                # From one hardly larger, a second filtering would only blur: then from the largest again.
                stack = (stack if stack.width >= _NEAR * size[0] else top).smaller(size)
            for variant in same:
                yield variant.name, _save(stack.picture(variant.format), variant.format, variant.quality)
            stack.forget()


def _by_crop(wanted: Sequence[Variant]) -> list[tuple[Crop | None, list[Variant]]]:
    """Variants of each crop, from large to small, within a size JPEG first: it takes the planes as they are."""
    groups: dict[Crop | None, list[Variant]] = {}
    for variant in wanted:
        groups.setdefault(variant.crop, []).append(variant)
    for group in groups.values():
        group.sort(key=lambda variant: (-variant.width, -variant.height, variant.format != "jpeg"))
    return list(groups.items())


def _scale(photo: Photo, wanted: Sequence[Variant]) -> float:
    """Pixels of the sharpest variant for each pixel of the source, 0 to 1."""
    scales = []
    for variant in wanted:
        left, top, right, bottom = variant.crop or (0, 0, photo.width, photo.height)
        scales.append(max(variant.width / (right - left), variant.height / (bottom - top)))
    return min(1.0, max(scales))


class _Stack:
    """A picture in one size: one image in its final colours, or Y, Cb and Cr apart."""

    def __init__(self, planes: tuple[Image.Image, ...]) -> None:
        self.planes = planes
        self.width = planes[0].width
        self._whole: Image.Image | None = None

    def smaller(self, size: tuple[int, int]) -> _Stack:
        """A smaller one."""
        if self.planes[0].size == size:
            return self
        filters = (_NEXT, _PLANES, _PLANES)
        return _Stack(tuple(plane.resize(size, how) for plane, how in zip(self.planes, filters, strict=False)))

    def picture(self, form: str) -> Image.Image:
        """The image to be saved as ``form``."""
        if len(self.planes) == 1:
            return self.planes[0]
        if self._whole is None:
            self._whole = Image.merge("YCbCr", self.planes)
        if form != "jpeg" and self._whole.mode != "RGB":
            self._whole = self._whole.convert("RGB")
        return self._whole

    def forget(self) -> None:
        """Give up what `picture` made."""
        self._whole = None


class _Source:
    """A decoded source that gives the largest picture of every crop."""

    def __init__(
        self, picture: Image.Image, data: bytes, photo: Photo, scale: float, sketch: Image.Image | None
    ) -> None:
        self.size = picture.size
        self.turn = pixels.orientation(picture)
        self.profile = pixels.profile_of(picture)
        self.opaque = photo.kind != "alpha"
        if pixels.planar(picture):
            factor = _factor(1 / scale / _ROOM)
            pixels.shrunk(picture, factor, "L")
            with pixels.decoding():
                picture.load()
            colours = _colours(data, _factor(2 / scale), sketch)
            self.planes: tuple[Image.Image, ...] = (pixels.bare(picture), *colours)
        else:
            pixels.shrunk(picture, _factor(1 / scale / _ROOM))
            self.planes = (pixels.plain(picture),)

    def first(self, crop: Crop | None, size: tuple[int, int]) -> _Stack:
        """That part of the source, scaled to ``size``, as seen and in sRGB."""
        stored = pixels.seen(size, self.turn)
        how = (_FIRST, _PLANES, _PLANES)
        planes = tuple(self._cut(plane, crop, stored, how[at]) for at, plane in enumerate(self.planes))
        if len(planes) == 1:
            only = pixels.colour(planes[0], self.profile)
            planes = (only.convert("RGB") if self.opaque and only.mode == "RGBA" else only,)
        elif self.profile and pixels.to_srgb(self.profile, "RGB"):
            planes = (pixels.colour(Image.merge("YCbCr", planes).convert("RGB"), self.profile),)
        return _Stack(tuple(pixels.bare(pixels.turned(plane, self.turn)) for plane in planes))

    def _cut(self, plane: Image.Image, crop: Crop | None, size: tuple[int, int], how: Image.Resampling) -> Image.Image:
        box: pixels.Box = (0, 0, plane.width, plane.height)
        if crop is not None:
            left, top, right, bottom = pixels.unturned(crop, self.size, self.turn)
            x, y = plane.width / self.size[0], plane.height / self.size[1]
            box = (left * x, top * y, min(right * x, plane.width), min(bottom * y, plane.height))
        return plane.resize(size, how, box=box)


def _colours(data: bytes, factor: int, sketch: Image.Image | None) -> tuple[Image.Image, Image.Image]:
    """Cb and Cr of a JPEG at 1/``factor`` of its size or more."""
    if sketch is None or factor < reading.SKETCH:
        sketch = pixels.open_picture(data, "jpeg")
        pixels.shrunk(sketch, factor, "YCbCr")
        with pixels.decoding():
            sketch.load()
    return sketch.getchannel("Cb"), sketch.getchannel("Cr")


def _factor(most: float) -> int:
    """The largest of 1, 2, 4, 8 that is not above ``most`` (1 if none is)."""
    return next((factor for factor in (8, 4, 2) if factor <= most), 1)


def _animate(
    picture: Image.Image, data: bytes, photo: Photo, wanted: Sequence[Variant], sketch: Image.Image | None
) -> Iterator[tuple[str, bytes]]:
    """All variants of an animation: WebP and AVIF with all frames, PNG with the first."""
    turn = pixels.orientation(picture)
    profile = pixels.profile_of(picture)
    loop = _loops(picture)
    for crop, group in _by_crop(wanted):
        largest = (group[0].width, group[0].height)
        frames: list[Image.Image] = []
        times: list[int] = []
        with pixels.decoding():
            for frame in ImageSequence.Iterator(picture):
                frame.load()  # Some readers know only then how long it is shown.
                times.append(int(frame.info.get("duration") or 100))
                whole = pixels.turned(pixels.bare(frame.convert("RGBA")), turn)
                frames.append(pixels.colour(whole.resize(largest, _FIRST, box=crop), profile))
        for size, same in groupby(group, lambda variant: (variant.width, variant.height)):
            frames = [frame if frame.size == size else frame.resize(size, _NEXT) for frame in frames]
            for variant in same:
                if variant.format == "png":
                    yield variant.name, _save(frames[0], "png", 0)
                else:
                    yield variant.name, _save_frames(frames, variant, times, loop)


def _loops(picture: Image.Image) -> int:
    """How often an animation is shown, 0 for ever. A GIF counts repeats, and may say nothing: once."""
    said = picture.info.get("loop")
    if picture.format != "GIF":
        return int(said or 0)
    return 1 if said is None else int(said) + 1 if said else 0


def _save(picture: Image.Image, form: str, quality: int) -> bytes:
    """A still picture's bytes."""
    options = _options(form, quality)
    if form == "webp" and _grain(picture) > _GRAINY:
        options = {**options, "method": 0, "quality": min(quality + 1, 100)}
    file = io.BytesIO()
    picture.save(file, **options)  # type: ignore[arg-type]
    return file.getvalue()


def _grain(picture: Image.Image) -> float:
    """How much detail there is everywhere: the bits that a pixel takes in a JPEG of 4 × 4 tiles from all over it."""
    across, down, tile, rows = picture.width, picture.height, 64, 4
    if min(across, down) < tile * rows or picture.mode not in ("L", "RGB"):
        return 0.0
    sample = Image.new("L", (tile * rows, tile * rows))
    for at in range(rows * rows):
        column, row = at % rows, at // rows
        left = (across - tile) * (2 * column + 1) // (2 * rows)
        top = (down - tile) * (2 * row + 1) // (2 * rows)
        part = picture.crop((left, top, left + tile, top + tile)).convert("L")
        sample.paste(part, (tile * column, tile * row))
    file = io.BytesIO()
    sample.save(file, "JPEG", quality=80)
    return len(file.getvalue()) * 8 / (sample.width * sample.height)


def _save_frames(frames: Sequence[Image.Image], variant: Variant, times: list[int], loop: int) -> bytes:
    """An animation's bytes: ``times`` in milliseconds, ``loop`` 0 for ever."""
    file = io.BytesIO()
    frames[0].save(
        file,
        save_all=True,
        append_images=frames[1:],
        duration=times,
        loop=loop,
        **_options(variant.format, variant.quality),  # type: ignore[arg-type]
    )
    return file.getvalue()


def _options(form: str, quality: int) -> dict[str, object]:
    return {**_OPTIONS[form], "quality": quality} if quality else _OPTIONS[form]
