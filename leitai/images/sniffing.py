"""Which format some bytes are, and whether they end where they should: by their first bytes and box lengths.

Must not know: Pillow, pages, disks.
"""

from __future__ import annotations

import re

from leitai.images.facts import PhotoError
from leitai.images.variants import FORMATS

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
    """The format of ``data`` as in `variants.FORMATS`, or another well-known one, or empty.

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


def expected(path: str) -> str:
    """The format that a file's suffix promises; empty if it is none that is read."""
    return FORMATS.get(path.rpartition(".")[2].lower(), "")


def check(path: str, data: bytes) -> str:
    """The format of ``data``, if it is what the suffix of ``path`` says and not cut off.

    Raises:
        PhotoError: photo-empty, -unsupported, -wrong-suffix, -unreadable, -truncated.
    """
    if not data:
        raise PhotoError("photo-empty")
    suffix, found, wanted = path.rpartition(".")[2].lower(), sniff(data), expected(path)
    if not wanted:
        raise PhotoError("photo-unsupported", suffix=suffix, found=found)
    if found != wanted:
        if found:
            raise PhotoError("photo-wrong-suffix", suffix=suffix, found=found)
        raise PhotoError("photo-unreadable", reason=f"not a {wanted} file")
    if not _complete(wanted, data):
        raise PhotoError("photo-truncated")
    return wanted


def _complete(form: str, data: bytes) -> bool:
    """Whether a file ends where its container says. JPEG and GIF say so only when decoded."""
    if form == "webp":
        return len(data) >= int.from_bytes(data[4:8], "little") + 8
    if form == "png":
        return data.find(b"IEND", 8) > 0
    if form in ("avif", "heic", "mp4"):
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
    return True
