"""Checks over assembled things: counts against lists, funnels, weights, titles. One function a rule, named after it.

Each takes a part of the model and gives problems; nothing is changed. The short ids (V12 …) are those of the list of
rules in docs/checks.md. Checks that need a name resolved stand where it is resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from leitai.documents import Document
from leitai.errors import Problem, Spot, error, warning
from leitai.fields import ArticleFields, ShowcaseFields, StageFields
from leitai.load import truth
from leitai.load.scores import scored
from leitai.model import Article, Edition, Shot, Site
from leitai.schema import nearest
from leitai.scoring import check_rules
from leitai.wording import bare, places


def check(site: Site, documents: Iterable[Document]) -> list[Problem]:
    """All problems of a site that could be assembled."""
    documents = list(documents)
    problems: list[Problem] = list(truth.check(site, documents))
    for contest in site.contests:
        for edition in contest.editions:
            for rule in EDITION_RULES:
                problems += rule(edition)
    problems += v02_source(site)
    problems += v03_long_titles(site)
    problems += v20_caption_units(site)
    problems += scores_attached(site)
    for document in documents:
        problems += v28_typed_numbering(document)
    return problems


def v02_source(site: Site) -> Iterator[Problem]:
    """News says where it comes from; a site may name a source for all that say nothing."""
    if not site.config.said.source:
        for article in site.articles:
            if not article.said.source:
                yield warning("V02-no-source", Spot(article.source, line=1, column=1))


def v03_long_titles(site: Site) -> Iterator[Problem]:
    """A title that is too long is cut in share cards and lists."""
    for article in site.articles:
        # Two Latin letters take the room of one Han character.
        limit = site.config.said.title_length * (1 if re.search("[\u3400-\u9fff]", article.title) else 2)
        if len(article.title) > limit:
            yield warning("V03-long-title", Spot(article.source, ("title",)), length=len(article.title), limit=limit)


def v12_counts(edition: Edition) -> Iterator[Problem]:
    """Stated numbers agree with the lists they count."""
    said = edition.said
    spot = Spot(edition.source)
    listed = edition.shortlist
    if listed is None:
        return
    path = f"{edition.source.rpartition('/')[0]}/shortlist.yaml"
    here = len(edition.projects)
    there = Spot(path, ("projects",))
    if listed.stage and listed.stage not in [stage.name for stage in said.stages]:
        known = "、".join(stage.name for stage in said.stages) or "edition.yaml"
        yield error("unknown-stage", Spot(path, ("stage",)), name=listed.stage, known=known)
    if not edition.projects:
        yield warning("V26-empty-list", Spot(path, line=1, column=1))
        return
    if not listed.complete:
        return
    for index, stage in enumerate(said.stages):
        last = index == len(said.stages) - 1
        counted = stage.name == listed.stage or (last and not listed.stage)
        if counted and stage.count is not None and stage.count != here:
            at = spot.at("stages", index, "count")
            yield error("V12-stage-count", at, there, stage=stage.name, said=stage.count, found=here)
    if (said.entrants is not None and said.entrants < here) or (
        said.entrants is not None and said.entrants != here and not said.stages
    ):
        yield error("V12-entrants", spot.at("entrants"), there, said=said.entrants, found=here)
    for index, category in enumerate(said.categories):
        found = sum(project.category == category.id for project in edition.projects)
        if category.count is not None and category.count != found:
            at = spot.at("categories", index, "count")
            yield error("V12-category", at, there, name=category.name, said=category.count, found=found)
        if not found:
            yield warning("V26-empty-category", spot.at("categories", index), name=category.name)


def v12_groups(edition: Edition) -> Iterator[Problem]:
    """Sizes of groups: never fewer stated than listed, and together the stated total."""
    said = edition.said
    spot = Spot(edition.source)
    complete = bool(edition.shortlist and edition.shortlist.complete)
    for index, group in enumerate(said.groups):
        found = sum(project.group == group.id for project in edition.projects)
        if group.entrants is not None and (group.entrants < found or (complete and group.entrants != found)):
            at = spot.at("groups", index, "entrants")
            yield error("V12-group", at, name=group.name, said=group.entrants, found=found)
    sizes = [group.entrants for group in said.groups]
    stated = [size for size in sizes if size is not None]
    if said.entrants is not None and stated:
        total = sum(stated)
        if total > said.entrants or (len(stated) == len(sizes) and total != said.entrants):
            yield error("V12-group-total", spot.at("entrants"), said=said.entrants, found=total)


def v13_funnel(edition: Edition) -> Iterator[Problem]:
    """A funnel never grows, and its dates run forward."""
    yield from _funnel(edition.said.stages, Spot(edition.source, ("stages",)))
    for index, group in enumerate(edition.said.groups):
        yield from _funnel(group.stages, Spot(edition.source, ("groups", index, "stages")))


def _funnel(stages: tuple[StageFields, ...], spot: Spot) -> Iterator[Problem]:
    before: tuple[int, StageFields] | None = None
    for index, stage in enumerate(stages):
        if stage.count is None:
            continue
        if before and before[1].count is not None and stage.count > before[1].count:
            yield error(
                "V13-funnel-grows",
                spot.at(index, "count"),
                spot.at(before[0], "count"),
                name=stage.name,
                count=stage.count,
                before=before[1].count,
                earlier=before[1].name,
            )
        before = (index, stage)


def v14_weights(edition: Edition) -> Iterator[Problem]:
    """The weights of a score's components sum to 100."""
    scoring = edition.said.scoring
    if scoring is None:
        return
    spot = Spot(edition.source, ("scoring",))
    total = sum((part.weight for part in scoring.components), Decimal(0))
    if total != 100 and not scoring.stages:
        yield error("V14-weights", spot.at("components"), total=f"{total.normalize():f}")
    ids = [part.id for part in scoring.components] + [stage.id for stage in scoring.stages]
    for index, tie in enumerate(scoring.ties):
        if tie not in ids:
            yield error("unknown-component", spot.at("ties", index), name=tie, known="、".join(ids))
    for found in check_rules(scoring):
        if found.code not in ("ties_unknown", "weights_sum") or (scoring.stages and found.code == "weights_sum"):
            yield scored(found, spot)


