"""Pages made for paper: the bulletin as an official document, posters, certificates, a booklet. Opt-in an edition.

They are found by their address only: not indexed, not in the sitemap, kept out by robots.txt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leitai import urls
from leitai.kinds.notices import spoken
from leitai.kinds.parts import Parts
from leitai.kinds.project import section
from leitai.kinds.results import errata_of, groups_of, row_of
from leitai.kinds.standings import scores
from leitai.model import Contest, Edition, Project, Results
from leitai.outputs import Page
from leitai.views import (
    BookletView,
    CertificatesView,
    CertificateView,
    ChapterView,
    DocumentView,
    Meta,
    PosterView,
    WordingView,
)
from leitai.wording import places, worded


def printed(parts: Parts) -> Iterator[Page]:
    """What each edition asks for under ``print``."""
    for contest in parts.site.contests:
        for edition in contest.editions:
            asked = edition.said.print
            parts.within(edition)
            if "bulletin" in asked and edition.results:
                yield _document(parts, contest, edition, edition.results)
            for kind in ("posters", "posters-a3"):
                for project in edition.projects if kind in asked else ():
                    if not project.said.withdrawn:
                        yield _poster(parts, contest, edition, project, kind)
            if "certificates" in asked and edition.results:
                yield _certificates(parts, contest, edition, edition.results)
            shown = [project for project in edition.projects if project.showcase]
            if "booklet" in asked and shown:
                yield _booklet(parts, contest, edition, shown)


def _meta(parts: Parts, kind: str, edition: Edition, title: str, path: str) -> Meta:
    above = ((edition.name, urls.edition(edition.key)),)
    return parts.meta(kind, f"{edition.name} {title}", path, crumbs=above, indexed=False)


def _demo(contest: Contest, edition: Edition) -> bool:
    return edition.said.demo or contest.said.demo


def _document(parts: Parts, contest: Contest, edition: Edition, these: Results) -> Page:
    said = these.said
    title = said.title or parts.t("results.title")
    path = urls.printed(edition.key, "bulletin")
    view = DocumentView(
        meta=_meta(parts, "document", edition, title, path),
        title=f"{edition.name}{title}",
        issuer=said.issuer,
        number=said.number,
        date=parts.day(said.published),
        summary=said.summary,
        groups=groups_of(parts, edition, these),
        specials=tuple(row_of(parts, edition, each) for each in these.awarded if not each.rung),
        notes=said.notes,
        errata=errata_of(parts, these),
        scores=scores(parts, edition, these),
        demo=_demo(contest, edition),
    )
    return Page(urls.output(path), "document", view, these.source)


def _poster(parts: Parts, contest: Contest, edition: Edition, project: Project, kind: str) -> Page:
    path = urls.printed(edition.key, f"{kind}/{project.id}")
    shot = project.showcase.cover if project.showcase else None
    names = {each.id: each.name for each in edition.said.facets}
    view = PosterView(
        meta=_meta(parts, kind.replace("posters", "poster"), edition, project.title, path),
        title=project.title,
        units=tuple(parts.party(party, full=True).text for party in project.parties) if project.said.title else (),
        edition=edition.name,
        facet=names.get(project.category) or names.get(project.group, ""),
        summary=(project.showcase.summary if project.showcase else "") or project.said.summary,
        picture=parts.picture(shot, "figure") if shot else None,
        awards=tuple(each.award.name for each in project.won),
        address=parts.addresses.url(urls.entry(project)),
        demo=_demo(contest, edition),
    )
    return Page(urls.output(path), "poster", view, edition.source)


def _certificates(parts: Parts, contest: Contest, edition: Edition, these: Results) -> Page:
    path = urls.printed(edition.key, "certificates")
    made: list[CertificateView] = []
    date = spoken(parts, these.said.published.date) if these.said.published else ""
    names = {each.id: each.name for each in edition.said.facets}
    for awarded in these.awarded:
        for got in awarded.recipients:
            project = parts.projects.get(f"{edition.key}/{got.project}") if got.project else None
            full = tuple(parts.party(party, full=True).text for party in got.parties)
            title = project.said.title if project else got.work
            number = parts.t("certificate.number", year=edition.said.year, n=f"{len(made) + 1:03}")
            values = {
                "unit": parts.t("list.mark").join(full),
                "project": title,
                "award": awarded.award.name,
                "group": names.get(awarded.within, ""),
                "edition": edition.name,
                "number": number,
                "issuer": these.said.issuer,
                "date": date,
            }
            made.append(
                CertificateView(
                    units=full,
                    title=title,
                    award=awarded.award.name,
                    within=names.get(awarded.within, ""),
                    number=number,
                    lines=_lines(edition, bool(title), values),
                )
            )
    view = CertificatesView(
        meta=_meta(parts, "certificates", edition, parts.t("print.certificates"), path),
        edition=edition.name,
        issuer=these.said.issuer,
        date=parts.day(these.said.published),
        certificates=tuple(made),
        demo=_demo(contest, edition),
    )
    return Page(urls.output(path), "certificates", view, these.source)


def _lines(edition: Edition, project: bool, values: Mapping[str, str]) -> tuple[tuple[WordingView, ...], ...]:
    """The paragraphs of a certificate in the edition's own wording; none where the theme's is to stand."""
    said = edition.said.certificate
    if said is None:
        return ()
    text = said.text if project else said.unit_text
    if not project and not text and "project" not in places(said.text):
        text = said.text
    lines = [worded(line, values) for line in text.splitlines()]
    return tuple(tuple(WordingView(text=text, place=place) for text, place in line) for line in lines if line)


def _booklet(parts: Parts, contest: Contest, edition: Edition, shown: list[Project]) -> Page:
    path = urls.printed(edition.key, "booklet")
    chapters = []
    for number, project in enumerate(shown, 1):
        showcase = project.showcase
        assert showcase is not None
        chapters.append(
            ChapterView(
                number=number,
                id=f"chapter-{project.id}",
                title=project.title,
                units=tuple(parts.party(party, full=True).text for party in project.parties),
                awards=tuple(each.award.name for each in project.won),
                cover=parts.picture(showcase.cover, "figure") if showcase.cover else None,
                sections=tuple(section(parts, each) for each in showcase.sections),
                address=parts.addresses.url(urls.showcase(project)),
            )
        )
    view = BookletView(
        meta=_meta(parts, "booklet", edition, parts.t("print.booklet"), path),
        edition=edition.name,
        theme=edition.said.theme,
        chapters=tuple(chapters),
        demo=_demo(contest, edition),
    )
    return Page(urls.output(path), "booklet", view, edition.source)
