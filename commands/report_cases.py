"""The cases behind a figure of a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from commands.office_desk import Office
from commands.output import Column
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from planning.report import Report

_COLUMNS = (
    Column(key="ref", heading=Text("Mã hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="on", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="period", heading=Text("Kỳ", "Period"), kind="ref"),
)


def figure_cases(office: Office, found: Report, figure: str) -> None:
    """List who makes a figure, of this period and of last year's."""
    from planning.report import DAY_OF, Figure  # noqa: PLC0415 - help does not count

    one = found.count(Figure(figure))
    wanted = {*one.cases, *one.before}
    since = found.before.first
    day_of = DAY_OF[one.figure]
    days = {
        case.ref: (case.unit, day_of(case))
        for case in office.store().figures.milestones(since)
        if case.ref in wanted
    }
    list_cases(office, "report-cases", (one.cases, one.before), days)


def list_cases(
    office: Office,
    schema: str,
    cases: tuple[Sequence[str], Sequence[str]],
    days: dict[str, tuple[str, date | None]],
) -> None:
    """Print cases of this period and of last year's, each by unit, name and day."""
    names = office.store().names_of([*cases[0], *cases[1]])
    words = (Text("kỳ này", "this period"), Text("cùng kỳ", "last year"))
    rows = [
        {
            "ref": ref,
            "name": names[ref],
            "unit": days[ref][0],
            "on": days[ref][1],
            "period": code,
            "period_shown": say(word),
        }
        for code, word, refs in zip(("now", "before"), words, cases, strict=True)
        for ref in refs
        if ref in names  # those out of scope count, and are not told
    ]
    now, before = map(len, cases)
    footer = Text(
        f"Kỳ này {now} hồ sơ, cùng kỳ {before}.", f"{now} cases this period, {before} last year."
    )
    office.emit(schema, _COLUMNS, rows, footer=[say(footer)])
