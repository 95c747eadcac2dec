"""`ketnap award shortlist`: units to propose for a commendation, and what is not known of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.award_criteria import (
    NAMED,
    cells_of,
    columns_of,
    counted,
    criteria_option,
    first_named,
    legend,
    rows_of,
    to_import,
)
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import language, say
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from planning.commendation import Proposed

_BEFORE = (
    Column(key="rank", heading=Text("Hạng", "Rank"), kind="number"),
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="target", heading=Text("Chỉ tiêu", "Target"), kind="number", spare=1),
    Column(key="admitted", heading=Text("Kết nạp", "Admitted"), kind="number", spare=1),
    Column(key="percent", heading=Text("Tỷ lệ", "Percent"), kind="percent"),
)
_UNITS = Text("tổ chức", "units")
_GRADE = Column(key="grade", heading=Text("Xếp loại", "Grade"), spare=2)


@click.command(
    "shortlist",
    cls=Command,
    words=Text(
        "Tổ chức đáng đề nghị khen, theo tiêu chí trong dữ liệu: số liệu bảng xếp hạng, xếp loại"
        " hằng năm. Mỗi tiêu chí: ✓ đạt, ✗ không đạt, ? chưa rõ. Tiêu chí chưa xác minh được ghi"
        " rõ.",
        "Units worth proposing, by criteria that are data: figures of the league, yearly grades."
        " Each criterion: ✓ holds, ✗ does not, ? not known. Criteria that are not verified say"
        " so.",
    ),
    examples=(
        "ketnap award shortlist --year 2026",
        "ketnap award shortlist --year 2026 --criteria tieu-chi.toml --all",
    ),
    exits=(0, 2, 3, 9),
)
@option("--year", type=YEAR, required=True, words=Text("Năm xét.", "The year."))
@criteria_option
@option(
    "--all",
    "everybody",
    is_flag=True,
    default=False,
    words=Text("Cả tổ chức không đạt.", "Those who fall short too."),
)
@to_sheet
@reads_past
@click.pass_obj
def shortlist(
    office: Office, /, year: int, criteria: Path | None, everybody: bool, target: Target
) -> None:
    """Propose units."""
    from commands.award_known import units_known  # noqa: PLC0415 - help does not open the store
    from planning.commendation import shortlist as proposed  # noqa: PLC0415 - as above
    from planning.criteria import Holds, Measure, criteria_of  # noqa: PLC0415 - as above

    asked = criteria_of(criteria).units
    of_members = any(one.measure in {Measure.NONE_BELOW, Measure.SHARE_GRADED} for one in asked)
    known = units_known(office.store(), year, office.today(), of_members=of_members)
    found = proposed(known, asked)
    shown = [one for one in found if everybody or not one.judged.ids(Holds.NO)]
    judged = [one.judged for one in found]
    title = Text(f"Đề nghị khen thưởng năm {year}", f"Proposed for commendation in {year}")
    put_table(
        office,
        target,
        "award-shortlist",
        title,
        (*_BEFORE, *columns_of(asked), _GRADE),
        [_row(one) for one in shown],
        footer=[counted(judged, _UNITS), *legend(asked), *map(say, _gaps(shown, year))],
        extra={"criteria": rows_of(asked)},
    )


def _row(one: Proposed) -> dict[str, Any]:
    from workflow.annual_grades import grade_title  # noqa: PLC0415 - as above

    row, grade = one.known.row, one.known.grade
    return {
        "rank": row.rank,
        "unit": row.unit,
        "name": row.name,
        "target": row.target,
        "admitted": row.admitted,
        "percent": row.percent.plain(),
        "percent_shown": row.percent.with_figures(language()),
        "grade": grade,
        "grade_shown": None if grade is None else say(grade_title(grade)),
        **cells_of(one.judged),
        "ungraded_members": list(one.known.members.lacking),
        "members_without_case": one.known.members.outside,
    }


def _gaps(shown: Sequence[Proposed], year: int) -> Iterator[Text]:
    """What is not on file that would answer a question mark, and the command that puts it there."""
    from planning.criteria import Holds, Measure  # noqa: PLC0415 - as above

    open_of = {
        measure: [
            one.known
            for one in shown
            if any(
                answer.holds is Holds.UNKNOWN and answer.criterion.measure in measure
                for answer in one.judged.answers
            )
        ]
        for measure in (
            (Measure.UNIT_GRADE,),
            (Measure.NONE_BELOW, Measure.SHARE_GRADED),
            (Measure.GROWTH,),
        )
    }
    units, members, before = open_of.values()
    if units:
        codes = first_named([one.row.unit for one in units])
        yield Text(
            f"  ? Chưa có xếp loại năm {year} của tổ chức: {codes}.",
            f"  ? No grade of {year} is on file for: {codes}.",
        )
    for one in members[:NAMED]:
        yield _of_members(one.row.unit, one.members, year)
    if len(members) > NAMED:
        more = len(members) - NAMED
        yield Text(f"  ? … (+{more} tổ chức)", f"  ? … (+{more} units)")
    if units or any(one.members.lacking for one in members):
        yield from to_import(year)
    strangers = [one.row.unit for one in members if one.members.whole and one.members.outside]
    if strangers:
        command = f"ketnap review set … --unit {strangers[0]} --year {year} --members GRADE=N"
        yield Text(
            f"  Báo số đảng viên theo mức, kể cả người không có hồ sơ: {command}",
            f"  Report members by grade, those without a case too: {command}",
        )
    if before:
        codes = first_named([one.row.unit for one in before])
        yield Text(
            f"  ? Không rõ số kết nạp năm {year - 1} của: {codes}.",
            f"  ? What they admitted in {year - 1} is not known: {codes}.",
        )


def _of_members(unit: str, members: Any, year: int) -> Text:
    """Why the members of a unit leave a question open."""
    if not members.whole:
        return Text(
            f"  ? {unit}: có hồ sơ đảng viên ngoài phạm vi được xem.",
            f"  ? {unit}: some of its members are out of your scope.",
        )
    if not members.total:
        return Text(
            f"  ? {unit}: không có hồ sơ đảng viên nào ở đây để xét.",
            f"  ? {unit}: no member has a case here to judge by.",
        )
    vi, en = [], []
    if members.lacking:
        count = len(members.lacking)
        vi.append(f"{count} đảng viên chưa có xếp loại năm {year}")
        en.append(f"{count} member(s) without a grade of {year}")
    if members.outside:
        vi.append(f"{members.outside} đảng viên không có hồ sơ ở đây")
        en.append(f"{members.outside} member(s) without a case here")
    return Text(f"  ? {unit}: {'; '.join(vi)}.", f"  ? {unit}: {'; '.join(en)}.")
