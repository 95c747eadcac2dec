"""`ketnap report compare`: the year so far beside the same days of another, unit by unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column, people_read
from commands.past import reads_past
from commands.report_periods import UNIT, heading
from commands.report_rows import unit_row
from commands.skin import Command, option
from commands.speech import language, say
from commands.unit_view import units_option
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from planning.report import UnitLine

_COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="now", heading=Text("Kỳ này", "This year"), kind="number"),
    Column(key="before", heading=Text("Kỳ trước", "Earlier"), kind="number"),
    Column(key="change", heading=Text("Tăng giảm", "Change"), kind="percent"),
    Column(key="target", heading=Text("Chỉ tiêu", "Target"), kind="number", spare=1),
    Column(key="percent", heading=Text("Tỷ lệ", "Percent"), kind="percent", spare=2),
)


@click.command(
    "compare",
    cls=Command,
    words=Text(
        "So số kết nạp của năm, tính tới nay, với đúng những ngày ấy của năm khác, từng tổ chức;"
        " tổ chức tăng nhiều nhất đứng đầu.",
        "Hold the year's admissions so far against the same days of another year, unit by unit,"
        " the greatest rise first.",
    ),
    examples=("ketnap report compare", "ketnap report compare 2026 --with 2023 --units now"),
    exits=(0, 2, 3),
)
@click.argument("year", type=YEAR, required=False)
@option("--with", "other", type=YEAR, words=Text("Năm đối chiếu (mặc định: năm trước).", "Year."))
@UNIT
@units_option
@reads_past
@click.pass_obj
def compare(
    office: Office, year: int | None, other: int | None, unit: str | None, as_now: bool
) -> None:
    """Print the units by how their admissions have changed."""
    from commands.report_reading import report_of  # noqa: PLC0415 - help does not count
    from planning.periods import Period  # noqa: PLC0415 - as above

    today = office.today()
    period = Period.year(year or today.year).until(today)
    back = period.first.year - (other or period.first.year - 1)
    if back <= 0:
        raise click.UsageError(
            say(Text("--with phải là một năm trước đó.", "--with must be an earlier year."))
        )
    found = report_of(office, period, unit, period.years_before(back), as_now=as_now)
    rows = [_row(line) for line in sorted(found.units, key=_rise)]
    if people_read(office.output):
        click.echo(say(heading(found)))
        rows.append(_row(replace(found.total, name=say(Text("Cộng", "Total")))))
    extra = {"period": _days(found.period), "before": _days(found.before)}
    office.emit("report-compare", _COLUMNS, rows, extra=extra)


def _rise(line: UnitLine) -> tuple[bool, Any, str]:
    """Greatest rise first; what has nothing to be held against comes last."""
    exact = line.change.exact
    return exact is None, 0 if exact is None else -exact, line.unit


def _row(line: UnitLine) -> dict[str, Any]:
    return unit_row(line) | {
        "change": line.change.plain(),
        "change_shown": line.change.text(language()),
    }


def _days(period: Any) -> dict[str, str]:
    return {"first": str(period.first), "last": str(period.last)}
