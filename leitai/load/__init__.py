"""Snapshot → Site: parse, cross-link, check. Collects every problem and only then gives up.

The steps: parse each file on its own (cached by content digest, in parallel when there is much to do); leave out what
is held back; resolve names; count; assemble; check. The result is one frozen `Site`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from leitai.config import Config
from leitai.documents import Document, UnitsFields, locate
from leitai.errors import FieldError, Problem, Spot, error, is_error, note, warning
from leitai.fields import ArticleFields, ContestFields, Dated, HolidaysFields, PageFields, ReviewFields, ShortlistFields
from leitai.images import Photo
from leitai.load import (
    addresses,
    gathering,
    held,
    names,
    notices,
    origins,
    photos,
    published,
    quiet,
    results,
    rules,
    scores,
    sections,
    texts,
)
from leitai.load import editions as hanging
from leitai.load.census import Census
from leitai.load.desk import Desk
from leitai.load.doubts import Doubts
from leitai.load.parse import Parsed, parse_all, photo_key, with_path
from leitai.load.sheaves import Sheaf
from leitai.model import Article, Contest, Edition, Notice, Site, Unit
from leitai.parallel import Crew
from leitai.shapes import PHOTOS, VIDEOS, Kind, kind_of, suffix
from leitai.slugs import Slugs, check
from leitai.sources import ADDRESSES, CONFIG, Snapshot

__all__ = ["Loaded", "Parsed", "load", "placed"]


class Bench(Struct, frozen=True):
    """What it takes to make one more article of the same site: a desk, and each edition's projects with their units."""

    desk: Desk
    entered: Mapping[str, Mapping[str, tuple[str, ...]]]


class Loaded(Struct, frozen=True):
    """The site, or None if there are errors; all problems; and what was parsed, for the cache.

    ``parsed.slugs`` are the addresses in use that nobody has frozen. ``bench`` is what articles were made on.
    ``outlines`` are photos, by key, that are too new for more than their size to be known; the site is made with them,
    but they are not in ``parsed``.
    """

    site: Site | None
    problems: tuple[Problem, ...]
    parsed: Parsed
    bench: Bench | None = None
    outlines: dict[str, Photo] = {}


def load(
    snapshot: Snapshot,
    config: Config,
    now: dt.datetime,
    *,
    before: Parsed,
    blocks_path: str,
    crew: Crew,
    preview: bool = False,
    outline: bool = False,
) -> Loaded:
    """The site at the local moment ``now``. ``preview`` shows what is held back too, marked as such; with ``outline``
    new photos need not be looked at closely."""
    parsed, problems, new = parse_all(snapshot, before, blocks_path, crew, config, outline)
    problems = [*snapshot.problems, *problems]
    book, more = addresses.book(snapshot)
    slugs = Slugs(book, before.slugs)
    assembly = _Assembly(config, now, preview, parsed, snapshot, slugs)
    site = assembly.site()
    problems += [*more, *assembly.told, *assembly.believable()]
    problems = quiet.hushed(problems, assembly.documents.values())
    if slugs.derived:
        some = "、".join(sorted(slugs.derived)[:5])
        problems.append(note("not-frozen", Spot(ADDRESSES), names=some, number=len(slugs.derived)))
    known = {key: photo for key, photo in parsed.photos.items() if key not in new}
    outlines = {key: parsed.photos[key] for key in new}
    parsed = Parsed(parsed.documents, known, slugs.derived, parsed.limits)
    return Loaded(None if any(map(is_error, problems)) else site, tuple(problems), parsed, assembly.bench, outlines)


def placed(problem: Problem, snapshot: Snapshot) -> Problem:
    """The problem with line and column for each of its spots."""

    def place(spot: Spot) -> Spot:
        if spot.line or spot.path not in snapshot.files or not spot.path.endswith((".md", ".yaml")):
            return spot
        return locate(spot, snapshot.read(spot.path))

    return replace(problem, spot=place(problem.spot), also=tuple(map(place, problem.also)))


