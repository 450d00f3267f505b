"""Snapshot → Site: parse, cross-link, check. Collects every problem and only then gives up.

The steps: parse each file on its own (cached by content digest, in parallel when there is much to do); leave out what
is held back; resolve names; count; assemble; check. The result is one frozen `Site`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from leitai import yamltext
from leitai.config import Config
from leitai.decoding import decode, not_text
from leitai.documents import Document, UnitsFields, locate
from leitai.errors import FieldError, Problem, Spot, error, is_error, note, warning
from leitai.fields import (
    ArticleFields,
    ContestFields,
    Dated,
    EditionFields,
    EntryFields,
    HolidaysFields,
    PageFields,
    ResultsFields,
    ReviewFields,
    ShortlistFields,
    ShowcaseFields,
)
from leitai.images import Photo
from leitai.load import editions as hanging
from leitai.load import names, notices, origins, photos, published, quiet, results, rules, scores, sections, texts
from leitai.load.census import Census
from leitai.load.desk import Desk, nearest_file
from leitai.load.doubts import Doubts
from leitai.load.parse import Parsed, parse_all, photo_key, with_path
from leitai.load.sheaves import Sheaf
from leitai.model import (
    Article,
    Contest,
    Edition,
    Held,
    Notice,
    Redirect,
    Review,
    Showcase,
    Site,
    StaticPage,
    Tag,
    Unit,
)
from leitai.parallel import Crew
from leitai.schema import nearest
from leitai.shapes import PHOTOS, VIDEOS, Kind, kind_of, suffix
from leitai.slugs import Slugs, check
from leitai.sources import ADDRESSES, Snapshot
from leitai.values import When

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
    book, more = _addresses(snapshot)
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


def _addresses(snapshot: Snapshot) -> tuple[dict[str, str], list[Problem]]:
    """The frozen addresses: name → slug."""
    if ADDRESSES not in snapshot.files:
        return {}, []
    spot = Spot(ADDRESSES)
    data = snapshot.read(ADDRESSES)
    text = decode(data)
    if text is None:
        return {}, [not_text(ADDRESSES, data)]
    try:
        plain = yamltext.parse(text)
    except yamltext.YamlError as slip:
        return {}, [error(slip.code, Spot(ADDRESSES, line=slip.line, column=slip.column), **slip.params)]
    if plain is None:
        return {}, []
    if not isinstance(plain, dict):
        return {}, [error("not-a-mapping", Spot(ADDRESSES, line=1, column=1))]
    book: dict[str, str] = {}
    problems = []
    for name, slug in plain.items():
        try:
            book[name] = check(slug if isinstance(slug, str) else "")
        except FieldError as problem:
            problems.append(error(problem.code, spot.at(name), **problem.params))
    return book, problems


class _Assembly:
    """One pass from documents to the site; its methods are the steps, in order."""

    def __init__(
        self, config: Config, now: dt.datetime, preview: bool, parsed: Parsed, snapshot: Snapshot, slugs: Slugs
    ) -> None:
        self.config = config
        self.now = now
        self.preview = preview
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
        self.held: list[Held] = []
        self.turns: list[dt.datetime] = []
        self.states: dict[str, str] = {}
        self.kinds: dict[str, Kind] = {}
        self.documents: dict[str, Document] = {}
        self.left: list[Document] = []
        self._grouped: dict[type, list[Document]] | None = None
        self.bench: Bench | None = None
        broken = {path for path in self.files if suffix(path) in PHOTOS | VIDEOS and path not in self.photos}
        for path, document in parsed.documents.items():
            kind = kind_of(path)
            if kind is None:
                continue
            self.kinds[path] = kind
            self.told += document.problems
            if document.fields is None or (path.endswith(".md") and not document.body):
                broken.add(path)
            else:
                self.documents[path] = document
        self.broken = frozenset(broken)
        self.doubts = Doubts(
            frozenset(path for path, document in parsed.documents.items() if document.faulty and path in self.kinds),
            {
                path: document.fields.edition
                for path, document in self.documents.items()
                if isinstance(document.fields, ArticleFields)
            },
        )
        self._leave_out()

    def believable(self) -> list[Problem]:
        """The problems found, without those that something unread may be the only cause of."""
        return [problem for problem in self.problems if self.doubts.believe(problem)]

    def _leave_out(self) -> None:
        """Remove what readers must not see yet, or any more."""
        closed = {
            self.kinds[path].key
            for path, document in self.documents.items()
            if isinstance(document.fields, EditionFields) and document.fields.draft
        }
        for path, document in list(self.documents.items()):
            kind = self.kinds[path]
            state, until = self._state(document, kind.key in closed)
            if state:
                self.held.append(Held(source=path, reason=state, until=until))
                self.states[path] = state
                if not self.preview:
                    self.left.append(document)
                    del self.documents[path]
        if not self.preview:
            self._leave_out_entries()

    def _leave_out_entries(self) -> None:
        """What hangs on projects is held back with the list that says which projects there are."""
        lists = {self.kinds[held.source].key: held for held in self.held if held.source.endswith("/shortlist.yaml")}
        for path, document in list(self.documents.items()):
            kind = self.kinds[path]
            if kind.key in lists and kind.shape in (ShowcaseFields, ResultsFields):
                listed = lists[kind.key]
                self.held.append(Held(source=path, reason=listed.reason, until=listed.until))
                self.states[path] = listed.reason
                self.left.append(document)
                del self.documents[path]

    def _state(self, document: Document, closed: bool) -> tuple[str, When | None]:
        said = document.fields
        if closed or (isinstance(said, Dated) and said.draft):
            return "draft", None
        publish = said.publish if isinstance(said, Dated) else None
        expire = said.expire if isinstance(said, Dated) else None
        if isinstance(said, ResultsFields):
            embargo = self._embargo(document.path)
            publish = max((when for when in (said.published, embargo) if when), default=None)
        elif isinstance(said, ShortlistFields):
            publish = said.published
        for when in (publish, expire):
            if when and when.moment > self.now:
                self.turns.append(when.moment)
        if publish and publish.moment > self.now:
            return "scheduled", publish
        if expire and expire.moment <= self.now:
            return "expired", None
        return "", None

    def _embargo(self, path: str) -> When | None:
        edition = self.documents.get(f"{path.rpartition('/')[0]}/edition.yaml")
        return edition.fields.embargo if edition and isinstance(edition.fields, EditionFields) else None

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
        sheaves = self._carried(self._sheaves(), directory)
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
        site = Site(
            config=self.config,
            units=units,
            contests=contests,
            articles=articles,
            pages=pages,
            reviews=tuple(reviews),
            redirects=self._redirects(articles, pages, tuple(reviews), contests),
            held=tuple(self.held),
            absolute=(*desk.absolute, *self._menu_addresses()),
            tags=self._tags(articles, pages, tuple(reviews), contests),
            turns=min(self.turns, default=None),
            files={path: self.files[path] for path in sorted(desk.attached)},
            photos=self.photos,
            uses=tuple(desk.uses),
            unused=tuple(photos.unused(self.photos, desk.uses, desk.attached, self.left)),
        )
        self.problems += desk.problems
        self.problems += rules.check(site, self.documents.values())
        self.problems += photos.check(site)
        self._menu(site, linkable)
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

    def _sheaves(self) -> dict[str, Sheaf]:
        sheaves: dict[str, Sheaf] = {}
        beside: dict[str, dict[type, Document]] = {}
        pages: dict[str, dict[str, Document]] = {}
        for path, document in sorted(self.documents.items()):
            kind = self.kinds[path]
            if not kind.edition:
                continue
            if kind.shape is ShowcaseFields:
                other = pages.setdefault(kind.key, {}).get(kind.name)
                if other:
                    self.problems.append(error("showcase-twice", Spot(path), Spot(other.path), id=kind.name))
                pages[kind.key][kind.name] = document
            else:
                beside.setdefault(kind.key, {})[kind.shape] = document
        for key, found in sorted(beside.items()):
            if EditionFields not in found:
                self._orphan(key, found)
                continue
            sheaf = Sheaf(
                key=key,
                edition=found[EditionFields],
                shortlist=self._listed(found.get(ShortlistFields), pages.get(key, {})),
                results=found.get(ResultsFields),
                showcases=pages.get(key, {}),
                states={name: self.states.get(page.path, "") for name, page in pages.get(key, {}).items()},
            )
            for part in key.split("/"):
                self._check_slug(part, Spot(sheaf.edition.path, line=1, column=1))
            for index, entry in enumerate(sheaf.entries):
                assert sheaf.shortlist
                self._check_slug(entry.id, Spot(sheaf.shortlist.path, ("projects", index, "id")))
            self._strays(sheaf)
            sheaves[key] = sheaf
        for key, orphans in pages.items():
            if key not in sheaves and key not in beside:
                first = next(iter(orphans.values()))
                self.problems.append(error("no-edition", Spot(first.path, line=1, column=1), key=key))
        return sheaves

    def _carried(self, sheaves: Mapping[str, Sheaf], directory: names.Directory) -> dict[str, Sheaf]:
        """The editions with those entries filled in that come from another one."""
        taken = origins.carried(sheaves, self.documents, directory, self.left, self.doubts.editions)
        self.problems += taken.problems
        self.doubts.editions |= taken.unsure
        return taken.sheaves

    def _listed(self, document: Document | None, pages: Mapping[str, Document]) -> Document | None:
        """The shortlist; one that could not be read has all projects that have a page, so that these are looked at."""
        if document is None or not document.faulty or not isinstance(document.fields, ShortlistFields):
            return document
        listed = document.fields.projects
        known = {entry.id for entry in listed}
        more = tuple(EntryFields(id=name, unit=()) for name in pages if name not in known)
        return replace(document, fields=replace(document.fields, projects=(*listed, *more)))

    def _orphan(self, key: str, found: Mapping[type, Document]) -> None:
        if f"content/contests/{key}/edition.yaml" not in self.states:
            document = next(iter(found.values()))
            self.problems.append(error("no-edition", Spot(document.path, line=1, column=1), key=key))

    def _strays(self, sheaf: Sheaf) -> None:
        """Showcases of unknown projects, and projects whose showcase is still to come."""
        folder = sheaf.edition.path.rpartition("/")[0]
        ids = [entry.id for entry in sheaf.entries]
        for name, document in sheaf.showcases.items():
            if name not in ids:
                near = nearest(name, ids) or "shortlist.yaml"
                self.problems.append(
                    error("unknown-project", Spot(document.path, line=1, column=1), name=name, near=near)
                )
        if not sheaf.showcases or not sheaf.shortlist:
            return
        for index, entry in enumerate(sheaf.entries):
            paths = (f"{folder}/projects/{entry.id}/index.md", f"{folder}/projects/{entry.id}.md")
            there = entry.id in sheaf.showcases or any(path in self.broken or path in self.states for path in paths)
            if not there and not entry.pending and not entry.withdrawn:
                spot = Spot(sheaf.shortlist.path, ("projects", index, "id"))
                self.problems.append(warning("V18-no-showcase", spot, id=entry.id, file=paths[0]))

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

    def _redirects(
        self,
        articles: tuple[Article, ...],
        pages: tuple[StaticPage, ...],
        reviews: tuple[Review, ...],
        contests: tuple[Contest, ...],
    ) -> tuple[Redirect, ...]:
        showcases = [
            project.showcase
            for contest in contests
            for edition in contest.editions
            for project in edition.projects
            if project.showcase
        ]
        redirects = []
        things: tuple[Article | StaticPage | Review | Showcase, ...] = (*articles, *pages, *reviews, *showcases)
        for thing in things:
            for index, alias in enumerate(thing.said.aliases):
                if not alias.startswith("/") or ".." in alias or "//" in alias or "?" in alias or "#" in alias:
                    self.problems.append(error("bad-alias", Spot(thing.source, ("aliases", index)), value=alias))
                else:
                    spot = Spot(thing.source, ("aliases", index))
                    redirects.append(Redirect(old=alias, source=thing.source, spot=spot))
        return tuple(redirects)

    def _tags(
        self,
        articles: tuple[Article, ...],
        pages: tuple[StaticPage, ...],
        reviews: tuple[Review, ...],
        contests: tuple[Contest, ...],
    ) -> dict[str, Tag]:
        """Tags by name; two names with one slug would share an address, so they are told."""
        tags: dict[str, Tag] = {}
        homes: dict[str, tuple[str, Spot]] = {}
        for article in articles:
            for index, tag in enumerate(article.tags):
                tags[tag.name] = tag
                name, first = homes.setdefault(tag.slug, (tag.name, Spot(article.source, ("tags", index))))
                if name != tag.name:
                    spot = Spot(article.source, ("tags", index))
                    homes[tag.slug] = (tag.name, spot)
                    self.problems.append(error("tags-collide", spot, first, one=tag.name, other=name, slug=tag.slug))
        return tags

    def _menu_addresses(self) -> Iterator[tuple[str, Spot]]:
        for index, item in enumerate(self.config.said.menu):
            if item.to.startswith("/"):
                yield item.to.partition("#")[0], Spot("config.yaml", ("menu", index, "to"))

    def _menu(self, site: Site, linkable: frozenset[str]) -> None:
        for index, item in enumerate(site.config.said.menu):
            spot = Spot("config.yaml", ("menu", index, "to"))
            if item.to.startswith(("http://", "https://", "/")):
                continue  # addresses of the site are checked against the plan
            if item.to in self.states and item.to not in linkable:
                self.problems.append(warning("link-held", spot, target=item.to))
            elif item.to not in linkable and item.to not in self.broken:
                near = nearest_file(item.to, linkable)
                code = "dead-link-near" if near else "dead-link"
                self.problems.append(error(code, spot, target=item.to, near=near))
