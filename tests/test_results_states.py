"""The states of results: published totals that stand, corrections, public notices, embargo; the clock turns them."""

from __future__ import annotations

import datetime as dt

import pytest
from sites import EDITION_FILE, EDITION_FOLDER, LIST_FILE, RESULTS_FILE, Site, leaks, png
from test_results_scores import RESULTS, SCORES, bulletin, data, told, with_scores

from leitai.load.notices import last_day

CORRECTION = """\
errata:
  - {date: 2024-06-25, what: 漏记一票, project: dongjie-men, old: "87.80", new: "88.20"}
"""
NOTICE = """\
notice:
  start: 2025-02-27
  days: 3
  contact: 临江区擂台办，电话 000-0000
  text: 有意见请书面提出。
"""
PAGES = ("contests/linjiang/2024/", "contests/linjiang/2024/shortlist/", "contests/linjiang/2024/results/")


@pytest.fixture
def scored(site: Site) -> Site:
    return with_scores(site)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}+08:00")


# ── published totals ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_published_total_that_changes_stops_the_build_until_it_is_explained(scored: Site) -> None:
    scored.good()
    before = scored.tree()
    scored.edit(SCORES, "92,95,93,80", "92,95,93,81")
    said = told(scored)
    assert f"{RESULTS_FILE}:3:33: 错误 “敲门问需” 公布过的总分是 87.8，现在算出来是 88.20。" in said
    assert scored.tree() == before
    scored.append(RESULTS_FILE, CORRECTION)
    scored.good()
    page = bulletin(scored)
    assert "<del>87.80</del>" in page and "<ins>88.20</ins>" in page
    assert 'id="erratum-1"' in page
    assert data(scored)["errata"][0]["project"] == "dongjie-men"


def test_a_rule_that_changes_totals_is_noticed_though_no_sheet_changed(scored: Site) -> None:
    scored.edit(EDITION_FILE, "weight: 60, drop", "weight: 50, drop")
    scored.edit(EDITION_FILE, "weight: 40, seats", "weight: 50, seats")
    said = told(scored)
    assert said.count("[total-changed]") == 4, "one of them has 90 of 100 in both parts"


def test_another_way_to_write_the_sheet_changes_nothing(scored: Site) -> None:
    scored.write(SCORES, scored.read(SCORES).replace("\n", "\r\n").encode("gb18030"))
    scored.good()


def test_corrections_must_follow_one_another(scored: Site) -> None:
    scored.edit(SCORES, "92,95,93,80", "92,95,93,82")
    scored.append(RESULTS_FILE, CORRECTION)
    assert "公布过的总分是 88.20，现在算出来是 88.60" in told(scored)
    scored.append(
        RESULTS_FILE, '  - {date: 2024-06-28, what: 又漏一票, project: dongjie-men, old: "88.2", new: "88.6"}\n'
    )
    scored.good()


def test_a_correction_is_not_older_than_the_results(scored: Site) -> None:
    scored.edit(SCORES, "92,95,93,80", "92,95,93,81")
    scored.append(RESULTS_FILE, CORRECTION.replace("06-25", "06-01"))
    assert "[erratum-early]" in told(scored)


def test_a_project_that_goes_out_later_needs_a_correction_too(scored: Site) -> None:
    scored.edit(LIST_FILE, "title: 村口的灯,", "title: 村口的灯, withdrawn: 赛后退出,")
    assert "公布过的总分是 56.6，现在算出来是 —" in told(scored)
    scored.append(RESULTS_FILE, 'errata:\n  - {date: 2024-07-01, what: 退出, project: cun-deng, old: "56.6"}\n')
    scored.good()
    assert "赛后退出" in bulletin(scored)


def test_totals_that_nobody_recorded_are_noted(scored: Site) -> None:
    start = RESULTS.index("published_totals")
    scored.edit(RESULTS_FILE, RESULTS[start : RESULTS.index("\n", start) + 1], "")
    report = scored.good()
    assert [problem.code for problem in report.problems].count("totals-unrecorded") == 1


