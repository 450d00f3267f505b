"""Which format some bytes are, and whether they end where they should: by their first bytes and box lengths.

Must not know: Pillow, pages, disks.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator

from leitai.images.facts import PhotoError
from leitai.images.rules import FORMATS, suffix_of

_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"%PDF", "pdf"),
    (b"8BPS", "psd"),
    (b"PK\x03\x04", "zip"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL ", "jxl"),
    (b"\0\0\0\x0cjP  ", "jp2"),
    (b"\0\0\1\0", "ico"),
)
_BRANDS = (
    (frozenset((b"avif", b"avis")), "avif"),
    (frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")), "heic"),
    (frozenset((b"qt  ",)), "mov"),
)
_SVG = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE\s+svg[^\[>]*(?:\[.*?\]\s*)?>\s*)*<(?:\w+:)?svg\b", re.DOTALL
)


def sniff(data: bytes) -> str:
    """The format of ``data`` as in `rules.FORMATS`, or another well-known one, or empty.

    >>> sniff(b"GIF89a...")
    'gif'
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(data[8:12], "")
    if data[4:8] == b"ftyp":
        end = min(int.from_bytes(data[:4], "big"), 4096)
        brands = {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}
        return next((name for known, name in _BRANDS if brands & known), "mp4")
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return "webm" if b"webm" in data[:64] else "mkv"
    head = data[:16384]
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    if _SVG.match(text):
        return "svg"
    return "html" if re.match(r"\s*<(?:!doctype html|html)\b", text, re.I) else ""


def check(path: str, data: bytes) -> str:
    """The format of ``data``, if it is what the suffix of ``path`` says and not cut off.

    Raises:
        PhotoError: photo-empty, -unsupported, -wrong-suffix, -unreadable, -truncated.
    """
    if not data:
        raise PhotoError("photo-empty")
    suffix, found = suffix_of(path), sniff(data)
    wanted = FORMATS.get(suffix, "")
    if not wanted:
        raise PhotoError("photo-unsupported", suffix=suffix, found=found)
    if found != wanted:
        if found:
            raise PhotoError("photo-wrong-suffix", suffix=suffix, found=found)
        raise PhotoError("photo-unreadable", reason=f"not a {wanted} file")
    try:
        whole = _WHOLE.get(wanted, bool)(data)
    except (struct.error, IndexError):
        whole = False
    if not whole:
        raise PhotoError("photo-truncated")
    return wanted


def gif_blocks(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Begin, end and kind (0x2C a frame, otherwise the label of an extension) of every block of a GIF.

    Raises:
        IndexError: it is cut off.
        PhotoError: photo-unreadable.
    """
    at = 13 + _gif_table(data[10])
    while at < len(data) and data[at] != 0x3B:
        begin = at
        if data[at] == 0x2C:
            kind = 0x2C
            at += 11 + _gif_table(data[at + 9])
        elif data[at] == 0x21:
            kind = data[at + 1]
            at += 2
        else:
            raise PhotoError("photo-unreadable", reason="no block where one should be")
        while data[at]:
            at += data[at] + 1
        at += 1
        yield begin, at, kind


def _gif_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif(data: bytes) -> bool:
    for _ in gif_blocks(data):
        pass
    return True


def _png(data: bytes) -> bool:
    """To the end of the pictures. Pillow checks no sums, and takes a damaged file for a picture of noise."""
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        (total,) = struct.unpack_from(">I", data, end)
        if name[0] & 0x20 == 0 and zlib.crc32(memoryview(data)[at + 4 : end]) != total:
            raise PhotoError("photo-unreadable", reason=f"damaged {name.decode('latin-1')} chunk")
        at = end + 4
    return True


def _webp(data: bytes) -> bool:
    return len(data) >= int.from_bytes(data[4:8], "little") + 8


def _boxes(data: bytes) -> bool:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        elif size == 0:
            return True
        if size < 8:
            return False
        at += size
    return at == len(data)


# The others say so only when they are decoded.
_WHOLE: dict[str, Callable[[bytes], bool]] = {
    "gif": _gif,
    "png": _png,
    "webp": _webp,
    "avif": _boxes,
    "heic": _boxes,
    "mp4": _boxes,
}
