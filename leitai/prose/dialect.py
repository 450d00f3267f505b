"""The dialect: Python-Markdown with its standard extensions, changed only where Chinese text or safety asks for it.

It must not know blocks, holes or addresses beyond opening a hole for `{{ … }}`; that is `parser`'s work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension, AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HtmlStash

from leitai.prose.chars import HANGUL, WIDE
from leitai.prose.fast import FastExtension
from leitai.prose.limits import check_paragraphs
from leitai.prose.links import Gate
from leitai.prose.sanitise import allows, classes

_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);")


class Stash(HtmlStash):
    """Python-Markdown's store of HTML that is put in last; `raw` are the numbers of what the author wrote as HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.raw: set[int] = set()
        self.own_code = False

    def store(self, html: str | Element) -> str:
        """Keep a piece of HTML; returns its placeholder."""
        if not self.own_code and not (isinstance(html, str) and _ENTITY.fullmatch(html)):
            self.raw.add(self.html_counter)
        return super().store(html)

    def reset(self) -> None:
        """Forget everything."""
        super().reset()
        self.raw = set()
        self.own_code = False


class Prose(Markdown):
    """The Markdown instance. `gate` is the current document's."""

    def __init__(self) -> None:
        self.gate = Gate()
        super().__init__(
            output_format="html",
            extensions=[
                Tables(use_align_attribute=True),
                SafeFootnotes(BACKLINK_TITLE="↩ {}", SEPARATOR="-", BACKLINK_TEXT="↩"),
                DefListExtension(),
                SafeAttributes(),
                SafeFences(),
                HanAbbreviations(),
                SaneListExtension(),
                Emphasis(),
                Counts(),
                Limits(),
                FastExtension(),
            ],
        )
        self.htmlStash: Stash = Stash()


class SafeFootnotes(FootnoteExtension):
    """Footnotes whose labels may be any words: ids have no white space."""

    def makeFootnoteId(self, id: str) -> str:
        """The note's id."""
        return super().makeFootnoteId("-".join(id.split()))

    def makeFootnoteRefId(self, id: str, *args: Any, **kwargs: Any) -> str:
        """The mark's id."""
        return super().makeFootnoteRefId("-".join(id.split()), *args, **kwargs)


class SafeAttributes(AttrListExtension):
    """Attribute lists reduced to the allow-list; braces that hold no attribute (`{重要}`, `{{ … }}`) are text."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        md.treeprocessors.register(_SafeAttributes(md), "attr_list", 8)
        md.registerExtension(self)


class _SafeAttributes(AttrListTreeprocessor):
    md: Prose
    # types-Markdown calls these final; the library means them to be replaced.
    BASE_RE = r"\{\:?[ ]*((?:[.#][^\s.#{}]|[a-zA-Z][\w-]*=)[^\n]*)\}"  # type: ignore[misc]
    HEADER_RE = re.compile(rf"[ ]+{BASE_RE}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{BASE_RE}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{BASE_RE}")  # type: ignore[misc]

    def run(self, doc: Element) -> None:
        if any("{" in text for text in doc.itertext()):
            super().run(doc)

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        attributes, remainder = get_attrs_and_remainder(attrs_string)
        if strict and remainder:
            return remainder
        for name, value in safe_attributes(self.md.gate, elem.tag, attributes):
            if name == "class" and elem.get("class"):
                value = f"{elem.get('class')} {value}"
            elem.set(name, value)
        return remainder


def safe_attributes(gate: Gate, tag: str, attributes: Iterable[tuple[str, str | None]]) -> Iterable[tuple[str, str]]:
    """What of an attribute list may stand on `tag`; the rest is told to `gate`."""
    for name, value in attributes:
        name = "class" if name == "." else name.lower()
        if name == "class":
            good, bad = classes(value or "")
            for one in bad:
                gate.lose("attribute", "." + one)
            if good:
                yield "class", good
        elif name not in ("href", "src") and allows(tag, name) and value is not None:
            yield name, " ".join(value.split()) if name != "id" else "-".join(value.split())
        else:
            gate.lose("attribute", name)


class SafeFences(FencedCodeExtension):
    """Fenced code, whose attribute lists are reduced like all others."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        md.registerExtension(self)
        md.preprocessors.register(_SafeFences(md, self.getConfigs()), "fenced_code_block", 25)


