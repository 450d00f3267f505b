"""From marks and rules to standings: every total exact until it is rounded once, every mark accounted for.

Pure: the same values give the same standings in whatever order the marks come. The checks stand elsewhere; what
arrives at `_part` is complete.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from leitai.scoring.arithmetic import aggregate, round_to
from leitai.scoring.checks import (
    Recused,
    Sheet,
    Tally,
    check_entries,
    check_rules,
    entered,
    pool_of,
    recused_by,
    seats_of,
    tally,
)
from leitai.scoring.complete import check_complete, state_of
from leitai.scoring.problems import ScoreProblem, has_errors, problem
from leitai.scoring.ranking import Row, apply_cut, ranked
from leitai.scoring.values import HUNDRED, Adjustment, Component, Entry, Mark, Recusal, Scoring, Stage


class PartMark(Struct, frozen=True, gc=False):
    """One judge's score for one project and what became of it. ``lines`` are the criteria as (id, value)."""

    judge: str
    value: Fraction | None
    state: Literal["counted", "highest", "lowest", "recused", "absent"]
    lines: tuple[tuple[str, Decimal], ...] = ()


class Part(Struct, frozen=True, kw_only=True, gc=False):
    """What one component gave one project.

    ``score`` is the aggregate on the component's own scale (0 to ``max``; votes for a share), ``percent`` the same
    from 0 to 100, ``points`` what enters the stage's total. ``voters`` is what votes were divided by, 0 for marks.
    """

    component: str
    name: str
    weight: Decimal
    max: Decimal
    aggregate: Literal["mean", "median"]
    marks: tuple[PartMark, ...]
    score: Fraction
    percent: Fraction
    points: Fraction
    voters: int = 0
    seats: bool = False


class StagePart(Struct, frozen=True, kw_only=True, gc=False):
    """What one stage gave one project: ``exact`` is its total from its parts and adjustments, out of 100."""

    stage: str
    name: str
    weight: Decimal
    parts: tuple[Part, ...]
    adjustments: tuple[Adjustment, ...]
    exact: Fraction


