"""The image pipeline as values and functions: bytes in, bytes out.

    inspect(bytes)           → Photo      size, kind, colour, placeholder; or a PhotoError
    outline(first bytes)     → Photo      of a plain JPEG, without colour and placeholder, and without decoding
    variants(photo, rule)    → Variant …  which files a theme's rule asks for, with their names
    encode(bytes, variants)  → bytes …    one decode for all files of a photo
    develop(bytes, variants) → Photo, bytes …   inspect and encode at once, with one decode less
    strip(bytes)             → bytes      an original without its metadata, its pixels untouched
    cards.draw(card)         → bytes      a flat picture of shapes, of no photo at all

Must not know: pages, theme files, the output folder, disks, clocks. Importing this package loads no image library.
"""

from __future__ import annotations

from collections.abc import Sequence

from leitai.images.facts import KINDS, Photo, PhotoError
from leitai.images.rules import ENCODER, QUALITY, Crop, Rule, Variant, original, suffix_of, variants

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
    "original",
    "outline",
    "strip",
    "suffix_of",
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


def outline(path: str, digest: str, head: bytes, *, max_pixels: int) -> Photo | None:
    """What the first bytes of a plain JPEG say: the Photo as `inspect` would give it, but for colour and placeholder.

    It is all that `variants` needs. None for everything that has to be looked at more closely (or may be broken).
    """
    from leitai.images import reading

    return reading.outline(path, digest, head, max_pixels=max_pixels)


def encode(data: bytes, photo: Photo, wanted: Sequence[Variant]) -> list[tuple[str, bytes]]:
    """Make all ``wanted`` files of one photo from its bytes: (name, bytes) in the order asked for.

    Colours become sRGB, nothing of the source's metadata is left. The same input gives the same bytes.

    Raises:
        PhotoError: ``data`` cannot be decoded, or is not what ``photo`` says.
    """
    from leitai.images import encoding

    return encoding.encode(data, photo, wanted)


def develop(
    path: str, digest: str, data: bytes, wanted: Sequence[Variant], *, max_pixels: int, max_bytes: int
) -> tuple[Photo, list[tuple[str, bytes]]]:
    """`inspect`, and `encode` of the variants ``wanted``, with one decode less.

    For a photo of which only the `outline` is known: Photo and files are, byte for byte, those of the two calls.

    Raises:
        PhotoError: as `inspect` and `encode`.
    """
    from leitai.images import encoding

    return encoding.develop(path, digest, data, wanted, max_pixels=max_pixels, max_bytes=max_bytes)


def strip(data: bytes, path: str) -> bytes:
    """The same picture or video without metadata; the coded pixels stay as they are (an SVG is sanitised).

    What the picture needs to look right is kept: orientation, colour profile, animation timing.

    Raises:
        PhotoError: the container is broken, or the format is none that `inspect` takes.
    """
    from leitai.images import stripping

    return stripping.strip(data, path)
