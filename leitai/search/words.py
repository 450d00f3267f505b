"""View → words: what a page says for itself, as plain text, for finding and for showing what was found.

Left out is what a page says of others: its way back, its neighbours, the cards that lead on. Such pages are found by
themselves. Running text is fetched by its digest through a function that is given, so nothing here knows a disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape, unescape

from msgspec import Struct

from leitai.documents import blocks_of
from leitai.errors import TextLost
from leitai.prose import fill
from leitai.prose.leads import split
from leitai.search.grams import fold, grams, initial_grams, initials
from leitai.search.shards import HEADING, INITIALS, TITLE, UNIT, Key, keys
from leitai.views import (
    AnyView,
    ArticleView,
    Card,
    Crumb,
    Day,
    FigureView,
    Inset,
    Link,
    ListView,
    Meta,
    PictureView,
    Prose,
    ReviewView,
    ShowcaseView,
    StaticView,
    TermsView,
    UnitView,
)
from leitai.wording import is_chinese

Fetch = Callable[[str], bytes | None]
"""Gives the stored blocks of a document."""

_UNSEEN = frozenset(("home", "404", "redirect", "search"))
_LISTS = (ListView, TermsView)
_OTHERS = frozenset(
    "meta previous next related news pager facets toc children parent feeds_into came_from advance_to matrix "
    "showcases winners id href src srcset sizes sources full color placeholder focus anchor iso medal state order "
    "type digest short calendar download kind key page".split()
)


class Words(Struct, frozen=True):
    """What a page says, each part on one line. Names in ``units``, ``headings`` and ``initials`` are parted by tabs."""

    href: str
    kind: str
    date: str
    title: str
    units: str
    headings: str
    initials: str
    text: str

    def file(self) -> bytes:
        """The words as they are published: seven lines and the text."""
        return "\n".join(
            (self.href, self.kind, self.date, self.title, self.units, self.initials, self.headings, self.text)
        ).encode("utf-8", "replace")

    def keys(self) -> set[Key]:
        """By what the page is found; those of `shards.ANY` are the grams themselves."""
        named = self.named()
        found: set[Key] = grams(fold("\n".join((*named, self.text))))
        for field, names in zip((TITLE, UNIT, HEADING), named, strict=True):
            found.update(keys(field, grams(fold(names))))
        found.update(keys(INITIALS, initial_grams(self.initials)))
        return found

    def named(self) -> tuple[str, str, str]:
        """The title, the units and the headings, as texts of a line each name."""
        return self.title, self.units.replace("\t", "\n"), self.headings.replace("\t", "\n")


def from_file(data: bytes) -> Words:
    """The words of a published file.

    Raises:
        ValueError: it is none.
    """
    href, kind, date, title, units, letters, headings, text = data.decode("utf-8").split("\n", 7)
    return Words(href, kind, date, title, units, headings, letters, text)


def is_found(layout: str, view: object) -> bool:
    """Whether a page of that layout can be found: not the home page, nor what has no text of its own or is hidden."""
    meta = getattr(view, "meta", None)
    if layout in _UNSEEN or meta is None or not meta.indexed:
        return False
    return not (isinstance(view, ListView) and view.pager and view.pager.current > 1)


def words(view: AnyView, href: str, fetch: Fetch) -> Words:
    """The words of one page, whose address is ``href``."""
    meta: Meta = view.meta  # type: ignore[union-attr]
    title = str(getattr(view, "title", "") or getattr(view, "name", "")) or meta.title
    units: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    match view:
        case ArticleView() | StaticView():
            headings = tuple(line.text for line in view.toc)
            if isinstance(view, ArticleView):
                units = tuple(unit.text for unit in view.units)
        case ShowcaseView():
            units = tuple(unit.text for unit in view.units)
            headings = tuple(section.title for section in view.sections)
        case ReviewView():
            headings = tuple(keyword.name for keyword in view.keywords)
        case UnitView():
            units = (view.name, *view.aliases)
        case _:
            pass
    if isinstance(view, _LISTS):
        pieces: Iterator[str] = iter((view.title, view.lead))
    else:
        pieces = _pieces(view, fetch, "" if is_chinese(meta.language) else " ")
    text = "\n".join(piece for piece in pieces if piece)
    day = meta.published or meta.updated
    return Words(
        href=href,
        kind=meta.kind,
        date=day.iso[:10] if day else "",
        title=_line(title),
        units="\t".join(map(_line, units)),
        headings="\t".join(map(_line, headings)),
        initials="\t".join(filter(None, dict.fromkeys(map(initials, (title, *units))))),
        text=text,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _pieces(value: object, fetch: Fetch, gap: str) -> Iterator[str]:
    """All text in a part of a view, but what speaks of other pages. ``gap`` stands between a number and its words."""
    if value.__class__ is str:
        yield _line(value)
    elif value.__class__ is tuple:
        for each in value:
            yield from _pieces(each, fetch, gap)
    elif isinstance(value, Prose):
        yield running(value, fetch)
    elif isinstance(value, FigureView):
        yield _line(gap.join(filter(None, (value.before, value.number, value.after, value.unit))))
        yield _line(value.label)
        yield value.period
    elif isinstance(value, PictureView):
        yield _line(value.caption)
        yield value.credit
    elif isinstance(value, Link):
        yield _line(value.text)
        yield _line(value.note)
    elif isinstance(value, Struct):
        for name, is_lead in _spoken(value.__class__):
            each = getattr(value, name)
            if not each:
                continue
            if name == "title_parts":
                yield " ".join(each)
            elif is_lead:
                yield plain(each)  # of a practice: HTML
            else:
                yield from _pieces(each, fetch, gap)


@cache
def _spoken(kind: type[Struct]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of view that speak of the page itself, and whether each is the lead of a practice."""
    names = kind.__struct_fields__
    if issubclass(kind, (Card, Day, Crumb, Meta)):
        return ()
    return tuple((name, name == "lead" and "number" in names) for name in names if name not in _OTHERS)


_NOTES = re.compile(r'<sup id="fnref.*?</sup>|<a [^>]*class="footnote-backref".*?</a>|<r[pt]>.*?</r[pt]>', re.DOTALL)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|ruby|s|samp|small|span|strong|su[bp]|time|u|var|wbr)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")


def running(prose: Prose, fetch: Fetch) -> str:
    """Running text without its markup, a line each block."""
    data = fetch(prose.document)
    if data is None:
        raise TextLost(prose.document)
    blocks = blocks_of(data)[prose.start : prose.stop]
    if prose.after_lead and blocks:
        blocks[0] = split("p", blocks[0])[1]
    html = "\n".join(blocks)
    if prose.holes:
        html = fill(html, [_hole(hole) for hole in prose.holes])
    return plain(html)


def _hole(hole: str | Inset | None) -> str:
    if isinstance(hole, Inset):
        caption = escape(hole.picture.caption)
        return f"<p>{caption}</p>" if hole.alone else caption
    return hole or ""


def plain(html: str) -> str:
    """The text of some HTML, a line each block. What stands in one line can be found as one."""
    text = " ".join(html.split())
    if "<sup" in text or "footnote" in text or "<r" in text:
        text = _NOTES.sub("", text)
    text = _TAG.sub("\n", _INLINE.sub("", text))
    if "&" in text:
        text = unescape(text).replace("\xa0", " ")
    return "\n".join([line for line in map(str.strip, text.split("\n")) if line])
