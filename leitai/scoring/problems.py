"""A problem in rules, marks or awards as a value, and its words in Chinese and English.

``MESSAGES`` stand beside, one entry a code: what is wrong, and what to do next. Whoever has an error type of their own
takes ``code``, ``params``, ``file``, ``row`` and ``column`` from here and plugs the catalogue in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from leitai.scoring.values import Cell

Lang: TypeAlias = Literal["zh", "en"]
Words: TypeAlias = tuple[str, str]
Catalogue: TypeAlias = Mapping[str, Mapping[Lang, Words]]

WARNINGS = frozenset(
    {
        "recusal_judge_unknown",
        "recused_but_marked",
        "award_under_quota",
        "claim_mismatch",
        "cut_contradicted",
        "cut_unused",
        "hidden_cells",
    }
)
LONGEST = 80


class ScoreProblem(Struct, frozen=True):
    """One thing an organiser should know. ``params`` fill the words of ``code``.

    ``row`` and ``column`` count from 1 as the spreadsheet shows them; 0 where the problem is in no single cell, and
    ``file`` is empty where it is in the rules.
    """

    code: str
    params: tuple[tuple[str, str], ...] = ()
    file: str = ""
    row: int = 0
    column: int = 0

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Errors forbid a ranking; warnings do not."""
        return "warning" if self.code in WARNINGS else "error"


def problem(code: str, at: Cell | None = None, /, **params: object) -> ScoreProblem:
    """A problem with its params as short texts, at a cell if it has one."""
    words = tuple((name, short(str(value))) for name, value in params.items())
    return ScoreProblem(code, words, at.file, at.row, at.column) if at else ScoreProblem(code, words)


def short(text: str) -> str:
    """A text on one line, cut to a length that fits a message."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text[: 4 * LONGEST]).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def listed(items: Iterable[str], most: int = 6) -> str:
    """The first few items joined with commas, an ellipsis for the rest."""
    items = list(items)
    return ", ".join(items[:most]) + (" …" if len(items) > most else "")


def has_errors(problems: Iterable[ScoreProblem]) -> bool:
    """Whether any of them forbids a ranking."""
    return any(each.severity == "error" for each in problems)


def column_letter(column: int) -> str:
    """The letters of a column counted from 1: 4 → D, 28 → AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(at: Cell | None) -> str:
    """A cell as a spreadsheet names it (``D5``); empty without one."""
    return f"{column_letter(at.column)}{at.row}" if at else ""


def describe(each: ScoreProblem, lang: Lang, catalogue: Catalogue) -> Words:
    """What is wrong and what to do, in ``zh`` or ``en``.

    Raises:
        KeyError: the catalogue has no such code or language, or a param is missing.
    """
    what, todo = catalogue[each.code][lang]
    params = dict(each.params)
    return what.format_map(params), todo.format_map(params)


def locate(each: ScoreProblem, lang: Lang) -> str:
    """The place for people: ``final.csv, row 5, column D``; empty where there is none."""
    zh = lang == "zh"
    parts = [each.file] if each.file else []
    if each.row:
        parts.append(f"第 {each.row} 行" if zh else f"row {each.row}")
    if each.column:
        letter = column_letter(each.column)
        parts.append(f"{letter} 列" if zh else f"column {letter}")
    return "，".join(parts) if zh else ", ".join(parts)
