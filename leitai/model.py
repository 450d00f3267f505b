"""What we know: the site's things, linked to one another by id, each complete when made.

``said`` is what the editor wrote (a shape of `fields`); beside it stands what follows from it. A thing refers to
another by id, so nothing is circular and everything can be compared. ``source`` is the file a thing comes from, kept
for messages and links. The model knows no addresses, HTML, templates or disk.
"""

from __future__ import annotations

import datetime as dt
from typing import Union

from msgspec import Struct

from leitai.config import Config
from leitai.errors import Spot
from leitai.fields import (
    ArticleFields,
    AwardFields,
    ContestFields,
    EditionFields,
    EntryFields,
    HonourFields,
    NoticeFields,
    PageFields,
    ResultsFields,
    ReviewFields,
    SectionFields,
    ShortlistFields,
    ShowcaseFields,
    UnitFields,
)
from leitai.images import Photo
from leitai.scoring import Standing
from leitai.values import Figure, When
from leitai.wording import bare


class Model(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The root of the model's classes."""


class Party(Model, frozen=True, kw_only=True):
    """Someone named: with the id of their unit where that is known."""

    name: str
    unit: str = ""


class Role(Model, frozen=True, kw_only=True):
    """A role, in the editor's words, and who has it, in the editor's order."""

    role: str
    parties: tuple[Party, ...]


class Shot(Model, frozen=True, kw_only=True):
    """A photo as it is used in one place. ``unit`` is the id of the unit that the caption names, if it names one.

    A video always has a ``poster``. ``download`` offers the original file to readers.
    """

    photo: Photo
    alt: str
    caption: str = ""
    credit: str = ""
    unit: str = ""
    focus: tuple[float, ...] = ()
    poster: Photo | None = None
    download: bool = False

    @property
    def still(self) -> Photo:
        """What is seen before anything moves."""
        return self.poster or self.photo


class Use(Model, frozen=True, kw_only=True):
    """A photo that a source file uses: what it says of it, and where."""

    shot: Shot
    spot: Spot


class Words(Model, tag="words", frozen=True, kw_only=True):
    """A hole filled with plain text: a derived number."""

    text: str


class Target(Model, tag="target", frozen=True, kw_only=True):
    """A hole filled with a link: to another source file, to an address of the site, or to nothing (held back)."""

    source: str = ""
    address: str = ""
    fragment: str = ""


class Shown(Model, tag="shown", frozen=True, kw_only=True):
    """A hole filled with a photo; ``alone`` if it is a block of its own."""

    shot: Shot
    alone: bool = False


class Attached(Model, tag="attached", frozen=True, kw_only=True):
    """A hole filled with a link to a file that is published as it is."""

    source: str


Filling = Union[Words, Target, Shown, Attached]


class Passage(Model, frozen=True, kw_only=True):
    """Running text: blocks ``start`` to ``stop`` of the stored body, and what fills the body's holes."""

    body: str
    start: int
    stop: int
    after_lead: bool = False
    fillings: tuple[Filling, ...] = ()


class TocLine(Model, frozen=True, kw_only=True):
    """A heading of a passage."""

    text: str
    id: str
    level: int


class Honour(Model, frozen=True, kw_only=True):
    """An award won elsewhere."""

    said: HonourFields
    recipients: tuple[Party, ...] = ()


class Facts(Model, frozen=True, kw_only=True):
    """What a section carries beside its text."""

    figures: tuple[Figure, ...] = ()
    honours: tuple[Honour, ...] = ()
    shots: tuple[Shot, ...] = ()
    press: tuple[str, ...] = ()


class Practice(Model, frozen=True, kw_only=True):
    """One thing that was done: its lead (inline HTML) and its text."""

    lead: str
    id: str
    passage: Passage | None = None


class Section(Model, frozen=True, kw_only=True):
    """A section of a showcase."""

    title: str
    id: str
    rule: SectionFields | None = None
    passage: Passage | None = None
    practices: tuple[Practice, ...] = ()
    facts: Facts = Facts()


class Showcase(Model, frozen=True, kw_only=True):
    """A project's own page, as written by its unit."""

    source: str
    said: ShowcaseFields
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...] = ()
    honours: tuple[Honour, ...] = ()
    shots: tuple[Shot, ...] = ()
    cover: Shot | None = None
    credits: tuple[Role, ...] = ()
    summary: str = ""
    characters: int = 0
    state: str = ""


