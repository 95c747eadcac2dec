"""`ketnap class list`."""

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
from workflow.registers.classes import FINISHED, ClassKind, Result, StudyClass
from workflow.registers.register import Register

_COLUMNS = (
    Column(key="number", heading=Text("Số lớp", "Class"), kind="ref"),
    Column(key="kind", heading=Text("Loại", "Kind")),
    Column(key="document", heading=Text("Quyết định", "Decision"), kind="ref", spare=2),
    Column(key="from", heading=Text("Khai giảng", "From"), kind="day"),
    Column(key="to", heading=Text("Bế giảng", "To"), kind="day", spare=1),
    Column(key="place", heading=Text("Địa điểm", "Place"), wide=True),
    Column(key="capacity", heading=Text("Số chỗ", "Room"), kind="number", wide=True),
    Column(key="people", heading=Text("Học viên", "People"), kind="number"),
    Column(key="passed", heading=Text("Đạt", "Passed"), kind="number"),
    Column(key="certificates", heading=Text("Giấy CN", "Certificates"), kind="number"),
    Column(key="state", heading=Text("Tình trạng", "State"), kind="ref"),
)
STATE_SHOWN = {FINISHED: Text("đã xong", "finished")}
_RUNNING = Text("đang mở", "open")


@click.command(
    "list",
    cls=Command,
    words=Text("Các lớp, với số người học và kết quả.", "Classes, with people and results."),
    examples=(
        "ketnap class list --year 2026",
        "ketnap class list --kind new-member --xlsx lop.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@option(
    "--kind",
    type=click.Choice([one.value for one in ClassKind]),
    default=None,
    words=Text("Chỉ một loại lớp.", "Only one kind."),
)
@option("--year", type=YEAR, default=None, words=Text("Năm khai giảng.", "Year it begins."))
@to_sheet
@reads_past
@click.pass_obj
def list_classes(office: Office, /, kind: str | None, year: int | None, target: Target) -> None:
    """List classes."""
    found = [StudyClass.of(one) for one in office.store().records(Register.CLASS)]
    rows = [
        class_row(one)
        for one in found
        if kind in {None, one.kind.value} and year in {None, one.begins.year}
    ]
    count = Text(f"{len(rows)} lớp.", f"{len(rows)} class(es).")
    title = Text("Các lớp bồi dưỡng", "Classes")
    put_table(office, target, "class-list", title, _COLUMNS, rows, footer=[say(count)])


def class_row(study: StudyClass) -> dict[str, Any]:
    """A class as one line."""
    record = study.record
    return {
        "number": record.ref,
        "kind": study.kind.value,
        "kind_shown": say(study.kind.label),
        "unit": record.unit,
        "document": record.document,
        "issuer": record.issuer,
        "decided_on": record.since,
        "from": study.begins,
        "to": study.ends,
        "place": study.place,
        "capacity": study.capacity,
        "people": len(study.pupils),
        "passed": sum(one.result is Result.PASSED for one in study.pupils),
        "certificates": sum(one.certificate is not None for one in study.pupils),
        "state": record.state,
        "state_shown": say(STATE_SHOWN.get(record.state, _RUNNING)),
    }
