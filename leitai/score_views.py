"""What templates may see of scores: standings that unfold, charts with their numbers, notices, files to take home.

Part of `views`, which makes them its own. Every number is finished text; widths and places of charts are per cent.
"""

from __future__ import annotations

from msgspec import Struct


class ScoreView(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The root of these views."""


class Bar(ScoreView, frozen=True, kw_only=True):
    """A part of a stacked bar: where it begins, how long it is, and which part it is (1, 2 …)."""

    x: str
    width: str
    tone: int


class StandingRow(ScoreView, frozen=True, kw_only=True):
    """One line of a ranking. ``points`` stand under the columns of its table; ``steps`` retell the total.

    ``withdrawn`` is the note of a project that went out: then it has neither rank nor total. ``through`` if it went on
    by the cut of this ranking.
    """

    title: str
    units: tuple[str, ...] = ()
    href: str = ""
    rank: int = 0
    tied: bool = False
    points: tuple[str, ...] = ()
    adjusted: str = ""
    total: str = ""
    steps: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    awards: tuple[str, ...] = ()
    withdrawn: str = ""
    corrected: str = ""
    through: bool = False
    id: str = ""


class StandingTable(ScoreView, frozen=True, kw_only=True):
    """A ranking, of all or of one group or category; ``adjusted`` if any total has a deduction or bonus."""

    rows: tuple[StandingRow, ...]
    columns: tuple[str, ...]
    name: str = ""
    adjusted: bool = False
    id: str = ""


class SpreadRow(ScoreView, frozen=True, kw_only=True):
    """How one judge marked: lowest, median, highest and number of marks, and where these stand in the chart."""

    judge: str
    lowest: str
    median: str
    highest: str
    count: int
    left: str
    width: str
    middle: str
    dots: tuple[str, ...] = ()
    dropped: int = 0


class Spread(ScoreView, frozen=True, kw_only=True):
    """The marks of one component by judge, on a scale from ``low`` to ``high``."""

    name: str
    low: str
    high: str
    rows: tuple[SpreadRow, ...]


class FileView(ScoreView, frozen=True, kw_only=True):
    """A score file, with the digest of its bytes, whole and in short."""

    name: str
    digest: str
    short: str


class DataLink(ScoreView, frozen=True, kw_only=True):
    """The results as data."""

    text: str
    href: str


class ScoresView(ScoreView, frozen=True, kw_only=True):
    """Everything a bulletin says of how its ranks came about."""

    tables: tuple[StandingTable, ...] = ()
    rules: tuple[str, ...] = ()
    spreads: tuple[Spread, ...] = ()
    files: tuple[FileView, ...] = ()


class NoticeView(ScoreView, frozen=True, kw_only=True):
    """A public notice (公示): whether it is open, from when to when (ISO), how many working days, whom to ask."""

    open: bool
    start: str
    end: str
    span: str
    days: int
    contact: str
    text: str = ""
    title: str = ""
    calendar: str = ""
