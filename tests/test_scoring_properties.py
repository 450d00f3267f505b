"""Properties of leitai.scoring: what must hold for any marks, and an independent count of whole editions."""

from __future__ import annotations

import itertools
import random
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from leitai.scoring import (
    Award,
    Cut,
    Entry,
    Mark,
    Recusal,
    Result,
    Scoring,
    apply_cut,
    award_by_rank,
    check_awards,
    explain,
    score,
    steps,
)
from leitai.scoring import Declared as Given

VALUES = st.decimals(min_value=0, max_value=100, places=2)
Grid = list[list[Decimal]]


@st.composite
def grids(draw: st.DrawFn, least: int = 1) -> Grid:
    """A row of marks a project, a column a judge."""
    judges = draw(st.integers(least, 7))
    rows = st.lists(VALUES, min_size=judges, max_size=judges)
    return draw(st.lists(rows, min_size=1, max_size=8))


def rules(weight: Any = 100, **more: Any) -> Scoring:
    top: dict[str, Any] = {
        key: more.pop(key) for key in ("places", "rounding", "rank", "rank_by", "ties") if key in more
    }
    return msgspec.convert({"components": [{"id": "jury", "weight": weight, **more}], **top}, Scoring)


def marks_of(grid: Grid, component: str = "jury") -> list[Mark]:
    return [
        Mark(component, f"p{row}", f"J{column}", value)
        for row, values in enumerate(grid)
        for column, value in enumerate(values)
    ]


def entries_of(grid: Grid) -> list[Entry]:
    return [Entry(id=f"p{row}", units=(f"u{row}",)) for row in range(len(grid))]


def count(scoring: Scoring, grid: Grid) -> Result:
    result = score(scoring, entries_of(grid), marks_of(grid))
    assert result.ok, result.problems
    return result


def totals(result: Result) -> dict[str, tuple[Decimal, Fraction, int, bool]]:
    return {each.project: (each.total, each.exact, each.rank, each.tied) for each in result.standings}


DROP = {"highest": 1, "lowest": 1}


@given(grids(least=3), st.randoms(use_true_random=False))
def test_the_order_of_marks_is_irrelevant(grid: Grid, chance: random.Random) -> None:
    marks = marks_of(grid)
    shuffled = list(marks)
    chance.shuffle(shuffled)
    one, two = (score(rules(drop=DROP), entries_of(grid), each) for each in (marks, shuffled))
    assert totals(one) == totals(two)
    for first, second in zip(one.standings, two.standings, strict=True):
        assert first.project == second.project
        assert set(first.parts[0].marks) == set(second.parts[0].marks)


@given(grids(least=3), st.data())
def test_a_higher_mark_never_lowers_a_total_or_a_rank(grid: Grid, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(grid) - 1))
    column = data.draw(st.integers(0, len(grid[0]) - 1))
    raised = [list(values) for values in grid]
    raised[row][column] = data.draw(st.decimals(grid[row][column], 100, places=2))
    for scoring in (rules(drop=DROP), rules(aggregate="median"), rules()):
        before, after = totals(count(scoring, grid)), totals(count(scoring, raised))
        assert after[f"p{row}"][1] >= before[f"p{row}"][1]
        assert after[f"p{row}"][2] <= before[f"p{row}"][2]
        assert all(after[key][1] == before[key][1] for key in before if key != f"p{row}")


@given(grids(), st.integers(1, 99))
def test_weights_scale(grid: Grid, weight: int) -> None:
    """A component that counts w % beside one that is always zero gives w % of what it gives alone."""
    alone = totals(count(rules(), grid))
    both = msgspec.convert(
        {"components": [{"id": "jury", "weight": weight}, {"id": "nothing", "weight": 100 - weight}]}, Scoring
    )
    zeros = [[Decimal(0)] for _ in grid]
    result = score(both, entries_of(grid), marks_of(grid) + marks_of(zeros, "nothing"))
    for project, (_, exact, _, _) in totals(result).items():
        assert exact == alone[project][1] * weight / 100


@given(st.lists(VALUES, min_size=1, max_size=8), st.integers(3, 9), st.integers(0, 1), st.integers(0, 1))
def test_dropping_never_changes_a_constant_sheet(rows: list[Decimal], judges: int, high: int, low: int) -> None:
    grid = [[value] * judges for value in rows]
    dropped = totals(count(rules(drop={"highest": high, "lowest": low}), grid))
    assert dropped == totals(count(rules(), grid))


