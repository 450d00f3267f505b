"""Photos nobody has seen before: looked at and their pictures made in one go, into a folder of the cache.

A JPEG's head says how large it is, and so which pictures a plan will ask for; its colour and placeholder come out of
the same decode as those pictures. Then the site is loaded again, knowing all, and `write` takes the pictures from here
to their places. What was made stays here until a build succeeds, so an interrupted one need not begin again. Must not
know: pages, output/.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from leitai import images
from leitai.cache import Shelf, put, versions
from leitai.images import Photo, PhotoError, Variant
from leitai.parallel import Crew
from leitai.sources import SourceChanged, digest_of, verified

_FACTS = ".facts"

Progress = Callable[[str, int, int], None]


class Film(Struct, frozen=True):
    """One photo to be developed: where it lies, its outline, and what is wanted of it."""

    folder: str
    place: str
    outline: Photo
    variants: tuple[Variant, ...]
    max_pixels: int
    max_bytes: int


class Developed(Struct, frozen=True):
    """What was learnt of a photo, and the digests of the files that were made of it, by name."""

    photo: Photo
    files: dict[str, str]


def place_of(folder: str, name: str) -> str:
    """Where a picture waits that will be published under ``name``."""
    return os.path.join(folder, name.rpartition("/")[2])


def develop_photo(work: Film) -> Photo | None:
    """Look at one photo and make its pictures; None if it cannot be done, which is told by who looks closely."""
    outline, names = work.outline, {variant.name for variant in work.variants}
    shelf = _shelf(work.folder, outline)
    known = shelf.load()[0]
    if known is not None and known.photo.path == outline.path and names <= set(known.files):
        return known.photo
    try:
        with open(work.place, "rb") as file:
            data = verified(outline.path, file.read(), outline.digest)
        photo, made = images.develop(
            outline.path, outline.digest, data, work.variants, max_pixels=work.max_pixels, max_bytes=work.max_bytes
        )
    except SourceChanged:
        raise
    except (PhotoError, OSError):
        return None
    for name, content in made:
        put(Path(place_of(work.folder, name)), content)
    shelf.save(Developed(photo, {name: digest_of(content) for name, content in made}))
    return photo


def develop(
    folder: Path,
    outlines: Mapping[str, Photo],
    wanted: Iterable[tuple[Photo, Variant]],
    place: Callable[[str], str],
    limits: tuple[int, int],
    crew: Crew,
    progress: Progress | None,
) -> dict[str, Photo]:
    """Develop the photos of which only ``outlines`` are known, by key; those that succeeded, by key.

    ``wanted`` are the pictures of the whole site; ``place`` says where a source lies on the disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keys = {outline.digest: key for key, outline in outlines.items()}
    variants: dict[str, list[Variant]] = {}
    for photo, variant in wanted:
        if (key := keys.get(photo.digest)) and photo.kind == "photo":
            variants.setdefault(key, []).append(variant)
    queue = sorted(variants, key=lambda key: -outlines[key].width * outlines[key].height)
    work = [Film(str(folder), place(outlines[key].path), outlines[key], tuple(variants[key]), *limits) for key in queue]
    found: dict[str, Photo] = {}
    developed = crew.map(develop_photo, work, worthwhile=True, threads=True)
    for number, (key, known) in enumerate(zip(queue, developed, strict=True), 1):
        if known is not None:
            found[key] = known
        if progress:
            progress("pictures", number, len(work))
    return found


def tidy(folder: Path) -> None:
    """Of what an earlier build left here, keep what is whole and was made by this very code."""
    good: set[str] = set()
    for path in folder.glob(f"*{_FACTS}"):
        known = Shelf(path, Developed, versions()).load()[0]
        if known is not None and all(_is(folder, name, digest) for name, digest in known.files.items()):
            good |= {path.name, *(name.rpartition("/")[2] for name in known.files)}
    for path in list(folder.iterdir()):
        if path.name not in good:
            with suppress(OSError):
                path.unlink()


def _is(folder: Path, name: str, digest: str) -> bool:
    try:
        return digest_of(Path(place_of(str(folder), name)).read_bytes()) == digest
    except OSError:
        return False


def _shelf(folder: str, photo: Photo) -> Shelf[Developed]:
    return Shelf(Path(folder, f"{photo.digest}.{images.suffix_of(photo.path)}{_FACTS}"), Developed, versions())