def v21_same_title(edition: Edition) -> Iterator[Problem]:
    """Two projects of one edition whose titles differ only in spaces and punctuation are probably one."""
    path = f"{edition.source.rpartition('/')[0]}/shortlist.yaml"
    seen: dict[str, int] = {}
    for index, project in enumerate(edition.projects):
        key = bare(project.said.title)
        if key and key in seen:
            spots = Spot(path, ("projects", index, "title")), Spot(path, ("projects", seen[key], "title"))
            yield warning("V21-title-twice", *spots, title=project.said.title)
        seen.setdefault(key, index)


def v28_brackets(edition: Edition) -> Iterator[Problem]:
    """Book-title marks round a title and numbers before it are printed by the theme, so they are not typed."""
    path = f"{edition.source.rpartition('/')[0]}/shortlist.yaml"
    for index, project in enumerate(edition.projects):
        title = project.said.title
        if title.startswith("《") and title.endswith("》"):
            yield warning("V28-brackets", Spot(path, ("projects", index, "title")), text=title)
        elif found := NUMBERING.match(title):
            yield warning("V28-numbering", Spot(path, ("projects", index, "title")), text=found[0])
    for key, facets in (("categories", edition.said.categories), ("groups", edition.said.groups)):
        for index, facet in enumerate(facets):
            if found := NUMBERING.match(facet.name):
                yield warning("V28-numbering", Spot(edition.source, (key, index, "name")), text=found[0])


NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、．](?!\d)\s*|关键词[一二三四五六七八九十\d]+[：:])"
)


def v28_typed_numbering(document: Document) -> Iterator[Problem]:
    """Headings of showcases and reviews are numbered by the theme; an article's title needs no 【 】."""
    if isinstance(document.fields, ArticleFields):
        if document.fields.title.startswith("【"):
            yield warning("V28-kicker", Spot(document.path, ("title",)), text=document.fields.title)
        return
    if document.length == len(document.outline):
        seen: dict[str, int] = {}
        for _, head in document.outline:
            said = head.text if head.level else head.lead if isinstance(document.fields, ShowcaseFields) else ""
            if said and (found := NUMBERING.match(said)):
                nth = seen.get(found[0], 0)
                seen[found[0]] = nth + 1
                spot = Spot(document.path, text=found[0].strip(), what="opening", nth=nth)
                yield warning("V28-numbering", spot, text=found[0])


PRINTS = ("bulletin", "posters", "posters-a3", "certificates", "booklet")


def known_prints(edition: Edition) -> Iterator[Problem]:
    """The kinds of printed pages that an edition may ask for."""
    for index, name in enumerate(edition.said.print):
        if name not in PRINTS:
            yield error("unknown-print", Spot(edition.source, ("print", index)), name=name, known="、".join(PRINTS))


def certificate_places(edition: Edition) -> Iterator[Problem]:
    """Only places that have a value may stand in the wording of certificates."""
    said = edition.said.certificate
    if said is None:
        return
    for key in ("text", "unit_text"):
        spot = Spot(edition.source, ("certificate",) if said.short else ("certificate", key))
        known = [each for each in said.places if key == "text" or each != "project"]
        for name in dict.fromkeys(places(getattr(said, key))):
            if name not in known:
                shown = "".join(f"{{{each}}}" for each in known)
                near = f"{{{found}}}" if (found := nearest(name, known)) else ""
                text = name if name in ("{", "}") else f"{{{name}}}"
                yield error("certificate-place", spot, name=text, near=near, known=shown)


def scores_attached(site: Site) -> Iterator[Problem]:
    """Score sheets are published as a bulletin, never as a file that a text happens to link to."""
    for path in site.files:
        if re.fullmatch(r"content/contests/[^/]+/[^/]+/scores/.*", path):
            yield error("scores-attached", Spot(path, line=1, column=1))


def v20_caption_units(site: Site) -> Iterator[Problem]:
    """A caption that is only a unit's name should be a unit of the edition that the page belongs to."""
    editions = site.editions()
    for article in site.articles:
        edition = editions.get(article.edition)
        if edition and edition.projects and (not edition.shortlist or edition.shortlist.complete):
            yield from _strangers(article, edition)


def _strangers(article: Article, edition: Edition) -> Iterator[Problem]:
    entered = {party.unit for project in edition.projects for party in project.parties}
    hosts = {party.unit for role in edition.organisers for party in role.parties}
    for index, shot in enumerate(article.shots):
        if shot.unit and shot.unit not in entered | hosts:
            spot = Spot(article.source, ("gallery", index, "caption"))
            yield warning("V20-stranger", spot, name=_caption(shot), edition=edition.name)


def _caption(shot: Shot) -> str:
    return shot.caption or shot.alt


EDITION_RULES: tuple[Callable[[Edition], Iterator[Problem]], ...] = (
    v12_counts,
    v12_groups,
    v13_funnel,
    v14_weights,
    v21_same_title,
    v28_brackets,
    known_prints,
    certificate_places,
)
