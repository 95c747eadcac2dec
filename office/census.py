"""How many lines and columns a worksheet claims, told before anybody makes room for them.

The parser lays out a full rectangle up to the furthest cell; one cell in the last corner of a sheet
would take gigabytes. Sheets as Excel, LibreOffice and our own writer make them are cleared by one
search of their bytes; anything unusual is read properly, element by element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

# A cell that does not look like <c r="A1" s="1" t="s">: other attributes or order, no address, or
# one far out (after column AN, the 40th, or line 199,999). A hit is no fault; it asks for the slow
# reading.
_UNUSUAL = re.compile(
    rb'<c(?=[\s/>])(?! r="(?:[A-Z]|A[A-N])(?:[1-9]\d{0,4}|1\d{5})"(?: (?:s|t|cm|vm)="\w*")* ?/?>)'
)
_TABLE_START = re.compile(rb"<[^\s<>/:]*:?sst(?![^\s/>])")
_TABLE = re.compile(rb"<([^\s<>/:]*:?)sst(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*(/?)>")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_LINE = re.compile(r"[0-9]{1,7}")


class CensusError(Exception):
    """The bytes are not a worksheet that can be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """An upper bound of what parsing a sheet makes room for.

    A sheet cleared by the fast search says no more than that its cells lie within 40 columns and
    199,999 lines: `rows` and `columns` are then 0.
    """

    rows: int
    columns: int
    cells: int


def take_census(sheet: bytes) -> Census:
    """Count a worksheet's XML.

    Raises:
        CensusError: The XML is not well formed.
    """
    # The parser knows elements by their local name, so a prefix must not hide a cell.
    if b":c" not in sheet and not _UNUSUAL.search(sheet):
        return Census(rows=0, columns=0, cells=sheet.count(b"<c "))
    return _Reader().read(sheet)


def holds_strings(part: bytes) -> bool:
    """Whether a part could be read as the table of shared strings."""
    return b"sst" in part and _TABLE_START.search(part) is not None


def without_counts(strings: bytes) -> bytes:
    """The shared strings without the numbers that say how many they are.

    The parser makes room for as many as the part claims, before it has seen one.

    Raises:
        CensusError: The opening element cannot be told.
    """
    bare, found = _TABLE.subn(rb"<\1sst\2>", strings)
    if found != len(_TABLE_START.findall(strings)):
        raise CensusError
    return bare


def longest_string(strings: bytes) -> int:
    """An upper bound, in bytes, of the longest shared string."""
    return max(map(len, strings.split(b"<si")))


class _Reader:
    """Walks a worksheet and keeps the furthest line and column."""

    def __init__(self) -> None:
        self._furthest_row = 0
        self._furthest_column = 0
        self._rows = 0
        self._cells = 0
        self._in_row = 0
        self._most_in_row = 0

    def read(self, sheet: bytes) -> Census:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        try:
            parser.Parse(sheet, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise CensusError from error
        return Census(
            rows=self._furthest_row + self._rows,
            columns=self._furthest_column + self._most_in_row,
            cells=self._cells,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._in_row = 0
            if (number := attributes.get("r")) is None:
                self._rows += 1
            elif _LINE.fullmatch(number):
                self._furthest_row = max(self._furthest_row, int(number))
            else:
                raise CensusError
        elif local == "c":
            self._cells += 1
            if (place := attributes.get("r")) is None:
                self._in_row += 1
                self._most_in_row = max(self._most_in_row, self._in_row)
            elif address := _ADDRESS.fullmatch(place):
                column = 0
                for letter in address[1].upper():
                    column = 26 * column + ord(letter) - 64
                self._furthest_column = max(self._furthest_column, column)
                self._furthest_row = max(self._furthest_row, int(address[2]))
            else:  # the parser would count on, past the largest number it has
                raise CensusError
