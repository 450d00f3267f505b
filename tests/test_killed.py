"""Builds that are ended by force, run out of disk or meet one another: output/ stays whole, the next build repairs it.

Some moments by default; ``LEITAI_KILLS=200`` tries as many.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from edits import EDITS, World, own_home, short_doubts
from sites import tree

from leitai import cache, folder, sources, write
from leitai.build import WAITING, Options, Report, build
from leitai.errors import OutputError

ROOT = Path(__file__).resolve().parent.parent
KILLS = int(os.environ.get("LEITAI_KILLS", "12"))
NOW = "2025-03-01T12:00+08:00"
SEED = int(os.environ.get("LEITAI_SEED", "1"))

Tree = dict[str, bytes]


class Pair(World):
    """A site in two states, with the trees that clean builds make of them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.states = {False: self.all_sources()}
        self.trees = {False: self.of_now()}
        for name in ("body", "config", "macro", "token", "photo", "results", "footer"):
            EDITS[name](self, 0, 0)
        self.write("content/news/two.md", self.read("content/news/two.md").replace("之二", "之贰"))
        EDITS["add_article"](self, 1, 1)
        (self.root / "content/news/later.md").unlink()
        self.states[True] = self.all_sources()
        self.trees[True] = self.of_now()
        self.restore()

    def of_now(self) -> Tree:
        report, files = self.clean()
        assert report.ok
        return files

    def turn(self, state: bool) -> None:
        self.mend(self.states[state])

    def whole(self) -> None:
        """Every file is one of the old site or one of the new; only the marks of unfinished writes may be others."""
        for path, data in tree(self.output).items():
            if not path.rpartition("/")[2].startswith(folder.MARK):
                assert data in (self.trees[False].get(path), self.trees[True].get(path)), path

    def repaired(self, state: bool) -> None:
        """The next build is as a clean one, and nothing is left lying about."""
        report = self.build()
        assert report.ok, report.problems
        assert tree(self.output) == self.trees[state]
        assert not list(self.cache.glob("*.new"))
        assert self.build().idle


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("killed")
    with short_doubts(), own_home(folder / "home"):
        yield Pair(folder)


@pytest.fixture
def fresh(pair: Pair) -> Pair:
    pair.restore()
    return pair


def start(world: World, *more: str) -> subprocess.Popen[str]:
    """``leitai`` in a process group of its own."""
    command = [sys.executable, "-m", "leitai", "--site", str(world.root), "--now", NOW, *more]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
    )


def test_killed_at_any_moment(pair: Pair, record_property: Callable[[str, object], None]) -> None:
    """SIGKILL, of the parent alone, at moments spread over cold and incremental builds, with one process or more."""
    dice = random.Random(SEED)
    count = {"kills": 0, "in the middle": 0}
    pair.restore()
    shutil.rmtree(pair.output)
    shutil.rmtree(pair.cache)
    begun = time.monotonic()
    assert start(pair, "--jobs", "1").wait(120) == 0
    longest = time.monotonic() - begun
    for number in range(KILLS):
        pair.restore()
        cold = number % 2 == 0
        if cold:
            shutil.rmtree(pair.output)
            shutil.rmtree(pair.cache)
        pair.turn(True)
        process = start(pair, "--jobs", "2" if number % 4 < 2 else "1")
        begun_or_over(pair, process)
        time.sleep(dice.random() * longest * (0.7 if cold else 0.25))
        count["in the middle"] += process.poll() is None
        process.kill()
        process.communicate(timeout=60)
        count["kills"] += 1
        pair.whole()
        pair.repaired(True)
    record_property("killed", count)


def begun_or_over(world: World, process: subprocess.Popen[str]) -> None:
    wait_for(lambda: (world.cache / "lock").exists() or process.poll() is not None)


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


