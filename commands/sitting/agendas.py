"""`ketnap sitting agenda`: who is decided on; those who are ready by themselves."""

from __future__ import annotations

from typing import Any

import click

from commands.asking import Terms, register_terms
from commands.fitting import fitted
from commands.office_desk import Office
from commands.prose import DRY_RUN
from commands.refs import complete_ref
from commands.sheets import Target, put_list, put_table, to_sheet
from commands.sitting.rows import COLUMNS, item_rows
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text
from workflow.registers.agenda import prospects
from workflow.registers.sitting_steps import set_agenda
from workflow.registers.sittings import Sitting


@click.command(
    "agenda",
    cls=Command,
    words=Text(
        "Lập chương trình: đưa vào mọi người đã đủ điều kiện, chỉ còn thiếu biểu quyết và quyết"
        " định của chính cấp này; hoặc nêu tên bằng --add. Với -n chỉ xem, và nêu ai còn thiếu gì."
        " Với --xlsx là bảng để ghi kết luận rồi nhập lại (sitting decide --file).",
        "Set the agenda: everybody who lacks nothing but this body's own vote and decision, or"
        " those named by --add. With -n only look, and see who lacks what. With --xlsx the sheet"
        " for the rulings, to be taken back by sitting decide --file.",
    ),
    examples=(
        "ketnap sitting agenda PH-2026-0003 -n",
        "ketnap sitting agenda PH-2026-0003 --xlsx chuong-trinh.xlsx",
        "ketnap sitting agenda 0003 --add 0061 --drop 0058",
    ),
    exits=(0, 2, 3, 5, 6, 9, 75),
)
@click.argument("number")
@option(
    "--add",
    multiple=True,
    metavar="REF",
    shell_complete=complete_ref,
    words=Text("Chỉ thêm người này; dùng nhiều lần.", "Only add these; may repeat."),
)
@option(
    "--drop",
    multiple=True,
    metavar="REF",
    shell_complete=complete_ref,
    words=Text("Đưa ra khỏi chương trình.", "Take off the agenda."),
)
@to_sheet
@register_terms
@click.pass_obj
def agenda(
    office: Office,
    /,
    number: str,
    add: tuple[str, ...],
    drop: tuple[str, ...],
    target: Target,
    terms: Terms,
) -> None:
    """Set the agenda."""
    named = add if add or drop else None
    record = set_agenda(
        office.desk(), number, add=named, drop=drop, request=terms.request, dry_run=terms.dry_run
    )
    sitting = Sitting.of(record)
    rows = item_rows(office.store(), sitting)
    title = Text(f"Chương trình phiên {record.ref}", f"Agenda of sitting {record.ref}")
    if target.file is not None:
        put_list(office, target, "decisions", title, [_blank(row) for row in rows])
        return
    footer = [
        say(
            Text(
                f"{len(rows)} người trong chương trình {record.ref}.",
                f"{len(rows)} on {record.ref}.",
            )
        )
    ]
    if terms.dry_run:
        footer = [say(DRY_RUN), *footer, *_lacking(office, sitting)]
    put_table(office, target, "sitting-agenda", title, COLUMNS, rows, footer=footer)


def _blank(row: dict[str, Any]) -> dict[str, Any]:
    return {"ref": row["case"], "name": row["name"], "result": row.get("ruling_shown")}


def _lacking(office: Office, sitting: Sitting) -> list[str]:
    """Who of those whom the body may decide on is not ready, and what is missing."""
    lines = []
    for one in prospects(office.desk(), sitting):
        case, name = one.dossier.case, one.dossier.person.name
        if not one.missing or sitting.item(case.ref) is not None:
            continue
        listed = ", ".join(dict.fromkeys(found.condition for found in one.missing))
        said = Text(
            f"  {case.ref} · {name}: còn thiếu {len(one.missing)} ({listed})",
            f"  {case.ref} · {name}: {len(one.missing)} missing ({listed})",
        )
        lines.append(fitted(say(said)))
    if lines:
        lines.insert(0, say(Text("Chưa đủ điều kiện:", "Not ready:")))
    return lines
