"""What one build leaves for the next, in ``.leitai/``: parsed sources, rendered blocks, and the record of output/.

Everything here can be thrown away and is then made again; a file that is damaged, foreign or of another version is
noticed by its head and treated as absent. Nothing is unpickled: the formats are MessagePack and SQLite. Knows no
pages and no content, only values and digests.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec
from msgspec import Struct

from leitai.errors import OutputError, Problem, Spot, TextLost, error
from leitai.sources import Known, digest_of

if TYPE_CHECKING:
    import sqlite3

FOLDER = ".leitai"
DARKROOM = "darkroom"
"""In it, where new pictures wait for their places (see the module of that name)."""

_MAGIC = b"leitai-cache\n"
_UNFINISHED = ".new"
_SQLITE_BUSY, _SQLITE_READONLY, _SQLITE_IOERR, _SQLITE_FULL, _SQLITE_CANTOPEN = 5, 8, 10, 13, 14
_LIBRARIES = (
    "markdown", "nh3", "jinja2", "markupsafe", "msgspec", "PIL", "yaml", "pypinyin", "pillow_heif", "openpyxl",
)  # fmt: skip

T = TypeVar("T")


@lru_cache(maxsize=1)
def versions() -> str:
    """A digest of the code that makes output: Python, this package and the libraries it renders with."""
    parts = [sys.version]
    package = Path(__file__).parent
    for folder, folders, files in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith((".py", ".yaml")):
                status = os.stat(os.path.join(folder, name))
                parts.append(f"{name}:{status.st_size}:{status.st_mtime_ns}")
    for library in _LIBRARIES:
        spec = importlib.util.find_spec(library)
        if spec and spec.origin:
            status = os.stat(spec.origin)
            parts.append(f"{library}:{spec.origin}:{status.st_size}:{status.st_mtime_ns}")
    return digest_of("\n".join(parts).encode())


DAMAGED, OUTDATED = "damaged", "outdated"
"""Why a file of the cache cannot be used: it is broken or foreign, or it is whole and another version made it."""

SEAL = 32
"""The length of a `seal`."""


def seal(*parts: bytes) -> bytes:
    """What stands before data that only this code may use, and only undamaged."""
    return digest_of(b"\0".join((versions().encode(), *parts))).encode()


class Made(Struct, frozen=True, array_like=True):
    """One file of output/: the key it was made by, and its stamps when written. An empty key: to be made again.

    ``why`` it was made the last time is told by flags of `keys`.
    """

    key: str
    size: int = -1
    mtime: int = -1
    why: int = 0


class Record(Struct, frozen=True):
    """What the last build left in output/, and the warnings it gave. ``settled`` is False while one is under way.

    ``inputs`` is a digest of everything it was made from, true from the moment ``since`` (ISO, UTC) of that build until
    ``turns``, when something is published or expires; all are empty after an unfinished build. ``basis`` are the
    digests of what the pages have in common, part by part (see `keys`).
    """

    files: dict[str, Made] = {}
    inputs: str = ""
    since: str = ""
    turns: str = ""
    language: str = ""
    problems: tuple[Problem, ...] = ()
    settled: bool = False
    basis: dict[str, str] = {}

    def stands(self, inputs: str, now: str) -> bool:
        """Whether a build from these inputs at this moment (ISO, UTC) would be the same again."""
        return self.inputs == inputs and self.since <= now and (not self.turns or now < self.turns)


def compiled_folder() -> str:
    """Where compiled templates are kept: the user's own cache. They are code, and code must not lie among the files of
    a site, which come from elsewhere. Empty if there is no such place."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(home, "leitai", "templates")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return ""
    return folder if os.access(folder, os.W_OK) else ""


def _inside(path: str) -> bool:
    """Whether a recorded path stays in its folder."""
    return not path.startswith(("/", "\\")) and ":" not in path.split("/")[0] and ".." not in path.split("/")


def _all_inside(paths: Iterable[str]) -> bool:
    """Whether all recorded paths stay in their folder; looked at one by one only if anything is unusual."""
    whole = "\n" + "\n".join(paths)
    usual = not any(sign in whole for sign in ("\n/", "\\", ":", "/.", "\n."))
    return usual or all(map(_inside, paths))


