"""Characters: which are East Asian, how a text is counted, cut to a summary, made into an anchor, stripped of markup.

Works on strings and on the HTML that the serialiser or the sanitiser wrote (attribute values hold no `<` or `>`).
It must not know Markdown.
"""

from __future__ import annotations

import html as _html
import re
from collections.abc import Iterable

from leitai.prose.body import HOLE, OPEN

WIDE = (
    "\u2e80-\u303e\u3041-\u312f\u3190-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f"
    "\uff00-\uff60\uffe0-\uffe6\U00016fe0-\U00018d08\U0001aff0-\U0001b16f\U00020000-\U0003fffd"
)
"""East Asian wide characters and full-width marks, as the inside of a character class. Without Hangul, which puts
spaces between words (CSS Text keeps the line break there, too), and without emoji."""

HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"

MARKS = "\u2018\u2019\u201c\u201d\u2014\u2026\u00b7\u2013"
"""Quotes, dash, ellipsis, interpunct: full-width in Chinese text, but their code points are shared with Latin."""

_WIDE = re.compile(f"[{WIDE}]")
_MARK = re.compile(f"[{MARKS}]")
_COUNTED = re.compile(f"[{WIDE}{HANGUL}{MARKS}]+")
_WORD = re.compile(r"[^\W_]+(?:['.,:@/+&_~-]+[^\W_]+)*")

_TAG = re.compile(r"<[^<>]*>")
_FOOTNOTE_MARK = re.compile(r'<sup id="fnref[^<>]*>.*?</sup>|<a [^<>]*footnote-backref[^<>]*>.*?</a>', re.DOTALL)
_SPACE = re.compile(r"\s+")


def plain(html: str, keep_lines: bool = False, keep_holes: bool = False) -> str:
    """The text of a piece of HTML: no tags, footnote marks or holes, entities resolved, white space collapsed."""
    if "footnote-" in html:
        html = _FOOTNOTE_MARK.sub("", html)
    text = _TAG.sub("", html)
    if OPEN in text and not keep_holes:
        text = HOLE.sub("", text)
    if "&" in text:
        text = _html.unescape(text)
    if keep_lines:
        return text.strip("\n")
    if "\n" in text or "  " in text:
        return _SPACE.sub(" ", text).strip()
    return text.strip()


def count(text: str) -> int:
    """The 字数: each Han character (Kana, Hangul) and full-width mark 1; each Latin word or number 1 (`95.1%`, `3+3`).

    >>> count("共收到47个项目，“3+3+N”。")
    12
    """
    rest, runs = _COUNTED.subn(" ", text)
    return len(text) - len(rest) + runs + len(_WORD.findall(rest))


def width(text: str) -> int:
    """Width in Latin letters: a wide character takes two."""
    rest, runs = _COUNTED.subn(" ", text)
    return len(text) + len(text) - len(rest) + runs


_INLINE_NAMES = (
    "(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|ruby|s|samp|small|span|strong|sub|sup|time|u|var)"
)
_INLINE = re.compile(rf"</?{_INLINE_NAMES}(?: [^<>]*)?>")
_SOFT = re.compile(rf"\n(?:(?<=[^>\n]\n)| *(?:[^<\n ]|</?{_INLINE_NAMES}[ >]))")
_LITERAL = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)


def join_lines(html: str) -> str:
    """Drop a line break between two wide characters, also when inline markup or a footnote mark stands between.

    Browsers show it as a space (commonmark-spec #744). Code keeps its lines; so does Hangul, and `”` before `“`,
    where only the context could tell the script.
    """
    at = html.find("\n")
    if at < 0 or _SOFT.search(html) is None:
        return html
    literal = [m.span() for m in _LITERAL.finditer(html)] if "<code" in html or "<pre" in html else []
    out: list[str] = []
    done = 0
    for start, end in literal:
        while -1 < at < start:
            done, at = _join_one(html, at, done, out)
        if start < at < end:
            at = html.find("\n", end)
    while at >= 0:
        done, at = _join_one(html, at, done, out)
    if not done:
        return html
    out.append(html[done:])
    return "".join(out)


