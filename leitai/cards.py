"""The card of a theme: what theme.yaml says of it, for one site's parameters, as a value to be drawn.

    share_card:
      size: [1200, 630]
      colors:
        ground: {accent: {vermilion: "#b23a1e", indigo: "#2f4f93"}}   # by a parameter; the first for all other values
        step: "#fbf7f0"
      shapes:
        - {color: step, box: [300, 460, 600, 90]}                     # left, top, width, height
        - {color: step, disc: [600, 200, 80]}                         # middle, radius
        - {color: step, polygon: [0, 0, 40, 0, 40, 40]}               # points

Knows YAML and problems; neither themes' folders nor pixels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from leitai.errors import Problem, Spot, error
from leitai.images.cards import Card, Shape
from leitai.yamltext import Plain

LEAST = 300
"""What is smaller than this is not taken for a picture by those who make a preview of a page."""

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_MOST = 2400
_SAID = {True: ("true", "yes", "是"), False: ("false", "no", "否")}
_KINDS = {"box": (4, 4), "disc": (3, 3), "polygon": (6, 400)}


def card(about: Plain, params: Mapping[str, object], spot: Spot, problems: list[Problem]) -> Card | None:
    """The card that ``about`` describes; None, with its problems, if it is none."""
    before = len(problems)
    if not isinstance(about, dict):
        problems.append(error("bad-card", spot, value=str(about or "")))
        return None
    size = _numbers(about.get("size"), 2, 2)
    if size is None or not all(LEAST <= side <= _MOST for side in size):
        problems.append(error("bad-card", spot.at("size"), value=_text(about.get("size"))))
    given = about.get("colors")
    colors = {
        name: _color(each, params, spot.at("colors", name), problems)
        for name, each in (given if isinstance(given, dict) else {}).items()
    }
    if "ground" not in colors:
        problems.append(error("bad-card", spot.at("colors"), value="ground"))
    shapes = []
    wanted = about.get("shapes") or []
    if not isinstance(wanted, list):
        problems.append(error("bad-card", spot.at("shapes"), value=_text(wanted)))
        wanted = []
    for number, each in enumerate(wanted):
        here = spot.at("shapes", number)
        shape = _shape(each, colors)
        if shape is None:
            problems.append(error("bad-card", here, value=_text(each)))
        else:
            shapes.append(shape)
    if size is None or len(problems) > before:
        return None
    return Card(size[0], size[1], colors["ground"], tuple(shapes))


def _color(about: Plain, params: Mapping[str, object], spot: Spot, problems: list[Problem]) -> str:
    """A colour, or that which belongs to the value of a parameter: the first, for a value that has none. Empty if it is
    none."""
    if not isinstance(about, dict):
        if isinstance(about, str) and _COLOR.fullmatch(about):
            return about
        problems.append(error("not-a-color", spot, value=_text(about)))
        return ""
    name, choices = next(iter(about.items()), ("", None))
    if len(about) != 1 or name not in params or not isinstance(choices, dict) or not choices:
        problems.append(error("bad-card", spot, value=_text(about)))
        return ""
    found = {each: _color(_text(color), params, spot.at(name, each), problems) for each, color in choices.items()}
    value = params[name]
    said = _SAID[value] if isinstance(value, bool) else (str(value),)
    return next((color for each, color in found.items() if each in said), next(iter(found.values())))


def _shape(about: Plain, colors: Mapping[str, str]) -> Shape | None:
    if not isinstance(about, dict):
        return None
    color = colors.get(str(about.get("color")))
    kinds = [kind for kind in _KINDS if kind in about]
    if color is None or len(kinds) != 1 or len(about) != 2:
        return None
    numbers = _numbers(about[kinds[0]], *_KINDS[kinds[0]])
    if numbers is None:
        return None
    if kinds[0] == "disc":
        x, y, radius = numbers
        return Shape(color, ((x - radius, y - radius), (x + radius, y + radius)), round=True)
    if kinds[0] == "box":
        x, y, width, height = numbers
        return Shape(color, ((x, y), (x + width, y), (x + width, y + height), (x, y + height)))
    if len(numbers) % 2:
        return None
    return Shape(color, tuple(zip(numbers[::2], numbers[1::2], strict=True)))


def _numbers(about: Plain, least: int, most: int) -> tuple[int, ...] | None:
    if not isinstance(about, list) or not least <= len(about) <= most:
        return None
    if not all(isinstance(each, str) and each.isascii() and each.isdigit() and len(each) < 6 for each in about):
        return None
    return tuple(int(str(each)) for each in about)


def _text(about: Plain) -> str:
    """What stands there, in short."""
    if isinstance(about, dict):
        return ", ".join(f"{key}: {_text(each)}" for key, each in about.items())[:60]
    if isinstance(about, list):
        return ", ".join(map(_text, about))[:60]
    return str(about or "")[:60]