class Shelf(Generic[T]):
    """One value in one file, written whole or not at all."""

    def __init__(self, path: Path, shape: type[T], version: str) -> None:
        self.path = path
        self.shape = shape
        self.head = _MAGIC + version.encode() + b"\n"

    def load(self) -> tuple[T | None, str]:
        """The value, or None; and what was wrong with a file that is there, `DAMAGED` or `OUTDATED`, or nothing."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None, ""
        except OSError:
            return None, DAMAGED
        end = data.find(b"\n", len(_MAGIC)) + 1
        body = memoryview(data)[end + 32 :]
        if not data.startswith(_MAGIC) or not end or digest_of(body).encode() != data[end : end + 32]:  # type: ignore[arg-type]
            return None, DAMAGED
        if data[:end] != self.head:
            return None, OUTDATED
        try:
            return msgspec.msgpack.decode(body, type=self.shape), ""
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None, DAMAGED

    def save(self, value: T) -> None:
        """Keep the value.

        Raises:
            OutputError: it cannot be written; what was there is as it was.
        """
        body = msgspec.msgpack.encode(value)
        put(self.path, self.head + digest_of(body).encode(), body)


def put(path: Path, *parts: bytes) -> None:
    """Write a file of the cache whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    fresh = path.with_name(f"{path.name}.{os.getpid()}{_UNFINISHED}")
    try:
        with open(fresh, "wb") as file:
            for part in parts:
                file.write(part)
        os.replace(fresh, path)
    except OSError as failed:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise unwritten(failed) from failed


def unwritten(failed: Exception) -> OutputError:
    """What to say where the cache cannot be written."""
    reason = getattr(failed, "strerror", "") or str(failed)
    return OutputError(error("cache-unwritten", Spot(FOLDER), reason=reason))


class Blocks:
    """Rendered blocks of documents by digest, in one SQLite file that several processes read and write."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._open: sqlite3.Connection | None = None
        self._opened = (0, 0)

    def ready(self) -> None:
        """Before work begins: open the file anew if another one stands there now, or another process opened it."""
        if self._open is not None and self._opened != self._now():
            self.close()

    def _now(self) -> tuple[int, int]:
        try:
            return os.getpid(), os.stat(self.path).st_ino
        except OSError:
            return 0, 0

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            import sqlite3

            self._open = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
            # Blocks of a text are some kilobytes: a page holds them, and an index apart from them stays small.
            self._open.execute("PRAGMA page_size=8192")
            self._open.execute("PRAGMA journal_mode=WAL")
            # Losing the last blocks with the machine's power is harmless: what is missing is parsed again.
            self._open.execute("PRAGMA synchronous=OFF")
            self._open.execute("CREATE TABLE IF NOT EXISTS blocks (digest TEXT PRIMARY KEY, data BLOB)")
            self._opened = self._now()
        return self._open

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep blocks under their digests."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?)", items)
        connection.execute("COMMIT")

    def get(self, digest: str) -> bytes | None:
        """The blocks of that digest, or None if they are gone or are not what they were."""
        row = self._connection().execute("SELECT data FROM blocks WHERE digest = ?", (digest,)).fetchone()
        return row[0] if row and digest_of(row[0]) == digest else None

    def digests(self) -> set[str]:
        """All digests that are kept."""
        return {row[0] for row in self._connection().execute("SELECT digest FROM blocks")}

    def drop(self, digests: Iterable[str]) -> None:
        """Forget some."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("DELETE FROM blocks WHERE digest = ?", ((digest,) for digest in digests))
        connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None


def is_damage(failed: sqlite3.DatabaseError) -> bool:
    """Whether the store itself is broken, rather than the disk full or read only."""
    code: int = getattr(failed, "sqlite_errorcode", 0) & 0xFF
    return code not in (_SQLITE_BUSY, _SQLITE_READONLY, _SQLITE_IOERR, _SQLITE_FULL, _SQLITE_CANTOPEN)


