"""Galleries in a browser: the lightbox by mouse, keys and touch, addresses, what is left without JavaScript, and axe.

The pages are served with a content security policy that allows no inline style, and no violation may be logged.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import photos as make
import pytest
from browser import DESK, PHONE, Tab, axe_core, serving
from sites import EDITION_FOLDER, FILES, LU, Site

ARTICLE = """\
---
title: 开幕那天
date: 2024-06-20
edition: linjiang/2024
cover: {photo: cover.jpg, alt: 会堂正门, credit: 李四 摄}
gallery:
  - {photo: one.jpg, alt: 第一张, caption: 东街街道, credit: 李四 摄}
  - {photo: two.jpg, alt: 第二张，竖着, caption: 竖着拍的。, credit: 王五 摄, download: true}
  - {photo: film.mp4, poster: poster.jpg, alt: 开幕的录像, caption: 录像。, credit: 王五 摄}
  - {photo: three.jpg, alt: 第三张，很宽, caption: 很宽。, credit: 王五 摄}
---

人都到了。

![路边的树](tree.jpg "树下。 | 李四 摄")

散场以后，灯还亮着。
"""

SHAPES = {
    "cover": (1280, 720),
    "one": (900, 600),
    "two": (600, 900),
    "three": (1200, 400),
    "tree": (800, 600),
    "poster": (640, 360),
}
PAGE = "/news/kaimu/"
ALBUM = "/contests/linjiang/2024/photos/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A built site with photos, served under a strict policy."""
    site = Site(tmp_path_factory.mktemp("gallery") / "site", FILES)
    for name, size in SHAPES.items():
        site.write(f"content/news/kaimu/{name}.jpg", make.jpeg(make.scene(size), quality=70))
    site.write("content/news/kaimu/film.mp4", make.mp4())
    site.write("content/news/kaimu/index.md", ARTICLE)
    site.write(f"{EDITION_FOLDER}/projects/xishan-lu/deng.jpg", make.jpeg(make.scene((901, 600)), quality=70))
    site.edit(LU, "gallery:\n", "gallery:\n  - {photo: deng.jpg, alt: 村口的灯, caption: 西山镇, credit: 王五 摄}\n")
    site.good()
    inline = re.findall(r"<script>(.*?)</script>", site.page(PAGE[1:]), re.DOTALL)
    allowed = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in inline)
    policy = (
        f"default-src 'none'; script-src 'self' {allowed}; style-src 'self'; img-src 'self' data:; media-src 'self'"
    )

    with serving(site.output, {"Content-Security-Policy": policy}) as address:
        yield address


class Room(Tab):
    """A page with photos and the lightbox."""

    @property
    def links(self) -> list[Any]:
        return list(self.driver.find_elements("css selector", "a.photo__link"))

    @property
    def is_open(self) -> bool:
        return bool(self.js("!!document.querySelector('.lightbox[open]')"))

    @property
    def count(self) -> str:
        return str(self.js("document.querySelector('.lightbox__count')?.textContent"))

    @property
    def hash(self) -> str:
        return str(self.js("location.hash"))

    @property
    def width(self) -> float:
        return float(self.js("document.querySelector('.lightbox__image').getBoundingClientRect().width"))

    def button(self, name: str) -> Any:
        return self.driver.find_element("css selector", f"[data-lightbox={name}]")


@pytest.fixture
def tab(driver: Any, address: str) -> Iterator[Room]:
    driver.get_log("browser")
    tab = Room(driver, address)
    yield tab
    assert tab.complaints() == []


def test_by_mouse(tab: Room) -> None:
    tab.open(PAGE)
    assert len(tab.links) == 5, "cover, a photo in the text and three of the gallery; the video is played where it is"
    tab.tap(tab.links[2])
    assert tab.is_open
    assert tab.count == "3 / 5"
    assert tab.hash == "#photo-1"
    tab.until(lambda: tab.js("document.querySelector('.lightbox__image').naturalWidth"), 900)
    assert tab.js("document.querySelector('.lightbox__image').alt") == "第一张"
    text = tab.driver.find_element("css selector", ".lightbox__text")
    tab.until(lambda: bool(text.text))
    assert text.text.split() == ["东街街道", "李四", "摄"]
    assert (
        text.find_element("tag name", "a")
        .get_attribute("href")
        .endswith("/contests/linjiang/2024/projects/dongjie-men/")
    )
    tab.button("next").click()
    assert (tab.count, tab.hash) == ("4 / 5", "#photo-2")
    tab.until(lambda: "下载原图" in text.text)
    assert "下载原图" in text.text and "-original-" in text.find_element("tag name", "a").get_attribute("href")
    tab.button("next").click()
    assert (tab.count, tab.hash) == ("5 / 5", "#photo-4"), "the video stands between them"
    tab.button("next").click()
    assert tab.count == "1 / 5"
    tab.button("previous").click()
    assert tab.count == "5 / 5"
    before = tab.width
    tab.button("in").click()
    assert tab.width == pytest.approx(before * 1.6, abs=2)
    tab.button("out").click()
    assert tab.width == pytest.approx(before, abs=2)
    tab.click(*tab.point(".lightbox__image", 0.25, 0.5))
    assert tab.width == pytest.approx(before * 2.5, abs=2)
    tab.click(*tab.point(".lightbox__stage", 0.5, 0.5))
    assert tab.width == pytest.approx(before, abs=2)
    tab.click(*tab.point(".lightbox__stage", 0.5, 0.02))
    assert not tab.is_open, "a click beside the photo closes"
    tab.until(lambda: tab.hash, "")
    assert tab.js("document.activeElement === document.querySelectorAll('a.photo__link')[4]"), "where the reader was"


