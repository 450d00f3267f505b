"""Texts against data and against one another: each rule with its message and both places, and how it is silenced."""

from __future__ import annotations

import pytest
from sites import CONTEST_FILE, DUOGUAN, EDITION_FILE, GROUPED_FOLDER, KAISAI, LIST_FILE, LU, MEN, RESULTS_FILE, Site

GROUPED_FILE = f"{GROUPED_FOLDER}/edition.yaml"
LONG = (
    "干部每周三晚上上门，先听一刻钟，再把听到的事一件一件记下来，当场能答的当场答，答不了的三天以内回话，"
    "办完以后再上门说一声，群众说好才算办完，说不好的重新办一遍，年底逐件翻账本，谁家的事没有着落一眼就看得见。"
)


def told(site: Site) -> list[tuple[str, str, str]]:
    """Code, place and other places of every warning and error."""
    run = site.run("check")
    found = []
    for block in run.err.split("\ncontent/"):
        lines = block.splitlines()
        if lines and "[" in lines[0] and ("警告" in lines[0] or "错误" in lines[0]):
            place = lines[0].partition(": ")[0].removeprefix("content/")
            also = [line.strip().removeprefix("另见 content/") for line in lines if line.strip().startswith("另见")]
            found.append((lines[0].rpartition("[")[2].rstrip("]"), place, " ".join(also)))
    return found


def codes(site: Site) -> list[str]:
    return [code for code, _, _ in told(site)]


def at(path: str, line: int, column: int) -> str:
    return f"{path.removeprefix('content/')}:{line}:{column}"


# ── V12: numbers typed in prose ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("今年有六个项目入围。", "六个项目入围"),
        ("入围项目共6个。", "入围项目共6个"),
        ("入围的 6 个项目登台。", "入围的 6 个"),
        ("13家单位参赛。", "13家单位参赛"),
        ("评出一等奖2名。", "评出一等奖2名"),
        ("评出3个二等奖。", "3个二等奖"),
        ("发展类4个项目入围。", "4个项目入围"),
    ],
)
def test_a_typed_number_that_data_contradict_is_told_with_both_places(site: Site, said: str, number: str) -> None:
    site.edit(KAISAI, "也可以先看看", f"{said}\n\n也可以先看看")
    run = site.run("check")
    line = site.read(KAISAI).splitlines().index(said) + 1
    assert f"{KAISAI}:{line}:{said.index(number) + 1}: 警告 这里写的是 “{number}”" in run.err
    assert "[V12-typed]" in run.err
    assert run.err.count("另见") == 1


@pytest.mark.parametrize(
    "said",
    [
        "今年有五个项目入围。",
        "12个项目报名，5个项目入围。",
        "近6个项目入围。",
        "去年有8个项目入围。",
        "其中2个项目入围创新榜。",
        "每个组别4个项目入围。",
        "评出一等奖1名、二等奖2名。",
        "东街街道获3个一等奖。",
        "发展类3个项目入围，民生类2个项目入围。",
        "今年有{{ count projects }}个项目入围。",
        "一个入围项目背后是八年的路。",
        "颁发5个全国先进奖。",
    ],
)
def test_what_agrees_hedges_or_speaks_of_something_else_is_not_told(site: Site, said: str) -> None:
    site.edit(KAISAI, "也可以先看看", f"{said}\n\n也可以先看看")
    assert codes(site) == []


def test_numbers_in_titles_and_notes_are_held_against_the_list_too(site: Site) -> None:
    site.edit(KAISAI, "title: 临江杯报名开始", "title: 7个项目入围临江杯")
    site.edit(LIST_FILE, "stage: 入围", "stage: 入围\nnote: 共8个项目入围。")
    listed = site.read(LIST_FILE).splitlines().index("projects:") + 2
    assert [(code, place) for code, place, _ in told(site)] == [
        ("V12-typed", at(LIST_FILE, 2, 7)),
        ("V12-typed", at(KAISAI, 2, 8)),
    ]
    assert told(site)[0][2].startswith(f"{LIST_FILE.removeprefix('content/')}:{listed}:")


def test_a_list_that_says_it_is_not_complete_contradicts_nothing(site: Site) -> None:
    site.edit(KAISAI, "今年有 {{ count projects }} 个项目入围", "今年有6个项目入围")
    assert codes(site) == ["V12-typed"]
    site.edit(LIST_FILE, "stage: 入围", "stage: 入围\ncomplete: false")
    assert codes(site) == []


