"""SVG, made harmless: parsed as XML, rebuilt from the elements and attributes on a list; nothing else survives.

A published .svg can be opened by itself, so it is treated as a page: no scripts, event handlers, foreign content,
animation (it can set links), embedded or outside files, and styles only from properties on a list. What is written is
our own serialisation, so parser quirks do not survive either. Must not know: pages, disks, Pillow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.parsers import expat

from leitai.images import css
from leitai.images.facts import PhotoError

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

_DEEPEST = 200
_MOST = 200_000

_ELEMENTS = frozenset(
    """svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop clipPath mask pattern marker style filter feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
    feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence""".split()
)
_UNWRAPPED = frozenset(("a", "switch"))
_WORDY = frozenset(("title", "desc", "text", "tspan", "textPath", "style"))
_LINKING = frozenset(("use", "textPath", "linearGradient", "radialGradient", "pattern", "filter"))
_ATTRIBUTES = frozenset(
    """id class role aria-label aria-hidden aria-labelledby aria-describedby lang version viewBox
    preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points width height dx dy rotate textLength
    lengthAdjust startOffset method spacing side pathLength transform gradientUnits gradientTransform spreadMethod
    offset clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits patternTransform markerUnits
    markerWidth markerHeight orient refX refY filterUnits primitiveUnits in in2 result mode type values tableValues
    slope intercept amplitude exponent operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode
    preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent kernelUnitLength scale
    xChannelSelector yChannelSelector azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle stdDeviation
    radius baseFrequency numOctaves seed stitchTiles media""".split()
)
_LOCAL = re.compile(r"#[\w.:-]+")
_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|q|Q)?\s*")
_UNITS = {"px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "q": 96 / 101.6, "Q": 96 / 101.6}


class _Node:
    """An element that is kept: its name, attributes, and children or texts in order."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[_Node | str] = []

    def walk(self) -> Iterator[_Node]:
        """This element and all below."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in node.children if isinstance(child, _Node)]


def sanitise(data: bytes) -> bytes:
    """The same drawing as UTF-8, with only what is on the lists.

    Raises:
        PhotoError: photo-svg-entities, photo-svg-size, photo-unreadable.
    """
    root = _parse(data)
    width, height = _size(root)
    if "viewBox" not in root.attributes:
        root.attributes["viewBox"] = f"0 0 {width:g} {height:g}"
    root.attributes.setdefault("width", f"{width:g}")
    root.attributes.setdefault("height", f"{height:g}")
    out: list[str] = []
    _write(root, out, f' xmlns="{SVG}"')
    return "".join(out).encode()


def size(data: bytes) -> tuple[int, int]:
    """Width and height in CSS pixels, at least 1: as stated, or those of the viewBox.

    Raises:
        PhotoError: photo-svg-entities, photo-svg-size, photo-unreadable.
    """
    width, height = _size(_parse(data))
    return max(1, round(width)), max(1, round(height))


def _size(root: _Node) -> tuple[float, float]:
    width, height = (_length(root.attributes.get(name, "")) for name in ("width", "height"))
    numbers = re.split(r"[\s,]+", root.attributes.get("viewBox", "").strip())
    try:
        across, down = (float(number) for number in numbers[2:4]) if len(numbers) == 4 else (0.0, 0.0)
    except ValueError:
        across, down = 0.0, 0.0
    if not (0 < across < 1e6 and 0 < down < 1e6):
        across = down = 0.0
        root.attributes.pop("viewBox", None)
    if across and not (width and height):
        if width or height:
            return (width, width * down / across) if width else (height * across / down, height)
        return across, down
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise PhotoError("photo-svg-size")
    return width, height


def _length(text: str) -> float:
    """An absolute length in CSS pixels; 0 if it is none."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _UNITS[found[2] or "px"] if found else 0.0


def _parse(data: bytes) -> _Node:
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        if isinstance(problem, PhotoError):
            raise
        raise PhotoError("photo-unreadable", reason=str(problem)) from None
    root = builder.root
    if root is None or root.name != "svg":
        raise PhotoError("photo-unreadable", reason="no svg element")
    _prune_uses(root)
    return root


class _Builder:
    """Takes the parser's events and keeps what is allowed."""

    def __init__(self) -> None:
        self.root: _Node | None = None
        self.open: list[_Node | None] = []
        self.dead = 0
        self.count = 0

    def entity(self, *_: object) -> None:
        raise PhotoError("photo-svg-entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) + self.dead >= _DEEPEST or self.count > _MOST:
            raise PhotoError("photo-unreadable", reason="too many elements")
        space, _, local = name.rpartition(" ")
        if self.dead or space != SVG or (local not in _ELEMENTS and local not in _UNWRAPPED):
            self.dead += 1
            return
        if local in _UNWRAPPED and self.open:
            self.open.append(None)
            return
        node = _Node(local, _attributes(local, attributes))
        parent = self._parent()
        if parent is not None:
            parent.children.append(node)
        elif self.root is None:
            self.root = node
        self.open.append(node)

    def end(self, _name: str) -> None:
        if self.dead:
            self.dead -= 1
        else:
            self.open.pop()

    def text(self, text: str) -> None:
        parent = self._parent()
        if not self.dead and parent is not None and parent.name in _WORDY:
            parent.children.append(text)

    def _parent(self) -> _Node | None:
        return next((node for node in reversed(self.open) if node is not None), None)


def _attributes(element: str, given: dict[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, value in given.items():
        space, _, local = name.rpartition(" ")
        if local == "href" and space in ("", XLINK):
            if element in _LINKING and _LOCAL.fullmatch(value):
                kept["href"] = value
        elif space == XML and local in ("space", "lang"):
            kept[f"xml:{local}"] = value
        elif space:
            continue
        elif local == "style":
            style = css.declarations(value)
            if style:
                kept["style"] = style
        elif local in css.PROPERTIES:
            if css.safe(value):
                kept[local] = value
        elif local in _ATTRIBUTES and css.safe(value):
            kept[local] = value
    return kept


def _prune_uses(root: _Node) -> None:
    """Drop every ``use`` of something that uses again: nested, they multiply without end."""
    targets = {node.attributes["id"]: node for node in root.walk() if "id" in node.attributes}
    for node in list(root.walk()):
        if node.name == "use":
            target = targets.get(node.attributes.get("href", "")[1:])
            if target is None or any(below.name == "use" for below in target.walk()):
                node.attributes.pop("href", None)


def _write(node: _Node, out: list[str], space: str = "") -> None:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    children = node.children
    if node.name == "style":
        text = css.sheet("".join(child for child in children if isinstance(child, str)))
        children = [text] if text else []
    if not children:
        out.append(f"<{node.name}{space}{attributes}/>")
        return
    out.append(f"<{node.name}{space}{attributes}>")
    for child in children:
        if isinstance(child, str):
            out.append(escape(child, quote=False))
        else:
            _write(child, out)
    out.append(f"</{node.name}>")
