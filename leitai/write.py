"""Plan + Record → output/: skip what is there already, write the rest atomically, prune what is no longer planned.

The only writer of output/. An output is made again only if its key changed or its file is not as it was left. Files
in output/ that no record knows are never deleted: one that stands where an output belongs is moved aside. Before
anything is touched the record says what will be, so a build that is killed is repaired by the next. Knows what a key
is, and not what a page is.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from leitai import images
from leitai.cache import FOLDER, Cache, Made, Record, compiled_folder, put
from leitai.darkroom import place_of as darkroom_place
from leitai.errors import OutputError, Problem, Severity, Spot, error, note
from leitai.folder import MARK, Folder, check_inside, forget_trust, holds
from leitai.images import Photo, PhotoError, Variant
from leitai.images.cards import draw
from leitai.keys import Keys, stripped
from leitai.outputs import Copy, Drawing, Page, Picture, Piece, Text
from leitai.parallel import Crew, chunks
from leitai.plan import Plan
from leitai.render import Renderer, RenderError, Stage
from leitai.sources import Snapshot, digest_of, verified
from leitai.theme import Theme

_PAGES = 64
_PIECES = 512
_ENOUGH = 200
_SLOWEST = 5
_REPLACED = "replaced"
_PICTURES = "(pictures)"

Progress = Callable[[str, int, int], None]


class Written(Struct, frozen=True):
    """What became of output/: numbers of files, the problems of single files, and the new record's files and basis.

    ``left`` are the pictures that wait until somebody asks for them. ``times`` are (part of the work, seconds);
    ``layouts`` and ``slowest`` pages, only if measured, what they took in all processes together: (name, files,
    seconds) and (path, seconds).
    """

    pages: int
    pictures: int
    written: int
    unchanged: int
    deleted: int
    problems: tuple[Problem, ...]
    files: dict[str, Made]
    basis: dict[str, str] = {}
    left: int = 0
    times: tuple[tuple[str, float], ...] = ()
    layouts: tuple[tuple[str, int, float], ...] = ()
    slowest: tuple[tuple[str, float], ...] = ()


class _Batch(Struct, frozen=True):
    """Work for one worker: pages as (path, layout, encoded view), to be rendered on a stage and written."""

    stage_file: str
    stage_digest: str
    root: str
    pages: tuple[tuple[str, str, bytes], ...]
    timed: bool = False


class _Encoding(Struct, frozen=True):
    """Work for one worker: the variants of one photo; some may be in the ``darkroom`` already."""

    root: str
    place: str
    photo: Photo
    variants: tuple[Variant, ...]
    darkroom: str = ""


class _Copying(Struct, frozen=True):
    """Work for one worker: pieces of files that this build made, to be put in their places."""

    root: str
    pieces: tuple[Piece, ...]


class _Done(Struct, frozen=True):
    """One file's fate: its stamps if it stands as it should, whether it was written, or its problem.

    ``seconds`` is what it took, where that is measured.
    """

    path: str
    size: int = 0
    mtime: int = 0
    written: bool = False
    problem: Problem | None = None
    seconds: float = 0.0


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
    renderer.blocks.ready()
    done = []
    for path, layout, view in work.pages:
        begun = time.perf_counter() if work.timed else 0.0
        try:
            data = renderer.render(layout, renderer.decode(view))
            made = _put(work.root, path, data)
        except RenderError as failed:
            made = _Done(path, problem=failed.problem)
        except OSError as failed:
            made = _Done(path, problem=_unwritten(path, failed))
        done.append(replace(made, seconds=time.perf_counter() - begun) if work.timed else made)
    return done


def make_pictures(work: _Encoding) -> list[_Done]:
    """Encode and write the variants of one photo. Runs in a worker."""
    begun = time.perf_counter()
    done = []
    problem: Problem | None = None
    try:
        variants = work.variants
        if work.darkroom:
            done += [each for variant in variants if (each := _fetched(work.root, work.darkroom, variant.name))]
            there = {each.path for each in done}
            variants = tuple(variant for variant in variants if variant.name not in there)
        if variants:
            with open(work.place, "rb") as file:
                data = verified(work.photo.path, file.read(), work.photo.digest)
            for name, made in images.encode(data, work.photo, variants):
                done.append(_put(work.root, name, made))
    except PhotoError as failed:
        problem = error(failed.code, Spot(work.photo.path), **failed.params)
    except OSError as failed:
        problem = _unwritten(work.variants[len(done)].name if len(done) < len(work.variants) else "", failed)
    there = {each.path for each in done}
    done += [_Done(each.name, problem=problem) for each in work.variants if problem and each.name not in there]
    seconds = (time.perf_counter() - begun) / len(done)
    return [replace(each, seconds=seconds) for each in done]


def _fetched(root: str, darkroom: str, path: str) -> _Done | None:
    """A picture that was developed in this build, put in its place; None if there is none."""
    ready, place = darkroom_place(darkroom, path), os.path.join(root, path)
    if not os.path.isfile(ready):
        return None
    check_inside(root, path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    try:
        os.replace(ready, place)
    except OSError as failed:
        if failed.errno != errno.EXDEV:
            raise
        return _put(root, path, Path(ready).read_bytes())  # output/ is on another disk
    status = os.lstat(place)
    return _Done(path, status.st_size, status.st_mtime_ns, written=True)


def put_pieces(work: _Copying) -> list[_Done]:
    """Copy some pieces to their places. Runs in a worker."""
    done = []
    with ExitStack() as stack:
        open_: dict[str, BinaryIO] = {}
        for piece in work.pieces:
            try:
                file = open_.get(piece.file)
                if file is None:
                    file = open_[piece.file] = stack.enter_context(open(piece.file, "rb"))
                file.seek(piece.start)
                done.append(_put(work.root, piece.path, file.read(piece.size)))
            except OSError as failed:
                done.append(_Done(piece.path, problem=_unwritten(piece.path, failed)))
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
    folder = os.path.dirname(place)
    fresh = os.path.join(folder, f"{MARK}{os.getpid()}-{threading.get_ident():x}")
    try:
        if not os.path.isdir(folder):
            _make_folders(folder)
        with open(fresh, "wb", 0) as file:
            done = file.write(data)
            while done < len(data):
                done += file.write(data[done:])
            # The stamps survive the rename, so they can be taken from the open file.
            status = os.fstat(file.fileno())
        os.replace(fresh, place)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise
    return _Done(path, status.st_size, status.st_mtime_ns, written=True)


def _make_folders(folder: str) -> None:
    try:
        os.mkdir(folder)  # Nearly always the one above is there.
    except OSError:
        os.makedirs(folder, exist_ok=True)


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
    timed: bool = False,
    darkroom: str = "",
    lazy: bool = False,
    begun: Callable[[], object] | None = None,
) -> Written:
    """Bring output/ to what is planned; of the pages, those named ``first`` before all others.

    Pictures that are in the folder ``darkroom`` are moved from there. With ``lazy`` those that are nowhere are left for
    `deliver`, and those that it brought are taken for made. ``begun`` is called when the record says what will be, and
    nothing is written yet.

    Raises:
        OutputError: a link inside output/ would lead a write outside it, or the record cannot be kept.
    """
    watch = _Watch(plan, timed)
    root = str(output)
    forget_trust()
    stage = _stage(plan, theme, cache)
    _make_folder(output)
    keys = Keys(plan, theme, record.basis)
    # What is new has to be made whatever its key is; that of a new page is made with the page.
    wanted = {
        path: "" if path not in record.files and isinstance(each, Page) else keys.of(each)
        for path, each in plan.outputs.items()
    }
    # Whoever planned to leave a piece has looked whether it stands.
    standing = {path for path, each in plan.outputs.items() if isinstance(each, Piece) and not each.file}
    fresh = {
        path
        for path, key in wanted.items()
        if (made := record.files.get(path)) and made.key == key and (path in standing or holds(root, path, made))
    }
    todo = [path for path in wanted if path not in fresh]
    stale = [path for path in record.files if path not in wanted]
    files = {path: record.files[path] for path in fresh}
    left: dict[str, Made] = {}
    if lazy:
        brought, left = _left(plan, todo, keys, record, root)
        files.update(brought)
        todo = [path for path in todo if path not in files and path not in left]
    problems: list[Problem] = []
    aside: dict[str, Path] = {}
    written = deleted = 0
    # Looking at every file costs as much as all else; only a folder that is not known to be in order is worth it.
    settled = record.settled and all(path in record.files for path in todo)
    folder = None if settled else Folder(output)
    if folder:
        _refuse_links(todo, folder)
        for path in folder.remains:
            with suppress(OSError):
                _unlink(root, path)
        aside = _move_aside(todo, record, folder, output, cache)
        problems += _strangers(wanted, record, folder)
    watch("compare")
    strays = [path for path in stale if record.files[path].key and _altered(root, path, record.files[path])]
    if not todo and not stale and all(path in record.files for path in left):
        if begun:
            begun()
    else:
        reasons = {path: keys.why(plan.outputs[path], wanted[path], record.files.get(path)) for path in todo}
        # From here on the record owns everything that may come to exist, so a killed build can be cleared up.
        pending = {path: Made("") for path in (*todo, *stale, *left)}
        cache.keep_record(Record({**files, **pending}, basis=keys.basis))
        try:
            if begun:
                begun()
            for path in strays:
                problems.append(_moved(path, _keep(path, output, cache), cache))
            # What stands where a folder must be, or in a folder that must be a file, cannot wait.
            early = _in_the_way(stale, todo)
            deleted += _prune(root, early, files, problems)
            for done in _make(plan, todo, wanted, keys, root, stage, snapshot, crew, progress, first, watch, darkroom):
                if done.problem:
                    problems.append(done.problem)
                    files[done.path] = Made("", why=reasons[done.path])
                    continue
                files[done.path] = Made(wanted[done.path], done.size, done.mtime, reasons[done.path])
                written += done.written
        except BaseException:
            cache.keep_record(Record({**pending, **files}, basis=keys.basis))
            raise
        deleted += _prune(root, [path for path in stale if path not in early], files, problems)
        for path, home in aside.items():
            if _same_again(path, output, home, files):
                written -= 1
            else:
                problems.append(_moved(path, home, cache))
        watch("prune")
    return Written(
        pages=sum(isinstance(each, Page) for each in plan.outputs.values()),
        pictures=sum(isinstance(each, Picture) for each in plan.outputs.values()),
        written=written,
        unchanged=len(wanted) - len(left) - written - sum(each.severity is Severity.ERROR for each in problems),
        deleted=deleted,
        problems=tuple(problems),
        files={**files, **left},
        basis=keys.basis,
        left=len(left),
        times=tuple(watch.times.items()),
        layouts=watch.layouts(),
        slowest=watch.slowest(),
    )


def _left(
    plan: Plan, todo: Iterable[str], keys: Keys, record: Record, root: str
) -> tuple[dict[str, Made], dict[str, Made]]:
    """Of the pictures to be made, those that stand under their names, and those that can wait.

    (A name says all of a picture, and files come there whole.) One that is not as it was left can not.
    """
    brought: dict[str, Made] = {}
    left: dict[str, Made] = {}
    for path in todo:
        output, before = plan.outputs[path], record.files.get(path)
        if not isinstance(output, Picture):
            continue
        try:
            check_inside(root, path)
            status = os.lstat(f"{root}/{path}")
        except FileNotFoundError:
            left[path] = Made("", why=keys.why(output, path, before))
        except OSError:
            continue
        else:
            if stat.S_ISREG(status.st_mode) and not (before and before.key):
                why = keys.why(output, path, before)
                brought[path] = Made(keys.of(output), status.st_size, status.st_mtime_ns, why)
    return brought, left


def deliver(output: Path, path: str, data: bytes) -> None:
    """Bring a picture that a lazy build left, in any thread and beside any build.

    Only for one that is planned while this runs: so the record knows of it.

    Raises:
        OSError: it cannot be written.
    """
    for last in (False, False, True):
        forget_trust()
        try:
            _put(str(output), path, data)
        except FileNotFoundError:
            # A build has just removed an empty folder, or what it took for the remains of a killed one.
            if last:
                raise
        else:
            return


class _Watch:
    """Where the time of writing goes: by part always, by layout and page if ``timed``."""

    def __init__(self, plan: Plan, timed: bool) -> None:
        self.plan = plan
        self.timed = timed
        self.times: dict[str, float] = {}
        self.spent: dict[str, float] = {}
        self._begun = time.perf_counter()

    def __call__(self, part: str) -> None:
        """All since the last call was for that part."""
        now = time.perf_counter()
        self.times[part] = self.times.get(part, 0.0) + now - self._begun
        self._begun = now

    def of(self, done: Iterable[_Done]) -> None:
        """Note what some files took."""
        if self.timed:
            self.spent.update((each.path, each.seconds) for each in done)

    def layouts(self) -> tuple[tuple[str, int, float], ...]:
        """Layouts (and pictures) with their files and seconds, the longest first."""
        sums: dict[str, tuple[int, float]] = {}
        for path, seconds in self.spent.items():
            output = self.plan.outputs[path]
            name = output.layout if isinstance(output, Page) else _PICTURES
            number, total = sums.get(name, (0, 0.0))
            sums[name] = number + 1, total + seconds
        return tuple(sorted(((name, *each) for name, each in sums.items()), key=lambda row: -row[2]))

    def slowest(self) -> tuple[tuple[str, float], ...]:
        """The files that took longest."""
        return tuple(sorted(self.spent.items(), key=lambda pair: -pair[1])[:_SLOWEST])


def _make_folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as failed:
        raise OutputError(error("unwritten", Spot("output/"), reason=failed.strerror or "")) from failed


def _above(path: str) -> Iterator[str]:
    """The folders that a path is in, the innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def _in_the_way(stale: Iterable[str], todo: Iterable[str]) -> list[str]:
    """Files no longer planned that stand where a planned one needs a folder, or a folder where it needs a file."""
    stale = list(stale)
    if not stale:
        return []
    places = set(todo)
    folders = {above for path in places for above in _above(path)}
    return [path for path in stale if path in folders or any(above in places for above in _above(path))]