class Won(Model, frozen=True, kw_only=True):
    """An award as one recipient has it. ``rung`` counts the ladder from 1; special awards have 0."""

    award: AwardFields
    rung: int
    group: str = ""
    citation: str = ""
    note: str = ""
    project: str = ""


class Project(Model, frozen=True, kw_only=True):
    """What units enter: ``id`` is unique in its edition, ``key`` (``contest/edition/id``) on the site."""

    id: str
    key: str
    said: EntryFields
    parties: tuple[Party, ...]
    title: str
    category: str = ""
    group: str = ""
    showcase: Showcase | None = None
    won: tuple[Won, ...] = ()
    origin: str = ""


class Recipient(Model, frozen=True, kw_only=True):
    """Who got an award: a project by id, or a unit alone."""

    parties: tuple[Party, ...]
    project: str = ""
    citation: str = ""
    note: str = ""
    work: str = ""


class Awarded(Model, frozen=True, kw_only=True):
    """An award with its recipients, within a group or category (by id) or for all."""

    award: AwardFields
    rung: int
    within: str = ""
    recipients: tuple[Recipient, ...] = ()
    published: bool = True
    complete: bool = True
    note: str = ""


class ScoreFile(Model, frozen=True, kw_only=True):
    """A score file by name, with the SHA-256 of its bytes."""

    name: str
    digest: str


class Scored(Model, frozen=True, kw_only=True):
    """What the score files come to. Judges go by their public names; ``cuts`` are (stage, who went on), ``reasons``
    recusals as (judge, whom, why).
    """

    standings: tuple[Standing, ...]
    stages: tuple[tuple[str, tuple[Standing, ...]], ...] = ()
    cuts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    withdrawn: tuple[str, ...] = ()
    files: tuple[ScoreFile, ...] = ()
    judges: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str, str], ...] = ()


class Notice(Model, frozen=True, kw_only=True):
    """公示: both days are part of it; ``upcoming`` and ``open`` at the moment of the build."""

    said: NoticeFields
    start: dt.date
    end: dt.date
    open: bool = False
    upcoming: bool = False


class Results(Model, frozen=True, kw_only=True):
    """The results of an edition. ``withins`` are the ids of the groups or categories the ladder is split by."""

    source: str
    said: ResultsFields
    awarded: tuple[Awarded, ...]
    withins: tuple[str, ...] = ()
    shots: tuple[Shot, ...] = ()
    scored: Scored | None = None


