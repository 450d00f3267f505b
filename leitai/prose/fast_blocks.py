"""Block parsing, faster, with the same tree: a paragraph that no other processor could claim is made at once.

Must not change what a block is; see `fast`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown, blockprocessors
from markdown.extensions import abbr, def_list, footnotes, sane_lists, tables

_NEEDS: dict[type, str] = {
    blockprocessors.EmptyBlockProcessor: "",
    blockprocessors.ListIndentProcessor: "    ",
    blockprocessors.CodeBlockProcessor: "    ",
    blockprocessors.HashHeaderProcessor: "#",
    blockprocessors.SetextHeaderProcessor: "\n",
    blockprocessors.HRProcessor: "",
    blockprocessors.OListProcessor: ".",
    blockprocessors.UListProcessor: " ",
    blockprocessors.BlockQuoteProcessor: ">",
    blockprocessors.ReferenceProcessor: "]:",
    abbr.AbbrBlockprocessor: "*[",
    def_list.DefListIndentProcessor: "    ",
    def_list.DefListProcessor: ": ",
    footnotes.FootnoteBlockProcessor: "[^",
    sane_lists.SaneOListProcessor: ".",
    sane_lists.SaneUListProcessor: " ",
    tables.TableProcessor: "|",
}
"""The library's processors, each with a string that every block contains which it accepts."""

_LINE = r"[ ]{0,3}(?:[#=>\[]|-[ ]|-[- ]*$|\*[ \[]|\*[* ]*$|\+[ ]|_[_ ]*$|\d+\.[ ]|:[ ])|[ ]{4}"
"""The start of a line by which any of those recognises its block: a superset of what they accept."""

_FIRST_LINE = re.compile(rf"\n|{_LINE}", re.MULTILINE)
_OTHER_LINE = re.compile(rf"\n(?:{_LINE})", re.MULTILINE)


def install(md: Markdown) -> None:
    """Put the fast processor before all others."""
    md.parser.blockprocessors.register(FastBlocks(md.parser), "fast_blocks", 1000)


class FastBlocks(blockprocessors.BlockProcessor):
    """Takes every block of a list, and does what the parser's own loop does, asking only those who can want it."""

    _all: list[blockprocessors.BlockProcessor] | None = None
    _others: tuple[tuple[str, blockprocessors.BlockProcessor], ...] = ()
    _paragraph: blockprocessors.BlockProcessor | None = None

    def test(self, parent: Element, block: str) -> bool:
        """Every block is taken."""
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse all `blocks` into `parent`."""
        if self._all is None or parent is self.parser.root:
            processors = list(self.parser.blockprocessors)
            if processors != self._all:
                self._learn(processors)
        others, paragraph = self._others, self._paragraph
        while blocks:
            block = blocks[0]
            if (
                paragraph is not None
                and block
                and _FIRST_LINE.match(block) is None
                and ("\n" not in block or ("|" not in block and _OTHER_LINE.search(block) is None))
            ):
                paragraph.run(parent, blocks)
                continue
            for needs, processor in others:
                # A processor may change the list and still decline, so the block is looked up each time.
                if (
                    needs in blocks[0]
                    and processor.test(parent, blocks[0])
                    and processor.run(parent, blocks) is not False
                ):
                    break

    def _learn(self, processors: list[blockprocessors.BlockProcessor]) -> None:
        self._all = processors
        ours = self.tab_length == 4
        self._others = tuple((_NEEDS.get(type(one), "") if ours else "", one) for one in processors if one is not self)
        *before, (_, last) = self._others
        plain = ours and all(type(one) in _NEEDS for _, one in before)
        self._paragraph = last if plain and type(last) is blockprocessors.ParagraphProcessor else None
