"""Counting in calendar months, as the texts do (tính theo tháng)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS_IN_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later.

    Where that month is shorter the last day of it is taken: 12 months from 29 February 2024 end on
    28 February 2025.
    """
    total = day.month - 1 + months
    year, month = day.year + total // MONTHS_IN_YEAR, total % MONTHS_IN_YEAR + 1
    if day.day > 28:  # noqa: PLR2004 - every month has the first 28 days
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    return date(year, month, day.day)


def months_between_by_month(start: date, end: date) -> int:
    """Months from the month of ``start`` to the month of ``end``; the day does not matter.

    “18 tuổi tính theo tháng” is reached in the month of the eighteenth birthday, whatever the day.
    """
    return (end.year - start.year) * MONTHS_IN_YEAR + end.month - start.month
