"""Python-Markdown, faster, with the same bytes: the extension, the preprocessors, the tree walks and the serialiser.

Load `FastExtension` last. It replaces processors through the public registries, and only those that are exactly the
library's own; whatever it does not know it leaves alone. It must not change what Markdown means: tests hold its output
against the untouched library. Inline patterns are in `fast_inline`, blocks in `fast_blocks`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown import Markdown, preprocessors, serializers, treeprocessors
from markdown.extensions import Extension
from markdown.util import ETX, STX, AtomicString, Registry

from leitai.prose import fast_blocks, fast_inline
from leitai.prose.ready import Ready


class FastExtension(Extension):
    """Replace the library's slow processors by ones that skip what cannot match."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Replace what is the library's own."""
        _replace(md.preprocessors, "normalize_whitespace", preprocessors.NormalizeWhitespace, FastNormalize(md), 30)
        _replace(md.preprocessors, "html_block", preprocessors.HtmlBlockPreprocessor, FastHtmlBlock(md), 20)
        fast_inline.install(md)
        fast_blocks.install(md)
        _replace(md.treeprocessors, "prettify", treeprocessors.PrettifyTreeprocessor, FastPrettify(md), 10)
        _replace(md.treeprocessors, "unescape", treeprocessors.UnescapeTreeprocessor, FastUnescape(md), 0)
        formats = dict(md.output_formats)
        if formats.get("html") is serializers.to_html_string:
            formats["html"] = to_html_string
        if formats.get("xhtml") is serializers.to_xhtml_string:
            formats["xhtml"] = to_xhtml_string
        # An instance attribute: other Markdown instances in the process keep theirs.
        md.output_formats = formats  # type: ignore[misc]


def _replace(registry: Registry[Any], name: str, slow: type, fast: object, priority: float) -> None:
    if name in registry and type(registry[name]) is slow:
        registry.register(fast, name, priority)


_TO_NORMALIZE = (STX, ETX, "\r", "\t", " \n")


class FastNormalize(preprocessors.NormalizeWhitespace):
    """Scans for each thing to normalise before rewriting the text for it."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, as the library makes them."""
        source = "\n".join(lines)
        if source.endswith(" ") or any(mark in source for mark in _TO_NORMALIZE):
            return super().run(lines)
        return [*source.split("\n"), "", ""]


class FastHtmlBlock(preprocessors.HtmlBlockPreprocessor):
    """A text without `<` and `&` has no HTML to extract."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, as the library makes them."""
        source = "\n".join(lines)
        return super().run(lines) if "<" in source or "&" in source else lines


class FastPrettify(treeprocessors.PrettifyTreeprocessor):
    """Asks once per tag, not per element, whether it is a block."""

    def run(self, root: Element) -> None:
        """Change the tree as the library does."""
        is_block_level = self.md.is_block_level
        blocks: dict[object, bool] = {}

        def is_block(tag: object) -> bool:
            known = blocks.get(tag)
            if known is None:
                known = blocks[tag] = is_block_level(tag)
            return known

        def prettify(elem: Element) -> None:
            tag = elem.tag
            if len(elem) and is_block(tag) and tag != "code" and tag != "pre":
                text = elem.text
                if (not text or not text.strip()) and is_block(elem[0].tag):
                    elem.text = "\n"
                for child in elem:
                    if type(child) is Ready:
                        child.tail = "\n"
                    elif is_block(child.tag):
                        prettify(child)
            tail = elem.tail
            if not tail or not tail.strip():
                elem.tail = "\n"

        prettify(root)
        for br in root.iter("br"):
            br.tail = f"\n{br.tail}" if br.tail and br.tail.strip() else "\n"
        for pre in root.iter("pre"):
            if len(pre) and pre[0].tag == "code":
                code = pre[0]
                if not len(code) and code.text is not None:
                    code.text = AtomicString(code.text.rstrip() + "\n")


