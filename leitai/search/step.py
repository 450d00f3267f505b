"""The step of a build that makes the search files: from all pages, or from those that changed since the last build.

Pages are numbered from the oldest to the newest, so that a new one is the last and the newest are shown first. What a
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
from leitai.cache import Blocks, Cache, Record, versions
from leitai.config import Config
from leitai.folder import Standing
from leitai.outputs import Output, Page, Piece
from leitai.parallel import Crew, chunks
from leitai.plan import Plan
from leitai.search.shards import (
    BLOCK,
    Key,
    changed,
    decode,
    encode,
    noted,
    number_of_shards,
    real,
    shard_of,
)
from leitai.search.words import Words, from_file, is_found, words
from leitai.sources import digest_of
from leitai.views import AnyView

FORMAT = 1
_FEW = 64
_DECODER = msgspec.msgpack.Decoder(AnyView)


class Left(Protocol):
    """What the last build left in output/."""

    def key(self, path: str) -> str:
        """The key a file was made by, or nothing."""

    def holds(self, path: str) -> bool:
        """Whether a file is as it was left."""

    def read(self, path: str) -> bytes | None:
        """Its bytes, if it is as it was left."""


class Manifest(Struct, frozen=True):
    """What the asking side must know."""

    format: int
    pages: int
    shards: int


class _Block(Struct, frozen=True):
    """Work: some pages as (address, encoded view), the number of their block, and where their words are put."""

    number: int
    pages: tuple[tuple[str, bytes], ...]
    blocks_path: str
    spool: str


class _Noted(Struct, frozen=True):
    """What became of a block: its lists, and the size of each page's words in the spool."""

    lists: dict[Key, bytes]
    sizes: tuple[int, ...]


class _Found(Struct, frozen=True):
    """A page that can be found: its output, and the key of its words."""

    page: Page
    key: str


def take_out(work: _Block) -> _Noted:
    """The words and lists of some pages. Runs in a worker."""
    store = Blocks(work.blocks_path)
    found: list[set[Key]] = []
    sizes: list[int] = []
    with open(work.spool, "wb") as spool:
        for href, view in work.pages:
            said = words(_DECODER.decode(view), href, store.get)
            sizes.append(spool.write(said.file()))
            found.append(said.keys())
    store.close()
    return _Noted(noted(found, work.number), tuple(sizes))


def searchable(plan: Plan, config: Config, record: Record, output: Path, cache: Cache, crew: Crew) -> Plan:
    """The plan with the search files, if the site has search."""
    if not config.said.search:
        return plan
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
    found = sorted(
        (
            _Found(page, digest_of(f"{version}{digests[page.path]}".encode()))
            for page in pages
            if is_found(page.layout, page.view)
        ),
        key=lambda each: (_date(each.page), each.page.path),
    )
    spool.mkdir(parents=True, exist_ok=True)
    making = _Making(found, standing, crew, blocks_path, spool, version)
    return making.patched() or making.whole()


def _date(page: Page) -> str:
    day = page.view.meta.published  # type: ignore[union-attr]
    return day.iso[:16] if day else ""


def _href(page: Page) -> str:
    url: str = page.view.meta.url  # type: ignore[union-attr]
    return "/" + url.split("/", 3)[3]


