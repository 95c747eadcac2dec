"""`ketnap referral conversion`: how many of those referred were admitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.referral.options import Wanted, chosen, which
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from planning.conversion import Converted

_GROUPS = ("referrer", "base", "unit", "year", "programme")
_COLUMNS = (
    Column(key="group", heading=Text("Nhóm", "Group")),
    Column(key="referred", heading=Text("Giới thiệu", "Referred"), kind="number"),
    Column(key="course", heading=Text("Đi học", "In class"), kind="number"),
    Column(key="file", heading=Text("Lập hồ sơ", "File"), kind="number"),
    Column(key="admitted", heading=Text("Kết nạp", "Admitted"), kind="number"),
    Column(key="recognised", heading=Text("Chính thức", "Recognised"), kind="number", spare=1),
    Column(key="not_taken", heading=Text("Không lấy", "Not taken"), kind="number"),
    Column(key="percent", heading=Text("Tỷ lệ", "Rate"), kind="percent"),
)


@click.command(
    "conversion",
    cls=Command,
    words=Text(
        "Trong số người được giới thiệu có bao nhiêu người đã học lớp, lập hồ sơ, được kết nạp. Một"
        " người do nhiều nơi giới thiệu tính một lần ở mỗi nơi, một lần ở dòng cộng.",
        "How many of those referred were sent to class, got a file, were admitted. Somebody whom"
        " several referred counts once with each, and once in the total.",
    ),
    examples=(
        "ketnap referral conversion --year 2026",
        'ketnap referral conversion --from "Thành đoàn" --group base',
    ),
    exits=(0, 2, 3, 9),
)
@option(
    "--group",
    type=click.Choice(_GROUPS),
    default="referrer",
    show_default=True,
    words=Text("Tính theo gì.", "What to count by."),
)
@which
@to_sheet
@reads_past
@click.pass_obj
def conversion(office: Office, /, group: str, target: Target, **wanted: Any) -> None:
    """Count how far people have come."""
    from planning.conversion import conversion as counted  # noqa: PLC0415 - help stays instant
    from workflow.registers.referrals import outcome_of  # noqa: PLC0415 - as above

    found = chosen(office, Wanted(**wanted))
    store = office.store()
    units = {one.case: dossier.case.unit for one, dossier in found}
    outcomes = {one.case: outcome_of(store, dossier.case) for one, dossier in found}
    none = say(Text("(không ghi)", "(not given)"))
    by = {
        "referrer": lambda one: one.referrer,
        "base": lambda one: one.base or none,
        "unit": lambda one: units[one.case],
        "year": lambda one: str(one.handed_on.year),
        "programme": lambda one: one.programme or none,
    }[group]
    table = counted([(one, outcomes[one.case]) for one, _ in found], by)
    rows = [_row(one, one.group) for one in table.groups]
    total = _row(table.total, None)
    rows.append({**total, "group_shown": say(Text("Cộng", "Total"))})
    footer = [say(Text("Dòng cộng tính mỗi người một lần.", "The total counts everybody once."))]
    if table.overlapping:
        more = table.overlapping
        footer.append(
            say(
                Text(
                    f"Các dòng không cộng vào nhau: {more} lần một người có ở thêm một nhóm.",
                    f"The lines do not add up: {more} time(s) somebody is in one more group.",
                )
            )
        )
    title = Text("Tỷ lệ kết nạp trong số được giới thiệu", "Admitted of those referred")
    put_table(office, target, "referral-conversion", title, _COLUMNS, rows, footer=footer)


def _row(one: Converted, group: str | None) -> dict[str, Any]:
    return {
        "group": group,
        "referred": one.referred,
        "course": one.course,
        "file": one.file,
        "admitted": one.admitted,
        "recognised": one.recognised,
        "not_taken": one.not_taken,
        "percent": one.percent.plain(),
        "percent_shown": one.percent.with_figures(language()),
    }
