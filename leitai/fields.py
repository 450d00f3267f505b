"""What editors write: the keys of every kind of file, with their types. docs/formats.md is its twin for people.

These are plain frozen shapes. `schema` fills them from YAML, `load` makes the model of them. Nothing here knows
paths, positions or other files.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from leitai.scoring.values import Adjustment, OnTie, Recusal, Scoring
from leitai.values import Figure, LanguageTag, WebAddress, When

Roles: TypeAlias = dict[str, tuple[str, ...]]


class Fields(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The root of all shapes that editors fill in; an unknown key is an error. (msgspec inherits ``frozen`` only.)"""


class FigureFields(Fields, frozen=True, kw_only=True):
    """``近1200人`` or ``{value, qualifier, unit, label, period}``."""

    value: str
    qualifier: str = ""
    unit: str = ""
    label: str = ""
    period: str = ""
    short: bool = False

    hidden_fields: ClassVar[tuple[str, ...]] = ("short",)

    def verify(self) -> None:
        """FieldError if the long form holds no number."""
        _ = self.figure

    @classmethod
    def from_text(cls, text: str) -> FigureFields:
        """The short form; it is checked here and read again by `figure`."""
        Figure.from_text(text)
        return cls(value=text, short=True)

    @property
    def figure(self) -> Figure:
        """The value itself."""
        if self.short:
            return Figure.from_text(self.value)
        return Figure.from_fields(self.value, self.qualifier, self.unit, self.label, self.period)


class PhotoFields(Fields, frozen=True, kw_only=True):
    """A photo: a file name, or the file with what is said of it. ``focus`` is x, y in per cent from the left top.

    A video has a ``poster``, the photo that stands in its place until it is played. ``download`` offers the original.
    """

    photo: str
    poster: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    unit: str = ""
    focus: tuple[Decimal, ...] = ()
    download: bool = False

    @classmethod
    def from_text(cls, text: str) -> PhotoFields:
        """A bare file name."""
        return cls(photo=text)


class GalleryFields(Fields, frozen=True, kw_only=True):
    """``gallery:`` a list of photos, or the name of a folder whose photos are taken in file order."""

    photos: tuple[PhotoFields, ...] = ()
    folder: str = ""

    list_field: ClassVar[str] = "photos"

    @classmethod
    def from_text(cls, text: str) -> GalleryFields:
        """``photos/`` names a folder, anything else a single photo."""
        if text.endswith("/") or text in (".", "./"):
            return cls(folder=text)
        return cls(photos=(PhotoFields(photo=text),))


class HonourFields(Fields, frozen=True, kw_only=True):
    """An award won elsewhere: by whom it was given, its name, level, years or batch, who got it."""

    name: str
    by: str = ""
    level: str = ""
    year: str = ""
    batch: str = ""
    recipients: tuple[str, ...] = ()
    complete: bool = True

    @classmethod
    def from_text(cls, text: str) -> HonourFields:
        """Only the name."""
        return cls(name=text)


class SeriesFields(Fields, frozen=True, kw_only=True):
    """A column with running numbers."""

    name: str
    number: int | None = None

    @classmethod
    def from_text(cls, text: str) -> SeriesFields:
        """Only the name."""
        return cls(name=text)


class EventFields(Fields, frozen=True, kw_only=True):
    """What the article reports on: when, where, how many were there."""

    date: When | None = None
    end: When | None = None
    name: str = ""
    venue: str = ""
    attendance: FigureFields | None = None


class TranslationFields(Fields, frozen=True, kw_only=True):
    """Where the same page stands in another language."""

    language: LanguageTag
    url: WebAddress


class QuietFields(Fields, frozen=True, kw_only=True):
    """A rule that is not to speak of a file, and why; ``only`` where the problem is about this text."""

    rule: str
    reason: str
    only: str = ""


class Dated(Fields, frozen=True, kw_only=True):
    """What every file with front matter may say about itself."""

    slug: str = ""
    draft: bool = False
    publish: When | None = None
    expire: When | None = None
    aliases: tuple[str, ...] = ()
    summary: str = ""
    cover: PhotoFields | None = None
    gallery: GalleryFields | None = None
    tags: tuple[str, ...] = ()
    translations: tuple[TranslationFields, ...] = ()
    quiet: tuple[QuietFields, ...] = ()


class ArticleFields(Dated, frozen=True, kw_only=True, tag=True):
    """news/<slug>.md"""

    title: str
    date: When
    kicker: str = ""
    subtitle: str = ""
    genre: str = ""
    updated: When | None = None
    source: str = ""
    source_url: WebAddress = WebAddress("")
    dateline: str = ""
    byline: Roles = {}
    credits: Roles = {}
    series: SeriesFields | None = None
    edition: str = ""
    projects: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    event: EventFields | None = None
    figures: tuple[FigureFields, ...] = ()