# ── V15: recipients were shortlisted ──────────────────────────────────────────────────────────────────────────


def test_a_recipient_who_was_never_shortlisted_is_told(site: Site) -> None:
    site.edit(RESULTS_FILE, "一等奖: [dongjie-men]", "一等奖: [临江区委组织部]")
    assert [each[0] for each in told(site)] == ["V15-not-listed"]
    assert "“临江区委组织部” 得了 “一等奖”，但不在入围名单上" in site.run("check").err
    site.edit(RESULTS_FILE, "[临江区委组织部]", "[{who: 临江区委组织部, work: 另一件作品}]")
    assert codes(site) == []


def test_special_awards_may_go_to_others(site: Site) -> None:
    site.edit(RESULTS_FILE, "最佳创意奖: [gongan-ban]", "最佳创意奖: [临江区委组织部]")
    assert codes(site) == []


# ── V21: one name, two spellings ──────────────────────────────────────────────────────────────────────────────


def test_a_title_spelled_otherwise_in_prose_is_shown_side_by_side(site: Site) -> None:
    site.edit(DUOGUAN, "决赛在区会堂举行。", "《敲门，问需》最受关注。")
    assert [each[0] for each in told(site)] == ["V21-title-prose"]
    assert "这里是 “敲门，问需”，名单里是 “敲门问需”" in site.run("check").err


def test_a_name_in_two_spellings_is_shown_side_by_side(site: Site) -> None:
    site.edit(DUOGUAN, "projects:", "credits: {摄影: [王 小明], 文字: [李四]}\nprojects:")
    site.edit(KAISAI, "units:", "byline: {记者: [王小明]}\nunits:")
    found = told(site)
    assert [each[0] for each in found] == ["V21-name-spelled"]
    assert {found[0][1].split(":")[0], found[0][2].split(":")[0]} == {"news/duoguan.md", "news/kaisai.md"}


# ── V05: the same words twice ─────────────────────────────────────────────────────────────────────────────────


def test_a_long_paragraph_that_stands_twice_is_told(site: Site) -> None:
    site.append(KAISAI, f"\n{LONG}\n")
    assert codes(site) == []
    site.append(DUOGUAN, f"\n{LONG.replace('，', ', ')}\n")
    found = told(site)
    assert [each[0] for each in found] == ["V05-paragraph"]
    lines = {path: len(site.read(path).splitlines()) for path in (KAISAI, DUOGUAN)}
    assert {found[0][1], found[0][2]} == {at(path, line, 1) for path, line in lines.items()}


def test_a_long_paragraph_twice_in_one_text_is_told_at_its_second_place(site: Site) -> None:
    site.append(KAISAI, f"\n{LONG}\n\n别的话。\n\n{LONG}\n")
    last = len(site.read(KAISAI).splitlines())
    assert told(site) == [("V05-paragraph", at(KAISAI, last, 1), at(KAISAI, last - 4, 1))]


def test_two_projects_with_the_same_introduction_are_told(site: Site) -> None:
    site.edit(LU, "路断在村口八年。", "东街的干部，每周三晚上去敲门。")
    assert [each[0] for each in told(site)] == ["V05-section"]
    assert "的 “简介” 一模一样" in site.run("check").err


# ── V29: what was left from last time ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def second(site: Site) -> Site:
    """The third edition after a second one that says where and when it was."""
    site.append(GROUPED_FILE, "venue: 旧礼堂\ndivision: 西区\ndates: 2023-06-20\n")
    site.append(EDITION_FILE, "venue: 区会堂\ndivision: 东区\n")
    return site


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("第二届“临江杯”大赛开赛。", "V29-ordinal"),
        ("2023年“临江杯”大赛开赛。", "V29-year"),
        ("决赛在旧礼堂举行。", "V29-place"),
        ("本场在临江西区成功举办。", "V29-place"),
    ],
)
def test_what_was_left_from_last_time_is_told(second: Site, said: str, code: str) -> None:
    second.edit(KAISAI, "也可以先看看", f"{said}\n\n也可以先看看")
    found = told(second)
    assert [each[0] for each in found] == [code]
    assert found[0][1].startswith("news/kaisai.md:10:")
    assert found[0][2].startswith("contests/linjiang/2024/edition.yaml:")


