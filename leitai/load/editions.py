"""Contests and editions, with their projects, showcases and results: everything that hangs on a project's id."""

from __future__ import annotations

from collections.abc import Mapping

from leitai import wording
from leitai.documents import Document
from leitai.errors import Spot, error, warning
from leitai.fields import (
    ContestFields,
    EditionFields,
    EntryFields,
    FacetFields,
    SectionFields,
    ShortlistFields,
    ShowcaseFields,
)
from leitai.load import sections as parts
from leitai.load.census import EditionCount
from leitai.load.desk import Desk, filled, passage
from leitai.load.origins import facet
from leitai.load.results import Outcome, results
from leitai.load.sheaves import Sheaf
from leitai.load.texts import summary_of
from leitai.model import Contest, Edition, Facts, Notice, Practice, Project, Section, Showcase, Won
from leitai.schema import nearest


def counts(sheaf: Sheaf, outcome: Outcome | None, unit_ids: Mapping[str, tuple[str, ...]]) -> EditionCount:
    """What can be counted of an edition."""
    said = sheaf.said
    return EditionCount(
        said=said,
        entries=tuple((e, facet(e.category, said.categories), facet(e.group, said.groups)) for e in sheaf.entries),
        units=tuple(name for entry in sheaf.entries for name in unit_ids.get(entry.id, ())),
        showcases=tuple(sheaf.showcases),
        recipients=tuple((one.award.id, one.within, len(one.recipients)) for one in outcome.awarded) if outcome else (),
    )


def contest(document: Document, id: str, editions: list[Edition], desk: Desk) -> Contest:
    """A contest with its editions, newest first."""
    assert isinstance(document.fields, ContestFields)
    said = document.fields
    cover = desk.shot(said.cover, document.path, Spot(document.path, ("cover",)))
    ordered = sorted(editions, key=lambda edition: edition.order, reverse=True)
    return Contest(source=document.path, id=id, said=said, editions=tuple(ordered), cover=cover)


def edition(
    sheaf: Sheaf,
    contest_name: str,
    outcome: Outcome | None,
    neighbours: tuple[str, str],
    desk: Desk,
    known: set[str],
    notice: Notice | None = None,
) -> Edition:
    """An edition from its documents. ``neighbours`` are the keys before and after it; ``known`` are all keys."""
    said = sheaf.said
    spot = Spot(sheaf.edition.path)
    language = desk.census.language
    entered = {name for entry in sheaf.entries for name in entry.unit}
    near = [id for name in entered for id in desk.directory.ids(name)]
    feeds = said.feeds_into
    if feeds.count("/") == 1 and " " not in feeds and feeds not in known and not desk.holds(feeds):
        desk.problems.append(error("unknown-edition", spot.at("feeds_into"), name=feeds, near=nearest(feeds, known)))
    projects = _projects(sheaf, outcome, desk, near)
    whole_name = wording.edition_name(
        contest_name, language, year=said.year, number=said.number, issue=said.issue, part=said.division
    )
    shortlist = sheaf.shortlist.fields if sheaf.shortlist else None
    return Edition(
        source=sheaf.edition.path,
        key=sheaf.key,
        id=sheaf.key.partition("/")[2],
        contest=sheaf.key.partition("/")[0],
        name=said.name or whole_name,
        short=said.short or wording.edition_short(language, year=said.year, number=said.number, issue=said.issue),
        said=said,
        organisers=desk.roles(said.organisers, near),
        credits=desk.roles(said.credits, near),
        projects=projects,
        shortlist=shortlist if isinstance(shortlist, ShortlistFields) else None,
        results=results(sheaf.results, outcome, desk, near) if sheaf.results and outcome else None,
        notice=notice,
        previous=_previous(said, neighbours[0], known - {sheaf.key}, spot, desk),
        next=neighbours[1],
        feeds_into=feeds,
        cover=desk.shot(said.cover, sheaf.edition.path, spot.at("cover"), near),
    )


