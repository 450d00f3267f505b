"""A card: a flat picture of a few shapes, drawn from a value, for pages that have no photo to be passed on with.

It needs neither a font nor a source. Its name says all that its bytes depend on. Must not know: who declares a card,
pages, disks.
"""

from __future__ import annotations

from hashlib import blake2b
from io import BytesIO

import msgspec
from msgspec import Struct

from leitai.images.rules import ENCODER

_FINER = 2
_COLORS = 32


class Shape(Struct, frozen=True, tag="shape"):
    """A polygon through ``points``; or, if it is ``round``, the ellipse in the box of two."""

    color: str
    points: tuple[tuple[int, int], ...]
    round: bool = False


class Card(Struct, frozen=True, tag="card"):
    """``shapes`` on a ``ground``, the later ones over the earlier; colours as ``#rrggbb``."""

    width: int
    height: int
    ground: str
    shapes: tuple[Shape, ...] = ()


def name_of(card: Card) -> str:
    """The name of its file.

    >>> name_of(Card(600, 315, "#ffffff")) != name_of(Card(600, 315, "#fffffe"))
    True
    """
    tag = blake2b(msgspec.msgpack.encode(card) + ENCODER.encode(), digest_size=5).hexdigest()
    return f"card.{tag}.png"


def draw(card: Card) -> bytes:
    """The card as a PNG of few colours, with smooth edges."""
    from PIL import Image, ImageDraw

    size = card.width * _FINER, card.height * _FINER
    picture = Image.new("RGB", size, card.ground)
    pen = ImageDraw.Draw(picture)
    for shape in card.shapes:
        points = [(x * _FINER, y * _FINER) for x, y in shape.points]
        if shape.round:
            pen.ellipse(points, fill=shape.color)
        else:
            pen.polygon(points, fill=shape.color)
    small = picture.resize((card.width, card.height), Image.Resampling.BOX)
    out = BytesIO()
    small.quantize(_COLORS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
