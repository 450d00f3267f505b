"""Finding a project by what a sheet calls it: id, title, unit, or an alias of the unit.

Compared without spaces and punctuation (V21). Knows texts, not sheets.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from leitai.sheets.grid import fold

Resolver: TypeAlias = Callable[[str], Sequence[str]]
"""A text in a sheet → the ids of the projects it may mean: one, none, or several."""


class Projects:
    """A `Resolver` over known names.

    >>> find = Projects({"lutiankuang": ["露天矿街道", "“好心管家”进万家"], "jintang": ["金塘镇", "金塘"]})
    >>> find(" 好心管家 进万家 "), find("金塘"), find("官渡"), find.near("金糖镇")
    (('lutiankuang',), ('jintang',), (), '金塘镇')
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._shown: dict[str, str] = {}
        self._ids: dict[str, list[str]] = {}
        for project, texts in names.items():
            number = [str(int(project))] if project.isascii() and project.isdigit() else []
            for text in (project, *number, *texts):
                key = fold(text)
                self._shown.setdefault(key, text)
                if key and project not in self._ids.setdefault(key, []):
                    self._ids[key].append(project)

    def __call__(self, text: str) -> Sequence[str]:
        """The ids that a text may mean; an id itself comes before a name that looks like it."""
        found = self._ids.get(fold(text), [])
        exact = [project for project in found if project == text.strip()]
        return tuple(exact or found)

    def near(self, text: str) -> str:
        """The known name that looks most like an unknown one; "" when none does."""
        close = difflib.get_close_matches(fold(text)[:200], self._shown, n=1, cutoff=0.6)
        return self._shown[close[0]] if close else ""
