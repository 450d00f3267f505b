"""Address parts from names: ASCII stays, Chinese becomes pinyin, and what is frozen in addresses.yaml never changes.

The pinyin dictionaries change between releases, so an address once published is written to ``addresses.yaml`` (name:
slug) by ``leitai freeze``; this module reads such a book and says which names are not in it yet.
"""

from __future__ import annotations

import re
import unicodedata

from leitai.errors import FieldError

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check(slug: str) -> str:
    """``slug`` itself, if it can stand in an address.

    Raises:
        FieldError: it has anything but lower-case letters, digits and single hyphens; the message proposes one.
    """
    if not _SLUG.fullmatch(slug):
        raise FieldError("bad-slug", value=slug, near=(_ascii(slug) if slug.isascii() else _pinyin(slug)) or "name")
    return slug


class Slugs:
    """Makes slugs. ``book`` holds the frozen ones, ``known`` those derived before; ``derived`` collects what was used
    without being frozen."""

    def __init__(self, book: dict[str, str], known: dict[str, str]) -> None:
        self.book = book
        self.known = known
        self.derived: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The slug of a name; the same name always gives the same."""
        if _SLUG.fullmatch(name):
            return name
        if name in self.book:
            return self.book[name]
        if name.isascii():
            return _ascii(name)
        if name not in self.derived:
            self.derived[name] = self.known.get(name) or _pinyin(name)
        return self.derived[name]


def frozen(text: str, names: dict[str, str]) -> str:
    """The text of addresses.yaml with more names added at its end; what stands there stays as it is."""
    lines = [f"{_quoted(name)}: {slug}" for name, slug in sorted(names.items())]
    head = text if not text or text.endswith("\n") else f"{text}\n"
    return head + "".join(f"{line}\n" for line in lines)


def _quoted(name: str) -> str:
    if re.fullmatch(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff -]*", name) and name == name.strip():
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _pinyin(name: str) -> str:
    # Imported late: its dictionaries take a third of a second.
    from pypinyin import lazy_pinyin

    parts = lazy_pinyin(name, errors=lambda rest: f" {_ascii(rest)} ")
    slug = re.sub(r"[^a-z0-9]+", "-", " ".join(parts).lower()).strip("-")
    return slug or "x-" + "-".join(f"{ord(c):x}" for c in name)[:40]
