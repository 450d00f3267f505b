"""Every kind of page for every reader: in light, dark and care mode, on phone and desk, with large text, by keyboard,
without scripts. Both themes on the sample site, the second also in English.

One page load serves many checks, for loading is what takes time; a test tells all that it found at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser import DESK, PHONE, Tab, axe_core, serving
from sites import AWARDS, once

from leitai.build import Options, build

ROOT = Path(__file__).parent.parent
SMALL = "{{widths: [{width}], ratio: {ratio}, formats: [jpeg], quality: {{jpeg: 60}}, sizes: 92vw}}"
RULES = {
    "card": (360, '"3:2"'),
    "figure": (480, "null"),
    "gallery": (360, '"4:3"'),
    "lightbox": (480, "null"),
    "cover": (640, '"16:9"'),
    "share": (600, '"1200:630"'),
}

SAMPLE = {
    "home": "/",
    "news": "/news/",
    "article": "/news/2024-shoushan-juesai/",
    "contest": "/contests/qiaodu/",
    "edition": "/contests/qiaodu/2024-pengjiang/",
    "shortlist": "/contests/qiaodu/2024-pengjiang/shortlist/",
    "showcase": "/contests/qiaodu/2024-pengjiang/projects/hetang-fanzu/",
    "results": "/contests/demo-yanshisai/2025/results/",
    "review": "/reviews/2023-baiyun/",
    "unit": "/units/pengjiang-zuzhibu/",
    "gallery": "/contests/qiaodu/2024-pengjiang/photos/",
    "credits": "/credits/",
    "terms": "/units/",
    "search": "/search/",
    "page": "/about/",
    "patterns": "/patterns/",
    "404": "/404.html",
}
PAPER = [
    f"/contests/demo-yanshisai/2025/print/{each}/"
    for each in ("bulletin", "booklet", "certificates", "posters/caiyuan")
]
ENGLISH = {
    "home": "/",
    "article": "/news/winners-2025/",
    "edition": "/contests/harbour/2025/",
    "showcase": "/contests/harbour/2025/projects/queue-first/",
    "results": "/contests/harbour/2025/results/",
    "review": "/reviews/2024/",
}


def site(shared: Path, source: Path, theme: str) -> Path:
    """The output of a site in that theme, with few and small pictures, for pictures are not looked at here.

    Whichever worker needs it first builds it in both themes, one after the other, since they have the same pictures.
    """
    return once(shared / f"readers-{source.name}", lambda folder: in_both_themes(folder, source)) / theme


def in_both_themes(folder: Path, source: Path) -> Path:
    root = folder / "site"
    shutil.copytree(source / "content", root / "content")
    if (source / "addresses.yaml").exists():
        shutil.copy(source / "addresses.yaml", root)
    config = (source / "config.yaml").read_text("utf-8")
    assert "theme: base" in config
    (root / "config.yaml").write_text(config.replace("theme: base", "theme: quick"), "utf-8")
    manifest = root / "themes/quick/theme.yaml"
    manifest.parent.mkdir(parents=True)
    rules = [f"  {role}: {SMALL.format(width=width, ratio=ratio)}" for role, (width, ratio) in RULES.items()]
    for theme in ("base", "gala"):
        manifest.write_text("\n".join(("name: quick", f"extends: {theme}", "images:", *rules)) + "\n", "utf-8")
        report = build(Options(root=root, output=root / "output", jobs=1))
        assert report.ok, [problem.code for problem in report.problems]
        shutil.copytree(root / "output", folder / theme)
    return folder


@contextmanager
def pages(driver: Any, output: Path, base: str = "") -> Iterator[Tab]:
    """The site in a tab, with storage as of a reader who has never been there."""
    driver.get_log("browser")
    with serving(output, base=base) as address:
        tab = Tab(driver, address)
        yield tab
        assert tab.complaints() == []


# What a page is asked, in the browser

# What moves while the page is still being read depends on how busy the machine is, and on where the reading stops for
# breath; after that nothing may move: no picture without a size, no script that adds something, no scroll bar.
WATCH = """
window.entries = [];
new PerformanceObserver((list) => window.entries.push(...list.getEntries()))
  .observe({type: 'layout-shift', buffered: true});
window.shifts = () => window.entries
  .filter((entry) => !entry.hadRecentInput) // a new size of the window counts as that, too
  .filter((entry) => entry.startTime > performance.getEntriesByType('navigation')[0].domInteractive)
  .reduce((sum, entry) => sum + entry.value, 0);
