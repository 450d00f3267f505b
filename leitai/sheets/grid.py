"""A score file as rows of cells, whatever format it came in, and what one cell can mean.

Knows spreadsheets' habits, not judges or projects. Rows and columns count from 1 as a spreadsheet program shows them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from leitai.scoring import ScoreProblem

CACHED = 200
"""The longest text worth remembering between cells."""


class Bad(Struct, frozen=True):
    """A cell whose content is no number although it may look like one: ``code`` is the problem, ``text`` what shows."""

    code: str
    text: str


Value: TypeAlias = str | Decimal | Bad
"""A cell: text ("" when empty), an exact number, or something that only looks like one."""


class Limits(Struct, frozen=True):
    """How large a score file may be before it is refused: bytes as sent, bytes unpacked, cells with content."""

    size: int = 20 * 1024 * 1024
    unpacked: int = 100 * 1024 * 1024
    cells: int = 200_000
    rows: int = 100_000
    columns: int = 1_000


class Grid(Struct, frozen=True):
    """One sheet. ``filled`` says of each cell (row, column) inside a merged range which cell holds its text."""

    rows: tuple[tuple[Value, ...], ...]
    sheet: str = ""
    semicolons: bool = False
    merged: Mapping[tuple[int, int], tuple[int, int]] = {}

    def at(self, row: int, column: int) -> Value:
        """The cell's own content, "" outside the sheet."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return ""

    def label(self, row: int, column: int) -> str:
        """The cell as text; inside a merged range, the text of the range."""
        return text_of(self.at(*self.merged.get((row, column), (row, column))))


class Opened(Struct, frozen=True):
    """The sheets of a file, visible ones only, or the problems that forbid reading it."""

    grids: tuple[Grid, ...] = ()
    problems: tuple[ScoreProblem, ...] = ()


_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def tidy(text: str) -> str:
    """Text as typed without invisible signs, outer spaces and the ``="…"`` and ``'`` by which Excel forces text."""
    return _tidy(text) if len(text) <= CACHED else _tidy.__wrapped__(text)


@lru_cache(maxsize=8192)
def _tidy(text: str) -> str:
    text = text.translate(_UNSEEN).strip()
    found = re.fullmatch(r'="(.*)"', text, re.DOTALL)
    if found:
        text = found[1].replace('""', '"').strip()
    return " ".join(text.removeprefix("'").split())


def fold(text: str) -> str:
    """Text as it is compared: one width, one case, no spaces, no punctuation (V21).

    >>> fold("《首创“出让+代建”　模式》") == fold("首创出让+代建模式")
    True
    """
    return _fold(text) if len(text) <= CACHED else _fold.__wrapped__(text)


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in wide if unicodedata.category(sign)[0] not in "PZC")


def text_of(value: Value) -> str:
    """A cell as text; a number as written without needless zeros."""
    if isinstance(value, Bad):
        return value.text
    if isinstance(value, Decimal):
        return (
            format(value.normalize() if value.is_finite() else value, "f") if abs(value.adjusted()) < 30 else str(value)
        )
    return tidy(value)


_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,15})?")
_COMMA = re.compile(r"[+-]?[0-9]{1,15},[0-9]{1,15}")
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)", re.IGNORECASE)
_DATE = re.compile(
    r"[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?(?: [0-9:]+)?|[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"|[0-9]{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:-[0-9]{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-[0-9]{2}",
    re.IGNORECASE,
)
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-"})


def number(value: Value, semicolons: bool = False) -> Decimal | Bad | None:
    """A cell as an exact number, None when it is empty, `Bad` when it is something else.

    Full-width digits, thousands separators and a final 分, 票, pts or votes are understood. A comma is decimal in a
    file with semicolons and groups thousands elsewhere; where it could be either, that is a problem, not a guess.
    """
    if isinstance(value, Decimal | Bad):
        return value
    shown = tidy(value)
    return _read_number(shown, semicolons) if len(shown) <= CACHED else Bad("not_a_number", shown)


@lru_cache(maxsize=16384)
def _read_number(shown: str, semicolons: bool) -> Decimal | Bad | None:
    text = unicodedata.normalize("NFKC", shown).translate(_SIGNS)
    text = re.sub(r"\s*(?:分|票|points?|pts|votes?)$", "", text, flags=re.IGNORECASE)
    if text.strip("-/\\") == "":
        return None
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text) and not (semicolons and _COMMA.fullmatch(text)):
        return Decimal(text.replace(",", ""))
    if _COMMA.fullmatch(text):
        if semicolons and not _GROUPED.fullmatch(text):
            return Decimal(text.replace(",", "."))
        return Bad("number_ambiguous", shown)
    if _ERROR.fullmatch(text):
        return Bad("formula_error", shown)
    if text.startswith("="):
        return Bad("formula_uncalculated", shown)
    if _NUMBER.fullmatch(text.removesuffix("%")):
        return Bad("percent_cell", shown)
    if _DATE.fullmatch(text):
        return Bad("date_cell", shown)
    return Bad("not_a_number", shown)
