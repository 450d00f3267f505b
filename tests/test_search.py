"""Search finds every page that holds what was typed, shows where, and is as right after edits as when made anew.

Asking is done by the theme's own js/search.js under node; what should be found is read from the built pages, by a
reader that knows nothing of the index.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import AWARDS, FILES, HERE, Site

from leitai import write
from leitai.search import grams, shards
from leitai.search.notes import Notes
from leitai.search.words import Words, plain

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed: js/search.js cannot be asked")
SCRIPT = HERE.parent / "themes/base/static/js/search.js"
SAMPLES = HERE.parent / "content"


def asked(site: Site, queries: Sequence[str]) -> list[dict[str, Any]]:
    """What the search page would find for each query."""
    done = subprocess.run(
        [str(NODE), str(HERE / "search_query.mjs"), str(SCRIPT), str(site.output / "search/data")],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def found(site: Site, query: str) -> list[str]:
    return list(asked(site, [query])[0]["hrefs"])


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


class Reader(HTMLParser):
    """The headline and running text of a page, a line each block."""

    INLINE = frozenset("a strong em b i code span mark small abbr time sub q cite".split())

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.open: list[bool] = []
        self.taken = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "br", "hr", "meta", "link", "source", "wbr", "input", "path", "circle", "rect", "image"):
            return
        takes = tag == "h1" or "prose" in (dict(attrs).get("class") or "").split()
        self.open.append(takes)
        self.taken += takes
        self.parts.append("" if tag in self.INLINE else "\n")

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.taken -= self.open.pop()
        self.parts.append("" if tag in self.INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if self.taken:
            self.parts.append(data)


def said(page: Path) -> str:
    reader = Reader()
    reader.feed(page.read_text("utf-8"))
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(filter(None, lines))


def texts(site: Site, base: str = "") -> dict[str, str]:
    """Headline and running text of every page that can be found, by address."""
    pages = {}
    for path in site.output.rglob("index.html"):
        html = path.read_text("utf-8")
        # Of a list its first page is enough.
        if 'name="robots" content="noindex"' in html or "is-home" in html or path.parts[-3] == "page":
            continue
        pages[f"{base}/{path.parent.relative_to(site.output)}/".replace("/./", "/")] = folded(said(path))
    return pages


def some_queries(pages: Iterable[str], number: int) -> list[str]:
    dice = random.Random(7)
    lines = [line for text in pages for line in text.split("\n") if len(line) > 1]
    queries = []
    while len(queries) < number:
        line = dice.choice(lines)
        size = min(len(line), dice.choice((2, 2, 2, 3, 3, 4, 5, 6, 8, 12)))
        start = dice.randrange(len(line) - size + 1)
        query = line[start : start + size].strip()
        if len(query) < 2:
            continue
        if dice.random() < 0.2:  # as somebody types it who forgot to switch
            query = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in query.upper())
        queries.append(query)
    return queries


def check_recall(site: Site, number: int, base: str = "") -> None:
    pages = texts(site, base)
    answers = asked(site, some_queries(pages.values(), number))
    for answer in answers:
        query = " ".join(folded(answer["query"]).split())
        expected = {address for address, text in pages.items() if query in text}
        assert expected, query
        assert expected <= set(answer["hrefs"]), (query, sorted(expected - set(answer["hrefs"])))
        assert len(answer["hrefs"]) == len(set(answer["hrefs"])), query
        assert answer["read"] <= 100_000, query
        # What is found by its initials has nothing to show for it.
        if not re.fullmatch("[a-z0-9]+", query):
            assert all(answer["marks"]), f"{query}: a result does not show what was found"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site with a hundred articles made of the sample site's own sentences."""
    site = Site(tmp_path_factory.mktemp("library") / "site")
    sentences = sorted(
        {
            sentence.strip()
            for path in sorted(SAMPLES.rglob("*.md"))
            for sentence in re.findall(r"[^。！？\n{}\[\]<>|#`*_\\]{8,60}[。！？]", path.read_text("utf-8"))
        }
    )
    assert len(sentences) > 300
    dice = random.Random(3)
    for number in range(100):
        title = dice.choice(sentences)[:24].rstrip("。！？，：")
        parts = [
            f"{dice.choice(sentences)}{dice.choice(sentences)}**{dice.choice(sentences)[:6]}**的事。" for _ in range(6)
        ]
        body = "\n\n".join(
            (*parts[:3], f"## {dice.choice(sentences)[:12]}", *parts[3:], "- NASA 与 Wi-Fi 2.0\n- ＡＢＣ①②③")
        )
        front = f"title: {json.dumps(title, ensure_ascii=False)}\ndate: 2024-{number % 12 + 1:02}-{number % 27 + 1:02}"
        site.write(f"content/news/piece-{number}.md", f"---\n{front}\n---\n\n{body}\n")
    assert site.build().ok
    return site


