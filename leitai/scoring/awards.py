"""Awards from ranks: who gets what by quota, and whether what was declared agrees.

Knows standings and the ladder; special awards are no business of ranks and pass through untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from leitai.scoring.compute import Standing
from leitai.scoring.problems import ScoreProblem, listed, problem
from leitai.scoring.values import Award, Declared, OnTie


class Awarded(Struct, frozen=True):
    """Recipients as (pool, award id, project ids), best award first in every pool."""

    recipients: tuple[tuple[str, str, tuple[str, ...]], ...]
    problems: tuple[ScoreProblem, ...] = ()


class _Block(Struct, frozen=True):
    """Projects of one pool with one rank, and the awards that their positions reach; None is no award."""

    rows: tuple[Standing, ...]
    reached: tuple[Award | None, ...]


def award_by_rank(standings: Sequence[Standing], ladder: Sequence[Award], ties: OnTie = "ask") -> Awarded:
    """Hand out the ladder by position: with quotas 1, 2, 5 positions 1 | 2–3 | 4–8 of every pool.

    A shared rank that lies across such a line is a problem (``ask``; its projects get nothing), or takes the higher
    award (``include``), or the lower one (``exclude``); positions are used up all the same. An award without a quota
    is never filled from ranks, nor is one after it: those who remain are not known to have won it.
    """
    rungs, found = _rungs(ladder)
    recipients: dict[tuple[str, str], list[str]] = {}
    for pool, blocks in _blocks(standings, rungs):
        for award in rungs:
            recipients[pool, award.id] = []
        for block in blocks:
            if len(block.reached) > 1 and ties == "ask":
                higher = block.reached[0] or block.reached[-1]
                found.append(
                    problem(
                        "award_through_tie",
                        award=higher.title if higher else "",
                        pool=_pool(pool),
                        rank=block.rows[0].rank,
                        count=len(block.rows),
                        list=listed(each.name for each in block.rows),
                    )
                )
                continue
            taken = block.reached[-1 if ties == "exclude" else 0]
            if taken:
                recipients[pool, taken.id] += [each.project for each in block.rows]
    rows = tuple((pool, award, tuple(projects)) for (pool, award), projects in recipients.items())
    return Awarded(rows, tuple(found))


def check_awards(
    standings: Sequence[Standing], ladder: Sequence[Award], declared: Sequence[Declared], ties: OnTie = "ask"
) -> tuple[ScoreProblem, ...]:
    """Where the declared recipients of the ladder contradict the ranks, the quotas or each other (V16).

    A shared rank across a line may be decided either way by the jury unless ``ties`` says how. Awards that are not
    declared at all (announced without names) are not missed. Special awards are only checked for existing.
    """
    rungs, _ = _rungs(ladder)
    known = {each.id: each for each in ladder}
    ranked = {each.project: each for each in standings}
    found: list[ScoreProblem] = []
    given: dict[str, Award] = {}
    complete: dict[str, bool] = {}
    count: dict[tuple[str, str], int] = {}
    for each in declared:
        award = known.get(each.award)
        if award is None:
            found.append(problem("award_unknown", award=each.award, known=listed(item.title for item in ladder)))
            continue
        if award.special:
            continue
        complete[award.id] = complete.get(award.id, True) and each.complete
        for project in each.projects:
            standing = ranked.get(project)
            if standing is None:
                found.append(problem("award_project_unranked", award=award.title, project=project))
                continue
            if each.pool and each.pool != standing.pool:
                found.append(
                    problem(
                        "award_wrong_pool",
                        project=standing.name,
                        pool=standing.pool or "—",
                        declared=each.pool,
                        award=award.title,
                    )
                )
            if project in given:
                other = given[project].title
                found.append(problem("award_twice", project=standing.name, award=award.title, other=other))
                continue
            given[project] = award
            count[standing.pool, award.id] = count.get((standing.pool, award.id), 0) + 1
    counted = [award for award in rungs if award.id in complete]
    for pool, blocks in _blocks(standings, rungs):
        for award in counted:
            found += _check_quota(award, rungs, pool, count.get((pool, award.id), 0), complete[award.id], blocks, ties)
        for block in blocks:
            allowed = block.reached
            if len(allowed) > 1 and ties != "ask":
                allowed = (allowed[-1 if ties == "exclude" else 0],)
            for row in block.rows:
                found += _check_rank(row, allowed, given.get(row.project), rungs, complete)
    return tuple(found)


def _check_quota(
    award: Award,
    rungs: Sequence[Award],
    pool: str,
    count: int,
    complete: bool,
    blocks: Sequence[_Block],
    ties: OnTie,
) -> Iterable[ScoreProblem]:
    quota = least = award.quota or 0
    if ties == "ask":
        before = sum(each.quota or 0 for each in rungs[: rungs.index(award)])
        least = min(quota, sum(len(block.rows) for block in blocks) - before)
    else:
        side = -1 if ties == "exclude" else 0
        quota = least = sum(len(block.rows) for block in blocks if block.reached[side] is award)
    if count > quota:
        yield problem("award_over_quota", award=award.title, pool=_pool(pool), quota=quota, count=count)
    elif count < least and complete:
        yield problem("award_under_quota", award=award.title, pool=_pool(pool), quota=quota, count=count)


def _check_rank(
    each: Standing,
    allowed: Sequence[Award | None],
    given: Award | None,
    rungs: Sequence[Award],
    complete: dict[str, bool],
) -> Iterable[ScoreProblem]:
    if given is not None and given not in rungs:
        expected = [award for award in allowed if award is not None]
        if expected and None not in allowed:
            yield _not_by_rank(each, expected, given)
    elif given is not None and given not in allowed:
        expected = [award for award in allowed if award is not None]
        if expected:
            yield _not_by_rank(each, expected, given)
        else:
            yield problem("award_beyond_ladder", project=each.name, rank=each.rank, award=given.title)
    elif given is None and all(award is not None and complete.get(award.id) for award in allowed):
        names = " / ".join(award.title for award in allowed if award)
        yield problem("award_recipient_missing", project=each.name, rank=each.rank, award=names)


def _not_by_rank(each: Standing, expected: Sequence[Award], given: Award) -> ScoreProblem:
    names = " / ".join(award.title for award in expected)
    return problem("award_not_by_rank", project=each.name, rank=each.rank, expected=names, award=given.title)


def _rungs(ladder: Sequence[Award]) -> tuple[list[Award], list[ScoreProblem]]:
    """The awards that ranks can fill, and a problem if one with a quota follows one without."""
    steps = [each for each in ladder if not each.special]
    rungs: list[Award] = []
    for index, award in enumerate(steps):
        if award.quota is None:
            later = [each for each in steps[index:] if each.quota is not None]
            found = [problem("award_without_quota", award=award.title, next=later[0].title)] if later else []
            return rungs, found
        rungs.append(award)
    return rungs, []


def _blocks(standings: Sequence[Standing], rungs: Sequence[Award]) -> Iterable[tuple[str, list[_Block]]]:
    """Every pool's shared ranks with the awards their positions reach, best first and each once."""
    seats: list[Award | None] = [award for award in rungs for _ in range(max(0, award.quota or 0))]
    for pool, members in groupby(standings, key=lambda each: each.pool):
        blocks: list[_Block] = []
        position = 0
        for _, same in groupby(members, key=lambda each: each.rank):
            rows = tuple(same)
            taken = seats[position : position + len(rows)]
            reached = list(dict.fromkeys(taken))
            if len(taken) < len(rows):
                reached.append(None)
            blocks.append(_Block(rows, tuple(reached)))
            position += len(rows)
        yield pool, blocks


def _pool(pool: str) -> str:
    return f" ({pool})" if pool else ""
