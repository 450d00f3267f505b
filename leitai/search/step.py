"""The step of a build that makes the search files: from all pages, or from those that changed since the last build.

Pages are numbered from the oldest to the newest, with gaps (see `numbered`), and the newest are shown first. What a
page says is written to a spool by whoever takes it out, worker or not, and copied from there to its place in output/.
If only some pages changed, their old words (in output/, as the record left them) and their new ones tell which shards
change. Both ways give the same bytes. What cannot be trusted is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from leitai import urls
from leitai.cache import Cache, Record, versions
from leitai.folder import Standing
from leitai.outputs import Output, Page, Piece
from leitai.parallel import Crew
from leitai.plan import Plan
from leitai.search.notes import Notes
from leitai.search.shards import (
    BLOCK,
    Key,
    changed,
    decode,
    encode,
    number_of_shards,
    real,
    shard_of,
)
from leitai.search.words import Words, from_file, is_found, words
from leitai.sources import digest_of
from leitai.stored import blocks_at
from leitai.views import AnyView

FORMAT = 2
_FEW = 64
_ROOM = 16
_ENCODE = msgspec.msgpack.encode
_DECODER = msgspec.msgpack.Decoder(AnyView)


class Left(Protocol):
    """What the last build left in output/."""

    def key(self, path: str) -> str:
        """The key a file was made by, or nothing."""

    def holds(self, path: str) -> bool:
        """Whether a file is as it was left."""

    def failed(self, above: str) -> bool:
        """Whether the making of any file in that folder failed."""

    def read(self, path: str) -> bytes | None:
        """Its bytes, if it is as it was left."""


class Manifest(Struct, frozen=True):
    """What the asking side must know."""

    format: int
    pages: int
    room: int
    shards: int


class _Block(Struct, frozen=True):
    """Work: some pages as (number, address, encoded view), the number of their block, and where their words are put."""

    number: int
    pages: tuple[tuple[int, str, bytes], ...]
    blocks_path: str
    spool: str


class _Noted(Struct, frozen=True):
    """What became of a block: its lists, and the size of each page's words in the spool."""

    lists: dict[Key, bytes]
    sizes: tuple[int, ...]


class _Found(Struct, frozen=True):
    """A page that can be found: its output, where its words are put, and their key."""

    page: Page
    path: str
    key: str


def take_out(work: _Block) -> _Noted:
    """The words and lists of some pages. Runs in a worker."""
    store = blocks_at(work.blocks_path)
    sizes: list[int] = []
    notes = Notes()
    with open(work.spool, "wb") as spool:
        for number, href, view in work.pages:
            said = words(_DECODER.decode(view), href, store.get)
            sizes.append(spool.write(said.file()))
            notes.add(number & (BLOCK - 1), said)
    return _Noted(notes.lists(work.number), tuple(sizes))


def searchable(plan: Plan, record: Record, output: Path, cache: Cache, crew: Crew) -> Plan:
    """The plan with the search files."""
    pages = [each for each in plan.outputs.values() if isinstance(each, Page)]
    views = {page.path: digest_of(msgspec.msgpack.encode(page.view)) for page in pages}
    version = versions()
    standing = Standing(record, output)
    spool = cache.folder / "search"
    files = outputs(pages, views, standing, crew, blocks_path=cache.blocks_path, spool=spool, version=version)
    return replace(plan, outputs={**plan.outputs, **{each.path: each for each in files}}, views=views)


def outputs(
    pages: Sequence[Page],
    digests: dict[str, str],
    standing: Left,
    crew: Crew,
    *,
    blocks_path: str,
    spool: Path,
    version: str,
) -> list[Output]:
    """The search files of a site. ``digests`` are those of the pages' views, ``version`` that of the code."""
    able = [page for page in pages if is_found(page.layout, page.view)]
    room, numbers = numbered([(_date(page), page.path) for page in able])
    found: dict[int, _Found] = {}
    for number, place in numbers:
        page = able[place]
        found[number] = _Found(page, _words_path(number), f"{digests[page.path]} {version}")
    spool.mkdir(parents=True, exist_ok=True)
    making = _Making(found, room, standing, crew, blocks_path, spool, version)
    return making.patched() or making.whole()