def _previous(said: EditionFields, before: str, known: set[str], spot: Spot, desk: Desk) -> str:
    if not said.previous:
        return before
    if desk.holds(said.previous):
        return before
    if said.previous not in known:
        near = nearest(said.previous, known)
        desk.problems.append(error("unknown-edition", spot.at("previous"), name=said.previous, near=near))
        return before
    return said.previous


def _projects(sheaf: Sheaf, outcome: Outcome | None, desk: Desk, near: list[str]) -> tuple[Project, ...]:
    if not sheaf.shortlist or not isinstance(sheaf.shortlist.fields, ShortlistFields):
        return ()
    said = sheaf.said
    won: dict[str, list[Won]] = {}
    for awarded in outcome.awarded if outcome else ():
        for recipient in awarded.recipients:
            if recipient.project:
                won.setdefault(recipient.project, []).append(
                    Won(
                        award=awarded.award,
                        rung=awarded.rung,
                        group=awarded.within,
                        citation=recipient.citation,
                        note=recipient.note,
                        project=recipient.project,
                    )
                )
    found: dict[str, Project] = {}
    for index, entry in enumerate(sheaf.shortlist.fields.projects):
        spot = Spot(sheaf.shortlist.path, ("projects", index))
        if entry.id in found:
            desk.problems.append(error("project-twice", spot.at("id"), id=entry.id))
            continue
        origin = sheaf.origins.get(entry.id)
        taken = origin.taken if origin else ()
        parties = []
        for place, name in enumerate(entry.unit):
            _, problem = desk.directory.resolve(name, spot.at("unit", place))
            if problem and "unit" not in taken:
                desk.problems.append(problem)
            parties.append(desk.directory.party(name))
        _check_facet(entry.category, said.categories, "category", spot, desk)
        _check_facet(entry.group, said.groups, "group", spot, desk)
        document = sheaf.showcases.get(entry.id)
        titled = origin.titled if origin and "title" in taken else sheaf.key
        title = desk.text(entry.title, spot.at("title"), titled)
        full = [desk.directory.units[party.unit].said.name if party.unit else party.name for party in parties]
        found[entry.id] = Project(
            id=entry.id,
            key=f"{sheaf.key}/{entry.id}",
            said=entry,
            origin=origin.key if origin else "",
            parties=tuple(parties),
            title=title or "、".join(full),
            category=facet(entry.category, said.categories),
            group=facet(entry.group, said.groups),
            showcase=_showcase(document, sheaf, entry, spot, desk, near) if document else None,
            won=tuple(won.get(entry.id, ())),
        )
    return tuple(found.values())


def _check_facet(name: str, facets: tuple[FacetFields, ...], what: str, spot: Spot, desk: Desk) -> None:
    if name and not facet(name, facets):
        names = [word for each in facets for word in (each.id, each.name, *each.aliases)]
        near = nearest(name, names) or "、".join(each.name for each in facets) or "edition.yaml"
        desk.problems.append(error(f"V11-unknown-{what}", spot.at(what), name=name, near=near))
    elif not name and facets:
        desk.problems.append(warning(f"V11-no-{what}", spot, names="、".join(each.name for each in facets)))


