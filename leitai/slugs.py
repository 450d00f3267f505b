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
        raise FieldError("bad-slug", value=slug, near=_ascii(slug) or "name")
    return slug


class Slugs:
    """Makes slugs; ``book`` holds the frozen ones, ``fresh`` collects those that had to be derived by pinyin."""

    def __init__(self, book: dict[str, str]) -> None:
        self.book = book
        self.fresh: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The slug of a name; the same name always gives the same."""
        if _SLUG.fullmatch(name):
            return name
        if name in self.book:
            return self.book[name]
        if name in self.fresh:
            return self.fresh[name]
        slug = _ascii(name) if name.isascii() else _pinyin(name)
        if not name.isascii():
            self.fresh[name] = slug
        return slug


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _pinyin(name: str) -> str:
    # Imported late: its dictionaries take a third of a second.
    from pypinyin import lazy_pinyin

    parts = lazy_pinyin(name, errors=lambda rest: f" {_ascii(rest)} ")
    slug = re.sub(r"[^a-z0-9]+", "-", " ".join(parts).lower()).strip("-")
    return slug or "x-" + "-".join(f"{ord(c):x}" for c in name)[:40]
