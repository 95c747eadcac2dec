"""`ketnap class expiring`: awareness certificates that run out soon."""

from __future__ import annotations

from datetime import timedelta

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import COUNT
from rules.text import Text
from workflow.states import STATE_LABELS

_RULE = "course-certificate"
_AHEAD = 180
_COLUMNS = (
    Column(key="case", heading=Text("Mã hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="state", heading=Text("Bước", "Step"), kind="ref", spare=1),
    Column(key="issued_on", heading=Text("Ngày cấp", "Issued"), kind="day"),
    Column(key="expires_on", heading=Text("Hết giá trị", "Runs out"), kind="day"),
    Column(key="days_left", heading=Text("Còn ngày", "Days left"), kind="number"),
)


@click.command(
    "expiring",
    cls=Command,
    words=Text(
        "Giấy chứng nhận lớp nhận thức sắp hết giá trị, của người chưa được chi bộ xét.",
        "Awareness certificates that run out soon, of people whom the cell has not considered.",
    ),
    examples=("ketnap class expiring", "ketnap class expiring --within 90 --unit DV"),
    exits=(0, 2, 3, 9),
)
@option(
    "--within",
    type=COUNT,
    default=_AHEAD,
    show_default=True,
    words=Text("Trong bao nhiêu ngày tới.", "How many days ahead."),
)
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@to_sheet
@reads_past
@click.pass_obj
def expiring(office: Office, /, within: int, unit: str | None, target: Target) -> None:
    """List certificates that run out."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    units: tuple[str, ...] = ()
    if unit is not None:
        units = subtree(store.units(today), find_unit(office.desk(), unit).code)
    tasks = [one for one in store.tasks(today + timedelta(days=within), units) if one.rule == _RULE]
    rows = [
        {
            "case": one.ref,
            "name": one.name,
            "unit": one.unit,
            "state": one.state.value,
            "state_shown": say(STATE_LABELS[one.state]),
            "issued_on": one.start_on,
            "expires_on": one.due_on,
            "days_left": (one.due_on - today).days,
        }
        for one in tasks
    ]
    late = sum(one.due_on < today for one in tasks)
    said = Text(
        f"{len(rows)} giấy chứng nhận, {late} đã hết giá trị.",
        f"{len(rows)} certificates, {late} have run out.",
    )
    title = Text("Giấy chứng nhận sắp hết giá trị", "Certificates that run out")
    put_table(office, target, "class-expiring", title, _COLUMNS, rows, footer=[say(said)])
