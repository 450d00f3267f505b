"""The small parts that every kind of page is assembled from: photos in use, passages, roles, honours, numbers in text.

A `Desk` holds what all of them need (units, photos, the census, what can be linked to) and collects their problems.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from leitai.documents import Document
from leitai.errors import FieldError, Problem, Spot, error, warning
from leitai.fields import FactsFields, GalleryFields, HonourFields, PhotoFields, Roles
from leitai.images import Photo
from leitai.load.census import Census
from leitai.load.names import Directory
from leitai.model import Attached, Facts, Filling, Honour, Passage, Role, Shot, Shown, Target, TocLine, Use, Words
from leitai.prose import fill
from leitai.prose.body import OPEN
from leitai.schema import nearest
from leitai.shapes import PHOTOS, VIDEOS, suffix

_PAGES = frozenset(("md", "yaml"))
_POSTERS = ("jpg", "jpeg", "png", "webp", "avif", "JPG", "JPEG", "PNG")
_CREDIT = re.compile(r"\s*[|｜]\s*")


class Desk:
    """What assembling needs, and the problems met. ``linkable`` are the visible source files that have an address.

    ``hidden`` are those held back: a link to one becomes plain text. ``broken`` could not be read: told already.
    """

    def __init__(
        self,
        directory: Directory,
        photos: Mapping[str, Photo],
        files: Mapping[str, str],
        census: Census,
        linkable: frozenset[str],
        hidden: frozenset[str],
        broken: frozenset[str],
    ) -> None:
        self.directory = directory
        self.photos = photos
        self.files = files
        self.census = census
        self.linkable = linkable
        self.hidden = hidden
        self.broken = broken
        self.problems: list[Problem] = []
        self.absolute: list[tuple[str, Spot]] = []
        self.attached: set[str] = set()
        self.uses: list[Use] = []

    def again(self) -> Desk:
        """A desk with the same things at hand, and no problems met yet."""
        return Desk(self.directory, self.photos, self.files, self.census, self.linkable, self.hidden, self.broken)

    def holds(self, edition: str, file: str = "edition.yaml") -> bool:
        """Whether an edition, or one of its files, is there but held back."""
        return f"content/contests/{edition}/{file}" in self.hidden

    def roles(self, roles: Roles, near: Iterable[str] = ()) -> tuple[Role, ...]:
        """Roles with their names, in the editor's order."""
        near = tuple(near)
        return tuple(
            Role(role=role, parties=tuple(self.directory.party(name, near) for name in names))
            for role, names in roles.items()
        )

    def honours(self, honours: tuple[HonourFields, ...], near: Iterable[str] = ()) -> tuple[Honour, ...]:
        """Awards won elsewhere, their recipients as units where known."""
        near = tuple(near)
        return tuple(
            Honour(said=each, recipients=tuple(self.directory.party(name, near) for name in each.recipients))
            for each in honours
        )

    def facts(self, fields: FactsFields, owner: str, number: int, near: Iterable[str] = ()) -> Facts:
        """The facts block ``number`` of the document ``owner``."""
        spot = Spot(owner, ("gallery",), block=number)
        return Facts(
            figures=tuple(each.figure for each in fields.figures),
            honours=self.honours(fields.honours, near),
            shots=self.gallery(fields.gallery, owner, spot, near),
            press=fields.press,
        )

    def gallery(
        self, gallery: GalleryFields | None, owner: str, spot: Spot, near: Iterable[str] = ()
    ) -> tuple[Shot, ...]:
        """The photos of a gallery: those listed, or all of a folder in file order."""
        if gallery is None:
            return ()
        near = tuple(near)
        if not gallery.folder:
            # `gallery: one.jpg` has no list around it, so its spot has no index either.
            shots = (self.shot(each, owner, spot.at(i), near) for i, each in enumerate(gallery.photos))
            return tuple(shot for shot in shots if shot)
        folder = posixpath.normpath(posixpath.join(posixpath.dirname(owner), gallery.folder))
        found = sorted(path for path in self.photos if posixpath.dirname(path) == folder)
        if not found:
            self.problems.append(error("V19-empty-folder", spot, folder=gallery.folder))
        # A photo named like a video stands in its place, and not beside it.
        posters = {each.path for path in found if (each := self._beside(self.photos[path]))}
        taken = (self._taken(path, spot) for path in found if path not in posters)
        return tuple(shot for shot in taken if shot)

    def _taken(self, path: str, spot: Spot) -> Shot | None:
        """A photo of a folder, of which nothing is said."""
        self.problems.append(warning("V19-no-alt", spot, file=posixpath.basename(path)))
        photo = self.photos[path]
        if photo.kind == "video" and not self._beside(photo):
            self.problems.append(error("V19-no-poster", spot, file=posixpath.basename(path)))
            return None
        return self._used(Shot(photo=photo, alt="", poster=self._beside(photo)), spot)

    def _used(self, shot: Shot, spot: Spot) -> Shot:
        self.uses.append(Use(shot=shot, spot=spot))
        return shot

    def _beside(self, photo: Photo) -> Photo | None:
        """The photo with the name of a video, beside it."""
        if photo.kind != "video":
            return None
        stem = photo.path.rpartition(".")[0]
        beside = (self.photos.get(f"{stem}.{ending}") for ending in _POSTERS)
        return next((each for each in beside if each), None)

    def _poster(self, photo: Photo, fields: PhotoFields, owner: str, spot: Spot) -> tuple[Photo | None, bool]:
        """What stands in a video's place, and whether the shot can be used."""
        if photo.kind != "video":
            if fields.poster:
                self.problems.append(warning("V19-poster-unneeded", spot.at("poster"), file=fields.photo))
            return None, True
        poster = self._photo(fields.poster, owner, spot.at("poster")) if fields.poster else self._beside(photo)
        if poster is None and fields.poster:
            return None, False
        if poster is None or poster.kind == "video":
            self.problems.append(error("V19-no-poster", spot.at("photo"), file=fields.photo))
            return None, False
        return poster, True

    def shot(self, fields: PhotoFields | None, owner: str, spot: Spot, near: Iterable[str] = ()) -> Shot | None:
        """A photo in use; None with a problem if there is no such file. A missing description is told (V19)."""
        if fields is None:
            return None
        photo = self._photo(fields.photo, owner, spot.at("photo"))
        if photo is None:
            return None
        poster, fine = self._poster(photo, fields, owner, spot)
        if not fine:
            return None
        near = tuple(near)
        name = fields.unit or fields.caption
        unit = self.directory.id(name, near)
        if fields.unit and not unit:
            self.problems.append(self.directory.resolve(fields.unit, spot.at("unit"), near)[1] or error("", spot))
        if not fields.alt and not fields.caption:
            self.problems.append(error("V19-no-alt", spot, file=fields.photo))
        focus = tuple(float(part) for part in fields.focus)
        if focus and (len(focus) != 2 or not all(0 <= part <= 100 for part in focus)):
            self.problems.append(error("bad-focus", spot.at("focus")))
            focus = ()
        shot = Shot(
            photo=photo,
            alt=fields.alt or fields.caption,
            caption=fields.caption,
            credit=fields.credit,
            unit=unit if (fields.unit or unit) else "",
            focus=focus,
            poster=poster,
            download=fields.download,
        )
        return self._used(shot, spot)

    def _photo(self, name: str, owner: str, spot: Spot) -> Photo | None:
        path = _join(owner, name)
        photo = self.photos.get(path)
        if photo is None and path not in self.broken:
            if suffix(path) not in PHOTOS | VIDEOS:
                self.problems.append(error("V19-not-a-photo", spot, file=name))
            else:
                folder = posixpath.dirname(path)
                beside = [posixpath.basename(other) for other in self.photos if posixpath.dirname(other) == folder]
                near = nearest(posixpath.basename(path), beside)
                code = "V19-no-file-near" if near else "V19-no-file"
                self.problems.append(error(code, spot, file=name, near=near))
        return photo

    def text(self, text: str, spot: Spot, here: str) -> str:
        """A line of text with its derived numbers in place."""
        if "{{" not in text:
            return text
        try:
            return self.census.fill(text, here)
        except FieldError as problem:
            self.problems.append(error(problem.code, spot, **problem.params))
            return text

    def fillings(self, document: Document, here: str, near: Iterable[str] = ()) -> tuple[Filling, ...]:
        """What stands in the holes of a document's body."""
        if not document.holes:
            return ()
        near = tuple(near)
        return tuple(self._filling(document, index, here, near) for index in range(len(document.holes)))

    def _filling(self, document: Document, index: int, here: str, near: tuple[str, ...]) -> Filling:
        hole = document.holes[index]
        spot = Spot(document.path, text=hole.target, what=hole.kind, nth=hole.nth)
        if hole.kind == "count":
            if hole.target.startswith("facts "):
                return Words(text="")
            try:
                return Words(text=self.census.text(hole.target, here))
            except FieldError as problem:
                self.problems.append(error(problem.code, spot, **problem.params))
                return Words(text="?")
        if hole.kind == "image":
            return self._image(document, index, spot, near)
        return self._link(hole.target, document, spot)

    def _image(self, document: Document, index: int, spot: Spot, near: tuple[str, ...]) -> Filling:
        hole = document.holes[index]
        photo = self._photo(unquote(hole.target), document.path, spot)
        if photo is None:
            return Words(text="")
        if not hole.text and not hole.title:
            self.problems.append(error("V19-no-alt", spot, file=hole.target))
        if photo.kind == "video" and not self._beside(photo):
            self.problems.append(error("V19-no-poster", spot, file=hole.target))
            return Words(text="")
        # A title is "caption", or "caption | credit".
        caption, *credit = _CREDIT.split(hole.title.strip(), maxsplit=1)
        shot = Shot(
            photo=photo,
            alt=hole.text or caption,
            caption=caption,
            credit="".join(credit),
            unit=self.directory.id(caption, near) if caption else "",
            poster=self._beside(photo),
        )
        return Shown(shot=self._used(shot, spot), alone=hole.alone)

    def _link(self, target: str, document: Document, spot: Spot) -> Filling:
        name, _, fragment = target.partition("#")
        name = unquote(name)
        if name.startswith("/"):
            self.absolute.append((name.partition("?")[0], spot))
            return Target(address=name, fragment=fragment)
        path = _join(document.path, name)
        if path in self.linkable:
            return Target(source=path, fragment=fragment)
        if path in self.hidden:
            self.problems.append(warning("link-held", spot, target=name))
            return Target()
        if path in self.broken:
            return Target()
        if path in self.photos or (path in self.files and suffix(path) not in _PAGES):
            self.attached.add(path)
            return Attached(source=path)
        near = nearest_file(path, self.linkable)
        shown = posixpath.relpath(near, posixpath.dirname(document.path)) if near else ""
        self.problems.append(error("dead-link-near" if near else "dead-link", spot, target=name, near=shown))
        return Target()


