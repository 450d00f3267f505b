"""Text → `Body`: runs the dialect, then turns each top-level element into a block, safe and with holes.

One Markdown instance a thread, made for the first text that is not plain throughout (see `plain`), and reset between
documents. It must not know what a site is.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import TYPE_CHECKING

from msgspec.structs import replace

from leitai.prose import chars, plain
from leitai.prose.body import CLOSE, HOLE, OPEN, Block, Body, Hole, ProseError
from leitai.prose.direct import Written
from leitai.prose.limits import check
from leitai.prose.links import Gate
from leitai.prose.sanitise import sanitise

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from leitai.prose.dialect import Prose

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|[\ud800-\udfff]")
_BLANK = re.compile(r"^[ \t\u3000\xa0]+$", re.MULTILINE)
_PLACEHOLDER = re.compile("\x02wzxhzdk:([0-9]+)\x03")
_BROKEN_PLACEHOLDER = re.compile("\x02?[a-z]*:?[0-9]*\x03|\x02")
_ESCAPED_HOLE = re.compile(rf"\\?({OPEN}[0-9]+{CLOSE})")
_FIRST_TAG = re.compile(r"<([a-z][a-z0-9]*)")
_ID = re.compile(r' id="([^"]*)"')
_ONLY_HOLES = re.compile(rf'<p(?: class="([^"]*)")?>((?:{OPEN}[0-9]+{CLOSE}(?:\s|<br>)*)+)</p>')
_LINK = re.compile(r"</?a(?: [^<>]*)?>|<sup id=\"fnref[^<>]*>.*?</sup>| id=\"[^\"]*\"")

_machines = threading.local()


def parse(text: str) -> Body:
    """See `leitai.prose.parse`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _NOT_TEXT.search(text):
        text = _NOT_TEXT.sub(lambda m: "\ufffd" if "\ud800" <= m[0] <= "\udfff" else "", text)
    if "\u3000" in text or "\xa0" in text:
        text = _BLANK.sub("", text)
    if not text.strip():
        return Body()
    check(text)
    written = plain.written(text)
    if written is not None:
        return _Reading(None).body(written)
    from leitai.prose.dialect import Prose

    md: Prose | None = getattr(_machines, "md", None)
    # A document that fails leaves its state behind, so its instance is not used again.
    _machines.md = None
    if md is None:
        md = Prose()
    try:
        reading = _Reading(md)
        body = reading.body(reading.elements(md, text))
    except RecursionError:
        raise ProseError("nested too deeply") from None
    except (AttributeError, AssertionError, IndexError, KeyError, TypeError) as error:
        raise ProseError(f"Markdown cannot read this text ({type(error).__name__}: {error})") from error
    _machines.md = md
    return body


