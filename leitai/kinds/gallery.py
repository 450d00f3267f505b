"""All photos of an edition by project, and all photos of the site by photographer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from leitai import urls
from leitai.kinds import albums
from leitai.kinds.contest import above
from leitai.kinds.parts import Parts
from leitai.model import Contest, Edition, Use
from leitai.outputs import Page
from leitai.views import GalleryView, PhotoGroup, PictureView

_MOST = 24
"""How many photos of one photographer the index shows; all of them are on the pages they belong to."""


def galleries(parts: Parts) -> Iterator[Page]:
    """A page for every edition that has photos."""
    for contest in parts.site.contests:
        for edition in contest.editions:
            if found := albums.of_edition(parts, edition):
                parts.within(edition)
                yield _gallery(parts, contest, edition, found)


def _gallery(parts: Parts, contest: Contest, edition: Edition, found: tuple[albums.Album, ...]) -> Page:
    path = urls.photos(edition.key)
    total = sum(len(album.shots) for album in found)
    groups = []
    number = 0
    for place, album in enumerate(found, 1):
        pictures = []
        for shot in album.shots:
            number += 1
            pictures.append(parts.picture(shot, "gallery", full=True, id=f"photo-{number}"))
        groups.append(
            PhotoGroup(
                name=album.name,
                id=f"group-{place}",
                href=parts.href(album.path),
                units=tuple(map(parts.party, album.parties)),
                pictures=tuple(pictures),
                total=len(pictures),
            )
        )
    title = parts.t("photos.title")
    view = GalleryView(
        meta=parts.meta(
            "gallery",
            f"{edition.name} {title}",
            path,
            description=parts.t("photos.description", edition=edition.name, n=total),
            crumbs=above(parts, contest, edition),
            image=found[0].shots[0],
            section=parts.t("nav.contests"),
        ),
        title=title,
        edition=parts.link(edition.name, urls.edition(edition.key)),
        groups=tuple(groups),
        total=total,
        credits=parts.link(parts.t("credits.title"), urls.CREDITS)
        if any(u.shot.credit for u in parts.site.uses)
        else None,
        demo=edition.said.demo or contest.said.demo,
    )
    return Page(urls.output(path), "gallery", view, edition.source)


def credits(parts: Parts) -> Iterator[Page]:
    """Everybody who is credited, with their photos and the pages these stand on; no page where nobody is."""
    found = albums.by_photographer(parts)
    if not found:
        return
    titles = _titles(parts)
    parts.within(None)
    groups = []
    number = 0
    for place, (name, uses) in enumerate(found.items(), 1):
        pictures = []
        for use in uses[:_MOST]:
            number += 1
            pictures.append(_credited(parts, use, f"photo-{number}", titles))
        groups.append(
            PhotoGroup(
                name=name,
                id=f"group-{place}",
                pictures=tuple(pictures),
                total=len(uses),
                more=max(0, len(uses) - _MOST),
            )
        )
    title = parts.t("credits.title")
    total = len({use.shot.photo.digest for uses in found.values() for use in uses})
    view = GalleryView(
        meta=parts.meta("gallery", title, urls.CREDITS, description=parts.t("credits.lead")),
        title=title,
        lead=parts.t("credits.lead"),
        groups=tuple(groups),
        total=total,
    )
    yield Page(urls.output(urls.CREDITS), "gallery", view)


def _credited(parts: Parts, use: Use, id: str, titles: dict[str, str]) -> PictureView:
    source = use.spot.path
    page = parts.link(titles.get(source, ""), parts.sources[source])
    return replace(parts.picture(use.shot, "gallery", full=True, id=id), credit="", page=page if page.text else None)


def _titles(parts: Parts) -> dict[str, str]:
    """What the pages that photos stand on are called, by source file."""
    site = parts.site
    titles = {article.source: article.title for article in site.articles}
    titles |= {page.source: page.title for page in site.pages}
    titles |= {review.source: review.title for review in site.reviews}
    for contest in site.contests:
        titles[contest.source] = contest.said.name
        for edition in contest.editions:
            titles[edition.source] = edition.name
            if edition.results:
                titles[edition.results.source] = (
                    f"{edition.short} {edition.results.said.title or parts.t('results.title')}"
                )
    titles |= {project.showcase.source: project.title for project in parts.projects.values() if project.showcase}
    return titles
