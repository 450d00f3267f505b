"""Text → grams: the pieces by which a page is found.

A gram is two characters that stand side by side (UTF-16 units, as browsers count), or three or four letters and digits
of one word, for two letters of a word say little. Texts are folded first: full-width is half-width, upper case lower.
The theme's js/search.js cuts what is typed in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from leitai.search.initials import FIRST, LETTERS, OTHERS

# The commonest marks first and quickly: what is left needs the slow way only rarely.
_MARKS = tuple(zip("，：；！？（）％～　", ",:;!?()%~ ", strict=True))
_LETTERS = bytes(c if chr(c).isalnum() and c < 128 else 32 for c in range(256)).lower()
Gram = int | str
"""Two UTF-16 units as one number (the second times 65536), or the letters themselves."""


def fold(text: str) -> str:
    """The text as it is compared: NFKC and lower case.

    >>> fold("ＡＩ助手（２０２４）")
    'ai助手(2024)'
    """
    if text.isascii():
        return text.lower()
    for wide, narrow in _MARKS:
        if wide in text:
            text = text.replace(wide, narrow)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.lower()


def grams(folded: str) -> set[Gram]:
    """All grams of a folded text; those that reach over the end of a line are not taken out here (see `shards.real`).

    >>> sorted(spell(gram) for gram in grams("党建ok"))
    ['ok', '党建', '建o']
    >>> sorted(map(spell, grams("night")))
    ['gh', 'ght', 'ht', 'ig', 'igh', 'ight', 'ni', 'nig', 'nigh']
    """
    found: set[Gram] = set()
    found.update(*pairs(folded), *map(pieces, letters(folded)))
    return found


def pairs(folded: str) -> tuple[memoryview, memoryview]:
    """The pairs of a text, each as often as it stands there: those at even places, those at odd ones."""
    units = folded.encode("utf-16-le", "replace")
    whole, size = memoryview(units), len(units)
    return whole[: size & ~3].cast("I"), whole[2:][: (size - 2) & ~3].cast("I")


def letters(folded: str) -> set[bytes]:
    """The words in letters and digits of a text.

    >>> sorted(letters("用ai,ai助手2024"))
    [b'2024', b'ai']
    """
    return set(folded.encode("ascii", "replace").translate(_LETTERS).split())


@lru_cache(maxsize=50_000)
def pieces(word: bytes) -> tuple[str, ...]:
    """The pieces of three and four letters of a word.

    >>> pieces(b"night"), pieces(b"ok")
    (('nig', 'igh', 'ght', 'nigh', 'ight'), ())
    """
    letters = word.decode()
    return tuple(letters[start : start + size] for size in (3, 4) for start in range(len(letters) - size + 1))


def spell(gram: Gram) -> str:
    """A gram in characters (a half of a rare one is a surrogate)."""
    return gram if isinstance(gram, str) else chr(gram & 0xFFFF) + chr(gram >> 16)


def _readings() -> dict[str, str]:
    found: dict[str, str] = {}
    character = ""
    for each in OTHERS:
        if "a" <= each <= "z":
            found[character] += each
        else:
            character = each
            found[character] = LETTERS[ord(character) - FIRST]
    return found


_READINGS = _readings()


class _Initials(dict[int, str]):
    """What each character gives to the initials of a name, as far as it was asked for."""

    def __missing__(self, code: int) -> str:
        each, place = chr(code), code - FIRST
        if each in _READINGS:
            found = f"({_READINGS[each]})"
        elif 0 <= place < len(LETTERS):
            found = LETTERS[place].replace(".", "")
        else:
            found = each if each.isascii() and each.isalnum() else ""
        self[code] = found
        return found


_INITIALS = _Initials()

_WAYS = re.compile(r"\([a-z]+\)|[a-z0-9]")


def initials(name: str) -> str:
    """The first letters of a name in pinyin; where a character is read in several ways, all of them in parentheses.

    >>> initials("长江 AI 大赛")
    '(zc)jaids'
    """
    return fold(name).translate(_INITIALS)


def initial_grams(line: str) -> set[Gram]:
    """The grams of names in `initials` (parted by tabs), in every way of reading them: of two letters and of three.

    >>> sorted(map(spell, initial_grams("(zc)jx")))
    ['cj', 'cjx', 'jx', 'zj', 'zjx']
    """
    found: set[Gram] = set()
    for name in line.split("\t"):
        if "(" not in name:
            found.update(*pairs(name), map("".join, zip(name, name[1:], name[2:], strict=False)))
            continue
        ways: Sequence[str] = [way.strip("()") for way in _WAYS.findall(name)]
        for one, two in pairwise(ways):
            found.update([ord(a) | ord(b) << 16 for a in one for b in two])
        for one, two, three in zip(ways, ways[1:], ways[2:], strict=False):
            found.update([a + b + c for a in one for b in two for c in three])
    return found
