"""What a site can be trusted with: nothing read from elsewhere, nothing written or deleted elsewhere, nothing run.

Content may come from strangers: what they write is shown as text, or not at all, and never becomes code.
"""

# ruff: noqa: E501

from __future__ import annotations

import errno
import json
import os
import pickle
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sites import (
    ABOUT_PAGE,
    CONTEST_FILE,
    DUOGUAN,
    EDITION_FILE,
    EDITION_FOLDER,
    KAISAI,
    LIST_FILE,
    LU,
    MEN,
    RESULTS_FILE,
    REVIEW_PAGE,
    UNIT_LIST,
    Site,
    leaks,
    png,
    stamps,
    tree,
)

DATE = "date: 2024-03-05"
CANARY = "oystercatcher-canary"


def codes(site: Site) -> list[str]:
    return [problem.code for problem in site.build().problems]


# ── Nothing is read from elsewhere ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder beside the site, with things that must never be published."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    (place / "secret.md").write_text(f"---\ntitle: 机密 {CANARY}\ndate: 2024-01-01\n---\n\n{CANARY}\n", "utf-8")
    (place / "secret.txt").write_text(CANARY, "utf-8")
    (place / "photo.png").write_bytes(png(20, 20, 77))
    (place / "theme.html").write_text(CANARY, "utf-8")
    return place


@pytest.mark.parametrize("name", ["news/secret.md", "news/secret.txt", "news/photo.png", "units.yaml"])
def test_a_link_out_of_content_is_refused(site: Site, elsewhere: Path, name: str) -> None:
    place = site.root / "content" / name
    place.unlink(missing_ok=True)
    place.symlink_to(elsewhere / Path(name).name)
    if name == "units.yaml":
        (elsewhere / "units.yaml").write_text(f"- {{id: x, name: {CANARY}}}\n", "utf-8")
    run = site.run()
    assert run.code == 1
    assert (
        f"content/{name}: 错误 这是一个快捷方式（符号链接），指向网站以外的地方，为安全起见不读取。 [link-outside]"
        in run.err
    )
    assert CANARY not in run.err
    assert not site.output.exists()


def test_a_linked_folder_is_not_walked(site: Site, elsewhere: Path) -> None:
    (site.root / "content/news/more").symlink_to(elsewhere)
    (site.root / "content/news/loop").symlink_to(site.root / "content")
    run = site.run()
    assert run.code == 1
    assert "content/news/more: 错误" in run.err
    assert "content/news/loop: 警告 这个文件夹是快捷方式（符号链接），没有读取。 [linked-folder]" in run.err
    assert not site.output.exists()


@pytest.mark.parametrize("folder", ["content", "themes"])
def test_content_or_themes_as_a_link_to_elsewhere_is_refused(site: Site, tmp_path: Path, folder: str) -> None:
    """A whole folder that is a link leads out of the site like any other link."""
    other = Site(tmp_path / "other")
    other.append(ABOUT_PAGE, f"\n{CANARY}\n")
    other.write("themes/overrides/partials/head_extra.html", CANARY)
    if (site.root / folder).exists():
        site.delete(folder)
    (site.root / folder).symlink_to(other.root / folder)
    run = site.run()
    assert run.code == 1
    assert f"{folder}: 错误" in run.err
    assert not site.output.exists() or not leaks(site.output, CANARY)


def test_config_as_a_link_to_elsewhere_is_refused(site: Site, tmp_path: Path) -> None:
    other = tmp_path / "config.yaml"
    other.write_text(site.read("config.yaml").replace("临江擂台", CANARY), "utf-8")
    site.delete("config.yaml")
    (site.root / "config.yaml").symlink_to(other)
    run = site.run()
    assert run.code != 0
    assert not site.output.exists() or not leaks(site.output, CANARY)


def test_a_link_out_of_a_theme_is_refused(site: Site, elsewhere: Path) -> None:
    folder = site.root / "themes/overrides/partials"
    folder.mkdir(parents=True)
    (folder / "head_extra.html").symlink_to(elsewhere / "theme.html")
    run = site.run()
    assert run.code == 1
    assert "themes/overrides/partials/head_extra.html: 错误" in run.err
    assert not site.output.exists()


def test_a_link_inside_content_is_followed(site: Site) -> None:
    site.write("content/news/shared/lu.png", png())
    site.delete(f"{EDITION_FOLDER}/projects/xishan-lu/lu.png")
    (site.root / EDITION_FOLDER / "projects/xishan-lu/lu.png").symlink_to(site.root / "content/news/shared/lu.png")
    site.good()