class _Making:
    """One making of the search files, whole or patched."""

    def __init__(
        self, found: list[_Found], standing: Left, crew: Crew, blocks_path: str, spool: Path, version: str
    ) -> None:
        self.found = found
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
        work = [
            _Block(
                number,
                tuple((_href(each.page), msgspec.msgpack.encode(each.page.view)) for each in some),
                self.blocks_path,
                str(self.spool / f"{number}.bin"),
            )
            for number, some in enumerate(chunks(self.found, BLOCK))
        ]
        for block, result in zip(work, self.crew.map(take_out, work, worthwhile=len(work) > 1), strict=True):
            start = 0
            for last, size in enumerate(result.sizes):
                number = block.number * BLOCK + last
                path = urls.output(urls.search_words(number))
                made.append(Piece(path, self.found[number].key, block.spool, start, size))
                start += size
            if lists:
                get = lists.get
                for key, some in result.lists.items():
                    before = get(key)
                    lists[key] = before + some if before else some
            else:
                lists = result.lists
        falls: list[dict[Key, bytes]] = [{} for _ in range(self.shards)]
        for key, data in lists.items():
            falls[shard_of(key, self.shards)][key] = data
        made += self._pieces({number: encode(some) for number, some in enumerate(falls)}, {})
        return made

    def patched(self) -> list[Output]:
        """All files, made from those of the last build and what has changed since; nothing if that cannot be done."""
        before = self._before()
        if before is None or before.shards != self.shards:
            return []
        paths = [urls.output(urls.search_words(number)) for number in range(max(before.pages, len(self.found)))]
        fresh = [number for number, each in enumerate(self.found) if self.standing.key(paths[number]) != each.key]
        gone = range(len(self.found), before.pages)
        if len(fresh) + len(gone) > max(_FEW, len(self.found) // 16):
            return []
        kept = {number: self.standing.key(self._shard(number)) for number in range(self.shards)}
        if not all(key and self.standing.holds(self._shard(number)) for number, key in kept.items()):
            return []
        lost = [number for number in range(len(self.found)) if not self.standing.holds(paths[number])]
        turned: dict[int, list[tuple[Key, int, bool]]] = {}
        data = bytearray()
        made: dict[int, Output] = {}
        place = self.spool / "changed.bin"
        store = Blocks(self.blocks_path)
        for number in sorted({*fresh, *lost, *gone}):
            new: set[Key] = set()
            if number < len(self.found):
                each = self.found[number]
                said = words(each.page.view, _href(each.page), store.get)
                file = said.file()
                made[number] = Piece(paths[number], each.key, str(place), len(data), len(file))
                data += file
                if self.standing.key(paths[number]) == each.key:
                    continue
                new = said.keys()
            old: set[Key] = set()
            if number < before.pages:
                known = self._known(paths[number])
                if known is None:
                    return []
                old = known.keys()
            for key in filter(real, old ^ new):
                turned.setdefault(shard_of(key, self.shards), []).append((key, number, key in new))
        store.close()
        place.write_bytes(data)
        shards: dict[int, bytes] = {}
        for number, turns in turned.items():
            try:
                lists = decode(self.standing.read(self._shard(number)) or b"")
            except ValueError:
                return []
            for key, page, there in turns:
                lists[key] = changed(lists.get(key, b""), page, there)
            shards[number] = encode({key: some for key, some in lists.items() if some})
        words_ = [made.get(number) or Piece(paths[number], each.key) for number, each in enumerate(self.found)]
        return [*words_, *self._pieces(shards, kept)]

    def _before(self) -> Manifest | None:
        path = urls.output(urls.SEARCH_MANIFEST)
        data = self.standing.read(path)
        if data is None or self.standing.key(path) != self._key(data):
            return None
        try:
            return msgspec.json.decode(data, type=Manifest)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None

    def _known(self, path: str) -> Words | None:
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
                path = self._shard(number)
                if number in shards:
                    size = file.write(shards[number])
                    made.append(Piece(path, digest_of(shards[number]), str(place), at, size))
                    at += size
                else:
                    made.append(Piece(path, kept[number]))
            manifest = Manifest(FORMAT, len(self.found), self.shards)
            data = json.dumps(msgspec.to_builtins(manifest), separators=(",", ":")).encode()
            file.write(data)
        made.append(Piece(urls.output(urls.SEARCH_MANIFEST), self._key(data), str(place), at, len(data)))
        return made

    def _shard(self, number: int) -> str:
        return urls.output(urls.search_shard(number))

    def _key(self, data: bytes) -> str:
        """The key of the manifest: with the version of the code, for other code may cut texts in another way."""
        return digest_of(data + self.version.encode())
