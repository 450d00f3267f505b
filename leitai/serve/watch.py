"""Sees that sources changed, and says which: config.yaml, content/, themes/ and the built-in themes.

The events of the operating system are only a hint that it is worth building: what changed, and whether at all, is the
build's to find out, by content. So a file with an old date, one saved by renaming another, a deletion and a moved
folder are all alike. Knows no build and no browser.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from watchfiles import Change, watch

from leitai.serve.poll import Poll, Stamps, picture, silent
from leitai.sources import ADDRESSES, CONFIG, CONTENT, THEMES

_GROUP_MS = 200
_STEP_MS = 15
_POLL_EVERY = 0.4
_TICK_MS = 500
_TOP = frozenset((CONFIG, ADDRESSES, CONTENT, THEMES))
_FULL = (errno.ENOSPC, errno.EMFILE, errno.ENOSYS)


class _Event(Protocol):
    def is_set(self) -> bool: ...


class _Either:
    def __init__(self, *events: _Event) -> None:
        self._events = events

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)


class Watcher:
    """Calls ``changed`` with the places that changed, from threads of its own, between `start` and `stop`.

    The site's folder is watched flatly (for its files, and for content/ and themes/ coming and going), the folders
    with sources deeply. ``poll`` looks again and again instead of waiting for events, for network drives (see `Poll`).
    On network drives, and where the system has no more watches to give, it does so unasked, and calls ``fell_back``
    with ``drive`` or ``full``.
    """

    def __init__(
        self,
        root: Path,
        themes: Iterable[Path],
        changed: Callable[[frozenset[str]], None],
        *,
        poll: bool = False,
        fell_back: Callable[[str], None] = lambda reason: None,
    ) -> None:
        self.root = root
        self.folders = (root / CONTENT, root / THEMES, *(path for path in themes if path != root / THEMES))
        self.poll = poll
        self._changed = changed
        self._fell_back = fell_back
        self._stop = threading.Event()
        self._again = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(each,), name=f"leitai-{name}", daemon=True)
            for name, each in (("watch-top", self._flat), ("watch", self._deep))
        ]

    def start(self) -> None:
        """Begin to watch."""
        if not self.poll and any(map(silent, (self.root, *self.folders))):
            self.poll = True
            self._fell_back("drive")
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, and wait for the threads."""
        self._stop.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _run(self, look: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                look()
            except FileNotFoundError:  # a folder went while the watch was set up
                self._stop.wait(0.1)
            except (OSError, RuntimeError) as problem:  # RuntimeError: a name that is no Unicode, an inner error
                full = getattr(problem, "errno", 0) in _FULL or "limit" in str(problem).lower()
                if full and not self.poll:
                    self.poll = True
                    self._again.set()
                    self._fell_back("full")
                self._stop.wait(0.5)

    def _flat(self) -> None:
        if self.poll:  # the other thread sees all
            self._stop.wait()
            return

        def seen(paths: frozenset[str]) -> None:
            if {CONTENT, THEMES} & {os.path.basename(path) for path in paths}:
                self._again.set()
            self._changed(paths)

        self._follow([self.root], self._stop, seen)

    def _deep(self) -> None:
        self._again.clear()
        if self.poll:
            Poll(self._picture, self._changed, self._stop.wait, every=_POLL_EVERY).run()
            return
        folders = [folder for folder in self.folders if folder.is_dir()]
        if folders:
            self._follow(folders, _Either(self._stop, self._again), self._changed)
        else:
            self._stop.wait(0.2)

    def _picture(self) -> dict[str, Stamps]:
        return picture((self.root / name for name in (CONFIG, ADDRESSES)), self.folders, _ignored)

    def _follow(self, folders: list[Path], stop: _Event, seen: Callable[[frozenset[str]], None]) -> None:
        """Pass changes on until ``stop``, or until one of the folders is no longer the one that is watched.

        At the first rest, and at the first rest after changes, it is asked for one more look: no event tells of what
        changed before there was a watch, and watchfiles may lose one that comes while it hands over those before.
        """
        watched = list(map(_identity, folders))
        look_again = True
        for changes in self._watch(folders, stop, recursive=folders != [self.root]):
            if changes or look_again:
                seen(frozenset(path for _, path in changes))
            look_again = bool(changes)
            if not changes and watched != list(map(_identity, folders)):
                return

    def _watch(self, paths: list[Path], stop: _Event, *, recursive: bool) -> Iterator[set[tuple[Change, str]]]:
        heads = [len(str(path)) + 1 for path in paths]

        def wanted(change: Change, path: str) -> bool:
            head = next((n for n, each in zip(heads, paths, strict=True) if path.startswith(str(each))), 0)
            inside = path[head:]
            if not recursive:
                return inside in _TOP and not (change is Change.modified and os.path.isdir(path))
            if any(map(_ignored, inside.split(os.sep))):
                return False
            return not (change is Change.modified and os.path.isdir(path))

        return watch(
            *paths,
            watch_filter=wanted,
            debounce=_GROUP_MS,
            step=_STEP_MS,
            stop_event=stop,
            rust_timeout=_TICK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=False,
            recursive=recursive,
            ignore_permission_denied=True,
        )


def _ignored(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith("~")


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
