"""`ketnap quota revisions`: how a target came to be what it is."""

from __future__ import annotations

from datetime import date, datetime

import click

from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, people_read
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command
from commands.years import YEAR
from rules.text import Text

_COLUMNS = (
    Column(key="seq", heading=Text("Lần", "No."), kind="number"),
    Column(key="recorded_at", heading=Text("Ghi lúc", "Recorded")),
    Column(key="target", heading=Text("Chỉ tiêu", "Target"), kind="number"),
    Column(key="class_target", heading=Text("Lớp nhận thức", "Course"), kind="number"),
    Column(key="admitted", heading=Text("Công bố", "Published"), kind="number"),
    Column(key="base", heading=Text("Văn bản", "Document")),
    Column(key="reason", heading=Text("Lý do", "Reason")),
    Column(key="actor", heading=Text("Người ghi", "By"), spare=1),
)


@click.command(
    "revisions",
    cls=Command,
    words=Text(
        "Các lần giao, điều chỉnh chỉ tiêu của một tổ chức trong một năm, kèm lý do.",
        "How often a unit's target of a year was set and revised, and why.",
    ),
    examples=("ketnap quota revisions DV 2026", "ketnap quota revisions DV -o json"),
    exits=(0, 2, 3, 9),
)
@click.argument("unit")
@click.argument("year", type=YEAR, required=False)
@to_sheet
@reads_past
@click.pass_obj
def revisions(office: Office, unit: str, year: int | None, target: Target) -> None:
    """List the revisions of one target."""
    from workflow.actions.unit_status import history_of  # noqa: PLC0415 - help stays instant

    desk, store = office.desk(), office.store()
    code = history_of(desk, unit)[-1].unit.code
    asked = year or office.today().year
    stream = f"quota/{asked}/{code}"
    reasons = store.unsealed(stream)
    rows = []
    for entry in store.entries(stream):
        fields = entry.fields
        data = fields["data"]
        recorded = datetime.fromisoformat(fields["recorded_at"])
        rows.append(
            {
                "seq": entry.seq,
                "effective_on": date.fromisoformat(fields["effective_on"]),
                "recorded_at": fields["recorded_at"],
                "recorded_at_shown": moment(recorded, desk.zone),
                "target": data.get("target"),
                "class_target": data.get("class_target"),
                "admitted": data.get("admitted"),
                "base": fields.get("document", {}).get("number"),
                "reason": reasons.get(fields.get("text", {}).get("sealed", "")),
                "actor": fields["actor"],
            }
        )
    if not rows and people_read(office.output) and target.file is None:
        office.tell(Text(f"{code} chưa có chỉ tiêu {asked}.", f"{code} has no target of {asked}."))
        return
    title = Text(f"Chỉ tiêu {asked} của {code} qua các lần", f"Target {asked} of {code}")
    put_table(office, target, "quota-revisions", title, _COLUMNS, rows)
