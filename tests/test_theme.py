"""Built-in themes keep the contract: layouts draw every view, full or bare; strings are complete; scripts are small.

Views are made from their types: with every field filled, and with nothing but what is required. An undefined name is
an error of Jinja's, so a template that asks for a field which is not there cannot pass.
"""

from __future__ import annotations

import gzip
import html
import re
import types
import typing
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import pytest
import yaml
from sites import Site

from leitai import score_views, views
from leitai.build import theme_roots
from leitai.cache import Blocks
from leitai.patterns import shape as type_of
from leitai.render import Renderer, Stage, layout_file
from leitai.sources import digest_of, scan
from leitai.theme import Theme, asset_text, load

THEMES = theme_roots()[0]
NAMES = ("base", "gala")
LANGUAGES = ("zh-CN", "zh-TW", "en")
NAMESPACE = {**vars(score_views), **vars(views)}
CSS_BUDGET = 20 * 1024
JS_BUDGET = 15 * 1024
TEXT = msgspec.msgpack.encode(["<p>一段。</p>", "<p><strong>二。</strong>三</p>"])

LAYOUTS: dict[str, type] = {
    (re.match(r"([a-z0-9]+)\.(?:html|xml|txt)", view.__doc__ or "") or ["", "atom"])[1]: view
    for view in typing.get_args(views.AnyView)
}


@cache
def theme(name: str, language: str, root: Path = THEMES) -> tuple[Theme, typing.Any]:
    snapshot = scan(root, theme_roots(), {})
    made, problems = load(snapshot, name, language, {})
    assert not problems
    return made, snapshot


def full(shape: Any, name: str = "", depth: int = 0) -> Any:
    """A value of that type with everything in it."""
    origin = typing.get_origin(shape)
    if origin in (typing.Union, types.UnionType):
        return full(next(each for each in typing.get_args(shape) if each is not type(None)), name, depth)
    if origin is tuple:
        inside = typing.get_args(shape)
        if inside[-1] is not Ellipsis:
            return tuple(full(each, name, depth + 1) for each in inside)
        if inside[0] is str and name == "title_parts":
            return ("前半", "后半")
        return tuple(full(inside[0], name, depth + 1) for _ in range(2)) if depth < 7 else ()
    if origin in (dict,):
        return {}
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        if shape is views.Prose:
            return views.Prose(document=digest_of(TEXT), start=0, stop=2)
        if shape is views.Day:
            return views.Day(iso="2024-07-26T09:30:00+08:00", year=2024, month=7, day=26, time="09:30")
        hints = typing.get_type_hints(shape, NAMESPACE)
        filled = {field: full(hints[field], field, depth + 1) for field in shape.__struct_fields__}
        if shape is views.PracticeView:  # the one field that is HTML already
            filled["lead"] = "<strong>先问后办</strong>"
        return shape(**filled)
    if shape is bool:
        return True
    if shape is int:
        return 3
    if shape is float:
        return 1.5
    words = {
        "href": "/x/",
        "src": "/photos/x.jpg",
        "iso": "2024-07-26",
        "start": "2024-07-26",
        "end": "2024-08-01",
        "placeholder": "data:image/png;base64,AAAA",
        "color": "#aabbcc",
        "language": "zh-CN",
        "url": "https://leitai.example/x/",
        "path": "/x/",
        "kind": "article",
        "key": "fact.year",
        "profile": "gov",
        "order": "ranked",
        "medal": "gold",
        "state": "draft",
    }
    return words.get(name, "字<&\"'")


def bare(shape: type[msgspec.Struct]) -> Any:
    """A value of that type with nothing but what it requires."""
    hints = typing.get_type_hints(shape, NAMESPACE)
    needed = [field.encode_name for field in msgspec.structs.fields(shape) if field.required]
    return shape(**{name: _little(hints[name], name) for name in needed})


