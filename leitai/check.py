"""Looks at a built site as a visitor's browser would: dead links and anchors, pictures without words, doubled ids.

Reads output/ only; knows nothing of sources, plans or templates, so it would find what all of them overlooked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from leitai.errors import Problem, Spot, error, warning

_LOADED = {"img": "src", "script": "src", "source": "src", "video": "src", "audio": "src", "iframe": "src"}


class Seen(Struct, frozen=True):
    """What one page holds: links with their line, resources it loads, ids, headings of the first level, its language.

    ``bare`` are the lines of pictures without an ``alt``.
    """

    links: tuple[tuple[str, int], ...]
    loads: tuple[tuple[str, int], ...]
    ids: tuple[tuple[str, int], ...]
    bare: tuple[int, ...]
    titles: int
    language: str
    redirects: bool


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, int]] = []
        self.loads: list[tuple[str, int]] = []
        self.ids: list[tuple[str, int]] = []
        self.bare: list[int] = []
        self.titles = 0
        self.language = ""
        self.redirects = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: Mapping[str, str | None] = dict(attrs)
        line = self.getpos()[0]
        if given.get("id"):
            self.ids.append((given["id"] or "", line))
        if tag in ("a", "area") and "href" in given:
            self.links.append((given["href"] or "", line))
        if tag == "link" and given.get("href"):
            rels = (given.get("rel") or "").split()
            (self.loads if {"stylesheet", "icon", "preload"} & set(rels) else self.links).append(
                (given["href"] or "", line)
            )
        name = _LOADED.get(tag)
        if name and given.get(name):
            self.loads.append((given[name] or "", line))
        for part in (given.get("srcset") or "").split(","):
            if part.strip():
                self.loads.append((part.split()[0], line))
        if tag == "img" and "alt" not in given:
            self.bare.append(line)
        if tag == "h1":
            self.titles += 1
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh":
            self.redirects = True


def read(html: str) -> Seen:
    """What a page holds."""
    reader = _Reader()
    reader.feed(html)
    return Seen(
        links=tuple(reader.links),
        loads=tuple(reader.loads),
        ids=tuple(reader.ids),
        bare=tuple(reader.bare),
        titles=reader.titles,
        language=reader.language,
        redirects=reader.redirects,
    )


def check(output: Path, url: str) -> list[Problem]:
    """All problems of the site in ``output``, which is to be served at ``url``."""
    files = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    pages = {
        name: read((output / name).read_text(encoding="utf-8")) for name in sorted(files) if name.endswith(".html")
    }
    problems: list[Problem] = []
    for name, seen in pages.items():
        problems += _page(name, seen)
        problems += _links(name, seen, pages, files, url)
    return problems


def _page(name: str, seen: Seen) -> Iterator[Problem]:
    spot = Spot(f"output/{name}")
    if not seen.language:
        yield error("built-no-language", spot)
    if seen.titles != 1 and not seen.redirects:
        yield error("built-headings", spot, number=seen.titles)
    for line in seen.bare:
        yield error("built-no-alt", Spot(f"output/{name}", line=line, column=1))
    first: dict[str, int] = {}
    for id, line in seen.ids:
        if id in first:
            yield error("built-id-twice", Spot(f"output/{name}", line=line, column=1), id=id)
        first.setdefault(id, line)


def _links(name: str, seen: Seen, pages: Mapping[str, Seen], files: set[str], url: str) -> Iterator[Problem]:
    root = url.rstrip("/") + "/"
    here = urljoin(root, name.removesuffix("index.html"))
    base = urlsplit(root)
    for kind, things in (("link", seen.links), ("load", seen.loads)):
        for target, line in things:
            whole = urlsplit(urljoin(here, target))
            spot = Spot(f"output/{name}", line=line, column=1)
            if whole.scheme not in ("http", "https"):
                if whole.scheme not in ("mailto", "tel", "data"):
                    yield error("built-bad-address", spot, target=target)
                continue
            if whole.netloc != base.netloc:
                if kind == "load":
                    yield error("built-third-party", spot, target=target)
                continue
            path = unquote(whole.path)
            if not path.startswith(base.path):
                if kind == "link" and urlsplit(target).netloc:
                    continue  # another site on the same server, in another language for instance
                yield error("built-dead-link", spot, target=target)
                continue
            inner = path[len(base.path) :]
            file = f"{inner}index.html" if inner == "" or inner.endswith("/") else inner
            if file not in files:
                yield error("built-dead-link", spot, target=target)
            elif whole.fragment and file in pages and not _anchored(unquote(whole.fragment), pages[file]):
                yield warning("built-dead-anchor", spot, target=target)


def _anchored(fragment: str, page: Seen) -> bool:
    return fragment == "top" or any(id == fragment for id, _ in page.ids)
