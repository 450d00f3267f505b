"""Blocks whose HTML is plain to see: written at once, with no tree for the other steps to walk.

A heading, a paragraph, a tight list or a one-line quotation of nothing but words, `**strong**` words, `` `code` `` and
plain links becomes the same HTML whatever else the document holds. `ready` gives that HTML; all else, and whatever the
next block could still change, is left to the library. Must not change what Markdown means: see `fast`, whose tests hold
this too.
"""

from __future__ import annotations

import re

_WORDS = r"[^*`\[\]\\<>&_{}\x02\x03]"
"""What no inline pattern is about and no serialiser escapes; see the triggers in `fast_inline`."""

_INLINE = re.compile(
    rf"(?:{_WORDS}++"
    rf"|\*\*(?!\s){_WORDS}++(?<!\s)\*\*(?!\*)"
    r"|`(?!\s)[^*`\[\]\\<>&\n\x02\x03]++(?<!\s)`(?!`)"
    rf"|(?<!!)\[(?!\^){_WORDS}++\]\([^()<>\"'\s*`\[\]\\&{{}}\x02\x03]++\)"
    r")++"
)
_LINK = re.compile(r"\[([^\]]++)\]\(([^)]++)\)")

_HEADING = re.compile(r"(#{1,6}) +([^#\s](?:[^#\n]*[^#\s])?)\s*")
_ITEMS = re.compile(r"- \S[^\n]*(?:\n- \S[^\n]*)*")

LINE = r"[ ]{0,3}(?:[#=>\[]|-[ ]|-[- ]*$|\*[ \[]|\*[* ]*$|\+[ ]|_[_ ]*$|\d+\.[ ]|:[ ])|[ ]{4}"
"""The start of a line by which any of the library's processors recognises its block: a superset of what they accept."""

_SPECIAL = re.compile(rf"\n|{LINE}", re.MULTILINE)
_SPECIAL_LINE = re.compile(rf"\n(?:{LINE})", re.MULTILINE)

_STARTS = frozenset("\n #=>[-*+_:")
"""What `LINE` can begin with, but for digits: after another character a block's first line is that of a paragraph."""

_LONGEST = 4_000
"""Longer blocks may have too much in them; see `limits`."""

_BULLETS = frozenset("-*+")


Written = tuple[str, str, str]
"""A block's tag, its whole HTML, and its text, as far as that is known."""


def is_paragraph(block: str) -> bool:
    """Whether no processor but that of paragraphs could want the block."""
    return _SPECIAL.match(block) is None and (
        "\n" not in block or ("|" not in block and _SPECIAL_LINE.search(block) is None)
    )


def inline(text: str) -> tuple[str, str] | None:
    """The HTML of a run of text and its words, or None where the library must look.

    >>> inline("**三方联动**,见[名单](../list.md)"), inline("2 * 3")
    (('<strong>三方联动</strong>,见<a href="../list.md">名单</a>', '三方联动,见名单'), None)
    """
    if _INLINE.fullmatch(text) is None or "  \n" in text:
        return None
    words = text
    if "`" in text:
        text, words = _tagged(text, "`", "code"), words.replace("`", "")
    if "[" in text:
        text, words = _LINK.sub(_anchor, text), _LINK.sub(_linked, words)
    if "*" in text:
        text, words = _tagged(text, "**", "strong"), words.replace("**", "")
    return text, words


def _tagged(text: str, mark: str, tag: str) -> str:
    """The text with each pair of marks replaced by a pair of tags."""
    pieces = text.split(mark)
    for n in range(1, len(pieces), 2):
        pieces[n] = f"<{tag}>{pieces[n]}</{tag}>"
    return "".join(pieces)


def _anchor(link: re.Match[str]) -> str:
    return f'<a href="{link[2]}">{link[1]}</a>'


def _linked(link: re.Match[str]) -> str:
    return link[1]


def ready(block: str, before: str, after: str | None) -> Written | None:
    """What becomes of a top-level block, if the block is plain and the next one cannot join it.

    ``before`` is the tag of the element before, ``after`` the next block, None at the end.
    """
    if len(block) > _LONGEST or not block:
        return None
    # Empty lines, indented lines and definitions go on with what stands before them; references, and lines of any other
    # white space, vanish between the two.
    joins = after is not None and (
        after[:1] in ("", "\n", " ", ":")
        or (after[0] == "[" and "]:" in after)
        or (after[0].isspace() and not after.partition("\n")[0].strip())
    )
    first = block[0]
    if first not in _STARTS and not first.isdecimal():
        if joins or ("\n" in block and ("|" in block or _SPECIAL_LINE.search(block) is not None)):
            return None
        known = inline(block.lstrip())
        return ("p", f"<p>{known[0]}</p>", known[1]) if known and known[0] else None
    if first == "#":
        heading = _HEADING.fullmatch(block)
        known = inline(heading[2]) if heading else None
        if heading is None or known is None:
            return None
        tag = f"h{len(heading[1])}"
        return tag, f"<{tag}>{known[0]}</{tag}>", known[1]
    if joins:
        return None
    if first == "-":
        if (
            before in ("ul", "ol")
            or (after and (after[0] in _BULLETS or after[0].isdecimal()))
            or _ITEMS.fullmatch(block) is None
        ):
            return None
        return _list(block)
    if first == ">":
        if before == "blockquote" or (after and after[0] == ">") or "\n" in block or block[1:2] != " ":
            return None
        text = block[2:]
        known = inline(text.lstrip()) if text and _SPECIAL.match(text) is None else None
        if known is None or not known[0]:
            return None
        return "blockquote", f"<blockquote>\n<p>{known[0]}</p>\n</blockquote>", " ".join(known[1].split())
    if not is_paragraph(block):
        return None
    known = inline(block.lstrip())
    return ("p", f"<p>{known[0]}</p>", known[1]) if known and known[0] else None


def _list(block: str) -> Written | None:
    if "|" in block:
        return None
    items = []
    words = []
    for item in block[2:].split("\n- "):
        known = inline(item) if _SPECIAL.match(item) is None else None
        if known is None:
            return None
        items.append(f"<li>{known[0]}</li>")
        words.append(known[1])
    return "ul", "<ul>\n" + "\n".join(items) + "\n</ul>", " ".join(" ".join(words).split())
