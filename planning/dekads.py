"""Thirds of a month (thượng, trung, hạ tuần): the grain in which waits are counted for a forecast.

A year has 36 of them; each begins on the 1st, the 11th or the 21st.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import cache

PER_YEAR = 36
PER_MONTH = 3
_LENGTH = 10
_MONTHS = 12


@cache
def dekad(day: date) -> int:
    """The number of the third of a month that a day lies in; neighbours differ by 1."""
    return PER_YEAR * day.year + PER_MONTH * (day.month - 1) + min((day.day - 1) // _LENGTH, 2)


def place_in_year(number: int) -> int:
    """Which third of its year it is, the first of January being 0."""
    return number % PER_YEAR


def month_of(number: int) -> int:
    """The month of a third, January being 0."""
    return number // PER_MONTH % _MONTHS


def third_of(number: int) -> int:
    """Which third of its month it is: 0, 1 or 2."""
    return number % PER_MONTH


def year_of(number: int) -> int:
    """The year of a third."""
    return number // PER_YEAR


def first_day(number: int) -> date:
    """The day a third begins on."""
    year, rest = divmod(number, PER_YEAR)
    month, third = divmod(rest, PER_MONTH)
    return date(year, month + 1, third * _LENGTH + 1)


def part_left(day: date) -> Fraction:
    """How much of its third is still to come after a day: 1/10 on the 9th, nothing on the 10th."""
    number = dekad(day)
    ends = first_day(number + 1) - timedelta(days=1)
    return Fraction((ends - day).days, (ends - first_day(number)).days + 1)
