"""公示, public notices: which days they last, counted in working days, and when they begin and end by themselves.

The first day counts if it is a working day. Weekends are free unless listed under ``workdays`` (调休), other days are
worked unless listed under ``holidays``; both lists come from the notice itself and from content/holidays.yaml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from leitai.documents import Document
from leitai.errors import Problem, Spot, error, warning
from leitai.fields import EditionFields, HolidaysFields
from leitai.model import Notice

_DAY = dt.timedelta(days=1)
_MOST = 60
"""More would be a slip, save in an edition made up to be looked at, whose notice may run for ever."""
_GONE = frozenset(("", "无", "待定", "—", "-", "none", "tba", "tbd"))


def calendar(documents: Iterable[Document]) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """The days off and the worked weekend days of the site."""
    free: set[dt.date] = set()
    worked: set[dt.date] = set()
    for document in documents:
        if isinstance(document.fields, HolidaysFields):
            free |= {when.date for when in document.fields.holidays}
            worked |= {when.date for when in document.fields.workdays}
    return frozenset(free), frozenset(worked)


def last_day(start: dt.date, days: int, free: Collection[dt.date], worked: Collection[dt.date]) -> dt.date:
    """The last of so many working days, the first one being ``start`` or the next working day after it.

    >>> last_day(dt.date(2025, 6, 6), 5, (), ()), last_day(dt.date(2025, 9, 28), 3, {dt.date(2025, 9, 30)}, ())
    (datetime.date(2025, 6, 12), datetime.date(2025, 10, 2))
    """
    day = start - _DAY
    while days > 0:
        day += _DAY
        days -= day in worked or (day.weekday() < 5 and day not in free)
    return day


def notice(
    said: EditionFields, path: str, free: Collection[dt.date], worked: Collection[dt.date], now: dt.datetime
) -> tuple[Notice | None, list[dt.datetime], list[Problem]]:
    """The notice of an edition at the moment ``now``, the moments at which that will change, and what is wrong."""
    fields = said.notice
    if fields is None:
        return None, [], []
    spot = Spot(path, ("notice",))
    problems: list[Problem] = []
    if fields.contact.strip().lower() in _GONE:
        problems.append(error("notice-no-contact", spot.at("contact")))
    if fields.days < 1 or (fields.days > _MOST and not said.demo):
        return None, [], [*problems, error("notice-days", spot.at("days"), value=fields.days, most=_MOST)]
    off = {*free, *(when.date for when in fields.holidays)}
    on = {*worked, *(when.date for when in fields.workdays)}
    for index, when in enumerate(fields.holidays):
        if when.date.weekday() > 4 and when.date not in on:
            problems.append(warning("notice-weekend", spot.at("holidays", index), date=when.date))
    start = fields.start
    end = last_day(start.date, fields.days, off, on)
    over = dt.datetime.combine(end + _DAY, dt.time())
    turns = [moment for moment in (start.moment, over) if moment > now]
    shown = Notice(said=fields, start=start.date, end=end, open=start.moment <= now < over, upcoming=now < start.moment)
    return shown, turns, problems
