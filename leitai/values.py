"""Small values that editors write on one line: moments, figures, references to a series.

Each parses itself from text and raises `FieldError` when it can't. Nothing here knows files, sites or languages of
the interface.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import NewType

from msgspec import Struct

from leitai.errors import FieldError

_DATE = re.compile(
    r"(?P<y>\d{4})(?:-|/|\.|年)(?P<m>\d{1,2})(?:-|/|\.|月)(?P<d>\d{1,2})日?"
    r"(?:[T\s]*(?P<H>\d{1,2})[:：](?P<M>\d{2})(?:[:：]\d{2})?)?"
)
_YEARLESS = re.compile(r"\d{1,2}\s*(?:月\s*\d{1,2}\s*日?|[-/.]\s*\d{1,2})")


WebAddress = NewType("WebAddress", str)
"""An address that a visitor may be led to: http, https, mailto or tel."""


def web_address(text: str) -> WebAddress:
    """``text`` as an address that is safe to publish.

    Raises:
        FieldError: it has another scheme (``javascript:`` …), or none.
    """
    if text and not re.match(r"(?:https?://[^\s/]|mailto:|tel:)\S*$", text, re.IGNORECASE):
        raise FieldError("bad-web-address", value=text)
    return WebAddress(text)


LanguageTag = NewType("LanguageTag", str)
"""A language as pages name it: ``en``, ``zh-TW``."""


def language_tag(text: str) -> LanguageTag:
    """``text`` as the tag of a language.

    Raises:
        FieldError: it is none, as in ``英文``.
    """
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text):
        raise FieldError("bad-language-tag", value=text)
    return LanguageTag(text)


class When(Struct, frozen=True, order=True, omit_defaults=True):
    """A day, or a minute of a day, in the site's time zone."""

    date: dt.date
    time: dt.time | None = None

    @classmethod
    def blank(cls) -> When:
        """A day that means nothing; see `schema.stand_in`."""
        return cls(dt.date(1970, 1, 1))

    @classmethod
    def from_text(cls, text: str) -> When:
        """Read ``2024-07-26`` or ``2024-07-26 21:30`` (also ``2024年7月26日``).

        Raises:
            FieldError: the year is missing (V01), or this is no day of the calendar.
        """
        found = _DATE.fullmatch(text.strip())
        if not found:
            raise FieldError("V01-no-year" if _YEARLESS.match(text.strip()) else "bad-date", value=text)
        try:
            date = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
            time = dt.time(int(found["H"]), int(found["M"])) if found["H"] else None
        except ValueError:
            raise FieldError("bad-date", value=text) from None
        return cls(date, time)

    @property
    def moment(self) -> dt.datetime:
        """The naive local moment; a day without a time begins at midnight."""
        return dt.datetime.combine(self.date, self.time or dt.time())


_BEFORE = "不少于|至少|多达|超过|将近|接近|大约|近|约|超|逾|共|达|nearly|about|over|almost|more than|up to|some"
_FIGURE = re.compile(
    rf"(?P<before>{_BEFORE})?\s*(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿千百])?(?P<after>余|多|几|来)?"
    r"(?P<scale2>[万亿])?(?P<unit>[^\d]*?)(?P<more>以上)?"
)
_SCALE = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


class Figure(Struct, frozen=True, omit_defaults=True):
    """A number with its qualifier: printed as written, never added up when qualified (domain rule on 近, 余, 超 …).

    ``text`` is the number as printed (``5.3万``), ``value`` what it means (53000), ``before`` and ``after`` the
    qualifier on its right side (``近``, ``余``, ``以上``).
    """

    text: str
    value: Decimal
    before: str = ""
    after: str = ""
    unit: str = ""
    label: str = ""
    period: str = ""

    @property
    def qualified(self) -> bool:
        """Whether the number is only approximate."""
        return bool(self.before or self.after) and self.before not in ("共", "达")

    @classmethod
    def from_text(cls, text: str) -> Figure:
        """Read the short form: ``近1200人``, ``60余人``, ``5.3万宗``, ``95.1%``, ``over 400 groups``.

        Raises:
            FieldError: no number stands in it.
        """
        label, parted, rest = text.partition("：") if "：" in text else text.partition(": ")
        if not parted:
            label, rest = "", text
        found = _FIGURE.fullmatch(rest.strip())
        if not found:
            raise FieldError("bad-figure", value=text)
        scale = (found["scale"] or "") + (found["scale2"] or "")
        return cls(
            text=found["number"] + (found["scale"] or ""),
            value=_number(found["number"], scale),
            before=(found["before"] or ""),
            after=(found["after"] or "") + (found["scale2"] or "") + (found["more"] or ""),
            unit=found["unit"].strip(),
            label=label.strip(),
        )

    @classmethod
    def from_fields(cls, value: str, qualifier: str = "", unit: str = "", label: str = "", period: str = "") -> Figure:
        """The long form, ``{value: 1200, qualifier: 近, unit: 人, label: …, period: …}``."""
        found = _FIGURE.fullmatch(value.strip())
        if not found or found["unit"]:
            raise FieldError("bad-figure", value=value)
        trailing = qualifier in ("余", "多", "几", "来", "以上")
        return cls(
            text=found["number"] + (found["scale"] or ""),
            value=_number(found["number"], found["scale"] or ""),
            before=qualifier if qualifier and not trailing else (found["before"] or ""),
            after=qualifier if trailing else (found["after"] or ""),
            unit=unit,
            label=label,
            period=period,
        )


def _number(digits: str, scale: str) -> Decimal:
    try:
        value = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        raise FieldError("bad-figure", value=digits) from None
    for step in scale:
        value *= _SCALE[step]
    return value


def points_of(text: str) -> Decimal | None:
    """A number of points, ``79.14`` or ``79.14分``; None if the text is something else.

    >>> points_of("79.14分"), points_of("二等奖")
    (Decimal('79.14'), None)
    """
    try:
        value = Decimal(text.strip().removesuffix("分"))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