@given(grids(least=3))
def test_dropping_stays_between_the_marks_that_are_left(grid: Grid) -> None:
    for standing in count(rules(drop=DROP), grid).standings:
        marks = standing.parts[0].marks
        counted = [each.value for each in marks if each.state == "counted" and each.value is not None]
        high = next(each.value for each in marks if each.state == "highest")
        low = next(each.value for each in marks if each.state == "lowest")
        assert low is not None
        assert high is not None
        assert low <= min(counted) <= standing.exact <= max(counted) <= high


@given(grids(), st.integers(0, 6), st.sampled_from(["half_up", "half_even"]))
def test_rounding_once_agrees_with_the_decimal_module(grid: Grid, places: int, rounding: str) -> None:
    mode = ROUND_HALF_UP if rounding == "half_up" else ROUND_HALF_EVEN
    for standing in count(rules(places=places, rounding=rounding), grid).standings:
        row = grid[int(standing.project[1:])]
        exact = sum(map(Fraction, row), Fraction()) / len(row)
        assert standing.exact == exact
        with localcontext() as context:
            context.prec = 60
            near = Decimal(exact.numerator) / Decimal(exact.denominator)
            half = Decimal(1).scaleb(-places)
            assert standing.total == near.quantize(half, mode) or abs(2 * (near % half) - half) < Decimal("1e-40")
        assert abs(Fraction(standing.total) - exact) * 2 <= Fraction(1, 10**places)
        assert -standing.total.as_tuple().exponent == places  # type: ignore[operator]


@given(grids(), st.sampled_from(["competition", "dense"]), st.sampled_from(["published", "exact"]))
def test_ranks_follow_totals_and_equals_share_them(grid: Grid, kind: str, by: str) -> None:
    result = count(rules(places=0, rank=kind, rank_by=by), grid)
    values = {each.project: each.exact if by == "exact" else Fraction(each.total) for each in result.standings}
    for each in result.standings:
        better = {values[key] for key in values if values[key] > values[each.project]}
        above = sum(1 for key in values if values[key] > values[each.project])
        assert each.rank == 1 + (len(better) if kind == "dense" else above)
        assert each.tied == (sum(1 for key in values if values[key] == values[each.project]) > 1)
    assert [each.rank for each in result.standings] == sorted(each.rank for each in result.standings)


@given(grids(), grids())
def test_ties_of_the_total_follow_the_chain(jury: Grid, hall: Grid) -> None:
    size = min(len(jury), len(hall))
    scoring = msgspec.convert(
        {
            "components": [{"id": "jury", "weight": 50}, {"id": "hall", "weight": 50}],
            "ties": ["jury"],
            "places": 0,
        },
        Scoring,
    )
    marks = marks_of(jury[:size]) + marks_of(hall[:size], "hall")
    rows = score(scoring, entries_of(jury[:size]), marks).standings
    for one, two in itertools.pairwise(rows):
        if one.total == two.total:
            assert one.parts[0].percent >= two.parts[0].percent
            assert (one.rank == two.rank) == (one.parts[0].percent == two.parts[0].percent)
            assert one.rank == two.rank or one.decided_by == ("jury",) == two.decided_by


@given(grids(least=2), st.data())
def test_recusal_is_as_if_the_judge_had_not_been_there(grid: Grid, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(grid) - 1))
    column = data.draw(st.integers(0, len(grid[0]) - 1))
    away = data.draw(
        st.sampled_from([Recusal(judge=f"J{column}", project=f"p{row}"), Recusal(judge=f"J{column}", unit=f"u{row}")])
    )
    recused = score(rules(), entries_of(grid), marks_of(grid), recusals=[away])
    without = [[*grid[row][:column], *grid[row][column + 1 :]]]
    alone = count(rules(), without).standings[0]
    found = recused.standing(f"p{row}")
    assert found is not None
    assert (found.total, found.exact) == (alone.total, alone.exact)


@given(grids(), st.integers(1, 9), st.sampled_from(["ask", "include", "exclude"]))
def test_a_cut_parts_everybody_and_never_a_shared_rank(grid: Grid, n: int, ties: Any) -> None:
    standings = count(rules(places=0), grid).standings
    cut = apply_cut(standings, Cut(n=n, ties=ties))
    assert sorted(cut.through + cut.out) == sorted(each.project for each in standings)
    ranks = {each.project: each.rank for each in standings}
    assert not {ranks[each] for each in cut.through} & {ranks[each] for each in cut.out}
    assert len(cut.through) >= min(n, len(standings)) if ties == "include" else len(cut.through) <= n


