"""Galleries in a browser: the lightbox by mouse, keys and touch, addresses, what is left without JavaScript, and axe.

The pages are served with a content security policy that allows no inline style, and no violation may be logged.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import photos as make
import pytest
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
DESK, PHONE = (1440, 900), (390, 844)
CI = bool(os.environ.get("CI"))


def lacking(what: str) -> None:
    """Skip, saying why; where everything has to be there, fail."""
    if CI:
        pytest.fail(f"{what} is missing, and on CI these tests must run")
    pytest.skip(f"{what} is missing: the gallery is not looked at in a browser")


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

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            if self.path.endswith("/"):  # a photo alone is shown by a page of the browser's own
                self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site.output))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        lacking("Chromium (with chromedriver)")
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        lacking("selenium")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium or ""
    for flag in (
        "headless",
        "no-sandbox",
        "disable-gpu",
        "disable-dev-shm-usage",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        f"user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield browser
    browser.quit()


class Tab:
    """A page in the browser, and the hands to use it."""

    def __init__(self, driver: Any, address: str) -> None:
        self.driver = driver
        self.address = address

    def cdp(self, command: str, **given: object) -> Any:
        return self.driver.execute_cdp_cmd(command, given)

    def open(self, path: str, size: tuple[int, int] = DESK, scripts: bool = True, **media: str) -> None:
        """Load a page afresh, in a window of that size, with settings like ``prefers_reduced_motion="reduce"``."""
        phone = size[0] < 600
        self.cdp("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.cdp("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=phone)
        self.cdp("Emulation.setTouchEmulationEnabled", enabled=phone, maxTouchPoints=2)
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self.cdp("Emulation.setEmulatedMedia", features=features)
        self.driver.get("about:blank")
        self.driver.get(self.address + path)

    def js(self, code: str, *given: object) -> Any:
        return self.driver.execute_script(f"return {code}", *given)

    def until(self, what: Callable[[], Any], wanted: Any = True) -> None:
        """Wait until something is as wanted."""
        end = time.monotonic() + 8
        while (found := what()) != wanted:
            assert time.monotonic() < end, f"{found!r} instead of {wanted!r}"
            time.sleep(0.02)

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

    def press(self, *keys: str) -> None:
        """Keys, to whatever has the focus."""
        from selenium.webdriver.common.keys import Keys

        for key in keys:
            self.driver.switch_to.active_element.send_keys(getattr(Keys, key, key))

    def button(self, name: str) -> Any:
        return self.driver.find_element("css selector", f"[data-lightbox={name}]")

    def tap(self, element: Any) -> None:
        """Click an element, wherever it is; the page's own scrolling is smooth and would be waited for."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def point(self, css: str, x: float = 0.5, y: float = 0.5) -> tuple[float, float]:
        """A place on an element."""
        box = self.js(f"document.querySelector({css!r}).getBoundingClientRect().toJSON()")
        return box["left"] + box["width"] * x, box["top"] + box["height"] * y

    def click(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            self.cdp("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def touch(self, *ways: list[tuple[float, float]]) -> None:
        """Fingers going their ways together."""
        for number, points in enumerate(zip(*ways, strict=True)):
            kind = "touchMove" if number else "touchStart"
            fingers = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
            self.cdp("Input.dispatchTouchEvent", type=kind, touchPoints=fingers)
        self.cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def complaints(self) -> list[str]:
        """What the browser's console says; broken bones of test videos do not count."""
        return [line["message"] for line in self.driver.get_log("browser") if "favicon" not in line["message"]]


@pytest.fixture
def tab(driver: Any, address: str) -> Iterator[Tab]:
    driver.get_log("browser")
    tab = Tab(driver, address)
    yield tab
    assert tab.complaints() == []


def test_by_mouse(tab: Tab) -> None:
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


def test_by_keys(tab: Tab) -> None:
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


def test_addresses_and_the_back_button(tab: Tab) -> None:
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


def test_neighbours_are_loaded_before_they_are_asked_for(tab: Tab) -> None:
    tab.open(ALBUM)
    hrefs = [link.get_attribute("href") for link in tab.links]
    tab.tap(tab.links[2])
    loaded = "performance.getEntriesByType('resource').map((entry) => entry.name)"
    for near in (hrefs[1], hrefs[3]):
        tab.until(lambda near=near: near in tab.js(loaded))
    assert hrefs[5] not in tab.js(loaded)


def test_by_touch(tab: Tab) -> None:
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


def test_without_javascript_a_photo_is_a_link(tab: Tab) -> None:
    tab.open(PAGE, scripts=False, prefers_reduced_motion="reduce")
    link = tab.driver.find_elements("css selector", "a.photo__link")[2]
    href = link.get_attribute("href")
    link.click()
    tab.until(lambda: tab.driver.current_url, href)
    assert tab.driver.current_url == href
    assert re.search(r"/photos/[0-9a-f]{16}-900x600-[0-9a-f]+\.jpg$", href)
    tab.cdp("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_grid_keeps_its_place_while_photos_load(tab: Tab, size: tuple[int, int]) -> None:
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


def test_motion_is_left_out_for_those_who_asked(tab: Tab) -> None:
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
def test_axe_finds_nothing(tab: Tab, size: tuple[int, int], scheme: str, care: bool) -> None:
    place = os.environ.get("LEITAI_AXE", "")
    if not place or not Path(place).is_file():
        lacking("axe-core (its place goes into LEITAI_AXE)")
    axe = Path(place).read_text("utf-8")
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
            tab.driver.execute_script(axe)
            found = tab.driver.execute_async_script(
                "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then("
                "(r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | '))))"
            )
            assert found == [], f"{page} {'lightbox' if opened else ''}"
            assert tab.js("document.documentElement.scrollWidth <= innerWidth")
