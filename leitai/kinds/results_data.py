"""Results as data beside the bulletin: results.csv for spreadsheets, results.json for programs; docs/results-json.md.

The addresses and the names of the keys are stable. Knows no disk; whatever is under embargo never comes here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import msgspec

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.kinds.standings import carried, columns, extra
from leitai.model import Awarded, Edition, Project, Recipient, Results
from leitai.outputs import Text
from leitai.scoring import Scoring, Standing, plain, round_to

SCHEMA = "leitai-results/1"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def data(parts: Parts) -> Iterator[Text]:
    """The two files of every edition whose results are public."""
    for contest in parts.site.contests:
        for edition in contest.editions:
            these = edition.results
            if these:
                yield Text(urls.output(urls.results_csv(edition.key)), _csv(parts, edition, these), these.source)
                yield Text(urls.output(urls.results_json(edition.key)), _json(parts, edition, these), these.source)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("金塘镇")
    ("'=1+1", '金塘镇')
    """
    return f"'{text}" if text.startswith(_RISKY) else text


def _csv(parts: Parts, edition: Edition, these: Results) -> str:
    rules = edition.said.scoring if these.scored else None
    heads = columns(rules) if rules else ()
    names = {each.id: each.name for each in edition.said.facets}
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    keys = ("rank", "tied", "project", "unit", "group", "category")
    tail = ("adjusted", "total", "awards", "note", "id") if rules else ("awards", "note", "id")
    write.writerow(
        [
            *(parts.t(f"csv.{key}") for key in keys),
            *(safe(name) for _, _, name in heads),
            *(parts.t(f"csv.{key}") for key in tail),
        ]
    )
    rows = {row.project: row for row in these.scored.standings} if these.scored else {}
    order = [*rows, *(project.id for project in edition.projects if project.id not in rows)]
    mark = parts.t("list.mark")
    projects = {project.id: project for project in edition.projects}
    for id in order:
        project = projects[id]
        row = rows.get(id)
        numbers = _numbers(rules, row, heads) if rules else []
        write.writerow(
            [
                row.rank if row else "",
                parts.t("csv.yes") if row and row.tied else "",
                safe(project.said.title),
                safe(mark.join(party.name for party in project.parties)),
                safe(names.get(project.group, "")),
                safe(names.get(project.category, "")),
                *numbers,
                safe(mark.join(each.award.name for each in project.won)),
                safe(project.said.withdrawn and f"{parts.t('entry.withdrawn')} {project.said.withdrawn}"),
                safe(project.id),
            ]
        )
    for awarded in these.awarded:
        for got in awarded.recipients:
            if not got.project:
                name = mark.join(party.name for party in got.parties)
                blank = [""] * (len(heads) + 2 if rules else 0)
                group = names.get(awarded.within, "")
                row_ = ["", "", safe(got.work), safe(name), safe(group), "", *blank, safe(awarded.award.name), "", ""]
                write.writerow(row_)
    return "\ufeff" + out.getvalue()


def _numbers(rules: Scoring, row: Standing | None, heads: tuple[tuple[str, str, str], ...]) -> list[str]:
    if row is None:
        return [""] * (len(heads) + 2)
    points = carried(row)
    shown = [str(round_to(points.get(key[:2], Fraction()), rules.places, rules.rounding)) for key in heads]
    more = extra(row)
    return [*shown, plain(more) if more else "", str(row.total)]


