"""One thread that builds: never two builds at once, one for all that changes together, one more for what came late.

Knows no files but by name, no site and no browser; what a build is, the one who makes a `Builder` says.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

TEXT_QUIET = 0.03
MANY_QUIET = 0.12
SLOW_QUIET = 0.3
LONGEST_WAIT = 3.0

_TEXT = frozenset((".md", ".yaml", ".yml", ".html", ".css", ".js", ".xml", ".json", ".txt", ".svg", ".csv", ""))


class Builder:
    """Calls ``build`` with the places that changed since the last time, in its own thread.

    It waits until it has been quiet for a moment: a short one after one text was saved, a longer one after photos,
    folders or many files, which take their time to arrive; and never longer than ``LONGEST_WAIT``.
    """

    def __init__(self, build: Callable[[frozenset[str]], None]) -> None:
        self._build = build
        self._condition = threading.Condition()
        self._waiting: set[str] = set()
        self._asked = False
        self._stopping = False
        self._busy = False
        self._first = self._last = 0.0
        self._thread = threading.Thread(target=self._run, name="leitai-build", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Begin no more builds, and wait for the one that runs."""
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def stopping(self) -> bool:
        """Whether a build that runs should better give up."""
        return self._stopping

    @property
    def busy(self) -> bool:
        """Whether a build runs just now."""
        return self._busy

    def changed(self, paths: frozenset[str]) -> None:
        """Ask for a build; from any thread, at any time."""
        with self._condition:
            self._last = time.monotonic()
            if not self._asked:
                self._first = self._last
            self._asked = True
            self._waiting |= paths
            self._condition.notify_all()

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._asked or self._stopping)
                while not self._stopping and (left := self._left()) > 0:
                    self._condition.wait(left)
                if self._stopping:
                    return
                paths = frozenset(self._waiting)
                self._waiting.clear()
                self._asked = False
                self._busy = True
            try:
                self._build(paths)
            finally:
                self._busy = False

    def _left(self) -> float:
        """How long to wait still."""
        quiet = TEXT_QUIET
        if len(self._waiting) > 1:
            quiet = MANY_QUIET
        if any(map(_arrives_slowly, self._waiting)):
            quiet = SLOW_QUIET
        now = time.monotonic()
        return min(self._last + quiet, self._first + LONGEST_WAIT) - now


def _arrives_slowly(path: str) -> bool:
    return os.path.splitext(path)[1].lower() not in _TEXT or os.path.isdir(path)
