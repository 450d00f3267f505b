"""Whether the marks are all there: nobody forgotten, nobody marked twice as often as the rules allow for.

Runs over a `Tally` whose single marks are already checked. Nothing here computes a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

from leitai.scoring.arithmetic import plain, total_of, usable
from leitai.scoring.checks import Recused, Sheet, Tally, entered, in_brackets, pool_of, same_name, seats_of
from leitai.scoring.problems import ScoreProblem, problem
from leitai.scoring.values import Cell, Component, Entry, Mark, Recusal, Scoring, Stage

State: TypeAlias = Literal["given", "absent", "recused", "blank"]


def state_of(lines: dict[str, Mark], component: Component, project: str, recused: Recused) -> State:
    """What a judge's lines for one project amount to. Unreadable ones count as given: they are told elsewhere."""
    marks = list(lines.values())
    first = marks[0]
    if first.judge and recused(first.judge, project):
        return "recused"
    if len(marks) == 1 and first.value is not None:
        return "given"
    if any(mark.void == "recused" for mark in marks):
        return "recused"
    if any(map(_gave, marks)):
        return "given"
    if component.blanks == "absent" or all(mark.void == "absent" for mark in marks):
        return "absent"
    return "blank"


def _gave(mark: Mark) -> bool:
    return mark.value is not None or mark.void == "unread"


def check_complete(
    rules: Scoring, entries: Sequence[Entry], table: Tally, recusals: Sequence[Recusal], recused: Recused
) -> tuple[ScoreProblem, ...]:
    """Every mark, sheet, row and vote that is missing, and scores too few to drop any."""
    found: list[ScoreProblem] = []
    active = [entry for entry in entries if not entry.withdrawn]
    for stage in rules.rounds:
        here = [entry for entry in active if entered(stage, rules, entry)]
        for component in rules.of_stage(stage):
            sheets = table.get((stage.id, component.id), {})
            if not here:
                continue
            if not sheets:
                found.append(problem("component_unmarked", component=component.title, stage=in_brackets(stage.title)))
            elif component.by_share:
                found += _check_votes(rules, component, here, sheets, seats_of(component, entries))
            else:
                found += _check_sheets(rules, stage, component, here, sheets, recused)
    judges = {judge for sheets in table.values() for sheet in sheets.values() for judge in sheet}
    found += [
        problem("recusal_judge_unknown", judge=each.judge) for each in recusals if same_name(each.judge) not in judges
    ]
    return tuple(found)


def _check_votes(
    rules: Scoring, component: Component, here: Sequence[Entry], sheets: dict[str, Sheet], seats: int | None
) -> Iterable[ScoreProblem]:
    if component.of_seats and not seats:
        yield problem("seats_missing", component=component.title)
    cast = dict.fromkeys((pool_of(rules, entry) for entry in here), Fraction())
    for entry in here:
        sheet = sheets.get(entry.id)
        if sheet is None:
            yield problem("project_unmarked", _file(sheets), project=entry.title, component=component.title)
            continue
        marks = [mark for lines in sheet.values() for mark in lines.values()]
        votes = total_of(mark.value for mark in marks if mark.value is not None and usable(mark.value))
        cast[pool_of(rules, entry)] += votes
        if seats and votes > seats and len(marks) > 1:
            yield problem(
                "votes_over_seats",
                marks[-1].at,
                project=entry.title,
                votes=plain(votes),
                seats=seats,
                component=component.title,
            )
        for mark in marks:
            if mark.value is None and mark.void in ("", "blank") and component.blanks == "problem":
                judge = mark.judge or component.title
                yield problem("mark_blank", mark.at, judge=judge, project=entry.title, component=component.title)
    if not component.of_seats:
        for pool, votes in cast.items():
            if not votes:
                yield problem("votes_none", component=f"{component.title}{in_brackets(pool)}")


def _check_sheets(
    rules: Scoring,
    stage: Stage,
    component: Component,
    here: Sequence[Entry],
    sheets: dict[str, Sheet],
    recused: Recused,
) -> Iterable[ScoreProblem]:
    juries: dict[str, dict[str, str]] = {}
    for entry in here:
        for judge, lines in sheets.get(entry.id, {}).items():
            if any(map(_gave, lines.values())):
                juries.setdefault(pool_of(rules, entry), {}).setdefault(judge, next(iter(lines.values())).judge)
    for entry in here:
        sheet = sheets.get(entry.id)
        if sheet is None:
            yield problem("project_unmarked", _file(sheets), project=entry.title, component=_named(component, stage))
            continue
        counted = 0
        for lines in sheet.values():
            state = state_of(lines, component, entry.id, recused)
            counted += state == "given"
            first = next(iter(lines.values()))
            name = first.judge or component.title
            if state == "blank":
                yield problem(
                    "mark_blank", first.at, judge=name, project=entry.title, component=_named(component, stage)
                )
                counted += 1
            elif state == "given":
                yield from _check_lines(component, entry, name, lines)
        if component.blanks == "problem":
            for judge, name in juries.get(pool_of(rules, entry), {}).items():
                if judge not in sheet and not recused(name, entry.id):
                    counted += 1
                    yield problem(
                        "mark_missing",
                        _row(sheet),
                        judge=name or component.title,
                        project=entry.title,
                        component=_named(component, stage),
                    )
        need = component.drop.count + 1
        if counted < need:
            drop = component.drop
            yield problem(
                "too_few_judges",
                _row(sheet),
                project=entry.title,
                n=counted,
                highest=drop.highest,
                lowest=drop.lowest,
                need=need,
                component=_named(component, stage),
            )


def _check_lines(component: Component, entry: Entry, judge: str, lines: dict[str, Mark]) -> Iterable[ScoreProblem]:
    if "" in lines:
        return
    somewhere = next(iter(lines.values())).at
    for criterion in component.criteria:
        mark = lines.get(criterion.id)
        if mark is None or (mark.value is None and mark.void != "unread"):
            yield problem(
                "criterion_missing",
                mark.at if mark else somewhere and Cell(somewhere.file, somewhere.row, 0),
                judge=judge,
                project=entry.title,
                criterion=criterion.title,
                component=component.title,
            )


def _named(component: Component, stage: Stage) -> str:
    return f"{component.title}{in_brackets(stage.title)}"


def _row(sheet: Sheet) -> Cell | None:
    at = next((mark.at for lines in sheet.values() for mark in lines.values()), None)
    return Cell(at.file, at.row, 0) if at else None


def _file(sheets: dict[str, Sheet]) -> Cell | None:
    at = next((mark.at for sheet in sheets.values() for lines in sheet.values() for mark in lines.values()), None)
    return Cell(at.file, 0, 0) if at else None
