"""Heads of pages: what machines read there, and what they must not be able to do."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sites import KAISAI, Site, png

from leitai.policy import policy

GOV = """\
profile: gov
identity:
  sponsor: 临江区委组织部
  undertaker: 临江区擂台办
  contact: 0750-1234567
  icp: 粤ICP备12345678号
  police: 粤公网安备 44070302000123号
  site_id_code: "4407030001"
  error_report: https://zfwzgl.www.gov.cn/exposure/jiucuo.html
"""


def metas(page: str) -> dict[str, str]:
    """The page's meta elements by name or property, with their contents as text."""
    found = re.findall(r'<meta (?:name|property|http-equiv)="([^"]+)" content="([^"]*)"', page)
    return {name: unescape(content) for name, content in found}


def linked(page: str) -> dict[str, dict[str, Any]]:
    """The page's linked data by type."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert len(scripts) == 1
    whole = json.loads(scripts[0])
    assert whole["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in whole["@graph"]}


def test_an_article_says_what_it_is(site: Site) -> None:
    site.write("content/news/photo.png", png(900, 700))
    site.edit(
        KAISAI,
        "date: 2024-03-05\n",
        "date: 2024-03-05 10:30\nupdated: 2024-03-06\nbyline: {记者: [李行]}\ncover: {photo: photo.png, alt: 街}\n",
    )
    site.good()
    page = site.page("news/kaisai/")
    said = metas(page)
    assert said["og:title"] == "临江杯报名开始" and said["og:type"] == "article"
    assert said["og:url"] == "https://linjiang.example/news/kaisai/" and said["og:locale"] == "zh_CN"
    assert said["og:site_name"] == "临江擂台" and "5 个项目入围" in said["og:description"]
    assert said["og:image"].startswith("https://linjiang.example/photos/")
    assert min(int(said["og:image:width"]), int(said["og:image:height"])) >= 300
    assert said["article:published_time"] == "2024-03-05T10:30:00+08:00"
    assert '<link rel="canonical" href="https://linjiang.example/news/kaisai/">' in page
    thing = linked(page)["NewsArticle"]
    assert thing["headline"] == "临江杯报名开始" and thing["datePublished"] == "2024-03-05T10:30:00+08:00"
    assert thing["dateModified"] == "2024-03-06" and thing["author"] == [{"@type": "Person", "name": "李行"}]
    assert thing["image"] == said["og:image"]
    # WeChat takes the first large picture of the page: it is the cover.
    first = re.search(r'<img [^>]*?width="(\d+)" height="(\d+)"', page[page.index("<main") :])
    assert first and min(int(first[1]), int(first[2])) >= 300
    steps = linked(page)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[-1]["item"] == "https://linjiang.example/news/kaisai/"


def test_editions_are_events_and_projects_works(built: Site) -> None:
    event = linked(built.page("contests/linjiang/2024/"))["Event"]
    assert event["startDate"] == "2024-06-20" and event["superEvent"]["@type"] == "EventSeries"
    assert [each["name"] for each in event["organizer"]] == ["临江区委组织部"]
    # An event without a date is none.
    assert "Event" not in linked(built.page("contests/linjiang/2023/"))
    work = linked(built.page("contests/linjiang/2024/projects/dongjie-men/"))["CreativeWork"]
    assert work["name"] == "敲门问需" and work["creator"][0]["url"] == "https://linjiang.example/units/dongjie/"
    assert any("一等奖" in award for award in work["award"])
    home = linked(built.page(""))["WebSite"]
    assert home["potentialAction"]["target"]["urlTemplate"] == (
        "https://linjiang.example/search/?q={search_term_string}"
    )


def test_nothing_ends_the_script_of_linked_data(site: Site) -> None:
    site.edit(KAISAI, "title: 临江杯报名开始", "title: '</script><script>alert(1)</script> & \u2028线'")
    site.good()
    page = site.page("news/kaisai/")
    assert "<script>alert(1)" not in page
    assert linked(page)["NewsArticle"]["headline"].startswith("</script><script>alert(1)</script> &")


def test_a_page_that_stands_in_two_languages_says_so(site: Site) -> None:
    other = "translations:\n  - {language: en, url: 'https://linjiang.example/en/news/open/'}\n"
    site.edit(KAISAI, "date: 2024-03-05\n", f"date: 2024-03-05\n{other}")
    site.append("content/contests/linjiang/2024/edition.yaml", other.replace("/news/open/", "/contests/linjiang/2024/"))
    site.append("config.yaml", other.replace("/news/open/", "/"))
    site.good()
    for path, there in (
        ("news/kaisai/", "news/open/"),
        ("contests/linjiang/2024/", "contests/linjiang/2024/"),
        ("", ""),
    ):
        page = site.page(path)
        assert dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)) == {
            "zh-CN": f"https://linjiang.example/{path}",
            "en": f"https://linjiang.example/en/{there}",
        }
        assert f'lang="en" hreflang="en" href="https://linjiang.example/en/{there}">English</a>' in page
    assert "hreflang" not in site.page("contests/linjiang/")


def test_a_language_has_a_code(site: Site) -> None:
    site.edit(
        KAISAI, "date: 2024-03-05\n", "date: 2024-03-05\ntranslations: [{language: 英文, url: 'https://x.example/'}]\n"
    )
    assert [p.code for p in site.build().problems] == ["bad-language-tag"]


# The policy


def test_only_the_sites_own_scripts_may_run(built: Site) -> None:
    for path in built.output.rglob("*.html"):
        page = path.read_text("utf-8")
        if 'http-equiv="refresh"' in page:
            continue
        rules = dict(part.split(" ", 1) for part in metas(page)["Content-Security-Policy"].split("; "))
        assert rules["default-src"] == "'none'" and rules["style-src"] == "'self'" and rules["base-uri"] == "'none'"
        assert "unsafe" not in str(rules) and "http" not in str(rules)
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts}
        assert set(rules["script-src"].split()) == {"'self'", *hashes}, path
        assert page.index("Content-Security-Policy") < page.index("<script"), path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page), path


def test_the_same_policy_is_a_header(built: Site, tmp_path: Path) -> None:
    headers = (built.output / "_headers").read_text("utf-8")
    assert f"  Content-Security-Policy: {metas(built.page(''))['Content-Security-Policy']}; frame-ancestors" in headers
    assert headers.startswith("/*\n")
    for folder in ("assets", "photos"):
        assert f"/{folder}/*\n  Cache-Control: public, max-age=31536000, immutable\n" in headers
    site = Site(tmp_path / "below")
    site.edit("config.yaml", "https://linjiang.example/", "https://linjiang.example/leitai/")
    site.good()
    headers = (site.output / "_headers").read_text("utf-8")
    assert headers.startswith("/leitai/*\n") and "\n/leitai/assets/*\n" in headers


def test_a_theme_with_another_script_has_another_hash(built: Site) -> None:
    before = metas(built.page(""))["Content-Security-Policy"]
    built.write("themes/overrides/partials/head_init.html", "<script>{% raw %}window.x = 1{% endraw %}</script>\n")
    built.good()
    after = metas(built.page(""))["Content-Security-Policy"]
    assert after != before and after in (built.output / "_headers").read_text("utf-8")


def test_data_blocks_and_files_need_no_hash() -> None:
    assert "sha256" not in policy('<script type="application/ld+json">{}</script><script src="/a.js"></script>')
    assert policy("<script>1</script>").count("sha256") == 1


# Government sites


@pytest.fixture
def office(site: Site) -> Site:
    """The small site with the profile of a government site."""
    site.append("config.yaml", GOV)
    return site


def test_labels_stand_in_exactly_these_capitals(office: Site) -> None:
    office.edit(
        KAISAI,
        "date: 2024-03-05\n",
        "date: 2024-03-05 10:30\nbyline: {记者: [李行, 王远]}\ntags: [报名]\nsource: 区新闻中心\n",
    )
    office.good()
    said = metas(office.page("news/kaisai/"))
    assert {
        name: said.get(name)
        for name in (
            "SiteName",
            "SiteDomain",
            "SiteIDCode",
            "ColumnName",
            "ColumnType",
            "ArticleTitle",
            "PubDate",
            "ContentSource",
            "Keywords",
            "Author",
            "Url",
        )
    } == {
        "SiteName": "临江擂台",
        "SiteDomain": "linjiang.example",
        "SiteIDCode": "4407030001",
        "ColumnName": "新闻",
        "ColumnType": "工作动态",
        "ArticleTitle": "临江杯报名开始",
        "PubDate": "2024-03-05 10:30",
        "ContentSource": "区新闻中心",
        "Keywords": "报名",
        "Author": "李行 王远",
        "Url": "https://linjiang.example/news/kaisai/",
    }
    assert said["Description"] == said["description"]
    assert "keywords" not in said, "one set of keywords is enough"
    column = metas(office.page("news/"))
    assert column["ColumnName"] == "新闻" and "ArticleTitle" not in column and "PubDate" not in column


def test_no_label_is_empty(office: Site) -> None:
    office.good()
    for path in office.output.rglob("*.html"):
        for name, content in metas(path.read_text("utf-8")).items():
            assert content.strip() and content not in ("null", "None"), (path, name)
        said = metas(path.read_text("utf-8"))
        if "PubDate" in said:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", said["PubDate"])


def test_the_footer_does_its_duties(office: Site) -> None:
    office.good()
    foot = office.page("").partition('<footer class="site-foot">')[2]
    assert '<a href="https://beian.miit.gov.cn/" rel="nofollow">粤ICP备12345678号</a>' in foot
    assert '<a href="https://beian.mps.gov.cn/" rel="nofollow">粤公网安备 44070302000123号</a>' in foot
    assert "4407030001" in foot and "临江区委组织部" in foot and "0750-1234567" in foot
    assert '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html">' in foot


def test_without_the_profile_there_are_no_labels(built: Site) -> None:
    page = built.page("news/kaisai/")
    assert "SiteName" not in page and "PubDate" not in page and "beian" not in page


@pytest.mark.parametrize("missing", ["sponsor", "contact", "icp", "site_id_code"])
def test_what_a_government_site_must_say_is_asked_for(office: Site, missing: str) -> None:
    lines = [line for line in office.read("config.yaml").split("\n") if not line.startswith(f"  {missing}:")]
    office.write("config.yaml", "\n".join(lines))
    report = office.build()
    assert [(p.code, dict(p.params)["key"]) for p in report.problems if p.code == "gov-identity"] == [
        ("gov-identity", missing)
    ]


@pytest.mark.parametrize(("code", "good"), [("bm17000009", True), ("440703000", False), ("BM17000009", False)])
def test_the_site_id_code_has_its_form(office: Site, code: str, good: bool) -> None:
    office.edit("config.yaml", '"4407030001"', f'"{code}"')
    report = office.build()
    assert report.ok == good
    assert good or [(p.code, p.spot.line) for p in report.problems] == [("bad-site-id-code", 18)]
