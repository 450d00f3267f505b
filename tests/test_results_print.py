"""Pages for paper, the record of a contest over its editions, and the commands ``print`` and ``totals``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites import EDITION_FILE, RESULTS_FILE, Site
from test_results_scores import RESULTS, told, with_scores

from leitai import paper
from leitai.render import qr

FOLDER = "contests/linjiang/2024/print/"
PRINT = "print: [bulletin, posters, certificates, booklet]\n"


@pytest.fixture
def printed(site: Site) -> Site:
    with_scores(site)
    site.append(EDITION_FILE, PRINT)
    site.good()
    return site


def test_pages_for_paper_are_made_only_where_asked_for(site: Site) -> None:
    site.good()
    assert not site.has(f"{FOLDER}bulletin/")
    site.append(EDITION_FILE, "print: [booklet]\n")
    site.good()
    assert site.has(f"{FOLDER}booklet/") and not site.has(f"{FOLDER}bulletin/")


def test_an_unknown_kind_of_paper_is_told(site: Site) -> None:
    site.append(EDITION_FILE, "print: [banners]\n")
    assert "没有 “banners” 这种打印页。" in told(site)


def test_pages_for_paper_are_found_by_nobody_else(printed: Site) -> None:
    for name in ("bulletin/", "certificates/", "booklet/", "posters/dongjie-men/"):
        page = printed.page(f"{FOLDER}{name}")
        assert '<meta name="robots" content="noindex">' in page
        assert " style=" not in page
    assert "/print/" not in printed.page("sitemap.xml")
    assert "Disallow: /contests/linjiang/2024/print/" in printed.page("robots.txt")


def test_the_document_has_its_parts(printed: Site) -> None:
    printed.append(RESULTS_FILE, "issuer: 临江区擂台办\nnumber: 临擂〔2024〕3号\n")
    printed.good()
    page = printed.page(f"{FOLDER}bulletin/")
    for part in ("document__issuer", "临擂〔2024〕3号", "附件：名次表", "2024年6月21日", "西山镇《一条路修到底》"):
        assert part in page
    assert page.count("<tr>") == 6


def test_the_code_on_a_poster_leads_to_a_page_that_is_there(printed: Site) -> None:
    page = printed.page(f"{FOLDER}posters/dongjie-men/")
    address = "https://linjiang.example/contests/linjiang/2024/projects/dongjie-men/"
    assert f'aria-label="{address}"' in page
    assert str(qr(address)) in page
    assert printed.has("contests/linjiang/2024/projects/dongjie-men/")
    main = page[page.index("<main") : page.index("</main>")]
    assert str(qr(address)) in main and "<script" not in main, "it is there without any script"
    assert re.findall(r'<script src="/assets/js/(\w+)', page) == ["main"], "the switch of care mode, and no more"


def test_a_poster_may_be_a_size_larger(printed: Site) -> None:
    printed.edit(EDITION_FILE, "posters, certificates", "posters-a3, certificates")
    printed.good()
    assert not printed.has(f"{FOLDER}posters/dongjie-men/")
    page = printed.page(f"{FOLDER}posters-a3/dongjie-men/")
    assert "is-poster-a3" in page and "poster--plain" in page, "a project without a photo is set in large type"
    style = next(text for path, text in printed.tree().items() if path.endswith(".css") and b"@page document" in text)
    assert b"@page poster-a3{size:A3" in style.replace(b" ", b"").replace(b"@pageposter", b"@page poster")
    run = printed.run("print", "linjiang/2024")
    assert run.out.count("/posters-a3/") == 5


def test_a_correction_is_printed_too(printed: Site) -> None:
    printed.edit(RESULTS_FILE, "gongan-ban: 75,", "gongan-ban: 74,")
    printed.append(
        RESULTS_FILE, 'errata: [{date: 2024-06-25, what: 漏记一票, project: gongan-ban, old: "74", new: "75.00"}]\n'
    )
    printed.good()
    page = printed.page(f"{FOLDER}bulletin/")
    assert "更正（2024年6月25日）：漏记一票 <del>74</del> → 75.00" in page
    assert "<td><del>74</del> 75.00</td>" in page


def test_each_recipient_has_a_certificate(printed: Site) -> None:
    page = printed.page(f"{FOLDER}certificates/")
    assert page.count('class="sheet certificate"') == 4
    assert "证书编号：2024-001" in page and "证书编号：2024-004" in page


WORDING = """\
certificate:
  text: |
    {unit}：
    你单位的“{project}”<b>在{edition}</b>中得{award}（{number}，{date}，{group}{issuer}）。
