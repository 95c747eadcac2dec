"""The lines under a table that belong to the paper, not to the list: totals, places to sign.

Only lines after the last line of data are left out. A line that does not begin as a footer does is
one only when it has at most two cells and lacks what every line of the list must have, or stands
under a footer without the ordinal that every line of the list has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from office.cells import shown
from office.headings import HeadingMatch, ListName, fields_of, heading_key
from office.sheet import Cell, Row, Sheet

_ORDINAL = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})
_SPARSE = 2  # cells: who made the list on the left, who signs on the right
_LONGEST = 200  # characters of a cell that are looked at
_FOOTER = re.compile(
    r"tong cong(?! ty)\b|tong so\b|cong( \d.*| (so|danh sach)\b.*| .*\b(nguoi|dong chi)\b.*)?$"
    r"|nguoi lap\b|t ?m\b|(pho )?bi thu\b|noi nhan\b|(.* )?ngay\b.* thang\b"
)


def without_footer(sheet: Sheet, listname: ListName, match: HeadingMatch) -> tuple[Sheet, int]:
    """The sheet without the lines under its table, and how many lines those are."""
    required = [
        match.columns[field.id]
        for field in fields_of(listname)
        if field.required and field.id in match.columns
    ]
    ordinal = next(
        (place for place, text in enumerate(sheet.headings) if heading_key(text) in _ORDINAL), None
    )
    begins = _begins(sheet.rows, ordinal, required)
    if ordinal is not None and not all(
        _says(cells[ordinal]) or not any(map(_says, cells)) for _, cells in sheet.rows[:begins]
    ):
        begins = _begins(sheet.rows, None, required)  # the list is not numbered throughout
    skipped = sum(any(map(_says, cells)) for _, cells in sheet.rows[begins:])
    return (replace(sheet, rows=sheet.rows[:begins]), skipped) if skipped else (sheet, 0)


def _begins(rows: Sequence[Row], ordinal: int | None, required: Sequence[int]) -> int:
    """Where the footer begins; the number of rows when there is none."""
    begins = len(rows)
    for at in range(len(rows) - 1, -1, -1):
        cells = rows[at][1]
        filled = [place for place, cell in enumerate(cells) if _says(cell)]
        if not filled:
            continue
        if _FOOTER.match(heading_key(shown(cells[filled[0]])[:_LONGEST])):
            begins = at
        elif len(filled) > _SPARSE or ordinal in filled:
            break
        else:
            lacking = any(place not in filled for place in required)
            if ordinal is not None and lacking and at:
                begins = at
            elif ordinal is None and not lacking:
                break
    return begins


def _says(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())
