"""Units: everything an organisation entered and won, over all editions."""

from __future__ import annotations

from collections.abc import Iterator

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.model import Edition, Honour, Project, Recipient, Unit, Won
from leitai.outputs import Page
from leitai.views import AwardMark, Facet, Link, TermsView, UnitEntry, UnitView
from leitai.wording import title_parts


def units(parts: Parts) -> Iterator[Page]:
    """A page for every unit, and the index of all."""
    if not parts.site.units:
        return
    entered, alone = _records(parts)
    honours = _honours(parts)
    for unit in parts.site.units.values():
        yield _unit(parts, unit, entered, alone.get(unit.id, []), honours.get(unit.id, ()))
    yield _index(parts, {id: len(found) for id, found in entered.items()})


def _records(
    parts: Parts,
) -> tuple[dict[str, list[tuple[Edition, Project]]], dict[str, list[tuple[Edition, Won]]]]:
    """What each unit entered, newest first, and what it won without a project."""
    entered: dict[str, list[tuple[Edition, Project]]] = {}
    alone: dict[str, list[tuple[Edition, Won]]] = {}
    editions = sorted(parts.editions.values(), key=lambda edition: (edition.order, edition.key), reverse=True)
    for edition in editions:
        for project in edition.projects:
            for id in dict.fromkeys(party.unit for party in project.parties if party.unit):
                entered.setdefault(id, []).append((edition, project))
        for awarded in edition.results.awarded if edition.results else ():
            for got in awarded.recipients:
                if not got.project and got.parties[0].unit:
                    won = Won(award=awarded.award, rung=awarded.rung, group=awarded.within, citation=_words(got))
                    alone.setdefault(got.parties[0].unit, []).append((edition, won))
    return entered, alone


def _words(got: Recipient) -> str:
    return got.citation or got.work


def _honours(parts: Parts) -> dict[str, tuple[Honour, ...]]:
    """The awards won elsewhere that reviews and showcases tell of, by the unit that won them."""
    told = [honour for review in parts.site.reviews for keyword in review.keywords for honour in keyword.facts.honours]
    found: dict[str, tuple[Honour, ...]] = {}
    for project in parts.projects.values():
        if project.showcase:
            own = project.showcase.honours
            for party in project.parties:
                mine = tuple(honour for honour in own if not honour.recipients)
                found[party.unit] = found.get(party.unit, ()) + mine
            told += [honour for honour in own if honour.recipients]
    for honour in told:
        for party in honour.recipients:
            found[party.unit] = (*found.get(party.unit, ()), honour)
    return found


def _child(parts: Parts, id: str, records: dict[str, list[tuple[Edition, Project]]]) -> Link:
    """A unit's part, with the awards it holds."""
    names = [won.award.name for _, project in records.get(id, ()) for won in project.won]
    return parts.link(parts.site.units[id].said.name, urls.unit(id), note=parts.t("list.mark").join(names))


def _unit(
    parts: Parts,
    unit: Unit,
    records: dict[str, list[tuple[Edition, Project]]],
    alone: list[tuple[Edition, Won]],
    honours: tuple[Honour, ...],
) -> Page:
    said = unit.said
    entered = records.get(unit.id, [])
    path = urls.unit(unit.id)
    awards: list[AwardMark] = []
    for edition, project in entered:
        awards += parts.marks(project.won, edition, where=True)
    for edition, one in alone:
        awards += parts.marks((one,), edition, where=True)
    hosted = {
        edition.key: parts.link(edition.name, urls.edition(edition.key), note=role.role)
        for edition in parts.editions.values()
        for role in edition.organisers
        if any(party.unit == unit.id for party in role.parties)
    }
    categories = {edition.key: {each.id: each.name for each in edition.said.facets} for edition, _ in entered}
    # What is made up does not count beside what took place.
    real = [edition for edition, _ in entered if not parts.made_up(edition)] or entered
    won = [award for award in awards if not award.demo] if real is not entered else awards
    counts = []
    if len(entered) > 1 or len(won) > 1:  # one of each is better shown than counted
        counts = [parts.count(len(real), "count.entries")] if real else []
        counts += [parts.count(len(won), "count.awards")] if won else []
    view = UnitView(
        meta=parts.meta(
            "unit",
            said.name,
            path,
            description=said.about or parts.t("unit.description", unit=said.name, n=len(entered)),
            crumbs=((parts.t("nav.units"), urls.UNITS),),
            near=(project.showcase.cover for _, project in entered if project.showcase),
            section=parts.t("nav.units"),
        ),
        name=said.name,
        kind=said.kind,
        about=said.about,
        aliases=tuple(dict.fromkeys(name for name in (said.short, *said.aliases) if name and name != said.name)),
        parent=parts.unit(said.parent) if said.parent else None,
        children=tuple(_child(parts, id, records) for id in unit.children),
        entries=tuple(
            _entry(parts, edition, project, categories[edition.key], alone=len(entered) == 1)
            for edition, project in entered
        ),
        awards=tuple(awards),
        honours=parts.honours(honours),
        hosted=tuple(hosted.values()),
        news=tuple(map(parts.article_card, parts.news_of_unit(unit.id)[:6])),
        counts=tuple(counts),
    )
    return Page(urls.output(path), "unit", view, unit.source)


def _entry(parts: Parts, edition: Edition, project: Project, categories: dict[str, str], *, alone: bool) -> UnitEntry:
    card = parts.project_card(project) if alone else None
    return UnitEntry(
        edition=parts.link(edition.name, urls.edition(edition.key)),
        title_parts=title_parts(project.title),
        href=parts.href(urls.entry(project)),
        category=categories.get(project.category or project.group, ""),
        year=edition.said.year,
        awards=parts.marks(project.won, edition),
        summary=card.summary if card else "",
        picture=card.picture if card else None,
        demo=parts.made_up(edition),
    )


def _index(parts: Parts, entries: dict[str, int]) -> Page:
    kinds: dict[str, list[Link]] = {}
    for unit in parts.site.units.values():
        link = parts.link(unit.said.name, urls.unit(unit.id), count=entries.get(unit.id) or None)
        kinds.setdefault(unit.said.kind, []).append(link)
    view = TermsView(
        meta=parts.meta("terms", parts.t("nav.units"), urls.UNITS, description=parts.t("units.lead")),
        title=parts.t("nav.units"),
        groups=tuple(Facet(name=kind, links=tuple(links)) for kind, links in kinds.items()),
        lead=parts.t("units.lead"),
    )
    return Page(urls.output(urls.UNITS), "terms", view, "content/units.yaml")
