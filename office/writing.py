"""Lists and reports out: XLSX in the committee's layout, or CSV for other programs.

What is written here can be read again by `read_sheet` and `parse_list`: a hidden line carries the
stable field ids, so even a file with English or renamed headings finds its fields.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from office.formulas import CELL_LIMIT, guarded, printable
from office.headings import ListName, fields_of
from office.layout import DATA_ROW, Layout
from office.refusal import SheetError
from office.saving import save_whole
from office.vocabulary import label_of
from rules.text import Language, Text

TEMPLATE_VERSION = 1
"""Written to the `_meta` sheet; grows when the layout changes."""

OutCell = str | int | date | None
"""A value to write; codes are written as their words, partial births as officers write them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a written table.

    Attributes:
        id: The stable field id, for the hidden line.
        heading: What stands above the column.
        kind: As in `data/headings.toml`; `text` for anything that is not a list's own field.
    """

    id: str
    heading: Text
    kind: str


def list_columns(listname: ListName, *, only: Sequence[str] | None = None) -> tuple[Column, ...]:
    """The columns of one of the lists, in their order; `only` keeps just these field ids."""
    return tuple(
        Column(id=field.id, heading=field.heading, kind=field.kind)
        for field in fields_of(listname)
        if only is None or field.id in only
    )


def write_sheet(
    path: Path,
    *,
    template: str,
    title: Text,
    columns: Sequence[Column],
    rows: Iterable[Sequence[OutCell]],
    as_of: date,
    unit: str,
    generated_at: datetime,
    language: Language = "vi",
    overwrite: bool = False,
    proof: Text | None = None,
    ready: Callable[[], None] | None = None,
) -> None:
    """Write a table to an .xlsx or .csv file.

    Args:
        path: The file; its ending says which kind.
        template: What the table is (`cases`, `quota`, `league`, …), for the `_meta` sheet.
        title: The first line.
        columns: The columns; an ordinal column is put before them in XLSX.
        rows: Values in the order of `columns`.
        as_of: The day the figures stand for.
        unit: The organisation whose list it is.
        generated_at: The instant of writing, for the `_meta` sheet.
        language: The language of title and headings.
        overwrite: Replace a file of that name.
        proof: A checkpoint of the log in one line, printed at the foot of each page (XLSX).
        ready: Called once the file is whole, before it has its name; see `save_whole`.

    Raises:
        SheetError: The ending is neither, the file exists, or the folder cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        save_whole(
            path,
            lambda to: _write_csv(to, columns, rows, language),
            overwrite=overwrite,
            ready=ready,
        )
    elif ending == ".xlsx":
        heading = Layout(
            template=template,
            version=TEMPLATE_VERSION,
            title=title.to(language),
            subtitle=_subtitle(unit, as_of, language),
            ids=("ordinal", *(column.id for column in columns)),
            headings=(_ORDINAL.to(language), *(column.heading.to(language) for column in columns)),
            kinds=("count", *(column.kind for column in columns)),
            generated_at=generated_at,
            proof=None if proof is None else proof.to(language),
        )
        save_whole(
            path, lambda to: _write_book(to, heading, rows), overwrite=overwrite, ready=ready
        )
    else:
        raise SheetError(
            what=Text(vi=f"Không ghi được {path.name}", en=f"Cannot write {path.name}"),
            why=Text(vi="chỉ ghi tệp .xlsx hoặc .csv", en="only .xlsx and .csv are written"),
            remedy=Text(vi="Xin đổi đuôi tệp", en="Please change the ending"),
        )


_ORDINAL = Text(vi="STT", en="No.")


def _subtitle(unit: str, as_of: date, language: Language) -> str:
    day = f"{as_of:%d/%m/%Y}"
    return f"{unit} · {Text(vi=f'tính đến {day}', en=f'as of {day}').to(language)}"


def _write_book(path: Path, layout: Layout, rows: Iterable[Sequence[OutCell]]) -> None:
    # The writer's own temporary files hold the same people: they lie beside the target, unseen.
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
            sheet, day_format, text_format = layout.begin(book)
            for number, row in enumerate(rows, 1):
                at = DATA_ROW + number - 1
                sheet.write_number(at, 0, number, text_format)
                for place, value in enumerate(row, 1):
                    cell = _outward(layout.kinds[place], value)
                    if isinstance(cell, date):
                        sheet.write_datetime(at, place, cell, day_format)
                    elif isinstance(cell, int):
                        sheet.write_number(at, place, cell, text_format)
                    elif cell:
                        sheet.write_string(at, place, printable(cell[:CELL_LIMIT]), text_format)
            layout.finish(book, sheet)


def _write_csv(
    path: Path, columns: Sequence[Column], rows: Iterable[Sequence[OutCell]], language: Language
) -> None:
    # The byte order mark tells Excel that this is UTF-8.
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([guarded(column.heading.to(language)) for column in columns])
        kinds = [column.kind for column in columns]
        for row in rows:
            writer.writerow(
                [_plain(_outward(kind, value)) for kind, value in zip(kinds, row, strict=True)]
            )


def _plain(cell: OutCell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return guarded("" if cell is None else str(cell))


def _outward(kind: str, value: OutCell) -> OutCell:
    if not isinstance(value, str) or not value:
        return value
    if kind == "born":
        return _born(value)
    return label_of(kind, value)


def _born(iso: str) -> OutCell:
    year, *rest = iso.split("-")
    if len(rest) == 2:  # noqa: PLR2004 - month and day
        return date.fromisoformat(iso)
    return f"{rest[0]}/{year}" if rest else year
