"""Score files in results.yaml: what is counted, what is told with file, row and column, and who gets which award."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from sites import EDITION_FILE, EDITION_FOLDER, KAISAI, RESULTS_FILE, Site

SCORES = f"{EDITION_FOLDER}/scores/final.csv"
SHEET = """\
项目,赵评委,钱评委,孙评委,观众票数
东街街道,92,95,93,80
西山镇,90,91,89,90
村口的灯,80,82,81,20
shui-chuang,88,86,87,70
公安局,85,84,86,60
"""
RULES = """\
scoring:
  components:
    - {id: jury, name: 评委评分, weight: 60, drop: {highest: 1, lowest: 1}}
    - {id: audience, name: 观众评分, weight: 40, seats: 100}
  ties: [jury]
"""
RESULTS = """\
published: 2024-06-21
scores: scores/final.csv
published_totals: {dongjie-men: 87.8, xishan-lu: 90, shui-chuang: 80.2, gongan-ban: 75, cun-deng: 56.6}
recipients:
  最佳创意奖: [gongan-ban]
  优秀奖: {published: false}
"""


@pytest.fixture
def scored(site: Site) -> Site:
    return with_scores(site)


def with_scores(site: Site) -> Site:
    edition = (site.root / EDITION_FILE).read_text("utf-8")
    begin, end = edition.index("scoring:"), edition.index("awards:")
    site.write(EDITION_FILE, edition[:begin] + RULES + edition[end:])
    site.write(SCORES, SHEET)
    site.write(RESULTS_FILE, RESULTS)
    return site


def told(site: Site, *arguments: str) -> str:
    """What is said of a site that can't be built as it is."""
    run = site.run(*arguments)
    assert run.code == 1, run
    return run.err


def bulletin(site: Site) -> str:
    return site.page("contests/linjiang/2024/results/")


def data(site: Site) -> dict:
    return json.loads(site.page("contests/linjiang/2024/results/results.json"))


def test_totals_ranks_and_awards_come_from_the_sheet(scored: Site) -> None:
    scored.good()
    found = {row["project"]: (row["rank"], row["total"]) for row in data(scored)["standings"]}
    # 95 and 92 fall away, 93 is left: 93 × 0.6 + 80 × 0.4; and so on.
    assert found == {
        "xishan-lu": (1, "90.00"),
        "dongjie-men": (2, "87.80"),
        "shui-chuang": (3, "80.20"),
        "gongan-ban": (4, "75.00"),
        "cun-deng": (5, "56.60"),
    }
    given = {award["id"]: [each["project"] for each in award["recipients"]] for award in data(scored)["awards"]}
    assert given == {
        "first": ["xishan-lu"],
        "second": ["dongjie-men", "shui-chuang"],
        "merit": [],
        "idea": ["gongan-ban"],
    }
    page = bulletin(scored)
    assert "评委评分计入：93 ÷ 100 × 60 = 55.8。" in page
    assert "观众评分计入：80 票 ÷ 100 席 × 40 = 32。" in page
    assert "总分：55.8 + 32 = 87.8。" in page
    assert " style=" not in page


def test_judges_go_by_numbers_unless_the_editor_names_them(scored: Site) -> None:
    scored.good()
    assert "赵评委" not in bulletin(scored) and "评委1 92, 评委2 95, 评委3 93" in bulletin(scored)
    assert data(scored)["judges"] == ["评委1", "评委2", "评委3"]
    scored.append(RESULTS_FILE, "judges: named\n")
    scored.good()
    assert "赵评委 92, 钱评委 95, 孙评委 93" in bulletin(scored)


def test_a_bad_cell_is_told_with_file_row_and_column(scored: Site) -> None:
    scored.edit(SCORES, "西山镇,90,91,89", "西山镇,90,191,89")
    said = told(scored)
    assert f"{SCORES}:3:3: 错误 " in said and "[score-mark-out-of-range]" in said and "191" in said


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("西山镇,90,91,89,90", "西山镇,90,,89,90", "3:3", "score-mark-blank"),
        ("西山镇,", "西山真,", "3:1", "score-project-unknown-near"),
        ("西山镇,90,91,89,90", "东街街道,90,91,89,90", "3:1", "score-project-twice"),
        ("西山镇,90,91,89,90", "西山镇,90,91,#DIV/0!,90", "3:4", "score-formula-error"),
    ],
)
def test_each_kind_of_slip_in_a_sheet_has_its_place(scored: Site, old: str, new: str, place: str, code: str) -> None:
    scored.edit(SCORES, old, new)
    said = told(scored)
    line = next(line for line in said.splitlines() if f"[{code}]" in line)
    assert line.startswith(f"{SCORES}:{place}: 错误 ")


