"""`ketnap export`: lists in the committee's layout, in the columns that `ketnap import` reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.export_calendar import calendar
from commands.looking import looked
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.prose import tell_or_emit
from commands.skin import group, option
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from commands.export_rows import Listed, Wanted

command = group(
    "export",
    Text(
        "Xuất danh sách ra Excel hoặc CSV, theo mẫu nhập lại được.",
        "Export lists to Excel or CSV, in the columns that can be imported again.",
    ),
)

command.add_command(calendar)

STATES = (
    "nominated",
    "course",
    "verification",
    "admitted",
    "probation",
    "full_member",
    "closed",
    "struck_off",
)
_EXITS = (0, 2, 3, 5, 9)
_COLUMNS = (
    Column(key="file", heading=Text("Tệp", "File")),
    Column(key="rows", heading=Text("Số dòng", "Rows"), kind="number"),
)


def _file(function: Callable[..., Any]) -> Callable[..., Any]:
    force: Callable[..., Any] = option(
        "--force", is_flag=True, default=False, words=Text("Ghi đè tệp đã có.", "Overwrite a file.")
    )
    with_file: Callable[..., Any] = click.argument("file", type=click.Path(path_type=Path))(
        function
    )
    decorated: Callable[..., Any] = force(with_file)
    return decorated


_unit = option(
    "--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below.")
)
_states = option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(STATES),
    words=Text("Chỉ những bước này.", "Only these states."),
)
_overdue = option(
    "--overdue", is_flag=True, default=False, words=Text("Chỉ việc quá hạn.", "Only overdue ones.")
)


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
@_file
@_states
@_unit
@_overdue
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

    found = _wanted(office, unit, states=states, overdue=overdue)
    wanted = replace(found, personal=personal, ended=ended)
    _check(file, force=force)
    listed = lists.cases(office.store(), office.today(), wanted)
    seen = partial(looked, office, "export cases", listed.refs) if personal else None
    _write(office, file, listed, "cases", unit, force=force, ready=seen)
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
@_file
@_unit
@reads_past
@click.pass_obj
def units(office: Office, file: Path, force: bool, unit: str | None) -> None:
    """Export units."""
    from commands import export_rows as lists  # noqa: PLC0415 - as above

    wanted = _wanted(office, unit)
    _check(file, force=force)
    _write(
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
@_file
@_unit
@reads_past
@click.pass_obj
def quota(office: Office, file: Path, force: bool, unit: str | None) -> None:
    """Export quotas."""
    from commands import export_rows as lists  # noqa: PLC0415 - as above

    wanted = _wanted(office, unit)
    _check(file, force=force)
    _write(
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
@_file
@_states
@_unit
@_overdue
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

    wanted = _wanted(office, unit, states=states, overdue=overdue)
    _check(file, force=force)
    listed = lists.due(office.store(), office.today(), office.rulebook(), wanted)
    _write(office, file, listed, "due", unit, force=force)


def _wanted(
    office: Office,
    unit: str | None,
    *,
    states: tuple[str, ...] = (),
    overdue: bool = False,
) -> Wanted:
    from commands.export_rows import Wanted  # noqa: PLC0415 - as above
    from workflow.finding import find_unit  # noqa: PLC0415 - as above
    from workflow.states import State  # noqa: PLC0415 - as above
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    below: tuple[str, ...] = ()
    if unit is not None:
        root = find_unit(office.desk(), unit).code
        below = subtree(office.store().units(office.today()), root)
    return Wanted(
        states=tuple(State(state) for state in states),
        units=below,
        overdue=overdue,
    )


def _check(file: Path, *, force: bool) -> None:
    """Refuse before anything is read.

    Raises:
        InputError: the ending is neither .xlsx nor .csv.
        RefusedError: the file is there, and --force is not.
    """
    from office.saving import is_there  # noqa: PLC0415 - as above
    from workflow.errors import InputError, RefusedError  # noqa: PLC0415 - as above

    if file.suffix.lower() not in {".xlsx", ".csv"}:
        raise InputError(
            Text(
                f"Chỉ xuất ra tệp .xlsx hoặc .csv, không phải “{file.name}”.",
                f"Only .xlsx and .csv files are written, not “{file.name}”.",
            )
        )
    if is_there(file) and not force:
        raise RefusedError(
            Text(
                f"Đã có tệp {file.name}; chưa ghi gì.",
                f"{file.name} exists; nothing was written.",
            ),
            following=Text("đổi tên tệp, hoặc thêm --force", "another name, or --force"),
        )


def _write(
    office: Office,
    file: Path,
    listed: Listed,
    template: str,
    unit: str | None,
    *,
    force: bool,
    ready: Callable[[], None] | None = None,
) -> None:
    from office.writing import write_sheet  # noqa: PLC0415 - as above
    from workflow.checkpoints.line import checkpoint_line  # noqa: PLC0415 - as above
    from workflow.finding import find_unit  # noqa: PLC0415 - as above

    if unit is None:
        there = office.store().units(office.today())
        place = next((one.name for one in there if one.parent is None), "—")
    else:
        place = find_unit(office.desk(), unit).name
    write_sheet(
        file,
        template=template,
        title=listed.title,
        columns=listed.columns,
        rows=listed.rows,
        as_of=office.today(),
        unit=place,
        generated_at=office.now(),
        language=language(),
        overwrite=force,
        proof=checkpoint_line(office.store()),
        ready=ready,
    )
    count = len(listed.rows)
    said = Text(f"✓ Đã xuất {count} dòng ra {file}.", f"✓ {count} rows exported to {file}.")
    rows = [{"file": str(file), "rows": count}]
    tell_or_emit(office, [say(said)], f"export-{template}", _COLUMNS, rows)
