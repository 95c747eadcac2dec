"""`ketnap quota plan`: the plan of a year, its base and its file date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.past import reads_past
from commands.prose import tell_registered
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflow.registers.plans import YearPlan
    from workflow.unit import Unit

COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit")),
    Column(key="base", heading=Text("Căn cứ", "Base")),
    Column(key="files_before", heading=Text("Nộp hồ sơ trước", "Files before"), kind="day"),
    Column(key="files_set_by", heading=Text("Theo", "Set by"), kind="ref"),
)


@click.command(
    "set-plan",
    cls=Command,
    words=Text(
        "Lập hoặc điều chỉnh kế hoạch năm của một tổ chức: văn bản làm căn cứ và hạn nộp hồ sơ"
        " (“trước ngày”). Tổ chức trực thuộc theo kế hoạch này khi chưa có kế hoạch riêng.",
        "Set or revise a unit's plan of a year: the paper it rests on, and the day before which"
        " files come in. Units below follow it until they have one of their own.",
    ),
    examples=(
        "ketnap quota set-plan 2026 TP --base 11-NQ/TU --files-before 31/10/2026",
        'ketnap quota set-plan 2026 DV --files-before 15/10/2026 --reason "Thẩm tra sớm"',
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("year", type=YEAR)
@click.argument("unit")
@option("--base", default=None, words=Text("Văn bản làm căn cứ.", "The paper it rests on."))
@option(
    "--files-before",
    type=Day(),
    default=None,
    words=Text(
        "Hồ sơ nộp trước ngày này: ngày hôm trước là ngày cuối.",
        "Files come in before this day: the day before is the last.",
    ),
)
@option("--reason", default=None, words=Text("Lý do, khi điều chỉnh.", "Why, for a revision."))
@register_terms
@click.pass_obj
def set_plan(
    office: Office,
    year: int,
    unit: str,
    base: str | None,
    files_before: date | None,
    reason: str | None,
    terms: Terms,
) -> None:
    """Set or revise a plan."""
    from workflow.actions.plan_year import plan_year  # noqa: PLC0415 - help does not write

    made = plan_year(
        office.desk(),
        year,
        unit,
        base=base,
        files_before=files_before,
        reason=reason,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    parts_vi, parts_en = [], []
    if made.base is not None:
        parts_vi.append(f"căn cứ {made.base}")
        parts_en.append(f"base {made.base}")
    if made.files_before is not None:
        parts_vi.append(f"nộp hồ sơ trước {day(made.files_before)}")
        parts_en.append(f"files before {made.files_before}")
    said = Text(
        f"✓ Kế hoạch {year} của {made.unit}: {'; '.join(parts_vi)}.",
        f"✓ Plan {year} of {made.unit}: {'; '.join(parts_en)}.",
    )
    units = {one.code: one for one in office.store().units(office.today())}
    row = plan_row(made.unit, units, {made.unit: made})
    tell_registered(office, [said], "quota-plan", COLUMNS, [row], dry_run=terms.dry_run)


@click.command(
    "plan",
    cls=Command,
    words=Text(
        "Kế hoạch năm của từng tổ chức: căn cứ, hạn nộp hồ sơ, theo kế hoạch của cấp nào.",
        "Each unit's plan of a year: base, file date, and whose plan says so.",
    ),
    examples=("ketnap quota plan 2026", "ketnap quota plan 2026 --xlsx ke-hoach.xlsx"),
    exits=(0, 2, 3, 9),
)
@click.argument("year", type=YEAR, required=False)
@to_sheet
@reads_past
@click.pass_obj
def plan(office: Office, year: int | None, target: Target) -> None:
    """List the plans of a year."""
    from workflow.registers.plans import plans_in  # noqa: PLC0415 - help stays instant

    asked = year or office.today().year
    plans = plans_in(office.store(), asked)
    if not plans and people_read(office.output) and target.file is None:
        office.tell(
            Text(
                f"Năm {asked} chưa có kế hoạch. Lập: ketnap quota set-plan {asked} TỔ_CHỨC",
                f"There is no plan for {asked}. To set one: ketnap quota set-plan {asked} UNIT",
            )
        )
        return
    units = {one.code: one for one in office.store().units(office.today())}
    rows = [plan_row(code, units, plans) for code in units]
    title = Text(f"Kế hoạch kết nạp năm {asked}", f"Plan of {asked}")
    put_table(office, target, "quota-plan", title, COLUMNS, [row for row in rows if row["known"]])


def plan_row(code: str, units: Mapping[str, Unit], plans: Mapping[str, YearPlan]) -> dict[str, Any]:
    """What holds for a unit, its own or inherited."""
    from workflow.registers.plans import base_in, file_dates  # noqa: PLC0415 - as above

    parents = {one.code: one.parent for one in units.values()}
    dates = file_dates(plans, units.values()).get(code)
    base = base_in(plans, parents, code)
    return {
        "unit": code,
        "name": units[code].name if code in units else code,
        "base": base,
        "files_before": None if dates is None else dates.before,
        "files_set_by": None if dates is None else dates.set_by,
        "own": code in plans,
        "known": base is not None or dates is not None,
    }
