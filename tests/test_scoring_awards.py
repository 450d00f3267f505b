"""Cuts and awards from ranks, and declared awards held against them, through the public face of leitai.scoring."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from leitai.scoring import (
    Award,
    Component,
    Cut,
    Declared,
    Entry,
    Mark,
    Scoring,
    Standing,
    apply_cut,
    award_by_rank,
    check_awards,
    score,
)

RULES = Scoring(components=(Component(id="jury", weight=Decimal(100)),))


def ranking(*totals: int) -> tuple[Standing, ...]:
    """Standings of projects a, b, c … with these totals."""
    rows = {key: str(total) for key, total in zip("abcdefghijklmnopqrstuvwxyz", totals, strict=False)}
    marks = [Mark("jury", project, "A", Decimal(value)) for project, value in rows.items()]
    return score(RULES, [Entry(id=key) for key in rows], marks).standings


@pytest.mark.parametrize(
    ("ties", "through", "codes"),
    [
        ("include", ("a", "b", "c"), []),
        ("exclude", ("a",), []),
        ("ask", ("a",), ["cut_through_tie"]),
    ],
)
def test_a_cut_through_a_tie(ties: Any, through: tuple[str, ...], codes: list[str]) -> None:
    cut = apply_cut(ranking(95, 90, 90, 80), Cut(n=2, ties=ties))
    assert (cut.through, [each.code for each in cut.problems]) == (through, codes)
    assert set(cut.through) | set(cut.out) == set("abcd")


def test_cuts_that_meet_no_tie() -> None:
    assert apply_cut(ranking(95, 90, 90, 80), Cut(n=3)).through == ("a", "b", "c")
    assert apply_cut(ranking(95, 90), Cut(n=5)).through == ("a", "b")
    assert apply_cut((), Cut(n=5)).through == ()


LADDER = (
    Award(id="first", name="一等奖", quota=1),
    Award(id="second", name="二等奖", quota=2),
    Award(id="idea", name="最佳创意奖", special=True, quota=2),
    Award(id="merit", name="优秀奖"),
)


def awarded(standings: tuple[Standing, ...], ties: Any = "ask") -> dict[str, str]:
    return {award: "".join(projects) for _, award, projects in award_by_rank(standings, LADDER, ties).recipients}


def test_awards_by_quota_leave_open_what_has_none() -> None:
    assert awarded(ranking(95, 90, 85, 80)) == {"first": "a", "second": "bc"}


def test_awards_and_a_tie_across_a_line() -> None:
    tied = ranking(95, 95, 90, 80)
    assert awarded(tied, "include") == {"first": "ab", "second": "c"}
    assert awarded(tied, "exclude") == {"first": "", "second": "abc"}
    asked = award_by_rank(tied, LADDER)
    assert [each.code for each in asked.problems] == ["award_through_tie"]
    assert awarded(tied) == {"first": "", "second": "c"}


def test_awards_in_every_group() -> None:
    given = {"a": ("x", 80), "b": ("x", 90), "c": ("y", 70), "d": ("y", 60)}
    some = [Entry(id=key, group=group) for key, (group, _) in given.items()]
    marks = [Mark("jury", key, "A", Decimal(value)) for key, (_, value) in given.items()]
    standings = score(replace(RULES, within="group"), some, marks).standings
    ladder = (Award(id="gold", quota=1), Award(id="silver", quota=1))
    assert award_by_rank(standings, ladder).recipients == (
        ("x", "gold", ("b",)),
        ("x", "silver", ("a",)),
        ("y", "gold", ("c",)),
        ("y", "silver", ("d",)),
    )


UNDER, OVER = "award_under_quota", "award_over_quota"


def declared(**awards: str) -> list[Declared]:
    return [Declared(award=award, projects=tuple(projects)) for award, projects in awards.items()]


@pytest.mark.parametrize(
    ("totals", "awards", "ties", "codes"),
    [
        ((95, 90, 85, 80), {"first": "a", "second": "bc"}, "ask", set()),
        ((95, 90, 85, 80), {"first": "a", "second": "cb", "merit": "d", "idea": "da"}, "ask", set()),
        ((95, 90, 85, 80), {"first": "b", "second": "ac"}, "ask", {"award_not_by_rank"}),
        ((95, 90, 85, 80), {"first": "a", "second": "bd"}, "ask", {"award_beyond_ladder", "award_recipient_missing"}),
        ((95, 90, 85, 80), {"first": "a", "second": "bcd"}, "ask", {"award_beyond_ladder", "award_over_quota"}),
        ((95, 90, 85, 80), {"first": "a", "second": "b"}, "ask", {"award_under_quota", "award_recipient_missing"}),
        ((95, 90, 85, 80), {"first": "a", "second": "bca"}, "ask", {"award_twice"}),
        ((95, 90, 85, 80), {"first": "a", "second": "bc", "merit": "x"}, "ask", {"award_project_unranked"}),
        ((95, 90, 85, 80), {"first": "a", "second": "bc", "best": "a"}, "ask", {"award_unknown"}),
        ((95, 90, 85, 80), {"second": "bc"}, "ask", set()),
        ((95, 95, 90, 80), {"first": "b", "second": "ac"}, "ask", set()),
        ((95, 95, 90, 80), {"first": "ab", "second": "c"}, "include", set()),
        ((95, 95, 90, 80), {"first": "", "second": "abc"}, "exclude", set()),
        ((95, 95, 90, 80), {"first": "b", "second": "ac"}, "include", {"award_not_by_rank", UNDER, OVER}),
        ((95, 90, 85, 80), {"first": "", "second": "bc", "merit": "a"}, "ask", {"award_not_by_rank", UNDER}),
    ],
)  # fmt: skip
def test_declared_awards_against_ranks(
    totals: tuple[int, ...], awards: dict[str, str], ties: Any, codes: set[str]
) -> None:
    problems = check_awards(ranking(*totals), LADDER, declared(**awards), ties)
    assert {each.code for each in problems} == codes


def test_an_incomplete_list_of_recipients_misses_nobody() -> None:
    some = [Declared(award="second", projects=("b",), complete=False)]
    assert check_awards(ranking(95, 90, 85), LADDER, some) == ()
