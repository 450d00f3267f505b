"""An element of Markdown's tree whose whole HTML is known already (see `direct`): nothing in it is to be looked at."""

from __future__ import annotations

from xml.etree.ElementTree import Element


class Ready(Element):
    """It has neither text nor children. ``words`` is its text, as far as that is known."""

    html: str
    words: str

    def __init__(self, tag: str, html: str, words: str = "") -> None:
        super().__init__(tag)
        self.html = html
        self.words = words
