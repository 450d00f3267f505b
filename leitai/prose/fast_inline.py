"""Inline parsing, faster, with the same tree: a pattern is tried only where a character it needs is present.

The library runs each of its sixteen patterns over each text. Here a text without any markup is left as it is, and the
others meet only the patterns whose trigger they contain. Must not change what inline markup means; see `fast`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns, treeprocessors
from markdown.extensions import footnotes
from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE, STX, AtomicString

from leitai.prose.ready import Ready

_PREFIX = INLINE_PLACEHOLDER_PREFIX


def install(md: Markdown) -> None:
    """Replace the library's patterns that scan character by character, and the processor that runs them all."""
    patterns = md.inlinePatterns
    for name, slow, fast, priority in (
        ("reference", inlinepatterns.ReferenceInlineProcessor, FastReference, 170),
        ("link", inlinepatterns.LinkInlineProcessor, FastLink, 160),
        ("image_link", inlinepatterns.ImageInlineProcessor, FastImage, 150),
        ("image_reference", inlinepatterns.ImageReferenceInlineProcessor, FastImageReference, 140),
        ("short_reference", inlinepatterns.ShortReferenceInlineProcessor, FastShortReference, 130),
        ("short_image_ref", inlinepatterns.ShortImageReferenceInlineProcessor, FastShortImageReference, 125),
    ):
        if name in patterns and type(patterns[name]) is slow:
            patterns.register(fast(patterns[name].pattern, md), name, priority)
    if "backtick" in patterns and type(patterns["backtick"]) is inlinepatterns.BacktickInlineProcessor:
        patterns.register(FastBacktick(patterns["backtick"].pattern), "backtick", 190)
    if "em_strong" in patterns and type(patterns["em_strong"]) is inlinepatterns.DelimiterProcessor:
        fast_delimiters = FastDelimiters.__new__(FastDelimiters)
        fast_delimiters.__dict__.update(patterns["em_strong"].__dict__)
        patterns.register(fast_delimiters, "em_strong", 60)
        md.delimiters = fast_delimiters
    if type(md.treeprocessors["inline"]) is treeprocessors.InlineProcessor:
        md.treeprocessors.register(FastInline(md), "inline", 20)


class FastBacktick(inlinepatterns.BacktickInlineProcessor):
    """Finds runs of backticks with a regular expression."""

    _RUN = re.compile("`+")

    def find_code_spans(  # type: ignore[override]
        self, start: int, text: str
    ) -> tuple[int, int | None]:
        """Start and end of the code that the backticks at `start` open; no end if nothing closes them."""
        opening = self._RUN.match(text, start)
        size = opening.end() - start if opening else 0
        start += size
        longest = end = 0
        for run in self._RUN.finditer(text, start):
            length = run.end() - run.start()
            if length == size:
                return start, run.start()
            if length > longest:
                longest, end = length, run.end()
        if 0 < longest < size:
            return start - (size - longest), end - longest
        return start + size, None


class _Brackets(inlinepatterns.LinkInlineProcessor):
    """Finds brackets with regular expressions."""

    _BRACKET = re.compile(r"[\[\]]")
    _SIMPLE_TARGET = re.compile(r"""\(([^()<>"'\s]*)\)""")

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        depth = 1
        for bracket in self._BRACKET.finditer(data, index):
            depth += 1 if bracket[0] == "[" else -1
            if not depth:
                return data[index : bracket.start()], bracket.end(), True
        return data[index:], len(data), False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        simple = self._SIMPLE_TARGET.match(data, index)
        if simple is None:
            return super().getLink(data, index)
        href = simple[1]
        return (self.unescape(href).strip() if STX in href else href), None, simple.end(), True


class FastLink(_Brackets):
    """`[text](address)`."""


class FastImage(_Brackets, inlinepatterns.ImageInlineProcessor):
    """`![text](address)`."""


class FastReference(_Brackets, inlinepatterns.ReferenceInlineProcessor):
    """`[text][name]`."""


class FastShortReference(_Brackets, inlinepatterns.ShortReferenceInlineProcessor):
    """`[name]`."""


class FastImageReference(_Brackets, inlinepatterns.ImageReferenceInlineProcessor):
    """`![text][name]`."""


