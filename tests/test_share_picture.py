"""With which picture a page is passed on: its own, its edition's, the site's, or a card that the theme draws."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from sites import EDITION_FILE, KAISAI, Site, png

ADDRESS = "https://linjiang.example"
NO_CARD = "share_card:\n"


def shared(page: str) -> dict[str, str]:
    """What the page says of its picture."""
    return dict(re.findall(r'<meta property="og:(image[^"]*)" content="([^"]+)">', page))


def first(page: str) -> dict[str, str]:
    """The attributes of the first picture in a page's body."""
    found = re.search(r"<img ([^>]+)>", page[page.index("<body") :])
    return dict(re.findall(r'([a-z]+)="([^"]*)"', found[1])) if found else {}


def card(site: Site) -> Path:
    """The file of the one card there is."""
    (made,) = site.output.glob("assets/card.*.png")
    return made


def test_pages_without_photos_share_one_small_card(built: Site) -> None:
    made = card(built)
    with Image.open(made) as picture:
        assert picture.size == (1200, 630) and picture.mode == "P"
        assert picture.convert("RGB").getpixel((5, 5)) == (0xB2, 0x3A, 0x1E)
    assert made.stat().st_size < 6000
    for path in ("", "news/", "news/kaisai/", "units/dongjie/", "contests/linjiang/2024/results/"):
        page = built.page(path)
        assert shared(page) == {
            "image": f"{ADDRESS}/assets/{made.name}",
            "image:width": "1200",
            "image:height": "630",
            "image:alt": "临江擂台",
        }, path
        # WeChat takes the first large picture of the page. Nobody is told of it, and nothing waits for it.
        here = first(page)
        assert here["src"] == f"/assets/{made.name}" and (here["width"], here["height"]) == ("1200", "630"), path
        assert here["alt"] == "" and here["fetchpriority"] == "low"
        assert '<div class="stand-in" aria-hidden="true"><img ' in page
    assert "stand-in" not in (built.output / "404.html").read_text("utf-8"), "nobody passes that on"


def test_the_card_follows_the_accent_and_is_made_once(built: Site) -> None:
    before = card(built)
    stamp = before.stat().st_mtime_ns
    built.append(KAISAI, "\n又一段。\n")
    built.good()
    assert card(built) == before and before.stat().st_mtime_ns == stamp
    built.append("config.yaml", "params: {accent: jade}\n")
    built.good()
    after = card(built)
    assert after != before
    with Image.open(after) as picture:
        assert picture.convert("RGB").getpixel((5, 5)) == (0x1C, 0x6A, 0x5C)
    assert after.name in shared(built.page("units/"))["image"]


def test_a_theme_draws_its_own_card_or_none(built: Site) -> None:
    built.edit("config.yaml", "theme: base", "theme: mine")
    manifest = "name: mine\nextends: base\nparams:\n  accent: {choices: [teal], default: teal}\n"
    manifest += "  night: {type: bool, default: yes}\n"
    built.write("themes/mine/theme.yaml", manifest)
    built.good()
    card(built)  # a colour that the card of the theme above does not know
    built.write(
        "themes/mine/theme.yaml",
        f"""{manifest}share_card:
  size: [600, 400]
  colors: {{ground: {{accent: {{teal: "#004050"}}}}, moon: {{night: {{no: "#404040", yes: "#f0f0f0"}}}}}}
  shapes:
    - {{color: moon, polygon: [0, 0, 100, 0, 0, 100]}}
    - {{color: moon, disc: [300, 200, 50]}}
    - {{color: moon, box: [500, 300, 100, 100]}}
""",
    )
    built.good()
    with Image.open(BytesIO(card(built).read_bytes())) as picture:
        drawn = picture.convert("RGB")
    dark, light = (0, 0x40, 0x50), (0xF0, 0xF0, 0xF0)
    points = ((10, 10), (90, 90), (300, 160), (245, 145), (510, 310), (490, 290))
    assert [drawn.getpixel(point) for point in points] == [light, dark, light, dark, light, dark]
    assert shared(built.page("units/"))["image:height"] == "400"
    built.write("themes/mine/theme.yaml", manifest + NO_CARD)
    built.good()
    page = built.page("units/")
    assert not list(built.output.glob("assets/card.*")) and shared(page) == {} and first(page) == {}
    assert '<meta name="twitter:card" content="summary">' in page


def test_the_edition_stands_in_for_what_belongs_to_it(built: Site) -> None:
    built.write("content/contests/linjiang/2024/hall.png", png(640, 480))
    built.append(EDITION_FILE, "cover: {photo: hall.png, alt: 会堂}\n")
    built.good()
    own = shared(built.page("contests/linjiang/2024/"))["image"]
    assert own.startswith(f"{ADDRESS}/photos/")
    for path in ("news/kaisai/", "contests/linjiang/2024/results/", "contests/linjiang/2024/projects/dongjie-men/"):
        page = built.page(path)
        assert shared(page)["image"] == own, path
        here = first(page)
        assert here["src"].startswith("/photos/") and (here["width"], here["height"]) == ("300", "300")
        with Image.open(built.output / here["src"].removeprefix("/")) as picture:
            assert picture.size == (300, 300)
        assert own not in page.partition("application/ld+json")[2], "it is no picture of what the page is about"
    # A page that shows the photo itself needs no other, and one of no edition keeps the card.
    assert "stand-in" not in built.page("contests/linjiang/2024/")
    assert card(built).name in shared(built.page("units/"))["image"]


def test_a_photo_that_is_too_small_does_not_stand_in(built: Site) -> None:
    built.write("content/contests/linjiang/2024/hall.png", png(640, 299))
    built.append(EDITION_FILE, "cover: {photo: hall.png, alt: 会堂}\n")
    built.good()
    page = built.page("news/kaisai/")
    assert card(built).name in shared(page)["image"] and card(built).name in first(page)["src"]


def test_a_site_has_a_picture_of_its_own(built: Site) -> None:
    built.write("content/pages/hall.png", png(900, 700))
    built.append("config.yaml", "cover: {photo: content/pages/hall.png, alt: 会堂}\n")
    built.good()
    page = built.page("units/")
    assert re.fullmatch(rf"{ADDRESS}/photos/[0-9a-f]+-900x472-[0-9a-f]+\.jpg", shared(page)["image"])
    assert (first(page)["width"], first(page)["height"]) == ("300", "300")
    assert not list(built.output.glob("assets/card.*")), "nobody needs it any more"


def test_a_picture_of_the_site_that_is_too_small(built: Site) -> None:
    built.write("content/pages/hall.png", png(299, 700))
    built.append("config.yaml", "cover: {photo: content/pages/hall.png, alt: 会堂}\n")
    report = built.build()
    (problem,) = report.problems
    assert report.ok and (problem.code, problem.spot.path, problem.spot.line) == ("V19-cover", "config.yaml", 11)
    assert card(built).name in shared(built.page("units/"))["image"]


def test_a_picture_of_the_site_that_is_not_there(built: Site) -> None:
    built.append("config.yaml", "cover: {photo: content/pages/hall.png, alt: 会堂}\n")
    (problem,) = built.build().problems
    assert (problem.code, problem.spot.path, problem.spot.line) == ("V19-no-file", "config.yaml", 11)
