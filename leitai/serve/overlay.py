"""Problems as browsers show them over a page: in words, with the lines they are about. Knows no server and no build."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from leitai.errors import Problem, Severity, Spot, is_error
from leitai.sources import Snapshot
from leitai.wording import is_chinese

_AROUND = 2
_LONGEST_LINE = 240
_MOST_PROBLEMS = 50

Shown = tuple[dict[str, Any], ...]


def shown(problems: Iterable[Problem], language: str, snapshot: Snapshot | None = None) -> Shown:
    """The gravest of the problems, with lines of ``snapshot``."""
    from leitai.messages import as_json

    problems = tuple(problems)
    grave = [each for each in problems if is_error(each)] or [
        each for each in problems if each.severity is Severity.WARNING
    ]
    return tuple(
        {**as_json(each, language), "excerpt": _excerpt(each.spot, snapshot) if snapshot else []}
        for each in grave[:_MOST_PROBLEMS]
    )


def fault(broken: Exception, language: str) -> dict[str, Any]:
    """A fault of the program, in the form of a problem."""
    said = f"{type(broken).__name__}: {broken}"
    chinese = is_chinese(language)
    return {
        "path": "",
        "line": 0,
        "column": 0,
        "severity": "error",
        "code": "fault",
        "what": f"程序出错，网页没有更新：{said}" if chinese else f"The program failed, nothing was updated: {said}",
        "do": "撤回刚才的改动再试；如果还这样，请把终端里的内容报告给开发者。"
        if chinese
        else "Take the last change back and try again; if it stays, please report what the terminal shows.",
        "also": [],
        "params": {},
        "excerpt": [],
    }


def _excerpt(spot: Spot, snapshot: Snapshot) -> list[dict[str, Any]]:
    """The line a problem is about, and some around it."""
    if not spot.line or spot.path not in snapshot.files:
        return []
    try:
        data = snapshot.read(spot.path)
    except OSError:
        return []
    if b"\0" in data[:4096]:
        return []
    lines = data.decode("utf-8-sig", "replace").splitlines()
    first = max(spot.line - _AROUND, 1)
    return [
        {"number": number, "text": _cut(text, spot.column if number == spot.line else 1), "hit": number == spot.line}
        for number, text in enumerate(lines[first - 1 : spot.line + _AROUND], first)
    ]


def _cut(text: str, column: int) -> str:
    """So much of a line as can be read, around the column."""
    if len(text) <= _LONGEST_LINE:
        return text
    start = max(0, min(column - _LONGEST_LINE // 2, len(text) - _LONGEST_LINE))
    end = start + _LONGEST_LINE
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
