"""Checks over the photos of a site and their uses: credits, photos of two projects, photos that nothing uses (V19).

Each takes the assembled site and gives problems; nothing is changed. How large a photo must be is a question of the
theme and is asked in `plan`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from msgspec import Struct

from leitai.documents import Document
from leitai.errors import Problem, Spot, note, warning
from leitai.fields import GalleryFields, PhotoFields, Roles
from leitai.model import Edition, Project, Site, Use

_PHOTOGRAPHERS = ("摄", "攝", "图片", "圖片", "photo", "picture", "image")
_SHOWN = 5


def check(site: Site, left: Iterable[Document], broken: Iterable[str]) -> Iterator[Problem]:
    """All problems with photos. ``left`` are documents that are held back, ``broken`` the paths of unreadable ones."""
    yield from v19_credits(site)
    yield from v19_two_projects(site)
    yield from v19_unused(site, left, broken)


def v19_credits(site: Site) -> Iterator[Problem]:
    """Where an edition demands credits, each of its photos has one, or its page names a photographer for all."""
    editions = _editions(site)
    credited = {(use.spot.path, use.shot.photo.digest) for use in site.uses if use.shot.credit}
    told = set()
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
            params = {"file": _name(use), "one": project.title, "other": other.title}
            yield warning("V19-two-projects", use.spot, first.spot, **params)
        others.append((project, use))


def _units(project: Project) -> set[str]:
    return {party.unit or party.name for party in project.parties}


def v19_unused(site: Site, left: Iterable[Document], broken: Iterable[str]) -> Iterator[Problem]:
    """A photo that no page shows, links or holds back for later lies about: nobody's mistake, but worth knowing."""
    used = {photo.path for use in site.uses for photo in (use.shot.photo, use.shot.poster) if photo} | set(site.files)
    for document in left:
        used |= set(_mentioned(document))
    unread = {posixpath.dirname(path) for path in broken}
    folders: dict[str, list[str]] = {}
    for path in sorted(site.photos):
        folder, name = posixpath.split(path)
        if path not in used and folder not in used and folder not in unread:
            folders.setdefault(folder, []).append(name)
    for folder, names in folders.items():
        shown = "、".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
        yield note("V19-unused", Spot(folder), number=len(names), files=shown)


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
