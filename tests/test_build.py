"""Building again and again: nothing is written twice, nothing leaks early, nothing is forgotten."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sites import (
    ABOUT_PAGE,
    CONTEST_FILE,
    DUOGUAN,
    EDITION_FILE,
    EDITION_FOLDER,
    FILES,
    GROUPED_FOLDER,
    HERE,
    KAISAI,
    LIST_FILE,
    LU,
    LU_PHOTO,
    MEN,
    RESULTS_FILE,
    REVIEW_PAGE,
    UNIT_LIST,
    Site,
    leaks,
    png,
    tree,
)

from leitai.arguments import parser
from leitai.build import build
from leitai.cache import Blocks
from leitai.cli import PLAIN
from leitai.errors import Problem
from leitai.load import parse

DATE = "date: 2024-03-05"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def clean(site: Site, tmp_path: Path, **given: object) -> dict[str, bytes]:
    """What a first build of the same sources makes."""
    root = tmp_path / "clean"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(site.root, root, ignore=shutil.ignore_patterns("output", ".leitai"))
    fresh = Site(root, {})
    assert fresh.build(**given).ok
    return fresh.tree()


# ── The same again ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_build_writes_no_file(site: Site) -> None:
    first = site.good()
    assert first.written is not None
    assert first.written.written == len(site.tree()) == first.outputs
    before = site.stamps()
    second = site.good()
    assert second.idle
    assert site.stamps() == before


def test_a_second_build_that_cannot_be_idle_writes_no_file_either(site: Site) -> None:
    site.good()
    before = site.stamps()
    site.write("content/news/unused.png", png(9, 9))
    report = site.good()
    assert not report.idle
    assert report.written is not None
    assert (report.written.written, report.written.deleted) == (0, 0)
    assert site.stamps() == before


def test_touched_sources_make_nothing_new(site: Site) -> None:
    site.good()
    before = site.stamps()
    for path in (site.root / "content").rglob("*.*"):
        os.utime(path)
    site.good()
    assert site.stamps() == before


def test_the_summary_says_what_was_made(site: Site) -> None:
    run = site.run()
    lines = run.out.splitlines()
    assert re.fullmatch(r"3\d 个页面，\d 张图片", lines[0])
    assert lines[1] == f"写出 {len(site.tree())}，未变 0，删除 0"
    assert lines[2].startswith("用时 ")
    for word in ("读取", "理解", "主题", "规划", "写出"):
        assert f"{word} " in lines[2]
    assert lines[3].endswith("output/index.html")
    assert "没有变化" in site.run().out


def test_the_same_bytes_in_other_circumstances(site: Site, tmp_path: Path) -> None:
    """Another hash seed, time zone, locale, clock, number of processes and folder."""
    run = site.fresh_run(PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="zh_CN.UTF-8")
    assert run.code == 0, run.err
    other = Site(tmp_path / "another place with spaces" / "网站")
    for path in reversed(list(FILES)):
        os.utime(other.root / path, (1_000_000_000, 1_000_000_000))
    run = other.fresh_run(
        "--jobs", "2", PYTHONHASHSEED="4242", TZ="America/St_Johns", LC_ALL="C", now="2025-08-01T12:00+08:00"
    )
    assert run.code == 0, run.err
    assert other.tree() == site.tree()


def test_the_order_of_files_on_disk_does_not_matter(site: Site, tmp_path: Path) -> None:
    site.good()
    other = Site(tmp_path / "other", dict(reversed(FILES.items())))
    other.good()
    assert other.tree() == site.tree()


# ── What is held back ─────────────────────────────────────────────────────────────────────────────────────────────

SECRET = ("jinsiniao", "金丝鸟")
HELD_ARTICLE = """\
---
title: 金丝鸟来了
date: 2025-04-01
{when}
edition: linjiang/2024
units: [东街街道]
tags: [jinsiniao]
series: {{name: jinsiniao, number: 1}}
aliases: [/jiu/jinsiniao/]
gallery: [{{photo: jinsiniao.png, alt: 金丝鸟}}]
---

