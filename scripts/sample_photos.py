#!/usr/bin/env python3
"""Paint the sample "photographs" of the sample site.

The sample contests are about real places, but no photograph of them may be shipped with the program.  This script
paints stand-ins: landscapes, streets, halls and stages as layered shapes, light and depth, in the manner of a gouache
or a screen print.  No picture carries text, emblems or flags, and none shows a recognisable landmark.

    python scripts/sample_photos.py                      # all pictures, into the repository root
    python scripts/sample_photos.py --to /tmp/try stage  # those whose path contains "stage", somewhere else

The output is deterministic: everything random comes from ``random.Random(<path of the picture>)`` and nothing from the
clock, so that the same Pillow writes the same bytes on every run.

Some files are made awkward on purpose, so that the image pipeline has something to prove itself on (see ``PHOTOS``):

* three have rotated pixel data and an EXIF orientation tag (``turn=3``, ``6``, ``8``), as telephones write them;
* two carry EXIF data which must not be published: an invented GPS position and an invented camera serial number
  (``private=True``).

Scenes are drawn in output pixels on a canvas of twice the size, then reduced, which smooths the edges.  The order of
the file: colours, ``Canvas``, drawing helpers (nature, buildings, people, light), one function a scene, the table.
"""

from __future__ import annotations

import argparse
import colorsys
import io
import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

RGB = tuple[int, int, int]
Ink = str | RGB
Pt = tuple[float, float]
Box = tuple[int, int, int, int]
Three = tuple[Ink, Ink, Ink]

# --------------------------------------------------------------------------------------------------------------------
# Colours


@lru_cache(maxsize=4096)
def _hex(text: str) -> RGB:
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def rgb(ink: Ink) -> RGB:
    """A colour as three numbers, from ``"rrggbb"`` or from three numbers."""
    return _hex(ink) if isinstance(ink, str) else ink


def mix(a: Ink, b: Ink, t: float) -> RGB:
    """The colour on the way from ``a`` (t=0) to ``b`` (t=1)."""
    p, q = rgb(a), rgb(b)
    return (
        round(p[0] + (q[0] - p[0]) * t),
        round(p[1] + (q[1] - p[1]) * t),
        round(p[2] + (q[2] - p[2]) * t),
    )


def dim(ink: Ink, t: float) -> RGB:
    """A darker, slightly cooler version of a colour."""
    return mix(ink, "140f22", t)


def pale(ink: Ink, t: float) -> RGB:
    """A lighter, slightly warmer version of a colour."""
    return mix(ink, "fff6e4", t)


def vary(ink: Ink, rng: random.Random, amount: float = 0.06) -> RGB:
    """A neighbour of a colour: a little off in hue, saturation and value."""
    r, g, b = rgb(ink)
    h, s, v = colorsys.rgb_to_hsv(r / 255, g / 255, b / 255)
    h = (h + rng.uniform(-amount, amount) * 0.25) % 1.0
    s = min(1.0, max(0.0, s * (1 + rng.uniform(-amount, amount))))
    v = min(1.0, max(0.0, v * (1 + rng.uniform(-amount, amount))))
    r2, g2, b2 = colorsys.hsv_to_rgb(h, s, v)
    return round(r2 * 255), round(g2 * 255), round(b2 * 255)


@dataclass(frozen=True)
class Ramp:
    """A gradient over the box of the shape it fills: evenly spaced inks, top to bottom or left to right."""

    inks: tuple[Ink, ...]
    across: bool = False

    def image(self, w: int, h: int) -> Image.Image:
        """The gradient as a picture of the given size."""
        n = 512
        data = bytearray()
        last = len(self.inks) - 1
        for i in range(n):
            t = i / (n - 1) * last
            j = min(int(t), last - 1) if last else 0
            data += bytes(mix(self.inks[j], self.inks[min(j + 1, last)], t - j))
        size = (n, 1) if self.across else (1, n)
        return Image.frombytes("RGB", size, bytes(data)).resize((max(1, w), max(1, h)), Image.Resampling.BILINEAR)


Fill = str | RGB | Ramp


def ramp(*inks: Ink, across: bool = False) -> Ramp:
    """A gradient of the given inks."""
    return Ramp(tuple(inks), across)


# --------------------------------------------------------------------------------------------------------------------
# Geometry


def smooth(points: Sequence[Pt], steps: int = 6, closed: bool = False) -> list[Pt]:
    """A Catmull-Rom curve through the points."""
    pts = list(points)
    n = len(pts)
    out: list[Pt] = []
    for i in range(n if closed else n - 1):
        if closed:
            a, b, c, d = pts[(i - 1) % n], pts[i], pts[(i + 1) % n], pts[(i + 2) % n]
        else:
            a, b, c, d = pts[max(i - 1, 0)], pts[i], pts[i + 1], pts[min(i + 2, n - 1)]
        for s in range(steps):
            t = s / steps
            t2, t3 = t * t, t * t * t
            out.append(
                (
                    0.5
                    * (
                        2 * b[0]
                        + (c[0] - a[0]) * t
                        + (2 * a[0] - 5 * b[0] + 4 * c[0] - d[0]) * t2
                        + (3 * b[0] - a[0] - 3 * c[0] + d[0]) * t3
                    ),
                    0.5
                    * (
                        2 * b[1]
                        + (c[1] - a[1]) * t
                        + (2 * a[1] - 5 * b[1] + 4 * c[1] - d[1]) * t2
                        + (3 * b[1] - a[1] - 3 * c[1] + d[1]) * t3
                    ),
                )
            )
    if not closed:
        out.append(pts[-1])
    return out


def ellipse(cx: float, cy: float, rx: float, ry: float, turn: float = 0.0, n: int = 28) -> list[Pt]:
    """The outline of an ellipse, turned by ``turn`` degrees."""
    ca, sa = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    out: list[Pt] = []
    for i in range(n):
        t = 2 * math.pi * i / n
        x, y = rx * math.cos(t), ry * math.sin(t)
        out.append((cx + x * ca - y * sa, cy + x * sa + y * ca))
    return out


