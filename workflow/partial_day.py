"""Days that a list knows only in part: a year, or a month and a year."""

from __future__ import annotations

from datetime import date

_MONTH_LENGTH = len("2009-12")


def born_month(born: str | None) -> date | None:
    """The first day of the month of birth; None where only the year, or nothing, is known."""
    if born is None or len(born) < _MONTH_LENGTH:
        return None
    return date(int(born[:4]), int(born[5:7]), 1)
