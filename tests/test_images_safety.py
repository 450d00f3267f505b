"""Nothing but the picture is published: no metadata, no scripts. A file, however broken, is taken or refused."""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from xml.etree import ElementTree

import photos
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from leitai.images import PhotoError, Rule, develop, encode, inspect, original, strip, variants
from leitai.images.css import declarations, safe, sheet
from leitai.images.svg import sanitise
from leitai.sources import digest_of

LIMITS = {"max_pixels": 2_000_000, "max_bytes": 2_000_000}
RULES = (Rule("figure", (120, 4000), formats=("avif", "webp", "jpeg") if features.check("avif") else ("webp", "jpeg")),)
P3 = photos.p3_profile()


def heic(**options: object) -> bytes:
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    return photos.saved(photos.scene(), "HEIF", quality=80, exif=photos.exif(1), xmp=photos.XMP, **options)


def avif() -> bytes:
    if not features.check("avif"):
        pytest.skip("this Pillow has no AVIF")
    return photos.saved(photos.scene(), "AVIF", quality=80, exif=photos.exif(1), xmp=photos.XMP)


PLANTED = {
    "a.jpg": lambda: photos.jpeg(planted=True, turn=6),
    "profile.jpg": lambda: photos.jpeg(planted=True, icc_profile=P3),
    "cmyk.jpg": lambda: photos.jpeg(photos.scene(mode="CMYK"), planted=True),
    "grey.jpg": lambda: photos.jpeg(photos.scene(mode="L"), planted=True),
    "progressive.jpg": lambda: photos.jpeg(planted=True, progressive=True),
    "a.png": lambda: photos.png(photos.scene(), 6, planted=True),
    "alpha.png": lambda: photos.png(photos.scene(), planted=True, transparency=photos.RED),
    "a.webp": lambda: photos.webp(photos.scene(), 6, planted=True),
    "lossless.webp": lambda: photos.webp(photos.scene(mode="RGBA"), planted=True, lossless=True),
    "a.gif": photos.gif,
    "a.heic": heic,
    "a.avif": avif,
    "a.mp4": photos.mp4,
    "a.webm": photos.webm,
    "b.webm": lambda: photos.webm(unknown=True),
    "a.svg": lambda: photos.svg('<!-- PLANTED --><metadata>PLANTED</metadata><?PLANTED x?><g data-x="PLANTED"/>'),
}


def secrets(data: bytes) -> list[bytes]:
    """What of the planted secrets stands in some bytes."""
    place = [struct.pack(order + "II", *photos.PLACE) for order in "<>"]
    return [secret for secret in (photos.SECRET, b"PLANTED".hex().encode(), b"xmpmeta", *place) if secret in data]


@pytest.mark.parametrize("name", PLANTED)
def test_nothing_planted_is_published(name: str) -> None:
    data = PLANTED[name]()
    assert secrets(data)
    looked = inspect(name, digest_of(data), data, **LIMITS)
    wanted = [variant for rule in RULES for variant in variants(looked, rule)]
    photo, files = develop(name, digest_of(data), data, wanted, **LIMITS)
    ((_, download),) = encode(data, photo, [original(photo)])
    assert files
    for published in (*(content for _, content in files), download, photo.placeholder.encode()):
        assert not secrets(published)
    for _, content in files:
        if photo.kind not in ("vector", "video"):
            picture = photos.opened(content)
            assert not dict(picture.getexif())
            assert not {"exif", "xmp", "XML:com.adobe.xmp", "comment", "icc_profile", "photoshop"} & set(picture.info)


@pytest.mark.parametrize("name", [name for name in PLANTED if name.endswith((".jpg", ".png", ".webp", ".gif"))])
def test_a_download_is_the_same_picture(name: str) -> None:
    before, after = photos.opened(PLANTED[name]()), photos.opened(strip(PLANTED[name](), name))
    assert before.mode == after.mode and before.tobytes() == after.tobytes()
    assert before.getexif().get(0x0112, 1) == after.getexif().get(0x0112, 1)
    assert dict(after.getexif()).keys() <= {0x0112}
    assert before.info.get("icc_profile") == after.info.get("icc_profile")
    assert getattr(before, "n_frames", 1) == getattr(after, "n_frames", 1)
    assert strip(strip(PLANTED[name](), name), name) == strip(PLANTED[name](), name)


@pytest.mark.parametrize("name", ["a.heic", "a.avif"])
def test_a_download_of_boxes_is_the_same_picture(name: str) -> None:
    data = PLANTED[name]()
    stripped = strip(data, name)
    assert len(stripped) == len(data)
    assert photos.opened(stripped).tobytes() == photos.opened(data).tobytes()