def test_named_pipes_are_left_alone(site: Site) -> None:
    os.mkfifo(site.root / "content/news/pipe.md")
    assert "not-a-file" in codes(site)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (LU, "photo: lu.png", "photo: ../../../../../../../elsewhere/photo.png"),
        (LU, "photo: lu.png", "photo: /elsewhere/photo.png"),
        (KAISAI, DATE, f"{DATE}\ngallery: ../../../elsewhere/"),
        (KAISAI, DATE, f"{DATE}\ncover: ../../../elsewhere/photo.png"),
        (KAISAI, "](../pages/about.md)", "](../../../elsewhere/secret.md)"),
        (KAISAI, "](../pages/about.md)", "](../../../elsewhere/secret.txt)"),
        (KAISAI, "](../pages/about.md)", "](..%2F..%2F..%2Felsewhere/secret.txt)"),
        (KAISAI, "](../pages/about.md)", "](../../config.yaml)"),
        (KAISAI, "](../pages/about.md)", "](../../.leitai/blocks.sqlite)"),
        (KAISAI, "[关于我们](../pages/about.md)", "![图](../../../elsewhere/photo.png)"),
        (KAISAI, "[关于我们](../pages/about.md)", "![图](..%2f..%2f..%2felsewhere%2fphoto.png)"),
        ("config.yaml", "to: content/pages/about.md", "to: ../elsewhere/secret.md"),
        ("config.yaml", "theme: base", "theme: ../elsewhere"),
    ],
)
def test_references_do_not_climb_out(site: Site, elsewhere: Path, path: str, old: str, new: str) -> None:
    site.edit(path, old, new)
    run = site.run()
    assert run.code == 1
    assert f"\n{path}:" in "\n" + run.err
    assert CANARY not in run.err
    assert not site.output.exists()


def test_templates_do_not_climb_out(site: Site, elsewhere: Path) -> None:
    site.write("themes/overrides/partials/head_extra.html", '{% include "../../../../elsewhere/theme.html" %}')
    run = site.run()
    assert run.code == 1
    assert "[template-missing]" in run.err
    assert not site.output.exists()


