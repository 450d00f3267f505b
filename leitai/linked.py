"""View → linked data: what a page is about, in the words of schema.org, for machines that read pages.

A pure function of a view and the site's view. The JSON is escaped so that nothing in it can end the script element it
stands in. Knows no templates and no files.
"""

from __future__ import annotations

import msgspec

from leitai.views import (
    AnyView,
    ArticleView,
    ContestView,
    Day,
    EditionView,
    HomeView,
    Link,
    Meta,
    ResultsView,
    ReviewView,
    RoleView,
    ShowcaseView,
    SiteView,
    UnitView,
)

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})

Thing = dict[str, object]


def linked(view: AnyView, site: SiteView) -> str:
    """The linked data of a page as JSON, safe inside a script element; nothing if there is nothing to say."""
    meta: Meta = view.meta  # type: ignore[union-attr]
    graph = [thing for thing in (_thing(view, meta, site), _crumbs(meta, site)) if thing]
    if not graph or not meta.indexed:
        return ""
    whole = {"@context": "https://schema.org", "@graph": graph}
    return msgspec.json.encode(whole).decode().translate(_ESCAPES)


def _thing(view: AnyView, meta: Meta, site: SiteView) -> Thing | None:
    match view:
        case HomeView():
            return _home(meta, site)
        case ArticleView():
            return _article(view, meta, site)
        case EditionView():
            return _edition(view, meta, site)
        case ShowcaseView():
            return _showcase(view, meta, site)
        case ContestView():
            return _said(_common("EventSeries", view.name, meta), alternateName=view.short)
        case ReviewView() | ResultsView():
            named = _common("Article", meta.title, meta)
            return _said(named, headline=meta.title, **_dates(meta), publisher=_publisher(site))
        case UnitView():
            return _said(_common("Organization", view.name, meta), alternateName=list(view.aliases))
        case _:
            return None


def _said(thing: Thing, **more: object) -> Thing:
    """The thing with what is more to say of it, without what is empty."""
    return {key: value for key, value in {**thing, **more}.items() if value}


def _common(kind: str, name: str, meta: Meta) -> Thing:
    return {
        "@type": kind,
        "name": name,
        "url": meta.url,
        "description": meta.description,
        "inLanguage": meta.language if kind not in ("Organization", "EventSeries") else "",
        "image": meta.image,
    }


def _dates(meta: Meta) -> dict[str, object]:
    return {
        "datePublished": meta.published.iso if meta.published else "",
        "dateModified": meta.updated.iso if meta.updated else "",
    }


def _publisher(site: SiteView) -> Thing:
    return {"@type": "Organization", "name": site.identity.sponsor or site.title, "url": f"{site.url}/"}


def _home(meta: Meta, site: SiteView) -> Thing:
    search = ""
    if site.search:
        search = f"{_root(site)}{site.search}?q={{search_term_string}}"
    return _said(
        _common("WebSite", site.title, meta),
        publisher=_publisher(site),
        potentialAction=search
        and {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    )


def _article(view: ArticleView, meta: Meta, site: SiteView) -> Thing:
    return _said(
        _common("NewsArticle", "", meta),
        headline=view.title,
        alternativeHeadline=view.subtitle,
        mainEntityOfPage=meta.url,
        **_dates(meta),
        author=_people(view.byline) or _publisher(site),
        publisher=_publisher(site),
        articleSection=meta.section,
        keywords=list(meta.keywords),
        wordCount=view.characters,
        about=_event(view, site),
    )


def _event(view: ArticleView, site: SiteView) -> Thing | None:
    event = view.event
    if event is None or not event.name or not event.date:
        return None
    return _said(
        {"@type": "Event", "name": event.name},
        startDate=event.date.iso,
        endDate=event.end.iso if event.end else "",
        location=event.venue and {"@type": "Place", "name": event.venue, "address": event.venue},
    )


def _edition(view: EditionView, meta: Meta, site: SiteView) -> Thing:
    days: dict[str, Day] = {}
    venue = ""
    for fact in view.facts:
        if fact.key == "fact.dates":
            days |= {name: day for name, day in (("start", fact.day), ("end", fact.end)) if day}
        elif fact.key == "fact.venue":
            venue = fact.text
    # An event without a date is none; then it is told as part of its series only.
    kind = "Event" if days else "CreativeWork"
    where = {"@type": "Place", "name": venue, "address": venue} if venue else None
    if kind == "CreativeWork":
        return _said(_common(kind, view.name, meta), isPartOf=_link("EventSeries", view.contest, site))
    return _said(
        _common(kind, view.name, meta),
        startDate=days["start"].iso if "start" in days else "",
        endDate=days["end"].iso if "end" in days else "",
        location=where,
        organizer=[_link("Organization", name, site) for role in view.organisers for name in role.names],
        superEvent=_link("EventSeries", view.contest, site),
    )


def _showcase(view: ShowcaseView, meta: Meta, site: SiteView) -> Thing:
    awards = [f"{view.edition.text} {award.name}" for award in view.awards] + [each.name for each in view.honours]
    return _said(
        _common("CreativeWork", view.title, meta),
        creator=[_link("Organization", unit, site) for unit in view.units],
        award=awards,
        **_dates(meta),
        keywords=list(meta.keywords),
        isPartOf=_link("CreativeWork", view.edition, site),
        publisher=_publisher(site),
    )


def _people(roles: tuple[RoleView, ...]) -> list[Thing]:
    return [{"@type": "Person", "name": name.text} for role in roles for name in role.names]


def _link(kind: str, link: Link, site: SiteView) -> Thing:
    return _said({"@type": kind, "name": link.text}, url=link.href and _absolute(link.href, site))


def _root(site: SiteView) -> str:
    return site.url[: len(site.url) - len(site.base)] if site.base else site.url


def _absolute(href: str, site: SiteView) -> str:
    return href if "://" in href else _root(site) + href


def _crumbs(meta: Meta, site: SiteView) -> Thing | None:
    if not meta.crumbs:
        return None
    steps = [(site.title, f"{site.url}/")]
    steps += [(crumb.text, _absolute(crumb.href, site)) for crumb in meta.crumbs if crumb.href]
    if steps[-1][1] != meta.url:
        steps.append((meta.title, meta.url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, 1)
        ],
    }