def numbered(pages: Sequence[tuple[str, str]]) -> tuple[int, list[tuple[int, int]]]:
    """How many numbers there are, and (number, place among ``pages``) in order; of each page the day and the address.

    Later is higher. Every month has room for more, and so have the pages without a day, which come first: then a page
    that comes or goes moves those of its own month only.

    >>> numbered([("2024-05-02", "b"), ("2024-04-30", "a"), ("", "c"), ("2024-05-01", "d")])
    (48, [(0, 2), (16, 1), (32, 3), (33, 0)])
    """
    months: dict[str, list[int]] = {}
    for place in sorted(range(len(pages)), key=pages.__getitem__):
        months.setdefault(pages[place][0][:7], []).append(place)
    numbers: list[tuple[int, int]] = []
    start = 0
    for places in months.values():
        numbers += enumerate(places, start)
        room = _ROOM
        while room < min(len(places), BLOCK):
            room *= 2
        start += -(-len(places) // room) * room
    return start, numbers


def _words_path(number: int) -> str:
    return urls.output(urls.search_words(number))


def _shard_path(number: int) -> str:
    return urls.output(urls.search_shard(number))


def _date(page: Page) -> str:
    day = page.view.meta.published  # type: ignore[union-attr]
    return day.iso[:16] if day else ""


def _href(page: Page) -> str:
    url: str = page.view.meta.url  # type: ignore[union-attr]
    return "/" + url.split("/", 3)[3]


class _Making:
    """One making of the search files, whole or patched. ``found`` are the pages by number, of which ``room`` exist."""

    def __init__(
        self,
        found: dict[int, _Found],
        room: int,
        standing: Left,
        crew: Crew,
        blocks_path: str,
        spool: Path,
        version: str,
    ) -> None:
        self.found = found
        self.room = room
        self.standing = standing
        self.crew = crew
        self.blocks_path = blocks_path
        self.spool = spool
        self.version = version
        self.shards = number_of_shards(len(found))

    def whole(self) -> list[Output]:
        """All files, from all pages."""
        made: list[Output] = []
        lists: dict[Key, bytes] = {}
        some: dict[int, list[int]] = {}
        for number in self.found:
            some.setdefault(number // BLOCK, []).append(number)
        work = [
            _Block(
                block,
                tuple((number, _href(page := self.found[number].page), _ENCODE(page.view)) for number in numbers),
                self.blocks_path,
                str(self.spool / f"{block}.bin"),
            )
            for block, numbers in some.items()
        ]
        for block, result in zip(work, self.crew.map(take_out, work, worthwhile=len(work) > 1), strict=True):
            start = 0
            for number, size in zip(some[block.number], result.sizes, strict=True):
                each = self.found[number]
                made.append(Piece(each.path, each.key, block.spool, start, size))
                start += size
            if lists:
                get = lists.get
                for key, pages in result.lists.items():
                    before = get(key)
                    lists[key] = before + pages if before else pages
            else:
                lists = result.lists
        falls: list[dict[Key, bytes]] = [{} for _ in range(self.shards)]
        for key, data in lists.items():
            falls[shard_of(key, self.shards)][key] = data
        made += self._pieces({number: encode(each) for number, each in enumerate(falls)}, {})
        return made

    def patched(self) -> list[Output]:
        """All files, made from those of the last build and what has changed since; nothing if that cannot be done."""
        before = self._before()
        if before is None or before.shards != self.shards or self.standing.failed(urls.SEARCH_DATA[1:]):
            return []
        known, holds = self.standing.key, self.standing.holds
        fresh = [number for number, each in self.found.items() if known(each.path) != each.key]
        gone = [number for number in range(before.room) if number not in self.found and known(_words_path(number))]
        if len(fresh) + len(gone) > max(_FEW, len(self.found) // 16):
            return []
        kept: dict[int, str] = {}
        for number in range(self.shards):
            path = _shard_path(number)
            kept[number] = known(path)
            if not kept[number] or not holds(path):
                return []
        lost = [number for number, each in self.found.items() if not holds(each.path)]
        turned: dict[int, list[tuple[Key, int, bool]]] = {}
        data = bytearray()
        made: dict[int, Output] = {}
        place = self.spool / "changed.bin"
        store = blocks_at(self.blocks_path)
        for number in sorted({*fresh, *lost, *gone}):
            new: set[Key] = set()
            path = _words_path(number)
            if number in self.found:
                each = self.found[number]
                said = words(each.page.view, _href(each.page), store.get)
                file = said.file()
                made[number] = Piece(path, each.key, str(place), len(data), len(file))
                data += file
                if known(path) == each.key:
                    continue
                new = said.keys()
            old: set[Key] = set()
            if known(path):
                left = self._left(path)
                if left is None:
                    return []
                old = left.keys()
            for key in filter(real, old ^ new):
                turned.setdefault(shard_of(key, self.shards), []).append((key, number, key in new))
        place.write_bytes(data)
        shards: dict[int, bytes] = {}
        for number, turns in turned.items():
            try:
                lists = decode(self.standing.read(_shard_path(number)) or b"")
            except ValueError:
                return []
            for key, page, there in turns:
                lists[key] = changed(lists.get(key, b""), page, there)
            shards[number] = encode({key: some for key, some in lists.items() if some})
        texts = [made.get(number) or Piece(each.path, each.key) for number, each in self.found.items()]
        return [*texts, *self._pieces(shards, kept)]

    def _before(self) -> Manifest | None:
        path = urls.output(urls.SEARCH_MANIFEST)
        data = self.standing.read(path)
        if data is None or self.standing.key(path) != self._key(data):
            return None
        try:
            return msgspec.json.decode(data, type=Manifest)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None

    def _left(self, path: str) -> Words | None:
        data = self.standing.read(path)
        try:
            return from_file(data) if data else None
        except ValueError:
            return None

    def _pieces(self, shards: dict[int, bytes], kept: dict[int, str]) -> list[Output]:
        """Every shard, new or as it stands, and the manifest."""
        place = self.spool / "shards.bin"
        made: list[Output] = []
        with open(place, "wb") as file:
            at = 0
            for number in range(self.shards):
                path = _shard_path(number)
                if number in shards:
                    size = file.write(shards[number])
                    made.append(Piece(path, digest_of(shards[number]), str(place), at, size))
                    at += size
                else:
                    made.append(Piece(path, kept[number]))
            manifest = Manifest(FORMAT, len(self.found), self.room, self.shards)
            data = json.dumps(msgspec.to_builtins(manifest), separators=(",", ":")).encode()
            file.write(data)
        made.append(Piece(urls.output(urls.SEARCH_MANIFEST), self._key(data), str(place), at, len(data)))
        return made

    def _key(self, data: bytes) -> str:
        """The key of the manifest: with the version of the code, for other code may cut texts in another way."""
        return digest_of(data + self.version.encode())
