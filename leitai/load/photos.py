"""Checks over the photos of a site and their uses (V19): credits, photos of two projects; and which nothing uses.

Each takes the assembled site and gives problems; nothing is changed. How large a photo must be is a question of the
theme and is asked in `plan`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from msgspec import Struct

from leitai.documents import Document
from leitai.errors import Problem, warning
from leitai.fields import GalleryFields, PhotoFields, Roles
from leitai.model import Edition, Project, Site, Use

_PHOTOGRAPHERS = ("摄", "攝", "图片", "圖片", "photo", "picture", "image")


def check(site: Site) -> Iterator[Problem]:
    """All problems with photos."""
    yield from v19_credits(site)
    yield from v19_two_projects(site)


def v19_credits(site: Site) -> Iterator[Problem]:
    """Where an edition demands credits, each of its photos has one, or its page names a photographer for all."""
    editions = _editions(site)
    credited = {(use.spot.path, use.shot.photo.digest) for use in site.uses if use.shot.credit}
    told: set[tuple[str, str]] = set()
    for use in site.uses:
        edition, credits = editions.get(use.spot.path, (None, {}))
        key = use.spot.path, use.shot.photo.digest
        if edition and edition.said.credits_required and key not in credited | told and not _names_one(credits):
            told.add(key)
            yield warning("V19-no-credit", use.spot, file=_name(use), edition=edition.name)


def _editions(site: Site) -> dict[str, tuple[Edition, Roles]]:
    """The edition that a source file belongs to, and the credits of the whole file."""
    found: dict[str, tuple[Edition, Roles]] = {}
    for edition in site.editions().values():
        found[edition.source] = edition, edition.said.credits
        if edition.results:
            found[edition.results.source] = edition, edition.said.credits
        for project in edition.projects:
            if project.showcase:
                said = project.showcase.said
                found[project.showcase.source] = edition, said.credits or edition.said.credits
    editions = site.editions()
    for article in site.articles:
        if article.edition in editions:
            found[article.source] = editions[article.edition], article.said.credits
    return found


def _names_one(credits: Roles) -> bool:
    return any(word in role.lower() for role in credits for word in _PHOTOGRAPHERS)


def v19_two_projects(site: Site) -> Iterator[Problem]:
    """One photo, by its content, shows one project; two projects of the same unit may share one."""
    homes = {
        project.showcase.source: project
        for edition in site.editions().values()
        for project in edition.projects
        if project.showcase
    }
    seen: dict[str, list[tuple[Project, Use]]] = {}
    for use in site.uses:
        project = homes.get(use.spot.path)
        if project is None:
            continue
        others = seen.setdefault(use.shot.photo.digest, [])
        if any(project is other for other, _ in others):
            continue
        strange = next((pair for pair in others if not _units(pair[0]) & _units(project)), None)
        if strange:
            other, first = strange
            one = project.title
            yield warning("V19-two-projects", use.spot, first.spot, file=_name(use), one=one, other=other.title)
        others.append((project, use))


def _units(project: Project) -> set[str]:
    return {party.unit or party.name for party in project.parties}


def unused(photos: Iterable[str], uses: Iterable[Use], files: Iterable[str], left: Iterable[Document]) -> list[str]:
    """The photos that no page shows or links, and that no document of those held back (``left``) names for later."""
    used = {photo.path for use in uses for photo in (use.shot.photo, use.shot.still)} | set(files)
    for document in left:
        used |= set(_mentioned(document))
    return [path for path in sorted(photos) if path not in used and posixpath.dirname(path) not in used]


def _mentioned(document: Document) -> Iterator[str]:
    """The photos, and folders of photos, that a document names."""
    folder = posixpath.dirname(document.path)
    names = [unquote(hole.target) for hole in document.holes if hole.kind in ("image", "link")]
    for name in (*names, *_names((document.fields, document.facts))):
        yield posixpath.normpath(posixpath.join(folder, name))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, PhotoFields):
        yield from (value.photo, value.poster or value.photo)
    elif isinstance(value, GalleryFields) and value.folder:
        yield value.folder
    elif isinstance(value, Struct):
        yield from _names(tuple(getattr(value, name) for name in value.__struct_fields__))
    elif isinstance(value, tuple):
        for each in value:
            yield from _names(each)


def _name(use: Use) -> str:
    return posixpath.basename(use.shot.photo.path)
