"""Shows that contenders did the same work: the same number of pages, and the same text on them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass(frozen=True)
class Pages:
    """How many files of which kind a site has."""

    articles: int
    lists: int
    other: int
    size: int


@dataclass
class Article:
    """What a reader finds on an article's page, without its markup."""

    title: str = ""
    body: str = ""
    tags: list[str] = field(default_factory=list)
    earlier: str = ""
    later: str = ""


def count(output: Path) -> Pages:
    """The files of a built site: articles under news/, other HTML pages, and everything else."""
    articles = lists = other = size = 0
    news = output / "news"
    for root, _, names in os.walk(output):
        folder = Path(root)
        for name in names:
            size += (folder / name).stat().st_size
            if not name.endswith(".html"):
                other += 1
            elif folder.parent == news and folder.name.startswith("story-"):
                articles += 1
            else:
                lists += 1
    return Pages(articles, lists, other, size)


def read(output: Path, slug: str) -> Article:
    """The article's page as a reader finds it."""
    reader = _Reader()
    reader.feed((output / "news" / slug / "index.html").read_text("utf-8"))
    return reader.article()


def differences(outputs: Mapping[str, Path], slugs: Sequence[str]) -> list[str]:
    """Every way in which the contenders' article pages differ from the first contender's."""
    first, *others = outputs
    found = []
    for slug in slugs:
        expected = read(outputs[first], slug)
        for name in others:
            actual = read(outputs[name], slug)
            for part in ("title", "body", "tags", "earlier", "later"):
                ours, theirs = getattr(expected, part), getattr(actual, part)
                if ours != theirs:
                    found.append(f"{slug}: {part}: {first} has {ours!r:.300}, {name} has {theirs!r:.300}")
    return found


class _Reader(HTMLParser):
    """Collects text by the class and rel attributes that all contenders' templates share."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._text: dict[str, list[str]] = {}

    def article(self) -> Article:
        """What was found."""

        def words(key: str) -> str:
            return "".join("".join(self._text.get(key, [])).split())

        tags = [name for name in "".join(self._text.get("tag", [])).split("\0") if name.strip()]
        return Article(words("h1"), words("body"), sorted(map(str.strip, tags)), words("prev"), words("next"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        key = self._open[-1] if self._open else ""
        if "body" in (given.get("class") or "").split():
            key = "body"
        elif tag == "h1":
            key = "h1"
        elif tag == "a" and given.get("rel") in ("tag", "prev", "next"):
            key = given["rel"] or ""
            if key == "tag":
                self._text.setdefault(key, []).append("\0")
        self._open.append(key)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1]:
            self._text.setdefault(self._open[-1], []).append(data)
