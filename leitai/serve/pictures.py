"""Pictures that the preview's build left: made when a browser asks for them, in a few threads beside the server's loop.

    browser ─→ ask() ─→ the queue (the loop's) ─→ a thread: encode ─→ write.deliver ─→ the browser, and all who wait

What is asked for from the page that was opened last comes first, and of one page what was asked for first, as a
browser asks from the top. Who has gone is dropped. When nobody has asked for a while and no build runs, one thread of
the lowest priority makes the rest, photo by photo; it stops for whatever comes. Only what the last plan knows is made.
Must not know: pages, HTTP, how a site is built.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import sys
import threading
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from leitai import images
from leitai.errors import Problem, Spot, error
from leitai.folder import PREVIEW
from leitai.images import PhotoError
from leitai.outputs import Output, Picture
from leitai.parallel import cores
from leitai.sources import Snapshot, SourceChanged
from leitai.write import deliver

_MOST_THREADS = 4
_MOST_PAGES = 1000


class Failed(Struct, frozen=True):
    """A picture cannot be made. ``problem`` says why; None: nobody knows it, or its source is not what it was, and the
    next build knows better.
    """

    problem: Problem | None = None


Outcome = Failed | None


class _Job:
    """A picture that somebody waits for. It was asked for as the ``number``-th, from a page that was opened as the
    ``turn``-th."""

    def __init__(self, picture: Picture, number: int) -> None:
        self.picture = picture
        self.number = number
        self.turn = 0
        self.begun = False
        self.waiting: set[asyncio.Future[Outcome]] = set()


class Pictures:
    """The pictures of the site in ``root``. ``told`` hears of new problems, in the server's loop.

    ``idle`` is after how many seconds that nobody asked for any the rest is made; None: never.
    """

    def __init__(self, root: Path, told: Callable[[Problem], None], jobs: int = 0, idle: float | None = None) -> None:
        self.root = root
        self._told = told
        self._threads = min(jobs or cores(), _MOST_THREADS)
        self._idle = idle
        self._hurry = threading.Event()
        # The builder's thread, the loop's and those that encode share these four, under the lock.
        self._lock = threading.Lock()
        self._planned: dict[str, Picture] = {}
        self._sources: Snapshot | None = None
        self._failed: dict[str, Problem] = {}
        self._at_work: set[str] = set()
        # All the rest is the loop's own.
        self._queue: dict[str, _Job] = {}
        self._numbers = itertools.count(1)
        self._turns: dict[str, int] = {}
        self._running = 0
        self._building = False
        self._resting = False
        self._timer: asyncio.TimerHandle | None = None
        self._settled = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pool: Executor | None = None
        self._slow: Executor | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # ── From any thread ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def known(self) -> bool:
        """Whether any plan is known yet."""
        return self._sources is not None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps pictures of this plan from being made, as far as it was tried."""
        with self._lock:
            return tuple(dict.fromkeys(self._failed.values()))

    def know(self, outputs: Mapping[str, Output], sources: Snapshot, recorded: Collection[str] | None = None) -> None:
        """From now on, make the pictures of this plan and no others; only those ``recorded``, if that is given.

        Whoever calls this has recorded them before, and deletes none of the others before it returns.
        """
        planned = {
            path: each
            for path, each in outputs.items()
            if isinstance(each, Picture) and (recorded is None or path in recorded)
        }
        with self._lock:
            self._planned, self._sources = planned, sources
            self._failed.clear()

    def hurry(self) -> None:
        """Something is to be done: make nothing that nobody waits for."""
        self._hurry.set()

    # ── In the server's loop ───────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Begin to work, in the loop that runs."""
        self._loop = asyncio.get_running_loop()
        self._pool = ThreadPoolExecutor(self._threads, "leitai-picture")
        self._slow = ThreadPoolExecutor(1, "leitai-rest", initializer=_step_back)

    def stop(self) -> None:
        """Make no more, and wait for those at work; from another thread than the loop's."""
        self.hurry()
        for pool in (self._pool, self._slow):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)

    def dismiss(self) -> None:
        """Let nobody wait any longer: the server stops."""
        self._pause()
        for job in self._queue.values():
            for future in job.waiting:
                future.cancel()
        self._queue.clear()

    def build_begins(self) -> None:
        """A build has the machine now, but for what is asked for."""
        self._building = True
        self._pause()

    def build_ends(self) -> None:
        """It is over."""
        self._building = False
        self._rest()

    def settle(self) -> None:
        """All is known that will be before the next change."""
        self._settled.set()
        self._rest()

    def opened(self, page: str) -> None:
        """Somebody has opened the page at that address: what it shows goes before what others show."""
        self._turns.pop(page, None)
        self._turns[page] = next(self._numbers)
        if len(self._turns) > _MOST_PAGES:
            del self._turns[next(iter(self._turns))]

    async def ask(self, name: str, page: str) -> Outcome:
        """Make a picture that is not there, for the page at that address; None when it is there.

        To be cancelled when nobody waits any more.
        """
        if not self.known:
            await self._settled.wait()
        with self._lock:
            picture, problem = self._planned.get(name), self._failed.get(name)
        if picture is None or problem is not None or self._loop is None:
            return Failed(problem)
        job = self._queue.get(name)
        if job is None:
            job = self._queue[name] = _Job(picture, next(self._numbers))
        job.turn = max(job.turn, self._turns.get(page, 0))
        future: asyncio.Future[Outcome] = self._loop.create_future()
        job.waiting.add(future)
        self._pause()
        self._next()
        try:
            return await future
        finally:
            job.waiting.discard(future)
            if not job.waiting and not job.begun and self._queue.get(name) is job:
                del self._queue[name]
                self._rest()

    def _next(self) -> None:
        """Put threads to work that have none."""
        while self._running < self._threads and self._loop is not None:
            with self._lock:
                free = [job for name, job in self._queue.items() if not job.begun and name not in self._at_work]
                if not free:
                    return
                job = min(free, key=lambda job: (-job.turn, job.number))
                self._at_work.add(job.picture.path)
            job.begun = True
            self._running += 1
            self._start(self._run(job.picture))

    async def _run(self, picture: Picture) -> None:
        assert self._loop is not None
        try:
            made = await self._loop.run_in_executor(self._pool, self._make, [picture])
        finally:
            self._running -= 1
        self._done(made)

    def _done(self, made: Mapping[str, Outcome]) -> None:
        """Tell all who wait for these."""
        with self._lock:
            self._at_work.difference_update(made)
            told = set(self._failed.values())
            fresh: dict[Problem, None] = {}
            for name, outcome in made.items():
                if outcome and outcome.problem and name in self._planned:
                    self._failed[name] = outcome.problem
                    fresh[outcome.problem] = None
        for name, outcome in made.items():
            job = self._queue.pop(name, None)
            for future in job.waiting if job else ():
                if not future.done():
                    future.set_result(outcome)
        for problem in fresh:
            if problem not in told:
                self._told(problem)
        self._next()
        self._rest()

    # ── When nobody asks ───────────────────────────────────────────────────────────────────────────────────────

    def _pause(self) -> None:
        """Somebody wants something."""
        self.hurry()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _rest(self) -> None:
        """Make what is left after a while, if nothing comes."""
        if self._loop is None or self._idle is None or self._building or self._queue or self._resting:
            return
        if not self._planned:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(self._idle, self._begin_rest)

    def _begin_rest(self) -> None:
        self._timer = None
        self._hurry.clear()
        self._resting = True
        self._start(self._make_rest())

    async def _make_rest(self) -> None:
        assert self._loop is not None
        with self._lock:
            photos: dict[str, list[Picture]] = {}
            for each in self._planned.values():
                photos.setdefault(each.photo.digest, []).append(each)
        try:
            whole = await self._loop.run_in_executor(self._slow, self._make_left, list(photos.values()))
        finally:
            self._resting = False
        if not whole:
            self._rest()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # ── In other threads ───────────────────────────────────────────────────────────────────────────────────────

    def _make_left(self, photos: Iterable[Sequence[Picture]]) -> bool:
        """Make all pictures that are not there; whether that was not broken off."""
        assert self._loop is not None
        for pictures in photos:
            if self._hurry.is_set():
                return False
            with self._lock:
                done = self._at_work | self._failed.keys()
                missing = [
                    each for each in pictures if each.path not in done and not os.path.lexists(self.root / each.path)
                ]
                self._at_work.update(each.path for each in missing)
            if missing:
                made = self._make(missing)
                with contextlib.suppress(RuntimeError):  # the loop is closed: the server stops
                    self._loop.call_soon_threadsafe(self._done, made)
        return True

    def _make(self, pictures: Sequence[Picture]) -> dict[str, Outcome]:
        """Make some pictures of one photo."""
        photo = pictures[0].photo
        with self._lock:
            sources = self._sources
        assert sources is not None
        failed = Failed()
        try:
            made = images.encode(sources.read(photo.path), photo, [each.variant for each in pictures])
            return {name: self._deliver(name, data) for name, data in made}
        except (SourceChanged, KeyError):
            pass
        except PhotoError as wrong:
            failed = Failed(error(wrong.code, Spot(photo.path), **wrong.params))
        except OSError as wrong:
            failed = Failed(error("unreadable", Spot(photo.path), reason=wrong.strerror or str(wrong)))
        except Exception as wrong:  # whatever it is, the server goes on
            failed = Failed(error("photo-unreadable", Spot(photo.path), reason=f"{type(wrong).__name__}: {wrong}"))
        return {each.path: failed for each in pictures}

    def _deliver(self, name: str, data: bytes) -> Outcome:
        # Under the lock, so that no build drops it from the plan and clears up before it is there.
        with self._lock:
            if name not in self._planned:
                return Failed()
            try:
                deliver(self.root, name, data)
            except OSError as wrong:
                return Failed(error("unwritten", Spot(f"{PREVIEW}/{name}"), reason=wrong.strerror or str(wrong)))
        return None


def _step_back() -> None:
    """Let everything else go first, where threads have a priority of their own."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
