"""Ranks from totals: shared where nothing parts two projects, and cuts that respect a shared rank.

Knows totals and tie values, not where they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from leitai.scoring.problems import ScoreProblem, listed, problem
from leitai.scoring.values import Cut

if TYPE_CHECKING:
    from leitai.scoring.compute import Standing


class Row(Struct, frozen=True, kw_only=True):
    """A project before it has a rank; ``ties`` are the exact values of the tie-break chain, higher is better."""

    project: str
    pool: str
    total: Decimal
    exact: Fraction
    ties: tuple[Fraction, ...] = ()


class Ranked(Struct, frozen=True):
    """A row with its rank; ``depth`` is how much of the tie-break chain it took to find it."""

    row: Row
    rank: int
    tied: bool
    depth: int


def ranked(
    rows: Sequence[Row], kind: Literal["competition", "dense"], by: Literal["published", "exact"]
) -> tuple[Ranked, ...]:
    """Rows pool by pool (in order of appearance), best first; equals share a rank and keep their order.

    ``competition`` leaves out ranks after a shared one (1, 2, 2, 4), ``dense`` does not (1, 2, 2, 3).
    """
    pools: dict[str, list[Row]] = {}
    for row in rows:
        pools.setdefault(row.pool, []).append(row)
    out: list[Ranked] = []
    for members in pools.values():
        out += _pool(members, kind, by)
    return tuple(out)


def _pool(rows: Sequence[Row], kind: str, by: str) -> list[Ranked]:
    def main(row: Row) -> Fraction:
        return row.exact if by == "exact" else Fraction(row.total)

    def key(row: Row) -> tuple[Fraction, ...]:
        return (main(row), *row.ties)

    out: list[Ranked] = []
    ordered = sorted(rows, key=key, reverse=True)
    steps = 0
    for _, equal_totals in groupby(ordered, key=main):
        blocks = [list(same) for _, same in groupby(equal_totals, key=key)]
        for index, members in enumerate(blocks):
            rank = steps + 1 if kind == "dense" else len(out) + 1
            steps += 1
            around = blocks[max(0, index - 1) : index] + blocks[index + 1 : index + 2]
            depth = max((_depth(members[0], other[0]) for other in around), default=0)
            out += [Ranked(row, rank, len(members) > 1, depth) for row in members]
    return out


def _depth(row: Row, other: Row) -> int:
    """How many items of the chain it takes to part two rows."""
    pairs = enumerate(zip(row.ties, other.ties, strict=True), 1)
    return next((depth for depth, (one, two) in pairs if one != two), 0)


class CutResult(Struct, frozen=True):
    """Who goes on and who doesn't, both in the order of the standings."""

    through: tuple[str, ...]
    out: tuple[str, ...]
    problems: tuple[ScoreProblem, ...] = ()


def apply_cut(standings: Sequence[Standing], cut: Cut) -> CutResult:
    """The first ``cut.n`` of every pool. A shared rank across the line is a problem, and all who share it stay out,
    unless the rule says ``include`` (all go on, more than n) or ``exclude`` (none goes on, fewer than n)."""
    through: list[str] = []
    found: list[ScoreProblem] = []
    for pool, members in groupby(standings, key=lambda each: each.pool):
        rows = list(members)
        last = rows[min(cut.n, len(rows)) - 1].rank
        across = [each for each in rows if each.rank == last]
        inside = [each for each in rows if each.rank <= last]
        if len(inside) > cut.n:
            if cut.ties != "include":
                inside = [each for each in rows if each.rank < last]
            if cut.ties == "ask":
                found.append(
                    problem(
                        "cut_through_tie",
                        n=cut.n,
                        pool=f" ({pool})" if pool else "",
                        rank=across[0].rank,
                        count=len(across),
                        list=listed(each.name for each in across),
                    )
                )
        through += [each.project for each in inside]
    chosen = set(through)
    out = tuple(each.project for each in standings if each.project not in chosen)
    return CutResult(tuple(through), out, tuple(found))
