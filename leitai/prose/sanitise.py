"""What may reach a page: the allow-lists of tags, attributes, classes and addresses, and what was left out.

It must not know Markdown or what a site does with an address; `nh3` is imported by the first raw HTML only.
"""

from __future__ import annotations

import html as _html
import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import nh3

TAGS = frozenset(
    str.split(
        "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
        "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong "
        "sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
    )
)
"""No scripts, styles, frames, forms, media that load by themselves, or SVG."""

_CODE_TAGS = frozenset(
    str.split(
        "script style iframe frame object embed applet noscript noembed noframes template svg math textarea select "
        "title xmp plaintext"
    )
)
"""Removed with their content: it was written for a machine."""

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"id", "class", "title", "lang", "dir"}),
    "a": frozenset({"href", "hreflang"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan", "headers", "width"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "width"}),
    "col": frozenset({"span", "width"}),
    "colgroup": frozenset({"span"}),
    "table": frozenset({"width"}),
    "time": frozenset({"datetime"}),
    "del": frozenset({"datetime"}),
    "ins": frozenset({"datetime"}),
    "details": frozenset({"open"}),
}

CLASSES = frozenset(
    str.split(
        "align-left align-center align-right note tip warning lead quote motto poem signature caption "
        "left center right small large wide narrow columns indent no-indent "
        "footnote footnote-ref footnote-backref toc"
    )
)
"""What `class` may say in a text, besides `language-…` on code: words a theme can promise to draw."""

_LANGUAGE_CLASS = re.compile(r"language-[\w#.+-]+")

AddressKind = Literal["site", "fragment", "external", "contact", "dead"]

_NOT_IN_ADDRESS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def address(written: str) -> tuple[AddressKind, str]:
    """Judge an attribute value as a browser would read it: entities, control characters and case hide nothing.

    `site`: relative or absolute path on this site; `external`: http(s); `contact`: mailto, tel; all else is `dead`.

    >>> address("java&#10;Script:alert(1)"), address("../a.md")
    (('dead', 'javaScript:alert(1)'), ('site', '../a.md'))
    """
    target = _html.unescape(written) if "&" in written else written
    target = _NOT_IN_ADDRESS.sub("", target).strip()
    scheme = _SCHEME.match(target)
    if scheme is not None:
        name = scheme[1].lower()
        if name in ("http", "https"):
            return "external", target
        return ("contact" if name in ("mailto", "tel") else "dead"), target
    if target[:2].replace("\\", "/") == "//":
        return "dead", target
    return ("fragment" if target.startswith("#") else "site"), target


def classes(value: str) -> tuple[str, list[str]]:
    """The classes of a `class` attribute that are allowed, and those that are not."""
    names = value.split()
    good = [name for name in names if name in CLASSES or _LANGUAGE_CLASS.fullmatch(name)]
    return " ".join(good), [name for name in names if name not in good]


def allows(tag: str, attribute: str) -> bool:
    """Whether `tag` may carry `attribute`."""
    return attribute in ATTRIBUTES["*"] or attribute in ATTRIBUTES.get(tag, ())


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_CODE_TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=lambda tag, name, value: (classes(value)[0] or None) if name == "class" else value,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


_CONTROL_REFERENCE = re.compile(
    r"&#(?:x0*(?:[01]?[0-9a-f]|7f|[89][0-9a-f])(?![0-9a-f])|0*(?:[12]?[0-9]|3[01]|12[7-9]|1[345][0-9])(?![0-9]));?",
    re.IGNORECASE,
)


def sanitise(html: str) -> str:
    """Balance `html` and reduce it to the allow-lists.

    References to control characters go first: a parser would turn them into the characters that mark holes.
    """
    if "&#" in html:
        html = _CONTROL_REFERENCE.sub("", html)
    return _cleaner().clean(html)


class _Lister(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[Literal["tag", "attribute", "address"], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(("tag", tag))
            return
        for name, value in attrs:
            if name == "class":
                self.found += [("attribute", "." + bad) for bad in classes(value or "")[1]]
            elif not allows(tag, name):
                self.found.append(("attribute", name))
            elif name in ("href", "src"):
                kind, target = address(value or "")
                # The others pass the sanitiser, and are told of when they are judged.
                if kind == "dead" and _SCHEME.match(target):
                    self.found.append(("address", target))

    handle_startendtag = handle_starttag


def left_out(raw: str) -> list[tuple[Literal["tag", "attribute", "address"], str]]:
    """The tags and attributes in a piece of raw HTML that `sanitise` removes. For telling, not for safety."""
    lister = _Lister()
    try:
        lister.feed(raw)
        lister.close()
    except (AssertionError, ValueError):
        lister.found.append(("tag", raw[:40]))
    return lister.found