def test_a_missing_sheet_is_told_with_the_likely_one(scored: Site) -> None:
    scored.edit(RESULTS_FILE, "scores/final.csv", "scores/fianl.csv")
    said = told(scored)
    assert f"{RESULTS_FILE}:2:9: 错误 找不到成绩表 “scores/fianl.csv”。" in said
    assert "是不是 “scores/final.csv”" in said


def test_a_sheet_outside_the_folder_of_the_edition_is_not_read(scored: Site) -> None:
    scored.edit(RESULTS_FILE, "scores/final.csv", "../../../units.yaml")
    assert "找不到成绩表" in told(scored)


def test_scores_without_rules_are_told(scored: Site) -> None:
    scored.edit(EDITION_FILE, RULES, "")
    assert f"{RESULTS_FILE}:2:1: 错误 这里写了成绩表，edition.yaml 里却没有评分规则。" in told(scored)


def test_declared_awards_must_agree_with_ranks(scored: Site) -> None:
    scored.edit(RESULTS_FILE, "recipients:\n", "recipients:\n  一等奖: [dongjie-men]\n")
    said = told(scored)
    assert "[score-award-not-by-rank]" in said and "敲门问需" in said


def test_declared_awards_that_agree_are_fine(scored: Site) -> None:
    scored.edit(RESULTS_FILE, "recipients:\n", "recipients:\n  一等奖: [西山镇]\n")
    scored.good()


def test_a_shared_rank_across_awards_must_be_decided(scored: Site) -> None:
    scored.edit(SCORES, "公安局,85,84,86,60", "公安局,88,86,87,70")
    scored.edit(RESULTS_FILE, "gongan-ban: 75", "gongan-ban: 80.2")
    assert "[score-award-through-tie]" in told(scored)
    scored.edit(EDITION_FILE, "awards:\n", "award_ties: include\nawards:\n")
    scored.good()
    second = next(award for award in data(scored)["awards"] if award["id"] == "second")
    assert [each["project"] for each in second["recipients"]] == ["dongjie-men", "shui-chuang", "gongan-ban"]
    assert bulletin(scored).count("standings__tied") == 2


def test_ranks_within_categories_fill_the_ladder_of_each(scored: Site) -> None:
    scored.edit(EDITION_FILE, "  ties: [jury]\n", "  ties: [jury]\n  within: category\n")
    scored.good()
    found = [(row["pool"], row["rank"], row["project"]) for row in data(scored)["standings"]]
    assert found == [
        ("发展类", 1, "xishan-lu"),
        ("发展类", 2, "dongjie-men"),
        ("发展类", 3, "cun-deng"),
        ("民生类", 1, "shui-chuang"),
        ("民生类", 2, "gongan-ban"),
    ]
    firsts = [award["within"] for award in data(scored)["awards"] if award["id"] == "first"]
    assert firsts == ["发展类", "民生类"]


def test_awards_by_category_need_ranks_by_category(scored: Site) -> None:
    scored.edit(RESULTS_FILE, "recipients:\n", "recipients:\n  发展类: {一等奖: [xishan-lu]}\n")
    assert "[results-within]" in told(scored)


def test_recusal_and_deduction_are_counted_and_said(scored: Site) -> None:
    scored.append(RESULTS_FILE, "recusals:\n  - {judge: 钱评委, project: cun-deng, reason: 担任过顾问}\n")
    scored.edit(EDITION_FILE, ", drop: {highest: 1, lowest: 1}", "")
    scored.append(RESULTS_FILE, "adjustments:\n  - {project: 公安局, points: -1.5, reason: 超时}\n")
    said = told(scored)
    assert "[score-recused-but-marked]" in said
    scored.edit(SCORES, "村口的灯,80,82,81", "村口的灯,80,回避,81")
    totals = "{dongjie-men: 88, xishan-lu: 90, shui-chuang: 80.2, gongan-ban: 73.5, cun-deng: 56.3}"
    start = RESULTS.index("published_totals: ")
    old = RESULTS[start : RESULTS.index("\n", start)]
    scored.edit(RESULTS_FILE, old, f"published_totals: {totals}")
    scored.good()
    page = bulletin(scored)
    assert "加减分：-1.5（超时）。" in page
    assert "评委2回避“村口的灯”（担任过顾问），不计入该项目的打分。" in page


