"""`ketnap unit`: Party organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.output import people_read
from commands.past import reads_past
from commands.prose import tell_or_emit, tell_registered
from commands.skin import group, option
from commands.speech import say
from commands.unit_code import read_code
from commands.unit_dated import end, show, status
from commands.unit_reorganise import dissolve, merge, move, rename, split
from commands.unit_rows import STATUSES, UNIT_COLUMNS, tier, unit_row
from rules.text import Text

if TYPE_CHECKING:
    from workflow.unit import Unit

command = group(
    "unit",
    Text(
        "Tổ chức đảng: danh sách, cây tổ chức, thêm mới, đổi cấp.",
        "Party organisations: list, tree, add, change of status.",
    ),
)
for _part in (show, status, end, move, rename, merge, split, dissolve):
    command.add_command(_part)

_on = option("--on", type=Day(), words=Text("Ngày cần xem (mặc định: hôm nay).", "The day."))


@command.command(
    "list",
    words=Text("Liệt kê các tổ chức trong một ngày.", "List the units of a day."),
    examples=("ketnap unit list", "ketnap unit list --on 31/12/2022 -o csv"),
    exits=(0, 2, 3),
)
@_on
@reads_past
@click.pass_obj
def list_units(office: Office, on: date | None) -> None:
    """Print one line per unit."""
    day = on or office.today()
    units = office.store().units(day)
    if not units and people_read(office.output):
        _tell_none(office)
        return
    footer = Text(f"{len(units)} tổ chức.", f"{len(units)} units.")
    office.emit(
        "unit-list", UNIT_COLUMNS, [unit_row(one) for one in units], footer=[say(footer)], as_of=day
    )


@command.command(
    words=Text("Vẽ cây tổ chức trong một ngày.", "Draw the tree of units of a day."),
    examples=("ketnap unit tree",),
    exits=(0, 2, 3),
)
@_on
@reads_past
@click.pass_obj
def tree(office: Office, on: date | None) -> None:
    """Draw the units, each under its superior."""
    units = office.store().units(on or office.today())
    if not units and office.output is None:
        _tell_none(office)
        return
    tell_or_emit(
        office, list(_drawn(units)), "unit-list", UNIT_COLUMNS, [unit_row(one) for one in units]
    )


@command.command(
    words=Text(
        "Thêm một tổ chức; mã dùng trong mọi lệnh khác, không đổi về sau.",
        "Add a unit; its code is what other commands call it, and never changes.",
    ),
    examples=(
        'ketnap unit add TP --name "Đảng bộ thành phố" --status superior --from 01/01/2016',
        'ketnap unit add DV --name "Đảng bộ phường Đô Vinh" --status grassroots --parent TP',
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("code")
@option("--name", required=True, words=Text("Tên đầy đủ.", "The full name."))
@option(
    "--status",
    required=True,
    type=click.Choice(STATUSES),
    words=Text(
        "Cấp: superior (cấp trên trực tiếp cơ sở), grassroots (cơ sở),"
        " departmental (bộ phận), cell (chi bộ).",
        "Its tier.",
    ),
)
@option("--parent", words=Text("Mã hoặc tên cấp trên.", "Code or name of its superior."))
@option(
    "--root",
    is_flag=True,
    default=False,
    words=Text("Đứng đầu một cây riêng, dù đã có cây khác.", "The top of a tree of its own."),
)
@option("--kind", words=Text("Loại hình: phường, trường, công an, …", "Ward, school, police, …"))
@option("--from", "begins", type=Day(), words=Text("Có từ ngày (mặc định: hôm nay).", "First day."))
@register_terms
@click.pass_obj
def add(
    office: Office,
    code: str,
    name: str,
    status: str,
    parent: str | None,
    root: bool,
    kind: str | None,
    begins: date | None,
    terms: Terms,
) -> None:
    """Register one unit."""
    from workflow.actions.registers import add_units  # noqa: PLC0415 - help does not write
    from workflow.finding import find_unit  # noqa: PLC0415 - as above
    from workflow.names import clean_text  # noqa: PLC0415 - as above
    from workflow.unit import Unit, UnitStatus  # noqa: PLC0415 - as above

    desk = office.desk()
    unit = Unit(
        code=read_code(code),
        name=_some(clean_text(name), "--name"),
        status=UnitStatus(status),
        kind=None if kind is None else clean_text(kind) or None,
        parent=None if parent is None else find_unit(desk, parent).code,
        from_on=begins or office.today(),
    )
    add_units(desk, [unit], roots=root, request=terms.request, dry_run=terms.dry_run)
    line = Text(f"✓ Tổ chức {unit.code}: {unit.name}.", f"✓ Unit {unit.code}: {unit.name}.")
    tell_registered(
        office, [line], "unit-add", UNIT_COLUMNS, [unit_row(unit)], dry_run=terms.dry_run
    )


def _some(text: str, hint: str) -> str:
    if not text:
        raise click.BadParameter(
            say(Text("không được để trống.", "must not be empty.")), param_hint=hint
        )
    return text


def _drawn(units: Sequence[Unit]) -> Iterator[str]:
    """The tree, superiors first; a unit whose superior is gone stands at the left."""
    codes = {unit.code for unit in units}
    below: dict[str | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent if unit.parent in codes else None, []).append(unit)

    def branch(parent: str | None, indent: str) -> Iterator[str]:
        here = below.get(parent, [])
        for place, unit in enumerate(here, start=1):
            last = place == len(here)
            corner = "" if parent is None else ("└─ " if last else "├─ ")
            yield f"{indent}{corner}{unit.code}  {unit.name} ({tier(unit)})"
            deeper = "" if parent is None else ("   " if last else "│  ")
            yield from branch(unit.code, indent + deeper)

    yield from branch(None, "")


def _tell_none(office: Office) -> None:
    office.tell(
        Text(
            "Chưa có tổ chức nào. Thêm: ketnap unit add · ketnap import units TỆP",
            "There is no unit yet. To add some: ketnap unit add · ketnap import units FILE",
        )
    )
