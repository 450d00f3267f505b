"""What a plan consists of: the files that will stand in output/, as values.

``path`` is relative to output/. Knows neither how a page is rendered nor how anything is written.
"""

from __future__ import annotations

from typing import Union

from msgspec import Struct

from leitai.images import Photo, Variant
from leitai.images.cards import Card
from leitai.views import AnyView


class Page(Struct, frozen=True, tag="page"):
    """A view rendered by a layout. ``source`` is the file that is most responsible for it, for messages."""

    path: str
    layout: str
    view: AnyView
    source: str = ""


class Picture(Struct, frozen=True, tag="picture"):
    """A variant of a photo; the name holds all it depends on."""

    path: str
    photo: Photo
    variant: Variant


class Drawing(Struct, frozen=True, tag="drawing"):
    """A card, drawn; its name holds all it depends on."""

    path: str
    card: Card
    source: str = ""


class Copy(Struct, frozen=True, tag="copy"):
    """A source file as it is, or stripped of its metadata if it is a photo."""

    path: str
    source: str
    digest: str


class Text(Struct, frozen=True, tag="text"):
    """Finished text."""

    path: str
    text: str
    source: str = ""


class Piece(Struct, frozen=True, tag="piece"):
    """``size`` bytes of ``file`` from ``start`` on, a file that this build made for it; ``digest`` stands for them.

    No file: the bytes stand in output/ already, as the record says.
    """

    path: str
    digest: str
    file: str = ""
    start: int = 0
    size: int = 0


Output = Union[Page, Picture, Drawing, Copy, Text, Piece]