def test_by_keys(tab: Room) -> None:
    tab.open(PAGE)
    tab.js("document.querySelectorAll('a.photo__link')[2].focus()")
    tab.press("ENTER")
    assert tab.is_open
    assert tab.js("document.activeElement.dataset.lightbox") == "close"
    for key, wanted in (("ARROW_RIGHT", "4 / 5"), ("ARROW_LEFT", "3 / 5"), ("HOME", "1 / 5"), ("END", "5 / 5")):
        tab.press(key)
        assert tab.count == wanted
    seen = set()
    for _ in range(12):
        tab.press("TAB")
        seen.add(tab.js("document.activeElement.closest('.lightbox') ? 'in' : document.activeElement.tagName"))
    assert seen <= {"in", "BODY"}, "the page behind is out of reach"
    tab.js("document.querySelector('[data-lightbox=close]').focus()")
    fit = tab.width
    tab.press("+")
    assert tab.width > fit
    tab.press("ARROW_RIGHT")
    assert tab.count == "5 / 5", "zoomed in, arrows move the photo"
    tab.press("0")
    assert tab.width == pytest.approx(fit, abs=1)
    said = "document.querySelector('[data-lightbox=live]').textContent"
    tab.until(lambda: tab.js(said), "第 5 张，共 5 张. 第三张，很宽")
    tab.press("ESCAPE")
    assert not tab.is_open
    tab.until(lambda: tab.hash, "")
    assert tab.js("document.activeElement.href") == tab.links[4].get_attribute("href")


def test_addresses_and_the_back_button(tab: Room) -> None:
    tab.open(f"{PAGE}#photo-2")
    assert tab.is_open and tab.count == "4 / 5"
    tab.until(lambda: tab.js("document.activeElement.dataset.lightbox"), "close")
    tab.press("ARROW_RIGHT")
    assert tab.hash == "#photo-4"
    tab.press("ESCAPE")
    assert (tab.is_open, tab.hash) == (False, ""), "nothing to go back to: the address is only cleared"
    depth = tab.js("history.length")
    tab.tap(tab.links[2])
    tab.press("ARROW_RIGHT", "ARROW_RIGHT")
    assert tab.js("history.length") == depth + 1, "one step in, however many photos"
    tab.driver.back()
    tab.until(lambda: tab.is_open, False)
    assert tab.driver.current_url == tab.address + PAGE
    tab.driver.forward()
    tab.until(lambda: tab.is_open)
    assert tab.count == "5 / 5"
    tab.button("close").click()
    tab.until(lambda: tab.driver.current_url, tab.address + PAGE)


def test_neighbours_are_loaded_before_they_are_asked_for(tab: Room) -> None:
    tab.open(ALBUM)
    hrefs = [link.get_attribute("href") for link in tab.links]
    tab.tap(tab.links[2])
    loaded = "performance.getEntriesByType('resource').map((entry) => entry.name)"
    for near in (hrefs[1], hrefs[3]):
        tab.until(lambda near=near: near in tab.js(loaded))
    assert hrefs[5] not in tab.js(loaded)