# ── Nothing is written or deleted elsewhere ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "place",
    ["/", "~", "{root}", "{root}/..", "{root}/content", "{root}/content/news", "{root}/themes", "{root}/.leitai",
     "{root}/.leitai/x", "{root}/content/../content", "{root}/.git", "{root}/loop"],
)  # fmt: skip
def test_unsafe_places_for_output_are_refused(
    site: Site, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    (site.root / "loop").symlink_to(site.root / "content")
    before = stamps(site.root / "content"), tree(site.root / "content")
    run = site.run("--output", os.path.expanduser(place.format(root=site.root)))
    assert run.code == 1
    assert "[output-unsafe]" in run.err
    assert (stamps(site.root / "content"), tree(site.root / "content")) == before
    assert not list(home.iterdir())


@pytest.mark.parametrize(
    "place",
    ["/", "~", "{root}", "{root}/..", "{root}/content", "{root}/content/news", "{root}/themes", "{root}/.leitai",
     "{root}/.git", "{root}/loop"],
)  # fmt: skip
def test_an_output_that_is_a_link_to_an_unsafe_place_is_refused(
    site: Site, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    (site.root / "loop").symlink_to(site.root / "content")
    site.output.symlink_to(os.path.expanduser(place.format(root=site.root)))
    before = stamps(site.root / "content"), tree(site.root / "content")
    run = site.run()
    assert run.code == 1
    assert "[output-unsafe]" in run.err
    assert (stamps(site.root / "content"), tree(site.root / "content")) == before
    assert not list(home.iterdir())


def test_an_output_that_is_a_link_to_a_folder_is_that_folder(site: Site, tmp_path: Path) -> None:
    """Whoever keeps his web folder on another disk may say so; nothing of his in it is touched."""
    site.good()
    usual = site.tree()
    shutil.rmtree(site.output)
    web, other = tmp_path / "web", tmp_path / "other"
    for folder in (web, other):
        folder.mkdir()
        (folder / "mine.txt").write_text("我的", "utf-8")
    site.output.symlink_to(web)
    site.good()
    assert tree(web) == {**usual, "mine.txt": "我的".encode()}
    site.delete(KAISAI)
    site.output.unlink()
    site.output.symlink_to(other)
    before = tree(web), stamps(web)
    site.build()
    assert (tree(web), stamps(web)) == before, "it is another folder now, and another record"
    assert (other / "mine.txt").read_text("utf-8") == "我的"


@pytest.mark.parametrize("target", ["nowhere", "output", "config.yaml"])
def test_an_output_that_is_a_link_to_no_folder_is_refused(site: Site, target: str) -> None:
    site.output.symlink_to(target)
    run = site.run()
    assert run.code == 1
    assert "[output-not-a-folder]" in run.err
    assert not (site.root / "nowhere").exists()


def test_what_is_told_of_another_output_folder_names_it(site: Site, tmp_path: Path, elsewhere: Path) -> None:
    web = tmp_path / "web"
    (web / "old").mkdir(parents=True)
    (web / "index.html").write_text("我的首页", "utf-8")
    (web / "old/page.html").write_text("旧", "utf-8")
    told = site.run("--output", str(web)).err
    assert f"{web}/index.html: 提示" in told
    assert f"{web}/: 提示" in told
    assert "\noutput/" not in f"\n{told}"
    assert f"{web}/: 提示" in site.run("--output", str(web)).err, "nothing to do, and still true"
    again = json.loads(site.run("build", "--output", str(web), "--format", "json").out)
    assert "output/" not in {problem["path"] for problem in again["problems"]}
    (web / "about/index.html").write_text("<p>", "utf-8")
    assert f"{web}/about/index.html: 错误" in site.run("check", "--output", str(web)).err
    inside = site.root / "web"
    inside.mkdir()
    (inside / "news").symlink_to(elsewhere)
    assert site.run("--output", str(inside)).err.startswith("web/news: 错误")
    site.write(KAISAI, "---\n")
    assert site.run("--output", str(inside)).err.endswith("没有改动 web/。\n")


def test_output_that_is_a_file_is_refused(site: Site) -> None:
    site.write("output", "我的文件")
    run = site.run()
    assert run.code == 1
    assert "[output-not-a-folder]" in run.err
    assert site.read("output") == "我的文件"


def test_foreign_files_are_kept(site: Site) -> None:
    site.write("output/mine.txt", "我的")
    site.write("output/CNAME", "linjiang.example")
    site.write("output/news/notes/deep.txt", "也是我的")
    site.write("output/.htaccess", "deny")
    report = site.build()
    assert report.ok
    assert [problem.code for problem in report.problems] == ["strangers"]
    site.delete("content/news")
    site.write("content/pages/about.md", "---\ntitle: 关于\n---\n\n空。\n")
    assert site.build().ok
    assert site.read("output/mine.txt") == "我的"
    assert site.read("output/CNAME") == "linjiang.example"
    assert site.read("output/news/notes/deep.txt") == "也是我的"
    assert site.read("output/.htaccess") == "deny"
    assert not site.has("news/kaisai/")


def test_a_foreign_file_in_the_way_is_moved_aside(site: Site) -> None:
    site.write("output/index.html", "我的首页")
    site.write("output/about/index.html", "我的关于")
    report = site.build()
    assert report.ok
    assert sorted(p.spot.path for p in report.problems if p.code == "moved-aside") == [
        "output/about/index.html",
        "output/index.html",
    ]
    assert site.read(".leitai/replaced/index.html") == "我的首页"
    assert site.read(".leitai/replaced/about/index.html") == "我的关于"
    assert "我的首页" not in site.page("")
    site.good()


def test_a_second_foreign_file_does_not_overwrite_the_first_that_was_moved_aside(site: Site) -> None:
    site.write("output/index.html", "我的首页")
    assert site.build().ok
    for record in (site.root / ".leitai").glob("record-*"):
        record.unlink()
    site.write("output/index.html", "另一个首页")
    assert site.build().ok
    kept = set(tree(site.root / ".leitai/replaced").values())
    assert {"我的首页".encode(), "另一个首页".encode()} <= kept


@pytest.mark.parametrize("far", [False, True], ids=["beside", "other file system"])
def test_a_lost_record_moves_no_file_aside_that_is_just_as_it_is_made(
    site: Site, monkeypatch: pytest.MonkeyPatch, far: bool
) -> None:
    site.good()
    good = site.tree()
    for record in (site.root / ".leitai").glob("record-*"):
        record.unlink()
    real = os.replace

    def replace(old: Any, new: Any) -> None:
        if far and "replaced" in Path(old).parts:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    report = site.build()
    assert not [problem for problem in report.problems if problem.code == "moved-aside"]
    assert report.written is not None
    assert report.written.written == 0
    assert tree(site.root / ".leitai/replaced") == {}
    assert site.tree() == good
    assert site.build().idle


def test_a_page_that_somebody_changed_is_made_again(site: Site) -> None:
    site.good()
    good = site.tree()
    site.write("output/index.html", "改过")
    site.delete("output/about/index.html")
    site.good()
    assert site.tree() == good


def test_a_page_that_somebody_changed_is_not_deleted_unseen(site: Site) -> None:
    """A file that is no longer planned but was changed since is not the build's own any more."""
    site.good()
    site.write("output/news/kaisai/index.html", "手工改过的页面，很珍贵")
    site.delete(KAISAI)
    report = site.build()
    assert report.ok
    kept = [*site.tree().values(), *tree(site.root / ".leitai").values()]
    assert any("手工改过的页面，很珍贵".encode() in data for data in kept)


def test_a_folder_where_a_page_belongs_is_refused(site: Site) -> None:
    site.write("output/index.html/mine.txt", "我的")
    run = site.run()
    assert run.code == 1
    assert "[output-folder-in-way]" in run.err
    assert site.tree() == {"index.html/mine.txt": "我的".encode()}


def test_a_file_where_a_folder_belongs_is_refused(site: Site) -> None:
    site.write("output/news", "我的")
    run = site.run()
    assert run.code == 1
    assert "[output-file-in-way]" in run.err
    assert site.tree() == {"news": "我的".encode()}


def test_a_linked_folder_in_output_is_never_written_through(site: Site, elsewhere: Path) -> None:
    site.output.mkdir()
    (site.output / "news").symlink_to(elsewhere)
    before = stamps(elsewhere)
    run = site.run()
    assert run.code == 1
    assert "[output-link]" in run.err
    assert stamps(elsewhere) == before


def test_a_refused_output_is_told_in_the_language_of_the_site(
    site: Site, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    site.output.mkdir()
    (site.output / "news").symlink_to(elsewhere)
    assert (
        "output/news: 错误 输出文件夹里的这一处是快捷方式（符号链接），会把内容写到别处去。 [output-link]"
        in site.run().err
    )


def test_a_folder_that_became_a_link_is_never_written_or_deleted_through(site: Site, tmp_path: Path) -> None:
    site.good()
    moved = tmp_path / "moved"
    (site.output / "news").rename(moved)
    (site.output / "news").symlink_to(moved)
    before = tree(moved), stamps(moved)
    site.delete(KAISAI)
    site.edit(DUOGUAN, "决赛在区会堂举行。", "决赛在区体育馆举行。")
    run = site.run()
    assert run.code == 1
    assert (tree(moved), stamps(moved)) == before
    site.delete("content/news")
    run = site.run()
    assert (tree(moved), stamps(moved)) == before


def test_a_linked_file_in_output_is_never_written_through(site: Site, elsewhere: Path) -> None:
    site.output.mkdir()
    (site.output / "index.html").symlink_to(elsewhere / "secret.txt")
    site.build()
    assert (elsewhere / "secret.txt").read_text() == CANARY
    assert not (site.output / "index.html").is_symlink()
    site.good()
    (site.output / "robots.txt").unlink()
    (site.output / "robots.txt").symlink_to(elsewhere / "secret.txt")
    site.build()
    assert (elsewhere / "secret.txt").read_text() == CANARY


def test_no_file_of_the_sources_is_touched(site: Site) -> None:
    before = stamps(site.root / "content"), tree(site.root / "content")
    site.good()
    assert (stamps(site.root / "content"), tree(site.root / "content")) == before
    assert {path.name for path in site.root.iterdir()} == {"config.yaml", "content", "output", ".leitai"}


# ── Nothing that is written becomes code ──────────────────────────────────────────────────────────────────────────

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'-alert(1)-'",
    "</title><script>alert(1)</script>",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "--><script>alert(1)</script><!--",
)


class Page(HTMLParser):
    """Collects what could run or load: tags, event handlers, addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.scripts = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._inside = tag == "script"
        values = {name: value or "" for name, value in attrs}
        self.handlers += [name for name in values if name.startswith("on")]
        if tag == "a":
            self.links.append(values.get("href", ""))
        elif tag == "link":
            if values.get("rel") not in ("canonical", "alternate"):
                self.resources.append(values.get("href", ""))
        else:
            for name in ("src", "href", "poster", "data", "action", "formaction", "background", "xlink:href"):
                if name in values:
                    self.resources.append(values[name])
            for name in ("srcset", "imagesrcset"):
                self.resources += [part.split()[0] for part in values.get(name, "").split(",") if part.strip()]
        self.resources += re.findall(r"url\(['\"]?([^'\")]+)", values.get("style", ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts += data


def pages(site: Site) -> Iterator[tuple[str, Page, str]]:
    for path, data in site.tree().items():
        if path.endswith(".html"):
            text = data.decode()
            page = Page()
            page.feed(text)
            page.close()
            yield path, page, text


WATCHED = (
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "input",
    "math",
    "animate",
    "foreignobject",
    "style",
    "meta",
    "link",
)


RUNNING = ("script", "iframe", "object", "embed", "base")


def scripts(site: Site, watched: tuple[str, ...] = WATCHED) -> dict[str, list[str]]:
    """The tags of each page that could run, load or send something."""
    return {path: [tag for tag in page.tags if tag in watched] for path, page, _ in pages(site)}


def quoted(text: str) -> str:
    """A text as a YAML value that means just that text."""
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_in_values_is_shown_as_text(site: Site, attack: str) -> None:
    site.good()
    ordinary = {tuple(tags) for tags in scripts(site, RUNNING).values()}
    evil = quoted(f"甲{attack}")
    site.edit("config.yaml", "title: 临江擂台", f"title: {evil}")
    site.edit(
        "config.yaml",
        "description: 临江区各单位好做法的擂台。",
        f"description: {evil}\ntagline: {evil}\nidentity: {{sponsor: {evil}, contact: {evil}, address: {evil}, icp: {evil}, police: {evil}}}",
    )
    site.edit("config.yaml", "source: 临江区擂台办", f"source: {evil}")
    site.edit("config.yaml", "text: 关于", f"text: {evil}")
    site.edit(
        UNIT_LIST,
        "{id: xishan, name: 西山镇, kind: 镇}",
        f"{{id: xishan, name: 西山镇, kind: {evil}, about: {evil}, aliases: [{evil}]}}",
    )
    site.edit(CONTEST_FILE, "level: 区级", f"level: {evil}\nabout: {evil}")
    site.edit(
        EDITION_FILE,
        "number: 3",
        f"number: 3\ntheme: {evil}\nvenue: {evil}\nabout: {evil}\nnotes: [{evil}]\neligible: {evil}",
    )
    site.edit(EDITION_FILE, "  主办: [临江区委组织部]", f"  主办: [临江区委组织部]\n  {evil}: [{evil}]")
    site.edit(LIST_FILE, "title: 一窗办税", f"title: {evil}")
    site.edit(LIST_FILE, "stage: 入围", f"stage: 入围\nnote: {evil}")
    site.edit(RESULTS_FILE, "    - xishan-lu", f"    - {{who: xishan-lu, citation: {evil}, note: {evil}}}")
    site.edit(
        RESULTS_FILE,
        "published: 2024-06-21",
        f"published: 2024-06-21\nsummary: {evil}\nissuer: {evil}\nnumber: {evil}\nnotes: [{evil}]\nerrata: [{{date: 2024-07-01, what: {evil}, old: {evil}, new: {evil}}}]",
    )
    site.edit(
        LU, "alt: 新修的路, caption: 通车那天。, credit: 村民老李", f"alt: {evil}, caption: {evil}, credit: {evil}"
    )
    site.edit(
        LU,
        "summary: 一条断头路修通了。",
        f"summary: {evil}\nhonours: [{{name: {evil}, by: {evil}, level: {evil}}}]\ncredits: {{{evil}: [{evil}]}}",
    )
    site.edit(MEN, "label: 办结事项", f"label: {evil}, period: {evil}")
    site.edit(REVIEW_PAGE, "title: 二〇二三年的两个关键词", f"title: {evil}\nsubtitle: {evil}\npublisher: {evil}")
    site.edit(REVIEW_PAGE, "  - 近90户", f"  - 近90户\npress: [{evil}]")
    site.edit(
        DUOGUAN,
        "title: 东街夺冠",
        f"title: {evil}\nkicker: {evil}\nsubtitle: {evil}\nsource: {evil}\ndateline: {evil}\nsummary: {evil}",
    )
    site.edit(DUOGUAN, "venue: 区会堂", f"venue: {evil}")
    site.edit(
        DUOGUAN,
        "projects: [dongjie-men]",
        f"projects: [dongjie-men]\ntags: [{evil}]\nbyline: {{{evil}: [{evil}]}}\ncredits: {{{evil}: [{evil}]}}\nseries: {{name: {evil}, number: 1}}",
    )
    report = site.build()
    assert report.ok, report.problems
    for path, tags in scripts(site, RUNNING).items():
        assert tuple(tags) in ordinary, path
    for path, page, text in pages(site):
        assert page.handlers == [], path
        assert "x:script" not in page.tags
        assert "</" not in page.scripts, path
        if any(mark in attack for mark in "<>"):
            assert attack not in text, path
    for path in ("feed.xml", "sitemap.xml", "contests/linjiang/feed.xml"):
        if "<" in attack:
            assert attack not in site.page(path)


def test_markup_in_bodies_is_sanitised(site: Site) -> None:
    attacked = (KAISAI, ABOUT_PAGE, LU, REVIEW_PAGE)
    site.edit(REVIEW_PAGE, "keywords: 2\n", "")
    for path in attacked:
        site.append(path, "\n\n## 节\n\n好。\n")
    site.good()
    clean = scripts(site)
    evil = "\n\n".join(
        (
            *(attack for attack in ATTACKS if attack.startswith("<") and not attack.startswith("<img src=x")),
            '<a href="javascript:alert(1)">点</a>',
            "[点](javascript:alert(1)) [点](JaVaScRiPt:alert(1)) [点](&#106;avascript:alert(1))",
            "[点](vbscript:x) [点](data:text/html;base64,PHNjcmlwdD4=)",
            "<javascript:alert(1)>",
            '<p style="background:url(https://evil.example/x.png)" onmouseover="alert(1)">字</p>',
            '<iframe src="https://evil.example/"></iframe><object data="x"></object><embed src="x">',
            '<form action="https://evil.example/"><input name="x"><button formaction="javascript:alert(1)">B</button></form>',
            '<math><mi xlink:href="data:x,<script>alert(1)</script>">x</mi></math>',
            '<svg><animate onbegin="alert(1)" attributeName="x"/></svg>',
            '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
            '<link rel="stylesheet" href="https://evil.example/x.css"><style>@import "https://evil.example/x.css";</style>',
            '<img src="https://evil.example/x.png" srcset="https://evil.example/y.png 2x">',
            "[ref]: javascript:alert(1)\n\n[点][ref]",
            '{: onclick="alert(1)" }',
            '# 标题 {: onclick="alert(1)" style="x" }',
            '*字*{: onclick="alert(1)" }',
            "```{ .python onclick=alert(1) }\nx\n```",
            '*[缩写]: "><script>alert(1)</script>',
            "脚注[^1]\n\n[^1]: <script>alert(1)</script>[点](javascript:alert(1))",
            "| 甲 | 乙 |\n|--|--|\n| <script>alert(1)</script> | [点](javascript:alert(1)) |",
        )
    )
    for path in attacked:
        site.append(path, f"\n\n{evil}\n")
    report = site.build()
    assert report.ok, report.problems
    assert scripts(site) == clean
    for path, page, _ in pages(site):
        assert page.handlers == [], path
        for address in page.links:
            assert urlsplit(address.strip().lower()).scheme in ("", "http", "https", "mailto", "tel"), (path, address)
        for address in page.resources:
            assert "evil.example" not in address, (path, address)
            assert not address.lower().startswith(("javascript:", "data:text", "data:image/svg")), (path, address)


@pytest.mark.parametrize(
    "evil",
    ["<img src=x onerror=alert(1)>", "![图](javascript:alert(1))", "![图](data:image/svg+xml;base64,PHN2Zz4=)", "[点](java\tscript:alert(1))", "[点](../../../../../x)"],
)  # fmt: skip
def test_addresses_that_cannot_be_are_refused_or_die(site: Site, evil: str) -> None:
    site.append(ABOUT_PAGE, f"\n{evil}\n")
    if site.build().ok:
        for path, page, _ in pages(site):
            for address in (*page.links, *page.resources):
                assert not re.match(r"\s*(java\s*script|data(?!:image/webp)):", address.lower()), (path, address)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (DUOGUAN, "title: 东街夺冠", "title: 东街夺冠\nsource: 某报\nsource_url: 'javascript:alert(1)'"),
        (EDITION_FILE, "number: 3", "number: 3\nsource: 某报\nsource_url: 'data:text/html,<script>alert(1)</script>'"),
        (
            "config.yaml",
            "source: 临江区擂台办",
            "source: 临江区擂台办\nidentity: {error_report: 'JavaScript:alert(1)'}",
        ),
    ],
)
def test_script_addresses_in_values_are_no_links(site: Site, path: str, old: str, new: str) -> None:
    site.edit(path, old, new)
    if site.build().ok:
        for name, page, _ in pages(site):
            for address in (*page.links, *page.resources):
                assert not address.strip().lower().startswith(("javascript:", "data:text")), (name, address)


def test_a_menu_line_that_is_a_script_is_refused(site: Site) -> None:
    site.edit("config.yaml", "to: /news/", "to: 'javascript:alert(1)'")
    assert site.run().code == 1


def test_templates_in_content_are_never_evaluated(site: Site) -> None:
    site.edit(KAISAI, "title: 临江杯报名开始", 'title: "{% raw %}临江杯报名 {% endraw %}{# 注 #}开始 ${1234*5678}"')
    site.edit(CONTEST_FILE, "level: 区级", 'level: "{% if 1 %}区{% endif %}级"')
    site.append(
        ABOUT_PAGE, "\n{% for i in range(3) %}循环{% endfor %} {# 注释 #} ${1234*5678} #{1234*5678} <%= 1234*5678 %>\n"
    )
    site.good()
    page = site.page("about/")
    assert "{% for i in range(3) %}循环{% endfor %}" in page
    assert page.count("循环") == 1
    assert not leaks(site.output, "7006652")
    assert "{# 注 #}" in site.page("news/kaisai/")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (KAISAI, "title: 临江杯报名开始", 'title: "{{ 7*7 }}"'),
        (KAISAI, "今年有", "{{ config.__class__ }}今年有"),
        (KAISAI, "今年有", "{{ ''.__class__.__mro__ }}今年有"),
        (LIST_FILE, "title: 一窗办税", 'title: "{{ cycler.__init__.__globals__ }}"'),
    ],
)
def test_expressions_in_content_are_refused(site: Site, path: str, old: str, new: str) -> None:
    site.edit(path, old, new)
    run = site.run()
    assert run.code == 1
    assert "[count-syntax]" in run.err
    assert not site.output.exists()


def test_yaml_makes_no_objects(site: Site, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    site.edit(CONTEST_FILE, "level: 区级", f"level: !!python/object/apply:os.system ['touch {flag}']")
    site.run()
    assert not flag.exists()


def test_marks_of_the_program_in_content_are_harmless(site: Site) -> None:
    """The marks that stand for links and photos in stored text cannot be typed."""
    site.append(ABOUT_PAGE, "\n甲\x0e0\x0f乙 \x02klzzwxh:0001\x03 丙&#14;0&#15;\n")
    site.run()
    if site.has("about/"):
        page = site.page("about/")
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", page)
        assert page.count("/contests/linjiang/") <= site.page("404.html").count("/contests/linjiang/") + 3


def test_nothing_is_loaded_from_third_parties(site: Site) -> None:
    site.good()
    for path, page, _ in pages(site):
        for address in page.resources:
            assert urlsplit(address).netloc in ("", "linjiang.example"), (path, address)
    for path, data in site.tree().items():
        if path.endswith(".css"):
            for address in re.findall(rb"url\(['\"]?([^'\")]+)", data):
                assert not address.startswith((b"http", b"//")), (path, address)
        if path.endswith((".css", ".js")):
            assert b"@import" not in data, path


def test_a_bare_drawing_is_sanitised(site: Site) -> None:
    site.write(
        "content/news/huabiao.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><script>alert(1)</script>'
        '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>'
        '<image href="https://evil.example/x.png"/><foreignObject><p>x</p></foreignObject></svg>',
    )
    site.append(KAISAI, "\n![图标](huabiao.svg)\n\n也可[下载](huabiao.svg)。\n")
    site.build()
    for path, data in site.tree().items():
        if path.endswith(".svg"):
            for evil in (b"onload", b"javascript:", b"evil.example", b"foreignObject", b"alert"):
                assert evil not in data, path


def test_metadata_of_photos_stays_behind(site: Site) -> None:
    from io import BytesIO

    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = CANARY
    exif[0x8298] = CANARY
    data = BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(data, "JPEG", exif=exif, comment=CANARY.encode())
    assert CANARY.encode() in data.getvalue()
    site.write("content/news/tu.jpg", data.getvalue())
    site.edit(KAISAI, DATE, f"{DATE}\ngallery: [{{photo: tu.jpg, alt: 红色}}]")
    site.append(KAISAI, "\n下载[原图](tu.jpg)。\n")
    site.good()
    assert any(path.endswith(".jpg") or path.endswith(".jpeg") for path in site.tree())
    assert leaks(site.output, CANARY) == []


# ── A hostile cache ───────────────────────────────────────────────────────────────────────────────────────────────


class Bomb:
    """Leaves a trace when it is unpickled."""

    def __init__(self, flag: Path) -> None:
        self.flag = flag

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.flag,)


def hurt(site: Site, change: Callable[[bytes], bytes | None]) -> None:
    """Replace every file of the cache; None makes a folder of it."""
    for place in sorted((site.root / ".leitai").rglob("*")):
        if place.is_file() and place.name != "lock":
            data = change(place.read_bytes())
            place.unlink()
            place.mkdir() if data is None else place.write_bytes(data)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a first build makes of the site with `EDIT` in it."""
    fresh = Site(tmp_path_factory.mktemp("edited") / "site")
    fresh.edit(*EDIT)
    fresh.good()
    return fresh.tree()


EDIT = (KAISAI, "title: 临江杯报名开始", "title: 临江杯报名开始了")


@pytest.mark.parametrize(
    "kind",
    [
        "garbage",
        "empty",
        "cut",
        "pickle",
        "zeros",
        "gone",
        "flipped",
    ],
)
def test_a_hostile_cache_is_harmless(site: Site, tmp_path: Path, edited: dict[str, bytes], kind: str) -> None:
    site.good()
    flag = tmp_path / "flag"
    ways: dict[str, Callable[[bytes], bytes | None]] = {
        "garbage": lambda data: os.urandom(200),
        "empty": lambda data: b"",
        "cut": lambda data: data[: len(data) // 2],
        "pickle": lambda data: pickle.dumps(Bomb(flag)),
        "zeros": lambda data: bytes(len(data)),
        "flipped": lambda data: data[:-9] + bytes(byte ^ 255 for byte in data[-9:]),
    }
    if kind == "gone":
        site.delete(".leitai")
    else:
        hurt(site, ways[kind])
    site.edit(*EDIT)
    run = site.fresh_run()
    assert run.code == 0, run.err
    assert not flag.exists()
    assert site.tree() == edited


def test_a_cache_of_folders_is_told_and_nothing_is_touched(site: Site) -> None:
    site.good()
    before = site.stamps()
    hurt(site, lambda data: None)
    site.edit(*EDIT)
    run = site.fresh_run()
    assert run.code == 1
    assert "[cache-unwritten]" in run.err
    assert "Traceback" not in run.err
    assert site.stamps() == before


def test_kept_templates_are_never_unpickled(site: Site, tmp_path: Path) -> None:
    from jinja2.bccache import bc_magic

    site.good()
    flag = tmp_path / "flag"
    kept = list((site.root / ".leitai/templates").rglob("*"))
    for place in kept:
        place.write_bytes(bc_magic + pickle.dumps(Bomb(flag)))
    site.edit(KAISAI, "临江杯报名开始", "临江杯报名开始了")
    site.fresh_run()
    assert not flag.exists()


def test_a_cache_that_goes_while_the_program_runs_is_made_again(site: Site, edited: dict[str, bytes]) -> None:
    """As when somebody deletes the folder while a preview is served."""
    site.good()
    site.delete(".leitai")
    site.edit(ABOUT_PAGE, "这里记录", "这里一直记录")
    assert site.build().ok
    site.edit(ABOUT_PAGE, "这里一直记录", "这里记录")
    site.edit(*EDIT)
    assert site.build().ok
    assert site.tree() == edited


def test_a_missing_cache_deletes_nothing_foreign(site: Site) -> None:
    site.good()
    site.write("output/mine.txt", "我的")
    site.delete(".leitai")
    site.delete(KAISAI)
    assert site.build().ok
    assert site.read("output/mine.txt") == "我的"


def test_a_record_cannot_make_the_build_delete_elsewhere(site: Site, elsewhere: Path) -> None:
    """A record is only ever read as a list of paths inside output/."""
    from leitai.cache import Cache, Made, Record

    site.good()
    cache = Cache(site.root, site.output)
    record = cache.record()
    files = {**record.files, "../../elsewhere/secret.txt": Made("x"), str(elsewhere / "secret.md"): Made("y")}
    cache.keep_record(Record(files=files, settled=True))
    before = tree(elsewhere)
    site.edit(KAISAI, "临江杯报名开始", "临江杯报名开始了")
    site.run()
    assert tree(elsewhere) == before