@needs_node
def test_everything_that_is_written_is_found(library: Site) -> None:
    check_recall(library, 300)


@needs_node
def test_english_in_a_subfolder_is_found(tmp_path: Path) -> None:
    shutil.copytree(AWARDS, tmp_path / "site")
    site = Site(tmp_path / "site", {})
    assert site.build(now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).ok
    check_recall(site, 150, "/programme")
    assert 'data-search="/programme/search/data/"' in site.page("search/")
    assert found(site, "queue first")[0] == "/programme/contests/harbour/2025/projects/queue-first/"
    assert all(href.startswith("/programme/") for href in found(site, "harbour"))


@needs_node
def test_titles_come_before_units_headings_and_text(site: Site) -> None:
    for name, title, units, body in (
        ("body", "正文里", "", "有一处龙舟竞渡。"),
        ("heading", "小标题里", "", "一。\n\n## 龙舟竞渡\n\n二。\n\n## 三\n\n四。"),
        ("title", "龙舟竞渡开赛", "", "别的。"),
    ):
        site.write(f"content/news/{name}.md", f"---\ntitle: {title}\ndate: 2024-05-01{units}\n---\n\n{body}\n")
    site.edit("content/units.yaml", "- {id: quwei,", "- {id: longzhou, name: 龙舟竞渡协会}\n- {id: quwei,")
    assert site.build().ok
    assert found(site, "龙舟竞渡") == ["/news/title/", "/units/longzhou/", "/news/heading/", "/news/body/"] or found(
        site, "龙舟竞渡"
    ) == ["/units/longzhou/", "/news/title/", "/news/heading/", "/news/body/"]


@needs_node
def test_initials_find_titles_and_units(built: Site) -> None:
    assert "/units/dongjie/" in found(built, "djjd")
    assert "/news/duoguan/" in found(built, "djdg")
    assert "/units/shuiwu/" in found(built, "LJQSWJ")
    # 长 is read in two ways.
    assert "(zc)" in grams.initials("长江")


@needs_node
def test_terms_must_all_be_there(built: Site) -> None:
    both = set(found(built, "东街 夺冠"))
    assert both and both <= set(found(built, "东街")) & set(found(built, "夺冠"))
    assert found(built, "东街 没有这样的词") == []
    assert found(built, "东") == [] and found(built, "  ") == []


@needs_node
def test_what_is_held_back_is_not_in_the_index(site: Site) -> None:
    site.write("content/news/a.md", "---\ntitle: 草稿密语\ndate: 2024-05-01\ndraft: true\n---\n\n水晶鞋。\n")
    site.write("content/news/b.md", "---\ntitle: 定时密语\ndate: 2024-05-01\npublish: 2031-01-01\n---\n\n水晶鞋。\n")
    site.write("content/news/c.md", "---\ntitle: 过期密语\ndate: 2024-05-01\nexpire: 2024-06-01\n---\n\n水晶鞋。\n")
    assert site.build().ok
    assert found(site, "密语") == [] and found(site, "水晶鞋") == []
    for path, data in site.tree().items():
        assert "密语".encode() not in data and "水晶鞋".encode() not in data, path