class PageFields(Dated, frozen=True, kw_only=True, tag=True):
    """pages/<slug>.md"""

    title: str
    subtitle: str = ""
    date: When | None = None
    updated: When | None = None


class ShowcaseFields(Dated, frozen=True, kw_only=True, tag=True):
    """projects/<id>/index.md; ``unit`` and ``title`` belong to the shortlist and are only checked here."""

    title: str = ""
    unit: tuple[str, ...] = ()
    date: When | None = None
    updated: When | None = None
    source: str = ""
    figures: tuple[FigureFields, ...] = ()
    honours: tuple[HonourFields, ...] = ()
    credits: Roles = {}


class ReviewFields(Dated, frozen=True, kw_only=True, tag=True):
    """reviews/<slug>/index.md; every ``##`` section of the body is a keyword."""

    title: str
    year: int
    date: When
    subtitle: str = ""
    publisher: str = ""
    source: str = ""
    updated: When | None = None
    byline: Roles = {}
    credits: Roles = {}
    keywords: int | None = None


class FactsFields(Fields, frozen=True, kw_only=True):
    """A ``facts`` block inside a section of a review or showcase."""

    figures: tuple[FigureFields, ...] = ()
    honours: tuple[HonourFields, ...] = ()
    gallery: GalleryFields | None = None
    press: tuple[str, ...] = ()


class UnitFields(Fields, frozen=True, kw_only=True):
    """One entry of units.yaml."""

    id: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    about: str = ""
    url: WebAddress = WebAddress("")


class ContestFields(Fields, frozen=True, kw_only=True, tag=True):
    """contest.yaml"""

    name: str
    short: str = ""
    level: str = ""
    about: str = ""
    aliases: tuple[str, ...] = ()
    cover: PhotoFields | None = None
    demo: bool = False
    translations: tuple[TranslationFields, ...] = ()
    quiet: tuple[QuietFields, ...] = ()


class StageFields(Fields, frozen=True, kw_only=True):
    """A round: how many were left after it. ``group`` where only one group has it."""

    name: str
    count: int | None = None
    unit: str = ""
    date: When | None = None
    end: When | None = None
    kind: str = ""
    about: str = ""

    @classmethod
    def from_text(cls, text: str) -> StageFields:
        """Only the name."""
        return cls(name=text)


