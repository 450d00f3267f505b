"""What is too much to be prose: refused before it can take minutes.

The limits are far above what people write, and low enough that the parsers' quadratic corners stay within a second or
two. Nesting needs no limit here: it ends in a `RecursionError`, which `parser` turns into the same `ProseError`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from leitai.prose.body import ProseError

CHARACTERS = 1_000_000

SMALL = 5_000
"""Shorter texts are not looked at: nothing in them can take long."""

_IN_A_DOCUMENT: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("unfinished HTML tags (<)", re.compile(r"<(?=[^<>]*(?:<|\Z))"), 500),
    ("HTML comments", re.compile("<!--"), 500),
    ("HTML tags", re.compile("<"), 20_000),
    ("brackets", re.compile(r"\["), 20_000),
    ("emphasis marks", re.compile("[*_`]"), 100_000),
    ("footnote marks", re.compile(r"\[\^"), 2_000),
    ("abbreviations", re.compile(r"^\*\[", re.MULTILINE), 1_000),
    ("headings", re.compile(r"^#|^[=-]+ *$", re.MULTILINE), 3_000),
    ("definitions", re.compile(r"^ {0,3}: ", re.MULTILINE), 2_000),
    ("code fences", re.compile(r"^(?:```|~~~)", re.MULTILINE), 3_000),
)

_IN_A_PARAGRAPH = (("[", 1_000), ("*", 5_000), ("_", 5_000), ("`", 5_000), ("<", 4_000), ("&", 10_000), ("\\", 10_000))


def check(text: str) -> None:
    """Raise `ProseError` if the whole text has too much of something."""
    if len(text) < SMALL:
        return
    if len(text) > CHARACTERS:
        raise ProseError(f"longer than {CHARACTERS:,} characters")
    for what, pattern, most in _IN_A_DOCUMENT:
        for n, found in enumerate(pattern.finditer(text)):
            if n == most:
                raise ProseError(f"more than {most:,} {what}", text.count("\n", 0, found.start()) + 1)


def check_paragraphs(root: Element) -> None:
    """Raise `ProseError` if one run of inline text has too many marks."""
    for element in root.iter():
        for text in (element.text, element.tail):
            if text and len(text) > 1_000:
                for mark, most in _IN_A_PARAGRAPH:
                    if text.count(mark) > most:
                        raise ProseError(f"more than {most:,} “{mark}” in one paragraph")