def along(a: Pt, b: Pt, t: float) -> Pt:
    """The point on the way from ``a`` to ``b``."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def quad_cell(q: Sequence[Pt], u0: float, v0: float, u1: float, v1: float) -> list[Pt]:
    """A part of the quadrilateral ``q`` (corners clockwise from top left), in fractions of its width and height."""

    def at(u: float, v: float) -> Pt:
        return along(along(q[0], q[1], u), along(q[3], q[2], u), v)

    return [at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)]


@dataclass(frozen=True)
class Persp:
    """A one-point perspective: metres (x right, y up, z away) to pixels."""

    vx: float
    vy: float
    focal: float
    eye: float = 1.6

    def p(self, x: float, y: float, z: float) -> Pt:
        """The pixel at which a point of space is seen."""
        s = self.focal / z
        return self.vx + x * s, self.vy - (y - self.eye) * s

    def s(self, z: float) -> float:
        """Pixels a metre at the distance ``z``."""
        return self.focal / z

    def floor(self, x0: float, z0: float, x1: float, z1: float, y: float = 0.0) -> list[Pt]:
        """A horizontal rectangle."""
        return [self.p(x0, y, z1), self.p(x1, y, z1), self.p(x1, y, z0), self.p(x0, y, z0)]

    def wall(self, x: float, z0: float, z1: float, y0: float, y1: float) -> list[Pt]:
        """A wall running away from the viewer; corners clockwise from the top at ``z0``."""
        return [self.p(x, y1, z0), self.p(x, y1, z1), self.p(x, y0, z1), self.p(x, y0, z0)]

    def front(self, x0: float, x1: float, z: float, y0: float, y1: float) -> list[Pt]:
        """A wall facing the viewer."""
        return [self.p(x0, y1, z), self.p(x1, y1, z), self.p(x1, y0, z), self.p(x0, y0, z)]


# --------------------------------------------------------------------------------------------------------------------
# Canvas


@dataclass(frozen=True)
class Mask:
    """A grey picture and where on the canvas it lies (in canvas pixels)."""

    box: Box
    image: Image.Image


class Canvas:
    """A picture under the brush.  All coordinates are in output pixels; the canvas itself is ``k`` times larger."""

    def __init__(self, w: int, h: int, name: str, k: float = 2.0) -> None:
        self.w, self.h, self.k = w, h, k
        self.img = Image.new("RGB", (round(w * k), round(h * k)))
        self.rng = random.Random(name)
        self._draw = ImageDraw.Draw(self.img, "RGBA")

    # -- masks

    def _box(self, pts: Sequence[Pt], margin: float) -> Box:
        edge = 4 + margin
        x0 = max(min(p[0] for p in pts) - margin - 1, -edge)
        y0 = max(min(p[1] for p in pts) - margin - 1, -edge)
        x1 = min(max(p[0] for p in pts) + margin + 1, self.w + edge)
        y1 = min(max(p[1] for p in pts) + margin + 1, self.h + edge)
        k = self.k
        a, b = math.floor(x0 * k), math.floor(y0 * k)
        return a, b, max(a + 1, math.ceil(x1 * k)), max(b + 1, math.ceil(y1 * k))

    def mask(self, pts: Sequence[Pt], blur: float = 0.0) -> Mask:
        """The inside of a polygon, with a soft edge if wanted."""
        box = self._box(pts, blur * 2.6)
        m = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        k = self.k
        ImageDraw.Draw(m).polygon([(x * k - box[0], y * k - box[1]) for x, y in pts], fill=255)
        if blur:
            m = m.filter(ImageFilter.GaussianBlur(blur * k))
        return Mask(box, m)

    def paint(self, mask: Mask, fill: Fill, alpha: float = 1.0, mode: str = "over") -> None:
        """Put a colour or a gradient through a mask: ``over``, ``screen`` (light) or ``multiply`` (shadow)."""
        m = mask.image if alpha >= 1 else mask.image.point([round(i * alpha) for i in range(256)])
        w, h = m.size
        if mode == "over" and not isinstance(fill, Ramp):
            self.img.paste(rgb(fill), mask.box, m)
            return
        src = fill.image(w, h) if isinstance(fill, Ramp) else Image.new("RGB", (w, h), rgb(fill))
        if mode == "screen":
            src = ImageChops.screen(self.img.crop(mask.box), src)
        elif mode == "multiply":
            src = ImageChops.multiply(self.img.crop(mask.box), src)
        self.img.paste(src, mask.box, m)

    @contextmanager
    def inside(self, pts: Sequence[Pt], blur: float = 0.0) -> Iterator[None]:
        """Whatever is painted within this block shows only inside the polygon."""
        before = self.img.copy()
        mask = self.mask(pts, blur)
        yield
        after = self.img.crop(mask.box)
        self.img.paste(before)
        self.img.paste(after, mask.box, mask.image)

    # -- shapes

    def poly(self, pts: Sequence[Pt], fill: Fill, alpha: float = 1.0, blur: float = 0.0, mode: str = "over") -> None:
        """A filled polygon."""
        if blur == 0 and mode == "over" and not isinstance(fill, Ramp):
            k = self.k
            self._draw.polygon([(x * k, y * k) for x, y in pts], fill=(*rgb(fill), round(255 * alpha)))
            return
        self.paint(self.mask(pts, blur), fill, alpha, mode)

    def rect(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        fill: Fill,
        alpha: float = 1.0,
        blur: float = 0.0,
        mode: str = "over",
    ) -> None:
        """An upright rectangle."""
        self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill, alpha, blur, mode)

    def oval(
        self,
        cx: float,
        cy: float,
        rx: float,
        ry: float,
        fill: Fill,
        alpha: float = 1.0,
        blur: float = 0.0,
        mode: str = "over",
        turn: float = 0.0,
    ) -> None:
        """An ellipse, perhaps turned."""
        n = 12 if max(rx, ry) < 8 else 28 if max(rx, ry) < 80 else 64
        self.poly(ellipse(cx, cy, rx, ry, turn, n), fill, alpha, blur, mode)

    def line(
        self,
        pts: Sequence[Pt],
        width: float,
        fill: Fill,
        alpha: float = 1.0,
        blur: float = 0.0,
        mode: str = "over",
        end: float | None = None,
    ) -> None:
        """A line of the given width, tapering to ``end`` if that is given."""
        if len(pts) < 2:
            return
        n = len(pts)
        left: list[Pt] = []
        right: list[Pt] = []
        for i, (x, y) in enumerate(pts):
            ax, ay = pts[max(i - 1, 0)]
            bx, by = pts[min(i + 1, n - 1)]
            d = math.hypot(bx - ax, by - ay) or 1.0
            half = (width + ((width if end is None else end) - width) * i / (n - 1)) / 2
            nx, ny = -(by - ay) / d * half, (bx - ax) / d * half
            left.append((x + nx, y + ny))
            right.append((x - nx, y - ny))
        self.poly(left + right[::-1], fill, alpha, blur, mode)

    def bands(self, inks: Sequence[Ink], y0: float = 0.0, y1: float | None = None, alpha: float = 1.0) -> None:
        """A gradient from edge to edge: a sky, a floor."""
        bottom = self.h if y1 is None else y1
        self.rect(-8, y0, self.w + 8, bottom, Ramp(tuple(inks)), alpha)

    # -- light

    def glow(
        self,
        x: float,
        y: float,
        r: float,
        ink: Ink,
        strength: float = 1.0,
        ry: float | None = None,
        power: float = 2.0,
        mode: str = "screen",
    ) -> None:
        """A soft round light (or, with ``multiply``, a soft round shadow)."""
        ry = r if ry is None else ry
        k = self.k
        box = (round((x - r) * k), round((y - ry) * k), round((x + r) * k), round((y + ry) * k))
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        table = [round(255 * strength * max(0.0, 1 - i / 180) ** power) for i in range(256)]
        m = Image.radial_gradient("L").point(table).resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BICUBIC)
        clip = (max(box[0], 0), max(box[1], 0), min(box[2], self.img.width), min(box[3], self.img.height))
        if clip[2] <= clip[0] or clip[3] <= clip[1]:
            return
        m = m.crop((clip[0] - box[0], clip[1] - box[1], clip[2] - box[0], clip[3] - box[1]))
        self.paint(Mask(clip, m), ink, 1.0, mode)

    def beam(
        self,
        src: Pt,
        a: Pt,
        b: Pt,
        ink: Ink,
        strength: float = 0.5,
        blur: float = 6.0,
        width: float = 6.0,
        fade: float = 1.0,
    ) -> None:
        """A cone of light from ``src`` to the segment ``a``-``b``, fainter on its way."""
        d = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        ux, uy = (b[0] - a[0]) / d * width / 2, (b[1] - a[1]) / d * width / 2
        for part, soft in ((1.0, blur), (0.55, blur * 1.6)):
            mid = along(a, b, 0.5)
            p, q = along(mid, a, part), along(mid, b, part)
            m = self.mask([(src[0] - ux, src[1] - uy), p, q, (src[0] + ux, src[1] + uy)], soft)
            w, h = m.image.size
            down = mid[1] > src[1]
            g = Image.linear_gradient("L").resize((w, h))
            if down:
                g = ImageChops.invert(g)
            low = 1 - fade
            g = g.point([round(255 * (low + (1 - low) * (i / 255) ** 1.2)) for i in range(256)])
            self.paint(Mask(m.box, ImageChops.multiply(m.image, g)), ink, strength * 0.62, "screen")

    def haze(self, y0: float, y1: float, ink: Ink, a0: float, a1: float) -> None:
        """A veil between two heights, whose thickness goes from ``a0`` to ``a1``."""
        k = self.k
        box = (0, round(y0 * k), self.img.width, round(y1 * k))
        h = max(1, box[3] - box[1])
        g = Image.linear_gradient("L").point([round(255 * (a0 + (a1 - a0) * i / 255)) for i in range(256)])
        self.paint(Mask((0, box[1], box[2], box[1] + h), g.resize((box[2], h), Image.Resampling.BICUBIC)), ink)

    def reflect(
        self,
        y: float,
        y1: float,
        tint: Ink,
        tint_alpha: float = 0.35,
        ripple: float = 3.0,
        blur: float = 1.5,
        stretch: float = 1.0,
        pts: Sequence[Pt] | None = None,
    ) -> None:
        """Mirror what lies above ``y`` into the water (or wet floor) between ``y`` and ``y1``, or into ``pts``."""
        k, w = self.k, self.img.width
        h = round((y1 - y) * k)
        top = round(y * k)
        take = min(top, round(h / stretch))
        part = self.img.crop((0, top - take, w, top)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        part = part.resize((w, round(take * stretch)), Image.Resampling.BILINEAR)
        if part.height < h:
            full = Image.new("RGB", (w, h), part.resize((1, 1)).getpixel((0, 0)))
            last = part.crop((0, part.height - 2, w, part.height)).resize((w, h - part.height))
            full.paste(part, (0, 0))
            full.paste(last, (0, part.height))
            part = full
        part = part.filter(ImageFilter.GaussianBlur((blur * k, blur * k * 2.2)))
        if ripple:
            out = part.copy()
            phase = self.rng.uniform(0, 6)
            t = phase
            step = max(1, round(k))
            for j in range(0, h, step):
                depth = 0.25 + j / h
                t += step / (k * (2.2 + 9 * depth))
                dx = ripple * k * depth * (math.sin(t * 2.1) + 0.6 * math.sin(t * 5.3 + 1) + 0.4 * math.sin(t * 0.7))
                row = part.crop((0, j, w, j + step))
                out.paste(ImageChops.offset(row, round(dx), 0), (0, j))
            part = out
        part = Image.blend(part, Image.new("RGB", part.size, rgb(tint)), tint_alpha)
        if pts is None:
            self.img.paste(part, (0, top))
            return
        mask = self.mask(pts)
        full_layer = self.img.copy()
        full_layer.paste(part, (0, top))
        self.img.paste(full_layer.crop(mask.box), mask.box, mask.image)

    # -- the end

    def finish(
        self, vignette: float = 0.22, bloom: float = 0.3, grain: float = 0.9, wobble: float = 0.9
    ) -> Image.Image:
        """Reduce to the output size; add an unsteady hand, bloom, the tooth of paper, a vignette, a little grain."""
        src = self._wobbled(wobble) if wobble else self.img
        im = src.resize((self.w, self.h), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.55))
        if bloom:
            small = im.resize((self.w // 4, self.h // 4), Image.Resampling.BOX)
            high = small.point([max(0, min(255, round((v - 190) * 2.4))) for v in range(256)] * 3)
            soft = high.filter(ImageFilter.GaussianBlur(self.w / 180)).resize(im.size, Image.Resampling.BICUBIC)
            soft = soft.point([round(v * bloom) for v in range(256)] * 3)
            im = ImageChops.screen(im, soft)
        for cells, amount in ((9, 3.5), (40, 2.2)):
            rows = max(2, round(cells * 1.8 * self.h / self.w))
            low = Image.frombytes("L", (cells, rows), self.rng.randbytes(cells * rows))
            tooth = low.resize(im.size, Image.Resampling.BICUBIC)
            tooth = tooth.point([round(128 + (v - 128) / 128 * amount) for v in range(256)])
            im = ImageChops.add(im, Image.merge("RGB", (tooth, tooth, tooth)), 1, -128)
        if vignette:
            g = Image.radial_gradient("L").crop((37, 37, 219, 219))
            g = g.point([round(255 * (1 - vignette * (v / 255) ** 2.2)) for v in range(256)])
            g = g.resize(im.size, Image.Resampling.BICUBIC)
            im = ImageChops.multiply(im, Image.merge("RGB", (g, g, g)))
        if grain:
            noise = Image.frombytes("L", im.size, self.rng.randbytes(self.w * self.h))
            noise = noise.filter(ImageFilter.GaussianBlur(0.6))
            noise = noise.point([round(128 + (v - 128) / 36 * grain) for v in range(256)])
            im = ImageChops.add(im, Image.merge("RGB", (noise, noise, noise)), 1, -128)
        return im

    def _wobbled(self, amount: float) -> Image.Image:
        """The canvas with its straight lines drawn by hand: every knot of a net moved by up to ``amount`` pixels."""
        w, h = self.img.size
        nx, ny = max(2, round(self.w / 46)), max(2, round(self.h / 46))
        a = amount * self.k

        def knot(i: int, j: int) -> Pt:
            x, y = w * i / nx, h * j / ny
            if 0 < i < nx:
                x += self.rng.uniform(-a, a)
            if 0 < j < ny:
                y += self.rng.uniform(-a, a)
            return x, y

        knots = [[knot(i, j) for i in range(nx + 1)] for j in range(ny + 1)]
        mesh: list[tuple[Box, tuple[float, ...]]] = []
        for j in range(ny):
            for i in range(nx):
                box = (round(w * i / nx), round(h * j / ny), round(w * (i + 1) / nx), round(h * (j + 1) / ny))
                nw, ne, se, sw = knots[j][i], knots[j][i + 1], knots[j + 1][i + 1], knots[j + 1][i]
                mesh.append((box, (*nw, *sw, *se, *ne)))
        return self.img.transform(self.img.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


# --------------------------------------------------------------------------------------------------------------------
# Nature

# Rows of coordinates are read as rows; one number a line would hide the drawing.
# fmt: off


def dabs(
    c: Canvas, region: Sequence[Pt], inks: Sequence[Ink], n: int, length: float, width: float, turn: float = 0.0,
    alpha: float = 0.35, near: float = 1.0,
) -> None:
    """Brush marks inside a region: grass, plaster, water.  ``near`` > 1 makes the lower marks larger."""
    x0, x1 = min(p[0] for p in region), max(p[0] for p in region)
    y0, y1 = min(p[1] for p in region), max(p[1] for p in region)
    y0, y1, x0, x1 = max(y0, -20), min(y1, c.h + 20), max(x0, -20), min(x1, c.w + 20)
    rng = c.rng
    with c.inside(region):
        for _ in range(n):
            t = rng.random() ** (1 / near if near > 1 else 1)
            f = 1 / near + (1 - 1 / near) * t
            x, y = rng.uniform(x0, x1), y0 + (y1 - y0) * t
            c.oval(
                x, y, length * f * rng.uniform(0.5, 1.2), width * f * rng.uniform(0.5, 1.2), rng.choice(inks),
                alpha * rng.uniform(0.5, 1.0), turn=turn + rng.uniform(-6, 6),
            )


def clouds(c: Canvas, x: float, y: float, w: float, h: float, top: Ink, base: Ink, alpha: float = 0.85) -> None:
    """A cumulus: heaped and lit above, flat and melting away below."""
    rng = c.rng
    heaps = [(t, (0.22 + 0.34 * (1 - t * t)) * rng.uniform(0.75, 1.15)) for t in (-0.82, -0.56, -0.3, -0.05, 0.2, 0.46,
        0.74)]
    box = c._box([(x - w * 0.7, y - h), (x + w * 0.7, y + h * 0.3)], 8)
    k = c.k
    m = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
    d = ImageDraw.Draw(m)
    for t, r in heaps:
        for u, v, g in ((0.0, 0.0, 1.0), (rng.uniform(-0.1, 0.1), 0.42, 0.62), (rng.uniform(-0.16, 0.16), 0.2, 0.8)):
            cx, cy, rr = x + (t + u) * w / 2, y - r * h * (0.5 + v), r * h * g * 0.8
            d.ellipse([(cx - rr * 1.35) * k - box[0], (cy - rr) * k - box[1], (cx + rr * 1.35) * k - box[0],
                (cy + rr) * k - box[1]], fill=255)
    fade = Image.linear_gradient("L").point([255 if i < 110 else max(0, round(255 * (1 - (i - 110) / 90)))
        for i in range(256)])
    m = ImageChops.multiply(m.filter(ImageFilter.GaussianBlur(h * 0.02 * k)), fade.resize(m.size))
    c.paint(Mask(box, m), Ramp((top, top, mix(top, base, 0.5), base, base)), alpha)
    for t, r in heaps:
        c.oval(x + t * w / 2 + r * h * 0.2, y - r * h * 0.42, r * h * 0.8, r * h * 0.34, base, alpha * 0.35, h * 0.06)


def streaks(c: Canvas, y0: float, y1: float, ink: Ink, n: int, alpha: float = 0.4, slope: float = 0.0) -> None:
    """Long thin clouds."""
    rng = c.rng
    for _ in range(n):
        y = rng.uniform(y0, y1)
        x = rng.uniform(-0.1, 1.1) * c.w
        rx = rng.uniform(0.10, 0.32) * c.w
        ry = rng.uniform(0.004, 0.014) * c.h
        c.oval(x, y, rx, ry, ink, alpha * rng.uniform(0.5, 1), ry * 1.1, turn=slope)


def ridge(
    c: Canvas, y: float, amp: float, fill: Fill, rough: float = 1.0, seed: float | None = None, step: float = 8.0,
    bottom: float | None = None,
) -> list[Pt]:
    """A line of hills from edge to edge; returns its outline."""
    ph = c.rng.uniform(0, 100) if seed is None else seed
    pts: list[Pt] = []
    x = -20.0
    while x <= c.w + 20 + step:
        t = x / 1600 * 6.283
        v = math.sin(t * 1.1 + ph) * 0.55 + math.sin(t * 2.3 + ph * 1.7) * 0.30 + math.sin(t * 4.1 + ph * 2.9) * 0.16
        v += rough * (math.sin(t * 9.7 + ph * 3.1) * 0.05 + math.sin(t * 21 + ph * 5) * 0.025)
        pts.append((x, y - amp * v))
        x += step
    low = c.h + 10 if bottom is None else bottom
    c.poly([*pts, (c.w + 40, low), (-40, low)], fill)
    return pts


def slopes(c: Canvas, outline: Sequence[Pt], ink: Ink, drop: float, n: int, alpha: float = 0.25,
        lean: float = 0.6) -> None:
    """The lit or shaded flanks of hills: soft wedges hanging from their outline."""
    rng = c.rng
    with c.inside([*outline, (c.w + 40, c.h + 10), (-40, c.h + 10)]):
        for _ in range(n):
            x, y = outline[rng.randrange(len(outline))]
            d = drop * rng.uniform(0.5, 1.2)
            w = d * rng.uniform(0.25, 0.6)
            c.poly([(x, y - 2), (x + w * 0.5 + d * lean, y + d), (x - w * 0.5 + d * lean, y + d * 1.1)], ink,
                   alpha * rng.uniform(0.5, 1), d * 0.06)


def leaves(
    c: Canvas, cx: float, cy: float, rx: float, ry: float, inks: Three, n: int = 60, lit: float = -1.0,
    dab: float = 1.0,
) -> None:
    """A mass of foliage: dark clumps, then lighter ones towards the light (``lit``: -1 left, 1 right), then leaves."""
    rng = c.rng
    size = min(rx, ry, 105.0)

    def spot(spread: float) -> Pt:
        a = rng.uniform(0, 2 * math.pi)
        d = math.sqrt(rng.random()) * spread
        return math.cos(a) * d, math.sin(a) * d

    for _ in range(n // 2):
        u, v = spot(0.86)
        c.oval(cx + u * rx, cy + v * ry, size * rng.uniform(0.2, 0.36), size * rng.uniform(0.18, 0.3),
            vary(inks[0], rng))
    for _ in range(n // 2):
        u, v = spot(0.8)
        if v > 0.55:
            continue
        c.oval(cx + u * rx + lit * rx * 0.08, cy + v * ry - ry * 0.12, size * rng.uniform(0.12, 0.24),
               size * rng.uniform(0.09, 0.17), vary(inks[1], rng))
    for _ in range(n // 2):
        u, v = spot(0.78)
        if v > 0.3 or u * lit < -0.35:
            continue
        c.oval(cx + u * rx + lit * rx * 0.13, cy + v * ry - ry * 0.18, size * rng.uniform(0.07, 0.15),
               size * rng.uniform(0.05, 0.10), vary(inks[2], rng), 0.9)
    leaf = max(2.2, size * 0.05 * dab)
    for _ in range(n + n // 4):
        u, v = spot(0.97)
        t = 0.5 + 0.5 * (u * lit - v) + rng.uniform(-0.35, 0.35)
        ink = inks[2] if t > 0.95 else inks[1] if t > 0.5 else inks[0]
        c.oval(cx + u * rx, cy + v * ry, leaf * rng.uniform(0.7, 1.5), leaf * rng.uniform(0.4, 0.8), vary(ink, rng),
               turn=rng.uniform(0, 180))


def tree(
    c: Canvas, x: float, y: float, h: float, inks: Three, trunk: Ink = "4a3a34", lit: float = -1.0,
    spread: float = 0.36, n: int = 60, crown: float = 0.62,
) -> None:
    """A broad-leaved tree standing at ``(x, y)``."""
    rng = c.rng
    bend = rng.uniform(-0.05, 0.05) * h
    top = y - h * (1 - crown * 0.55)
    c.line(smooth([(x, y), (x + bend * 0.4, y - h * 0.2), (x + bend, top)]), h * 0.05, trunk, end=h * 0.025)
    for side in (-1, 1, 0.3):
        c.line(smooth([(x + bend * 0.5, y - h * 0.28), (x + side * h * 0.1, top + h * 0.03),
                       (x + side * h * 0.19, top - h * 0.13)]), h * 0.024, trunk, end=h * 0.008)
    cy = y - h * (1 - crown / 2)
    leaves(c, x + bend, cy, h * spread, h * crown / 2, inks, n, lit)


def poplar(c: Canvas, x: float, y: float, h: float, inks: Three, trunk: Ink = "8a8074", lit: float = -1.0) -> None:
    """A tall narrow tree of the north."""
    c.line([(x, y), (x, y - h * 0.75)], h * 0.028, trunk, end=h * 0.01)
    for i in range(5):
        t = i / 4
        leaves(c, x, y - h * (0.24 + 0.62 * t), h * (0.105 - 0.055 * abs(t - 0.35)), h * 0.13, inks, 34, lit, 1.3)


def palm(c: Canvas, x: float, y: float, h: float, inks: tuple[Ink, Ink], trunk: Ink = "6a5446",
        lean: float = 0.05) -> None:
    """A palm tree."""
    rng = c.rng
    tx, ty = x + lean * h, y - h
    c.line(smooth([(x, y), (x + lean * h * 0.3, y - h * 0.5), (tx, ty)]), h * 0.042, trunk, end=h * 0.024)
    for i in range(11):
        a = math.radians(-175 + 17 * i + rng.uniform(-8, 8))
        d = h * rng.uniform(0.34, 0.44)
        ex, ey = tx + math.cos(a) * d, ty + math.sin(a) * d * 0.55 + d * 0.34
        mx, my = tx + math.cos(a) * d * 0.5, ty + math.sin(a) * d * 0.62
        curve = smooth([(tx, ty), (mx, my), (ex, ey)], 7)
        ink = inks[i % 2]
        c.line(curve, h * 0.012, ink, end=1)
        for j, (px, py) in enumerate(curve[1:]):
            f = 1 - j / len(curve)
            for s in (-1, 1):
                c.poly([(px - 2, py), (px + 2, py), (px + s * h * 0.035 + math.cos(a) * h * 0.03,
                    py + h * 0.085 * (0.4 + f))], ink)


def grass(c: Canvas, x0: float, x1: float, y: float, h: float, inks: Sequence[Ink], n: int, lean: float = 0.2) -> None:
    """Blades of grass or reed along a line."""
    rng = c.rng
    for _ in range(n):
        x = rng.uniform(x0, x1)
        t = h * rng.uniform(0.45, 1.0)
        b = (lean + rng.uniform(-0.35, 0.35)) * t
        base = y + rng.uniform(-h * 0.08, h * 0.12)
        c.line(smooth([(x, base), (x + b * 0.3, base - t * 0.6), (x + b, base - t)], 3), max(1.2, h * 0.045),
               vary(rng.choice(inks), rng), end=0.5)


def glints(c: Canvas, x0: float, x1: float, y0: float, y1: float, ink: Ink, n: int, size: float = 40.0,
        alpha: float = 0.5) -> None:
    """Flat strokes of light on water, longer towards the viewer."""
    rng = c.rng
    for _ in range(n):
        t = rng.random()
        y = y0 + (y1 - y0) * t
        w = size * (0.15 + 0.85 * t) * rng.uniform(0.3, 1)
        x = rng.gauss((x0 + x1) / 2, (x1 - x0) / 4)
        c.oval(x, y, w, max(0.7, w * 0.035), ink, alpha * rng.uniform(0.4, 1))


def bird(c: Canvas, x: float, y: float, s: float, ink: Ink, flap: float = 0.5, alpha: float = 1.0,
        face: int = 1) -> None:
    """A white heron on the wing (or any bird, small)."""
    up = s * (0.2 + 0.5 * flap)
    c.poly(smooth([(x - s * 0.36 * face, y + s * 0.03), (x, y - s * 0.05), (x + s * 0.42 * face, y - s * 0.02),
                   (x + s * 0.52 * face, y + s * 0.02), (x + s * 0.1 * face, y + s * 0.08)], 4, True), ink, alpha)
    for side, f in ((-1, 1.0), (1, 0.82)):
        c.poly(smooth([(x - s * 0.12, y), (x + side * s * 0.45, y - up * f), (x + side * s * 1.0, y - up * f * 0.62),
                       (x + side * s * 0.5, y - up * f * 0.55), (x + s * 0.14, y + s * 0.03)], 4, True), ink, alpha)
    if s > 16:
        c.line([(x - s * 0.3 * face, y + s * 0.04), (x - s * 0.85 * face, y + s * 0.07)], s * 0.03, dim(ink, 0.5),
            alpha)
        c.poly([(x + s * 0.5 * face, y - s * 0.01), (x + s * 0.72 * face, y + s * 0.02), (x + s * 0.5 * face,
            y + s * 0.03)], "e0a040", alpha)


def heron(c: Canvas, x: float, y: float, h: float, ink: Ink, leg: Ink, face: int = 1) -> None:
    """A heron standing in the water."""
    for d in (-0.03, 0.04):
        c.line([(x + d * h, y - h * 0.42), (x + d * h * 1.4, y)], h * 0.018, leg)
    c.poly(smooth([(x - 0.3 * h * face, y - 0.36 * h), (x - 0.1 * h * face, y - 0.56 * h), (x + 0.14 * h * face,
        y - 0.58 * h), (x + 0.16 * h * face, y - 0.44 * h), (x, y - 0.36 * h)], 6, True), ink)
    c.line(smooth([(x + 0.12 * h * face, y - 0.52 * h), (x + 0.22 * h * face, y - 0.66 * h), (x + 0.12 * h * face,
        y - 0.82 * h), (x + 0.2 * h * face, y - 0.95 * h)]), h * 0.065, ink, end=h * 0.04)
    c.oval(x + 0.21 * h * face, y - 0.95 * h, 0.05 * h, 0.034 * h, ink)
    c.poly([(x + 0.24 * h * face, y - 0.975 * h), (x + 0.42 * h * face, y - 0.93 * h), (x + 0.24 * h * face,
        y - 0.93 * h)], leg)


# --------------------------------------------------------------------------------------------------------------------
# Buildings and things


def windows(
    c: Canvas, q: Sequence[Pt], cols: int, rows: int, dark: Ink, lit: Sequence[Ink], share: float = 0.3,
    fill: tuple[float, float] = (0.6, 0.6), alpha: float = 1.0,
) -> None:
    """A grid of windows on a quadrilateral wall; a ``share`` of them is lit."""
    rng = c.rng
    for j in range(rows):
        for i in range(cols):
            u, v = (i + 0.5 - fill[0] / 2) / cols, (j + 0.5 - fill[1] / 2) / rows
            cell = quad_cell(q, u, v, u + fill[0] / cols, v + fill[1] / rows)
            on = rng.random() < share
            c.poly(cell, vary(rng.choice(lit), rng, 0.1) if on else vary(dark, rng, 0.08), alpha)


def tower(
    c: Canvas, x: float, y: float, w: float, h: float, light: Ink, shade: Ink, side: float = 0.3, floors: int = 0,
    line: Ink | None = None, line_alpha: float = 0.4,
) -> tuple[list[Pt], list[Pt]]:
    """A tall building in two planes; ``side`` is the share of the shaded right plane.  Returns both planes."""
    xs = x + w * (1 - side)
    drop = w * side * 0.18
    front = [(x, y - h), (xs, y - h), (xs, y), (x, y)]
    flank = [(xs, y - h), (x + w, y - h + drop), (x + w, y), (xs, y)]
    c.poly(front, light)
    c.poly(flank, shade)
    for i in range(1, floors):
        t = i / floors
        for q in (front, flank):
            a, b = along(q[0], q[3], t), along(q[1], q[2], t)
            c.line([a, b], max(0.8, h / floors * 0.22), light if line is None else line, line_alpha)
    return front, flank


def paving(c: Canvas, v: Persp, x0: float, x1: float, z0: float, z1: float, gap: float, ink: Ink, alpha: float = 0.3,
           width: float = 0.03) -> None:
    """The joints of a paved floor in perspective."""
    x = x0
    while x <= x1:
        c.poly([v.p(x - width / 2, 0, z1), v.p(x + width / 2, 0, z1), v.p(x + width / 2, 0, z0), v.p(x - width / 2, 0,
            z0)], ink, alpha)
        x += gap
    z = z0
    while z <= z1:
        c.poly(v.floor(x0, z, x1, z + width * 1.6), ink, alpha)
        z += gap


def lantern(c: Canvas, x: float, y: float, s: float, ink: Ink = "d8402e", hot: Ink = "ffb45a",
        glow: float = 0.6) -> None:
    """A red silk lantern hanging from ``(x, y)``."""
    c.line([(x, y), (x, y + s * 0.35)], max(1.0, s * 0.04), "3a2024")
    cy = y + s * 0.85
    c.glow(x, cy, s * 2.4, hot, glow * 0.75)
    c.oval(x, cy, s * 0.62, s * 0.5, ink)
    c.oval(x, cy + s * 0.03, s * 0.42, s * 0.42, mix(ink, hot, 0.45))
    c.oval(x, cy + s * 0.06, s * 0.2, s * 0.3, mix(ink, hot, 0.85))
    for d in (-0.4, 0.4):
        c.line(smooth([(x + d * s * 0.5, cy - s * 0.44), (x + d * s * 0.95, cy), (x + d * s * 0.5, cy + s * 0.44)]),
               max(0.8, s * 0.025), dim(ink, 0.25), 0.6)
    c.rect(x - s * 0.22, cy - s * 0.56, x + s * 0.22, cy - s * 0.46, "c89a48")
    c.rect(x - s * 0.22, cy + s * 0.46, x + s * 0.22, cy + s * 0.56, "c89a48")
    c.line([(x, cy + s * 0.56), (x, cy + s * 1.0)], s * 0.11, dim(ink, 0.1), end=s * 0.05)


def tiled_roof(c: Canvas, q: Sequence[Pt], ink: Ink, lines: int = 14, edge: Ink | None = None) -> None:
    """A roof plane with rows of tiles running from the ridge to the eaves."""
    c.poly(q, ramp(pale(ink, 0.08), ink, dim(ink, 0.16)))
    for i in range(lines + 1):
        t = i / lines
        c.line([along(q[0], q[1], t), along(q[3], q[2], t)], max(0.8, abs(q[2][0] - q[3][0]) / lines * 0.28),
            dim(ink, 0.3), 0.5)
    c.line([q[0], q[1]], 4, pale(ink, 0.2) if edge is None else edge)
    c.line([q[3], q[2]], 3, dim(ink, 0.45))


def cottage(
    c: Canvas, x: float, y: float, w: float, h: float, wall: Ink, roof: Ink, lit: float = -1.0, warm: float = 0.0,
    wok: bool = False,
) -> None:
    """A southern village house: gable to the left, long side to the right, grey tiles, perhaps a rounded gable."""
    rng = c.rng
    g = w * 0.36
    ridge_y, eave = y - h, y - h * 0.6
    face, flank = (wall, dim(wall, 0.28)) if lit < 0 else (dim(wall, 0.28), wall)
    c.poly([(x, y), (x, eave), (x + g / 2, ridge_y), (x + g, eave), (x + g, y)], ramp(pale(face, 0.1), face,
        dim(face, 0.1)))
    c.poly([(x + g, y), (x + g, eave), (x + w, eave + h * 0.03), (x + w, y)], ramp(flank, dim(flank, 0.08)))
    tiled_roof(c, [(x + g / 2, ridge_y), (x + w - g * 0.42, ridge_y + h * 0.02), (x + w + w * 0.04, eave + h * 0.07),
                   (x + g + w * 0.02, eave + h * 0.05)], roof, max(6, int(w / 12)))
    if wok:
        c.poly(smooth([(x - w * 0.02, eave), (x + g * 0.2, ridge_y + h * 0.03), (x + g / 2, ridge_y - h * 0.09),
                       (x + g * 0.8, ridge_y + h * 0.03), (x + g * 1.06, eave)], 8), ramp(pale(face, 0.12), face))
        c.line(smooth([(x - w * 0.02, eave), (x + g * 0.2, ridge_y + h * 0.03), (x + g / 2, ridge_y - h * 0.09),
            (x + g * 0.8, ridge_y + h * 0.03), (x + g * 1.06, eave)], 8), max(2.0, h * 0.05), dim(roof, 0.25))
    else:
        c.line([(x - w * 0.03, eave + h * 0.03), (x + g / 2, ridge_y), (x + g + w * 0.02, eave + h * 0.03)],
            max(2.0, h * 0.045), dim(roof, 0.2))
    pane = mix("3a3f4a", "ffc870", warm)
    c.rect(x + g * 0.36, eave + h * 0.12, x + g * 0.64, eave + h * 0.3, pane)
    n = max(1, int((w - g) / (h * 0.42)))
    for i in range(n):
        wx = x + g + (w - g) * (i + 0.5) / n
        on = pane if rng.random() < 0.75 else dim(wall, 0.55)
        if i == n // 2:
            c.rect(wx - h * 0.07, y - h * 0.32, wx + h * 0.07, y, dim("7a4a34", 0.2))
        else:
            c.rect(wx - h * 0.075, eave + h * 0.16, wx + h * 0.075, eave + h * 0.36, on)


def sawtooth(
    c: Canvas, x: float, y: float, w: float, h: float, n: int, wall: Ink, roof: Ink, glass: Ink, tooth: float = 0.45,
) -> None:
    """A factory shed with a north-light roof: ``n`` teeth above a wall."""
    t = h * tooth
    for i in range(n):
        a, b = x + w * i / n, x + w * (i + 1) / n
        c.poly([(a, y - h), (a, y - h + t), (b, y - h + t)], ramp(pale(roof, 0.12), roof))
        c.poly([(a, y - h + t), (a, y - h), (a + (b - a) * 0.09, y - h + t * 0.12), (a + (b - a) * 0.09, y - h + t)],
            glass)
        c.line([(a, y - h), (b, y - h + t)], max(1.5, h * 0.025), dim(roof, 0.35))
    c.rect(x, y - h + t, x + w, y, ramp(pale(wall, 0.06), wall, dim(wall, 0.15)))
    c.rect(x, y - h + t, x + w, y - h + t + h * 0.04, dim(wall, 0.25))


def boat(c: Canvas, x: float, y: float, s: float, hull: Ink, awning: Ink | None = None) -> None:
    """A small wooden boat, ``s`` long."""
    c.poly(smooth([(x - s * 0.5, y - s * 0.12), (x - s * 0.3, y - s * 0.02), (x, y + s * 0.02),
        (x + s * 0.3, y - s * 0.02), (x + s * 0.52, y - s * 0.15)]) + smooth([(x + s * 0.52, y - s * 0.15),
        (x, y - s * 0.055), (x - s * 0.5, y - s * 0.12)]), hull)
    if awning is not None:
        c.poly(smooth([(x - s * 0.18, y - s * 0.05), (x - s * 0.16, y - s * 0.17), (x, y - s * 0.21), (x + s * 0.16,
            y - s * 0.17), (x + s * 0.18, y - s * 0.05)]), awning)


def seats(c: Canvas, x0: float, x1: float, y: float, w: float, h: float, ink: Ink, shift: float = 0.0) -> None:
    """A row of upholstered seat backs seen from behind."""
    x = x0 + shift
    while x < x1:
        a, b = x + w * 0.04, x + w * 0.96
        pts = [(a, y), (a, y - h * 0.75), (a + w * 0.1, y - h * 0.97), (x + w / 2, y - h), (b - w * 0.1, y - h * 0.97),
               (b, y - h * 0.75), (b, y)]
        c.poly(smooth(pts, 4), ramp(pale(ink, 0.12), ink, dim(ink, 0.3)))
        x += w


def scooter(c: Canvas, x: float, y: float, s: float, body: Ink, box: Ink, face: int = 1) -> None:
    """A delivery scooter with its box, ``s`` long."""
    f = face
    for d in (-0.36, 0.38):
        c.oval(x + d * s * f, y - s * 0.12, s * 0.125, s * 0.125, "1d1c24")
        c.oval(x + d * s * f, y - s * 0.12, s * 0.05, s * 0.05, "8a8a90")
    c.poly(smooth([(x - 0.5 * s * f, y - 0.3 * s), (x - 0.46 * s * f, y - 0.42 * s), (x - 0.1 * s * f, y - 0.4 * s),
                   (x - 0.02 * s * f, y - 0.2 * s), (x + 0.2 * s * f, y - 0.2 * s), (x + 0.27 * s * f, y - 0.5 * s),
                   (x + 0.34 * s * f, y - 0.48 * s), (x + 0.36 * s * f, y - 0.2 * s), (x + 0.2 * s * f, y - 0.11 * s),
                   (x - 0.2 * s * f, y - 0.11 * s), (x - 0.3 * s * f, y - 0.24 * s)], 4, True), body)
    c.line([(x + 0.37 * s * f, y - 0.12 * s), (x + 0.27 * s * f, y - 0.66 * s)], s * 0.035, dim(body, 0.3))
    c.line([(x + 0.18 * s * f, y - 0.69 * s), (x + 0.31 * s * f, y - 0.63 * s)], s * 0.03, "24222a")
    c.oval(x + 0.32 * s * f, y - 0.55 * s, s * 0.04, s * 0.04, "ffe9b8")
    c.poly(smooth([(x - 0.3 * s * f, y - 0.42 * s), (x - 0.05 * s * f, y - 0.42 * s), (x - 0.02 * s * f, y - 0.46 * s),
                   (x - 0.3 * s * f, y - 0.47 * s)], 3, True), "25232b")
    a, b = sorted((x - 0.6 * s * f, x - 0.25 * s * f))
    c.rect(a, y - 0.82 * s, b, y - 0.47 * s, ramp(pale(box, 0.15), box, dim(box, 0.2)))
    c.rect(a, y - 0.82 * s, b, y - 0.77 * s, dim(box, 0.3))


# --------------------------------------------------------------------------------------------------------------------
# People


@dataclass(frozen=True)
class Look:
    """What a person wears and how the hair is done."""

    top: Ink = "5a6a8a"
    bottom: Ink = "2e3040"
    skin: Ink = "d9a582"
    hair: Ink = "241f24"
    style: str = "short"  # short, bob, tail, bun, cap, helmet, straw
    build: float = 1.0
    head: float = 1.0
    sleeve: bool = True
    skirt: bool = False
    hat: Ink = "d8b878"
    vest: Ink | None = None


@dataclass(frozen=True)
class Pose:
    """Angles on the screen, in degrees: 0 hangs down, 90 points right, -90 left, 180 up; (upper, lower) of a limb."""

    arm_l: tuple[float, float] = (-9, -4)
    arm_r: tuple[float, float] = (9, 4)
    leg_l: tuple[float, float] = (-4, -1)
    leg_r: tuple[float, float] = (4, 1)
    turn: float = 0.0  # -1 profile to the left, 0 to the viewer, 1 profile to the right
    back: bool = False
    seat: str = ""  # "", "front", "side"
    lean: float = 0.0
    nod: float = 0.0


STAND = Pose()
TALK = Pose(arm_r=(18, 128), arm_l=(-12, -6))
HOLD = Pose(arm_l=(-14, 52), arm_r=(14, -52))
CLAP = Pose(arm_l=(-16, 118), arm_r=(16, -118))
RAISE = Pose(arm_r=(150, 172), arm_l=(-10, 30))
SIT = Pose(seat="front", arm_l=(-10, 36), arm_r=(10, -36))


def walk(way: int, swing: float = 20.0, back: bool = False) -> Pose:
    """Striding to the left (-1) or right (1)."""
    return Pose(
        arm_l=(swing * way, swing * way + 14 * way), arm_r=(-swing * way, -swing * way + 10 * way),
        leg_l=(-swing * way, -swing * way - 10 * way), leg_r=(swing * 1.1 * way, swing * 0.5 * way), turn=0.75 * way,
        back=back, lean=0.02 * way,
    )


def away(step: float = 1.0) -> Pose:
    """Walking away from the viewer."""
    return Pose(leg_l=(-3, -1), leg_r=(5 * step, -2), arm_l=(-9 - 3 * step, -2), arm_r=(9, 6), back=True)


def someone(rng: random.Random, tops: Sequence[Ink], bottoms: Sequence[Ink] = ("2c3144", "3c3a40", "54483f",
        "26303a")) -> Look:
    """A person out of a crowd."""
    style = rng.choice(["short", "short", "short", "bob", "tail", "bun"])
    female = style in ("bob", "tail", "bun")
    return Look(
        top=vary(rng.choice(tops), rng, 0.12), bottom=vary(rng.choice(bottoms), rng, 0.12),
        skin=vary("d7a482", rng, 0.08), hair=vary("27212a", rng, 0.2), style=style,
        build=(0.9 if female else 1.0) * rng.uniform(0.95, 1.06), sleeve=rng.random() < 0.7,
        skirt=female and rng.random() < 0.25,
    )


class Sprite:
    """A small transparent canvas for one person, so that light and shade can follow the outline."""

    def __init__(self, x0: float, y0: float, x1: float, y1: float, k: float) -> None:
        self.k = k
        self.ox, self.oy = math.floor(x0 * k), math.floor(y0 * k)
        self.img = Image.new("RGBA", (max(2, round((x1 - x0) * k)), max(2, round((y1 - y0) * k))), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self.img)

    def poly(self, pts: Sequence[Pt], ink: Ink) -> None:
        """An opaque polygon."""
        self._draw.polygon([(x * self.k - self.ox, y * self.k - self.oy) for x, y in pts], fill=(*rgb(ink), 255))

    def oval(self, cx: float, cy: float, rx: float, ry: float, ink: Ink, turn: float = 0.0) -> None:
        """An opaque ellipse."""
        self.poly(ellipse(cx, cy, rx, ry, turn, 30), ink)

    def limb(self, a: Pt, b: Pt, wa: float, wb: float, ink: Ink) -> None:
        """A tapering limb with round ends; ``wa`` and ``wb`` are half widths."""
        d = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        nx, ny = -(b[1] - a[1]) / d, (b[0] - a[0]) / d
        self.poly([(a[0] + nx * wa, a[1] + ny * wa), (b[0] + nx * wb, b[1] + ny * wb), (b[0] - nx * wb, b[1] - ny * wb),
                   (a[0] - nx * wa, a[1] - ny * wa)], ink)
        self.oval(*a, wa, wa, ink)
        self.oval(*b, wb, wb, ink)


def _swing(a: Pt, angle: float, length: float) -> Pt:
    return a[0] + math.sin(math.radians(angle)) * length, a[1] + math.cos(math.radians(angle)) * length


def _head(s: Sprite, x: float, y: float, h: float, look: Look, turn: float, back: bool) -> None:
    """A head around ``(x, y)`` for a person ``h`` tall."""
    rx, ry = 0.047 * h * look.head, 0.063 * h * look.head
    rx *= 1 + 0.1 * abs(turn)
    hair = look.hair
    if look.style == "tail" and not back:
        s.oval(x - turn * rx * 1.1 - rx * 0.1, y + ry * 0.5, rx * 0.36, ry * 0.9, hair, 10 * (turn or 1))
    if look.style == "bob":
        s.poly(smooth([(x - rx * 1.15, y), (x, y - ry * 1.1), (x + rx * 1.15, y), (x + rx * 1.08, y + ry * 0.95),
                       (x - rx * 1.08, y + ry * 0.95)], 6, True), hair)
    if look.style == "bun":
        s.oval(x - turn * rx * 0.8, y - ry * 1.05, rx * 0.48, ry * 0.36, hair)
    if back:
        s.oval(x, y, rx, ry, look.skin)
        s.oval(x, y - ry * 0.14, rx * 1.08, ry * 0.95, hair)
        if look.style == "tail":
            s.limb((x, y - ry * 0.2), (x + rx * 0.1, y + ry * 1.2), rx * 0.34, rx * 0.16, dim(hair, 0.3))
    else:
        s.oval(x, y, rx, ry, look.skin)
        s.oval(x + turn * rx * 0.55, y + ry * 0.45, rx * 0.55, ry * 0.5, look.skin)
        cap = [(x - rx * 1.12, y + ry * 0.22), (x - rx * 1.1, y - ry * 0.6), (x - rx * 0.45, y - ry * 1.16),
            (x + rx * 0.45, y - ry * 1.16), (x + rx * 1.1, y - ry * 0.6), (x + rx * 1.12, y + ry * 0.22),
            (x + rx * 0.86, y - ry * 0.05), (x + rx * 0.5 + turn * rx * 0.3, y - ry * 0.34),
            (x - rx * 0.5 + turn * rx * 0.3, y - ry * 0.28), (x - rx * 0.86, y - ry * 0.05)]
        s.poly(smooth(cap, 5, True), hair)
        if abs(turn) > 0.3:
            way = 1 if turn > 0 else -1
            s.poly(smooth([(x - way * rx * 0.1, y - ry * 0.95), (x - way * rx * 1.1, y - ry * 0.55),
                (x - way * rx * 1.14, y + ry * 0.1), (x - way * rx * 0.9, y + ry * 0.55), (x - way * rx * 0.45,
                y + ry * 0.5), (x - way * rx * 0.25, y - ry * 0.2)], 5, True), hair)
    if look.style in ("cap", "helmet"):
        full = 1.22 if look.style == "helmet" else 1.12
        s.poly(smooth([(x - rx * full, y - ry * 0.2), (x - rx * full * 0.9, y - ry * 0.85),
            (x, y - ry * 1.25 * full * 0.92), (x + rx * full * 0.9, y - ry * 0.85), (x + rx * full, y - ry * 0.2)], 6),
            look.hat)
        if not back:
            s.oval(x + turn * rx * 0.9, y - ry * 0.3, rx * 1.05, ry * 0.15, dim(look.hat, 0.35))
    if look.style == "straw":
        s.oval(x, y - ry * 0.5, rx * 2.1, ry * 0.42, dim(look.hat, 0.15))
        s.poly(smooth([(x - rx * 1.9, y - ry * 0.52), (x - rx * 0.9, y - ry * 0.9), (x, y - ry * 1.5), (x + rx * 0.9,
            y - ry * 0.9), (x + rx * 1.9, y - ry * 0.52)], 5), look.hat)


def figure(
    c: Canvas, x: float, y: float, h: float, look: Look, pose: Pose = STAND, *, lit: float = -1.0,
    rim: Ink | None = None, rim_alpha: float = 0.75, wash: Ink | None = None, wash_alpha: float = 0.0,
    cast: Pt | None = None, cast_alpha: float = 0.3, ground: float = 0.28,
) -> dict[str, Pt]:
    """A person ``h`` tall with the feet at ``(x, y)``; returns where the hands and the head are.

    ``lit`` is the side the light comes from; ``rim`` a bright edge on that side; ``wash`` veils the figure (depth, or a
    silhouette); ``cast`` throws a shadow, as the way of the shadow of a point one pixel up; ``ground`` is the dark
    under the feet.
    """
    s = Sprite(x - h * 0.55, y - h * 1.25, x + h * 0.55, y + h * 0.08, c.k)
    b = look.build
    t = abs(pose.turn)
    hip: Pt = (x, y - h * (0.285 if pose.seat else 0.495))
    sh: Pt = (x + pose.lean * h, hip[1] - h * 0.315)
    sw, wa, hw = 0.112 * h * b * (1 - 0.42 * t), 0.082 * h * b * (1 - 0.25 * t), 0.086 * h * b * (1 - 0.22 * t)
    shirt, trousers = look.top, look.bottom
    shoe = dim(trousers, 0.55)

    def arm(side: int, angles: tuple[float, float], ink: Ink) -> Pt:
        root = (sh[0] + side * sw * 0.88, sh[1] + h * 0.012)
        elbow = _swing(root, angles[0], h * 0.165)
        wrist = _swing(elbow, angles[1], h * 0.145)
        hand = _swing(wrist, angles[1], h * 0.025)
        s.oval(*hand, h * 0.021, h * 0.024, look.skin)
        if look.sleeve:
            s.limb(elbow, wrist, h * 0.029 * b, h * 0.022 * b, ink)
        else:
            s.limb(elbow, wrist, h * 0.023 * b, h * 0.018 * b, look.skin)
        s.limb(root, elbow, h * 0.038 * b, h * 0.03 * b, ink)
        return hand

    def leg(side: int, angles: tuple[float, float], ink: Ink) -> None:
        root = (hip[0] + side * hw * 0.5, hip[1] + h * 0.01)
        if pose.seat == "front":
            knee = (root[0] + side * h * 0.025, root[1] + h * 0.055)
            foot = (knee[0], y - h * 0.02)
        elif pose.seat == "side":
            way = 1 if pose.turn >= 0 else -1
            knee = (root[0] + way * h * 0.21, root[1] + h * 0.015)
            foot = (knee[0] + way * h * 0.02 * (1 + side), y - h * 0.02)
        else:
            knee = _swing(root, angles[0], h * 0.24)
            foot = _swing(knee, angles[1], h * 0.22)
        bare = look.skirt
        s.oval(foot[0] + pose.turn * h * 0.025, foot[1] + h * 0.012, h * (0.03 + 0.016 * t), h * 0.016, shoe)
        lower: Ink = look.skin if bare else ink
        s.limb(knee, foot, h * (0.03 if bare else 0.042) * b, h * (0.02 if bare else 0.027) * b, lower)
        s.limb(root, knee, h * 0.056 * b, h * 0.042 * b, ink)

    hands: dict[str, Pt] = {}
    far, near = (1, -1) if pose.turn > 0 else (-1, 1)
    far_arm, near_arm = (pose.arm_r, pose.arm_l) if far == 1 else (pose.arm_l, pose.arm_r)
    far_leg, near_leg = (pose.leg_r, pose.leg_l) if far == 1 else (pose.leg_l, pose.leg_r)
    name = {1: "r", -1: "l"}
    behind = t > 0.3 or pose.back
    if behind:
        hands[name[far]] = arm(far, far_arm, dim(shirt, 0.22))
        if pose.back:
            hands[name[near]] = arm(near, near_arm, dim(shirt, 0.12))
    leg(far, far_leg, dim(trousers, 0.18))
    leg(near, near_leg, trousers)
    if look.skirt and not pose.seat:
        s.poly([(hip[0] - wa * 0.96, hip[1] - h * 0.08), (hip[0] + wa * 0.96, hip[1] - h * 0.08), (hip[0] + hw * 1.1,
            hip[1] + h * 0.02), (hip[0] + hw * 1.5, hip[1] + h * 0.235), (hip[0], hip[1] + h * 0.25),
            (hip[0] - hw * 1.5, hip[1] + h * 0.235), (hip[0] - hw * 1.1, hip[1] + h * 0.02)], trousers)
    s.limb((sh[0], sh[1] - h * 0.005), (sh[0] + pose.turn * h * 0.01, sh[1] - h * 0.07), h * 0.03, h * 0.026,
        dim(look.skin, 0.18))
    torso: list[Pt] = []
    rel = [(-0.34, -0.022), (0.34, -0.022), (0.82, 0.0), (1.0, 0.035), (0.93, 0.11)]
    for u, v in rel:
        torso.append((sh[0] + u * sw, sh[1] + v * h))
    torso += [(hip[0] + wa, hip[1] - h * 0.09), (hip[0] + hw, hip[1] + h * 0.035)]
    torso += [(hip[0] - hw, hip[1] + h * 0.035), (hip[0] - wa, hip[1] - h * 0.09)]
    torso += [(sh[0] - u * sw, sh[1] + v * h) for u, v in rel[:1:-1]]
    s.poly(smooth(torso, 5, True), shirt)
    if look.vest is not None:
        s.poly(smooth([(sh[0] - sw * 0.62, sh[1]), (sh[0] + sw * 0.62, sh[1]), (sh[0] + sw * 0.78, sh[1] + h * 0.12),
                       (hip[0] + wa * 0.98, hip[1] - h * 0.02), (hip[0] - wa * 0.98, hip[1] - h * 0.02),
                       (sh[0] - sw * 0.78, sh[1] + h * 0.12)], 4, True), look.vest)
    elif not pose.back and h > 60 and t < 0.6:
        s.poly([(sh[0] - sw * 0.26, sh[1] - h * 0.02), (sh[0] + sw * 0.26, sh[1] - h * 0.02),
            (sh[0] + pose.turn * sw * 0.2, sh[1] + h * 0.055)], pale(shirt, 0.55))
    hx = sh[0] + pose.turn * h * 0.016 + pose.lean * h * 0.4
    hy = sh[1] - h * (0.112 + 0.02 * (look.head - 1)) + pose.nod * h
    _head(s, hx, hy, h, look, pose.turn, pose.back)
    if not behind:
        hands[name[far]] = arm(far, far_arm, dim(shirt, 0.1))
    if not pose.back:
        hands[name[near]] = arm(near, near_arm, dim(shirt, 0.06))
    hands["head"] = (hx, hy)

    _settle(c, s, x, y, h, lit, rim, rim_alpha, wash, wash_alpha, cast, cast_alpha, ground)
    return hands


def _settle(
    c: Canvas, s: Sprite, x: float, y: float, h: float, lit: float, rim: Ink | None, rim_alpha: float, wash: Ink | None,
    wash_alpha: float, cast: Pt | None, cast_alpha: float, ground: float,
) -> None:
    """Light a sprite and put it down."""
    k = c.k
    alpha = s.img.getchannel("A")
    body = s.img.convert("RGB")
    w, hh = alpha.size
    d = max(1, round(min(h * 0.02, 3.6) * k))

    def edge(dx: int, dy: int) -> Image.Image:
        moved = Image.new("L", (w, hh), 0)
        moved.paste(alpha, (dx, dy))
        return ImageChops.subtract(alpha, moved)

    if h * k > 60:
        dark = edge(round(lit * d * 1.3), 0).filter(ImageFilter.GaussianBlur(d * 0.35))
        dark = ImageChops.multiply(dark, alpha).point([round(v * 0.34) for v in range(256)])
        body.paste((22, 16, 38), (0, 0), dark)
    if wash is not None and wash_alpha:
        body = Image.blend(body, Image.new("RGB", body.size, rgb(wash)), wash_alpha)
    if rim is not None:
        bright = edge(round(-lit * d * 0.75), round(d * 0.45)).point([round(v * rim_alpha) for v in range(256)])
        body.paste(rgb(rim), (0, 0), bright)
    if ground:
        c.oval(x, y, h * 0.13, h * 0.022, "120c20", ground, h * 0.014)
    if cast is not None:
        fy = y * k - s.oy
        dx, dy = cast
        dy = dy if abs(dy) > 0.05 else 0.05
        pad_x, low, high = int(abs(dx) * hh) + 4, int(max(dy, 0) * hh) + 4, int(max(-dy, 0) * hh) + 4
        ow, oh = w + 2 * pad_x, low + high
        # output (X, Y) -> t up the figure -> input
        a = (1.0, -dx / dy, -pad_x + dx / dy * high, 0.0, -1 / dy, fy + high / dy)
        shadow = alpha.transform((ow, oh), Image.Transform.AFFINE, a, Image.Resampling.BILINEAR)
        shadow = shadow.filter(ImageFilter.GaussianBlur(max(1.0, h * 0.006 * k)))
        box = (s.ox - pad_x, round(y * k) - high, s.ox - pad_x + ow, round(y * k) - high + oh)
        c.paint(Mask(box, shadow), "1a1430", cast_alpha)
    c.img.paste(body, (s.ox, s.oy), alpha)


def head_back(c: Canvas, x: float, y: float, s: float, ink: Ink, rim: Ink | None = None, lit: float = 0.0,
        hair: Ink = "1d1820", skin: Ink = "7a5a50", style: str = "short", rim_alpha: float = 0.7,
        arm: float | None = None, card: Ink | None = None) -> Pt:
    """Head and shoulders seen from behind: ``s`` is the height of the head, ``(x, y)`` the nape."""
    p = Sprite(x - s * 2.2, y - s * 3.2, x + s * 2.2, y + s * 2.6, c.k)
    hand = (x, y)
    if arm is not None:
        root = (x + s * 0.78 * (1 if arm >= 0 else -1), y + s * 0.55)
        elbow = _swing(root, 180 - arm * 1.1, s * 0.95)
        hand = _swing(elbow, 180 - arm * 0.2, s * 0.85)
        p.limb(root, elbow, s * 0.24, s * 0.19, ink)
        p.limb(elbow, hand, s * 0.18, s * 0.13, ink)
        p.oval(*hand, s * 0.13, s * 0.15, skin)
        if card is not None:
            cx, cy = hand[0], hand[1] - s * 0.52
            tilt = arm * 0.3
            box = [(-0.4, -0.5), (0.4, -0.5), (0.4, 0.42), (-0.4, 0.42)]
            ca, sa = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
            p.poly([(cx + (u * ca - v * sa) * s, cy + (u * sa + v * ca) * s) for u, v in box], card)
    p.limb((x, y - s * 0.3), (x, y + s * 0.35), s * 0.2, s * 0.24, dim(skin, 0.2))
    p.poly(smooth([(x - s * 1.18, y + s * 2.5), (x - s * 1.12, y + s * 0.95), (x - s * 0.85, y + s * 0.42),
        (x - s * 0.3, y + s * 0.2), (x + s * 0.3, y + s * 0.2), (x + s * 0.85, y + s * 0.42), (x + s * 1.12,
        y + s * 0.95), (x + s * 1.18, y + s * 2.5)], 6), ink)
    hx, hy = x, y - s * 0.5
    for d in (-1, 1):
        p.oval(hx + d * s * 0.39, hy + s * 0.1, s * 0.07, s * 0.12, skin)
    p.oval(hx, hy, s * 0.39, s * 0.5, hair)
    if style == "bob":
        p.poly(smooth([(hx - s * 0.43, hy), (hx, hy - s * 0.52), (hx + s * 0.43, hy), (hx + s * 0.44, hy + s * 0.58),
            (hx, hy + s * 0.64), (hx - s * 0.44, hy + s * 0.58)], 5, True), hair)
    elif style == "tail":
        p.limb((hx, hy - s * 0.1), (hx + s * 0.04, hy + s * 0.95), s * 0.15, s * 0.07, dim(hair, 0.15))
    elif style == "bun":
        p.oval(hx, hy - s * 0.5, s * 0.2, s * 0.18, hair)
    k = c.k
    alpha = p.img.getchannel("A")
    body = p.img.convert("RGB")
    if rim is not None:
        d = max(1, round(s * 0.045 * k))
        moved = Image.new("L", alpha.size, 0)
        moved.paste(alpha, (round(-lit * d), d))
        bright = ImageChops.subtract(alpha, moved).point([round(v * rim_alpha) for v in range(256)])
        body.paste(rgb(rim), (0, 0), bright)
        inner = ImageChops.subtract(alpha, ImageChops.offset(alpha, round(-lit * d * 3), d * 3))
        inner = ImageChops.multiply(inner.filter(ImageFilter.GaussianBlur(d)), alpha)
        body.paste(rgb(rim), (0, 0), inner.point([round(v * rim_alpha * 0.28) for v in range(256)]))
    c.img.paste(body, (p.ox, p.oy), alpha)
    return hand


def crowd_back(
    c: Canvas, y: float, s: float, inks: Sequence[Ink], rim: Ink | None, lit_x: float | None = None, gap: float = 2.5,
    shift: float = 0.0, rim_alpha: float = 0.6, cards: Sequence[Ink] = (), share: float = 0.0, skin: Ink = "7a5a50",
) -> None:
    """A row of an audience from behind, lit from ``lit_x``; a ``share`` of it may raise a card."""
    rng = c.rng
    x = -s + shift
    while x < c.w + s * 1.5:
        lit = 0.0 if lit_x is None else max(-1.0, min(1.0, (lit_x - x) / (c.w * 0.4)))
        up = cards and rng.random() < share
        head_back(c, x + rng.uniform(-0.18, 0.18) * s, y + rng.uniform(-0.14, 0.14) * s, s * rng.uniform(0.92, 1.06),
            vary(rng.choice(inks), rng, 0.1), rim, lit, style=rng.choice(["short", "short", "short", "bob", "tail",
            "bun"]), rim_alpha=rim_alpha, arm=rng.uniform(4, 24) * rng.choice((-1, 1)) if up else None,
            card=rng.choice(cards) if up else None, skin=skin, hair=vary("221c26", rng, 0.25),)
        x += s * gap * rng.uniform(0.94, 1.06)


def seated_rows(
    c: Canvas, v: Persp, rows: Sequence[float], x0: float, x1: float, rise: float, seat: Ink, tops: Sequence[Ink],
    wash: Ink, far: float, lit: float = 0.0, gap: float = 0.62, rim: Ink | None = None, clap: float = 0.2,
    aisles: Sequence[float] = (),
) -> None:
    """Rows of people facing the viewer, the furthest first; ``rise`` metres a row."""
    rng = c.rng
    zs = sorted(rows, reverse=True)
    for z in zs:
        idx = rows.index(z)
        y0 = idx * rise
        s = v.s(z)
        depth = min(1.0, (z - min(zs)) / max(0.01, max(zs) - min(zs)))
        veil = far * depth
        x = x0 + (0.31 if idx % 2 else 0.0)
        while x < x1:
            if any(abs(x - a) < 0.75 for a in aisles):
                x += gap
                continue
            px, py = v.p(x, y0, z)
            w = s * 0.27
            c.poly(smooth([(px - w, py), (px - w, py - s * 0.8), (px - w * 0.7, py - s * 0.98), (px + w * 0.7,
                py - s * 0.98), (px + w, py - s * 0.8), (px + w, py)], 4), mix(seat, wash, veil))
            if rng.random() < 0.97:
                pose = CLAP if rng.random() < clap else SIT
                pose = replace(pose, seat="front", turn=rng.choice((0.0, 0.0, 0.3, -0.3)))
                figure(c, px + rng.uniform(-0.03, 0.03) * s, py + s * 0.08, s * 1.62 * rng.uniform(0.96, 1.04),
                    someone(rng, tops), pose, lit=lit, wash=wash, wash_alpha=veil, rim=rim, rim_alpha=0.5, ground=0.0)
            x += gap


def confetti(c: Canvas, inks: Sequence[Ink], n: int, x0: float, x1: float, y0: float, y1: float,
        size: float = 7.0) -> None:
    """Paper ribbons in the light."""
    rng = c.rng
    for _ in range(n):
        x, y = rng.uniform(x0, x1), y0 + (y1 - y0) * rng.random() ** 0.9
        d = size * rng.uniform(0.5, 1.4)
        blur = 0.0 if rng.random() < 0.8 else d * 0.35
        if blur:
            d *= 2.2
        c.poly(ellipse(x, y, d, d * rng.uniform(0.2, 0.7), rng.uniform(0, 180), 4 if rng.random() < 0.7 else 10),
            rng.choice(inks), 0.9 if not blur else 0.45, blur)


def bouquet(c: Canvas, x: float, y: float, s: float, inks: Sequence[Ink], wrap: Ink = "f3e6d4") -> None:
    """Flowers in paper, held at ``(x, y)``."""
    rng = c.rng
    c.poly([(x - s * 0.5, y - s * 0.5), (x + s * 0.5, y - s * 0.5), (x + s * 0.1, y + s * 0.55),
        (x - s * 0.1, y + s * 0.55)], wrap)
    for _ in range(16):
        c.oval(x + rng.uniform(-0.5, 0.5) * s, y - s * rng.uniform(0.35, 0.85), s * 0.16, s * 0.15,
            vary(rng.choice(inks), rng, 0.1))


def microphone(c: Canvas, hand: Pt, s: float) -> None:
    """A hand-held microphone."""
    c.line([(hand[0], hand[1] + s * 0.5), (hand[0], hand[1] - s * 0.6)], s * 0.32, "1c1a22")
    c.oval(hand[0], hand[1] - s * 0.8, s * 0.28, s * 0.32, "70707c")


# --------------------------------------------------------------------------------------------------------------------
# Scenes


def show_picture(c: Canvas, x0: float, y0: float, x1: float, y1: float, sky: Sequence[Ink], hills: Sequence[Ink],
        sun: tuple[float, float, Ink]) -> None:
    """A simple landscape as it would stand on a large screen: sky, sun, hills."""
    w, h = x1 - x0, y1 - y0
    with c.inside([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]):
        c.rect(x0, y0, x1, y1, Ramp(tuple(sky)))
        sx, sy = x0 + w * sun[0], y0 + h * sun[1]
        c.glow(sx, sy, h * 0.8, sun[2], 0.7)
        c.oval(sx, sy, h * 0.14, h * 0.14, pale(sun[2], 0.5))
        for i, ink in enumerate(hills):
            y = y0 + h * (0.56 + 0.40 * i / max(1, len(hills) - 1) * 0.8)
            ridge(c, y, h * 0.10, ramp(pale(ink, 0.1), ink), bottom=y1 + 5, rough=0.4)


def contestant(c: Canvas) -> None:
    """A contestant in the spotlight of a large stage, seen from the dark hall."""
    w, h = c.w, c.h
    c.bands(["070714", "120e26", "1c1532", "0d0b1a"])
    # side curtains, wings
    for x0, x1 in ((-10, 330), (1420, 1620)):
        n = 9
        for i in range(n):
            a, b = x0 + (x1 - x0) * i / n, x0 + (x1 - x0) * (i + 1) / n
            c.rect(a, 60, b, 700, ramp("2a1030", "501a3c", "2a1030", across=True), 0.85)
    c.haze(60, 400, "0a0818", 0.85, 0.0)
    c.glow(900, 380, 900, "5a3a8a", 0.55, 560)
    show_picture(c, 400, 130, 1400, 600, ["2c2a6a", "7a4a8c", "e0806a", "f8c47a"], ["8a5a8a", "5a4080", "33306a",
        "1f2350"], (0.66, 0.52, "ffcf80"))
    for x in range(400, 1401, 125):
        c.line([(x, 130), (x, 600)], 1.2, "1a1440", 0.25)
    c.rect(400, 596, 1400, 604, "ffd9a0", 0.5, 3)
    # floor
    c.poly([(300, 640), (1500, 640), (1720, 800), (80, 800)], ramp("37264f", "4b3358", "2a1d3e"))
    c.rect(300, 604, 1500, 641, ramp("1a1230", "2a1d40"))
    c.reflect(640, 800, "2a1c44", 0.55, 2.0, 3.5, pts=[(300, 641), (1500, 641), (1720, 800), (80, 800)])
    c.poly([(80, 800), (1720, 800), (1720, 850), (80, 850)], ramp("120c20", "1c1430"))
    c.rect(60, 797, 1720, 803, "ffc27a", 0.8)
    c.rect(60, 790, 1720, 812, "ff9a5a", 0.35, 8)
    # truss and lamps
    c.rect(-10, 56, w + 10, 78, "0a0814")
    c.line([(x, 58 if i % 2 else 76) for i, x in enumerate(range(-10, w + 30, 28))], 2.5, "2c2444")
    lamps = [(180, "8a7aff"), (420, "ff9a70"), (640, "ffd9a0"), (1050, "8a7aff"), (1260, "ff9a70"), (1450, "7ac0ff")]
    for x, ink in lamps:
        c.oval(x, 92, 15, 18, "15101f")
        c.oval(x, 102, 11, 8, pale(ink, 0.6))
    c.beam((180, 100), (20, 760), (220, 760), "6a5aff", 0.30, 10)
    c.beam((420, 100), (700, 720), (1000, 720), "ff8a60", 0.20, 12)
    c.beam((1050, 100), (1120, 720), (1420, 720), "7a6aff", 0.26, 12)
    c.beam((1450, 100), (1250, 760), (1560, 760), "5aa8ff", 0.22, 12)
    c.oval(600, 724, 150, 26, "ffe4b0", 0.55, 10)
    c.beam((640, 100), (470, 724), (730, 724), "ffe6b8", 0.85, 7, 18, 0.75)
    got = figure(c, 600, 728, 262, Look(top="f2ead8", bottom="2a3358", style="bob", build=0.94), Pose(arm_r=(34, 104),
        arm_l=(-20, 150), leg_l=(-3, 0), leg_r=(5, 2), turn=0.22), lit=1, rim="fff4d8", ground=0.5)
    microphone(c, got["l"], 10)
    for x in (470, 780, 1130, 1330):
        c.poly([(x - 30, 800), (x - 22, 778), (x + 22, 778), (x + 30, 800)], "0d0a18")
    c.glow(600, 620, 420, "ffcf90", 0.22)
    crowd_back(c, 872, 46, ["1a142a", "20182e"], "c88a70", 640, 2.35, rim_alpha=0.55)
    crowd_back(c, 962, 66, ["140f22", "1a1228"], "a8708a", 640, 2.4, 30, rim_alpha=0.5)
    crowd_back(c, 1096, 98, ["0c0916", "100b1c"], "6a5088", 640, 2.5, 70, rim_alpha=0.45)
    c.haze(930, h, "05040c", 0.0, 0.55)


def fishpond_village(c: Canvas) -> None:
    """A village of the delta in the morning: ponds, houses, old sheds, hills in the mist."""
    w, h = c.w, c.h
    c.bands(["8fb6c8", "b9d0cc", "f3dcb8", "fbd7a4"], 0, 480)
    c.glow(1180, 350, 620, "ffe2a0", 0.85)
    c.oval(1180, 340, 44, 44, "fff6dc")
    streaks(c, 60, 260, "fdeed4", 16, 0.5)
    for y, amp, a, b in ((372, 46, "a9bfc2", "e3d6bf"), (410, 40, "86a8ac", "d6cfb6"), (446, 30, "688f8c", "c2c4a4")):
        o = ridge(c, y, amp, ramp(a, b), bottom=540)
        slopes(c, o, "f6dcb0", 60, 22, 0.16, -0.5)
    c.haze(400, 500, "fbe3bd", 0.0, 0.65)
    greens: Three = ("3f6350", "6a8c58", "b0b96a")
    for x in range(-20, w + 60, 46):
        leaves(c, x + c.rng.uniform(-20, 20), 500 + c.rng.uniform(-8, 8), 44, 28, ("5d7f6a", "84a070", "c0c488"), 24, 1)
    # old works on the left
    c.poly([(140, 510), (148, 300), (176, 300), (186, 510)], ramp("a8674e", "8a4c3e"))
    c.rect(144, 300, 180, 312, "6a3a34")
    sawtooth(c, 20, 540, 440, 120, 6, "b9785a", "8b8a88", "f4e2b8")
    for i in range(11):
        c.rect(40 + i * 38, 480, 58 + i * 38, 514, mix("f6dca0", "5a5a62", c.rng.random() * 0.8))
    c.poly([(300, 540), (300, 470), (380, 446), (460, 470), (460, 540)], ramp("cf906a", "a86a50"))
    c.rect(350, 492, 410, 540, "54484a")
    # houses
    spots = [(500, 528, 150, 96), (640, 522, 130, 100), (930, 524, 150, 104), (1090, 520, 140, 94), (1240, 526, 160,
        110), (1420, 522, 160, 100), (770, 540, 190, 128), (1010, 548, 170, 112), (1350, 550, 180, 122)]
    for i, (x, y, bw, bh) in enumerate(spots):
        cottage(c, x, y, bw, bh, ("efe2cc", "e6d2b4", "d8c6b0")[i % 3], ("6d7076", "7a6a66", "5e666e")[i % 3], lit=1,
            warm=0.35, wok=i in (3, 6))
        if i in (1, 4, 6):
            tree(c, x + bw + 18, y + 4, 120, greens, lit=1, n=44)
    palm(c, 905, 552, 150, ("3f6a50", "5c8858"))
    palm(c, 1560, 560, 190, ("3c6650", "5c8858"), lean=-0.06)
    c.haze(430, 560, "fde6c0", 0.0, 0.28)
    # the bank and the ponds
    c.poly([(-10, 548), (w + 10, 540), (w + 10, 590), (-10, 592)], ramp("8ea062", "5f7f50"))
    grass(c, 0, w, 588, 18, ["6c8a52", "94a35c", "c2bd74"], 420)
    c.reflect(590, h, "8fb4b4", 0.16, 3.2, 2.2, 1.0)
    c.bands(["e9d2a8", "9dbab8", "5f8c94"], 590, h, 0.28)
    c.glow(1180, 640, 420, "ffe9b4", 0.6, 330)
    glints(c, 1040, 1320, 610, 1000, "fff6d8", 120, 46, 0.55)
    # dykes between the ponds
    for left, right in (
        ([(-20, 690), (300, 668), (760, 676), (1010, 700)], [(1010, 706), (700, 704), (300, 706), (-20, 736)]),
        ([(1620, 776), (1300, 770), (980, 800), (760, 850)], [(740, 862), (990, 836), (1300, 826), (1620, 850)]),
    ):
        c.poly(smooth([(x, y + 26) for x, y in left]) + smooth([(x, y + 26) for x, y in right]), "2f5358", 0.45, 8)
        shape = smooth(left) + smooth(right)
        c.poly(shape, ramp("9aa45e", "64804a"))
        dabs(c, shape, ["c6c078", "4f7046", "86985a"], 260, 16, 2.4, alpha=0.6)
        grass(c, min(p[0] for p in left), max(p[0] for p in left) - 60, sum(p[1] for p in right) / len(right) + 2, 16,
              ["5a7a48", "8c9c5a"], 160)
    figure(c, 520, 700, 92, Look(top="d46a4a", bottom="3a4458", style="straw"), walk(1), lit=1, rim="fff0c8",
        wash="f6d8a8", wash_alpha=0.1)
    boat(c, 950, 950, 190, "4c3a36", None)
    c.oval(950, 962, 120, 9, "2a4a50", 0.4, 5)
    figure(c, 985, 946, 128, Look(top="3f5a66", bottom="332f3a", style="straw"), Pose(arm_r=(60, 40), arm_l=(30, 60),
        turn=0.5), lit=1, rim="fff0c8", ground=0)
    c.line([(1120, 970), (1010, 790)], 3.2, "6a5240")
    for r in (1.0, 0.6, 1.5):
        c.line(ellipse(950, 966, 140 * r, 12 * r)[:15], 1.6, "fdf2d0", 0.5)
    # near bank
    near = smooth([(-20, 960), (240, 980), (470, 1036), (600, 1090), (-20, 1090)])
    c.poly(near, ramp("5c7a48", "344f3c"))
    grass(c, -10, 500, 1010, 120, ["3c5c40", "5c7c46", "8c9a50", "2f4c3c"], 340)
    leaves(c, 60, 900, 120, 90, ("2f4f3f", "4f7446", "92a050"), 90, 1)


def service_hall(c: Canvas) -> None:
    """A bright hall of public services: counters, screens, people, daylight."""
    w, h = c.w, c.h
    v = Persp(620, 470, 900, 1.7)
    c.bands(["f4ead8", "efe3cf"])
    # ceiling, walls, floor
    c.poly([(-10, -10), (w + 10, -10), v.p(11, 6, 26), v.p(-7, 6, 26)], ramp("e9e2d2", "fbf6ea"))
    c.poly(v.wall(-7, 2, 26, 0, 6), ramp("dcc7a6", "f0dfc4", across=True))
    c.poly(v.front(-7, 11, 26, 0, 6), ramp("f7edd9", "ead8ba"))
    for i in range(5):
        x = -5 + i * 3.4
        c.poly([v.p(x, 6, 26), v.p(x + 0.6, 6, 26), v.p(x + 0.6, 6, 3), v.p(x, 6, 3)], "fffdf4", 0.9)
        c.poly([v.p(x - 0.1, 6, 26), v.p(x + 0.7, 6, 26), v.p(x + 0.7, 6, 3), v.p(x - 0.1, 6, 3)], "fff6da", 0.5, 5,
            "screen")
    floor = [v.p(-7, 0, 26), v.p(11, 0, 26), (w + 900, h + 10), (-900, h + 10)]
    c.poly(floor, ramp("e8dcc4", "d6c5a8", "bfa98a"))
    # the glass side
    glass = v.wall(11, 4, 26, 0, 6)
    c.poly(glass, ramp("cfe6e8", "e9f2e4", "bcd6b4"))
    for i in range(9):
        z = 5 + i * 2.4
        px, py = v.p(12.5, 1.2 + c.rng.random(), z)
        if px < w + 80:
            with c.inside(glass):
                leaves(c, px, py, v.s(z) * 1.3, v.s(z) * 1.2, ("8fb59a", "b2cfa0", "dfe8b4"), 40, 1)
    for i in range(12):
        z = 4 + i * 2
        a, b = v.p(11, 0, z), v.p(11, 6, z)
        c.line([a, b], v.s(z) * 0.12, "f9f4e8")
    for y in (2.6, 5.2):
        c.line([v.p(11, y, 4), v.p(11, y, 26)], 4, "f9f4e8")
    for i in range(6):
        z = 5 + i * 3.4
        c.poly([v.p(11, 0, z), v.p(11, 0, z + 2.2), v.p(5.4, 0, z + 0.6), v.p(5.4, 0, z - 1.6)], "fff6d6", 0.55, 5,
            "screen")
    paving(c, v, -7, 11, 2.6, 26, 1.2, "a8906c", 0.22, 0.025)
    # back wall: a relief of hills in wood
    with c.inside(v.front(-4.5, 8.5, 25.8, 1.5, 5.4)):
        c.rect(0, 0, w, h, "e7c99a")
        for y, ink in ((3.9, "d9b07c"), (3.2, "c7965f"), (2.5, "7fa596"), (2.0, "5c8a84")):
            py = v.p(0, y, 25.8)[1]
            ridge(c, py, 14, ink, bottom=h, rough=0.3)
    # columns
    for z in (20, 13):
        q = v.front(7.2, 8.0, z, 0, 6)
        c.poly(q, ramp("fffaf0", "dccdb4", across=True))
    # long counter on the left
    for i in range(7):
        z = 22 - i * 2.6
        tone = dim("4f9a94", 0.1)
        px, py = v.p(-4.7, 0, z)
        s = v.s(z)
        figure(c, px, v.p(0, 0, z)[1] - s * 0.28, s * 1.6, Look(top="f4f4ee", bottom="2a3a4a",
            style="bob" if i % 2 else "short", vest="2f6a7c"), Pose(turn=0.55, arm_r=(40, 80), arm_l=(20, 70)), lit=1,
            rim="fff6e0", rim_alpha=0.4, ground=0)
        c.poly(v.front(-4.3, -3.9, z - 0.2, 1.05, 1.5), "3a4650")
        if z > 8:
            c.poly(v.front(-5.2, -3.7, z - 1.0, 2.45, 2.8), tone)
            c.poly(v.front(-5.12, -3.78, z - 1.0, 2.49, 2.76), ramp("8fd8cc", "5fb0a8"), 0.9)
    c.poly([v.p(-3.3, 1.1, 23), v.p(-4.4, 1.1, 23), v.p(-4.4, 1.1, 3.2), v.p(-3.3, 1.1, 3.2)], ramp("fffaf0", "f1e2c6"))
    c.poly(v.wall(-3.3, 3.2, 23, 0.12, 1.1), ramp("b9824f", "d9a56c", across=True))
    c.poly(v.wall(-3.3, 3.2, 23, 0.98, 1.1), "fff6e4")
    for i in range(8):
        z = 22.6 - i * 2.6
        c.poly(v.wall(-3.3, z - 0.06, z, 0.12, 1.0), "8a5a36", 0.7)
    c.poly(v.wall(-3.3, 3.2, 23, 0.0, 0.12), "6a4a38")
    # people, far to near
    rng = c.rng
    tops = ["d8604a", "3f7f8c", "e8b45a", "6a7fb0", "f0ead8", "88a860", "c27f9a", "4a5578"]
    crowd = [(-2.4, 20.0), (-1.2, 21.5), (2.4, 22.0), (4.5, 19.0), (-2.3, 15.6), (0.8, 16.5), (6.2, 15.0), (-2.2, 12.6),
        (3.4, 12.0), (-2.3, 9.6), (4.6, 9.4)]
    for x, z in crowd:
        px, py = v.p(x, 0, z)
        pose = replace(STAND, turn=-0.75, arm_l=(-50, -80)) if x < -1.9 else rng.choice([walk(1), walk(-1), TALK,
            STAND])
        figure(c, px, py, v.s(z) * rng.uniform(1.58, 1.74), someone(rng, tops), pose, lit=1, rim="fffbe8",
            wash="f4e6cc", wash_alpha=min(0.45, z / 48), cast=(-0.7, 0.12), cast_alpha=0.12)
    # near: a volunteer shows an elder the way; a mother with a child
    px, py = v.p(-0.35, 0, 4.7)
    s = v.s(4.7)
    figure(c, px, py, s * 1.66, Look(top="f4efe2", bottom="34425a", style="tail", vest="d6503c"),
           Pose(arm_r=(12, 8), arm_l=(-96, -100), turn=-0.35), lit=1, rim="fffbe8", cast=(-0.7, 0.1), cast_alpha=0.16)
    px, py = v.p(0.5, 0, 4.8)
    figure(c, px, py, s * 1.6, Look(top="7a8a6a", bottom="4a4642", hair="b8b4ae", style="short"), Pose(arm_l=(-22, -60),
        arm_r=(8, 2), turn=-0.6, lean=-0.02), lit=1, rim="fffbe8", cast=(-0.7, 0.1), cast_alpha=0.16)
    px, py = v.p(2.9, 0, 5.0)
    s = v.s(5.0)
    figure(c, px, py, s * 1.63, Look(top="e8c25a", bottom="3f5f8a", style="bob", skirt=True),
           Pose(arm_l=(-16, -10), arm_r=(9, 4), back=True), lit=1, rim="fffbe8", cast=(-0.7, 0.1), cast_alpha=0.16)
    figure(c, px - s * 0.42, py, s * 1.08, Look(top="58a0a8", bottom="d8604a", style="short", head=1.3),
           replace(away(0.6), arm_r=(22, 24)), lit=1, rim="fffbe8", cast=(-0.7, 0.1), cast_alpha=0.16)
    # plant in the corner
    c.poly([(1440, 1067), (1458, 930), (1582, 930), (1600, 1067)], ramp("f4eee0", "cbb898"))
    for i in range(18):
        way = math.radians(-160 + i * 8.2)
        d = rng.uniform(170, 270)
        tip = (1520 + math.cos(way) * d, 930 + math.sin(way) * d)
        mid = (1520 + math.cos(way) * d * 0.5 - 14, 930 + math.sin(way) * d * 0.62)
        c.line(smooth([(1520, 936), mid, tip]), 26, vary(("3f7a5c", "5d9a62", "86b46a")[i % 3], rng), end=3)


def arcade_street(c: Canvas) -> None:
    """An old arcade street at dusk: shop houses over covered pavements, lanterns, wet stone."""
    x: float
    z: float
    h = c.h
    rng = c.rng
    v = Persp(640, 980, 1000, 1.6)
    c.bands(["2c3568", "59508c", "b06a88", "f0a07c", "ffd09a"], 0, 1000)
    streaks(c, 180, 700, "ffb68c", 14, 0.35, -4)
    c.glow(640, 960, 620, "ffd9a0", 0.9)
    # far end of the street
    for x, y0, bw, ink in ((520, 830, 90, "8a5a7c"), (600, 860, 70, "9a6680"), (660, 820, 80, "84587e"), (560, 880, 160,
            "6f4c74")):
        c.rect(x, y0, x + bw, 1000, ramp(ink, mix(ink, "ffb07a", 0.5)))
    c.poly([(575, 832), (565, 812), (610, 800), (655, 812), (645, 832)], "6a4870")
    windows(c, [(566, 890), (714, 890), (714, 980), (566, 980)], 6, 3, "7a5078", ["ffd890", "ffc070"], 0.55,
        (0.5, 0.55))
    walls = ["d9b48c", "c98a6a", "d8c49a", "b9848a", "cfa878", "c27a62"]
    edge = 4.6
    for side in (-1, 1):
        x = edge * side
        z = 40.0
        i = 0
        while z > 3.0:
            d = 3.6 if z > 8 else 3.0
            z0 = max(2.0, z - d)
            tone = walls[(i + (2 if side > 0 else 0)) % len(walls)]
            depth = min(1.0, z / 40)
            top = 10.2 + rng.uniform(-0.9, 1.0)
            wall = mix(dim(tone, 0.42 if side > 0 else 0.30), "f0a080", 0.55 * depth)
            q = v.wall(x, z0, z, 3.6, top)
            c.poly(q, ramp(wall, mix(wall, "ffb070", 0.28)))
            # cornice and gable
            c.poly(v.wall(x - 0.18 * side, z0, z, top - 0.32, top), pale(wall, 0.14))
            m = (z0 + z) / 2
            c.poly(smooth([v.p(x, top, z0 + d * 0.1), v.p(x, top + 0.5, z0 + d * 0.25), v.p(x, top + 1.2, m),
                v.p(x, top + 0.5, z - d * 0.25), v.p(x, top, z - d * 0.1)], 5), wall)
            c.poly(v.wall(x - 0.14 * side, z0, z, 6.7, 6.95), pale(wall, 0.1))
            # windows: two floors of three, arched above
            for f, (ya, yb) in enumerate(((4.3, 6.2), (7.3, 9.2))):
                for j in range(3):
                    za, zb = z0 + d * (0.12 + 0.28 * j), z0 + d * (0.32 + 0.28 * j)
                    on = rng.random() < 0.42
                    pane = rng.choice(["ffca7a", "ffb060", "ffdf9a"]) if on else mix("2c2a48", "e08a78", depth * 0.5)
                    cell = v.wall(x, za, zb, ya, yb)
                    zm = (za + zb) / 2
                    c.poly([cell[3], cell[2], *smooth([cell[1], v.p(x, yb + 0.32, zm), cell[0]], 6)], pane)
                    c.line([v.p(x, yb + 0.2, zm), v.p(x, ya, zm)], max(1.0, v.s(zm) * 0.045), dim(wall, 0.35))
                    c.line([v.p(x, (ya + yb) / 2, za), v.p(x, (ya + yb) / 2, zb)], max(1.0, v.s(zm) * 0.045),
                        dim(wall, 0.35))
                    c.poly(v.wall(x - 0.1 * side, za - 0.08, zb + 0.08, ya - 0.16, ya), pale(wall, 0.16))
                    if f == 0 and rng.random() < 0.4:
                        px, py = v.p(x - 0.25 * side, ya - 0.02, zm)
                        leaves(c, px, py, v.s(zm) * 0.4, v.s(zm) * 0.2, ("2f4a44", "4a6a50", "8a8a58"), 16, 0)
            # the arcade: lit shop behind pillars
            back = x + 2.6 * side
            c.poly(v.wall(back, z0, z, 0, 3.6), ramp("7a3c30", "ffb866", "f08a48"))
            for j in range(2):
                za = z0 + d * (0.12 + 0.45 * j)
                c.poly(v.wall(back, za, za + d * 0.32, 0.9, 2.6), rng.choice(["ffe0a0", "ffcf80", "ff9a58", "ffe8c0"]))
                c.poly(v.wall(back, za, za + d * 0.32, 0.0, 0.85), rng.choice(["8a4436", "a8583c", "6a3a44"]))
            c.poly([v.p(x, 3.6, z0), v.p(x, 3.6, z), v.p(back, 3.6, z), v.p(back, 3.6, z0)], dim(wall, 0.5))
            c.poly([v.p(x, 0, z0), v.p(x, 0, z), v.p(back, 0, z), v.p(back, 0, z0)], mix("b0704e", "ffb070",
                depth * 0.5))
            c.poly(v.wall(x, z0, z, 3.2, 3.7), dim(wall, 0.12))
            c.poly(smooth([v.p(x, 3.25, z0 + 0.3), v.p(x, 3.0, z0 + 0.34), v.p(x, 3.25, z0 + 0.8)], 3), dim(wall, 0.15))
            for zz, wide in ((z0, 0.5),):
                face = v.front(x - 0.02 * side, x + wide * side, zz, 0, 3.4)
                flank = v.wall(x, zz, zz + 0.5, 0, 3.4)
                c.poly(face, ramp(dim(wall, 0.35), dim(wall, 0.2)))
                c.poly(flank, ramp(dim(wall, 0.15), mix(wall, "ffa860", 0.35)))
            z = z0
            i += 1
    # street
    street = [v.p(-edge, 0, 40), v.p(edge, 0, 40), v.p(edge, 0, 1.2), v.p(-edge, 0, 1.2)]
    c.poly(street, ramp("f3b07c", "8a5a6c", "4a3a5c", "2c2747"))
    c.reflect(1004, h, "3a2f55", 0.34, 2.2, 3.4, 0.78, pts=street)
    paving(c, v, -edge, edge, 1.3, 30, 0.9, "241c38", 0.30, 0.03)
    glints(c, 420, 860, 1030, 1560, "ffd9a0", 90, 44, 0.35)
    # strings of lanterns, far to near
    for z in (22.0, 16.0, 11.5, 8.2, 5.8):
        a, b = v.p(-edge, 6.0, z), v.p(edge, 6.0, z)
        mid = v.p(0, 5.0, z)
        curve = smooth([a, along(along(a, mid, 0.5), (mid[0], a[1]), 0.0), mid, along(b, mid, 0.5), b], 8)
        c.line(curve, max(1.2, v.s(z) * 0.02), "2a1a2c")
        n = 7
        for i in range(1, n):
            px, py = curve[round(len(curve) * i / n) - 1]
            lantern(c, px, py, v.s(z) * 0.42, glow=0.5)
    # people, far to near
    folk = [(-1.5, 24.0, away(0.5)), (0.6, 20.0, STAND), (1.8, 16.0, walk(-1)), (-2.6, 13.0, walk(1)),
        (-0.5, 11.0, away(1)), (2.9, 10.0, STAND), (0.3, 10.8, away(-1))]
    for x, z, pose in folk:
        px, py = v.p(x, 0, z)
        figure(c, px, py, v.s(z) * 1.65, someone(rng, ["8a3f4a", "3f4a7a", "d8a878", "5a6a70", "e8d8c0"]), pose, lit=-1,
            rim="ffd9a0", wash="a0607a", wash_alpha=min(0.5, z / 40), cast=(0.1, 0.5), cast_alpha=0.28)
    px, py = v.p(-1.5, 0, 6.4)
    s = v.s(6.4)
    figure(c, px, py, s * 1.66, Look(top="c8503e", bottom="2a2a48", style="tail"), away(0.8), lit=1, rim="ffcf90",
        cast=(-0.1, 0.5))
    figure(c, px + s * 0.62, py + 2, s * 1.1, Look(top="f0d08a", bottom="4a5a8a", style="short", head=1.3),
           replace(away(-0.6), arm_l=(-24, -20)), lit=1, rim="ffcf90", cast=(-0.1, 0.5))
    # a bicycle leaning at the right
    bx, by, r = 1000.0, 1400.0, 82.0
    for d in (0, 205):
        c.line([*ellipse(bx + d, by, r * 0.8, r), (bx + d + r * 0.8, by)], 6, "1c1630")
        c.oval(bx + d, by, 6, 7, "1c1630")
    for a, b in (((0, 0), (80, -110)), ((80, -110), (180, -120)), ((70, 0), (180, -120)), ((80, -110), (70, 0)),
            ((0, 0), (70, 0)), ((205, 0), (172, -165)), ((70, 0), (62, -150))):
        c.line([(bx + a[0], by + a[1]), (bx + b[0], by + b[1])], 7, "241a38")
    c.oval(bx + 60, by - 154, 32, 9, "1a1428")
    c.line(smooth([(bx + 172, by - 165), (bx + 178, by - 190), (bx + 140, by - 192)]), 7, "241a38")
    c.oval(bx + 190, by - 128, 10, 10, "ffdf9a")
    c.haze(1380, h, "150f2a", 0.0, 0.45)


def mediation_room(c: Canvas) -> None:
    """Five people around a round table; the light of a large window."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["e2cfa8", "d9c096", "c8a878"], 0, 700)
    c.glow(430, 330, 1000, "fff2cc", 0.6)
    # window with a garden behind
    x0, y0, x1, y1 = 180, 90, 800, 560
    with c.inside([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]):
        c.rect(x0, y0, x1, y1, ramp("e8f3ea", "f6f4d8", "cfe0a8"))
        for _ in range(14):
            leaves(c, rng.uniform(x0, x1), rng.uniform(250, 560), rng.uniform(50, 110), rng.uniform(50, 90),
                   ("86a868", "aac47c", "dfe4a0"), 40, -1)
        c.rect(x0, y0, x1, y1, "fffbe6", 0.35)
    for x in (x0, (x0 * 2 + x1) / 3, (x0 + x1 * 2) / 3, x1):
        c.rect(x - 9, y0, x + 9, y1, ramp("8a6242", "a87a52", across=True))
    for y in (y0, y0 + 130, y1):
        c.rect(x0 - 9, y - 8, x1 + 9, y + 8, "94694a")
    c.rect(x0 - 30, y1 + 6, x1 + 30, y1 + 24, "b98a5e")
    for x in (x0 - 78, x1 - 6):
        for i in range(7):
            c.rect(x + i * 13, 60, x + i * 13 + 14, 640, ramp("f4e6c8", "d8c094", across=True), 0.95)
    c.rect(x0 - 110, 50, x1 + 110, 64, "7a5238")
    # cabinet, picture, lamp on the right
    c.rect(1120, 150, 1420, 380, "8a5f40")
    show_picture(c, 1134, 164, 1406, 366, ["f0e4c8", "ecd2a4", "e0b888"], ["a8b48c", "7c9a80", "527a6c"],
        (0.3, 0.35, "f08a5a"))
    c.rect(1080, 520, 1480, 700, ramp("a87850", "86583a"))
    for i in range(3):
        c.rect(1094 + i * 130, 536, 1210 + i * 130, 690, "b98860", 0.6)
        c.oval(1200 + i * 130, 612, 5, 5, "5a3a28")
    c.rect(1300, 470, 1360, 520, ramp("5c8a84", "3f6a6c"))
    leaves(c, 1330, 410, 74, 76, ("3f6a50", "6a9458", "b0bc6a"), 60, -1)
    # floor
    c.poly([(-10, 690), (w + 10, 690), (w + 10, h + 10), (-10, h + 10)], ramp("a8744c", "b98456", "94623e"))
    c.rect(-10, 676, w + 10, 694, "7a5238")
    for i in range(24):
        x = -900 + i * 150
        c.line([(500 + (x - 500) * 0.42, 694), (x, h + 10)], 2, "6a4229", 0.4)
    for i in range(3):
        a = 150 + i * 300
        c.poly([(a + 120, 700), (a + 300, 700), (a + 560, h + 10), (a + 290, h + 10)], "ffe6a8", 0.5, 9, "screen")
    tops = ("5a7a94", "c8644a", "efe4cc", "7c8a5c", "8a5a78")
    # those behind the table
    seats_at = [(500, 760, 0.35, tops[0], "short", HOLD), (720, 720, 0.1, tops[2], "bob", TALK), (960, 724, -0.15,
        tops[3], "short", HOLD), (1180, 768, -0.4, tops[1], "bun", HOLD)]
    for x, y, turn, top, style, pose in seats_at:
        c.poly(smooth([(x - 74, y + 60), (x - 76, y - 110), (x - 60, y - 140), (x + 60, y - 140), (x + 76, y - 110),
            (x + 74, y + 60)], 5), ramp("8a5c3e", "6a4430"))
        hair = "a8a4a0" if style == "bun" else "2a2228"
        figure(c, x, y + 150, 520, Look(top=top, bottom="3a3a48", hair=hair, style=style,
            vest="2f4a6a" if style == "bob" else None), replace(pose, seat="front", turn=turn), lit=-1, rim="fff4d0",
            rim_alpha=0.6, ground=0)
    # the table
    c.oval(840, 900, 560, 150, "4a2c1c", 0.5, 16)
    c.rect(760, 880, 920, h + 10, ramp("7a4a2e", "9a6440", "6a3e28", across=True))
    c.oval(840, 862, 540, 142, dim("a86c42", 0.35))
    c.oval(840, 842, 540, 142, ramp("d99f68", "c58852", "b0733f"))
    with c.inside(ellipse(840, 842, 538, 140, n=64)):
        c.poly([(250, 690), (620, 690), (900, 1000), (480, 1000)], "fff0c0", 0.45, 16, "screen")
        for x, y in ((500, 800), (720, 760), (960, 762), (1180, 806)):
            c.oval(x, y + 6, 130, 34, "6a3c20", 0.35, 12)
    for x, y, turn in ((610, 852, -8), (830, 810, 3), (1060, 856, 10), (860, 910, -4)):
        c.poly(ellipse(x + 3, y + 4, 78, 40, turn, 4), "6a3c20", 0.3, 3)
        c.poly([(x - 58, y - 12), (x + 48, y - 22 + turn), (x + 62, y + 16), (x - 46, y + 26 - turn)], "fff9ea")
        for i in range(4):
            c.line([(x - 36, y - 6 + i * 7), (x + 38, y - 12 + i * 7)], 1.6, "b9a88c", 0.7)
    for x, y in ((520, 850), (745, 792), (985, 800), (1190, 858)):
        c.oval(x + 8, y + 16, 30, 9, "5a3018", 0.4, 4)
        c.rect(x - 15, y - 20, x + 15, y + 12, ramp("fbf6ea", "d8ccb4", across=True))
        c.oval(x, y + 12, 15, 5, "d8ccb4")
        c.oval(x, y - 20, 15, 5, "b98a50")
    # the fifth, from behind
    head_back(c, 1010, 905, 118, "46566e", "ffe9bc", -1, style="short", skin="c0866a", hair="2c2226")
    c.poly(smooth([(850, 1080), (856, 1010), (890, 985), (1130, 985), (1164, 1010), (1170, 1080)], 5), ramp("8a5c3e",
        "5c3a28"))
    c.glow(180, 200, 800, "fff4d0", 0.35)