class _Reading:
    """One document on its way through."""

    def __init__(self, md: Prose | None) -> None:
        self.md = md
        self.gate = Gate()
        self.blocks: list[Block] = []

    def elements(self, md: Prose, text: str) -> Iterator[Written | Element]:
        """The top-level elements of a text; those that were written at once, as that."""
        from leitai.prose.ready import Ready

        md.gate = self.gate
        md.reset()
        lines = text.split("\n")
        for preprocessor in md.preprocessors:
            lines = preprocessor.run(lines)
        root = md.parser.parseDocument(lines).getroot()
        assert root is not None
        for treeprocessor in md.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        for element in root:
            yield (element.tag, element.html, element.words) if type(element) is Ready else element

    def body(self, elements: Iterable[Written | Element]) -> Body:
        """What becomes of the top-level elements."""
        for element in elements:
            if isinstance(element, tuple):
                self.add_written(*element)
            else:
                self.add(element)
        self.number_headings()
        return self.finished()

    def add_written(self, tag: str, html: str, words: str) -> None:
        """Make a block of what was written at once."""
        if "<a" in html:
            html = self.gate.plain_links(html)
        if words and "\n" not in words and "  " not in words and OPEN not in words:
            self.blocks.append(Block(tag, html, "", int(tag[1]) if tag[0] == "h" else 0, words.strip()))
        else:
            self.append(tag, html)

    def add(self, element: Element) -> None:
        """Make blocks of one top-level element."""
        gate = self.gate
        tag = element.tag
        md = self.md
        assert md is not None, "only the library makes other elements"
        html = md.serializer(element).strip("\n")
        if "\x02" in html:
            html, tag = self.put_in_stashed(md, html, tag)
        if "\x02" in html or "\x03" in html:
            # Python-Markdown breaks a placeholder now and then, where emphasis or a reference is broken, too.
            html = _BROKEN_PLACEHOLDER.sub("", html)
        if OPEN in html:
            html = gate.keep_counts_out_of_tags(html)
        if tag == "raw":
            html = gate.counts(html) if "{{" in html else html
            first = _FIRST_TAG.match(html)
            tag = first[1] if first else "p"
        if "<a" in html or "<img" in html:
            html = gate.links(html)
        self.append(tag, html)

    def append(self, tag: str, html: str) -> None:
        """Make a block, or several of a paragraph of pictures, of finished HTML."""
        if "\n" in html:
            html = chars.join_lines(html)
        if not html:
            return
        if tag == "p" and OPEN in html and self.add_pictures(html):
            return
        text = chars.plain(html, keep_lines=tag == "pre")
        level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag != "hr" else 0
        self.blocks.append(Block(tag, html, "", level, text))

    def put_in_stashed(self, md: Prose, html: str, tag: str) -> tuple[str, str]:
        """Put in what Python-Markdown kept aside: entities and code as they are, the author's HTML sanitised."""
        stash, gate = md.htmlStash, self.gate
        raw = False
        numbers = [int(n) for n in _PLACEHOLDER.findall(html)]
        for number in numbers:
            if number >= len(stash.rawHtmlBlocks):
                continue
            item = stash.rawHtmlBlocks[number]
            assert isinstance(item, str)
            # Raw HTML may hold placeholders of its own; they follow in this loop.
            numbers += [int(n) for n in _PLACEHOLDER.findall(item) if int(n) not in numbers]
            if number not in stash.raw:
                continue
            if OPEN in item:
                # A count in a tag's attribute, which the inline parser reached first (and quoted with a backslash).
                item = stash.rawHtmlBlocks[number] = gate.literal(_ESCAPED_HOLE.sub(r"\1", item))
            gate.lose_raw(item)
            raw = True
        if raw:
            # Here, because the sanitiser drops dead addresses without a word.
            html = gate.links(gate.keep_counts_out_of_tags(html))
        for postprocessor in md.postprocessors:
            html = postprocessor.run(html)
        if not raw:
            return html, "pre" if html.startswith("<pre") else tag
        return sanitise(html).replace("<p></p>", "").strip(), "raw"

    def add_pictures(self, html: str) -> bool:
        """A paragraph of nothing but pictures becomes as many blocks."""
        only = _ONLY_HOLES.fullmatch(html)
        if only is None:
            return False
        numbers = [int(n) for n in HOLE.findall(only[2])]
        if any(self.gate.holes[n].kind != "image" for n in numbers):
            return False
        for n in numbers:
            hole = self.gate.holes[n]
            self.gate.holes[n] = replace(hole, alone=True, classes=hole.classes or only[1] or "")
            self.blocks.append(Block("figure", f"{OPEN}{n}{CLOSE}"))
        return True

    def number_headings(self) -> None:
        """Give every heading its anchor, and fill `[TOC]`."""
        used = {unescape(id) for block in self.blocks if " id=" in block.html for id in _ID.findall(block.html)}
        contents: list[int] = []
        for at, block in enumerate(self.blocks):
            if block.level:
                opening = block.html[: block.html.index(">")]
                own = _ID.search(opening)
                if own:
                    self.blocks[at] = replace(block, id=unescape(own[1]))
                else:
                    id = chars.anchor(block.text, used)
                    html = f'<h{block.level} id="{id}"{block.html[3:]}'
                    self.blocks[at] = Block(block.tag, html, id, block.level, block.text)
            elif block.tag == "p" and block.text == "[TOC]":
                contents.append(at)
        for at in contents:
            self.blocks[at] = Block("nav", _contents([block for block in self.blocks if block.level]))

    def finished(self) -> Body:
        """The body, with a summary and its size."""
        blocks, gate = self.blocks, self.gate
        holes = tuple(gate.holes)
        if gate.unused:
            blocks, holes = _without(gate.unused, blocks, holes)
        return Body(
            blocks=tuple(blocks),
            holes=holes,
            characters=chars.count("\n".join([block.text for block in blocks])),
            summary=chars.summary(self.summary_texts(blocks)),
            losses=tuple(gate.losses),
        )

    def summary_texts(self, blocks: list[Block]) -> Iterator[str]:
        """The paragraphs' texts, with the markers of counts: a sentence without its number would be wrong."""
        for block in blocks:
            if block.tag == "p":
                yield chars.plain(block.html, keep_holes=True) if OPEN in block.html else block.text


def _contents(headings: list[Block]) -> str:
    """A nested list of links to the headings, without links and footnote marks of their own."""
    out = ['<nav class="toc">']
    levels: list[int] = []
    for heading in headings:
        while len(levels) > 1 and heading.level <= levels[-2]:
            out.append("</li></ul>")
            levels.pop()
        if not levels or heading.level > levels[-1]:
            out.append("<ul>")
            levels.append(heading.level)
        else:
            out.append("</li>")
            levels[-1] = heading.level
        inner = heading.html[heading.html.index(">") + 1 : heading.html.rindex("<")]
        out.append(f'<li><a href="#{escape(heading.id)}">{_LINK.sub("", inner).strip()}</a>')
    out.extend(["</li></ul>"] * len(levels))
    out.append("</nav>")
    return "".join(out)


def _without(unused: set[int], blocks: list[Block], holes: tuple[Hole, ...]) -> tuple[list[Block], tuple[Hole, ...]]:
    """Leave out holes that no block has, and number the others anew."""
    kept = [n for n in range(len(holes)) if n not in unused]
    new = {old: n for n, old in enumerate(kept)}

    def renumber(marker: re.Match[str]) -> str:
        return f"{OPEN}{new[int(marker[1])]}{CLOSE}"

    return [replace(block, html=HOLE.sub(renumber, block.html)) for block in blocks], tuple(holes[n] for n in kept)
