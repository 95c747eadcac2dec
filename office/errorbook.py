"""The rows that could not be taken, given back with the reason beside each.

The officer mends the cells and imports this same file: its headings are the file's own.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from office.cells import shown
from office.formulas import CELL_LIMIT, printable
from office.lists import ParsedList
from office.saving import save_whole
from office.sheet import Sheet
from rules.text import Language, Text

_LINE = Text(vi="Dòng", en="Line")
_REASON = Text(vi="Lý do", en="Reason")


def write_error_book(
    path: Path,
    sheet: Sheet,
    parsed: ParsedList,
    *,
    language: Language = "vi",
    overwrite: bool = False,
) -> None:
    """Write the rejected rows of a list as an .xlsx file; every cell is text.

    Raises:
        SheetError: The file exists already or cannot be written.
    """
    save_whole(path, lambda to: _write(to, sheet, parsed, language), overwrite=overwrite)


def _write(path: Path, sheet: Sheet, parsed: ParsedList, language: Language) -> None:
    reasons: dict[int, list[str]] = {}
    for problem in parsed.problems:
        text = f"{problem.heading}: {problem.reason.to(language)}"
        reasons.setdefault(problem.line, []).append(text)
    options = {
        "in_memory": True,  # no copy of the rows in the system's temporary folder
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        page = book.add_worksheet()
        page.freeze_panes(1, 0)
        headings = (*sheet.headings, _LINE.to(language), _REASON.to(language))
        for place, heading in enumerate(headings):
            page.write_string(0, place, heading, bold)
        for at, (line, cells) in enumerate(parsed.rejected, 1):
            texts = (*map(shown, cells), str(line), "; ".join(reasons[line]))
            for place, text in enumerate(texts):
                if text:
                    page.write_string(at, place, printable(text[:CELL_LIMIT]))
