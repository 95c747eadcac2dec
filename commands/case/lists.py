"""`ketnap case list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column, people_read
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import say
from commands.sureness import legend, next_due
from commands.titles import RuleTitles
from commands.urgency import line_late
from commands.years import POSITIVE
from rules.text import Text
from workflow.finding import find_unit
from workflow.listing import CaseFilter, CaseLine
from workflow.names import fold
from workflow.states import STATE_LABELS, State
from workflow.subtree import subtree

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE_COLUMNS = (
    Column(key="ref", heading=Text("Mã", "Ref"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="state", heading=Text("Bước", "State"), kind="ref"),
    Column(key="unit", heading=Text("Tổ chức", "Unit")),
    Column(key="since", heading=Text("Từ ngày", "Since"), kind="day", wide=True),
    Column(key="next_due", heading=Text("Hạn tới", "Next due"), kind="day"),
    Column(key="next_rule", heading=Text("Việc", "For"), wide=True),
    Column(key="overdue_days", heading=Text("Quá hạn", "Overdue"), kind="number"),
    Column(key="waived", heading=Text("Bỏ qua", "Waived"), kind="number", wide=True),
)

_MARKED = Text(
    "[!] có điều kiện đã được bỏ qua: ketnap case show MÃ",
    "[!] conditions were waived: ketnap case show REF",
)


@click.command(
    "list",
    cls=Command,
    words=Text("Danh sách hồ sơ, xếp theo tên tiếng Việt.", "Cases, in Vietnamese name order."),
    examples=("ketnap case list --state probation", "ketnap case list --overdue -o json"),
    exits=(0, 2, 3, 8),
)
@option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in State]),
    words=Text("Chỉ những bước này.", "Only these states."),
)
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option("--name", default=None, words=Text("Tên, không cần dấu.", "Name, accents optional."))
@option(
    "--overdue",
    is_flag=True,
    default=False,
    words=Text("Chỉ hồ sơ quá hạn.", "Only cases that are overdue."),
)
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
    words=Text("Thoát với mã 8 nếu có hồ sơ.", "Exit with 8 when there are any."),
)
@reads_past
@click.pass_obj
def list_cases(
    office: Office,
    states: tuple[str, ...],
    unit: str | None,
    name: str | None,
    overdue: bool,
    limit: int | None,
    exit_code: bool,
) -> int:
    """List cases."""
    desk = office.desk()
    today = office.today()
    units: tuple[str, ...] = ()
    if unit is not None:
        units = subtree(desk.store.units(today), find_unit(desk, unit).code)
    wanted = CaseFilter(
        states=tuple(State(state) for state in states),
        units=units,
        name_key=None if name is None else fold(name),
        overdue_on=today if overdue else None,
        limit=None if overdue else limit,
    )
    lines = office.store().cases(wanted)
    if overdue:
        lines = [line for line in lines if line_late(line, today)][:limit]
    count = Text(f"{len(lines)} hồ sơ.", f"{len(lines)} case(s).")
    rows = line_rows(office, lines)
    if not lines and people_read(office.output):
        click.echo(say(Text("Không có hồ sơ nào như vậy.", "There are no such cases.")))
        return 0
    footer = [f"{say(count)}{legend(rows)}"]
    if any(line.waived for line in lines):
        footer.append(say(_MARKED))
    office.emit("case-list", LINE_COLUMNS, rows, footer=footer)
    return 8 if exit_code and lines else 0


def line_rows(office: Office, lines: Sequence[CaseLine]) -> list[dict[str, Any]]:
    """Lines as rows of the contract (DESIGN 9), with what people read beside."""
    today, titles = office.today(), rule_titles(office)
    return [
        {
            "ref": line.ref,
            "name": line.name,
            "name_shown": f"{line.name} [!]" if line.waived else line.name,
            "state": line.state.value,
            "state_shown": say(STATE_LABELS[line.state]),
            "unit": line.unit,
            "since": line.since,
            **next_due(office, line.next_due, line.next_version),
            "next_rule": line.next_rule,
            "next_rule_shown": None if line.next_rule is None else titles.get(line.next_rule),
            "overdue_days": line_late(line, today),
            "waived": line.waived,
        }
        for line in lines
    ]


def rule_titles(office: Office) -> RuleTitles:
    """Titles of the timers in the language in use."""
    return RuleTitles(office.rulebook())
