"""What is known of a photo, and what can be wrong with one: plain values.

Must not know: Pillow, pages, themes, disks. The reading itself is in `reading`.
"""

from __future__ import annotations

from msgspec import Struct

KINDS = ("photo", "alpha", "animation", "vector", "video")


class Photo(Struct, frozen=True, omit_defaults=True):
    """What is known of one source file; it may be cached by ``digest``, for nothing in it depends on anything else.

    ``width`` and ``height`` are pixels as seen, that is after EXIF orientation (CSS pixels for a vector). ``kind`` is
    ``photo``, ``alpha`` (has transparent pixels), ``animation``, ``vector`` (SVG) or ``video``. ``color`` is the
    dominant colour ``#rrggbb`` and ``placeholder`` a data URI of at most 250 characters (a WebP, 16 pixels long);
    both are empty where a backdrop would shine through or cannot be known: alpha, vector, video.
    """

    path: str
    digest: str
    width: int
    height: int
    kind: str
    color: str = ""
    placeholder: str = ""


class PhotoError(ValueError):
    """A file that cannot be published as it is. ``code`` picks the words, ``params`` (texts and numbers) fill them.

    =====================  ==================================================================================
    photo-empty            no bytes at all
    photo-heavy            more bytes than allowed: ``bytes``, ``limit``
    photo-bomb             more pixels than allowed: ``width``, ``height``, ``frames``, ``limit``
    photo-wrong-suffix     the content is another format than the name says: ``suffix``, ``found``
    photo-unsupported      a format that is not read here: ``suffix``, ``found`` (either may be empty)
    photo-heic-extra       a HEIC file, and the optional package that reads it (``package``) is not installed
    photo-truncated        the file ends too early
    photo-unreadable       it claims to be a picture but cannot be decoded: ``reason``
    photo-svg-entities     an SVG with a DTD that declares entities
    photo-svg-size         an SVG with neither ``viewBox`` nor width and height
    photo-video-tracks     a video with a track that may hold positions or other data: ``found``
    =====================  ==================================================================================
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        """Worker processes send errors home; exceptions with keyword arguments need help with that."""
        return _again, (self.code, self.params)

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.params.items())])


def _again(code: str, params: dict[str, object]) -> PhotoError:
    return PhotoError(code, **params)
