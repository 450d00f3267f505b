"""What templates may see: one frozen value a page kind, made of small parts.

A template gets ``view`` (one of the classes named *View that carry ``meta``), ``site`` (a `SiteView`), ``params`` of
the theme, and pure functions. A view is complete when made and says everything its page shows: two equal views give
two equal pages, and the digest of a view decides whether its page is rendered again. Nothing here knows Jinja, files
or how a view is found; addresses in it are final (they carry the path part of the site's url).
"""

from __future__ import annotations

from typing import Union

from msgspec import Struct

from leitai.score_views import DataLink, NoticeView, ScoresView


class View(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The root of everything a template sees."""


class Link(View, frozen=True, kw_only=True):
    """A text and where it leads; ``href`` empty means plain text. ``note`` is a small addition, ``count`` a number."""

    text: str
    href: str = ""
    note: str = ""
    count: int | None = None
    current: bool = False


class Day(View, frozen=True, kw_only=True):
    """A day, or a minute of it (``time`` as ``21:30``); print with ``date(x)`` or ``date(x, 'short')``."""

    iso: str
    year: int
    month: int
    day: int
    time: str = ""


class Source(View, frozen=True, kw_only=True):
    """One ``<source>`` of a picture: a media type and its ``srcset``."""

    type: str
    srcset: str


class PictureView(View, frozen=True, kw_only=True):
    """A finished picture. ``sources`` best first; ``src`` is the fallback of ``width`` × ``height`` pixels.

    ``full`` is the largest picture, for the lightbox. ``caption_link`` is set where the caption names a unit that has
    a page: then the caption is printed as that link. ``color`` is the dominant colour, ``placeholder`` a tiny data URI.
    A ``video`` of ``video_type`` is played in the picture's place, and has no ``full``. ``download`` is the original
    file without its metadata, ``page`` the page it stands on, where it is shown away from it.
    """

    src: str
    width: int
    height: int
    alt: str
    srcset: str = ""
    sizes: str = ""
    sources: tuple[Source, ...] = ()
    caption: str = ""
    caption_link: Link | None = None
    credit: str = ""
    full: str = ""
    full_width: int = 0
    full_height: int = 0
    color: str = ""
    placeholder: str = ""
    video: str = ""
    video_type: str = ""
    download: str = ""
    page: Link | None = None
    id: str = ""


class PhotoGroup(View, frozen=True, kw_only=True):
    """Photos that belong together, under a name; ``more`` are not shown."""

    name: str
    id: str
    href: str = ""
    units: tuple[Link, ...] = ()
    pictures: tuple[PictureView, ...] = ()
    total: int = 0
    more: int = 0


class Inset(View, frozen=True, kw_only=True):
    """A picture inside running text; ``alone`` if it is a block of its own, otherwise it stands in a sentence."""

    picture: PictureView
    alone: bool = False


class Prose(View, frozen=True, kw_only=True):
    """Running text by reference: which rendered blocks of which document, and what fills their holes.

    Templates print it with ``prose(x)``. ``document`` is the digest under which the blocks are stored; blocks from
    ``start`` up to ``stop`` are meant. ``after_lead`` leaves the lead sentence of the first block out. A hole is a
    text, a picture, or None for a link that leads nowhere and becomes plain text.
    """

    document: str
    start: int = 0
    stop: int = 0
    after_lead: bool = False
    holes: tuple[str | Inset | None, ...] = ()


class FigureView(View, frozen=True, kw_only=True):
    """A number as printed, ``before`` + ``number`` + ``after`` + ``unit``; what it counts, and in which period."""

    number: str
    before: str = ""
    after: str = ""
    unit: str = ""
    label: str = ""
    period: str = ""


class RoleView(View, frozen=True, kw_only=True):
    """A role and who has it, in the editor's order: 主办, 记者, Editor …"""

    role: str
    names: tuple[Link, ...]


class HonourView(View, frozen=True, kw_only=True):
    """An award won elsewhere. ``complete`` False prints an 'and others'."""

    name: str
    by: str = ""
    level: str = ""
    year: str = ""
    batch: str = ""
    recipients: tuple[Link, ...] = ()
    complete: bool = True


class AwardMark(View, frozen=True, kw_only=True):
    """An award as it hangs on a project or unit. ``rung`` 1 is the highest of the ladder, 0 a special award.

    ``demo`` if it is made up; only said where ``edition`` is.
    """

    name: str
    rung: int = 0
    special: bool = False
    group: str = ""
    edition: Link | None = None
    project: Link | None = None
    citation: str = ""
    medal: str = ""
    demo: bool = False


class Card(View, frozen=True, kw_only=True):
    """Anything in a list: an article, a project, an edition, a review …; ``kind`` names which."""

    kind: str
    title: str
    href: str
    title_parts: tuple[str, ...] = ()
    eyebrow: str = ""
    summary: str = ""
    date: Day | None = None
    picture: PictureView | None = None
    units: tuple[Link, ...] = ()
    awards: tuple[AwardMark, ...] = ()
    badge: str = ""
    figure: FigureView | None = None
    state: str = ""


class Heading(View, frozen=True, kw_only=True):
    """A line of a table of contents."""

    text: str
    id: str
    level: int


class Crumb(View, frozen=True, kw_only=True):
    """A step of the way down to this page."""

    text: str
    href: str


class Translation(View, frozen=True, kw_only=True):
    """The same page in another language, with that language's own name."""

    language: str
    name: str
    url: str


class StandIn(View, frozen=True, kw_only=True):
    """What a page without a photo of its own is passed on with: ``url`` is absolute, ``src`` the same picture, small.

    The small one stands at the beginning of the page and is not seen: some look for the first picture there.
    """

    url: str
    width: int
    height: int
    src: str
    src_width: int
    src_height: int


class Meta(View, frozen=True, kw_only=True):
    """What every page says about itself. ``path`` is site-relative (``/news/x/``), ``url`` absolute and canonical.

    ``kind`` is the layout's name. ``state`` is ``draft``, ``scheduled`` or ``expired`` while serving, else empty.
    ``stand_in`` is for a page without an ``image`` of its own: that of its edition; else ``site.share`` is meant.
    """

    kind: str
    title: str
    path: str
    url: str
    description: str = ""
    language: str = ""
    crumbs: tuple[Crumb, ...] = ()
    image: str = ""
    image_size: tuple[int, int] | None = None
    stand_in: StandIn | None = None
    published: Day | None = None
    updated: Day | None = None
    keywords: tuple[str, ...] = ()
    section: str = ""
    state: str = ""
    feed: str = ""
    indexed: bool = True
    translations: tuple[Translation, ...] = ()


class IdentityView(View, frozen=True, kw_only=True):
    """Who is behind the site, as the footer prints it; everything may be empty."""

    sponsor: str = ""
    undertaker: str = ""
    contact: str = ""
    address: str = ""
    icp: str = ""
    police: str = ""
    site_id_code: str = ""
    error_report: str = ""


class SiteView(View, frozen=True, kw_only=True):
    """What every page of the site shares. ``base`` is the path part of the site's url without its last slash."""

    title: str
    url: str
    base: str
    language: str
    description: str = ""
    tagline: str = ""
    menu: tuple[Link, ...] = ()
    identity: IdentityView = IdentityView()
    feed: str = ""
    json_feed: str = ""
    version: str = ""
    profile: str = ""
    search: str = ""
    share: StandIn | None = None


class PageView(View, frozen=True, kw_only=True, tag=True):
    """The root of all page views."""

    meta: Meta


class Pager(View, frozen=True, kw_only=True):
    """Where a list page stands among its pages (1-based); ``pages`` are links to all or to the near ones."""

    current: int
    total: int
    previous: str = ""
    next: str = ""
    pages: tuple[Link, ...] = ()


class Facet(View, frozen=True, kw_only=True):
    """A way to narrow a list: years, series, tags."""

    name: str
    links: tuple[Link, ...]


class SeriesView(View, frozen=True, kw_only=True):
    """The column an article belongs to, its number in it, and its neighbours there."""

    name: str
    href: str
    number: int | None = None
    previous: Link | None = None
    next: Link | None = None


class EventView(View, frozen=True, kw_only=True):
    """What an article reports on."""

    name: str = ""
    date: Day | None = None
    end: Day | None = None
    venue: str = ""
    attendance: FigureView | None = None


class HomeView(PageView, frozen=True, kw_only=True, tag=True):
    """home.html: the newest news, current editions, projects to discover, reviews."""

    news: tuple[Card, ...] = ()
    lead: Card | None = None
    editions: tuple[Card, ...] = ()
    projects: tuple[Card, ...] = ()
    reviews: tuple[Card, ...] = ()
    winners: tuple[Card, ...] = ()
    counts: tuple[FigureView, ...] = ()
    more_news: str = ""
    more_contests: str = ""


class ListView(PageView, frozen=True, kw_only=True, tag=True):
    """list.html: a list of cards with pages: news, a year, a series, a tag, the contests, the reviews."""

    title: str
    cards: tuple[Card, ...] = ()
    lead: str = ""
    pager: Pager | None = None
    facets: tuple[Facet, ...] = ()
    total: int = 0


class TermsView(PageView, frozen=True, kw_only=True, tag=True):
    """terms.html: an index of tags, series or units, as links with counts, in named groups (one unnamed if flat)."""

    title: str
    groups: tuple[Facet, ...] = ()
    lead: str = ""


class ArticleView(PageView, frozen=True, kw_only=True, tag=True):
    """article.html"""

    title: str
    title_parts: tuple[str, ...]
    date: Day
    body: Prose
    kicker: str = ""
    subtitle: str = ""
    genre: str = ""
    dateline: str = ""
    byline: tuple[RoleView, ...] = ()
    source: str = ""
    source_url: str = ""
    updated: Day | None = None
    summary: str = ""
    characters: int = 0
    toc: tuple[Heading, ...] = ()
    credits: tuple[RoleView, ...] = ()
    series: SeriesView | None = None
    event: EventView | None = None
    figures: tuple[FigureView, ...] = ()
    cover: PictureView | None = None
    gallery: tuple[PictureView, ...] = ()
    edition: Link | None = None
    projects: tuple[Link, ...] = ()
    units: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    related: tuple[Card, ...] = ()


class StaticView(PageView, frozen=True, kw_only=True, tag=True):
    """page.html: about, contact …"""

    title: str
    body: Prose
    subtitle: str = ""
    updated: Day | None = None
    toc: tuple[Heading, ...] = ()
    cover: PictureView | None = None
    gallery: tuple[PictureView, ...] = ()


class EditionLine(View, frozen=True, kw_only=True):
    """An edition beside the others of its contest. ``first`` are the units with the highest award."""

    edition: Link
    entrants: int | None = None
    projects: int = 0
    complete: bool = True
    units: int = 0
    awards: int = 0
    first: tuple[Link, ...] = ()
    results: Link | None = None


class HonouredUnit(View, frozen=True, kw_only=True):
    """A unit with the awards it has won over all editions of a contest."""

    unit: Link
    count: int
    awards: tuple[str, ...] = ()


class ContestView(PageView, frozen=True, kw_only=True, tag=True):
    """contest.html"""

    name: str
    short: str = ""
    level: str = ""
    about: str = ""
    editions: tuple[Card, ...] = ()
    news: tuple[Card, ...] = ()
    counts: tuple[FigureView, ...] = ()
    cover: PictureView | None = None
    demo: bool = False
    compared: tuple[EditionLine, ...] = ()
    honoured: tuple[HonouredUnit, ...] = ()
    newcomers: tuple[Link, ...] = ()


class Step(View, frozen=True, kw_only=True):
    """A stage of a funnel. ``share`` is its count in per cent of the first (0–100), for the width of its bar."""

    name: str
    count: int | None = None
    unit: str = ""
    share: int = 0
    date: Day | None = None
    end: Day | None = None
    about: str = ""


class GroupView(View, frozen=True, kw_only=True):
    """A group of entrants, with its stated size and its own stages."""

    name: str
    entrants: int | None = None
    stages: tuple[Step, ...] = ()
    about: str = ""


class WeightView(View, frozen=True, kw_only=True):
    """A component of the score: weight in per cent as printed, its bar's width (0–100), and remarks in words."""

    name: str
    weight: str
    share: int
    remarks: tuple[str, ...] = ()


class Fact(View, frozen=True, kw_only=True):
    """A line of a table of facts. ``key`` is a string of the theme (``fact.year``); exactly one other field is set."""

    key: str
    text: str = ""
    day: Day | None = None
    end: Day | None = None
    figure: FigureView | None = None
    links: tuple[Link, ...] = ()


class EditionView(PageView, frozen=True, kw_only=True, tag=True):
    """edition.html"""

    name: str
    contest: Link
    theme_parts: tuple[str, ...] = ()
    about: str = ""
    facts: tuple[Fact, ...] = ()
    organisers: tuple[RoleView, ...] = ()
    funnel: tuple[Step, ...] = ()
    categories: tuple[Link, ...] = ()
    groups: tuple[GroupView, ...] = ()
    scoring: tuple[WeightView, ...] = ()
    awards: tuple[Link, ...] = ()
    shortlist: Link | None = None
    results: Link | None = None
    photos: Link | None = None
    showcases: tuple[Card, ...] = ()
    winners: tuple[Card, ...] = ()
    news: tuple[Card, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    feeds_into: Link | None = None
    notes: tuple[str, ...] = ()
    credits: tuple[RoleView, ...] = ()
    cover: PictureView | None = None
    demo: bool = False
    notice: NoticeView | None = None


class EntryView(View, frozen=True, kw_only=True):
    """A project on a shortlist. ``number`` only where the list is ranked."""

    title_parts: tuple[str, ...]
    units: tuple[Link, ...]
    href: str = ""
    office: str = ""
    number: int | None = None
    awards: tuple[AwardMark, ...] = ()
    advance: bool = False
    withdrawn: str = ""
    summary: str = ""
    group: str = ""
    anchor: str = ""


class EntryGroup(View, frozen=True, kw_only=True):
    """The entries of one category (or group, or all, then unnamed). ``numeral`` is the printed ordinal (一, 1)."""

    name: str = ""
    numeral: str = ""
    about: str = ""
    sponsor: str = ""
    entries: tuple[EntryView, ...] = ()
    id: str = ""


class ShortlistView(PageView, frozen=True, kw_only=True, tag=True):
    """shortlist.html: ``order`` is ``unranked``, ``ranked`` or ``given``; ``complete`` False says so on the page."""

    title: str
    edition: Link
    contest: Link
    order: str = "unranked"
    complete: bool = True
    total: int = 0
    stage: str = ""
    note: str = ""
    source: str = ""
    groups: tuple[EntryGroup, ...] = ()
    funnel: tuple[Step, ...] = ()
    published: Day | None = None
    demo: bool = False
    notice: NoticeView | None = None


class PracticeView(View, frozen=True, kw_only=True):
    """One numbered practice: its lead as HTML-safe text, and its text."""

    lead: str
    body: Prose | None
    number: int
    id: str


class SectionView(View, frozen=True, kw_only=True):
    """A section of a showcase: text, or practices."""

    title: str
    id: str
    body: Prose | None = None
    practices: tuple[PracticeView, ...] = ()
    figures: tuple[FigureView, ...] = ()
    honours: tuple[HonourView, ...] = ()
    gallery: tuple[PictureView, ...] = ()


class ShowcaseView(PageView, frozen=True, kw_only=True, tag=True):
    """showcase.html: the page of a project."""

    title: str
    title_parts: tuple[str, ...]
    units: tuple[Link, ...]
    edition: Link
    contest: Link
    sections: tuple[SectionView, ...] = ()
    summary: str = ""
    category: str = ""
    group: str = ""
    office: str = ""
    figures: tuple[FigureView, ...] = ()
    honours: tuple[HonourView, ...] = ()
    awards: tuple[AwardMark, ...] = ()
    cover: PictureView | None = None
    gallery: tuple[PictureView, ...] = ()
    credits: tuple[RoleView, ...] = ()
    news: tuple[Card, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    tags: tuple[Link, ...] = ()
    came_from: Link | None = None
    advance_to: Link | None = None
    withdrawn: str = ""
    demo: bool = False


class Recipient(View, frozen=True, kw_only=True):
    """Who got an award: the project (or only a unit), with the judges' words."""

    title_parts: tuple[str, ...] = ()
    href: str = ""
    units: tuple[Link, ...] = ()
    office: str = ""
    citation: str = ""
    note: str = ""
    picture: PictureView | None = None


class AwardRow(View, frozen=True, kw_only=True):
    """An award and its recipients. ``published`` False: announced without names. ``complete`` False: only some named.

    ``rung`` counts the ladder from 1, 0 for special awards; ``medal`` is ``gold``, ``silver``, ``bronze`` or empty.
    """

    name: str
    rung: int = 0
    special: bool = False
    medal: str = ""
    published: bool = True
    complete: bool = True
    quota: int | None = None
    recipients: tuple[Recipient, ...] = ()
    note: str = ""
    id: str = ""


class AwardGroup(View, frozen=True, kw_only=True):
    """The awards of one group or category; unnamed where the edition has only one ladder."""

    name: str = ""
    about: str = ""
    sponsor: str = ""
    rows: tuple[AwardRow, ...] = ()
    id: str = ""


class MatrixView(View, frozen=True, kw_only=True):
    """Groups × medals: ``awards`` head the columns, each row is a group with one cell an award."""

    awards: tuple[str, ...]
    groups: tuple[str, ...]
    cells: tuple[tuple[tuple[Recipient, ...], ...], ...]


class ErratumView(View, frozen=True, kw_only=True):
    """A correction: when, what, the old and the new words."""

    date: Day
    what: str
    old: str = ""
    new: str = ""


class ResultsView(PageView, frozen=True, kw_only=True, tag=True):
    """results.html: the bulletin."""

    title: str
    edition: Link
    contest: Link
    published: Day | None = None
    summary: str = ""
    groups: tuple[AwardGroup, ...] = ()
    specials: tuple[AwardRow, ...] = ()
    matrix: MatrixView | None = None
    scoring: tuple[WeightView, ...] = ()
    notes: tuple[str, ...] = ()
    errata: tuple[ErratumView, ...] = ()
    issuer: str = ""
    number: str = ""
    source: str = ""
    photos: tuple[PictureView, ...] = ()
    news: tuple[Card, ...] = ()
    demo: bool = False
    scores: ScoresView | None = None
    funnel: tuple[Step, ...] = ()
    data: tuple[DataLink, ...] = ()
    notice: NoticeView | None = None


class GalleryView(PageView, frozen=True, kw_only=True, tag=True):
    """gallery.html: all photos of an edition by project, or of the site by photographer (then without edition)."""

    title: str
    lead: str = ""
    edition: Link | None = None
    groups: tuple[PhotoGroup, ...] = ()
    total: int = 0
    credits: Link | None = None
    demo: bool = False


class DocumentView(PageView, frozen=True, kw_only=True, tag=True):
    """document.html: the bulletin as an official document on A4, after GB/T 9704."""

    title: str
    issuer: str = ""
    number: str = ""
    date: Day | None = None
    summary: str = ""
    groups: tuple[AwardGroup, ...] = ()
    specials: tuple[AwardRow, ...] = ()
    notes: tuple[str, ...] = ()
    errata: tuple[ErratumView, ...] = ()
    scores: ScoresView | None = None
    demo: bool = False


class PosterView(PageView, frozen=True, kw_only=True, tag=True):
    """poster.html: a project on A4 (or A3, kind poster-a3). ``address`` is absolute: ``qr(view.address)``."""

    title: str
    address: str
    edition: str
    units: tuple[str, ...] = ()
    facet: str = ""
    summary: str = ""
    picture: PictureView | None = None
    awards: tuple[str, ...] = ()
    demo: bool = False


class WordingView(View, frozen=True, kw_only=True):
    """A piece of a wording; ``place`` names what was filled in: ``unit``, ``project``, ``award`` …"""

    text: str
    place: str = ""


class CertificateView(View, frozen=True, kw_only=True):
    """One certificate; ``lines`` are the paragraphs of the edition's own wording, if it has one."""

    units: tuple[str, ...]
    award: str
    number: str
    title: str = ""
    within: str = ""
    lines: tuple[tuple[WordingView, ...], ...] = ()


class CertificatesView(PageView, frozen=True, kw_only=True, tag=True):
    """certificates.html: all certificates of an edition, each on a landscape A4 page."""

    edition: str
    certificates: tuple[CertificateView, ...]
    issuer: str = ""
    date: Day | None = None
    demo: bool = False


class ChapterView(View, frozen=True, kw_only=True):
    """A project in the booklet."""

    number: int
    id: str
    title: str
    units: tuple[str, ...]
    address: str
    awards: tuple[str, ...] = ()
    cover: PictureView | None = None
    sections: tuple[SectionView, ...] = ()


class BookletView(PageView, frozen=True, kw_only=True, tag=True):
    """booklet.html: all showcases of an edition in one."""

    edition: str
    chapters: tuple[ChapterView, ...]
    theme: str = ""
    demo: bool = False


class KeywordView(View, frozen=True, kw_only=True):
    """A keyword of a year review; ``numeral`` is its printed number (十二, 12)."""

    name: str
    id: str
    numeral: str
    motto: str = ""
    body: Prose | None = None
    figures: tuple[FigureView, ...] = ()
    honours: tuple[HonourView, ...] = ()
    gallery: tuple[PictureView, ...] = ()
    press: tuple[str, ...] = ()


class ReviewView(PageView, frozen=True, kw_only=True, tag=True):
    """review.html: a year in keywords."""

    title: str
    year: int
    date: Day
    keywords: tuple[KeywordView, ...]
    subtitle: str = ""
    publisher: str = ""
    source: str = ""
    intro: Prose | None = None
    byline: tuple[RoleView, ...] = ()
    credits: tuple[RoleView, ...] = ()
    cover: PictureView | None = None
    characters: int = 0


class UnitEntry(View, frozen=True, kw_only=True):
    """Something a unit entered: where, with what, what it won; ``demo`` if it is made up.

    ``summary`` and ``picture`` are there if it is all that the unit entered.
    """

    edition: Link
    title_parts: tuple[str, ...]
    href: str = ""
    category: str = ""
    year: int = 0
    awards: tuple[AwardMark, ...] = ()
    summary: str = ""
    picture: PictureView | None = None
    demo: bool = False


class UnitView(PageView, frozen=True, kw_only=True, tag=True):
    """unit.html: everything a unit entered and won, over all editions."""

    name: str
    kind: str = ""
    about: str = ""
    aliases: tuple[str, ...] = ()
    parent: Link | None = None
    children: tuple[Link, ...] = ()
    entries: tuple[UnitEntry, ...] = ()
    awards: tuple[AwardMark, ...] = ()
    honours: tuple[HonourView, ...] = ()
    hosted: tuple[Link, ...] = ()
    news: tuple[Card, ...] = ()
    counts: tuple[FigureView, ...] = ()


class SearchView(PageView, frozen=True, kw_only=True, tag=True):
    """search.html: ``data`` is where the search files stand, ``lists`` lead on without JavaScript."""

    title: str
    data: str
    lists: tuple[Link, ...] = ()


class ParamView(View, frozen=True, kw_only=True):
    """A parameter of a component; ``default`` is None where it must be given."""

    name: str
    type: str
    help: str = ""
    default: str | None = None


class SampleView(View, frozen=True, kw_only=True):
    """An example of a component: its arguments as JSON, by parameter; ``arguments(component, sample)`` makes them."""

    name: str
    values: dict[str, str] = {}


class ComponentView(View, frozen=True, kw_only=True):
    """A component of the theme, with what it is for, its parameters and examples."""

    name: str
    about: str
    id: str
    params: tuple[ParamView, ...] = ()
    samples: tuple[SampleView, ...] = ()


class PatternsView(PageView, frozen=True, kw_only=True, tag=True):
    """patterns.html: all components of the theme, drawn from their examples."""

    title: str
    components: tuple[ComponentView, ...] = ()


class NotFoundView(PageView, frozen=True, kw_only=True, tag=True):
    """404.html"""

    links: tuple[Link, ...] = ()


class RedirectView(PageView, frozen=True, kw_only=True, tag=True):
    """redirect.html: stands at an old address and leads to the new one."""

    target: str


class FeedItem(View, frozen=True, kw_only=True):
    """An entry of a feed: absolute address, plain summary, moments as RFC 3339."""

    title: str
    url: str
    published: str
    updated: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""


class FeedView(View, frozen=True, kw_only=True, tag=True):
    """An Atom or JSON feed. ``updated`` is the newest moment in it, never the clock's."""

    title: str
    url: str
    home: str
    language: str
    updated: str
    subtitle: str = ""
    author: str = ""
    items: tuple[FeedItem, ...] = ()


class SitemapEntry(View, frozen=True, kw_only=True):
    """An absolute address and the day it last changed (may be unknown)."""

    url: str
    lastmod: str = ""


class SitemapView(View, frozen=True, kw_only=True, tag=True):
    """sitemap.xml"""

    entries: tuple[SitemapEntry, ...] = ()


class RobotsView(View, frozen=True, kw_only=True, tag=True):
    """robots.txt"""

    sitemap: str
    disallow: tuple[str, ...] = ()


class HeadersView(View, frozen=True, kw_only=True, tag=True):
    """headers.txt: the HTTP headers that some hosts take from a file ``_headers``. Paths are of the whole host."""

    pages: str
    lasting: tuple[str, ...] = ()


AnyView = Union[
    HomeView,
    ListView,
    TermsView,
    ArticleView,
    StaticView,
    ContestView,
    EditionView,
    ShortlistView,
    ShowcaseView,
    ResultsView,
    DocumentView,
    PosterView,
    CertificatesView,
    BookletView,
    GalleryView,
    ReviewView,
    UnitView,
    SearchView,
    PatternsView,
    NotFoundView,
    RedirectView,
    FeedView,
    SitemapView,
    RobotsView,
    HeadersView,
]