class FastShortImageReference(_Brackets, inlinepatterns.ShortImageReferenceInlineProcessor):
    """`![name]`."""


class FastDelimiters(inlinepatterns.DelimiterProcessor):
    """Emphasis: finds the next mark with a regular expression, and pairs a mark with an equal next one at once."""

    _tokens: tuple[str, ...] = ()
    _token: re.Pattern[str] = re.compile("(?!)")

    def _next_token(self) -> re.Pattern[str]:
        tokens = tuple(self.delimiters)
        if tokens != self._tokens:
            single = "".join(re.escape(token) for token in tokens if len(token) == 1)
            self._tokens, self._token = tokens, re.compile(f"[{single}]" if single else "(?!)")
        return self._token

    def search(self, data: str, start: int) -> re.Match[str] | None:
        """The next mark that can open, or close an open one."""
        delimiters = self.delimiters
        for token in self._next_token().finditer(data, start):
            delimiter = delimiters[token[0]]
            match = delimiter.boundary.match(data, token.start())
            if match is not None and (delimiter.stack or match.lastgroup != "end"):
                return match
        return None

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The element that starts at the match."""
        if not self.regions:
            start = m.start()
            following = self._next_token().search(data, start + (2 if data.startswith(data[start], start + 1) else 1))
            pair = self.pair(data, start, following.start()) if following is not None else None
            if pair is not None:
                return pair[0], start, pair[1]
        return super().handleMatch(m, data)

    def pair(self, data: str, start: int, following: int) -> tuple[Element, int] | None:
        """The element for a mark of one or two characters at `start` that the next mark, at `following`, closes.

        `None` where the marks differ or are longer, cannot open or close: there the library decides.
        """
        token = data[start]
        delimiter = self.delimiters.get(token)
        if delimiter is None or delimiter.tag_count != 2 or data[following] != token:
            return None
        opening = delimiter.boundary.match(data, start)
        if opening is None or opening.lastgroup == "end":
            return None
        size = opening.end() - start
        closing = delimiter.boundary.match(data, following)
        if closing is None or closing.lastgroup == "start" or size > 2 or closing.end() - following != size:
            return None
        element = Element(delimiter.tags[2 - size])
        element.text = data[start + size : following]
        return element, closing.end()

    def emphasise(self, text: str) -> tuple[str, list[Element]] | None:
        """A text whose only markup is `*` in plain pairs: what stands before, and the elements with their tails."""
        at = text.find("*")
        before = text[:at]
        found: list[Element] = []
        while at >= 0:
            following = text.find("*", at + (2 if text.startswith("**", at) else 1))
            pair = self.pair(text, at, following) if following >= 0 else None
            if pair is None:
                return None
            element, end = pair
            at = text.find("*", end)
            tail = text[end:at] if at >= 0 else text[end:]
            if tail:
                element.tail = tail
            found.append(element)
        return before, found


class _Step(NamedTuple):
    """A pattern with one or two strings it cannot match without, and whether it only resolves references."""

    needs: str
    or_needs: str
    references: bool
    find: Callable[[str, int], Iterator[re.Match[str]]]
    handle: Callable[[re.Match[str], str], tuple[Element | str | None, int | None, int | None]]


_NEEDS: dict[tuple[type, str], tuple[str, str, bool]] = {
    (FastBacktick, inlinepatterns.BACKTICK_RE): ("`", "", False),
    (inlinepatterns.EscapeInlineProcessor, inlinepatterns.ESCAPE_RE): ("\\", "", False),
    (footnotes.FootnoteInlineProcessor, r"\[\^([^\]]*)\]"): ("[^", "", False),
    (FastReference, inlinepatterns.REFERENCE_RE): ("[", "", True),
    (FastLink, inlinepatterns.LINK_RE): ("](", "", False),
    (FastImage, inlinepatterns.IMAGE_LINK_RE): ("![", "", False),
    (FastImageReference, inlinepatterns.IMAGE_REFERENCE_RE): ("![", "", True),
    (FastShortReference, inlinepatterns.REFERENCE_RE): ("[", "", True),
    (FastShortImageReference, inlinepatterns.IMAGE_REFERENCE_RE): ("![", "", True),
    (inlinepatterns.AutolinkInlineProcessor, inlinepatterns.AUTOLINK_RE): ("://", "", False),
    (inlinepatterns.AutomailInlineProcessor, inlinepatterns.AUTOMAIL_RE): ("@", "", False),
    (inlinepatterns.SubstituteTagInlineProcessor, inlinepatterns.LINE_BREAK_RE): ("  \n", "", False),
    (inlinepatterns.HtmlInlineProcessor, inlinepatterns.HTML_RE): ("<", "", False),
    (inlinepatterns.HtmlInlineProcessor, inlinepatterns.ENTITY_RE): ("&", "", False),
    (FastDelimiters, r"\*|_"): ("*", "_", False),
}

MARKS = "*`[]\\<>&_{}"
"""Every usual pattern needs one of these, but for the line break."""

_MARKUP = r"`\\\[*_<&"
"""One character of each trigger above, but for the line break (`://` and `@` are links only after `<`)."""


_HAS = frozenset((FastBacktick, FastLink, FastDelimiters))


class FastInline(treeprocessors.InlineProcessor):
    """The library's tree walk, with patterns skipped that cannot match.

    A pattern of another extension may have a `trigger`: a string that every match of it contains, whose first
    character then counts as markup. With a pattern that has none, an old-style one, or one that excludes ancestors,
    the library's own walk is used.
    """

    _known: list[object] | None = None
    _steps: list[_Step] | None = None
    _count = 0
    _usual = False
    _markup: Callable[[str], object]
    _more_markup: Callable[[str], object]
    _simple: Callable[[str], tuple[str, list[Element]] | None] | None = None

    def is_usual(self) -> bool:
        """Whether these are the usual patterns: without a character of `MARKS` there is no markup, `**` is strong."""
        self._look()
        return self._usual

    def _look(self) -> None:
        patterns: list[Any] = list(self.inlinePatterns)
        if patterns != self._known:
            self._learn(patterns)

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Parse the inline markup in `tree`, in place."""
        self._look()
        if self._steps is None:
            return super().run(tree, ancestors)
        self.stashed_nodes: dict[str, Element | str] = {}
        is_markup, has_more, simple = self._markup, self._more_markup, self._simple
        stack = deque([tree])
        while stack:
            current = stack.popleft()
            inserted: list[tuple[Element, list[Element]]] = []
            # Elements put in behind `child` are met by this loop, too, as in the library.
            for child in current:
                if type(child) is Ready:
                    continue
                text = child.text
                if text and (is_markup(text) or "  \n" in text or _PREFIX in text):
                    if simple is not None and "*" in text and not has_more(text) and "  \n" not in text:
                        pairs = simple(text) if type(text) is str else None
                        if pairs is not None:
                            child.text, found = pairs[0] or None, pairs[1]
                            inserted.append((child, found))
                            # They have no children, so nothing is to be done in them.
                            text = AtomicString()
                    if not isinstance(text, AtomicString):
                        child.text = None
                        found = self._elements(self._inline(text, 0), child, True)
                        stack.extend(found)
                        inserted.append((child, found))
                tail = child.tail
                if tail and (is_markup(tail) or "  \n" in tail or _PREFIX in tail):
                    tail = self._inline(tail, 0)
                    holder = Element("d")
                    child.tail = None
                    found = self._elements(tail, holder, False)
                    if holder.tail:
                        child.tail = holder.tail
                    position = list(current).index(child) + 1
                    for element in reversed(found):
                        current.insert(position, element)
                if len(child):
                    stack.append(child)
            for element, found in inserted:
                for n, new in enumerate(found):
                    element.insert(n, new)
        return tree

    def _learn(self, patterns: list[inlinepatterns.InlineProcessor]) -> None:
        self._known = list(patterns)
        self._steps = None
        self._usual = False
        steps: list[_Step] = []
        markup = _MARKUP
        for pattern in patterns:
            if pattern.ANCESTOR_EXCLUDES or not isinstance(pattern, inlinepatterns.InlineProcessor):
                return
            trigger = getattr(pattern, "trigger", "")
            if trigger:
                needs = (trigger, "", False)
                markup += re.escape(trigger[0])
            elif (type(pattern), pattern.pattern) in _NEEDS:
                needs = _NEEDS[type(pattern), pattern.pattern]
            else:
                return
            steps.append(_Step(*needs, pattern.getCompiledRegExp().finditer, pattern.handleMatch))
        self._steps = steps
        self._count = len(steps)
        self._markup = re.compile(f"[{markup}]").search
        self._more_markup = re.compile(f"[{markup.replace('*', '')}{STX}]").search
        last = patterns[-1]
        self._simple = last.emphasise if isinstance(last, FastDelimiters) and "*" in last.delimiters else None
        triggers = [getattr(pattern, "trigger", "") for pattern in patterns]
        self._usual = (
            all(not trigger or trigger[0] in MARKS for trigger in triggers)
            and isinstance(last, FastDelimiters)
            and sorted(last.delimiters) == ["*", "_"]
            and last.delimiters["*"].tags == ("strong", "em")
            and not last.delimiters["*"].smart
            and _HAS.issubset(map(type, patterns))
        )

    def _inline(self, data: str, first: int) -> str:
        """Replace markup by placeholders of stashed elements, from pattern number `first` on."""
        if isinstance(data, AtomicString):
            return data
        assert self._steps is not None
        stash = self.stashed_nodes
        references = self.md.references
        is_markup = self._markup
        for n in range(first, self._count):
            needs, or_needs, refers, find, handle = self._steps[n]
            if needs not in data and (not or_needs or or_needs not in data):
                continue
            if refers and not references:
                continue
            position = 0
            while True:
                node: Element | str | None = None
                start: int | None = None
                end: int | None = None
                for match in find(data, position):
                    node, start, end = handle(match, data)
                    if start is not None and end is not None:
                        break
                    # The library moves on like this; it shows only if another match follows.
                    position += match.end()
                if start is None or end is None:
                    break
                if node is None:
                    position = end
                    continue
                if not isinstance(node, str) and not isinstance(node.text, AtomicString):
                    for child in (node, *node):
                        text = child.text
                        if text and n + 1 < self._count and (is_markup(text) or "  \n" in text):
                            child.text = self._inline(text, n + 1)
                        text = child.tail
                        if text and (is_markup(text) or "  \n" in text):
                            child.tail = self._inline(text, n)
                number = f"{len(stash):04d}"
                stash[number] = node
                placeholder = f"{_PREFIX}{number}{ETX}"
                data = f"{data[:start]}{placeholder}{data[end:]}"
                position = start + len(placeholder)
        return data

    def _elements(self, data: str, parent: Element, is_text: bool) -> list[Element]:
        """Resolve placeholders: text goes to `parent` and to the tails of the elements returned."""
        result: list[Element] = []

        def link(text: str) -> None:
            if not text:
                return
            if result:
                last = result[-1]
                last.tail = last.tail + text if last.tail else text
            elif is_text:
                parent.text = parent.text + text if parent.text else text
            else:
                parent.tail = parent.tail + text if parent.tail else text

        stash = self.stashed_nodes
        start = 0
        while data:
            index = data.find(_PREFIX, start)
            if index == -1:
                text = data[start:]
                link(AtomicString(text) if isinstance(data, AtomicString) else text)
                break
            match = INLINE_PLACEHOLDER_RE.search(data, index)
            if match is None or match[1] not in stash:
                end = index + len(_PREFIX)
                link(data[start:end])
                start = end
                continue
            node = stash[match[1]]
            if index > 0:
                link(data[start:index])
            start = match.end()
            if isinstance(node, str):
                link(node)
                continue
            for child in (node, *node):
                tail = child.tail
                if tail and _PREFIX in tail and tail.strip():
                    child.tail = None
                    found = self._elements(tail, child, False)
                    position = 0 if child is node else list(node).index(child) + 1
                    for element in reversed(found):
                        node.insert(position, element)
                text = child.text
                if text and _PREFIX in text and text.strip():
                    child.text = None
                    for element in reversed(self._elements(text, child, True)):
                        child.insert(0, element)
            result.append(node)
        return result