def _join(owner: str, name: str) -> str:
    """The path that a relative reference in a file means; one that climbs out of content/ means nothing."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(owner), name))
    return path if path.startswith("content/") else "content/../" + name


def nearest_file(path: str, known: Iterable[str]) -> str:
    """The file that was probably meant: of that name elsewhere, or of a name like it in the same folder."""

    def bare(name: str) -> str:
        return name.removesuffix(".md").removesuffix("/index")

    table = {bare(each): each for each in known}
    folder, _, name = bare(path).rpartition("/")
    beside = {key.rpartition("/")[2]: each for key, each in table.items() if key.rpartition("/")[0] == folder}
    named = {key: each for key, each in table.items() if key.rpartition("/")[2] == name}
    if near := beside.get(name) or beside.get(nearest(name, beside)):
        return near
    return next(iter(named.values())) if len(named) == 1 else named.get(nearest(bare(path), named), "")


def passage(
    document: Document, fillings: tuple[Filling, ...], start: int, stop: int, after_lead: bool = False
) -> Passage:
    """Some blocks of a document's body."""
    return Passage(body=document.body, start=start, stop=stop, after_lead=after_lead, fillings=fillings)


def filled(text: str, fillings: tuple[Filling, ...]) -> str:
    """A plain text out of a body with its numbers in place."""
    if not fillings or OPEN not in text:
        return text
    return fill(text, [each.text if isinstance(each, Words) else "" for each in fillings])


def toc(document: Document, fillings: tuple[Filling, ...]) -> tuple[TocLine, ...]:
    """The headings of a document that belong in a table of contents."""
    return tuple(
        TocLine(text=filled(head.text, fillings), id=head.id, level=head.level)
        for _, head in document.outline
        if 2 <= head.level <= 3
    )
