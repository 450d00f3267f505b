"""Originals without their metadata: containers are taken apart and put together again, coded pixels are copied.

Kept is what a picture needs to look right: orientation, colour profile and space, animation. Everything else goes:
EXIF, XMP, IPTC, comments, texts, thumbnails, maker notes, and whatever is hung behind the end (phones put whole videos
there). Must not know: rules, pages, disks.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from leitai.images import boxes, ebml, pixels, sniffing, svg
from leitai.images.facts import PhotoError


def strip(data: bytes, path: str) -> bytes:
    """See `leitai.images.strip`."""
    form = sniffing.check(path, data)
    with pixels.decoding():
        if form == "svg":
            return svg.sanitise(data)
        if form == "webm":
            return ebml.strip(data)
        if form in ("mp4", "avif", "heic"):
            return boxes.strip(data)
        turn = pixels.orientation(pixels.open_picture(data, form))
        return {"jpeg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}[form](data, turn)


def _exif(turn: int) -> bytes:
    """The smallest EXIF that says how a picture is turned: a TIFF header and one entry."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, turn, 0, 0)


def _jpeg(data: bytes, turn: int) -> bytes:
    out = [b"\xff\xd8"]
    for marker, body in _segments(data):
        if marker == 0xE0:
            if body.startswith(b"JFIF\0"):
                # Ends with a thumbnail's width, height and pixels: none.
                out.append(_segment(marker, body[:12] + b"\0\0"))
        elif marker == 0xE2 and not body.startswith(b"ICC_PROFILE\0"):
            continue
        elif marker == 0xEE and body.startswith(b"Adobe"):
            out.append(_segment(marker, body[:12]))
        elif marker == 0xE2 or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            out.append(body if marker == 0xDA else _segment(marker, body))
    if turn != 1:
        out.insert(1, _segment(0xE1, b"Exif\0\0" + _exif(turn)))
    return b"".join([*out, b"\xff\xd9"])


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers and bodies up to the end of the image; for a scan the bytes as they stand, coded pixels included."""
    at = 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise PhotoError("photo-unreadable", reason="no marker where one should be")
        marker = data[at + 1]
        if marker == 0xD9:
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if end > len(data):
            raise PhotoError("photo-truncated")
        if marker != 0xDA:
            yield marker, data[at + 4 : end]
            at = end
            continue
        while True:
            end = data.find(b"\xff", end)
            if end < 0:
                raise PhotoError("photo-truncated")
            if data[end + 1] == 0xFF:
                end += 1
            elif data[end + 1] == 0 or 0xD0 <= data[end + 1] <= 0xD7:
                end += 2
            else:
                break
        yield marker, data[at:end]
        at = end


_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT cICP mDCV cLLI".split()
)


def _png(data: bytes, turn: int) -> bytes:
    out, at = [data[:8]], 8
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise PhotoError("photo-truncated")
        if name in _PNG_KEPT:
            out.append(data[at:end])
        if name == b"IHDR" and turn != 1:
            body = b"eXIf" + _exif(turn)
            out.append(struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)))
        if name == b"IEND":
            return b"".join(out)
        at = end


_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def _gif(data: bytes, _turn: int) -> bytes:
    out: list[bytes] = []
    for begin, end, kind in sniffing.gif_blocks(data):
        if not out:
            out.append(data[:begin])
        if kind in (0x2C, 0xF9) or (kind == 0xFF and data[begin + 3 : begin + 14] in _GIF_KEPT):
            out.append(data[begin:end])
    return b"".join([*out, b"\x3b"])


_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def _webp(data: bytes, turn: int) -> bytes:
    out, at = [], 12
    end = struct.unpack_from("<I", data, 4)[0] + 8
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise PhotoError("photo-truncated")
        if name == b"VP8X":
            flags = body[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if turn != 1 else 0)
            body = bytes([flags]) + body[1:]
        if name in _WEBP_KEPT:
            out.append(_chunk(name, body))
        at += 8 + length + length % 2
    if turn != 1:
        out.append(_chunk(b"EXIF", _exif(turn)))
    body = b"WEBP" + b"".join(out)
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("<4sI", name, len(body)) + body + b"\0" * (len(body) % 2)
