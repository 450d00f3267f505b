"""Is output/ what a clean build would make of the same sources? Builds one beside it, and compares every byte.

The clean build has a folder and a cache of its own, so it shares nothing with what is verified but sources and code.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from leitai.build import Options, Report, build
from leitai.cache import Cache
from leitai.write import Progress


class Difference(Struct, frozen=True):
    """A file that is not as in a clean build: ``missing``, ``different``, or there and not in it (``extra``)."""

    path: str
    how: str


class Verdict(Struct, frozen=True):
    """How output/ compares with a clean build: its report, the files compared, what differs, whose files were seen.

    ``strangers`` is the number of files in output/ that leitai never wrote; they are no difference.
    """

    clean: Report
    compared: int
    differences: tuple[Difference, ...]
    strangers: int

    @property
    def equal(self) -> bool:
        """Whether there is no difference at all."""
        return self.clean.ok and not self.differences


def verify(options: Options, progress: Progress | None = None) -> Verdict:
    """Compare output/ with a clean build from the same sources at the same moment, which ``options.now`` must give.

    Raises:
        OutputError, UsageError: as `build.build`.
    """
    assert options.now is not None, "two builds at two moments need not be equal"
    with tempfile.TemporaryDirectory(prefix="leitai-verify-") as folder:
        fresh = Path(folder, "output")
        clean = build(replace(options, output=fresh, cache=Path(folder)), progress=progress)
        ours = Cache(options.root, options.output, options.cache).record().files
        wanted = set(_files(fresh))
        there = set(_files(options.output))
        found = [Difference(path, "missing") for path in wanted - there]
        found += [Difference(path, "extra") for path in (there - wanted) & set(ours)]
        found += [Difference(path, "different") for path in wanted & there if not _same(fresh, options.output, path)]
    found.sort(key=lambda each: each.path)
    return Verdict(clean, len(wanted), tuple(found), len(there - wanted - set(ours)))


def _files(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() or path.is_symlink()]


def _same(one: Path, two: Path, path: str) -> bool:
    if (two / path).is_symlink() or (one / path).stat().st_size != (two / path).stat().st_size:
        return False
    return (one / path).read_bytes() == (two / path).read_bytes()
