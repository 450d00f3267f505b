"""An output folder as it stands on disk: what is in it, whether it is as it was left, whether it may be one at all.

Knows stamps, links and the marks of unfinished writes; nothing of what the files are. Importing it costs nothing, for
a build with nothing to do needs no more than this.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from msgspec.structs import replace

from leitai.cache import FOLDER, Made, Record
from leitai.errors import OutputError, Problem, Spot, error

MARK = ".leitai-new-"
PREVIEW = f"{FOLDER}/preview"
OUTPUT = "output/"
"""How problems name an output folder, wherever it is, until `named` says where. No source begins like that."""


class Folder:
    """All of an output folder as it stands: files with size and mtime, links, remains of killed builds."""

    def __init__(self, root: Path) -> None:
        self.files: dict[str, tuple[int, int]] = {}
        self.links: set[str] = set()
        self.folders: set[str] = {""}
        self.remains: list[str] = []
        self._walk(str(root), "")

    def _walk(self, disk: str, prefix: str) -> None:
        try:
            entries = list(os.scandir(disk))
        except FileNotFoundError:
            return
        for entry in entries:
            path = prefix + entry.name
            if entry.is_symlink():
                self.links.add(path)
            elif entry.is_dir(follow_symlinks=False):
                self.folders.add(path)
                self._walk(entry.path, path + "/")
            elif entry.name.startswith(MARK):
                self.remains.append(path)
            else:
                status = entry.stat(follow_symlinks=False)
                self.files[path] = (status.st_size, status.st_mtime_ns)


def holds(root: str, path: str, made: Made) -> bool:
    """Whether a file of output/ is exactly as the record left it."""
    try:
        status = os.lstat(f"{root}/{path}")
    except OSError:
        return False
    return status.st_size == made.size and status.st_mtime_ns == made.mtime


def shown(output: Path, root: Path) -> str:
    """An output folder as people are told of it, with a slash: seen from the site's folder, in full if elsewhere."""
    return f"{(output.relative_to(root) if output.is_relative_to(root) else output).as_posix()}/"


def named(problem: Problem, output: Path, root: Path) -> Problem:
    """The problem with the real folder for `OUTPUT`."""
    place = shown(output, root)
    if place == OUTPUT:
        return problem

    def name(spot: Spot) -> Spot:
        return replace(spot, path=place + spot.path[len(OUTPUT) :]) if spot.path.startswith(OUTPUT) else spot

    return replace(problem, spot=name(problem.spot), also=tuple(map(name, problem.also)))


def check_place(output: Path, root: Path) -> None:
    """Refuse an output folder that cannot be one. One that is a link is what it leads to.

    Raises:
        OutputError: it is or contains the site's sources, a home or a root folder, or is not a folder.
    """
    try:
        real = output.resolve()
    except (OSError, RuntimeError):  # a link to itself
        raise OutputError(error("output-not-a-folder", Spot(str(output)))) from None
    home = Path.home().resolve()
    site = root.resolve()
    sources = (site / "content", site / "themes", site / FOLDER, site / ".git")
    if (
        real in (Path(real.anchor), home, site)
        or real in home.parents
        or real in site.parents
        or (real != site / PREVIEW and any(real == source or source in real.parents for source in sources))
    ):
        raise OutputError(error("output-unsafe", Spot(str(output))))
    if os.path.lexists(output) and not output.is_dir():
        raise OutputError(error("output-not-a-folder", Spot(str(output))))


class Standing:
    """What the last build left in an output folder, as far as it is still there; all is nothing if it was not finished.

    A file is looked at once.
    """

    def __init__(self, record: Record, output: Path) -> None:
        self._files = record.files if record.settled else {}
        self._root = str(output)
        self._looked: dict[str, bool] = {}

    def key(self, path: str) -> str:
        """The key a file was made by, or nothing."""
        made = self._files.get(path)
        return made.key if made else ""

    def failed(self, above: str) -> bool:
        """Whether the making of any file in that folder failed."""
        return any(not made.key and path.startswith(above) for path, made in self._files.items())

    def holds(self, path: str) -> bool:
        """Whether a file is as it was left."""
        known = self._looked.get(path)
        if known is None:
            made = self._files.get(path)
            known = self._looked[path] = bool(made and made.key and holds(self._root, path, made))
        return known

    def read(self, path: str) -> bytes | None:
        """Its bytes, if it is as it was left."""
        try:
            return Path(self._root, path).read_bytes() if self.holds(path) else None
        except OSError:
            return None


_trusted: set[str] = set()


def forget_trust() -> None:
    """Look at all folders anew: a new build begins."""
    _trusted.clear()


def check_inside(root: str, path: str) -> None:
    """OSError if a link among the folders above a path would lead a write or a deletion outside output/."""
    above = path.rpartition("/")[0]
    waiting = []
    while above and f"{root}/{above}" not in _trusted:
        waiting.append(above)
        above = above.rpartition("/")[0]
    for folder in reversed(waiting):
        try:
            status = os.lstat(f"{root}/{folder}")
        except FileNotFoundError:
            return
        if stat.S_ISLNK(status.st_mode):
            raise OSError(errno.ELOOP, "a link leads out of output/", folder)
        _trusted.add(f"{root}/{folder}")


def intact(record: Record, output: Path, *, lazy: bool = False) -> bool:
    """Whether every file of the record stands in output/ as it was left, and the last build was finished.

    With ``lazy`` all is well with those that wait to be made.
    """
    if not record.settled:
        return False
    root, lstat = f"{output}/", os.lstat
    try:
        for path, made in record.files.items():
            if lazy and not made.key:
                continue
            status = lstat(root + path)
            if status.st_mtime_ns != made.mtime or status.st_size != made.size:
                return False
    except OSError:
        return False
    return True
