"""`ketnap rules calendar`: which days are worked, who decided it, and how far that is known."""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from commands.calendar_decide import decide, recount, undo
from commands.days import Day
from commands.office_desk import Office
from commands.output import Column, day
from commands.prose import tell_or_emit
from commands.skin import group, option
from commands.speech import language, say
from commands.years import FIRST, LAST
from rules.text import Text

if TYPE_CHECKING:
    from rules.calendar import Calendar, CalendarDay

command = group(
    "calendar",
    Text(
        "Lịch ngày làm việc: ngày nghỉ, làm bù, quyết định đến đâu.",
        "The working-day calendar: days off, days worked instead, how far it is decided.",
    ),
)
for _write in (decide, undo, recount):
    command.add_command(_write)

_SPAN = re.compile(r"(?:(\d{4})(?:-(\d{1,2}))?|(\d{1,2})/(\d{4}))", re.ASCII)
_HEADS = Text("Hai  Ba   Tư   Năm  Sáu  Bảy  CN", "Mon  Tue  Wed  Thu  Fri  Sat  Sun")
_KEY = Text(
    "* nghỉ   + làm bù   ? ước tính, chưa có quyết định",
    "* day off   + worked instead   ? estimate, not decided",
)
_SATURDAY = 6
_MONTHS = 12
_SHOW = (
    Column(key="day", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="working", heading=Text("Làm việc", "Worked"), kind="ref"),
    Column(key="why", heading=Text("Lý do", "Why")),
    Column(key="source", heading=Text("Căn cứ", "Source"), spare=1),
    Column(key="announced_on", heading=Text("Công bố", "Announced"), kind="day", wide=True),
    Column(key="estimated", heading=Text("Ước tính", "Estimated"), kind="ref"),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref", wide=True),
)
_HORIZON = (
    Column(key="decided_until", heading=Text("Quyết định đến", "Decided until"), kind="day"),
    Column(key="partly", heading=Text("Chưa đủ", "Partly")),
    Column(key="estimated_deadlines", heading=Text("Hạn tạm tính", "Estimates"), kind="number"),
    Column(key="outdated_cases", heading=Text("Lệch lịch", "Outdated"), kind="number"),
)


class Span(click.ParamType[tuple[date, date]]):
    """A year or a month: `2027`, `2027-02`, `02/2027`."""

    name = "span"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """First and last day."""
        if isinstance(value, tuple):
            return value
        typed = str(value).strip()
        found = _SPAN.fullmatch(typed)
        year = 0 if found is None else int(found[1] or found[4])
        month = None if found is None else found[2] or found[3]
        if not FIRST <= year <= LAST or (month is not None and not 1 <= int(month) <= _MONTHS):
            self.fail(
                say(
                    Text(
                        f"“{typed[:40]}” không phải năm hay tháng; viết như 2027 hoặc 02/2027.",
                        f"“{typed[:40]}” is no year or month; write it like 2027 or 02/2027.",
                    )
                ),
                param,
                ctx,
            )
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        last = months.monthrange(year, int(month))[1]
        return date(year, int(month), 1), date(year, int(month), last)


