"""Totals that somebody typed or computed elsewhere, held against ours.

A sheet's own "total" may mean several things, so any number that the rules yield for the project will do. Only a
number that nothing explains is told, as a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from leitai.scoring.arithmetic import usable
from leitai.scoring.compute import Part, Result, Standing
from leitai.scoring.problems import ScoreProblem, problem
from leitai.scoring.values import Claim


def check_claims(result: Result, claims: Sequence[Claim]) -> tuple[ScoreProblem, ...]:
    """Claims that no total, part, mean or sum of the project agrees with, to the decimals they are written with.

    Nothing is compared unless the result is ``ok``, nor for projects without a standing.
    """
    ours: dict[str, list[Standing]] = {}
    for standings in (result.standings, *(each for _, each in result.stages)):
        for standing in standings:
            ours.setdefault(standing.project, []).append(standing)
    found = []
    for claim in claims:
        rows = ours.get(claim.project)
        if rows and not any(_agrees(claim.value, number) for row in rows for number in _numbers(row, claim.judge)):
            found.append(
                problem(
                    "claim_mismatch",
                    claim.at,
                    project=rows[0].name,
                    label=claim.label,
                    value=claim.value,
                    total=rows[0].total,
                )
            )
    return tuple(found)


def _agrees(claimed: Decimal, number: Fraction) -> bool:
    """Whether ``claimed`` is ``number`` rounded in any usual way to the decimals that ``claimed`` shows."""
    if not usable(claimed):
        return False
    exponent = claimed.as_tuple().exponent
    step = Fraction(10) ** min(0, exponent if isinstance(exponent, int) else 0)
    return abs(Fraction(claimed) - number) <= step / 2


def _numbers(row: Standing, judge: str) -> Iterable[Fraction]:
    """Every number that may stand in a total column of this project, or of this judge's line for it."""
    if not judge:
        yield row.exact
        yield Fraction(row.total)
    for stage in row.stages:
        if not judge:
            yield stage.exact
        for part in stage.parts:
            yield from _of_part(part, judge)


def _of_part(part: Part, judge: str) -> Iterable[Fraction]:
    if judge:
        for mark in part.marks:
            if mark.judge == judge:
                if mark.value is not None:
                    yield mark.value
                yield sum((Fraction(value) for _, value in mark.lines), Fraction())
        return
    given = [mark.value for mark in part.marks if mark.value is not None]
    counted = [mark.value for mark in part.marks if mark.value is not None and mark.state == "counted"]
    yield from (part.score, part.percent, part.points)
    for values in (given, counted):
        if values:
            total = sum(values, Fraction())
            yield from (total, total / len(values))
