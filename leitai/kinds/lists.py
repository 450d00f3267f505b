"""Home, news by page, year, series and tag, and the indexes of contests, reviews, tags and series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.model import Article, Review
from leitai.outputs import Page
from leitai.views import Card, Facet, HomeView, Link, ListView, Meta, NotFoundView, Pager, TermsView

_NEAR = 2


def home(parts: Parts) -> Iterator[Page]:
    """The home page."""
    site = parts.site
    said = parts.config.said
    # What is only made up to show something has its own page, and no place at the front.
    contests = [contest for contest in site.contests if not contest.said.demo]
    real = [edition for contest in contests for edition in contest.editions if not edition.said.demo]
    editions = sorted(real, key=lambda edition: (edition.order, edition.key), reverse=True)
    entered = {party.unit or party.name for e in editions for project in e.projects for party in project.parties}
    showcases = [project for edition in editions for project in edition.projects if project.showcase]
    pictured = [project for project in showcases if project.showcase and project.showcase.cover] or showcases
    winners = [project for edition in editions for project in edition.projects if any(w.rung == 1 for w in project.won)]
    parts.within(None)
    news = site.articles[: said.home.news + 1]
    lead = next((article for article in news if article.cover or article.shots), next(iter(news), None))
    view = HomeView(
        meta=parts.meta(
            "home",
            said.title,
            urls.HOME,
            description=said.description,
            image=(lead.cover or next(iter(lead.shots), None)) if lead else None,
            feed=urls.FEED,
            translations=said.translations,
        ),
        lead=parts.article_card(lead) if lead else None,
        news=tuple(parts.article_card(article) for article in news if article is not lead)[: said.home.news],
        editions=tuple(map(parts.edition_card, editions[:4])),
        projects=tuple(map(parts.project_card, _spread(pictured, said.home.projects))),
        reviews=tuple(map(parts.review_card, site.reviews[:2])),
        winners=tuple(map(parts.project_card, winners[:3])),
        counts=tuple(
            parts.count(number, key)
            for number, key in (
                (len(contests), "count.contests"),
                (len(editions), "count.editions"),
                (sum(len(edition.projects) for edition in editions), "count.projects"),
                (len(entered), "count.units"),
            )
            if number
        ),
        more_news=parts.href(urls.NEWS) if site.articles else "",
        more_contests=parts.href(urls.CONTESTS) if site.contests else "",
    )
    yield Page(urls.output(urls.HOME), "home", view, "config.yaml")


def _spread(projects: Sequence[object], number: int) -> list:  # type: ignore[type-arg]
    """Up to ``number`` of them, evenly taken, so that one large edition does not fill the page. Always the same."""
    if len(projects) <= number:
        return list(projects)
    return [projects[i * len(projects) // number] for i in range(number)]


def news(parts: Parts) -> Iterator[Page]:
    """All news, and news by year and series."""
    articles = parts.site.articles
    title = parts.t("nav.news")
    years: dict[int, list[Article]] = {}
    columns: dict[str, list[Article]] = {}
    for article in articles:
        if parts.config.said.yearly:
            years.setdefault(article.said.date.date.year, []).append(article)
        if article.series:
            columns.setdefault(article.series.name, []).append(article)
    facets = _facets(parts, years, columns)
    yield from _pages(parts, title, urls.NEWS, articles, facets=facets, feed=urls.FEED)
    above = ((title, urls.NEWS),)
    for year, members in years.items():
        yield from _pages(parts, parts.t("news.year", year=year), urls.year(year), members, above=above)
    for name, members in columns.items():
        slug = members[0].series.slug if members[0].series else ""
        yield from _pages(parts, name, urls.series(slug), members, above=above)


def _facets(parts: Parts, years: dict[int, list[Article]], columns: dict[str, list[Article]]) -> tuple[Facet, ...]:
    facets = []
    if len(years) > 1:
        links = tuple(
            parts.link(parts.t("news.year", year=year), urls.year(year), count=len(members))
            for year, members in years.items()
        )
        facets.append(Facet(name=parts.t("news.years"), links=links))
    if columns:
        links = tuple(
            parts.link(name, urls.series(members[0].series.slug if members[0].series else ""), count=len(members))
            for name, members in columns.items()
        )
        facets.append(Facet(name=parts.t("nav.series"), links=links))
    if parts.site.tags:
        facets.append(Facet(name=parts.t("nav.tags"), links=_tag_links(parts)))
    return tuple(facets)


def _tag_links(parts: Parts) -> tuple[Link, ...]:
    counts: dict[str, int] = {}
    for article in parts.site.articles:
        for tag in article.tags:
            counts[tag.name] = counts.get(tag.name, 0) + 1
    return tuple(
        parts.link(name, urls.tag(parts.site.tags[name].slug), count=number)
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _pages(
    parts: Parts,
    title: str,
    first: str,
    articles: Sequence[Article],
    *,
    above: tuple[tuple[str, str], ...] = (),
    facets: tuple[Facet, ...] = (),
    feed: str = "",
) -> Iterator[Page]:
    """A list of articles in pages; only the first carries the facets."""
    size = parts.config.said.page_size
    total = max(1, -(-len(articles) // size))
    for number in range(1, total + 1):
        path = urls.numbered(first, number)
        members = articles[(number - 1) * size : number * size]
        shown = title if number == 1 else parts.t("list.page", title=title, n=number)
        view = ListView(
            meta=parts.meta("list", shown, path, crumbs=above, feed=feed, indexed=number == 1 or bool(feed)),
            title=title,
            cards=tuple(map(parts.article_card, members)),
            pager=_pager(parts, first, number, total) if total > 1 else None,
            facets=facets if number == 1 else (),
            total=len(articles),
        )
        yield Page(urls.output(path), "list", view)


def _pager(parts: Parts, first: str, number: int, total: int) -> Pager:
    near = sorted({1, total, *range(max(1, number - _NEAR), min(total, number + _NEAR) + 1)})
    return Pager(
        current=number,
        total=total,
        previous=parts.href(urls.numbered(first, number - 1)) if number > 1 else "",
        next=parts.href(urls.numbered(first, number + 1)) if number < total else "",
        pages=tuple(parts.link(str(n), urls.numbered(first, n), current=n == number) for n in near),
    )


def tags(parts: Parts) -> Iterator[Page]:
    """News by tag, and the indexes of tags and series."""
    shelves: dict[str, list[Article]] = {}
    columns: dict[str, list[Article]] = {}
    for article in parts.site.articles:
        for tag in article.tags:
            shelves.setdefault(tag.name, []).append(article)
        if article.series:
            columns.setdefault(article.series.name, []).append(article)
    above = ((parts.t("nav.news"), urls.NEWS), (parts.t("nav.tags"), urls.TAGS))
    for name, members in shelves.items():
        yield from _pages(parts, name, urls.tag(parts.site.tags[name].slug), members, above=above)
    if shelves:
        yield _terms(parts, parts.t("nav.tags"), urls.TAGS, _tag_links(parts))


def _terms(parts: Parts, title: str, path: str, links: tuple[Link, ...]) -> Page:
    view = TermsView(
        meta=parts.meta("terms", title, path, crumbs=((parts.t("nav.news"), urls.NEWS),)),
        title=title,
        groups=(Facet(name="", links=links),),
    )
    return Page(urls.output(path), "terms", view)


def indexes(parts: Parts) -> Iterator[Page]:
    """The lists of contests and reviews, and of the showcases of each edition."""
    site = parts.site
    parts.within(None)
    if site.contests:
        yield _index(parts, parts.t("nav.contests"), urls.CONTESTS, tuple(map(parts.contest_card, site.contests)))
    if site.reviews:
        yield _index(parts, parts.t("nav.reviews"), urls.REVIEWS, _reviews(parts, site.reviews))
    for contest in site.contests:
        for edition in contest.editions:
            cards = tuple(parts.project_card(project) for project in edition.projects if project.showcase)
            if cards:
                above = (
                    (parts.t("nav.contests"), urls.CONTESTS),
                    (contest.said.short or contest.said.name, urls.contest(contest.id)),
                    (edition.short, urls.edition(edition.key)),
                )
                path = urls.showcases(edition.key)
                title = parts.t("showcases.title")
                meta = parts.meta("list", f"{edition.name} {title}", path, crumbs=above)
                yield _list(path, ListView(meta=meta, title=title, cards=cards, total=len(cards)))


def _reviews(parts: Parts, reviews: tuple[Review, ...]) -> tuple[Card, ...]:
    return tuple(map(parts.review_card, reviews))


def _index(parts: Parts, title: str, path: str, cards: tuple[Card, ...]) -> Page:
    meta: Meta = parts.meta("list", title, path)
    return _list(path, ListView(meta=meta, title=title, cards=cards, total=len(cards)))


def _list(path: str, view: ListView) -> Page:
    return Page(urls.output(path), "list", view)


def not_found(parts: Parts) -> Iterator[Page]:
    """The page for addresses that lead nowhere; its links are absolute paths, for it is shown at any depth."""
    links = [parts.link(parts.t("nav.home"), urls.HOME)]
    if parts.site.articles:
        links.append(parts.link(parts.t("nav.news"), urls.NEWS))
    if parts.site.contests:
        links.append(parts.link(parts.t("nav.contests"), urls.CONTESTS))
    meta = parts.meta("404", parts.t("404.title"), urls.NOT_FOUND, indexed=False)
    yield Page(urls.output(urls.NOT_FOUND), "404", NotFoundView(meta=meta, links=tuple(links)))
