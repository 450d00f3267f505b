"""The only reader of user files: walks config.yaml, content/ and the theme folders, and gives a Snapshot.

A snapshot names every file by its path relative to the site root (in Unicode normal form C), with size, time stamps
and content digest. Files whose stamps are those of an earlier snapshot are not read again; stamps are trusted only
once they are older than the resolution of the coarsest file systems. Symbolic links that lead out of their folder are
refused. Knows nothing of what the files mean.
"""

from __future__ import annotations

import errno
import os
import stat
import time
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from leitai.errors import Problem, Spot, error, warning

try:
    from _blake2 import blake2b  # hashlib's own; without OpenSSL, which a build with nothing to do need not load
except ImportError:
    from hashlib import blake2b

CONFIG = "config.yaml"
CONTENT = "content"
THEMES = "themes"
ADDRESSES = "addresses.yaml"

_IGNORED = frozenset(("Thumbs.db", "desktop.ini", "__MACOSX", "node_modules"))
_RACY_NS = 2_000_000_000
_FEW = 60


class SourceFile(Struct, frozen=True, array_like=True):
    """One file: its digest and the stamps it had when the digest was taken. ``seen`` is when that was (ns)."""

    path: str
    digest: str
    size: int
    mtime: int
    ctime: int
    inode: int
    seen: int


class Known(Struct, frozen=True):
    """The files of a snapshot, and its digest, for the next scan."""

    files: dict[str, SourceFile] = {}
    digest: str = ""


class SourceChanged(OSError):
    """A file is not what it was when the snapshot was taken: whoever builds begins again."""


def verified(path: str, data: bytes, digest: str) -> bytes:
    """The bytes, if they are still those of that digest.

    Raises:
        SourceChanged: they are not; made of them, something would be kept under the digest of something else.
    """
    if digest_of(data) != digest:
        raise SourceChanged(errno.ESTALE, "changed while it was read", path)
    return data


class Snapshot:
    """All source files at one moment. ``read`` gives the bytes of one; ``problems`` tells what could not be taken.

    Of a few texts the bytes themselves may be held.
    """

    def __init__(
        self,
        files: dict[str, SourceFile],
        places: dict[str, str],
        problems: tuple[Problem, ...],
        held: Mapping[str, bytes] = MappingProxyType({}),
        root: str = "",
    ) -> None:
        self.files = files
        self.problems = problems
        self._held = held
        self._places = places
        self._root = root

    def read(self, path: str) -> bytes:
        """The bytes of a file of this snapshot.

        Raises:
            KeyError: it is not in the snapshot.
            SourceChanged: it is another one now, or gone.
            OSError: it cannot be read.
        """
        if path in self._held:
            return self._held[path]
        try:
            with open(self.place(path), "rb") as file:
                return verified(path, file.read(), self.files[path].digest)
        except FileNotFoundError as gone:
            raise SourceChanged(errno.ENOENT, "gone while it was read", path) from gone

    def held(self, path: str) -> bytes | None:
        """The bytes of a file, if they are at hand."""
        return self._held.get(path)

    def place(self, path: str) -> str:
        """Where the file lies on disk, for a worker that reads it itself."""
        return self._places.get(path) or f"{self._root}/{self.files[path].path}"

    def under(self, folder: str) -> list[str]:
        """The paths inside a folder, sorted."""
        prefix = folder.rstrip("/") + "/"
        return sorted(path for path in self.files if path.startswith(prefix))

    @cached_property
    def digest(self) -> str:
        """One digest over all paths and contents."""
        files = self.files
        return digest_of("".join([f"{path}\0{files[path].digest}\0" for path in sorted(files)]).encode())


def digest_of(data: bytes) -> str:
    """The content digest used everywhere: 128 bits of BLAKE2b, in hexadecimal."""
    return blake2b(data, digest_size=16).hexdigest()


