"""`ketnap sitting list`."""

from __future__ import annotations

from typing import Any

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import YEAR
from rules.text import Text
from workflow.registers.register import Register
from workflow.registers.sittings import CLOSED, Ruling, Sitting

_COLUMNS = (
    Column(key="number", heading=Text("Số phiên", "Sitting"), kind="ref"),
    Column(key="on", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="body", heading=Text("Cấp quyết định", "Body"), spare=1),
    Column(key="cases", heading=Text("Hồ sơ", "Cases"), kind="number"),
    Column(key="agree", heading=Text("Đồng ý", "Agreed"), kind="number"),
    Column(key="refuse", heading=Text("Không", "Refused"), kind="number"),
    Column(key="refer", heading=Text("Xin ý kiến", "Referred"), kind="number"),
    Column(key="return", heading=Text("Trả lại", "Returned"), kind="number"),
    Column(key="hold", heading=Text("Để lại", "Held"), kind="number"),
    Column(key="state", heading=Text("Tình trạng", "State"), kind="ref", spare=2),
)
_STATES = {CLOSED: Text("đã kết thúc", "closed")}
_CALLED = Text("đã triệu tập", "called")


@click.command(
    "list",
    cls=Command,
    words=Text("Các phiên họp và kết luận.", "Sittings and what they ruled."),
    examples=("ketnap sitting list --year 2026", "ketnap sitting list --xlsx phien-hop.xlsx"),
    exits=(0, 2, 3, 9),
)
@option("--year", type=YEAR, default=None, words=Text("Năm họp.", "Year of the sitting."))
@to_sheet
@reads_past
@click.pass_obj
def list_sittings(office: Office, /, year: int | None, target: Target) -> None:
    """List sittings."""
    found = [Sitting.of(one) for one in office.store().records(Register.SITTING)]
    rows = [sitting_row(one) for one in found if year in {None, one.on.year}]
    count = Text(f"{len(rows)} phiên họp.", f"{len(rows)} sitting(s).")
    title = Text("Các phiên họp", "Sittings")
    put_table(office, target, "sitting-list", title, _COLUMNS, rows, footer=[say(count)])


def sitting_row(sitting: Sitting) -> dict[str, Any]:
    """A sitting as one line."""
    record = sitting.record
    return {
        "number": record.ref,
        "on": sitting.on,
        "unit": record.unit,
        "body": sitting.body.value,
        "body_shown": say(sitting.body.label),
        "place": sitting.place,
        "electors": sitting.electors,
        "present": sitting.present,
        "cases": len(sitting.items),
        **{ruling.value: sitting.ruled(ruling) for ruling in Ruling},
        "open": len(sitting.open_items),
        "state": record.state,
        "state_shown": say(_STATES.get(record.state, _CALLED)),
    }
