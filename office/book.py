"""The cells of an .xlsx workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from office.archive import checked_workbook
from office.refusal import SheetError, damaged, encrypted, no_such_sheet
from office.sheet import Cell

_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0"


def read_book(
    data: bytes, file_name: str, sheet: str | None
) -> tuple[str, Sequence[Sequence[Cell]]]:
    """The chosen worksheet's name and all its lines from the first on.

    Raises:
        SheetError: The workbook is unsafe, damaged, encrypted, or has no such sheet.
    """
    if data.startswith(_OLE):  # Office wraps a protected .xlsx in its older container
        raise encrypted(file_name) if _ENCRYPTED_STREAM in data else damaged(file_name)
    safe = checked_workbook(data, file_name)
    try:
        return _read(safe, file_name, sheet)
    except (SheetError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # the parser's panics derive from BaseException
        raise damaged(file_name) from error


def _read(data: bytes, file_name: str, sheet: str | None) -> tuple[str, Sequence[Sequence[Cell]]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        visible = [
            found.name
            for found in book.sheets_metadata
            if found.typ == SheetTypeEnum.WorkSheet and found.visible == SheetVisibleEnum.Visible
        ]
        chosen = sheet if sheet is not None else next(iter(visible), None)
        if chosen is None or chosen not in book.sheet_names:
            raise no_such_sheet(file_name, sheet, visible)
        # No look at its size: the census has bounded it before the parser saw it.
        return chosen, book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
