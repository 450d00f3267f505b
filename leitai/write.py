"""Plan + Record → output/: skip what is there already, write the rest atomically, prune what is no longer planned.

The only writer of output/. An output is made again only if its key changed or its file is not as it was left. Files
in output/ that no record knows are never deleted: one that stands where an output belongs is moved aside. Before
anything is touched the record says what will be, so a build that is killed is repaired by the next. Knows what a key
is, and not what a page is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from leitai import images
from leitai.cache import FOLDER, Cache, Made, Record, versions
from leitai.errors import OutputError, Problem, Severity, Spot, error, note
from leitai.folder import MARK, Folder, check_inside, forget_trust, holds
from leitai.images import Photo, PhotoError, Variant
from leitai.outputs import Copy, Output, Page, Picture, Text
from leitai.parallel import Crew, chunks
from leitai.plan import Plan
from leitai.render import Renderer, RenderError, Stage, layout_file
from leitai.shapes import PHOTOS, VIDEOS, suffix
from leitai.sources import Snapshot, digest_of
from leitai.theme import Theme

_PAGES = 64
_ENOUGH = 200

"""Where the server builds, so that what only a preview shows never lands in output/."""

Progress = Callable[[str, int, int], None]


class Written(Struct, frozen=True):
    """What became of output/: numbers of files, the problems of single files, and the new record's files."""

    pages: int
    pictures: int
    written: int
    unchanged: int
    deleted: int
    problems: tuple[Problem, ...]
    files: dict[str, Made]


def key(output: Output, theme: Theme, shared: bytes) -> str:
    """Everything the bytes of an output depend on, as a digest. ``shared`` is what all pages have in common."""
    if isinstance(output, Page):
        view = msgspec.msgpack.encode(output.view)
        closure = theme.closures.get(layout_file(output.layout), "")
        return digest_of(b"\0".join((shared, output.layout.encode(), closure.encode(), view)))
    if isinstance(output, Picture):
        return output.path
    if isinstance(output, Copy):
        return f"{output.digest} {images.ENCODER}" if _stripped(output) else output.digest
    return digest_of(output.text.encode())


def _stripped(output: Copy) -> bool:
    """Whether it is a photo or video of the site's, of which the metadata is not published."""
    return suffix(output.source) in PHOTOS | VIDEOS and output.source.startswith("content/")


class _Batch(Struct, frozen=True):
    """Work for one worker: pages as (path, layout, encoded view), to be rendered on a stage and written."""

    stage_file: str
    stage_digest: str
    root: str
    pages: tuple[tuple[str, str, bytes], ...]


class _Encoding(Struct, frozen=True):
    """Work for one worker: the variants of one photo."""

    root: str
    place: str
    photo: Photo
    variants: tuple[Variant, ...]


class _Done(Struct, frozen=True):
    """One file's fate: its stamps if it stands as it should, whether it was written, or its problem."""

    path: str
    size: int = 0
    mtime: int = 0
    written: bool = False
    problem: Problem | None = None


_stages: dict[str, Renderer] = {}


def _renderer(file: str, digest: str) -> Renderer:
    if digest not in _stages:
        _stages.clear()
        with open(file, "rb") as source:
            _stages[digest] = Renderer(msgspec.msgpack.decode(source.read(), type=Stage))
    return _stages[digest]


def make_pages(work: _Batch) -> list[_Done]:
    """Render and write some pages. Runs in a worker."""
    renderer = _renderer(work.stage_file, work.stage_digest)
    done = []
    for path, layout, view in work.pages:
        try:
            data = renderer.render(layout, renderer.decode(view))
            done.append(_put(work.root, path, data))
        except RenderError as failed:
            done.append(_Done(path, problem=failed.problem))
        except OSError as failed:
            done.append(_Done(path, problem=_unwritten(path, failed)))
    return done


def make_pictures(work: _Encoding) -> list[_Done]:
    """Encode and write the variants of one photo. Runs in a worker."""
    done = []
    try:
        with open(work.place, "rb") as file:
            data = file.read()
        for name, made in images.encode(data, work.photo, work.variants):
            done.append(_put(work.root, name, made))
    except PhotoError as failed:
        problem = error(failed.code, Spot(work.photo.path), **failed.params)
        done.append(_Done(work.variants[0].name, problem=problem))
    except OSError as failed:
        done.append(_Done(work.variants[0].name, problem=_unwritten(work.variants[0].name, failed)))
    return done


def _unwritten(path: str, failed: OSError) -> Problem:
    return error("unwritten", Spot(f"output/{path}"), reason=failed.strerror or str(failed))


