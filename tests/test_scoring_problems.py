"""Every problem of leitai.scoring, provoked, with its exact words in both languages (data/scores/scoring.txt)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from leitai.scoring import (
    MESSAGES,
    Adjustment,
    Award,
    Cell,
    Claim,
    Cut,
    Declared,
    Entry,
    Mark,
    Recusal,
    ScoreProblem,
    Scoring,
    apply_cut,
    award_by_rank,
    check_awards,
    check_claims,
    check_rules,
    describe,
    has_errors,
    locate,
    score,
)

SAID = Path(__file__).parent / "data" / "scores" / "scoring.txt"
Problems = tuple[ScoreProblem, ...]

JURY = {"id": "jury", "name": "评委评分", "weight": 100}
LINES = [{"id": "a", "name": "内容", "max": 60}, {"id": "b", "name": "表达", "max": 40}]
STAGES = [{"id": "one", "name": "初赛", "weight": 40}, {"id": "two", "name": "决赛", "weight": 60}]


def rules(*components: dict[str, Any], **more: Any) -> Scoring:
    return msgspec.convert({"components": components, **more}, Scoring)


def jury(**more: Any) -> Scoring:
    top = {key: more.pop(key) for key in ("stages", "within", "ties", "places", "cut") if key in more}
    return rules({**JURY, **more}, **top)


def mark(project: str = "p", judge: str = "张三", value: str | None = "90", **more: Any) -> Mark:
    row, column = more.pop("at", (5, 4))
    number = None if value is None else Decimal(value)
    return Mark(more.pop("component", "jury"), project, judge, number, at=Cell("final.csv", row, column), **more)


P, Q = Entry(id="p", name="金塘镇", units=("jintang",)), Entry(id="q", name="官渡街道", units=("guandu",))


def scored(scoring: Scoring, *marks: Mark, entries: tuple[Entry, ...] = (P,), **more: Any) -> Problems:
    return score(scoring, entries, marks, **more).problems


def ranked(*totals: int) -> Any:
    keys = "abcdefgh"[: len(totals)]
    marks = [mark(key, value=str(total)) for key, total in zip(keys, totals, strict=True)]
    return score(jury(), [Entry(id=key) for key in keys], marks)


LADDER = (
    Award(id="first", name="一等奖", quota=1),
    Award(id="second", name="二等奖", quota=2),
    Award(id="merit", name="优秀奖"),
)


def awards(standings: tuple[int, ...], **declared: str) -> Problems:
    given = [Declared(award=award, projects=tuple(projects)) for award, projects in declared.items()]
    return check_awards(ranked(*standings).standings, LADDER, given)


def wrong_pool() -> Problems:
    entries = [Entry(id="a", group="社区组"), Entry(id="b", group="镇组")]
    standings = score(jury(within="group"), entries, [mark("a"), mark("b")]).standings
    given = [Declared(award="first", projects=("a", "b"), pool="社区组")]
    return check_awards(standings, LADDER[:1], given)


def swapped() -> Problems:
    """The first of a stage stays behind and the second goes on, against the cut."""
    stages = [{**STAGES[0], "cut": {"n": 1}}, STAGES[1]]
    marks = [mark(stage="one"), mark("q", value="80", stage="one"), mark("q", value="80", stage="two")]
    return score(jury(stages=stages), (msgspec.structs.replace(P, reached="one"), Q), marks).problems


SHARE = {"id": "jury", "name": "观众评分", "weight": 100, "seats": 20}

CASES: dict[str, Callable[[], Problems]] = {
    "components_missing": lambda: check_rules(rules()),
    "weights_sum": lambda: check_rules(rules({**JURY, "weight": 60}, {"id": "hall", "name": "观众评分", "weight": 30})),
    "stage_weights_sum": lambda: check_rules(jury(stages=[STAGES[0], {**STAGES[1], "weight": "50.5"}])),
    "criteria_weights_sum": lambda: check_rules(jury(criteria=[{"id": "a", "weight": 60}, {"id": "b", "weight": 30}])),
    "criteria_weights_mixed": lambda: check_rules(jury(criteria=[{"id": "a", "weight": 100}, {"id": "b", "max": 40}])),
    "criteria_max_sum": lambda: check_rules(jury(criteria=[*LINES, {"id": "c", "max": 5}])),
    "criterion_max_missing": lambda: check_rules(jury(criteria=[{"id": "a", "name": "内容"}])),
    "rule_number": lambda: check_rules(jury(max=0)),
    "id_twice": lambda: check_rules(rules({**JURY, "weight": 50}, {**JURY, "weight": 50})),
    "ties_unknown": lambda: check_rules(jury(ties=["hall"])),
    "share_rule": lambda: check_rules(rules({**SHARE, "drop": {"highest": 1}})),
    "seats_missing": lambda: check_rules(rules({"id": "hall", "name": "观众评分", "weight": 100, "share_of": "seats"})),
    "stage_component_unknown": lambda: check_rules(jury(stages=[{"id": "one", "name": "初赛", "components": ["x"]}])),
    "component_unused": lambda: check_rules(
        rules(JURY, {"id": "hall", "name": "观众评分", "weight": 0}, stages=[{"id": "one", "components": ["jury"]}])
    ),
    "entry_twice": lambda: scored(jury(), mark(), entries=(P, P)),
    "entry_without_pool": lambda: scored(jury(within="group"), mark()),
    "entry_stage_unknown": lambda: scored(
        jury(stages=STAGES), mark(stage="one"), mark(stage="two"), entries=(Entry(id="p", name="金塘镇", reached="x"),)
    ),
    "adjustment_project_unknown": lambda: scored(
        jury(), mark(), adjustments=[Adjustment(project="x", points=Decimal(-1), reason="超时")]
    ),
    "adjustment_stage_unknown": lambda: scored(
        jury(stages=STAGES),
        mark(stage="one"),
        mark(stage="two"),
        adjustments=[Adjustment(project="p", points=Decimal(-1), reason="超时", stage="x")],
    ),
    "adjustment_without_reason": lambda: scored(
        jury(), mark(), adjustments=[Adjustment(project="p", points=Decimal("-1.5"))]
    ),
    "recusal_without_target": lambda: scored(jury(), mark(), recusals=[Recusal(judge="张三")]),
    "recusal_target_unknown": lambda: scored(jury(), mark(), recusals=[Recusal(judge="张三", unit="x")]),
    "recusal_judge_unknown": lambda: scored(jury(), mark(), recusals=[Recusal(judge="张山", project="p")]),
    "mark_component_unknown": lambda: scored(jury(), mark(), mark(component="hall")),
    "mark_stage_unknown": lambda: scored(jury(), mark(), mark(stage="x")),
    "mark_project_unknown": lambda: scored(jury(), mark(), mark("x")),
    "mark_not_in_stage": lambda: scored(
        jury(stages=STAGES),
        mark(stage="one"),
        mark(stage="two"),
        entries=(Entry(id="p", name="金塘镇", reached="one"),),
    ),
    "mark_criterion_unknown": lambda: scored(
        jury(criteria=LINES), mark(value="50", criterion="a"), mark(value="40", criterion="b"), mark(criterion="x")
    ),
    "mark_criterion_needed": lambda: scored(jury(criteria=LINES), mark()),
    "mark_not_a_number": lambda: scored(jury(), mark(value="NaN")),
    "mark_out_of_range": lambda: scored(jury(), mark(value="905")),
    "votes_not_whole": lambda: scored(rules(SHARE), mark(judge="", value="10.5")),
    "votes_over_seats": lambda: scored(rules(SHARE), mark(judge="", value="21")),
    "votes_none": lambda: scored(
        rules({"id": "jury", "name": "观众评分", "weight": 100, "share_of": "cast"}), mark(judge="", value="0")
    ),
    "mark_twice": lambda: scored(jury(), mark(), mark(at=(9, 4))),
    "mark_blank": lambda: scored(jury(), mark(), mark(judge="李四", value=None, void="blank", at=(5, 5))),
    "mark_missing": lambda: scored(jury(), mark(), mark("q"), mark("q", "李四"), entries=(P, Q)),
    "criterion_missing": lambda: scored(jury(criteria=LINES), mark(value="50", criterion="a")),
    "project_unmarked": lambda: scored(jury(), mark(), entries=(P, Q)),
    "component_unmarked": lambda: scored(jury()),
    "too_few_judges": lambda: scored(jury(drop={"highest": 1, "lowest": 1}), mark(), mark(judge="李四")),
    "recused_but_marked": lambda: scored(
        jury(), mark(), mark(judge="李四"), recusals=[Recusal(judge="张三", unit="jintang")]
    ),
    "claim_mismatch": lambda: check_claims(
        ranked(90),
        [Claim(project="a", value=Decimal("91.50"), label="总分", at=Cell("final.csv", 5, 8))],
    ),
    "cut_through_tie": lambda: apply_cut(ranked(95, 90, 90, 80).standings, Cut(n=2)).problems,
    "cut_contradicted": lambda: swapped(),
    "cut_unused": lambda: swapped(),
    "award_through_tie": lambda: award_by_rank(ranked(95, 95, 80).standings, LADDER).problems,
    "award_without_quota": lambda: award_by_rank(ranked(95).standings, LADDER[::-1]).problems,
    "award_unknown": lambda: awards((95,), best="a"),
    "award_project_unranked": lambda: awards((95,), first="x"),
    "award_twice": lambda: awards((95, 90, 80), first="a", second="bca"),
    "award_over_quota": lambda: awards((95, 90, 80), first="ab"),
    "award_under_quota": lambda: awards((95, 90, 80), second="b"),
    "award_not_by_rank": lambda: awards((95, 90, 80), first="b"),
    "award_beyond_ladder": lambda: awards((95, 90, 80, 70), second="bcd"),
    "award_recipient_missing": lambda: awards((95, 90, 80), first=""),
    "award_wrong_pool": wrong_pool,
}  # fmt: skip


def said(text: str) -> dict[str, tuple[str, str]]:
    """``[code]``, a line in Chinese, a line in English, an empty line; and again."""
    blocks = [block.splitlines() for block in text.strip().split("\n\n") if block]
    return {code.strip("[]"): (zh, en) for code, zh, en in blocks}


def words(problem: ScoreProblem) -> tuple[str, str]:
    """A problem as an editor reads it: place, what is wrong, what to do."""
    zh, en = describe(problem, "zh", MESSAGES), describe(problem, "en", MESSAGES)
    here = (locate(problem, "zh"), locate(problem, "en"))
    return (f"{here[0]}：" if here[0] else "") + "".join(zh), (f"{here[1]}: " if here[1] else "") + " ".join(en)


EXPECTED = said(SAID.read_text("utf-8"))


def test_every_code_has_a_case_and_an_expectation() -> None:
    assert set(CASES) == set(MESSAGES) == set(EXPECTED)


@pytest.mark.parametrize("code", CASES)
def test_the_words_of(code: str) -> None:
    problems = [each for each in CASES[code]() if each.code == code]
    assert problems
    assert words(problems[0]) == EXPECTED[code]


@pytest.mark.parametrize("code", [code for code in CASES if code.startswith(("mark", "entry", "component_", "votes"))])
def test_errors_forbid_a_ranking(code: str) -> None:
    assert has_errors(CASES[code]())


def test_warnings_do_not_forbid_a_ranking() -> None:
    result = score(jury(), [P], [mark(), mark(judge="李四")], recusals=[Recusal(judge="张三", project="p")])
    assert [each.code for each in result.problems] == ["recused_but_marked"]
    assert result.ok


def test_an_unreadable_mark_forbids_a_ranking_without_being_told_twice() -> None:
    result = score(jury(), [P], [mark(), mark(judge="李四", value=None, void="unread")])
    assert (result.ok, result.problems, result.standings) == (False, (), ())


def test_all_problems_come_in_one_pass() -> None:
    found = scored(
        jury(weight=90, places=12),
        mark(value="101"),
        mark("x"),
        mark(judge="李四", value=None, void="blank"),
        entries=(P, Q),
    )
    assert {each.code for each in found} == {
        "weights_sum",
        "rule_number",
        "mark_out_of_range",
        "mark_project_unknown",
        "mark_blank",
        "project_unmarked",
    }


def test_params_with_braces_and_newlines_stay_text() -> None:
    found = scored(jury(), mark(), mark("{judge}\n" + "长" * 200))
    zh, _ = words(found[0])
    assert zh.startswith("final.csv，第 5 行，D 列：分数打给“{judge} 长长")
    assert len(zh) < 200
