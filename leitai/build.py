"""The build, as a table of contents: scan, load, plan, write. Full, incremental and served builds are this one path.

    config, snapshot ─→ load ─→ Site ─→ plan ─→ Plan ─→ search ─→ Plan ─→ render + write ─→ Report

Every build loads the whole model (what was parsed before comes from the cache) and plans every output; an output is
made again only if its key changed. If not one source, setting or version changed and output/ is as it was left, there
is nothing to load. Prints nothing.
"""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from leitai import sources
from leitai.cache import DAMAGED, DARKROOM, FOLDER, OUTDATED, Cache, Record, unwritten, versions
from leitai.errors import (
    ContentError,
    OutputError,
    Problem,
    Severity,
    Spot,
    UsageError,
    error,
    in_order,
    is_error,
    note,
)
from leitai.folder import check_place, intact, named
from leitai.sources import Snapshot, digest_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from leitai.config import Config
    from leitai.images import Photo
    from leitai.load import Bench
    from leitai.model import Site
    from leitai.parallel import Crew
    from leitai.plan import Plan
    from leitai.theme import Theme
    from leitai.write import Progress, Written

DEFAULT_LANGUAGE = "zh-CN"
WAITING = "waiting"
"""What is told as progress while another build works on the site."""
_ATTEMPTS = 4
_OF_THE_MOMENT = (f"cache-{DAMAGED}", f"cache-{OUTDATED}", "moved-aside")
"""What is told once, and not again by a build with nothing to do."""

T = TypeVar("T")


class Options(Struct, frozen=True):
    """How to build. ``now`` is an aware moment, the clock's if None; ``preview`` shows what is held back.

    ``strict`` lets warnings stop the build too; ``dry`` stops before output/ is touched, for the problems alone.
    ``first`` are outputs that somebody waits for: of all pages they are made first. ``cache`` is a folder to keep the
    cache in, the site's own if None; ``profile`` measures every page. ``lazy`` leaves pictures that are not there yet
    until somebody asks for them (see `write.deliver`).
    """

    root: Path
    output: Path
    now: dt.datetime | None = None
    preview: bool = False
    strict: bool = False
    jobs: int = 0
    dry: bool = False
    first: tuple[str, ...] = ()
    cache: Path | None = None
    profile: bool = False
    lazy: bool = False


class Report(Struct, frozen=True):
    """What a build did. ``ok`` is False if errors (or warnings, when strict) were found; then output/ is as it was.

    ``steps`` are (name, seconds). ``language`` is the site's, for messages. ``unfrozen`` are the addresses in use that
    only pinyin gives, and ``url`` the site's, both told by a dry build. ``left`` are the pictures that a lazy build has
    not made.
    """

    ok: bool
    problems: tuple[Problem, ...]
    language: str = DEFAULT_LANGUAGE
    written: Written | None = None
    steps: tuple[tuple[str, float], ...] = ()
    idle: bool = False
    outputs: int = 0
    unfrozen: dict[str, str] = {}
    url: str = ""
    left: int = 0