def _put(root: str, path: str, data: bytes) -> _Done:
    """Write one file whole or not at all; leave it alone if it holds these bytes already."""
    place = os.path.join(root, path)
    check_inside(root, path)
    try:
        status = os.lstat(place)
        if stat.S_ISREG(status.st_mode) and status.st_size == len(data):
            with open(place, "rb") as file:
                if file.read() == data:
                    return _Done(path, status.st_size, status.st_mtime_ns)
    except OSError:
        pass
    folder, name = os.path.split(place)
    fresh = os.path.join(folder, f"{MARK}{os.getpid()}-{name}"[:200])
    try:
        if not os.path.isdir(folder):
            os.makedirs(folder, exist_ok=True)
        with open(fresh, "wb") as file:
            file.write(data)
            file.flush()
            # The stamps survive the rename, so they can be taken from the open file.
            status = os.fstat(file.fileno())
        os.replace(fresh, place)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise
    return _Done(path, status.st_size, status.st_mtime_ns, written=True)


def write(
    plan: Plan,
    theme: Theme,
    snapshot: Snapshot,
    record: Record,
    output: Path,
    cache: Cache,
    crew: Crew,
    progress: Progress | None = None,
    first: tuple[str, ...] = (),
) -> Written:
    """Bring output/ to what is planned; of the pages, those named ``first`` before all others.

    Raises:
        OutputError: a link inside output/ would lead a write outside it, or the record cannot be kept.
    """
    root = str(output)
    forget_trust()
    stage_file, stage_digest = _stage(plan, theme, cache)
    shared = (theme.digest + digest_of(msgspec.msgpack.encode(plan.site)) + versions()).encode()
    output.mkdir(parents=True, exist_ok=True)
    keys = {path: key(each, theme, shared) for path, each in plan.outputs.items()}
    fresh = {
        path
        for path, wanted in keys.items()
        if (made := record.files.get(path)) and made.key == wanted and holds(root, path, made)
    }
    todo = [path for path in keys if path not in fresh]
    stale = [path for path in record.files if path not in keys]
    files = {path: record.files[path] for path in fresh}
    problems: list[Problem] = []
    written = deleted = 0
    # Looking at every file costs as much as all else; only a folder that is not known to be in order is worth it.
    settled = record.settled and all(path in record.files for path in todo)
    folder = None if settled else Folder(output)
    if folder:
        _refuse_links(todo, folder)
        for path in folder.remains:
            _unlink(root, path)
        problems += _move_aside(todo, record, folder, output, cache)
        problems += _strangers(keys, record, folder)
    if todo or stale:
        # From here on the record owns everything that may come to exist, so a killed build can be cleared up.
        pending = {path: Made("") for path in (*todo, *stale)}
        _keep(cache, Record({**files, **pending}))
        try:
            for done in _make(plan, todo, root, stage_file, stage_digest, snapshot, crew, progress, first):
                if done.problem:
                    problems.append(done.problem)
                    files[done.path] = Made("")
                    continue
                files[done.path] = Made(keys[done.path], done.size, done.mtime)
                written += done.written
        except BaseException:
            _keep(cache, Record({**pending, **files}))
            raise
        deleted = _prune(root, stale)
    return Written(
        pages=sum(isinstance(each, Page) for each in plan.outputs.values()),
        pictures=sum(isinstance(each, Picture) for each in plan.outputs.values()),
        written=written,
        unchanged=len(keys) - written - sum(bool(problem.severity is Severity.ERROR) for problem in problems),
        deleted=deleted,
        problems=tuple(problems),
        files=files,
    )


def _keep(cache: Cache, record: Record) -> None:
    try:
        cache.keep_record(record)
    except OSError as failed:
        raise OutputError(error("cache-unwritten", Spot(FOLDER), reason=failed.strerror or "")) from failed


def _stage(plan: Plan, theme: Theme, cache: Cache) -> tuple[str, str]:
    """Lay the stage out for the workers: its file, and a digest of what all pages share of it."""
    bytecode = cache.folder / "templates"
    bytecode.mkdir(exist_ok=True)
    stage = Stage(
        templates=theme.templates,
        chain=theme.chain,
        strings=theme.strings,
        params=theme.params,
        assets=plan.assets,
        site=plan.site,
        blocks_path=cache.blocks_path,
        bytecode=str(bytecode),
    )
    file = cache.folder / "stage.bin"
    data = msgspec.msgpack.encode(stage)
    digest = digest_of(data)
    fresh = file.with_name(f"stage.{os.getpid()}.new")
    fresh.write_bytes(data)
    os.replace(fresh, file)
    return str(file), digest


