"""The small views that every kind of page is made of: links, days, pictures, cards, and the numbers of a site's parts.

`Parts` turns pieces of the model into pieces of views, and collects which pictures and files they need. It knows
addresses, not files; rules for pictures, not pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from leitai import urls
from leitai.cards import LEAST
from leitai.fields import TranslationFields
from leitai.images import Photo, Rule, Variant, original, variants
from leitai.model import (
    Article,
    Attached,
    Contest,
    Edition,
    Facts,
    Filling,
    Honour,
    Party,
    Passage,
    Project,
    Review,
    Role,
    Shot,
    Shown,
    Site,
    Target,
    TocLine,
    Use,
    Won,
    Words,
)
from leitai.outputs import Picture
from leitai.theme import say
from leitai.urls import Addresses
from leitai.values import Figure, When
from leitai.views import (
    AwardMark,
    Card,
    Crumb,
    Day,
    FigureView,
    Heading,
    HonourView,
    Inset,
    Link,
    Meta,
    PictureView,
    Prose,
    RoleView,
    Source,
    StandIn,
    Translation,
)
from leitai.wording import title_parts

_NEVER_STRETCHED = ("lightbox", "share", "mark")
_MARK = Rule("mark", (LEAST,), (1, 1), ("jpeg",), {"jpeg": 70})
_MEDIA = {"avif": "image/avif", "webp": "image/webp"}


class Parts:
    """Makes parts of views for one site; ``pictures`` are the variants that they turned out to need, by path.

    ``small`` are photos that must be stretched on some page, by path, with the width they have and the one they need.
    """

    def __init__(self, site: Site, rules: dict[str, Rule], strings: dict[str, str]) -> None:
        self.site = site
        self.config = site.config
        self.language = site.config.language
        self.rules = {"mark": _MARK, **rules}
        self.strings = strings
        self.addresses = Addresses(site.config)
        self.sources = urls.of_sources(site)
        self.editions = site.editions()
        self.projects = {project.key: project for edition in self.editions.values() for project in edition.projects}
        self.contests = {contest.id: contest for contest in site.contests}
        self.pictures: dict[str, Picture] = {}
        self._entries: dict[str, str] = {}
        self._pictured: dict[tuple[str, str, tuple[float, ...]], tuple[Variant, ...]] = {}
        self.small: dict[str, tuple[int, int]] = {}
        self._uses: dict[str, list[Use]] = {}
        for use in site.uses:
            self._uses.setdefault(use.spot.path, []).append(use)
        self._zone = site.config.zone
        self._days: dict[When, Day] = {}
        self._tags: dict[str, Link] = {}
        self._cards: dict[tuple[str, bool], Card] = {}
        self._crumbs: dict[tuple[tuple[str, str], ...], tuple[Crumb, ...]] = {}
        self._by_project: dict[str, list[Article]] = {}
        self._by_edition: dict[str, list[Article]] = {}
        self._by_unit: dict[str, list[Article]] = {}
        for article in site.articles:
            for key in article.projects:
                self._by_project.setdefault(key, []).append(article)
            if article.edition:
                self._by_edition.setdefault(article.edition, []).append(article)
            for unit in article.units:
                self._by_unit.setdefault(unit, []).append(article)

    def t(self, key: str, **values: object) -> str:
        """A string of the theme, for titles that are not written by editors."""
        return say(self.strings, key, values)

    def href(self, path: str) -> str:
        """A path as it stands in links."""
        return self.addresses.href(path)

    def meta(
        self,
        kind: str,
        title: str,
        path: str,
        *,
        description: str = "",
        crumbs: Iterable[tuple[str, str]] = (),
        image: Shot | None = None,
        near: Iterable[Shot | None] = (),
        published: When | None = None,
        updated: When | None = None,
        keywords: tuple[str, ...] = (),
        section: str = "",
        state: str = "",
        feed: str = "",
        indexed: bool = True,
        translations: Iterable[TranslationFields] = (),
    ) -> Meta:
        """What a page says about itself; ``crumbs`` are (text, path) of the pages above it.

        ``image`` is its own photo; ``near`` are those of what it belongs to, the nearest first.
        """
        return Meta(
            kind=kind,
            title=title,
            path=path,
            url=self.addresses.url(path),
            description=description,
            language=self.language,
            crumbs=self._way(tuple(crumbs)),
            image=(shared := self.share(image)),
            image_size=self._size(image) if shared else None,
            stand_in=None if shared else self.stand_in(near),
            published=self.day(published),
            updated=self.day(updated),
            keywords=keywords,
            section=section,
            state=state,
            feed=self.href(feed) if feed else "",
            indexed=indexed and not state,
            translations=tuple(
                Translation(
                    language=each.language,
                    name=self.strings.get(f"language.{each.language}", each.language),
                    url=each.url,
                )
                for each in translations
            ),
        )

    def _way(self, crumbs: tuple[tuple[str, str], ...]) -> tuple[Crumb, ...]:
        made = self._crumbs.get(crumbs)
        if made is None:
            made = tuple(Crumb(text=text, href=self.href(above)) for text, above in crumbs)
            self._crumbs[crumbs] = made
        return made

    def day(self, when: When | None) -> Day | None:
        """A day or minute for a view."""
        if when is None:
            return None
        day = self._days.get(when)
        if day is None:
            date, time = when.date, when.time
            day = Day(
                iso=self.rfc3339(when) if time else date.isoformat(),
                year=date.year,
                month=date.month,
                day=date.day,
                time=time.strftime("%H:%M") if time else "",
            )
            self._days[when] = day
        return day

    def rfc3339(self, when: When) -> str:
        """The moment with its offset, as feeds want it."""
        return when.moment.replace(tzinfo=self._zone).isoformat()

    def link(self, text: str, path: str = "", **more: object) -> Link:
        """A link to a path of this site."""
        return Link(text=text, href=self.href(path) if path else "", **more)  # type: ignore[arg-type]

    def party(self, party: Party, *, full: bool = False) -> Link:
        """A named organisation, as written (or by its full name), linked if it has a page."""
        if not party.unit:
            return Link(text=party.name)
        name = self.site.units[party.unit].said.name if full else party.name
        return self.link(name, urls.unit(party.unit))

    def unit(self, id: str) -> Link:
        """A unit by its full name."""
        return self.link(self.site.units[id].said.name, urls.unit(id))

    def roles(self, roles: tuple[Role, ...]) -> tuple[RoleView, ...]:
        """Roles and names in the editor's order."""
        return tuple(
            RoleView(role=role.role, names=tuple(self.party(party) for party in role.parties)) for role in roles
        )

    def credits(self, credits: dict[str, tuple[str, ...]]) -> tuple[RoleView, ...]:
        """Roles and plain names."""
        if not credits:
            return ()
        return tuple(RoleView(role=role, names=tuple(Link(text=n) for n in names)) for role, names in credits.items())

    def figure(self, figure: Figure) -> FigureView:
        """A number as printed."""
        return FigureView(
            number=figure.text,
            before=figure.before,
            after=figure.after,
            unit=figure.unit,
            label=figure.label,
            period=figure.period,
        )

    def figures(self, figures: tuple[Figure, ...]) -> tuple[FigureView, ...]:
        """Numbers as printed."""
        return tuple(map(self.figure, figures))

    def count(self, number: int, key: str) -> FigureView:
        """A derived number with its label from the theme's strings."""
        return FigureView(number=str(number), label=self.t(key, n=number))

    def honours(self, honours: tuple[Honour, ...]) -> tuple[HonourView, ...]:
        """Awards won elsewhere."""
        return tuple(
            HonourView(
                name=each.said.name,
                by=each.said.by,
                level=each.said.level,
                year=each.said.year,
                batch=each.said.batch,
                recipients=tuple(map(self.party, each.recipients)),
                complete=each.said.complete,
            )
            for each in honours
        )

    def made_up(self, edition: Edition) -> bool:
        """Whether an edition is an example and nothing that took place."""
        return edition.said.demo or self.contests[edition.contest].said.demo

    def marks(self, won: tuple[Won, ...], edition: Edition, *, where: bool = False) -> tuple[AwardMark, ...]:
        """Awards as they hang on a project; ``where`` adds edition and project, for a unit's record."""
        names = {each.id: each.name for each in edition.said.facets}
        marks = []
        for each in won:
            project = self.projects.get(f"{edition.key}/{each.project}") if where and each.project else None
            marks.append(
                AwardMark(
                    name=each.award.name,
                    rung=each.rung,
                    special=each.award.special,
                    group=names.get(each.group, ""),
                    citation=each.citation,
                    medal=each.award.medal,
                    edition=self.link(edition.name, urls.edition(edition.key)) if where else None,
                    demo=where and self.made_up(edition),
                    project=self.link(project.title, urls.entry(project)) if project and project.said.title else None,
                )
            )
        return tuple(marks)

    def picture(self, shot: Shot, role: str, *, full: bool = False, id: str = "") -> PictureView:
        """A photo in a role of the theme; with ``full`` the largest picture is made too, for the lightbox."""
        made = self._variants(shot.still, role, shot.focus)
        fallback = made[-1].format
        plain = [each for each in made if each.format == fallback]
        middle = plain[len(plain) // 2]
        video = self._variants(shot.photo, role, ())[-1] if full and shot.poster else None
        large = (
            self._variants(shot.photo, "lightbox", ())[-1] if full and not video and "lightbox" in self.rules else None
        )
        link = None
        if shot.unit:
            link = self._unit_link(shot)
        return PictureView(
            src=self._src(middle),
            width=middle.width,
            height=middle.height,
            alt=shot.alt,
            srcset=self._srcset(plain) if len(plain) > 1 else "",
            sizes=self.rules[role].sizes,
            sources=tuple(
                Source(type=_MEDIA[format], srcset=self._srcset([each for each in made if each.format == format]))
                for format in dict.fromkeys(each.format for each in made)
                if format != fallback and format in _MEDIA
            ),
            caption=shot.caption,
            caption_link=link,
            credit=shot.credit,
            full=self._src(large) if large else "",
            full_width=large.width if large else 0,
            full_height=large.height if large else 0,
            color=shot.still.color,
            placeholder=shot.still.placeholder,
            video=self._src(video) if video else "",
            video_type=video.media_type if video else "",
            download=self.download(shot.photo) if full and shot.download else "",
            id=id,
        )

    def uses_of(self, source: str) -> list[Use]:
        """The photos that a source file uses, in the order of its text."""
        return self._uses.get(source, [])

    def _unit_link(self, shot: Shot) -> Link | None:
        """A caption that names a unit leads to that unit's project, where the page's edition knows one."""
        if not shot.caption:
            return None
        return self.link(shot.caption, self._entries.get(shot.unit, urls.unit(shot.unit)))

    def within(self, edition: Edition | None) -> None:
        """The edition whose projects captions lead to from now on."""
        self._entries = (
            {party.unit: urls.entry(project) for project in edition.projects for party in project.parties if party.unit}
            if edition
            else {}
        )

    def pictures_of(self, shots: tuple[Shot, ...], role: str = "gallery", prefix: str = "") -> tuple[PictureView, ...]:
        """The pictures of a gallery; ``prefix`` keeps the ids of several galleries on a page apart."""
        return tuple(self.picture(shot, role, full=True, id=f"{prefix}photo-{n}") for n, shot in enumerate(shots, 1))

    def share(self, shot: Shot | None) -> str:
        """The absolute address of a picture for share cards."""
        if shot is None or shot.still.kind not in ("photo", "alpha"):
            return ""
        return self.addresses.url("/" + self._shared(shot).name)

    def covers(self, edition: Edition | None) -> tuple[Shot | None, ...]:
        """The covers of an edition and of its contest."""
        return (edition.cover, self.contests[edition.contest].cover) if edition else ()

    def stand_in(self, shots: Iterable[Shot | None]) -> StandIn | None:
        """The first of these photos that will do, for a page that has none of its own."""
        for shot in shots:
            if shot is None or min(shot.still.width, shot.still.height) < LEAST or not (url := self.share(shot)):
                continue
            small, large = self._variants(shot.still, "mark", shot.focus)[-1], self._shared(shot)
            return StandIn(
                url=url,
                width=large.width,
                height=large.height,
                src=self._src(small),
                src_width=small.width,
                src_height=small.height,
            )
        return None

    def _size(self, shot: Shot | None) -> tuple[int, int] | None:
        made = self._shared(shot) if shot else None
        return (made.width, made.height) if made else None

    def _shared(self, shot: Shot) -> Variant:
        role = "share" if "share" in self.rules else "card"
        return self._variants(shot.still, role, shot.focus)[-1]

    def _variants(self, photo: Photo, role: str, focus: tuple[float, ...]) -> tuple[Variant, ...]:
        key = photo.path, role, focus
        if key not in self._pictured:
            made = variants(photo, self.rules[role], focus)
            self._pictured[key] = made
            self._measure(photo, self.rules[role], made)
            for each in made:
                self.pictures.setdefault(each.name, Picture(each.name, photo, each))
        return self._pictured[key]

    def _measure(self, photo: Photo, rule: Rule, made: tuple[Variant, ...]) -> None:
        """Note a photo that has to be stretched. The largest width of a rule is for screens with twice the pixels."""
        wanted = -(-max(rule.widths) // 2)
        width = max(each.width for each in made)
        if photo.kind in ("vector", "video") or rule.role in _NEVER_STRETCHED or width >= wanted:
            return
        if photo.path not in self.small or self.small[photo.path][1] < wanted:
            self.small[photo.path] = width, wanted

    def _src(self, variant: Variant) -> str:
        return self.href(urls.picture(variant.name))

    def _srcset(self, made: list[Variant]) -> str:
        return ", ".join(f"{self._src(each)} {each.width}w" for each in made)

    def prose(self, passage: Passage | None) -> Prose | None:
        """Running text with its holes filled."""
        if passage is None:
            return None
        return Prose(
            document=passage.body,
            start=passage.start,
            stop=passage.stop,
            after_lead=passage.after_lead,
            holes=tuple(self._hole(filling, n) for n, filling in enumerate(passage.fillings, 1)),
        )

    def text(self, passage: Passage) -> Prose:
        """Running text that is certainly there."""
        prose = self.prose(passage)
        assert prose is not None
        return prose

    def _hole(self, filling: Filling, number: int) -> str | Inset | None:
        match filling:
            case Words(text=text):
                return escape(text)
            case Shown(shot=shot, alone=alone):
                id = f"text-photo-{number}" if alone else ""
                return Inset(picture=self.picture(shot, "figure", full=alone, id=id), alone=alone)
            case Attached(source=source):
                return escape(self.href(self.attachment(source)))
            case Target(source=source, address=address, fragment=fragment):
                path = address or self.sources.get(source, "")
                if not path:
                    return None
                return escape(self.href(path + (f"#{fragment}" if fragment else "")))

    def attachment(self, source: str) -> str:
        """The path of a file that is published as it is."""
        return urls.attachment(self.site.files[source], source.rpartition("/")[2])

    def toc(self, lines: tuple[TocLine, ...]) -> tuple[Heading, ...]:
        """A table of contents."""
        return tuple(Heading(text=line.text, id=line.id, level=line.level) for line in lines)

    def facts(self, facts: Facts, section: str) -> dict[str, object]:
        """What the section of that id carries beside its text, as fields of its view."""
        return {
            "figures": self.figures(facts.figures),
            "honours": self.honours(facts.honours),
            "gallery": self.pictures_of(facts.shots, prefix=f"{section}-"),
        }

    def tag_links(self, names: Iterable[str]) -> tuple[Link, ...]:
        """Tags as links, where they have a page."""
        return tuple(map(self._tag, names))

    def _tag(self, name: str) -> Link:
        link = self._tags.get(name)
        if link is None:
            tag = self.site.tags.get(name)
            link = self._tags[name] = self.link(name, urls.tag(tag.slug) if tag else "")
        return link

    def article_card(self, article: Article, *, brief: bool = False) -> Card:
        """A piece of news in a list, made once, however many lists it stands in; ``brief`` is title and date."""
        key = article.source, brief
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = self._article_card(article, brief)
        return card

    def _article_card(self, article: Article, brief: bool) -> Card:
        if brief:
            return Card(
                kind="article",
                title=article.title,
                title_parts=title_parts(article.title),
                href=self.href(urls.article(article)),
                date=self.day(article.said.date),
                state=article.state,
            )
        shot = article.cover or next(iter(article.shots), None)
        edition = self.editions.get(article.edition)
        return Card(
            kind="article",
            title=article.title,
            title_parts=title_parts(article.title),
            href=self.href(urls.article(article)),
            eyebrow=article.kicker or (article.series.name if article.series else ""),
            summary=article.summary,
            date=self.day(article.said.date),
            picture=self.picture(shot, "card") if shot else None,
            badge=edition.short if edition else "",
            state=article.state,
        )

    def project_card(self, project: Project) -> Card:
        """A project in a list."""
        edition = self.editions[project.key.rpartition("/")[0]]
        shot = project.showcase.cover if project.showcase else None
        names = {each.id: each.name for each in edition.said.facets}
        return Card(
            kind="project",
            title=project.title,
            title_parts=title_parts(project.title),
            href=self.href(urls.entry(project)),
            eyebrow=names.get(project.category) or names.get(project.group, ""),
            summary=project.showcase.summary if project.showcase else project.said.summary,
            picture=self.picture(shot, "card") if shot else None,
            units=tuple(map(self.party, project.parties)) if project.said.title else (),
            awards=self.marks(project.won, edition),
            state=project.showcase.state if project.showcase else "",
        )

    def edition_card(self, edition: Edition) -> Card:
        """An edition in a list."""
        contest = self.contests[edition.contest]
        shot = edition.cover or next(
            (p.showcase.cover for p in edition.projects if p.showcase and p.showcase.cover), None
        )
        dates = edition.said.dates
        return Card(
            kind="edition",
            title=edition.name,
            title_parts=title_parts(edition.name),
            href=self.href(urls.edition(edition.key)),
            eyebrow=contest.said.short or contest.said.name,
            summary=edition.said.theme or edition.said.about,
            date=self.day(dates.start) if dates else None,
            picture=self.picture(shot, "card") if shot else None,
            badge=edition.short,
            figure=self.count(len(edition.projects), "count.projects") if edition.projects else None,
        )

    def review_card(self, review: Review) -> Card:
        """A review in a list."""
        return Card(
            kind="review",
            title=review.title,
            title_parts=title_parts(review.title),
            href=self.href(urls.review(review)),
            eyebrow=review.said.publisher,
            summary=review.summary,
            date=self.day(review.said.date),
            picture=self.picture(review.cover, "card") if review.cover else None,
            figure=self.count(len(review.keywords), "count.keywords"),
            state=review.state,
        )

    def contest_card(self, contest: Contest) -> Card:
        """A contest in a list."""
        shot = contest.cover
        return Card(
            kind="contest",
            title=contest.said.name,
            title_parts=title_parts(contest.said.name),
            href=self.href(urls.contest(contest.id)),
            eyebrow=contest.said.level,
            summary=contest.said.about,
            picture=self.picture(shot, "card") if shot else None,
            figure=self.count(len(contest.editions), "count.editions"),
        )

    def news_of_edition(self, key: str) -> list[Article]:
        """The articles on an edition, newest first."""
        return self._by_edition.get(key, [])

    def news_of_project(self, key: str) -> list[Article]:
        """The articles that name a project, newest first."""
        return self._by_project.get(key, [])

    def news_of_unit(self, id: str) -> list[Article]:
        """The articles that name a unit, newest first."""
        return self._by_unit.get(id, [])

    def download(self, photo: Photo) -> str:
        """The address of a photo's original, stripped of its metadata."""
        made = original(photo)
        self.pictures.setdefault(made.name, Picture(made.name, photo, made))
        return self._src(made)
