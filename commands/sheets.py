"""A table that is printed, or written to Excel in the committee's layout where --xlsx asks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
    from office.headings import ListName
    from office.writing import Column as Written
    from office.writing import OutCell

_KINDS = {"day": "date", "number": "count"}
FILE = (
    Column(key="file", heading=Text("Tệp", "File")),
    Column(key="rows", heading=Text("Số dòng", "Rows"), kind="number"),
)
"""What is told of a file that was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a table goes: a workbook, or the screen where no file is named."""

    file: Path | None = None
    force: bool = False


def to_sheet(function: Callable[..., Any]) -> Callable[..., Any]:
    """--xlsx and --force, handed over as `target`."""

    @functools.wraps(function)
    def with_target(*args: Any, xlsx: Path | None, force: bool, **given: Any) -> Any:
        return function(*args, target=Target(file=xlsx, force=force), **given)

    decorated: Callable[..., Any] = with_target
    for decorate in (
        option(
            "--force",
            is_flag=True,
            default=False,
            words=Text("Ghi đè tệp đã có.", "Overwrite a file."),
        ),
        option(
            "--xlsx",
            type=click.Path(path_type=Path, dir_okay=False),
            default=None,
            metavar="FILE",
            words=Text("Ghi ra tệp Excel.", "Write to an Excel file."),
        ),
    ):
        decorated = decorate(decorated)
    return decorated


def put_table(
    office: Office,
    target: Target,
    schema: str,
    title: Text,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Any]],
    *,
    unit: str | None = None,
    footer: Sequence[str] = (),
    extra: Mapping[str, Any] | None = None,
) -> None:
    """Print a table, or write it to the file that was asked for.

    Raises:
        SheetError: the file is there, or cannot be written.
    """
    if target.file is None:
        office.emit(schema, columns, rows, footer=footer, extra=extra)
        return
    from office.writing import Column as Written  # noqa: PLC0415 - only a workbook pays

    written = [
        Written(id=one.key, heading=one.heading, kind=_KINDS.get(one.kind, "text"))
        for one in columns
    ]
    cells = [[_cell(row, one) for one in columns] for row in rows]
    _write(office, target, schema, title, written, cells, unit=unit)


def put_list(
    office: Office,
    target: Target,
    listname: ListName,
    title: Text,
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Write a list to be filled in and taken back: rows by field id, in the list's own columns.

    Raises:
        SheetError: the file is there, or cannot be written.
    """
    from office.writing import list_columns  # noqa: PLC0415 - as above

    columns = list_columns(listname)
    cells = [[row.get(one.id) for one in columns] for row in rows]
    _write(office, target, listname, title, columns, cells)


def _write(
    office: Office,
    target: Target,
    template: str,
    title: Text,
    columns: Sequence[Written],
    rows: Sequence[Sequence[OutCell]],
    *,
    unit: str | None = None,
) -> None:
    from office.writing import write_sheet  # noqa: PLC0415 - as above

    assert target.file is not None  # noqa: S101 - asked for by both callers
    write_sheet(
        target.file,
        template=template,
        title=title,
        columns=columns,
        rows=rows,
        as_of=office.today(),
        unit=unit or _root(office),
        generated_at=written_at(office),
        language=language(),
        overwrite=target.force,
        proof=proof_of(office),
    )
    said = Text(
        f"✓ Đã ghi {len(rows)} dòng ra {target.file}.",
        f"✓ {len(rows)} rows written to {target.file}.",
    )
    done = [{"file": str(target.file), "rows": len(rows)}]
    tell_or_emit(office, [say(said)], f"{template}-file", FILE, done)


def _root(office: Office) -> str:
    there = office.store().units(office.today())
    return next((one.name for one in there if one.parent is None), "—")


def _cell(row: Mapping[str, Any], column: Column) -> str | int | date | None:
    if column.kind in _KINDS:
        value = row.get(column.key)
    else:
        value = row.get(f"{column.key}_shown", row.get(column.key))
    return value if isinstance(value, str | int | date | None) else str(value)