@pytest.mark.parametrize("after", [0, 3, 30])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS], ids=["full", "read-only"])
def test_failing_disk(fresh: Pair, monkeypatch: pytest.MonkeyPatch, after: int, error: int) -> None:
    """Writes into output/ fail from some moment on, half written, as by a full disk. (The error is injected where files
    are opened and renamed, for root may write anything.)
    """
    fresh.turn(True)
    with broken_disk(monkeypatch, fresh.output, after, error):
        report = attempt(fresh)
    assert report is None or not report.ok
    if report is not None:
        assert {problem.code for problem in report.problems if problem.severity.value == "error"} == {"unwritten"}
    fresh.whole()
    fresh.repaired(True)


@pytest.mark.parametrize("after", range(6))
def test_failing_disk_under_the_cache(fresh: Pair, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    fresh.turn(True)
    with broken_disk(monkeypatch, fresh.cache, after, errno.ENOSPC), pytest.raises(OutputError) as refused:
        fresh.build()
    assert refused.value.problem.code == "cache-unwritten"
    fresh.whole()
    fresh.repaired(True)


def attempt(world: World) -> Report | None:
    try:
        return world.build()
    except OutputError:
        return None


@contextlib.contextmanager
def broken_disk(monkeypatch: pytest.MonkeyPatch, place: Path, after: int, error: int) -> Iterator[None]:
    """Below ``place`` only so many more files can be written; of the next, half is, and nothing can be removed."""
    real_open, real_replace, left = open, os.replace, after

    def failing() -> OSError:
        return OSError(error, os.strerror(error))

    class Half:
        def __init__(self, file: Any) -> None:
            self.file = file

        def __enter__(self) -> Half:
            return self

        def __exit__(self, *about: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> int:
            self.file.write(bytes(data)[: len(data) // 2])
            self.file.flush()
            raise failing()

    def opened(path: Any, mode: str = "r", *more: Any, **others: Any) -> Any:
        nonlocal left
        inside = Path(os.fspath(path)).is_relative_to(place) if not isinstance(path, int) else False
        if not inside or "w" not in mode or Path(path).name == "lock":
            return real_open(path, mode, *more, **others)
        left -= 1
        if left >= 0:
            return real_open(path, mode, *more, **others)
        if error == errno.EROFS:
            raise failing()
        return Half(real_open(path, mode, *more, **others))

    def replaced(old: Any, new: Any) -> None:
        if left < 0 and error == errno.EROFS and Path(new).is_relative_to(place):
            raise failing()
        real_replace(old, new)

    def unlinked(self: Path, missing_ok: bool = False) -> None:
        if left < 0 and error == errno.EROFS and self.is_relative_to(place) and self.exists():
            raise failing()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self)

    with monkeypatch.context() as patch:
        for module in (write, cache):
            patch.setattr(module, "open", opened, raising=False)
        patch.setattr(os, "replace", replaced)
        patch.setattr(Path, "unlink", unlinked)
        yield


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount a disk")
@pytest.mark.parametrize("size", ["64k", "200k", "420k"])
def test_really_full_disk(pair: Pair, size: str) -> None:
    """The whole site on a disk that is too small for it; then the disk grows."""
    pair.restore()
    disk = pair.folder / "disk"
    disk.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(disk)], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        output = disk / "output"
        output.mkdir()
        subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)
        process = start(pair, "--output", str(output), "--jobs", "2")
        _, said = process.communicate(timeout=120)
        assert process.returncode == 1, said
        assert "[unwritten]" in said
        assert "Traceback" not in said
        for path, data in tree(output).items():
            assert data == pair.trees[False][path], path
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        process = start(pair, "--output", str(output))
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
        assert tree(output) == pair.trees[False]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_two_builds_at_once(fresh: Pair) -> None:
    """The second one waits for the first: both end well, and so does the site."""
    fresh.turn(True)
    both = [start(fresh, "--jobs", jobs) for jobs in ("1", "2", "1")]
    said = [process.communicate(timeout=180)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0, 0], said
    assert tree(fresh.output) == fresh.trees[True]


def test_the_second_build_waits(fresh: Pair) -> None:
    fcntl = pytest.importorskip("fcntl")
    before = tree(fresh.output)
    fresh.turn(True)

    class Enough(Exception):
        pass

    def heard(what: str, done: int, total: int) -> None:
        assert what == WAITING
        raise Enough

    with open(fresh.cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Enough):
            build(Options(root=fresh.root, output=fresh.output), progress=heard)
        process = start(fresh)
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=2)
        assert tree(fresh.output) == before
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert tree(fresh.output) == fresh.trees[True]