def hall_from_stage(c: Canvas) -> None:
    """A full hall seen from the stage: rows of faces under a balcony, lamps in the eyes."""
    x: float
    y: float
    w, h = c.w, c.h
    rng = c.rng
    v = Persp(830, 360, 1150, 2.6)
    c.bands(["2a0f14", "4a1a1c", "5c2422", "3a1518"])
    c.glow(830, 260, 1000, "d8763c", 0.5, 520)
    # ceiling waves
    for i in range(6):
        y = 10 + i * 30
        wave = smooth([(-20, y + 50), (400, y + 6), (830, y - 12), (1260, y + 6), (w + 20, y + 50)])
        c.poly([*wave, (w + 20, y - 60), (-20, y - 60)], mix("3a1618", "8a4a2c", i / 7), 0.55)
        for j in range(15):
            x = 80 + j * 105 + (i % 2) * 50
            t = abs(x - 830) / 830
            c.oval(x, y + 2 + 46 * t * t, 4 + i, 2 + i * 0.5, "ffe2a8", 0.9)
            c.glow(x, y + 2 + 46 * t * t, 26 + 5 * i, "ffb860", 0.4)
    # side walls with panels
    for side in (-1, 1):
        for i in range(8):
            z0, z1 = 6 + i * 3.2, 8.9 + i * 3.2
            c.poly(v.wall(side * 9.6, z0, z1, -1, 7), ramp("8a4428", "5a2620"), 0.9)
            px, py = v.p(side * 9.5, 4.4, (z0 + z1) / 2)
            c.glow(px, py, v.s(z0) * 1.4, "ffb86a", 0.5)
            c.oval(px, py, v.s(z0) * 0.1, v.s(z0) * 0.26, "ffe8bc")
    # balcony
    c.poly(smooth([(160, 262), (500, 228), (830, 218), (1160, 228), (1500, 262)]) + smooth([(1500, 318), (1160, 282),
        (830, 272), (500, 282), (160, 318)]), ramp("c8814a", "7a3c28"))
    c.line(smooth([(160, 262), (500, 228), (830, 218), (1160, 228), (1500, 262)]), 5, "ffd08a")
    for i in range(44):
        t = i / 43
        x = 190 + 1280 * t
        y = 252 - 36 * math.sin(math.pi * t)
        c.oval(x, y - 16, 7.5, 9.5, vary("c8946c", rng))
        c.oval(x, y - 20, 7.8, 7, "2a1a1c")
        c.poly(smooth([(x - 14, y + 8), (x - 9, y - 6), (x + 9, y - 6), (x + 14, y + 8)], 3),
            vary(rng.choice(["7a4a50", "4a4a68", "a87850"]), rng))
    c.poly(smooth([(160, 262), (500, 228), (830, 218), (1160, 228), (1500, 262)]) + smooth([(1500, 318), (1160, 282),
        (830, 272), (500, 282), (160, 318)]), ramp("b06c3c", "6a3224"))
    c.line(smooth([(160, 262), (500, 228), (830, 218), (1160, 228), (1500, 262)]), 5, "ffd08a")
    rows = [7.2 + 1.25 * i for i in range(11)]
    for x in (-3.15, 3.15):
        c.poly([v.p(x - 0.45, 2.0, 20), v.p(x + 0.45, 2.0, 20), v.p(x + 0.5, -0.2, 6.4), v.p(x - 0.5, -0.2, 6.4)],
            ramp("6a3026", "a8563a"))
        for i in range(11):
            z = 7.2 + 1.25 * i
            c.line([v.p(x - 0.45, 0.2 * i, z), v.p(x + 0.45, 0.2 * i, z)], 3, "ffcf8a", 0.55)
    seated_rows(c, v, rows, -9.3, 9.3, 0.20, "9a2a30", ["e8dcc4", "c85a44", "3f5a80", "d8a050", "6a4a60", "f0e8dc",
        "50706a"], "7a3426", 0.62, rim="ffd8a0", clap=0.3, aisles=(-3.15, 3.15))
    # the lamps
    for x, y, r in ((330, 190, 230), (830, 150, 300), (1330, 190, 230)):
        c.glow(x, y, r, "ffe6b8", 0.75, power=2.6)
        c.oval(x, y, 15, 13, "fffdf2")
        c.beam((x, y), (x - 260 + (830 - x) * 0.3, h), (x + 260 + (830 - x) * 0.3, h), "ffc98a", 0.12, 20, 20)
    # stage edge with footlights, and a speaker's hand-rail of light
    c.poly([(-10, 948), (w + 10, 948), (w + 10, h + 10), (-10, h + 10)], ramp("8a5230", "5c3020", "3a1c16"))
    c.rect(-10, 940, w + 10, 954, "d89a5c")
    for i in range(20):
        x = -700 + i * 160
        c.line([(830 + (x - 830) * 0.7, 954), (x, h + 10)], 2, "2a1410", 0.5)
    for x in range(60, w, 148):
        c.glow(x, 944, 90, "ffe0a0", 0.4, 40)
        c.oval(x, 944, 16, 6, "fff4d4")
    figure(c, 430, 1140, 560, Look(top="232a44", bottom="1c2036", style="short"), Pose(back=True, arm_r=(58, 104),
        arm_l=(-12, -5)), lit=1, rim="ffdca0", rim_alpha=0.9, ground=0)
    c.haze(930, h, "180808", 0.0, 0.4)