@command.command(
    words=Text(
        "Lịch của một năm (chỉ những ngày khác thường) hoặc của một tháng (cả tháng).",
        "The calendar of a year (what is not as usual) or of a month (every day).",
    ),
    examples=(
        "ketnap rules calendar show 2027",
        "ketnap rules calendar show 02/2027 --unit DV",
        "ketnap rules calendar show 2026 --calendar-as-of 24/12/2025 -o json",
    ),
    exits=(0, 2, 3),
)
@click.argument("span", type=Span(), required=False)
@option(
    "--unit",
    words=Text(
        "Lịch của tổ chức này (mã hoặc tên), có cả ngày riêng của các cấp trên.",
        "The calendar of this unit, with the own days of the units above it.",
    ),
)
@option(
    "--calendar-as-of",
    type=Day(),
    words=Text(
        "Chỉ dùng lịch nghỉ đã công bố tới ngày này.", "Use only days off announced by this day."
    ),
)
@click.pass_obj
def show(
    office: Office,
    span: tuple[date, date] | None,
    unit: str | None,
    calendar_as_of: date | None,
) -> None:
    """Print a year's exceptions, or a month as a grid."""
    today = office.today()
    first, last = span or (date(today.year, 1, 1), date(today.year, 12, 31))
    known = office.calendar(known_on=calendar_as_of, unit=unit)
    as_of = calendar_as_of or today
    if (first.month, last.month) == (1, _MONTHS):
        found: Sequence[CalendarDay] = known.exceptions(first.year)
        footer = _footer(known, first.year, found)
        office.emit("rules-calendar", _SHOW, _rows(found), footer=footer, as_of=as_of)
        return
    found = [known.day(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    tell_or_emit(office, list(_grid(first, found)), "rules-calendar", _SHOW, _rows(found))


@command.command(
    words=Text(
        "Lịch nghỉ đã có quyết định đến ngày nào, năm nào chưa đủ, bao nhiêu hạn còn tạm tính.",
        "How far the days off are decided, which years are not whole, how many deadlines rest on"
        " estimates.",
    ),
    examples=("ketnap rules calendar horizon", "ketnap rules calendar horizon -o json"),
    exits=(0, 2),
)
@click.pass_obj
def horizon(office: Office) -> None:
    """Print how far the calendar is decided."""
    from commands.horizons import horizon_of, horizon_sentences  # noqa: PLC0415 - only this asks

    found = horizon_of(office)
    lines = [say(one) for one in horizon_sentences(found)]
    row = {
        "decided_until": found.until,
        "partly": list(found.partly),
        "partly_shown": ", ".join(str(year) for year in found.partly) or "—",
        "estimated_deadlines": found.deadlines,
        "outdated_cases": found.outdated,
    }
    tell_or_emit(office, lines, "rules-calendar-horizon", _HORIZON, [row])


def _rows(days: Sequence[CalendarDay]) -> list[dict[str, Any]]:
    return [
        {
            "day": one.day,
            "working": one.working,
            "working_shown": say(Text("làm", "worked") if one.working else Text("nghỉ", "off")),
            "why": None if one.why is None else say(one.why),
            "source": None if one.citation is None else one.citation.to(language()),
            "announced_on": one.announced_on,
            "estimated": one.estimated,
            "estimated_shown": say(Text("ước tính", "estimate")) if one.estimated else "",
            "unit": one.unit,
        }
        for one in days
    ]


def _footer(known: Calendar, year: int, found: Sequence[CalendarDay]) -> list[str]:
    unsure = sum(one.estimated for one in found)
    until = known.decided_until()
    told = Text(
        f"{year}: {len(found)} ngày, {unsure} ước tính. Lịch đã quyết định đến {day(until)}.",
        f"{year}: {len(found)} days, {unsure} estimates. Decided until {day(until)}.",
    )
    return [say(told)]


def _grid(first: date, days: Sequence[CalendarDay]) -> Iterator[str]:
    """A month, a week a line, and under it what is not as usual; 35 columns wide."""
    head = f"{first:%Y-%m}" if language() == "en" else f"{first:%m/%Y}"
    yield say(Text(f"Tháng {head}", head))
    yield say(_HEADS)
    line = " " * 5 * (first.isoweekday() - 1)
    for one in days:
        line += f"{one.day.day:>2}{_mark(one):<3}"
        if one.day.isoweekday() == len(months.day_name) or one is days[-1]:
            yield line.rstrip()
            line = ""
    worked = sum(one.working for one in days)
    yield say(Text(f"{worked} ngày làm việc", f"{worked} working days"))
    yield say(_KEY)
    told = [one for one in days if one.citation is not None]
    for _, run in groupby(told, key=_told):
        same = list(run)
        until = "" if len(same) == 1 else f" → {day(same[-1].day)}"
        yield f"  {day(same[0].day)}{until} {_told(same[0])}"


def _told(one: CalendarDay) -> str:
    why = "" if one.why is None else say(one.why)
    cited = "" if one.citation is None else one.citation.to(language())
    local = "" if one.unit is None else f" ({one.unit})"
    return f"{_mark(one)} {why}{local} [{cited}]"


def _mark(one: CalendarDay) -> str:
    weekend = one.day.isoweekday() >= _SATURDAY
    usual = one.working is not weekend
    sign = "" if usual and one.citation is None else ("+" if one.working else "*")
    return sign + ("?" if one.estimated and one.citation is not None else "")