def index(site: Site) -> dict[str, bytes]:
    return {path: data for path, data in site.tree().items() if path.startswith("search/")}


def fresh(site: Site, folder: Path) -> dict[str, bytes]:
    """The index of the same sources, made from nothing."""
    other = Site(folder, {})
    for name in ("config.yaml", "content"):
        source = site.root / name
        shutil.copytree(source, folder / name) if source.is_dir() else shutil.copy(source, folder / name)
    assert other.build().ok
    return index(other)


def test_a_patched_index_equals_one_made_anew(site: Site, tmp_path: Path) -> None:
    assert site.build().ok
    steps: tuple[tuple[str, str | None], ...] = (
        ("content/news/kaisai.md", FILES["content/news/kaisai.md"].replace("今年", "二〇二四年 ＡＩ")),  # type: ignore[union-attr, arg-type]
        ("content/news/new.md", "---\ntitle: 最新的一篇\ndate: 2025-02-01\n---\n\n新的正文。\n"),
        ("content/news/old.md", "---\ntitle: 很早的一篇\ndate: 2020-02-01\n---\n\n旧的正文。\n"),
        ("content/news/new.md", "---\ntitle: 改了题目\ndate: 2025-02-01\n---\n\n新的正文，又添了字。\n"),
        ("content/news/new.md", None),
        ("content/news/old.md", None),
    )
    once: dict[str, bytes] = {}
    for number, (path, text) in enumerate(steps):
        site.delete(path) if text is None else site.write(path, text)
        assert site.build().ok
        once = once or index(site)
        if number in (2, 3):
            assert index(site) == fresh(site, tmp_path / f"fresh-{number}"), path
    assert index(site) == once, "what came has gone again"


def test_a_file_that_could_not_be_written_leaves_nothing_behind(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page's words failed, while the shards took them up; then the page changes again."""
    assert site.build().ok
    before = index(site)
    real = write._put

    def failing(root: str, path: str, data: bytes) -> Any:
        if path.endswith(".txt") and "一次".encode() in data:
            raise OSError(5, "broken")
        return real(root, path, data)

    for text in ("第一次的字。", None):
        monkeypatch.setattr(write, "_put", failing)
        site.append("content/news/kaisai.md", "\n第一次的字。\n")
        assert not site.build(jobs=1).ok
        assert index(site).keys() == before.keys()
        monkeypatch.undo()
        site.edit("content/news/kaisai.md", "\n第一次的字。\n", "")
        if text is None:
            site.delete("content/news/kaisai.md")
        assert site.build(jobs=1).ok
        assert index(site) == (before if text else fresh(site, tmp_path / "fresh"))


def test_an_edit_rewrites_little(library: Site) -> None:
    before = library.stamps()
    library.append("content/news/piece-50.md", "\n忽然多了一句话。\n")
    assert library.build().ok
    after = library.stamps()
    touched = [
        path for path in after if path.startswith("search/data/") and "." in path and after[path] != before.get(path)
    ]
    assert 2 <= len(touched) <= 20, touched
    assert sum(path.endswith(".txt") for path in touched) == 1


def test_what_comes_and_goes_renumbers_only_its_month(library: Site) -> None:
    before = library.stamps()
    for path, text in (
        ("content/news/back.md", "---\ntitle: 补登\ndate: 2024-01-03\ntags: [新标签]\n---\n\n补登的一篇。\n"),
        ("content/news/back.md", None),
    ):
        library.delete(path) if text is None else library.write(path, text)
        assert library.build().ok
        after = library.stamps()
        words = [path for path in {*before, *after} if path.endswith(".txt") and after.get(path) != before.get(path)]
        # Of a dozen months one, and the pages without a day.
        assert 2 <= len([path for path in words if path.startswith("search/data/")]) <= 40, words
        before = after


def test_a_lost_or_damaged_index_is_made_again(built: Site) -> None:
    before = index(built)
    for path in ("search/data/manifest.json", "search/data/0/3.bin", "search/data/0/3.txt"):
        (built.output / path).unlink()
        assert built.build().ok
        assert index(built) == before
    (built.output / "search/data/0/5.bin").write_bytes(b"\x07rubbish")
    built.append("content/news/duoguan.md", "\n再加一句。\n")
    assert built.build().ok
    (built.output / "search/data/0/4.txt").write_bytes(b"rubbish")
    built.edit("content/news/duoguan.md", "\n再加一句。\n", "")
    assert built.build().ok
    assert index(built) == before


def test_search_can_be_switched_off(site: Site) -> None:
    site.append("config.yaml", "search: false\n")
    site.good()
    assert not index(site)
    assert "/search/" not in site.page("") and "SearchAction" not in site.page("")


def test_the_search_page_says_what_to_do_without_javascript(built: Site) -> None:
    page = built.page("search/")
    assert "<noscript>" in page and '<a class="chip" href="/news/">' in page
    assert 'aria-live="polite"' in page and '<label class="visually-hidden" for="search-field">' in page
    # The script is loaded by that page only, and nothing of the index by any.
    for path in built.output.rglob("*.html"):
        text = path.read_text("utf-8")
        assert ("/js/search." in text) == (path.parent.name == "search"), path


# The index by itself


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sets(st.integers(0, 700), max_size=400), min_size=1, max_size=4), st.integers(0, 700))
def test_a_list_says_what_was_put_into_it(some: list[set[int]], turned: int) -> None:
    for pages in some:
        blocks: dict[int, list[int]] = {}
        for page in sorted(pages):
            blocks.setdefault(page >> 8, []).append(page & 255)
        # As they come: in any order, some more than once.
        data = b"".join(
            shards.listed(number, {0: bytes([*inside[::-1], *inside[::3]])})[0]
            for number, inside in sorted(blocks.items())
        )
        assert {(n << 8) + page for n, inside in shards.blocks(data).items() for page in inside} == pages
        there = turned not in pages
        other = shards.changed(data, turned, there)
        assert shards.changed(other, turned, not there) == data
        assert {(n << 8) + page for n, inside in shards.blocks(other).items() for page in inside} == pages ^ {turned}


