"""Words → lists: on which pages of one block the grams of their texts stand.

The costliest part of an index, so everything is noted in bulk: a pair of characters as often as it stands in a text
(what is double is dropped at the end, by the block), a word in letters and a name once, for its pieces are the same on
every page. Gives what `Words.keys` gives page by page, and must not know more of a page than its words.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from functools import lru_cache
from itertools import repeat

from leitai.search.grams import fold, initial_grams, letters, pairs, pieces
from leitai.search.shards import ANY, BREAK, FIELDS, INITIALS, Key, keys, listed
from leitai.search.words import Words

_Pages = bytearray
"""Last bytes of the numbers of pages, as they came: some more than once."""

_push = bytearray.append


class _Field:
    """The pairs and words of one field, and where they stand."""

    def __init__(self) -> None:
        self.pairs: defaultdict[int, _Pages] = defaultdict(_Pages)
        self.words: defaultdict[bytes, _Pages] = defaultdict(_Pages)
        self.pieces: defaultdict[str, _Pages] = defaultdict(_Pages)

    def put(self, some: Iterable[Iterable[int]], words: Iterable[bytes], page: int) -> None:
        """Note the pairs and words of a text."""
        # The loop over all characters of a site: in C, without a step of Python for each.
        for each in some:
            deque(map(_push, map(self.pairs.__getitem__, each), repeat(page)), 0)
        deque(map(_push, map(self.words.__getitem__, words), repeat(page)), 0)

    def put_initials(self, names: str, page: int) -> None:
        """Note the initials of some names."""
        if "(" in names:
            for gram in initial_grams(names):
                (self.pieces if gram.__class__ is str else self.pairs)[gram].append(page)  # type: ignore[index]
            return
        for name in names.split("\t"):
            for some in pairs(name):
                deque(map(_push, map(self.pairs.__getitem__, some), repeat(page)), 0)
            triples = [name[start : start + 3] for start in range(len(name) - 2)]
            deque(map(_push, map(self.pieces.__getitem__, triples), repeat(page)), 0)

    def give(self, field: int, found: dict[Key, _Pages]) -> None:
        """Add what was noted, as that of a field, to what was found."""
        shift, some = field << 32, self.pieces
        for word, pages in self.words.items():
            if len(word) > 2:
                for piece in pieces(word):
                    some[piece] += pages
        for gram, pages in self.pairs.items():
            if gram & 0xFFFF != BREAK and gram >> 16 != BREAK:
                found[gram | shift] = pages
        found.update(zip(keys(field, some), some.values(), strict=True))


@lru_cache(maxsize=1024)
def _cut(names: str) -> tuple[tuple[tuple[int, ...]], set[bytes]]:
    """The pairs and words of names, which many pages may have in common."""
    folded = fold(names)
    even, odd = pairs(folded)
    return ((*even, *odd),), letters(folded)


class Notes:
    """The notes on one block of pages."""

    def __init__(self) -> None:
        self._fields = [_Field() for _ in range(FIELDS)]

    def add(self, page: int, said: Words) -> None:
        """Note what a page says; ``page`` is the last byte of its number."""
        named = said.named()
        folded = fold("\n".join((*named, said.text)))
        self._fields[ANY].put(pairs(folded), letters(folded), page)
        for field, names in enumerate(named, ANY + 1):
            if names:
                self._fields[field].put(*_cut(names), page)
        if said.initials:
            self._fields[INITIALS].put_initials(said.initials, page)

    def lists(self, number: int) -> dict[Key, bytes]:
        """All lists of the block of that number."""
        found: dict[Key, _Pages] = {}
        for field, noted in enumerate(self._fields):
            noted.give(field, found)
        return listed(number, found)
