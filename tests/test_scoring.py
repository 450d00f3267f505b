"""Worked examples of leitai.scoring, their arithmetic written out, through the public face."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from leitai.scoring import (
    Adjustment,
    Claim,
    Entry,
    Mark,
    Recusal,
    Result,
    Scoring,
    apply_cut,
    check_claims,
    check_rules,
    explain,
    round_to,
    score,
    steps,
)

JURY = {"id": "jury", "name": "评委评分", "weight": 60, "max": 100, "drop": {"highest": 1, "lowest": 1}}
AUDIENCE = {"id": "audience", "name": "观众评分", "weight": 40, "seats_per_unit": 20}


def rules(*components: dict[str, Any], **more: Any) -> Scoring:
    return msgspec.convert({"components": components or (JURY, AUDIENCE), **more}, Scoring)


def entries(*ids: str, **more: Any) -> list[Entry]:
    return [Entry(id=each, units=(f"unit of {each}",), **more) for each in ids]


def sheet(component: str, rows: dict[str, str], judges: str = "ABCDEFGHI", stage: str = "") -> list[Mark]:
    """Marks of one component from ``{"p1": "90 92 94"}``."""
    return [
        Mark(component, project, judge, Decimal(value), stage)
        for project, values in rows.items()
        for judge, value in zip(judges, values.split(), strict=False)
    ]


def votes(rows: dict[str, int], component: str = "audience") -> list[Mark]:
    return [Mark(component, project, value=Decimal(value)) for project, value in rows.items()]


def table(result: Result) -> list[tuple[str, str, int, bool]]:
    assert result.ok, result.problems
    return [(each.project, str(each.total), each.rank, each.tied) for each in result.standings]


def only(weight: int = 100, **more: Any) -> dict[str, Any]:
    return {"id": "jury", "name": "评委评分", "weight": weight, **more}


def test_jury_sixty_audience_forty() -> None:
    # jury of p1: 98 and 80 are dropped, (90 + 92 + 94) / 3 = 92, of 60: 55.2
    # audience of p1: 30 of 3 units × 20 seats, 30 / 60 × 40 = 20;                         total 75.2
    # jury of p2: 95 and 85 dropped, (90 + 90 + 91) / 3 = 90.333…, of 60: 54.2;  45 / 60 × 40 = 30;  84.2
    # jury of p3: 70 and 60 dropped, (65 + 66 + 68) / 3 = 66.333…, of 60: 39.8;   0 / 60 × 40 =  0;  39.8
    marks = sheet("jury", {"p1": "90 98 92 94 80", "p2": "95 90 90 91 85", "p3": "65 66 60 68 70"})
    result = score(rules(), entries("p1", "p2", "p3"), marks + votes({"p1": 30, "p2": 45, "p3": 0}))
    assert table(result) == [("p2", "84.20", 1, False), ("p1", "75.20", 2, False), ("p3", "39.80", 3, False)]
    first = result.standing("p1")
    assert first is not None
    jury, audience = first.parts
    assert [(each.judge, each.state) for each in jury.marks] == [
        ("A", "counted"),
        ("B", "highest"),
        ("C", "counted"),
        ("D", "counted"),
        ("E", "lowest"),
    ]
    assert (jury.score, jury.percent, jury.points) == (Fraction(92), Fraction(92), Fraction("55.2"))
    assert (audience.score, audience.voters, audience.percent, audience.points) == (
        Fraction(30),
        60,
        Fraction(50),
        Fraction(20),
    )


def test_rounding_happens_once_at_the_end() -> None:
    # 84.445 of a hundred: once, half up, to one place is 84.4; by way of two places (84.45) it would be 84.5
    one = score(rules(only(), places=1), entries("p"), sheet("jury", {"p": "84.445"}))
    assert table(one) == [("p", "84.4", 1, False)]
    # two components of 50 %: 90.005 / 2 + 90.004 / 2 = 90.0045 → 90.00; rounding the parts first would make 90.01
    two = rules({"id": "a", "weight": 50}, {"id": "b", "weight": 50})
    assert table(score(two, entries("p"), sheet("a", {"p": "90.005"}) + sheet("b", {"p": "90.004"})))[0][1] == "90.00"


@pytest.mark.parametrize(
    ("value", "places", "half_up", "half_even"),
    [
        ("0.125", 2, "0.13", "0.12"),
        ("0.135", 2, "0.14", "0.14"),
        ("2.5", 0, "3", "2"),
        ("3.5", 0, "4", "4"),
        ("-0.125", 2, "-0.13", "-0.12"),
        ("-0.004", 2, "0.00", "0.00"),
        ("89.995", 2, "90.00", "90.00"),
        ("12.1251", 2, "12.13", "12.13"),
    ],
)
def test_both_ways_to_round_a_half(value: str, places: int, half_up: str, half_even: str) -> None:
    assert str(round_to(Fraction(value), places, "half_up")) == half_up
    assert str(round_to(Fraction(value), places, "half_even")) == half_even


def test_half_even_in_the_rules() -> None:
    marks = sheet("jury", {"p": "92.125", "q": "92.135"})
    assert [each[1] for each in table(score(rules(only()), entries("p", "q"), marks))] == ["92.14", "92.13"]
    even = score(rules(only(), rounding="half_even"), entries("p", "q"), marks)
    assert [each[1] for each in table(even)] == ["92.14", "92.12"]


def test_a_maximum_other_than_a_hundred() -> None:
    # (8 + 9) / 2 = 8.5 of 10 is 85 %; half of the total: 42.5; the other half 30 of 40: 37.5; together 80
    two = rules({"id": "a", "weight": 50, "max": 10}, {"id": "b", "weight": 50, "max": 40})
    result = score(two, entries("p"), sheet("a", {"p": "8 9"}) + sheet("b", {"p": "30"}))
    assert table(result) == [("p", "80.00", 1, False)]


def test_median_of_an_even_and_an_odd_jury() -> None:
    # 80 85 91 → 85; 80 85 91 99 → (85 + 91) / 2 = 88
    median = rules(only(aggregate="median"))
    assert table(score(median, entries("p"), sheet("jury", {"p": "91 80 85"})))[0][1] == "85.00"
    assert table(score(median, entries("p"), sheet("jury", {"p": "91 80 99 85"})))[0][1] == "88.00"


def lines(judge: str, *values: str) -> list[Mark]:
    return [Mark("jury", "p", judge, Decimal(value), criterion=key) for key, value in zip("abc", values, strict=False)]


def test_criteria_that_add_up() -> None:
    # A: 38 + 27 + 25 = 90, B: 36 + 28 + 28 = 92, mean 91
    three = rules(only(criteria=[{"id": "a", "max": 40}, {"id": "b", "max": 30}, {"id": "c", "max": 30}]))
    result = score(three, entries("p"), lines("A", "38", "27", "25") + lines("B", "36", "28", "28"))
    assert table(result) == [("p", "91.00", 1, False)]
    marks = result.standings[0].parts[0].marks
    assert marks[0].value == 90
    assert marks[0].lines == (("a", Decimal(38)), ("b", Decimal(27)), ("c", Decimal(25)))


def test_criteria_with_weights() -> None:
    # A: 9/10 × 70 % + 80/100 × 30 % = 0.63 + 0.24 = 0.87 of 100 = 87
    two = rules(only(criteria=[{"id": "a", "max": 10, "weight": 70}, {"id": "b", "weight": 30}]))
    assert table(score(two, entries("p"), lines("A", "9", "80"))) == [("p", "87.00", 1, False)]


def test_dropping_looks_at_a_judges_whole_sheet() -> None:
    # sheets 90, 92, 70: 92 and 70 go, although C's first line (40) is the highest of all lines
    three = rules(only(drop={"highest": 1, "lowest": 1}, criteria=[{"id": "a", "max": 40}, {"id": "b", "max": 60}]))
    marks = lines("A", "38", "52") + lines("B", "37", "55") + lines("C", "40", "30")
    result = score(three, entries("p"), marks)
    assert table(result) == [("p", "90.00", 1, False)]
    assert [each.state for each in result.standings[0].parts[0].marks] == ["counted", "highest", "lowest"]


def test_share_of_the_votes_cast() -> None:
    # 30 of 40 votes cast: 75 %, 10 of 40: 25 %
    cast = rules({"id": "audience", "weight": 100, "share_of": "cast"})
    assert table(score(cast, entries("p", "q"), votes({"p": 10, "q": 30}))) == [
        ("q", "75.00", 1, False),
        ("p", "25.00", 2, False),
    ]


def test_votes_of_several_stations_are_added() -> None:
    marks = [Mark("audience", "p", "north", Decimal(12)), Mark("audience", "p", "south", Decimal(18))]
    result = score(rules({"id": "audience", "weight": 100, "seats": 60}), entries("p"), marks)
    assert table(result) == [("p", "50.00", 1, False)]


def test_an_audience_that_gives_scores_is_a_jury() -> None:
    audience = {"id": "audience", "weight": 100, "audience": "score", "max": 10, "seats": 340}
    result = score(rules(audience), entries("p"), sheet("audience", {"p": "8 9 10"}))
    assert table(result) == [("p", "90.00", 1, False)]


def test_a_withdrawn_project_keeps_its_seats_but_gets_no_rank() -> None:
    # three units sit in the hall though one withdrew: 30 / 60
    some = [*entries("p", "q"), Entry(id="gone", units=("unit of gone",), withdrawn=True)]
    result = score(rules({**AUDIENCE, "weight": 100}), some, votes({"p": 30, "q": 12}))
    assert table(result) == [("p", "50.00", 1, False), ("q", "20.00", 2, False)]
    assert result.withdrawn == ("gone",)


def test_seats_count_units_not_projects() -> None:
    two = [Entry(id="p", units=("u",)), Entry(id="q", units=("u",))]
    assert score(rules({**AUDIENCE, "weight": 100}), two, votes({"p": 10, "q": 5})).standings[0].exact == 50


def test_deduction_and_bonus() -> None:
    # 90 - 1.5 + 0.25 = 88.75
    adjustments = [
        Adjustment(project="p", points=Decimal("-1.5"), reason="超时"),
        Adjustment(project="p", points=Decimal("0.25"), reason="加分项"),
    ]
    result = score(rules(only()), entries("p"), sheet("jury", {"p": "90"}), adjustments)
    assert table(result) == [("p", "88.75", 1, False)]


def test_a_recused_judge_counts_for_the_others_only() -> None:
    # A is recused from p: (80 + 84) / 2 = 82; q has all three: (60 + 90 + 90) / 3 = 80
    marks = sheet("jury", {"p": "99 80 84", "q": "60 90 90"})
    result = score(rules(only()), entries("p", "q"), marks, recusals=[Recusal(judge=" a ", unit="unit of p")])
    assert table(result) == [("p", "82.00", 1, False), ("q", "80.00", 2, False)]
    assert [each.state for each in result.standings[0].parts[0].marks] == ["recused", "counted", "counted"]


def test_a_cell_that_says_recused_or_absent() -> None:
    marks = [*sheet("jury", {"p": "80 84", "q": "60 90"}), Mark("jury", "p", "C", None, void="recused")]
    marks.append(Mark("jury", "q", "C", None, void="absent"))
    result = score(rules(only()), entries("p", "q"), marks)
    assert [(each.project, each.parts[0].marks[2].state) for each in result.standings] == [
        ("p", "recused"),
        ("q", "absent"),
    ]


def test_blanks_that_the_rules_call_absent() -> None:
    # q was marked by A only: 90
    marks = [*sheet("jury", {"p": "80 84", "q": "90"}), Mark("jury", "q", "B", None, void="blank")]
    result = score(rules(only(blanks="absent")), entries("p", "q"), marks)
    assert table(result) == [("q", "90.00", 1, False), ("p", "82.00", 2, False)]


def test_two_stages_carried_over() -> None:
    # p: 80 × 30 % + 90 × 70 % = 24 + 63 = 87; q: 90 × 30 % + 88 × 70 % = 27 + 61.6 = 88.6; r stays in the first
    staged = rules(
        only(), stages=[{"id": "first", "weight": 30, "cut": {"n": 2}}, {"id": "final", "weight": 70}], ties=["final"]
    )
    some = [*entries("p", "q"), *entries("r", reached="first")]
    marks = sheet("jury", {"p": "80", "q": "90", "r": "70"}, stage="first")
    marks += sheet("jury", {"p": "90", "q": "88"}, stage="final")
    result = score(staged, some, marks)
    assert table(result) == [("q", "88.60", 1, False), ("p", "87.00", 2, False)]
    by_stage = {key: [(each.project, str(each.total), each.rank) for each in rows] for key, rows in result.stages}
    assert by_stage == {
        "first": [("q", "90.00", 1), ("p", "80.00", 2), ("r", "70.00", 3)],
        "final": [("p", "90.00", 1), ("q", "88.00", 2)],
    }
    cut = staged.stages[0].cut
    assert cut is not None
    assert apply_cut(dict(result.stages)["first"], cut).through == ("q", "p")


CUT = [{"id": "first", "weight": 40, "cut": {"n": 2}}, {"id": "final", "weight": 60}]


def test_a_cut_says_who_goes_on() -> None:
    # 90 × 40 % + 70 × 60 % = 78; 80 × 40 % + 95 × 60 % = 89; r and s are out and need no marks in the final
    first = sheet("jury", {"p": "90", "q": "80", "r": "70", "s": "60"}, stage="first")
    final = sheet("jury", {"p": "70", "q": "95"}, stage="final")
    result = score(rules(only(), stages=CUT), entries(*"pqrs"), first + final)
    assert table(result) == [("q", "89.00", 1, False), ("p", "78.00", 2, False)]
    assert result.cuts == (("first", ("p", "q")),)
    late = score(rules(only(), stages=CUT), entries(*"pqrs"), first + final + sheet("jury", {"r": "99"}, stage="final"))
    assert [each.code for each in late.problems] == ["mark_not_in_stage"]


@pytest.mark.parametrize(("ties", "through"), [("ask", None), ("include", "pqr"), ("exclude", "p")])
def test_a_tie_across_a_cut_between_stages(ties: str, through: str | None) -> None:
    cut = [{**CUT[0], "cut": {"n": 2, "ties": ties}}, CUT[1]]
    first = sheet("jury", {"p": "90", "q": "80", "r": "80", "s": "60"}, stage="first")
    final = sheet("jury", dict.fromkeys(through or "p", "90"), stage="final")
    result = score(rules(only(), stages=cut), entries(*"pqrs"), first + final)
    if through is None:
        assert not result.ok and "cut_through_tie" in {each.code for each in result.problems}
    else:
        assert result.cuts == (("first", tuple(through)),)
        assert sorted(each.project for each in result.standings) == list(through)


@pytest.mark.parametrize(("ties", "through"), [("ask", None), ("include", "pqr"), ("exclude", "p")])
def test_a_tie_across_the_cut_of_the_whole(ties: str, through: str | None) -> None:
    marks = sheet("jury", {"p": "90", "q": "80", "r": "80", "s": "60"})
    result = score(rules(only(), cut={"n": 2, "ties": ties}), entries(*"pqrs"), marks)
    if through is None:
        assert [each.code for each in result.problems] == ["cut_through_tie"] and not result.standings
    else:
        assert result.cuts == (("", tuple(through)),)


def test_a_stage_total_is_carried_exactly() -> None:
    # 2/3 of a hundred, half of it, plus half of 90: 33.333… + 45 = 78.333…, not 33.34 + 45
    staged = rules(only(), stages=[{"id": "a", "weight": 50}, {"id": "b", "weight": 50}])
    marks = sheet("jury", {"p": "66 67 67"}, stage="a") + sheet("jury", {"p": "90"}, stage="b")
    result = score(staged, entries("p"), marks)
    assert result.standings[0].exact == Fraction(200, 6) + 45
    assert result.standings[0].total == Decimal("78.33")


def test_stages_with_their_own_components_and_a_deduction_in_one() -> None:
    # site: 80, final: 0.6 × 90 + 0.4 × 95 - 2 = 54 + 38 - 2 = 90; total 40 + 45 = 85
    staged = rules(
        {"id": "site", "weight": 100},
        {"id": "show", "weight": 60},
        {"id": "answers", "weight": 40},
        stages=[
            {"id": "visit", "weight": 50, "components": ["site"]},
            {"id": "hall", "weight": 50, "components": ["show", "answers"]},
        ],
    )
    marks = sheet("site", {"p": "80"}, stage="visit") + sheet("show", {"p": "90"}, stage="hall")
    marks += sheet("answers", {"p": "95"}, stage="hall")
    late = Adjustment(project="p", points=Decimal(-2), reason="late", stage="hall")
    assert table(score(staged, entries("p"), marks, [late])) == [("p", "85.00", 1, False)]


def test_shared_ranks_by_competition_and_dense() -> None:
    marks = sheet("jury", {"a": "95", "b": "90", "c": "90", "d": "80"})
    ids = entries("a", "b", "c", "d")
    shared = [(1, False), (2, True), (2, True), (4, False)]
    assert [each[2:] for each in table(score(rules(only()), ids, marks))] == shared
    dense = score(rules(only(), rank="dense"), ids, marks)
    assert [each[2] for each in table(dense)] == [1, 2, 2, 3]


TWO = ({"id": "jury", "weight": 60}, {"id": "hall", "name": "观众评分", "weight": 40})


def test_the_tie_break_chain_compares_exact_scores() -> None:
    # all have 84: a 80×0.6 + 90×0.4, b 90×0.6 + 75×0.4, c as b
    marks = sheet("jury", {"a": "80", "b": "90", "c": "90"}) + sheet("hall", {"a": "90", "b": "75", "c": "75"})
    result = score(rules(*TWO, ties=["jury", "hall"]), entries("a", "b", "c"), marks)
    assert table(result) == [("b", "84.00", 1, True), ("c", "84.00", 1, True), ("a", "84.00", 3, False)]
    assert [each.decided_by for each in result.standings] == [("jury",), ("jury",), ("jury",)]
    assert [each[2] for each in table(score(rules(*TWO), entries("a", "b", "c"), marks))] == [1, 1, 1]


def test_ranks_come_from_published_totals_unless_the_rules_say_exact() -> None:
    # 90.001 and 90.004 are both published as 90.00
    marks = sheet("jury", {"a": "90.001", "b": "90.004"})
    assert table(score(rules(only()), entries("a", "b"), marks)) == [("a", "90.00", 1, True), ("b", "90.00", 1, True)]
    exact = score(rules(only(), rank_by="exact"), entries("a", "b"), marks)
    assert table(exact) == [("b", "90.00", 1, False), ("a", "90.00", 2, False)]


def test_ranks_within_groups() -> None:
    some = [*entries("a", "b", group="社区组"), *entries("c", group="镇组")]
    result = score(rules(only(), within="group"), some, sheet("jury", {"a": "80", "c": "70", "b": "90"}))
    assert [(each.pool, each.project, each.rank) for each in result.standings] == [
        ("社区组", "b", 1),
        ("社区组", "a", 2),
        ("镇组", "c", 1),
    ]


def test_each_group_may_have_a_jury_of_its_own() -> None:
    some = [*entries("a", group="x"), *entries("b", group="y")]
    marks = sheet("jury", {"a": "80 90"}, "AB") + sheet("jury", {"b": "70 80"}, "CD")
    assert score(rules(only(), within="group"), some, marks).ok
    assert not score(rules(only()), some, marks).ok


def test_the_whole_way_to_a_total_in_words() -> None:
    marks = sheet("jury", {"p1": "90 98 92 94 80 50", "p2": "95 90 90 91 85 70"})
    adjustments = [Adjustment(project="p1", points=Decimal(-1), reason="超时")]
    result = score(
        rules(ties=["jury"]),
        entries("p1", "p2"),
        marks + votes({"p1": 10, "p2": 30}),
        adjustments,
        [Recusal(judge="F", project="p1")],
    )
    standing = result.standing("p1")
    assert standing is not None
    unfolded = explain(rules(), standing)
    assert steps(unfolded, "zh") == (
        "评委评分：各评委打分 A 90, B 98, C 92, D 94, E 80。",
        "评委评分：F 回避，不计分。",
        "评委评分：去掉最高分 B 98。",
        "评委评分：去掉最低分 E 80。",
        "评委评分平均分：(90 + 92 + 94) ÷ 3 = 92。",
        "评委评分计入：92 ÷ 100 × 60 = 55.2。",
        "观众评分计入：10 票 ÷ 40 席 × 40 = 10。",
        "加减分：-1（超时）。",
        "总分：55.2 + 10 - 1 = 64.2。",
        "四舍五入，保留 2 位小数：64.20。",
        "名次：第 2 名。",
    )
    assert steps(unfolded, "en") == (
        "评委评分: the judges gave A 90, B 98, C 92, D 94, E 80.",
        "评委评分: recused and not counted: F.",
        "评委评分: highest left out: B 98.",
        "评委评分: lowest left out: E 80.",
        "评委评分, mean: (90 + 92 + 94) ÷ 3 = 92.",
        "评委评分 counts: 92 ÷ 100 × 60 = 55.2.",
        "观众评分 counts: 10 votes ÷ 40 seats × 40 = 10.",
        "Adjustment: -1 (超时).",
        "Total: 55.2 + 10 - 1 = 64.2.",
        "Rounded once to 2 decimal places, halves up: 64.20.",
        "Rank: 2.",
    )


def test_stages_criteria_and_ties_in_words() -> None:
    staged = rules(
        only(
            criteria=[{"id": "a", "name": "内容", "max": 60}, {"id": "b", "name": "表达", "max": 40}],
            aggregate="median",
        ),
        stages=[{"id": "one", "name": "初赛", "weight": 40}, {"id": "two", "name": "决赛", "weight": 60}],
        ties=["two"],
        rounding="half_even",
        within="group",
    )
    some = entries("p", "q", group="镇组")
    marks = [
        Mark("jury", project, "张三", Decimal(value), stage, criterion)
        for project, stage, criterion, value in (
            ("p", "one", "a", "50"),
            ("p", "one", "b", "30"),
            ("p", "two", "a", "50"),
            ("p", "two", "b", "40"),
            ("q", "one", "a", "60"),
            ("q", "one", "b", "35"),
            ("q", "two", "a", "40"),
            ("q", "two", "b", "40"),
        )
    ]
    # p: 80 × 40 % + 90 × 60 % = 86; q: 95 × 40 % + 80 × 60 % = 86; the final decides for p
    result = score(staged, some, marks)
    assert table(result) == [("p", "86.00", 1, False), ("q", "86.00", 2, False)]
    assert steps(explain(staged, result.standings[0]), "zh") == (
        "评委评分 (初赛)：张三 各项得分 内容 50, 表达 30，合计 80。",
        "评委评分 (初赛)：各评委打分 张三 80。",
        "评委评分 (初赛)中位数：80 的中间值是 80。",
        "评委评分 (初赛)计入：80 ÷ 100 × 100 = 80。",
        "初赛得分：80 = 80。",
        "初赛计入总分：80 × 40% = 32。",
        "评委评分 (决赛)：张三 各项得分 内容 50, 表达 40，合计 90。",
        "评委评分 (决赛)：各评委打分 张三 90。",
        "评委评分 (决赛)中位数：90 的中间值是 90。",
        "评委评分 (决赛)计入：90 ÷ 100 × 100 = 90。",
        "决赛得分：90 = 90。",
        "决赛计入总分：90 × 60% = 54。",
        "总分：32 + 54 = 86。",
        "四舍六入五成双（GB/T 8170），保留 2 位小数：86.00。",
        "总分相同，依次比较：决赛。",
        "名次：镇组第 1 名。",
    )


@pytest.mark.parametrize(
    ("value", "agrees"),
    [
        ("75.2", True),  # the total
        ("75.20", True),
        ("92", True),  # the mean after dropping
        ("90.8", True),  # the mean of all five
        ("454", True),  # the sum of all five
        ("276", True),  # the sum of the counted three
        ("30", True),  # the votes
        ("55.2", True),  # the jury's part
        ("75.21", False),
        ("91", True),  # the plain mean without decimals
        ("93", False),
    ],
)
def test_totals_typed_in_the_sheet(value: str, agrees: bool) -> None:
    marks = sheet("jury", {"p1": "90 98 92 94 80"}) + votes({"p1": 30})
    result = score(rules(), [*entries("p1"), *entries("x", "y", withdrawn=True)], marks)
    problems = check_claims(result, [Claim(project="p1", value=Decimal(value), label="总分")])
    assert [each.code for each in problems] == ([] if agrees else ["claim_mismatch"])
    assert all(each.severity == "warning" for each in problems)


def test_rules_from_yaml_refuse_misspelt_keys() -> None:
    with pytest.raises(msgspec.ValidationError):
        rules(only(wieght=3))


def test_sound_rules_have_no_problems() -> None:
    thirds = [{"id": "a", "weight": "33.3"}, {"id": "b", "weight": "33.3"}, {"id": "c", "weight": "33.4"}]
    assert check_rules(rules(*thirds)) == ()
