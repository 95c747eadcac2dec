"""`ketnap sitting minutes`: who was there, the votes and the result on each person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from commands.office_desk import Office
from commands.output import day
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.sitting.lists import sitting_row
from commands.sitting.rows import COLUMNS, item_rows
from commands.skin import Command
from commands.speech import say
from rules.text import Text
from workflow.ports import Store
from workflow.registers.register import Register
from workflow.registers.sittings import Ruling, Sitting
from workflow.registers.writing import find_record


@click.command(
    "minutes",
    cls=Command,
    words=Text(
        "Số liệu biên bản phiên họp: có mặt, số phiếu và kết luận từng người; ra bảng, JSON hoặc"
        " Excel.",
        "What the minutes of a sitting hold: who was there, votes and ruling on each person; as a"
        " table, JSON or Excel.",
    ),
    examples=(
        "ketnap sitting minutes PH-2026-0003",
        "ketnap sitting minutes 0003 --xlsx bien-ban.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@click.argument("number")
@to_sheet
@reads_past
@click.pass_obj
def minutes(office: Office, /, number: str, target: Target) -> None:
    """Print the minutes of a sitting."""
    sitting = Sitting.of(find_record(office.desk(), Register.SITTING, number))
    print_minutes(office, sitting, target, "sitting-minutes")


def print_minutes(office: Office, sitting: Sitting, target: Target, schema: str) -> None:
    """The people of a sitting with votes and rulings, and the sitting itself below."""
    store = office.store()
    rows = item_rows(store, sitting)
    people = named(store, sitting)
    extra = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in {**sitting_row(sitting), **people}.items()
        if not key.endswith("_shown")
    }
    title = Text(
        f"Biên bản phiên {sitting.record.ref} ngày {sitting.on:%d/%m/%Y}",
        f"Minutes of sitting {sitting.record.ref} of {sitting.on}",
    )
    footer = [say(line) for line in _lines(sitting, people)]
    put_table(office, target, schema, title, COLUMNS, rows, footer=footer, extra=extra)


def named(store: Store, sitting: Sitting) -> dict[str, Any]:
    """Chair and secretary, whose names stand beside the log."""
    kept = store.unsealed(sitting.record.stream)
    data: Mapping[str, Any] = sitting.record.data
    return {
        role: kept.get(data[role]["sealed"]) if role in data else None
        for role in ("chair", "secretary")
    }


def _lines(sitting: Sitting, people: Mapping[str, Any]) -> list[Text]:
    label, record = sitting.body.label, sitting.record
    place = "" if sitting.place is None else f" · {sitting.place}"
    lines = [
        Text(
            f"Phiên {record.ref} của {label.vi} {record.unit}, ngày {day(sitting.on)}{place}",
            f"Sitting {record.ref} of {label.en} of {record.unit}, {day(sitting.on)}{place}",
        )
    ]
    if sitting.present is not None:
        here, all_ = sitting.present, sitting.electors
        lines.append(
            Text(
                f"Có mặt {here}/{all_} người có quyền biểu quyết",
                f"{here} of {all_} entitled to vote were present",
            )
        )
    if people["chair"] is not None:
        lines.append(Text(f"Chủ trì: {people['chair']}", f"Chair: {people['chair']}"))
    if people["secretary"] is not None:
        lines.append(Text(f"Thư ký: {people['secretary']}", f"Secretary: {people['secretary']}"))
    counts = [(ruling.label, sitting.ruled(ruling)) for ruling in Ruling]
    vi = ", ".join(f"{count} {label.vi}" for label, count in counts if count)
    en = ", ".join(f"{count} {label.en}" for label, count in counts if count)
    whole, left = len(sitting.items), len(sitting.open_items)
    vi += f", {left} chưa xét" if left else ""
    en += f", {left} left" if left else ""
    told = Text(f": {vi}", f": {en}") if whole else Text("", "")
    lines.append(Text(f"{whole} hồ sơ{told.vi}.", f"{whole} cases{told.en}."))
    return lines