@given(grids(), st.lists(st.integers(0, 3), min_size=1, max_size=4), st.sampled_from(["include", "exclude", "ask"]))
def test_awards_by_rank_pass_their_own_check(grid: Grid, quotas: list[int], ties: Any) -> None:
    standings = count(rules(places=0), grid).standings
    ladder = [Award(id=f"a{index}", quota=quota) for index, quota in enumerate(quotas)]
    awarded = award_by_rank(standings, ladder, ties)
    if not awarded.problems:
        given_out = [Given(award=award, projects=projects) for _, award, projects in awarded.recipients]
        assert check_awards(standings, ladder, given_out, ties) == ()


@given(grids(least=3))
def test_every_step_can_be_said_in_both_languages(grid: Grid) -> None:
    scoring = rules(drop=DROP)
    for standing in count(scoring, grid).standings:
        unfolded = explain(scoring, standing)
        zh, en = steps(unfolded, "zh"), steps(unfolded, "en")
        assert len(zh) == len(en) == len(unfolded.steps)
        assert str(standing.total) in zh[-2]
        assert str(standing.total) in en[-2]


@given(st.integers(0, 2**32))
def test_whole_editions_against_an_independent_count(seed: int) -> None:
    """Jury with drops and recusals, an audience by seats, deductions, ties by jury, a withdrawal: counted twice."""
    chance = random.Random(seed)
    projects = [f"p{index}" for index in range(chance.randint(1, 9))]
    judges = [f"J{index}" for index in range(chance.randint(4, 9))]
    gone = {chance.choice(projects)} if len(projects) > 2 else set()
    given_marks = {(p, j): chance.randrange(70, 100, 5) for p in projects for j in judges}
    cast = {p: chance.randrange(0, 20 * len(projects) + 1) for p in projects}
    away = {(p, chance.choice(judges)) for p in projects if chance.random() < 0.3}
    places = chance.randint(0, 3)

    exact: dict[str, Fraction] = {}
    jury: dict[str, Fraction] = {}
    for p in projects:
        row = sorted(given_marks[p, j] for j in judges if (p, j) not in away)[1:-1]
        jury[p] = Fraction(sum(row), len(row))
        exact[p] = jury[p] * 60 / 100 + Fraction(cast[p], 20 * len(projects)) * 40
    keys = {}
    for p in projects:
        scaled = exact[p] * 10**places
        floor = scaled.numerator // scaled.denominator
        published = floor + 1 if scaled - floor >= Fraction(1, 2) else floor
        keys[p] = (published, jury[p])
    expected = {
        p: (Fraction(keys[p][0], 10**places), 1 + sum(1 for q in projects if q not in gone and keys[q] > keys[p]))
        for p in projects
        if p not in gone
    }

    scoring = msgspec.convert(
        {
            "components": [
                {"id": "jury", "weight": 60, "drop": DROP},
                {"id": "audience", "weight": 40, "seats_per_unit": 20},
            ],
            "places": places,
            "ties": ["jury"],
        },
        Scoring,
    )
    entries = [Entry(id=p, units=(p,), withdrawn=p in gone) for p in projects]
    marks = [Mark("jury", p, j, Decimal(value)) for (p, j), value in given_marks.items()]
    marks += [Mark("audience", p, value=Decimal(value)) for p, value in cast.items()]
    result = score(scoring, entries, marks, recusals=[Recusal(judge=j, project=p) for p, j in away])
    assert result.ok
    assert {each.project: (Fraction(each.total), each.rank) for each in result.standings} == expected


JUNK = st.sampled_from(["NaN", "-1", "sNaN", "Infinity", "1e999999", "1e-999999", "0e-999999", "100", "101", "55.5"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from("pqx"), st.sampled_from("AB"), JUNK | st.none(), st.sampled_from(["jury", "hall", "?"])
        ),
        max_size=12,
    ),
    JUNK,
    JUNK,
)
def test_hostile_numbers_are_problems_and_never_exceptions(rows: Any, weight: str, top: str) -> None:
    scoring = msgspec.convert(
        {"components": [{"id": "jury", "weight": weight, "max": top}, {"id": "hall", "weight": 50, "seats": 10}]},
        Scoring,
    )
    marks = [Mark(key, p, j, Decimal(value) if value else None) for p, j, value, key in rows]
    result = score(scoring, [Entry(id="p"), Entry(id="q")], marks)
    assert result.ok == (not [each for each in result.problems if each.severity == "error"])
