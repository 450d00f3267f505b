"""Whether rules, entries and marks are fit to be counted; every reason why not, in one pass.

Returns problems and, of the marks, a `Tally` in the shape that counting wants. Nothing here computes a score.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from leitai.scoring.arithmetic import plain, total_of, usable
from leitai.scoring.problems import ScoreProblem, cell_name, listed, problem
from leitai.scoring.values import Adjustment, Component, Cut, Entry, Mark, Recusal, Scoring, Stage

Sheet = dict[str, dict[str, Mark]]
"""One project's marks in one component: judge → criterion ("" without criteria) → mark."""

Tally = dict[tuple[str, str], dict[str, Sheet]]
"""(stage, component) → project → its `Sheet`; withdrawn projects are not in it."""

Recused = Callable[[str, str], bool]
"""Whether a judge (by name) is recused from a project (by id)."""

MOST_PLACES = 9


@lru_cache(maxsize=4096)
def same_name(name: str) -> str:
    """A judge's name as it is compared: without spaces, in one width and one case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def pool_of(rules: Scoring, entry: Entry) -> str:
    """The category or group within which an entry is ranked; "" where all are ranked together."""
    return {"category": entry.category, "group": entry.group}.get(rules.within, "")


def entered(stage: Stage, rules: Scoring, entry: Entry) -> bool:
    """Whether an entry was admitted to a stage."""
    order = [each.id for each in rules.rounds]
    return entry.reached not in order or order.index(stage.id) <= order.index(entry.reached)


def in_brackets(text: str) -> str:
    """`` (text)``, or nothing for nothing: an optional remark inside a message."""
    return f" ({text})" if text else ""


def recused_by(entries: Sequence[Entry], recusals: Sequence[Recusal]) -> Recused:
    """The recusals as a question that can be asked of any judge and project."""
    of_unit: dict[str, list[str]] = {}
    for entry in entries:
        for unit in entry.units:
            of_unit.setdefault(unit, []).append(entry.id)
    pairs = {(same_name(each.judge), each.project) for each in recusals if each.project}
    pairs |= {
        (same_name(each.judge), project) for each in recusals if each.unit for project in of_unit.get(each.unit, ())
    }
    return lambda judge, project: bool(pairs) and (same_name(judge), project) in pairs


def check_rules(rules: Scoring) -> tuple[ScoreProblem, ...]:
    """Everything that makes the rules themselves uncountable; weights that do not sum to 100 first of all (V14)."""
    found: list[ScoreProblem] = []
    if not rules.components:
        found.append(problem("components_missing"))
    ids = [each.id for each in rules.components] + [each.id for each in rules.stages]
    found += [problem("id_twice", id=key) for key, count in Counter(ids).items() if count > 1]
    if not 0 <= rules.places <= MOST_PLACES:
        found.append(problem("rule_number", what="places", value=rules.places, allowed=f"0–{MOST_PLACES}"))
    found += [problem("ties_unknown", id=key, known=listed(dict.fromkeys(ids))) for key in rules.ties if key not in ids]
    for component in rules.components:
        found += _check_component(component)
    found += _check_cut("cut.n", rules.cut)
    found += _check_stages(rules)
    return tuple(found)


def _check_stages(rules: Scoring) -> Iterable[ScoreProblem]:
    known = [each.id for each in rules.components]
    for stage in rules.rounds:
        for key in stage.components:
            if key not in known:
                yield problem("stage_component_unknown", stage=stage.title, id=key, known=listed(known))
        yield from _check_cut(f"stages.{stage.id}.cut.n", stage.cut)
        yield from _check_number(f"stages.{stage.id}.weight", stage.weight, zero=True)
        parts = rules.of_stage(stage)
        if parts and all(usable(each.weight) for each in parts):
            total = total_of(each.weight for each in parts)
            if total != 100:
                weights = " + ".join(f"{each.title} {plain(each.weight)}" for each in parts)
                yield problem("weights_sum", where=in_brackets(stage.title), sum=plain(total), list=weights)
    if rules.stages and all(usable(each.weight) for each in rules.stages):
        total = total_of(each.weight for each in rules.stages)
        if total != 100:
            weights = " + ".join(f"{each.title} {plain(each.weight)}" for each in rules.stages)
            yield problem("stage_weights_sum", sum=plain(total), list=weights)
    used = {each.id for stage in rules.rounds for each in rules.of_stage(stage)}
    for component in rules.components:
        if component.id not in used:
            yield problem("component_unused", component=component.title)


def _check_component(component: Component) -> Iterable[ScoreProblem]:
    where = f"components.{component.id}"
    yield from _check_number(f"{where}.weight", component.weight, zero=True)
    yield from _check_number(f"{where}.max", component.max)
    if usable(component.max) and not (usable(component.min) and 0 <= component.min < component.max):
        yield problem("rule_number", what=f"{where}.min", value=component.min, allowed=f"0 ≤ min < {component.max}")
    for name, count in (("highest", component.drop.highest), ("lowest", component.drop.lowest)):
        if count < 0:
            yield problem("rule_number", what=f"{where}.drop.{name}", value=count, allowed="≥ 0")
    for name, seats in (("seats", component.seats), ("seats_per_unit", component.seats_per_unit)):
        if seats is not None and seats < 1:
            yield problem("rule_number", what=f"{where}.{name}", value=seats, allowed="≥ 1")
    if component.by_share:
        if component.drop.count:
            yield problem("share_rule", component=component.title, field="drop")
        if component.criteria:
            yield problem("share_rule", component=component.title, field="criteria")
        if component.of_seats and not component.has_seats:
            yield problem("seats_missing", component=component.title)
    yield from _check_criteria(component)


def _check_criteria(component: Component) -> Iterable[ScoreProblem]:
    criteria = component.criteria
    for key, count in Counter(each.id for each in criteria).items():
        if count > 1:
            yield problem("id_twice", id=f"{component.id}.{key}")
    for each in criteria:
        where = f"components.{component.id}.criteria.{each.id}"
        if each.max is not None:
            yield from _check_number(f"{where}.max", each.max)
        elif each.weight is None:
            yield problem("criterion_max_missing", component=component.title, criterion=each.title)
        if each.weight is not None:
            yield from _check_number(f"{where}.weight", each.weight, zero=True)
    weights = [each.weight for each in criteria if each.weight is not None]
    maxima = [each.max for each in criteria if each.max is not None]
    if weights and len(weights) < len(criteria):
        yield problem("criteria_weights_mixed", component=component.title)
    elif weights and all(map(usable, weights)):
        if (total := total_of(weights)) != 100:
            yield problem("criteria_weights_sum", component=component.title, sum=plain(total))
    elif not weights and all(map(usable, (*maxima, component.max))):
        total = total_of(maxima)
        if len(maxima) == len(criteria) > 0 and total != component.max:
            yield problem("criteria_max_sum", component=component.title, sum=plain(total), max=plain(component.max))


def _check_number(what: str, value: Decimal, zero: bool = False) -> Iterable[ScoreProblem]:
    if not usable(value) or value < 0 or (value == 0 and not zero):
        yield problem("rule_number", what=what, value=value, allowed="≥ 0" if zero else "> 0")


def _check_cut(what: str, cut: Cut | None) -> Iterable[ScoreProblem]:
    if cut is not None and cut.n < 1:
        yield problem("rule_number", what=what, value=cut.n, allowed="≥ 1")


def check_entries(
    rules: Scoring, entries: Sequence[Entry], adjustments: Sequence[Adjustment], recusals: Sequence[Recusal]
) -> tuple[ScoreProblem, ...]:
    """Entries, deductions and recusals that contradict each other or the rules."""
    found: list[ScoreProblem] = []
    stages = [each.id for each in rules.stages]
    by_id = {each.id: each for each in entries}
    for key, count in Counter(each.id for each in entries).items():
        if count > 1:
            found.append(problem("entry_twice", project=by_id[key].title))
    for entry in entries:
        if rules.within in ("category", "group") and not pool_of(rules, entry):
            found.append(problem("entry_without_pool", within=rules.within, project=entry.title))
        if entry.reached and entry.reached not in stages:
            found.append(problem("entry_stage_unknown", project=entry.title, stage=entry.reached, known=listed(stages)))
    for each in adjustments:
        target = by_id.get(each.project)
        title = target.title if target else each.project
        if target is None:
            found.append(problem("adjustment_project_unknown", project=title))
        if each.stage and each.stage not in stages:
            found.append(problem("adjustment_stage_unknown", project=title, stage=each.stage, known=listed(stages)))
        if not usable(each.points):
            found.append(problem("rule_number", what=f"adjustments.{title}", value=each.points, allowed="−100–100"))
        elif not each.reason.strip():
            found.append(problem("adjustment_without_reason", project=title, points=plain(each.points)))
    units = {unit for entry in entries for unit in entry.units}
    for recusal in recusals:
        if not recusal.project and not recusal.unit:
            found.append(problem("recusal_without_target", judge=recusal.judge))
        for target_id, known in ((recusal.project, by_id.keys()), (recusal.unit, units)):
            if target_id and target_id not in known:
                found.append(problem("recusal_target_unknown", judge=recusal.judge, target=target_id))
    return tuple(found)


def seats_of(component: Component, entries: Sequence[Entry]) -> int | None:
    """How many may vote: as written, or seats per unit times the units that entered (withdrawn ones included)."""
    if component.seats is not None:
        return component.seats
    if component.seats_per_unit is None:
        return None
    return component.seats_per_unit * len({unit for entry in entries for unit in entry.units})


class _Place:
    """One component in one stage, with what every mark there is measured by."""

    def __init__(self, component: Component, entries: Sequence[Entry]) -> None:
        self.component = component
        self.seats = seats_of(component, entries)
        self.ranges: dict[str, tuple[Decimal, Decimal, str]] = {}
        if not component.criteria:
            self._range("", component.min, component.max, component.title)
        for each in component.criteria:
            self._range(each.id, Decimal(0), each.max or component.max, f"{component.title} / {each.title}")

    def _range(self, key: str, low: Decimal, high: Decimal, name: str) -> None:
        if usable(low) and usable(high):
            self.ranges[key] = (low, high, name)

    def wrong(self, mark: Mark, title: str) -> ScoreProblem | None:
        """What is wrong with one mark: its criterion, no number, out of range, votes that cannot be."""
        if mark.criterion or self.component.criteria:
            wrong = _wrong_criterion(mark, self.component, title)
            if wrong:
                return wrong
        value = mark.value
        if value is None:
            return None
        judge, name = mark.judge or self.component.title, self.component.title
        if not usable(value):
            return problem("mark_not_a_number", mark.at, judge=judge, project=title, value=value)
        if self.component.by_share:
            if value < 0 or value != value.to_integral_value():
                return problem("votes_not_whole", mark.at, project=title, value=plain(value), component=name)
            if self.seats is not None and value > self.seats:
                return problem(
                    "votes_over_seats", mark.at, project=title, votes=plain(value), seats=self.seats, component=name
                )
            return None
        low, high, name = self.ranges.get(mark.criterion, (value, value, ""))
        if low <= value <= high:
            return None
        return problem(
            "mark_out_of_range",
            mark.at,
            judge=judge,
            project=title,
            value=plain(value),
            min=plain(low),
            max=plain(high),
            component=name,
        )


def tally(
    rules: Scoring, entries: Sequence[Entry], marks: Iterable[Mark], recused: Recused
) -> tuple[Tally, tuple[ScoreProblem, ...]]:
    """The marks sorted into `Tally`, and the problems of single marks: unknown names, ranges, a mark given twice."""
    table: Tally = {}
    found: list[ScoreProblem] = []
    by_id = {each.id: each for each in entries}
    stages = {each.id: each for each in rules.rounds}
    places = {
        (stage.id, component.id): _Place(component, entries)
        for stage in rules.rounds
        for component in rules.of_stage(stage)
    }
    admitted = {(stage.id, entry.id) for stage in rules.rounds for entry in entries if entered(stage, rules, entry)}
    for mark in marks:
        entry = by_id.get(mark.project)
        place = places.get((mark.stage, mark.component))
        if entry is None or place is None or (mark.stage, mark.project) not in admitted:
            found.append(_misplaced(mark, entry, stages, places))
            continue
        component = place.component
        wrong = None if entry.withdrawn or mark.void == "unread" else place.wrong(mark, entry.title)
        if mark.value is not None and mark.judge and not wrong and recused(mark.judge, mark.project):
            value = plain(mark.value)
            found.append(problem("recused_but_marked", mark.at, judge=mark.judge, project=entry.title, value=value))
        if wrong:
            found.append(wrong)
        if entry.withdrawn:
            continue
        sheet = table.setdefault((mark.stage, mark.component), {}).setdefault(mark.project, {})
        lines = sheet.setdefault(same_name(mark.judge), {})
        earlier = lines.get(mark.criterion)
        if earlier is None:
            lines[mark.criterion] = mark
        else:
            judge = mark.judge or component.title
            other = cell_name(earlier.at) or "—"
            if earlier.at and mark.at and earlier.at.file != mark.at.file:
                other = f"{earlier.at.file} {other}"
            found.append(
                problem("mark_twice", mark.at, judge=judge, project=entry.title, component=component.title, other=other)
            )
    return table, tuple(found)


def _wrong_criterion(mark: Mark, component: Component, title: str) -> ScoreProblem | None:
    if mark.criterion in {each.id for each in component.criteria}:
        return None
    known = listed(each.title for each in component.criteria) or "—"
    if mark.criterion:
        return problem(
            "mark_criterion_unknown", mark.at, component=component.title, criterion=mark.criterion, known=known
        )
    judge = mark.judge or component.title
    return problem("mark_criterion_needed", mark.at, component=component.title, judge=judge, project=title, known=known)


def _misplaced(
    mark: Mark, entry: Entry | None, stages: Mapping[str, Stage], places: Mapping[tuple[str, str], object]
) -> ScoreProblem:
    if mark.stage not in stages:
        return problem("mark_stage_unknown", mark.at, stage=mark.stage, known=listed(stages) or "—")
    stage = stages[mark.stage]
    if (mark.stage, mark.component) not in places:
        known = listed(component for key, component in places if key == mark.stage)
        return problem(
            "mark_component_unknown",
            mark.at,
            component=mark.component,
            stage=in_brackets(stage.title),
            known=known or "—",
        )
    if entry is None:
        return problem("mark_project_unknown", mark.at, project=mark.project)
    return problem("mark_not_in_stage", mark.at, project=entry.title, stage=stage.title)