def test_by_touch(tab: Room) -> None:
    tab.open(PAGE, PHONE)
    tab.tap(tab.links[2])
    assert tab.count == "3 / 5"
    y = 400.0
    left = [(320.0 - 40 * at, y) for at in range(6)]
    tab.touch(left)
    tab.until(lambda: tab.count, "4 / 5")
    tab.touch(left[::-1])
    tab.until(lambda: tab.count, "3 / 5")
    tab.touch([(190.0, y), (200.0, y)])
    assert tab.count == "3 / 5", "a short move is no swipe"
    fit = tab.width
    assert fit == pytest.approx(390, abs=2)
    for _ in range(2):
        tab.touch([tab.point(".lightbox__image")])
    tab.until(lambda: round(tab.width / fit, 1), 2.5)
    before = tab.js("document.querySelector('.lightbox__stage').scrollLeft")
    tab.touch(left)
    tab.until(lambda: tab.js("document.querySelector('.lightbox__stage').scrollLeft") > before + 100)
    assert tab.count == "3 / 5", "zoomed in, a finger moves the photo"
    tab.button("out").click()
    tab.button("out").click()
    assert tab.width == pytest.approx(fit, abs=2)
    x, y = tab.point(".lightbox__image")
    apart = range(20, 120, 20)
    tab.touch([(x - far, y) for far in apart], [(x + far, y) for far in apart])
    tab.until(lambda: tab.width > 2 * fit)
    tab.press("0")
    tab.touch([(190.0, y + 40 * at) for at in range(5)])
    tab.until(lambda: tab.is_open, False)


def test_without_javascript_a_photo_is_a_link(tab: Room) -> None:
    tab.open(PAGE, scripts=False, prefers_reduced_motion="reduce")
    link = tab.driver.find_elements("css selector", "a.photo__link")[2]
    href = link.get_attribute("href")
    link.click()
    tab.until(lambda: tab.driver.current_url, href)
    assert tab.driver.current_url == href
    assert re.search(r"/photos/[0-9a-f]{16}-900x600-[0-9a-f]+\.jpg$", href)
    tab.cdp("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_grid_keeps_its_place_while_photos_load(tab: Room, size: tuple[int, int]) -> None:
    boxes = (
        "[...document.querySelectorAll('.gallery figure')].map((each) => {"
        "const {left, top, width, height} = each.getBoundingClientRect();"
        "return [left, top + scrollY, width, height].map(Math.round)})"
    )
    tab.cdp("Network.enable")
    tab.cdp("Network.setCacheDisabled", cacheDisabled=True)
    try:
        tab.cdp("Network.setBlockedURLs", urls=["*/photos/*"])
        tab.open(PAGE, size)
        empty = tab.js(boxes)
        grounds = tab.js(
            "[...document.querySelectorAll('.gallery .photo__ground rect')].map((r) => r.getAttribute('fill'))"
        )
        tab.complaints()
    finally:
        tab.cdp("Network.setBlockedURLs", urls=[])
    tab.open(PAGE, size)
    tab.js("document.querySelectorAll('img').forEach((each) => each.loading = 'eager')")
    tab.until(lambda: tab.js("[...document.images].every((each) => each.complete)"))
    assert len(empty) == 4
    for now, then in zip(tab.js(boxes), empty, strict=True):
        assert now == pytest.approx(then, abs=1)
    assert len(grounds) == 3 and all(re.fullmatch("#[0-9a-f]{6}", each) for each in grounds)
    assert tab.js("document.documentElement.scrollWidth <= innerWidth")
    tab.cdp("Network.setCacheDisabled", cacheDisabled=False)


def test_motion_is_left_out_for_those_who_asked(tab: Room) -> None:
    tab.open(PAGE, prefers_reduced_motion="reduce")
    tab.tap(tab.links[2])
    assert tab.js("document.querySelector('.lightbox').getAnimations().length") == 0
    x, y = tab.point(".lightbox__image")
    tab.cdp("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", clickCount=1)
    tab.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=x - 200, y=y, button="left")
    assert tab.js("document.querySelector('.lightbox__image').style.transform") == ""
    tab.cdp("Input.dispatchMouseEvent", type="mouseReleased", x=x - 200, y=y, button="left", clickCount=1)
    assert tab.count == "4 / 5"


@pytest.mark.parametrize(
    ("size", "scheme", "care"),
    [(DESK, "light", False), (PHONE, "dark", False), (DESK, "dark", True), (PHONE, "light", True)],
    ids=["desk", "phone-dark", "desk-dark-care", "phone-care"],
)
def test_axe_finds_nothing(tab: Room, size: tuple[int, int], scheme: str, care: bool) -> None:
    axe = axe_core()
    for page in (PAGE, ALBUM, "/credits/"):
        tab.open(page, size, prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
        tab.js(f"document.documentElement.toggleAttribute('data-care', {json.dumps(care)})")
        for opened in (False, True):
            if opened:
                tab.js("document.querySelectorAll('a.photo__link')[1].click()")
                tab.until(lambda: tab.is_open)
                if care:
                    for name in ("close", "next", "in"):
                        size_now = tab.button(name).size
                        assert min(size_now["width"], size_now["height"]) >= 60
            assert tab.violations(axe) == [], f"{page} {'lightbox' if opened else ''}"
            assert tab.js("document.documentElement.scrollWidth <= innerWidth")
