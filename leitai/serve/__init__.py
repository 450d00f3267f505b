"""The preview server: watch → the same build → tell the browser. It keeps the last good site.

    sources change ─→ Watcher ─→ Builder (a thread) ─→ build() ─→ Hub (the server's loop) ─→ browsers
                                          └─→ a glimpse of one article ─→┘

The site is built with drafts into ``.leitai/preview``, a folder of its own with its own record, so that nothing that
only a preview shows can get into output/. Importing this package costs tornado and watchfiles: only the command that
serves does. Prints nothing; whoever starts a `Preview` is told what happens.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
import time
import traceback
import unicodedata
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Union

from msgspec import Struct
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from leitai import config, sources
from leitai.build import Options, Prepared, Report, build, prepare, theme_roots
from leitai.cache import Cache
from leitai.errors import LeitaiError, OutputError, Problem, Spot, UsageError, error
from leitai.folder import PREVIEW
from leitai.glimpse import Ahead, Glimpse
from leitai.serve.hosts import Hosts
from leitai.serve.overlay import Shown, fault, shown
from leitai.serve.pages import Pages
from leitai.serve.pictures import Pictures
from leitai.serve.watch import Watcher
from leitai.serve.web import Hub, application
from leitai.serve.work import Builder
from leitai.sources import CONFIG, Snapshot
from leitai.write import Progress

PORT = 8000
_PORTS = 100
_LOOK_EVERY = 0.05
_PATIENCE = 5
_MANY = 300
"""So many articles take longer to build than one takes to look at."""


class Settings(Struct, frozen=True):
    """How to serve. ``port`` None takes the first free one from ``PORT`` on; 0 any free one.

    ``idle`` is after how many seconds that nobody asked for a picture the rest is made; None: never.
    """

    root: Path
    host: str = "127.0.0.1"
    port: int | None = None
    poll: bool = False
    open: bool = False
    strict: bool = False
    jobs: int = 0
    idle: float | None = 3.0


class Serving(Struct, frozen=True):
    """The server can be reached at ``url``."""

    url: str


class Built(Struct, frozen=True):
    """A build is over. ``report`` is None if it broke off by a fault of the program, told by ``fault``."""

    report: Report | None
    seconds: float
    problems: tuple[Problem, ...]
    fault: str = ""


class Polling(Struct, frozen=True):
    """Sources are looked at again and again, for the system gives no more watches (``full``) or they lie on a network
    ``drive``, which tells of no changes.
    """

    reason: str


class Unmade(Struct, frozen=True):
    """A picture that was asked for cannot be made."""

    problem: Problem


Event = Union[Serving, Built, Polling, Unmade]


class NoPort(LeitaiError):
    """The address cannot be listened at."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port}: {reason}")
        self.host = host
        self.port = port
        self.reason = reason


class _GivenUp(BaseException):
    """Breaks a build off because the server stops; what is written is whole, and the next build does the rest."""