def water_village(c: Canvas) -> None:
    """Tiled roofs around a half-moon pond, late sun on the hills."""
    x: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["7fb2c4", "b8d2c6", "f4e2b4", "f7cf94"], 0, 420)
    clouds(c, 380, 150, 420, 120, "fff8e6", "dcd8cc")
    clouds(c, 1240, 110, 520, 140, "fff4dc", "d8d4cc")
    c.glow(1500, 240, 700, "ffdf98", 0.6)
    for y, amp, a, b in ((300, 62, "9db8b4", "d8d4b0"), (356, 56, "7aa296", "bcc492"), (404, 40, "5c8a70", "98b070")):
        o = ridge(c, y, amp, ramp(a, b), bottom=560)
        slopes(c, o, "f8e2a0", 70, 28, 0.22, -0.6)
        slopes(c, o, "3f6a6a", 60, 18, 0.14, 0.6)
    c.haze(370, 470, "fbe8bc", 0.0, 0.5)
    for x in range(-20, w + 60, 52):
        leaves(c, x + rng.uniform(-20, 20), 486 + rng.uniform(-12, 8), 56, 44, ("40694c", "6b9050", "b8bf66"), 30, 1)
    c.bands(["5f8a58", "8a9a60", "c8b484"], 484, 640)
    lines = ((520, 84, 128, 15), (566, 98, 148, 12), (622, 116, 176, 10))
    for y, bh, bw, count in lines:
        for i in range(count):
            x = -60 + i * (w + 100) / count + rng.uniform(-10, 10)
            cottage(c, x, y + rng.uniform(-5, 6), bw, bh * rng.uniform(0.92, 1.08), rng.choice(["efe6d0", "e2cfae",
                "c9b49a", "d8bd98"]), rng.choice(["62686c", "6f6a66", "59636a", "7c6258"]), lit=1, warm=0.15,
                wok=rng.random() < 0.35)
            if rng.random() < 0.3:
                tree(c, x + bw * 0.9, y + 6, bh * 1.35, ("3c6448", "679050", "b8c064"), lit=1, n=40)
    c.haze(440, 640, "ffeec0", 0.12, 0.0)
    # the threshing ground and the pond
    c.poly([(-10, 622), (w + 10, 622), (w + 10, 730), (-10, 730)], ramp("e0c69a", "cfb084"))
    paved = [(-10, 624), (w + 10, 624), (w + 10, 730), (-10, 730)]
    dabs(c, paved, ["eed6aa", "b8986c", "d8ba8c"], 240, 34, 3, alpha=0.5)
    for i in range(16):
        x = 60 + i * 104 + rng.uniform(-30, 30)
        if rng.random() < 0.55:
            figure(c, x, 690 + rng.uniform(-26, 26), 66, someone(rng, ["d86a4a", "3f6f8a", "f0e4cc", "e0b050"]),
                   rng.choice([STAND, TALK, walk(1), walk(-1)]), lit=1, rim="fff4cc", cast=(-1.2, 0.22), cast_alpha=0.3)
    pond = smooth([(110, 736), (420, 716), (800, 710), (1180, 716), (1500, 736), (1560, 800), (1380, 930), (1080, 1010),
        (800, 1030), (520, 1010), (220, 930), (50, 800)], 8, True)
    c.poly([(-10, 724), (w + 10, 724), (w + 10, h + 10), (-10, h + 10)], ramp("a4a862", "6f8a4c", "48683f"))
    c.poly([(x, y + 10) for x, y in pond], "c8b088")
    c.poly([(x, y - 4) for x, y in pond], "8a7a5c")
    c.reflect(716, h, "6fa39a", 0.22, 2.6, 2.0, 1.1, pts=pond)
    with c.inside(pond):
        c.bands(["f4dca8", "86b0a4", "3f7478"], 710, 1040, 0.34)
        c.glow(1440, 760, 600, "ffe4a4", 0.4, 220)
        glints(c, 300, 1500, 740, 1010, "fff6d4", 110, 50, 0.5)
        for x, y, r in ((430, 930, 34), (500, 950, 28), (370, 905, 24), (560, 975, 30), (470, 900, 20), (640, 990, 26)):
            c.oval(x, y, r * 1.5, r * 0.5, vary("5c8a58", rng))
            c.oval(x - 4, y - 2, r * 1.2, r * 0.36, vary("86aa66", rng))
    c.line([(x, y - 2) for x, y in pond[: len(pond) // 3 + 4]], 5, "e8d4ac")
    tree(c, 1490, 800, 430, ("2f5842", "5a8648", "c0c060"), lit=1, spread=0.42, n=150)
    figure(c, 1370, 822, 104, Look(top="f0e8d4", bottom="4a4a58", hair="c8c4c0"), replace(SIT, seat="front"), lit=1,
        rim="fff4cc")
    figure(c, 1440, 826, 106, Look(top="6a7f94", bottom="3a3a44", hair="a8a4a0"), replace(SIT, seat="front", turn=-0.3),
        lit=1, rim="fff4cc")
    grass(c, -10, 420, 1075, 130, ["3f6640", "6c8c48", "a8a858", "2f5038"], 260)
    grass(c, 1150, w + 10, 1080, 120, ["3f6640", "6c8c48", "a8a858", "2f5038"], 260)
    leaves(c, 60, 930, 150, 130, ("2a5040", "4f7c46", "a8b058"), 110, 1)


def sawtooth_park(c: Canvas) -> None:
    """An old works made new: saw-tooth roofs, glass, young trees, people on the square."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["5fa6c8", "9fd0d4", "e8ecd2", "f8e4bc"], 0, 520)
    clouds(c, 420, 150, 520, 130, "ffffff", "cfe0e0")
    clouds(c, 1250, 110, 700, 150, "fffdf4", "d2e0dc")
    clouds(c, 1820, 190, 360, 90, "ffffff", "d2e0dc")
    ridge(c, 400, 44, ramp("8fb8b4", "cfd8b8"), bottom=560)
    o = ridge(c, 430, 30, ramp("6f9f90", "b4c494"), bottom=560)
    slopes(c, o, "f4eeb8", 50, 20, 0.2, -0.5)
    for x in range(0, w + 60, 60):
        leaves(c, x, 474 + rng.uniform(-10, 8), 60, 38, ("4f7f60", "79a260", "bcc878"), 24, -1)
    # chimney, water tower
    c.poly([(300, 500), (312, 130), (352, 130), (366, 500)], ramp("d88a62", "a85840", across=True))
    for y in (150, 176, 260, 370):
        c.rect(310 - (y - 130) * 0.03, y, 354 + (y - 130) * 0.036, y + 8, "8a4432", 0.8)
    c.rect(306, 124, 358, 138, "7a3c30")
    sawtooth(c, 380, 560, 780, 300, 6, "c87450", "a8a49c", ramp_mid("dff0ee", "9cc8cc"), 0.5)
    # brick hall with arched windows under the teeth
    for i in range(12):
        x = 408 + i * 64
        c.poly([(x, 548), (x, 462), *smooth([(x, 462), (x + 19, 440), (x + 38, 462)], 6), (x + 38, 548)], ramp("5f8a94",
            "b8d8d4"))
        c.line([(x + 19, 446), (x + 19, 548)], 2.4, "f2e4cc")
        c.line([(x, 496), (x + 38, 496)], 2.4, "f2e4cc")
    # new glass box between
    c.poly([(1150, 560), (1150, 300), (1420, 270), (1420, 560)], ramp("7fc0c8", "c8e6de", "e8ecd0"))
    for i in range(10):
        x = 1150 + 27 * i
        c.line([(x, 300 - i * 3), (x, 560)], 2.6, "f6fbf4", 0.85)
    for y in (372, 452):
        c.line([(1150, y), (1420, y - (560 - y) * 0.115)], 4, "f6fbf4")
    c.poly([(1130, 306), (1130, 288), (1436, 252), (1436, 272)], "e8643c")
    with c.inside([(1150, 300), (1420, 270), (1420, 560), (1150, 560)]):
        c.poly([(1180, 560), (1300, 260), (1360, 260), (1240, 560)], "ffffff", 0.35, 6)
    sawtooth(c, 1420, 560, 640, 240, 5, "d8a070", "8c9498", ramp_mid("e8f4ec", "a8d0d0"), 0.46)
    for i in range(7):
        x = 1450 + i * 84
        c.rect(x, 470, x + 58, 560, ramp("6a8f98", "cfe4d8"))
        c.rect(x - 4, 462, x + 62, 470, "f4e8d0")
        c.line([(x + 29, 470), (x + 29, 560)], 2.4, "f4e8d0")
    sawtooth(c, -40, 575, 350, 190, 3, "b9694a", "9a9890", ramp_mid("e8f4ec", "a8d0d0"), 0.5)
    for i in range(5):
        c.rect(-10 + i * 62, 500, 30 + i * 62, 575, ramp("587f8a", "b8d4cc"))
    # square
    c.bands(["e8d4b0", "dcbf94", "bf9a70"], 556, h)
    c.rect(-10, 552, w + 10, 562, "9a6a4c")
    v = Persp(1000, 486, 1000, 1.6)
    paving(c, v, -22, 22, 5, 22, 1.4, "9a7650", 0.28, 0.03)
    for x0, x1, y0, y1 in ((130, 620, 600, 640), (1480, 1960, 604, 648)):
        bed = [(x0 + 30, y0), (x1 - 20, y0), (x1 + 20, y1), (x0 - 20, y1)]
        c.poly([(x, y + 9) for x, y in bed], "9a6a48")
        c.poly(bed, "7f9c54")
        dabs(c, bed, ["a8bc64", "5c8048", "c8c870"], 160, 18, 3, alpha=0.7)
    for x, y, t in ((200, 620, 250), (420, 626, 210), (1560, 626, 240), (1760, 630, 270), (1930, 640, 220),
            (1075, 590, 150)):
        c.oval(x - t * 0.34, y + 6, t * 0.5, t * 0.05, "6a4a44", 0.35, 5)
        tree(c, x, y, t, ("3a704c", "74a050", "d0cc62"), lit=1, n=70)
    tops = ["e8643c", "3f7f94", "f6efdc", "f0b848", "5c6f9a", "7fa060"]
    for x, y, pose in ((700, 610, walk(1)), (760, 614, walk(1)), (900, 640, TALK), (960, 644, STAND),
            (1280, 604, walk(-1)), (1340, 690, walk(-1)), (560, 700, away()), (620, 706, away(-1)), (1140, 720, TALK),
            (1200, 722, HOLD), (1420, 640, STAND), (830, 600, STAND)):
        figure(c, x, y, (y - 486) / 1.6 * 1.62, someone(rng, tops), pose, lit=1, rim="fffbe0", cast=(-1.0, 0.16),
            cast_alpha=0.3)
    # bicycle stand, bench, a flight of birds
    c.rect(1560, 700, 1860, 714, "b8643c")
    c.rect(1580, 714, 1594, 762, "5c4a44")
    c.rect(1826, 714, 1840, 762, "5c4a44")
    figure(c, 1680, 772, 268, Look(top="f0b848", bottom="3f4a68", style="tail"), replace(SIT, seat="side", turn=0.8,
        arm_r=(50, 90), arm_l=(40, 95)), lit=1, rim="fffbe0", ground=0.2)
    for _ in range(11):
        bird(c, rng.uniform(760, 1100), rng.uniform(90, 200), rng.uniform(6, 10), "5a7480", rng.uniform(0.1, 0.9))


def ramp_mid(a: Ink, b: Ink) -> RGB:
    """The middle of two inks (for panes too small to need a gradient)."""
    return mix(a, b, 0.4)


def gourd_field(c: Canvas) -> None:
    """Gourds hanging from trellises in long rows under green hills."""
    x: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["6fb4cc", "aed8d4", "eef0d2", "fbf0c8"], 0, 470)
    clouds(c, 1150, 170, 640, 170, "ffffff", "cfe2e0")
    clouds(c, 300, 120, 420, 110, "fffef6", "d6e6e2")
    for y, amp, a, b in ((350, 70, "8fbcb8", "cfe0c4"), (395, 64, "6ba48c", "b0cf9c"), (438, 42, "4c8c62", "93bb70")):
        o = ridge(c, y, amp, ramp(a, b), bottom=560)
        slopes(c, o, "f2f0b0", 90, 30, 0.22, -0.6)
        slopes(c, o, "2f6a64", 80, 24, 0.16, 0.5)
    c.haze(400, 500, "f4f4d0", 0.0, 0.5)
    for x in range(-10, w + 60, 44):
        leaves(c, x, 494 + rng.uniform(-8, 6), 40, 22, ("4c7f54", "7aa656", "c8d070"), 18, -1)
    for x in (190, 260, 1330):
        cottage(c, x, 506, 100, 62, "f0e4cc", "7a6a66", lit=-1)
    c.bands(["a8b860", "7f9448", "5f6f3c"], 500, h)
    v = Persp(800, 486, 1000, 1.9)
    rows = (-9.2, -6.3, -3.3, 3.0, 6.0, 8.9, 11.8)
    # earth paths
    for x in (-10.7, -7.8, -4.8, 4.5, 7.4, 10.3):
        c.poly([v.p(x - 0.5, 0, 60), v.p(x + 0.5, 0, 60), v.p(x + 0.5, 0, 1.5), v.p(x - 0.5, 0, 1.5)], ramp("cfb878",
            "a07c50"), 0.85)
    c.poly([v.p(-1.5, 0, 60), v.p(1.3, 0, 60), v.p(1.3, 0, 1.4), v.p(-1.5, 0, 1.4)], ramp("d4c080", "b08a58", "8a6444"))
    path = [v.p(-1.5, 0, 50), v.p(1.3, 0, 50), v.p(1.3, 0, 1.6), v.p(-1.5, 0, 1.6)]
    dabs(c, path, ["e4cc94", "a07c50", "c4a068"], 420, 70, 4, alpha=0.22, near=3)
    for z in (30.0, 21.0, 15.0, 10.5, 7.6, 5.6, 4.3):
        for x in (-1.5, 1.3):
            px, py = v.p(x, 0, z)
            grass(c, px - v.s(z) * 0.5, px + v.s(z) * 0.5, py, v.s(z) * 0.22, ["6f9440", "9cb454", "c4cc6c"], 46)
    for z in (34.0, 25.0, 19.0, 15.0, 12.0, 9.8, 8.2, 6.8, 5.6, 4.7, 3.9, 3.3):
        s = v.s(z)
        veil = min(0.6, z / 55)
        inks: Three = (mix("2c5c34", "b8cc90", veil), mix("5a9440", "c8d890", veil), mix("b4cc54", "e8ecb0", veil))
        for x in rows:
            px, py = v.p(x, 0, z)
            if not -s * 3 < px < w + s * 3:
                continue
            # one bay of the trellis: two posts, a roof of leaves, fruit below
            for d in (-1.0, 1.0):
                c.line([v.p(x + d, 0, z), v.p(x + d, 2.15, z)], s * 0.07, mix("8a6a48", "d8cca0", veil))
            tx, ty = v.p(x, 2.25, z)
            c.oval(tx, py, s * 1.15, s * 0.12, mix("3c4a2c", "a8b070", veil), 0.4, s * 0.06)
            leaves(c, tx, ty, s * 1.3, s * 0.38, inks, 60 if z < 12 else 26, -1, 1.5)
            for d in (-1.0, 1.0):
                lx, ly = v.p(x + d, 1.5, z)
                leaves(c, lx, ly, s * 0.26, s * 0.62, inks, 22 if z < 12 else 10, -1, 2.0)
            for _ in range(5 if z < 16 else 2):
                gx = tx + rng.uniform(-0.85, 0.85) * s
                gy = ty + rng.uniform(0.2, 0.42) * s
                length = s * rng.uniform(0.26, 0.42)
                c.oval(gx, gy + length, s * 0.085, length, mix(rng.choice(["6f9f48", "8ab058", "5c8c44"]), "d8e0a8",
                    veil))
                c.oval(gx - s * 0.028, gy + length * 0.9, s * 0.022, length * 0.7, mix("d4e094", "e8ecc0", veil), 0.8)
            if z < 14:
                for _ in range(5):
                    fx, fy = tx + rng.uniform(-1.2, 1.2) * s, ty + rng.uniform(-0.3, 0.2) * s
                    c.oval(fx, fy, s * 0.045, s * 0.04, "ffd94a")
        if z == 15.0:
            px, py = v.p(0.4, 0, 14.2)
            figure(c, px, py, v.s(14.2) * 1.65, Look(top="e8744a", bottom="4a5a78", style="straw", hat="ecd48a"),
                away(1), lit=-1, rim="fffce0", cast=(0.8, 0.25))
        if z == 8.2:
            px, py = v.p(-1.0, 0, 7.6)
            s2 = v.s(7.6)
            figure(c, px, py, s2 * 1.66, Look(top="4f86a8", bottom="3f4250", style="straw", hat="f0d890"),
                   Pose(arm_l=(-60, -150), arm_r=(14, 60), turn=-0.4), lit=-1, rim="fffce0", cast=(0.8, 0.2))
            px, py = v.p(0.35, 0, 7.0)
            c.oval(px, py, 84, 14, "4a3828", 0.4, 6)
            c.poly([(px - 72, py - 64), (px - 54, py), (px + 54, py), (px + 72, py - 64)], ramp("dcb070", "a8743f"))
            for j in range(4):
                c.line([(px - 70 + j * 4.4, py - 52 + j * 15), (px + 70 - j * 4.4, py - 52 + j * 15)], 2.4, "7a5430",
                    0.6)
            for _ in range(11):
                c.oval(px + rng.uniform(-52, 52), py - 66 + rng.uniform(-8, 6), 30, 9, vary("86b054", rng),
                    turn=rng.uniform(-40, 40))
    c.haze(h - 140, h, "2c4020", 0.0, 0.35)


def study_tour(c: Canvas) -> None:
    """Children on a field path under bright umbrellas, after the rain."""
    s: float
    x: float
    y: float
    z: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["9db8c4", "c4d2d0", "e8e8d4", "f6efd2"], 0, 700)
    for x, y, s in ((300, 150, 600), (900, 240, 700), (620, 70, 600), (140, 340, 480), (1080, 420, 460)):
        clouds(c, x, y, s, s * 0.26, "eef2ea", "a9bcc4", 0.6)
    c.glow(820, 520, 620, "fff4cc", 0.7)
    for y, amp, a, b in ((560, 80, "96b4b4", "d2dccc"), (612, 66, "74a098", "bcd0b0"), (664, 46, "55907a", "a0c08c")):
        o = ridge(c, y, amp, ramp(a, b), bottom=800)
        slopes(c, o, "eef0c4", 90, 24, 0.2, -0.4)
    c.haze(600, 740, "f4f2d8", 0.0, 0.7)
    for i in range(9):
        x = -20 + i * 150 + rng.uniform(-30, 30)
        leaves(c, x, 728, 70, 34, ("5c8c68", "86b070", "ccd68c"), 26, 1)
    cottage(c, 850, 742, 150, 90, "f4ead6", "77706e", lit=1)
    cottage(c, 980, 744, 130, 80, "ead8bc", "6a6c70", lit=1)
    c.bands(["b8cc74", "86ae58", "4f8448", "356a44"], 736, h)
    v = Persp(600, 700, 1050, 3.4)
    # paddies with sky in them
    for i, (x0, x1, z0, z1) in enumerate(((-30, -3.4, 26, 44), (3, 26, 22, 40), (-26, -3, 12, 23), (3.4, 24, 9.5, 19),
            (-20, -3.0, 6, 10.6), (3.2, 18, 5, 8.4))):
        q = v.floor(x0, z0, x1, z1)
        c.poly(q, ramp("f2efd6", "b8d2cc", "86b4b4"))
        for _ in range(int(900 / (i + 2))):
            z = z0 + (z1 - z0) * rng.random() ** 1.6
            z = z0 + round((z - z0) / 0.5) * 0.5
            px, py = v.p(rng.uniform(x0, x1), 0, max(z, z0 + 0.2))
            t = v.s(z) * 0.34
            if -20 < px < w + 20:
                for d in (-0.3, 0.0, 0.3):
                    c.line([(px, py), (px + d * t, py - t * rng.uniform(0.7, 1.1))], max(1.0, t * 0.11),
                        vary(rng.choice(["7fb04c", "a4c85c", "5c9848"]), rng), end=0.6)
    # the path, winding
    def mid(z: float) -> float:
        return 2.6 * math.sin(z / 6.2 - 0.5) * min(1.0, 0.35 + z / 26) - 0.1

    zs = [2.6, 3.4, 4.4, 5.4, 6.5, 7.7, 9, 10.5, 12, 14, 16, 18, 20.5, 23, 26, 30, 34, 40, 48]
    left, right = [v.p(mid(z) - 0.95, 0, z) for z in zs], [v.p(mid(z) + 0.95, 0, z) for z in zs]
    shape = smooth(left) + smooth(right)[::-1]
    wide = smooth([v.p(mid(z) - 1.7, 0, z) for z in zs]) + smooth([v.p(mid(z) + 1.7, 0, z) for z in zs])[::-1]
    c.poly(wide, ramp("a8c468", "6a9c4c", "477c40"))
    dabs(c, wide, ["c4d474", "4f8a44", "8cb458"], 700, 30, 4, 80, 0.5, 3)
    c.poly(shape, ramp("f0dfb4", "d8b884", "ac8458"))
    dabs(c, shape, ["f4e4bc", "b48c60", "cfac78"], 400, 46, 3, 0, 0.25, 3)
    for z, x in ((11.0, -0.4), (5.6, 0.5), (4.5, -0.45)):
        px, py = v.p(mid(z) + x, 0, z)
        r = v.s(z)
        c.poly(smooth([(px - r * 0.4, py), (px - r * 0.1, py - r * 0.08), (px + r * 0.3, py - r * 0.06), (px + r * 0.42,
            py + r * 0.02), (px + r * 0.05, py + r * 0.1)], 6, True), ramp("f4f4e8", "a8c4cc"))
    for z in (30.0, 24.0, 18.0, 13.0, 9.0, 6.4, 4.8, 3.6):
        for side in (-1, 1):
            px, py = v.p(mid(z) + side * 1.25, 0, z)
            grass(c, px - v.s(z) * 0.4, px + v.s(z) * 0.4, py, v.s(z) * 0.34, ["5c9848", "8cb858", "b8cc68"], 40)
    shades = ["e8503c", "f4b83c", "3f8fb4", "f08a5c", "5cae8c", "d8648c", "7a78c0", "f6e0a0", "e8503c", "3fa0a8"]
    spots = [(34.0, 0.2), (28.0, -0.3), (23.5, 0.3), (20.0, -0.3), (17.0, 0.3), (14.4, -0.35), (12.2, 0.3),
        (10.2, -0.4), (8.6, 0.4), (7.0, -0.3)]
    for i, (z, d) in enumerate(spots):
        s = v.s(z)
        px, py = v.p(mid(z) + d, 0, z)
        veil = min(0.4, z / 70)
        t = s * (1.32 if i else 1.4)
        side = 1 if d < 0 else -1
        raised = replace(away(1 if i % 2 else -1), arm_r=(40, 165), arm_l=(-9, -4)) if side > 0 else replace(away(1
            if i % 2 else -1), arm_l=(-40, -165))
        look = Look(top=shades[(i + 3) % 10], bottom=("3f5a80", "4a4458", "c86a50")[i % 3], style=("tail", "short",
            "bob")[i % 3], head=1.28)
        got = figure(c, px, py, t, look, raised, lit=1, rim="fffbe4", wash="e8ecd4", wash_alpha=veil, cast=(-0.3, 0.28),
            cast_alpha=0.22)
        hx, hy = got["r" if side > 0 else "l"]
        c.poly(smooth([(px - t * 0.12, py - t * 0.77), (px + t * 0.12, py - t * 0.77), (px + t * 0.135, py - t * 0.5),
            (px - t * 0.135, py - t * 0.5)], 5, True), mix(shades[(i + 6) % 10], "e8ecd4", veil))
        top = (px + side * t * 0.08, py - t * 1.36)
        ink = mix(shades[i], "eef0dc", veil)
        c.line([(hx, hy), (top[0], top[1])], max(1.4, t * 0.016), mix("5a4a44", "e8ecd4", veil))
        r = t * 0.46
        dome = [(top[0] + math.cos(math.radians(a)) * r, top[1] + t * 0.24 - math.sin(math.radians(a)) * r * 0.62)
            for a in range(0, 181, 12)]
        hem: list[Pt] = []
        n = 5
        for j in range(n):
            a0 = top[0] - r + 2 * r * j / n
            hem += [(a0, top[1] + t * 0.24), (a0 + r / n, top[1] + t * 0.205)]
        hem.append((top[0] + r, top[1] + t * 0.24))
        c.poly(dome + hem, ink)
        with c.inside(dome + hem):
            for j in range(n + 1):
                bx = top[0] - r + 2 * r * j / n
                c.line(smooth([(top[0], top[1] - t * 0.06), (top[0] + (bx - top[0]) * 0.75, top[1] + t * 0.04),
                    (bx, top[1] + t * 0.25)]), max(1.0, t * 0.009), dim(ink, 0.3), 0.7)
            c.oval(top[0] + r * 0.45, top[1] + t * 0.06, r * 0.5, t * 0.2, "fffbe8", 0.4, t * 0.06)
            c.oval(top[0] - r * 0.8, top[1] + t * 0.2, r * 0.5, t * 0.2, dim(ink, 0.4), 0.4, t * 0.06)
        c.line([(top[0], top[1] - t * 0.06), (top[0], top[1] - t * 0.1)], max(1.2, t * 0.014), "5a4a44")
    grass(c, -10, 420, h + 10, 170, ["2f6a40", "5c9848", "8cb858", "3f7a44"], 240)
    grass(c, 860, w + 10, h + 10, 190, ["2f6a40", "5c9848", "8cb858", "3f7a44"], 260)
    for _ in range(26):
        x = rng.choice([rng.uniform(0, 360), rng.uniform(900, w)])
        y = rng.uniform(h - 170, h - 20)
        for petal in range(0, 360, 72):
            c.oval(x + math.cos(math.radians(petal)) * 8, y + math.sin(math.radians(petal)) * 6, 6, 5, "fff6e0")
        c.oval(x, y, 4.5, 4, "f4b83c")


def award_stage(c: Canvas, inks: Sequence[Ink], tops: Sequence[Ink], paper: Sequence[Ink], wide: bool) -> None:
    """A group with flowers and plain boards on a stage in falling confetti.

    ``inks``: night, curtain, screen low, screen high, light, floor.
    """
    w, h = c.w, c.h
    rng = c.rng
    night, curtain, low, high, light, floor = inks
    c.bands([night, dim(curtain, 0.5), dim(curtain, 0.35)], 0, 760)
    for i in range(26):
        x = i * w / 26
        c.rect(x, 0, x + w / 26 + 1, 700, ramp(dim(curtain, 0.55), curtain, dim(curtain, 0.55), across=True), 0.7)
    c.haze(0, 420, night, 0.9, 0.0)
    if wide:  # an arch of light behind the group
        for i in range(7):
            r = 520 - i * 52
            c.oval(800, 690, r * 1.18, r, mix(low, high, i / 6), 1.0)
            c.line([p for p in ellipse(800, 690, r * 1.18, r, n=90) if p[1] < 700], 3, light, 0.5)
        c.glow(800, 560, 520, light, 0.6)
    else:
        show_picture(c, 250, 90, 1350, 620, [mix(high, "ffffff", 0.1), high, low], [mix(low, night, 0.2),
            mix(low, night, 0.45), mix(low, night, 0.65)], (0.5, 0.5, light))
        c.rect(246, 612, 1354, 620, light, 0.8)
    c.bands([mix(floor, light, 0.25), floor, dim(floor, 0.4)], 690, 900)
    c.reflect(690, 900, floor, 0.5, 1.6, 4)
    for i in range(3):
        y = 690 + i * 26
        x0 = 190 - i * 60
        c.poly([(x0 + 30, y), (w - x0 - 30, y), (w - x0, y + 18), (x0, y + 18)], ramp(mix(floor, light, 0.45),
            mix(floor, light, 0.2)))
        c.rect(x0, y + 18, w - x0, y + 26, dim(floor, 0.35))
        c.line([(x0, y + 18), (w - x0, y + 18)], 2.4, light, 0.8)
    lamps = [120 + i * 170 for i in range(9)]
    c.rect(-10, 24, w + 10, 40, dim(night, 0.5))
    for i, x in enumerate(lamps):
        c.oval(x, 52, 15, 18, "0c0a14")
        c.oval(x, 62, 11, 8, pale(light, 0.6))
        tilt = (800 - x) * 0.45
        c.beam((x, 60), (x + tilt - 110, 770), (x + tilt + 110, 770), light if i % 2 else mix(light, high, 0.5), 0.22,
            14, 10)
    if wide:
        line = [(250 + i * 122, 764 - (10 if i % 2 else 0), i) for i in range(10)]
        size = 306
    else:
        line = [(330 + i * 134, 726, i) for i in range(8)] + [(260 + i * 154, 776, i + 8) for i in range(8)]
        size = 300
    for x, y, i in line:
        look = someone(rng, tops)
        pose = HOLD if i % 3 else CLAP
        if i % 5 == 2:
            pose = replace(STAND, arm_l=(-148, -170))
        elif i % 5 == 4:
            pose = replace(STAND, arm_r=(148, 168))
        hands = figure(c, x + rng.uniform(-8, 8), y, size * (0.94 if look.style != "short" else 1.0), look,
            replace(pose, turn=rng.uniform(-0.15, 0.15)), lit=-1 if x > 800 else 1, rim=pale(light, 0.5), rim_alpha=0.6,
            ground=0.4)
        hx, hy = hands["l"] if i % 5 == 2 else hands["r"]
        if i % 5 in (2, 4):
            bouquet(c, hx, hy, 38, paper)
        elif i % 3 == 1:
            bouquet(c, (hands["l"][0] + hands["r"][0]) / 2, (hands["l"][1] + hands["r"][1]) / 2 - 8, 40, paper)
        elif i % 3 == 2 and pose is HOLD:
            mx, my = (hands["l"][0] + hands["r"][0]) / 2, (hands["l"][1] + hands["r"][1]) / 2
            c.rect(mx - 40, my - 36, mx + 40, my + 22, ramp("fff4d8", "e8c078"))
            c.rect(mx - 32, my - 29, mx + 32, my + 15, mix("fffaf0", light, 0.2))
    confetti(c, paper, 330 if not wide else 240, 80, w - 80, 40, 860, 7)
    c.poly([(-10, 872), (w + 10, 872), (w + 10, h + 10), (-10, h + 10)], ramp(dim(floor, 0.55), night))
    c.rect(-10, 868, w + 10, 876, light, 0.8)
    crowd_back(c, 958, 62, [mix(night, "2a2038", 0.5)], mix(light, high, 0.3), 800, 2.4, rim_alpha=0.5)
    crowd_back(c, 1076, 92, [mix(night, "100c18", 0.6)], mix(light, low, 0.5), 800, 2.5, 60, rim_alpha=0.45)
    c.haze(900, h, night, 0.0, 0.6)


def award_warm(c: Canvas) -> None:
    """The prize-giving of an evening: red and gold."""
    award_stage(c, ("180610", "8a1f30", "d8603c", "f4a458", "ffd890", "7a2a30"), ["f4ead8", "3a3f60", "e8b04a",
        "c8443c", "5a7a8a"], ["ffd870", "f08a4a", "fff4dc", "e8504a", "f8b8a0"], False)


def award_cool(c: Canvas) -> None:
    """Another prize-giving: teal and silver under an arch of light."""
    award_stage(c, ("06121f", "0f3f58", "0f5f78", "58c0c0", "e8f8e8", "14405a"), ["f4f4ec", "e87a5c", "2a4a70",
        "f0c870", "7ab0a8"], ["f4fff8", "8ae0d8", "ffd890", "f08a78", "b8d0f0"], True)


def theatre_night(c: Canvas) -> None:
    """The front of a theatre at night: columns, a glowing hall behind glass, people on the wet square."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["0a1030", "1a2454", "3a3a78", "6a4a80"], 0, 540)
    for _ in range(70):
        c.oval(rng.uniform(0, w), rng.uniform(0, 260), 1.2, 1.2, "fff2d8", rng.uniform(0.2, 0.8))
    streaks(c, 180, 420, "7a5a90", 8, 0.35)
    for i in range(30):
        x = i * 70 - 20 + rng.uniform(-10, 10)
        bh = rng.uniform(70, 190)
        if 330 < x < 1620:
            bh *= 0.5
        f, s = tower(c, x, 540, rng.uniform(50, 84), bh, "2c2c5c", "22224c")
        windows(c, f, 4, max(3, int(bh / 18)), "262650", ["ffca80", "ffe0a8", "f0a868"], 0.35)
        del s
    c.glow(1000, 420, 900, "ffb060", 0.55, 420)
    # the building: a broad roof on tall columns, glass behind
    roof = smooth([(300, 190), (650, 132), (1000, 112), (1350, 132), (1700, 190)])
    c.poly([*roof, (1690, 232), (310, 232)], ramp("f4dcb8", "c8946a"))
    c.poly([(330, 232), (1670, 232), (1640, 270), (360, 270)], ramp("8a5c48", "d89a60"))
    c.line(roof, 5, "fff0cc")
    c.rect(380, 268, 1620, 520, ramp("f8c070", "ffe2a0", "ffd080"))
    for i in range(3):
        c.rect(380, 330 + i * 62, 1620, 336 + i * 62, "b8703c", 0.8)
    for i in range(32):
        x = 380 + i * 40
        c.line([(x, 268), (x, 520)], 2.2, "b8703c", 0.7)
    for i in range(6):  # chandeliers and a curving stair seen through the glass
        x = 480 + i * 208
        c.glow(x, 300, 90, "fffbe8", 0.9)
        for j in range(3):
            c.oval(x, 292 + j * 10, 26 - j * 7, 4, "fffdf4")
    for _ in range(34):
        x, y = rng.uniform(400, 1600), rng.choice([392, 454, 516])
        figure(c, x, y, rng.uniform(42, 48), Look(top="a8663c", bottom="8a5030"), rng.choice([STAND, TALK, walk(1),
            walk(-1)]), wash="b8743c", wash_alpha=0.55, ground=0)
    c.poly([(700, 520), (900, 400), (1100, 400), (1300, 520)], "d89a54", 0.6)
    for i in range(10):
        x = 384 + i * 133
        c.rect(x - 4, 268, x + 42, 524, ramp("fff0d0", "e8b880", "a86e50", across=True))
        c.rect(x - 10, 262, x + 48, 276, "fff0d0")
        c.rect(x - 10, 514, x + 48, 526, "d8a878")
        c.glow(x + 19, 500, 90, "ffd890", 0.4, 140)
    for side in (0, 1):
        x0 = 60 if not side else 1640
        c.rect(x0, 320, x0 + 300, 524, ramp("8a6a78", "c08a70"))
        windows(c, [(x0 + 12, 336), (x0 + 288, 336), (x0 + 288, 510), (x0 + 12, 510)], 7, 3, "5a4a68",
            ["ffcf80", "ffdf9a"], 0.7, (0.5, 0.7))
        c.rect(x0 - 8, 310, x0 + 308, 322, "e0b890")
    c.bands(["5a4868", "7a5a70"], 524, 588)
    for i in range(7):
        y = 522 + i * 9
        c.rect(350 - i * 30, y, 1650 + i * 30, y + 9, mix("f0c890", "8a5a5c", i / 7))
        c.line([(350 - i * 30, y), (1650 + i * 30, y)], 1.6, "fff0cc", 0.6)
    c.bands(["7a5a70", "3a3058", "1c1a3c"], 585, h)
    c.reflect(586, h, "2a2450", 0.38, 3.4, 3.4, 0.9)
    for i in range(14):
        c.line([(1000 + (i - 6.5) * 150, 586), (1000 + (i - 6.5) * 520, h)], 2, "12102c", 0.35)
    for y in (610, 648, 706):
        c.line([(-10, y), (w + 10, y)], 2, "12102c", 0.35)
    glints(c, 300, 1700, 600, 790, "ffe0a0", 120, 60, 0.4)
    spots = [(420, 580), (520, 592), (580, 590), (760, 566), (830, 572), (1010, 560), (1190, 574), (1250, 578),
        (1420, 588), (1560, 602), (320, 640), (380, 644), (690, 650), (1120, 640), (1180, 646), (1500, 660),
        (1760, 650)]
    for x, y in spots:
        figure(c, x, y, 62 + (y - 560) * 0.72, someone(rng, ["d8604a", "3a4a80", "e8d8bc", "6a3a5c", "c89048"]),
            rng.choice([away(), away(-1), walk(1), walk(-1), TALK]), rim="ffdf9a", lit=0.6 if x < 1000 else -0.6,
            wash="3a2448", wash_alpha=0.5, cast=(0.0, 0.8), cast_alpha=0.4)
    figure(c, 850, 770, 232, Look(top="a83a44", bottom="2a2440", style="bob", skirt=True), away(0.6), rim="ffd890",
        lit=1, wash="1c1434", wash_alpha=0.45)
    figure(c, 925, 774, 246, Look(top="2a2f55", bottom="1c1c34"), away(-0.6), rim="ffd890", lit=1, wash="1c1434",
        wash_alpha=0.45)
    for x in (150, 1860):
        tree(c, x, 590, 230, ("1c2440", "3a3a50", "a87a58"), trunk="1c1a30", lit=1 if x < 1000 else -1, n=70)


def scoring_cards(c: Canvas) -> None:
    """An audience raises its cards towards a bright stage."""
    w, h = c.w, c.h
    c.bands(["06181f", "0c3038", "0f3a40"])
    for i in range(24):
        x = i * w / 24
        c.rect(x, 0, x + w / 24 + 1, 520, ramp("082028", "0f4048", "082028", across=True))
    c.glow(800, 330, 1000, "2fa8a0", 0.5, 480)
    show_picture(c, 420, 110, 1180, 430, ["0f6a78", "3fb0a8", "f4d898"], ["f0a868", "d8704a", "8a3f48"],
        (0.32, 0.5, "fff0b8"))
    c.poly([(220, 470), (1380, 470), (1500, 560), (100, 560)], ramp("e8a868", "b8643c"))
    c.reflect(470, 560, "a85c3c", 0.5, 1, 4, pts=[(220, 470), (1380, 470), (1500, 560), (100, 560)])
    c.rect(90, 556, 1510, 590, "5a2c28")
    c.rect(90, 552, 1510, 558, "ffdf9a")
    for x in (300, 560, 800, 1040, 1300):
        c.beam((x, -20), (800 + (x - 800) * 1.1 - 120, 520), (800 + (x - 800) * 1.1 + 120, 520), "fff0c8", 0.30, 12, 14)
    for i, x in enumerate((600, 720, 1010)):
        figure(c, x, 526, 176, Look(top=("f4ead8", "2a4a5c", "e87a4a")[i], bottom="2a2a3c", style=("bob", "short",
            "short")[i]), (TALK, STAND, replace(CLAP, turn=-0.4))[i], lit=1, rim="fff8e0", ground=0.4)
    c.glow(800, 500, 700, "ffe0a0", 0.3, 200)
    cards: tuple[Ink, ...] = ("f8b84a", "f4ead0", "f0784a", "5ac8b8")
    for y, s, share, alpha in ((650, 34, 0.35, 0.85), (708, 44, 0.5, 0.8), (786, 58, 0.6, 0.75), (890, 78, 0.66, 0.7),
            (1050, 112, 0.55, 0.6)):
        t = (y - 650) / 400
        crowd_back(c, y, s, [mix("2c5a60", "0a1a22", t), mix("5a4a48", "141420", t), mix("7a4a38", "181420", t)],
            mix("ffdf9a", "5ad0c0", t * 0.4), 800, 2.35, (y * 7) % 50, alpha, cards, share, skin=mix("c8906c", "5a4038",
            t))
    c.haze(940, h, "041014", 0.0, 0.5)


def light_room(c: Canvas) -> None:
    """An exhibition one walks into: curved walls of light, a mirror floor, visitors as silhouettes."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["1a0822", "3a0f38", "6a1a48"])
    cx, cy = 860, 500
    inks = ["2a0c34", "5a1448", "a82450", "e04a48", "f88a4c", "ffc46a", "fff0c0"]
    for i in range(26):
        t = i / 25
        rx, ry = 1150 * (1 - t) ** 1.35 + 70, 800 * (1 - t) ** 1.35 + 60
        k = t * (len(inks) - 1)
        j = min(int(k), len(inks) - 2)
        ink = mix(inks[j], inks[j + 1], k - j)
        c.oval(cx + 60 * math.sin(i * 0.32), cy + 20 * math.cos(i * 0.3), rx, ry, ink)
        if i % 2 == 0:
            pts = ellipse(cx + 60 * math.sin(i * 0.32), cy + 20 * math.cos(i * 0.3), rx, ry, n=120)
            c.line([*pts, pts[0]], 9 * (1 - t) + 2, pale(ink, 0.4), 0.85)
            c.line([*pts, pts[0]], 26 * (1 - t) + 6, pale(ink, 0.2), 0.25, 6)
    c.glow(cx, cy, 520, "fff0c4", 0.8)
    # pictures of light along the left curve: tall soft panels
    for i in range(5):
        x = 90 + i * 118
        s = 1 - i * 0.13
        q = [(x, 500 - 250 * s), (x + 84 * s, 500 - 232 * s), (x + 84 * s, 500 + 118 * s), (x, 500 + 140 * s)]
        c.poly(q, "ffdf9a", 0.25, 12, "screen")
        c.poly(q, ramp(*(("5ac0c8", "f8e0a0"), ("f0a070", "8a3a68"), ("f8d080", "d85a50"), ("7ab0d8", "f0c0a0"),
            ("f8e8b8", "e88a50"))[i]))
    c.bands(["8a2048", "4a1040", "1c0828"], 700, h)
    c.reflect(700, h, "3a0c38", 0.34, 1.8, 3, 1.1)
    for r in (0.2, 0.42, 0.66, 0.92):
        pts = [p for p in ellipse(cx, 690, 1300 * r, 420 * r, n=120) if p[1] > 702]
        c.line(sorted(pts), 4 + 8 * r, "ffd890", 0.4, 2)
    for x, y, s, look, pose in ((960, 730, 158, Look(style="bob"), away()), (1030, 734, 168, Look(), TALK),
            (780, 726, 150, Look(), away(-1)), (560, 790, 258, Look(style="tail"), replace(away(), arm_l=(-96, -110))),
            (470, 800, 190, Look(head=1.25), away(-1)), (1330, 860, 400, Look(), replace(away(), arm_r=(20, 140))),
            (1210, 850, 372, Look(style="bun", skirt=True), away(-1)),):
        c.oval(x, y + 4, s * 0.16, s * 0.02, "14061c", 0.6, 4)
        figure(c, x, y, s, replace(look, top="3a1a3c", bottom="1c0c26"), pose, rim="ffc88a", rim_alpha=0.95,
            lit=1 if x < cx else -1, wash="1c0a28", wash_alpha=0.72, cast=((x - cx) / 600, 0.6), cast_alpha=0.4)
    for _ in range(60):
        c.oval(rng.uniform(0, w), rng.uniform(0, 640), rng.uniform(1, 3), rng.uniform(1, 3), "fff0c8", 0.6)


def gallery_corridor(c: Canvas) -> None:
    """A long corridor of framed panels of light, one visitor."""
    h = c.h
    v = Persp(560, 780, 900, 1.6)
    c.bands(["0c1f1c", "10302a"])
    x, top = 2.2, 3.9
    c.poly([v.p(-x, top, 60), v.p(x, top, 60), v.p(x, top, 1), v.p(-x, top, 1)], ramp("1f4a40", "12302c", "0a1c1c"))
    c.poly([v.p(-x, 0, 60), v.p(x, 0, 60), v.p(x, 0, 1), v.p(-x, 0, 1)], ramp("4a5a44", "2c443a", "142824"))
    c.poly(v.wall(-x, 1, 60, 0, top), ramp("1a4038", "2f6a58", "3f7a62", across=True))
    c.poly(v.wall(x, 1, 60, 0, top), ramp("3f7a62", "24544a", "143630", across=True))
    c.poly(v.front(-x, x, 60, 0, top), "ffe6b0")
    c.glow(560, 780, 330, "ffe2a0", 0.9)
    art = [("f8d8a0", "e89858", "b84f3c"), ("f4ead0", "9ac8b8", "3f7a7c"), ("f8e4b4", "f0b070", "c86a6a"),
        ("e8f0d8", "a8c888", "4f8a5c"), ("fbe8c8", "d8a8b0", "7a5a8a"), ("f4e4c0", "e8b84c", "a86a30"),
        ("e4f0f0", "8ab4d0", "3f5f90")]
    zs = [38.0, 28.5, 21.5, 16.2, 12.2, 9.2, 6.9, 5.2, 3.9, 2.95, 2.2]
    for n, z in enumerate(zs):
        d = z * 0.20
        for side in (-1, 1):
            sky, mid, low = art[(n * 2 + (side > 0)) % len(art)]
            q = v.wall(side * x, z, z + d, 0.75, 2.85)
            # light spilled on floor and wall
            c.poly(v.floor(side * x, z, side * (x - 1.3), z + d), mid, 0.42, v.s(z) * 0.10, "screen")
            c.poly(v.wall(side * x, z - d * 0.12, z + d * 1.12, 0.6, 3.05), "ffe8b8", 0.35, v.s(z) * 0.07, "screen")
            c.poly(v.wall(side * x, z - 0.02 * z, z + d + 0.02 * z, 0.68, 2.92), "14100c")
            c.poly(q, ramp(sky, mid))
            with c.inside(q):
                for k, tone in enumerate((mix(mid, low, 0.5), rgb(low), dim(low, 0.25))):
                    base = 1.7 - 0.34 * k
                    pts = [v.p(side * x, base + 0.16 * math.sin(i * 0.9 + n * 2 + k * 1.7), z + d * i / 8)
                        for i in range(9)]
                    c.poly([*smooth(pts), q[2], v.p(side * x, 0.0, z)], tone)
                sx, sy = v.p(side * x, 2.3, z + d * (0.35 if n % 2 else 0.65))
                c.oval(sx, sy, v.s(z) * 0.12 * min(1.0, d * 0.6 / 2 + 0.4), v.s(z) * 0.2, "fff6dc", 0.9)
            a = v.p(side * (x - 0.5), top - 0.02, z + d / 2)
            c.oval(a[0], a[1], v.s(z) * 0.1, v.s(z) * 0.03, "fff4d0")
            c.glow(a[0], a[1], v.s(z) * 0.6, "ffe0a0", 0.5)
    c.reflect(800, h, "14302a", 0.52, 0.8, 4.0, 0.95, pts=[v.p(-x, 0, 60), v.p(x, 0, 60), v.p(x, 0, 1), v.p(-x, 0, 1)])
    for i in range(1, 4):
        c.line([v.p(-x + i * 1.1, 0, 60), v.p(-x + i * 1.1, 0, 1)], 2, "0a1c18", 0.35)
    for z in (26.0, 19.0):
        px, py = v.p(-0.7 if z > 20 else 0.8, 0, z)
        figure(c, px, py, v.s(z) * 1.64, Look(top="3a5a4a"), away(), wash="2f5a48", wash_alpha=0.5, rim="ffe6b0",
            cast=(0, 0.8))
    px, py = v.p(0.35, 0, 6.4)
    figure(c, px, py, v.s(6.4) * 1.66, Look(top="c8583c", bottom="20302e", style="tail"), replace(away(), turn=0.25),
        lit=1, rim="ffe8b8", rim_alpha=0.9, cast=(-0.15, 0.6), cast_alpha=0.45)


def mangrove(c: Canvas) -> None:
    """Sunrise over a mangrove: stilt roots in still water, herons."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["4a6a94", "8f8aa8", "e89a86", "fbc084", "ffe0a0"], 0, 560)
    streaks(c, 70, 330, "ffc09a", 16, 0.55, -2)
    streaks(c, 200, 420, "fff0c4", 8, 0.5, -1)
    c.glow(620, 490, 760, "ffe6a8", 0.9)
    c.oval(620, 486, 62, 62, "fffbe4")
    for y, amp, a, b in ((500, 34, "b08a98", "f0b890"), (530, 22, "8a7488", "d8a088")):
        ridge(c, y, amp, ramp(a, b), bottom=580)
    c.haze(470, 570, "ffdc9c", 0.0, 0.6)
    for x in range(-20, w + 60, 50):
        if not 470 < x < 800:
            leaves(c, x, 556 + rng.uniform(-6, 6), 54, 30, ("5c6470", "84746a", "d89a68"), 20, 1 if x < 620 else -1)

    c.bands(["b88a80", "8a7478"], 560, 618)
    for x in range(-20, w + 60, 34):
        if not 500 < x < 780:
            c.oval(x, 600, 30, 16, mix("5c6470", "d89a68", rng.random() * 0.4), 0.8, 3)

    def root_tree(x: float, y: float, s: float, dark: Ink, mid: Ink, light: Ink, lit: float) -> None:
        wood = mix(dark, "2a1a24", 0.35)
        for i in range(11):
            d = (i - 5) / 5
            top = (x + d * s * 0.05, y - s * (0.62 - abs(d) * 0.12))
            foot = (x + d * s * 0.52 + rng.uniform(-8, 8), y + rng.uniform(-4, 12))
            c.line(smooth([top, (x + d * s * 0.36, y - s * 0.40), foot]), s * 0.034, wood, end=s * 0.016)
        for d in (-0.22, 0.02, 0.25):
            c.line(smooth([(x, y - s * 0.56), (x + d * s, y - s * 0.85), (x + d * s * 2.0, y - s * 1.1)]), s * 0.05,
                wood, end=s * 0.02)
        for d, e, r in ((-0.5, 1.0, 0.36), (0.45, 1.02, 0.38), (-0.08, 1.16, 0.44), (0.12, 0.92, 0.34)):
            leaves(c, x + d * s, y - s * e, s * r, s * r * 0.52, (dark, mid, light), 60, lit, 1.0)

    for x, y, s in ((80, 640, 170), (250, 630, 140), (960, 624, 150), (1130, 636, 180), (1330, 630, 160),
            (1520, 646, 200)):
        root_tree(x, y, s, mix("2f4a50", "d89a80", 0.3), mix("4f6a54", "e8a880", 0.3), "f0b878", 1 if x < 620 else -1)
    c.bands(["fbc890", "c89a94", "4f7488", "24475c"], 610, h)
    c.reflect(614, h, "3f6a80", 0.2, 3.0, 2.2, 1.0)
    c.bands(["ffd49a", "8a8a98", "1c4258"], 614, h, 0.28)
    c.glow(620, 640, 330, "ffe8b0", 0.7, 380)
    glints(c, 430, 810, 630, 1050, "fff4d0", 170, 52, 0.6)
    root_tree(1330, 800, 330, "1c3a3c", "3f6a48", "d8a858", -1)
    root_tree(150, 850, 400, "17323a", "386046", "d8a456", 1)
    for x in range(-20, 400, 24):
        c.line([(x, 870 + rng.uniform(0, 40)), (x + rng.uniform(-4, 4), 830 + rng.uniform(-10, 20))], 5, "1c2a34",
            end=2)
    for x in range(1120, 1620, 30):
        c.line([(x, 830 + rng.uniform(0, 60)), (x + rng.uniform(-4, 4), 792 + rng.uniform(-10, 30))], 4.5, "1f2f38",
            end=2)
    heron(c, 860, 850, 170, "fff6ea", "2c3440", -1)
    heron(c, 980, 806, 118, "fdf0e0", "3a404c", 1)
    heron(c, 742, 786, 96, "fbeada", "3a404c", 1)
    for x, y, s in ((860, 855, 50), (980, 810, 36), (742, 790, 28)):
        c.line(ellipse(x, y, s, s * 0.12)[:29], 2, "fff0d0", 0.6)
        c.oval(x, y + s * 0.5, s * 0.16, s * 0.55, "fff6ea", 0.35, 3)
    for x, y, s, f in ((820, 250, 64, 0.9), (930, 210, 46, 0.3), (1010, 280, 38, 0.7), (740, 180, 30, 0.5),
            (1090, 230, 26, 0.9), (400, 300, 22, 0.4)):
        bird(c, x, y, s, "fff8ee", f, 0.95, -1)


def island_bay(c: Canvas) -> None:
    """An island bay from the air: reef, meadow of sea-grass, beach and woods, small boats."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["0f5f84", "1583a0", "2ba8b4", "3fb8b8"])
    c.poly(smooth([(-50, 860), (200, 560), (560, 470), (900, 520), (1300, 440), (1700, 300), (2060, 230), (2060, 860)]),
        ramp("35b4b8", "6ccfc0"), 0.8, 46)
    c.poly(smooth([(-50, 900), (260, 640), (600, 560), (940, 600), (1340, 530), (1720, 390), (2060, 320), (2060, 900)]),
        ramp("68d0c0", "a8e4c8"), 0.85, 34)
    # sea-grass
    for cx, cy, rx, ry, n in ((620, 400, 230, 70, 150), (1010, 470, 190, 60, 120), (1390, 330, 210, 66, 140),
            (330, 500, 140, 60, 90), (1720, 220, 160, 50, 90), (840, 280, 120, 34, 60)):
        c.oval(cx, cy, rx, ry, "1c6a6c", 0.35, 26)
        for _ in range(n):
            a, d = rng.uniform(0, 6.283), math.sqrt(rng.random())
            x, y = cx + math.cos(a) * rx * d, cy + math.sin(a) * ry * d
            c.oval(x, y, rng.uniform(8, 26), rng.uniform(3, 8), rng.choice(["1a6468", "237a70", "2f8a74", "175860"]),
                0.5, turn=rng.uniform(-14, 6))
    # beach and island
    shore = smooth([(-50, 700), (180, 712), (420, 650), (680, 660), (900, 712), (1150, 680), (1420, 580), (1660, 470),
        (1860, 420), (2060, 380)])
    for off, ink, a, b in ((-30, "d8f4dc", 0.5, 10), (-12, "ffffff", 0.75, 3), (0, "f8e8c0", 1.0, 0), (26, "ecd2a0",
            1.0, 4)):
        c.poly([(x, y + off) for x, y in shore] + [(2080, 900), (-60, 900)], ink, a, b)
    for k in range(2):
        c.line([(x, y - 44 - k * 22 + 5 * math.sin(x / 60 + k)) for x, y in shore], 3, "ffffff", 0.4, 1.2)
    for t in range(0, len(shore), 1):
        x, y = shore[t]
        for row in range(7):
            px, py = x + rng.uniform(-26, 26), y + 62 + row * 30 + rng.uniform(-8, 8)
            if py < h + 50:
                r = rng.uniform(26, 46)
                c.oval(px - 10, py + 14, r, r * 0.7, "173f3a", 0.35, 0)
                leaves(c, px, py, r, r * 0.72, (rng.choice(["1f5a44", "256448"]), rng.choice(["3f8450", "4f9254"]),
                    "a8c464"), 16, -1, 1.2)
    for x, y, tone in ((470, 756, "e8744a"), (540, 770, "f4e8d0"), (1130, 770, "e8744a"), (1210, 752, "f4e8d0"),
            (1500, 640, "e8a04a")):
        c.poly([(x - 34, y), (x, y - 16), (x + 34, y), (x + 4, y + 16)], tone)
        c.poly([(x - 34, y), (x + 4, y + 16), (x + 4, y + 34), (x - 34, y + 16)], "f4e4c8")
        c.poly([(x + 34, y), (x + 4, y + 16), (x + 4, y + 34), (x + 34, y + 16)], "b89a80")
    # jetty and boats
    c.poly([(760, 690), (716, 520), (728, 517), (776, 688)], "c89a68")
    c.poly([(768, 690), (730, 540), (740, 540), (786, 690)], "0f5a68", 0.3, 5)
    c.poly([(690, 522), (750, 512), (753, 523), (693, 534)], "d8ac78")
    for x, y, s, a, ink in ((660, 500, 46, 12, "f8f4e4"), (790, 540, 40, -20, "e8643c"), (800, 585, 40, -20, "f8f4e4")):
        c.oval(x + 6, y + 10, s * 0.6, s * 0.22, "0f5a68", 0.4, 4, turn=a)
        c.poly(smooth(ellipse(x, y, s * 0.6, s * 0.2, a, 8), 5, True), ink)
        c.poly(ellipse(x, y - 1, s * 0.36, s * 0.11, a, 10), dim(ink, 0.3))
    for x, y, s, d in ((1180, 220, 74, -1), (420, 250, 54, 1), (1600, 90, 40, -1)):
        wake = [(x - d * s * 0.4, y), (x - d * s * 4.6, y - s * 0.5), (x - d * s * 4.2, y), (x - d * s * 4.6,
            y + s * 0.75)]
        c.poly(wake, "e8fbf4", 0.35, 5)
        c.line([(x, y), (x - d * s * 4.2, y + s * 0.1)], s * 0.12, "ffffff", 0.7, 2, end=1)
        c.poly(smooth([(x + d * s * 0.62, y), (x + d * s * 0.2, y - s * 0.17), (x - d * s * 0.5, y - s * 0.15),
            (x - d * s * 0.5, y + s * 0.15), (x + d * s * 0.2, y + s * 0.17)], 5, True), "fffaf0")
        c.rect(x - s * 0.26, y - s * 0.09, x + s * 0.16, y + s * 0.08, "3f6a84")
    # islets far out, light on the water, cloud shadows
    for x, y, rx in ((1830, 60, 120), (150, 110, 90)):
        c.oval(x, y + 8, rx * 1.4, 30, "58c4bc", 0.7, 10)
        c.oval(x, y + 6, rx * 1.06, 20, "f4e4b8")
        leaves(c, x, y - 4, rx * 0.92, 22, ("1f5a48", "3f8450", "a0c060"), 50, -1)
    for _ in range(260):
        x, y = rng.uniform(0, w), rng.uniform(0, 420) ** 0.96
        c.oval(x, y, rng.uniform(6, 26), 1.1, "dff8f0", rng.uniform(0.08, 0.3), turn=-6)
    c.oval(980, 120, 360, 60, "0a3f64", 0.28, 30)
    for x, y, s in ((900, 360, 24), (950, 340, 18), (860, 330, 15)):
        bird(c, x, y, s, "ffffff", 0.3)


def restored_ponds(c: Canvas) -> None:
    """Former fish ponds given back to the birds: water like glass, reed banks, a boardwalk, evening."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["6a7ab0", "a894b4", "e4b0a8", "f8d4b0", "fbe6c4"], 0, 430)
    clouds(c, 1130, 190, 620, 110, "fbe0d0", "b098b4", 0.7)
    clouds(c, 330, 140, 460, 90, "f8d8d0", "a894b8", 0.6)
    streaks(c, 230, 400, "fff0d8", 10, 0.5)
    c.glow(300, 420, 620, "ffe6b8", 0.7)
    for y, amp, a, b in ((392, 40, "9a90b0", "e0bcb0"), (424, 24, "7a829c", "c8a8a4")):
        ridge(c, y, amp, ramp(a, b), bottom=470)
    for i in range(12):
        x = 1000 + i * 46 + rng.uniform(-10, 10)
        c.rect(x, 420 - rng.uniform(20, 90), x + 26, 450, mix("8a88a8", "e0b8b0", 0.4))
    c.haze(380, 460, "fbe0c0", 0.0, 0.6)
    for x in range(-20, w + 50, 40):
        leaves(c, x, 448 + rng.uniform(-6, 4), 40, 18, ("5c6f70", "7f8a74", "c8b88c"), 14, -1)
    v = Persp(700, 440, 1000, 6.0)
    c.bands(["a8ac7c", "7f9464", "566f4c"], 452, h)
    land = [(-10, 452), (w + 10, 452), (w + 10, h + 10), (-10, h + 10)]
    dabs(c, land, ["b8b480", "6a8458", "c8bc88", "587450"], 500, 60, 5, alpha=0.5, near=4)
    cells = [(x0, z0, x1, z1) for z0, z1, xs in ((98, 220, (-190, -64, 30, 150)), (50, 90, (-96, -34, 22, 84)),
        (27, 46, (-58, -18, 16, 52)), (13.5, 25, (-34, -8.6, 9, 32))) for x0, x1 in zip(xs, [x - 5 for x in xs[1:]],
        strict=False)]
    ponds: list[list[Pt]] = []
    for x0, z0, x1, z1 in cells:
        q = v.floor(x0, z0, x1, z1)
        m = [along(q[i], q[(i + 1) % 4], t) for i in range(4) for t in (0.08, 0.5, 0.92)]
        pond = smooth([(x + rng.uniform(-5, 5), y + rng.uniform(-1.5, 1.5)) for x, y in m], 6, True)
        ponds.append(pond)
        c.poly([(x, y + 3) for x, y in pond], "5a5a4a")
        c.poly(pond, ramp("f8dcb8", "c0a8b8", "7f88b0"))
    for pond in ponds:
        y0, y1 = min(p[1] for p in pond), max(p[1] for p in pond)
        with c.inside(pond):
            c.bands(["fbe2bc", "c8b0bc"] if y1 < 560 else ["f0c8b4", "a898b8", "6f7fb0"], y0, y1)
            c.oval(700, (y0 + y1) / 2, 900, (y1 - y0) * 0.12, "fdeed4", 0.35, 6)
            for _ in range(int((y1 - y0) / 3)):
                x = rng.uniform(-50, w)
                c.oval(x, rng.uniform(y0, y1), (y1 - y0) * rng.uniform(0.1, 0.5), 1.1, "fff2dc", 0.3)
            low = [p for p in pond if p[1] < y0 + (y1 - y0) * 0.3]
            for p in low:
                c.oval(p[0], p[1] + (y1 - y0) * 0.03, 16, (y1 - y0) * 0.07, "5f7058", 0.35, 3)
        for p in pond[::2]:
            if p[1] > 480:
                t = (p[1] - 440) / 600
                grass(c, p[0] - 26 * t, p[0] + 26 * t, p[1], 70 * t + 4, ["5f7a4c", "8a9458", "c0a868", "46603f"], 7)
    # boardwalk
    zs = [5.0, 7, 10, 14, 20, 26, 36, 48, 70, 94]

    def mid(z: float) -> float:
        return -13.0 * math.pow(min(1.0, z / 60), 0.9) + (4.2 if z < 14 else 4.2 * 14 / z) - 0.2

    left, right = smooth([v.p(mid(z) - 1.1, 0.7, z) for z in zs]), smooth([v.p(mid(z) + 1.1, 0.7, z) for z in zs])
    for i in range(0, len(left), 2):
        for e in (left[i], right[i]):
            c.line([e, (e[0], e[1] + (e[1] - 440) * 0.12)], max(1.0, (e[1] - 440) * 0.018), "54403c")
    c.poly(left + right[::-1], ramp("e8c8a0", "c89a74", "9a6e54"))
    for i in range(len(left)):
        c.line([left[i], right[i]], max(0.8, (left[i][1] - 440) * 0.006), "6a4a40", 0.6)
    for rail in (left, right):
        up = [(x, y - (y - 440) * 0.17) for x, y in rail]
        c.line(up, 7, "7a5648", end=1.2)
        for i in range(0, len(rail), 4):
            c.line([rail[i], up[i]], max(1.0, (rail[i][1] - 440) * 0.013), "7a5648")
    for z, d in ((30.0, 0.2), (15.5, -0.3), (15.3, 0.4)):
        px, py = v.p(mid(z) + d, 0.7, z)
        figure(c, px, py, v.s(z) * 1.66, someone(rng, ["d86a54", "f0e4d0", "4f6a8a"]), away(), lit=-1, rim="ffeac4",
            wash="c8a8a0", wash_alpha=0.15)
    for x, y, s in ((1330, 800, 120), (1450, 770, 92), (330, 780, 124), (235, 730, 84), (540, 690, 66)):
        heron(c, x, y, s, "fff6ee", "5a4a54", rng.choice((-1, 1)))
        c.oval(x, y + s * 0.3, s * 0.1, s * 0.32, "fff6ee", 0.4, 3)
    for i in range(13):
        bird(c, 820 + i * 44 + rng.uniform(-8, 8), 250 - abs(i - 6) * -9 + rng.uniform(-6, 6), 15, "5a5a78",
            rng.uniform(0.2, 0.9))
    grass(c, -10, 300, h + 10, 190, ["46603f", "6f8850", "b8a060", "3a5240"], 220)
    grass(c, 1250, w + 10, h + 10, 170, ["46603f", "6f8850", "b8a060", "3a5240"], 220)


def checkpoint(c: Canvas) -> None:
    """A modern border hall with a long sweeping canopy, travellers in the morning."""
    x: float
    z: float
    h = c.h
    rng = c.rng
    c.bands(["5aa0d0", "98ccdc", "f0ead4", "fbd8b0"], 0, 700)
    clouds(c, 400, 330, 460, 100, "fff8ec", "c8dce4")
    streaks(c, 380, 560, "fff4dc", 10, 0.6)
    c.glow(260, 620, 560, "ffe6b0", 0.8)
    ridge(c, 590, 30, ramp("8fb0bc", "e0cfb8"), bottom=700)
    for i in range(16):
        x = -10 + i * 50
        tower(c, x, 660, 40, rng.uniform(40, 130), mix("a8bcc8", "f4dcc0", 0.4), mix("88a4b8", "f4dcc0", 0.3))
    c.haze(560, 670, "fdeac8", 0.0, 0.6)
    v = Persp(330, 640, 1000, 1.7)
    # glass hall on the right
    c.poly(v.wall(7.0, 4.2, 90, 0, 7.5), ramp("8fc4d0", "c8e4dc", "f4ecd0"))
    for i in range(26):
        z = 4.2 + i * 1.9
        c.line([v.p(7, 0, z), v.p(7, 7.5, z)], max(1.5, v.s(z) * 0.07), "f4faf6")
    for y in (2.8, 5.2):
        c.line([v.p(7, y, 4.2), v.p(7, y, 90)], 5, "f4faf6", end=1.5)
    for i in range(8):
        z = 5 + i * 3.2
        c.poly(v.wall(7.0, z, z + 1.1, 0, 2.4), ramp("4f7f94", "7fb0b8"), 0.8)
        c.glow(*v.p(7.6, 4.4, z), v.s(z) * 1.2, "fff0c4", 0.5)
    glass = v.wall(7.0, 4.2, 90, 0, 7.5)
    with c.inside(glass):
        for i in range(5):
            x = 700 + i * 210
            c.poly([(x, 700), (x + 260, 80), (x + 330, 80), (x + 90, 700)], "ffffff", 0.22, 10)
        for i in range(10):
            z = 5.2 + i * 2.3
            px, py = v.p(7, 0, z)
            figure(c, px, py, v.s(z) * 1.6, Look(top="5a94a8", bottom="44788c"), rng.choice([STAND, walk(1), away()]),
                wash="7fb4bc", wash_alpha=0.55, ground=0)
    # the canopy: a thin wave on ribs
    under: list[Pt] = []
    zs = [2.0 + i * 1.6 for i in range(40)]

    def hgt(z: float, x: float) -> float:
        return 7.3 + 1.3 * math.sin(z / 7.5) + 0.10 * (x + 6.5) * 0.9

    for i in range(len(zs) - 1, 0, -1):
        z0, z1 = zs[i - 1], zs[i]
        t = 0.5 + 0.5 * math.cos(z0 / 7.5)
        under = [v.p(-4.6, hgt(z0, -4.6), z0), v.p(9.5, hgt(z0, 9.5), z0), v.p(9.5, hgt(z1, 9.5), z1),
            v.p(-4.6, hgt(z1, -4.6), z1)]
        c.poly(under, mix(mix("b8a08c", "fbeed4", t), "fbe0bc", min(0.5, z0 / 90)))
        c.line([under[0], under[1]], max(1.2, v.s(z0) * 0.10), mix("b8a898", "f4dcc0", min(0.6, z0 / 60)))
        c.line([v.p(-4.6, hgt(z0, -4.6), z0), v.p(-4.6, hgt(z1, -4.6), z1)], max(3.0, v.s(z0) * 0.3), "fffdf6")
        for x in (-1.0, 2.4):
            c.line([v.p(x, hgt(z0, x), z0), v.p(x, hgt(z1, x), z1)], max(1.0, v.s(z0) * 0.12), "fff0cc")
    for z in (58.0, 46.0, 36.0, 28.0, 21.5, 16.0, 11.6, 8.2):
        px, py = v.p(-3.2, 0, z)
        qx, _qy = v.p(-3.2, hgt(z, -3.2), z)
        s = v.s(z)
        for d in (-1.6, 1.6):
            c.line([(px, py - s * 3.2), (qx + d * s, v.p(0, hgt(z, -3.2 + d), z)[1])], s * 0.2, mix("fffaf0", "c8b8a8",
                0.5 if d > 0 else 0.1), end=s * 0.1)
        c.line([(px, py), (px, py - s * 3.3)], s * 0.34, ramp("fffaf0", "c8beb0", across=True))
    # forecourt
    court = [(-10, 660), v.p(7, 0, 90), v.p(7, 0, 1.5), (-10, v.p(7, 0, 1.5)[1])]
    c.poly(court, ramp("ecd8ba", "d8c4ac", "a89a94"))
    paving(c, v, -16, 7, 3.5, 50, 1.5, "8f8078", 0.3, 0.04)
    c.poly([v.p(-5, 0, 80), v.p(7, 0, 80), v.p(7, 0, 2.4), v.p(-3.5, 0, 2.4)], "7a7088", 0.22, 10)
    c.reflect(660, h, "d0bca8", 0.72, 0.6, 5, 0.8, pts=court)
    for i in range(7):
        z = 6 + i * 4.5
        c.poly([v.p(-5.4, 0, z), v.p(-5.0, 0, z + 1.0), v.p(3, 0, z + 2.6), v.p(3, 0, z + 1.8)], "6a6080", 0.16, 6)
    for z in (34.0, 24.0, 17.0, 12.0):
        px, py = v.p(-9.5, 0, z)
        palm(c, px, py, v.s(z) * 5.6, ("3f7a68", "6aa074"), lean=0.04)
    tops = ["e8643c", "f4ecdc", "3f7fa0", "f0b84c", "5c6a94", "8a5a78"]
    folk = [(2.0, 40.0), (4.0, 34.0), (-1.0, 30.0), (5.2, 26.0), (1.4, 24.0), (3.6, 19.5), (-2.6, 18.0), (5.4, 15.5),
        (0.6, 14.0), (3.4, 11.6), (-1.4, 10.4)]
    for x, z in folk:
        px, py = v.p(x, 0, z)
        s = v.s(z)
        pose = rng.choice([away(), away(-1), walk(1), walk(-1)])
        hands = figure(c, px, py, s * 1.66, someone(rng, tops), pose, lit=-1, rim="fff4d8", wash="f4dcc0",
            wash_alpha=min(0.5, z / 60), cast=(0.8, 0.2), cast_alpha=0.25)
        if rng.random() < 0.75:
            hx, hy = hands["r"]
            bx = hx + s * 0.16
            c.line([(hx, hy), (bx, py - s * 0.55)], s * 0.025, "5a5460")
            c.rect(bx - s * 0.16, py - s * 0.58, bx + s * 0.16, py - s * 0.05,
                vary(rng.choice(["d8503c", "3f6a8a", "e8b04a", "4a4a58"]), rng))
    for x, z, look, pose, bag in ((1.9, 6.6, Look(top="e8643c", bottom="2f3a5c", style="tail"), away(), "f0b84c"),
            (3.0, 6.5, Look(top="34507a", bottom="3a3a44"), away(-1), "4a4a58"), (2.45, 6.45, Look(top="f4e0a0",
            bottom="5a7a8a", head=1.28), away(-1), "")):
        px, py = v.p(x, 0, z)
        s = v.s(z)
        small = 0.66 if not bag else 1.0
        figure(c, px, py, s * 1.68 * small, look, pose, lit=-1, rim="fff4d8", cast=(0.9, 0.16), cast_alpha=0.28)
        if bag:
            d = -0.5 if x < 2 else 0.5
            c.line([(px + d * 0.45 * s, py - s * 0.78), (px + d * 0.75 * s, py - s * 0.6)], s * 0.03, "5a5460")
            c.rect(px + d * 0.75 * s - s * 0.2, py - s * 0.66, px + d * 0.75 * s + s * 0.2, py - s * 0.06,
                ramp(pale(bag, 0.15), bag, dim(bag, 0.2)))
            c.rect(px + d * 0.75 * s - s * 0.2, py - s * 0.4, px + d * 0.75 * s + s * 0.2, py - s * 0.37, dim(bag, 0.3))
            for e in (-0.14, 0.14):
                c.oval(px + d * 0.75 * s + e * s, py - s * 0.03, s * 0.04, s * 0.04, "2a2a30")


def night_bridge(c: Canvas) -> None:
    """A cable-stayed bridge over the water at night, lights of two cities."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["050a22", "0c1a44", "1f2f6a", "4a3f7c", "8a5478"], 0, 640)
    for _ in range(110):
        c.oval(rng.uniform(0, w), rng.uniform(0, 330), rng.uniform(0.7, 1.5), rng.uniform(0.7, 1.5), "fff4e0",
            rng.uniform(0.2, 0.9))
    streaks(c, 330, 560, "7a5a8c", 8, 0.35)
    c.oval(1290, 150, 34, 34, "fff2d0")
    c.glow(1290, 150, 260, "ffe8c0", 0.45)
    c.glow(420, 640, 800, "ff9a6a", 0.45, 330)
    c.glow(1400, 640, 500, "ffb070", 0.3, 220)
    ridge(c, 560, 46, ramp("2c2f66", "5a4474"), bottom=650)
    for x0, x1, top in ((-20, 560, 190), (1180, 1620, 120)):
        x = float(x0)
        while x < x1:
            bw = rng.uniform(26, 58)
            bh = rng.uniform(36, top)
            f, s = tower(c, x, 648, bw, bh, "222a5c", "1a2050")
            windows(c, f, max(2, int(bw / 10)), max(3, int(bh / 11)), "1f2654", ["ffd088", "ffe6b4", "ffb468",
                "9ad8e8"], 0.5)
            windows(c, s, 2, max(3, int(bh / 11)), "181e48", ["ffd088", "ffb468"], 0.3)
            if rng.random() < 0.2:
                c.rect(x + bw * 0.1, 648 - bh - 3, x + bw * 0.66, 648 - bh, rng.choice(["5ae0d8", "ff8a68", "c08aff"]))
            x += bw + rng.uniform(-4, 14)
    c.rect(-10, 640, w + 10, 652, "1a1c44")
    # deck in perspective, rising to the right foreground
    def deck(t: float) -> Pt:
        return -40 + 1700 * t, 612 - 150 * t - 90 * math.sin(math.pi * t) * 0.6

    for t, th in ((0.30, 330), (0.74, 560)):
        x, y = deck(t)
        for d in (-1, 1):
            c.line([(x + d * th * 0.085, y + th * 0.36), (x + d * th * 0.055, y - th * 0.2), (x, y - th * 0.86)],
                th * 0.035, ramp("dfe8f4", "7a8ac0"))
        c.line([(x - th * 0.06, y + th * 0.06), (x + th * 0.06, y + th * 0.06)], th * 0.03, "8a98c8")
        c.line([(x, y - th * 0.8), (x, y - th * 0.96)], th * 0.022, "e8f0f8")
        c.glow(x, y - th * 0.5, th * 0.5, "8ab8ff", 0.4)
        c.glow(x, y - th * 0.97, 30, "ff6a5a", 0.9)
        for i in range(1, 15):
            for d in (-1, 1):
                tt = t + d * i * 0.0145 * (th / 400)
                if 0 <= tt <= 1.05:
                    px, py = deck(tt)
                    c.line([(x, y - th * (0.84 - i * 0.018)), (px, py)], 1.5, "bcd4f4", 0.7)
    pts = [deck(i / 60) for i in range(64)]
    c.poly([*pts, *[(x, y + 12 + 24 * (i / 63)) for i, (x, y) in list(enumerate(pts))[::-1]]], ramp("4a4f84", "1c2050"))
    for i in range(0, 64, 8):
        x, y = pts[i]
        c.poly([(x - 5 - i * 0.1, y + 20), (x + 5 + i * 0.1, y + 20), (x + 4 + i * 0.1, 700), (x - 4 - i * 0.1, 700)],
            "20265a")
    c.line(pts, 4, "ffd890", 0.95)
    c.line([(x, y - 4) for x, y in pts], 14, "ffb060", 0.35, 6)
    for i in range(1, 62, 2):
        x, y = pts[i]
        c.line([(x, y), (x, y - 10 - i * 0.28)], 1.4, "8a90b8")
        c.glow(x, y - 11 - i * 0.28, 18 + i * 0.3, "ffe0a0", 0.8)
        c.oval(x, y - 11 - i * 0.28, 2.4, 1.8, "fff8e0")
    c.bands(["4a4478", "1c2a60", "0a1438"], 652, h)
    c.reflect(652, h, "101c50", 0.26, 4.2, 2.6, 1.35)
    glints(c, 100, 900, 670, 1040, "ffcf90", 150, 60, 0.4)
    glints(c, 1150, 1400, 670, 1040, "fff0d0", 60, 40, 0.45)
    # a ferry and the near quay with two people
    boat(c, 980, 800, 210, "1a1c3a", None)
    c.poly([(910, 782), (920, 752), (1040, 752), (1060, 784)], "2c3060")
    for i in range(6):
        c.rect(926 + i * 19, 760, 938 + i * 19, 772, "ffe0a0")
    c.glow(985, 766, 120, "ffd890", 0.5)
    for i in range(12):
        c.oval(985 + rng.uniform(-60, 60), 812 + i * 7, 30 - i, 1.6, "ffe0a0", 0.5)
    quay = smooth([(-20, 985), (300, 975), (620, 1000), (760, 1080)])
    c.poly([*quay, (-20, 1080)], ramp("1c2048", "0c1028"))
    c.line(quay, 4, "5a5a90")
    for i in range(9):
        c.line([(20 + i * 68, 978 + i), (20 + i * 68, 930 + i)], 4, "0c1028")
    c.line([(-10, 932), (590, 942)], 5, "20264e")
    figure(c, 300, 1000, 196, Look(top="2a2a50", style="bob"), replace(away(0), arm_r=(40, 20)), wash="0c1030",
        wash_alpha=0.7, rim="ffc08a", lit=1)
    figure(c, 362, 1002, 212, Look(top="202448"), replace(away(0), arm_l=(-36, -30)), wash="0c1030", wash_alpha=0.7,
        rim="ffc08a", lit=1)


def estate_above(c: Canvas) -> None:
    """A residential estate from above: roofs, courts and a great many trees, low sun."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["8fae74", "7f9f68"])
    dabs(c, [(-10, -10), (w + 10, -10), (w + 10, h + 10), (-10, h + 10)], ["9cb87c", "6f9260", "b0c084", "86a46c"], 500,
        60, 16, -27, 0.4)
    ux, uy, wx, wy = 0.89, 0.36, -0.86, 0.42  # the two axes of the ground

    def g(a: float, b: float, z: float = 0.0) -> Pt:
        return 800 + a * ux + b * wx, 150 + a * uy + b * wy - z

    def flat(a0: float, b0: float, a1: float, b1: float, z: float = 0.0) -> list[Pt]:
        return [g(a0, b0, z), g(a1, b0, z), g(a1, b1, z), g(a0, b1, z)]

    for t in (-420, 60, 540, 1020, 1500):
        c.poly(flat(t, -900, t + 58, 2200), ramp("d8d0c4", "c4bcb4"))
        c.line([g(t + 29, -900), g(t + 29, 2200)], 2, "fbf6e8", 0.5)
    for t in (-520, 60, 640, 1220, 1800):
        c.poly(flat(-1200, t, 2200, t + 50), ramp("d8d0c4", "c4bcb4"))
    def block(a: float, b: float, la: float, lb: float, z: float, wall: Ink, roof: Ink) -> None:
        c.poly([g(a, b + lb), g(a + la, b + lb), g(a + la + z * 0.9, b + lb - z * 0.05), g(a + la + z * 0.9,
            b - z * 0.05), g(a + la, b)], "2c4050", 0.34, 4)
        right = [g(a + la, b + lb, z), g(a + la, b, z), g(a + la, b), g(a + la, b + lb)]
        left = [g(a, b + lb, z), g(a + la, b + lb, z), g(a + la, b + lb), g(a, b + lb)]
        c.poly(right, ramp(dim(wall, 0.25), dim(wall, 0.38)))
        c.poly(left, ramp(pale(wall, 0.25), wall))
        floors = max(2, int(z / 25))
        windows(c, left, max(3, int(la / 40)), floors, mix("5c7a8c", wall, 0.25), ["fff0c4", "bcd8d8"], 0.25,
            (0.55, 0.5))
        windows(c, right, max(2, int(lb / 40)), floors, mix("34485c", wall, 0.2), ["6a8494"], 0.3, (0.55, 0.5))
        top = flat(a - 5, b - 5, a + la + 5, b + lb + 5, z)
        mid0, mid1 = g(a + 6, b + lb / 2, z + lb * 0.34), g(a + la - 6, b + lb / 2, z + lb * 0.34)
        c.poly([top[0], top[1], mid1, mid0], dim(roof, 0.22))
        c.poly([top[3], top[2], mid1, mid0], ramp(pale(roof, 0.12), roof))
        c.poly([top[1], top[2], mid1], dim(roof, 0.12))
        c.poly([top[0], top[3], mid0], roof)
        c.line([mid0, mid1], 3, pale(roof, 0.35))

    items: list[tuple[float, int, float, float]] = []
    for ia in range(-3, 5):
        for ib in range(-2, 5):
            a0, b0 = ia * 480 + 60 + 58, ib * 580 + 60 + 50
            for db in (40, 330):
                items.append((b0 + db + 96, 0, a0 + 50, b0 + db))
            ca, cb = a0 + 200.0, b0 + 240.0
            kind = (ia + ib) % 3
            if kind == 0:
                c.poly(flat(ca - 80, cb - 46, ca + 90, cb + 46), "e08a5c")
                c.poly(flat(ca - 70, cb - 38, ca + 80, cb + 38), "5c9c94")
                c.line([*flat(ca - 62, cb - 32, ca + 72, cb + 32), g(ca - 62, cb - 32)], 2, "f4f4e4", 0.8)
                c.line([g(ca + 5, cb - 32), g(ca + 5, cb + 32)], 2, "f4f4e4", 0.8)
            elif kind == 1:
                c.poly(ellipse(*g(ca, cb), 92, 42), "ecdcb8")
                c.poly(ellipse(*g(ca, cb), 50, 22), "6fb4bc")
                c.poly(ellipse(*g(ca - 8, cb - 6), 26, 8), "c8e8e0")
            else:
                c.line([g(ca - 140, cb + 40), g(ca - 20, cb), g(ca + 150, cb - 40)], 12, "ecdcb8")
            for _ in range(16):
                ta, tb = a0 + rng.uniform(0, 410), b0 + rng.uniform(0, 530)
                if any(a0 + 24 < ta < a0 + 400 and b0 + d - 30 < tb < b0 + d + 118 for d in (40, 330)):
                    continue
                if kind < 2 and abs(ta - ca) < 105 and abs(tb - cb) < 60:
                    continue
                items.append((tb, 1, ta, tb))
            for i in range(9):
                items.append((b0 + i * 60.0, 1, a0 - 18, b0 + i * 60))
    for _ in range(26):
        k = rng.choice((-520, 60, 640, 1220))
        x, y = g(rng.uniform(-300, 1300), k + rng.choice((14, 34)))
        ink = rng.choice(["e8643c", "f4f0e4", "3f6f90", "f0b84c", "4a4a58"])
        if 0 < x < w and 0 < y < h:
            c.poly(ellipse(x + 4, y + 4, 15, 7, 22, 10), "2c3440", 0.4)
            c.poly(ellipse(x, y, 15, 8, 22, 10), ink)
            c.poly(ellipse(x - 1, y - 4, 8, 4, 22, 8), pale(ink, 0.4))
    greens = (("2f5f48", "5c8c4c", "b8c264"), ("386848", "74984c", "ccc868"), ("6a6a3c", "b8943c", "ecc860"),
        ("2c5a50", "4f8a60", "a0c078"))
    walls = ("f0dcc0", "ecc8a4", "f4e8d4", "e0b890")
    for _, kind, a, b in sorted(items):
        x, y = g(a, b)
        if not (-320 < x < w + 320 and -160 < y < h + 260):
            continue
        if kind == 0:
            block(a, b, rng.choice((270, 300, 320)), 96, rng.choice((84, 102, 120)), rng.choice(walls),
                rng.choice(("c8643f", "b8583c", "d07a4c")))
        else:
            r = rng.uniform(20, 34)
            c.oval(x + r * 0.8, y + r * 0.1, r * 1.1, r * 0.5, "24404a", 0.35, 3)
            leaves(c, x, y - r * 0.8, r, r * 0.86, rng.choice(greens), 20, -1, 1.4)
    c.glow(0, 0, 1200, "ffe8b0", 0.5)
    c.haze(0, 420, "fff0cc", 0.42, 0.0)


def lamp_mender(c: Canvas) -> None:
    """A worker on a ladder brings a street lamp back to light at dusk."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["16325c", "2f5f84", "7f8f94", "e8a46c", "f8784c"], 0, 1340)
    streaks(c, 560, 1120, "ffb878", 14, 0.5, 3)
    streaks(c, 240, 560, "8aa0ac", 8, 0.3, 3)
    for _ in range(26):
        c.oval(rng.uniform(0, w), rng.uniform(0, 360), 1.6, 1.6, "fff4dc", 0.7)
    c.glow(300, 1330, 800, "ffb060", 0.7)
    for i in range(14):
        x = i * 90 - 20
        bh = rng.uniform(120, 330)
        f, s = tower(c, x, 1360, 84, bh, mix("5c4a68", "e8845a", 0.22), mix("463c60", "e8845a", 0.12))
        windows(c, f, 4, int(bh / 26), "54465f", ["ffd488", "ffc068"], 0.35)
        windows(c, s, 2, int(bh / 26), "3c3450", ["ffd488"], 0.25)
    c.haze(1150, 1360, "f88a5a", 0.0, 0.35)
    for x in range(-20, w + 60, 80):
        leaves(c, x, 1362, 76, 52, ("2a2c44", "3f3c4c", "a8684c"), 24, -1)
    # tree with red flowers, upper right
    c.line(smooth([(1180, 1460), (1150, 1100), (1060, 760), (1010, 560)]), 60, "2c2234", end=16)
    c.line(smooth([(1110, 900), (1000, 760), (900, 700)]), 26, "2c2234", end=8)
    for x, y, rx, ry in ((1050, 520, 220, 120), (1150, 690, 180, 110), (930, 680, 150, 76), (1180, 400, 150, 100)):
        leaves(c, x, y, rx, ry, ("223a44", "34545a", "6a7a5c"), 90, -1)
        for _ in range(80):
            a, d = rng.uniform(0, 6.28), math.sqrt(rng.random())
            c.oval(x + math.cos(a) * rx * d, y - 10 + math.sin(a) * ry * d, rng.uniform(5, 12), rng.uniform(4, 8),
                rng.choice(["d8402c", "f0643c", "f88a50"]))
    # wires
    for dy in (0, 36):
        c.line(smooth([(-10, 300 + dy), (300, 372 + dy), (640, 330 + dy), (1210, 210 + dy)], 16), 3, "141c34", 0.8)
    for i in range(5):
        x = 90 + i * 42
        bird(c, x, 316 + i * 9, 10, "141c34", 0.05)
    # pavement
    c.bands(["8a5a58", "4a3c54", "20203c"], 1370, h)
    v = Persp(470, 1330, 1000, 1.6)
    paving(c, v, -8, 10, 4, 20, 1.0, "141430", 0.35, 0.03)
    c.glow(470, 1480, 620, "ffd890", 0.5, 170)
    # the lamp
    c.line([(470, 1500), (470, 420)], 26, ramp("3a4a64", "141c34", across=True), end=16)
    c.poly([(440, 1500), (448, 1420), (492, 1420), (500, 1500)], "141c34")
    c.line(smooth([(470, 430), (480, 360), (540, 330), (620, 330)]), 15, "1c2640", end=10)
    c.poly(smooth([(600, 318), (700, 322), (726, 340), (690, 350), (606, 344)], 4, True), "1c2640")
    c.poly([(618, 346), (706, 348), (1000, 1480), (330, 1480)], "ffe6a8", 0.14, 30, "screen")
    c.poly([(618, 346), (706, 348), (820, 900), (500, 900)], "ffe6a8", 0.20, 26, "screen")
    c.glow(662, 354, 330, "ffe2a0", 0.9)
    c.glow(662, 352, 110, "fffbe8", 1.0)
    c.oval(662, 352, 44, 11, "fffdf2")
    # ladder and worker
    a0, a1 = (664.0, 1500.0), (566.0, 560.0)
    b0, b1 = (764.0, 1496.0), (632.0, 556.0)
    for i in range(17):
        t = 0.03 + i * 0.058
        c.line([along(a0, a1, t), along(b0, b1, t)], 7, "b0884c")
    c.line([a0, a1], 11, "d8a860", end=8)
    c.line([b0, b1], 11, "a87c48", end=8)
    hands = figure(c, 622, 832, 400, Look(top="e8743c", bottom="24407a", style="helmet", hat="f8c83c", vest="f8a83c"),
        Pose(arm_l=(-128, 172), arm_r=(146, 166), leg_l=(-5, 3), leg_r=(13, -9), back=True), lit=1, rim="fff4cc",
        rim_alpha=0.95, ground=0)
    c.rect(586, 590, 662, 602, "fff4d8", 0.9)
    c.rect(582, 650, 666, 662, "fff4d8", 0.9)
    hx, hy = hands["r"]
    c.line([(hx, hy), (hx + 6, hy - 44)], 7, "3a3a44")
    # mate at the foot of the ladder, van with a lamp
    figure(c, 836, 1506, 330, Look(top="e8743c", bottom="24345a", style="helmet", hat="f8c83c", vest="f8a83c"),
        Pose(arm_l=(-58, -100), arm_r=(20, 6), turn=-0.5, nod=-0.006), lit=-1, rim="ffe8b8", rim_alpha=0.9, ground=0.5,
        cast=(0.5, 0.16))
    c.poly(smooth([(40, 1480), (44, 1400), (70, 1340), (250, 1336), (300, 1400), (330, 1416), (336, 1480)], 4),
        ramp("f0b048", "b8743c"))
    c.poly([(216, 1352), (246, 1352), (284, 1402), (216, 1402)], "2a3a58")
    c.poly([(78, 1352), (204, 1352), (204, 1398), (66, 1398)], "34486a")
    for x in (104, 276):
        c.oval(x, 1482, 32, 32, "14142a")
        c.oval(x, 1482, 13, 13, "7a7a88")
    c.oval(332, 1436, 9, 11, "fff4d0")
    c.glow(340, 1436, 130, "ffe2a0", 0.7)
    c.rect(150, 1322, 186, 1338, "ff7a3c")
    c.glow(168, 1326, 90, "ff8a4a", 0.8)


def banyan_court(c: Canvas) -> None:
    """Residents meet under a great banyan in an old court."""
    a: float
    d: float
    x: float
    y: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["cfe0c8", "eef0cc", "f8ecc0"], 0, 640)
    c.glow(1250, 200, 900, "fff6cc", 0.8)
    # houses around the court
    for x0, x1, top, tone in ((-20, 430, 250, "e8c8a0"), (430, 700, 310, "d8b48c"), (1130, 1400, 300, "ecd0a8"),
            (1400, 1640, 230, "e0bc94")):
        c.rect(x0, top, x1, 660, ramp(pale(tone, 0.2), tone, dim(tone, 0.12)))
        c.poly([(x0 - 14, top + 4), (x0 + 10, top - 46), (x1 - 10, top - 46), (x1 + 14, top + 4)], ramp("9a5f4a",
            "7a4a40"))
        for i in range(int((x1 - x0) / 16)):
            c.line([(x0 + i * 16 + 6, top - 44), (x0 + i * 16, top + 4)], 2, "5a3834", 0.4)
        n = max(2, int((x1 - x0) / 130))
        for i in range(n):
            x = x0 + (x1 - x0) * (i + 0.5) / n
            for y in (top + 50, top + 190):
                if y + 90 < 560:
                    c.rect(x - 32, y, x + 32, y + 84, "5a7478")
                    c.rect(x - 32, y, x - 2, y + 84, "7f9c98")
                    for d in (-40, 34):
                        c.rect(x + d, y - 4, x + d + 8, y + 88, "4f7a68")
            if i == 0:
                c.rect(x - 34, 540, x + 34, 660, "7a4a38")
                c.rect(x - 42, 530, x + 42, 542, "a8684c")
    c.rect(700, 420, 1130, 660, ramp("f4e8c8", "ecd8ac"))
    for x in range(-20, w + 60, 70):
        if 660 < x < 1140:
            leaves(c, x, 500, 70, 90, ("8fae78", "b4c884", "e4e4a4"), 30, 1)
    c.rect(690, 560, 1140, 660, "d8bc94")
    c.rect(690, 552, 1140, 566, "a8745a")
    c.haze(300, 660, "fff4cc", 0.0, 0.3)
    c.bands(["e4c898", "d4b080", "b08a62"], 650, h)
    v = Persp(800, 480, 1000, 1.9)
    paving(c, v, -12, 12, 3, 11, 0.9, "8a6848", 0.3, 0.035)
    # the shade, with spots of sun
    c.oval(800, 850, 900, 230, "5a4a5c", 0.42, 40)
    for _ in range(190):
        a, d = rng.uniform(0, 6.283), math.sqrt(rng.random())
        x, y = 800 + math.cos(a) * 860 * d, 860 + math.sin(a) * 210 * d
        s = 5 + (y - 640) * 0.045
        c.oval(x, y, s * rng.uniform(0.4, 1.4), s * rng.uniform(0.2, 0.5), "fff0bc", 0.36, 2.0)
    # far side of the ring
    tops = ["d8604a", "f4ead4", "4f7f94", "e8b44c", "7a9a5c", "8a6a90", "5a6a8a", "c8805c"]
    hairs = ("27212a", "27212a", "b8b4b0", "8a8684")

    def sitter(x: float, y: float, s: float, turn: float, pose: Pose) -> None:
        c.rect(x - s * 0.12, y - s * 0.26, x + s * 0.12, y - s * 0.22, "8a5c3c")
        for d in (-0.1, 0.08):
            c.rect(x + d * s, y - s * 0.24, x + d * s + s * 0.03, y - s * 0.01, "6a442e")
        look = replace(someone(rng, tops), hair=rng.choice(hairs))
        figure(c, x, y, s, look, replace(pose, seat="side" if abs(turn) > 0.5 else "front", turn=turn), lit=1,
            rim="fff6d0", rim_alpha=0.7, ground=0.4)

    ring = [(250, 850), (330, 800), (420, 764), (510, 742), (600, 730), (1090, 734), (1180, 748), (1270, 774),
        (1350, 812), (1420, 860)]
    for x, y in sorted(ring, key=lambda p: p[1]):
        sitter(x, y, 214 + (y - 730) * 0.36, 0.7 if x < 400 else -0.7 if x > 1200 else (0.25 if x < 800 else -0.25),
            rng.choice([SIT, CLAP, SIT]))
    figure(c, 700, 812, 268, Look(top="c8443c", bottom="33405c", style="bob", vest="d8503c"), Pose(arm_r=(52, 100),
        arm_l=(-16, 60), turn=0.3), lit=1, rim="fff6d0", ground=0.4)
    # trunk with aerial roots
    c.poly(smooth([(780, 862), (838, 790), (862, 620), (850, 440), (800, 200), (780, 60), (1060, 60), (1020, 260),
        (1004, 440), (1002, 620), (1040, 790), (1110, 862), (1010, 866), (940, 880), (870, 866)], 8, True),
        ramp("7a5f4c", "5a4238", across=True))
    for i in range(15):
        x = 866 + i * 9.6
        foot = 800 + i * 20
        c.line(smooth([(x + rng.uniform(-20, 20), 200), (x + rng.uniform(-8, 8), 480), (x + rng.uniform(-8, 8), 640),
            ((x + foot) / 2, 790), (foot, 862)]), rng.uniform(4, 11), vary(rng.choice(["8f705a", "6a4e40", "a88a6c"]),
            rng), 0.9)
    for x0, y0, x1, y1 in ((860, 420, 420, 210), (980, 400, 1400, 190), (900, 380, 780, 120), (960, 380, 1120, 110),
            (850, 460, 560, 330)):
        c.line(smooth([(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + 30), (x1, y1)]), 54, "644a3e", end=16)
    for _ in range(52):
        x = rng.choice([rng.uniform(260, 800), rng.uniform(1040, 1450)])
        y = rng.uniform(200, 330)
        c.line(smooth([(x, y), (x + rng.uniform(-6, 6), y + 90), (x + rng.uniform(-10, 10), y + rng.uniform(120,
            260))]), 3.2, "6a5040", 0.8, end=1)
    for x, y, rx, ry in ((800, 60, 560, 150), (330, 120, 330, 140), (1290, 100, 360, 140), (600, 190, 300, 90),
            (1080, 180, 320, 90), (90, 50, 240, 120), (1560, 40, 200, 120)):
        leaves(c, x, y, rx, ry, ("2c5240", "4f8048", "b4c25c"), 130, 1, 0.9)
    # near side of the ring, from behind
    for x, y, s, style in ((270, 1000, 92, "short"), (450, 1024, 98, "bun"), (640, 1044, 104, "short"), (840, 1052, 108,
            "bob"), (1050, 1046, 104, "short"), (1250, 1020, 98, "tail"), (1420, 996, 92, "short")):
        head_back(c, x, y, s, vary(rng.choice(tops), rng, 0.1), "fff2c4", 1, style=style, skin="c08a6c",
            hair=rng.choice(hairs), rim_alpha=0.6)
    c.beam((1500, -200), (600, 900), (1100, 900), "fff4c4", 0.16, 40, 160, 0.6)


def school_crossing(c: Canvas) -> None:
    """A traffic officer holds back the morning for children on a crossing; long shadows."""
    w, h = c.w, c.h
    c.bands(["e8a860", "f8cf80", "ffe6a8", "fff0c4"], 0, 560)
    c.glow(980, 440, 900, "fff2c0", 1.0)
    c.oval(980, 430, 58, 58, "fffdf0")
    v = Persp(980, 520, 1000, 1.7)
    for side in (-1, 1):
        for z in (60.0, 48.0, 38.0, 30.0, 24.0, 19.0):
            tone = mix("8a5a44", "ffe0a0", min(0.85, z / 62))
            c.poly(v.wall(side * 9.5, z * 0.80, z, 0, 9 + 4 * math.sin(z)), ramp(mix(tone, "ffe8b0", 0.35), tone))
            q = v.wall(side * 9.5, z * 0.81, z * 0.99, 1, 9)
            windows(c, q, 4, 4, mix(tone, "5a3a3c", 0.35), ["fff0c0"], 0.2, (0.5, 0.5))
    c.haze(200, 540, "fff0c0", 0.0, 0.4)
    c.bands(["f8d898", "c8986c", "7a5a58", "4a3c4c"], 528, h)
    c.poly([v.p(-9.5, 0, 70), v.p(-6, 0, 70), v.p(-6, 0, 1), v.p(-9.5, 0, 1)], ramp("ffe8b4", "d8a878", "a8786a"))
    c.poly([v.p(6, 0, 70), v.p(9.5, 0, 70), v.p(9.5, 0, 1), v.p(6, 0, 1)], ramp("ffe8b4", "d8a878", "a8786a"))
    # trees line the street
    for z in (46.0, 34.0, 26.0, 20.0, 15.5):
        for side in (-1, 1):
            px, py = v.p(side * 7.2, 0, z)
            veil = min(0.8, z / 52)
            tree(c, px, py, v.s(z) * 7.2, (mix("4a4a30", "ffe0a0", veil), mix("8a7a3c", "ffe4a4", veil),
                mix("e8c45c", "fff0bc", veil)), mix("4a3430", "ffdc9c", veil), -side, 0.4, 50)
            c.poly([(px - 4, py), (px + 4, py), (px + (px - 980) * 0.9 + 30, py + (py - 430) * 0.9),
                (px + (px - 980) * 0.9 - 30, py + (py - 430) * 0.9)], "3a2838", 0.18, 6)
    # cars waiting in the haze
    for x, z, ink in ((-1.9, 22.0, "8a5a50"), (-4.6, 25.0, "a87a58"), (2.2, 24.0, "6a5a68")):
        px, py = v.p(x, 0, z)
        s = v.s(z)
        c.oval(px, py, s * 1.1, s * 0.14, "3a2838", 0.4, 4)
        c.poly(smooth([(px - s * 0.95, py), (px - s, py - s * 0.7), (px - s * 0.7, py - s * 0.85), (px - s * 0.55,
            py - s * 1.4), (px + s * 0.55, py - s * 1.4), (px + s * 0.7, py - s * 0.85), (px + s, py - s * 0.7),
            (px + s * 0.95, py)], 4), mix(ink, "ffd890", 0.25))
        c.poly([(px - s * 0.55, py - s * 0.9), (px - s * 0.46, py - s * 1.3), (px + s * 0.46, py - s * 1.3),
            (px + s * 0.55, py - s * 0.9)], "fff0c8", 0.7)
        for d in (-0.7, 0.7):
            c.glow(px + d * s, py - s * 0.55, s * 0.5, "fff4cc", 0.9)
            c.oval(px + d * s, py - s * 0.55, s * 0.12, s * 0.09, "fffdf0")
    # zebra
    for i in range(-9, 10):
        x = i * 0.95
        c.poly([v.p(x, 0, 8.6), v.p(x + 0.5, 0, 8.6), v.p(x + 0.5, 0, 4.9), v.p(x, 0, 4.9)], ramp("fff6d8", "f0d8b8"),
            0.92)
    road = [(-10, 560), (w + 10, 560), (w + 10, h + 10), (-10, h + 10)]
    dabs(c, road, ["5a4450", "ffe0a8", "6a5058"], 200, 70, 3, alpha=0.10, near=3)
    # children, backlit
    bags = ["e8503c", "f0b43c", "3f8fa8", "d8648c", "5ca07c", "7a70b8"]
    for i, (x, z) in enumerate(((-5.6, 8.0), (-4.4, 7.6), (-3.3, 8.0), (-2.2, 7.5), (-1.0, 7.9), (0.1, 7.4))):
        px, py = v.p(x, 0, z)
        s = v.s(z) * 1.26
        lean = (px - 980) / 420
        figure(c, px, py, s, Look(top=("f4ead4", "4f6a94", "e8b050")[i % 3], bottom=("2f3f68", "7a4448")[i % 2],
            style=("tail", "short", "bob")[i % 3], head=1.3, skirt=i % 3 == 0), walk(1, 17), lit=1, rim="fff6d0",
            rim_alpha=0.95, wash="5a3038", wash_alpha=0.38, cast=(lean, 0.95), cast_alpha=0.42)
        c.poly(smooth([(px - s * 0.19, py - s * 0.72), (px - s * 0.05, py - s * 0.74), (px - s * 0.03, py - s * 0.47),
            (px - s * 0.19, py - s * 0.46)], 4, True), mix(bags[i], "5a3038", 0.25))
    # the officer
    px, py = v.p(2.15, 0, 5.6)
    s = v.s(5.6) * 1.78
    figure(c, px, py, s, Look(top="22305a", bottom="1a2444", style="cap", hat="18203c", vest="d8e03c"),
        Pose(arm_l=(-92, -94), arm_r=(70, 172), turn=-0.15), lit=-1, rim="fff8dc", rim_alpha=0.95, wash="3a2034",
        wash_alpha=0.45, cast=((px - 980) / 420, 0.9), cast_alpha=0.45)
    c.rect(px - s * 0.085, py - s * 0.66, px + s * 0.085, py - s * 0.635, "fffbe4", 0.9)
    c.rect(px - s * 0.085, py - s * 0.57, px + s * 0.085, py - s * 0.545, "fffbe4", 0.9)
    for z, x in ((6.6, 5.2),):
        qx, qy = v.p(x, 0, z)
        figure(c, qx, qy, v.s(z) * 1.62, Look(top="b8584c", bottom="4a3a4c", style="bob"), replace(STAND, turn=-0.5,
            arm_l=(-14, -20)), lit=-1, rim="fff6d0", wash="5a3038", wash_alpha=0.4, cast=((qx - 980) / 420, 0.9),
            cast_alpha=0.4)
        figure(c, qx - 80, qy, v.s(z) * 1.15, Look(top="e8c050", bottom="3f5a80", head=1.3), replace(STAND, turn=-0.4),
            lit=-1, rim="fff6d0", wash="5a3038", wash_alpha=0.4, cast=((qx - 980) / 420, 0.9), cast_alpha=0.4)
    for x, y, rx, ry in ((120, 40, 330, 140), (1520, 20, 300, 150), (420, 0, 200, 60)):
        leaves(c, x, y, rx, ry, ("4a3c2c", "8a6c34", "f0c85c"), 90, 1 if x < 900 else -1)
    c.glow(980, 430, 1100, "ffe8a8", 0.30)


def tech_skyline(c: Canvas) -> None:
    """A new district of glass by the sea, a breezy day."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["3f94cc", "7fc0dc", "c8e4e0", "f8ecd0"], 0, 520)
    clouds(c, 300, 190, 620, 150, "ffffff", "c4dcea")
    clouds(c, 1640, 150, 700, 170, "fffdf6", "c8dce8")
    clouds(c, 1020, 90, 420, 80, "ffffff", "d0e2ec")
    ridge(c, 452, 46, ramp("7fa8b8", "bcd4c8"), bottom=540)
    o = ridge(c, 480, 30, ramp("5c9488", "a4c4a4"), bottom=540)
    slopes(c, o, "f4f0c0", 40, 20, 0.2, -0.5)
    for x in range(-20, w, 66):
        bh = rng.uniform(50, 190)
        tower(c, x + rng.uniform(-14, 14), 530, rng.uniform(34, 58), bh, mix("b8d0dc", "f4ecd8", 0.3),
            mix("94b4c8", "f0e8d8", 0.25), 0.35, int(bh / 12), "ffffff", 0.3)
    c.haze(380, 530, "f6eed8", 0.0, 0.45)
    glassy = [("a8d4e0", "5c98b4"), ("e8ece4", "a8bcc4"), ("7fb8c8", "3f7f9c"), ("f0e0c8", "c8a890"),
        ("8cc8c4", "4f8f98")]
    spots = [(250, 70, 210), (345, 84, 300), (450, 60, 180), (620, 96, 360), (735, 70, 250), (830, 110, 300),
        (980, 78, 420), (1080, 92, 270), (1210, 70, 330), (1300, 120, 220), (1450, 80, 300), (1550, 66, 180),
        (140, 80, 150), (1650, 110, 140)]
    for i, (x, bw, bh) in enumerate(spots):
        a, b = glassy[i % 5]
        y = 536
        if i in (3, 6):  # a rounded sail of glass
            outline = smooth([(x, y), (x + bw * 0.04, y - bh * 0.6), (x + bw * 0.34, y - bh), (x + bw * 0.8,
                y - bh * 0.82), (x + bw, y - bh * 0.4), (x + bw, y)], 10)
            c.poly(outline, ramp(pale(a, 0.35), a, mix(a, b, 0.6)))
            with c.inside(outline):
                c.poly([(x + bw * 0.55, y), (x + bw * 0.5, y - bh), (x + bw * 1.1, y - bh), (x + bw * 1.1, y)], b, 0.55)
                for j in range(int(bh / 11)):
                    c.line([(x, y - j * 11), (x + bw, y - j * 11 + 5)], 1.4, "ffffff", 0.4)
                c.poly([(x + bw * 0.12, y), (x + bw * 0.3, y - bh), (x + bw * 0.42, y - bh), (x + bw * 0.3, y)],
                    "ffffff", 0.35, 4)
        else:
            f, _s = tower(c, x, y, bw, bh, a, b, 0.36, int(bh / 13), "ffffff", 0.35)
            c.poly(f, ramp("ffffff", a), 0.35)
            with c.inside(f):
                c.poly([(x, y - bh * 0.2), (x + bw, y - bh * 0.75), (x + bw, y - bh * 0.55), (x, y)], "ffffff", 0.35, 3)
            if i % 4 == 1:
                c.rect(x + 6, y - bh - 10, x + bw * 0.5, y - bh, dim(b, 0.1))
                c.line([(x + bw * 0.3, y - bh - 10), (x + bw * 0.3, y - bh - 44)], 2.4, b)
            for j in range(3):
                c.rect(x, y - bh + 2 + j * bh * 0.33, x + bw * 0.64, y - bh + 6 + j * bh * 0.33, "9cc078",
                    0.0 if i % 3 else 0.9)
    c.bands(["8fb08c", "7fa474"], 528, 560)
    # low laboratories with green roofs, promenade trees
    for x, bw in ((40, 200), (520, 230), (900, 260), (1340, 240), (1720, 240)):
        c.rect(x, 500, x + bw, 546, ramp("fbf6ea", "dcd8cc"))
        c.rect(x + 8, 512, x + bw - 8, 532, ramp("6fa4b4", "a8ccd0"))
        c.rect(x - 6, 494, x + bw + 6, 502, "86b06a")
    for x in range(-10, w + 30, 44):
        if rng.random() < 0.8:
            leaves(c, x, 536 + rng.uniform(-4, 4), 30, 22, ("3f7a58", "6fa45c", "c4d474"), 18, -1)
    for x in (430, 470, 1180, 1240, 1690, 1905):
        palm(c, x, 556, 96, ("3f7a58", "68a064"))
    c.rect(-10, 546, w + 10, 556, "f4ead4")
    c.rect(-10, 556, w + 10, 572, ramp("c8b8a0", "8a9498"))
    c.bands(["7fc4cc", "3f9cb8", "1f6f98"], 570, h)
    c.reflect(572, h, "4fa4b8", 0.5, 3.6, 2.4, 1.6)
    c.bands(["b8e0dc", "3f94b0", "1a5f8c"], 572, h, 0.4)
    for _ in range(240):
        t = rng.random()
        c.oval(rng.uniform(0, w), 580 + 220 * t, 10 + 50 * t * rng.random(), 0.8 + 1.4 * t,
            rng.choice(["f4fbf4", "f4fbf4", "1c6a90"]), rng.uniform(0.2, 0.6))
    for x, y, size, ink in ((520, 668, 120, "ffffff"), (760, 630, 70, "f4643c"), (1420, 690, 150, "fff6e0"),
            (1180, 622, 56, "ffffff"), (1700, 640, 80, "f8b84c")):
        c.oval(x, y + size * 0.05, size * 0.4, size * 0.04, "1a5474", 0.45, 2)
        c.poly(smooth([(x - size * 0.32, y - size * 0.06), (x - size * 0.2, y + size * 0.04), (x + size * 0.22,
            y + size * 0.04), (x + size * 0.38, y - size * 0.07)], 5), dim(ink, 0.08))
        c.line([(x, y - size * 0.05), (x, y - size)], size * 0.018, "6a6058")
        c.poly(smooth([(x + size * 0.02, y - size * 0.98), (x + size * 0.24, y - size * 0.5), (x + size * 0.36,
            y - size * 0.1), (x + size * 0.02, y - size * 0.12)], 5), ramp(ink, dim(ink, 0.12)))
        c.poly([(x - size * 0.02, y - size * 0.9), (x - size * 0.02, y - size * 0.12), (x - size * 0.28,
            y - size * 0.1)], pale(ink, 0.3))
        c.poly([(x - size * 0.2, y + size * 0.08), (x + size * 0.3, y + size * 0.08), (x + size * 0.05,
            y + size * 0.5)], ink, 0.22, 4)
    for x, y, size in ((900, 330, 16), (960, 306, 12), (860, 300, 10), (1010, 340, 9)):
        bird(c, x, y, size, "ffffff", 0.6)


def community_talk(c: Canvas) -> None:
    """A secretary shows pictures of the community to a small hall."""
    w, h = c.w, c.h
    c.bands(["3a3c2c", "5a5a3c", "6a6444"])
    for x in range(0, w, 100):
        c.rect(x, 60, x + 96, 560, ramp("6f6a46", "54523a"), 0.8)
    c.bands(["2c2c24", "3c3a2c"], 0, 66)
    c.rect(-10, 62, w + 10, 70, "a89464")
    # screen with four pictures
    c.glow(880, 300, 900, "fff0c4", 0.5, 420)
    c.rect(470, 96, 1310, 540, "1c1c18")
    c.rect(484, 110, 1296, 526, "fff8e4")
    pics: list[tuple[Sequence[Ink], Sequence[Ink], tuple[float, float, Ink]]] = [
        (["8ac0d0", "f4ecc8"], ["9cc08c", "6a9c64", "4a7c54"], (0.7, 0.3, "ffd070")),
        (["f4b078", "fbe0b0"], ["c8705c", "8a4a5c"], (0.3, 0.5, "fff0c0")),
        (["c8e0e4", "f8f4e0"], ["e8b86c", "c88a4c"], (0.5, 0.35, "f0845c")),
        (["5c6aa0", "e8a890"], ["7a5a84", "4a3f6c"], (0.62, 0.5, "ffe0a0")),
    ]
    spots = ((504, 128, 1000, 420), (1016, 128, 1278, 266), (1016, 282, 1278, 420), (504, 434, 746, 510))
    for (x0, y0, x1, y1), (sky, hills, sun) in zip(spots, pics, strict=True):
        show_picture(c, x0, y0, x1, y1, sky, hills, sun)
    for x0, x1, ink in ((762, 1000, "e8845a"), (1016, 1278, "7aa89a")):
        c.rect(x0, 434, x1, 510, ink)
    # in the large picture: houses and a tree, as in a snapshot of the quarter
    with c.inside([(504, 128), (1000, 128), (1000, 420), (504, 420)]):
        for x, bh in ((530, 120), (620, 150), (830, 140), (920, 110)):
            c.rect(x, 410 - bh, x + 76, 420, ramp("fbf0d8", "e8cca4"))
            c.rect(x - 5, 404 - bh, x + 81, 414 - bh, "c8643f")
            windows(c, [(x + 6, 420 - bh), (x + 70, 420 - bh), (x + 70, 412), (x + 6, 412)], 3, 5, "7a9aa4", ["ffe4a0"],
                0.3)
        tree(c, 765, 424, 190, ("3f7048", "6f9c50", "c8cc68"), lit=-1, n=60)
    # stage
    c.poly([(120, 600), (1560, 600), (1700, 760), (-60, 760)], ramp("b0875a", "94683f", "6f4a30"))
    for i in range(15):
        c.line([(160 + i * 98, 600), (-20 + i * 122, 760)], 2, "4a2f20", 0.4)
    c.reflect(600, 760, "8a6040", 0.66, 0.8, 4, pts=[(120, 600), (1560, 600), (1700, 760), (-60, 760)])
    c.rect(-60, 758, w + 60, 792, "3c281c")
    c.rect(-60, 754, w + 60, 762, "d8ac6c")
    c.rect(-10, 560, w + 10, 602, "463f2c")
    c.beam((400, 40), (230, 716), (470, 716), "fff0c8", 0.6, 10, 16, 0.7)
    c.oval(350, 716, 130, 20, "ffeabc", 0.45, 8)
    got = figure(c, 350, 718, 300, Look(top="b8483c", bottom="2c2f40", style="bob", build=0.95), Pose(arm_r=(72, 112),
        arm_l=(-24, 128), turn=0.35), lit=1, rim="fff6dc", ground=0.45)
    hx, hy = got["l"]
    microphone(c, (hx, hy), 12)
    c.poly([(150, 722), (160, 590), (262, 590), (272, 722)], ramp("c89a5c", "7a5434"))
    c.poly([(144, 594), (154, 574), (268, 574), (278, 594)], "dcb074")
    bouquet(c, 211, 560, 40, ["f0845c", "f8d070", "f4ead8"], "6a8c54")
    for x in (1480, 60):
        leaves(c, x, 660, 50, 70, ("3a5a3c", "6a8c4c", "b8bc6c"), 50, 1 if x < 800 else -1)
        c.poly([(x - 26, 720), (x + 26, 720), (x + 18, 764), (x - 18, 764)], "8a5a3c")
    # projector beam over the heads
    c.poly([(800, 1010), (820, 1010), (1296, 526), (484, 526)], "fff4d4", 0.08, 12, "screen")
    for y, s in ((838, 44), (908, 58), (1000, 78)):
        t = (y - 838) / 200
        seats(c, -40, w + 40, y + s * 2.0, s * 2.4, s * 1.8, mix("a8503c", "4a2420", t), -s)
        crowd_back(c, y, s, [mix("6a7a6a", "2a2c30", t), mix("a87a5a", "3a2a28", t), mix("c8b898", "4a4238", t),
            mix("5a6a88", "22283a", t)], "ffe9bc", 860, 2.4, s * 0.2, 0.62, skin=mix("c89070", "7a5444", t))
        seats(c, -40, w + 40, y + s * 2.3, s * 2.4, s * 1.2, mix("c0583f", "5a2a24", t), -s)
    c.haze(900, h, "1a140e", 0.0, 0.55)


def poplar_square(c: Canvas) -> None:
    """A community square in the north in autumn: poplars, brick houses, elders, terraces of loess behind."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["4f94c4", "94c0d4", "dce4d4", "f6e8c4"], 0, 520)
    streaks(c, 60, 260, "ffffff", 10, 0.5, -3)
    # loess terraces
    for k, (y, amp, a, b) in enumerate(((400, 44, "c8a878", "e4cc9c"), (450, 34, "b88a58", "d8b47c"))):
        o = ridge(c, y, amp, ramp(a, b), bottom=600)
        for i in range(7):
            c.line([(x, yy + 14 + i * 15 + 3 * math.sin(x / 90 + i)) for x, yy in o[::2]], 3.4, dim(a, 0.2), 0.35)
            c.line([(x, yy + 18 + i * 15 + 3 * math.sin(x / 90 + i)) for x, yy in o[::2]], 2, "8a9458",
                0.4 if k else 0.25)
    c.haze(360, 540, "f8e8c4", 0.0, 0.45)
    for x, bw, top, tone in ((-30, 330, 250, "b8644a"), (300, 270, 330, "c87c58"), (1080, 260, 320, "c47452"),
            (1330, 300, 230, "b05c44")):
        c.rect(x, top, x + bw, 640, ramp(pale(tone, 0.12), tone))
        c.rect(x - 8, top - 12, x + bw + 8, top + 4, "e8d4b4")
        c.poly([(x + bw, top), (x + bw + 34, top + 16), (x + bw + 34, 640), (x + bw, 640)], dim(tone, 0.35))
        n = int((640 - top) / 66)
        for i in range(n):
            c.rect(x, top + 62 + i * 66, x + bw, top + 66 + i * 66, pale(tone, 0.3), 0.6)
        windows(c, [(x + 14, top + 10), (x + bw - 14, top + 10), (x + bw - 14, top + 10 + n * 66),
            (x + 14, top + 10 + n * 66)], int(bw / 56), n, "54707f", ["cfe4e4", "f8e8c0"], 0.4, (0.52, 0.5))
    c.rect(560, 520, 1080, 640, ramp("dcb484", "c89a68"))
    c.rect(552, 510, 1088, 524, "9a5a44")
    gold: Three = ("a8742c", "dca43c", "f8d868")
    for x, t in ((60, 430), (180, 500), (330, 450), (470, 520), (620, 420), (1010, 440), (1140, 510), (1290, 460),
            (1420, 540), (1560, 470)):
        poplar(c, x, 650, t, ("a8702c", "d89c38", "f6d45c") if rng.random() < 0.8 else ("7a7a34", "b4a43c", "e8d060"),
            lit=-1)
    c.bands(["e8d0a4", "dcbc8c", "b8946c"], 640, h)
    v = Persp(800, 500, 1000, 2.0)
    paving(c, v, -13, 13, 3.2, 13, 1.0, "9a7858", 0.32, 0.035)
    for x in (60, 180, 330, 470, 620, 1010, 1140, 1290, 1420, 1560):
        c.poly([(x - 5, 650), (x + 5, 650), (x + 250, 780), (x + 180, 780)], "5a4a60", 0.22, 6)
    for _ in range(230):
        t = rng.random() ** 0.7
        c.oval(rng.uniform(0, w), 650 + 410 * t, 2 + 6 * t, 1 + 2.4 * t, rng.choice(["e8a838", "d08a30", "f8d060",
            "b86a2c"]), 0.85, turn=rng.uniform(-40, 40))
    # stone table with players and lookers-on
    def at(x: float, y: float, t: float, look: Look, pose: Pose, cast: float = 0.9) -> None:
        figure(c, x, y, t, look, pose, lit=-1, rim="fff6d4", rim_alpha=0.7, cast=(cast, 0.2), cast_alpha=0.26)

    grey = ("c0bcb8", "8f8c8a", "d8d4d0", "4a4648")
    # exercise group at the back
    for i in range(7):
        x = 668 + i * 52
        at(x, 702, 112, Look(top=("d8503c", "f4ecd8", "3f6f94")[i % 3], bottom="3a3c4c", hair=grey[i % 4],
            style=("short", "bun", "bob")[i % 3]), Pose(arm_l=(-96, -150), arm_r=(60, 100), leg_l=(-14, -8),
            leg_r=(14, 8)))
    for x, _face in ((300, 1), (516, -1)):
        c.rect(x - 32, 846, x + 32, 860, "a89c90")
        c.rect(x - 24, 860, x + 24, 906, "8a8078")
    at(286, 912, 282, Look(top="4a5a74", bottom="3a3640", hair=grey[0]), Pose(seat="side", turn=0.8, arm_r=(36, 84),
        arm_l=(30, 74), lean=0.05))
    at(532, 912, 282, Look(top="7a4a40", bottom="34343f", style="cap", hat="5a5f6a", hair=grey[1]), Pose(seat="side",
        turn=-0.8, arm_l=(-36, -84), arm_r=(-26, -70), lean=-0.05))
    at(412, 838, 262, Look(top="a8804c", bottom="3c3a44", hair=grey[2]), Pose(arm_l=(8, 40), arm_r=(-8, -40), nod=0.01))
    at(596, 850, 264, Look(top="c8503f", bottom="43405a", hair=grey[3], style="bun"), HOLD)
    at(226, 846, 264, Look(top="5f7a6a", bottom="3a3a42", hair=grey[0], style="short"), replace(HOLD, turn=0.3))
    c.oval(412, 900, 120, 18, "4a3c48", 0.4, 8)
    c.poly([(392, 790), (432, 790), (444, 902), (380, 902)], ramp("b8aca0", "8a7f78"))
    c.oval(410, 798, 92, 24, dim("b8aca0", 0.3))
    c.oval(410, 790, 92, 24, ramp("e0d6c8", "c0b4a6"))
    for _ in range(9):
        c.oval(410 + rng.uniform(-50, 50), 789 + rng.uniform(-11, 11), 7.5, 4, rng.choice(["c8402c", "34343c",
            "f4e4c0"]))
    # grandmother with a child and a kite, a woman with a dog-coloured shopping trolley
    at(1070, 890, 250, Look(top="8a5a84", bottom="3f3c4c", hair=grey[0], style="bun"), Pose(arm_r=(24, 18),
        arm_l=(-10, -4), turn=0.2))
    at(1146, 894, 168, Look(top="f0a83c", bottom="3f5f94", head=1.3, style="short"), Pose(arm_r=(130, 160),
        arm_l=(-22, -26), turn=0.2))
    c.line(smooth([(1182, 742), (1214, 600), (1236, 420), (1250, 330)]), 1.6, "6a5a50", 0.8)
    c.poly([(1250, 270), (1292, 318), (1250, 352), (1214, 314)], ramp("e8503c", "f8b84c"))
    c.line(smooth([(1250, 352), (1262, 390), (1240, 420), (1258, 452)]), 4, "f8b84c")
    at(1370, 866, 254, Look(top="3f7a80", bottom="3c3a48", style="bob"), walk(-1, 16))
    at(1480, 800, 214, Look(top="d8c4a0", bottom="44424c", hair=grey[1]), walk(-1, 14))
    c.line([(1446, 706), (1420, 800)], 4, "6a4a34")
    leaves(c, 40, 60, 260, 130, gold, 110, 1)
    leaves(c, 230, -10, 180, 70, gold, 60, 1)


def meeting_hall(c: Canvas) -> None:
    """A panelled meeting hall: rows of tables, a speaker, tall windows."""
    h = c.h
    rng = c.rng
    v = Persp(800, 430, 1000, 2.3)
    c.bands(["d8bc90", "c49a68"])
    c.poly([v.p(-7, 6.2, 18), v.p(7, 6.2, 18), v.p(9, 6.2, 2), v.p(-9, 6.2, 2)], ramp("f8ecd4", "e4d0ac"))
    for i in range(4):
        z = 16 - i * 3.4
        q = [v.p(-4.6, 6.2, z), v.p(4.6, 6.2, z), v.p(4.6, 6.2, z - 1.1), v.p(-4.6, 6.2, z - 1.1)]
        c.poly(q, "fffdf0")
        c.poly(q, "fff4cc", 0.6, 14, "screen")
    c.poly(v.front(-7, 7, 18, 0, 6.2), ramp("a8713f", "8a5630"))
    for i in range(29):
        x = -7 + i * 0.5
        c.line([v.p(x, 0, 18), v.p(x, 6.2, 18)], 2, "6a3f24", 0.5)
    # the front: a plain panel of green silk and a picture of hills
    c.poly(v.front(-4.2, 4.2, 17.9, 1.6, 5.4), "2f5a48")
    x0, y0 = v.p(-3.9, 5.1, 17.9)
    x1, y1 = v.p(3.9, 1.9, 17.9)
    show_picture(c, x0, y0, x1, y1, ["e8ecd0", "f4dcb0"], ["a8c4a4", "6f9c84", "3f7464"], (0.7, 0.42, "f0945c"))
    # windows left, panels right
    c.poly(v.wall(-7, 2.4, 18, 0, 6.2), ramp("8a5830", "b07c4a", across=True))
    c.poly(v.wall(7, 2.4, 18, 0, 6.2), ramp("9a683c", "7a4a2a", across=True))
    for i in range(5):
        z = 4.0 + i * 2.9
        q = v.wall(-7, z, z + 1.9, 1.0, 5.4)
        c.poly(q, ramp("eef6ec", "fbf4d8", "d4e4b0"))
        with c.inside(q):
            px, py = v.p(-7, 1.6, z + 1)
            leaves(c, px, py, v.s(z) * 1.4, v.s(z) * 1.0, ("9cbc84", "c0d498", "eef0bc"), 40, 1)
        for t in (0.0, 0.5, 1.0):
            c.line([v.p(-7, 1.0, z + 1.9 * t), v.p(-7, 5.4, z + 1.9 * t)], v.s(z) * 0.09, "f4e8d0")
        c.line([v.p(-7, 4.0, z), v.p(-7, 4.0, z + 1.9)], v.s(z) * 0.08, "f4e8d0")
        c.poly(v.wall(-6.9, z - 0.55, z - 0.05, 0.2, 5.9), ramp("c8583c", "8a342c"), 0.95)
        c.poly(v.wall(7, z, z + 1.9, 1.0, 5.2), ramp("b8804c", "94602f"))
        a = v.p(6.9, 4.2, z + 1)
        c.glow(a[0], a[1], v.s(z) * 1.1, "ffe0a0", 0.7)
        c.oval(a[0], a[1], v.s(z) * 0.1, v.s(z) * 0.22, "fff6d8")
    c.poly([v.p(-7, 0, 18), v.p(7, 0, 18), v.p(7, 0, 1.2), v.p(-7, 0, 1.2)], ramp("8a4434", "a8503c", "7a342c"))
    for i in range(5):
        z = 4.0 + i * 2.9
        c.poly([v.p(-6.8, 0, z), v.p(-6.8, 0, z + 1.9), v.p(-1.0, 0, z + 3.4), v.p(-1.0, 0, z + 1.5)], "ffe8b4", 0.4, 6,
            "screen")
    # dais with a table and five people, one at the desk speaking
    c.poly(v.front(-5.4, 5.4, 15.4, 0, 0.45), ramp("c8965c", "8a5a34"))
    c.poly(v.floor(-5.4, 15.4, 5.4, 17.8, 0.45), "d8a870")
    for i in range(5):
        px, py = v.p(-2.4 + i * 1.2, 0.45, 16.6)
        figure(c, px, py + 2, v.s(16.6) * 1.62, someone(rng, ["2f3a54", "f0ead8", "8a3f3c", "4a5a5c"]), SIT, lit=-1,
            rim="fff0cc", ground=0)
    c.poly(v.front(-3.1, 3.1, 16.1, 0.45, 1.25), ramp("a83a30", "7a2a26"))
    c.poly(v.front(-3.15, 3.15, 16.1, 1.2, 1.3), "f4e4c4")
    for i in range(5):
        px, py = v.p(-2.4 + i * 1.2, 1.3, 16.05)
        c.rect(px - 5, py - 8, px + 5, py, "fbf6e8")
    px, py = v.p(4.2, 0.45, 16)
    figure(c, px, py, v.s(16) * 1.7, Look(top="2c3a5c", bottom="2a2c3c"), replace(TALK, turn=-0.2, arm_l=(-40, -80)),
        lit=-1, rim="fff0cc")
    c.poly([v.p(3.7, 1.45, 15.7), v.p(4.7, 1.45, 15.7), v.p(4.6, 0.45, 15.7), v.p(3.8, 0.45, 15.7)], ramp("c08a50",
        "8a5a34"))
    for x in (-5.0, 5.2):
        px, py = v.p(x, 0.45, 16.4)
        leaves(c, px, py - 40, 24, 36, ("3a6a44", "6a9450", "b8c468"), 36, -1)
        c.rect(px - 13, py - 14, px + 13, py + 4, "f0e4cc")
    # rows of tables from the front to us; people from behind
    for z in (13.2, 11.4, 9.7, 8.1, 6.6, 5.25, 4.1):
        s = v.s(z)
        for side in (-1, 1):
            x0, x1 = (-6.0, -0.75) if side < 0 else (0.75, 6.0)
            c.poly(v.front(x0, x1, z + 0.5, 0.0, 0.74), ramp("9a6438", "6f4426"))
            c.poly([v.p(x0, 0.76, z + 0.95), v.p(x1, 0.76, z + 0.95), v.p(x1, 0.76, z + 0.45), v.p(x0, 0.76, z + 0.45)],
                "d8a468")
            for i in range(6):
                x = x0 + (x1 - x0) * (i + 0.5) / 6
                px, py = v.p(x - 0.15, 0.76, z + 0.7)
                c.poly([(px - s * 0.13, py), (px + s * 0.1, py), (px + s * 0.13, py + s * 0.05), (px - s * 0.15,
                    py + s * 0.05)], "fffaf0")
                c.rect(px + s * 0.2, py - s * 0.06, px + s * 0.26, py + s * 0.04, "f8f4ea")
                if rng.random() < 0.97:
                    qx, qy = v.p(x, 1.12, z)
                    head_back(c, qx, qy, s * 0.235, vary(rng.choice(["34405c", "efe6d4", "5a6a60", "8a4a40", "4a4654",
                        "c0a070"]), rng, 0.1), "fff0c8", -1, style=rng.choice(["short", "short", "bob", "tail", "bun"]),
                        skin="c08a6c", hair=vary("2c2426", rng, 0.3), rim_alpha=0.6)
                    c.poly(smooth([(qx - s * 0.25, qy + s * 0.8), (qx - s * 0.25, qy + s * 0.3), (qx + s * 0.25,
                        qy + s * 0.3), (qx + s * 0.25, qy + s * 0.8)], 4), ramp("b84a38", "7a2c28"))
    c.glow(60, 200, 900, "fff2cc", 0.3)
    c.haze(940, h, "2a1410", 0.0, 0.4)


def pavilion_park(c: Canvas) -> None:
    """A park: pavilion, zigzag bridge, lotus, willow."""
    r: float
    x: float
    y: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["8cc0c0", "c0dcc8", "f0ecc8", "fbdcb4"], 0, 720)
    c.glow(1050, 420, 700, "fff0c0", 0.8)
    clouds(c, 330, 190, 520, 120, "fffdf0", "cfe0d8")
    for y, amp, a, b in ((520, 70, "94bcae", "d4e0bc"), (590, 50, "6fa488", "b8d09c")):
        o = ridge(c, y, amp, ramp(a, b), bottom=760)
        slopes(c, o, "f6f2c0", 80, 22, 0.2, -0.5)
    for x in range(-20, w + 50, 58):
        leaves(c, x, 676 + rng.uniform(-20, 10), 66, 62, ("4f8460", "7fac64", "d0d880"), 34, 1)
    for x, y, r in ((180, 640, 70), (250, 660, 60), (1180, 650, 76)):
        leaves(c, x, y, r, r * 0.8, ("b85a74", "e88a98", "fbc8c0"), 50, 1)
    c.rect(-10, 706, w + 10, 740, ramp("8fac68", "6f8c54"))
    c.bands(["7f9c60", "8a9468", "a8a488"], 736, 806)
    # pavilion: two roofs with lifted corners
    def roof(cx: float, y: float, half: float, rise: float, lift: float, ink: Ink) -> None:
        top = smooth([(cx - half, y - lift), (cx - half * 0.72, y - rise * 0.1), (cx - half * 0.3, y - rise * 0.62),
            (cx - half * 0.12, y - rise)], 8)
        right = [(2 * cx - x, yy) for x, yy in top[::-1]]
        low = smooth([(cx + half, y - lift), (cx + half * 0.6, y + rise * 0.08), (cx, y + rise * 0.13),
            (cx - half * 0.6, y + rise * 0.08), (cx - half, y - lift)], 8)
        shape = [*top, *right, *low]
        c.poly(shape, ramp(pale(ink, 0.2), ink, dim(ink, 0.25)))
        with c.inside(shape):
            for i in range(-14, 15):
                t = i / 14
                c.line(smooth([(cx + t * half * 0.12, y - rise), (cx + t * half * 0.42, y - rise * 0.45),
                    (cx + t * half * 1.02, y + rise * 0.15)]), 2.4, dim(ink, 0.4), 0.55)
            c.poly([(cx, y - rise * 1.2), (cx + half * 1.2, y - rise), (cx + half * 1.2, y + 40), (cx + half * 0.2,
                y + 40)], "fff0c0", 0.22, 16, "screen")
        c.line(low, 7, dim(ink, 0.45))
        c.line([(x, yy + 7) for x, yy in low], 4, "c8503c")

    c.poly([(520, 760), (880, 760), (910, 800), (490, 800)], ramp("e8dcc4", "b8a890"))
    c.rect(548, 742, 852, 764, "d8ccb4")
    for x in (570, 660, 740, 830):
        c.rect(x - 10, 500, x + 10, 748, ramp("a83a30", "d8604a", "8a2c2a", across=True))
    c.rect(560, 520, 840, 540, "3f7a70")
    c.line([(560, 540), (840, 540)], 3, "e8c46c")
    for x in (590, 680, 760):
        c.rect(x, 690, x + 60, 696, "a84a38")
        for i in range(5):
            c.rect(x + i * 13, 696, x + i * 13 + 4, 742, "a84a38")
    figure(c, 620, 748, 150, Look(top="f0e4cc", bottom="4a4a58", hair="c0bcb8"), SIT, lit=1, rim="fff6d8")
    figure(c, 706, 748, 150, Look(top="5f8a94", bottom="3a3a44", hair="a8a4a2", style="bun"), SIT, lit=1, rim="fff6d8")
    roof(700, 520, 250, 150, 30, "5a7a70")
    c.rect(630, 352, 770, 386, ramp("a83a30", "c8503c"))
    roof(700, 372, 160, 130, 24, "5a7a70")
    c.oval(700, 240, 13, 16, "e8c46c")
    c.line([(700, 226), (700, 200)], 6, "e8c46c", end=2)
    # water
    c.reflect(800, h, "7fb0a4", 0.22, 3.2, 2.4, 0.95)
    c.bands(["e4ecc8", "8cbcac", "3f7f80"], 800, h, 0.3)
    c.rect(-10, 792, 492, 806, ramp("a8a488", "7f8468"))
    c.rect(908, 792, w + 10, 806, ramp("a8a488", "7f8468"))
    glints(c, 800, 1300, 820, 1300, "fffbe0", 90, 46, 0.5)
    # zigzag bridge
    path: list[tuple[Pt, Pt]] = [((905, 786), (905, 806)), ((1180, 800), (1176, 826)), ((1010, 872), (1000, 906)),
        ((1300, 930), (1300, 976)), ((1460, 912), (1460, 952))]
    for (far0, near0), (far1, near1) in pairwise(path):
        c.poly([far0, far1, near1, near0], ramp("f0e4cc", "cfc0a4"))
        c.poly([near0, near1, (near1[0], near1[1] + 16), (near0[0], near0[1] + 12)], "94866f")
        n = 6
        for k, (p, q) in enumerate(((far0, far1), (near0, near1))):
            hgt = 26 + (p[1] - 786) * 0.18
            for i in range(n + 1):
                x, y = along(p, q, i / n)
                c.line([(x, y), (x, y - hgt)], 5, "dccdb2" if k else "c8b898")
            c.line([(p[0], p[1] - hgt), (q[0], q[1] - hgt)], 5, "f4ead6" if k else "d8cab0")
        if far0[0] == 1010:
            figure(c, 1140, 930, 150, Look(top="e8705c", bottom="4f5f84", style="bob", skirt=True), walk(1, 14), lit=1,
                rim="fffbe0")
            figure(c, 1190, 938, 104, Look(top="f8c84c", bottom="4f7f94", head=1.3), walk(1, 14), lit=1, rim="fffbe0")
    # lotus
    for _ in range(95):
        t = rng.random()
        x, y = rng.uniform(-40, 900 - 300 * t), 900 + 470 * t
        if x > 620 and y < 1010:
            continue
        r = 26 + 64 * t
        c.oval(x + 4, y + r * 0.16, r, r * 0.34, "1f4f54", 0.35, 3)
        c.oval(x, y, r, r * 0.36, vary(rng.choice(["4f8c60", "6fa468", "3f7a5c"]), rng))
        c.poly([(x, y), (x + r * 0.9, y - r * 0.16), (x + r * 0.98, y + r * 0.04)], "3f7f80", 0.5)
        c.oval(x - r * 0.24, y - r * 0.09, r * 0.5, r * 0.14, "b4d088", 0.6)
    for x, y, s in ((120, 1180, 56), (300, 1060, 42), (470, 1210, 62), (210, 1320, 76), (620, 1330, 70), (60, 1010, 36),
            (420, 970, 30)):
        c.line([(x, y + s * 1.1), (x, y)], s * 0.09, "4f7f54")
        for d, ink in ((-1, "f08aa0"), (1, "f08aa0"), (-0.55, "f8acb8"), (0.55, "f8acb8"), (0, "fcd0d0")):
            c.poly(smooth([(x, y + s * 0.12), (x + d * s * 0.62 - s * 0.16, y - s * 0.2), (x + d * s * 0.74,
                y - s * (0.66 - abs(d) * 0.2)), (x + d * s * 0.62 + s * 0.16, y - s * 0.2)], 5, True), ink)
    # willow over the corner
    c.poly(smooth([(1200, 812), (1290, 800), (1420, 790), (1420, 850), (1330, 846)], 6, True), ramp("8fac68", "5f7f4c"))
    c.line(smooth([(1330, 820), (1300, 560), (1350, 300), (1260, 80)]), 60, "5a4a3c", end=24)
    for _ in range(64):
        x = rng.uniform(930, 1420)
        y = rng.uniform(-30, 150) + abs(x - 1230) * 0.2
        length = rng.uniform(220, 560) * (1 - abs(x - 1260) / 700)
        sway = rng.uniform(-26, 10)
        curve = smooth([(x, y), (x + sway * 0.3, y + length * 0.5), (x + sway, y + length)], 12)
        ink = rng.choice(["5c8c4c", "7fac54", "a8c864", "c8d878"])
        c.line(curve, 2.4, dim(ink, 0.15), 0.9)
        for px, py in curve[::2]:
            for d in (-1, 1):
                c.oval(px + d * 6, py + 7, 3.4, 13, vary(ink, rng), 0.95, turn=-d * 26)


def village_football(c: Canvas) -> None:
    """A village match under floodlights, hills and lit houses around."""
    t: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["08122c", "13284c", "24486a", "4f6f80"], 0, 500)
    for _ in range(120):
        c.oval(rng.uniform(0, w), rng.uniform(0, 300), 1.3, 1.3, "fff4e0", rng.uniform(0.2, 0.9))
    for y, amp, a, b in ((370, 90, "1f3f5c", "34607a"), (430, 60, "183450", "2a5064")):
        ridge(c, y, amp, ramp(a, b), bottom=560)
    for i in range(16):
        x = -30 + i * 106 + rng.uniform(-20, 20)
        cottage(c, x, 512 + rng.uniform(-26, 4), 108, 76, mix("c8b090", "24405c", 0.55), "1f2c40", lit=-1, warm=1.0)
        c.glow(x + 70, 490, 60, "ffc070", 0.35)
    for x in range(-20, w + 60, 90):
        leaves(c, x, 520, 60, 40, ("102c34", "1f4a44", "4f7a50"), 26, -1)
    # crowd behind the far line, in depth
    c.rect(-10, 520, w + 10, 580, "22303c")
    tops = ["e8644a", "f4ead4", "4f8cac", "f0c050", "8ab070", "d07a9a", "5a6a9a"]
    for row, (y, t) in enumerate(((548, 52), (562, 58), (580, 66))):
        x = -20.0 + row * 9
        while x < w + 20:
            figure(c, x, y, t * rng.uniform(0.92, 1.06), someone(rng, tops), rng.choice([STAND, STAND, CLAP, RAISE,
                HOLD]), lit=0.6, rim="fff0d0", wash="1c2c44", wash_alpha=0.28 - row * 0.08, ground=0)
            x += t * rng.uniform(0.38, 0.5)
    # pitch
    c.poly([(-10, 578), (w + 10, 578), (w + 10, h + 10), (-10, h + 10)], ramp("6fbc6c", "3f9854", "237044", "134c38"))
    v = Persp(800, 470, 1000, 4.2)
    for i in range(-8, 9):
        if i % 2:
            c.poly([v.p(i * 4.5, 0, 40), v.p(i * 4.5 + 4.5, 0, 40), v.p(i * 4.5 + 4.5, 0, 4), v.p(i * 4.5, 0, 4)],
                "a8e08c", 0.13)
    for z0, z1, x0, x1 in ((37.5, 38.2, -40, 40), (9.0, 9.3, -40, 40)):
        c.poly(v.floor(x0, z0, x1, z1), "f4fbe8", 0.85)
    c.poly([v.p(-0.1, 0, 38), v.p(0.1, 0, 38), v.p(0.14, 0, 9), v.p(-0.14, 0, 9)], "f4fbe8", 0.8)
    ring = [v.p(5.5 * math.cos(i / 20 * math.pi), 0, 19 + 5.5 * math.sin(i / 20 * math.pi)) for i in range(41)]
    c.line(ring, 5, "f4fbe8", 0.8)
    # goal at the left
    g = [v.p(-19.5, 0, 26), v.p(-19.5, 2.6, 26), v.p(-19.5, 2.6, 18), v.p(-19.5, 0, 18)]
    back = [v.p(-21.5, 0, 26), v.p(-21.0, 2.4, 26), v.p(-21.0, 2.4, 18), v.p(-21.5, 0, 18)]
    for i in range(13):
        t = i / 12
        c.line([along(g[1], g[2], t), along(back[1], back[2], t), along(back[0], back[3], t)], 1.3, "f4fbf4", 0.6)
    for i in range(6):
        t = i / 5
        c.line([along(back[0], back[1], t), along(back[3], back[2], t)], 1.3, "f4fbf4", 0.6)
    c.line(g, 7, "ffffff")
    # floodlights
    for x, y, t in ((210, 560, 470), (1390, 560, 470), (640, 540, 330), (980, 540, 330)):
        c.line([(x, y), (x, y - t)], 9, "2a3a50", end=6)
        c.rect(x - 44, y - t - 20, x + 44, y - t + 12, "1f2c40")
        for i in range(4):
            for j in range(2):
                c.oval(x - 33 + i * 22, y - t - 12 + j * 16, 8, 6, "fffdf0")
        c.glow(x, y - t - 4, 300 * t / 470, "e8f4ff", 0.85, power=2.6)
        c.glow(x, y - t - 4, 110, "ffffff", 0.9)
        to = 800 + (x - 800) * 0.1
        c.beam((x, y - t), (to - 330, 900), (to + 330, 900), "dff0ff", 0.12, 24, 60)
    c.glow(800, 800, 900, "e8ffd8", 0.28, 260)
    # players
    def play(x: float, z: float, ink: Ink, pose: Pose, t: float = 1.74) -> None:
        px, py = v.p(x, 0, z)
        look = Look(top=ink, bottom="f4f4ec" if ink != "f4f0e4" else "24406a", skin="c8946c", sleeve=False)
        for d in (-0.7, 0.7):
            c.poly([(px - 4, py), (px + 4, py), (px + d * v.s(z) * 2.2, py + v.s(z) * 0.5), (px + d * v.s(z) * 2.0,
                py + v.s(z) * 0.56)], "0c3428", 0.28, 3)
        figure(c, px, py, v.s(z) * t, look, pose, lit=-1 if x > 0 else 1, rim="ffffff", rim_alpha=0.85, ground=0.4)

    run_r = Pose(arm_l=(56, 110), arm_r=(-46, 20), leg_l=(-34, -74), leg_r=(46, 14), turn=0.75, lean=0.05)
    run_l = Pose(arm_r=(-56, -110), arm_l=(46, -20), leg_r=(34, 74), leg_l=(-46, -14), turn=-0.75, lean=-0.05)
    kick = Pose(arm_l=(-70, -50), arm_r=(60, 90), leg_l=(-8, -4), leg_r=(58, 64), turn=0.6, lean=-0.05)
    play(-14, 33, "e8502c", STAND)
    play(9, 31, "f4f0e4", run_l)
    play(-5, 28, "f4f0e4", run_r)
    play(15, 25, "e8502c", run_l)
    play(3.0, 22, "e8502c", run_l)
    play(-18.5, 22, "f8d04c", Pose(arm_l=(-60, -110), arm_r=(60, 110), leg_l=(-16, -4), leg_r=(16, 4)))
    play(-9, 17, "e8502c", run_r)
    play(7.4, 14.5, "f4f0e4", run_l)
    play(-2.6, 12.6, "f4f0e4", run_r)
    play(1.3, 11.8, "e8502c", kick)
    bx, by = v.p(3.4, 0.5, 11.8)
    c.oval(bx, by + 46, 22, 6, "0c3428", 0.5, 3)
    c.oval(bx, by, 16, 16, ramp("ffffff", "c8d8d8"))
    for dx, dy in ((0, 0), (9, 6), (-9, 6), (0, -11)):
        c.oval(bx + dx, by + dy, 4, 4, "2a3440")
    crowd_back(c, 1010, 66, ["142434", "1a2a30", "24303c"], "c8f0d8", 800, 2.7, 20, 0.6)
    crowd_back(c, 1110, 88, ["0c1824", "101c24"], "8ac8b8", 800, 2.6, 80, 0.5)
    c.haze(930, h, "061018", 0.0, 0.45)


def volunteer_stalls(c: Canvas) -> None:
    """Volunteers' stalls under trees on a Sunday morning."""
    d: float
    i: float
    t: float
    x: float
    y: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["bfe0dc", "e8f0d8", "fbf0cc"], 0, 560)
    c.glow(300, 120, 900, "fffbe0", 0.8)
    for x, bw, bh in ((0, 170, 330), (180, 150, 400), (360, 180, 300), (1010, 170, 380), (1200, 150, 300),
            (1380, 220, 420)):
        f, s = tower(c, x, 560, bw, bh, mix("e8c4a0", "fbf0d4", 0.45), mix("d0a890", "fbf0d4", 0.3), 0.3)
        windows(c, f, 4, int(bh / 34), mix("8ab0b4", "fbf0d4", 0.3), ["fbf6e4"], 0.3)
        windows(c, s, 2, int(bh / 34), mix("7a9ca4", "fbf0d4", 0.25), ["fbf6e4"], 0.2)
    c.haze(240, 560, "fdf4d4", 0.0, 0.5)
    for x in range(-20, w + 60, 66):
        leaves(c, x, 530 + rng.uniform(-20, 10), 70, 60, ("6a9c6c", "98bc70", "dce090"), 34, -1)
    c.bands(["f0dcb0", "e0c498", "c09c74"], 560, h)
    v = Persp(820, 440, 1000, 1.9)
    paving(c, v, -12, 12, 3, 14, 0.9, "a8845c", 0.28, 0.03)
    inks = ("e86a4c", "2f9c94", "f4b840", "5c7ac0", "e88aa0")
    tops = ["f4ecdc", "4f7a94", "e0a04c", "8a9c5c", "c86a5a", "7a6a94"]

    def stall(x: float, y: float, s: float, ink: Ink, n: int) -> None:
        c.poly([(x - s * 0.9, y), (x + s * 0.9, y), (x + s * 1.5, y + s * 0.3), (x - s * 0.4, y + s * 0.3)], "5a4060",
            0.28, 8)
        for d in (-0.86, 0.86):
            c.line([(x + d * s, y), (x + d * s, y - s * 1.75)], s * 0.035, "f4f0e8")
        for i in range(n):
            fx = x + (i - (n - 1) / 2) * s * 0.62
            figure(c, fx, y - s * 0.06, s * 1.22, replace(someone(rng, ["f4f0e4"]), vest=ink,
                style="cap" if i % 2 else "bob", hat=ink), rng.choice([TALK, HOLD, STAND]), lit=-1, rim="fffbe4",
                ground=0)
        c.rect(x - s * 0.84, y - s * 0.52, x + s * 0.84, y, ramp(ink, dim(ink, 0.15)))
        for i in range(7):
            c.rect(x - s * 0.84 + i * s * 0.24, y - s * 0.52, x - s * 0.84 + i * s * 0.24 + s * 0.03, y, dim(ink, 0.25),
                0.4)
        c.rect(x - s * 0.9, y - s * 0.58, x + s * 0.9, y - s * 0.5, "fdf6e6")
        for i in range(6):
            bx = x - s * 0.7 + i * s * 0.27
            kind = rng.randrange(3)
            if kind == 0:
                c.rect(bx, y - s * 0.68, bx + s * 0.16, y - s * 0.58, vary(rng.choice(inks), rng))
            elif kind == 1:
                leaves(c, bx + s * 0.07, y - s * 0.68, s * 0.09, s * 0.09, ("3f7a4c", "6fa458", "c4d474"), 14, -1)
                c.rect(bx + s * 0.02, y - s * 0.63, bx + s * 0.12, y - s * 0.57, "c8704a")
            else:
                c.rect(bx, y - s * 0.63, bx + s * 0.2, y - s * 0.58, "f8e4b8")
        top, eave = y - s * 2.2, y - s * 1.72
        q = [(x - s * 0.34, top), (x + s * 0.34, top), (x + s * 1.04, eave), (x - s * 1.04, eave)]
        c.poly(q, ink)
        for i in range(7):
            if i % 2:
                c.poly(quad_cell(q, i / 7, 0, (i + 1) / 7, 1), "fdf6e6")
        c.poly(quad_cell(q, 0.55, 0, 1, 1), "3a2040", 0.16)
        for i in range(7):
            a = x - s * 1.04 + i * s * 2.08 / 7
            c.poly([(a, eave - 1), (a + s * 2.08 / 7, eave - 1), (a + s * 2.08 / 7, eave + s * 0.1),
                *ellipse(a + s * 1.04 / 7, eave + s * 0.1, s * 1.04 / 7, s * 0.07, 0, 16)[:9], (a, eave + s * 0.1)],
                "fdf6e6" if i % 2 else dim(ink, 0.06))

    stall(250, 640, 108, inks[3], 2)
    stall(560, 628, 96, inks[2], 2)
    stall(860, 622, 92, inks[4], 2)
    stall(1150, 632, 98, inks[1], 2)
    for x, y, t in ((400, 650, 130), (700, 640, 124), (1010, 646, 126), (1300, 650, 130)):
        for d in (-24, 26):
            figure(c, x + d, y, t * rng.uniform(0.94, 1.04), someone(rng, tops), rng.choice([away(), walk(1), walk(-1),
                TALK]), lit=-1, rim="fffbe4", cast=(0.9, 0.22), cast_alpha=0.25)
    stall(1390, 790, 190, inks[0], 2)
    stall(170, 800, 186, inks[1], 2)
    # bunting of plain little triangles
    for a, b, sag in (((-10, 300), (560, 250), 60), ((560, 250), (1120, 260), 60), ((1120, 260), (1620, 320), 60)):
        mid = along(a, b, 0.5)
        curve = smooth([a, (mid[0], mid[1] + sag), b], 14)
        c.line(curve, 2, "8a7a64")
        for i, (x, y) in enumerate(curve[1::2]):
            c.poly([(x - 13, y), (x + 13, y), (x, y + 28)], inks[i % 5])
    c.oval(780, 706, 380, 46, "5a4060", 0.22, 20)
    for _ in range(90):
        t, d = rng.uniform(0, 6.283), math.sqrt(rng.random())
        c.oval(760 + math.cos(t) * 330 * d, 700 + math.sin(t) * 50 * d, rng.uniform(8, 22), rng.uniform(2, 5), "fff6cc",
            0.35, 1.5)
    # visitors
    figure(c, 400, 846, 276, Look(top="8a9c6c", bottom="44424e", hair="c4c0bc"), Pose(arm_l=(-40, -90), arm_r=(10, 4),
        turn=-0.6), lit=-1, rim="fffbe4", cast=(1.0, 0.2))
    figure(c, 560, 800, 250, Look(top="e0a04c", bottom="3f4a6c", style="tail"), walk(1, 16), lit=-1, rim="fffbe4",
        cast=(1.0, 0.2))
    figure(c, 880, 876, 292, Look(top="f4ecdc", bottom="34405c", style="bob", vest="e86a4c"), Pose(arm_r=(30, 90),
        arm_l=(-12, -6), turn=0.5), lit=-1, rim="fffbe4", cast=(1.0, 0.2))
    figure(c, 1010, 880, 284, Look(top="6a7f9c", bottom="4a4448", hair="d4d0cc", style="bun"), Pose(arm_l=(-26, -76),
        arm_r=(12, 4), turn=-0.5), lit=-1, rim="fffbe4", cast=(1.0, 0.2))
    figure(c, 1116, 930, 190, Look(top="f4c04c", bottom="c8583f", head=1.3, style="tail", skirt=True), replace(away(),
        arm_r=(40, 90)), lit=-1, rim="fffbe4", cast=(1.0, 0.2))
    c.line([(1150, 826), (1176, 640)], 1.6, "8a7a70")
    c.oval(1180, 590, 38, 48, ramp("f89a7c", "e85a4c"))
    c.oval(1168, 574, 9, 13, "fff0e0", 0.7)
    tree(c, 690, 640, 520, ("2f6448", "5c9450", "c8d06c"), lit=-1, spread=0.46, n=230, crown=0.6)
    leaves(c, 1560, 40, 260, 130, ("2f6448", "5c9450", "c8d06c"), 100, -1)
    leaves(c, 30, 20, 220, 110, ("2f6448", "5c9450", "c8d06c"), 90, -1)


def brick_museum(c: Canvas) -> None:
    """A brick works turned museum, at dusk: tall arched windows, chimney, water basin."""
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["35508a", "7a78a4", "d8988c", "f8bc84", "fbd8a0"], 0, 700)
    streaks(c, 120, 460, "f8b494", 14, 0.5, -2)
    c.glow(220, 640, 800, "ffdca0", 0.8)
    for i in range(9):
        tower(c, 20 + i * 62, 690, 46, rng.uniform(50, 150), "b0848c", "98747f", 0.3)
    c.haze(520, 700, "fbcf98", 0.0, 0.5)
    # chimney with bands, ladder
    c.poly([(322, 690), (340, 96), (404, 96), (424, 690)], ramp("d8886a", "a8543f", "6f3434", across=True))
    for y in (112, 150, 300, 470):
        c.rect(336 - (y - 100) * 0.025, y, 408 + (y - 100) * 0.028, y + 12, "7a3834", 0.8)
    c.poly([(332, 96), (328, 78), (416, 78), (412, 96)], "8a4438")
    for y in range(120, 690, 16):
        c.line([(392 + (y - 96) * 0.026, y), (402 + (y - 96) * 0.028, y)], 2, "4a2a30", 0.7)
    # hall: long gabled nave, seen at an angle
    a = [(470, 420), (470, 720), (930, 740), (930, 330)]
    c.poly([(470, 720), (470, 420), (700, 236), (930, 330), (930, 740)], ramp("d8795a", "b8553f", "94423a"))
    c.poly([(930, 330), (1610, 400), (1610, 700), (930, 740)], ramp("8a4440", "743a3c", across=True))
    for i in range(34):
        y = 330 + i * 12
        c.line([(470, y + 60), (930, y)], 1.2, "7a3430", 0.3)
    with c.inside([(470, 720), (470, 420), (700, 236), (930, 330), (930, 740)]):
        dabs(c, a, ["e89470", "a84a3c", "c86a50"], 420, 13, 4, -4, 0.35)
    c.poly([(700, 222), (1380, 300), (1640, 392), (1640, 408), (930, 330)], ramp("6a5a6a", "4a4054"))
    for i in range(18):
        t = i / 17
        c.line([along((700, 222), (1380, 300), t), along((930, 330), (1640, 404), t)], 2.4, "3a3044", 0.5)
    for i in range(5):
        q = quad_cell([(700, 222), (1380, 300), (1640, 400), (930, 330)], 0.08 + i * 0.18, 0.2, 0.2 + i * 0.18, 0.7)
        c.poly(q, ramp("ffe4a8", "f8b86c"))
        c.glow((q[0][0] + q[2][0]) / 2, (q[0][1] + q[2][1]) / 2, 90, "ffd890", 0.4)
    c.line([(452, 434), (700, 232), (940, 338)], 15, "54404c")
    c.line([(930, 338), (1640, 408)], 9, "54404c")
    # arches in the gable
    for i, (x, top, half) in enumerate(((550, 470, 40), (700, 400, 62), (850, 450, 42))):
        base = 690 + i * 8
        arch = [(x - half, base), (x - half, top), *[(x + math.cos(math.radians(d)) * half,
            top - math.sin(math.radians(d)) * half) for d in range(180, -1, -12)], (x + half, base)]
        c.poly([(px + (px - x) * 0.16, py - (10 if py < top else 0)) for px, py in arch], "e8a888")
        c.poly(arch, ramp("fff0c0", "ffd48a", "f8a860"))
        with c.inside(arch):
            for d in (-0.34, 0.34):
                c.line([(x + d * half * 1.0, top - half), (x + d * half, base)], 4, "5a3434")
            for y in range(int(top), base, 56):
                c.line([(x - half, y), (x + half, y)], 4, "5a3434")
            if i == 1:
                rim = ellipse(x, base - 96, 46, 60)
                c.line([*rim, rim[0]], 9, "c8743c")
                for p in rim[::4]:
                    c.line([(x, base - 96), p], 4, "c8743c")
                c.rect(x - 50, base - 34, x + 50, base, "b8643a")
        c.glow(x, base - 60, 190, "ffd890", 0.45)
        c.poly([(x - half, base + 14), (x + half, base + 16), (x + half * 2.6, base + 120), (x - half * 2.2,
            base + 120)], "ffd890", 0.3, 10, "screen")
    # arches along the side
    for i in range(8):
        t0, t1 = 0.05 + i * 0.118, 0.125 + i * 0.118
        def side(t: float, v: float) -> Pt:
            return 930 + 680 * t, along((0, 330 + 70 * t), (0, 740 - 40 * t), v)[1]
        q2 = [side(t0, 0.42), side((t0 + t1) / 2, 0.28), side(t1, 0.42), side(t1, 0.88), side(t0, 0.88)]
        td = (t1 - t0) * 0.17
        c.poly([q2[4], *smooth([q2[0], side(t0 + td, 0.33), q2[1], side(t1 - td, 0.33), q2[2]], 6), q2[3]],
            ramp("ffe8b0", "f8b468"))
        mx = (q2[0][0] + q2[2][0]) / 2
        c.line([(mx, q2[1][1]), (mx, q2[4][1])], 3, "4f2c34")
        for vv in (0.5, 0.65, 0.78):
            c.line([side(t0, vv), side(t1, vv)], 2.6, "4f2c34")
        c.glow(mx, side(t0, 0.7)[1], 80, "ffd080", 0.35)
    # steel frame of a former shed and old trees on the left
    for x in (20, 130, 240):
        c.line([(x, 740), (x, 520)], 9, "3f4a5c")
    c.line([(6, 524), (256, 524)], 10, "3f4a5c")
    for x in (20, 75, 130, 185):
        c.line([(x, 560), (x + 55, 524)], 4, "3f4a5c")
        c.line([(x + 55, 560), (x, 524)], 4, "3f4a5c")
    tree(c, 110, 760, 330, ("34404c", "5f6458", "d8a468"), lit=1, n=90)
    tree(c, 1540, 760, 260, ("2c3444", "4a5450", "a8845c"), lit=-1, n=70)
    c.bands(["d8a484", "a87a74", "6a5064"], 720, h)
    c.poly([(-10, 690), (330, 700), (480, 716), (930, 738), (1610, 700), (w + 10, 698), (w + 10, 770), (-10, 770)],
        ramp("c8988a", "b8887c"))
    v = Persp(700, 560, 1000, 1.8)
    paving(c, v, -12, 12, 3, 9, 0.9, "54404c", 0.25, 0.03)
    basin = [(560, 850), (1420, 850), (1760, 1080), (380, 1080)]
    c.poly([(x, y + 6) for x, y in basin], "3f3044")
    c.reflect(760, h, "4a4468", 0.2, 2.0, 2.4, 0.9, pts=basin)
    with c.inside(basin):
        glints(c, 600, 1400, 860, 1060, "ffe8b8", 70, 50, 0.4)
    c.line([basin[3], basin[0], basin[1], basin[2]], 9, "e8c8a8")
    tops = ["e8704a", "f4ead4", "4f6a94", "d8a84c", "7a5a84"]
    for x, y, pose in ((300, 770, walk(1)), (520, 766, away()), (570, 768, away(-1)), (760, 778, TALK),
            (810, 780, STAND), (1020, 780, walk(-1)), (1260, 770, walk(1)), (1330, 768, STAND)):
        figure(c, x, y, 118 + (y - 770) * 0.8, someone(rng, tops), pose, lit=-1 if x > 700 else 1, rim="ffe4b0",
            wash="6a4458", wash_alpha=0.3, cast=(0.5, 0.25), cast_alpha=0.3)
    figure(c, 250, 1000, 250, Look(top="f0b84c", bottom="34385a", style="tail"), away(0.8), lit=1, rim="ffe4b0",
        wash="5a3c54", wash_alpha=0.22, cast=(0.3, 0.3))
    figure(c, 345, 1004, 172, Look(top="e8644a", bottom="3f5a84", head=1.3), replace(away(-0.6), arm_l=(-30, -24),
        arm_r=(110, 140)), lit=1, rim="ffe4b0", wash="5a3c54", wash_alpha=0.22, cast=(0.3, 0.3))


def training_class(c: Canvas) -> None:
    """A training class: a teacher at a white board, desks, large windows."""
    w, h = c.w, c.h
    rng = c.rng
    v = Persp(560, 430, 1000, 1.9)
    c.bands(["dce8ec", "c8dce4"])
    c.poly([v.p(-5, 4.4, 13), v.p(6, 4.4, 13), v.p(8, 4.4, 1.6), v.p(-7, 4.4, 1.6)], ramp("f8f6ea", "e4e8e4"))
    for x in (-2.6, 1.0, 4.0):
        q = [v.p(x, 4.4, 12.5), v.p(x + 0.5, 4.4, 12.5), v.p(x + 0.5, 4.4, 2), v.p(x, 4.4, 2)]
        c.poly(q, "fffdf0")
        c.poly(q, "fff8d8", 0.5, 8, "screen")
    c.poly(v.front(-5, 6, 13, 0, 4.4), ramp("7fa8bc", "6a94ac"))
    c.poly(v.front(-5, 6, 13, 0, 1.0), ramp("4f7890", "446a80"))
    c.poly(v.wall(-5, 1.8, 13, 0, 4.4), ramp("a8c0c4", "7fa0b0", across=True))
    for i in range(4):
        z = 4.4 + i * 2.1
        q = v.wall(-4.98, z, z + 1.4, 1.4, 3.2)
        c.poly(q, "f4ecd8")
        c.poly(quad_cell(q, 0.08, 0.1, 0.92, 0.9), ramp(*(("f8d890", "e8845c"), ("b8dcd4", "4f8c94"),
            ("f4e4c0", "c8705c"), ("d8e4b0", "6a9c64"))[i]))
    c.poly(v.wall(6, 1.8, 13, 0, 4.4), ramp("c8d8d8", "e8eee4", across=True))
    for i in range(4):
        z = 3.4 + i * 2.4
        q = v.wall(6, z, z + 2.0, 1.1, 3.9)
        c.poly(q, ramp("bfe4f0", "f0f8e8", "f8f0c8"))
        with c.inside(q):
            px, py = v.p(6, 1.3, z + 1)
            leaves(c, px, py, v.s(z) * 1.2, v.s(z) * 0.7, ("8fbc84", "b8d494", "eef0b8"), 36, -1)
        for t in (0.0, 0.5, 1.0):
            c.line([v.p(6, 1.1, z + 2.0 * t), v.p(6, 3.9, z + 2.0 * t)], v.s(z) * 0.08, "ffffff")
        c.line([v.p(6, 1.1, z), v.p(6, 1.1, z + 2)], v.s(z) * 0.1, "ffffff")
    c.poly([v.p(-5, 0, 13), v.p(6, 0, 13), v.p(6, 0, 1), v.p(-5, 0, 1)], ramp("d8b888", "c09860", "94703f"))
    for i in range(4):
        z = 3.4 + i * 2.4
        c.poly([v.p(5.9, 0, z), v.p(5.9, 0, z + 2.0), v.p(0.6, 0, z + 1.2), v.p(0.6, 0, z - 0.8)], "fff2c0", 0.5, 6,
            "screen")
    # board with a drawing: a house, arrows, a leaf (no letters)
    c.poly(v.front(-3.0, 3.4, 12.9, 1.15, 3.75), "f0b840")
    b = v.front(-2.9, 3.3, 12.9, 1.25, 3.65)
    c.poly(b, ramp("ffffff", "f4f6f0"))
    x0, y0 = b[0]
    c.line([(x0 + 50, y0 + 130), (x0 + 50, y0 + 80), (x0 + 90, y0 + 46), (x0 + 130, y0 + 80), (x0 + 130, y0 + 130),
        (x0 + 50, y0 + 130)], 4, "e8643c")
    c.line([(x0 + 150, y0 + 96), (x0 + 214, y0 + 96)], 4, "3f7f94")
    c.poly([(x0 + 210, y0 + 86), (x0 + 230, y0 + 96), (x0 + 210, y0 + 106)], "3f7f94")
    pts = ellipse(x0 + 290, y0 + 96, 46, 46)
    c.line([*pts, pts[0]], 4, "5c9c5c")
    c.poly([(x0 + 290, y0 + 96), *pts[:8]], "f0b840", 0.9)
    for i, t in enumerate((40, 66, 96)):
        c.rect(x0 + 370 + i * 30, y0 + 140 - t, x0 + 390 + i * 30, y0 + 140, ("7fb4c4", "e88a5c", "5c9c5c")[i])
    px, py = v.p(2.6, 0, 11.6)
    figure(c, px, py, v.s(11.6) * 1.72, Look(top="f4f0e4", bottom="2c3a5c", style="tail", vest="d8503c"),
        Pose(arm_l=(-100, -130), arm_r=(16, 70), turn=-0.2), lit=1, rim="fffbe4")
    # desks, from the board to us
    tops = ["f0a83c", "3f7f9c", "f4ecdc", "e8644a", "5c7a5c", "6a5f94", "f4c8a0"]
    for z in (9.9, 8.1, 6.5, 5.1, 3.9):
        s = v.s(z)
        for x in (-3.3, -0.9, 1.5, 3.9):
            c.poly([v.p(x - 0.95, 0.75, z + 1.0), v.p(x + 0.95, 0.75, z + 1.0), v.p(x + 0.95, 0.75, z + 0.4),
                v.p(x - 0.95, 0.75, z + 0.4)], ramp("fff8e8", "ecdcb8"))
            c.poly(v.front(x - 0.95, x + 0.95, z + 0.4, 0.69, 0.75), "c89a60")
            for d in (-0.85, 0.85):
                c.line([v.p(x + d, 0.7, z + 0.42), v.p(x + d, 0, z + 0.42)], s * 0.05, "5a7080")
            for d in (-0.46, 0.46):
                px, py = v.p(x + d, 0.76, z + 0.75)
                c.poly([(px - s * 0.16, py), (px + s * 0.12, py - s * 0.01), (px + s * 0.16, py + s * 0.05),
                    (px - s * 0.14, py + s * 0.06)], rng.choice(["ffffff", "f8d880", "a8d0d8"]))
                if rng.random() < 0.93:
                    qx, qy = v.p(x + d, 1.12, z)
                    c.oval(*v.p(x + d, 0, z), s * 0.3, s * 0.06, "4a3428", 0.3, 4)
                    up = rng.random() < 0.12 and z < 9
                    head_back(c, qx, qy, s * 0.235, vary(rng.choice(tops), rng, 0.08), "fffbe0", 1,
                        style=rng.choice(["short", "short", "bob", "tail", "bun"]), skin="cf9c7a", hair=vary("2c2428",
                        rng, 0.3), rim_alpha=0.6, arm=8.0 if up else None)
                    bx, by = v.p(x + d, 0.5, z - 0.1)
                    c.poly(smooth([(bx - s * 0.24, by + s * 0.06), (bx - s * 0.25, by - s * 0.32), (bx + s * 0.25,
                        by - s * 0.32), (bx + s * 0.24, by + s * 0.06)], 4), ramp("f4b440", "c88424"))
                    for e in (-0.18, 0.18):
                        c.line([(bx + e * s, by), (bx + e * s * 1.1, by + s * 0.5)], s * 0.035, "5a7080")
    c.glow(w, 120, 1000, "fff8d8", 0.35)
    c.haze(960, h, "30404c", 0.0, 0.3)


def station_dusk(c: Canvas) -> None:
    """A large railway station in the blue hour: a sweeping lit roof, a square full of travellers."""
    x: float
    y: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["0f2a5c", "24508a", "5c84b0", "c8a8a8", "f8bc88"], 0, 560)
    streaks(c, 260, 500, "f8c0a0", 10, 0.5, -1)
    c.glow(1000, 560, 1100, "ffc890", 0.55, 260)
    for i in range(34):
        x = -20 + i * 62
        bh = rng.uniform(40, 150)
        if 300 < x < 1700:
            bh *= 0.5
        f, _s = tower(c, x, 560, 52, bh, "3f5480", "344870")
        windows(c, f, 3, max(3, int(bh / 14)), "3a4c78", ["ffd890", "ffe8b8"], 0.35)
    # glass front
    glass = [(300, 300), *smooth([(300, 300), (650, 250), (1000, 236), (1350, 250), (1700, 300)], 8), (1700, 300),
        (1680, 560), (320, 560)]
    c.poly(glass, ramp("f8d490", "ffe8b4", "ffd890"))
    with c.inside(glass):
        for i in range(6):
            c.rect(300, 390 + i * 2, 1700, 394, "c88a50", 0.25)
        c.rect(320, 430, 1690, 440, "d89a5c", 0.8)
        for _ in range(30):  # people on the upper level and below
            x = rng.uniform(340, 1660)
            y = rng.choice([430, 556])
            figure(c, x, y, 40 if y == 430 else 46, Look(top="a8683c", bottom="8a5030"),
                rng.choice([STAND, walk(1), walk(-1)]), wash="b8743c", wash_alpha=0.6, ground=0)
        for i in range(5):
            x = 480 + i * 260
            c.poly([(x - 60, 560), (x + 40, 436), (x + 70, 436), (x - 10, 560)], "d8a060", 0.7)
        for i in range(46):
            x = 320 + i * 30
            c.line([(x, 230), (x, 560)], 2.2 if i % 4 else 6, "8a5a38", 0.75)
        for y in (340, 480):
            c.line([(300, y), (1700, y)], 3, "8a5a38", 0.6)
    # the roof: one long wing with ribs
    upper = smooth([(-30, 372), (240, 300), (560, 196), (1000, 138), (1440, 196), (1760, 300), (2030, 372)], 10)
    lower = smooth([(-30, 384), (260, 334), (600, 268), (1000, 240), (1400, 268), (1740, 334), (2030, 384)], 10)
    c.poly(upper + lower[::-1], ramp("f4f0ec", "c0c4d4", "8a90b0"))
    mid = [along(a, b, 0.62) for a, b in zip(upper, lower, strict=True)]
    c.poly(mid + lower[::-1], ramp("ffe4b4", "f0b878"))
    for i in range(2, len(upper) - 2, 2):
        c.line([upper[i], lower[i]], 2.2, "7a80a4", 0.5)
    c.line(upper, 5, "ffffff", 0.95)
    c.line(lower, 4, "fff0cc")
    for i in range(3, len(lower) - 3, 3):
        c.glow(lower[i][0], lower[i][1] + 6, 46, "ffe4a8", 0.7)
    for x in (150, 330, 520, 1480, 1670, 1850):
        top = 330 + abs(x - 1000) * 0.035
        for d in (-34, 34):
            c.line([(x, 470), (x + d, top - (6 if abs(x - 1000) < 600 else -4))], 7, "f4ecdc")
        c.line([(x, 566), (x, 466)], 11, ramp("fffaf0", "b8b0b8", across=True))
    for side in (0, 1):
        x0 = -10 if not side else 1690
        c.rect(x0, 440, x0 + 330, 560, ramp("e8b878", "f8d898"), 0.9)
        for i in range(12):
            c.line([(x0 + i * 28, 440), (x0 + i * 28, 560)], 2.4, "6a5468", 0.8)
        c.rect(x0, 432, x0 + 330, 442, "d8d4dc")
    c.rect(-10, 556, w + 10, 566, "8a6a6a")
    c.bands(["c89a88", "6a6488", "2c3a68", "1a2650"], 564, h)
    c.reflect(566, h, "34406c", 0.4, 2.0, 4.0, 0.8)
    v = Persp(1000, 520, 1000, 1.7)
    paving(c, v, -16, 16, 6, 30, 1.6, "141c40", 0.3, 0.04)
    tops = ["e8643c", "f4ecdc", "4f6aa0", "d8a04c", "8a5a80", "3a4a70"]
    folk = sorted(((rng.uniform(60, 1940), rng.uniform(576, 690)) for _ in range(46)), key=lambda p: p[1])
    for x, y in folk:
        t = (y - 520) / 1.7 * 1.66 + 6
        hands = figure(c, x, y, t, someone(rng, tops), rng.choice([away(), away(-1), walk(1), walk(-1), walk(1, 14),
            TALK]), lit=0.5 if x < 1000 else -0.5, rim="ffe4b0", wash="2c3460", wash_alpha=0.42, cast=((x - 1000) / 900,
            0.6), cast_alpha=0.35)
        if rng.random() < 0.4:
            hx, hy = hands["r"]
            c.line([(hx, hy), (hx + t * 0.1, y - t * 0.3)], t * 0.016, "1c2244")
            c.rect(hx, y - t * 0.33, hx + t * 0.2, y - t * 0.02, mix(rng.choice(["d8503c", "4a6aa0", "e8b04a"]),
                "2c3460", 0.35))
    for x, d in ((700, 1), (1330, -1)):
        figure(c, x, 790, 268, Look(top="a84a44" if d > 0 else "34487a", bottom="1c2444",
            style="tail" if d > 0 else "short"), away(d), lit=d * 1.0, rim="ffe4b0", wash="1c2448", wash_alpha=0.4,
            cast=((x - 1000) / 900, 0.4))
        bx = x + d * 66
        c.line([(x + d * 40, 662), (bx - 10, 664), (bx - 10, 720)], 4, "141a38")
        c.line([(bx + 10, 664), (bx + 10, 720)], 4, "141a38")
        c.line([(bx - 10, 664), (bx + 10, 664)], 5, "141a38")
        c.rect(bx - 30, 714, bx + 30, 786, ramp(mix("e8a84c", "1c2448", 0.3), mix("b86a3c", "1c2448", 0.4)))


