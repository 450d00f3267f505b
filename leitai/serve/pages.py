"""The built site as a browser asks for it: which file an address means, and which state of it a browser shows.

A `Stamp` says what a page is: a digest of its text without the addresses of its style sheets, and these addresses. Two
stamps tell whether a browser shows what is on the disk, and if not, whether new style sheets are all it lacks. That is
a comparison of states, not a queue of events: nothing that is missed once is missed for good. Knows no build, no
server and no sources.
"""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

from leitai.sources import digest_of

NOT_FOUND = "404.html"

_STYLE = re.compile(rb"""<link\b(?=[^>]*\brel=["']?stylesheet["'\s>])[^>]*>""", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_UNFINISHED = ".leitai-new-"
_KEPT = 256

PLACEHOLDER = b"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>leitai</title></head>
<body><p>\xe8\xbf\x98\xe6\xb2\xa1\xe6\x9c\x89\xe5\x8f\xaf\xe4\xbb\xa5\xe9\xa2\x84\xe8\xa7\x88\xe7\x9a\x84\xe7\xbd\x91\
\xe9\xa1\xb5\xe3\x80\x82</p><p lang="en">There is no page to show yet.</p></body></html>
"""


class Stamp(Struct, frozen=True):
    """Which state of a page it is: ``text`` a digest without style sheets, ``styles`` their addresses in order."""

    text: str
    styles: tuple[str, ...] = ()


class Answer(Struct, frozen=True):
    """What an address leads to: a ``file`` of the site (empty for none) with a status, or another address ``to``."""

    file: str = ""
    status: int = 200
    to: str = ""


def stamp_of(data: bytes) -> Stamp:
    """The stamp of a page's bytes."""
    styles: list[str] = []

    def strip(tag: re.Match[bytes]) -> bytes:
        found = _HREF.search(tag[0])
        if found is None:
            return tag[0]
        styles.append(html.unescape((found[1] or found[2] or found[3] or b"").decode("utf-8", "replace")))
        return tag[0][: found.start()] + tag[0][found.end() :]

    return Stamp(digest_of(_STYLE.sub(strip, data)), tuple(styles))


def with_script(data: bytes, source: str, stamp: Stamp) -> bytes:
    """The page with the live script in its head; the script learns there which state of the page it is in."""
    styles = html.escape(json.dumps(stamp.styles), quote=True)
    tag = f'<script src="{source}" data-text="{stamp.text}" data-styles="{styles}" defer></script>'.encode()
    end = _HEAD_END.search(data)
    return data[: end.start()] + tag + data[end.start() :] if end else data + tag


class Pages:
    """The folder of a built site, seen through addresses below ``base`` (the path part of the site's url).

    ``ahead`` are pages, by file, that are known before the build has written them.
    """

    def __init__(self, root: Path, base: str = "") -> None:
        self.root = os.path.realpath(root)
        self.base = base
        self.ahead: dict[str, bytes] = {}
        self._stamps: dict[str, tuple[tuple[int, int, int], Stamp]] = {}

    def find(self, address: str) -> Answer:
        """What the address (the path of a request, with its % signs) means. Never leads out of the folder."""
        missing = Answer(NOT_FOUND if self._holds(NOT_FOUND) else "", 404)
        base = unquote(self.base)
        if base and unquote(address) in ("/", base):
            return Answer(status=302, to=quote(base) + "/")
        file = self.name(address)
        if not file:
            return missing
        if self._holds(file):
            return Answer(file)
        if not address.endswith("/") and self._holds(f"{file}/index.html"):
            return Answer(status=302, to=quote(f"{base}/{file}") + "/")
        return missing

    def name(self, address: str) -> str:
        """The file that an address means, whether it is there or not; empty for one that no file can have."""
        try:
            path = unquote(address, errors="strict")
        except UnicodeDecodeError:
            return ""
        base = unquote(self.base)
        if not path.startswith(f"{base}/"):
            return ""
        parts = path[len(base) + 1 :].split("/")
        if any(part in ("", ".", "..") for part in parts[:-1]) or parts[-1] in (".", ".."):
            return ""
        if any(set(part) & _FORBIDDEN or part.startswith(_UNFINISHED) for part in parts):
            return ""
        return "/".join(parts) + ("" if parts[-1] else "index.html")

    def _holds(self, file: str) -> bool:
        place = os.path.join(self.root, file)
        return os.path.isfile(place) and os.path.realpath(place).startswith(self.root + os.sep)

    def read(self, file: str) -> bytes:
        """The bytes of a file that `find` gave; of none, those of a page that says so."""
        if not file:
            return PLACEHOLDER
        if file in self.ahead:
            return self.ahead[file]
        with open(os.path.join(self.root, file), "rb") as opened:
            return opened.read()

    def stamp(self, address: str) -> Stamp | None:
        """The state in which the page at that address is now; None if that cannot be said just now."""
        file = self.find(address).file
        if file in self.ahead:
            return stamp_of(self.ahead[file])
        try:
            status = os.stat(os.path.join(self.root, file)) if file else None
            seen = (status.st_mtime_ns, status.st_size, status.st_ino) if status else (0, 0, 0)
            known = self._stamps.get(file)
            if known is None or known[0] != seen:
                if len(self._stamps) >= _KEPT:
                    self._stamps.clear()
                known = self._stamps[file] = (seen, stamp_of(self.read(file)))
            return known[1]
        except OSError:  # it goes away between two looks
            return None


_FORBIDDEN = frozenset("\\\0") if os.name != "nt" else frozenset('\\\0:*?"<>|')