class _SafeFences(FencedBlockPreprocessor):
    md: Prose

    def run(self, lines: list[str]) -> list[str]:
        first = next((n for n, line in enumerate(lines) if line.startswith(("```", "~~~"))), None)
        if first is None:
            return lines
        self.md.htmlStash.own_code = True
        after = super().run(lines[first:])
        self.md.htmlStash.own_code = False
        return lines[:first] + after

    def handle_attrs(self, attrs: Iterable[tuple[str, str | None]]) -> tuple[str, list[str], dict[str, Any]]:
        # The first class names the language; it is no class of the theme's.
        named = [("." if key == "class" else key, value) for key, value in attrs]
        language = next((value for key, value in named if key == "." and value), None)
        others = [pair for pair in named if pair != (".", language)]
        id, names, rest = super().handle_attrs(safe_attributes(self.md.gate, "pre", others))
        good = " ".join(rest.pop("class", "").split())
        return id, [*([language] if language else []), *names, *([good] if good else [])], rest


class HanAbbreviations(AbbrExtension):
    """Abbreviations that are also found beside Han characters, where `\\b` sees no word boundary."""

    abbrs: dict[str, str]

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_HanAbbreviations(md, self.abbrs), "abbr", 7)


class _HanAbbreviations(AbbrTreeprocessor):
    def run(self, root: Element) -> None:
        if not self.abbrs:
            return
        names = "|".join(re.escape(name) for name in sorted(self.abbrs, key=len, reverse=True))
        latin = rf"[^\W{WIDE}]"
        self.RE = re.compile(rf"(?<!{latin})(?:{names})(?!{latin})")
        self.iter_element(root)


class Tables(TableExtension):
    """Tables whose columns are aligned by classes."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_TableAlignment(md), "table_alignment", 5)


class Emphasis(Extension):
    """`__…__` also beside Han characters (commonmark-spec #650); a single `_` and Latin words keep their rule."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        assert md.delimiters is not None
        underscore = md.delimiters.delimiters["_"]
        letter = rf"[^\W{WIDE}{HANGUL}]"
        start = rf"(?:(?<![\w_])|(?<!{letter})(?=__))"
        end = rf"(?:(?![\w_])|(?<=__)(?!{letter}))"
        underscore.boundary = re.compile(
            rf"(?P<ambiguous>(?<!^)(?<![\s_]){start}_+{end}(?![\s_])(?!$))"
            rf"|(?P<end>(?<!^)(?<![\s_])_+{end})|(?P<start>{start}_+(?![\s_])(?!$))"
        )


class Counts(Extension):
    """`{{ … }}` outside code becomes a hole."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        md.inlinePatterns.register(_Counts(r"\{\{([^{}\n\x02]{1,200})\}\}", md), "count", 185)


class _Counts(InlineProcessor):
    md: Prose
    trigger = "{{"

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return self.md.gate.hole("count", m[1].strip()), m.start(0), m.end(0)


class Limits(Extension):
    """Refuses a paragraph with too much markup before the inline parser meets it."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        md.treeprocessors.register(_Limits(md), "limits", 30)


class _Limits(Treeprocessor):
    leaves_words = True

    def run(self, root: Element) -> None:
        check_paragraphs(root)


class _TableAlignment(Treeprocessor):
    """Column alignment as a class: the `align` attribute is obsolete and `style` is not allowed."""

    leaves_words = True

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            for cell in table.iter():
                side = cell.attrib.pop("align", None)
                if side:
                    cell.set("class", f"align-{side} {cell.get('class', '')}".strip())
