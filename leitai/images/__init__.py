"""The image pipeline as values and functions: bytes in, bytes out.

    inspect(bytes)           → Photo      size, kind, colour, placeholder; or a PhotoError
    variants(photo, rule)    → Variant …  which files a theme's rule asks for, with their names
    encode(bytes, variants)  → bytes …    one decode for all files of a photo
    develop(bytes, rules)    → Photo, bytes …   both at once, for a fifth less work
    strip(bytes)             → bytes      an original without its metadata, its pixels untouched

Must not know: pages, theme files, the output folder, disks, clocks. Importing this package loads no image library.
"""

from __future__ import annotations

from collections.abc import Sequence

from leitai.images.facts import KINDS, Photo, PhotoError
from leitai.images.rules import ENCODER, QUALITY, Crop, Rule, Variant, original, variants

__all__ = [
    "ENCODER",
    "KINDS",
    "QUALITY",
    "Crop",
    "Photo",
    "PhotoError",
    "Rule",
    "Variant",
    "develop",
    "encode",
    "inspect",
    "keep_memory",
    "original",
    "strip",
    "variants",
]


def inspect(path: str, digest: str, data: bytes, *, max_pixels: int, max_bytes: int) -> Photo:
    """Look at a source file. ``path`` gives the suffix, ``digest`` is kept; ``max_bytes`` and ``max_pixels`` (width ×
    height × frames) are checked before anything is decoded.

    Raises:
        PhotoError: it cannot be published as it is; its codes are listed there.
    """
    from leitai.images import reading

    return reading.inspect(path, digest, data, max_pixels=max_pixels, max_bytes=max_bytes)


def encode(data: bytes, photo: Photo, wanted: Sequence[Variant]) -> list[tuple[str, bytes]]:
    """Make all ``wanted`` files of one photo from its bytes: (name, bytes) in the order asked for.

    Colours become sRGB, nothing of the source's metadata is left. The same input gives the same bytes.

    Raises:
        PhotoError: ``data`` cannot be decoded, or is not what ``photo`` says.
    """
    from leitai.images import encoding

    return encoding.encode(data, photo, wanted)


def develop(
    path: str, digest: str, data: bytes, rules: Sequence[Rule], *, max_pixels: int, max_bytes: int
) -> tuple[Photo, list[tuple[str, bytes]]]:
    """`inspect`, and `encode` of all `variants` that ``rules`` ask for without a focus, with one decode less.

    For a photo not seen before whose use can be guessed: the Photo and the files are, byte for byte, those of the two
    calls. (A file that turns out not to be needed costs only its time, for names say what is in them.)

    Raises:
        PhotoError: as `inspect` and `encode`.
    """
    from leitai.images import encoding

    return encoding.develop(path, digest, data, rules, max_pixels=max_pixels, max_bytes=max_bytes)


def keep_memory() -> None:
    """For an executor's initializer, where pictures are made one after the other: keep freed buffers for the next.

    Otherwise glibc gives them back to the system after every picture and pays for fresh pages.
    Does nothing elsewhere; changes no result.
    """
    from leitai.images import pixels

    pixels.keep_memory()


def strip(data: bytes, path: str) -> bytes:
    """The same picture or video without metadata; the coded pixels stay as they are (an SVG is sanitised).

    What the picture needs to look right is kept: orientation, colour profile, animation timing.

    Raises:
        PhotoError: the container is broken, or the format is none that `inspect` takes.
    """
    from leitai.images import stripping

    return stripping.strip(data, path)