class Edition(Model, frozen=True, kw_only=True):
    """One running of a contest, with everything that hangs on it. ``key`` is ``contest/edition``."""

    source: str
    key: str
    id: str
    contest: str
    name: str
    short: str
    said: EditionFields
    organisers: tuple[Role, ...] = ()
    credits: tuple[Role, ...] = ()
    projects: tuple[Project, ...] = ()
    shortlist: ShortlistFields | None = None
    results: Results | None = None
    notice: Notice | None = None
    previous: str = ""
    next: str = ""
    feeds_into: str = ""
    cover: Shot | None = None

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Editions of a contest stand in the order of year, issue, number."""
        return self.said.year, self.said.issue or 0, self.said.number or 0, self.id

    def heir(self, project: Project) -> Project | None:
        """What a project of an edition that feeds into this one is here: by origin, id, title, or its only unit."""
        for each in self.projects:
            if each.origin == project.key:
                return each
        for each in self.projects:
            if each.id == project.id or bare(each.title) == bare(project.title):
                return each
        units = {party.unit or party.name for party in project.parties}
        theirs = [each for each in self.projects if units & {party.unit or party.name for party in each.parties}]
        return theirs[0] if len(theirs) == 1 else None


class Contest(Model, frozen=True, kw_only=True):
    """A competition that comes back; its editions newest first."""

    source: str
    id: str
    said: ContestFields
    editions: tuple[Edition, ...] = ()
    cover: Shot | None = None


class Tag(Model, frozen=True, kw_only=True):
    """A name that collects things, and its address part."""

    name: str
    slug: str


class Article(Model, frozen=True, kw_only=True):
    """A dated piece of news. ``state`` is empty, or what keeps it from readers when everything is shown."""

    source: str
    slug: str
    said: ArticleFields
    title: str
    passage: Passage
    summary: str
    characters: int
    subtitle: str = ""
    kicker: str = ""
    edition: str = ""
    projects: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    series: Tag | None = None
    toc: tuple[TocLine, ...] = ()
    shots: tuple[Shot, ...] = ()
    cover: Shot | None = None
    state: str = ""


class StaticPage(Model, frozen=True, kw_only=True):
    """About, contact and the like."""

    source: str
    slug: str
    said: PageFields
    title: str
    passage: Passage
    summary: str
    toc: tuple[TocLine, ...] = ()
    shots: tuple[Shot, ...] = ()
    cover: Shot | None = None
    state: str = ""


class Keyword(Model, frozen=True, kw_only=True):
    """One word of a year review."""

    name: str
    id: str
    motto: str = ""
    passage: Passage | None = None
    facts: Facts = Facts()


class Review(Model, frozen=True, kw_only=True):
    """A year told in keywords."""

    source: str
    slug: str
    said: ReviewFields
    title: str
    subtitle: str
    summary: str
    characters: int
    keywords: tuple[Keyword, ...]
    intro: Passage | None = None
    cover: Shot | None = None
    state: str = ""


class Unit(Model, frozen=True, kw_only=True):
    """An organisation; ``children`` are the ids of the units that name it as parent."""

    source: str
    id: str
    said: UnitFields
    children: tuple[str, ...] = ()


class Held(Model, frozen=True, kw_only=True):
    """Something kept out of every output: why, and until when if it will appear by itself."""

    source: str
    reason: str
    until: When | None = None


class Redirect(Model, frozen=True, kw_only=True):
    """An old address that leads to what a source file became; ``spot`` is where it is written."""

    old: str
    source: str
    spot: Spot


class Site(Model, frozen=True, kw_only=True):
    """Everything that is to be published, at one moment.

    ``articles`` and ``reviews`` are newest first. ``absolute`` are links written as addresses of the site, with the
    place they stand at, to be checked against the plan. ``turns`` is the next moment at which something appears or
    disappears by itself. ``files`` are published as they are. ``cover`` stands for pages that have no photo. ``photos``
    are all there are, by path; ``uses`` are all places that show one, by source file in the order of its text;
    ``unused`` are the paths of those that none shows.
    """

    config: Config
    units: dict[str, Unit]
    contests: tuple[Contest, ...]
    articles: tuple[Article, ...]
    pages: tuple[StaticPage, ...]
    reviews: tuple[Review, ...]
    redirects: tuple[Redirect, ...] = ()
    held: tuple[Held, ...] = ()
    absolute: tuple[tuple[str, Spot], ...] = ()
    tags: dict[str, Tag] = {}
    turns: dt.datetime | None = None
    files: dict[str, str] = {}
    cover: Shot | None = None
    photos: dict[str, Photo] = {}
    uses: tuple[Use, ...] = ()
    unused: tuple[str, ...] = ()

    def editions(self) -> dict[str, Edition]:
        """All editions by key."""
        return {edition.key: edition for contest in self.contests for edition in contest.editions}
