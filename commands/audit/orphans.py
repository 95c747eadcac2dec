"""`ketnap audit orphans`: what names something that is not there."""

from __future__ import annotations

import click

from commands.audit.entries import stream_shown
from commands.office_desk import Office
from commands.output import Column
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command
from commands.speech import say
from rules.text import Text

_COLUMNS = (
    Column(key="kind", heading=Text("Loại", "Kind"), kind="ref", wide=True),
    Column(key="label", heading=Text("Trường hợp", "What")),
    Column(key="where", heading=Text("Ở", "Where"), middle=True),
    Column(key="missing", heading=Text("Thiếu", "Missing"), middle=True),
)
_TITLE = Text("Dữ liệu mồ côi", "Orphans")


@click.command(
    "orphans",
    cls=Command,
    words=Text(
        "Những gì nêu tên thứ không có: hạn không có hồ sơ, hồ sơ không có mục nhật ký, nhắc việc"
        " không có hạn, mục do người không có trong sổ ghi… Kho lành thì không có gì; có thì thoát"
        " với mã 7, và ketnap audit verify nói chỗ đã sửa. Luôn đọc bảng của hôm nay.",
        "What names something that is not there: deadlines without a case, cases without entries,"
        " alerts without a deadline, entries by nobody known … A sound store has none; else the"
        " exit code is 7, and ketnap audit verify tells what was changed. It reads today's tables.",
    ),
    examples=("ketnap audit orphans", "ketnap audit orphans --xlsx mo-coi.xlsx"),
    exits=(0, 2, 3, 4, 5, 7),
)
@to_sheet
@click.pass_obj
def orphans(office: Office, target: Target) -> int:
    """List orphans."""
    from workflow.inspection.orphan import ORPHAN_LABELS  # noqa: PLC0415 - help stays instant

    rows = [
        {
            "kind": one.kind.value,
            "label": say(ORPHAN_LABELS[one.kind]),
            "where": one.where,
            "where_shown": stream_shown(one.where),
            "missing": one.missing,
            "missing_shown": stream_shown(one.missing),
        }
        for one in office.store().orphans()
    ]
    footer = () if rows else (say(Text("✓ Không có gì mồ côi.", "✓ No orphans.")),)
    put_table(office, target, "audit-orphans", _TITLE, _COLUMNS, rows, footer=footer)
    return 7 if rows else 0
