"""Standings for the bulletin: rows that unfold into sentences, charts as numbers, and the rules in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from statistics import median

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.model import Edition, Results, Scored
from leitai.score_views import Bar, FileView, ScoresView, Spread, SpreadRow, StandingRow, StandingTable
from leitai.scoring import Component, Cut, Part, Scoring, Standing, explain, plain, round_to, steps
from leitai.values import points_of
from leitai.wording import is_chinese

_SHORT = 12


def scores(parts: Parts, edition: Edition, these: Results) -> ScoresView | None:
    """The standings of an edition, or None where no scores were handed in."""
    rules, scored = edition.said.scoring, these.scored
    if rules is None or scored is None:
        return None
    return ScoresView(
        tables=tuple(_tables(parts, edition, these, rules, scored)),
        rules=tuple(_rules(parts, edition, rules, scored)),
        spreads=tuple(_spreads(rules, scored)),
        files=tuple(FileView(name=each.name, digest=each.digest, short=each.digest[:_SHORT]) for each in scored.files),
    )


def columns(rules: Scoring) -> tuple[tuple[str, str, str], ...]:
    """The parts of a total in order: (stage, component, heading)."""
    several = len(rules.stages) > 1
    return tuple(
        (stage.id, part.id, f"{stage.title} {part.title}" if several else part.title)
        for stage in rules.rounds
        for part in rules.of_stage(stage)
    )


def carried(row: Standing, alone: bool = False) -> dict[tuple[str, str], Fraction]:
    """What each part brings to the total, with the weight of its stage; in a ranking by a stage ``alone`` without."""
    return {
        (stage.stage, part.component): part.points * (1 if alone else Fraction(stage.weight) / 100)
        for stage in row.stages
        for part in stage.parts
    }


def extra(row: Standing, alone: bool = False) -> Fraction:
    """Deductions and bonuses of all stages, as they change the total."""
    total = sum((Fraction(each.points) for each in row.adjustments), Fraction())
    for stage in row.stages:
        added = sum((Fraction(each.points) for each in stage.adjustments), Fraction())
        total += added * (1 if alone else Fraction(stage.weight) / 100)
    return total


def _tables(parts: Parts, edition: Edition, these: Results, rules: Scoring, scored: Scored) -> Iterator[StandingTable]:
    heads = columns(rules)
    ids = {each.name: each.id for each in edition.said.facets}
    gone = [project for project in edition.projects if project.id in scored.withdrawn]
    changed: dict[str, str] = {}
    for erratum in these.said.errata:
        if erratum.project and points_of(erratum.old) is not None:
            changed.setdefault(erratum.project, erratum.old)
    cuts = dict(scored.cuts)
    pools = [(pool, list(rows)) for pool, rows in groupby(scored.standings, key=lambda row: row.pool)]
    for pool, rows in pools:
        adjusted = any(extra(row) for row in rows)
        through = cuts.get("", ())
        shown = [_row(parts, edition, rules, row, heads, changed.get(row.project, ""), through) for row in rows]
        names = {each.id: each.name for each in edition.said.facets}
        for project in gone:
            if not pool or pool in (names.get(project.category), names.get(project.group)):
                shown.append(
                    StandingRow(
                        title=project.title,
                        units=tuple(party.name for party in project.parties) if project.said.title else (),
                        withdrawn=project.said.withdrawn,
                        id=f"standing-{project.id}",
                    )
                )
        yield StandingTable(
            name=pool,
            columns=tuple(name for _, _, name in heads),
            rows=tuple(shown),
            adjusted=adjusted,
            id=f"standings-{ids[pool]}" if pool in ids else "standings",
        )
    last = {row.project for row in scored.standings}
    for stage, standings in scored.stages:
        if any(row.project not in last for row in standings):
            yield from _of_stage(parts, edition, rules, stage, standings, cuts.get(stage, ()))


def _of_stage(
    parts: Parts, edition: Edition, rules: Scoring, id: str, standings: tuple[Standing, ...], through: tuple[str, ...]
) -> Iterator[StandingTable]:
    """The ranking by one stage, where some projects got no further."""
    stage = next(each for each in rules.stages if each.id == id)
    heads = tuple((id, component.id, component.title) for component in rules.of_stage(stage))
    ids = {each.name: each.id for each in edition.said.facets}
    for pool, rows in groupby(standings, key=lambda row: row.pool):
        members = list(rows)
        suffix = f"-{ids[pool]}" if pool in ids else ""
        yield StandingTable(
            name=parts.t("standings.stage", name=f"{pool}{stage.title}"),
            columns=tuple(name for _, _, name in heads),
            rows=tuple(_row(parts, edition, rules, row, heads, "", through, id) for row in members),
            adjusted=any(extra(row, alone=True) for row in members),
            id=f"standings-{id}{suffix}",
        )


def _row(
    parts: Parts,
    edition: Edition,
    rules: Scoring,
    row: Standing,
    heads: tuple[tuple[str, str, str], ...],
    before: str,
    through: tuple[str, ...],
    stage: str = "",
) -> StandingRow:
    project = parts.projects[f"{edition.key}/{row.project}"]
    points = carried(row, alone=bool(stage))
    bars: list[Bar] = []
    at = Fraction()
    for tone, (of, component, _) in enumerate(heads, 1):
        size = max(Fraction(), points.get((of, component), Fraction()))
        bars.append(Bar(x=_percent(at), width=_percent(size), tone=tone))
        at += size
    more = extra(row, alone=bool(stage))
    return StandingRow(
        title=project.title,
        units=tuple(party.name for party in project.parties) if project.said.title else (),
        href=parts.href(urls.entry(project)) if project.showcase or edition.shortlist else "",
        rank=row.rank,
        tied=row.tied,
        points=tuple(str(round_to(points.get(key[:2], Fraction()), rules.places, rules.rounding)) for key in heads),
        adjusted=f"{'+' if more > 0 else ''}{plain(more)}" if more else "",
        total=str(row.total),
        steps=steps(explain(rules, row), "zh" if is_chinese(parts.language) else "en"),
        bars=tuple(bars),
        awards=() if stage else tuple(each.award.name for each in project.won),
        corrected=before,
        through=row.project in through,
        id=f"standing-{stage}-{row.project}" if stage else f"standing-{row.project}",
    )


def _percent(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def _rules(parts: Parts, edition: Edition, rules: Scoring, scored: Scored) -> Iterator[str]:
    for component in rules.components:
        yield _component(parts, component, scored)
    for stage in rules.stages:
        if stage.weight:
            yield parts.t("how.stage", name=stage.title, weight=plain(stage.weight))
        else:
            yield parts.t("how.stage_selects", name=stage.title)
        if stage.cut and stage.id in dict(scored.cuts):
            yield parts.t("how.cut", name=stage.title, n=stage.cut.n) + _on_tie(parts, stage.cut)
    if rules.cut:
        yield parts.t("how.cut_all", n=rules.cut.n) + _on_tie(parts, rules.cut)
    yield parts.t(f"how.{rules.rounding}", places=rules.places)
    names = {each.id: each.title for each in rules.components} | {each.id: each.title for each in rules.stages}
    chain = parts.t("list.mark").join(names.get(key, key) for key in rules.ties)
    yield parts.t("how.ties", list=chain) if chain else parts.t("how.shared")
    if rules.rank == "dense":
        yield parts.t("how.dense")
    if rules.rank_by == "exact":
        yield parts.t("how.exact")
    if rules.within in ("category", "group"):
        yield parts.t(f"how.within_{rules.within}")
    if edition.said.award_ties != "ask":
        yield parts.t(f"how.award_ties_{edition.said.award_ties}")
    for judge, whom, reason in scored.reasons:
        why = parts.t("how.because", reason=reason) if reason else ""
        yield parts.t("how.recused", judge=judge, name=whom, why=why)


def _on_tie(parts: Parts, cut: Cut) -> str:
    return parts.t(f"how.cut_{cut.ties}") if cut.ties != "ask" else ""


def _component(parts: Parts, component: Component, scored: Scored) -> str:
    weight = plain(component.weight)
    if component.by_share:
        counted = (part.voters for row in scored.standings for part in row.parts if part.component == component.id)
        seats = next(counted, 0)
        if component.of_seats:
            return parts.t("how.share_seats", name=component.title, weight=weight, seats=seats)
        return parts.t("how.share_cast", name=component.title, weight=weight)
    text = parts.t(f"how.{component.aggregate}", name=component.title, weight=weight, max=plain(component.max))
    if component.drop.count:
        text += parts.t("how.drop", highest=component.drop.highest, lowest=component.drop.lowest)
    return text


def _spreads(rules: Scoring, scored: Scored) -> Iterator[Spread]:
    for stage, component, name in columns(rules):
        parts = [
            part
            for row in scored.standings
            for each in row.stages
            if each.stage == stage
            for part in each.parts
            if part.component == component and not part.voters
        ]
        spread = _spread(name, parts)
        if spread:
            yield spread


def _spread(name: str, parts: list[Part]) -> Spread | None:
    given: dict[str, list[Fraction]] = {}
    dropped: dict[str, int] = {}
    for part in parts:
        for mark in part.marks:
            if mark.value is not None:
                given.setdefault(mark.judge, []).append(mark.value)
                dropped[mark.judge] = dropped.get(mark.judge, 0) + (mark.state in ("highest", "lowest"))
    if len(given) < 2:
        return None
    low = min(min(values) for values in given.values())
    high = max(max(values) for values in given.values())
    span = high - low or Fraction(1)

    def at(value: Fraction) -> str:
        return _percent(2 + 96 * (value - low) / span)

    return Spread(
        name=name,
        low=plain(low),
        high=plain(high),
        rows=tuple(
            SpreadRow(
                judge=judge,
                lowest=plain(min(values)),
                median=plain(Fraction(median(values)), 2),
                highest=plain(max(values)),
                count=len(values),
                left=at(min(values)),
                width=_percent(96 * (max(values) - min(values)) / span),
                middle=at(Fraction(median(values))),
                dots=tuple(at(value) for value in sorted(set(values))),
                dropped=dropped[judge],
            )
            for judge, values in given.items()
        ),
    )