@pytest.mark.parametrize(
    "said",
    [
        "第三届“临江杯”大赛开赛。",
        "2024年“临江杯”大赛在区会堂举行。",
        "上一届，也就是第二届“临江杯”，办在旧礼堂。",
        "第二届职工运动会也在这一天开幕。",
        "2023年，这条路还没有修。",
    ],
)
def test_what_is_of_this_time_or_looks_back_is_not_told(second: Site, said: str) -> None:
    second.edit(KAISAI, "也可以先看看", f"{said}\n\n也可以先看看")
    assert codes(second) == []


def test_a_showcase_of_this_time_is_read_too_but_counts_things_of_its_own(second: Site) -> None:
    second.edit(MEN, "东街的干部每周三晚上去敲门。", "在旧礼堂举行了30场，17家单位参赛，6个项目入围。")
    assert codes(second) == []
    second.edit(MEN, "在旧礼堂举行了30场", "项目参加第二届“临江杯”")
    assert [each[0] for each in told(second)] == ["V29-ordinal"]


def test_a_day_that_was_copied_is_told(second: Site) -> None:
    second.edit(EDITION_FILE, "{name: 报名, count: 12}", "{name: 报名, count: 12, date: 2023-05-08}")
    assert [(code, also) for code, _, also in told(second)] == [
        ("V29-date", at(GROUPED_FILE, len(second.read(GROUPED_FILE).splitlines()), 8))
    ]


# ── V30: those who go on ──────────────────────────────────────────────────────────────────────────────────────


def test_those_who_go_on_are_on_the_list_there(site: Site) -> None:
    site.append(GROUPED_FILE, "feeds_into: linjiang/2024\n")
    assert codes(site) == []  # each unit has one project there
    site.edit(f"{GROUPED_FOLDER}/shortlist.yaml", "unit: 西山村", "unit: 临江区委组织部")
    assert [each[0] for each in told(site)] == ["V30-not-carried"]
    assert "“田头账本” 晋级 “第三届“临江杯”大赛”" in site.run("check").err
    site.edit(f"{GROUPED_FOLDER}/shortlist.yaml", "title: 田头账本", "title: 村口的 灯")
    assert [each[0] for each in told(site)] == ["V21-title-prose"]
    site.edit(f"{GROUPED_FOLDER}/shortlist.yaml", "title: 村口的 灯", "title: 田头账本, advance: false")
    assert codes(site) == []


def test_a_project_that_went_on_leads_to_itself(site: Site) -> None:
    site.append(GROUPED_FILE, "feeds_into: linjiang/2024\n")
    site.write(f"{GROUPED_FOLDER}/projects/men.md", site.read(MEN).replace("每周三", "每周五"))
    for each in ("qiao", "tian"):
        listed = site.read(f"{GROUPED_FOLDER}/shortlist.yaml")
        site.write(f"{GROUPED_FOLDER}/shortlist.yaml", listed.replace(f"id: {each},", f"id: {each}, pending: true,"))
    site.good()
    page = site.page("contests/linjiang/2023/projects/men/")
    advance = page[page.index("showcase__advance") :].partition("</p>")[0]
    assert 'href="/contests/linjiang/2024/projects/dongjie-men/"' in advance


# ── those who go on are typed once ────────────────────────────────────────────────────────────────────────────

GROUPED_LIST = f"{GROUPED_FOLDER}/shortlist.yaml"
LAMP = "{id: cun-deng, unit: 西山村, title: 村口的灯, category: fazhan, pending: true}"


@pytest.fixture
def feeding(site: Site) -> Site:
    """The edition of 2023 feeds into that of 2024, where the village's project comes from there."""
    site.append(GROUPED_FILE, "feeds_into: linjiang/2024\ncategories: [{id: expand, name: 发展}]\n")
    site.edit(GROUPED_LIST, "group: 村组}", "group: 村组, category: 发展}")
    for each in ("街道组}\n  - {id: qiao", "街道组}\n  - {id: tian"):
        site.edit(GROUPED_LIST, each, each.replace("街道组", "街道组, category: expand"))
    site.edit(LIST_FILE, LAMP, "{id: tian, pending: true}")
    return site