class Standing(Struct, frozen=True, kw_only=True, gc=False):
    """One line of a ranking.

    ``total`` is published, ``exact`` is what it was rounded from. ``rank`` counts from 1 within ``pool`` (a category
    or group, or ""); ``tied`` says that it is shared. ``decided_by`` are the items of the tie-break chain that were
    needed to part this project from others with an equal total. ``adjustments`` are those of the overall total.
    """

    project: str
    name: str
    pool: str
    total: Decimal
    exact: Fraction
    rank: int
    tied: bool
    decided_by: tuple[str, ...]
    stages: tuple[StagePart, ...]
    adjustments: tuple[Adjustment, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of all stages in one line."""
        return tuple(part for stage in self.stages for part in stage.parts)


class Result(Struct, frozen=True, kw_only=True):
    """What scoring comes to.

    ``standings`` are pool by pool, best first, equals in the order of the entries. ``stages`` are (stage id, standings
    by that stage alone), empty where no stages are declared; ``cuts`` are (stage id, who went on by its cut), the stage
    "" being the whole. All are empty unless ``ok``: errors forbid a ranking, and so does a mark that the sheet's reader
    could not read (and has told of).
    """

    ok: bool
    standings: tuple[Standing, ...] = ()
    stages: tuple[tuple[str, tuple[Standing, ...]], ...] = ()
    cuts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    withdrawn: tuple[str, ...] = ()
    problems: tuple[ScoreProblem, ...] = ()

    def standing(self, project: str) -> Standing | None:
        """The overall standing of a project."""
        return next((each for each in self.standings if each.project == project), None)


def score(
    rules: Scoring,
    entries: Sequence[Entry],
    marks: Iterable[Mark],
    adjustments: Sequence[Adjustment] = (),
    recusals: Sequence[Recusal] = (),
) -> Result:
    """Count an edition: check everything, and if nothing forbids it, total and rank every project not withdrawn.

    Never raises on bad values; they are ``problems``. With several stages, the overall standings hold the projects
    that reached the last one. Where the rules cut after a stage and no entry says what it ``reached``, the cut decides
    who goes on; where entries do say it, they are compared with the cut.
    """
    marks = tuple(marks)
    recused = recused_by(entries, recusals)
    entries, cuts, of_cuts = _after_cuts(rules, entries, marks, adjustments, recusals)
    found = check_rules(rules) + check_entries(rules, entries, adjustments, recusals)
    table, of_marks = tally(rules, entries, marks, recused)
    found += of_marks + check_complete(rules, entries, table, recusals, recused) + of_cuts
    withdrawn = tuple(entry.id for entry in entries if entry.withdrawn)
    if any(mark.void == "unread" for mark in marks) or has_errors(found):
        return Result(ok=False, withdrawn=withdrawn, problems=found)
    counted = _Count(rules, entries, table, adjustments, recused)
    overall = counted.overall()
    if rules.cut is not None:
        cut = apply_cut(overall, rules.cut)
        cuts, found = (*cuts, ("", cut.through)), found + cut.problems
        if has_errors(cut.problems):
            return Result(ok=False, withdrawn=withdrawn, problems=found)
    stages = tuple((stage.id, counted.of_stage(stage)) for stage in rules.stages)
    return Result(ok=True, standings=overall, stages=stages, cuts=cuts, withdrawn=withdrawn, problems=found)


def _after_cuts(
    rules: Scoring,
    entries: Sequence[Entry],
    marks: Sequence[Mark],
    adjustments: Sequence[Adjustment],
    recusals: Sequence[Recusal],
) -> tuple[Sequence[Entry], tuple[tuple[str, tuple[str, ...]], ...], tuple[ScoreProblem, ...]]:
    """The entries as the cuts after the stages leave them, who went on, and what is wrong with that.

    Stops where a stage cannot be counted yet: that is told of the whole.
    """
    stated = any(entry.reached for entry in entries)
    cuts: list[tuple[str, tuple[str, ...]]] = []
    found: list[ScoreProblem] = []
    for index, stage in enumerate(rules.stages[:-1]):
        if stage.cut is None or stage.cut.n < 1:
            continue
        here = replace(rules, stages=rules.stages[: index + 1], cut=None)
        inside = {each.id for each in here.stages}
        recused = recused_by(entries, recusals)
        known = [mark for mark in marks if mark.stage in inside]
        table, of_marks = tally(here, entries, known, recused)
        if has_errors(of_marks + check_complete(here, entries, table, recusals, recused)):
            break
        if any(mark.void == "unread" for mark in known) or check_rules(rules):
            break
        standings = _Count(here, entries, table, adjustments, recused).of_stage(stage)
        cut = apply_cut(standings, stage.cut)
        found += cut.problems
        if has_errors(cut.problems):
            break
        cuts.append((stage.id, cut.through))
        if not stated:
            entries = [replace(each, reached=stage.id) if each.id in cut.out else each for each in entries]
            continue
        went = {each.id for each in entries if entered(rules.stages[index + 1], rules, each)}
        found += [
            problem(
                "cut_contradicted" if row.project in went else "cut_unused",
                stage=stage.title,
                project=row.name,
                rank=row.rank,
                n=stage.cut.n,
            )
            for row in standings
            if (row.project in went) != (row.project in cut.through)
        ]
    return entries, tuple(cuts), tuple(found)


@lru_cache(maxsize=65536)
def _exact(value: Decimal) -> Fraction:
    return Fraction(value)


class _Count:
    """One run over a complete tally."""

    def __init__(
        self,
        rules: Scoring,
        entries: Sequence[Entry],
        table: Tally,
        adjustments: Sequence[Adjustment],
        recused: Recused,
    ) -> None:
        self.rules = rules
        self.entries = [entry for entry in entries if not entry.withdrawn]
        self.table = table
        self.recused = recused
        self.adjusted: dict[tuple[str, str], list[Adjustment]] = {}
        for each in adjustments:
            self.adjusted.setdefault((each.project, each.stage), []).append(each)
        self.voters = {
            (stage.id, component.id, pool): voters
            for stage in rules.rounds
            for component in rules.of_stage(stage)
            if component.by_share
            for pool, voters in self._voters(stage, component, entries).items()
        }
        self.of = {
            (stage.id, entry.id): self._stage(stage, entry)
            for stage in rules.rounds
            for entry in self.entries
            if entered(stage, rules, entry)
        }

    def overall(self) -> tuple[Standing, ...]:
        """All stages with their weights, for the projects that reached the last one."""
        rounds = self.rules.rounds
        return self._standings(rounds, [each for each in self.entries if (rounds[-1].id, each.id) in self.of], True)

    def of_stage(self, stage: Stage) -> tuple[Standing, ...]:
        """One stage by itself."""
        return self._standings((stage,), [each for each in self.entries if (stage.id, each.id) in self.of], False)

    def _standings(self, stages: Sequence[Stage], entries: Sequence[Entry], overall: bool) -> tuple[Standing, ...]:
        rules = self.rules
        rows: list[Row] = []
        parts: dict[str, tuple[StagePart, ...]] = {}
        added: dict[str, tuple[Adjustment, ...]] = {}
        titles = {entry.id: entry.title for entry in entries}
        for entry in entries:
            shares = tuple(self.of[stage.id, entry.id] for stage in stages)
            extra = tuple(self.adjusted.get((entry.id, ""), ())) if overall else ()
            exact = sum((_carried(share, overall) for share in shares), Fraction())
            exact += sum((_exact(each.points) for each in extra), Fraction())
            parts[entry.id], added[entry.id] = shares, extra
            total = round_to(exact, rules.places, rules.rounding)
            ties = tuple(_tie_value(key, shares, overall) for key in rules.ties)
            rows.append(Row(project=entry.id, pool=pool_of(rules, entry), total=total, exact=exact, ties=ties))
        return tuple(
            Standing(
                project=each.row.project,
                name=titles[each.row.project],
                pool=each.row.pool,
                total=each.row.total,
                exact=each.row.exact,
                rank=each.rank,
                tied=each.tied,
                decided_by=tuple(rules.ties[: each.depth]),
                stages=parts[each.row.project],
                adjustments=added[each.row.project],
            )
            for each in ranked(rows, rules.rank, rules.rank_by)
        )

    def _stage(self, stage: Stage, entry: Entry) -> StagePart:
        parts = tuple(self._part(stage, component, entry) for component in self.rules.of_stage(stage))
        adjustments = tuple(self.adjusted.get((entry.id, stage.id), ())) if stage.id else ()
        exact = sum((part.points for part in parts), Fraction())
        exact += sum((_exact(each.points) for each in adjustments), Fraction())
        weight = stage.weight if self.rules.stages else HUNDRED
        return StagePart(
            stage=stage.id, name=stage.title, weight=weight, parts=parts, adjustments=adjustments, exact=exact
        )

    def _part(self, stage: Stage, component: Component, entry: Entry) -> Part:
        sheet = self.table[stage.id, component.id][entry.id]
        voters = 0
        if component.by_share:
            marks = tuple(
                PartMark(mark.judge, _exact(mark.value), "counted")
                for lines in sheet.values()
                for mark in lines.values()
                if mark.value is not None
            )
            score = sum((mark.value for mark in marks if mark.value is not None), Fraction())
            voters = self.voters[stage.id, component.id, pool_of(self.rules, entry)]
            percent = score / voters * 100
        else:
            marks = dropped(judged(sheet, component, entry.id, self.recused), component)
            values = [mark.value for mark in marks if mark.state == "counted" and mark.value is not None]
            score = aggregate(values, component.aggregate)
            percent = score / _exact(component.max) * 100
        return Part(
            component=component.id,
            name=component.title,
            weight=component.weight,
            max=component.max,
            aggregate=component.aggregate,
            marks=marks,
            score=score,
            percent=percent,
            points=percent * _exact(component.weight) / 100,
            voters=voters,
            seats=component.by_share and component.of_seats,
        )

    def _voters(self, stage: Stage, component: Component, entries: Sequence[Entry]) -> dict[str, int]:
        pools = {pool_of(self.rules, entry) for entry in self.entries}
        if component.of_seats:
            return dict.fromkeys(pools, seats_of(component, entries) or 0)
        sheets = self.table.get((stage.id, component.id), {})
        cast = dict.fromkeys(pools, 0)
        for entry in self.entries:
            for lines in sheets.get(entry.id, {}).values():
                cast[pool_of(self.rules, entry)] += sum(int(mark.value or 0) for mark in lines.values())
        return cast


def judged(sheet: Sheet, component: Component, project: str, recused: Recused) -> list[PartMark]:
    """Every judge's score on the component's scale, recused and absent judges with the reason instead."""
    marks = []
    for lines in sheet.values():
        state = state_of(lines, component, project, recused)
        judge = next(iter(lines.values())).judge
        if state != "given":
            marks.append(PartMark(judge, None, "recused" if state == "recused" else "absent"))
        elif not component.criteria:
            marks.append(PartMark(judge, _exact(lines[""].value or Decimal()), "counted"))
        else:
            value = Fraction()
            for each in component.criteria:
                given = _exact(lines[each.id].value or Decimal())
                if each.weight is not None:
                    given = (
                        given / _exact(each.max or component.max) * _exact(each.weight) / 100 * _exact(component.max)
                    )
                value += given
            detail = tuple((each.id, lines[each.id].value or Decimal()) for each in component.criteria)
            marks.append(PartMark(judge, value, "counted", detail))
    return marks


def dropped(marks: Sequence[PartMark], component: Component) -> tuple[PartMark, ...]:
    """The same marks in the same order, the highest and lowest marked as left out.

    Among equal scores it makes no difference to the total which goes; by name, so that it is always the same.
    """
    drop = component.drop
    if not drop.count:
        return tuple(marks)
    given = [(index, mark.value, mark.judge) for index, mark in enumerate(marks) if mark.value is not None]
    common = math.lcm(*(value.denominator for _, value, _ in given))
    by_size = sorted((value.numerator * (common // value.denominator), judge, index) for index, value, judge in given)
    order = [index for _, _, index in by_size]
    out: dict[int, Literal["highest", "lowest"]] = dict.fromkeys(order[: drop.lowest], "lowest")
    out.update(dict.fromkeys(order[len(order) - drop.highest :], "highest"))
    return tuple(
        PartMark(mark.judge, mark.value, out[index], mark.lines) if index in out else mark
        for index, mark in enumerate(marks)
    )


def _carried(share: StagePart, overall: bool) -> Fraction:
    return share.exact * _exact(share.weight) / 100 if overall else share.exact


def _tie_value(key: str, shares: Sequence[StagePart], overall: bool) -> Fraction:
    """The exact score of a component or stage that decides a tie; stages count with their weight."""
    value = Fraction()
    for share in shares:
        weight = _exact(share.weight) / 100 if overall else Fraction(1)
        if share.stage == key and key:
            return share.exact
        value += sum((part.percent * weight for part in share.parts if part.component == key), Fraction())
    return value
