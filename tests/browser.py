"""A browser for the tests that need one: pages served from a folder, Chromium, and the hands to use a page."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

import pytest

DESK, PHONE = (1440, 900), (390, 844)
CI = bool(os.environ.get("CI"))


def lacking(what: str) -> NoReturn:
    """Skip, saying why; where everything has to be there, fail."""
    if CI:
        pytest.fail(f"{what} is missing, and on CI these tests must run")
    pytest.skip(f"{what} is missing: nothing is looked at in a browser")


@contextmanager
def serving(folder: Path, headers: Mapping[str, str] = {}, base: str = "") -> Iterator[str]:
    """The address of a folder's pages, below ``base`` if the site lives in a subfolder; pages carry the headers."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix(base))

        def end_headers(self) -> None:
            if self.path.endswith("/"):  # a photo alone is shown by a page of the browser's own
                for name, value in headers.items():
                    self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()


def chromium(profile: Path) -> Any:
    """A headless Chromium with its own profile; whoever starts it quits it."""
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
        # A page after the other in one process: starting one costs more than most pages do.
        "disable-features=BackForwardCache,SpareRendererForSitePerProcess,IsolateOrigins,site-per-process",
        f"user-data-dir={profile}",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(chromedriver))


def axe_core() -> str:
    """The text of axe-core."""
    place = os.environ.get("LEITAI_AXE", "")
    if not place or not Path(place).is_file():
        lacking("axe-core (its place goes into LEITAI_AXE)")
    return Path(place).read_text("utf-8")


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
        if "#" in path:  # else it might be a jump within the page that is there
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

    def press(self, *keys: str) -> None:
        """Keys, to whatever has the focus."""
        from selenium.webdriver.common.keys import Keys

        for key in keys:
            self.driver.switch_to.active_element.send_keys(getattr(Keys, key, key))

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

    def violations(self, axe: str, **options: object) -> list[str]:
        """What axe finds wrong with the page as it is; ``options`` are axe's own."""
        if not self.js("'axe' in window"):
            self.driver.execute_script(axe)
        found: list[str] = self.driver.execute_async_script(
            "const [options, done] = arguments;"
            "const all = {resultTypes: ['violations'], preload: false, selectors: false, ...options};"
            "axe.run(document, all).then((r) => done(r.violations.map("
            "(v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | '))))",
            options,
        )
        return found
