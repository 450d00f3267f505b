"""Documents of contests, gathered into one sheaf an edition; and those that belong to none, or to no project.

Looks at where files stand and at ids, and at nothing else that they say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from leitai.documents import Document
from leitai.errors import FieldError, Problem, Spot, error, warning
from leitai.fields import EditionFields, EntryFields, ResultsFields, ShortlistFields, ShowcaseFields
from leitai.load.sheaves import Sheaf
from leitai.schema import nearest
from leitai.shapes import Kind
from leitai.slugs import check


def gathered(
    documents: Mapping[str, Document], kinds: Mapping[str, Kind], held: Mapping[str, str], broken: Collection[str]
) -> tuple[dict[str, Sheaf], list[Problem]]:
    """The sheaves by the keys of their editions. ``held`` says of files why they are held back, shown or not.

    ``broken`` are files that are there and could not be read.
    """
    sheaves: dict[str, Sheaf] = {}
    problems: list[Problem] = []
    beside: dict[str, dict[type, Document]] = {}
    pages: dict[str, dict[str, Document]] = {}
    for path, document in sorted(documents.items()):
        kind = kinds[path]
        if not kind.edition:
            continue
        if kind.shape is ShowcaseFields:
            other = pages.setdefault(kind.key, {}).get(kind.name)
            if other:
                problems.append(error("showcase-twice", Spot(path), Spot(other.path), id=kind.name))
            pages[kind.key][kind.name] = document
        else:
            beside.setdefault(kind.key, {})[kind.shape] = document
    for key, found in sorted(beside.items()):
        if EditionFields in found:
            showcases = pages.get(key, {})
            sheaves[key] = sheaf = Sheaf(
                key=key,
                edition=found[EditionFields],
                shortlist=_listed(found.get(ShortlistFields), showcases),
                results=found.get(ResultsFields),
                showcases=showcases,
                states={name: held.get(page.path, "") for name, page in showcases.items()},
            )
            problems += _ids(sheaf)
            problems += _strays(sheaf, {*held, *broken})
        elif f"content/contests/{key}/edition.yaml" not in held:
            problems.append(_homeless(key, next(iter(found.values()))))
    problems += [_homeless(key, next(iter(found.values()))) for key, found in pages.items() if key not in beside]
    return sheaves, problems


def _homeless(key: str, document: Document) -> Problem:
    return error("no-edition", Spot(document.path, line=1, column=1), key=key)


def _listed(document: Document | None, pages: Mapping[str, Document]) -> Document | None:
    """The shortlist; one that could not be read has all projects that have a page, so that these are looked at."""
    if document is None or not document.faulty or not isinstance(document.fields, ShortlistFields):
        return document
    listed = document.fields.projects
    known = {entry.id for entry in listed}
    more = tuple(EntryFields(id=name, unit=()) for name in pages if name not in known)
    return replace(document, fields=replace(document.fields, projects=(*listed, *more)))


def _ids(sheaf: Sheaf) -> Iterator[Problem]:
    """Folders and ids that cannot be part of an address."""
    named = [(part, Spot(sheaf.edition.path, line=1, column=1)) for part in sheaf.key.split("/")]
    if sheaf.shortlist:
        spot = Spot(sheaf.shortlist.path)
        named += [(entry.id, spot.at("projects", index, "id")) for index, entry in enumerate(sheaf.entries)]
    for name, place in named:
        try:
            check(name)
        except FieldError as problem:
            yield error(problem.code, place, **problem.params)


def _strays(sheaf: Sheaf, elsewhere: Collection[str]) -> Iterator[Problem]:
    """Showcases of unknown projects, and projects whose showcase is still to come and not just held back or broken."""
    folder = sheaf.edition.path.rpartition("/")[0]
    ids = [entry.id for entry in sheaf.entries]
    for name, document in sheaf.showcases.items():
        if name not in ids:
            near = nearest(name, ids) or "shortlist.yaml"
            yield error("unknown-project", Spot(document.path, line=1, column=1), name=name, near=near)
    if not sheaf.showcases or not sheaf.shortlist:
        return
    for index, entry in enumerate(sheaf.entries):
        paths = (f"{folder}/projects/{entry.id}/index.md", f"{folder}/projects/{entry.id}.md")
        there = entry.id in sheaf.showcases or any(path in elsewhere for path in paths)
        if not there and not entry.pending and not entry.withdrawn:
            spot = Spot(sheaf.shortlist.path, ("projects", index, "id"))
            yield warning("V18-no-showcase", spot, id=entry.id, file=paths[0])
