"""Block parsing, faster, with the same outcome.

A paragraph that only one processor could claim is made at once.

What is plain to see (`direct`) is not made into a tree at all.

Must not change what a block is; see `fast`.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown, blockprocessors, treeprocessors
from markdown.extensions import abbr, attr_list, def_list, footnotes, sane_lists, tables

from leitai.prose import direct, fast_inline
from leitai.prose.ready import Ready

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

_TREE_PROCESSORS: tuple[type, ...] = (
    treeprocessors.InlineProcessor,
    treeprocessors.PrettifyTreeprocessor,
    treeprocessors.UnescapeTreeprocessor,
    attr_list.AttrListTreeprocessor,
    footnotes.FootnotePostTreeprocessor,
    abbr.AbbrTreeprocessor,
)
"""Those that have nothing to do in a block of plain words; `abbr` only if nothing is abbreviated. (Footnotes look for
the mark of their place.)"""


def install(md: Markdown) -> None:
    """Put the fast processor before all others."""
    md.parser.blockprocessors.register(FastBlocks(md.parser), "fast_blocks", 1000)


class FastBlocks(blockprocessors.BlockProcessor):
    """Takes every block of a list, and does what the parser's own loop does, asking only those who can want it."""

    _all: list[blockprocessors.BlockProcessor] | None = None
    _others: tuple[tuple[str, blockprocessors.BlockProcessor], ...] = ()
    _paragraph: blockprocessors.BlockProcessor | None = None
    _depth = 0

    def test(self, parent: Element, block: str) -> bool:
        """Every block is taken."""
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Parse all `blocks` into `parent`."""
        if self._all is None or parent is self.parser.root:
            processors = list(self.parser.blockprocessors)
            if processors != self._all:
                self._learn(processors)
        self._depth += 1
        try:
            # What is parsed for another block's sake is followed by that block, which is not in sight here.
            outermost = self._depth == 1 and parent is self.parser.root
            self._parse(parent, blocks, outermost and self._allows_direct(blocks))
        finally:
            self._depth -= 1

    def _parse(self, parent: Element, blocks: list[str], directly: bool) -> None:
        others, paragraph = self._others, self._paragraph
        while blocks:
            block = blocks[0]
            if directly:
                before = parent[-1].tag if len(parent) else ""
                after = blocks[1] if len(blocks) > 2 or (len(blocks) == 2 and blocks[1]) else None
                ready = direct.ready(block, before, after)
                if ready is not None:
                    parent.append(Ready(*ready))
                    del blocks[0]
                    continue
            if paragraph is not None and block and direct.is_paragraph(block):
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

    def _allows_direct(self, blocks: list[str]) -> bool:
        """Whether nothing is loaded, and nothing stands in the document, that could change plain words."""
        if self._paragraph is None:
            return False
        md = self.parser.md
        inline = md.treeprocessors["inline"] if "inline" in md.treeprocessors else None  # noqa: SIM401 (a registry is no dict)
        if not isinstance(inline, fast_inline.FastInline) or not inline.is_usual():
            return False
        if not getattr(md.serializer, "writes_ready", False):
            return False
        for processor in md.treeprocessors:
            if isinstance(processor, abbr.AbbrTreeprocessor):
                if processor.abbrs or any("*[" in block for block in blocks):
                    return False
            elif isinstance(processor, footnotes.FootnoteTreeprocessor):
                marker = processor.footnotes.getConfig("PLACE_MARKER")
                if any(marker in block for block in blocks):
                    return False
            elif not (isinstance(processor, _TREE_PROCESSORS) or getattr(processor, "leaves_words", False)):
                return False
        return True

    def _learn(self, processors: list[blockprocessors.BlockProcessor]) -> None:
        self._all = processors
        ours = self.tab_length == 4
        self._others = tuple((_NEEDS.get(type(one), "") if ours else "", one) for one in processors if one is not self)
        *before, (_, last) = self._others
        plain = ours and all(type(one) in _NEEDS for _, one in before)
        self._paragraph = last if plain and type(last) is blockprocessors.ParagraphProcessor else None