def stage_of(plan: Plan, theme: Theme, cache: Cache) -> Stage:
    """What all pages of a plan share."""
    return Stage(
        templates=theme.templates,
        chain=theme.chain,
        strings=theme.strings,
        params=theme.params,
        assets=plan.assets,
        site=plan.site,
        blocks_path=cache.blocks_path,
        bytecode=compiled_folder(),
    )


def _stage(plan: Plan, theme: Theme, cache: Cache) -> tuple[str, str]:
    """Lay the stage out for the workers: its file, and a digest of what all pages share of it."""
    file = cache.folder / "stage.bin"
    data = msgspec.msgpack.encode(stage_of(plan, theme, cache))
    put(file, data)
    return str(file), digest_of(data)


def _refuse_links(todo: Iterable[str], folder: Folder) -> None:
    for path in todo:
        above = path.rpartition("/")[0]
        while above:
            if above in folder.links:
                raise OutputError(error("output-link", Spot(f"output/{above}")))
            above = above.rpartition("/")[0]


def _move_aside(todo: list[str], record: Record, folder: Folder, output: Path, cache: Cache) -> dict[str, Path]:
    """Move files that no build recorded from where an output belongs to the cache folder; which, and where to."""
    wanted = set(todo)
    foreign = [path for path in (*folder.files, *folder.links) if path not in record.files]
    filled = {above for path in foreign for above in _above(path)}
    for path in sorted(wanted & folder.folders):
        if path in filled or not any(each.startswith(f"{path}/") for each in folder.files):
            raise OutputError(error("output-folder-in-way", Spot(f"output/{path}")))
    strange = set(foreign)
    for path in sorted(wanted):
        for above in _above(path):
            if above in strange:
                raise OutputError(error("output-file-in-way", Spot(f"output/{above}")))
    moved: dict[str, Path] = {}
    for path in foreign:
        if path in wanted:
            try:
                moved[path] = _keep(path, output, cache)
            except OSError as failed:
                raise OutputError(_unwritten(path, failed)) from failed
    return moved