def entry(site: Site, said: str) -> None:
    site.edit(LIST_FILE, "{id: tian, pending: true}", said)


def test_who_goes_on_is_not_typed_again(feeding: Site) -> None:
    assert codes(feeding) == []
    feeding.good()
    listed = feeding.page("contests/linjiang/2024/shortlist/")
    row = listed[listed.index("田头账本") - 400 :][:900]
    assert "西山村" in row
    by_category = listed[listed.index("发展类") : listed.rindex("民生类")]
    assert "田头账本" in by_category, "its category has one of its names here too"
    assert "田头账本" in feeding.page("units/xishan-cun/")


def test_an_id_may_be_another_now(feeding: Site) -> None:
    entry(feeding, "{id: tian-2, origin: tian, pending: true}")
    assert codes(feeding) == []
    feeding.good()
    assert "田头账本" in feeding.page("contests/linjiang/2024/shortlist/")
    feeding.edit(LIST_FILE, "origin: tian,", "origin: linjiang/2023/tian,")
    assert codes(feeding) == []


def test_the_page_of_a_project_leads_back_to_what_it_was(feeding: Site) -> None:
    entry(feeding, "{id: tian-2, origin: tian}")
    here = "contests/linjiang/2024/projects/tian-2/"
    page = (
        "---\n---\n\n## 简介\n\n账记在{}田头。\n\n"
        "## 主要做法\n\n### {}\n\n写在黑板上。\n\n### 月底念\n\n念给大家听{}次。\n"
    )
    feeding.write(f"content/{here[:-1]}.md", page.format("村里的", "当天写", 2))
    feeding.good()
    listed = '来自：<a href="/contests/linjiang/2023/shortlist/#tian">第二届“临江杯”大赛</a>'
    assert listed in feeding.page(here), "to its line, as long as it has no page there"
    texts = (path.read_text("utf-8") for path in feeding.output.glob("search/data/**/*.txt"))
    (found,) = (text for text in texts if text.startswith(f"/{here}"))
    assert "黑板" in found and "第二届" not in found, "what a page says of another is not found with it"
    for each in ("men", "qiao"):
        feeding.edit(GROUPED_LIST, f"id: {each},", f"id: {each}, pending: true,")
    feeding.write(f"{GROUPED_FOLDER}/projects/tian.md", page.format("那一年的", "隔天写", 3))
    feeding.good()
    assert '来自：<a href="/contests/linjiang/2023/projects/tian/">' in feeding.page(here)
    assert f'晋级：<a href="/{here}">' in feeding.page("contests/linjiang/2023/projects/tian/")
    assert "来自：" not in feeding.page("contests/linjiang/2024/projects/dongjie-men/")


def test_a_project_goes_on_twice(feeding: Site) -> None:
    folder = "content/contests/linjiang/2022"
    feeding.write(f"{folder}/edition.yaml", "year: 2022\nnumber: 1\nfeeds_into: linjiang/2023\n")
    feeding.write(f"{folder}/shortlist.yaml", "- {id: tian, unit: 西山村, title: 最早的账本, pending: true}\n")
    feeding.edit(GROUPED_LIST, "unit: 西山村, title: 田头账本, ", "")
    assert codes(feeding) == []
    feeding.good()
    for year in (2022, 2023, 2024):
        assert "最早的账本" in feeding.page(f"contests/linjiang/{year}/shortlist/")


@pytest.mark.parametrize(
    ("said", "code", "key", "there"),
    [
        ("{id: tian, unit: 临江区委组织部, pending: true}", "V30-differs", "unit", "西山村"),
        ("{id: tian, title: 另一本账, pending: true}", "V30-differs", "title", "田头账本"),
        ("{id: tian, category: 民生类, pending: true}", "V30-differs", "category", "发展"),
        ("{id: tian-2, origin: tian, title: 另一本账, pending: true}", "V30-differs", "title", "田头账本"),
        ("{id: tian, title: 田头 账本, pending: true}", "V21-title-prose", "title", "田头账本"),
        ("{id: tian, unit: 西山村, title: 田头账本, category: fazhan, pending: true}", "", "", ""),
    ],
)
def test_what_is_typed_again_must_be_the_same(feeding: Site, said: str, code: str, key: str, there: str) -> None:
    entry(feeding, said)
    found = [each for each in told(feeding) if each[0] != "V12-category"]
    if not code:
        assert found == []
        return
    here = at(LIST_FILE, 9, 4 + said.index(f"{key}: ") + len(f"{key}: ") + 1)
    other = at(GROUPED_LIST, 4, feeding.read(GROUPED_LIST).splitlines()[3].index(there) + 1)
    assert [each[0] for each in found] == [code]
    assert {*found[0][1:]} == {here, other}


