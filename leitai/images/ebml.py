"""WebM: a file of nested elements, whose metadata are overwritten in place, so that no offset changes.

Tags, attachments, chapters, title, date and file names become Void elements of zeros, the names of programs are
blanked. A video with any track beside pictures and sound is refused. Must not know: pages, disks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from leitai.images.facts import PhotoError

SEGMENT, INFO, TRACKS, TRACK, VIDEO, CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0, 0x1F43B675
_TYPE, _WIDTH, _HEIGHT = 0x83, 0xB0, 0xBA
_KINDS = {1: "video", 2: "audio"}
_VOID, _CRC = 0xEC, 0xBF
_DROPPED = {
    0x1254C367,  # Tags
    0x1941A469,  # Attachments
    0x1043A770,  # Chapters
    0x7BA9,  # Title
    0x4461,  # DateUTC
    0x7384,  # SegmentFilename
    0x3C83AB,  # PrevFilename
    0x3E83BB,  # NextFilename
    0x536E,  # Name of a track
    _VOID,
    _CRC,
}
_BLANKED = {0x4D80, 0x5741}  # MuxingApp, WritingApp: required, so only emptied
_INNER = {SEGMENT, INFO, TRACKS, TRACK}


class Element(NamedTuple):
    """Where an element lies: id, begin, begin of its content, end (byte offsets); ``end`` -1 if it does not say."""

    id: int
    begin: int
    body: int
    end: int


def walk(data: bytes | bytearray, at: int, end: int) -> Iterator[Element]:
    """The elements between two offsets; one of unknown length is followed by its own children.

    Raises:
        PhotoError: photo-truncated.
    """
    while at < end:
        begin = at
        length = _width(data[at], 4)
        name = int.from_bytes(data[at : at + length], "big")
        at += length
        width = _width(data[at], 8)
        size = int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1)
        at += width
        if size == (1 << 7 * width) - 1:
            yield Element(name, begin, at, -1)
            continue
        if at + size > end:
            raise PhotoError("photo-truncated")
        yield Element(name, begin, at, at + size)
        at += size


def _width(first: int, most: int) -> int:
    width = 9 - first.bit_length()
    if width > most:
        raise PhotoError("photo-unreadable", reason="no element where one should be")
    return width


def strip(data: bytes) -> bytes:
    """The file with its metadata zeroed, as long as before.

    Raises:
        PhotoError: photo-truncated, photo-unreadable, photo-video-tracks.
        IndexError: it is cut off inside an element's head.
    """
    video_size(data)
    out = bytearray(data)
    _clear(out, 0, len(out))
    return bytes(out)


def video_size(data: bytes) -> tuple[int, int]:
    """Width and height of the first picture track, in pixels.

    Raises:
        PhotoError: photo-truncated, photo-unreadable, photo-video-tracks.
        IndexError: it is cut off inside an element's head.
    """
    found = (0, 0)
    for track in _tracks(data, 0, len(data)):
        kind, size = _track(data, track)
        if kind not in _KINDS:
            raise PhotoError("photo-video-tracks", found=f"type {kind}")
        if kind == 1 and found == (0, 0):
            found = size
    if min(found) < 1:
        raise PhotoError("photo-unreadable", reason="no pictures in it")
    return found


def _tracks(data: bytes | bytearray, at: int, end: int) -> Iterator[Element]:
    for element in walk(data, at, end):
        if element.id == TRACK:
            yield element
        elif element.id in (SEGMENT, TRACKS) and element.end >= 0:
            yield from _tracks(data, element.body, element.end)


def _track(data: bytes | bytearray, track: Element) -> tuple[int, tuple[int, int]]:
    kind, width, height = 0, 0, 0
    for element in walk(data, track.body, track.end):
        if element.id == _TYPE:
            kind = _number(data, element)
        elif element.id == VIDEO:
            for inner in walk(data, element.body, element.end):
                if inner.id == _WIDTH:
                    width = _number(data, inner)
                elif inner.id == _HEIGHT:
                    height = _number(data, inner)
    return kind, (width, height)


def _number(data: bytes | bytearray, element: Element) -> int:
    return int.from_bytes(data[element.body : element.end], "big")


def _clear(out: bytearray, at: int, end: int) -> None:
    for element in list(walk(out, at, end)):
        if element.end < 0:
            continue
        if element.id in _DROPPED:
            _void(out, element)
        elif element.id in _BLANKED:
            out[element.body : element.end] = bytes(element.end - element.body)
        elif element.id in _INNER:
            _clear(out, element.body, element.end)


def _void(out: bytearray, element: Element) -> None:
    total = element.end - element.begin
    width = 1 if total < 9 else 8
    size = total - 1 - width
    out[element.begin : element.end] = bytes([_VOID]) + (size | 1 << 7 * width).to_bytes(width, "big") + bytes(size)
