"""Pictures for the tests, made by code: every kind of file an editor may drop, with known pixels and planted secrets.

A scene has four quarters, each of one colour, so that any turn, flip, crop or change of colour can be seen.
"""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, PngImagePlugin, TiffImagePlugin

Colour = tuple[int, int, int]

RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 160, 60), (40, 60, 200), (230, 210, 60)
QUARTERS: tuple[Colour, ...] = (RED, GREEN, BLUE, YELLOW)
"""Left top, right top, left bottom, right bottom."""

SECRET = b"PLANTED"
PLACE = (1234567891, 1000003)
"""A coordinate as EXIF writes it; its bytes, in either order, must be found nowhere."""

_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def scene(size: tuple[int, int] = (480, 320), mode: str = "RGB") -> Image.Image:
    """The four quarters."""
    picture = Image.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    for at, colour in enumerate(QUARTERS):
        left, top = at % 2 * width, at // 2 * height
        picture.paste(colour, (left, top, size[0] if at % 2 else width, size[1] if at // 2 else height))
    return picture.convert(mode)


def quarters(picture: Image.Image) -> tuple[Colour, ...]:
    """The colours in the middle of the quarters of a picture."""
    rgb = picture.convert("RGB")
    found = []
    for x, y in ((1, 1), (3, 1), (1, 3), (3, 3)):
        pixel = rgb.getpixel((rgb.width * x // 4, rgb.height * y // 4))
        assert isinstance(pixel, tuple)
        found.append((int(pixel[0]), int(pixel[1]), int(pixel[2])))
    return tuple(found)


def near(one: tuple[Colour, ...], two: tuple[Colour, ...], most: int = 12) -> bool:
    """Whether colours are the same but for ``most`` levels."""
    pairs = zip(sum(one, ()), sum(two, ()), strict=True)
    return len(one) == len(two) and all(abs(a - b) <= most for a, b in pairs)


def stored(picture: Image.Image, turn: int) -> Image.Image:
    """The picture as a camera stores it that says ``turn`` in EXIF."""
    how = _STORED[turn]
    return picture if how is None else picture.transpose(how)


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of a file."""
    file = io.BytesIO()
    picture.save(file, form, **options)  # type: ignore[arg-type]
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture in some bytes."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def exif(turn: int = 1) -> bytes:
    """EXIF with orientation, serial numbers, place and a text."""
    tags = Image.Exif()
    tags[0x0112] = turn
    tags[0x010E] = "PLANTED-DESCRIPTION"
    tags[0xA431] = "PLANTED-SERIAL"
    tags.get_ifd(0x8769)[0xA435] = "PLANTED-LENS"
    tags.get_ifd(0x8769)[0x927C] = b"PLANTED-MAKER-NOTE"
    places = tags.get_ifd(0x8825)
    places[1], places[2] = "N", (TiffImagePlugin.IFDRational(*PLACE),) * 3
    places[0x1C] = b"ASCII\0\0\0PLANTED-AREA"
    return tags.tobytes()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>PLANTED-XMP</rdf></x:xmpmeta>'


def segment(marker: int, body: bytes) -> bytes:
    """A JPEG segment."""
    return struct.pack(">BBH", 255, marker, len(body) + 2) + body


def jpeg(picture: Image.Image | None = None, turn: int = 1, planted: bool = False, **options: object) -> bytes:
    """A JPEG; with ``planted``, full of secrets before and behind the picture."""
    picture = scene() if picture is None else picture
    options = {"quality": 92, **options}
    if turn != 1 or planted:
        options["exif"] = exif(turn)
    data = saved(stored(picture, turn), "JPEG", **options)
    if not planted:
        return data
    thumbnail = saved(picture.convert("RGB").resize((32, 24)), "JPEG", comment=b"PLANTED-THUMBNAIL")
    extra = [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x50\0\x07PLANTED"),
        segment(0xFE, b"PLANTED-COMMENT"),
        segment(0xE0, b"JFXX\0\x10" + thumbnail),
        segment(0xE2, b"MPF\0PLANTED-MPF"),
        segment(0xE5, b"PLANTED-VENDOR"),
    ]
    return data[:2] + b"".join(extra) + data[2:] + thumbnail + b"PLANTED-TRAILER"


def png(picture: Image.Image, turn: int = 1, planted: bool = False, **options: object) -> bytes:
    """A PNG; with ``planted``, with texts and EXIF."""
    if turn != 1 or planted:
        options["exif"] = exif(turn)
    if planted:
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", "PLANTED-TEXT")
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        texts.add(b"zaPx", b"PLANTED-PRIVATE")
        options["pnginfo"] = texts
    return saved(stored(picture, turn), "PNG", **options) + (b"PLANTED-TRAILER" if planted else b"")


def webp(picture: Image.Image, turn: int = 1, planted: bool = False, **options: object) -> bytes:
    """A WebP; with ``planted``, with XMP, EXIF and a chunk of its own."""
    if turn != 1 or planted:
        options["exif"] = exif(turn)
    if planted:
        options["xmp"] = XMP
    data = saved(stored(picture, turn), "WEBP", **{"quality": 92, **options})
    if planted:
        data += b"ZAPX" + struct.pack("<I", 8) + b"PLANTED!"
        data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:] + b"PLANTED-TRAILER"
    return data


def grey16(size: tuple[int, int] = (64, 48)) -> bytes:
    """A PNG of 16 bits: a ramp from black to white, left to right."""
    width, height = size
    row = b"\0" + b"".join(struct.pack(">H", 65535 * x // (width - 1)) for x in range(width))
    return _png16(size, 0, row * height)


def rgb16(size: tuple[int, int] = (64, 48)) -> bytes:
    """A PNG of 3 × 16 bits of one colour, RED."""
    row = b"\0" + b"".join(struct.pack(">H", level * 257) for level in RED) * size[0]
    return _png16(size, 2, row * size[1])


def _png16(size: tuple[int, int], colours: int, rows: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", *size, 16, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def animation(form: str = "GIF", frames: int = 5, loop: int | None = 0, **options: object) -> bytes:
    """An animation: frame by frame other colours, each shown 20 ms longer than the one before, from 40 ms."""
    pictures = [Image.new("RGB", (120, 80), (50 * at, 255 - 50 * at, 90)) for at in range(frames)]
    if loop is not None:
        options["loop"] = loop
    times = [40 + 20 * at for at in range(frames)]
    return saved(pictures[0], form, save_all=True, append_images=pictures[1:], duration=times, **options)


def gif(planted: bool = True) -> bytes:
    """An animated GIF with a comment and XMP."""
    data = animation(comment=b"PLANTED-COMMENT") if planted else animation()
    if planted:
        blocks = b"".join(bytes([len(part)]) + part for part in (XMP[:60], XMP[60:])) + b"\0"
        data = data[:-1] + b"\x21\xff\x0bXMP DataXMP" + blocks + b"\x3bPLANTED-TRAILER"
    return data


def p3_profile() -> bytes:
    """An ICC profile of Display P3: its primaries as D50 numbers, and the curve of sRGB."""

    def xyz(x: float, y: float, z: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(value * 65536) for value in (x, y, z)))

    curve = b"para\0\0\0\0\0\x03\0\0" + struct.pack(
        ">iiiii", *(round(v * 65536) for v in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
    )
    name = b"Display P3 test\0"
    tags = [
        (b"desc", b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78)),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.51512, 0.2412, -0.00105)),
        (b"gXYZ", xyz(0.29198, 0.69225, 0.04189)),
        (b"bXYZ", xyz(0.1571, 0.06657, 0.78407)),
        *((tag, curve) for tag in (b"rTRC", b"gTRC", b"bTRC")),
    ]
    at, table, bodies = 128 + 4 + 12 * len(tags), [], []
    for tag, body in tags:
        body += bytes(-len(body) % 4)
        table.append(tag + struct.pack(">II", at, len(body)))
        bodies.append(body)
        at += len(body)
    head = struct.pack(">I4sI4s4s4s", at, b"test", 0x02400000, b"mntr", b"RGB ", b"XYZ ") + bytes(12) + b"acsp"
    head += bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + b"".join(table) + b"".join(bodies)


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of an MP4."""
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def mp4(handler: bytes = b"vide", turned: bool = False, size: tuple[int, int] = (640, 360)) -> bytes:
    """The bones of an MP4: one track, a place, a date, and some bytes as its pictures."""
    dates = struct.pack(">III", 0, 0x504C414E, 0x54454421)
    one = 0x10000
    matrix = (0, one, 0, -one & 0xFFFFFFFF, 0, 0, 0, 0, 1 << 30) if turned else (one, 0, 0, 0, one, 0, 0, 0, 1 << 30)
    track = box(
        b"trak",
        box(
            b"tkhd",
            dates,
            struct.pack(">III", 1, 0, 0),
            bytes(16),
            struct.pack(">9I", *matrix),
            struct.pack(">II", size[0] << 16, size[1] << 16),
        ),
        box(b"mdia", box(b"mdhd", dates, bytes(12)), box(b"hdlr", bytes(8), handler, bytes(12), b"PLANTED-HANDLER\0")),
        box(b"meta", bytes(4), b"PLANTED-TRACK-META"),
    )
    return b"".join(
        (
            box(b"ftyp", b"isom", bytes(4), b"isommp42"),
            box(b"moov", box(b"mvhd", dates, bytes(88)), track, box(b"udta", box(b"\xa9xyz", b"PLANTED+39.9+116.4/"))),
            box(b"mdat", b"coded pictures and sound"),
            box(b"uuid", b"PLANTED-UUID"),
            box(b"free", b"PLANTED-FREE"),
        )
    )


def element(name: int, *parts: bytes) -> bytes:
    """An element of a WebM."""
    body = b"".join(parts)
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + (len(body) | 1 << 56).to_bytes(8, "big") + body


def webm(kind: int = 1, unknown: bool = False) -> bytes:
    """The bones of a WebM: one track, tags, a title, an attachment. ``unknown``: its length is not said."""
    video = element(0xE0, element(0xB0, b"\x02\x80"), element(0xBA, b"\x01\x68"))
    segment = b"".join(
        (
            element(
                0x1549A966,
                element(0x7BA9, b"PLANTED-TITLE"),
                element(0x4D80, b"PLANTED-APP"),
                element(0x4461, b"PLANTED!"),
            ),
            element(0x1654AE6B, element(0xAE, element(0x83, bytes([kind])), element(0x536E, b"PLANTED-NAME"), video)),
            element(0x1254C367, b"PLANTED-TAGS"),
            element(0x1941A469, b"PLANTED-ATTACHMENT"),
            element(0x1F43B675, element(0xE7, b"\0"), element(0xA3, b"coded pictures")),
        )
    )
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    if unknown:
        return head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + segment
    return head + element(0x18538067, segment)


def svg(inside: str = '<rect width="10" height="10"/>', attributes: str = 'viewBox="0 0 40 30"') -> bytes:
    """An SVG."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {space} {attributes}>{inside}</svg>".encode()