def test_a_score_sheet_is_never_an_attachment(scored: Site) -> None:
    scored.append(KAISAI, "\n[成绩](../contests/linjiang/2024/scores/final.csv)\n")
    assert f"{SCORES}:1:1: 错误 成绩表被当作附件链接了" in told(scored)


def test_wrong_words_in_rules_are_told_with_what_is_right(scored: Site) -> None:
    scored.edit(EDITION_FILE, "  ties: [jury]\n", "  ties: [jury]\n  rounding: half_down\n")
    said = told(scored)
    assert "half_up、half_even" in said and "[not-one-of]" in said
    scored.edit(EDITION_FILE, "rounding: half_down", "places: 12")
    assert "[score-rule-number]" in told(scored)


def test_english_has_words_for_it_too(scored: Site) -> None:
    scored.edit("config.yaml", "language: zh-CN", "language: en")
    scored.edit(SCORES, "西山镇,90,91,89", "西山镇,90,191,89")
    assert f"{SCORES}:3:3: error: " in told(scored)


def test_csv_opens_in_a_spreadsheet_and_holds_no_formula(scored: Site) -> None:
    scored.edit(f"{EDITION_FOLDER}/shortlist.yaml", "title: 一条路修到底", "title: '=HYPERLINK(\"http://x\")'")
    scored.good()
    raw = (scored.output / "contests/linjiang/2024/results/results.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == raw.count(b"\n") == 6
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0][:4] == ["名次", "并列", "项目", "单位"]
    assert rows[1][2] == '\'=HYPERLINK("http://x")'
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_digest_of_the_sheet_stands_on_the_bulletin(scored: Site) -> None:
    import hashlib

    scored.good()
    digest = hashlib.sha256(Path(scored.root / SCORES).read_bytes()).hexdigest()
    assert f'title="{digest}"' in bulletin(scored)
    assert data(scored)["score_files"] == [{"name": "final.csv", "sha256": digest}]


def test_results_without_scores_have_data_too(site: Site) -> None:
    site.good()
    found = data(site)
    assert found["standings"] == [] and found["rules"] is None and found["schema"] == "leitai-results/1"
    assert [award["named"] for award in found["awards"] if award["id"] == "merit"] == [False]
    assert "standings" not in bulletin(site).replace("standings.", "")


# ── stages ───────────────────────────────────────────────────────────────────────────────────────────────────

STAGED = """\
scoring:
  components:
    - {id: jury, name: 评委, weight: 100}
  stages:
    - {id: semi, name: 初赛, weight: 40, cut: {n: 2}}
    - {id: final, name: 决赛, weight: 60}
"""


@pytest.fixture
def staged(scored: Site) -> Site:
    """Two rounds in two files, the second round for the first two of the first."""
    edition = scored.read(EDITION_FILE)
    begin, end = edition.index("scoring:"), edition.index("awards:")
    scored.write(EDITION_FILE, edition[:begin] + STAGED + edition[end:])
    scored.write(SCORES, "项目,评委,分数\n东街街道,赵,90\n西山镇,赵,80\n西山村,赵,70\n税务局,赵,60\n公安局,赵,50\n")
    scored.write(f"{EDITION_FOLDER}/scores/second.csv", "项目,赵\n东街街道,70\n西山镇,95\n")
    files = "scores:\n  - {file: final.csv, stage: semi}\n  - {file: scores/second.csv, stage: 决赛, component: 评委}\n"
    named = files.replace("final.csv", "scores/final.csv")
    scored.write(RESULTS_FILE, f"published: 2024-06-21\n{named}recipients:\n  优秀奖: {{published: false}}\n")
    scored.edit(EDITION_FILE, "second, name: 二等奖, quota: 2", "second, name: 二等奖, quota: 1")
    scored.edit(EDITION_FILE, "  - {id: idea, name: 最佳创意奖, special: true, quota: 1}\n", "")
    return scored


