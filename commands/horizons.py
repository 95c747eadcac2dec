"""How far the calendar is decided, and how many deadlines rest on what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commands.office_desk import Office
from commands.output import day
from rules.text import Text
from workflow.actions.recount_deadlines import outdated_deadlines
from workflow.errors import NotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How far the calendar is decided.

    Attributes:
        until: The last day up to which everything is decided.
        partly: Later years of which some days are decided.
        deadlines: Open deadlines that rest on estimated days; None where there is no store.
        outdated: Cases whose open deadlines the calendar of today counts otherwise.
    """

    until: date
    partly: tuple[int, ...]
    deadlines: int | None
    outdated: int = 0


def horizon_of(office: Office) -> Horizon:
    """Look at the calendar, and at the store where there is one."""
    known = office.calendar()
    until = known.decided_until()
    try:
        deadlines: int | None = office.store().estimated_deadlines()
        outdated = outdated_deadlines(office.desk())
    except NotFoundError:
        deadlines, outdated = None, 0
    later = [year for year in known.known_years() if year > until.year or _cut(until, year)]
    partly = tuple(
        year for year in later if any(not one.estimated for one in known.exceptions(year))
    )
    return Horizon(until=until, partly=partly, deadlines=deadlines, outdated=outdated)


def _cut(until: date, year: int) -> bool:
    return year == until.year and until < date(year, 12, 31)


def horizon_sentences(found: Horizon) -> Iterator[Text]:
    """The same for people."""
    yield Text(
        f"Lịch nghỉ đã công bố tới {day(found.until)}; các hạn sau đó là tạm tính.",
        f"Days off are decided until {day(found.until)}; later due days are estimates.",
    )
    if found.partly:
        years = ", ".join(str(year) for year in found.partly)
        yield Text(
            f"Mới quyết định một phần: năm {years}. Xem: ketnap rules calendar show"
            f" {found.partly[0]}",
            f"Decided in part: {years}. See: ketnap rules calendar show {found.partly[0]}",
        )
    if found.deadlines:
        yield Text(
            f"{found.deadlines} hạn đang mở dựa trên ngày ước tính.",
            f"{found.deadlines} open deadlines rest on estimated days.",
        )
    elif found.deadlines == 0:
        yield Text(
            "Không hạn nào đang mở dựa trên ngày ước tính.",
            "No open deadline rests on estimated days.",
        )
    if found.outdated:
        yield outdated_sentence(found.outdated)


def outdated_sentence(cases: int) -> Text:
    """What to do about deadlines that no longer follow from the calendar."""
    told = "ketnap rules calendar recount --dry-run"
    return Text(
        f"! {cases} hồ sơ có hạn không còn khớp lịch hiện nay. Tính lại: {told}",
        f"! {cases} cases have deadlines that the calendar counts otherwise. Next: {told}",
    )
