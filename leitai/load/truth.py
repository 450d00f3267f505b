"""Texts held against data, and against each other, to find what contradicts or was copied.

Typed numbers (V12), names in two spellings (V21), the same words twice (V05), what was left from last time (V29), and
projects that should have gone on (V30). One function a rule. What a text says comes as `mentions`, found while it was
parsed; nothing here reads a text or a file. All are warnings: a pattern may be wrong about a sentence, and then the
rule is silenced in that file, with the reason (`load.quiet`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from leitai.documents import Document
from leitai.errors import Problem, Spot, warning
from leitai.fields import ArticleFields, FacetFields, ShowcaseFields
from leitai.load import sections
from leitai.mentions import Mention
from leitai.model import Contest, Edition, Party, Project, Role, Site
from leitai.wording import bare, edition_short


def check(site: Site, documents: Iterable[Document]) -> Iterator[Problem]:
    """All that texts say wrongly of this site's editions, and what was copied."""
    documents = list(documents)
    editions = site.editions()
    showcases = {each.path: each for each in documents if isinstance(each.fields, ShowcaseFields)}
    for edition in editions.values():
        yield from carried(edition, editions)
        yield from same_sections(edition, showcases, site.config.language)
        yield from last_dates(edition, editions.get(edition.previous))
    contests = {contest.id: contest for contest in site.contests}
    facts: dict[str, _Facts] = {}
    for document in documents:
        key = _edition_of(document) if document.mentions else ""
        if key in editions:
            if key not in facts:
                edition = editions[key]
                before = editions.get(edition.previous)
                facts[key] = _Facts(edition, contests[edition.contest], before, site.config.language)
            yield from against(document, facts[key])
    yield from spelled_names(site)
    yield from repeated_paragraphs(documents)


def _edition_of(document: Document) -> str:
    """The edition that a text is about: the one it names, or whose folder it lies in."""
    if isinstance(document.fields, ArticleFields):
        return document.fields.edition
    return "/".join(document.path.split("/")[2:4])


class _Facts:
    """What data says of one edition, and of the one before it."""

    def __init__(self, edition: Edition, contest: Contest, before: Edition | None, language: str) -> None:
        self.edition = edition
        self.before = before
        self.language = language
        folder = edition.source.rpartition("/")[0]
        self.source = Spot(edition.source)
        self.list = Spot(f"{folder}/shortlist.yaml", ("projects",))
        self.complete = bool(edition.shortlist and edition.shortlist.complete and edition.projects)
        names = [contest.said.name, contest.said.short, *contest.said.aliases]
        self.names = {bare(name) for name in names if name}
        self.names |= {bare(core) for name in names for core in re.findall('[“《"]([^”》"]{2,})[”》"]', name)}

    def is_ours(self, text: str) -> bool:
        """Whether a text names this contest."""
        plain = bare(text)
        return any(name in plain for name in self.names)


def against(document: Document, facts: _Facts) -> Iterator[Problem]:
    """One text against the data of its edition."""
    for mention in document.mentions:
        spot = _spot(document, mention)
        if mention.kind in ("shortlisted", "entrants"):
            yield from _typed_size(mention, facts, spot)
        elif mention.kind == "award":
            yield from _typed_award(mention, facts, spot)
        elif mention.kind == "title":
            yield from _spelled_title(mention, facts, spot)
        elif facts.before:
            yield from _residue(mention, facts, facts.before, spot)


def _spot(document: Document, mention: Mention) -> Spot:
    if not mention.key:
        return Spot(document.path, text=mention.text)
    keys = (mention.key,) if mention.index < 0 else (mention.key, mention.index)
    return Spot(document.path, keys)


# ── V12: numbers typed in prose ───────────────────────────────────────────────────────────────────────────────


def _typed_size(mention: Mention, facts: _Facts, spot: Spot) -> Iterator[Problem]:
    said, projects = facts.edition.said, facts.edition.projects
    facets = [each for each in said.facets if any(name in mention.clause for name in (each.name, *each.aliases))]
    if len(facets) > 1:
        return
    if facets:
        known, here = _sizes_of(facets[0], projects), facts.list
    else:
        standing = sum(not each.said.withdrawn for each in projects)
        known = {len(projects), standing} if facts.complete else set()
        here = facts.list
        if mention.kind == "entrants":
            sizes = {said.entrants, len({party.unit or party.name for each in projects for party in each.parties})}
            known |= {each for each in sizes if each}
            here = facts.source.at("entrants") if said.entrants else facts.list
    if not known or not (facts.complete or (mention.kind == "entrants" and said.entrants)):
        return
    rounds = (*said.stages, *(stage for group in said.groups for stage in group.stages))
    if mention.number not in known | {stage.count for stage in rounds if stage.count is not None}:
        found = said.entrants if mention.kind == "entrants" and said.entrants and not facets else len(projects)
        if facets:
            found = sum(facets[0].id in (each.group, each.category) for each in projects)
        yield warning("V12-typed", spot, here, text=mention.text, typed=mention.number, found=found)


