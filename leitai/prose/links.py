"""The one gate that every link and picture passes: addresses are judged, and what only the site knows becomes a hole.

Works on HTML as the serialiser or the sanitiser wrote it, so it does not matter which syntax a link came from.
It must not know Markdown or what an address means to a site.
"""

from __future__ import annotations

import html as _html
import re
from html import escape

from leitai.prose.body import CLOSE, HOLE, OPEN, Hole, HoleKind, Loss, LossKind
from leitai.prose.sanitise import address, left_out

_ANCHOR_OR_IMAGE = re.compile(r"<(?:(a|img)((?: [^<>]*)?)|(/a))>")
_PLAIN_ANCHOR = re.compile(r'<a href="([^"]*)">')
_ATTRIBUTE = re.compile(r'([^\s=<>"/]+)(?:="([^"]*)")?')
_TAG_WITH_HOLE = re.compile(f"<[^<>]*{OPEN}[^<>]*>")
_TEMPLATE = re.compile(r"<(code|pre)\b.*?</\1>|<[^<>]*>|\{\{([^{}\n<>]{1,200})\}\}", re.DOTALL)


class Gate:
    """Collects the holes and losses of one document."""

    def __init__(self) -> None:
        self.holes: list[Hole] = []
        self.losses: list[Loss] = []
        self.unused: set[int] = set()
        self._seen: dict[str, int] = {}
        self._lost: dict[tuple[LossKind, str], int] = {}
        self._in_link = False

    def hole(self, kind: HoleKind, target: str, text: str = "", title: str = "", classes: str = "") -> str:
        """Open a hole; returns its marker."""
        nth = self._seen.get(target, 0)
        self._seen[target] = nth + 1
        self.holes.append(Hole(kind, target, text, title, nth, False, classes))
        return f"{OPEN}{len(self.holes) - 1}{CLOSE}"

    def lose(self, kind: LossKind, name: str) -> None:
        """Note that something was left out."""
        nth = self._lost.get((kind, name), 0)
        self._lost[kind, name] = nth + 1
        self.losses.append(Loss(kind, name, nth))

    def lose_raw(self, raw: str) -> None:
        """Note what the sanitiser will leave out of a piece of raw HTML."""
        for kind, name in left_out(raw):
            self.lose(kind, name)

    def literal(self, html: str) -> str:
        """Turn the markers of counts back into what was written: attributes have no holes."""

        def restore(marker: re.Match[str]) -> str:
            n = int(marker[1])
            if self.holes[n].kind != "count":
                return marker[0]
            self.unused.add(n)
            return escape("{{ " + self.holes[n].target + " }}")

        return HOLE.sub(restore, html)

    def keep_counts_out_of_tags(self, html: str) -> str:
        """A count within a tag (`[x]({{ count }})`) stays as it was written."""
        return _TAG_WITH_HOLE.sub(lambda tag: self.literal(tag[0]), html)

    def counts(self, html: str) -> str:
        """Open holes for `{{ … }}` in sanitised HTML, where the inline parser has not been."""

        def open_hole(m: re.Match[str]) -> str:
            return m[0] if m[2] is None else self.hole("count", _html.unescape(m[2]).strip())

        return _TEMPLATE.sub(open_hole, html)

    def links(self, html: str) -> str:
        """Judge every `<a>` and `<img>` that has not been judged yet."""
        self._in_link = False
        return _ANCHOR_OR_IMAGE.sub(self._judge, html)

    def plain_links(self, html: str) -> str:
        """`links`, where every anchor has an address and nothing else, and there are no pictures."""
        return _PLAIN_ANCHOR.sub(self._judge_plain, html)

    def _judge_plain(self, m: re.Match[str]) -> str:
        kind, target = address(m[1])
        if kind == "site":
            return f'<a href="{self.hole("link", target)}">'
        if kind == "external":
            return f'<a href="{escape(target)}" rel="noopener">'
        if kind == "dead":
            self.lose("address", target)
            return "<a>"
        return m[0]

    def _judge(self, m: re.Match[str]) -> str:
        if m[3]:
            self._in_link = False
            return m[0]
        attributes = dict(_ATTRIBUTE.findall(m[2]))
        if m[1] == "img":
            return self._image(attributes)
        self._in_link = True
        href = attributes.pop("href", None)
        if href is None or OPEN in href:
            return m[0]
        kind, target = address(href)
        rest = "".join(f' {name}="{value}"' for name, value in attributes.items())
        if kind == "site":
            title = _html.unescape(attributes.get("title", ""))
            return f'<a href="{self.hole("link", target, title=title)}"{rest}>'
        if kind == "external":
            return f'<a href="{escape(target)}"{rest} rel="noopener">'
        if kind == "dead":
            self.lose("address", target)
            return f"<a{rest}>"
        return f'<a href="{href}"{rest}>'

    def _image(self, attributes: dict[str, str]) -> str:
        kind, target = address(attributes.get("src", ""))
        alt, title = (_html.unescape(attributes.get(name, "")) for name in ("alt", "title"))
        if kind == "site":
            return self.hole("image", target, alt, title, attributes.get("class", ""))
        words = escape(alt or title or target.rsplit("/", 1)[-1])
        if kind == "external":
            self.lose("remote-image", target)
            return words if self._in_link else f'<a href="{escape(target)}" rel="noopener">{words}</a>'
        self.lose("address", target)
        return escape(alt or title)