金丝鸟的正文。下载[附件](jinsiniao-fujian.png)。
"""


def hold(site: Site, when: str) -> None:
    """An article that is held back, with a photo, an attachment, a tag, a series, an old address and a link to it."""
    site.write("content/news/jinsiniao/index.md", HELD_ARTICLE.format(when=when))
    site.write("content/news/jinsiniao/jinsiniao.png", png(31, 17, 99))
    site.write("content/news/jinsiniao/jinsiniao-fujian.png", png(13, 11, 55))
    site.append(KAISAI, "\n也见[后话](jinsiniao/index.md)。\n")


@pytest.mark.parametrize(
    "when", ["draft: true", "publish: 2025-03-01 12:01", "publish: 2025-04-01", "expire: 2025-03-01 12:00"]
)
def test_nothing_of_a_held_article_leaks(site: Site, when: str, tmp_path: Path) -> None:
    hold(site, when)
    report = site.build()
    assert report.ok
    assert leaks(site.output, SECRET) == []
    page = site.page("news/kaisai/")
    assert "后话" in page
    assert ">后话</a>" not in page
    for data in site.tree().values():
        assert png(13, 11, 55) != data
    held = [problem for problem in report.problems if problem.code.startswith("held-")]
    assert [problem.spot.path for problem in held] == ["content/news/jinsiniao/index.md"]
    # Everything stands as if it had never been written, but for the link's words.
    without = Site(tmp_path / "without")
    without.append(KAISAI, "\n也见后话。\n")
    without.good()
    assert without.tree() == site.tree()


@pytest.mark.parametrize("when", ["draft: true", "publish: 2025-04-01", "expire: 2025-03-01"])
def test_a_preview_shows_what_is_held_back_and_marks_it(site: Site, when: str) -> None:
    hold(site, when)
    report = site.build(preview=True)
    assert report.ok, report.problems
    page = site.page("news/jinsiniao/")
    assert "金丝鸟的正文" in page
    assert "noindex" in page
    assert "jinsiniao" in site.page("news/")
    assert site.build().ok
    assert leaks(site.output, SECRET) == []


def test_time_alone_publishes_and_withdraws(site: Site, tmp_path: Path) -> None:
    hold(site, "publish: 2025-03-02 09:00\nexpire: 2025-03-03")
    at = [
        dt.datetime.fromisoformat(f"2025-03-0{moment}+08:00")
        for moment in ("1T12:00", "2T08:59", "2T09:00", "2T23:59", "3T00:00")
    ]
    seen = []
    for now in at:
        assert site.build(now=now).ok
        seen.append(site.has("news/jinsiniao/"))
        assert bool(leaks(site.output, SECRET)) == seen[-1]
    assert site.tree() == clean(site, tmp_path, now=now)
    assert seen == [False, False, True, True, False]


def test_an_embargo_holds_the_results_back(site: Site) -> None:
    site.edit(EDITION_FILE, "number: 3", "number: 3\nembargo: 2025-03-05 10:00")
    site.edit(RESULTS_FILE, "    - 税务局", "    - {who: 税务局, citation: 金丝鸟飞过}")
    site.edit(DUOGUAN, "title: 东街夺冠", "title: 东街参赛")
    report = site.build()
    assert report.ok, report.problems
    assert leaks(site.output, "金丝鸟") == []
    assert not site.has("contests/linjiang/2024/results/")
    assert site.has("contests/linjiang/2023/results/")
    assert "一等奖" not in site.page("units/dongjie/")
    assert "一等奖" not in site.page("contests/linjiang/2024/projects/dongjie-men/")
    assert "held-scheduled" in codes(report.problems)
    assert site.build(now=dt.datetime.fromisoformat("2025-03-05T10:00+08:00")).ok
    assert "金丝鸟飞过" in site.page("contests/linjiang/2024/results/")
    assert "一等奖" in site.page("units/dongjie/")


def test_results_of_tomorrow_are_not_counted_today(site: Site) -> None:
    site.edit(RESULTS_FILE, "published: 2024-06-21", "published: 2025-03-05")
    site.append(KAISAI, "\n共 {{ count recipients in linjiang/2024 }} 个获奖项目。\n")
    assert site.build().ok
    assert "共 0 个获奖项目" in site.page("news/kaisai/")


def test_a_scheduled_shortlist_is_held_back_with_all_that_hangs_on_it(site: Site) -> None:
    site.edit(LIST_FILE, "published: 2024-05-10", "published: 2025-03-05")
    site.edit(RESULTS_FILE, "published: 2024-06-21", "published: 2025-03-06")
    site.edit(LIST_FILE, "title: 一窗办税", "title: 一窗办金丝鸟")
    report = site.build()
    assert report.ok, report.problems
    assert leaks(site.output, SECRET) == []
    assert not site.has("contests/linjiang/2024/projects/dongjie-men/")


def test_a_draft_edition_leaks_nothing(site: Site) -> None:
    for path in ("edition.yaml", "shortlist.yaml", "results.yaml"):
        site.write(f"content/contests/linjiang/2025/{path}", FILES[f"{EDITION_FOLDER}/{path}"])
    folder = "content/contests/linjiang/2025"
    site.write(f"{folder}/projects/dongjie-men.md", FILES[MEN])
    site.write(f"{folder}/projects/xishan-lu.md", str(FILES[LU]).replace("lu.png", "jinsiniao.png"))
    site.write(f"{folder}/projects/jinsiniao.png", png(21, 21))
    site.edit(f"{folder}/edition.yaml", "year: 2024\nnumber: 3", "year: 2025\nnumber: 4\ndraft: true\ntheme: 金丝鸟")
    site.edit(f"{folder}/shortlist.yaml", "title: 一窗办税", "title: 一窗办金丝鸟")
    report = site.build()
    assert report.ok, report.problems
    assert leaks(site.output, (*SECRET, "linjiang/2025")) == []
    assert not any(path.startswith("contests/linjiang/2025") for path in site.tree())


def test_a_menu_line_to_something_held_back_waits_for_it(site: Site) -> None:
    site.edit(ABOUT_PAGE, "title: 关于", "title: 关于\npublish: 2025-03-05")
    site.edit(KAISAI, "[关于我们](../pages/about.md)", "关于我们")
    report = site.build()
    assert report.ok, report.problems
    assert "/about/" not in site.page("")


def test_flipping_a_draft_adds_and_removes_its_pages_everywhere(site: Site, tmp_path: Path) -> None:
    site.good()
    first = site.tree()
    hold(site, "slug: jinsiniao")
    site.good()
    public = site.tree()
    for path in (
        "news/jinsiniao/index.html",
        "news/tags/jinsiniao/index.html",
        "news/series/jinsiniao/index.html",
        "jiu/jinsiniao/index.html",
    ):
        assert path in public
    for page in (
        "",
        "news/",
        "news/2025/",
        "feed.xml",
        "feed.json",
        "sitemap.xml",
        "units/dongjie/",
        "contests/linjiang/2024/",
    ):
        assert "jinsiniao" in site.page(page), page
    site.edit("content/news/jinsiniao/index.md", "slug: jinsiniao", "draft: true")
    assert site.build().ok
    assert leaks(site.output, SECRET) == []
    assert not (site.output / "news/jinsiniao").exists(), "no empty folder is left"
    assert not (site.output / "jiu").exists()
    site.edit("content/news/jinsiniao/index.md", "draft: true", "slug: jinsiniao")
    site.good()
    assert site.tree() == public
    site.delete("content/news/jinsiniao")
    site.edit(KAISAI, "\n也见[后话](jinsiniao/index.md)。\n", "")
    site.good()
    assert site.tree() == first


# ── Addresses, feeds, lists ───────────────────────────────────────────────────────────────────────────────────────


def test_redirects(site: Site) -> None:
    site.edit(KAISAI, DATE, f"{DATE}\naliases: [/old/1.html, /old/two, /old/三/]")
    site.good()
    for place in ("old/1.html", "old/two/index.html", "old/三/index.html"):
        page = site.page(place)
        assert 'http-equiv="refresh"' in page
        assert 'href="https://linjiang.example/news/kaisai/"' in page, "canonical"
        assert "noindex" in page
    assert "old/" not in site.page("sitemap.xml")


def test_pages_of_lists(site: Site) -> None:
    site.append("config.yaml", "page_size: 3\n")
    for day in range(1, 9):
        site.write(f"content/news/n{day}.md", f"---\ntitle: 第{day}条\ndate: 2025-01-0{day}\n---\n\n正文。\n")
    site.good()
    for number, (days, others) in enumerate(
        (((8, 7, 6), ()), ((5, 4, 3), ()), ((2, 1), ("duoguan",)), ((), ("kaisai",))), 1
    ):
        page = site.page("news/" if number == 1 else f"news/page/{number}/")
        main = page[page.index("<main") : page.index("</main>")]
        wanted = [*(f"/news/n{day}/" for day in days), *(f"/news/{name}/" for name in others)]
        found = [main.find(f'"{address}"') for address in wanted]
        assert -1 not in found and found == sorted(found), number
        assert not any(f'"/news/n{day}/"' in main for day in range(1, 9) if day not in days), number
    assert not site.has("news/page/5/")
    assert not site.has("news/page/1/")
    assert site.has("news/2025/page/3/")
    site.delete("content/news/n1.md")
    site.good()
    assert not (site.output / "news/page/4").exists(), "a list that became shorter leaves no page behind"


def test_feeds(site: Site) -> None:
    site.edit(
        KAISAI,
        "title: 临江杯报名开始",
        "title: '临江杯 <报名> & \"开始\"'\nupdated: 2024-03-07 10:00\nbyline: {撰文: [李 & 四]}\ntags: [dangjian]",
    )
    site.good()
    for path, number in (("feed.xml", 2), ("contests/linjiang/feed.xml", 2)):
        root = ET.fromstring(site.page(path))
        assert root.tag == f"{ATOM}feed"
        assert [each.text for each in root.findall(f"{ATOM}updated")] == ["2024-06-21T09:30:00+08:00"]
        entries = root.findall(f"{ATOM}entry")
        assert len(entries) == number
        entry = entries[1]
        assert entry.findtext(f"{ATOM}title") == '临江杯 <报名> & "开始"'
        assert entry.findtext(f"{ATOM}updated") == "2024-03-07T10:00:00+08:00"
        assert entry.findtext(f"{ATOM}published") == "2024-03-05T00:00:00+08:00"
        assert entry.findtext(f"{ATOM}id") == "https://linjiang.example/news/kaisai/"
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == "李 & 四"
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"https://linjiang.example/{path}"
    feed = json.loads(site.page("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["url"] for item in feed["items"]] == [
        f"https://linjiang.example/news/{name}/" for name in ("duoguan", "kaisai")
    ]
    assert feed["items"][1]["title"] == '临江杯 <报名> & "开始"'
    assert feed["feed_url"] == "https://linjiang.example/feed.json"


def test_feeds_are_limited(site: Site) -> None:
    site.append("config.yaml", "feed_items: 1\n")
    site.good()
    assert len(ET.fromstring(site.page("feed.xml")).findall(f"{ATOM}entry")) == 1
    assert len(json.loads(site.page("feed.json"))["items"]) == 1


def test_sitemap(site: Site) -> None:
    site.edit(KAISAI, DATE, f"{DATE}\nupdated: 2024-04-01")
    site.good()
    root = ET.fromstring(site.page("sitemap.xml"))
    found = {each.findtext(f"{MAP}loc"): each.findtext(f"{MAP}lastmod") for each in root}
    assert found["https://linjiang.example/news/kaisai/"] == "2024-04-01"
    assert found["https://linjiang.example/news/duoguan/"].startswith("2024-06-21")
    assert found["https://linjiang.example/reviews/2023/"] == "2024-01-10"
    assert list(found) == sorted(found)
    for place in found:
        assert site.has(str(place).removeprefix("https://linjiang.example/") or "index.html"), place
    assert not any("404" in str(place) for place in found)
    public = {path for path, data in site.tree().items() if path.endswith("index.html") and b"noindex" not in data}
    assert len(found) == len(public)
    assert "Sitemap: https://linjiang.example/sitemap.xml" in site.page("robots.txt")


def test_a_site_in_a_folder(site: Site) -> None:
    site.edit("config.yaml", "url: https://linjiang.example/", "url: https://gov.example/a/b/")
    site.append(KAISAI, "\n见[单位](/units/dongjie/)和[列表](/a/b/news/)。\n")
    site.good()
    page = site.page("news/kaisai/")
    assert '<link rel="canonical" href="https://gov.example/a/b/news/kaisai/">' in page
    assert 'href="/a/b/units/dongjie/"' in page
    assert 'href="/a/b/news/"' in page
    for path, data in site.tree().items():
        if path.endswith(".html"):
            for part in data.decode().split('href="/')[1:] + data.decode().split('src="/')[1:]:
                assert part.startswith(("a/b/", 'a/b"')), (path, part[:60])
    assert "https://gov.example/a/b/sitemap.xml" in site.page("robots.txt")
    assert (
        ET.fromstring(site.page("feed.xml")).findtext(f"{ATOM}entry/{ATOM}id")
        == "https://gov.example/a/b/news/duoguan/"
    )
    assert site.has("news/kaisai/")


def test_pages_do_not_depend_on_how_the_url_ends(site: Site, tmp_path: Path) -> None:
    site.good()
    other = Site(tmp_path / "other")
    other.edit("config.yaml", "url: https://linjiang.example/", "url: https://linjiang.example")
    other.good()
    assert other.tree() == site.tree()


# ── An incremental build makes what a clean one makes ─────────────────────────────────────────────────────────────

PHOTO = (HERE.parent / "themes/base/components/photo.html").read_text("utf-8")
UNSEEN = ("a photo's place",)
"""Edits that nobody can see: a photo is published under the digest of its content."""


def void(made: object) -> None:
    """Nothing: for what gives something that is not wanted."""


def add_project(site: Site) -> None:
    """One more project, with the numbers that count it."""
    site.append(LIST_FILE, "  - {id: xin-qiao, unit: 西山镇, title: 新桥, category: 民生类, pending: true}\n")
    site.edit(EDITION_FILE, "{name: 入围, count: 5}", "{name: 入围, count: 6}")
    site.edit(EDITION_FILE, "name: 民生类, count: 2", "name: 民生类, count: 3")


EDITS: dict[str, Callable[[Site], None]] = {
    "a title": lambda site: site.edit(KAISAI, "title: 临江杯报名开始", "title: 临江杯开锣"),
    "a body": lambda site: site.append(ABOUT_PAGE, "\n又一句。\n"),
    "a new article": lambda site: void(site.write("content/news/xin.md", "---\ntitle: 新\ndate: 2024-09-09\ntags: [a]\n---\n\n正文。\n")),
    "an article less": lambda site: site.delete(DUOGUAN),
    "an article with another name": lambda site: site.move(DUOGUAN, "content/news/huojiang.md"),
    "a unit's name": lambda site: site.edit(UNIT_LIST, "name: 临江区税务局, short: 税务局", "name: 国税总局临江分局, short: 税务局"),
    "an award": lambda site: site.edit(RESULTS_FILE, "[gongan-ban]", "[cun-deng]"),
    "a project's title": lambda site: site.edit(LIST_FILE, "title: 敲门问需", "title: 敲门送暖"),
    "a project more": add_project,
    "a photo": lambda site: void(site.write(LU_PHOTO, png(44, 44, 10))),
    "a photo's place": lambda site: (
        site.move(LU_PHOTO, f"{EDITION_FOLDER}/projects/xishan-lu/tu/xin.png"),
        site.edit(LU, "photo: lu.png", "photo: tu/xin.png"),
    )[0],
    "the site's title": lambda site: site.edit("config.yaml", "title: 临江擂台", "title: 江边擂台"),
    "the accent": lambda site: site.edit("config.yaml", "theme: base", "theme: base\nparams: {accent: plum}"),
    "a template": lambda site: void(site.write("themes/overrides/partials/footer_extra.html", "<p>脚</p>\n")),
    "a component": lambda site: void(
        site.write("themes/overrides/components/photo.html", PHOTO.replace("<figcaption", '<figcaption data-mine=""'))
    ),
    "an edition less": lambda site: site.delete(GROUPED_FOLDER),
    "a showcase less": lambda site: (
        site.delete(MEN),
        site.edit(LIST_FILE, "    category: 发展类\n", "    category: 发展类\n    pending: true\n"),
        site.edit(DUOGUAN, "，做法见[展示页](../contests/linjiang/2024/projects/dongjie-men.md)", ""),
    )[0],
    "the language": lambda site: site.edit("config.yaml", "language: zh-CN", "language: en"),
    "a keyword": lambda site: (
        site.append(REVIEW_PAGE, "\n## 点灯\n\n> 灯亮着。\n\n村口有灯。\n"),
        site.edit(REVIEW_PAGE, "keywords: 2", "keywords: 3"),
    )[0],
    "the contest's name": lambda site: site.edit(CONTEST_FILE, "name: “临江杯”大赛", "name: “江潮杯”大赛"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_gives_what_a_clean_build_gives_and_can_be_undone(built: Site, tmp_path: Path, name: str) -> None:
    first = built.tree()
    sources = {path: (built.root / path).read_bytes() for path in FILES}
    EDITS[name](built)
    built.good()
    assert (built.tree() == first) == (name in UNSEEN)
    assert built.tree() == clean(built, tmp_path)
    shutil.rmtree(built.root / "content")
    shutil.rmtree(built.root / "themes", ignore_errors=True)
    for path, data in sources.items():
        built.write(path, data)
    built.good()
    assert built.tree() == first


def test_a_small_edit_writes_only_what_it_changes(built: Site) -> None:
    before = built.stamps()
    built.edit(ABOUT_PAGE, "这里记录", "这里一直记录")
    built.good()
    changed = {
        path for path, stamp in built.stamps().items() if before.get(path) != stamp and (built.output / path).is_file()
    }
    assert {path for path in changed if not path.startswith("search/")} == {"about/index.html"}


def test_an_executor_that_is_given_may_work_in_threads(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = Blocks.put

    def slowly(items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        time.sleep(0.01)  # so that another thread comes between
        yield from items

    monkeypatch.setattr(Blocks, "put", lambda store, items: put(store, slowly(items)))
    monkeypatch.setattr(parse, "_CHUNK", 1)
    with ThreadPoolExecutor(2) as threads:
        assert build(site.options(), threads).ok
    assert site.tree() == clean(site, tmp_path)


# ── Trouble ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rendered_text_that_no_file_has_any_more_is_forgotten(site: Site) -> None:
    """However often a text is edited, the cache holds it once."""

    def kept() -> int:
        store = Blocks(str(site.root / ".leitai/blocks.sqlite"))
        digests = store.digests()
        store.close()
        return len(digests)

    site.write("content/news/same.md", site.read(KAISAI))
    site.good()
    before, all_kept = site.tree(), kept()
    for number in range(3):
        site.append(KAISAI, f"\n第 {number} 次。\n")
        site.good()
        assert kept() == all_kept + 1, "the other file still has the old text"
    site.write(KAISAI, site.read("content/news/same.md"))
    site.good()
    assert site.tree() == before
    assert kept() == all_kept
    site.delete("content/news/duoguan.md")
    site.good()
    assert kept() == all_kept - 1


def test_a_build_that_was_killed_is_repaired(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from leitai import write

    site.good()
    good = site.tree()
    site.edit("config.yaml", "title: 临江擂台", "title: 江边擂台")
    site.write("content/news/xin.md", "---\ntitle: 新\ndate: 2024-09-09\n---\n\n正文。\n")
    whole = write._put
    calls = []

    def dying(root: str, path: str, data: bytes) -> object:
        calls.append(path)
        if len(calls) == 12:
            raise KeyboardInterrupt
        return whole(root, path, data)

    monkeypatch.setattr(write, "_put", dying)
    with pytest.raises(KeyboardInterrupt):
        site.build()
    monkeypatch.setattr(write, "_put", whole)
    assert site.tree() != good
    site.write("output/news/.leitai-new-99-index.html", "剩下的半页")
    site.good()
    assert site.tree() == clean(site, tmp_path)
    site.delete("content/news/xin.md")
    site.good()
    assert not site.has("news/xin/")


def test_a_build_that_was_killed_before_it_was_undone_is_repaired_too(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leitai import write

    site.good()
    good = site.tree()
    site.write("content/news/xin.md", "---\ntitle: 新\ndate: 2024-09-09\n---\n\n正文。\n")
    whole = write._put

    def dying(root: str, path: str, data: bytes) -> object:
        done = whole(root, path, data)
        if path == "news/xin/index.html":
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(write, "_put", dying)
    with pytest.raises(KeyboardInterrupt):
        site.build()
    monkeypatch.setattr(write, "_put", whole)
    assert site.has("news/xin/")
    site.delete("content/news/xin.md")
    site.good()
    assert site.tree() == good


def test_output_deleted_is_made_again(site: Site) -> None:
    site.good()
    good = site.tree()
    shutil.rmtree(site.output)
    site.good()
    assert site.tree() == good


def test_two_output_folders_do_not_disturb_each_other(site: Site, tmp_path: Path) -> None:
    site.good()
    good = site.tree()
    other = tmp_path / "other"
    site.edit(KAISAI, "title: 临江杯报名开始", "title: 临江杯开锣")
    assert site.build(output=other).ok
    assert site.tree() == good
    assert "临江杯开锣" in (other / "news/kaisai/index.html").read_text("utf-8")
    site.good()
    assert site.tree() == tree(other)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(site: Site) -> None:
    site.good()
    (site.output / "news").chmod(0o500)
    site.write("content/news/xin.md", "---\ntitle: 新\ndate: 2024-09-09\n---\n\n正文。\n")
    try:
        run = site.run()
    finally:
        (site.output / "news").chmod(0o700)
    assert run.code == 1
    assert "[unwritten]" in run.err
    site.good()


# ── Sizes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "there"),
    [
        ({}, ()),
        ({"content/pages/about.md": "---\ntitle: 关于\n---\n"}, ("about/",)),
        ({"content/units.yaml": ""}, ()),
        ({"content/units.yaml": "- {id: a, name: 甲}\n"}, ("units/", "units/a/")),
        ({"content/contests/x/contest.yaml": "name: 小赛\n"}, ("contests/x/",)),
        (
            {"content/contests/x/contest.yaml": "name: 小赛\n", "content/contests/x/1/edition.yaml": "year: 2024\n"},
            ("contests/x/1/",),
        ),
        ({"content/news/a.md": "---\ntitle: 甲\ndate: 2024-01-01\n---\n"}, ("news/a/", "news/")),
    ],
)
def test_the_smallest_sites(tmp_path: Path, content: dict[str, str], there: tuple[str, ...]) -> None:
    site = Site(tmp_path / "site", {"config.yaml": "title: 空\nurl: https://x.example\nsource: 某处\n", **content})
    site.good()
    for page in ("index.html", "404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", *there):
        assert site.has(page), page
    ET.fromstring(site.page("feed.xml"))
    ET.fromstring(site.page("sitemap.xml"))
    assert site.build().idle


def timed(site: Site) -> float:
    begun = time.perf_counter()
    site.good()
    return time.perf_counter() - begun


def test_a_showcase_needs_no_front_matter(site: Site) -> None:
    site.write(MEN, "---\n---\n\n## 简介\n\n敲开门。\n\n## 主要做法\n\n先问后办。先听，不解释。\n")
    site.good()
    assert "敲开门。" in site.page("contests/linjiang/2024/projects/dongjie-men/")


def test_a_shortlist_says_where_it_comes_from(site: Site) -> None:
    site.edit(f"{EDITION_FOLDER}/shortlist.yaml", "projects:", "source: 临江区委组织部\nprojects:")
    site.good()
    assert "来源：临江区委组织部" in site.page("contests/linjiang/2024/shortlist/")


def test_a_shortlist_of_thousands(site: Site) -> None:
    rows = "".join(f"  - {{id: p{n}, unit: 东街街道, title: 第{n}号项目, pending: true}}\n" for n in range(5000))
    site.write("content/contests/linjiang/2022/edition.yaml", "year: 2022\n")
    site.write("content/contests/linjiang/2022/shortlist.yaml", "projects:\n" + rows)
    assert timed(site) < 20
    page = site.page("contests/linjiang/2022/shortlist/")
    assert "第0号项目" in page
    assert "第4999号项目" in page


def test_a_thousand_units(site: Site) -> None:
    site.append(
        UNIT_LIST,
        "".join(
            f"- {{id: u{n}, name: 第{n}村, parent: {'dongjie' if n < 500 else f'u{n - 1}'}}}\n" for n in range(1000)
        ),
    )
    assert timed(site) < 20
    assert site.has("units/u999/")


def test_a_long_article(site: Site) -> None:
    paragraph = (
        "临江的干部每周三晚上去敲门，**先问**，后办，见[关于](../pages/about.md)；办完的事 *再* 上门说一声。\n\n"
    )
    site.append(KAISAI, "\n" + paragraph * (300_000 // len(paragraph.encode())))
    assert timed(site) < 10
    assert site.page("news/kaisai/").count("<strong>先问</strong>") > 1000


def test_related_and_yearly_can_be_left_out(site: Site) -> None:
    for number, year in enumerate((2023, 2024, 2024)):
        head = f"title: 关联{number}\ndate: {year}-05-0{number + 1}\ntags: [相关]\n"
        site.write(f"content/news/r{number}.md", f"---\n{head}---\n\n正文。\n")
    site.good()
    assert "news/2023/index.html" in site.tree()
    before, related = site.page("news/r1/index.html").split('aria-labelledby="s-related"')
    assert "关联0" in related
    assert "关联2" in before and "关联2" not in related, "the next one is not offered a second time"
    site.edit("config.yaml", "language: zh-CN", "language: zh-CN\nrelated: 0\nyearly: no")
    site.good()
    assert "news/2023/index.html" not in site.tree()
    assert "s-related" not in site.page("news/r1/index.html")


def test_an_empty_command_line_is_what_the_parser_makes_of_it() -> None:
    names = ("build", "check", "explain", "freeze", "photos", "print", "serve", "totals")
    parsed = vars(parser(dict.fromkeys(names, lambda given: 0)).parse_args([]))
    assert {name: value for name, value in parsed.items() if name != "run"} == PLAIN