def _json(parts: Parts, edition: Edition, these: Results) -> str:
    contest = parts.contests[edition.contest]
    said = these.said
    rules = edition.said.scoring if these.scored else None
    whole: dict[str, Any] = {
        "schema": SCHEMA,
        "url": parts.addresses.url(urls.results(edition.key)),
        "contest": {"id": contest.id, "name": contest.said.name},
        "edition": {"id": edition.id, "name": edition.name, "year": edition.said.year},
        "demo": edition.said.demo or contest.said.demo,
        "title": said.title,
        "issuer": said.issuer,
        "number": said.number,
        "published": parts.rfc3339(said.published) if said.published else None,
        "awards": [_award(parts, edition, each) for each in these.awarded],
        "rules": _rules(rules) if rules else None,
        "score_files": [{"name": f.name, "sha256": f.digest} for f in these.scored.files] if these.scored else [],
        "judges": list(these.scored.judges) if these.scored else [],
        "standings": [_standing(parts, edition, row) for row in these.scored.standings] if these.scored else [],
        "stage_standings": [
            {"stage": stage, "standings": [_standing(parts, edition, row) for row in rows]}
            for stage, rows in (these.scored.stages if these.scored else ())
        ],
        "cuts": [
            {"stage": stage or None, "through": list(through)}
            for stage, through in (these.scored.cuts if these.scored else ())
        ],
        "withdrawn": [
            {**_project(parts, project), "note": project.said.withdrawn}
            for project in edition.projects
            if project.said.withdrawn
        ],
        "errata": [
            {
                "date": each.date.date.isoformat(),
                "what": each.what,
                "project": each.project or None,
                "old": each.old,
                "new": each.new,
            }
            for each in said.errata
        ],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n"


def _rules(rules: Scoring) -> dict[str, Any]:
    return {
        "places": rules.places,
        "rounding": rules.rounding,
        "rank": rules.rank,
        "rank_by": rules.rank_by,
        "within": rules.within or "none",
        "ties": list(rules.ties),
        "components": [
            {
                "id": each.id,
                "name": each.title,
                "weight": str(each.weight),
                "max": str(each.max),
                "kind": "share" if each.by_share else "marks",
                "aggregate": each.aggregate,
                "drop": {"highest": each.drop.highest, "lowest": each.drop.lowest},
            }
            for each in rules.components
        ],
        "stages": [{"id": each.id, "name": each.title, "weight": str(each.weight)} for each in rules.stages],
    }


def _project(parts: Parts, project: Project) -> dict[str, Any]:
    return {
        "project": project.id,
        "title": project.title,
        "units": [{"id": party.unit or None, "name": party.name} for party in project.parties],
        "url": parts.addresses.url(urls.entry(project)),
    }


def _exact(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _standing(parts: Parts, edition: Edition, row: Standing) -> dict[str, Any]:
    return {
        **_project(parts, parts.projects[f"{edition.key}/{row.project}"]),
        "pool": row.pool or None,
        "rank": row.rank,
        "tied": row.tied,
        "total": str(row.total),
        "exact": _exact(row.exact),
        "parts": [
            {
                "stage": stage.stage or None,
                "component": part.component,
                "score": _exact(part.score),
                "points": _exact(part.points),
                "voters": part.voters or None,
                "marks": [
                    {
                        "judge": mark.judge,
                        "value": None if mark.value is None else _exact(mark.value),
                        "state": mark.state,
                    }
                    for mark in part.marks
                ],
            }
            for stage in row.stages
            for part in stage.parts
        ],
        "adjustments": [
            {"points": str(each.points), "reason": each.reason, "stage": each.stage or None}
            for each in (*row.adjustments, *(each for stage in row.stages for each in stage.adjustments))
        ],
    }


def _award(parts: Parts, edition: Edition, awarded: Awarded) -> dict[str, Any]:
    names = {each.id: each.name for each in edition.said.facets}
    return {
        "id": awarded.award.id,
        "name": awarded.award.name,
        "rung": awarded.rung or None,
        "special": awarded.award.special,
        "within": names.get(awarded.within) or None,
        "named": awarded.published,
        "complete": awarded.complete,
        "recipients": [_recipient(parts, edition, each) for each in awarded.recipients],
    }


def _recipient(parts: Parts, edition: Edition, got: Recipient) -> dict[str, Any]:
    project = parts.projects.get(f"{edition.key}/{got.project}") if got.project else None
    if project:
        return {**_project(parts, project), "citation": got.citation}
    units = [{"id": party.unit or None, "name": party.name} for party in got.parties]
    return {"project": None, "title": got.work, "units": units, "citation": got.citation}
