"""Site → Outputs. One module a kind of page; the table below is all there is to add for a new one.

A kind is a function from `Parts` to outputs: pure, in a stable order, with no access to disk, clock or one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from leitai.kinds import (
    article,
    contest,
    feeds,
    gallery,
    lists,
    notices,
    printing,
    project,
    results,
    results_data,
    review,
    search,
    unit,
)
from leitai.kinds.parts import Parts
from leitai.outputs import Output, Page

PAGES: tuple[Callable[[Parts], Iterable[Page]], ...] = (
    lists.home,
    article.articles,
    lists.news,
    lists.tags,
    lists.indexes,
    contest.contests,
    project.showcases,
    results.results,
    printing.printed,
    gallery.galleries,
    gallery.credits,
    review.reviews,
    unit.units,
    article.pages,
    search.page,
    lists.not_found,
    feeds.redirects,
)


def outputs(parts: Parts) -> Iterator[Output]:
    """Everything the site's pages and feeds consist of, without pictures and assets."""
    pages: list[Page] = []
    for kind in PAGES:
        for page in kind(parts):
            pages.append(page)
            yield page
    yield from results_data.data(parts)
    yield from notices.calendars(parts)
    yield from feeds.feeds(parts)
    yield from feeds.sitemap(parts, pages)
    yield from feeds.headers(parts)