class FacetFields(Fields, frozen=True, kw_only=True):
    """A way to sort projects; every name it was ever called by is an alias."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    about: str = ""


class CategoryFields(FacetFields, frozen=True, kw_only=True):
    """What projects are about; ``count`` is checked against the list."""

    sponsor: str = ""
    count: int | None = None


class GroupFields(FacetFields, frozen=True, kw_only=True):
    """What kind of entrant competes together; ``entrants`` is the stated size."""

    entrants: int | None = None
    stages: tuple[StageFields, ...] = ()


class SectionFields(Fields, frozen=True, kw_only=True):
    """A section a showcase has. ``max`` is a length in characters; ``kind: practices`` numbers its parts."""

    name: str
    required: bool = True
    max: int | None = None
    kind: Literal["text", "practices"] = "text"
    aliases: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> SectionFields:
        """Only the name: required, and practices where the name says so."""
        return cls(name=text, kind="practices" if text in ("主要做法", "Practices", "What we did") else "text")


class AwardFields(Fields, frozen=True, kw_only=True):
    """A prize: on the ladder, or special."""

    id: str
    name: str
    quota: int | None = None
    special: bool = False
    aliases: tuple[str, ...] = ()
    about: str = ""
    medal: Literal["", "gold", "silver", "bronze"] = ""


class DatesFields(Fields, frozen=True, kw_only=True):
    """``dates: 2024-07-26`` or ``{start, end}``."""

    start: When
    end: When | None = None

    @classmethod
    def from_text(cls, text: str) -> DatesFields:
        """One day."""
        return cls(start=When.from_text(text))


class NoticeFields(Fields, frozen=True, kw_only=True):
    """公示: from ``start`` for so many working days; ``holidays`` and ``workdays`` add to those of the site."""

    start: When
    days: int
    contact: str
    title: str = ""
    text: str = ""
    holidays: tuple[When, ...] = ()
    workdays: tuple[When, ...] = ()


class CertificateFields(Fields, frozen=True, kw_only=True):
    """The wording of certificates, with places in braces; ``unit_text`` is for a unit that won without a project."""

    text: str
    unit_text: str = ""
    short: bool = False

    hidden_fields: ClassVar[tuple[str, ...]] = ("short",)
    places: ClassVar[tuple[str, ...]] = ("unit", "project", "award", "group", "edition", "number", "issuer", "date")

    @classmethod
    def from_text(cls, text: str) -> CertificateFields:
        """Only the wording."""
        return cls(text=text, short=True)


class HolidaysFields(Fields, frozen=True, kw_only=True, tag=True):
    """holidays.yaml: days off, and weekend days that are worked (调休)."""

    holidays: tuple[When, ...] = ()
    workdays: tuple[When, ...] = ()


class EditionFields(Fields, frozen=True, kw_only=True, tag=True):
    """edition.yaml"""

    year: int
    name: str = ""
    short: str = ""
    number: int | None = None
    issue: int | None = None
    final: bool = False
    division: str = ""
    theme: str = ""
    about: str = ""
    dates: DatesFields | None = None
    venue: str = ""
    attendance: FigureFields | None = None
    organisers: Roles = {}
    eligible: str = ""
    entrants: int | None = None
    stages: tuple[StageFields, ...] = ()
    categories: tuple[CategoryFields, ...] = ()
    groups: tuple[GroupFields, ...] = ()
    sections: tuple[SectionFields, ...] = ()
    awards: tuple[AwardFields, ...] = ()
    scoring: Scoring | None = None
    award_ties: OnTie = "ask"
    notice: NoticeFields | None = None
    print: tuple[str, ...] = ()
    certificate: CertificateFields | None = None
    feeds_into: str = ""
    previous: str = ""
    notes: tuple[str, ...] = ()
    embargo: When | None = None
    cover: PhotoFields | None = None
    source: str = ""
    source_url: WebAddress = WebAddress("")
    credits: Roles = {}
    credits_required: bool = False
    demo: bool = False
    draft: bool = False
    translations: tuple[TranslationFields, ...] = ()
    quiet: tuple[QuietFields, ...] = ()

    @property
    def facets(self) -> tuple[FacetFields, ...]:
        """Groups and categories together."""
        return (*self.groups, *self.categories)


class EntryFields(Fields, frozen=True, kw_only=True):
    """One project of a shortlist. ``unit`` names one unit or, for a joint entry, several.

    ``origin`` is a project of an edition that feeds into this one: what is not said here is taken from there.
    """

    id: str
    unit: tuple[str, ...] = ()
    title: str = ""
    origin: str = ""
    category: str = ""
    group: str = ""
    office: str = ""
    summary: str = ""
    advance: bool | None = None
    reached: str = ""
    withdrawn: str = ""
    pending: bool = False


class ShortlistFields(Fields, frozen=True, kw_only=True, tag=True):
    """shortlist.yaml: the projects, and what the list says of itself."""

    projects: tuple[EntryFields, ...] = ()
    title: str = ""
    stage: str = ""
    order: Literal["unranked", "ranked", "given"] = "unranked"
    complete: bool = True
    note: str = ""
    published: When | None = None
    source: str = ""
    quiet: tuple[QuietFields, ...] = ()

    list_field: ClassVar[str] = "projects"


class RecipientFields(Fields, frozen=True, kw_only=True):
    """Who got an award: a project id, a unit's name or alias; with a citation and the judges' words."""

    who: str
    citation: str = ""
    note: str = ""
    work: str = ""

    @classmethod
    def from_text(cls, text: str) -> RecipientFields:
        """Only who."""
        return cls(who=text)


class AwardedFields(Fields, frozen=True, kw_only=True):
    """The recipients of one award: a list, or the list with what is said of it."""

    recipients: tuple[RecipientFields, ...] = ()
    published: bool = True
    complete: bool = True
    note: str = ""

    list_field: ClassVar[str] = "recipients"

    @classmethod
    def from_text(cls, text: str) -> AwardedFields:
        """A single recipient."""
        return cls(recipients=(RecipientFields(who=text),))


class ErratumFields(Fields, frozen=True, kw_only=True):
    """A correction of something published; with ``project`` it explains why that project's total or award is
    another now."""

    date: When
    what: str
    project: str = ""
    old: str = ""
    new: str = ""


class ScoresFields(Fields, frozen=True, kw_only=True):
    """A score file beside results.yaml: ``scores/final.csv``, or what the file itself does not say of its marks."""

    file: str
    component: str = ""
    stage: str = ""
    sheet: str = ""

    @classmethod
    def from_text(cls, text: str) -> ScoresFields:
        """Only the file."""
        return cls(file=text)


class ResultsFields(Fields, frozen=True, kw_only=True, tag=True):
    """results.yaml. ``recipients`` maps awards to lists, or groups (categories) to such maps: see `load.results`.

    ``published_totals`` and ``published_awards`` are what was first published, by project: readers may have copied it.
    """

    published: When | None = None
    title: str = ""
    recipients: dict[str, object] = {}
    scores: tuple[ScoresFields, ...] = ()
    judges: Literal["numbered", "named"] = "numbered"
    adjustments: tuple[Adjustment, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    published_totals: dict[str, Decimal] = {}
    published_awards: dict[str, tuple[str, ...]] = {}
    summary: str = ""
    notes: tuple[str, ...] = ()
    errata: tuple[ErratumFields, ...] = ()
    complete: bool = True
    issuer: str = ""
    number: str = ""
    source: str = ""
    photos: GalleryFields | None = None
    quiet: tuple[QuietFields, ...] = ()