def test_corrections_are_in_the_feeds(scored: Site) -> None:
    scored.edit(SCORES, "92,95,93,80", "92,95,93,81")
    scored.append(RESULTS_FILE, CORRECTION)
    scored.good()
    for feed in ("feed.xml", "feed.json", "contests/linjiang/feed.xml", "contests/linjiang/feed.json"):
        text = scored.page(feed)
        assert "漏记一票 (87.80 → 88.20)" in text
        assert "contests/linjiang/2024/results/#erratum-1" in text
    entries = scored.page("feed.xml").split("<entry>")[1:]
    assert "漏记一票" in entries[0], "the newest comes first"


# ── published awards ─────────────────────────────────────────────────────────────────────────────────────────

AWARDS = """\
published_awards:
  xishan-lu: 一等奖
  dongjie-men: 二等奖
  shui-chuang: [二等奖]
  gongan-ban: 最佳创意奖
"""


def test_a_published_award_that_changes_stops_the_build_until_it_is_explained(scored: Site) -> None:
    scored.append(RESULTS_FILE, AWARDS)
    scored.good()
    before = scored.tree()
    scored.edit(SCORES, "80,82,81,20", "95,95,95,70")
    totals = 'errata:\n  - {date: 2024-06-25, what: 抄错一行, project: cun-deng, old: "56.60", new: "85.00"}\n'
    scored.append(RESULTS_FILE, totals)
    said = told(scored)
    lines = scored.read(RESULTS_FILE).splitlines()
    row = next(number for number, line in enumerate(lines, 1) if line.startswith("  shui-chuang:"))
    assert f"{RESULTS_FILE}:{row}:16: 错误 “一窗办税” 公布过的奖项是 “二等奖”，现在是 “—”。 [award-changed]" in said
    assert f"{RESULTS_FILE}:7:1: 错误 “村口的灯” 公布过的奖项是 “—”，现在是 “二等奖”。 [award-changed]" in said
    assert said.count("[award-changed]") == 2 and scored.tree() == before
    scored.append(RESULTS_FILE, "  - {date: 2024-06-25, what: 名次有变, project: cun-deng, new: 二等奖}\n")
    assert told(scored).count("[award-changed]") == 1
    scored.append(RESULTS_FILE, "  - {date: 2024-06-25, what: 名次有变, project: shui-chuang, old: 二等奖}\n")
    scored.good()
    page = bulletin(scored)
    assert "<del>二等奖</del>" in page and "<ins>二等奖</ins>" in page
    assert "<del>56.60</del>" in page
    standings = page[page.index('id="standings"') :]
    assert "<del>二等奖</del>" not in standings.partition("</table>")[0], "a total is no award"


def test_an_award_in_other_hands_is_noticed_without_scores_too(site: Site) -> None:
    run = site.run("totals", "linjiang/2024")
    assert run.out.startswith("published_awards:\n  dongjie-men: [一等奖]\n")
    site.append(RESULTS_FILE, run.out)
    site.good()
    site.edit(RESULTS_FILE, "一等奖: [dongjie-men]", "一等奖: [xishan-lu]")
    site.edit(RESULTS_FILE, "    - xishan-lu", "    - dongjie-men")
    assert told(site).count("[award-changed]") == 2
    errata = "".join(
        f"  - {{date: 2024-07-01, what: 写反了, project: {project}, old: {old}, new: {new}}}\n"
        for project, old, new in (("dongjie-men", "一等奖", "二等奖"), ("xishan-lu", "二等奖", "一等奖"))
    )
    site.append(RESULTS_FILE, f"errata:\n{errata}")
    site.good()


def test_an_award_announced_later_is_no_change(scored: Site) -> None:
    scored.append(RESULTS_FILE, AWARDS)
    scored.edit(RESULTS_FILE, "优秀奖: {published: false}", "优秀奖: [cun-deng]")
    scored.good()
    scored.edit(RESULTS_FILE, "最佳创意奖: [gongan-ban]", "最佳创意奖: [cun-deng]")
    assert told(scored).count("[award-changed]") == 2


def test_a_list_that_is_not_complete_may_grow(scored: Site) -> None:
    scored.append(
        RESULTS_FILE, AWARDS.replace("gongan-ban: 最", "gongan-ban: [优秀奖, 最").replace("创意奖\n", "创意奖]\n")
    )
    scored.edit(RESULTS_FILE, "优秀奖: {published: false}", "优秀奖: {recipients: [gongan-ban], complete: false}")
    scored.good()
    scored.edit(RESULTS_FILE, "{recipients: [gongan-ban]", "{recipients: [gongan-ban, cun-deng]")
    scored.good()
    scored.edit(RESULTS_FILE, "{recipients: [gongan-ban, cun-deng]", "{recipients: [cun-deng]")
    assert told(scored).count("[award-changed]") == 1, "but nobody falls out of it"