def _little(shape: Any, name: str) -> Any:
    if typing.get_origin(shape) is tuple:
        return ()
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        return full(shape) if shape in (views.Prose, views.Day) else bare(shape)
    return full(shape, name)


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with one rendered text in it."""
    path = str(tmp_path_factory.mktemp("blocks") / "blocks.sqlite")
    store = Blocks(path)
    store.put([(digest_of(TEXT), TEXT)])
    store.close()
    return path


def renderer(name: str, language: str, blocks: str, site: views.SiteView) -> Renderer:
    made, _ = theme(name, language)
    return Renderer(
        Stage(
            templates=made.templates,
            chain=made.chain,
            strings=made.strings,
            params=made.params,
            assets={key: f"/assets/{asset.published}" for key, asset in made.assets.items()},
            site=site,
            blocks_path=blocks,
            bytecode=str(Path(blocks).parent),  # every template is compiled once
        )
    )


SITES = {
    "full": full(views.SiteView),
    "bare": views.SiteView(title="站", url="https://leitai.example", base="", language="zh-CN"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_layout_draws_its_view(name: str, language: str, blocks: str) -> None:
    made, _ = theme(name, language)
    for fullness, site in SITES.items():
        drawing = renderer(name, language, blocks, site)
        for layout, shape in LAYOUTS.items():
            assert layout_file(layout) in made.templates, f"{shape.__name__} has no layout"
            for view in (full(shape), bare(shape)):
                if hasattr(view, "meta"):
                    view = msgspec.structs.replace(view, meta=msgspec.structs.replace(view.meta, kind=layout))
                html = drawing.render(layout, view).decode()
                assert html.strip(), (layout, fullness)
                assert "字<&" not in html or layout_file(layout).endswith(".txt"), f"{layout}: not escaped"
                if layout_file(layout).endswith(".html"):
                    check_html(html, f"{name} {layout} {fullness}")


class Structure(HTMLParser):
    """What must hold on every page: ids once, no styles in line, one first heading."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def check_html(html: str, where: str) -> None:
    reader = Structure()
    reader.feed(html)
    tags = [tag for tag, _ in reader.found]
    assert tags.count("h1") == 1, where
    assert "style" not in tags, where
    for tag, attrs in reader.found:
        assert "style" not in attrs, f"{where}: {tag} has a style"
        assert not [name for name in attrs if name.startswith("on")], f"{where}: {tag} has a script in line"
        if tag == "img":
            # The lightbox's own image gets its source when it is opened.
            assert "alt" in attrs and (attrs.get("src") or "data-lightbox" in attrs), where


def test_no_template_asks_for_what_its_view_has_not() -> None:
    for layout, shape in LAYOUTS.items():
        path = THEMES / "base" / layout_file(layout)
        asked = set(re.findall(r"\bview\.(\w+)", path.read_text("utf-8")))
        assert asked <= set(shape.__struct_fields__), layout
    every = "\n".join(path.read_text("utf-8") for path in THEMES.rglob("*.html"))
    for name, shape in (("view.meta", views.Meta), ("site", views.SiteView), ("site.identity", views.IdentityView)):
        asked = set(re.findall(rf"(?<![\w.]){re.escape(name)}\.(\w+)", every))
        assert asked <= set(shape.__struct_fields__), name


# Strings

_USED = re.compile(r"""\bt\(\s*['"]([\w.-]+)['"]""")


def strings(name: str, language: str) -> dict[str, str]:
    path = THEMES / name / "i18n" / f"{language}.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}


@pytest.mark.parametrize("name", NAMES)
def test_all_languages_have_the_same_strings(name: str) -> None:
    first = strings(name, "zh-CN")
    for language in LANGUAGES[1:]:
        assert set(strings(name, language)) == set(first), language
        for key, text in strings(name, language).items():
            names = set(re.findall(r"\{(\w+)", str(text)))
            # Singular and plural may name the number or not.
            assert names ^ set(re.findall(r"\{(\w+)", str(first[key]))) <= {"n", "month_name", "month"}, (language, key)


def test_every_string_that_is_asked_for_is_there() -> None:
    known = set(strings("base", "zh-CN"))
    plural = {key.rpartition(".")[0] for key in known if key.endswith((".one", ".other"))}
    package = Path(views.__file__).parent
    asked = {}
    for path in [*THEMES.rglob("*.html"), *THEMES.rglob("*.xml"), *THEMES.rglob("*.txt"), *package.rglob("*.py")]:
        for key in _USED.findall(path.read_text("utf-8")):
            asked[key] = path.name
    missing = {key: where for key, where in asked.items() if key not in known | plural and not key.endswith(".")}
    assert not missing


# Components

