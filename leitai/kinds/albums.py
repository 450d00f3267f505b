"""Which photos belong together: those of an edition by project, those of the site by photographer. Shared by kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.model import Edition, Party, Shot, Use
from leitai.wording import photographers


class Album(Struct, frozen=True):
    """Photos under a name, each once; ``path`` is the page that they come from, if they come from one."""

    name: str
    path: str
    shots: tuple[Shot, ...]
    parties: tuple[Party, ...] = ()


def of_edition(parts: Parts, edition: Edition) -> tuple[Album, ...]:
    """All photos of an edition: its own, then by project in the order of the list, of the results, of the news."""
    seen: set[str] = set()

    def album(name: str, path: str, source: str, parties: tuple[Party, ...] = ()) -> Iterator[Album]:
        shots = tuple(shot for shot in _each_once(parts.uses_of(source)) if shot.photo.digest not in seen)
        seen.update(shot.photo.digest for shot in shots)
        if shots:
            yield Album(name, path, shots, parties)

    def albums() -> Iterator[Album]:
        for project in edition.projects:
            if project.showcase:
                parties = project.parties if project.said.title else ()
                yield from album(project.title, urls.showcase(project), project.showcase.source, parties)
        if edition.results:
            title = edition.results.said.title or parts.t("results.title")
            yield from album(title, urls.results(edition.key), edition.results.source)
        for article in reversed(parts.news_of_edition(edition.key)):
            yield from album(article.title, urls.article(article), article.source)

    # A cover is often a photo of a project: there it says more.
    found = tuple(albums())
    return (*album(edition.name, urls.edition(edition.key), edition.source), *found)


def by_photographer(parts: Parts) -> dict[str, list[Use]]:
    """Everybody who is credited, with their photos, each once; those with most photos first."""
    found: dict[str, dict[str, Use]] = {}
    for use in parts.site.uses:
        if use.spot.path in parts.sources:
            for name in photographers(use.shot.credit):
                found.setdefault(name, {}).setdefault(use.shot.photo.digest, use)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return {name: list(uses.values()) for name, uses in ordered}


def _each_once(uses: Iterable[Use]) -> tuple[Shot, ...]:
    """The shots of a page, each photo once and with the most words that are said of it there."""
    found: dict[str, Shot] = {}
    for use in uses:
        known = found.get(use.shot.photo.digest)
        if known is None or (not known.caption and use.shot.caption):
            found[use.shot.photo.digest] = use.shot
    return tuple(found.values())