def test_a_recorded_award_must_be_one(scored: Site) -> None:
    scored.append(RESULTS_FILE, AWARDS.replace("[二等奖]", "[二等獎]"))
    said = told(scored)
    assert ":10:17: 错误 “二等獎” 不是这一届设的奖项" in said and "award-changed" not in said


def test_awards_that_nobody_recorded_are_noted(scored: Site) -> None:
    assert [problem.code for problem in scored.good().problems].count("awards-unrecorded") == 1
    scored.append(RESULTS_FILE, AWARDS)
    assert "awards-unrecorded" not in [problem.code for problem in scored.good().problems]


def test_what_could_not_be_read_is_not_told_as_a_changed_award(scored: Site) -> None:
    scored.append(RESULTS_FILE, AWARDS)
    scored.edit(RESULTS_FILE, "最佳创意奖: [gongan-ban]", "最佳创意奖: [gongan-bang]")
    said = told(scored)
    assert "[V11-unknown-recipient]" in said and "award-changed" not in said


# ── public notices ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "days", "free", "worked", "end"),
    [
        ("2025-06-13", 5, (), (), "2025-06-19"),  # Friday; a weekend lies between
        ("2025-06-14", 1, (), (), "2025-06-16"),  # Saturday does not count
        ("2025-09-30", 3, range(1, 9), (), "2025-10-10"),  # eight days off
        ("2025-09-26", 3, (), ("2025-09-28",), "2025-09-29"),  # a Sunday that is worked
    ],
)
def test_working_days_are_counted_with_holidays(
    start: str, days: int, free: range, worked: tuple[str, ...], end: str
) -> None:
    off = {dt.date(2025, 10, day) for day in free}
    on = {dt.date.fromisoformat(day) for day in worked}
    assert last_day(dt.date.fromisoformat(start), days, off, on) == dt.date.fromisoformat(end)


def test_a_notice_begins_and_ends_by_itself(site: Site) -> None:
    site.append(EDITION_FILE, NOTICE)  # Thursday 27 February, Friday, Monday 3 March
    for moment, state in (
        ("2025-02-26T23:59", "none"),
        ("2025-02-27T00:00", "open"),
        ("2025-03-03T23:59", "open"),
        ("2025-03-04T00:00", "over"),
    ):
        site.good(now=at(moment))
        for path in PAGES:
            page = site.page(path)
            assert ('class="banner notice"' in page) == (state == "open"), (moment, path)
            assert ("公示已经结束" in page) == (state == "over")
        assert site.has("contests/linjiang/2024/notice.ics") == (state == "open")


def test_an_incremental_build_equals_a_clean_one_as_the_clock_passes(site: Site) -> None:
    site.append(EDITION_FILE, NOTICE)
    for moment in ("2025-02-26T12:00", "2025-02-28T12:00", "2025-03-05T12:00"):
        site.good(now=at(moment))
        clean = Site(site.root.parent / f"clean-{moment[:10]}")
        clean.append(EDITION_FILE, NOTICE)
        clean.good(now=at(moment))
        assert site.tree() == clean.tree()


def test_holidays_of_the_site_lengthen_a_notice(site: Site) -> None:
    site.append(EDITION_FILE, NOTICE)
    site.write("content/holidays.yaml", "holidays: [2025-02-28]\nworkdays: []\n")
    site.good(now=at("2025-03-04T12:00"))
    assert "2025年2月27日至2025年3月4日（3 个工作日）" in site.page(PAGES[0])


def test_a_notice_without_contact_is_void(site: Site) -> None:
    site.append(EDITION_FILE, NOTICE.replace("临江区擂台办，电话 000-0000", "待定"))
    assert "公示没有写联系方式。" in told(site)
    site.edit(EDITION_FILE, "  contact: 待定\n", "")
    assert "[missing-key]" in told(site)


def test_a_notice_of_no_days_is_refused(site: Site) -> None:
    site.append(EDITION_FILE, NOTICE.replace("days: 3", "days: 0"))
    assert "公示期不能是 0 个工作日。" in told(site)