class Preview:
    """One server for one site. ``told`` hears of every `Event`, in whichever thread it happens.

    Raises:
        UsageError: there is no site in the folder.
        NoPort: the port is taken, or the host is none of this machine.
    """

    def __init__(
        self,
        settings: Settings,
        told: Callable[[Event], None] = lambda event: None,
        progress: Progress | None = None,
    ) -> None:
        if not (settings.root / CONFIG).is_file():
            raise UsageError(error("no-config", Spot(CONFIG)))
        self.settings = settings
        self.pictures = Pictures(settings.root / PREVIEW, self._unmade, settings.jobs, settings.idle)
        self.hub = Hub(Pages(settings.root / PREVIEW), self.pictures)
        self.sockets = _bound(settings.host, settings.port)
        self._told = told
        self._progress = progress
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()
        self._stopped = False
        self._signal = 0
        self._started = False
        self._faults = 0
        self._restless = 0
        self._building: asyncio.Task[None] | None = None
        self._ahead = Ahead()
        self._problems: Shown = ()
        self._covered: dict[str, bytes] = {}
        self._builder = Builder(self._build)
        self._looker = Builder(self._glimpse)
        self._watcher = Watcher(
            settings.root,
            theme_roots(),
            self._changed,
            poll=settings.poll,
            fell_back=lambda reason: told(Polling(reason)),
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        """Where its home page is."""
        host = "127.0.0.1" if self.settings.host in ("", "0.0.0.0", "::", "*") else self.settings.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.hub.pages.base}/"

    def run(self) -> int:
        """Build, then serve until it is stopped. Returns the number of the signal that stopped it, 0 for `stop`.

        Raises:
            KeyboardInterrupt: Ctrl-C; everything is closed by then.
        """
        try:
            # In this thread, as long as there is no other one: so it may fork.
            self._build(frozenset())
            asyncio.run(self._serve())
            return self._signal
        finally:
            for each in self.sockets:
                each.close()

    def stop(self) -> None:
        """End `run`; from any thread."""
        self._stopped = True
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # it is closed already
                self._loop.call_soon_threadsafe(self._stop.set)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._on_signal()
        server = HTTPServer(application(self.hub, Hosts(self.settings.host)))
        server.add_sockets(self.sockets)
        self.pictures.start()
        self._builder.start()
        self._looker.start()
        self._watcher.start()
        self._told(Serving(self.url))
        if self.settings.open:
            threading.Thread(target=webbrowser.open, args=(self.url,), daemon=True).start()
        try:
            if not self._stopped:
                await self._stop.wait()
        finally:
            server.stop()
            self.pictures.dismiss()
            for client in tuple(self.hub.clients):
                client.close(1001, "the server stops")
            await server.close_all_connections()
            await asyncio.to_thread(self._join)

    def _join(self) -> None:
        self._watcher.stop()
        self._looker.stop()
        self._builder.stop()
        self.pictures.stop()

    def _on_signal(self) -> None:
        """SIGTERM ends it like Ctrl-C does, where the system lets us say so."""

        def stop() -> None:
            self._signal = signal.SIGTERM
            self._stop.set()

        if threading.current_thread() is threading.main_thread():
            with contextlib.suppress(NotImplementedError):  # Windows
                asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)

    # ── Building: in the builder's thread ──────────────────────────────────────────────────────────────────────

    def _build(self, paths: frozenset[str]) -> None:
        begun = time.perf_counter()
        options = Options(
            root=self.settings.root,
            output=self.settings.root / PREVIEW,
            preview=True,
            lazy=True,
            strict=self.settings.strict,
            jobs=self.settings.jobs,
            first=self.hub.looked_at,
        )
        self._in_loop(self._begin)
        self._glimpse(paths)
        self._in_loop(self._cover)
        report: Report | None = None
        problems: tuple[Problem, ...] = ()
        base = self.hub.pages.base
        broke = ""
        try:
            try:
                report = build(options, progress=self._advance, ready=self._know)
                problems = report.problems
                self._restless = 0
            except (OutputError, UsageError) as refused:
                problems = (refused.problem,)
                if refused.problem.code == "source-changing" and self._started and self._restless < _PATIENCE:
                    # Somebody saves faster than this builds: no problem of theirs.
                    self._restless += 1
                    self._builder.changed(paths)
                    return
            snapshot = None if report is not None and report.ok else self._sources()
            overlay = shown(problems, report.language if report else self.hub.language, snapshot) if snapshot else ()
            base = self._base(paths, snapshot)
            self._faults = 0
        except _GivenUp:
            return
        except Exception as broken:
            # Most likely a file went while it was read, and the next build knows better. Told if it happens again.
            self._faults += 1
            if self._faults == 1 and self._started:
                self._builder.changed(paths)
                return
            broke = traceback.format_exc()
            overlay = (fault(broken, self.hub.language),)
        self._started = True
        self._told(Built(report, time.perf_counter() - begun, problems, broke))
        self._in_loop(self._end, report, overlay, base)
        # It is only for speed, and the next build tells what is wrong.
        with contextlib.suppress(Exception, _GivenUp):
            self._look_ahead(options, report)
        if self._loop is not None:
            self._in_loop(self.pictures.settle)

    def _know(self, found: Prepared, cache: Cache) -> None:
        """Hear what the build knows that begins to write now."""
        self._ahead.know(found, cache)
        self.pictures.know(found.plan.outputs, found.snapshot)

    def _look_ahead(self, options: Options, report: Report | None) -> None:
        """Be ready to show the next edit at once, while nobody waits."""
        if report is None or not report.ok:
            # Only a text that is all that is new may be shown before its build.
            self._ahead.forget()
        elif report.idle and self._loop is None:
            return  # the site can be served already, and the build that looks for what came meanwhile is next
        elif (report.left and not self.pictures.known) or (report.outputs >= _MANY and not self._ahead.articles):
            _, found, cache = prepare(options, self._advance)
            if found is not None:
                self._ahead.know(found, cache)
                self.pictures.know(found.plan.outputs, found.snapshot, found.record.files)
        self._ahead.warm()

    def _changed(self, paths: frozenset[str]) -> None:
        self.pictures.hurry()
        if self._builder.busy:  # else its glimpse is the first thing that it does
            self._looker.changed(paths)
        self._builder.changed(paths)

    def _glimpse(self, paths: frozenset[str]) -> None:
        """Show the one article whose text changed before all the rest is made."""
        if len(paths) != 1 or self._ahead.articles < _MANY:
            return
        place = Path(*paths)
        try:
            path = unicodedata.normalize("NFC", place.relative_to(self.settings.root).as_posix())
        except ValueError:
            return
        with contextlib.suppress(Exception):  # whatever is wrong, the build tells
            seen = self._ahead.look(path, place)
            if seen is not None:
                self._in_loop(self._show, seen)

    def _advance(self, what: str, done: int, total: int) -> None:
        if self._stopped or self._builder.stopping:
            raise _GivenUp
        if self._progress:
            self._progress(what, done, total)

    def _sources(self) -> Snapshot:
        known = Cache(self.settings.root, self.settings.root / PREVIEW).sources().files
        return sources.scan(self.settings.root, theme_roots(), known)

    def _base(self, paths: frozenset[str], snapshot: Snapshot | None) -> str:
        """The path part of the site's url, read again if it may have changed."""
        base = self.hub.pages.base
        if self._started and str(self.settings.root / CONFIG) not in paths:
            return base
        snapshot = snapshot or self._sources()
        try:
            settings, _ = config.load(snapshot.read(CONFIG))
        except (KeyError, OSError):
            return base
        return settings.base if settings else base

    # ── Telling: in the server's loop ──────────────────────────────────────────────────────────────────────────

    def _in_loop(self, call: Callable[..., None], *arguments: object) -> None:
        if self._loop is None:  # the first build, before there is a loop
            call(*arguments)
            return
        with contextlib.suppress(RuntimeError):  # it is closed: the server stops
            self._loop.call_soon_threadsafe(call, *arguments)

    def _begin(self) -> None:
        self.pictures.build_begins()
        if self._loop is not None and self._building is None:
            self._building = self._loop.create_task(self._look())

    async def _look(self) -> None:
        """While a build runs: a page that somebody looks at is told as soon as it is written."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            self.hub.compare()

    def _show(self, seen: Glimpse) -> None:
        self.hub.pages.ahead[seen.path] = seen.data
        self.hub.compare()

    def _cover(self) -> None:
        """What is shown ahead now, the build that begins makes; what comes from now on, it may not have seen."""
        self._covered = dict(self.hub.pages.ahead)

    def _unmade(self, problem: Problem) -> None:
        self._told(Unmade(problem))
        self._tell()

    def _tell(self) -> None:
        self.hub.problems = (*self._problems, *shown(self.pictures.problems, self.hub.language))
        self.hub.tell()

    def _end(self, report: Report | None, problems: Shown, base: str) -> None:
        self.pictures.build_ends()
        if self._building is not None:
            self._building.cancel()
            self._building = None
        hub = self.hub
        ahead = hub.pages.ahead
        for file, data in tuple(ahead.items()):
            if report is None or not report.ok or self._covered.get(file) == data:
                del ahead[file]
        hub.pages.base = base
        if report is not None:
            hub.language = report.language
            if report.written is not None and (report.written.written or report.written.deleted):
                hub.generation += 1
            if not report.idle:
                hub.builds += 1
        self._problems = problems
        hub.compare()
        self._tell()


def _bound(host: str, port: int | None) -> list[socket.socket]:
    """Sockets that listen: at that port or, where none is given, at the next that is free."""
    tried = range(PORT, PORT + _PORTS) if port is None else (port,)
    reason = ""
    for number in tried:
        try:
            return bind_sockets(number, "" if host == "*" else host)
        except (OSError, OverflowError) as taken:
            reason = getattr(taken, "strerror", None) or str(taken)
    raise NoPort(host, tried[0], reason)
