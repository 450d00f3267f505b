"""Results bulletins: who got what, in which group, and how it was scored."""

from __future__ import annotations

from collections.abc import Iterator

from leitai import urls
from leitai.kinds.contest import above, funnel, weights
from leitai.kinds.notices import notice
from leitai.kinds.parts import Parts
from leitai.kinds.standings import scores
from leitai.model import Awarded, Contest, Edition, Results
from leitai.model import Recipient as Got
from leitai.outputs import Page
from leitai.score_views import DataLink
from leitai.views import AwardGroup, AwardRow, ErratumView, MatrixView, Recipient, ResultsView
from leitai.wording import title_parts


def results(parts: Parts) -> Iterator[Page]:
    """A page for every edition whose results are public."""
    for contest in parts.site.contests:
        for edition in contest.editions:
            if edition.results:
                parts.within(edition)
                yield _results(parts, contest, edition, edition.results)


def _results(parts: Parts, contest: Contest, edition: Edition, these: Results) -> Page:
    said = these.said
    path = urls.results(edition.key)
    title = said.title or parts.t("results.title")
    groups = groups_of(parts, edition, these)
    view = ResultsView(
        meta=parts.meta(
            "results",
            f"{edition.name} {title}",
            path,
            description=said.summary or parts.t("results.description", edition=edition.name),
            crumbs=above(parts, contest, edition),
            image=next(iter(these.shots), None),
            near=parts.covers(edition),
            published=said.published,
            section=parts.t("nav.contests"),
        ),
        title=title,
        edition=parts.link(edition.name, urls.edition(edition.key)),
        contest=parts.link(contest.said.name, urls.contest(contest.id)),
        published=parts.day(said.published),
        summary=said.summary,
        groups=groups,
        specials=tuple(row_of(parts, edition, each) for each in these.awarded if not each.rung),
        matrix=_matrix(groups),
        scoring=weights(parts, edition),
        notes=said.notes,
        errata=errata_of(parts, these),
        issuer=said.issuer,
        number=said.number,
        source=said.source,
        photos=parts.pictures_of(these.shots),
        news=tuple(map(parts.article_card, parts.news_of_edition(edition.key)[:4])),
        demo=edition.said.demo or contest.said.demo,
        scores=scores(parts, edition, these),
        funnel=funnel(parts, edition.said.stages),
        data=(
            DataLink(text=parts.t("results.csv"), href=parts.href(urls.results_csv(edition.key))),
            DataLink(text=parts.t("results.json"), href=parts.href(urls.results_json(edition.key))),
        ),
        notice=notice(parts, edition),
    )
    return Page(urls.output(path), "results", view, these.source)


def errata_of(parts: Parts, these: Results) -> tuple[ErratumView, ...]:
    """What was corrected after it was published."""
    return tuple(
        ErratumView(date=parts.day(each.date), what=each.what, old=each.old, new=each.new)  # type: ignore[arg-type]
        for each in these.said.errata
    )


def groups_of(parts: Parts, edition: Edition, these: Results) -> tuple[AwardGroup, ...]:
    """The ladder, in groups where it is split by them."""
    return tuple(_each_group(parts, edition, these))


def _each_group(parts: Parts, edition: Edition, these: Results) -> Iterator[AwardGroup]:
    facets = {each.id: each for each in edition.said.facets}
    sponsors = {each.id: each.sponsor for each in edition.said.categories}
    for within in (*these.withins, ""):
        rows = tuple(row_of(parts, edition, each) for each in these.awarded if each.rung and each.within == within)
        if rows:
            yield AwardGroup(
                name=facets[within].name if within else "",
                about=facets[within].about if within else "",
                sponsor=sponsors.get(within, ""),
                rows=rows,
                id=within,
            )


def row_of(parts: Parts, edition: Edition, awarded: Awarded) -> AwardRow:
    """An award with its recipients."""
    id = f"{awarded.within}-{awarded.award.id}" if awarded.within else awarded.award.id
    return AwardRow(
        name=awarded.award.name,
        rung=awarded.rung,
        special=awarded.award.special,
        medal=awarded.award.medal,
        published=awarded.published,
        complete=awarded.complete,
        quota=awarded.award.quota,
        recipients=tuple(_recipient(parts, edition, each) for each in awarded.recipients),
        note=awarded.note or awarded.award.about,
        id=f"award-{id}",
    )


def _recipient(parts: Parts, edition: Edition, got: Got) -> Recipient:
    project = parts.projects.get(f"{edition.key}/{got.project}") if got.project else None
    title = project.said.title if project else got.work
    shot = project.showcase.cover if project and project.showcase else None
    return Recipient(
        title_parts=title_parts(title) if title else (),
        href=parts.href(urls.entry(project)) if project and (project.showcase or edition.shortlist) else "",
        units=tuple(map(parts.party, got.parties)),
        office=project.said.office if project else "",
        citation=got.citation,
        note=got.note,
        picture=parts.picture(shot, "card") if shot else None,
    )


def _matrix(groups: tuple[AwardGroup, ...]) -> MatrixView | None:
    """Groups × awards, where all groups have the same ladder of named awards."""
    names = [tuple(row.name for row in group.rows) for group in groups]
    if len(groups) < 2 or len(set(names)) != 1:
        return None
    return MatrixView(
        awards=names[0],
        groups=tuple(group.name for group in groups),
        cells=tuple(tuple(row.recipients for row in group.rows) for group in groups),
    )