@pytest.mark.parametrize("name", ["a.mp4", "a.webm", "b.webm"])
def test_a_video_keeps_its_length_and_pictures(name: str) -> None:
    data = PLANTED[name]()
    stripped = strip(data, name)
    assert len(stripped) == len(data) and stripped.count(b"coded pictures") == 1
    assert inspect(name, "0", stripped, **LIMITS) == inspect(name, "0", data, **LIMITS)
    assert strip(stripped, name) == stripped


# --- SVG

GOOD = """
<title>四边</title>
<defs><linearGradient id="a"><stop offset="0" stop-color="#c00"/></linearGradient>
<linearGradient id="b" xlink:href="#a"/><clipPath id="c"><circle r="4"/></clipPath></defs>
<style>.x{fill:url(#a);stroke-width:2px} #d, g &gt; rect {opacity:.5}</style>
<g id="d" class="x" transform="translate(1 2) rotate(30)"><path d="M0 0h9v9z" style="fill:red; stroke: rgb(1,2,3)"/></g>
<use href="#d" x="3" clip-path="url(#c)"/><a href="https://example.com/"><text x="1" y="9">一 &lt; 二</text></a>
"""


def test_a_good_svg_stays_good() -> None:
    out = sanitise(photos.svg(GOOD)).decode()
    tree = ElementTree.fromstring(out)
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    for part in (
        "<title>四边</title>",
        ".x{fill:url(#a);stroke-width:2px}",
        "opacity:.5",
        'href="#a"',
        'transform="translate(1 2) rotate(30)"',
        'style="fill:red;stroke:rgb(1,2,3)"',
        '<use href="#d" x="3" clip-path="url(#c)"/>',
        "一 &lt; 二",
    ):
        assert part in out
    assert "example.com" not in out
    assert sanitise(out.encode()).decode() == out


HOSTILE = [
    "<script>HURT</script>",
    "<script xlink:href='HURT'/>",
    "<SCRIPT>HURT</SCRIPT>",
    "<g><script type='text/ecmascript'><![CDATA[HURT]]></script></g>",
    "<rect onload='HURT' onclick='HURT' ONMOUSEOVER='HURT'/>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><p>HURT</p></body></foreignObject>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>HURT</x:script>",
    "<x:script xmlns:x='http://www.w3.org/2000/svg'>HURT</x:script>",
    "<iframe xmlns='http://www.w3.org/1999/xhtml' src='HURT'/>",
    "<image href='https://HURT/x.png'/>",
    "<image xlink:href='data:image/svg+xml;base64,HURT'/>",
    "<use href='https://HURT/#a'/>",
    "<use xlink:href='data:image/svg+xml,HURT#a'/>",
    "<use href='javascript:HURT'/>",
    "<a href='javascript:HURT'><text>x</text></a>",
    "<a xlink:href=' java&#10;script:HURT'><text>x</text></a>",
    "<animate attributeName='href' to='javascript:HURT'/>",
    "<set attributeName='onload' to='HURT'/>",
    "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>HURT</handler>",
    "<style>@import url(https://HURT/);</style>",
    "<style>@import 'HURT';rect{fill:red}</style>",
    "<style>rect{fill:url(https://HURT/)}</style>",
    "<style>rect{fill:u\\72l(https://HURT/)}</style>",
    "<style>rect{fill:ur/**/l(https://HURT/)}</style>",
    "<style>@font-face{font-family:x;src:url(HURT)}</style>",
    "<style>rect{background:url('HURT')}rect{behavior:url(HURT)}rect{-moz-binding:url(HURT)}</style>",
    "<style>rect{fill:image-set('HURT' 1x)}</style>",
    "<style>rect{fill:red}&lt;/style&gt;&lt;script&gt;HURT&lt;/script&gt;</style>",
    "<style><script>HURT</script></style>",
    "<style><![CDATA[</style><script>HURT</script>]]></style>",
    "<rect style='fill:url(https://HURT/)'/>",
    "<rect style='fill:url(&quot;//HURT/&quot;)'/>",
    "<rect style='background-image:url(HURT)'/>",
    "<rect style='width:expression(HURT)'/>",
    "<rect fill='url(https://HURT/)' filter='url(HURT#a)' mask='url( &#9;HURT)'/>",
    "<rect fill='\\75rl(HURT)'/>",
    "<rect cursor='url(HURT),auto'/>",
    "<filter id='f'><feImage href='https://HURT/'/></filter>",
    "<text><textPath href='https://HURT/#p'>x</textPath></text>",
    "<linearGradient xlink:href='https://HURT/#p'/>",
    "<title><script>HURT</script></title>",
    "<rect xml:base='https://HURT/'/>",
    "<rect class='a' data-x='HURT' foo='HURT'/>",
    "<audio xmlns='http://www.w3.org/1999/xhtml' src='HURT'/>",
    "<metadata>HURT</metadata><!-- HURT --><?xml-stylesheet href='HURT'?>",
    "<switch><foreignObject>HURT</foreignObject></switch>",
    "<mpath href='HURT'/><cursor href='HURT'/><view id='x' HURT='y'/>",
]


