"""Articles, pages and reviews: documents with front matter and a body, assembled into the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leitai import wording
from leitai.documents import Document
from leitai.errors import Spot, error, warning
from leitai.fields import ArticleFields, FactsFields, PageFields, ReviewFields
from leitai.load import sections as parts
from leitai.load.desk import Desk, filled, passage, toc
from leitai.model import Article, Filling, Keyword, Review, StaticPage, Tag
from leitai.schema import nearest

SlugOf = Callable[[str], str]


def summary_of(document: Document, own: str, fillings: tuple[Filling, ...], here: str, desk: Desk) -> str:
    """What is said in short: as typed, or the first sentences of the text with their numbers in place."""
    if own:
        return desk.text(own, Spot(document.path, ("summary",)), here)
    return filled(document.summary, fillings)


def article(
    document: Document,
    slug: str,
    state: str,
    desk: Desk,
    editions: Mapping[str, Mapping[str, tuple[str, ...]]],
    slug_of: SlugOf,
) -> Article:
    """A piece of news. ``editions`` maps each edition's key to its projects' ids and their units."""
    said = document.fields
    assert isinstance(said, ArticleFields)
    spot = Spot(document.path)
    here = "" if desk.holds(said.edition) else said.edition
    projects = editions.get(said.edition, {})
    if here and here not in editions:
        near = nearest(said.edition, editions)
        desk.problems.append(error("unknown-edition", spot.at("edition"), name=said.edition, near=near))
        here = ""
    known = [name for name in said.projects if name in projects] if projects else []
    if here in editions and not desk.holds(here, "shortlist.yaml"):
        for index, name in enumerate(said.projects):
            if name not in projects:
                near = nearest(name, projects) or "shortlist.yaml"
                desk.problems.append(error("unknown-project", spot.at("projects", index), name=name, near=near))
    elif said.projects and not said.edition:
        desk.problems.append(error("projects-without-edition", spot.key("projects")))
    entered = [unit for units in projects.values() for unit in units] if projects else []
    units = []
    for index, name in enumerate(said.units):
        unit, problem = desk.directory.resolve(name, spot.at("units", index), entered)
        if problem:
            desk.problems.append(problem)
        units.append(unit)
    shots = desk.gallery(said.gallery, document.path, spot.at("gallery"), entered)
    fillings = desk.fillings(document, here, entered)
    return Article(
        source=document.path,
        slug=slug,
        said=said,
        title=desk.text(said.title, spot.at("title"), here),
        subtitle=desk.text(said.subtitle, spot.at("subtitle"), here),
        kicker=desk.text(said.kicker, spot.at("kicker"), here),
        passage=passage(document, fillings, 0, document.length),
        summary=summary_of(document, said.summary, fillings, here, desk),
        characters=document.characters,
        edition=here,
        projects=tuple(f"{here}/{name}" for name in known),
        units=tuple(unit for unit in units if unit),
        tags=tuple(Tag(name=name, slug=slug_of(name)) for name in dict.fromkeys(said.tags)),
        series=Tag(name=said.series.name, slug=slug_of(said.series.name)) if said.series else None,
        toc=toc(document, fillings),
        shots=shots,
        cover=desk.shot(said.cover, document.path, spot.at("cover"), entered),
        state=state,
    )


def page(document: Document, slug: str, state: str, desk: Desk) -> StaticPage:
    """A page that stands by itself."""
    said = document.fields
    assert isinstance(said, PageFields)
    spot = Spot(document.path)
    fillings = desk.fillings(document, "")
    return StaticPage(
        source=document.path,
        slug=slug,
        said=said,
        title=desk.text(said.title, spot.at("title"), ""),
        passage=passage(document, fillings, 0, document.length),
        summary=summary_of(document, said.summary, fillings, "", desk),
        toc=toc(document, fillings),
        shots=desk.gallery(said.gallery, document.path, spot.at("gallery")),
        cover=desk.shot(said.cover, document.path, spot.at("cover")),
        state=state,
    )


def review(document: Document, slug: str, state: str, desk: Desk) -> Review:
    """A year review: every section of the body is a keyword, its first quotation the motto."""
    said = document.fields
    assert isinstance(said, ReviewFields)
    spot = Spot(document.path)
    fillings = desk.fillings(document, slug)
    spans = parts.sections(document)
    keywords = tuple(_keyword(document, span, fillings, desk) for span in spans)
    if said.keywords is not None and said.keywords != len(spans):
        desk.problems.append(error("V12-keywords", spot.at("keywords"), said=said.keywords, found=len(spans)))
    if not spans:
        desk.problems.append(error("V26-no-keywords", Spot(document.path, line=1, column=1)))
    seen: dict[str, Spot] = {}
    for span in spans:
        where = parts.spot_of(document, span)
        first = seen.setdefault(wording.bare(span.heading.text), where)
        if first is not where:
            desk.problems.append(error("keyword-twice", where, first, name=span.heading.text))
    start, stop = parts.intro(document)
    shots = next((keyword.facts.shots for keyword in keywords if keyword.facts.shots), ())
    return Review(
        source=document.path,
        slug=slug,
        said=said,
        title=desk.text(said.title, spot.at("title"), slug),
        subtitle=desk.text(said.subtitle, spot.at("subtitle"), slug),
        summary=summary_of(document, said.summary, fillings, slug, desk),
        characters=document.characters,
        keywords=keywords,
        intro=passage(document, fillings, start, stop) if stop > start else None,
        cover=desk.shot(said.cover, document.path, spot.at("cover")) or (shots[0] if shots else None),
        state=state,
    )


def _keyword(document: Document, span: parts.Span, fillings: tuple[Filling, ...], desk: Desk) -> Keyword:
    heads = [head for _, head in document.outline]
    start = span.start
    motto = ""
    if start < span.stop and heads[start].tag == "blockquote":
        motto = heads[start].text
        start += 1
    if len(span.facts) > 1:
        desk.problems.append(warning("facts-twice", parts.spot_of(document, span)))
    number = span.facts[0] if span.facts else -1
    fields = document.facts[number] if number >= 0 else FactsFields()
    facts = desk.facts(fields, document.path, max(number, 0))
    return Keyword(
        name=filled(span.heading.text, fillings),
        id=span.heading.id,
        motto=motto,
        passage=passage(document, fillings, start, span.stop) if span.stop > start else None,
        facts=facts,
    )
