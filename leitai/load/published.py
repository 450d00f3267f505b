"""What was published once and is other now: totals and awards, which only errata can change.

Both stand in results.yaml as they were first published (``leitai totals`` prints the lines). Whatever differs from them
now must be explained by errata of that project, one after the other, from the old value to the new one; else the build
stops. The digest of the score file would not do instead: it changes with every comma, and does not change with the
rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from leitai.errors import Problem, Spot, error, note
from leitai.fields import AwardFields, ErratumFields, ResultsFields
from leitai.load.names import Directory
from leitai.load.sheaves import Sheaf
from leitai.model import Awarded, Scored
from leitai.schema import nearest
from leitai.values import points_of


def changed(
    sheaf: Sheaf, scored: Scored | None, awarded: tuple[Awarded, ...] | None, directory: Directory
) -> Iterator[Problem]:
    """Totals and awards that are not what was published, and errata of nobody; ``awarded`` is None if not sure."""
    fields = sheaf.results.fields if sheaf.results else None
    if not sheaf.results or not isinstance(fields, ResultsFields):
        return
    spot = Spot(sheaf.results.path)
    names = {entry.id: entry.title for entry in sheaf.entries}
    if fields.scores and not scored:
        awarded = None
    if scored:
        yield from _totals(spot, fields, names, scored)
        if not fields.published_awards and fields.published_totals and any(one.rung for one in awarded or ()):
            yield note("awards-unrecorded", spot.key("published_totals"), edition=_edition(spot))
    if fields.published_awards and awarded is not None:
        yield from _awards(spot, fields, names, awarded, sheaf.said.awards, directory)
    if fields.published_awards or (scored and fields.published_totals):
        yield from _errata(spot, fields, names)


def holders(awarded: Iterable[Awarded], directory: Directory) -> dict[str, list[AwardFields]]:
    """Who has which published awards: by project, or by the unit that got one without a project."""
    found: dict[str, list[AwardFields]] = {}
    for one in awarded:
        for got in one.recipients if one.published else ():
            for who in [got.project] if got.project else [directory.id(p.name) or p.name for p in got.parties]:
                found.setdefault(who, []).append(one.award)
    return found


# ── totals ────────────────────────────────────────────────────────────────────────────────────────────────────


def _totals(spot: Spot, fields: ResultsFields, names: Mapping[str, str], scored: Scored) -> Iterator[Problem]:
    totals = {row.project: row.total for row in scored.standings}
    before = fields.published_totals
    if not before:
        if fields.published:
            yield note("totals-unrecorded", spot.key("scores"), edition=_edition(spot))
        return
    for project in dict.fromkeys((*before, *totals)):
        now, reached = totals.get(project), before.get(project)
        for each in _steps(fields, project):
            # A link that does not fit is left out.
            if points_of(each.old) == reached and (points_of(each.new) is not None or not each.new):
                reached = points_of(each.new)
        if reached != now:
            where = spot.at("published_totals", project) if project in before else spot.key("published_totals")
            name, old, new = names.get(project, project), _shown(reached), _shown(now)
            yield error("total-changed", where, project=project, name=name, old=old, new=new, date=_date(fields))


def _shown(total: Decimal | None) -> str:
    return "—" if total is None else str(total)


# ── awards ────────────────────────────────────────────────────────────────────────────────────────────────────


def _awards(
    spot: Spot,
    fields: ResultsFields,
    names: Mapping[str, str],
    awarded: tuple[Awarded, ...],
    awards: tuple[AwardFields, ...],
    directory: Directory,
) -> Iterator[Problem]:
    spot = spot.at("published_awards")
    ids = {name: each.id for each in awards for name in (each.id, each.name, *each.aliases)}
    before: dict[str, set[str]] = {}
    keys: dict[str, str] = {}
    for key, said in fields.published_awards.items():
        who = key if key in names else directory.id(key) or key
        keys[who] = key
        for index, name in enumerate(said):
            if name not in ids:
                near = nearest(name, ids) or "、".join(each.name for each in awards)
                yield error("V11-unknown-award", spot.at(key, index), name=name, near=near)
        before[who] = {ids.get(name, "") for name in said}
    if any("" in these for these in before.values()):
        return
    steps = {who: [_links(each, ids) for each in _steps(fields, keys.get(who, who))] for who in (*before, *names)}
    known = set().union(*before.values(), *(new for links in steps.values() for _, new in links))
    open_lists = {one.award.id for one in awarded if not one.complete}
    now = {who: {each.id for each in got} & known for who, got in holders(awarded, directory).items()}
    for who in dict.fromkeys((*before, *now)):
        reached, has = before.get(who, set()), now.get(who, set())
        for old, new in steps.get(who, ()):
            if old <= reached:
                reached = (reached - old) | new
        if reached - has or (has - reached) - open_lists:
            where = spot.at(keys[who]) if who in keys else Spot(spot.path).key("published_awards")
            shown = ["、".join(each.name for each in awards if each.id in some) or "—" for some in (reached, has)]
            yield error(
                "award-changed",
                where,
                project=keys.get(who, who),
                name=names.get(who) or keys.get(who, who),
                old=shown[0],
                new=shown[1],
                date=_date(fields),
            )


def _links(erratum: ErratumFields, ids: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """Which awards an erratum takes and gives; nothing if it is about something else."""
    old, new = ([name.strip() for name in text.split("、") if name.strip()] for text in (erratum.old, erratum.new))
    if not all(name in ids for name in (*old, *new)):
        return set(), set()
    return {ids[name] for name in old}, {ids[name] for name in new}


# ── both ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _steps(fields: ResultsFields, project: str) -> list[ErratumFields]:
    return sorted((e for e in fields.errata if e.project == project), key=lambda each: each.date.moment)


def _date(fields: ResultsFields) -> str:
    return fields.published.date.isoformat() if fields.published else "2025-01-01"


def _errata(spot: Spot, fields: ResultsFields, names: Mapping[str, str]) -> Iterator[Problem]:
    for index, each in enumerate(fields.errata):
        here = spot.at("errata", index)
        if each.project and each.project not in names and each.project not in fields.published_awards:
            near = nearest(each.project, names)
            yield error("unknown-project", here.at("project"), name=each.project, near=near or "shortlist.yaml")
        if fields.published and each.date.date < fields.published.date:
            yield error("erratum-early", here.at("date"), date=each.date.date, published=fields.published.date)


def _edition(spot: Spot) -> str:
    return "/".join(spot.path.split("/")[2:4])
