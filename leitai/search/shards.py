"""Grams → shards: files that say for each gram on which pages it stands.

A *list* is the pages of one gram in one field, as bytes: for every block of 256 pages that has any, the block's number,
a tag, and the pages. Tag 1–32 is the number of pages, whose last bytes follow in order; tag 33–64 is the number (less
33) of pages that are missing, which follow; tag 0 is followed by 32 bytes of bits. A *shard* is all the lists whose
gram falls to it, in order. The same pages always give the same bytes, so a shard that is patched equals one made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leitai.search.grams import Gram

BLOCK = 256
FIELDS = 5
ANY, TITLE, UNIT, HEADING, INITIALS = range(FIELDS)
"""Where a gram stands; `ANY` is the whole page, the others included."""

Key = int | str
"""A gram and its field: the number plus field << 32, or the field's capital (none for `ANY`) before the letters."""

_CAPITALS = ("", "T", "U", "H", "I")
BREAK = 0x0A
_ALL = bytes(range(256))
_FEW = 32
_FEWEST = 16
_MOST = 16384
_PAGES_A_SHARD = 5


def number_of_shards(pages: int) -> int:
    """How many shards a site of that many pages has: so many that each stays small."""
    number = _FEWEST
    while number < _MOST and number * _PAGES_A_SHARD < pages:
        number *= 2
    return number


def keys(field: int, found: Iterable[Gram]) -> list[Key]:
    """Grams with their field."""
    shift = field << 32
    capital = _CAPITALS[field]
    return [capital + gram if gram.__class__ is str else gram | shift for gram in found]  # type: ignore[operator]


def real(key: Key) -> bool:
    """Whether a key is one: not so a gram with the end of a line in it, for nobody types that."""
    return isinstance(key, str) or (key & 0xFFFF != BREAK and key >> 16 & 0xFFFF != BREAK)


def shard_of(key: Key, shards: int) -> int:
    """The number of the shard that a key falls to: all fields of a gram share one."""
    value = 0
    if isinstance(key, str):
        for letter in key[key[0] in _CAPITALS[1:] :]:
            value = (value * 31 + ord(letter)) & 0xFFFFFFFF
    else:
        value = ((key & 0xFFFF) * 31 + (key >> 16 & 0xFFFF)) & 0xFFFFFFFF
    return ((value * 0x9E3779B1) & 0xFFFFFFFF) >> 8 & (shards - 1)


def listed(number: int, noted: Mapping[Key, bytes | bytearray]) -> dict[Key, bytes]:
    """One block of each list; its pages are their last bytes, in any order and some perhaps more than once."""
    head = bytes((number,)) if number < 128 else bytes((number & 127 | 128, number >> 7))
    heads = [head + bytes((tag,)) for tag in range(_FEW + _FEW + 1)]
    without = _ALL.translate
    found: dict[Key, bytes] = {}
    for key, pages in noted.items():
        if len(pages) == 1:
            found[key] = heads[1] + pages
            continue
        missing = without(None, pages)
        some = without(None, missing)
        count = len(some)
        if count <= _FEW:
            found[key] = heads[count] + some
        elif count > BLOCK - _FEW:
            found[key] = heads[_FEW + 1 + BLOCK - count] + missing
        else:
            digits = bytes.maketrans(some + missing, b"1" * count + b"0" * (BLOCK - count))
            found[key] = heads[0] + int(digits[::-1], 2).to_bytes(BLOCK // 8, "little")
    return found


def blocks(data: bytes) -> dict[int, bytes]:
    """The pages of a list by block: the reverse of `listed`."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        number = data[at]
        at += 1
        if number > 127:
            number = number & 127 | data[at] << 7
            at += 1
        tag = data[at]
        at += 1
        if tag == 0:
            bits = int.from_bytes(data[at : at + 32], "little")
            found[number] = bytes(page for page in range(256) if bits >> page & 1)
            at += 32
        elif tag <= 32:
            found[number] = data[at : at + tag]
            at += tag
        else:
            found[number] = _ALL.translate(None, data[at : at + tag - 33])
            at += tag - 33
    return found


def changed(data: bytes, page: int, there: bool) -> bytes:
    """A list with a page in it, or without it."""
    found = blocks(data)
    number, last = divmod(page, BLOCK)
    pages = set(found.get(number, b""))
    if there:
        pages.add(last)
    else:
        pages.discard(last)
    found[number] = bytes(pages)
    return b"".join(listed(each, {0: some})[0] for each, some in sorted(found.items()) if some)


def encode(lists: Mapping[Key, bytes]) -> bytes:
    """A shard: for every list the length of its gram with the field above it, the gram, its own length, itself."""
    parts: list[bytes] = []
    for name, key in sorted((_name(key), key) for key in lists):
        data = lists[key]
        parts.append(name + _size(len(data)) + data)
    return b"".join(parts)


def _name(key: Key) -> bytes:
    """A key as its shard has it, and as it is ordered."""
    if isinstance(key, str):
        field = _CAPITALS.index(key[0]) if key[0] in _CAPITALS else 0
        letters = key[1:] if field else key
        return bytes((len(letters) | field << 4,)) + letters.encode("ascii")
    return bytes((2 | key >> 32 << 4,)) + (key & 0xFFFFFFFF).to_bytes(4, "little")


def _size(number: int) -> bytes:
    found = b""
    while number > 127:
        found += bytes((number & 127 | 128,))
        number >>= 7
    return found + bytes((number,))


def decode(data: bytes) -> dict[Key, bytes]:
    """The lists of a shard: the reverse of `encode`.

    Raises:
        ValueError: these bytes are no shard.
    """
    found: dict[Key, bytes] = {}
    at = 0
    try:
        while at < len(data):
            head = data[at]
            length, field = head & 15, head >> 4
            at += 1
            key: Key
            if length == 2:
                key = int.from_bytes(data[at : at + 4], "little") | field << 32
                at += 4
            else:
                key = _CAPITALS[field] + data[at : at + length].decode("ascii")
                at += length
            size = shift = 0
            while True:
                more = data[at]
                at += 1
                size |= (more & 127) << shift
                shift += 7
                if more < 128:
                    break
            found[key] = data[at : at + size]
            at += size
    except (IndexError, UnicodeDecodeError) as broken:
        raise ValueError("not a shard") from broken
    if at != len(data):
        raise ValueError("not a shard")
    return found
