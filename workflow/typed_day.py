"""Days as officers type them: 2026-11-23 or 23/11/2026; day before month, four-digit years."""

from __future__ import annotations

import re
from datetime import date

from rules.text import Text
from workflow.errors import InputError

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_VIETNAMESE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})/(\d{4})|(\d{4})-(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
_MONTHS = 12
_FIRST_YEAR = 1900


def read_day(typed: str) -> date:
    """Read an ISO or Vietnamese day.

    Raises:
        InputError: it is none; the sentence says why and how to write one.
    """
    shown = typed[:40]
    iso, local = _ISO.fullmatch(typed), _VIETNAMESE.fullmatch(typed)
    if iso is not None:
        year, month, day = (int(part) for part in iso.groups())
    elif local is not None:
        day, month, year = (int(part) for part in local.groups())
        if month > _MONTHS >= day:
            raise InputError(
                Text(
                    f"“{shown}” ghi tháng trước ngày; hãy viết ngày/tháng/năm, ví dụ 23/11/2026.",
                    f"“{shown}” has the month first; write day/month/year, like 23/11/2026.",
                )
            )
    else:
        raise _unreadable(shown, short_year=_SHORT_YEAR.fullmatch(typed) is not None)
    try:
        return date(year, month, day)
    except ValueError:
        raise InputError(
            Text(f"“{shown}” là ngày không có thật.", f"“{shown}” is a day that does not exist.")
        ) from None


def read_born(typed: str, today: date) -> str:
    """Read a birth date: a day, or a month or a year where no more is known.

    Returns:
        The ISO form of what is known: ``2009-12-31``, ``2009-12`` or ``2009``.

    Raises:
        InputError: it cannot be read, lies in the future, or before 1900.
    """
    text = typed.strip()
    month = _MONTH.fullmatch(text)
    if _YEAR.fullmatch(text):
        known, first = text, (int(text), 1, 1)
    elif month is not None:
        number, year = (month[1], month[2]) if month[1] else (month[4], month[3])
        if not 1 <= int(number) <= _MONTHS:
            raise _unreadable(text[:40], short_year=False)
        known, first = f"{year}-{int(number):02d}", (int(year), int(number), 1)
    else:
        day = read_day(text)
        known, first = day.isoformat(), (day.year, day.month, day.day)
    if not (_FIRST_YEAR, 1, 1) <= first <= (today.year, today.month, today.day):
        raise InputError(
            Text(
                f"Ngày sinh “{text[:40]}” không hợp lý (1900 tới hôm nay).",
                f"A birth on “{text[:40]}” cannot be (1900 until today).",
            )
        )
    return known


def _unreadable(shown: str, *, short_year: bool) -> InputError:
    if short_year:
        return InputError(
            Text(
                f"“{shown}” chỉ có hai chữ số năm; hãy viết đủ, ví dụ 23/11/2026.",
                f"“{shown}” has a two-digit year; write all four, like 23/11/2026.",
            )
        )
    return InputError(
        Text(
            f"“{shown}” không phải ngày; viết 23/11/2026 hoặc 2026-11-23.",
            f"“{shown}” is no day; write 23/11/2026 or 2026-11-23.",
        )
    )