def _altered(root: str, path: str, made: Made) -> bool:
    """Whether somebody else has written to a file since it was made."""
    try:
        check_inside(root, path)
        return os.path.lexists(f"{root}/{path}") and not holds(root, path, made)
    except OSError:
        return False


def _keep(path: str, output: Path, cache: Cache) -> Path:
    """Move one file of output/ to the cache folder, beside any that was moved there before; where it is now."""
    home = cache.folder / _REPLACED / path
    number = 1
    while home.exists() or home.is_symlink():
        number += 1
        home = home.with_name(f"{Path(path).name}.{number}")
    home.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(output / path, home)
    return home


def _moved(path: str, home: Path, cache: Cache) -> Problem:
    return note("moved-aside", Spot(f"output/{path}"), to=f"{FOLDER}/{home.relative_to(cache.folder).as_posix()}")


def _same_again(path: str, output: Path, home: Path, files: dict[str, Made]) -> bool:
    """Whether what was moved aside is just what was made (the record was lost): then it goes back, with its stamps.

    Only where output/ is on another file system than the cache it does not: what was made stays, and it goes.
    """
    try:
        if home.is_symlink() or path not in files or home.read_bytes() != (output / path).read_bytes():
            return False
        try:
            os.replace(home, output / path)
        except OSError as failed:
            if failed.errno != errno.EXDEV:
                raise
            home.unlink()
        status = os.lstat(output / path)
    except OSError:
        return False
    files[path] = replace(files[path], size=status.st_size, mtime=status.st_mtime_ns)
    return True