def _sizes_of(facet: FacetFields, projects: tuple[Project, ...]) -> set[int]:
    stated = getattr(facet, "count", None) or getattr(facet, "entrants", None)
    return {sum(facet.id in (each.group, each.category) for each in projects), *([stated] if stated else [])}


def _typed_award(mention: Mention, facts: _Facts, spot: Spot) -> Iterator[Problem]:
    edition = facts.edition
    fitting = [
        (len(name), award)
        for award in edition.said.awards
        for name in (award.name, *award.aliases)
        if mention.name.endswith(name) or bare(mention.name) == bare(name)
    ]
    if not fitting:
        return
    award = max(fitting, key=lambda each: each[0])[1]
    results = edition.results
    given = [one for one in results.awarded if one.award.id == award.id and one.published] if results else []
    counts = [len(one.recipients) for one in given if one.complete]
    known = {*counts, sum(counts)} if len(counts) == len(given) and given else set()
    quotas = set()
    if award.quota is not None:
        times = (len(results.withins),) if results else (len(edition.said.groups), len(edition.said.categories))
        quotas = {award.quota * each for each in (1, *times) if each}
    if (known or quotas) and mention.number not in known | quotas:
        if known and results:
            here, found = Spot(results.source, ("recipients",)), sum(counts)
        else:
            here, found = facts.source.at("awards", edition.said.awards.index(award), "quota"), award.quota or 0
        yield warning("V12-typed", spot, here, text=mention.text, typed=mention.number, found=found)


# ── V21: one name, two spellings ──────────────────────────────────────────────────────────────────────────────


def _spelled_title(mention: Mention, facts: _Facts, spot: Spot) -> Iterator[Problem]:
    for index, project in enumerate(facts.edition.projects):
        if project.title != mention.name and bare(project.title) == bare(mention.name):
            there = facts.list.at(index, "title")
            yield warning("V21-title-prose", spot, there, here=mention.name, there=project.title)


def spelled_names(site: Site) -> Iterator[Problem]:
    """People and bodies in bylines, credits and organisers whose names differ only in spaces and punctuation."""
    first: dict[str, Spot] = {}
    for roles, spot in _roles(site):
        for role in roles:
            for party in role.parties:
                if party.name not in first:
                    first[party.name] = spot.at(role.role)
    for use in site.uses:
        if use.shot.credit and use.shot.credit not in first:
            first[use.shot.credit] = use.spot
    alike: dict[str, str] = {}
    for name, spot in first.items():
        other = alike.setdefault(bare(name), name)
        if other != name and bare(name):
            yield warning("V21-name-spelled", spot, first[other], here=name, there=other)


def _roles(site: Site) -> Iterator[tuple[tuple[Role, ...], Spot]]:
    for contest in site.contests:
        for edition in contest.editions:
            yield edition.organisers, Spot(edition.source, ("organisers",))
            yield edition.credits, Spot(edition.source, ("credits",))
            for project in edition.projects:
                if project.showcase:
                    yield project.showcase.credits, Spot(project.showcase.source, ("credits",))
    for article in site.articles:
        for key in ("byline", "credits"):
            said = article.said.byline if key == "byline" else article.said.credits
            if said:
                yield _plain(said), Spot(article.source, (key,))
    for review in site.reviews:
        yield _plain(review.said.byline), Spot(review.source, ("byline",))
        yield _plain(review.said.credits), Spot(review.source, ("credits",))


def _plain(roles: Mapping[str, tuple[str, ...]]) -> tuple[Role, ...]:
    return tuple(Role(role=role, parties=tuple(Party(name=name) for name in names)) for role, names in roles.items())


# ── V05: the same words twice ─────────────────────────────────────────────────────────────────────────────────


def repeated_paragraphs(documents: Iterable[Document]) -> Iterator[Problem]:
    """A long paragraph stands in two places: most likely one of them should say something else."""
    seen: dict[int, tuple[str, str]] = {}
    for document in documents:
        path = document.path
        for mark in document.marks:
            first = seen.get(mark.digest)
            if first is None:
                seen[mark.digest] = path, mark.start
            else:
                here = Spot(path, text=mark.start, nth=int(first[0] == path))
                yield warning("V05-paragraph", here, Spot(first[0], text=first[1]), start=mark.start)


