"""The little CSS that an SVG may bring: properties on a list, values that cannot load or run anything.

Reads strictly and drops what it does not understand: at-rules, escapes, functions not on the list. Must not know: SVG's
elements, pages, disks.
"""

from __future__ import annotations

import re

PROPERTIES = frozenset(
    """alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
    cursor direction display dominant-baseline enable-background fill fill-opacity fill-rule filter flood-color
    flood-opacity font-family font-size font-size-adjust font-stretch font-style font-variant font-weight
    image-rendering isolation letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-align text-anchor text-decoration text-rendering text-transform transform transform-origin unicode-bidi
    vector-effect visibility word-spacing writing-mode""".split()
)
_FUNCTIONS = frozenset(
    """rgb rgba hsl hsla hwb lab lch oklab oklch color matrix translate translatex translatey scale scalex scaley
    rotate skewx skewy blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
    calc""".split()
)
_CALL = re.compile(r"([\w-]*)\s*\(")
_LOCAL_URL = re.compile(r"url\(\s*(['\"]?)#[\w.:-]+\1\s*\)", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SELECTOR = re.compile(r"[\w\s.#,>+~*:()-]+")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")


def safe(value: str) -> bool:
    """Whether a value can stand: no escapes, at-rules or markup, no address but ``url(#…)``, known functions only.

    >>> safe("url(#shade)"), safe("rgb(1, 2, 3)"), safe("url(https://x)"), safe("expression(1)")
    (True, True, False, False)
    """
    rest = _LOCAL_URL.sub(" ", value)
    if any(sign in rest for sign in "\\@<>{};\0") or "/*" in rest:
        return False
    if re.search(r"(?:script|data|file|https?|blob)\s*:", rest, re.I):
        return False
    return all(name.lower() in _FUNCTIONS for name in _CALL.findall(rest))


def declarations(text: str) -> str:
    """The declarations that can stand, of a ``style`` attribute or a rule."""
    kept = []
    for part in _COMMENT.sub(" ", text).split(";"):
        name, colon, value = part.partition(":")
        name, value = name.strip().lower(), value.strip()
        if colon and name in PROPERTIES and value and safe(value):
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def sheet(text: str) -> str:
    """A style sheet with the rules that can stand; one with at-rules or escapes is dropped whole.

    >>> sheet(".a{fill:red;behavior:url(x)} .b{fill:url(http://x)}")
    '.a{fill:red}'
    """
    text = _COMMENT.sub(" ", text).replace("<!--", " ").replace("-->", " ")
    if any(sign in text for sign in "@\\<") or _RULE.sub("", text).strip():
        return ""
    rules = []
    for selector, body in _RULE.findall(text):
        style = declarations(body)
        if style and _SELECTOR.fullmatch(selector.strip()):
            rules.append(f"{selector.strip()}{{{style}}}")
    return "\n".join(rules)
