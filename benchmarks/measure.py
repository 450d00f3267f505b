"""Runs one process and says what it cost. Knows nothing of what the process does.

Time and processor come from `os.wait4`, so they cover the process and all children it waited for. Memory is told three
ways: `largest` is the peak of the largest single process (`ru_maxrss`); `tree` the highest sum of resident memory over
all processes of the run at one moment, read from /proc every 50 ms, where memory shared between processes counts once
in each; `shared` the highest sum of proportional memory (PSS), where it counts once in all, read every half second.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Failed(Exception):
    """A contender's process ended with an error; the message holds the end of its output."""


@dataclass(frozen=True)
class Cost:
    """What one process and its children took: seconds, and bytes at the peak.

    ``others`` is the processor time that the rest of the machine took meanwhile: where it is much, distrust ``wall``.
    """

    wall: float
    cpu: float
    largest: int
    tree: int
    shared: int
    others: float = 0.0


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str], log: Path) -> Cost:
    """Run `command` to its end and measure it; its output goes to `log`."""
    with log.open("wb") as output:
        busy = busy_seconds()
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=surroundings(env), stdout=output, stderr=output, start_new_session=True
        )
        watch = Watch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        busy = busy_seconds() - busy
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.stop()
    if process.returncode:
        tail = log.read_text("utf-8", "replace")[-2000:]
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    largest = usage.ru_maxrss * 1024
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, largest, max(watch.tree, largest), watch.shared, max(0.0, busy - cpu))


def surroundings(env: Mapping[str, str]) -> dict[str, str]:
    """This environment and `env`, but Python may keep its compiled modules as anywhere else."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | dict(env)


def busy_seconds() -> float:
    """Processor time that the whole machine has been busy, including what was stolen from it."""
    user, nice, system, _idle, _wait, irq, softirq, steal = map(int, _read("/proc/stat").split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS


@contextmanager
def running(command: Sequence[str], cwd: Path, env: Mapping[str, str], log: Path) -> Iterator[Watch]:
    """Keep `command` running for the length of a block, and end it and its children after."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, env=surroundings(env), stdout=output, stderr=output, start_new_session=True
        )
        watch = Watch(process.pid)
        try:
            yield watch
        finally:
            watch.stop()
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process group that `process` leads: politely, then not."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(5)
            break
        except subprocess.TimeoutExpired:
            continue


@dataclass
class Watch:
    """A thread that samples the memory of all processes in a session."""

    session: int
    tree: int = 0
    shared: int = 0
    largest: int = 0
    _done: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the sampling."""
        self._done.set()
        self._thread.join()

    def cpu(self) -> float:
        """Seconds of processor time that the session's present processes and their ended children took."""
        return sum(map(_ticks, _members(self.session))) / TICKS

    def settle(self, quiet: float = 0.5, patience: float = 120) -> None:
        """Wait until the session has done next to nothing for a moment."""
        begin, before = time.monotonic(), self.cpu()
        while time.monotonic() - begin < patience:
            time.sleep(quiet)
            now = self.cpu()
            if now - before <= 0.1 * quiet:
                return
            before = now

    def _sample(self) -> None:
        members: list[int] = [self.session]
        tick = 0
        while not self._done.is_set():
            if tick % 10 == 2:
                members = _members(self.session)
                self.shared = max(self.shared, sum(map(_proportional, members)))
            resident = [_resident(pid) for pid in members]
            self.tree = max(self.tree, sum(resident))
            self.largest = max(self.largest, *resident, 0)
            tick += 1
            self._done.wait(0.05)


def _members(session: int) -> list[int]:
    """The processes of a session."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            text = _read(f"/proc/{entry}/stat")
            fields = text.rpartition(")")[2].split()
            if len(fields) > 3 and int(fields[3]) == session:
                found.append(int(entry))
    return found


def _ticks(pid: int) -> int:
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) if len(fields) > 15 else 0


def _resident(pid: int) -> int:
    fields = _read(f"/proc/{pid}/statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _proportional(pid: int) -> int:
    for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
