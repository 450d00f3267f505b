"""Feeds, sitemap, robots.txt and redirects: what machines read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from leitai import urls
from leitai.fields import ErratumFields
from leitai.kinds.parts import Parts
from leitai.model import Article, Edition
from leitai.outputs import Output, Page, Text
from leitai.values import When
from leitai.views import FeedItem, FeedView, HeadersView, RedirectView, RobotsView, SitemapEntry, SitemapView


def feeds(parts: Parts) -> Iterator[Output]:
    """Atom and JSON Feed of the whole site and of every contest."""
    said = parts.config.said
    everything = [edition for contest in parts.site.contests for edition in contest.editions]
    items = _merged(parts, parts.site.articles, everything)
    yield from _pair(parts, said.title, urls.HOME, urls.FEED, urls.JSON_FEED, items)
    for contest in parts.site.contests:
        keys = {edition.key for edition in contest.editions}
        articles = [article for article in parts.site.articles if article.edition in keys]
        title = f"{contest.said.name} · {said.title}"
        home = urls.contest(contest.id)
        items = _merged(parts, articles, contest.editions)
        yield from _pair(parts, title, home, urls.contest_feed(contest.id), urls.contest_json_feed(contest.id), items)


def _merged(parts: Parts, articles: Iterable[Article], editions: Iterable[Edition]) -> tuple[FeedItem, ...]:
    """The newest articles and corrections of results, newest first."""
    most = parts.config.said.feed_items
    newest = [(article.said.date.moment, _item(parts, article)) for article in islice(articles, most)]
    for edition in editions:
        for number, erratum in enumerate(edition.results.said.errata if edition.results else (), 1):
            newest.append((erratum.date.moment, _erratum(parts, edition, erratum, number)))
    newest.sort(key=lambda each: each[0], reverse=True)
    return tuple(item for _, item in newest[:most])


def _erratum(parts: Parts, edition: Edition, said: ErratumFields, number: int) -> FeedItem:
    """A correction as news: what was printed once must be taken back as loudly."""
    change = f" ({said.old} → {said.new})" if said.old or said.new else ""
    return FeedItem(
        title=parts.t("erratum.feed", edition=edition.name),
        url=parts.addresses.url(f"{urls.results(edition.key)}#erratum-{number}"),
        published=_moment(parts, said.date),
        updated=_moment(parts, said.date),
        summary=f"{said.what}{change}",
    )


def _pair(parts: Parts, title: str, home: str, atom: str, json: str, items: tuple[FeedItem, ...]) -> Iterator[Output]:
    said = parts.config.said
    feed = FeedView(
        title=title,
        url=parts.addresses.url(atom),
        home=parts.addresses.url(home),
        language=parts.language,
        # RFC 4287 wants a moment even for an empty feed; it must not be the clock's.
        updated=max((item.updated for item in items), default="1970-01-01T00:00:00+00:00"),
        subtitle=said.description,
        author=said.identity.sponsor or said.title,
        items=items,
    )
    yield Page(urls.output(atom), "atom", feed)
    yield Text(urls.output(json), _json(parts, feed, json))


def _item(parts: Parts, article: Article) -> FeedItem:
    said = article.said
    return FeedItem(
        title=article.title,
        url=parts.addresses.url(urls.article(article)),
        published=_moment(parts, said.date),
        updated=_moment(parts, said.updated or said.date),
        summary=article.summary,
        authors=tuple(name for names in said.byline.values() for name in names),
        tags=said.tags,
        image=parts.share(article.cover or next(iter(article.shots), None)),
    )


def _moment(parts: Parts, when: When) -> str:
    return parts.rfc3339(when)


def _json(parts: Parts, feed: FeedView, path: str) -> str:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    items = []
    for item in feed.items:
        entry: dict[str, object] = {
            "id": item.url,
            "url": item.url,
            "title": item.title,
            "content_text": item.summary or item.title,
            "summary": item.summary,
            "date_published": item.published,
            "date_modified": item.updated,
            "authors": [{"name": name} for name in item.authors],
            "tags": list(item.tags),
            "image": item.image,
        }
        items.append({key: value for key, value in entry.items() if value})
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": parts.addresses.url(path),
        "description": feed.subtitle,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": items,
    }
    return msgspec.json.format(
        msgspec.json.encode({k: v for k, v in whole.items() if v or k == "items"}), indent=1
    ).decode()


def sitemap(parts: Parts, pages: Iterable[Page]) -> Iterator[Page]:
    """sitemap.xml of every page that may be indexed, and robots.txt that names it."""
    entries = []
    for page in pages:
        meta = getattr(page.view, "meta", None)
        if meta is None or not meta.indexed or page.layout == "redirect":
            continue
        day = meta.updated or meta.published
        entries.append(SitemapEntry(url=meta.url, lastmod=day.iso if day else ""))
    entries.sort(key=lambda entry: entry.url)
    yield Page(urls.output(urls.SITEMAP), "sitemap", SitemapView(entries=tuple(entries)))
    hidden = {f"/contests/{edition.key}/print/" for edition in parts.editions.values() if edition.said.print}
    robots = RobotsView(
        sitemap=parts.addresses.url(urls.SITEMAP), disallow=tuple(parts.href(path) for path in sorted(hidden))
    )
    yield Page(urls.output(urls.ROBOTS), "robots", robots)


def headers(parts: Parts) -> Iterator[Page]:
    """The headers that Netlify, Cloudflare and their like send with the files."""
    lasting = tuple(parts.href(f"/{folder}/*") for folder in ("assets", "photos", "files"))
    yield Page(urls.output(urls.HEADERS), "headers", HeadersView(pages=parts.href("/*"), lasting=lasting))


def redirects(parts: Parts) -> Iterator[Page]:
    """A small page at every old address."""
    for redirect in parts.site.redirects:
        path = parts.sources[redirect.source]
        meta = parts.meta("redirect", parts.t("redirect.title"), path, indexed=False)
        view = RedirectView(meta=meta, target=parts.href(path))
        yield Page(urls.output(urls.alias(redirect.old)), "redirect", view, redirect.source)
