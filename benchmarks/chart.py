"""Draws groups of horizontal bars as an SVG that stands on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 760
LEFT = 130
RIGHT = 150
ROW = 24
GAP = 44
COLOURS = ("#b3261e", "#2b6cb0", "#2f855a", "#b7791f", "#6b46c1", "#4a5568", "#0e7490")
STYLE = (
    "text{font:13px sans-serif;fill:#222}.title{font-weight:bold;font-size:15px}.group{font-weight:bold}"
    ".note{fill:#666}rect.back{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.note{fill:#aaa}rect.back{fill:#181818}}"
)


@dataclass(frozen=True)
class Bar:
    """One bar: whose it is, how long, and what stands at its end."""

    name: str
    value: float
    label: str


@dataclass(frozen=True)
class Group:
    """Bars that share a heading and a scale."""

    title: str
    bars: Sequence[Bar]


def draw(title: str, note: str, groups: Sequence[Group]) -> str:
    """The chart; each group has its own scale from zero to its longest bar.

    >>> draw("t", "n", [Group("g", [Bar("a", 1, "1 s")])]).startswith("<svg ")
    True
    """
    names = list(dict.fromkeys(bar.name for group in groups for bar in group.bars))
    parts: list[str] = []
    y = 52
    for group in groups:
        y += 22
        parts.append(f'<text class="group" x="12" y="{y}">{escape(group.title)}</text>')
        y += 8
        longest = max((bar.value for bar in group.bars), default=0) or 1
        for bar in group.bars:
            length = max(1.0, (WIDTH - LEFT - RIGHT) * bar.value / longest)
            colour = COLOURS[names.index(bar.name) % len(COLOURS)]
            middle = y + ROW - 7
            parts.append(f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end">{escape(bar.name)}</text>')
            parts.append(f'<rect x="{LEFT}" y="{y + 4}" width="{length:.1f}" height="{ROW - 8}" fill="{colour}"/>')
            parts.append(f'<text x="{LEFT + length + 6:.1f}" y="{middle}">{escape(bar.label)}</text>')
            y += ROW
        y += GAP - 34
    height = y + 16
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f'<rect class="back" width="{WIDTH}" height="{height}"/>'
        f'<text class="title" x="12" y="26">{escape(title)}</text>'
        f'<text class="note" x="12" y="46">{escape(note)}</text>'
    )
    return head + "".join(parts) + "</svg>\n"