def test_a_cut_decides_who_goes_on_and_both_rounds_are_shown(staged: Site) -> None:
    staged.good()
    found = data(staged)
    # 80 × 40 % + 95 × 60 % = 89; 90 × 40 % + 70 × 60 % = 78
    assert [(row["project"], row["total"]) for row in found["standings"]] == [
        ("xishan-lu", "89.00"),
        ("dongjie-men", "78.00"),
    ]
    assert found["cuts"] == [{"stage": "semi", "through": ["dongjie-men", "xishan-lu"]}]
    first = found["stage_standings"][0]
    assert first["stage"] == "semi"
    assert [row["total"] for row in first["standings"]] == ["90.00", "80.00", "70.00", "60.00", "50.00"]
    page = bulletin(staged)
    table = page[page.index('id="standings-semi"') :].partition("</table>")[0]
    assert "初赛名次表" in table and table.count("晋级</span>") == 2 and "村口的灯" in table
    assert "初赛取前 2 名进入下一轮。" in page


def test_a_shared_rank_across_a_cut_must_be_decided(staged: Site) -> None:
    staged.edit(SCORES, "西山村,赵,70", "西山村,赵,80")
    assert "[score-cut-through-tie]" in told(staged)
    staged.edit(EDITION_FILE, "cut: {n: 2}", "cut: {n: 2, ties: exclude}")
    assert "[score-mark-not-in-stage]" in told(staged)
    staged.edit(f"{EDITION_FOLDER}/scores/second.csv", "西山镇,95\n", "")
    staged.edit(EDITION_FILE, "  - {id: second, name: 二等奖, quota: 1}\n", "")
    staged.good()
    assert "并列跨过界线的都不进入。" in bulletin(staged)


def test_a_wrong_name_of_a_part_or_a_stage_is_told(staged: Site) -> None:
    staged.edit(RESULTS_FILE, "stage: 决赛, component: 评委", "stage: 决寒, component: 评委")
    said = told(staged)
    assert f"{RESULTS_FILE}:4:" in said and "[unknown-stage]" in said
    staged.edit(RESULTS_FILE, "stage: 决寒, component: 评委", "stage: 决赛, component: 评为")
    assert "评分规则里没有 “评为” 这个评分项。" in told(staged)


def test_a_broken_row_hides_no_other_slip(scored: Site) -> None:
    scored.write(SCORES, SHEET.replace("西山镇,90,91,89", "西山真,90,91,89").replace("88,86,87,70", "88,,187,70"))
    said = told(scored)
    for place, code in (
        ("3:1", "score-project-unknown-near"),
        ("5:3", "score-mark-blank"),
        ("5:4", "score-mark-out-of-range"),
    ):
        assert f"{SCORES}:{place}: 错误" in said and f"[{code}]" in said
    assert "score-project-unmarked" not in said


def test_an_award_says_how_many_got_it(scored: Site) -> None:
    scored.write(SCORES, SHEET.replace("80,82,81,20", "85,84,86,60"))
    start = RESULTS.index("published_totals")
    scored.edit(RESULTS_FILE, RESULTS[start : RESULTS.index("\n", start) + 1], "")
    scored.edit(EDITION_FILE, "second, name: 二等奖, quota: 2", "second, name: 二等奖, quota: 3")
    scored.append(EDITION_FILE, "award_ties: include\n")
    scored.good()
    page = bulletin(scored)
    second = page[page.index('id="award-second"') :].partition("</ul>")[0]
    assert second.count('class="recipient"') == 4 and "4 名" in second and "3 名" not in second


def test_seats_are_said_as_they_are_counted(scored: Site) -> None:
    scored.edit(EDITION_FILE, "seats: 100", "seats_per_unit: 20")
    scored.edit("content/contests/linjiang/2024/shortlist.yaml", "unit: 西山村", "unit: 西山镇")
    scored.write(
        SCORES, SHEET.replace("西山镇,90", "一条路修到底,90").replace(",80\n", ",60\n").replace(",90\n", ",50\n")
    )
    start = RESULTS.index("published_totals")
    scored.edit(RESULTS_FILE, RESULTS[start : RESULTS.index("\n", start) + 1], "")
    scored.good()
    assert data(scored)["standings"][0]["parts"][1]["voters"] == 80
    assert "按得票数除以 80 个席位计算" in bulletin(scored)
