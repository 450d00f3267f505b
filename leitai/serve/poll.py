"""Looks at folders again and again, for network drives and systems that have no watches to give.

What is compared are all the stamps there are: size, times in nanoseconds, inode. (watchfiles' own polling compares
whole seconds, so a file that is saved twice in one second is saved unseen.) Knows no build and no browser.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

Stamps = tuple[int, int, int, int]

COARSEST = 2.0
"""Seconds that the stamps of the coarsest file systems are wide."""

_SHARE = 0.2
_MOUNTS = "/proc/self/mounts"
_SILENT = frozenset(
    (
        "9p", "afs", "ceph", "cifs", "davfs", "drvfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs",
        "fuse.vmhgfs-fuse", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf",
    )
)  # fmt: skip


class Poll:
    """Calls ``seen`` with the places that changed, until ``stopped`` (which waits so many seconds) says so.

    ``picture`` gives the stamps of all files that matter. At the beginning and a while after every change it is asked
    for one look more, with no place: at what changed before the first picture, and at what was written in the very tick
    of the file system's clock in which the last picture was taken.
    """

    def __init__(
        self,
        picture: Callable[[], dict[str, Stamps]],
        seen: Callable[[frozenset[str]], None],
        stopped: Callable[[float], bool],
        *,
        every: float,
    ) -> None:
        self._picture = picture
        self._seen = seen
        self._stopped = stopped
        self._every = every

    def run(self) -> None:
        """Look, until it is stopped."""
        before = self._picture()
        self._seen(frozenset())
        again = time.monotonic() + COARSEST
        rest = self._every
        while not self._stopped(rest):
            begun = time.monotonic()
            now = self._picture()
            if now != before:
                self._seen(frozenset(path for path, _ in before.items() ^ now.items()))
                before = now
                again = begun + COARSEST
            elif again and begun > again:
                self._seen(frozenset())
                again = 0.0
            # Looking takes at most so large a share of the time, however many files there are.
            rest = max(self._every, (time.monotonic() - begun) / _SHARE)


def silent(folder: Path, mounts: str = _MOUNTS) -> bool:
    """Whether a folder lies on a drive of another machine, where what others change is no event here.

    Only Linux says so; elsewhere whoever serves has to know.
    """
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as listed:
            rows = [line.split(" ") for line in listed]
    except OSError:
        return False
    place = os.path.realpath(folder)
    found = ("", "")
    for _, mount, kind, *_ in rows:
        mount = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), mount)
        if (place + "/").startswith(mount.rstrip("/") + "/") and len(mount) >= len(found[0]):
            found = (mount, kind)
    return found[1] in _SILENT


def picture(files: Iterable[Path], folders: Iterable[Path], ignored: Callable[[str], bool]) -> dict[str, Stamps]:
    """The stamps of single files, and of all below some folders but those with ignored names."""
    found: dict[str, Stamps] = {}
    for file in files:
        try:
            found[str(file)] = _stamps(os.stat(file))
        except OSError:
            continue
    waiting = [str(folder) for folder in folders]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            if ignored(entry.name):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    found[entry.path] = (0, 0, 0, 0)
                else:
                    found[entry.path] = _stamps(entry.stat())
            except OSError:
                continue
    return found


def _stamps(status: os.stat_result) -> Stamps:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
