"""Exact arithmetic: fractions inside, one rounding at the end.

Pure functions on numbers. Nothing here knows what is counted.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from leitai.scoring.values import Rounding

FINEST = -20
LARGEST = 15


def usable(value: Decimal) -> bool:
    """Whether a number can be counted with exactly: finite, below 10^15 and with at most 20 decimal places."""
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= FINEST and value.adjusted() < LARGEST


def total_of(values: Iterable[Decimal]) -> Fraction:
    """The exact sum, whatever the decimal context."""
    return sum(map(Fraction, values), Fraction())


def round_to(value: Fraction, places: int, mode: Rounding) -> Decimal:
    """``value`` with ``places`` decimals. A discarded half goes away from zero (``half_up``, 四舍五入) or to the even
    neighbour (``half_even``, the rule of GB/T 8170).

    >>> round_to(Fraction("0.125"), 2, "half_up"), round_to(Fraction("0.125"), 2, "half_even")
    (Decimal('0.13'), Decimal('0.12'))
    """
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    double = 2 * rest
    if double > scaled.denominator or (double == scaled.denominator and (mode == "half_up" or whole % 2)):
        whole += 1
    sign = 1 if value < 0 and whole else 0
    return Decimal((sign, tuple(int(digit) for digit in str(whole)), -places))


def aggregate(values: Sequence[Fraction], kind: Literal["mean", "median"]) -> Fraction:
    """The mean or the median, exactly.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("nothing to aggregate")
    if kind == "median":
        return Fraction(statistics.median(values))
    common = math.lcm(*(value.denominator for value in values))
    total = sum(value.numerator * (common // value.denominator) for value in values)
    return Fraction(total, common * len(values))


def plain(value: Fraction | Decimal, digits: int = 6) -> str:
    """A number for reading: all its decimals, or the first ``digits`` of them and an ellipsis. Never rounded.

    >>> plain(Fraction(1, 8)), plain(Fraction(2, 3)), plain(Decimal("90.50"))
    ('0.125', '0.666666…', '90.5')
    """
    exact = Fraction(value)
    sign = "-" if exact < 0 else ""
    whole, rest = divmod(abs(exact.numerator), exact.denominator)
    scaled, left = divmod(rest * 10**digits, exact.denominator)
    decimals = f"{scaled:0{digits}d}"
    if left:
        return f"{sign}{whole}.{decimals}…"
    return f"{sign}{whole}.{decimals}".rstrip("0").rstrip(".")