some_text = st.lists(st.sampled_from([*"党建aB1é ，𠮷长", "night ", "light,"]), max_size=12).map("".join)
some_words = st.builds(
    lambda title, units, headings, text: Words(
        "/", "article", "", title, "\t".join(units), "\t".join(headings), grams.initials(title), "\n".join(text)
    ),
    some_text,
    st.lists(some_text, max_size=2),
    st.lists(some_text, max_size=2),
    st.lists(some_text, max_size=3),
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(some_words, max_size=6))
def test_notes_of_many_pages_are_those_of_each(pages: list[Words]) -> None:
    notes = Notes()
    where: dict[shards.Key, list[int]] = {}
    for number, said in enumerate(pages):
        notes.add(number, said)
        for key in filter(shards.real, said.keys()):
            where.setdefault(key, []).append(number)
    lists = notes.lists(200)
    assert {key: list(shards.blocks(data)[200]) for key, data in lists.items()} == where
    assert shards.decode(shards.encode(lists)) == lists
    assert shards.encode(dict(reversed(lists.items()))) == shards.encode(lists)


@pytest.mark.parametrize("data", [b"\x07", b"\x02abcd\x09x", b"\x13\xff\xfe\xfd\x00"])
def test_what_is_no_shard_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a shard"):
        shards.decode(data)


def test_text_is_taken_out_of_html() -> None:
    html = (
        '<p>党建<sup id="fnref-1"><a href="#fn-1" class="footnote-ref">1</a></sup>引<strong>领</strong>&amp;&lt;</p>\n'
        "<ul>\n<li>一\n二</li>\n<li><ruby>漢<rp>(</rp><rt>hàn</rt></ruby>字</li>\n</ul>"
    )
    assert plain(html) == "党建引领&<\n一 二\n漢字"