def theme_roots() -> tuple[Path, ...]:
    """Where built-in themes stand: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent
    return tuple(folder for folder in (package.parent / "themes", package / "_themes") if folder.is_dir())


def build(
    options: Options,
    executor: Executor | None = None,
    progress: Progress | None = None,
    ready: Callable[[Prepared, Cache], None] | None = None,
) -> Report:
    """Bring output/ up to date with the sources.

    ``ready`` hears all there is to know when the record says what will be, and before anything is written.

    Raises:
        OutputError: output/ or the cache cannot be used; nothing was changed.
        UsageError: there is no site here.
    """
    _check_site(options.root)
    check_place(options.output, options.root)
    clock = _Clock()
    cache = Cache(options.root, options.output, options.cache)
    with _alone(cache, progress), no_collector():
        try:
            return _steadily(cache, lambda last: _build(options, cache, clock, executor, progress, ready, last))
        except OutputError as refused:
            raise OutputError(named(refused.problem, options.output, options.root)) from refused


def _check_site(root: Path) -> None:
    """Refuse a folder that is no site, before anything is left in it."""
    if not (root / sources.CONFIG).is_file():
        raise UsageError(error("no-config", Spot(sources.CONFIG)))


class Prepared(Struct, frozen=True):
    """All there is to know before the first byte is written.

    ``inputs`` and ``turns`` are as in a `cache.Record`, ``unfrozen`` as in a `Report`, ``bench`` as in what is loaded.
    """

    snapshot: Snapshot
    record: Record
    config: Config
    site: Site
    theme: Theme
    plan: Plan
    problems: tuple[Problem, ...]
    inputs: str
    turns: str
    unfrozen: dict[str, str]
    bench: Bench | None = None


def prepare(options: Options, progress: Progress | None = None) -> tuple[Report, Prepared | None, Cache]:
    """What a build would do, without doing it; None where it would be refused, for the problems of the report.

    Raises:
        OutputError, UsageError: as `build`.
    """
    _check_site(options.root)
    check_place(options.output, options.root)
    options = replace(options, dry=True)
    clock = _Clock()
    cache = Cache(options.root, options.output, options.cache)

    def look(last: bool) -> tuple[Report, Prepared | None]:
        from leitai.parallel import Crew

        scanned = _scan(options, cache, clock, last)
        with Crew(options.jobs) as crew:
            found = _prepare(options, cache, clock, crew, scanned)
            if isinstance(found, Report):
                return found, None
            planned = _searchable(found, options, cache, crew)
        return _dry(options, found, clock), replace(found, plan=planned)

    with _alone(cache, progress), no_collector():
        return *_steadily(cache, look), cache


def _steadily(cache: Cache, work: Callable[[bool], T]) -> T:
    """``work``, and again if a source changed under its hands or the store of rendered text proved to be damaged.

    It is told whether it is the last time, when it has to make do with what it has seen.
    """
    from_scratch = False
    for attempt in range(_ATTEMPTS):
        try:
            done = work(attempt + 1 == _ATTEMPTS)
        except sources.SourceChanged as changed:
            if attempt + 1 == _ATTEMPTS:
                raise OutputError(error("source-changing", Spot(str(changed.filename)))) from changed
            continue
        except Exception as failed:
            if from_scratch or not cache.broken_by(failed):
                raise
        else:
            lost = isinstance(done, Report) and any(problem.code == "text-lost" for problem in done.problems)
            if not lost or from_scratch:
                return done
        from_scratch = True
        cache.forget_blocks()
    raise AssertionError("the last attempt returns or raises")


def _build(
    options: Options,
    cache: Cache,
    clock: _Clock,
    executor: Executor | None,
    progress: Progress | None,
    ready: Callable[[Prepared, Cache], None] | None,
    last: bool,
) -> Report:
    scanned = _scan(options, cache, clock, last)
    if not options.dry and scanned.stands and intact(scanned.record, options.output, lazy=options.lazy):
        return _idle(scanned.record, options, cache, clock)
    # Everything below costs its import, which a build with nothing to do need not pay.
    from leitai import load as loading
    from leitai.parallel import Crew
    from leitai.write import write

    with Crew(options.jobs, executor) as crew:
        found = _developed(options, cache, clock, crew, scanned, progress)
        if isinstance(found, Report):
            return found
        if options.dry:
            return _dry(options, found, clock)
        with clock("search"):
            planned = _searchable(found, options, cache, crew)
        with clock("write"):
            written = write(
                planned,
                found.theme,
                found.snapshot,
                found.record,
                options.output,
                cache,
                crew,
                progress,
                options.first,
                options.profile,
                darkroom="" if options.lazy else str(cache.folder / DARKROOM),
                lazy=options.lazy,
                begun=partial(ready, found, cache) if ready else None,
            )
    every = in_order(
        named(loading.placed(problem, found.snapshot), options.output, options.root)
        for problem in [*found.problems, *written.problems]
    )
    done = not any(map(is_error, every))
    if done:
        if not options.lazy:
            from shutil import rmtree

            rmtree(cache.folder / DARKROOM, ignore_errors=True)
        cache.keep_origins({path: file.digest for path, file in found.snapshot.files.items()})
    cache.keep_record(
        Record(
            files=written.files,
            inputs=found.inputs if done else "",
            since=scanned.now.isoformat(),
            turns=found.turns,
            language=found.config.language,
            settled=True,
            problems=tuple(problem for problem in every if problem.code not in _OF_THE_MOMENT),
            basis=written.basis,
        )
    )
    return Report(
        ok=done,
        problems=every,
        language=found.config.language,
        written=written,
        steps=clock.steps(),
        outputs=len(planned.outputs),
        left=written.left,
    )


def _searchable(found: Prepared, options: Options, cache: Cache, crew: Crew) -> Plan:
    """The plan, with the search files if the site has search."""
    if not found.config.said.search:
        return found.plan
    from leitai.search.step import searchable

    return searchable(found.plan, found.record, options.output, cache, crew)


class _Scanned(Struct, frozen=True):
    """The sources, and the record that they are held against; ``stands`` if it would be the same again."""

    now: dt.datetime
    snapshot: Snapshot
    record: Record
    inputs: str
    stands: bool


def _scan(options: Options, cache: Cache, clock: _Clock, hold: bool) -> _Scanned:
    now = (options.now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    with clock("scan"):
        record = cache.record()
        known = cache.sources()
        snapshot = sources.scan(options.root, theme_roots(), known.files, hold=hold)
        if snapshot.files != known.files:
            known = sources.Known(snapshot.files, snapshot.digest)
            cache.keep_sources(known)
        inputs = _inputs(snapshot, known.digest, options)
    return _Scanned(now, snapshot, record, inputs, record.stands(inputs, now.isoformat()))


def _developed(
    options: Options, cache: Cache, clock: _Clock, crew: Crew, scanned: _Scanned, progress: Progress | None
) -> Prepared | Report:
    """`_prepare`, with new photos developed on the way: their outlines give a plan, and the plan says what they are
    for. Then they are known, and all is loaded and planned as if they always had been."""
    if options.dry or options.lazy:
        return _prepare(options, cache, clock, crew, scanned)
    from leitai import darkroom
    from leitai.outputs import Picture

    folder = cache.folder / DARKROOM
    if folder.is_dir():
        darkroom.tidy(folder)
    outlines: dict[str, Photo] = {}
    found = _prepare(options, cache, clock, crew, scanned, outlines=outlines)
    if not outlines:
        return found
    known: dict[str, Photo] = {}
    if isinstance(found, Prepared):
        limits = found.config.said.images
        pictures = (each for each in found.plan.outputs.values() if isinstance(each, Picture))
        with clock("photos"):
            known = darkroom.develop(
                folder,
                outlines,
                ((each.photo, each.variant) for each in pictures),
                found.snapshot.place,
                (limits.max_pixels, limits.max_bytes),
                crew,
                progress,
            )
    return _prepare(options, cache, clock, crew, scanned, known=known)


def _prepare(
    options: Options,
    cache: Cache,
    clock: _Clock,
    crew: Crew,
    scanned: _Scanned,
    *,
    outlines: dict[str, Photo] | None = None,
    known: Mapping[str, Photo] = MappingProxyType({}),
) -> Prepared | Report:
    """The plan; or the report, where the build ends before anything is written.

    If ``outlines`` are given, new photos need not be looked at closely, and are put there by their keys; ``known`` are
    those that were looked at since the cache was written.
    """
    from leitai import config as configuration
    from leitai import load as loading
    from leitai.load import Parsed
    from leitai.plan import plan

    snapshot = scanned.snapshot
    data = snapshot.read(sources.CONFIG) if sources.CONFIG in snapshot.files else None
    config, problems = configuration.load(data)
    if config is None:
        return _unwritten(options, snapshot, [*problems, *snapshot.problems], configuration.language(data), clock)
    language = config.language
    with clock("load"):
        kept = parsed = cache.take("parsed", Parsed) or Parsed()
        if not cache.mend_blocks():
            # Documents are no use without their rendered text.
            kept = parsed = replace(parsed, documents={})
        if known:
            parsed = replace(parsed, photos={**parsed.photos, **known})
        loaded = loading.load(
            snapshot,
            config,
            config.local(scanned.now),
            before=parsed,
            blocks_path=cache.blocks_path,
            crew=crew,
            preview=options.preview,
            outline=outlines is not None,
        )
    problems += loaded.problems
    if outlines is not None:
        outlines.update(loaded.outlines)
    if loaded.parsed != kept:
        cache.shelf("parsed", Parsed).save(loaded.parsed)
        now = loaded.parsed.documents
        if stale := [old.body for path, old in parsed.documents.items() if now.get(path) is not old]:
            cache.drop_blocks(set(stale) - {document.body for document in now.values()})
    with clock("theme"):
        theme, more = _theme(snapshot, config, cache)
        problems += more
    problems += _unusable(cache)
    if theme is None or loaded.site is None or _stops(problems, options.strict):
        return replace(_unwritten(options, snapshot, problems, language, clock), url=config.url)
    with clock("plan"):
        planned, more = plan(loaded.site, theme, snapshot, advice=options.dry)
        problems += more
    problems += [note(f"held-{held.reason}", Spot(held.source), until=_until(held.until)) for held in loaded.site.held]
    if _stops(problems, options.strict):
        return replace(_unwritten(options, snapshot, problems, language, clock), url=config.url)
    turns = loaded.site.turns
    return Prepared(
        snapshot=snapshot,
        record=scanned.record,
        config=config,
        site=loaded.site,
        theme=theme,
        plan=planned,
        problems=tuple(problems),
        inputs=scanned.inputs,
        turns=turns.replace(tzinfo=config.zone).astimezone(dt.UTC).isoformat() if turns else "",
        unfrozen=loaded.parsed.slugs,
        bench=loaded.bench,
    )


def _unusable(cache: Cache) -> list[Problem]:
    """That files of the cache could not be used and were made again, and why."""
    told = []
    for why in (DAMAGED, OUTDATED):
        if names := "、".join(dict.fromkeys(name for name, wrong in cache.unusable if wrong == why)):
            told.append(note(f"cache-{why}", Spot(FOLDER), files=names))
    return told


def _theme(snapshot: Snapshot, config: Config, cache: Cache) -> tuple[Theme | None, list[Problem]]:
    """The site's theme, as it was made before if nothing it is made of changed."""
    from leitai import theme

    said = config.said
    files = "".join(snapshot.files[path].digest + path for path in snapshot.under(sources.THEMES))
    key = digest_of(repr((files, said.theme, said.language, sorted(said.params.items()))).encode())
    kept = cache.take("theme", theme.Kept)
    if kept and kept.key == key:
        return kept.theme, []
    try:
        made, problems = theme.load(snapshot, said.theme, said.language, said.params)
    except ContentError as broken:
        return None, list(broken.problems)
    if not problems:
        cache.shelf("theme", theme.Kept).save(theme.Kept(key, made))
    return made, problems


