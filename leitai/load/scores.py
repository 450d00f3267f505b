"""Score files beside results.yaml → standings, with every problem at its file, row and column."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from msgspec.structs import replace

from leitai.errors import Problem, Severity, Spot, error
from leitai.fields import EditionFields, EntryFields, ResultsFields
from leitai.load.names import Directory
from leitai.load.sheaves import Sheaf
from leitai.model import Scored, ScoreFile
from leitai.schema import nearest
from leitai.scoring import Component, Entry, ScoreProblem, Stage, Standing, check_claims, score
from leitai.sheets import Projects, Scores, read_scores
from leitai.sources import Snapshot
from leitai.wording import is_chinese

_TOLD_BY_V14 = ("ties_unknown", "weights_sum")


def scored(found: ScoreProblem, spot: Spot) -> Problem:
    """A problem of scoring as one of ours: at its cell, or at ``spot`` where it is in no file."""
    where = Spot(found.file, line=found.row, column=found.column) if found.file else spot
    severity = Severity.WARNING if found.severity == "warning" else Severity.ERROR
    return Problem(f"score-{found.code.replace('_', '-')}", where, found.params, severity)


def entries_of(
    entries: Iterable[EntryFields], said: EditionFields, directory: Directory
) -> tuple[tuple[Entry, ...], Projects]:
    """The shortlist as scoring wants it, and how a sheet may call each project."""
    stages = said.scoring.stages if said.scoring else ()
    facets = {name: each.name for each in said.facets for name in (each.id, each.name, *each.aliases)}
    found: list[Entry] = []
    names: dict[str, list[str]] = {}
    for entry in entries:
        units = tuple(directory.id(name) or name for name in entry.unit)
        found.append(
            Entry(
                id=entry.id,
                name=entry.title or "、".join(entry.unit),
                units=units,
                category=facets.get(entry.category, entry.category),
                group=facets.get(entry.group, entry.group),
                withdrawn=bool(entry.withdrawn),
                reached=next((s.id for s in stages if entry.reached in (s.id, s.name)), entry.reached),
            )
        )
        known = [directory.units[id].said for id in units if id in directory.units]
        spoken = [name for unit in known for name in (unit.name, unit.short, *unit.aliases) if name]
        names[entry.id] = [name for name in (entry.title, *entry.unit, *spoken) if name]
    return tuple(found), Projects(names)


def standings(
    sheaf: Sheaf, directory: Directory, snapshot: Snapshot, language: str
) -> tuple[Scored | None, list[Problem]]:
    """The ranking of an edition; None without score files, or if they won't do."""
    fields = sheaf.results.fields if sheaf.results else None
    if not sheaf.results or not isinstance(fields, ResultsFields) or not fields.scores:
        return None, []
    said = sheaf.said
    path = sheaf.results.path
    spot = Spot(path)
    folder = path.rpartition("/")[0]
    home = Spot(f"{folder}/edition.yaml", ("scoring",))
    rules = said.scoring
    if rules is None:
        return None, [error("scores-no-rules", spot.key("scores"), Spot(f"{folder}/edition.yaml", line=1, column=1))]
    listed, find = entries_of(sheaf.entries, said, directory)
    problems: list[Problem] = []
    sheets: list[tuple[str, Scores]] = []
    for index, each in enumerate(fields.scores):
        place = posixpath.normpath(f"{folder}/{each.file}")
        if place not in snapshot.files or not place.startswith(f"{folder}/"):
            there = [file.removeprefix(f"{folder}/") for file in snapshot.under(folder)]
            near = nearest(each.file, there) or next((file for file in there if file.endswith((".csv", ".xlsx"))), "")
            problems.append(error("scores-missing", spot.at("scores", index), file=each.file, near=near))
            continue
        try:
            data = snapshot.read(place)
        except OSError as gone:
            problems.append(error("unreadable", Spot(place), reason=gone.strerror or ""))
            continue
        component, stage = _id(each.component, rules.components), _id(each.stage, rules.stages)
        at = spot.at("scores", index)
        if component and component not in [one.id for one in rules.components]:
            known = "、".join(one.title for one in rules.components)
            problems.append(error("unknown-part", at, name=component, known=known))
            continue
        if stage and stage not in [one.id for one in rules.stages]:
            known = "、".join(one.title for one in rules.stages) or "edition.yaml"
            problems.append(error("unknown-stage", at, name=stage, known=known))
            continue
        sheet = read_scores(data, place, rules, find, component=component, stage=stage, sheet=each.sheet)
        problems += [scored(one, Spot(place)) for one in sheet.problems]
        sheets.append((each.file, sheet))
    broken = any(problem.severity is Severity.ERROR for problem in problems)
    if broken and not sheets:
        return None, problems
    one = {entry.id: entry.id for entry in listed}
    titles = {entry.id: entry.title for entry in listed}
    adjustments = [replace(each, project=_project(each.project, one, find)) for each in fields.adjustments]
    recusals = [
        replace(
            each,
            project=_project(each.project, one, find) if each.project else "",
            unit=directory.id(each.unit) or each.unit,
        )
        for each in fields.recusals
    ]
    adjustments = [replace(each, stage=_id(each.stage, rules.stages)) for each in adjustments]
    marks = [mark for _, sheet in sheets for mark in sheet.marks]
    result = score(rules, listed, marks, adjustments, recusals)
    told = [each for each in result.problems if each.code not in _TOLD_BY_V14 or rules.stages]
    if broken:
        # What could not be read is missing from here on; only what is wrong with a cell itself is worth telling.
        problems += [scored(each, spot) for each in told if each.file and each.row and each.column]
        return None, problems
    problems += [scored(each, _home(each, fields, titles, spot, home)) for each in told]
    problems += [scored(each, home) for each in check_claims(result, [c for _, sheet in sheets for c in sheet.claims])]
    if not result.ok:
        return None, problems
    judges = list(dict.fromkeys(judge for _, sheet in sheets for judge in sheet.judges))
    names = _numbers(judges, language) if fields.judges == "numbered" else {}
    found = Scored(
        standings=_renamed(result.standings, names),
        stages=tuple((stage, _renamed(rows, names)) for stage, rows in result.stages),
        cuts=result.cuts,
        withdrawn=result.withdrawn,
        files=tuple(ScoreFile(name=name.rpartition("/")[2], digest=sheet.digest) for name, sheet in sheets),
        judges=tuple(names.get(judge, judge) for judge in judges),
        reasons=tuple(
            (names.get(each.judge, each.judge), titles.get(each.project) or said_.unit, each.reason)
            for each, said_ in zip(recusals, fields.recusals, strict=True)
        ),
    )
    return found, problems