"""
TOO_WIDE = """(() => {
  const edge = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth <= edge) return '';
  const wide = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > edge
    && !each.closest('.scroll') && each.checkVisibility());
  return document.documentElement.scrollWidth + ' ' + wide.slice(0, 3).map((each) => each.className).join(', ');
})()"""
# Readers come for the page: its headline begins in the upper part of the first screen, in care mode on it.
HEADLINE = """((most) => {
  const {top, width} = document.querySelector('h1').getBoundingClientRect();
  return width > 2 && top + scrollY > most ? 'headline at ' + Math.round(top + scrollY) + ' px' : '';
})"""
# Care mode promises: text of 18 px, lines of 1.6, targets of 60 px (links inside sentences are not targets), no motion.
CARE = """(() => {
  const wrong = new Set();
  const shown = (each) => each.checkVisibility({checkOpacity: true}) && each.getBoundingClientRect().width > 2
    && !each.closest('.visually-hidden, .skip, [aria-hidden=true]');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const box = walker.currentNode.parentElement;
    if (!text || !shown(box) || box.closest('svg, noscript')) continue;
    const style = getComputedStyle(box);
    const size = parseFloat(style.fontSize);
    if (size < 18) wrong.add(`text of ${size} px: ${box.className || box.localName}`);
    const line = box.closest('p, li, dd, dt, td, blockquote');
    const lines = line && getComputedStyle(line);
    if (line && text.length > 40 && parseFloat(lines.lineHeight) < 1.6 * parseFloat(lines.fontSize))
      wrong.add(`lines of ${lines.lineHeight}: ${line.className || line.localName}`);
    const moves = style.transitionDuration.split(', ').some((each) => parseFloat(each) > 0);
    if (moves) wrong.add(`motion: ${box.className}`);
  }
  for (const each of document.querySelectorAll('a[href], button, summary, input')) {
    if (!shown(each)) continue;
    const around = each.closest('p, li, dd, td, figcaption')?.textContent.trim() ?? '';
    const inside = around.length > each.textContent.trim().length + 2;
    if (each.localName === 'a' && inside && getComputedStyle(each).display === 'inline') continue;
    const cover = getComputedStyle(each, '::after');
    if (cover.position === 'absolute' && cover.content !== 'none') continue; // the whole card is the target
    const {width, height} = each.getBoundingClientRect();
    if (height >= 59.5 && width >= 59.5) continue;
    const name = each.className || each.parentElement.className || each.parentElement.parentElement.className;
    const text = each.textContent.trim().slice(0, 12);
    wrong.add(`target of ${Math.round(width)} × ${Math.round(height)}: ${name} ${text}`);
  }
  if (document.getAnimations().length) wrong.add('animations');
  return [...wrong];
})()"""
# What can be wrong in one light or at one width and not in another; all the rest axe finds in any of them.
COLOURS = {
    "": ["color-contrast", "link-in-text-block"],
    "care": ["color-contrast-enhanced", "link-in-text-block"],
}
SIZES = ["scrollable-region-focusable", "target-size"]
PLAIN = {"target-size": {"enabled": True}}
STRICT = {**PLAIN, "color-contrast": {"enabled": False}, "color-contrast-enhanced": {"enabled": True}}
ASK = """
const [options, done] = arguments;
const say = (v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ');
axe.run(document, {resultTypes: ['violations'], preload: false, selectors: false, ...options})
  .then((r) => done(r.violations.map(say)));
"""
TABLET = (768, 1024)
STATES = (
    # Two halves of all there are; in each, every pair of width, scheme and mode is met.
    ((DESK, "light", ""), (TABLET, "dark", ""), (PHONE, "dark", ""),
     (PHONE, "light", "care"), (TABLET, "light", "care"), (DESK, "dark", "care")),
    ((DESK, "dark", ""), (TABLET, "light", ""), (PHONE, "light", ""),
     (PHONE, "dark", "care"), (TABLET, "dark", "care"), (DESK, "light", "care")),
)  # fmt: skip


def resize(tab: Tab, size: tuple[int, int]) -> None:
    """The same page in another window."""
    tab.cdp(
        "Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=size[0] < 600
    )


def recolour(tab: Tab, scheme: str) -> None:
    """The same page where the system is light or dark; colours on their way from one to the other are not meant."""
    features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
    tab.cdp("Emulation.setEmulatedMedia", features=[{"name": name, "value": each} for name, each in features.items()])


@contextmanager
def watched(tab: Tab) -> Iterator[None]:
    """Pages that are opened meanwhile note what moves, and have axe with them."""
    watching = tab.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH + axe_core())["identifier"]
    yield
    tab.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=watching)


def look(tab: Tab, path: str, turn: int, step: int = 1) -> list[str]:
    """All that is wrong with one page for any reader: in half of all states, and everything at all in one of them.

    Which half and which one is for the ``turn`` to say. ``step`` 2 takes every other state of that half.
    """
    wrong: list[str] = []

    def note(where: str, found: Any) -> None:
        wrong.extend(f"{path} {where}: {each}" for each in ([found] if isinstance(found, str) else found) if each)

    states = STATES[turn % 2][::step]
    width, scheme, mode = states[0]
    # A page that was painted half read may move when it is whole, once in a busy while; all else moves every time.
    for _ in range(3):
        tab.open(path, width, prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
        tab.js("scrollTo({top: 1e6, behavior: 'instant'})")
        if not (shifted := tab.js("window.shifts()")):
            break
    note("moves", [f"by {shifted}"] if shifted else "")
    for number, state in enumerate(states):
        if state[2] != mode:
            resize(tab, (320, 844))
            note("320 px", tab.js(TOO_WIDE))
            tab.js("document.documentElement.setAttribute('data-care', '')")
            note("care, 320 px", tab.js(TOO_WIDE))
            note("care, 320 px", tab.js(f"{HEADLINE}(844)"))
        if state[0] != width or state[2] != mode:
            resize(tab, state[0])
        if state[1] != scheme:
            recolour(tab, state[1])
        width, scheme, mode = state
        where = f"{width[0]} px {scheme} {mode}".strip()
        note(where, tab.js(TOO_WIDE))
        rules = STRICT if mode else PLAIN
        options: dict[str, Any] = {"rules": rules}
        if number != turn // 2 % len(states):
            # Colours hardly depend on widths: of two states that differ in nothing else, one is looked at for them.
            alike = [n for n, (_, *light) in enumerate(states) if light == [scheme, mode]]
            asked = COLOURS[mode] if number == alike[turn // 2 % len(alike)] else []
            options = {"runOnly": {"type": "rule", "values": [*SIZES, *asked]}, "rules": rules}
        note(where, tab.driver.execute_async_script(ASK, options))
        if (width, mode) == (TABLET, ""):
            tab.js("document.documentElement.style.fontSize = '225%'")
            note("text doubled", tab.js(TOO_WIDE))
            tab.js("document.documentElement.style.fontSize = ''")
        if width == PHONE:
            note(where, tab.js(f"{HEADLINE}({680 if mode else 340})"))
        if (width, mode) == (PHONE, "care"):
            note(where, tab.js(CARE))
    tab.cdp("Emulation.setEmulatedMedia", media="print")
    paper = tab.js(
        "getComputedStyle(document.body).backgroundColor + parseFloat(getComputedStyle(document.body).fontSize)"
    )
    note("care, printed", "" if paper.startswith("rgb(255, 255, 255)") and float(paper[18:]) >= 18 else paper)
    tab.cdp("Emulation.setEmulatedMedia", media="")
    return wrong


@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("theme", ["base", "gala"])
def test_every_kind_of_page_for_every_reader(theme: str, part: int, shared: Path, driver: Any) -> None:
    turns = list(enumerate(SAMPLE.values(), theme == "gala"))
    with pages(driver, site(shared, ROOT, theme)) as tab, watched(tab):
        wrong = [each for turn, path in turns[part::3] for each in look(tab, path, turn)]
    assert not wrong, "\n".join(wrong)


def test_big_numbers_do_not_run_into_one_another(sample: Path, driver: Any) -> None:
    with pages(driver, sample) as tab:
        tab.open("/contests/xianfeng/2022-10/projects/jiaotong-chuangkou/", DESK)
        for width in (1440, 1280, 1024, 820, 700, 390, 320):
            resize(tab, (width, 844))
            wide = tab.js(
                "[...document.querySelectorAll('.figures li')]"
                ".filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent.trim())"
            )
            assert wide == [], width


def test_a_headline_breaks_after_its_comma(sample: Path, driver: Any) -> None:
    with pages(driver, sample) as tab:
        tab.open("/news/2024-leitai-mayingzhen/", PHONE)
        boxes = tab.js(
            "[...document.querySelectorAll('h1 .clause')].map((each) => each.getBoundingClientRect().toJSON())"
        )
        assert len(boxes) == 2
        assert boxes[1]["top"] >= boxes[0]["bottom"] - 1 and boxes[1]["left"] == boxes[0]["left"]


def test_the_first_picture_is_for_those_who_pass_the_page_on(sample: Path, driver: Any) -> None:
    """It is loaded and as large as WeChat wants it, takes no room, and nothing of it is seen or heard."""
    with pages(driver, sample) as tab:
        for path, least in ((SAMPLE["terms"], 630), (SAMPLE["shortlist"], 300)):
            tab.open(path, PHONE)
            tab.until(lambda: tab.js("document.images[0].complete"))
            sizes = tab.js(
                "(({naturalWidth, naturalHeight, width, height}) => [naturalWidth, naturalHeight, width, height])"
                "(document.images[0])"
            )
            assert min(sizes) == least, path
            box = tab.js("document.images[0].parentElement.getBoundingClientRect().toJSON()")
            assert (box["width"], box["height"]) == (1, 1)
            assert tab.js("document.elementFromPoint(0, 0).closest('.stand-in')") is None


def test_the_sites_name_breaks_at_its_dot_on_a_phone(sample: Path, driver: Any) -> None:
    with pages(driver, sample) as tab:
        for width, lines in ((1440, 1), (390, 2), (360, 2)):
            tab.open(SAMPLE["page"], (width, 844))
            tops = tab.js("[...document.querySelectorAll('.brand__part')].map((each) => each.offsetTop)")
            assert len(tops) == 2 and len(set(tops)) == lines, width
            high = tab.js("[...document.querySelectorAll('.brand__part')].map((each) => each.offsetHeight)")
            assert len(set(high)) == 1, "no word is broken"
            said = tab.js("document.querySelector('.brand').innerText.replace(/\\s/g, '')")
            assert said == "擂擂台·机关党建创新赛事"[width < 384 :]


def test_pages_for_paper_can_be_read_on_a_screen(sample: Path, driver: Any) -> None:
    wrong: list[tuple[str, str, Any]] = []
    with pages(driver, sample) as tab, watched(tab):
        for path in PAPER:
            tab.open(path, PHONE, prefers_reduced_motion="reduce")
            wrong += [(path, "phone", each) for each in tab.driver.execute_async_script(ASK, {"rules": PLAIN})]
            for width in (768, 390, 320):
                resize(tab, (width, 844))
                wrong += [(path, f"{width} px", each) for each in [tab.js(TOO_WIDE)] if each]
            tab.tap(tab.driver.find_element("css selector", "[data-toggle=care]"))
            assert care(tab), path
            wrong += [(path, "care", each) for each in [*tab.js(CARE), tab.js(TOO_WIDE)] if each]
            wrong += [(path, "care", each) for each in tab.driver.execute_async_script(ASK, {"rules": STRICT})]
            tab.tap(tab.driver.find_element("css selector", "[data-toggle=care]"))
            tab.cdp("Emulation.setEmulatedMedia", media="print")
            assert not tab.driver.find_element("css selector", ".paper__bar").is_displayed()
            tab.cdp("Emulation.setEmulatedMedia", media="")
    assert not wrong, "\n".join(map(str, wrong))


def test_paper_is_light_for_readers_in_the_dark(sample: Path, driver: Any) -> None:
    scheme = "document.documentElement.getAttribute('data-scheme')"
    with pages(driver, sample) as tab:
        tab.open(SAMPLE["page"], DESK)
        tab.js("localStorage.setItem('leitai-scheme', 'dark')")
        for path in (PAPER[2], SAMPLE["page"]):
            tab.open(path, DESK)
            tab.js("dispatchEvent(new StorageEvent('storage', {key: 'leitai-scheme'}))")
            assert tab.js(scheme) == ("light" if path in PAPER else "dark"), path


@pytest.mark.parametrize("theme", ["base", "gala"])
def test_english_pages_for_every_reader(theme: str, shared: Path, driver: Any) -> None:
    turns = enumerate(ENGLISH.values(), theme == "gala")
    with pages(driver, site(shared, AWARDS, theme), "/programme") as tab, watched(tab):
        # Only the words differ from the Chinese pages.
        wrong = [each for turn, path in turns for each in look(tab, path, turn, 2)]
    assert not wrong, "\n".join(wrong)


# One reader after the other


@pytest.fixture(scope="module")
def sample(shared: Path) -> Path:
    """The sample site, with small pictures."""
    return site(shared, ROOT, "base")


def care(tab: Tab) -> bool:
    return bool(tab.js("document.documentElement.hasAttribute('data-care')"))


def test_care_mode_is_one_switch_and_stays(sample: Path, driver: Any) -> None:
    with pages(driver, sample) as tab:
        tab.open(SAMPLE["article"], PHONE)
        switch = tab.driver.find_elements("css selector", "[data-toggle=care]")
        assert [each.text for each in switch] == ["关怀版"]
        tab.tap(switch[0])
        assert care(tab) and switch[0].text == "退出关怀版"
        for path in SAMPLE.values():
            page = (sample / path.strip("/") / "index.html") if path.endswith("/") else sample / path.strip("/")
            assert page.read_text("utf-8").count('data-toggle="care"') == 1, path
        # Before the first paint: the attribute is there when the body begins.
        early = (
            "new MutationObserver((_, me) => { if (!document.body) return; me.disconnect();"
            "window.early = document.documentElement.hasAttribute('data-care'); })"
            ".observe(document, {childList: true, subtree: true})"
        )
        script = tab.cdp("Page.addScriptToEvaluateOnNewDocument", source=early)["identifier"]
        tab.open(SAMPLE["showcase"], PHONE)
        tab.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
        assert tab.js("window.early") is True and tab.js("document.cookie") == ""
        tab.tap(tab.driver.find_element("css selector", "[data-toggle=care]"))
        assert not care(tab)
        tab.open(SAMPLE["home"], PHONE)
        assert not care(tab)


VOICE = """
window.said = [];
let now = null;
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => [{lang: 'en-GB', localService: true}, {lang: 'zh-CN', localService: true, name: 'here'}],
  speak(it) { now = it; said.push([it.text, it.lang, it.voice?.name, it.rate]); },
  cancel() { const it = now; now = null; if (it) setTimeout(() => it.onerror({error: 'interrupted'})); },
  next() { const it = now; now = null; it.onend({}); },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_care_mode_reads_aloud_and_marks_the_sentence(sample: Path, driver: Any) -> None:
    """Headless browsers have no voice: this one is made of paper, and everything else is real."""
    with pages(driver, sample) as tab:
        script = tab.cdp("Page.addScriptToEvaluateOnNewDocument", source=VOICE)["identifier"]
        tab.open(SAMPLE["article"], PHONE)
        bar = tab.driver.find_element("css selector", "[data-aloud]")
        assert not bar.is_displayed(), "only in care mode"
        tab.tap(tab.driver.find_element("css selector", "[data-toggle=care]"))
        tab.until(bar.is_displayed)
        play, stop, speed = bar.find_elements("tag name", "button")
        assert (play.text, stop.is_displayed(), speed.text.split()) == ("朗读本页", False, ["语速：", "正常"])
        tab.tap(play)
        marked = "[...CSS.highlights.get('aloud') ?? []].map(String).join()"
        for _ in range(12):
            assert tab.js(marked).strip() == tab.js("said.at(-1)[0]"), "what is heard is what is marked"
            tab.js("speechSynthesis.next()")
        said = [text for text, *_ in tab.js("said")]
        assert said[1] == "首善先锋担使命 引领赋能“百千万”" and len(set(said)) == 13
        assert tab.js("said.at(-1).slice(1)") == ["zh-CN", "here", 1]
        assert not {"分享本页", "朗读本页", "新闻"} & set(said), "the page, not its furniture"
        box = "[...CSS.highlights.get('aloud')][0].getBoundingClientRect()"
        seen = tab.js(f"(({{top, bottom}}) => top > 60 && bottom < innerHeight)({box})")
        assert seen, "the page follows the voice"
        play.click()
        assert play.text == "继续"
        tab.tap(speed)
        assert tab.js("said.length") == 13, "while it pauses nothing is said"
        play.click()
        assert tab.js("said.at(-1)") == [said[-1], "zh-CN", "here", 1.25], "it goes on where it was"
        stop.click()
        assert (tab.js(marked), play.text, stop.is_displayed()) == ("", "朗读本页", False)
        tab.tap(play)
        tab.tap(tab.driver.find_element("css selector", "[data-toggle=care]"))
        assert tab.js(marked) == "" and not bar.is_displayed(), "whoever leaves care mode has quiet"
        tab.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


READ = "document.querySelector('main').innerText.replace(/\\s+/g, ' ')"


def test_without_scripts_everything_is_there(sample: Path, driver: Any) -> None:
    with pages(driver, sample) as tab:
        for kind, path in SAMPLE.items():
            tab.open(path, PHONE, scripts=False)
            bare = tab.js(READ)
            shown = "[...document.querySelectorAll('button')].filter((each) => each.checkVisibility()).length"
            assert tab.js(shown) == (1 if kind == "search" else 0), f"{path}: a button that does nothing"
            assert tab.js("document.querySelectorAll('.menu a').length") == 5
            tab.open(path, PHONE)
            tab.js(
                "document.querySelectorAll('.share, .standings__sort, [data-js-only]').forEach((each) => each.remove())"
            )
            if kind == "search":
                assert "JavaScript" in bare
            else:
                assert bare == tab.js(READ), path
        tab.open(SAMPLE["home"], PHONE, scripts=False)
        tab.driver.find_elements("css selector", ".menu a")[1].click()
        tab.until(lambda: tab.driver.current_url, f"{tab.address}/contests/")
        tab.cdp("Emulation.setScriptExecutionDisabled", value=False)


FOCUS = """(() => {
  const each = document.activeElement;
  if (each === document.body) return null;
  const {top, bottom, left, right, width} = each.getBoundingClientRect();
  const style = getComputedStyle(each);
  const middle = Math.min(Math.max((top + bottom) / 2, 1), innerHeight - 1);
  const over = document.elementFromPoint((left + right) / 2, middle);
  const said = each.getAttribute('aria-label') || each.innerText || each.placeholder || each.querySelector('img')?.alt;
  return {
    name: (said || '').trim().replace(/\\s+/g, ' ').slice(0, 30),
    seen: bottom > 0 && top < innerHeight && width > 0,
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    clear: Boolean(over) && (each.contains(over) || over.contains(each)),
  };
})()"""


def test_a_walk_by_keyboard(sample: Path, driver: Any) -> None:
    with pages(driver, sample) as tab:
        tab.open(SAMPLE["article"], DESK, prefers_reduced_motion="reduce")
        stops = []
        for _ in range(150):
            tab.press("TAB")
            at = tab.js(FOCUS)
            if at is None:
                break
            stops.append(at)
        names = [each["name"] for each in stops]
        assert names[0] == "跳到正文" and len(stops) > 25 and len(stops) < 150, names
        for wanted in ("新闻", "搜索", "关怀版", "复制链接", "二维码"):
            assert wanted in names
        lost = [each for each in stops if not (each["name"] and each["seen"] and each["ring"] and each["clear"])]
        assert lost == []
        # The skip link, and a switch by the space bar.
        tab.open(SAMPLE["article"], DESK, prefers_reduced_motion="reduce")
        tab.press("TAB", "ENTER")
        assert tab.js("document.activeElement.id") == "page-main"
        tab.js("document.querySelector('[data-toggle=care]').focus()")
        tab.press("SPACE")
        assert care(tab) and tab.js("document.activeElement.dataset.toggle") == "care", "the focus stays where it was"
        tab.press("SPACE")
        assert not care(tab)
        # The menu leads on, the search answers, a photo opens and closes.
        tab.js("document.querySelector('.menu a[href$=\"/units/\"]').focus()")
        tab.press("ENTER")
        tab.until(lambda: tab.driver.current_url, f"{tab.address}/units/")
        tab.open(SAMPLE["search"], DESK)
        tab.js("document.querySelector('#search-field').focus()")
        tab.press("露天矿", "ENTER")
        tab.until(lambda: bool(tab.js("document.querySelector('.hit__link')?.textContent.trim() || ''")))
        tab.press("TAB", "TAB")
        assert tab.js("document.activeElement.className") == "hit__link"
        tab.open(SAMPLE["gallery"], DESK)
        tab.js("document.querySelector('a.photo__link').focus()")
        tab.press("ENTER")
        tab.until(lambda: bool(tab.js("document.querySelector('.lightbox[open]') !== null")))
        tab.press("ESCAPE")
        assert tab.js("document.activeElement.className") == "photo__link"