@pytest.mark.parametrize("said", ["advance: false", "withdrawn: 退出"])
def test_who_stayed_is_not_on_the_list_there(feeding: Site, said: str) -> None:
    feeding.edit(GROUPED_LIST, "title: 田头账本", f"title: 田头账本, {said}")
    feeding.write(f"{GROUPED_FOLDER}/results.yaml", "recipients: {街道组: {金奖: [men], 银奖: [qiao]}}\n")
    where = feeding.read(GROUPED_LIST).splitlines()[3].index(said.partition(":")[2].strip()) + 1
    assert told(feeding) == [("V30-stayed", at(LIST_FILE, 9, 10), at(GROUPED_LIST, 4, where))]


@pytest.mark.parametrize(
    ("said", "code", "column"),
    [
        ("{id: tain, pending: true}", "entry-no-unit", 5),
        ("{id: t, origin: tain, pending: true}", "origin-unknown", 21),
        ("{id: t, origin: linjiang/2022/tian, pending: true}", "origin-unknown", 21),
        ("{id: t, unit: 西山村, origin: tain, category: 发展, pending: true}", "origin-unknown", 32),
    ],
)
def test_an_origin_that_is_not_there_is_told_once(feeding: Site, said: str, code: str, column: int) -> None:
    entry(feeding, said)
    feeding.append(RESULTS_FILE, "notes: [照旧]\n")
    feeding.edit(RESULTS_FILE, "优秀奖: {published: false}", "优秀奖: [西山村]")
    assert [each[:2] for each in told(feeding) if each[0] != "V30-not-carried"] == [(code, at(LIST_FILE, 9, column))]


def test_an_entry_without_unit_is_told_with_all_else_that_is_wrong_in_its_file(site: Site) -> None:
    site.edit(LIST_FILE, LAMP, "{id: cun-deng, pending: true}")
    site.edit(LIST_FILE, "unit: 公安局, title", "unit: 公安局, titel")
    site.edit(LIST_FILE, "unit: 税务局", "units: 税务局")
    assert sorted(codes(site)) == ["entry-no-unit", "unknown-key-near", "unknown-key-near"]


def test_an_origin_in_no_edition_at_all(site: Site) -> None:
    site.edit(LIST_FILE, LAMP, "{id: cun-deng, origin: tian, pending: true}")
    assert codes(site) == ["origin-nowhere"]
    assert "feeds_into: linjiang/2024" in site.run("check").err


def test_two_editions_with_one_id_need_to_be_told_apart(feeding: Site) -> None:
    folder = "content/contests/linjiang/2022"
    feeding.write(f"{folder}/edition.yaml", "year: 2022\nnumber: 1\nfeeds_into: linjiang/2024\n")
    feeding.write(f"{folder}/shortlist.yaml", "- {id: tian, unit: 西山村, title: 最早的账本, pending: true}\n")
    assert [each for each in told(feeding) if each[0] == "origin-many"] == [
        (
            "origin-many",
            at(LIST_FILE, 9, 5),
            "contests/linjiang/2022/shortlist.yaml:1:3 contests/linjiang/2023/shortlist.yaml:4:5",
        )
    ]
    entry(feeding, "{id: tian, origin: linjiang/2022/tian, category: 发展, pending: true}")
    assert "origin-many" not in codes(feeding)
    feeding.good()
    assert "最早的账本" in feeding.page("contests/linjiang/2024/shortlist/")


def test_nothing_is_taken_from_a_list_that_is_held_back(feeding: Site) -> None:
    (feeding.root / GROUPED_FOLDER / "results.yaml").unlink()
    listed = feeding.read(GROUPED_LIST)
    feeding.write(GROUPED_LIST, "published: 2099-01-01\n" + listed)
    assert told(feeding) == [("origin-held", at(LIST_FILE, 9, 5), at(GROUPED_LIST, 5, 5))]
    entry(feeding, "{id: tian, unit: 西山村, title: 田头账本, category: 发展, pending: true}")
    assert codes(feeding) == []


