"""The folder gives the kind: which path under content/ holds what. Knows paths and shapes, and opens nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from leitai.documents import UnitsFields
from leitai.fields import (
    ArticleFields,
    ContestFields,
    EditionFields,
    Fields,
    HolidaysFields,
    PageFields,
    ResultsFields,
    ReviewFields,
    ShortlistFields,
    ShowcaseFields,
)

_NAME = r"[^/]+"
_EDITION = rf"content/contests/(?P<contest>{_NAME})/(?P<edition>{_NAME})"
_TABLE: tuple[tuple[str, type[Fields]], ...] = (
    (rf"content/news/(?:{_NAME}/)*?(?P<name>{_NAME})\.md", ArticleFields),
    (r"content/units\.yaml", UnitsFields),
    (r"content/holidays\.yaml", HolidaysFields),
    (rf"{_EDITION}/edition\.yaml", EditionFields),
    (rf"{_EDITION}/shortlist\.yaml", ShortlistFields),
    (rf"{_EDITION}/results\.yaml", ResultsFields),
    (rf"{_EDITION}/projects/(?P<name>{_NAME})/index\.md", ShowcaseFields),
    (rf"{_EDITION}/projects/(?P<name>{_NAME})\.md", ShowcaseFields),
    (rf"content/contests/(?P<contest>{_NAME})/contest\.yaml", ContestFields),
    (rf"content/reviews/(?P<name>{_NAME})/index\.md", ReviewFields),
    (rf"content/reviews/(?P<name>{_NAME})\.md", ReviewFields),
    (rf"content/pages/(?P<name>{_NAME})/index\.md", PageFields),
    (rf"content/pages/(?P<name>{_NAME})\.md", PageFields),
)
_SHAPES = tuple((re.compile(pattern), shape) for pattern, shape in _TABLE)
_NEWS = "content/news/"

PHOTOS = frozenset(("jpg", "jpeg", "png", "webp", "gif", "avif", "heic", "heif", "tif", "tiff", "bmp", "svg"))
VIDEOS = frozenset(("mp4", "webm"))


class Kind(NamedTuple):
    """What a path is: the shape of its fields, and the names that its folders give it."""

    shape: type[Fields]
    name: str = ""
    contest: str = ""
    edition: str = ""

    @property
    def key(self) -> str:
        """``contest/edition``"""
        return f"{self.contest}/{self.edition}"


@lru_cache(maxsize=300_000)
def kind_of(path: str) -> Kind | None:
    """The kind of a source file, or None if no rule claims it."""
    if path.startswith(_NEWS) and path.endswith(".md"):
        stem = path[len(_NEWS) : -3]
        return Kind(ArticleFields, stem.removesuffix("/index").rpartition("/")[2])
    for pattern, shape in _SHAPES:
        found = pattern.fullmatch(path)
        if found:
            return Kind(shape, **{name: value or "" for name, value in found.groupdict().items()})
    return None


def suffix(path: str) -> str:
    """The lower-case suffix of a path without its dot."""
    return path.rpartition(".")[2].lower()
