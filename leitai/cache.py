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
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec
from msgspec import Struct

from leitai.errors import Problem
from leitai.sources import SourceFile, digest_of

if TYPE_CHECKING:
    import sqlite3

FOLDER = ".leitai"
_MAGIC = b"leitai-cache\n"
_LIBRARIES = ("markdown", "nh3", "jinja2", "markupsafe", "msgspec", "PIL", "yaml")

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


class Made(Struct, frozen=True, array_like=True):
    """One file of output/: the key it was made by, and its stamps when written. An empty key: to be made again."""

    key: str
    size: int = -1
    mtime: int = -1


class Record(Struct, frozen=True):
    """What the last build left in output/, and the warnings it gave. ``settled`` is False while one is under way.

    ``inputs`` is a digest of everything it was made from, ``turns`` the moment (ISO, UTC) at which that stops being
    true by itself; both are empty after an unfinished build.
    """

    files: dict[str, Made] = {}
    inputs: str = ""
    turns: str = ""
    language: str = ""
    problems: tuple[Problem, ...] = ()
    settled: bool = False


class Shelf(Generic[T]):
    """One value in one file, written whole or not at all."""

    def __init__(self, path: Path, shape: type[T], version: str) -> None:
        self.path = path
        self.shape = shape
        self.head = _MAGIC + version.encode() + b"\n"

    def load(self) -> tuple[T | None, bool]:
        """The value, or None; and whether a file was there that could not be used."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None, False
        except OSError:
            return None, True
        head, check, body = data[: len(self.head)], data[len(self.head) : len(self.head) + 32], None
        if head == self.head:
            body = memoryview(data)[len(self.head) + 32 :]
            if digest_of(body).encode() == check:  # type: ignore[arg-type]
                try:
                    return msgspec.msgpack.decode(body, type=self.shape), False
                except (msgspec.DecodeError, msgspec.ValidationError):
                    pass
        return None, True

    def save(self, value: T) -> None:
        """Keep the value; OSError if it cannot be written."""
        body = msgspec.msgpack.encode(value)
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        with open(fresh, "wb") as file:
            file.write(self.head + digest_of(body).encode())
            file.write(body)
        os.replace(fresh, self.path)


class Blocks:
    """Rendered blocks of documents by digest, in one SQLite file that several processes read and write."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._open: sqlite3.Connection | None = None

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            import sqlite3

            self._open = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
            self._open.execute("PRAGMA journal_mode=WAL")
            # Losing the last blocks with the machine's power is harmless: what is missing is parsed again.
            self._open.execute("PRAGMA synchronous=OFF")
            self._open.execute("CREATE TABLE IF NOT EXISTS blocks (digest TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID")
        return self._open

    def put(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep blocks under their digests."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR IGNORE INTO blocks VALUES (?, ?)", items)
        connection.execute("COMMIT")

    def get(self, digest: str) -> bytes | None:
        """The blocks of that digest, or None."""
        row = self._connection().execute("SELECT data FROM blocks WHERE digest = ?", (digest,)).fetchone()
        return row[0] if row else None

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


class Cache:
    """The cache folder of one site. ``damaged`` names the files that could not be used."""

    def __init__(self, root: Path, output: Path) -> None:
        self.folder = root / FOLDER
        self.folder.mkdir(exist_ok=True)
        self._sources: Shelf[dict[str, SourceFile]] = Shelf(
            self.folder / "sources.bin", dict[str, SourceFile], "sources-1"
        )
        # A record says which files of one output folder are ours: it must outlive a new version of the code.
        name = digest_of(str(output.resolve()).encode())[:12]
        self._record = Shelf(self.folder / f"record-{name}.bin", Record, "record-1")
        self.blocks_path = str(self.folder / "blocks.sqlite")
        self.damaged: list[str] = []

    def _take(self, shelf: Shelf[T]) -> T | None:
        value, damaged = shelf.load()
        if damaged:
            self.damaged.append(shelf.path.name)
        return value

    def sources(self) -> dict[str, SourceFile]:
        """The stamps and digests that sources had, or nothing."""
        return self._take(self._sources) or {}

    def shelf(self, name: str, shape: type[T]) -> Shelf[T]:
        """A place for one value that any change of the code makes void."""
        return Shelf(self.folder / f"{name}.bin", shape, versions())

    def take(self, name: str, shape: type[T]) -> T | None:
        """The value on a shelf, or None; a damaged one is noted."""
        return self._take(self.shelf(name, shape))

    def record(self) -> Record:
        """The record of output/, or an empty one."""
        return self._take(self._record) or Record()

    def keep_sources(self, sources: dict[str, SourceFile]) -> None:
        """Keep the stamps of sources."""
        self._sources.save(sources)

    def keep_record(self, record: Record) -> None:
        """Keep the record."""
        self._record.save(record)

    def mend_blocks(self) -> bool:
        """Whether the store of rendered blocks is as the last build left it; a damaged one is removed."""
        import sqlite3

        there = os.path.exists(self.blocks_path)
        blocks = Blocks(self.blocks_path)
        try:
            blocks.get("")
            return there
        except sqlite3.DatabaseError:
            self.damaged.append(os.path.basename(self.blocks_path))
            for suffix in ("", "-wal", "-shm"):
                Path(self.blocks_path + suffix).unlink(missing_ok=True)
            return False
        finally:
            blocks.close()
