"""What a Markdown text becomes: plain frozen values, and the two things one does with them later.

This module must not know Markdown, the sanitiser, or anything about a site. It is imported wherever a `Body` is stored
or shown, so it costs next to nothing to import.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

HoleKind = Literal["link", "image", "count"]
LossKind = Literal["tag", "attribute", "address", "remote-image"]

OPEN, CLOSE = "\x0e", "\x0f"
"""What stands around a hole's number. `parse` removes control characters from its input, so no text can forge one."""

HOLE = re.compile(f"{OPEN}([0-9]+){CLOSE}")


class ProseError(ValueError):
    """A text that is refused as a whole: `reason` says why, `line` (1-based) where, or is 0."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line

    def __reduce__(self) -> tuple[type[ProseError], tuple[str, int]]:
        return ProseError, (self.reason, self.line)


class Block(Struct, frozen=True):
    """One top-level block of the document.

    `html` has a marker for each hole; `fill` puts the values in. `id` and `level` (1–6) are set for headings only.
    `text` is the block without markup, footnote marks and holes.
    """

    tag: str
    html: str
    id: str = ""
    level: int = 0
    text: str = ""

    @property
    def lead(self) -> str:
        """The inner HTML of a paragraph's short opening sentence, without its final mark; "" if it has none.

        >>> Block("p", "<p><strong>三方联动。</strong>由工委牵头。</p>").lead
        '<strong>三方联动</strong>'
        """
        from leitai.prose.leads import split

        return split(self.tag, self.html)[0]

    @property
    def rest(self) -> str:
        """The paragraph (`<p>…</p>`) without its lead; the whole paragraph if it has no lead; "" for other blocks."""
        from leitai.prose.leads import split

        return split(self.tag, self.html)[1]


class Hole(Struct, frozen=True):
    """Something that only the site can fill in. `fill` puts a ready string where `html` has its marker.

    | kind  | target, as written      | put in its place                                                            |
    |-------|-------------------------|-----------------------------------------------------------------------------|
    | link  | `../news/y.md#x`        | an address, escaped for an attribute: it stands in `href="…"`               |
    | image | `photo.jpg`             | a whole picture. `alone`: it is a block of its own (tag `figure`), so it may |
    |       |                         | be a `<figure>`; otherwise it stands within a sentence or a raw `<figure>`  |
    | count | `count projects`        | text, escaped; what stood between `{{` and `}}`                              |

    `text` is the alt text of an image, `title` the caption in `![alt](photo.jpg "caption")`, or a link's title.
    `classes` are an image's allowed classes (`![…](photo.jpg){.wide}`).
    `nth` counts the earlier holes with the same target (from 0), for `locate`.
    """

    kind: HoleKind
    target: str
    text: str = ""
    title: str = ""
    nth: int = 0
    alone: bool = False
    classes: str = ""


class Loss(Struct, frozen=True):
    """Something the author wrote that was left out for safety.

    | kind         | name                                                                                      |
    |--------------|-------------------------------------------------------------------------------------------|
    | tag          | `script`: the tag was removed (with its content if that is code)                          |
    | attribute    | `onclick`, `style`, `.big`: the attribute, or the class, was removed                      |
    | address      | `javascript:alert(1)`: the link lost its address                                          |
    | remote-image | `https://…/x.png`: a picture on another host became a link (nothing loads from elsewhere)  |
    """

    kind: LossKind
    name: str
    nth: int = 0


class Body(Struct, frozen=True):
    """A parsed text. `holes[n]` belongs to marker n; `losses` is empty unless something was left out.

    `characters` is the 字数: each Han character and full-width mark counts 1, each Latin word or number 1.
    `summary` is plain text: the first whole sentences of the paragraphs. It may hold markers of counts, since a
    sentence without its number would be wrong: `fill` it like HTML, with plain values.
    """

    blocks: tuple[Block, ...] = ()
    holes: tuple[Hole, ...] = ()
    characters: int = 0
    summary: str = ""
    losses: tuple[Loss, ...] = ()

    @property
    def html(self) -> str:
        """All blocks' HTML, with holes."""
        return "\n".join([block.html for block in self.blocks])

    @property
    def headings(self) -> tuple[Block, ...]:
        """The blocks that are headings, in order."""
        return tuple([block for block in self.blocks if block.level])


def fill(html: str, values: Sequence[str]) -> str:
    """Put `values[n]` (ready: already escaped or markup) in the place of marker n.

    >>> fill('<a href="\\x0e0\\x0f">报名</a>', ["/news/x/"])
    '<a href="/news/x/">报名</a>'
    """
    if OPEN not in html:
        return html
    return HOLE.sub(lambda marker: values[int(marker[1])], html)


_PLACES = {
    "link": r"(?:[(<\"'=]|\]:)[ \t]*(?P<it>NAME)(?![^\s)>\"'])",
    "image": r"(?:[(<\"'=]|\]:)[ \t]*(?P<it>NAME)(?![^\s)>\"'])",
    "address": r"(?:[(<\"'=]|\]:)[ \t]*(?P<it>NAME)",
    "remote-image": r"(?:[(<\"'=]|\]:)[ \t]*(?P<it>NAME)",
    "count": r"\{\{\s*(?P<it>NAME)\s*\}\}",
    "heading": r"^ {0,3}(?:#{1,6}[ \t]*|(?=[^\n]*\n {0,3}(?:=+|-+)[ \t]*$))[*_`]*(?P<it>NAME)",
    "opening": r"^[ \t]*(?:#{1,6}[ \t]*)?[*_]*(?P<it>NAME)",
    "tag": r"<(?P<it>NAME)\b",
    "attribute": r"<[^<>]*?\s(?P<it>NAME)\s*[=>\s/]",
    "": r"(?P<it>NAME)",
}
"""What stands round each kind of thing in a text, so that the same letters elsewhere are not taken for it."""


def locate(source: str, name: str, what: str = "", nth: int = 0) -> tuple[int, int]:
    """Line and column (1-based) of the `nth` `name` in a text that was parsed; (0, 0) if it cannot be found.

    `what` is the kind of a hole or loss, "heading", or "opening" for the first words of a heading or paragraph. A
    reference (`[x][1]`) used more often than it is written points to its last place.
    """
    if not name.strip():
        return 0, 0
    plain = r"\s+".join(map(re.escape, name.split()))
    for place in filter(None, (_PLACES.get(what, ""), _PLACES[""])):
        at = -1
        written = re.compile(place.replace("NAME", plain), re.IGNORECASE | re.MULTILINE)
        for n, match in enumerate(written.finditer(source)):
            at = match.start("it")
            if n >= nth:
                break
        if at >= 0:
            return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)
    return 0, 0
