"""Contests, editions and shortlists."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leitai import urls
from leitai.fields import CategoryFields, FacetFields, StageFields
from leitai.kinds import albums, record
from leitai.kinds.notices import notice
from leitai.kinds.parts import Parts
from leitai.model import Contest, Edition, Project
from leitai.outputs import Page
from leitai.scoring import Component
from leitai.views import (
    ContestView,
    EditionView,
    EntryGroup,
    EntryView,
    Fact,
    GroupView,
    Link,
    ShortlistView,
    Step,
    WeightView,
)
from leitai.wording import numeral, title_parts

_NEWS = 6


def contests(parts: Parts) -> Iterator[Page]:
    """A page for every contest, and for each of its editions and their shortlists."""
    for contest in parts.site.contests:
        yield _contest(parts, contest)
        for edition in contest.editions:
            parts.within(edition)
            yield _edition(parts, contest, edition)
            if edition.shortlist:
                yield _shortlist(parts, contest, edition)


def above(parts: Parts, contest: Contest, edition: Edition | None = None) -> list[tuple[str, str]]:
    """The pages above a page of a contest, as (text, path)."""
    crumbs = [
        (parts.t("nav.contests"), urls.CONTESTS),
        (contest.said.short or contest.said.name, urls.contest(contest.id)),
    ]
    if edition:
        crumbs.append((edition.short, urls.edition(edition.key)))
    return crumbs


def _contest(parts: Parts, contest: Contest) -> Page:
    path = urls.contest(contest.id)
    news = [article for edition in contest.editions for article in parts.news_of_edition(edition.key)]
    news.sort(key=lambda article: (article.said.date.moment, article.source), reverse=True)
    projects = sum(len(edition.projects) for edition in contest.editions)
    parts.within(None)
    view = ContestView(
        meta=parts.meta(
            "contest",
            contest.said.name,
            path,
            description=contest.said.about,
            crumbs=above(parts, contest)[:1],
            image=contest.cover,
            near=(edition.cover for edition in contest.editions),
            section=parts.t("nav.contests"),
            feed=urls.contest_feed(contest.id),
            translations=contest.said.translations,
        ),
        name=contest.said.name,
        short=contest.said.short,
        level=contest.said.level,
        about=contest.said.about,
        editions=tuple(map(parts.edition_card, contest.editions)),
        news=tuple(map(parts.article_card, news[:_NEWS])),
        counts=(parts.count(len(contest.editions), "count.editions"), parts.count(projects, "count.projects")),
        cover=parts.picture(contest.cover, "cover") if contest.cover else None,
        demo=contest.said.demo,
        compared=record.editions(parts, contest),
        honoured=record.honoured(parts, contest),
        newcomers=record.newcomers(parts, contest),
    )
    return Page(urls.output(path), "contest", view, contest.source)


def _edition(parts: Parts, contest: Contest, edition: Edition) -> Page:
    said = edition.said
    path = urls.edition(edition.key)
    shown = [project for project in edition.projects if project.showcase]
    winners = sorted(
        (project for project in edition.projects if project.won),
        key=lambda project: min((each.rung or 99) for each in project.won),
    )
    view = EditionView(
        meta=parts.meta(
            "edition",
            edition.name,
            path,
            description=said.theme or said.about or contest.said.about,
            crumbs=above(parts, contest),
            image=edition.cover or next((p.showcase.cover for p in shown if p.showcase and p.showcase.cover), None),
            near=parts.covers(edition),
            section=parts.t("nav.contests"),
            feed=urls.contest_feed(contest.id),
            translations=said.translations,
        ),
        name=edition.name,
        contest=parts.link(contest.said.name, urls.contest(contest.id)),
        theme_parts=title_parts(said.theme) if said.theme else (),
        about=said.about,
        facts=tuple(_facts(parts, edition)),
        organisers=parts.roles(edition.organisers),
        funnel=funnel(parts, said.stages),
        categories=tuple(
            parts.link(
                each.name,
                f"{urls.shortlist(edition.key)}#{each.id}" if edition.shortlist else "",
                note=each.sponsor,
                count=_size(edition, each.id),
            )
            for each in said.categories
        ),
        groups=tuple(
            GroupView(name=group.name, entrants=group.entrants, stages=funnel(parts, group.stages), about=group.about)
            for group in said.groups
        ),
        scoring=weights(parts, edition),
        awards=tuple(Link(text=award.name, count=award.quota) for award in said.awards),
        shortlist=parts.link(_list_title(parts, edition), urls.shortlist(edition.key), count=len(edition.projects))
        if edition.shortlist
        else None,
        results=parts.link(
            (edition.results.said.title if edition.results else "") or parts.t("results.title"),
            urls.results(edition.key),
        )
        if edition.results
        else None,
        photos=_photos(parts, edition),
        showcases=tuple(map(parts.project_card, shown)),
        winners=tuple(map(parts.project_card, winners)),
        news=tuple(map(parts.article_card, parts.news_of_edition(edition.key)[:_NEWS])),
        previous=_edition_link(parts, edition.previous),
        next=_edition_link(parts, edition.next),
        feeds_into=_edition_link(parts, edition.feeds_into),
        notes=said.notes,
        credits=parts.roles(edition.credits),
        cover=parts.picture(edition.cover, "cover") if edition.cover else None,
        demo=said.demo or contest.said.demo,
        notice=notice(parts, edition),
    )
    return Page(urls.output(path), "edition", view, edition.source)


def _photos(parts: Parts, edition: Edition) -> Link | None:
    """All photos of the edition, where there are any."""
    total = sum(len(album.shots) for album in albums.of_edition(parts, edition))
    return parts.link(parts.t("photos.title"), urls.photos(edition.key), count=total) if total else None


def _edition_link(parts: Parts, key: str) -> Link | None:
    """The edition of that key, or the plain text where the key is none."""
    if not key:
        return None
    edition = parts.editions.get(key)
    return parts.link(edition.name, urls.edition(key)) if edition else Link(text=key)


def _size(edition: Edition, id: str) -> int | None:
    number = sum(id in (project.category, project.group) for project in edition.projects)
    return number or None


def _list_title(parts: Parts, edition: Edition) -> str:
    return (edition.shortlist.title if edition.shortlist else "") or parts.t("shortlist.title")


def _facts(parts: Parts, edition: Edition) -> Iterator[Fact]:
    said = edition.said
    yield Fact(key="fact.year", text=str(said.year))
    if said.number:
        yield Fact(key="fact.number", text=str(said.number))
    if said.issue:
        yield Fact(key="fact.issue", text=str(said.issue))
    if said.division:
        yield Fact(key="fact.division", text=said.division)
    if said.dates:
        yield Fact(key="fact.dates", day=parts.day(said.dates.start), end=parts.day(said.dates.end))
    if said.venue:
        yield Fact(key="fact.venue", text=said.venue)
    if said.attendance:
        yield Fact(key="fact.attendance", figure=parts.figure(said.attendance.figure))
    if said.eligible:
        yield Fact(key="fact.eligible", text=said.eligible)
    if said.entrants is not None:
        yield Fact(key="fact.entrants", text=str(said.entrants))
    seats = next((part.seats_per_unit for part in _components(edition) if part.seats_per_unit), None)
    if seats:
        yield Fact(key="fact.seats", text=str(seats))
    if said.source:
        yield Fact(key="fact.source", links=(Link(text=said.source, href=said.source_url),))


def _components(edition: Edition) -> tuple[Component, ...]:
    return edition.said.scoring.components if edition.said.scoring else ()


def weights(parts: Parts, edition: Edition) -> tuple[WeightView, ...]:
    """The components of the score, with what is special about each in words."""
    found = []
    for part in _components(edition):
        remarks = []
        if part.seats_per_unit:
            remarks.append(parts.t("scoring.seats", n=part.seats_per_unit))
            if edition.said.entrants and not edition.said.groups:
                remarks.append(parts.t("scoring.seats_total", n=part.seats_per_unit * edition.said.entrants))
        if part.drop.count:
            remarks.append(parts.t("scoring.drop", highest=part.drop.highest, lowest=part.drop.lowest))
        shown = f"{part.weight.normalize():f}"
        found.append(
            WeightView(
                name=part.title,
                weight=shown,
                share=int(min(max(part.weight, Decimal(0)), Decimal(100))),
                remarks=tuple(remarks),
            )
        )
    return tuple(found)


def funnel(parts: Parts, stages: tuple[StageFields, ...]) -> tuple[Step, ...]:
    """Stages with the width of their bars, in per cent of the first that has a count."""
    first = next((stage.count for stage in stages if stage.count), 0)
    return tuple(
        Step(
            name=stage.name,
            count=stage.count,
            unit=stage.unit,
            share=max(1, round(100 * stage.count / first)) if stage.count and first else 0,
            date=parts.day(stage.date),
            end=parts.day(stage.end),
            about=stage.about,
        )
        for stage in stages
    )


def _shortlist(parts: Parts, contest: Contest, edition: Edition) -> Page:
    listed = edition.shortlist
    assert listed is not None
    path = urls.shortlist(edition.key)
    title = _list_title(parts, edition)
    view = ShortlistView(
        meta=parts.meta(
            "shortlist",
            f"{edition.name} {title}",
            path,
            description=parts.t("shortlist.description", edition=edition.name, n=len(edition.projects)),
            crumbs=above(parts, contest, edition),
            near=parts.covers(edition),
            published=listed.published,
            section=parts.t("nav.contests"),
        ),
        title=title,
        edition=parts.link(edition.name, urls.edition(edition.key)),
        contest=parts.link(contest.said.name, urls.contest(contest.id)),
        order=listed.order,
        complete=listed.complete,
        total=len(edition.projects),
        stage=listed.stage,
        note=listed.note,
        source=listed.source,
        groups=tuple(_groups(parts, edition, listed.order)),
        funnel=funnel(parts, edition.said.stages),
        published=parts.day(listed.published),
        demo=edition.said.demo or contest.said.demo,
        notice=notice(parts, edition),
    )
    folder = edition.source.rpartition("/")[0]
    return Page(urls.output(path), "shortlist", view, f"{folder}/shortlist.yaml")


def _groups(parts: Parts, edition: Edition, order: str) -> Iterator[EntryGroup]:
    said = edition.said
    by_category = any(project.category for project in edition.projects)
    facets: tuple[FacetFields, ...] = said.categories if by_category else said.groups
    names = {group.id: group.name for group in said.groups} if by_category else {}
    place = 0
    number = 0
    for facet in (*facets, None):
        id = facet.id if facet else ""
        members = [p for p in edition.projects if (p.category if by_category else p.group) == id]
        if not members:
            continue
        place += 1
        entries = []
        for project in members:
            number += 1
            entries.append(_entry(parts, edition, project, number if order == "ranked" else None, names))
        yield EntryGroup(
            name=facet.name if facet else "",
            numeral=numeral(place, parts.language) if facet else "",
            about=facet.about if facet else "",
            sponsor=facet.sponsor if isinstance(facet, CategoryFields) else "",
            entries=tuple(entries),
            id=id,
        )


def _entry(parts: Parts, edition: Edition, project: Project, number: int | None, groups: dict[str, str]) -> EntryView:
    advances = project.said.advance if project.said.advance is not None else bool(edition.feeds_into)
    return EntryView(
        title_parts=title_parts(project.title),
        units=tuple(map(parts.party, project.parties)) if project.said.title else (),
        href=parts.href(urls.showcase(project)) if project.showcase else "",
        office=project.said.office,
        number=number,
        awards=parts.marks(project.won, edition),
        advance=advances and not project.said.withdrawn,
        withdrawn=project.said.withdrawn,
        summary=project.said.summary,
        group=groups.get(project.group, ""),
        anchor=project.id,
    )
