"""A month, quarter or year that a report speaks of, and the same period of the year before."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from rules.text import Text
from workflow.errors import InputError

_MONTHS = 12
_QUARTER = 3
_MONTH = re.compile(
    r"(?P<year>\d{4})-(?P<part>\d{1,2})|(?P<part_>\d{1,2})/(?P<year_>\d{4})", re.ASCII
)
_QUARTERS = re.compile(
    r"(?P<year>\d{4})-?q(?P<part>[1-4])|q(?P<part_>[1-4])[/-](?P<year_>\d{4})", re.ASCII
)


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of the calendar, as far as it has gone.

    Attributes:
        span: Month, quarter or year.
        first: Its first day.
        last: Its last day, or the day it is looked at, whichever comes first.
        whole: Whether it was over on that day.
    """

    span: Span
    first: date
    last: date
    whole: bool = True

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """A month."""
        end = date(year, month, monthrange(year, month)[1])
        return cls(span=Span.MONTH, first=date(year, month, 1), last=end)

    @classmethod
    def quarter(cls, year: int, number: int) -> Self:
        """A quarter, the first being 1."""
        month = _QUARTER * number
        end = date(year, month, monthrange(year, month)[1])
        return cls(span=Span.QUARTER, first=date(year, month - _QUARTER + 1, 1), last=end)

    @classmethod
    def year(cls, year: int) -> Self:
        """A year."""
        return cls(span=Span.YEAR, first=date(year, 1, 1), last=date(year, _MONTHS, 31))

    @classmethod
    def containing(cls, day: date, span: Span) -> Self:
        """The month, quarter or year that a day lies in."""
        if span is Span.MONTH:
            return cls.month(day.year, day.month)
        if span is Span.QUARTER:
            return cls.quarter(day.year, (day.month - 1) // _QUARTER + 1)
        return cls.year(day.year)

    @classmethod
    def read(cls, typed: str, span: Span) -> Self:
        """The period that an officer types: 2026-10 or 10/2026, 2026-Q3 or Q3/2026, 2026.

        Raises:
            InputError: it is none of that span.
        """
        text = typed.strip().lower()
        if span is Span.YEAR and re.fullmatch(r"\d{4}", text, re.ASCII):
            return cls.year(int(text))
        pattern = _MONTH if span is Span.MONTH else _QUARTERS
        match = None if span is Span.YEAR else pattern.fullmatch(text)
        if match is None:
            raise _unreadable(typed, span)
        year, part = (int(match[name] or match[f"{name}_"]) for name in ("year", "part"))
        if not (1 <= part <= _MONTHS and year):
            raise _unreadable(typed, span)
        return cls.month(year, part) if span is Span.MONTH else cls.quarter(year, part)

    def until(self, on: date) -> Self:
        """The period as far as it has gone by a day.

        Raises:
            InputError: it has not begun.
        """
        if self.first > on:
            raise InputError(
                Text(
                    f"{self.name.vi} chưa bắt đầu vào ngày {on:%d/%m/%Y}.",
                    f"{self.name.en} has not begun on {on}.",
                )
            )
        return self if self.last <= on else replace(self, last=on, whole=False)

    @property
    def year_before(self) -> Self:
        """The same days of the year before; the end of a whole period stays the end."""
        return self.years_before(1)

    def years_before(self, many: int) -> Self:
        """The same days so many years before."""
        first = self.first.replace(year=self.first.year - many)
        if self.whole:
            following = self.last + timedelta(days=1)
            eve = following.replace(year=following.year - many) - timedelta(days=1)
            return replace(self, first=first, last=eve)
        return replace(self, first=first, last=_same_day(self.last, self.last.year - many))

    @property
    def name(self) -> Text:
        """The period as a report names it: "Tháng 10/2026", "Quý III/2026", "Năm 2026"."""
        year, month = self.first.year, self.first.month
        if self.span is Span.MONTH:
            return Text(f"Tháng {month}/{year}", f"{year}-{month:02d}")
        if self.span is Span.QUARTER:
            number = (month - 1) // _QUARTER
            roman = ("I", "II", "III", "IV")[number]
            return Text(f"Quý {roman}/{year}", f"Quarter {number + 1} of {year}")
        return Text(f"Năm {year}", f"{year}")

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; one that is not known lies in none."""
        return day is not None and self.first <= day <= self.last


def _same_day(day: date, year: int) -> date:
    """The day in another year; 29 February becomes the 28th where there is none."""
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _unreadable(typed: str, span: Span) -> InputError:
    shown = typed[:20]
    examples = {
        Span.MONTH: "2026-10, 10/2026",
        Span.QUARTER: "2026-Q3, Q3/2026",
        Span.YEAR: "2026",
    }[span]
    return InputError(
        Text(f"Không đọc được kỳ báo cáo “{shown}”.", f"Cannot read the period “{shown}”."),
        following=Text(f"Ví dụ: {examples}", f"For instance: {examples}"),
    )