def riders_rest(c: Canvas) -> None:
    """Delivery riders rest at a lit service station on an evening after rain."""
    x: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["1c2a58", "3f4a80", "8a6a90", "e89a84"], 0, 620)
    streaks(c, 180, 480, "f0a890", 8, 0.4, 2)
    for i in range(18):
        x = -20 + i * 94
        bh = rng.uniform(160, 460)
        f, s = tower(c, x, 640, 88, bh, mix("3f4478", "c8808a", 0.18), mix("343a6c", "c8808a", 0.1))
        windows(c, f, 5, int(bh / 24), "3c4274", ["ffd890", "ffc878", "ffe8bc"], 0.32)
        windows(c, s, 2, int(bh / 24), "30366a", ["ffd890"], 0.2)
    c.haze(360, 640, "d88a84", 0.0, 0.35)
    for x in range(-20, w + 60, 80):
        leaves(c, x, 622, 70, 48, ("1f2c48", "34405a", "8a6a64"), 24, 1)
    c.bands(["7a5a78", "3f3c68", "1c2048"], 640, h)
    # the station: a box of light with an awning
    c.glow(860, 520, 1000, "ffc878", 0.55, 420)
    c.rect(430, 300, 1310, 730, ramp("f8c878", "ffe6b0", "f8cc88"))
    c.poly([(1310, 300), (1400, 330), (1400, 706), (1310, 730)], ramp("c8844c", "8a5444"))
    c.rect(430, 300, 1310, 330, "e8743c")
    c.poly([(400, 330), (1340, 330), (1390, 386), (350, 386)], ramp("f8944c", "d8602c"))
    for i in range(14):
        if i % 2:
            c.poly(quad_cell([(400, 330), (1340, 330), (1390, 386), (350, 386)], i / 14, 0, (i + 1) / 14, 1), "fff0d0")
    c.poly([(350, 386), (1390, 386), (1390, 398), (350, 398)], "b84c28")
    c.rect(430, 398, 1310, 410, "fffbe0")
    c.glow(870, 410, 520, "fff4c8", 0.7, 90)
    # inside: shelves, water urn, microwave, charging lockers
    for i in range(3):
        c.rect(470, 460 + i * 66, 720, 468 + i * 66, "b8743c")
        x = 478.0
        while x < 700:
            bw = rng.uniform(14, 30)
            bh = rng.uniform(22, 46)
            c.rect(x, 460 + i * 66 - bh, x + bw, 460 + i * 66, vary(rng.choice(["e8643c", "3f8c94", "f4f0e0", "f0b440",
                "6a8a5c"]), rng))
            x += bw + 5
    c.rect(470, 640, 720, 730, "a8683c")
    for i in range(4):
        for j in range(3):
            c.rect(1060 + i * 56, 440 + j * 62, 1108 + i * 56, 494 + j * 62, ramp("4f8c94", "3a747f"))
            c.oval(1098 + i * 56, 450 + j * 62, 4, 4, rng.choice(["8af0a0", "8af0a0", "ffb84c"]))
    c.rect(1050, 636, 1300, 650, "8a5434")
    figure(c, 900, 726, 252, Look(top="f4f0e4", bottom="34405c", style="bob", vest="d8503c"), Pose(arm_r=(40, 100),
        arm_l=(-16, 60), turn=0.3), lit=-1, rim="fffbe0", ground=0)
    c.rect(770, 600, 1040, 620, "fff0d0")
    c.rect(776, 620, 1034, 736, ramp("d8884c", "a85c34"))
    c.rect(800, 552, 840, 600, ramp("e8ecec", "a8b4bc", across=True))
    for x in (960, 985):
        c.rect(x, 580, x + 16, 600, "f8f8f0")
    for i in range(4):
        c.oval(820 + 4 * math.sin(i), 536 - i * 17, 8 + i * 3, 10, "ffffff", 0.28, 6)
    c.rect(416, 726, 1326, 748, "c89a78")
    # wet ground
    c.reflect(746, h, "2a2a58", 0.36, 2.6, 3.6, 0.9)
    c.poly([(430, 748), (1310, 748), (1560, 940), (180, 940)], "ffd890", 0.25, 20, "screen")
    for y in (770, 830, 930):
        c.line([(-10, y), (w + 10, y)], 2, "141838", 0.3)
    yellow, blue = "f8b820", "2f8ad0"
    # far: two scooters; bench with riders
    scooter(c, 300, 800, 190, "3a3f58", yellow, 1)
    scooter(c, 1450, 800, 190, "e8e4dc", blue, -1)
    c.rect(520, 778, 800, 792, "b8743c")
    for x in (540, 780):
        c.rect(x - 7, 792, x + 7, 846, "5a4048")
    for x, ink, pose, turn in ((590, yellow, Pose(seat="side", turn=0.8, arm_r=(40, 96), arm_l=(30, 80)), 0.8),
            (716, blue, Pose(seat="side", turn=-0.8, arm_l=(-26, -60), arm_r=(-20, -120)), -0.8)):
        figure(c, x, 850, 296, Look(top=ink, bottom="2c3048", style="helmet", hat=ink, skin="cf9a74"), pose, lit=turn,
            rim="fff0c4", rim_alpha=0.8, ground=0.4)
    figure(c, 1120, 860, 306, Look(top=blue, bottom="2a2f48", style="short"), Pose(arm_l=(-30, -140), arm_r=(10, 6),
        turn=-0.4), lit=-1, rim="fff0c4", cast=(0.4, 0.3))
    c.rect(1064, 624, 1078, 652, "f8f8f0")
    figure(c, 1226, 868, 300, Look(top=yellow, bottom="30304a", style="tail"), Pose(arm_r=(12, 70), arm_l=(-14, -4),
        turn=-0.5), lit=-1, rim="fff0c4", cast=(0.4, 0.3))
    # near: a scooter in the dark foreground
    scooter(c, 330, 1040, 440, "24365c", blue, 1)
    c.glow(480, 800, 140, "ffe9b8", 0.5)
    scooter(c, 1330, 1050, 420, "d8d0c4", yellow, -1)
    c.glow(1190, 820, 130, "ffe9b8", 0.5)
    for _ in range(60):
        rain: Pt = (rng.uniform(0, w), rng.uniform(0, 560))
        c.line([rain, (rain[0] - 3, rain[1] + 26)], 1.1, "cfd4f0", 0.12)


