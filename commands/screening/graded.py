"""`ketnap screen graded`: full members whose yearly grade is one to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.award_criteria import first_named, to_import
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from commands.member_files import MemberFiles
    from workflow.listing import CaseLine

_COLUMNS = (
    Column(key="ref", heading=Text("Mã", "Ref"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="grade", heading=Text("Xếp loại", "Grade")),
    Column(key="years_in_a_row", heading=Text("Năm liền", "In a row"), kind="number"),
    Column(key="screening", heading=Text("Rà soát", "Screening"), kind="ref"),
)


@click.command(
    "graded",
    cls=Command,
    words=Text(
        "Đảng viên chính thức có mức xếp loại của năm đáng xem xét, mấy năm liền, và đang được rà"
        " soát hay chưa. Mức xếp loại không tự mở lượt rà soát nào: chi ủy xét.",
        "Full members whose grade of the year is one to look at, for how many years in a row, and"
        " whether they are being screened. A grade opens no screening by itself: the cell committee"
        " decides.",
    ),
    examples=(
        "ketnap screen graded --year 2025",
        "ketnap screen graded --year 2025 --unit DV --xlsx can-xem.xlsx",
    ),
    exits=(0, 2, 3, 8, 9),
)
@option("--year", type=YEAR, required=True, words=Text("Năm được đánh giá.", "The year."))
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có ai.", "Exit with 8 when there are any."),
)
@to_sheet
@reads_past
@click.pass_obj
def graded(
    office: Office, /, year: int, unit: str | None, target: Target, *, exit_code: bool
) -> int:
    """List members with a grade of concern."""
    from commands.member_files import MemberFiles  # noqa: PLC0415 - help does not open the store
    from workflow.states import State  # noqa: PLC0415 - as above

    files = MemberFiles.of(office.store(), year)
    inside = _inside(office, unit)
    members = [
        one
        for one in files.lines
        if one.state is State.FULL_MEMBER and (inside is None or one.unit in inside)
    ]
    rows = _rows(office, files, members)
    lacking = [one.ref for one in members if files.lacks(one.ref)]
    title = Text(f"Đảng viên cần xem xét theo xếp loại năm {year}", f"Grades to look at, {year}")
    footer = [say(one) for one in _footer(rows, len(members), lacking, year)]
    extra = {"members": len(members), "ungraded": lacking}
    put_table(office, target, "screen-graded", title, _COLUMNS, rows, footer=footer, extra=extra)
    return 8 if exit_code and rows else 0


def _inside(office: Office, unit: str | None) -> tuple[str, ...] | None:
    from workflow.finding import find_unit  # noqa: PLC0415 - as above
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    if unit is None:
        return None
    return subtree(office.store().units(office.today()), find_unit(office.desk(), unit).code)


def _rows(office: Office, files: MemberFiles, members: Sequence[CaseLine]) -> list[dict[str, Any]]:
    """Who was graded so, the longest row of such years first."""
    from workflow.annual_grades import grade_title, years_of_concern  # noqa: PLC0415 - as above
    from workflow.screening.listing import ScreeningFilter  # noqa: PLC0415 - as above
    from workflow.screening.states import OPEN  # noqa: PLC0415 - as above

    running = {one.case: one.ref for one in office.store().screenings(ScreeningFilter(states=OPEN))}
    rows = []
    for one in members:
        years = years_of_concern(files.grades.get(one.ref, {}), files.year)
        if years:
            grade = files.grades[one.ref][files.year]
            rows.append(
                {
                    "ref": one.ref,
                    "name": one.name,
                    "unit": one.unit,
                    "grade": grade,
                    "grade_shown": say(grade_title(grade)),
                    "years_in_a_row": years,
                    "screening": running.get(one.ref),
                }
            )
    return sorted(rows, key=lambda row: -int(row["years_in_a_row"]))


def _footer(
    rows: Sequence[dict[str, Any]], members: int, lacking: Sequence[str], year: int
) -> list[Text]:
    """How many, how sure the grades are, who was not graded, and what to do next."""
    from rules.grades import grades  # noqa: PLC0415 - as above

    known = grades()
    sure = known.confidence.label
    told = [
        Text(
            f"{len(rows)}/{members} đảng viên chính thức ({known.source.cite('vi')}; {sure.vi}).",
            f"{len(rows)} of {members} full members ({known.source.cite('en')}; {sure.en}).",
        )
    ]
    if lacking:
        refs = first_named(lacking)
        told += [
            Text(
                f"  ? {len(lacking)} người chưa có xếp loại năm {year}: {refs}.",
                f"  ? {len(lacking)} member(s) without a grade of {year}: {refs}.",
            ),
            *to_import(year),
        ]
    waiting = [str(row["ref"]) for row in rows if row["screening"] is None]
    if waiting:
        command = f"ketnap screen open {waiting[0]} standards-breached -n"
        told.append(Text(f"  Xem trước lượt rà soát: {command}", f"  Try a screening: {command}"))
    return told