class Cache:
    """The cache folder of one site, in the site if ``folder`` says nothing else.

    ``unusable`` are the files that could not be used, each with `DAMAGED` or `OUTDATED`.

    Raises:
        OutputError: there cannot be one.
    """

    def __init__(self, root: Path, output: Path, folder: Path | None = None) -> None:
        self.folder = folder or root / FOLDER
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as failed:
            raise unwritten(failed) from failed
        self._sources = Shelf(self.folder / "sources.bin", Known, "sources-2")
        # A record says which files of one output folder are ours: it must outlive a new version of the code.
        name = digest_of(str(output.resolve()).encode())[:12]
        self._record = Shelf(self.folder / f"record-{name}.bin", Record, "record-1")
        self._origins: Shelf[dict[str, str]] = Shelf(self.folder / f"origins-{name}.bin", dict[str, str], "origins-1")
        self.blocks_path = str(self.folder / "blocks.sqlite")
        self.unusable: list[tuple[str, str]] = []

    def _take(self, shelf: Shelf[T]) -> T | None:
        value, wrong = shelf.load()
        if wrong:
            self.unusable.append((shelf.path.name, wrong))
        return value

    def sources(self) -> Known:
        """The stamps and digests that sources had, or nothing."""
        return self._take(self._sources) or Known()

    def shelf(self, name: str, shape: type[T]) -> Shelf[T]:
        """A place for one value that any change of the code makes void."""
        return Shelf(self.folder / f"{name}.bin", shape, versions())

    def take(self, name: str, shape: type[T]) -> T | None:
        """The value on a shelf, or None; a damaged one is noted."""
        return self._take(self.shelf(name, shape))

    def record(self) -> Record:
        """The record of output/, or an empty one."""
        record = self._take(self._record) or Record()
        if _all_inside(record.files):
            return record
        # Nobody but leitai writes records; one that reaches out of output/ was planted.
        self.unusable.append((self._record.path.name, DAMAGED))
        return Record()

    def keep_sources(self, sources: Known) -> None:
        """Keep the stamps of sources."""
        self._sources.save(sources)

    def keep_record(self, record: Record) -> None:
        """Keep the record."""
        self._record.save(record)

    def origins(self) -> dict[str, str]:
        """The digests of the sources that output/ was last made from, by path; nothing if that is not known."""
        return self._origins.load()[0] or {}

    def keep_origins(self, digests: dict[str, str]) -> None:
        """Keep the digests of the sources, for whoever asks later what has changed."""
        self._origins.save(digests)

    def sweep(self) -> None:
        """Remove what killed builds left half written here. Only for whoever holds the lock."""
        for place in (self.folder,):
            with suppress(OSError):
                for entry in os.scandir(place):
                    if entry.name.endswith(_UNFINISHED):
                        os.unlink(entry.path)

    def forget_blocks(self) -> None:
        """Throw the store of rendered blocks away, for it is damaged."""
        self.unusable.append((os.path.basename(self.blocks_path), DAMAGED))
        for ending in ("", "-wal", "-shm"):
            try:
                Path(self.blocks_path + ending).unlink(missing_ok=True)
            except OSError as failed:
                raise unwritten(failed) from failed

    def drop_blocks(self, digests: Iterable[str]) -> None:
        """Forget rendered blocks that no text has any more."""
        blocks = Blocks(self.blocks_path)
        blocks.drop(digests)
        blocks.close()

    def broken_by(self, failed: Exception) -> bool:
        """Whether a build failed because the store of rendered blocks is damaged.

        Raises:
            OutputError: it failed because the store cannot be written.
        """
        if isinstance(failed, TextLost):
            return True
        library = sys.modules.get("sqlite3")
        if library is None or not isinstance(failed, library.DatabaseError):
            return False
        if not is_damage(failed):
            raise unwritten(failed) from failed
        return True

    def mend_blocks(self) -> bool:
        """Whether the store of rendered blocks is as the last build left it; a damaged one is removed."""
        import sqlite3

        there = os.path.exists(self.blocks_path)
        blocks = Blocks(self.blocks_path)
        try:
            blocks.get("")
            return there
        except sqlite3.DatabaseError as failed:
            if not is_damage(failed):
                raise unwritten(failed) from failed
        finally:
            blocks.close()
        self.forget_blocks()
        return False
