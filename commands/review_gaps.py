"""`ketnap review gaps`: whose grade of a year is not on file, as a list to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_list, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import YEAR
from rules.text import Text

_COLUMNS = (
    Column(key="kind", heading=Text("Đối tượng", "Of"), kind="ref"),
    Column(key="ref", heading=Text("Mã", "Ref"), kind="ref"),
    Column(key="name", heading=Text("Tên", "Name"), middle=True),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
)
_LABELS = {"organisation": Text("tổ chức", "organisation"), "member": Text("đảng viên", "member")}


@click.command(
    "gaps",
    cls=Command,
    words=Text(
        "Đảng viên có hồ sơ và tổ chức chưa có xếp loại của năm; người vào Đảng trong năm không bị"
        " coi là thiếu. Với --xlsx là danh sách để điền mức xếp loại rồi nhập lại (review import).",
        "Members with a case, and organisations, without a grade of the year; who became a member"
        " within the year is no gap. With --xlsx the list to fill in and take back (review"
        " import).",
    ),
    examples=(
        "ketnap review gaps --year 2025",
        "ketnap review gaps --year 2025 --unit DV --xlsx xep-loai.xlsx",
    ),
    exits=(0, 2, 3, 8, 9),
)
@option("--year", type=YEAR, required=True, words=Text("Năm được đánh giá.", "The year."))
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu còn thiếu.", "Exit with 8 when any is missing."),
)
@to_sheet
@reads_past
@click.pass_obj
def gaps(office: Office, /, year: int, unit: str | None, target: Target, *, exit_code: bool) -> int:
    """List who was not graded."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    rows = list(_missing(office, year))
    if unit is not None:
        tree = office.store().units(office.today())
        inside = subtree(tree, find_unit(office.desk(), unit).code)
        rows = [row for row in rows if row["unit"] in inside]
    title = Text(f"Chưa xếp loại năm {year}", f"Not graded for {year}")
    if target.file is not None:
        put_list(office, target, "grades", title, [_to_fill_in(row) for row in rows])
    else:
        members = sum(row["kind"] == "member" for row in rows)
        units = len(rows) - members
        count = Text(
            f"{units} tổ chức, {members} đảng viên chưa có xếp loại năm {year}.",
            f"Without a grade of {year}: {units} organisation(s), {members} member(s).",
        )
        put_table(office, target, "review-gaps", title, _COLUMNS, rows, footer=[say(count)])
    return 8 if exit_code and rows else 0


def _missing(office: Office, year: int) -> Iterator[dict[str, Any]]:
    """Organisations in the order of the register, then members by name."""
    from commands.award_known import unit_grades  # noqa: PLC0415 - as above
    from commands.member_files import MemberFiles  # noqa: PLC0415 - as above

    store = office.store()
    graded = unit_grades(store, year)
    for one in store.units(office.today()):
        if one.code not in graded and store.sees_whole((one.code,)):
            yield _row("organisation", one.code, one.name, one.code)
    files = MemberFiles.of(store, year)
    for line in files.lines:
        if files.lacks(line.ref):
            yield _row("member", line.ref, line.name, line.unit)


def _row(kind: str, ref: str, name: str, unit: str) -> dict[str, Any]:
    return {"kind": kind, "kind_shown": say(_LABELS[kind]), "ref": ref, "name": name, "unit": unit}


def _to_fill_in(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the list that is imported: an organisation is named by its code alone."""
    if row["kind"] == "organisation":
        return {"unit_code": row["ref"]}
    return {"ref": row["ref"], "name": row["name"], "unit_code": row["unit"]}