@pytest.mark.parametrize(("jobs", "share"), [("1", 0.1), ("1", 0.5), ("2", 0.1), ("2", 0.4)])
def test_ctrl_c(fresh: Pair, jobs: str, share: float) -> None:
    """The terminal tells all processes of the group; a half-way site is whole, and 130 comes out."""
    shutil.rmtree(fresh.output)
    shutil.rmtree(fresh.cache)
    process = start(fresh, "--jobs", jobs)
    wait_for(lambda: len(tree_names(fresh.output)) > share * len(fresh.trees[False]) or process.poll() is not None)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    out, said = process.communicate(timeout=120)
    assert process.returncode in (130, 0), said
    assert "Traceback" not in said
    assert process.returncode == 130 or "written" in out or "写出" in out
    fresh.whole()
    fresh.repaired(False)


def tree_names(place: Path) -> list[str]:
    return [name for _, _, names in os.walk(place) for name in names]


def test_killed_workers_do_not_hold_the_lock(fresh: Pair) -> None:
    """Workers end with the parent, even if that is killed: else the next build would wait for ever."""
    shutil.rmtree(fresh.output)
    shutil.rmtree(fresh.cache)
    process = start(fresh, "--jobs", "2")
    wait_for(lambda: bool(children(process.pid)) or process.poll() is not None)
    left = children(process.pid)
    process.kill()
    process.wait(60)
    wait_for(lambda: not any(alive(each) for each in left), 20)
    fresh.whole()
    fresh.repaired(False)


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "foreign": lambda data: b"\x89PNG\r\n\x1a\n" + bytes(4000),
    "older": lambda data: data.replace(b"leitai-cache\n", b"leitai-cache\nolder-", 1),
    "bits": lambda data: data[: len(data) // 2] + bytes(255 - each for each in data[len(data) // 2 :][:60])
    + data[len(data) // 2 + 60 :],
}  # fmt: skip
SOME = ("cut", "older")
CASES = [
    *((name, how) for name in ("record", "blocks.sqlite") for how in SPOILT),
    *((name, how) for name in ("parsed.bin", "theme.bin", "sources.bin") for how in SOME),
]


@pytest.mark.parametrize(("name", "how"), CASES)
def test_spoilt_cache_is_told_and_made_again(fresh: Pair, name: str, how: str) -> None:
    file = next(path for path in sorted(fresh.cache.iterdir()) if path.name.startswith(name))
    data = file.read_bytes()
    spoilt = SPOILT[how](data)
    fresh.turn(True)
    for path in sorted(fresh.states[True]):
        if path.endswith("two.md"):
            os.utime(fresh.root / path)
    file.write_bytes(spoilt)
    for rest in ("-wal", "-shm"):
        if name == "blocks.sqlite":
            Path(f"{file}{rest}").unlink(missing_ok=True)
    report = fresh.build()
    assert report.ok, report.problems
    if spoilt != data and not (name == "blocks.sqlite" and how in ("bits", "empty")):
        # A whole file of another version is no damage; a database knows no version.
        code = "cache-outdated" if how == "older" and name != "blocks.sqlite" else "cache-damaged"
        told = [problem for problem in report.problems if problem.code.startswith("cache-")]
        assert [(problem.code, dict(problem.params)["files"]) for problem in told] == [(code, file.name)]
    if name == "record" and spoilt != data:
        # Nobody knows any more whose the old files are, so they stay; and those in the way are kept elsewhere.
        for path in set(tree(fresh.output)) - set(fresh.trees[True]):
            assert path in fresh.trees[False]
            (fresh.output / path).unlink()
    assert tree(fresh.output) == fresh.trees[True]
    fresh.repaired(True)


def test_spoilt_stamps_are_told_though_nothing_is_to_do(fresh: Pair) -> None:
    assert fresh.build().idle
    (fresh.cache / "sources.bin").write_bytes(b"")
    report = fresh.build()
    assert report.idle
    assert [problem.code for problem in report.problems if problem.code == "cache-damaged"]
    assert not [problem for problem in fresh.build().problems if problem.code == "cache-damaged"]


def test_lost_text_is_rendered_again(fresh: Pair) -> None:
    """A row of the store that is gone, or another, is noticed when it is needed."""
    import sqlite3

    store = sqlite3.connect(fresh.cache / "blocks.sqlite")
    store.execute("UPDATE blocks SET data = x'91a3626164'")
    store.commit()
    store.close()
    (fresh.output / "news/two/index.html").unlink()
    report = fresh.build()
    assert report.ok
    assert "cache-damaged" in {problem.code for problem in report.problems}
    assert tree(fresh.output) == fresh.trees[False]
    fresh.repaired(False)


def test_failed_page_keeps_its_old_file(fresh: Pair) -> None:
    """A template that fails on some pages: those stay, the rest goes on, all failures are told, and are tried again."""
    text = '{% extends "parent:layouts/article.html" %}\n{% block main %}{{ super() }}'
    text += "{% if view.series %}{{ view.nothing }}{% endif %}<b>new</b>{% endblock %}\n"
    fresh.write("themes/overrides/layouts/article.html", text)
    report = fresh.build()
    assert not report.ok
    assert {problem.code for problem in report.problems if problem.severity.value == "error"} == {"template-failed"}
    now, old = tree(fresh.output), fresh.trees[False]
    assert now.keys() == old.keys()
    failed = {path for path in now if path.startswith("news/") and "一线手记</a>".encode() in old[path]}
    assert {path for path in failed if now[path] != old[path]} == set()
    assert b"<b>new</b>" in now["news/kaisai/index.html"]
    assert not fresh.build().ok
    fresh.turn(False)
    fresh.repaired(False)


def test_a_source_that_changes_while_it_is_read(fresh: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is not what was scanned: the build begins again, and nothing false is kept."""
    path = "content/news/two.md"
    first = fresh.read(path) + "\n早了。\n"
    fresh.write(path, first)
    times = 0

    def scan(*about: Any, **more: Any) -> Any:
        nonlocal times
        found = real_scan(*about, **more)
        times += 1
        if times == 1:
            fresh.write(path, first + "\n晚了。\n")
        return found

    real_scan = sources.scan
    monkeypatch.setattr(sources, "scan", scan)
    assert fresh.build().ok
    assert times == 2
    assert "晚了" in (fresh.output / "news/two/index.html").read_text("utf-8")
    fresh.write(path, first)
    assert fresh.build().ok
    assert "晚了" not in (fresh.output / "news/two/index.html").read_text("utf-8")


def test_a_text_that_is_saved_again_and_again(fresh: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the end the build is of what it scanned; the next one is of what came later."""
    path = "content/news/two.md"
    first = fresh.read(path)
    scans = 0

    def scan(*about: Any, **more: Any) -> Any:
        nonlocal scans
        scans += 1
        found = real_scan(*about, **more)
        fresh.write(path, first + f"\n第 {scans} 次。\n")
        return found

    fresh.write(path, first + "\n第 0 次。\n")
    real_scan = sources.scan
    with monkeypatch.context() as patch:
        patch.setattr(sources, "scan", scan)
        assert fresh.build().ok
    page = fresh.output / "news/two/index.html"
    assert scans > 1
    assert f"第 {scans - 1} 次" in page.read_text("utf-8")
    assert fresh.build().ok
    assert f"第 {scans} 次" in page.read_text("utf-8")
    report, clean = fresh.clean()
    assert report.ok
    assert clean == tree(fresh.output)