def _until(when: object) -> str:
    moment = getattr(when, "moment", None)
    return moment.isoformat(" ", "minutes") if moment else ""


def _stops(problems: Iterable[Problem], strict: bool) -> bool:
    weights = {problem.severity for problem in problems}
    return Severity.ERROR in weights or (strict and Severity.WARNING in weights)


def _inputs(snapshot: Snapshot, digest: str, options: Options) -> str:
    parts = (digest, versions(), repr(options.preview), str(options.output.resolve()))
    bad = "bad" if snapshot.problems else ""
    return digest_of("\0".join((*parts, bad)).encode())


def _idle(record: Record, options: Options, cache: Cache, clock: _Clock) -> Report:
    stops = options.strict and any(problem.severity is Severity.WARNING for problem in record.problems)
    return Report(
        ok=not stops,
        problems=(*record.problems, *_unusable(cache)),
        language=record.language,
        steps=clock.steps(),
        idle=True,
        outputs=len(record.files),
        left=sum(not made.key for made in record.files.values()),
    )


def _unwritten(
    options: Options, snapshot: Snapshot, problems: Iterable[Problem], language: str, clock: _Clock
) -> Report:
    from leitai import load as loading

    placed = in_order(loading.placed(problem, snapshot) for problem in problems)
    stops = _stops(placed, options.strict)
    return Report(ok=not stops, problems=placed, language=language, steps=clock.steps())


