"""A glimpse of an article is what the build that follows makes of it, or there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from edits import World, own_home, short_doubts
from sites import png

from leitai.build import Options, build
from leitai.glimpse import Ahead, Glimpse

ONE, TWO = "content/news/one/index.md", "content/news/two.md"


class Looking(World):
    """A site, and what its last build knew."""

    def good(self) -> None:
        """Build, and know."""
        self.ahead = Ahead()
        options = Options(root=self.root, output=self.output, now=self.now, preview=True, jobs=1)
        assert build(options, ready=self.ahead.know).ok

    def look(self, path: str) -> Glimpse | None:
        return self.ahead.look(path, self.root / path)

    def output_of(self, path: str) -> bytes:
        return (self.output / path).read_bytes()


@pytest.fixture(scope="module")
def looking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looking]:
    folder = tmp_path_factory.mktemp("glimpse")
    with short_doubts(), own_home(folder / "home"):
        yield Looking(folder)


@pytest.fixture
def world(looking: Looking) -> Looking:
    looking.restore()
    looking.write("content/news/draft.md", "---\ntitle: 草稿\ndate: 2024-05-01\ndraft: true\n---\n\n还没好。\n")
    looking.good()
    return looking


ADDED = {
    "text": "再说 **一句**，<b>原样</b>。",
    "heading": "## 新的一节\n\n内容。",
    "link": "见[之一](/news/one/)。",
    "count": "共有 {{ count units in linjiang/2024 }} 个单位。",
    "footnote": "有注[^1]。\n\n[^1]: 注。",
}


@pytest.mark.parametrize("what", ADDED)
def test_it_is_what_the_build_makes(world: Looking, what: str) -> None:
    paths = world.sources(".md", under="content/news")
    seen = []
    for path in paths:
        world.write(path, f"{world.read(path)}\n{ADDED[what]}\n")
        glimpse = world.look(path)
        assert glimpse is not None, path
        assert world.output_of(glimpse.path) != glimpse.data
        seen.append(glimpse)
        # One at a time: the others are still as the last build knew them.
        world.good()
        assert world.output_of(glimpse.path) == glimpse.data, path
    assert len({glimpse.path for glimpse in seen}) == len(paths) >= 6


CHANGED = (
    (ONE, r"^title: .*$", "title: 换了标题"),
    (ONE, r"^cover: .*$", "cover: {photo: a.png, alt: 另一句说明}"),
    (ONE, r"alt: 教室", "alt: 大教室"),
    (ONE, r"夜校开课了", "![小图](b.png) 夜校开课了"),
    (ONE, r"\[表\]\(table.csv\)", "表"),
    (TWO, r"接着上一篇", "[关于](../pages/about.md)"),
    (TWO, r"\A---\n", "---\nsummary: 摘要\nkicker: 引题\nbyline: {文: 张三}\n"),
)


@pytest.mark.parametrize(("path", "old", "new"), CHANGED)
def test_it_is_what_the_build_makes_of_other_changes(world: Looking, path: str, old: str, new: str) -> None:
    assert world.change(path, old, new)
    glimpse = world.look(path)
    assert glimpse is not None
    world.good()
    assert world.output_of(glimpse.path) == glimpse.data


NONE = {
    "other place": (TWO, r"^date: .*$", "date: 2024-07-01"),
    "other tags": (TWO, r"^tags: .*$", "tags: [新标签]"),
    "held back": (TWO, r"\A---\n", "---\ndraft: true\n"),
    "other address": (TWO, r"\A---\n", "---\nslug: er\n"),
    "other column": (TWO, r"number: 2", "number: 1"),
    "other project": (TWO, r"^projects: .*$", "projects: []"),
    "broken front matter": (TWO, r"^title: .*$", "title: ["),
    "no front matter": (TWO, r"\A---\n", ""),
    "unknown field": (TWO, r"^title: ", "titel: "),
    "dead link": (TWO, r"one/index\.md", "three.md"),
    "no such photo": (ONE, r"photo: b\.png", "photo: c.png"),
    "unknown number": (TWO, r"接着上一篇", "{{ count nothing in linjiang/2024 }}"),
    "no article": ("content/pages/help.md", r"见", "参见"),
    "a list": ("content/units.yaml", r"name: 东街街道", "name: 东街"),
}


@pytest.mark.parametrize("why", NONE)
def test_there_is_none_where_more_may_change_or_something_is_wrong(world: Looking, why: str) -> None:
    path, old, new = NONE[why]
    assert world.change(path, old, new)
    assert world.look(path) is None


def test_there_is_none_while_a_picture_is_not_there_yet(world: Looking) -> None:
    world.write("content/news/one/d.png", png(70, 40, 3))
    world.good()
    assert world.change(TWO, r"接着上一篇", "![另一张](one/d.png)")
    assert world.look(TWO) is None
    world.good()
    assert world.change(TWO, r"另一张", "新的一张")
    assert world.look(TWO) is not None


def test_there_is_none_of_what_is_gone_or_new(world: Looking) -> None:
    text = world.read(TWO)
    (world.root / TWO).unlink()
    assert world.look(TWO) is None
    world.write("content/news/three.md", text)
    assert world.look("content/news/three.md") is None


def test_there_is_none_before_anything_is_known(world: Looking) -> None:
    world.ahead.forget()
    assert world.look(TWO) is None
    assert Ahead().articles == 0


def test_a_broken_template_is_the_builds_to_tell(world: Looking) -> None:
    world.write("themes/overrides/layouts/article.html", "{{ view.nothing }}")
    options = Options(root=world.root, output=world.output, now=world.now, preview=True, jobs=1)
    assert not build(options, ready=world.ahead.know).ok
    world.write(TWO, f"{world.read(TWO)}\n再说一句。\n")
    assert world.look(TWO) is None


def test_it_shows_the_theme_as_it_was_built_last(world: Looking) -> None:
    world.write("themes/overrides/partials/footer_extra.html", "<p>新的页脚</p>\n")
    world.good()
    world.write(TWO, f"{world.read(TWO)}\n再说一句。\n")
    glimpse = world.look(TWO)
    assert glimpse is not None
    assert "<p>新的页脚</p>" in glimpse.data.decode()


def test_it_writes_nothing(world: Looking) -> None:
    def stamps() -> dict[Path, int]:
        files = (path for path in world.root.rglob("*") if path.suffix not in (".sqlite-shm", ".sqlite-wal"))
        return {path: path.stat().st_mtime_ns for path in files if path.is_file()}

    world.write(ONE, re.sub("夜校开课了", "![又一张](b.png) 夜校开课了", world.read(ONE)))
    before = stamps()
    assert world.look(ONE) is not None
    assert stamps() == before
