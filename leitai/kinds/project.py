"""Showcases: the pages of projects."""

from __future__ import annotations

from collections.abc import Iterator

from leitai import urls
from leitai.kinds.contest import above
from leitai.kinds.parts import Parts
from leitai.model import Contest, Edition, Project, Section
from leitai.outputs import Page
from leitai.views import Link, PracticeView, SectionView, ShowcaseView
from leitai.wording import title_parts


def showcases(parts: Parts) -> Iterator[Page]:
    """A page for every project that has a showcase; its neighbours are those of its edition."""
    for contest in parts.site.contests:
        for edition in contest.editions:
            shown = [project for project in edition.projects if project.showcase]
            for place, project in enumerate(shown):
                before = shown[place - 1] if place else None
                after = shown[place + 1] if place + 1 < len(shown) else None
                parts.within(edition)
                yield _showcase(parts, contest, edition, project, before, after)


def _showcase(
    parts: Parts, contest: Contest, edition: Edition, project: Project, before: Project | None, after: Project | None
) -> Page:
    showcase = project.showcase
    assert showcase is not None
    path = urls.showcase(project)
    names = {each.id: each.name for each in edition.said.facets}
    crumbs = above(parts, contest, edition)
    if edition.shortlist:
        crumbs.append((edition.shortlist.title or parts.t("shortlist.title"), urls.shortlist(edition.key)))
    advances = project.said.advance if project.said.advance is not None else bool(edition.feeds_into)
    view = ShowcaseView(
        meta=parts.meta(
            "showcase",
            project.title,
            path,
            description=showcase.summary,
            crumbs=crumbs,
            image=showcase.cover,
            near=parts.covers(edition),
            published=showcase.said.date,
            updated=showcase.said.updated,
            keywords=showcase.said.tags,
            section=parts.t("nav.contests"),
            state=showcase.state,
            translations=showcase.said.translations,
        ),
        title=project.title,
        title_parts=title_parts(project.title),
        units=tuple(parts.party(party, full=True) for party in project.parties),
        edition=parts.link(edition.name, urls.edition(edition.key)),
        contest=parts.link(contest.said.name, urls.contest(contest.id)),
        sections=tuple(section(parts, each) for each in showcase.sections),
        summary=showcase.said.summary and showcase.summary,
        category=names.get(project.category, ""),
        group=names.get(project.group, ""),
        office=project.said.office,
        figures=parts.figures(showcase.figures),
        honours=parts.honours(showcase.honours),
        awards=parts.marks(project.won, edition),
        cover=parts.picture(showcase.cover, "cover", full=True) if showcase.cover else None,
        gallery=parts.pictures_of(tuple(shot for shot in showcase.shots if shot != showcase.cover)),
        credits=parts.roles(showcase.credits or edition.credits),
        news=tuple(map(parts.article_card, parts.news_of_project(project.key)[:4])),
        previous=parts.link(before.title, urls.showcase(before)) if before else None,
        next=parts.link(after.title, urls.showcase(after)) if after else None,
        tags=parts.tag_links(showcase.said.tags),
        advance_to=_advance(parts, edition, project) if advances and not project.said.withdrawn else None,
        came_from=_came_from(parts, project),
        withdrawn=project.said.withdrawn,
        demo=edition.said.demo or contest.said.demo,
    )
    return Page(urls.output(path), "showcase", view, showcase.source)


def _advance(parts: Parts, edition: Edition, project: Project) -> Link | None:
    """Where a project went on to: to itself there, if it is on that list."""
    if not edition.feeds_into:
        return None
    other = parts.editions.get(edition.feeds_into)
    heir = other.heir(project) if other else None
    if other and heir:
        return parts.link(other.name, urls.entry(heir))
    return parts.link(other.name, urls.edition(other.key)) if other else Link(text=edition.feeds_into)


def _came_from(parts: Parts, project: Project) -> Link | None:
    """Where a project was before it went on to this edition."""
    before = parts.projects.get(project.origin)
    if before is None:
        return None
    return parts.link(parts.editions[before.key.rpartition("/")[0]].name, urls.entry(before))


def section(parts: Parts, this: Section) -> SectionView:
    """A section of a showcase."""
    return SectionView(
        title=this.rule.name if this.rule else this.title,
        id=this.id,
        body=parts.prose(this.passage),
        practices=tuple(
            PracticeView(lead=practice.lead, body=parts.prose(practice.passage), number=number, id=practice.id)
            for number, practice in enumerate(this.practices, 1)
        ),
        **parts.facts(this.facts, this.id),  # type: ignore[arg-type]
    )
