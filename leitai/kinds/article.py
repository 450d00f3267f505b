"""News articles and pages that stand by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from leitai import urls
from leitai.kinds.parts import Parts
from leitai.model import Article
from leitai.outputs import Page
from leitai.views import ArticleView, EventView, Link, SeriesView, StaticView
from leitai.wording import title_parts

_NEAR = 2


def articles(parts: Parts) -> Iterator[Page]:
    """A page for every article."""
    return _articles(parts, range(len(parts.site.articles)))


def article(parts: Parts, place: int) -> Page:
    """The page of one article, the same as among all of them."""
    return next(_articles(parts, (place,)))


def _articles(parts: Parts, places: Iterable[int]) -> Iterator[Page]:
    everything = parts.site.articles
    series = _series(everything)
    most = parts.config.said.related
    shelves = _Shelves(everything) if most else None
    crumbs = ((parts.t("nav.news"), urls.NEWS),)
    for place in places:
        newer = everything[place - 1] if place else None
        older = everything[place + 1] if place + 1 < len(everything) else None
        related = [everything[number] for number in shelves.near(place, most)] if shelves else []
        yield _article(parts, everything[place], older, newer, series, related, crumbs)


def _article(
    parts: Parts,
    article: Article,
    older: Article | None,
    newer: Article | None,
    series: dict[str, list[Article]],
    related: Sequence[Article],
    crumbs: tuple[tuple[str, str], ...],
) -> Page:
    said = article.said
    edition = parts.editions.get(article.edition)
    parts.within(edition)
    path = urls.article(article)
    event = said.event
    view = ArticleView(
        meta=parts.meta(
            "article",
            article.title,
            path,
            description=article.summary,
            crumbs=crumbs,
            image=article.cover or next(iter(article.shots), None),
            near=parts.covers(edition),
            published=said.date,
            updated=said.updated,
            keywords=said.tags,
            section=crumbs[0][0],
            state=article.state,
            translations=said.translations,
        ),
        title=article.title,
        title_parts=title_parts(article.title),
        kicker=article.kicker,
        subtitle=article.subtitle,
        genre=said.genre,
        dateline=said.dateline,
        byline=parts.credits(said.byline),
        source=said.source or parts.config.said.source,
        source_url=said.source_url,
        date=parts.day(said.date),  # type: ignore[arg-type]
        updated=parts.day(said.updated),
        summary=said.summary and article.summary,
        characters=article.characters,
        body=parts.text(article.passage),
        toc=parts.toc(article.toc) if article.toc else (),
        credits=parts.credits(said.credits),
        series=_in_series(parts, article, series) if article.series else None,
        event=EventView(
            name=event.name,
            date=parts.day(event.date),
            end=parts.day(event.end),
            venue=event.venue,
            attendance=parts.figure(event.attendance.figure) if event.attendance else None,
        )
        if event
        else None,
        figures=parts.figures(tuple(each.figure for each in said.figures)) if said.figures else (),
        cover=parts.picture(article.cover, "cover", full=True) if article.cover else None,
        gallery=parts.pictures_of(article.shots),
        edition=parts.link(edition.name, urls.edition(edition.key)) if edition else None,
        projects=tuple(
            parts.link(parts.projects[key].title, urls.entry(parts.projects[key])) for key in article.projects
        )
        if article.projects
        else (),
        units=tuple(map(parts.unit, article.units)),
        tags=parts.tag_links(said.tags),
        previous=_neighbour(parts, older),
        next=_neighbour(parts, newer),
        related=tuple(parts.article_card(other, brief=True) for other in related),
    )
    return Page(urls.output(path), "article", view, article.source)


def _neighbour(parts: Parts, article: Article | None) -> Link | None:
    return parts.link(article.title, urls.article(article)) if article else None


def _series(articles: Sequence[Article]) -> dict[str, list[Article]]:
    """The articles of each column in its order: by number, then by date."""
    found: dict[str, list[Article]] = {}
    for article in reversed(articles):
        if article.series:
            found.setdefault(article.series.name, []).append(article)
    for members in found.values():
        members.sort(key=lambda a: a.said.series.number or 0 if a.said.series else 0)
    return found


def _in_series(parts: Parts, article: Article, series: dict[str, list[Article]]) -> SeriesView:
    assert article.series is not None and article.said.series is not None
    members = series[article.series.name]
    place = next(i for i, member in enumerate(members) if member is article)
    return SeriesView(
        name=article.series.name,
        href=parts.href(urls.series(article.series.slug)),
        number=article.said.series.number,
        previous=_neighbour(parts, members[place - 1] if place else None),
        next=_neighbour(parts, members[place + 1] if place + 1 < len(members) else None),
    )


_WEIGHTS = {"edition": 4, "unit": 3, "tag": 1}


class _Shelves:
    """Articles by what they share. Each knows its places on its shelves, so its neighbours in time are found at once.

    ``places`` holds for every article, by number, the shelves it stands on, its place there and the shelf's weight.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        shelves: dict[tuple[str, str], list[int]] = {}
        self.places: list[list[tuple[list[int], int, int]]] = []
        for number, article in enumerate(articles):
            mine = []
            for label in _labels(article):
                shelf = shelves.setdefault(label, [])
                mine.append((shelf, len(shelf), _WEIGHTS[label[0]]))
                shelf.append(number)
            self.places.append(mine)

    def near(self, number: int, most: int) -> list[int]:
        """Up to ``most`` articles, those that share most with that one, the nearest in time where many do."""
        scores: dict[int, int] = {}
        for shelf, place, weight in self.places[number]:
            for other in shelf[max(0, place - _NEAR) : place + _NEAR + 1]:
                scores[other] = scores.get(other, 0) + weight
        scores.pop(number, None)
        ordered = sorted((-score, other) for other, score in scores.items())
        return [other for _, other in ordered[:most]]


def _labels(article: Article) -> list[tuple[str, str]]:
    labels = [("tag", tag.name) for tag in article.tags]
    labels += [("unit", unit) for unit in article.units]
    if article.edition:
        labels.append(("edition", article.edition))
    return labels


def pages(parts: Parts) -> Iterator[Page]:
    """About, contact and the like."""
    for page in parts.site.pages:
        path = urls.page(page)
        parts.within(None)
        view = StaticView(
            meta=parts.meta(
                "page",
                page.title,
                path,
                description=page.summary,
                image=page.cover or next(iter(page.shots), None),
                updated=page.said.updated,
                keywords=page.said.tags,
                state=page.state,
                translations=page.said.translations,
            ),
            title=page.title,
            subtitle=page.said.subtitle,
            updated=parts.day(page.said.updated),
            body=parts.text(page.passage),
            toc=parts.toc(page.toc),
            cover=parts.picture(page.cover, "cover", full=True) if page.cover else None,
            gallery=parts.pictures_of(page.shots),
        )
        yield Page(urls.output(path), "page", view, page.source)
