"""The lead of a paragraph: a short opening sentence that names what the rest explains.

Works on the HTML of one block, so that nothing has to be stored for the many paragraphs nobody asks about.
It must not know Markdown.
"""

from __future__ import annotations

import re

from leitai.prose.chars import plain, width

SHORTEST, LONGEST = 4, 40
"""Characters of a lead without its final mark. The upper limit is doubled for Latin letters."""

_PARAGRAPH = re.compile(r"(<p(?: [^<>]*)?>)(.*)</p>", re.DOTALL)
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>|&[#\w]+;|\x0e[0-9]+\x0f|.", re.DOTALL)
_DIVISIBLE = frozenset({"strong", "em", "b", "i", "u", "s", "mark", "small", "span", "del", "ins"})
_EMPTY = re.compile(r"\s+|<br>|<([a-z]+)(?: [^<>]*)?>\s*</\1>")
_QUOTES = {"“": 1, "‘": 1, "「": 1, "『": 1, "《": 1, "（": 1, "(": 1}
_UNQUOTES = frozenset("”’」』》）)")


def split(tag: str, html: str) -> tuple[str, str]:
    """`(lead, rest)`: inner HTML without the final mark, and the `<p>…</p>` that remains ("" if nothing does).

    A lead ends with the first `。`, `：`, `:` or full stop outside links, code and quotation marks; after a colon or a
    full stop more text must follow. Without a lead: `("", html)` for a paragraph, `("", "")` for another block.

    >>> split("p", "<p><strong>完善“四项”机制。</strong>通过落实。</p>")
    ('<strong>完善“四项”机制</strong>', '<p>通过落实。</p>')
    """
    if tag != "p":
        return "", ""
    paragraph = _PARAGRAPH.fullmatch(html)
    if paragraph is None or "</p>" in paragraph[2]:
        return "", html
    opening, inner = paragraph.groups()
    open_tags: list[tuple[str, str]] = []
    closed_in = quoted = size = 0
    for token in _TOKEN.finditer(inner):
        name, text = token[2], token[0]
        if name:
            if name == "br" or name == "img":
                break
            if name in _DIVISIBLE:
                if not token[1]:
                    open_tags.append((name, text))
                elif open_tags:
                    open_tags.pop()
            else:
                closed_in += -1 if token[1] else 1
        elif closed_in:
            size += 1
        elif text in _QUOTES:
            quoted += 1
            size += 1
        elif text in _UNQUOTES:
            quoted = max(0, quoted - 1)
            size += 1
        elif not quoted and (
            text in "。："
            or (text == ":" and not _inside_number_or_address(inner, token.start()))
            or (text == "." and _ends_sentence(inner, token.start()))
        ):
            return _split_at(html, opening, inner, token.start(), token.end(), open_tags)
        elif not text.isspace():
            size += 1
        if size > LONGEST * 2:
            break
    return "", html


def _inside_number_or_address(inner: str, colon: int) -> bool:
    if inner.startswith("//", colon + 1):
        return True
    return inner[colon - 1 : colon].isdigit() and inner[colon + 1 : colon + 2].isdigit()


_WORD_BEFORE = re.compile(r"[a-zà-ÿ0-9]{3}(?:</[a-z]+>)*$")
_TEXT_AFTER = re.compile(r"\.(?:</[a-z]+>)*\s+[^\s<]")


def _ends_sentence(inner: str, stop: int) -> bool:
    """Whether a full stop ends a sentence with more to follow: not in `e.g.`, `St. Mary` or `3.5`."""
    return bool(_WORD_BEFORE.search(inner, max(0, stop - 40), stop) and _TEXT_AFTER.match(inner, stop))


def _split_at(
    html: str, opening: str, inner: str, start: int, end: int, open_tags: list[tuple[str, str]]
) -> tuple[str, str]:
    lead = inner[:start].strip() + "".join(f"</{name}>" for name, _ in reversed(open_tags))
    text = plain(lead)
    if len(text) < SHORTEST or width(text) > LONGEST * 2:
        return "", html
    rest = "".join(markup for _, markup in open_tags) + inner[end:]
    while (empty := _EMPTY.match(rest)) is not None:
        rest = rest[empty.end() :]
    if not rest:
        return ("", html) if inner[start] in "：:" else (lead, "")
    return lead, f"{opening}{rest}</p>"
