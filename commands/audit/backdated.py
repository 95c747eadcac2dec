"""`ketnap audit backdated`: entries written long after the day they count from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.audit.entries import entry_row
from commands.audit.scope import Scope, put_counts, put_rows, scoped
from commands.office_desk import Office
from commands.output import Column
from commands.sheets import Target
from commands.skin import Command, option
from commands.years import POSITIVE
from rules.text import Text

if TYPE_CHECKING:
    from audit import Entry

_COLUMNS = (
    Column(key="stream", heading=Text("Hồ sơ", "Stream"), kind="ref"),
    Column(key="seq", heading=Text("Mục", "Entry"), kind="number", spare=3),
    Column(key="dated_on", heading=Text("Ngày việc", "Dated"), kind="day"),
    Column(key="recorded_at", heading=Text("Ghi lúc", "Recorded"), kind="ref", spare=2),
    Column(key="days", heading=Text("Chậm", "Days"), kind="number"),
    Column(key="deed", heading=Text("Việc", "Event")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="actor", heading=Text("Người ghi", "Actor"), kind="ref", spare=1),
)
_TITLE = Text("Mục ghi lùi ngày", "Entries dated back")


@click.command(
    "backdated",
    cls=Command,
    words=Text(
        "Những mục ghi vào sổ lâu sau ngày của việc, chậm nhất trước. Ngày ghi do hệ thống đặt,"
        " không ai gõ được. Công nhận chính thức tính từ ngày quyết định; hồ sơ tiếp nhận từ sổ cũ"
        " không tính.",
        "Entries written long after the day they are dated, the longest first. The instant of"
        " writing is set by the system. A recognition counts from its decision; cases taken over"
        " from earlier records are left out.",
    ),
    examples=("ketnap audit backdated", "ketnap audit backdated --days 90 --by-unit"),
    exits=(0, 2, 3, 4, 5),
)
@option(
    "--days",
    type=POSITIVE,
    default=None,
    words=Text(
        "Chậm từ bấy nhiêu ngày trở lên (mặc định là quy ước trong planning/data/inspection.toml,"
        " không phải quy định).",
        "Late by so many days or more (the default is a convention in"
        " planning/data/inspection.toml, not law).",
    ),
)
@scoped
@click.pass_obj
def backdated(office: Office, scope: Scope, target: Target, days: int | None) -> None:
    """List entries that were dated back."""
    from planning.inspection import backdated_days  # noqa: PLC0415 - help stays instant
    from workflow.inspection.by_unit import Occurrence  # noqa: PLC0415 - as above
    from workflow.inspection.lag import dated_on  # noqa: PLC0415 - as above
    from workflow.inspection.narrowing import Narrowing  # noqa: PLC0415 - as above

    zone = office.desk().zone
    wanted = Narrowing(zone=zone, backdated=backdated_days() if days is None else days)
    entries = [
        one
        for one in office.store().log({}, units=scope.units(office), narrowing=wanted)
        if scope.covers(dated_on(one.fields))
    ]
    if scope.by_unit:
        found = [
            Occurrence(unit=one.fields.get("unit"), stream=one.stream, day=dated_on(one.fields))
            for one in entries
        ]
        put_counts(office, target, "audit-backdated", _TITLE, found)
        return
    rows = sorted((_row(office, one) for one in entries), key=lambda row: -row["days"])
    put_rows(office, target, "audit-backdated", _TITLE, _COLUMNS, rows)


def _row(office: Office, entry: Entry) -> dict[str, Any]:
    from workflow.inspection.lag import dated_on, lag  # noqa: PLC0415 - help stays instant

    zone = office.desk().zone
    row = entry_row(entry, zone)
    return {
        **row,
        "deed": row["event"],
        "deed_shown": row["event_shown"],
        "dated_on": dated_on(entry.fields),
        "days": lag(entry.fields, zone),
    }