def _join_one(html: str, at: int, done: int, out: list[str]) -> tuple[int, int]:
    """Look at the line break at `at`; returns how far `html` has been copied to `out`, and the next line break."""
    left = at
    while left > done and html[left - 1] == " ":
        left -= 1
    right = at + 1
    length = len(html)
    while right < length and html[right] == " ":
        right += 1
    following = html.find("\n", right)
    before, after = _char_before(html, left), _char_after(html, right)
    if before and after:
        wide_before, wide_after = _WIDE.match(before), _WIDE.match(after)
        if (wide_before and (wide_after or _MARK.match(after))) or (wide_after and _MARK.match(before)):
            out.append(html[done:left])
            return right, following
    return done, following


def _char_before(html: str, end: int) -> str:
    while end > 0 and html[end - 1] == ">":
        start = html.rfind("<", 0, end)
        tag = _INLINE.fullmatch(html, start, end)
        if tag is None:
            return ""
        if tag[0] == "</sup>":
            mark = html.rfind('<sup id="fnref', 0, start)
            if mark >= 0 and html.find("</sup>", mark) == start:
                start = mark
        end = start
    return html[end - 1] if end else ""


def _char_after(html: str, start: int) -> str:
    while html.startswith("<", start):
        tag = _INLINE.match(html, start)
        if tag is None:
            return ""
        start = tag.end()
        if tag[0].startswith('<sup id="fnref'):
            start = html.find("</sup>", start) + 6
    return html[start : start + 1]


_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")
_DASHES = re.compile(r"[-\s]+")


def anchor(text: str, used: set[str]) -> str:
    """A readable id: Han as it is, Latin in lower case, spaces as `-`, other marks dropped; repeats get `-2`, `-3`.

    >>> used = set(); anchor("主要做法 A/B", used), anchor("主要做法 AB", used)
    ('主要做法-ab', '主要做法-ab-2')
    """
    base = _DASHES.sub("-", _NOT_IN_ANCHOR.sub("", text).strip().lower()).strip("-") or "section"
    name, n = base, 1
    while name in used:
        n += 1
        name = f"{base}-{n}"
    used.add(name)
    return name


SUMMARY_WIDTH = 220
"""110 Han characters, or 220 Latin letters."""

_SENTENCE_END = re.compile(r"(?:[。！？!?]+|(?<![A-Z])\.(?=[\s”’\"')\]]|$)|…+(?=[”’」』]*$))[”’」』）)》\"'\]]*")
_CLAUSE_END = re.compile(r"[，、；：,;:—\s]+")


def summary(paragraphs: Iterable[str]) -> str:
    """The first whole sentences of the paragraphs, up to `SUMMARY_WIDTH`; at least one.

    Only a first sentence more than half as long again is cut: at a clause or word, with `…`.
    """
    out = ""
    room = SUMMARY_WIDTH
    fallback = ""
    for text in paragraphs:
        start = 0
        for end in _SENTENCE_END.finditer(text):
            sentence = text[start : end.end()].strip()
            start = end.end()
            size = width(sentence)
            if size > room:
                return out or (sentence if size * 2 <= SUMMARY_WIDTH * 3 else _cut(sentence))
            room -= size
            gap = "" if not out or _WIDE.match(out[-1]) or _MARK.match(out[-1]) else " "
            out += gap + sentence
        if not fallback:
            fallback = text
    return out or (fallback if width(fallback) * 2 <= SUMMARY_WIDTH * 3 else _cut(fallback))


def _cut(text: str) -> str:
    # No prefix of more characters than letters fit can be narrow enough, so longer ones need not be measured.
    limit = SUMMARY_WIDTH - 2
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle]) <= limit else (low, middle - 1)
    ends = [m.start() for m in _CLAUSE_END.finditer(text, 0, low + 1)]
    return text[: ends[-1] if ends and ends[-1] > low // 3 else low] + "…"
