"""The first step of loading: every source file on its own → Document or Photo, from the cache where it is known.

What is not known is parsed in chunks, by other processes when there is much of it. A worker puts rendered blocks into
the store itself, so only small values travel between processes.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from leitai import documents, images
from leitai.config import Config
from leitai.documents import Document
from leitai.errors import Problem, Spot, error, warning
from leitai.images import Photo, PhotoError
from leitai.parallel import Crew, chunks
from leitai.schema import nearest
from leitai.shapes import PHOTOS, VIDEOS, kind_of, suffix
from leitai.sources import Snapshot, SourceChanged, verified
from leitai.stored import blocks_at

_CHUNK = 100
_ENOUGH = 60
_WORTHWHILE, _PER_DOCUMENT = 2 << 20, 20 << 10
_DATA = ("md", "yaml", "yml", "markdown")


class Parsed(Struct, frozen=True):
    """All that was parsed: documents by path, photos by content digest and suffix, slugs by name.

    ``limits`` are those that the photos were found to keep.
    """

    documents: dict[str, Document] = {}
    photos: dict[str, Photo] = {}
    slugs: dict[str, str] = {}
    limits: tuple[int, int] = (0, 0)


OUTLINE_BYTES = 1 << 18
"""So much of a JPEG is read for its outline; it holds the notes and the thumbnail that cameras put first."""


class Texts(Struct, frozen=True):
    """Work: source files to be parsed, as (path, place on disk, digest, bytes if at hand); where their blocks go."""

    files: tuple[tuple[str, str, str, bytes | None], ...]
    blocks_path: str


class Pictures(Struct, frozen=True):
    """Work: photos to be looked at, as (path, place on disk, digest), and the limits."""

    files: tuple[tuple[str, str, str], ...]
    max_pixels: int
    max_bytes: int


def parse_texts(work: Texts) -> list[Document]:
    """Parse some files and store their blocks. Runs in a worker."""
    found: list[Document] = []
    stored: list[tuple[str, bytes]] = []
    for path, place, digest, data in work.files:
        kind = kind_of(path)
        assert kind is not None
        try:
            if data is None:
                with open(place, "rb", 0) as file:
                    data = verified(path, file.read(), digest)
        except SourceChanged:
            raise
        except OSError as problem:
            gone = error("unreadable", Spot(path), reason=problem.strerror or "")
            # Without its digest, so that nobody takes it for what the file holds.
            found.append(Document(path, "", problems=(gone,)))
            continue
        document, blocks = documents.parse(path, digest, data, kind.shape)
        if document.body:
            stored.append((document.body, blocks))
        found.append(document)
    if stored:
        blocks_at(work.blocks_path).put(stored)
    return found


def inspect_photos(work: Pictures) -> list[Photo | Problem]:
    """Look at some photos. Runs in a worker."""
    found: list[Photo | Problem] = []
    for path, place, digest in work.files:
        try:
            with open(place, "rb") as file:
                data = verified(path, file.read(), digest)
            found.append(images.inspect(path, digest, data, max_pixels=work.max_pixels, max_bytes=work.max_bytes))
        except PhotoError as problem:
            found.append(error(problem.code, Spot(path), **problem.params))
        except SourceChanged:
            raise
        except OSError as problem:
            found.append(error("unreadable", Spot(path), reason=problem.strerror or ""))
    return found


def outlined(path: str, place: str, digest: str, max_pixels: int) -> Photo | None:
    """What a photo's first bytes say of it, if they say all that a plan needs."""
    try:
        with open(place, "rb") as file:
            head = file.read(OUTLINE_BYTES)
    except OSError:
        return None
    return images.outline(path, digest, head, max_pixels=max_pixels)


def photo_key(path: str, digest: str) -> str:
    """What is known of a photo depends on its content, and on the suffix it claims to be."""
    return f"{digest}.{suffix(path)}"


def parse_all(
    snapshot: Snapshot, before: Parsed, blocks_path: str, crew: Crew, config: Config, outline: bool = False
) -> tuple[Parsed, list[Problem], frozenset[str]]:
    """All documents and photos of a snapshot, the problems of files that are neither, and the keys of the photos that
    only their outline is known of: some or none if ``outline`` allows it, otherwise none."""
    problems: list[Problem] = []
    limits = config.said.images
    found: dict[str, Document] = {}
    photos: dict[str, Photo] = {}
    fresh_texts: list[tuple[str, str, str, bytes | None]] = []
    fresh_photos: dict[str, tuple[str, str, str]] = {}
    for path, file in snapshot.files.items():
        if not path.startswith("content/"):
            continue
        ending = suffix(path)
        if ending in PHOTOS or ending in VIDEOS:
            key = photo_key(path, file.digest)
            if key in before.photos and before.limits == (limits.max_pixels, limits.max_bytes):
                photos[key] = before.photos[key]
            else:
                fresh_photos.setdefault(key, (path, snapshot.place(path), file.digest))
        elif kind_of(path):
            known = before.documents.get(path)
            if known is not None and known.digest == file.digest:
                found[path] = known
            else:
                fresh_texts.append((path, snapshot.place(path), file.digest, snapshot.held(path)))
        elif ending in _DATA:
            problems.append(_misplaced(path))
    work = [Texts(tuple(some), blocks_path) for some in chunks(fresh_texts, _CHUNK)]
    for documents_ in crew.map(parse_texts, work, worthwhile=len(fresh_texts) > _ENOUGH):
        found.update((document.path, document) for document in documents_)
    outlines: dict[str, Photo] = {}
    if outline and _much(snapshot, fresh_photos.values(), len(found)):
        for key, (path, place, digest) in fresh_photos.items():
            if snapshot.files[path].size <= limits.max_bytes and (
                photo := outlined(path, place, digest, limits.max_pixels)
            ):
                outlines[key] = photo
        fresh_photos = {key: file for key, file in fresh_photos.items() if key not in outlines}
        photos |= outlines
    queue = sorted(fresh_photos.items(), key=lambda item: -snapshot.files[item[1][0]].size)
    looks = [Pictures((file,), limits.max_pixels, limits.max_bytes) for _, file in queue]
    for (key, _), results in zip(
        queue, crew.map(inspect_photos, looks, worthwhile=len(looks) > 8, threads=True), strict=True
    ):
        for result in results:
            if isinstance(result, Problem):
                problems.append(result)
            else:
                photos[key] = result
    parsed = Parsed(found, photos, before.slugs, (limits.max_pixels, limits.max_bytes))
    return parsed, problems, frozenset(outlines)


def _much(snapshot: Snapshot, files: Iterable[tuple[str, str, str]], documents: int) -> bool:
    """Whether it costs more to decode these photos twice than to load and plan the site twice."""
    return sum(snapshot.files[path].size for path, _, _ in files) > _WORTHWHILE + documents * _PER_DOCUMENT


def _misplaced(path: str) -> Problem:
    folders = ("content/news/", "content/pages/", "content/reviews/", "content/contests/")
    if path.endswith((".yml", ".markdown")):
        return warning("wrong-suffix", Spot(path, line=1, column=1))
    if path.startswith("content/contests/") and path.endswith(".yaml"):
        known = ("edition.yaml", "shortlist.yaml", "results.yaml", "contest.yaml")
        near = nearest(path.rpartition("/")[2], known)
        return warning("misplaced-data", Spot(path, line=1, column=1), near=near or ", ".join(known))
    return warning("misplaced", Spot(path, line=1, column=1), folders=", ".join(folders))


def with_path(photo: Photo, path: str) -> Photo:
    """The same photo seen under another path."""
    return photo if photo.path == path else replace(photo, path=path)
