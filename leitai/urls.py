"""The one place that knows the address and the output path of everything.

A *path* is site-relative and ends with a slash for a page (``/news/x/``). An *href* is the path with the path part of
the site's url before it, as it stands in links; a *url* is absolute. The *output* of ``/news/x/`` is
``news/x/index.html``. Knows the model's ids, and no files or templates.
"""

from __future__ import annotations

from urllib.parse import quote

from leitai.config import Config
from leitai.model import Article, Edition, Project, Review, Site, StaticPage

HOME = "/"
NEWS = "/news/"
TAGS = "/news/tags/"
CONTESTS = "/contests/"
REVIEWS = "/reviews/"
UNITS = "/units/"
CREDITS = "/credits/"
NOT_FOUND = "/404.html"
FEED = "/feed.xml"
JSON_FEED = "/feed.json"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
HEADERS = "/_headers"
SEARCH = "/search/"
SEARCH_DATA = "/search/data/"
PATTERNS = "/patterns/"
SEARCH_MANIFEST = "/search/data/manifest.json"


def article(this: Article) -> str:
    """A piece of news."""
    return f"/news/{this.slug}/"


def page(this: StaticPage) -> str:
    """About, contact …"""
    return f"/{this.slug}/"


def review(this: Review) -> str:
    """A year review."""
    return f"/reviews/{this.slug}/"


def contest(id: str) -> str:
    """A contest."""
    return f"/contests/{id}/"


def contest_feed(id: str) -> str:
    """The feed of a contest."""
    return f"/contests/{id}/feed.xml"


def contest_json_feed(id: str) -> str:
    """The JSON feed of a contest."""
    return f"/contests/{id}/feed.json"


def edition(key: str) -> str:
    """An edition, by its key."""
    return f"/contests/{key}/"


def shortlist(key: str) -> str:
    """The shortlist of an edition."""
    return f"/contests/{key}/shortlist/"


def results(key: str) -> str:
    """The results bulletin of an edition."""
    return f"/contests/{key}/results/"


def photos(key: str) -> str:
    """All photos of an edition."""
    return f"/contests/{key}/photos/"


def results_csv(key: str) -> str:
    """The results of an edition for spreadsheets."""
    return f"/contests/{key}/results/results.csv"


def results_json(key: str) -> str:
    """The results of an edition for programs."""
    return f"/contests/{key}/results/results.json"


def printed(key: str, name: str) -> str:
    """A page of an edition that is made for paper."""
    return f"/contests/{key}/print/{name}/"


def notice_calendar(key: str) -> str:
    """The public notice of an edition for calendars."""
    return f"/contests/{key}/notice.ics"


def showcases(key: str) -> str:
    """The list of all showcases of an edition."""
    return f"/contests/{key}/projects/"


def showcase(this: Project) -> str:
    """The page of a project."""
    edition_key, _, id = this.key.rpartition("/")
    return f"/contests/{edition_key}/projects/{id}/"


def entry(this: Project) -> str:
    """Where a project is best seen: its page, or its line on the shortlist."""
    if this.showcase:
        return showcase(this)
    return f"{shortlist(this.key.rpartition('/')[0])}#{this.id}"


def unit(id: str) -> str:
    """An organisation."""
    return f"/units/{id}/"


def year(number: int) -> str:
    """The news of a year."""
    return f"/news/{number}/"


def series(slug: str) -> str:
    """The articles of a column."""
    return f"/news/series/{slug}/"


def tag(slug: str) -> str:
    """The things with a tag."""
    return f"/news/tags/{slug}/"


def numbered(first: str, number: int) -> str:
    """Page ``number`` (from 1) of a list whose first page is ``first``."""
    return first if number == 1 else f"{first}page/{number}/"


def attachment(digest: str, name: str) -> str:
    """A file that is published as it is; its digest keeps an address from ever changing its content."""
    return f"/files/{digest[:12]}/{name}"


def picture(name: str) -> str:
    """A made picture."""
    return f"/{name}"


def asset(name: str) -> str:
    """A file of the theme, by its hashed name."""
    return f"/assets/{name}"


def search_shard(number: int) -> str:
    """A shard of the search index."""
    return f"{SEARCH_DATA}{number >> 8}/{number & 255}.bin"


def search_words(number: int) -> str:
    """What the page of that number says, for search."""
    return f"{SEARCH_DATA}{number >> 8}/{number & 255}.txt"


def alias(old: str) -> str:
    """The path of the small page at an old address."""
    return old if old.endswith(("/", ".html", ".htm")) else f"{old}/"


def output(path: str) -> str:
    """Where the page or file of that path stands in output/."""
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]


class Addresses:
    """Paths into hrefs and urls, for one site."""

    def __init__(self, config: Config) -> None:
        self.base = config.base
        self.root = config.url[: len(config.url) - len(config.base)] if config.base else config.url

    def href(self, path: str) -> str:
        """The address as it stands in a link of the site."""
        if path.isascii():
            return self.base + path
        return self.base + quote(path, safe="/#?=&%:+,;@!$'()*~")

    def url(self, path: str) -> str:
        """The absolute, canonical address."""
        return self.root + self.href(path)


def of_sources(site: Site) -> dict[str, str]:
    """The path of the page that each source file became; files that make no page of their own lead to their owner's."""
    table: dict[str, str] = {}
    for this in site.articles:
        table[this.source] = article(this)
    for that in site.pages:
        table[that.source] = page(that)
    for each in site.reviews:
        table[each.source] = review(each)
    for one in site.contests:
        table[one.source] = contest(one.id)
        for running in one.editions:
            table.update(_of_edition(running))
    if site.units:
        table["content/units.yaml"] = UNITS
    return table


def _of_edition(this: Edition) -> dict[str, str]:
    folder = this.source.rpartition("/")[0]
    table = {this.source: edition(this.key)}
    if this.shortlist:
        table[f"{folder}/shortlist.yaml"] = shortlist(this.key)
    if this.results:
        table[f"{folder}/results.yaml"] = results(this.key)
    for project in this.projects:
        if project.showcase:
            table[project.showcase.source] = showcase(project)
    return table