def same_sections(edition: Edition, showcases: Mapping[str, Document], language: str) -> Iterator[Problem]:
    """Two projects tell the same in a section such as 简介, or are summed up in the same words."""
    rules = sections.rules_of(edition.said.sections, language)
    seen: dict[tuple[str, tuple[int, ...]], tuple[Project, Spot]] = {}
    lines: dict[str, tuple[Project, Spot]] = {}
    listed = Spot(f"{edition.source.rpartition('/')[0]}/shortlist.yaml", ("projects",))
    for index, project in enumerate(edition.projects):
        if line := bare(project.said.summary):
            here = listed.at(index, "summary")
            other, first = lines.setdefault(line, (project, here))
            if other is not project:
                yield warning("V05-section", here, first, name="summary", one=project.title, other=other.title)
        document = showcases.get(project.showcase.source) if project.showcase else None
        for span in sections.sections(document) if document else ():
            rule = sections.match(span, rules)
            heads = [head for _, head in document.outline[span.start : span.stop]] if document else []
            marks = tuple(head.mark for head in heads if head.mark)
            if not rule or rule.kind == "practices" or not marks or span.size < _SHORT or not document:
                continue
            here = sections.spot_of(document, span)
            other, first = seen.setdefault((rule.name, marks), (project, here))
            if other is not project:
                yield warning("V05-section", here, first, name=rule.name, one=project.title, other=other.title)


_SHORT = 8
"""What is shorter (未提供, none …) may well be the same twice."""


# ── V29: what was left from last time ─────────────────────────────────────────────────────────────────────────


def _residue(mention: Mention, facts: _Facts, before: Edition, spot: Spot) -> Iterator[Problem]:
    """The ordinal, the year or the place of the edition before, in a text about this one."""
    this, last = facts.edition.said, before.said
    if mention.kind == "ordinal":
        if this.number and last.number == mention.number != this.number and facts.is_ours(mention.name):
            now = edition_short(facts.language, year=this.year, number=this.number, issue=None)
            yield warning("V29-ordinal", spot, facts.source.at("number"), text=mention.text, now=now)
    elif mention.kind == "year":
        if last.year == mention.number != this.year and facts.is_ours(mention.text):
            yield warning("V29-year", spot, facts.source.at("year"), text=mention.text, now=this.year)
    elif mention.kind == "place":
        for key in ("venue", "division"):
            then, now = bare(getattr(last, key)), bare(getattr(this, key))
            if now and len(then) > 1 and then != now and then in bare(mention.name) and now not in bare(mention.name):
                yield warning("V29-place", spot, facts.source.at(key), text=mention.name, now=getattr(this, key))


def last_dates(edition: Edition, before: Edition | None) -> Iterator[Problem]:
    """Days that were over when the edition before began have not been changed."""
    if not before or not before.said.dates or before.said.year >= edition.said.year:
        return
    said, spot = edition.said, Spot(edition.source)
    days = [(said.dates.start, spot.at("dates"))] if said.dates else []
    days += [(stage.date, spot.at("stages", index, "date")) for index, stage in enumerate(said.stages) if stage.date]
    days += [(said.notice.start, spot.at("notice", "start"))] if said.notice else []
    then = before.said.dates.start
    for day, place in days:
        if day.date <= then.date:
            there = Spot(before.source, ("dates",))
            yield warning("V29-date", place, there, date=day.date.isoformat(), before=then.date.isoformat())


# ── V30: those who go on ──────────────────────────────────────────────────────────────────────────────────────


def carried(edition: Edition, editions: Mapping[str, Edition]) -> Iterator[Problem]:
    """Projects that go on to another edition are on its list, under the same title."""
    target = editions.get(edition.feeds_into)
    if not target or not target.shortlist or not target.shortlist.complete or not target.projects:
        return
    here = Spot(f"{edition.source.rpartition('/')[0]}/shortlist.yaml", ("projects",))
    there = Spot(f"{target.source.rpartition('/')[0]}/shortlist.yaml", ("projects",))
    for index, project in enumerate(edition.projects):
        if project.said.advance is False or project.said.withdrawn:
            continue
        heir = target.heir(project)
        if heir is None:
            yield warning("V30-not-carried", here.at(index), there, title=project.title, edition=target.name)
        elif heir.title != project.title and bare(heir.title) == bare(project.title):
            spots = here.at(index, "title"), there.at(target.projects.index(heir), "title")
            yield warning("V21-title-prose", *spots, here=project.title, there=heir.title)
