"""Draws the photos of this site again: ``python tests/sites/awards/make_photos.py``.

They are plain shapes, so that the files stay small. ``stage.jpg`` carries what a telephone would leave in it (a turned
picture, an author, a place): nothing of that may reach the output.
"""

from pathlib import Path

from PIL import Image, ImageDraw

CONTENT = Path(__file__).parent / "content"
PROJECT = CONTENT / "contests/harbour/2025/projects/queue-first"
SECRET = "exif-canary-oystercatcher"


def canvas(size: tuple[int, int], sky: str, ground: str, line: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A picture of two fields of colour that meet at ``line`` (0 top, 1 bottom)."""
    image = Image.new("RGB", size, sky)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, size[1] * line, *size), fill=ground)
    return image, draw


def person(draw: ImageDraw.ImageDraw, x: int, foot: int, height: int, colour: str) -> None:
    """A head and a coat."""
    head = height // 5
    draw.rounded_rectangle((x - head, foot - height + 2 * head, x + head, foot), head // 2, fill=colour)
    draw.ellipse((x - head // 2, foot - height + head - 6, x + head // 2, foot - height + 2 * head - 6), fill="#d8a98a")


def counter() -> Image.Image:
    """Two members of staff behind a counter, three people before it."""
    image, draw = canvas((1200, 800), "#e9e2d3", "#b7a98c", 0.62)
    for x, colour in ((360, "#2f5d62"), (660, "#8c3f3f")):
        person(draw, x, 520, 300, colour)
    draw.rectangle((180, 400, 860, 560), fill="#6b4f3a")
    draw.rectangle((170, 385, 870, 412), fill="#8a6a50")
    for x, colour in ((930, "#3d4f7c"), (1020, "#c08a2d"), (1110, "#5a6b3b")):
        person(draw, x, 720, 330, colour)
    return image


def ticket() -> Image.Image:
    """A paper ticket, A 17."""
    image, draw = canvas((900, 900), "#27474e", "#1f383e", 0.7)
    draw.rounded_rectangle((250, 120, 650, 780), 24, fill="#f5f1e6")
    draw.text((450, 330), "A 17", fill="#27474e", font_size=150, anchor="mm")
    draw.ellipse((380, 500, 520, 640), outline="#8c3f3f", width=12)
    draw.line((450, 570, 450, 525), fill="#8c3f3f", width=10)
    draw.line((450, 570, 485, 590), fill="#8c3f3f", width=10)
    return image


def stage() -> Image.Image:
    """Four people with certificates, upright."""
    image, draw = canvas((1200, 800), "#1d2b3a", "#7a5c3e", 0.74)
    draw.polygon(((600, 0), (120, 600), (1080, 600)), fill="#34465a")
    for x, colour in ((300, "#8c3f3f"), (500, "#2f5d62"), (700, "#c08a2d"), (900, "#5a6b3b")):
        person(draw, x, 680, 360, colour)
        draw.rectangle((x - 50, 500, x + 50, 570), fill="#f5f1e6")
    return image


def meter() -> Image.Image:
    """A water meter on a pipe."""
    image, draw = canvas((900, 600), "#f0ead9", "#a08f73", 0.7)
    draw.rectangle((60, 330, 840, 410), fill="#6d7b84")
    draw.ellipse((290, 130, 610, 450), fill="#27474e")
    draw.ellipse((330, 170, 570, 410), fill="#f5f1e6")
    draw.text((450, 260), "00417", fill="#27474e", font_size=64, anchor="mm")
    draw.line((450, 350, 500, 310), fill="#8c3f3f", width=8)
    return image


def harbour() -> Image.Image:
    """A harbour wall in the rain."""
    image, draw = canvas((1200, 800), "#8b98a1", "#51636d", 0.6)
    for x in range(-200, 1200, 90):
        draw.line((x, 0, x + 160, 480), fill="#a7b3bb", width=3)
    draw.rectangle((0, 400, 700, 500), fill="#6d6a63")
    draw.polygon(((820, 560), (1060, 560), (1020, 620), (860, 620)), fill="#8c3f3f")
    draw.line((940, 560, 940, 400), fill="#333333", width=8)
    return image


def save(image: Image.Image, path: Path, exif: Image.Exif | None = None) -> None:
    """Write a small JPEG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG", quality=72, optimize=True, progressive=True, exif=exif or Image.Exif())


def telephone() -> Image.Exif:
    """What a telephone held sideways writes into a picture."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn clockwise to see it upright
    exif[0x013B] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 20.0, 59.0), 3: "W", 4: (6.0, 15.0, 37.0)})
    return exif


def main() -> None:
    """Draw all."""
    save(counter(), PROJECT / "counter.jpg")
    save(ticket(), PROJECT / "ticket.jpg")
    save(stage().transpose(Image.Transpose.ROTATE_90), CONTENT / "news/winners-2025/stage.jpg", telephone())
    save(meter(), CONTENT / "news/winners-2025/meter.jpg")
    save(harbour(), CONTENT / "reviews/2024/harbour.jpg")


if __name__ == "__main__":
    main()
