"""Markdown text → `Body`: top-level blocks, holes for what only the site knows, and what the text says about itself.

A pure function of one string. It knows no site, front matter, disk or addresses. Importing this package is cheap;
Markdown and the sanitiser are imported by the first text that needs them.

>>> body = parse("## 简介\\n\\n见[名单](../news/list.md)。")
>>> [block.tag for block in body.blocks], body.holes[0].target
(['h2', 'p'], '../news/list.md')
"""

from leitai.prose.body import Block, Body, Hole, HoleKind, Loss, LossKind, ProseError, fill, locate

__all__ = ["Block", "Body", "Hole", "HoleKind", "Loss", "LossKind", "ProseError", "fill", "locate", "parse"]


def parse(text: str) -> Body:
    """Parse one Markdown text. Raises `ProseError` for a text that is too large or too deeply nested to be prose."""
    from leitai.prose.parser import parse

    return parse(text)