def team_on_steps(c: Canvas) -> None:
    """A team stands for its picture on broad steps in front of columns."""
    i: float
    t: float
    y: float
    w, h = c.w, c.h
    rng = c.rng
    c.bands(["f4e4c8", "ecd0a8"], 0, 600)
    # facade: bays of glass between stone piers, warm light from the left
    c.bands(["f0dcc0", "e4c8a4", "d4b08c"], 0, 640)
    for i in range(6):
        x = -60 + i * 300
        c.rect(x + 96, 70, x + 300, 640, ramp("3f6a7c", "6f9ca4", "a8c4b8"))
        with c.inside([(x + 96, 70), (x + 300, 70), (x + 300, 640), (x + 96, 640)]):
            leaves(c, x + 200, 500, 110, 150, ("5c8c84", "84ac94", "b8d0a8"), 40, -1)
            c.poly([(x + 96, 420), (x + 300, 160), (x + 300, 240), (x + 96, 500)], "ffffff", 0.25, 6)
        for t in (164, 232):
            c.line([(x + t, 70), (x + t, 640)], 5, "f4ead8")
        for y in (220, 400):
            c.line([(x + 96, y), (x + 300, y)], 5, "f4ead8")
        c.rect(x, 40, x + 100, 640, ramp("fff4dc", "e8cca8", "b8947c", across=True))
        for y in range(90, 640, 76):
            c.line([(x, y), (x + 100, y)], 1.6, "b8947c", 0.5)
        c.poly([(x + 100, 70), (x + 150, 70), (x + 150, 640), (x + 100, 640)], "22344a", 0.3, 8)
    c.rect(-10, 0, w + 10, 58, ramp("f8ead0", "dcc09c"))
    c.rect(-10, 54, w + 10, 74, "a88468")
    # steps
    n = 9
    ys = [610 + 48 * i + 1.3 * i * i for i in range(n)]
    for i, y in enumerate(ys):
        ny = ys[i + 1] if i + 1 < n else h + 20
        c.rect(-10, y, w + 10, y + (ny - y) * 0.62, ramp("fbeed4", "ecd8b8"))
        c.rect(-10, y + (ny - y) * 0.62, w + 10, ny, ramp("c8a888", "b8967a"))
        c.line([(-10, y + (ny - y) * 0.62), (w + 10, y + (ny - y) * 0.62)], 2.4, "fff8e8", 0.9)
    tops = ["e8644a", "f8f2e4", "3f7f9c", "f0b440", "6a7ab0", "7a9c64", "c87a94", "2f4a6c", "f4d8b4"]
    rows: tuple[tuple[float, float, list[int]], ...] = ((ys[1] + 10, 262, [470, 640, 800, 965, 1130]), (ys[3] + 10, 284,
        [390, 560, 725, 890, 1060, 1220]), (ys[5] + 12, 300, []))
    poses = [STAND, HOLD, STAND, CLAP, replace(STAND, arm_r=(26, -70)), HOLD]
    i = 0
    for y, t, xs in rows:
        for x in xs:
            look = someone(rng, [tops[i % 9]])
            pose = poses[i % 6]
            if i in (4, 9):
                pose = replace(pose, arm_r=(148, 170))
            if i == 5:
                pose = replace(pose, arm_l=(-146, -168))
            figure(c, x + rng.uniform(-10, 10), y, t * (0.95 if look.style in ("bob", "tail",
                "bun") else 1.0) * rng.uniform(0.98, 1.03), look, replace(pose, turn=(800 - x) / 2600), lit=-1,
                rim="fffbe4", rim_alpha=0.8, cast=(0.9, 0.12), cast_alpha=0.25)
            i += 1
    # front row, seated on the steps
    for x in (560, 720, 880, 1040):
        look = someone(rng, [tops[(i * 2) % 9]])
        figure(c, x, ys[6] + 22, 296, look, replace(SIT, seat="front", turn=(800 - x) / 2600), lit=-1, rim="fffbe4",
            rim_alpha=0.8, cast=(0.9, 0.12), cast_alpha=0.2)
        i += 1
    for x in (110, 1490):
        c.poly([(x - 74, 960), (x - 60, 800), (x + 60, 800), (x + 74, 960)], ramp("f0e0c4", "b8987c"))
        c.rect(x - 80, 790, x + 80, 812, "fff0d8")
        leaves(c, x, 690, 130, 130, ("3f6a4c", "6f9c54", "d0d478"), 100, -1)
        for _ in range(26):
            c.oval(x + rng.uniform(-100, 100), 690 + rng.uniform(-100, 90), 8, 7, rng.choice(["e8708a", "f8a8b0",
                "d8507a"]))
    c.poly([(-10, -10), (700, -10), (1640, 1080), (900, 1080)], "fff4cc", 0.16, 60, "screen")
    leaves(c, 20, 30, 210, 110, ("3f6a4c", "6f9c54", "d0d478"), 90, 1)


