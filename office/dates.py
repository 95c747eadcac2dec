"""Days as officers write them: day first, four-digit years, or what Excel stores.

`11/23/2026` and `5/9/26` are refused with a sentence of their own: guessing would write a wrong
legal day.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from office.refused import Refused, refused
from office.sheet import Cell

FIRST_YEAR = 1900
LAST_YEAR = 2100
"""Days outside these years are misprints."""

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_LONG = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"(?:tháng\s+)?(\d{1,2})\s*[/.-]\s*(\d{4})", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2}")

_EXCEL_DAY_ZERO = date(
    1899, 12, 30
)  # serial 61 on; nobody in these lists was born before 1900-03-01
_FIRST_SERIAL = 10_000  # smaller numbers are years or counts that slipped into the column
_LAST_SERIAL = 73_415  # 2100-12-31


def parse_day(cell: Cell) -> date | Refused:
    """A full day."""
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_serial(cell)
    if isinstance(cell, str):
        return _from_text(cell.strip())
    return _NOT_A_DATE


def parse_born(cell: Cell) -> str | Refused:
    """A day of birth as ISO text; what is not known is left off: `2009-12`, `1990`."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip() if isinstance(cell, (int, str)) else ""
    if _YEAR.fullmatch(text):
        return text if FIRST_YEAR <= int(text) <= LAST_YEAR else _OUTSIDE
    if match := _MONTH.fullmatch(text):
        return _month(int(match[2]), int(match[1]))
    if match := _ISO_MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]))
    day = parse_day(cell)
    return day if isinstance(day, Refused) else day.isoformat()


def _month(year: int, month: int) -> str | Refused:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        return _NO_SUCH_MONTH
    return f"{year}-{month:02}" if FIRST_YEAR <= year <= LAST_YEAR else _OUTSIDE


def _from_serial(number: float) -> date | Refused:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return _NOT_A_DATE
    return _EXCEL_DAY_ZERO + timedelta(days=int(number))


def _from_text(text: str) -> date | Refused:
    if match := _DAY_FIRST.fullmatch(text) or _LONG.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]), day_first=True)
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), day_first=False)
    if _SHORT_YEAR.fullmatch(text):
        return _TWO_DIGITS
    if _MONTH.fullmatch(text) or _YEAR.fullmatch(text) or _ISO_MONTH.fullmatch(text):
        return _NOT_WHOLE
    return _NOT_A_DATE


def _day(year: int, month: int, day: int, *, day_first: bool) -> date | Refused:
    try:
        return _within(date(year, month, day))
    except ValueError:
        # 11/23/2026 would be a day if the month stood first.
        american = day_first and day <= 12 < month <= 31  # noqa: PLR2004 - months and days
        return _AMERICAN if american else _NO_SUCH_DAY


def _within(day: date) -> date | Refused:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else _OUTSIDE


_NOT_A_DATE = refused(
    "không phải là ngày; viết ngày/tháng/năm, ví dụ 05/09/2026",
    "not a date; write day/month/year, for example 05/09/2026",
)
_NO_SUCH_DAY = refused("ngày không có thật", "there is no such day")
_NO_SUCH_MONTH = refused("tháng không có thật", "there is no such month")
_AMERICAN = refused(
    "ngày kiểu Mỹ (tháng trước ngày); viết ngày/tháng/năm",
    "an American date (month first); write day/month/year",
)
_TWO_DIGITS = refused("năm phải đủ bốn chữ số", "the year needs four digits")
_NOT_WHOLE = refused("cần đủ ngày, tháng, năm", "the full day is needed: day, month and year")
_OUTSIDE = refused(
    f"năm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}", f"the year is outside {FIRST_YEAR}–{LAST_YEAR}"
)
