"""A table as it was read: headings, rows with their line numbers, and the file's fingerprint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a cell can hold; an empty cell is the empty string."""

Row = tuple[int, Sequence[Cell]]
"""A line number as the officer's spreadsheet program shows it, and the raw cells of that line."""

ROW_LIMIT = 200_000
"""The most lines a list may have; the largest province keeps fewer people in one file."""

COLUMN_LIMIT = 200
"""The most columns a list may have; the widest list seen has 34."""

AREA_LIMIT = 8_000_000
"""The most cells the rectangle from the first cell to the furthest may span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of a file.

    Attributes:
        name: The sheet's name, or the file's stem for a text file.
        file_name: The file's name without its folder.
        sha256: SHA-256 of the file's bytes, in hexadecimal.
        headings: The heading cells as text, line breaks made spaces.
        heading_line: The line the headings stand on.
        fields: The stable field ids of the hidden line, if the file has one, else empty.
        rows: The lines after the headings, blank ones included, each as wide as `headings`.
    """

    name: str
    file_name: str
    sha256: str
    headings: tuple[str, ...]
    heading_line: int
    fields: tuple[str, ...]
    rows: Sequence[Row]