@pytest.mark.parametrize("inside", HOSTILE)
def test_hostile_svgs_are_harmless(inside: str) -> None:
    out = sanitise(photos.svg(inside))
    assert b"HURT" not in out
    assert not re.search(
        rb"script|foreign|javascript|data:|@|import|http(?!://www\.w3\.org/2000/svg\")|\son\w+=", out, re.I
    )
    ElementTree.fromstring(out)


def test_attributes_of_the_root_are_checked_too() -> None:
    out = sanitise(photos.svg("", "onload='HURT' width='4' height='3' style='background:url(HURT)'"))
    assert b"HURT" not in out and b'viewBox="0 0 4 3"' in out


def test_entities_are_refused() -> None:
    for declared in (
        "<!ENTITY a 'aaaa'>",
        "<!ENTITY a SYSTEM 'file:///etc/passwd'>",
        "<!ENTITY % a SYSTEM 'http://x/'>",
    ):
        data = f"<!DOCTYPE svg [{declared}]>".encode() + photos.svg("<text>&a;</text>")
        with pytest.raises(PhotoError, match="photo-svg-entities"):
            sanitise(data)
    plain = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + photos.svg()
    assert inspect("a.svg", "0", plain, **LIMITS).kind == "vector"


def test_uses_cannot_multiply() -> None:
    rows = ["<rect id='a0' width='1' height='1'/>"]
    rows += [f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 20)]
    assert sanitise(photos.svg("".join(rows))).count(b"href=") == 10
    assert b"href=" not in sanitise(photos.svg("<g id='a'><use href='#a'/></g>"))


def test_deep_svgs_are_refused() -> None:
    with pytest.raises(PhotoError, match="photo-unreadable"):
        sanitise(photos.svg("<g>" * 5000 + "</g>" * 5000))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding.replace("-sig", "")}"?>'
    text = head + photos.svg("<title>é</title>").decode()
    data = text.encode(encoding)
    assert inspect("a.svg", "0", data, **LIMITS).width == 40
    assert "<title>é</title>" in sanitise(data).decode()


def test_css() -> None:
    assert (
        declarations("fill : RED;;stroke:url( '#a' ) ; position:fixed; color:expression(1)")
        == "fill:RED;stroke:url( '#a' )"
    )
    assert sheet("a{fill:red}b{fill:blue") == ""
    assert not safe("url(#a") and not safe("URL(http://x)") and not safe("\0") and safe("none")


# --- whatever bytes

SMALL = {
    "a.jpg": photos.jpeg(photos.scene((48, 32)), planted=True),
    "a.png": photos.png(photos.scene((24, 16)), planted=True),
    "a.webp": photos.webp(photos.scene((24, 16)), planted=True),
    "a.gif": photos.gif(),
    "a.mp4": photos.mp4(),
    "a.webm": photos.webm(),
    "a.svg": photos.svg(GOOD),
}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(SMALL)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=5),
    st.floats(0.3, 1.2),
)
def test_broken_files_are_refused_or_taken_but_never_worse(
    name: str, changes: list[tuple[float, bytes]], part: float
) -> None:
    data = bytearray(SMALL[name])
    for where, new in changes:
        at = int(where * len(data))
        data[at : at + len(new)] = new
    broken = bytes(data[: int(part * len(data))])
    with suppress(PhotoError):
        photo = inspect(name, "0" * 32, broken, **LIMITS)
        encode(broken, photo, variants(photo, Rule("x", (20,))))
    with suppress(PhotoError):
        strip(broken, name)


def test_boxes_within_boxes_without_end() -> None:
    nested = b""
    for _ in range(3000):
        nested = photos.box(b"moov", nested)
    data = photos.box(b"ftyp", b"isom", bytes(4)) + nested
    for look in (lambda: strip(data, "a.mp4"), lambda: inspect("a.mp4", "0", data, **LIMITS)):
        with pytest.raises(PhotoError, match="photo-unreadable"):
            look()


def test_pillow_is_left_without_a_limit_of_its_own() -> None:
    inspect("a.jpg", "0", SMALL["a.jpg"], **LIMITS)
    assert Image.MAX_IMAGE_PIXELS is None