class _Assembly:
    """One pass from documents to the site; its methods are the steps, in order."""

    def __init__(
        self, config: Config, now: dt.datetime, preview: bool, parsed: Parsed, snapshot: Snapshot, slugs: Slugs
    ) -> None:
        self.config = config
        self.now = now
        self.slugs = slugs
        self.snapshot = snapshot
        self.files = {path: file.digest for path, file in snapshot.files.items() if path.startswith("content/")}
        self.photos: dict[str, Photo] = {
            path: with_path(parsed.photos[photo_key(path, digest)], path)
            for path, digest in self.files.items()
            if parsed.photos and suffix(path) in PHOTOS | VIDEOS and photo_key(path, digest) in parsed.photos
        }
        self.told: list[Problem] = []
        self.problems: list[Problem] = []
        self.kinds: dict[str, Kind] = {}
        self._grouped: dict[type, list[Document]] | None = None
        self.bench: Bench | None = None
        broken = {path for path in self.files if suffix(path) in PHOTOS | VIDEOS and path not in self.photos}
        documents: dict[str, Document] = {}
        for path, document in parsed.documents.items():
            kind = kind_of(path)
            if kind is None:
                continue
            self.kinds[path] = kind
            self.told += document.problems
            if document.fields is None or (path.endswith(".md") and not document.body):
                broken.add(path)
            else:
                documents[path] = document
        self.broken = frozenset(broken)
        self.doubts = Doubts(
            frozenset(path for path, document in parsed.documents.items() if document.faulty and path in self.kinds),
            {
                path: document.fields.edition
                for path, document in documents.items()
                if isinstance(document.fields, ArticleFields)
            },
        )
        parted = held.part(documents, self.kinds, now, preview)
        self.documents, self.left, self.held = parted.shown, parted.left, parted.held
        self.states, self.turns = parted.states, parted.turns

    def believable(self) -> list[Problem]:
        """The problems found, without those that something unread may be the only cause of."""
        return [problem for problem in self.problems if self.doubts.believe(problem)]

    def of(self, shape: type) -> Iterator[Document]:
        """The documents of a kind, in the order of their paths."""
        if self._grouped is None:
            self._grouped = {}
            for path in sorted(self.documents):
                self._grouped.setdefault(self.kinds[path].shape, []).append(self.documents[path])
        return iter(self._grouped.get(shape, ()))

    def site(self) -> Site:
        """All steps."""
        units = self._units()
        directory = names.Directory(units)
        sheaves = self._sheaves(directory)
        outcomes = {key: self._outcome(sheaf, directory) for key, sheaf in sheaves.items()}
        census = self._census(sheaves, outcomes, directory)
        linkable = self._linkable(sheaves)
        hidden = frozenset(self.states) - linkable
        desk = Desk(directory, self.photos, self.files, census, linkable, hidden, self.broken)
        contests = self._contests(sheaves, outcomes, desk)
        entered = {
            key: {entry.id: tuple(id for name in entry.unit for id in directory.ids(name)) for entry in sheaf.entries}
            for key, sheaf in sheaves.items()
        }
        self.bench = Bench(desk, entered)
        articles = self._articles(desk, entered)
        pages = tuple(
            texts.page(document, self._slug(document), self.states.get(document.path, ""), desk)
            for document in self.of(PageFields)
        )
        reviews = sorted(
            (
                texts.review(document, self._slug(document), self.states.get(document.path, ""), desk)
                for document in self.of(ReviewFields)
            ),
            key=lambda review: (review.said.date, review.slug),
            reverse=True,
        )
        showcases = [
            project.showcase
            for contest in contests
            for edition in contest.editions
            for project in edition.projects
            if project.showcase
        ]
        redirects, problems = addresses.redirects((*articles, *pages, *reviews, *showcases))
        tags, more = addresses.tags(articles)
        self.problems += [*problems, *more]
        cover = desk.shot(self.config.said.cover, CONFIG, Spot(CONFIG, ("cover",)))
        site = Site(
            config=self.config,
            units=units,
            contests=contests,
            articles=articles,
            pages=pages,
            reviews=tuple(reviews),
            redirects=redirects,
            held=tuple(self.held),
            absolute=(*desk.absolute, *addresses.of_menu(self.config)),
            tags=tags,
            turns=min(self.turns, default=None),
            files={path: self.files[path] for path in sorted(desk.attached)},
            cover=cover,
            photos=self.photos,
            uses=tuple(desk.uses),
            unused=tuple(photos.unused(self.photos, desk.uses, desk.attached, self.left)),
        )
        self.problems += desk.problems
        self.problems += rules.check(site, self.documents.values())
        self.problems += photos.check(site)
        self.problems += addresses.check_menu(self.config, linkable, self.states, self.broken)
        return site

    def _units(self) -> dict[str, Unit]:
        for document in self.of(UnitsFields):
            assert isinstance(document.fields, UnitsFields)
            units, problems = names.units(document.fields.units, document.path)
            self.problems += problems
            for index, each in enumerate(document.fields.units):
                self._check_slug(each.id, Spot(document.path, (index, "id")))
            return units
        return {}

    def _check_slug(self, slug: str, spot: Spot) -> str:
        try:
            return check(slug)
        except FieldError as problem:
            self.problems.append(error(problem.code, spot, **problem.params))
            return str(problem.params.get("near", ""))

    def _slug(self, document: Document) -> str:
        said = document.fields
        if isinstance(said, Dated) and said.slug:
            return self._check_slug(said.slug, Spot(document.path, ("slug",)))
        return self.slugs.of(self.kinds[document.path].name)

    def _sheaves(self, directory: names.Directory) -> dict[str, Sheaf]:
        """The documents of each edition, with those entries filled in that come from another one."""
        sheaves, problems = gathering.gathered(self.documents, self.kinds, self.states, self.broken)
        self.problems += problems
        taken = origins.carried(sheaves, self.documents, directory, self.left, self.doubts.editions)
        self.problems += taken.problems
        self.doubts.editions |= taken.unsure
        return taken.sheaves

    def _outcome(self, sheaf: Sheaf, directory: names.Directory) -> results.Outcome | None:
        if not sheaf.results:
            return None
        ranked, problems = scores.standings(sheaf, directory, self.snapshot, self.config.language)
        self.problems += problems
        listed = sheaf.shortlist.fields if sheaf.shortlist else None
        whole = isinstance(listed, ShortlistFields) and listed.complete
        outcome, problems = results.outcome(sheaf.results, sheaf.said, sheaf.entries, directory, ranked, whole)
        self.problems += problems
        given = outcome.awarded if outcome and not any(map(is_error, problems)) else None
        self.problems += published.changed(sheaf, ranked, given, directory)
        return outcome

    def _census(
        self,
        sheaves: Mapping[str, Sheaf],
        outcomes: Mapping[str, results.Outcome | None],
        directory: names.Directory,
    ) -> Census:
        practices: dict[str, int] = {}
        for key, sheaf in sheaves.items():
            asked = sections.rules_of(sheaf.said.sections, self.config.language)
            for id, document in sheaf.showcases.items():
                practices[f"{key}/{id}"] = sections.count_practices(document, asked)
        news: dict[str, int] = {}
        for document in self.of(ArticleFields):
            assert isinstance(document.fields, ArticleFields)
            news[document.fields.edition] = news.get(document.fields.edition, 0) + 1
        contests: dict[str, int] = {}
        for key in sheaves:
            contest = key.partition("/")[0]
            contests[contest] = contests.get(contest, 0) + 1
        counted = {
            key: hanging.counts(
                sheaf,
                outcomes[key],
                {e.id: tuple(directory.id(name) or name for name in e.unit) for e in sheaf.entries},
            )
            for key, sheaf in sheaves.items()
        }
        keywords = {self._slug(document): len(sections.sections(document)) for document in self.of(ReviewFields)}
        return Census(self.config.language, counted, practices, keywords, news, contests)

    def _linkable(self, sheaves: Mapping[str, Sheaf]) -> frozenset[str]:
        """The sources whose page will exist."""
        shown = {path for path in self.documents if not self.kinds[path].edition}
        for sheaf in sheaves.values():
            shown.add(sheaf.edition.path)
            shown |= {document.path for document in (sheaf.shortlist, sheaf.results) if document}
            ids = {entry.id for entry in sheaf.entries}
            shown |= {document.path for id, document in sheaf.showcases.items() if id in ids}
        return frozenset(shown)

    def _contests(
        self, sheaves: Mapping[str, Sheaf], outcomes: Mapping[str, results.Outcome | None], desk: Desk
    ) -> tuple[Contest, ...]:
        found: dict[str, Document] = {self.kinds[each.path].contest: each for each in self.of(ContestFields)}
        running: dict[str, list[Edition]] = {}
        for contest_id in sorted({key.partition("/")[0] for key in sheaves}):
            mine = sorted(
                (sheaf for key, sheaf in sheaves.items() if key.startswith(contest_id + "/")),
                key=lambda sheaf: (sheaf.said.year, sheaf.said.issue or 0, sheaf.said.number or 0, sheaf.key),
            )
            if contest_id not in found:
                path = f"content/contests/{contest_id}/contest.yaml"
                if path not in self.broken:
                    self.problems.append(error("no-contest", Spot(mine[0].edition.path, line=1, column=1), file=path))
                continue
            fields = found[contest_id].fields
            assert isinstance(fields, ContestFields)
            keys = [sheaf.key for sheaf in mine]
            for place, sheaf in enumerate(mine):
                before = keys[place - 1] if place else ""
                after = keys[place + 1] if place + 1 < len(keys) else ""
                running.setdefault(contest_id, []).append(
                    hanging.edition(
                        sheaf,
                        fields.name,
                        outcomes[sheaf.key],
                        (before, after),
                        desk,
                        set(sheaves),
                        self._notice(sheaf),
                    )
                )
        return tuple(hanging.contest(document, id, running.get(id, []), desk) for id, document in sorted(found.items()))

    def _notice(self, sheaf: Sheaf) -> Notice | None:
        free, worked = notices.calendar(self.of(HolidaysFields))
        notice, turns, problems = notices.notice(sheaf.said, sheaf.edition.path, free, worked, self.now)
        self.problems += problems
        self.turns += turns
        return notice

    def _articles(self, desk: Desk, entered: Mapping[str, Mapping[str, tuple[str, ...]]]) -> tuple[Article, ...]:
        found = [
            texts.article(
                document, self._slug(document), self.states.get(document.path, ""), desk, entered, self.slugs.of
            )
            for document in self.of(ArticleFields)
        ]
        found.sort(key=lambda article: (article.said.date.moment, article.source), reverse=True)
        numbers: dict[tuple[str, int], Article] = {}
        for article in found:
            series = article.said.series
            if series and series.number is not None:
                other = numbers.setdefault((series.name, series.number), article)
                if other is not article:
                    spots = (Spot(each.source, ("series", "number")) for each in (article, other))
                    self.problems.append(warning("series-twice", *spots, name=series.name, number=series.number))
        return tuple(found)
