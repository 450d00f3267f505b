"""Numbers that the site knows: what ``{{ count … }}`` in a text stands for.

    {{ count WHAT [in REF] [where KEY=VALUE] [as han|liang|words] }}

``as liang`` is ``as han`` with 两 for two, as before a measure word. WHAT is one of `Census.WHAT`, or ``stage NAME``.
REF is ``contest/edition``, ``contest/edition/project`` or the folder of a review; left out, it is the page's own.
Everything is counted from what is published, so a number cannot tell
what is held back. Knows fields and ids, no text and no page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct

from leitai import wording
from leitai.errors import FieldError
from leitai.fields import AwardFields, EditionFields, EntryFields, FacetFields
from leitai.schema import nearest

_EXPRESSION = re.compile(
    r"count\s+(?P<what>stage\s+(?P<stage>.+?)|\w+)(?:\s+in\s+(?P<ref>[\w/.-]+))?"
    r"(?:\s+where\s+(?P<key>\w+)\s*=\s*(?P<value>.+?))?(?:\s+as\s+(?P<form>\w+))?"
)
HOLE = re.compile(r"\{\{\s*(.*?)\s*\}\}")


class EditionCount(Struct, frozen=True):
    """What can be counted of an edition. ``entries`` carry the resolved ids of category and group.

    ``recipients`` are (award id, group id, number of names); ``awards`` (award id, group id) that were given.
    """

    said: EditionFields
    entries: tuple[tuple[EntryFields, str, str], ...] = ()
    units: tuple[str, ...] = ()
    showcases: tuple[str, ...] = ()
    recipients: tuple[tuple[str, str, int], ...] = ()


class Census(Struct, frozen=True):
    """All that can be counted: editions by key, practices by project key, keywords by review, news by edition."""

    language: str
    editions: dict[str, EditionCount]
    practices: dict[str, int]
    keywords: dict[str, int]
    news: dict[str, int]
    contests: dict[str, int]

    WHAT: ClassVar[tuple[str, ...]] = (
        "projects", "units", "categories", "groups", "entrants", "showcases", "recipients", "awards", "keywords",
        "practices", "news", "editions",
    )  # fmt: skip

    def text(self, expression: str, here: str) -> str:
        """The number that an expression stands for, as printed.

        ``here`` is what a missing REF means: an edition's key, a project's key or a review's folder; may be empty.

        Raises:
            FieldError: the expression is not understood, or counts what is not there.
        """
        found = _EXPRESSION.fullmatch(expression.strip())
        if not found:
            raise FieldError("count-syntax", value=expression)
        number = self._number(found, found["ref"] or here, expression)
        form = found["form"] or ""
        if form not in ("", "han", "liang", "words"):
            raise FieldError("count-form", value=form)
        if form == "liang":
            return "两" if number == 2 else wording.han_number(number)
        if form == "han":
            return wording.han_number(number)
        return wording.spelled(number, self.language) if form == "words" else str(number)

    def fill(self, text: str, here: str) -> str:
        """A line of text with its ``{{ … }}`` counted.

        Raises:
            FieldError: as `text`.
        """
        return HOLE.sub(lambda hole: self.text(hole[1], here), text) if "{{" in text else text

    def _number(self, found: re.Match[str], ref: str, expression: str) -> int:
        what = "stage" if found["stage"] else found["what"]
        if what not in (*self.WHAT, "stage"):
            raise FieldError("count-what", value=what, near=nearest(what, self.WHAT) or ", ".join(self.WHAT))
        if what == "practices":
            return _look(self.practices, ref, expression)
        if what == "keywords":
            return _look(self.keywords, ref, expression)
        if what == "editions":
            return _look(self.contests, ref.split("/")[0], expression)
        key = ref if ref in self.editions else ref.rpartition("/")[0]
        if key not in self.editions:
            raise FieldError("count-where", value=expression, ref=ref or "…")
        if what == "news":
            return self.news.get(key, 0)
        return _of_edition(self.editions[key], what, found, expression)


def _look(table: dict[str, int], ref: str, expression: str) -> int:
    if ref not in table:
        raise FieldError("count-where", value=expression, ref=ref or "…")
    return table[ref]


def _of_edition(this: EditionCount, what: str, found: re.Match[str], expression: str) -> int:
    said = this.said
    if what == "stage":
        for stage in said.stages:
            if stage.name == found["stage"] and stage.count is not None:
                return stage.count
        raise FieldError("count-stage", value=found["stage"], known="、".join(stage.name for stage in said.stages))
    if found["key"] and what not in ("projects", "entrants", "recipients"):
        raise FieldError("count-key", value=found["key"])
    if what == "categories":
        return len(said.categories)
    if what == "groups":
        return len(said.groups)
    if what == "units":
        return len(set(this.units))
    if what == "showcases":
        return len(this.showcases)
    if what == "entrants" and not found["key"]:
        return said.entrants if said.entrants is not None else len(this.entries)
    test = _filter(this, found, expression)
    if what in ("projects", "entrants"):
        return sum(test(category, group, "") for _, category, group in this.entries)
    if what == "recipients":
        return sum(number for award, within, number in this.recipients if test(within, within, award))
    return len(said.awards)


def _filter(this: EditionCount, found: re.Match[str], expression: str) -> Callable[[str, str, str], bool]:
    key, value = found["key"], found["value"]
    if not key:
        return lambda category, group, award: True
    tables: dict[str, tuple[FacetFields | AwardFields, ...]] = {
        "category": this.said.categories,
        "group": this.said.groups,
        "award": this.said.awards,
    }
    if key not in tables:
        raise FieldError("count-key", value=key)
    ids = [each.id for each in tables[key] if value in (each.id, each.name, *each.aliases)]
    if not ids:
        raise FieldError("count-value", value=value, known="、".join(each.name for each in tables[key]))
    place = ("category", "group", "award").index(key)
    return lambda *facets: facets[place] == ids[0]