class FastUnescape(treeprocessors.UnescapeTreeprocessor):
    """Looks for the escape's first character before running the regular expression."""

    def run(self, root: Element) -> None:
        """Change the tree as the library does."""
        unescape = self.unescape
        for elem in root.iter():
            text = elem.text
            if text and STX in text and elem.tag != "code":
                elem.text = unescape(text)
            text = elem.tail
            if text and STX in text:
                elem.tail = unescape(text)
            if elem.attrib:
                for key, value in elem.items():
                    if value is not None and STX in value:
                        elem.set(key, unescape(value))


def to_html_string(element: Element) -> str:
    """Serialise as `markdown.serializers.to_html_string` does."""
    out: list[str] = []
    try:
        _walk(element, out.append, False)
    except (_UnusualError, RecursionError):
        return _as_library(element, serializers.to_html_string)
    return "".join(out)


def to_xhtml_string(element: Element) -> str:
    """Serialise as `markdown.serializers.to_xhtml_string` does."""
    out: list[str] = []
    try:
        _walk(element, out.append, True)
    except (_UnusualError, RecursionError):
        return _as_library(element, serializers.to_xhtml_string)
    return "".join(out)


def _as_library(element: Element, serialise: Callable[[Element], str]) -> str:
    """What the library's serialiser writes, and the blocks that it does not know in their places."""
    if not any(isinstance(child, Ready) for child in element):
        return serialise(element)
    shell = Element(element.tag, element.attrib)
    shell.text = element.text
    opening, end = serialise(shell).rsplit("</", 1)
    inside = [f"{each.html}{each.tail or ''}" if isinstance(each, Ready) else serialise(each) for each in element]
    return f"{opening}{''.join(inside)}</{end}"


for _serialise in (to_html_string, to_xhtml_string):
    _serialise.writes_ready = True  # type: ignore[attr-defined]


class _UnusualError(Exception):
    """A node that only the library's serialiser knows: a comment, a qualified name."""


_BOOLEAN = serializers.BOOLEAN_ATTRIBUTES["html"]  # type: ignore[attr-defined]
_VOID = frozenset(HTML_EMPTY)
_PLAIN = frozenset(
    str.split(
        "a abbr blockquote code dd del div dl dt em h1 h2 h3 h4 h5 h6 li ol p pre span strong sub sup table tbody td "
        "th thead tr ul"
    )
)
_escape = serializers._escape_cdata  # type: ignore[attr-defined]
_escape_attribute = serializers._escape_attrib_html  # type: ignore[attr-defined]


def _walk(element: Element, write: Callable[[str], None], xhtml: bool) -> None:
    if type(element) is Ready:
        write(element.html + (element.tail or ""))
        return
    tag = element.tag
    text = element.text
    if tag in _PLAIN:
        if element.attrib:
            write(f"<{tag}{_attributes(element, xhtml)}>")
        else:
            write(f"<{tag}>")
        if text:
            write(_escape(text) if "&" in text or "<" in text or ">" in text else text)
        for child in element:
            _walk(child, write, xhtml)
        write(f"</{tag}>")
    else:
        if type(tag) is not str:
            raise _UnusualError
        lower = tag.lower()
        if xhtml and lower in _VOID:
            # The library forgets the text and the children of an empty element here.
            write(f"<{tag}{_attributes(element, xhtml)} />")
        else:
            write(f"<{tag}{_attributes(element, xhtml)}>")
            if text:
                write(text if lower in ("script", "style") else _escape(text))
            for child in element:
                _walk(child, write, xhtml)
            if lower not in _VOID:
                write(f"</{tag}>")
    tail = element.tail
    if tail:
        write(_escape(tail) if "&" in tail or "<" in tail or ">" in tail else tail)


def _attributes(element: Element, xhtml: bool) -> str:
    out = ""
    for name, value in sorted(element.items()):
        if value is None:
            out += f" {name}"
            continue
        if type(name) is not str or not isinstance(value, str):
            raise _UnusualError
        value = _escape_attribute(value)
        out += f" {value}" if name == value and not xhtml and name in _BOOLEAN else f' {name}="{value}"'
    return out
