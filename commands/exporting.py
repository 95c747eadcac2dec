"""`ketnap export`: lists in the committee's layout, in the columns that `ketnap import` reads."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.export_boards import letters, probation, progress
from commands.export_calendar import calendar
from commands.export_files import (
    check_free,
    overdue_option,
    states_option,
    to_file,
    unit_option,
    wanted_of,
    write_listed,
)
from commands.looking import looked
from commands.office_desk import Office
from commands.past import reads_past
from commands.skin import group, option
from rules.text import Text

if TYPE_CHECKING:
    pass

command = group(
    "export",
    Text(
        "Xuất danh sách ra Excel hoặc CSV, theo mẫu nhập lại được.",
        "Export lists to Excel or CSV, in the columns that can be imported again.",
    ),
)

for board in (calendar, progress, probation, letters):
    command.add_command(board)

_EXITS = (0, 2, 3, 5, 9)


@command.command(
    words=Text(
        "Xuất danh sách người: họ tên, tổ chức, các ngày và văn bản. Không có số căn cước, dân tộc,"
        " tôn giáo… trừ khi thêm --personal. Người đã dừng hồ sơ hoặc đã xóa tên chỉ có khi thêm"
        " --all hoặc nêu --state.",
        "Export people: name, unit, days and papers. No identity number, ethnic group, religion …"
        " unless --personal is given. Closed cases and people struck off come with --all or when"
        " --state names them.",
    ),
    examples=(
        "ketnap export cases dang-theo-doi.xlsx",
        "ketnap export cases du-bi.csv --state probation --unit DV",
        "ketnap export cases day-du.xlsx --personal",
    ),
    exits=_EXITS,
)
@to_file
@states_option
@unit_option
@overdue_option
@option(
    "--personal",
    is_flag=True,
    default=False,
    words=Text("Kèm dữ liệu cá nhân.", "With personal data."),
)
@option(
    "--all",
    "ended",
    is_flag=True,
    default=False,
    words=Text("Kèm người đã dừng, đã xóa tên.", "With closed cases and people struck off."),
)
@reads_past
@click.pass_obj
def cases(
    office: Office,
    file: Path,
    force: bool,
    states: tuple[str, ...],
    unit: str | None,
    overdue: bool,
    personal: bool,
    ended: bool,
) -> None:
    """Export people."""
    from commands import export_rows as lists  # noqa: PLC0415 - help does not need the office

    found = wanted_of(office, unit, states=states, overdue=overdue)
    wanted = replace(found, personal=personal, ended=ended)
    check_free(file, force=force)
    listed = lists.cases(office.store(), office.today(), wanted)
    seen = partial(looked, office, "export cases", listed.refs) if personal else None
    write_listed(office, file, listed, "cases", unit, force=force, ready=seen)
    if listed.left_out:
        office.tell(
            Text(
                f"Chưa xuất {listed.left_out} người đã dừng hồ sơ hoặc đã xóa tên; thêm --all"
                " để có cả.",
                f"{listed.left_out} people with a closed case or struck off were left out;"
                " add --all to have them too.",
            )
        )


@command.command(
    words=Text("Xuất danh sách tổ chức đảng.", "Export units."),
    examples=("ketnap export units to-chuc.xlsx",),
    exits=_EXITS,
)
@to_file
@unit_option
@reads_past
@click.pass_obj
def units(office: Office, file: Path, force: bool, unit: str | None) -> None:
    """Export units."""
    from commands import export_rows as lists  # noqa: PLC0415 - as above

    wanted = wanted_of(office, unit)
    check_free(file, force=force)
    write_listed(
        office,
        file,
        lists.units(office.store(), office.today(), wanted),
        "units",
        unit,
        force=force,
    )


@command.command(
    words=Text("Xuất chỉ tiêu và kết quả các năm.", "Export targets and results of all years."),
    examples=("ketnap export quota chi-tieu.xlsx",),
    exits=_EXITS,
)
@to_file
@unit_option
@reads_past
@click.pass_obj
def quota(office: Office, file: Path, force: bool, unit: str | None) -> None:
    """Export quotas."""
    from commands import export_rows as lists  # noqa: PLC0415 - as above

    wanted = wanted_of(office, unit)
    check_free(file, force=force)
    write_listed(
        office,
        file,
        lists.quota(office.store(), office.today(), wanted),
        "quota",
        unit,
        force=force,
    )


@command.command(
    words=Text("Xuất việc đến hạn, gấp trước.", "Export open deadlines, urgent first."),
    examples=("ketnap export due den-han.xlsx", "ketnap export due qua-han.xlsx --overdue"),
    exits=_EXITS,
)
@to_file
@states_option
@unit_option
@overdue_option
@reads_past
@click.pass_obj
def due(
    office: Office,
    file: Path,
    force: bool,
    states: tuple[str, ...],
    unit: str | None,
    overdue: bool,
) -> None:
    """Export open deadlines."""
    from commands import export_rows as lists  # noqa: PLC0415 - as above

    wanted = wanted_of(office, unit, states=states, overdue=overdue)
    check_free(file, force=force)
    listed = lists.due(office.store(), office.today(), office.rulebook(), wanted)
    write_listed(office, file, listed, "due", unit, force=force)
