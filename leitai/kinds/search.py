"""The search page: where one asks. What is searched is made after all pages are known, by the step of that name."""

from __future__ import annotations

from collections.abc import Iterator

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.outputs import Page
from leitai.views import SearchView


def page(parts: Parts) -> Iterator[Page]:
    """The search page, if the site has search; its lists lead on where there is no JavaScript."""
    if not parts.config.said.search:
        return
    site = parts.site
    lists = (
        (bool(site.articles), "nav.news", urls.NEWS),
        (bool(site.contests), "nav.contests", urls.CONTESTS),
        (bool(site.reviews), "nav.reviews", urls.REVIEWS),
        (bool(site.units), "nav.units", urls.UNITS),
        (bool(site.tags), "nav.tags", urls.TAGS),
    )
    title = parts.t("search.title")
    view = SearchView(
        meta=parts.meta("search", title, urls.SEARCH, description=parts.t("search.lead"), indexed=False),
        title=title,
        data=parts.href(urls.SEARCH_DATA),
        lists=tuple(parts.link(parts.t(key), path) for there, key, path in lists if there),
    )
    yield Page(urls.output(urls.SEARCH), "search", view, "config.yaml")