# fmt: on

# --------------------------------------------------------------------------------------------------------------------
# The table


@dataclass(frozen=True)
class Photo:
    """One picture: where it goes, its upright size, who paints it, what is put into its EXIF data."""

    path: str
    size: tuple[int, int]
    scene: Callable[[Canvas], None]
    turn: int = 1  # EXIF orientation; the pixels are stored turned the other way
    private: bool = False  # an invented GPS position and camera serial number
    limit: int = 63  # kilobytes to aim at: the coding gets coarser until it fits


LAND, TALL, WIDE = (1600, 1067), (1200, 1600), (2000, 800)
_QIAODU = "content/news/2024-qiaodu-xuanba"
_PENGJIANG = "content/contests/qiaodu/2024-pengjiang/projects"
_JUESAI = "content/news/2024-shoushan-juesai"
_XIANFENG = "content/contests/xianfeng/2022-10/projects"
_BAIYUN = "content/reviews/2023-baiyun"

PHOTOS: tuple[Photo, ...] = (
    Photo(f"{_QIAODU}/photo-zuzhibu.jpg", LAND, contestant, private=True),
    Photo(f"{_QIAODU}/photo-hetang.jpg", LAND, fishpond_village),
    Photo(f"{_QIAODU}/photo-zhengwu.jpg", LAND, service_hall),
    Photo(f"{_QIAODU}/photo-baisha.jpg", TALL, arcade_street, turn=6, limit=77),
    Photo(f"{_QIAODU}/photo-sifa.jpg", LAND, mediation_room),
    Photo(f"{_QIAODU}/photo-shuiwu.jpg", LAND, hall_from_stage, limit=77),
    Photo(f"{_PENGJIANG}/hetang-fanzu/kangxi-village.jpg", LAND, water_village, limit=72),
    Photo(f"{_PENGJIANG}/hetang-fanzu/workshop.jpg", WIDE, sawtooth_park),
    Photo(f"{_PENGJIANG}/duruan-lianggua/lianggua-field.jpg", LAND, gourd_field, limit=72),
    Photo(f"{_PENGJIANG}/duruan-lianggua/study-tour.jpg", TALL, study_tour, limit=68),
    Photo(f"{_JUESAI}/award.jpg", LAND, award_warm),
    Photo(f"{_JUESAI}/theatre.jpg", WIDE, theatre_night, limit=72),
    Photo(f"{_JUESAI}/audience.jpg", LAND, scoring_cards),
    Photo(f"{_XIANFENG}/dangxiao-zhuti/classroom.jpg", LAND, light_room, limit=64),
    Photo(f"{_XIANFENG}/dangxiao-zhuti/corridor.jpg", TALL, gallery_corridor, limit=64),
    Photo(f"{_XIANFENG}/qiao-lantan/mangrove.jpg", LAND, mangrove, private=True),
    Photo(f"{_XIANFENG}/qiao-lantan/seagrass.jpg", WIDE, island_bay, limit=72),
    Photo(f"{_XIANFENG}/qiao-lantan/ponds.jpg", LAND, restored_ponds),
    Photo(f"{_XIANFENG}/hengqin-sitong/checkpoint.jpg", LAND, checkpoint, limit=60),
    Photo(f"{_XIANFENG}/hengqin-sitong/bridge-night.jpg", LAND, night_bridge, limit=72),
    Photo(f"{_XIANFENG}/chengguan-guanjia/neighbourhood.jpg", LAND, estate_above, limit=88),
    Photo(f"{_XIANFENG}/chengguan-guanjia/lamp.jpg", TALL, lamp_mender, turn=8),
    Photo(f"{_XIANFENG}/cuixiang-zhibu/courtyard.jpg", LAND, banyan_court, limit=77),
    Photo(f"{_XIANFENG}/gongbei-linli/crossing.jpg", LAND, school_crossing, limit=64),
    Photo("content/news/2022-xianfeng-jinji/gaoxin.jpg", WIDE, tech_skyline),
    Photo("content/news/2024-leitai-disiqi/stage.jpg", LAND, community_talk, limit=64),
    Photo("content/contests/baoji-leitai/2024-4/projects/pinganlu/community.jpg", LAND, poplar_square, limit=77),
    Photo(f"{_BAIYUN}/01-huiyi.jpg", LAND, meeting_hall),
    Photo(f"{_BAIYUN}/01-park.jpg", (1400, 1400), pavilion_park, limit=77),
    Photo(f"{_BAIYUN}/02-village-football.jpg", LAND, village_football),
    Photo(f"{_BAIYUN}/04-civic.jpg", LAND, volunteer_stalls, turn=3, limit=76),
    Photo(f"{_BAIYUN}/06-award.jpg", LAND, award_cool, limit=64),
    Photo(f"{_BAIYUN}/08-base.jpg", LAND, brick_museum),
    Photo(f"{_BAIYUN}/09-training.jpg", LAND, training_class),
    Photo(f"{_BAIYUN}/10-station.jpg", WIDE, station_dusk, limit=72),
    Photo(f"{_BAIYUN}/11-riders.jpg", LAND, riders_rest),
    Photo(f"{_BAIYUN}/12-team.jpg", LAND, team_on_steps, limit=72),
)


