"""The one seam for parallel work: a standard `concurrent.futures.Executor`, made when it is first worth it.

Anything that speaks that interface can be given instead of processes on this machine. Work is a module-level function
of one picklable argument, and may run in threads. Knows nothing of what is worked on.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from types import TracebackType
from typing import TypeVar

_AHEAD = 3
"""How many arguments a worker are taken ahead."""

A = TypeVar("A")
B = TypeVar("B")


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        return os.cpu_count() or 1


class Crew:
    """Runs functions over many arguments, in other processes once there is enough to do.

    ``executor`` is used as it is if given, and left open; otherwise ``jobs`` processes are started on first need.
    """

    def __init__(self, jobs: int = 0, executor: Executor | None = None) -> None:
        self.jobs = jobs or cores()
        self._given = executor
        self._own: Executor | None = None

    def map(
        self, work: Callable[[A], B], arguments: Iterable[A], *, worthwhile: bool, threads: bool = False
    ) -> Iterator[B]:
        """``work`` of each argument, in order. ``worthwhile`` False does it here, without the cost of processes.

        Arguments are taken as they are needed, a few ahead: so they can be made while others are at work on those
        before, and need not all be there at once. Another's executor gets them all, for it may have any number at work.
        ``threads`` is for work that is done outside of Python: then one process and its memory are enough.
        """
        if self._given is not None:
            return self._given.map(work, arguments)
        if not worthwhile or self.jobs < 2:
            return map(work, arguments)
        return self._in_threads(work, arguments) if threads else self._ahead(self._executor(), work, arguments)

    def _ahead(self, executor: Executor, work: Callable[[A], B], arguments: Iterable[A]) -> Iterator[B]:
        waiting: deque[Future[B]] = deque()
        try:
            for argument in arguments:
                waiting.append(executor.submit(work, argument))
                if len(waiting) > self.jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _in_threads(self, work: Callable[[A], B], arguments: Iterable[A]) -> Iterator[B]:
        """They live no longer than their work: while there are any, processes cannot be forked."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self.jobs) as pool:
            yield from self._ahead(pool, work, arguments)

    def _executor(self) -> Executor:
        if self._own is None:
            from concurrent.futures import ProcessPoolExecutor

            # Forking is fastest but not safe beside other threads (the server has some).
            forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
            context = multiprocessing.get_context("fork" if forks else "spawn")
            self._own = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_quiet)
        return self._own

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own is not None:
            # Even when it breaks off: what is at work finishes its file, so nobody writes once the next build may.
            self._own.shutdown(wait=True, cancel_futures=True)
            self._own = None


def _quiet() -> None:
    """Ctrl-C is the parent's business; a worker just ends with it, and at once if the parent is killed.

    (Left behind it would wait for work for ever, and hold the lock that it was forked with.)
    """
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    from multiprocessing.connection import wait

    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def chunks(items: Sequence[A], size: int) -> list[Sequence[A]]:
    """The items in runs of at most ``size``."""
    return [items[start : start + size] for start in range(0, len(items), size)]