def _refuse_links(todo: Iterable[str], folder: Folder) -> None:
    for path in todo:
        above = path.rpartition("/")[0]
        while above:
            if above in folder.links:
                raise OutputError(error("output-link", Spot(f"output/{above}")))
            above = above.rpartition("/")[0]


def _move_aside(todo: list[str], record: Record, folder: Folder, output: Path, cache: Cache) -> list[Problem]:
    """Files that no build recorded, where an output belongs: kept, under the cache folder."""
    problems = []
    wanted = set(todo)
    for path in (*folder.files, *folder.links):
        if path not in wanted or path in record.files:
            continue
        home = cache.folder / "replaced" / path
        home.parent.mkdir(parents=True, exist_ok=True)
        os.replace(output / path, home)
        problems.append(note("moved-aside", Spot(f"output/{path}"), to=f"{FOLDER}/replaced/{path}"))
    for path in wanted & folder.folders:
        raise OutputError(error("output-folder-in-way", Spot(f"output/{path}")))
    for path in wanted:
        above = path.rpartition("/")[0]
        while above:
            if above in folder.files and above not in record.files:
                raise OutputError(error("output-file-in-way", Spot(f"output/{above}")))
            above = above.rpartition("/")[0]
    return problems


def _make(
    plan: Plan,
    todo: list[str],
    root: str,
    stage_file: str,
    stage_digest: str,
    snapshot: Snapshot,
    crew: Crew,
    progress: Progress | None,
    first: tuple[str, ...],
) -> Iterable[_Done]:
    """Pictures and assets first, so that no page is there before what it shows; then pages."""
    photos: dict[str, tuple[Photo, list[Variant]]] = {}
    pages: list[tuple[str, str, bytes]] = []
    for path in todo:
        output = plan.outputs[path]
        if isinstance(output, Page):
            pages.append((path, output.layout, msgspec.msgpack.encode(output.view)))
        elif isinstance(output, Picture):
            photos.setdefault(output.photo.digest, (output.photo, []))[1].append(output.variant)
        else:
            yield _plain(output, root, snapshot)
    work = [
        _Encoding(root, snapshot.place(photo.path), photo, tuple(variants))
        for photo, variants in sorted(photos.values(), key=lambda pair: -pair[0].width * pair[0].height)
    ]
    for number, done in enumerate(crew.map(make_pictures, work, worthwhile=len(work) > 1), 1):
        yield from done
        if progress:
            progress("pictures", number, len(work))
    if first and (ahead := tuple(page for page in pages if page[0] in first)):
        yield from make_pages(_Batch(stage_file, stage_digest, root, ahead))
        pages = [page for page in pages if page[0] not in first]
    batches = [_Batch(stage_file, stage_digest, root, tuple(some)) for some in chunks(pages, _PAGES)]
    made = 0
    for done in crew.map(make_pages, batches, worthwhile=len(pages) > _ENOUGH):
        yield from done
        made += len(done)
        if progress:
            progress("pages", made, len(pages))


def _plain(output: Copy | Text, root: str, snapshot: Snapshot) -> _Done:
    try:
        data = output.text.encode() if isinstance(output, Text) else snapshot.read(output.source)
        if isinstance(output, Copy) and _stripped(output):
            data = images.strip(data, output.source)
        return _put(root, output.path, data)
    except OSError as failed:
        return _Done(output.path, problem=_unwritten(output.path, failed))
    except PhotoError as failed:
        return _Done(output.path, problem=error(failed.code, Spot(output.source), **failed.params))


def _strangers(keys: dict[str, str], record: Record, folder: Folder) -> list[Problem]:
    """Files in output/ that leitai never wrote: they are kept, and told."""
    found = sorted(p for p in (*folder.files, *folder.links) if p not in keys and p not in record.files)
    found = [path for path in found if not path.rpartition("/")[2].startswith(".")]
    return [note("strangers", Spot("output/"), number=len(found), example=found[0])] if found else []


def _prune(root: str, stale: Iterable[str]) -> int:
    deleted = 0
    emptied: set[str] = set()
    for path in stale:
        try:
            check_inside(root, path)
        except OSError:
            continue
        if os.path.lexists(os.path.join(root, path)):
            _unlink(root, path)
            deleted += 1
            emptied.add(path.rpartition("/")[0])
    for above in sorted(emptied, key=len, reverse=True):
        while above:
            try:
                os.rmdir(os.path.join(root, above))
            except OSError:
                break
            above = above.rpartition("/")[0]
    return deleted


def _unlink(root: str, path: str) -> None:
    Path(os.path.join(root, path)).unlink(missing_ok=True)
