"""Entries of a shortlist that come from another edition: what they take from there, and where the two disagree (V30).

An edition names under ``feeds_into`` where its projects go on. An entry there has the same id, or names its project as
``origin``; what it does not say itself (unit, title, and category and group where the names are known here too) is
what was said of it the first time. Knows documents and names of units, no pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from leitai.documents import Document
from leitai.errors import Problem, Spot, error, warning
from leitai.fields import EditionFields, EntryFields, FacetFields, ShortlistFields
from leitai.load.names import Directory
from leitai.load.sheaves import Origin, Sheaf
from leitai.schema import nearest
from leitai.wording import bare


class Taken(NamedTuple):
    """The editions with their entries filled in, what is wrong, and the keys of those with an unknown entry."""

    sheaves: dict[str, Sheaf]
    problems: list[Problem]
    unsure: frozenset[str]


def facet(name: str, facets: Iterable[FacetFields]) -> str:
    """The id of the category or group that goes by that id, name or alias; empty if none does (V11)."""
    return next((each.id for each in facets if name in (each.id, each.name, *each.aliases)), "")


def carried(
    sheaves: Mapping[str, Sheaf],
    documents: Mapping[str, Document],
    directory: Directory,
    held: Iterable[Document],
    doubtful: Collection[str],
) -> Taken:
    """Every entry with what it takes from the edition it comes from.

    ``documents`` are as they were read, ``held`` those that are held back, ``doubtful`` the keys of editions that could
    not be read.
    """
    work = _Carrying(sheaves, documents, directory, held, doubtful)
    filled = {key: work.filled(key) for key in sheaves}
    return Taken(filled, work.problems, frozenset(work.unsure))


class _Carrying:
    def __init__(
        self,
        sheaves: Mapping[str, Sheaf],
        documents: Mapping[str, Document],
        directory: Directory,
        held: Iterable[Document],
        doubtful: Collection[str],
    ) -> None:
        self.sheaves = sheaves
        self.documents = documents
        self.directory = directory
        held = list(held)
        self.held = [each for each in held if isinstance(each.fields, ShortlistFields)]
        self.leads = {
            _key(each.path): each.fields.feeds_into for each in held if isinstance(each.fields, EditionFields)
        }
        self.leads |= {key: sheaf.said.feeds_into for key, sheaf in sheaves.items()}
        self.doubtful = doubtful
        self.problems: list[Problem] = []
        self.unsure: set[str] = set()
        self.done: dict[str, Sheaf] = {}
        self.feeders: dict[str, list[str]] = {}
        for key, sheaf in sheaves.items():
            if sheaf.said.feeds_into != key:
                self.feeders.setdefault(sheaf.said.feeds_into, []).append(key)

    def filled(self, key: str) -> Sheaf:
        """An edition, after those that feed into it; one that feeds into itself by a detour is taken as it is."""
        if key in self.done:
            return self.done[key]
        sheaf = self.done[key] = self.sheaves[key]
        if not sheaf.shortlist or not isinstance(sheaf.shortlist.fields, ShortlistFields):
            return sheaf
        before = [self.filled(feeder) for feeder in self.feeders.get(key, ())]
        origins: dict[str, Origin] = {}
        entries = []
        for index, entry in enumerate(sheaf.shortlist.fields.projects):
            spot = Spot(sheaf.shortlist.path, ("projects", index))
            found = self.origin(key, entry, before, spot)
            if found:
                home, told, there = found
                self.problems += self.compared(entry, told, spot, there, sheaf, home)
                entry, origins[entry.id] = _joined(entry, told, sheaf, home)
            entries.append(entry)
        fields = replace(sheaf.shortlist.fields, projects=tuple(entries))
        self.done[key] = replace(sheaf, shortlist=replace(sheaf.shortlist, fields=fields), origins=origins)
        return self.done[key]

    def origin(
        self, key: str, entry: EntryFields, before: list[Sheaf], spot: Spot
    ) -> tuple[Sheaf, EntryFields, Spot] | None:
        """The project that an entry comes from, with the edition and the place where it stands."""
        edition, _, id = entry.origin.rpartition("/")
        wanted = id or entry.id
        found = [
            (sheaf, told, Spot(sheaf.shortlist.path, ("projects", index)))
            for sheaf in before
            if sheaf.shortlist and isinstance(sheaf.shortlist.fields, ShortlistFields) and edition in ("", sheaf.key)
            for index, told in enumerate(sheaf.shortlist.fields.projects)
            if told.id == wanted
        ]
        if len(found) == 1 or (found and entry.unit and not entry.origin):
            return found[0] if len(found) == 1 else None
        if entry.unit and not entry.origin:
            return None
        if not entry.unit:
            self.unsure.add(key)
        if not set(self.doubtful) <= {key} or not self.was_typed(spot):
            return None
        where = spot.at("origin") if entry.origin else spot
        if found:
            names = "、".join(f"{sheaf.key}/{wanted}" for sheaf, _, _ in found)
            self.problems.append(error("origin-many", where, *(there for _, _, there in found), id=wanted, names=names))
        elif hidden := next(self.hidden(wanted, key), None):
            self.problems.append(error("origin-held", where, hidden, id=wanted))
        elif entry.origin:
            near = nearest(wanted, [each.id for sheaf in before for each in sheaf.entries])
            names = "、".join(self.feeders.get(key, ()))
            code = "origin-unknown" if before else "origin-nowhere"
            self.problems.append(error(code, where, id=entry.origin, near=near, names=names, edition=key))
        else:
            self.problems.append(error("entry-no-unit", spot, id=entry.id, edition=key))
        return None

    def was_typed(self, spot: Spot) -> bool:
        """Whether an entry stands like that in its file, so that what is not said was left out, and not misread."""
        document = self.documents[spot.path]
        assert isinstance(document.fields, ShortlistFields)
        mistaken = any(
            spot.keys in (each.spot.keys[:2], ("projects", *each.spot.keys[:1])) for each in document.problems
        )
        return spot.keys[1] in range(len(document.fields.projects)) and not mistaken

    def hidden(self, id: str, key: str) -> Iterator[Spot]:
        """Where a project stands in a list that is held back, of an edition that feeds into this one."""
        for document in self.held:
            if self.leads.get(_key(document.path)) != key:
                continue
            assert isinstance(document.fields, ShortlistFields)
            for index, each in enumerate(document.fields.projects):
                if each.id == id:
                    yield Spot(document.path, ("projects", index))

    def compared(
        self, entry: EntryFields, told: EntryFields, spot: Spot, there: Spot, sheaf: Sheaf, home: Sheaf
    ) -> Iterator[Problem]:
        """What is said twice and not alike, and a project that did not go on. Spellings are told by V21."""
        name = told.title or "、".join(told.unit)
        if told.advance is False or told.withdrawn:
            stayed = there.at("withdrawn" if told.withdrawn else "advance")
            yield warning("V30-stayed", spot.at("origin" if entry.origin else "id"), stayed, title=name)
        typed = {self.directory.id(each) or each for each in entry.unit}
        said = {self.directory.id(each) or each for each in told.unit}
        if typed and said and typed != said:
            here, other = "、".join(entry.unit), "、".join(told.unit)
            yield warning("V30-differs", spot.at("unit"), there.at("unit"), key="unit", here=here, there=other)
        if entry.title and told.title and bare(entry.title) != bare(told.title):
            yield warning(
                "V30-differs", spot.at("title"), there.at("title"), key="title", here=entry.title, there=told.title
            )
        for key in ("category", "group"):
            here, other = getattr(entry, key), getattr(told, key)
            known = _same_facet(key, other, sheaf, home)
            if here and known and facet(here, _facets(key, sheaf)) not in ("", known):
                yield warning("V30-differs", spot.at(key), there.at(key), key=key, here=here, there=other)


def _key(path: str) -> str:
    return "/".join(path.split("/")[2:4])


def _joined(entry: EntryFields, told: EntryFields, sheaf: Sheaf, home: Sheaf) -> tuple[EntryFields, Origin]:
    before = home.origins.get(told.id)
    titled = home.key if not before or "title" not in before.taken else before.titled
    more: dict[str, object] = {}
    for key in ("unit", "title"):
        if not getattr(entry, key) and getattr(told, key):
            more[key] = getattr(told, key)
    for key in ("category", "group"):
        if not getattr(entry, key) and (known := _same_facet(key, getattr(told, key), sheaf, home)):
            more[key] = known
    return replace(entry, **more), Origin(key=f"{home.key}/{told.id}", taken=tuple(more), titled=titled)


def _facets(key: str, sheaf: Sheaf) -> tuple[FacetFields, ...]:
    return sheaf.said.categories if key == "category" else sheaf.said.groups


def _same_facet(key: str, name: str, sheaf: Sheaf, home: Sheaf) -> str:
    """The id of the category or group here that goes by one of the names it had there."""
    was = facet(name, _facets(key, home))
    names = [word for each in _facets(key, home) if was and each.id == was for word in (each.name, *each.aliases, was)]
    return next((id for word in names if (id := facet(word, _facets(key, sheaf)))), "")