def scan(
    root: Path,
    theme_roots: Iterable[Path] = (),
    known: Mapping[str, SourceFile] | None = None,
    *,
    hold: bool = False,
) -> Snapshot:
    """Walk the site at ``root`` (and built-in theme folders, seen as ``themes/…`` where the site has none itself).

    ``hold`` keeps the bytes of texts that are new, if they are few: who saves again meanwhile disturbs nothing then.
    (What changes under a build's hands is often only half saved. So it is worth beginning again first.)
    """
    known = known or {}
    files: dict[str, SourceFile] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = []
    walk = _Walk(str(root), known, files, places, problems)
    real = root.resolve()
    for name in (CONFIG, ADDRESSES, CONTENT, THEMES):
        if (root / name).is_symlink() and not (root / name).resolve().is_relative_to(real):
            problems.append(error("link-outside", Spot(name)))
    if problems:
        return Snapshot({}, {}, tuple(problems))
    for name in (CONFIG, ADDRESSES):
        if (root / name).is_file():
            walk.file(str(root / name), name, os.stat(root / name))
    walk.folder(str(root / CONTENT), CONTENT, str((root / CONTENT).resolve()))
    before = len(files)
    walk.folder(str(root / THEMES), THEMES, str((root / THEMES).resolve()))
    own = {path.split("/")[1] for path in islice(files, before, None)}
    for extra in theme_roots:
        for theme in sorted(entry.name for entry in extra.iterdir() if entry.is_dir()):
            if theme not in own:
                walk.folder(str(extra / theme), f"{THEMES}/{theme}", str(extra.resolve()))
    return Snapshot(files, places, tuple(problems), walk.held if hold and len(walk.held) <= _FEW else {}, str(root))


def _is_as_known(old: SourceFile, status: os.stat_result) -> bool:
    """Whether a file's stamps are those it had when it was read, and old enough to be trusted."""
    ctime = old.ctime
    return (
        old.mtime == status.st_mtime_ns
        and old.size == status.st_size
        and ctime == status.st_ctime_ns
        and old.inode == status.st_ino
        and old.seen - ctime >= _RACY_NS
        and old.seen - old.mtime >= _RACY_NS
    )


class _Walk:
    def __init__(
        self,
        root: str,
        known: Mapping[str, SourceFile],
        files: dict[str, SourceFile],
        places: dict[str, str],
        problems: list[Problem],
    ) -> None:
        self.root = root
        self.known = known
        self.files = files
        self.places = places  # of files that are not where their paths say
        self.problems = problems
        self.held: dict[str, bytes] = {}
        self.now = time.time_ns()

    def folder(self, disk: str, path: str, fence: str) -> None:
        try:
            entries = list(os.scandir(disk))
        except FileNotFoundError:
            return
        except OSError as problem:
            self.problems.append(error("unreadable", Spot(path), reason=problem.strerror or ""))
            return
        known, files, places = self.known, self.files, self.places
        usual = disk == f"{self.root}/{path}"
        for entry in entries:
            name = entry.name
            inside = f"{path}/{name}" if name.isascii() else f"{path}/{unicodedata.normalize('NFC', name)}"
            try:
                # Nearly all files are as they were: known, so their names are good; their inodes are those of files.
                old = known.get(inside)
                if old is not None and inside not in files and _is_as_known(old, entry.stat(follow_symlinks=False)):
                    files[inside] = old
                    if not usual or not name.isascii():
                        places[inside] = entry.path
                    continue
                if name[0] == "." or name in _IGNORED or name[-1] == "~" or name.startswith("~$"):
                    continue
                if entry.is_symlink() and not self._stays(entry.path, inside, fence):
                    continue
                if entry.is_dir():
                    if not entry.is_symlink():
                        self.folder(entry.path, inside, fence)
                    else:
                        self.problems.append(warning("linked-folder", Spot(inside)))
                else:
                    self.file(entry.path, inside, entry.stat())
            except OSError as problem:
                self.problems.append(error("unreadable", Spot(inside), reason=problem.strerror or ""))

    def _stays(self, disk: str, path: str, fence: str) -> bool:
        target = os.path.realpath(disk)
        if target == fence or target.startswith(fence + os.sep):
            return True
        self.problems.append(error("link-outside", Spot(path)))
        return False

    def file(self, disk: str, path: str, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            self.problems.append(warning("not-a-file", Spot(path)))
            return
        if path in self.files:
            self.problems.append(error("two-names", Spot(path)))
            return
        old = self.known.get(path)
        if old is None or not _is_as_known(old, status):
            try:
                with open(disk, "rb", 0) as file:
                    data = file.read()
                digest = digest_of(data)
                if path.endswith((".md", ".yaml")) and len(self.held) <= _FEW:
                    self.held[path] = data
            except OSError as problem:
                self.problems.append(error("unreadable", Spot(path), reason=problem.strerror or ""))
                return
            old = SourceFile(
                path, digest, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, self.now
            )
        self.files[path] = old
        self.places[path] = disk
