"""The pictures themselves: one decode of a source, all its variants from it.

A JPEG's brightness is decoded whole, its colours at a quarter of their size or at what the variant needs: all our
lossy formats store colours at half size anyway, so this loses nothing and needs a quarter of the memory. How a variant
is made depends on the source and the variant alone, never on what else is made of the same photo: otherwise a new use
of a photo would change what stands under an old name. Must not know: pages, disks, other photos.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from PIL import Image, ImageSequence

from leitai.images import pixels, reading, sniffing, stripping
from leitai.images.facts import Photo, PhotoError
from leitai.images.rules import Crop, Variant

# Measured against libvips' files at quality 80, on grainy 12 megapixel JPEGs (docs/performance.md has the table).
# From the source BICUBIC takes three quarters of LANCZOS' time and gives smaller files; two or three steps of quality
# more make them more like the original, at 5 % more bytes.
_FIRST = Image.Resampling.BICUBIC
_PLANES = Image.Resampling.BILINEAR

# A source is halved, by the mean of four pixels, while it stays at least so many times as wide as the variant. (At two
# times the likeness (SSIM) is 0.001 to 0.002 less than at three, for a tenth of a photo's time; if the JPEG decoder
# halves 4000 pixels for 1600, it is 0.05 less.)
_ROOM = 2.0

# A JPEG longer than that is decoded smaller, unless the variant needs more: or its size alone would fill the memory.
_LONG = 6000

# WebP: method 4 is more than twice the time of method 2 for 1 to 5 % fewer bytes; method 0 is 40 % faster and takes
# 10 % more bytes for the same likeness. JPEG: Huffman tables of its own cost 15 ms a photo and save 6 %; progressive
# costs 15 ms more and saves 2 % or nothing. AVIF: one thread, or the bytes would depend on the machine.
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
    path: str, digest: str, data: bytes, wanted: Sequence[Variant], *, max_pixels: int, max_bytes: int
) -> tuple[Photo, list[tuple[str, bytes]]]:
    """See `leitai.images.develop`."""
    photo, sketch = reading.look(path, digest, data, max_pixels=max_pixels, max_bytes=max_bytes)
    return photo, _encode(data, photo, wanted, sketch)


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
    source = _Source(picture, data, photo, sketch)
    scaled = [(source.scaled(crop, size), same) for (_, crop, size), same in _by_size(wanted)]
    del picture, sketch, source  # The largest things in memory; encoding needs the room.
    while scaled:
        planes, same = scaled.pop(0)
        for variant in same:  # JPEG first: it takes the planes as they are.
            if len(planes) == 3:
                planes = (Image.merge("YCbCr", planes),)
            if variant.format != "jpeg" and planes[0].mode == "YCbCr":
                planes = (planes[0].convert("RGB"),)
            yield variant.name, _save(planes[0], variant.format, variant.quality)


def _by_size(wanted: Sequence[Variant]) -> Iterator[tuple[tuple[int, Crop | None, tuple[int, int]], list[Variant]]]:
    """Variants of the same pixels together, from large to small."""
    groups: dict[tuple[int, Crop | None, tuple[int, int]], list[Variant]] = {}
    for variant in wanted:
        groups.setdefault((-variant.width, variant.crop, (variant.width, variant.height)), []).append(variant)
    for key in sorted(groups, key=lambda key: key[0]):
        yield key, sorted(groups[key], key=lambda variant: variant.format != "jpeg")


class _Source:
    """A source that is decoded as far as is needed, once."""

    def __init__(self, picture: Image.Image, data: bytes, photo: Photo, sketch: Image.Image | None) -> None:
        self.size = picture.size
        self.turn = pixels.orientation(picture)
        self.profile = pixels.profile_of(picture)
        self.opaque = photo.kind != "alpha"
        self.jpeg = picture.format in ("JPEG", "MPO")
        self.planar = pixels.planar(picture)
        self._data = data
        self._picture: Image.Image | None = picture
        self._levels: dict[int, Image.Image] = {}
        self._colours: dict[int, tuple[Image.Image, Image.Image]] = {}
        if sketch is not None:
            self._colours[reading.SKETCH] = sketch.getchannel("Cb"), sketch.getchannel("Cr")

    def scaled(self, crop: Crop | None, size: tuple[int, int]) -> tuple[Image.Image, ...]:
        """That part of the source, scaled to ``size``, as seen: one image in sRGB, or Y, Cb and Cr apart."""
        box = pixels.unturned(crop, self.size, self.turn) if crop else (0, 0, *self.size)
        stored = pixels.seen(size, self.turn)
        ratio = min((box[2] - box[0]) / stored[0], (box[3] - box[1]) / stored[1])
        factor, level = self._level(ratio)
        planes: tuple[Image.Image, ...] = (_cut(level, factor, box, stored, _FIRST),)
        if self.planar:
            colours = self._chroma(min(_factor(2 * ratio), reading.SKETCH))
            part = round(self.size[0] / colours[0].width)  # less than was asked for, if the source is tiny
            planes += tuple(_cut(plane, part, box, stored, _PLANES) for plane in colours)
            if self.profile and pixels.to_srgb(self.profile, "RGB"):
                planes = (pixels.colour(Image.merge("YCbCr", planes).convert("RGB"), self.profile),)
        else:
            only = pixels.colour(planes[0], self.profile)
            planes = (only.convert("RGB") if self.opaque and only.mode == "RGBA" else only,)
        return tuple(pixels.bare(pixels.turned(plane, self.turn)) for plane in planes)

    def _level(self, ratio: float) -> tuple[int, Image.Image]:
        """What to take for a variant with that many pixels of the source to one of its own: a factor, and the source at
        1/factor (its brightness, if it is planar)."""
        base = _factor(max(self.size) / _LONG) if self.jpeg else 1
        if ratio < base * _ROOM:
            base = 1
        if base not in self._levels:
            self._levels[base] = self._decoded(base)
        factor = base
        while ratio >= 2 * factor * _ROOM:
            if 2 * factor not in self._levels:
                self._levels[2 * factor] = self._levels[factor].reduce(2)
            factor *= 2
        return factor, self._levels[factor]

    def _decoded(self, factor: int) -> Image.Image:
        picture = self._picture or pixels.open_picture(self._data, "jpeg")
        self._picture = None  # It can be decoded only once.
        if not self.planar:
            pixels.shrunk(picture, factor)
            return pixels.plain(picture)
        pixels.shrunk(picture, factor, "L")
        with pixels.decoding():
            picture.load()
        return pixels.bare(picture)

    def _chroma(self, factor: int) -> tuple[Image.Image, Image.Image]:
        """Cb and Cr at 1/``factor`` of the size."""
        if factor not in self._colours:
            sketch = pixels.open_picture(self._data, "jpeg")
            pixels.shrunk(sketch, factor, "YCbCr")
            with pixels.decoding():
                sketch.load()
            self._colours[factor] = sketch.getchannel("Cb"), sketch.getchannel("Cr")
        return self._colours[factor]


def _cut(plane: Image.Image, factor: int, box: Crop, size: tuple[int, int], how: Image.Resampling) -> Image.Image:
    """A part of a plane that is 1/``factor`` of the source; ``box`` is in the source's pixels."""
    left, top, right, bottom = (side / factor for side in box)
    return plane.resize(size, how, box=(left, top, min(right, plane.width), min(bottom, plane.height)))


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
    for (_, crop, size), same in _by_size(wanted):
        frames: list[Image.Image] = []
        times: list[int] = []
        with pixels.decoding():
            for frame in ImageSequence.Iterator(picture):
                frame.load()  # Some readers know only then how long it is shown.
                times.append(int(frame.info.get("duration") or 100))
                whole = pixels.turned(pixels.bare(frame.convert("RGBA")), turn)
                frames.append(pixels.colour(whole.resize(size, _FIRST, box=crop), profile))
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
    file = io.BytesIO()
    picture.save(file, **_options(form, quality))  # type: ignore[arg-type]
    return file.getvalue()


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