def exif_of(photo: Photo) -> Image.Exif:
    """The EXIF data of a picture; everything in it is invented."""
    exif = Image.Exif()
    if photo.turn != 1:
        exif[0x0112] = photo.turn
    if photo.private:
        exif[0x010F] = "Musterkamera"
        exif[0x0110] = "M-1"
        exif[0x013B] = "Sample Person"
        exif.get_ifd(0x8769)[0xA431] = "SERIAL-000-SAMPLE-42"  # BodySerialNumber
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2] = "N", (22.0, 30.0, 0.0)
        gps[3], gps[4] = "E", (113.0, 0.0, 0.0)
    return exif


# Quantisation for painted pictures: the slow changes of a sky are kept fine, lest they fall into steps; the high
# frequencies, which only carry edges here, may be coarse (the upper half of a symmetrical table, row by row).
_QUANT = (
    (15, 16, 16, 18, 25, 37, 56, 85),
    (17, 20, 27, 34, 40, 53, 75),
    (24, 31, 43, 62, 91, 135),
    (40, 53, 74, 106, 156),
    (69, 94, 131, 189),
    (124, 169, 238),
    (226, 255),
    (255,),
)


def quantisation(coarse: float) -> list[list[int]]:
    """The two JPEG tables (brightness, colour); ``coarse`` is about 0.4 (fine) to 1.7 (coarse)."""
    tables = []
    for factor in (coarse, coarse * 1.3):
        gentle = factor if factor < 1 else 1 + (factor - 1) * 0.3
        cells = [(_QUANT[min(i, j)][abs(i - j)], i + j) for j in range(8) for i in range(8)]
        tables.append([max(1, min(255, round(v * (gentle if order < 3 else factor)))) for v, order in cells])
    return tables


def encode(photo: Photo, picture: Image.Image) -> bytes:
    """The JPEG file: turned as the table says, and as fine as its limit allows (or a little over, at the coarsest)."""
    back = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    stored = picture.transpose(back[photo.turn]) if photo.turn in back else picture
    exif = exif_of(photo)
    data = b""
    for step in range(8, 37):
        out = io.BytesIO()
        tables = quantisation(step / 20)
        stored.save(out, "JPEG", qtables=tables, optimize=True, progressive=True, subsampling=2, exif=exif)
        data = out.getvalue()
        if len(data) <= photo.limit * 1000:
            break
    return data


def paint(photo: Photo) -> bytes:
    """Paint one picture of the table."""
    canvas = Canvas(*photo.size, photo.path)
    photo.scene(canvas)
    return encode(photo, canvas.finish())


def main(argv: Sequence[str] | None = None) -> int:
    """Write all pictures, or those whose path contains one of the words given."""
    parser = argparse.ArgumentParser(description="Paint the sample photographs of the sample site.")
    parser.add_argument("names", nargs="*", help="write only pictures whose path contains one of these words")
    parser.add_argument("--to", type=Path, default=Path(__file__).resolve().parent.parent, help="the root of the site")
    args = parser.parse_args(argv)
    chosen = [p for p in PHOTOS if not args.names or any(name in p.path for name in args.names)]
    if not chosen:
        parser.error("no picture has such a name")
    total = 0
    for photo in chosen:
        data = paint(photo)
        target: Path = args.to / photo.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        total += len(data)
        print(f"{photo.size[0]:5} x {photo.size[1]:<5} {len(data):8}  {photo.path}")
    print(f"{len(chosen)} pictures, {total} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