"""


def test_certificates_have_the_wording_of_the_edition(printed: Site) -> None:
    printed.append(EDITION_FILE, WORDING)
    printed.edit(RESULTS_FILE, "最佳创意奖: [gongan-ban]", "最佳创意奖: [临江区委组织部]")
    printed.edit("content/contests/linjiang/2024/shortlist.yaml", "title: 一条路修到底", 'title: "一条{award}路"')
    printed.good()
    page = printed.page(f"{FOLDER}certificates/")
    assert '<p class="certificate__to">西山镇：</p>' in page
    said = "你单位的“一条{award}路”&lt;b&gt;在第三届“临江杯”大赛&lt;/b&gt;中得<strong>一等奖</strong>"
    assert f"{said}（证书编号：2024-001，2024年6月21日，）。" in page, "what is filled in is not filled in again"
    alone = page[page.index("临江区委组织部</p>") :].partition("</article>")[0]
    assert "在第三届“临江杯”大赛中荣获" in alone, "who has no project gets the theme's wording, as no other is given"
    printed.edit(EDITION_FILE, "certificate:\n", "certificate:\n  unit_text: 授予{unit}{award}。\n")
    printed.good()
    assert "授予临江区委组织部<strong>最佳创意奖</strong>。" in printed.page(f"{FOLDER}certificates/")


def test_a_short_wording_serves_units_too(printed: Site) -> None:
    printed.append(EDITION_FILE, "certificate: 授予{unit}{award}。\n")
    printed.edit(RESULTS_FILE, "最佳创意奖: [gongan-ban]", "最佳创意奖: [临江区委组织部]")
    printed.good()
    page = printed.page(f"{FOLDER}certificates/")
    assert page.count("授予") == 4 and "certificate__to" not in page


@pytest.mark.parametrize(
    ("said", "place", "told_of"),
    [
        ("certificate: 授予{untis}{award}", "1:14", "证书的文字里有 “{untis}”"),
        ("certificate: {text: 甲, unit_text: '{project}乙'}", "1:35", "证书的文字里有 “{project}”"),
        ("certificate: {text: '{award.name}'}", "1:21", "证书的文字里有 “{award.name}”"),
        ("certificate: {text: '{{ award }}'}", "1:21", "证书的文字里有 “{ award }”"),
        ("certificate: 授予{unit", "1:14", "证书的文字里有 “{”"),
        ("certificate: 授予{}", "1:14", "证书的文字里有 “{}”"),
    ],
)
def test_a_place_that_nobody_knows_is_told(printed: Site, said: str, place: str, told_of: str) -> None:
    printed.write(EDITION_FILE, f"{said}\n{printed.read(EDITION_FILE)}")
    text = told(printed)
    assert f"{EDITION_FILE}:{place}: 错误 {told_of}" in text and "[certificate-place]" in text


def test_paper_under_embargo_is_not_printed(printed: Site) -> None:
    printed.append(EDITION_FILE, "embargo: 2099-01-01\n")
    printed.edit("content/news/duoguan.md", "结果见[公告](../contests/linjiang/2024/results.yaml)，", "")
    printed.good()
    assert not printed.has(f"{FOLDER}bulletin/") and not printed.has(f"{FOLDER}certificates/")
    assert "获" not in printed.page(f"{FOLDER}posters/dongjie-men/")


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_print_names_the_pages(printed: Site) -> None:
    run = printed.run("print", "linjiang/2024")
    assert run.code == 0
    assert f"/{FOLDER}bulletin/\n" in run.out and run.out.count("/posters/") == 5


def test_print_without_pages_says_how_to_get_them(site: Site) -> None:
    run = site.run("print", "linjiang/2024")
    assert run.code == 1 and "edition.yaml" in run.err and "bulletin" in run.err


def test_print_without_a_browser_says_so(printed: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEITAI_CHROMIUM", "/no/such/browser")
    run = printed.run("print", "linjiang/2024", "--pdf")
    assert run.code == 1
    assert "没有找到 Chromium、Chrome 或 Edge" in run.err and "LEITAI_CHROMIUM" in run.err


def test_print_hands_each_page_to_the_browser(printed: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        "#!/bin/sh\nfor each; do case $each in --print-to-pdf=*) to=${each#*=};; http*) from=$each;; esac; done\n"
        "python3 -c \"import sys,urllib.request as u; open(sys.argv[2],'wb').write(u.urlopen(sys.argv[1]).read())\""
        ' "$from" "$to"\n'
    )
    browser.chmod(0o755)
    monkeypatch.setenv("LEITAI_CHROMIUM", str(browser))
    wanted = [sheet for sheet in paper.sheets(printed.output, "linjiang/2024") if sheet.name == "bulletin.pdf"]
    made = list(paper.print_all(printed.output, "", tuple(wanted), tmp_path / "pdf", paper.browser()))
    assert made == [(tmp_path / "pdf" / "bulletin.pdf", "")]
    assert made[0][0].read_text("utf-8") == printed.page(f"{FOLDER}bulletin/")


def test_totals_are_said_as_results_record_them(site: Site) -> None:
    with_scores(site)
    start = RESULTS.index("published_totals")
    site.edit(RESULTS_FILE, RESULTS[start : RESULTS.index("\n", start) + 1], "")
    site.append(EDITION_FILE, "embargo: 2099-01-01\n")
    run = site.run("totals", "linjiang/2024")
    assert run.code == 0 and run.out.startswith("published_totals:\n  xishan-lu: 90.00\n  dongjie-men: 87.80\n")
    site.append(RESULTS_FILE, run.out)
    site.edit(EDITION_FILE, "embargo: 2099-01-01\n", "")
    site.good()


def test_totals_of_an_unknown_edition_say_which_is_near(site: Site) -> None:
    run = site.run("totals", "linjiang/2042")
    assert run.code == 1 and "是不是 linjiang/202" in run.err


# ── a contest over its editions ──────────────────────────────────────────────────────────────────────────────


def test_a_contest_shows_its_editions_side_by_side(site: Site) -> None:
    site.good()
    page = site.page("contests/linjiang/")
    assert "历届对照" in page and "首次参赛" in page and "获奖最多的单位" in page
    part = page[page.index('id="s-newcomers"') :].split("</section>")[0]
    assert "临江区税务局" in part and "临江区公安局" in part and "东街街道" not in part
    most = page[page.index('id="s-honoured"') :].split("</section>")[0]
    assert most.index("东街街道") < most.index("西山镇") and "2 项" in most


def test_made_up_editions_do_not_count(site: Site) -> None:
    site.append("content/contests/linjiang/2023/edition.yaml", "demo: true\n")
    site.good()
    page = site.page("contests/linjiang/")
    assert "获奖最多的单位" not in page and "首次参赛" not in page


def test_made_up_awards_are_marked_and_not_counted_on_a_unit(site: Site) -> None:
    site.append("content/contests/linjiang/2023/edition.yaml", "demo: true\n")
    site.good()
    page = site.page("units/dongjie/")
    record = page[page.index('id="s-awards"') :].partition("</section>")[0]
    assert [("金奖" in line, "示例</span>" in line) for line in record.split("<li>")[1:]] == [
        (False, False),
        (True, True),
    ]
    head = page[page.index('class="band"') :].partition("<section")[0]
    numbers = [part.partition("<")[0] for part in head.split("<b>")[1:]]
    assert numbers == ["1", "1"], head
