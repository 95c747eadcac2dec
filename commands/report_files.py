"""A report as a file: a workbook or a list for Excel, or the text that the screen shows."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.office_desk import Office
from commands.output import Column
from commands.report_rows import FIGURES, FORM, UNITS, figure_rows, form_rows, total_row, unit_rows
from commands.speech import language, say
from commands.stamps import proof_of, written_at
from rules.text import Text

if TYPE_CHECKING:
    from planning.forms import Form
    from planning.report import Report

_KINDS = {"number": "count", "ref": "text", "day": "date"}


def write_report(office: Office, found: Report, path: Path, *, by: str, force: bool) -> None:
    """Write one of the two tables of a report, or as text the whole."""
    from commands.report_periods import show  # noqa: PLC0415 - they need each other

    if path.suffix.lower() == ".txt":
        _write_text(office, path, lambda: show(office, found, None), force=force)
        return
    name = found.period.name
    title = Text(f"BÁO CÁO KẾT NẠP ĐẢNG VIÊN · {name.vi}", f"Report on admissions · {name.en}")
    if by == "unit":
        rows = [*unit_rows(found), total_row(found)]
        _write(office, path, "report-units", title, UNITS, rows, force=force)
    else:
        _write(office, path, "report", title, FIGURES, figure_rows(found), force=force)


def write_form(
    office: Office, found: Form, path: Path, show: Callable[[], None], force: bool
) -> None:
    """Write a filled form."""
    if path.suffix.lower() == ".txt":
        _write_text(office, path, show, force=force)
        return
    name = found.period.name
    title = Text(f"{found.title.vi} · {name.vi}", f"{found.title.en} · {name.en}")
    _write(office, path, f"form-{found.id.lower()}", title, FORM, form_rows(found), force=force)


def _write(
    office: Office,
    path: Path,
    template: str,
    title: Text,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Any]],
    *,
    force: bool,
) -> None:
    from office.writing import Column as SheetColumn  # noqa: PLC0415 - only a file pays
    from office.writing import write_sheet  # noqa: PLC0415 - as above

    tops = [unit.name for unit in office.store().units(office.today()) if unit.parent is None]
    write_sheet(
        path,
        template=template,
        title=title,
        columns=[
            SheetColumn(id=one.key, heading=one.heading, kind=_KINDS.get(one.kind, "text"))
            for one in columns
        ],
        rows=[[_cell(row, one) for one in columns] for row in rows],
        as_of=office.today(),
        unit=tops[0] if tops else "—",
        generated_at=written_at(office),
        language=language(),
        overwrite=force,
        proof=proof_of(office),
    )
    _said(office, path)


def _cell(row: dict[str, Any], column: Column) -> Any:
    """People read a workbook: percentages as they are printed, numbers as numbers."""
    value = row[column.key]
    if column.kind == "percent" or isinstance(value, Decimal):
        return row[f"{column.key}_shown"]
    return value


def _write_text(office: Office, path: Path, show: Callable[[], None], *, force: bool) -> None:
    from office.saving import save_whole  # noqa: PLC0415 - as above

    kept, office.output = office.output, "table"
    with redirect_stdout(io.StringIO()) as shown:
        show()
    office.output = kept
    text = "".join(f"{line.rstrip()}\n" for line in shown.getvalue().splitlines())
    proof = proof_of(office)
    if proof is not None:
        text += f"\n{say(proof)}\n"

    def write(to: Path) -> None:
        to.write_text(text, "utf-8")

    save_whole(path, write, overwrite=force)
    _said(office, path)


def _said(office: Office, path: Path) -> None:
    office.tell(Text(f"✓ Đã ghi {path}.", f"✓ {path} written."))
