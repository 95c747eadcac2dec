"""`ketnap audit overrides`: which conditions were waived, why, and with whose approval."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.audit.entries import entry_row
from commands.audit.scope import Scope, put_counts, put_rows, scoped
from commands.office_desk import Office
from commands.output import Column
from commands.sheets import Target
from commands.skin import Command
from rules.text import Text

if TYPE_CHECKING:
    from audit import Entry

_COLUMNS = (
    Column(key="stream", heading=Text("Hồ sơ", "Stream"), kind="ref"),
    Column(key="seq", heading=Text("Mục", "Entry"), kind="number", spare=2),
    Column(key="effective_on", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="deed", heading=Text("Việc", "Event"), wide=True),
    Column(key="overrides", heading=Text("Bỏ qua", "Waived")),
    Column(key="why", heading=Text("Lý do", "Reason")),
    Column(key="approved_by", heading=Text("Chấp thuận", "Approved by"), kind="ref"),
    Column(key="actor", heading=Text("Người ghi", "Actor"), kind="ref", spare=1),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref", spare=3),
)
_TITLE = Text("Điều kiện đã bỏ qua", "Waived conditions")


@click.command(
    "overrides",
    cls=Command,
    words=Text(
        "Những bước đã bỏ qua điều kiện: điều kiện nào, vì sao, ai ghi, ai chấp thuận; mới nhất"
        " trước.",
        "Steps taken although a condition was unmet: which, why, by whom, with whose approval;"
        " newest first.",
    ),
    examples=(
        "ketnap audit overrides --unit DV --from 01/01/2026",
        "ketnap audit overrides --by-unit",
        "ketnap audit overrides --xlsx bo-qua.xlsx",
    ),
    exits=(0, 2, 3, 4, 5),
)
@scoped
@click.pass_obj
def overrides(office: Office, scope: Scope, target: Target) -> None:
    """List waived conditions."""
    from workflow.inspection.by_unit import Occurrence  # noqa: PLC0415 - help stays instant
    from workflow.inspection.narrowing import Narrowing  # noqa: PLC0415 - as above

    zone = office.desk().zone
    entries = office.store().log(
        {},
        units=scope.units(office),
        first=scope.first,
        last=scope.last,
        narrowing=Narrowing(zone=zone, waiving=True),
    )
    if scope.by_unit:
        found = [
            Occurrence(
                unit=one.fields.get("unit"),
                stream=one.stream,
                day=date.fromisoformat(one.fields["effective_on"]),
            )
            for one in entries
        ]
        put_counts(office, target, "audit-overrides", _TITLE, found)
        return
    rows = [_row(office, one) for one in entries]
    put_rows(office, target, "audit-overrides", _TITLE, _COLUMNS, rows)


def _row(office: Office, entry: Entry) -> dict[str, Any]:
    from commands.case.words import unsealed  # noqa: PLC0415 - help stays instant

    kept = office.store().unsealed(entry.stream)
    row = entry_row(entry, office.desk().zone)
    return {
        **row,
        "deed": row["event"],
        "deed_shown": row["event_shown"],
        "overrides_shown": ", ".join(row["overrides"]),
        "why": unsealed(entry.fields.get("text"), kept),
    }
