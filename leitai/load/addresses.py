"""What editors say of addresses: frozen ones, old ones, lines of the menu, tags that share one. Makes none itself.

Knows texts and their names; where anything stands in output/ is the business of `urls`, which it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from leitai import yamltext
from leitai.config import Config
from leitai.decoding import decode, not_text
from leitai.errors import FieldError, Problem, Spot, error, warning
from leitai.load.desk import nearest_file
from leitai.model import Article, Redirect, Review, Showcase, StaticPage, Tag
from leitai.slugs import check
from leitai.sources import ADDRESSES, Snapshot


def book(snapshot: Snapshot) -> tuple[dict[str, str], list[Problem]]:
    """The frozen addresses: name → slug."""
    if ADDRESSES not in snapshot.files:
        return {}, []
    spot = Spot(ADDRESSES)
    data = snapshot.read(ADDRESSES)
    text = decode(data)
    if text is None:
        return {}, [not_text(ADDRESSES, data)]
    try:
        plain = yamltext.parse(text)
    except yamltext.YamlError as slip:
        return {}, [error(slip.code, Spot(ADDRESSES, line=slip.line, column=slip.column), **slip.params)]
    if plain is None:
        return {}, []
    if not isinstance(plain, dict):
        return {}, [error("not-a-mapping", Spot(ADDRESSES, line=1, column=1))]
    book: dict[str, str] = {}
    problems = []
    for name, slug in plain.items():
        try:
            book[name] = check(slug if isinstance(slug, str) else "")
        except FieldError as problem:
            problems.append(error(problem.code, spot.at(name), **problem.params))
    return book, problems


def redirects(things: Iterable[Article | StaticPage | Review | Showcase]) -> tuple[tuple[Redirect, ...], list[Problem]]:
    """The old addresses of things, and those that are none."""
    found: list[Redirect] = []
    problems: list[Problem] = []
    for thing in things:
        for index, alias in enumerate(thing.said.aliases):
            spot = Spot(thing.source, ("aliases", index))
            if not alias.startswith("/") or ".." in alias or "//" in alias or "?" in alias or "#" in alias:
                problems.append(error("bad-alias", spot, value=alias))
            else:
                found.append(Redirect(old=alias, source=thing.source, spot=spot))
    return tuple(found), problems


def tags(articles: Iterable[Article]) -> tuple[dict[str, Tag], list[Problem]]:
    """Tags by name; two names with one slug would share an address, so they are told."""
    found: dict[str, Tag] = {}
    problems: list[Problem] = []
    homes: dict[str, tuple[str, Spot]] = {}
    for article in articles:
        for index, tag in enumerate(article.tags):
            found[tag.name] = tag
            spot = Spot(article.source, ("tags", index))
            name, first = homes.setdefault(tag.slug, (tag.name, spot))
            if name != tag.name:
                homes[tag.slug] = (tag.name, spot)
                problems.append(error("tags-collide", spot, first, one=tag.name, other=name, slug=tag.slug))
    return found, problems


def of_menu(config: Config) -> Iterator[tuple[str, Spot]]:
    """The addresses of the site that the menu leads to; they are checked against the plan."""
    for index, item in enumerate(config.said.menu):
        if item.to.startswith("/"):
            yield item.to.partition("#")[0], Spot("config.yaml", ("menu", index, "to"))


def check_menu(config: Config, linkable: Set[str], held: Mapping[str, str], broken: Set[str]) -> Iterator[Problem]:
    """Source files that the menu leads to and that have no page."""
    for index, item in enumerate(config.said.menu):
        spot = Spot("config.yaml", ("menu", index, "to"))
        if item.to.startswith(("http://", "https://", "/")) or item.to in linkable:
            continue
        if item.to in held:
            yield warning("link-held", spot, target=item.to)
        elif item.to not in broken:
            near = nearest_file(item.to, linkable)
            yield error("dead-link-near" if near else "dead-link", spot, target=item.to, near=near)