def test_only_a_made_up_notice_may_run_for_ever(site: Site) -> None:
    site.append(EDITION_FILE, NOTICE.replace("days: 3", "days: 61"))
    assert "公示期不能是 61 个工作日。" in told(site)
    site.append(EDITION_FILE, "demo: true\n")
    site.good(now=at("2025-03-05T12:00"))
    assert 'class="notice__span"' in site.page("contests/linjiang/2024/")


def test_the_calendar_file_is_one(site: Site) -> None:
    site.append(EDITION_FILE, NOTICE)
    site.good(now=at("2025-02-28T12:00"))
    raw = (site.output / "contests/linjiang/2024/notice.ics").read_bytes()
    lines = raw.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)
    assert b"DTSTART;VALUE=DATE:20250227" in lines and b"DTEND;VALUE=DATE:20250304" in lines
    whole = raw.replace(b"\r\n ", b"").decode()
    assert "DESCRIPTION:有意见请书面提出。 临江区擂台办，电话 000-0000" in whole


# ── embargo ──────────────────────────────────────────────────────────────────────────────────────────────────

SECRETS = ("87.80", "90.00", "80.20", "评委1", "密语", "standings-", "缄默奖")


def test_not_one_byte_of_embargoed_results_is_in_the_output(scored: Site) -> None:
    scored.edit(RESULTS_FILE, "published: 2024-06-21", "published: 2024-06-21\nnotes: [密语]")
    scored.edit(RESULTS_FILE, "  最佳创意奖: [gongan-ban]", "  缄默奖: [gongan-ban]")
    scored.edit(EDITION_FILE, "name: 最佳创意奖", "name: 最佳创意奖, aliases: [缄默奖]")
    scored.append(EDITION_FILE, "embargo: 2025-03-02 20:00\n")
    scored.edit("content/news/duoguan.md", "结果见[公告](../contests/linjiang/2024/results.yaml)，", "")
    scored.good(now=at("2025-03-02T19:59"))
    assert leaks(scored.output, SECRETS) == []
    assert not list((scored.output / PAGES[0]).glob("results*"))
    before = scored.tree()
    scored.good(now=at("2025-03-02T20:00"))
    assert scored.has(PAGES[2])
    assert {word for word in SECRETS if leaks(scored.output, word)} >= {"87.80", "评委1", "密语"}
    scored.good(now=at("2025-03-02T19:00"))
    assert scored.tree() == before, "what was published too early can be taken back whole"


def test_scores_alone_do_not_show_through_an_embargo(scored: Site) -> None:
    """Two sites that differ only in what is under embargo are the same, byte for byte."""
    scored.append(EDITION_FILE, "embargo: 2099-01-01\n")
    scored.edit("content/news/duoguan.md", "结果见[公告](../contests/linjiang/2024/results.yaml)，", "")
    scored.good()
    before = scored.tree()
    scored.edit(SCORES, "92,95,93,80", "12,15,13,8")
    scored.edit(RESULTS_FILE, "  最佳创意奖: [gongan-ban]", "  最佳创意奖: [cun-deng]")
    scored.good()
    assert scored.tree() == before


def test_under_embargo_results_are_as_if_they_were_not_there(scored: Site) -> None:
    """With the bulletin, its sheet, its photo, pages for paper and numbers in news, or without: the same bytes."""
    scored.append(EDITION_FILE, "embargo: 2099-01-01\nprint: [bulletin, posters, posters-a3, certificates, booklet]\n")
    scored.edit("content/news/duoguan.md", "结果见[公告](../contests/linjiang/2024/results.yaml)，", "")
    scored.append("content/news/duoguan.md", "\n获奖的有 {{ count recipients }} 个。\n")
    scored.append(
        RESULTS_FILE,
        "photos: [{photo: 领奖的人.png, alt: 领奖的人}]\nissuer: 临江区擂台办\nsummary: 一等奖是西山镇。\n",
    )
    scored.write(f"{EDITION_FOLDER}/领奖的人.png", png(64, 48))
    scored.good()
    there = scored.tree()
    for path in (RESULTS_FILE, SCORES, f"{EDITION_FOLDER}/领奖的人.png"):
        scored.delete(path)
    scored.good()
    gone = scored.tree()
    assert sorted(there) == sorted(gone)
    assert [path for path in there if there[path] != gone[path]] == []
    assert leaks(scored.output, ("领奖的人", "一等奖是西山镇")) == []