COMPONENTS = sorted(path.stem for path in (THEMES / "base/components").glob("*.html"))


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_examples_of_a_component_are_drawn(component: str, blocks: str) -> None:
    about = yaml.safe_load((THEMES / f"base/components/{component}.yaml").read_text("utf-8"))
    assert set(about["about"]) >= {"zh-CN", "en"} and about["examples"]
    for name in NAMES:
        for language in ("zh-CN", "en"):
            drawing = renderer(name, language, blocks, SITES["bare"])
            macro = getattr(drawing.environment.get_template(f"components/{component}.html").module, about["macro"])
            assert list(macro.arguments) == list(about["params"] or ()), "every parameter is told"
            for example, given in about["examples"].items():
                values = {}
                for parameter, value in (given or {}).items():
                    kind = type_of(about["params"][parameter]["type"])
                    values[parameter] = msgspec.convert(value, kind, strict=False)
                drawn = str(macro(**values))
                assert "style=" not in drawn and "Undefined" not in drawn, example


TITLES = {
    ("一个镇和它的两个社区，都站上了领奖台",): ["一个镇和它的两个社区，", "都站上了领奖台"],
    ("镇街来了", "“出让+代建”：怎么看"): ["“出让+代建”：", "怎么看"],
    ("第四届“侨都杯”擂台赛（蓬江赛区选拔赛）",): ["第四届“侨都杯”擂台赛", "（蓬江赛区选拔赛）"],
    ("茂南区镇（街道）大赛",): [],
    ("“知”“情”“意”新平台",): [],
    ("<b> & Bells: a title",): [],
}


@pytest.mark.parametrize("parts", TITLES)
def test_a_title_is_cut_where_its_sense_is_and_copied_as_it_is_written(parts: tuple[str, ...], blocks: str) -> None:
    macro = renderer("base", "zh-CN", blocks, SITES["bare"]).environment.get_template("components/title.html").module
    drawn = str(macro.title(parts))
    clauses = re.findall(r'<span class="clause">(.*?)</span>(?=<span class="clause">|</span>|$)', drawn)
    assert [re.sub("<[^>]+>", "", each) for each in clauses] == TITLES[parts]
    assert html.unescape(re.sub("<[^>]+>", "", drawn)).strip() == " ".join(parts)
    assert drawn.count('class="q"') == sum(part.count("“") for part in parts)
    assert drawn.count("<wbr>") == sum(part.count("”“") for part in parts), "adjoining names may be parted"


def test_every_component_is_documented() -> None:
    assert sorted(path.stem for path in (THEMES / "base/components").glob("*.yaml")) == COMPONENTS


def test_the_pattern_page_draws_every_component(site: Site) -> None:
    site.good()
    assert not site.has("patterns/index.html"), "only for those who ask"
    site.append("config.yaml", "patterns: yes\n")
    site.good()
    page = site.page("patterns/")
    for component in COMPONENTS:
        about = yaml.safe_load((THEMES / f"base/components/{component}.yaml").read_text("utf-8"))
        part = page.partition(f'<h2 id="{component}" lang="en">')[2].partition("</section>")[0]
        drawn = re.findall(r'<div class="pattern__drawn">\n\s*(\S)', part)
        assert about["about"]["zh-CN"].split("“")[0] in part and len(drawn) >= len(about["examples"]), component
    assert '<meta name="robots" content="noindex">' in page and "/patterns/" not in site.page("sitemap.xml")
    site.write(
        "themes/overrides/components/mark.yaml",
        "macro: mark\nabout: {zh-CN: 奖, en: mark}\nparams: {award: {type: AwardMark, help: {zh-CN: 奖, en: award}}}\n"
        "examples: {one: {award: {name: 头奖}}}\n",
    )
    site.good()
    assert '<p class="pattern__name" lang="en">one</p>' in site.page("patterns/") and "头奖" in site.page("patterns/")


# A site's own changes, and what readers load