def test_what_could_not_be_read_there_is_not_told_here(feeding: Site) -> None:
    feeding.edit(GROUPED_FILE, "number: 2", "number: zwei")
    feeding.edit(GROUPED_LIST, "title: 桥边课堂", "titel: 桥边课堂")
    assert sorted(codes(feeding)) == ["not-a-number", "unknown-key-near"]


def test_editions_that_feed_into_each_other_end(feeding: Site) -> None:
    feeding.append(EDITION_FILE, "feeds_into: linjiang/2023\n")
    entry(feeding, "{id: ring, unit: 西山村, pending: true}")
    feeding.edit(GROUPED_LIST, "{id: tian, unit: 西山村, title: 田头账本", "{id: ring, title: 圆")
    feeding.run("check")
    feeding.write(f"{GROUPED_FOLDER}/results.yaml", "recipients: {}\n")
    assert "entry-no-unit" not in codes(feeding)


# ── quiet ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rule_is_silenced_in_place_with_its_reason(site: Site) -> None:
    site.edit(KAISAI, "今年有 {{ count projects }} 个项目入围", "今年有6个项目入围，评出一等奖2名")
    assert codes(site) == ["V12-typed", "V12-typed"]
    site.edit(KAISAI, "units:", "quiet: [{rule: V12, reason: 原文如此, only: 6个项目}]\nunits:")
    assert codes(site) == ["V12-typed"] and "一等奖2名" in site.run("check").err
    site.edit(KAISAI, ", only: 6个项目", "")
    assert codes(site) == []
    site.edit(KAISAI, "6个项目入围，评出一等奖2名", "5个项目入围")
    assert codes(site) == ["quiet-unused"]


def test_a_rule_is_silenced_from_either_of_its_places(site: Site) -> None:
    site.edit(EDITION_FILE, "{name: 入围, count: 5}", "{name: 入围, count: 6}")
    assert codes(site) == ["V12-stage-count"]
    site.edit(LIST_FILE, "stage: 入围", "stage: 入围\nquiet: [{rule: V12-stage-count, reason: 有一项不公开}]")
    assert codes(site) == []
    assert site.build().ok


def test_no_rule_is_silenced_without_a_reason(site: Site) -> None:
    site.edit(EDITION_FILE, "{name: 入围, count: 5}", "{name: 入围, count: 6}")
    site.append(EDITION_FILE, 'quiet: [{rule: V12, reason: " "}]\n')
    assert sorted(codes(site)) == ["V12-stage-count", "quiet-reason"]


@pytest.mark.parametrize("rule", ["V11", "V01-no-year", "total-changed", "V99", "score-mark-missing", ""])
def test_what_must_be_put_right_cannot_be_silenced(site: Site, rule: str) -> None:
    site.append(CONTEST_FILE, f'quiet: [{{rule: "{rule}", reason: 原文如此}}]\n')
    assert codes(site) == ["quiet-rule"] if rule else codes(site)


def test_a_whole_rule_does_not_silence_what_must_be_put_right(site: Site) -> None:
    site.edit(MEN, "## 简介", "## 别的")
    before = codes(site)
    assert "V18-no-section" in before
    site.edit(MEN, "summary: ", "quiet: [{rule: V18, reason: 原文如此}]\nsummary: ")
    assert "V18-no-section" in codes(site)


def test_a_unit_that_nobody_knows_is_told_where_it_was_typed(feeding: Site) -> None:
    feeding.edit(GROUPED_LIST, "unit: 西山村", "unit: 西山屯")
    assert [each[1] for each in told(feeding) if each[0].startswith("V11-unknown-unit")] == [
        at(GROUPED_LIST, 4, feeding.read(GROUPED_LIST).splitlines()[3].index("西山屯") + 1)
    ]


def test_who_went_on_under_another_id_and_title_is_found_by_its_origin(feeding: Site) -> None:
    entry(feeding, "{id: other, origin: tian, unit: 临江区委组织部, title: 另一本, category: 发展, pending: true}")
    assert sorted(codes(feeding)) == ["V30-differs", "V30-differs"], "and not as one that was left behind"