def _make(
    plan: Plan,
    todo: list[str],
    wanted: dict[str, str],
    keys: Keys,
    root: str,
    stage: tuple[str, str],
    snapshot: Snapshot,
    crew: Crew,
    progress: Progress | None,
    first: tuple[str, ...],
    watch: _Watch,
    darkroom: str,
) -> Iterable[_Done]:
    """Pictures and assets first, so that no page is there before what it shows; then pages.

    ``wanted`` gets the keys that it lacks yet.
    """
    photos: dict[str, tuple[Photo, list[Variant]]] = {}
    pages: list[Page] = []
    pieces: list[Piece] = []
    for path in todo:
        output = plan.outputs[path]
        if isinstance(output, Page):
            pages.append(output)
        elif isinstance(output, Picture):
            photos.setdefault(output.photo.digest, (output.photo, []))[1].append(output.variant)
        elif isinstance(output, Piece):
            pieces.append(output)
        else:
            yield _plain(output, root, snapshot)
    watch("files")
    work = [
        _Encoding(root, snapshot.place(photo.path), photo, tuple(variants), darkroom)
        for photo, variants in sorted(photos.values(), key=lambda pair: -pair[0].width * pair[0].height)
    ]
    for number, done in enumerate(crew.map(make_pictures, work, worthwhile=len(work) > 1, threads=True), 1):
        yield from done
        watch.of(done)
        if progress:
            progress("pictures", number, len(work))
    watch("pictures")

    def batch(some: Iterable[Page]) -> _Batch:
        encoded = []
        for page in some:
            view = msgspec.msgpack.encode(page.view)
            wanted[page.path] = wanted[page.path] or keys.of(page, view)
            encoded.append((page.path, page.layout, view))
        return _Batch(*stage, root, tuple(encoded), watch.timed)

    if ahead := [page for page in pages if page.path in first]:
        done = make_pages(batch(ahead))
        yield from done
        watch.of(done)
        pages = [page for page in pages if page.path not in first]
    batches = map(batch, chunks(pages, _PAGES))
    made = 0
    for done in crew.map(make_pages, batches, worthwhile=len(pages) > _ENOUGH):
        yield from done
        watch.of(done)
        made += len(done)
        if progress:
            progress("pages", made, len(pages))
    watch("pages")
    copying = [_Copying(root, tuple(some)) for some in chunks(pieces, _PIECES)]
    for done in crew.map(put_pieces, copying, worthwhile=len(copying) > 1):
        yield from done
    watch("search")


def _plain(output: Copy | Text | Drawing, root: str, snapshot: Snapshot) -> _Done:
    try:
        if isinstance(output, Drawing):
            return _put(root, output.path, draw(output.card))
        data = output.text.encode() if isinstance(output, Text) else snapshot.read(output.source)
        if isinstance(output, Copy) and stripped(output):
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


def _prune(root: str, stale: Iterable[str], files: dict[str, Made], problems: list[Problem]) -> int:
    """Delete what is no longer planned; what cannot be deleted is told, and stays in the record for the next build."""
    deleted = 0
    emptied: set[str] = set()
    for path in stale:
        try:
            check_inside(root, path)
        except OSError:
            continue
        try:
            if os.path.lexists(os.path.join(root, path)):
                _unlink(root, path)
                deleted += 1
                emptied.add(path.rpartition("/")[0])
        except OSError as failed:
            problems.append(_unwritten(path, failed))
            files[path] = Made("")
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