def _showcase(
    document: Document, sheaf: Sheaf, entry: EntryFields, home: Spot, desk: Desk, near: list[str]
) -> Showcase | None:
    said = document.fields
    if not isinstance(said, ShowcaseFields):
        return None
    here = f"{sheaf.key}/{entry.id}"
    spot = Spot(document.path)
    rules = parts.rules_of(sheaf.said.sections, desk.census.language)
    fillings = desk.fillings(document, here, near)
    told = []
    if parts.intro(document)[1]:
        desk.problems.append(warning("V18-stray-text", Spot(document.path, line=1, column=1)))
    if said.slug:
        desk.problems.append(warning("slug-unused", spot.key("slug"), id=entry.id))
    seen: dict[str, Spot] = {}
    for span in parts.sections(document):
        rule = parts.match(span, rules)
        where = parts.spot_of(document, span)
        if rule:
            first = seen.setdefault(rule.name, where)
            if first is not where:
                desk.problems.append(error("section-twice", where, first, name=rule.name))
            if rule.max and span.size > rule.max:
                desk.problems.append(warning("V18-section-long", where, name=rule.name, size=span.size, max=rule.max))
        facts = Facts()
        for number in span.facts:
            facts = _joined(facts, desk.facts(document.facts[number], document.path, number, near))
        if not rule or rule.kind != "practices":
            body = passage(document, fillings, span.start, span.stop)
            told.append(
                Section(
                    title=filled(span.heading.text, fillings), id=span.heading.id, rule=rule, passage=body, facts=facts
                )
            )
            continue
        begin, spans = parts.practices(document, span)
        told.append(
            Section(
                title=filled(span.heading.text, fillings),
                id=span.heading.id,
                rule=rule,
                passage=passage(document, fillings, span.start, begin) if begin > span.start else None,
                practices=tuple(
                    Practice(
                        lead=one.lead,
                        id=one.id,
                        passage=passage(document, fillings, one.start, one.stop, one.after_lead)
                        if one.stop > one.start
                        else None,
                    )
                    for one in spans
                ),
                facts=facts,
            )
        )
        if not spans:
            desk.problems.append(error("V18-empty-section", where, name=rule.name))
    _missing(rules, seen, told, document, desk)
    order = [rule.name for rule in rules]
    told.sort(key=lambda section: order.index(section.rule.name) if section.rule else len(order))
    _check_repeats(said, entry, document, home, desk)
    shots = desk.gallery(said.gallery, document.path, spot.at("gallery"), near)
    return Showcase(
        source=document.path,
        said=said,
        sections=tuple(told),
        figures=tuple(each.figure for each in said.figures),
        honours=desk.honours(said.honours, near),
        shots=shots,
        cover=desk.shot(said.cover, document.path, spot.at("cover"), near) or (shots[0] if shots else None),
        credits=desk.roles(said.credits, near),
        summary=(not said.summary and entry.summary) or summary_of(document, said.summary, fillings, here, desk),
        characters=document.characters,
        state=sheaf.states.get(entry.id, ""),
    )


def _joined(one: Facts, other: Facts) -> Facts:
    return Facts(
        figures=one.figures + other.figures,
        honours=one.honours + other.honours,
        shots=one.shots + other.shots,
        press=one.press + other.press,
    )


def _missing(
    rules: tuple[SectionFields, ...], seen: Mapping[str, Spot], told: list[Section], document: Document, desk: Desk
) -> None:
    there = "、".join(section.title for section in told if not section.rule)
    for rule in rules:
        if rule.required and rule.name not in seen:
            near = nearest(rule.name, [section.title for section in told if not section.rule])
            code = "V18-section-near" if near else "V18-no-section"
            spot = Spot(document.path, text=near, what="heading") if near else Spot(document.path, line=1, column=1)
            desk.problems.append(error(code, spot, name=rule.name, near=near, there=there))


def _check_repeats(said: ShowcaseFields, entry: EntryFields, document: Document, home: Spot, desk: Desk) -> None:
    """Unit and title belong to the shortlist; where a showcase repeats them, they must agree (V21)."""
    spot = Spot(document.path)
    if said.title and entry.title and said.title != entry.title:
        same = wording.bare(said.title) == wording.bare(entry.title)
        make, code = (warning, "V21-title-spelled") if same else (error, "V21-title-differs")
        desk.problems.append(make(code, spot.at("title"), home.at("title"), here=said.title, there=entry.title))
    mine = {desk.directory.id(name) or name for name in said.unit}
    listed = {desk.directory.id(name) or name for name in entry.unit}
    if said.unit and mine != listed:
        here, there = "、".join(said.unit), "、".join(entry.unit)
        desk.problems.append(error("V21-unit-differs", spot.at("unit"), home.at("unit"), here=here, there=there))
