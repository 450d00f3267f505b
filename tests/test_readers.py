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
from sites import AWARDS

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
ENGLISH = {
    "home": "/",
    "article": "/news/winners-2025/",
    "edition": "/contests/harbour/2025/",
    "showcase": "/contests/harbour/2025/projects/queue-first/",
    "results": "/contests/harbour/2025/results/",
    "review": "/reviews/2024/",
}


def site(folder: Path, source: Path, theme: str) -> Path:
    """The output of a site in that theme, with few and small pictures, for pictures are not looked at here."""
    if not folder.exists():
        folder.mkdir()
        shutil.copytree(source / "content", folder / "content")
        if (source / "addresses.yaml").exists():
            shutil.copy(source / "addresses.yaml", folder)
        config = (source / "config.yaml").read_text("utf-8")
        assert "theme: base" in config
        (folder / "config.yaml").write_text(config.replace("theme: base", "theme: quick"), "utf-8")
    manifest = folder / "themes/quick/theme.yaml"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    rules = [f"  {role}: {SMALL.format(width=width, ratio=ratio)}" for role, (width, ratio) in RULES.items()]
    manifest.write_text("\n".join(("name: quick", f"extends: {theme}", "images:", *rules)) + "\n", "utf-8")
    report = build(Options(root=folder, output=folder / "output", jobs=1))
    assert report.ok, [problem.code for problem in report.problems]
    return folder / "output"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sites stand; the second theme keeps the pictures of the first."""
    return tmp_path_factory.mktemp("readers")


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
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
MORE_CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


def resize(tab: Tab, size: tuple[int, int], **media: str) -> None:
    """The same page in another window and other settings of the system."""
    tab.cdp(
        "Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=size[0] < 600
    )
    media |= {"prefers_reduced_motion": "reduce"}  # colours on their way from one scheme to the other are not meant
    features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
    tab.cdp("Emulation.setEmulatedMedia", features=features)


@contextmanager
def watched(tab: Tab) -> Iterator[None]:
    """Pages that are opened meanwhile note what moves."""
    watching = tab.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH)["identifier"]
    yield
    tab.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=watching)


def look(tab: Tab, path: str, axe: str) -> list[str]:
    """All that is wrong with one page for any reader."""
    wrong: list[str] = []

    def note(where: str, found: Any) -> None:
        wrong.extend(f"{path} {where}: {each}" for each in ([found] if isinstance(found, str) else found) if each)

    tab.open(path, DESK, prefers_color_scheme="light", prefers_reduced_motion="reduce")
    tab.js("scrollTo({top: 1e6, behavior: 'instant'})")
    shifted = tab.js("window.shifts()")
    note("desk, light", tab.violations(axe))
    for width in (768, 390, 320):
        resize(tab, (width, 844), prefers_color_scheme="dark" if width == 390 else "light")
        note(f"{width} px", tab.js(TOO_WIDE))
        if width == 390:
            note("phone, dark", tab.violations(axe, **CONTRAST))
            note("phone", tab.js(HEADLINE + "(340)"))
    resize(tab, (768, 1024), prefers_color_scheme="light")
    tab.js("document.documentElement.style.fontSize = '225%'")
    note("text doubled", tab.js(TOO_WIDE))
    tab.js("document.documentElement.style.fontSize = ''")
    tab.js("document.documentElement.setAttribute('data-care', '')")
    note("care", tab.violations(axe, **MORE_CONTRAST))
    resize(tab, PHONE, prefers_color_scheme="dark")
    note("phone, care, dark", tab.violations(axe, **MORE_CONTRAST))
    note("phone, care", tab.js(CARE))
    for width in (390, 320):
        resize(tab, (width, 844), prefers_color_scheme="light")
        note(f"care, {width} px", tab.js(TOO_WIDE))
        note(f"care, {width} px", tab.js(f"{HEADLINE}({680 if width == 390 else 844})"))
    tab.cdp("Emulation.setEmulatedMedia", media="print")
    paper = tab.js(
        "getComputedStyle(document.body).backgroundColor + parseFloat(getComputedStyle(document.body).fontSize)"
    )
    note("care, printed", "" if paper.startswith("rgb(255, 255, 255)") and float(paper[18:]) >= 18 else paper)
    tab.cdp("Emulation.setEmulatedMedia", media="")
    return [*wrong, f"{path} moves by {shifted}"] if shifted else wrong


@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("theme", ["base", "gala"])
def test_every_kind_of_page_for_every_reader(theme: str, part: int, folder: Path, driver: Any) -> None:
    axe = axe_core()
    with pages(driver, site(folder / "sample", ROOT, theme)) as tab, watched(tab):
        wrong = [each for path in list(SAMPLE.values())[part::3] for each in look(tab, path, axe)]
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


def test_english_pages_for_every_reader(folder: Path, driver: Any) -> None:
    axe = axe_core()
    with pages(driver, site(folder / "awards", AWARDS, "gala"), "/programme") as tab, watched(tab):
        wrong = [each for path in ENGLISH.values() for each in look(tab, path, axe)]
    assert not wrong, "\n".join(wrong)


# One reader after the other


@pytest.fixture(scope="module")
def sample(folder: Path) -> Path:
    """The sample site, in whichever theme it was built last."""
    built = folder / "sample/output"
    return built if built.is_dir() else site(folder / "sample", ROOT, "base")


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
