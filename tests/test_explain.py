"""``leitai explain``, ``--verify`` and ``--profile``: what they say, and that they change nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from sites import ABOUT_PAGE, KAISAI, LU_PHOTO, Site, tree

from leitai import keys
from leitai.build import Options
from leitai.explain import READY, REFUSED, TO_DELETE, TO_MAKE, UNKNOWN, Explanation, explain, words


def one(site: Site, address: str, **given: object) -> Explanation:
    """The only explanation; neither output/ nor its record may change."""
    before, stood = site.tree(), site.stamps() if site.output.exists() else {}
    (found,) = explain(site.options(**given), address)[1]
    assert site.tree() == before
    assert (site.stamps() if site.output.exists() else {}) == stood
    return found


def test_new(site: Site) -> None:
    found = one(site, "/news/kaisai/")
    assert (found.state, found.kind, found.layout, found.source) == (TO_MAKE, "page", "article", KAISAI)
    assert found.why == keys.NEW


@pytest.mark.parametrize(
    "address",
    [
        "/news/kaisai/",
        "/news/kaisai",
        "news/kaisai/index.html",
        "output/news/kaisai/index.html",
        "https://linjiang.example/news/kaisai/",
        "https://linjiang.example/news/kaisai/?from=feed#top",
        "/news/kais%61i/",
        KAISAI,
    ],
)
def test_unchanged_by_any_name(built: Site, address: str) -> None:
    found = one(built, address)
    assert (found.path, found.state, found.why) == ("news/kaisai/index.html", READY, 0)
    assert found.last


def test_base_path_of_the_site(built: Site) -> None:
    built.edit("config.yaml", "https://linjiang.example/", "https://linjiang.example/sub/")
    built.good()
    assert one(built, "https://linjiang.example/sub/news/kaisai/").state == READY
    assert one(built, "/sub/news/kaisai/").state == READY
    assert one(built, "/news/kaisai/").state == READY


def test_own_source_changed(built: Site) -> None:
    built.append(KAISAI, "\n再说一句。\n")
    built.append(ABOUT_PAGE, "\n再说一句。\n")
    found = one(built, "/news/kaisai/")
    assert (found.state, found.why) == (TO_MAKE, keys.CONTENT)
    assert found.sources == (KAISAI, ABOUT_PAGE)
    assert one(built, "/units/").state == READY
    built.good()
    assert one(built, "/news/kaisai/").last == keys.CONTENT


def test_template_changed(built: Site) -> None:
    macro = "{% macro title(parts) %}<i>{{ parts|join }}</i>{% endmacro %}"
    built.write("themes/overrides/components/title.html", macro)
    found = one(built, "/news/kaisai/")
    assert (found.why, found.templates) == (keys.TEMPLATES, ("themes/overrides/components/title.html",))
    assert one(built, "/sitemap.xml").state == READY


def test_common_parts_changed(built: Site) -> None:
    built.edit("config.yaml", "title: 临江擂台", "title: 擂台")
    found = one(built, "/news/kaisai/")
    assert found.why & keys.COMMON
    assert found.shared == ("site",)
    built.write("themes/overrides/i18n/zh-CN.yaml", "nav.home: 头页\n")
    assert one(built, "/404.html").shared == ("site", "strings")


def test_tampered(built: Site) -> None:
    (built.output / "about/index.html").write_text("mine")
    assert one(built, "/about/").why == keys.FILE
    built.good()
    assert one(built, "/about/").last == keys.FILE


def test_deleted_and_unknown(built: Site) -> None:
    built.delete("content/news/duoguan.md")
    found = one(built, "/news/duoguan/")
    assert (found.state, found.sources) == (TO_DELETE, ("content/news/duoguan.md",))
    found = one(built, "/news/kaisia/")
    assert (found.state, found.near) == (UNKNOWN, "/news/kaisai/")


def test_pictures_and_assets(built: Site) -> None:
    pictures = explain(built.options(), LU_PHOTO)[1]
    assert pictures
    assert {each.kind for each in pictures} == {"picture"}
    assert {each.state for each in pictures} == {READY}
    style = next(path for path in tree(built.output) if path.startswith("assets/css/main."))
    assert (one(built, style).kind, one(built, style).state) == ("text", READY)
    built.write("themes/overrides/static/css/site.css", ":root { --x: 1; }")
    assert one(built, style).state == TO_DELETE
    assert one(built, "/about/").shared == ("assets",)


def test_published_by_the_clock(site: Site) -> None:
    site.edit(KAISAI, "---\ntitle", "---\npublish: 2025-03-02\ntitle")
    site.build()
    assert one(site, "/news/kaisai/").state == UNKNOWN
    found = one(site, "/news/", now=dt.datetime(2025, 3, 3, tzinfo=dt.UTC))
    assert (found.why, found.sources) == (keys.CONTENT, ())
    assert words(found, "en")[-2:] != words(found, "zh-CN")[-2:]
    assert "published or expired by itself" in "\n".join(words(found, "en"))


def test_refused(built: Site) -> None:
    built.edit(KAISAI, "date: 2024-03-05", "date: nonsense")
    assert one(built, "/news/kaisai/").state == REFUSED
    run = built.run("explain", "/news/kaisai/")
    assert run.code == 1
    assert KAISAI in run.err
    assert run.out.startswith("/news/kaisai/ 下次构建会因为错误停下，它保持原样\n")


def test_failed_page(built: Site) -> None:
    built.write("themes/overrides/layouts/terms.html", "{{ view.nothing }}")
    assert not built.build().ok
    assert one(built, "/units/").why == keys.UNFINISHED


def test_words(built: Site, built_en: Site) -> None:
    built.append(KAISAI, "\n再说一句。\n")
    run = built.run("explain", "/news/kaisai/")
    assert run.code == 0
    assert run.out == (
        "/news/kaisai/ 下次构建会生成\n"
        "  页面；布局：layouts/article.html；来源：content/news/kaisai.md\n"
        "  因为：它显示的内容变了\n"
        "    变了的文件：content/news/kaisai.md\n"
    )
    built_en.append(KAISAI, "\n再说一句。\n")
    run = built_en.run("explain", "/news/kaisai/")
    assert run.out == (
        "/news/kaisai/ would be made by the next build\n"
        "  page; layout: layouts/article.html; source: content/news/kaisai.md\n"
        "  because: what it shows has changed\n"
        "    files that changed: content/news/kaisai.md\n"
    )


def test_every_state_has_words() -> None:
    more = ("page", "article", "a.md", 63, 63, keys.SHARED, ("t",), ("s",) * 9)
    for state in (READY, TO_MAKE, TO_DELETE, UNKNOWN, REFUSED):
        for language in ("zh-CN", "en"):
            this = Explanation("a/index.html", state, *more)
            assert len(words(this, language)) > 3


def test_as_json(built: Site) -> None:
    run = built.run("explain", "/about/", "--format", "json")
    (found,) = json.loads(run.out)
    assert (found["path"], found["state"], found["layout"]) == ("about/index.html", "ready", "page")


def test_verify(built: Site) -> None:
    run = built.run("--verify")
    assert run.code == 0
    assert "和全新构建逐字节一致" in run.out
    assert not list(Path("/tmp").glob("leitai-verify-*/output/index.html"))


def test_verify_tells_differences(built: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no build can notice, for the stamps are as they were, this does."""
    place = built.output / "about/index.html"
    status = place.stat()
    place.write_bytes(bytes(len(place.read_bytes())))
    os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))
    (built.output / "CNAME").write_text("linjiang.example")
    run = built.run("--verify")
    assert run.code == 1
    assert "  不同  about/index.html\n1 个文件和全新构建不一致\n" in run.err
    run = built.run("--verify", "--format", "json")
    assert json.loads(run.out)["verify"] == {"equal": False, "differences": [["about/index.html", "different"]]}
    place.unlink()
    (built.output / "CNAME").unlink()


def test_verify_says_nothing_where_the_build_was_refused(built: Site) -> None:
    built.edit(KAISAI, "date: 2024-03-05", "date: nonsense")
    run = built.run("--verify")
    assert run.code == 1
    assert "一致" not in run.out + run.err


def test_profile(site: Site) -> None:
    run = site.run("--profile")
    assert run.code == 0
    said = run.out.partition("各步骤用时")[2]
    assert "  写出\n" in said
    assert "  article  " in said.partition("各布局用时")[2]
    assert "最慢的文件" in said
    run = site.run("--profile", "--format", "json")
    assert json.loads(run.out)["ok"]


def test_nothing_is_measured_unasked(site: Site) -> None:
    report = site.good()
    assert report.written
    assert report.written.layouts == ()
    assert report.written.slowest == ()


def test_options_default(tmp_path: Path) -> None:
    options = Options(root=tmp_path, output=tmp_path / "output")
    assert options.cache is None
    assert not options.profile
