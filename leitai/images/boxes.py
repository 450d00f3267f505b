"""MP4, HEIC and AVIF: files of nested boxes, whose metadata are overwritten in place, so that no offset changes.

Dropped boxes become ``free`` boxes of zeros. Pictures and sound are not touched: a name that an encoder wrote into its
own stream stays. A video with any track beside pictures, sound and time code is refused, for cameras and drones write
positions into such tracks, timed subtitles included. Must not know: pages, disks.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from leitai.images.facts import PhotoError

_TOP = frozenset(b"ftyp styp moov moof mdat mfra sidx ssix meta".split())
_INNER = frozenset(b"moov trak mdia minf stbl edts dinf mvex moof traf mfra".split())
_DROPPED = frozenset(b"udta meta uuid free skip wide".split())
_DATED = frozenset(b"mvhd tkhd mdhd".split())
_TRACKS = frozenset((b"vide", b"soun", b"tmcd", b"pict"))
# Readers refuse a picture whose EXIF is none: it becomes one without entries, behind the offset that HEIF puts first.
_ITEMS = {b"Exif": bytes(4) + b"II*\0\x08" + bytes(9), b"mime": b"", b"uri ": b""}


class Box(NamedTuple):
    """Where a box lies: its kind, begin, begin of its content, end (byte offsets)."""

    kind: bytes
    begin: int
    body: int
    end: int


def walk(data: bytes | bytearray, at: int, end: int) -> Iterator[Box]:
    """The boxes between two offsets.

    Raises:
        PhotoError: photo-truncated.
    """
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        elif size == 0:
            size = end - at
        if size < body - at or at + size > end:
            raise PhotoError("photo-truncated")
        yield Box(kind, at, body, at + size)
        at += size


def strip(data: bytes) -> bytes:
    """The file with its metadata zeroed, as long as before.

    Raises:
        PhotoError: photo-truncated, photo-video-tracks.
    """
    out = bytearray(data)
    for box in walk(data, 0, len(data)):
        if box.kind == b"meta":
            _clear_items(out, box)
        elif box.kind not in _TOP:
            _free(out, box)
        elif box.kind in _INNER:
            _clear_inside(out, box)
    return bytes(out)


def video_size(data: bytes) -> tuple[int, int]:
    """Width and height of the first picture track as seen, in pixels.

    Raises:
        PhotoError: photo-truncated, photo-unreadable, photo-video-tracks.
    """
    found = (0, 0)
    for moov in _those(data, 0, len(data), b"moov"):
        for track in _those(data, moov.body, moov.end, b"trak"):
            if _handler(data, track) == b"vide" and found == (0, 0):
                found = _track_size(data, track)
    if min(found) < 1:
        raise PhotoError("photo-unreadable", reason="no pictures in it")
    return found


def _those(data: bytes | bytearray, at: int, end: int, kind: bytes) -> Iterator[Box]:
    return (box for box in walk(data, at, end) if box.kind == kind)


def _handler(data: bytes | bytearray, track: Box) -> bytes:
    for media in _those(data, track.body, track.end, b"mdia"):
        for box in _those(data, media.body, media.end, b"hdlr"):
            kind = bytes(data[box.body + 8 : box.body + 12])
            if kind not in _TRACKS:
                raise PhotoError("photo-video-tracks", found=kind.decode("latin-1").strip())
            return kind
    return b""


def _track_size(data: bytes, track: Box) -> tuple[int, int]:
    for box in _those(data, track.body, track.end, b"tkhd"):
        long = data[box.body] == 1
        matrix = box.body + (52 if long else 40)
        across, turned = struct.unpack_from(">ii", data, matrix)
        width, height = (value >> 16 for value in struct.unpack_from(">II", data, matrix + 36))
        return (height, width) if across == 0 and turned else (width, height)
    return 0, 0


def _free(out: bytearray, box: Box) -> None:
    out[box.begin + 4 : box.begin + 8] = b"free"
    out[box.body : box.end] = bytes(box.end - box.body)


def _clear_inside(out: bytearray, parent: Box) -> None:
    if parent.kind == b"trak":
        _handler(out, parent)
    for box in list(walk(out, parent.body, parent.end)):
        if box.kind in _DROPPED:
            _free(out, box)
        elif box.kind in _DATED:
            # Version and flags, then the times of creation and change: 4 bytes each, or 8.
            out[box.body + 4 : box.body + (20 if out[box.body] == 1 else 12)] = bytes(16 if out[box.body] == 1 else 8)
        elif box.kind == b"hdlr" and parent.kind == b"mdia":
            out[box.body + 24 : box.end] = bytes(box.end - box.body - 24)
        elif box.kind in _INNER:
            _clear_inside(out, box)


def _clear_items(out: bytearray, meta: Box) -> None:
    """Empty all items that are metadata, in a HEIC or AVIF file."""
    inner = {box.kind: box for box in walk(out, meta.body + 4, meta.end)}
    for kind in (b"udta", b"uuid"):
        if kind in inner:
            _free(out, inner[kind])
    if b"iinf" not in inner or b"iloc" not in inner:
        return
    unwanted = dict(_metadata_items(out, inner[b"iinf"]))
    base = inner[b"idat"].body if b"idat" in inner else 0
    for item, in_idat, offset, length in _places(out, inner[b"iloc"]):
        if item in unwanted:
            begin = offset + (base if in_idat else 0)
            end = min(begin + length if length else len(out), len(out))
            out[begin:end] = unwanted[item][: max(0, end - begin)].ljust(max(0, end - begin), b"\0")


def _metadata_items(data: bytearray, box: Box) -> Iterator[tuple[int, bytes]]:
    """The items that are metadata, each with what may stand there instead."""
    at = box.body + (6 if data[box.body] == 0 else 8)
    for entry in _those(data, at, box.end, b"infe"):
        wide = data[entry.body] >= 3
        (item,) = struct.unpack_from(">I" if wide else ">H", data, entry.body + 4)
        kind = bytes(data[entry.body + (10 if wide else 8) :][:4])
        if kind in _ITEMS:
            yield item, _ITEMS[kind]


def _places(data: bytearray, box: Box) -> Iterator[tuple[int, bool, int, int]]:
    """Item, whether its offset counts from idat, offset and length, for every piece of every item."""
    version = data[box.body]
    sizes = struct.unpack_from(">H", data, box.body + 4)[0]
    widths = [sizes >> shift & 15 for shift in (12, 8, 4, 0)]
    at = box.body + 6

    def number(width: int) -> int:
        nonlocal at
        at += width
        return int.from_bytes(data[at - width : at], "big")

    for _ in range(number(4 if version == 2 else 2)):
        item = number(4 if version == 2 else 2)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(widths[2])
        for _ in range(number(2)):
            number(widths[3] if version else 0)
            offset = number(widths[0])
            length = number(widths[1])
            if at > box.end:
                raise PhotoError("photo-truncated")
            yield item, method == 1, base + offset, length
