"""What the exports share: the file's name, its narrowing, and its writing whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column
from commands.prose import tell_or_emit
from commands.skin import option
from commands.speech import language, say
from commands.stamps import proof_of, written_at
from rules.text import Text

if TYPE_CHECKING:
    from commands.export_rows import Listed, Wanted

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
_COLUMNS = (
    Column(key="file", heading=Text("Tệp", "File")),
    Column(key="rows", heading=Text("Số dòng", "Rows"), kind="number"),
)


def to_file(function: Callable[..., Any]) -> Callable[..., Any]:
    """The file to write, and --force."""
    force: Callable[..., Any] = option(
        "--force", is_flag=True, default=False, words=Text("Ghi đè tệp đã có.", "Overwrite a file.")
    )
    with_file: Callable[..., Any] = click.argument("file", type=click.Path(path_type=Path))(
        function
    )
    decorated: Callable[..., Any] = force(with_file)
    return decorated


unit_option = option(
    "--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below.")
)
states_option = option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(STATES),
    words=Text("Chỉ những bước này.", "Only these states."),
)
overdue_option = option(
    "--overdue", is_flag=True, default=False, words=Text("Chỉ việc quá hạn.", "Only overdue ones.")
)


def wanted_of(
    office: Office,
    unit: str | None,
    *,
    states: tuple[str, ...] = (),
    overdue: bool = False,
) -> Wanted:
    """Which rows a list shows: of a unit and those below it, in some states, or only late ones.

    Raises:
        NotFoundError: no such unit.
    """
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


def check_free(file: Path, *, force: bool) -> None:
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


def write_listed(
    office: Office,
    file: Path,
    listed: Listed,
    template: str,
    unit: str | None,
    *,
    force: bool,
    ready: Callable[[], None] | None = None,
) -> None:
    """Write a list to its file and say so; `ready` is called before the file has its name.

    Raises:
        SheetError: the file is there, or its folder cannot be written.
    """
    from office.writing import write_sheet  # noqa: PLC0415 - as above
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
        generated_at=written_at(office),
        language=language(),
        overwrite=force,
        proof=proof_of(office),
        ready=ready,
    )
    count = len(listed.rows)
    said = Text(f"✓ Đã xuất {count} dòng ra {file}.", f"✓ {count} rows exported to {file}.")
    rows = [{"file": str(file), "rows": count}]
    tell_or_emit(office, [say(said)], f"export-{template}", _COLUMNS, rows)