def test_one_partial_can_be_overridden(site: Site) -> None:
    site.write("themes/overrides/partials/footer_extra.html", '<p class="mine">{{ site.title }}自己的一行</p>\n')
    site.write("themes/overrides/i18n/zh-CN.yaml", "nav.home: 回家\n")
    site.write("themes/overrides/static/css/site.css", ":root { --accent: #0b5c8a; }\n")
    site.good()
    assert '<p class="mine">临江擂台自己的一行</p>' in site.page("")
    assert "回家" in site.page("404.html")
    style = next((site.output / "assets/css").glob("main.*.css")).read_text("utf-8")
    assert style.rstrip().endswith(":root { --accent: #0b5c8a; }")


TRICKS = """\
{% macro pair(a, b=2) %}[{{ a }}{{ b }}]{% endmacro %}
{% macro twice(a) %}{{ caller(a) }}{{ caller(a) }}{% endmacro %}
{% macro odd(function) %}{{ function }}{% endmacro %}
{% set text = "<&'" ~ '"' %}{% set kept %}<b>{{ text }}</b>{% endset %}{% set ns = namespace(n=1) %}
<p class="mine">{{ text }}{{ pair(text, b=text) }}{% call(z) twice(text) %}{{ z }}{% endcall %}
{{ kept }}{{ kept ~ text }}
{% for i in range(3) %}{% set ns.n = ns.n + i %}{{ loop.cycle("a", "b") }}{% endfor %}{{ ns.n }}
{% for t in [{"n": 1, "c": [{"n": 2, "c": []}]}] recursive %}{{ t.n }}({{ loop(t.c) }}){% endfor %}
{{ text|upper|safe }}{{ 3.5 }}{{ none }}{{ pair(text)|length }}{{ odd(function=text) }}{{ text.upper() }}
{% filter upper %}a{{ text }}{% endfilter %}
{% autoescape false %}{{ text }}{% endautoescape %}</p>
"""


def test_templates_mean_what_jinja_says(site: Site) -> None:
    """Ours put out what they do in quicker ways."""
    site.write("themes/overrides/partials/footer_extra.html", TRICKS)
    site.good()
    plain = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    expected = plain.from_string(TRICKS).render()
    assert "&lt;&amp;&#39;&#34;" in expected
    assert expected.strip() in site.page("")


@pytest.mark.parametrize("name", NAMES)
def test_styles_and_scripts_keep_their_budget(name: str) -> None:
    made, snapshot = theme(name, "zh-CN")
    size = {key: len(gzip.compress(asset_text(snapshot, asset), 9)) for key, asset in made.assets.items()}
    # Search, QR codes, reading aloud and the pattern page are loaded by those who ask for them.
    late = ("js/search.js", "js/qr.js", "js/aloud.js", "css/patterns.css")
    assert sum(bytes for key, bytes in size.items() if key.endswith(".css") and key not in late) <= CSS_BUDGET, size
    assert sum(bytes for key, bytes in size.items() if key.endswith(".js") and key not in late) <= JS_BUDGET, size
    assert size["js/search.js"] <= 6 * 1024 and size["js/qr.js"] <= 4 * 1024
    assert size["js/aloud.js"] <= 4 * 1024


def test_a_theme_that_extends_keeps_all_of_the_parents_styles() -> None:
    base, gala = theme("base", "en")[0], theme("gala", "en")[0]
    names = [[path.split("/", 2)[2] for path in each.assets["css/main.css"].sources] for each in (base, gala)]
    assert names[0] == names[1]
    own = {path.name for path in (THEMES / "gala").rglob("*") if path.is_file()}
    assert not {name for name in own if name.endswith(".py")} and len(own) < 12


@pytest.mark.parametrize("name", NAMES)
def test_the_card_for_shared_links_has_the_accents_of_the_style(name: str) -> None:
    """Light ones on base, those of the dark on gala's ink."""
    manifest = yaml.safe_load((THEMES / name / "theme.yaml").read_text("utf-8"))
    tokens = (THEMES / name / "static/css/tokens.css").read_text("utf-8")
    drawn = {
        (accent, color)
        for by in manifest["share_card"]["colors"].values()
        if isinstance(by, dict)
        for accent, color in by["accent"].items()
    }
    first, *others = manifest["params"]["accent"]["choices"]
    assert {accent for accent, _ in drawn} == {first, *others}
    for accent, color in drawn:
        rule = r":root[^{,]*" if accent == first else rf"\[data-accent={accent}\] "
        assert re.search(rule + rf"\{{[^}}]*--accent(?:-deep)?: {color};", tokens), (accent, color)
