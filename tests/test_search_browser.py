"""The search page in Chromium, from a subfolder and under the site's own strict policy: typing, keys, what is said,
what is fetched, and what is left without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from browser import PHONE, Tab, axe_core, serving
from sites import Site

BASE = "/leitai"
STATE = "document.querySelector('[data-state]').textContent"
TITLES = "Array.from(document.querySelectorAll('.hit__link'), (a) => a.textContent)"
FETCHED = "performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/search/data/')).length"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A built site with a dozen articles alike and one hostile, served from a subfolder with its policy."""
    site = Site(tmp_path_factory.mktemp("search") / "site")
    site.edit("config.yaml", "url: https://linjiang.example/", f"url: https://linjiang.example{BASE}/")
    for number in range(10, 23):
        front = f"title: 水磨豆腐之{number}\ndate: 2024-05-{number}"
        body = f"头一段。\n\n石磨转了{number}圈，ＡＢＣ。\n"
        site.write(f"content/news/tofu-{number}.md", f"---\n{front}\n---\n\n{body}")
    text = (
        "---\ntitle: 代码 <b>粗</b> 与 <script>\ndate: 2024-04-01\n---\n\n写作 `<script>alert(1)</script>` 的一行。\n"
    )
    site.write("content/news/code.md", text)
    site.good()
    rules = (site.output / "_headers").read_text("utf-8")
    policy = rules.split("Content-Security-Policy: ")[1].split("\n")[0]
    with serving(site.output, {"Content-Security-Policy": policy}, BASE) as place:
        yield place


@pytest.fixture
def tab(driver: Any, address: str) -> Iterator[Tab]:
    driver.get_log("browser")
    tab = Tab(driver, address)
    yield tab
    assert tab.complaints() == []


def field(tab: Tab) -> Any:
    return tab.driver.find_element("css selector", "[name=q]")


def typed(tab: Tab, text: str) -> None:
    """Type in place of what stands there."""
    field(tab).clear()
    field(tab).send_keys(text)


def test_from_any_page_to_what_was_looked_for(tab: Tab) -> None:
    tab.open("/news/tofu-12/")
    assert tab.js(FETCHED) == 0 and not tab.js("document.querySelector('script[src*=\"search\"]')")
    tab.driver.find_element("css selector", "a.tool--search").click()
    tab.until(lambda: tab.js("document.activeElement.name"), "q")
    assert tab.js(FETCHED) == 0, "nothing is fetched before something is asked"
    tab.press("石磨转了15")
    tab.until(lambda: tab.js(TITLES), ["水磨豆腐之15"])
    assert tab.js("document.querySelector('.hit__text').textContent").startswith("石磨转了15圈")
    assert tab.js("document.querySelector('.hit__text mark').textContent") == "石磨转了15"
    assert "2024-05-15" in tab.js("document.querySelector('.hit__meta').textContent")
    # The address can be sent to somebody, and shows the same.
    address = tab.driver.current_url
    assert "/leitai/search/?q=" in address
    tab.driver.get("about:blank")
    tab.driver.get(address)
    tab.until(lambda: tab.js(TITLES), ["水磨豆腐之15"])
    # By keys alone: field, button, first result.
    field(tab).click()
    tab.press("TAB", "TAB")
    assert tab.js("document.activeElement.className") == "hit__link"
    tab.press("ENTER")
    tab.until(lambda: tab.driver.current_url, f"{tab.address}/news/tofu-15/")


def test_more_and_what_is_said(tab: Tab) -> None:
    tab.open("/search/")
    tab.js(
        "(window.said = [], new MutationObserver(() => window.said.push(" + STATE + "))"
        ".observe(document.querySelector('[role=status]'), {childList: true, characterData: true, subtree: true}))"
    )
    typed(tab, "豆腐")
    tab.until(lambda: tab.js(STATE), "找到 13 页")
    assert tab.js("window.said") == ["正在搜索……", "找到 13 页"]
    assert tab.js(TITLES) == [f"水磨豆腐之{number}" for number in range(22, 12, -1)], "the newest first"
    more = tab.driver.find_element("css selector", "[data-more]")
    more.send_keys("\n")
    tab.until(lambda: len(tab.js(TITLES)), 13)
    tab.until(lambda: tab.js("document.activeElement.textContent"), "水磨豆腐之12")
    assert not more.is_displayed()


@pytest.mark.parametrize(
    ("query", "said", "titles"),
    [
        ("ａｂｃ。", "约 13 页", 10),
        ("smdf", "约 13 页", 10),
        ("豆", "请至少输入两个字。", 0),
        ("没有这样的词", "没有找到。换个说法，或者少输几个字试试。", 0),
        ("<script>alert(1)", "找到 1 页", 1),
        ("豆腐 石磨转了10圈", "找到 1 页", 1),
        ("豆腐" * 400, "没有找到。换个说法，或者少输几个字试试。", 0),
        ("%00'\"><img src=x onerror=alert(1)> {n}", "没有找到。换个说法，或者少输几个字试试。", 0),
    ],
)
def test_whatever_is_typed(tab: Tab, query: str, said: str, titles: int) -> None:
    tab.open("/search/")
    typed(tab, query)
    tab.until(lambda: tab.js(STATE), said)
    assert len(tab.js(TITLES)) == titles
    assert not tab.js("document.querySelector('.hits script, .hits img, .hits b')")
    # Taken away again, nothing is left of it.
    typed(tab, " ")
    tab.until(lambda: tab.js(STATE), "")
    assert tab.js(TITLES) == [] and tab.driver.current_url == f"{tab.address}/search/"


def test_half_a_character_and_a_failing_network(tab: Tab) -> None:
    tab.open("/search/")
    ask = "(document.querySelector('[name=q]').value = {}, document.querySelector('form').requestSubmit())"
    tab.js(ask.format("'豆腐' + String.fromCharCode(0xd83d)"))
    tab.until(lambda: tab.js(STATE), "找到 13 页")
    tab.js("(window.fetch = () => Promise.reject(new TypeError('offline')), 1)")
    tab.js(ask.format("'石磨'"))
    tab.until(lambda: tab.js(STATE), "没能取到搜索数据，请检查网络后再试。")


def test_without_javascript(tab: Tab) -> None:
    tab.open("/search/", scripts=False)
    text = tab.driver.find_element("css selector", "main").text
    assert "搜索要用到 JavaScript" in text
    links = [link.get_attribute("href") for link in tab.driver.find_elements("css selector", ".asking__lists a")]
    assert f"{tab.address}/news/" in links


def test_axe_finds_nothing_in_results(tab: Tab) -> None:
    axe = axe_core()
    tab.open("/search/?q=%E8%B1%86%E8%85%90", PHONE)
    tab.until(lambda: len(tab.js(TITLES)), 10)
    assert json.dumps(tab.violations(axe), ensure_ascii=False) == "[]"
    assert tab.js("document.documentElement.scrollWidth <= innerWidth")
