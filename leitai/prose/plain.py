"""Texts that are plain throughout: their blocks, without Markdown being loaded at all.

Most articles are nothing but headings, paragraphs, lists, quotations (see `direct`) and fenced code. Whatever is not
plain to see, in any block, leaves the whole text to the library. Must not change what Markdown means: tests hold the
bodies that come of this against those of the library.
"""

from __future__ import annotations

import re

from leitai.prose import direct
from leitai.prose.direct import Written

_NEVER = ("<", "&", "\\", "![", "{{", "[^", "*[", "\n|", "]:", "///")
"""What no plain text has outside of fenced code: tags, entities, pictures, counts, notes, tables, references."""

_FENCE = re.compile(
    r"^(?P<fence>~{3,}|`{3,})[ ]*(?:\.?(?P<language>[\w#.+-]*)[ ]*)?\n(?P<code>.*?)(?<=\n)(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
"""As in the library's extension, without attributes and highlighted lines."""

_BLANK = re.compile(r"^ +$", re.MULTILINE)


def written(text: str) -> list[Written] | None:
    """The top-level blocks of a text that has no control characters and only ``\\n`` as line ends; None where the
    library must look.

    >>> [html for _, html, _ in written("## 简介\\n\\n见**名单**。")]
    ['<h2>简介</h2>', '<p>见<strong>名单</strong>。</p>']
    """
    if "\t" in text or ((" \n" in text or text[-1:] == " ") and _BLANK.search(text)):
        return None  # They are made spaces, and nothing, before all else.
    fences: list[Written] = []
    if "```" in text or "~~~" in text:
        without = _without_fences(text, fences)
        if without is None:
            return None
        text = without
    for sign in _NEVER:
        if sign in text:
            return None
    while "\n\n\n" in text:
        # Further empty lines mean something only beside indented text, which is not plain.
        text = text.replace("\n\n\n", "\n\n")
    blocks = text.strip("\n").split("\n\n")
    found: list[Written] = []
    before = ""
    last = len(blocks) - 1
    for at, block in enumerate(blocks):
        place = block[:1] == "\x02"
        one = fences[int(block[1:-1])] if place else direct.ready(block, before, blocks[at + 1] if at < last else None)
        if one is None:
            return None
        found.append(one)
        # To what follows, code is the paragraph that holds its place.
        before = "p" if place else one[0]
    return found


def _without_fences(text: str, fences: list[Written]) -> str | None:
    """The text with a place for each block of fenced code, which are put in ``fences``; None if any is not plain."""
    kept: list[str] = []
    at = 0
    while (start := _fence_at(text, at)) >= 0:
        found = _FENCE.match(text, start)
        if found is None:
            return None
        kept += (text[at:start], f"\n\x02{len(fences)}\x03\n")
        language = found["language"]
        shown = f' class="language-{_escaped(language)}"' if language else ""
        fences.append(("pre", f"<pre><code{shown}>{_escaped(found['code'])}</code></pre>", ""))
        at = found.end()
    return "".join((*kept, text[at:]))


def _fence_at(text: str, at: int) -> int:
    """Where the next line begins that could open or close a block of code; -1 if none does."""
    if not at and text.startswith(("```", "~~~")):
        return 0
    return min((place + 1 for sign in ("\n```", "\n~~~") if (place := text.find(sign, at)) >= 0), default=-1)


def _escaped(code: str) -> str:
    return code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
