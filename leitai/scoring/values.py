"""What scoring reads: the rules of an edition, its entries, marks, adjustments and recusals. All frozen.

The rules convert from YAML as they stand (`msgspec.convert`). Nothing here knows files, sites or HTML; a `Cell` says
where a mark was typed, only so that a problem can say it too.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

Rounding: TypeAlias = Literal["half_up", "half_even"]
OnTie: TypeAlias = Literal["ask", "include", "exclude"]
Void: TypeAlias = Literal["", "blank", "unread", "recused", "absent"]

HUNDRED = Decimal(100)


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of everything under ``scoring:``; a misspelt key is an error, not a default."""


class Drop(Rule, frozen=True):
    """How many of the highest and of the lowest judges' scores are left out of one project's aggregate."""

    highest: int = 0
    lowest: int = 0

    @property
    def count(self) -> int:
        """How many scores are left out together."""
        return self.highest + self.lowest


class Criterion(Rule, frozen=True):
    """One line of a judge's sheet.

    Without weights the sheet is the plain sum of its lines, whose ``max`` add up to the component's ``max``. With
    ``weight`` (percent; all of them sum to 100) a line gives ``value / max * weight`` percent of the component's
    ``max``, and an omitted ``max`` is that of the component.
    """

    id: str
    name: str = ""
    max: Decimal | None = None
    weight: Decimal | None = None

    @property
    def title(self) -> str:
        """The name for people."""
        return self.name or self.id


class Component(Rule, frozen=True):
    """One part of the total: ``weight`` percent of it, marked from ``min`` to ``max``.

    ``audience: share`` counts votes instead of marks: votes / seats (``seats``, or ``seats_per_unit`` times the units
    that entered), or votes / votes cast with ``share_of: cast``. Seats without ``audience`` mean ``share``.
    ``audience: score`` is marked like a jury. ``blanks: absent`` accepts an empty cell as "this judge gave no mark".
    """

    id: str
    weight: Decimal
    name: str = ""
    max: Decimal = HUNDRED
    min: Decimal = Decimal(0)
    drop: Drop = Drop()
    aggregate: Literal["mean", "median"] = "mean"
    criteria: tuple[Criterion, ...] = ()
    audience: Literal["", "share", "score"] = ""
    seats: int | None = None
    seats_per_unit: int | None = None
    share_of: Literal["", "seats", "cast"] = ""
    blanks: Literal["problem", "absent"] = "problem"

    @property
    def title(self) -> str:
        """The name for people."""
        return self.name or self.id

    @property
    def by_share(self) -> bool:
        """Whether votes are counted here, not marks."""
        return self.audience == "share" or (not self.audience and (self.has_seats or bool(self.share_of)))

    @property
    def has_seats(self) -> bool:
        """Whether the number of voters is known."""
        return self.seats is not None or self.seats_per_unit is not None

    @property
    def of_seats(self) -> bool:
        """Whether a vote is counted against the seats (else against the votes cast)."""
        return self.share_of == "seats" or (not self.share_of and self.has_seats)


class Cut(Rule, frozen=True):
    """How many go on, and what happens when a shared rank lies across that line."""

    n: int
    ties: OnTie = "ask"


class Stage(Rule, frozen=True):
    """A round. Its ``weight`` percent is carried into the overall total; 0 means it only selects.

    Without ``components`` every component is marked in this stage.
    """

    id: str
    name: str = ""
    weight: Decimal = HUNDRED
    components: tuple[str, ...] = ()
    cut: Cut | None = None

    @property
    def title(self) -> str:
        """The name for people."""
        return self.name or self.id


class Scoring(Rule, frozen=True):
    """The rules of one edition.

    ``ties`` lists components (or stages) whose exact scores decide between equal totals, in that order. ``rank_by:
    published`` compares the rounded totals that readers see; ``exact`` compares the unrounded ones. ``within`` ranks
    every category or every group on its own.
    """

    components: tuple[Component, ...]
    stages: tuple[Stage, ...] = ()
    places: int = 2
    rounding: Rounding = "half_up"
    ties: tuple[str, ...] = ()
    rank: Literal["competition", "dense"] = "competition"
    rank_by: Literal["published", "exact"] = "published"
    within: Literal["", "none", "category", "group"] = ""
    cut: Cut | None = None

    @property
    def rounds(self) -> tuple[Stage, ...]:
        """The stages, or the one nameless stage of an edition that declares none."""
        return self.stages or (Stage(id=""),)

    def component(self, key: str) -> Component | None:
        """The component with that id."""
        return next((each for each in self.components if each.id == key), None)

    def of_stage(self, stage: Stage) -> tuple[Component, ...]:
        """The components marked in a stage, in the order of the rules."""
        return tuple(each for each in self.components if not stage.components or each.id in stage.components)


class Entry(Struct, frozen=True, kw_only=True):
    """A project that is judged. ``reached`` is the last stage it was admitted to; "" means all of them.

    A withdrawn project gets no rank and needs no marks.
    """

    id: str
    name: str = ""
    units: tuple[str, ...] = ()
    category: str = ""
    group: str = ""
    withdrawn: bool = False
    reached: str = ""

    @property
    def title(self) -> str:
        """The name for people."""
        return self.name or self.id


class Cell(Struct, frozen=True, gc=False):
    """Where something stands: ``row`` and ``column`` count from 1, as a spreadsheet program shows them."""

    file: str
    row: int
    column: int


class Mark(Struct, frozen=True, gc=False):
    """One number given to one project: by a judge, or votes (``judge`` is then empty or the polling station).

    ``value`` is None where ``void`` says why: the cell was blank; it could not be read (and that is already told); the
    judge was recused; the judge was expressly absent.
    """

    component: str
    project: str
    judge: str = ""
    value: Decimal | None = None
    stage: str = ""
    criterion: str = ""
    void: Void = ""
    at: Cell | None = None


class Adjustment(Struct, frozen=True, kw_only=True):
    """Points added to (or, negative, taken from) a total of 100, with the reason that is printed beside them.

    With ``stage`` they change that stage's total and are carried over with its weight.
    """

    project: str
    points: Decimal
    reason: str = ""
    stage: str = ""


class Recusal(Struct, frozen=True, kw_only=True):
    """A judge who does not mark a project, or any project of a unit (compared as written in `Entry.units`)."""

    judge: str
    project: str = ""
    unit: str = ""
    reason: str = ""


class Award(Struct, frozen=True, kw_only=True):
    """A prize. Those on the ladder are exclusive, best first; ``special`` ones have nothing to do with ranks.

    ``quota`` is meant per category or group when ranks are made within them; None means the rules name no number.
    """

    id: str
    name: str = ""
    quota: int | None = None
    special: bool = False

    @property
    def title(self) -> str:
        """The name for people."""
        return self.name or self.id


class Declared(Struct, frozen=True, kw_only=True):
    """Who received an award according to the results page. ``complete`` is False where only some are named."""

    award: str
    projects: tuple[str, ...]
    pool: str = ""
    complete: bool = True


class Claim(Struct, frozen=True, kw_only=True):
    """A total or average that somebody typed or computed elsewhere, to be compared with ours."""

    project: str
    value: Decimal
    judge: str = ""
    label: str = ""
    at: Cell | None = None
