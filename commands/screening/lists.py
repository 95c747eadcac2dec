"""`ketnap screen list`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from commands.case.lists import rule_titles
from commands.office_desk import Office
from commands.output import Column, people_read
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import say
from commands.sureness import legend, next_due
from commands.urgency import days_late
from commands.years import POSITIVE
from rules.text import Text
from workflow.finding import find_unit
from workflow.screening.grounds import GROUND_LABELS
from workflow.screening.listing import ScreeningFilter, ScreeningLine
from workflow.screening.states import SCREENING_STATE_LABELS, ScreeningState
from workflow.subtree import subtree

SCREENING_COLUMNS = (
    Column(key="ref", heading=Text("Mã", "Ref"), kind="ref"),
    Column(key="case", heading=Text("Hồ sơ", "Case"), kind="ref", wide=True),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit")),
    Column(key="state", heading=Text("Bước", "State")),
    Column(key="ground", heading=Text("Lý do", "Ground"), wide=True),
    Column(key="since", heading=Text("Từ ngày", "Since"), kind="day", wide=True),
    Column(key="next_due", heading=Text("Hạn tới", "Next due"), kind="day"),
    Column(key="overdue_days", heading=Text("Quá hạn", "Overdue"), kind="number"),
    Column(key="left_on", heading=Text("Ra khỏi Đảng", "Left the Party"), kind="day", wide=True),
)


@click.command(
    "list",
    cls=Command,
    words=Text("Danh sách các lượt rà soát, theo mã.", "Screenings, by reference."),
    examples=("ketnap screen list --state helped", "ketnap screen list --unit DV -o json"),
    exits=(0, 2, 3, 8),
)
@option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in ScreeningState]),
    words=Text("Chỉ những bước này.", "Only these states."),
)
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option(
    "--limit",
    type=POSITIVE,
    default=None,
    words=Text("Nhiều nhất bấy nhiêu dòng.", "At most so many lines."),
)
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có lượt nào.", "Exit with 8 when there are any."),
)
@reads_past
@click.pass_obj
def list_screenings(
    office: Office, states: tuple[str, ...], unit: str | None, limit: int | None, exit_code: bool
) -> int:
    """List screenings."""
    desk, today = office.desk(), office.today()
    units: tuple[str, ...] = ()
    if unit is not None:
        units = subtree(desk.store.units(today), find_unit(desk, unit).code)
    wanted = ScreeningFilter(
        states=tuple(ScreeningState(state) for state in states), units=units, limit=limit
    )
    lines = desk.store.screenings(wanted)
    if not lines and people_read(office.output):
        click.echo(say(Text("Không có lượt rà soát nào như vậy.", "There are no such screenings.")))
        return 0
    count = Text(f"{len(lines)} lượt rà soát.", f"{len(lines)} screening(s).")
    rows = line_rows(office, lines)
    footer = [f"{say(count)}{legend(rows)}"]
    office.emit("screen-list", SCREENING_COLUMNS, rows, footer=footer)
    return 8 if exit_code and lines else 0


def line_rows(office: Office, lines: Sequence[ScreeningLine]) -> list[dict[str, Any]]:
    """Lines as rows for a program, with what people read beside."""
    today, titles = office.today(), rule_titles(office)
    return [
        {
            "ref": line.ref,
            "case": line.case,
            "name": line.name,
            "unit": line.unit,
            "state": line.state.value,
            "state_shown": say(SCREENING_STATE_LABELS[line.state]),
            "ground": line.ground.value,
            "ground_shown": say(GROUND_LABELS[line.ground]),
            "since": line.since,
            **next_due(office, line.next_due, line.next_version),
            "next_rule": line.next_rule,
            "next_rule_shown": None if line.next_rule is None else titles.get(line.next_rule),
            "overdue_days": days_late(line.next_rule, line.next_due, today, held=False),
            "left_on": line.left_on,
        }
        for line in lines
    ]