def _id(text: str, parts: Iterable[Component | Stage]) -> str:
    """The id of a component or stage that an editor called by its id or its name."""
    return next((each.id for each in parts if text and text in (each.id, each.name)), text)


def _project(text: str, ids: dict[str, str], find: Projects) -> str:
    found = find(text)
    return text if text in ids or len(found) != 1 else found[0]


def _home(found: ScoreProblem, fields: ResultsFields, names: dict[str, str], results: Spot, rules: Spot) -> Spot:
    """The part of a YAML file that a problem without a cell is about."""
    said = dict(found.params)
    if found.code.startswith("adjustment"):
        known = [(each.project, names.get(each.project)) for each in fields.adjustments]
        return results.at("adjustments", next((i for i, one in enumerate(known) if said.get("project") in one), 0))
    if found.code.startswith("recus") and fields.recusals:
        mine = [i for i, each in enumerate(fields.recusals) if each.judge == said.get("judge")]
        exact = [i for i in mine if said.get("target") in (fields.recusals[i].project, fields.recusals[i].unit)]
        return results.at("recusals", next(iter(exact or mine), 0))
    if found.code in ("component_unmarked", "project_unmarked", "component_unused"):
        return results.at("scores")
    return rules


def _numbers(judges: Iterable[str], language: str) -> dict[str, str]:
    word = "评委" if is_chinese(language) else "Judge "
    return {judge: f"{word}{number}" for number, judge in enumerate(judges, 1)}


def _renamed(rows: tuple[Standing, ...], names: dict[str, str]) -> tuple[Standing, ...]:
    if not names:
        return rows
    return tuple(
        replace(
            row,
            stages=tuple(
                replace(
                    stage,
                    parts=tuple(
                        replace(
                            part,
                            marks=tuple(replace(mark, judge=names.get(mark.judge, mark.judge)) for mark in part.marks),
                        )
                        for part in stage.parts
                    ),
                )
                for stage in row.stages
            ),
        )
        for row in rows
    )