def _dry(options: Options, found: Prepared, clock: _Clock) -> Report:
    report = _unwritten(options, found.snapshot, found.problems, found.config.language, clock)
    return replace(report, unfrozen=found.unfrozen, url=found.config.url)


@contextmanager
def no_collector() -> Iterator[None]:
    """A build makes many values and no cycles; looking for cycles all the while takes a third of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _alone(cache: Cache, progress: Progress | None = None) -> Iterator[None]:
    """Only one build at a time works on a site; a second one waits for the first, and says so again and again.

    (So whoever hears it may also break it off.)
    """
    try:
        import fcntl
    except ImportError:  # Windows has no flock; there the record still keeps single files whole
        yield
        return
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(open(cache.folder / "lock", "w"))
            while not _taken(lock, fcntl):
                if progress:
                    progress(WAITING, 0, 0)
                time.sleep(0.05)
        except OSError as failed:
            raise unwritten(failed) from failed
        cache.sweep()
        yield


def _taken(lock: IO[str], fcntl: Any) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class _Clock:
    """Measures steps; entering one twice adds up."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._spent[name] = self._spent.get(name, 0.0) + time.perf_counter() - begun

    def steps(self) -> tuple[tuple[str, float], ...]:
        """The steps so far, in order."""
        return tuple(self._spent.items())
