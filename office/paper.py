"""One sheet to print and sign: heads, facts, a short table, two places for signatures.

Portrait A4 in Times New Roman, as a committee's own papers are. What stands in a head is given by
the caller; nothing is numbered or dated here that the log does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter

from office.formulas import CELL_LIMIT, printable
from office.refusal import SheetError
from office.saving import save_whole
from rules.text import Text

_FONT = "Times New Roman"
_A4 = 9  # the paper's number in the file format
_MARGIN = 0.79  # inches: two centimetres
_LINE = 17.0  # points that a line of thirteen points takes
_ROOM = 54.0  # points left for a signature
_FULL = 0.9  # of a column's width in figures, that words of this size fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the sheet says, in the language it is printed in.

    Attributes:
        name: The sheet's name.
        left: Head on the left, line by line; the last one in bold.
        right: Head on the right, in bold.
        dated: Place and day, under the head on the right.
        title: The title, and the number under it.
        number: As above.
        facts: What is confirmed, each with its label.
        headings: The headings of the table, first that of the ordinal.
        widths: How wide each further column is, in figures; together some eighty.
        rows: The lines of the table, without their ordinals.
        signers: Who signs on the left and on the right, and who that is.
        hint: Under each signer.
        proof: A checkpoint of the log in one line, at the foot of each page.
    """

    name: str
    left: tuple[str, ...]
    right: str
    dated: str
    title: str
    number: str
    facts: Sequence[tuple[str, str]]
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Sequence[Sequence[str]]
    signers: tuple[tuple[str, str], tuple[str, str]]
    hint: str
    proof: str | None = None


def write_paper(path: Path, paper: Paper, *, overwrite: bool = False) -> None:
    """Write a paper to an .xlsx file, whole or not at all.

    Raises:
        SheetError: The ending is another, the file exists, or the folder cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise SheetError(
            what=Text(vi=f"Không ghi được {path.name}", en=f"Cannot write {path.name}"),
            why=Text(vi="phiếu để in là tệp .xlsx", en="a paper to print is an .xlsx file"),
            remedy=Text(vi="Xin đổi đuôi tệp", en="Please change the ending"),
        )
    save_whole(path, lambda to: _write(to, paper), overwrite=overwrite)


def _write(path: Path, paper: Paper) -> None:
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        _Sheet(book, paper).fill()


class _Sheet:
    """The sheet while it is filled, from the top down."""

    def __init__(self, book: Any, paper: Paper) -> None:
        self._book, self._paper, self._at = book, paper, 0
        self._sheet = book.add_worksheet(paper.name)
        self._widths = (5, *paper.widths)
        self._last = len(self._widths) - 1
        self._half = self._middle()

    def fill(self) -> None:
        paper, sheet = self._paper, self._sheet
        sheet.set_portrait()
        sheet.set_paper(_A4)
        sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_MARGIN, bottom=_MARGIN)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if paper.proof is not None:
            sheet.set_footer(f"&L&8{paper.proof.replace('&', '&&')}&R&8&P/&N")
        for place, width in enumerate(self._widths):
            sheet.set_column(place, place, width)
        centred, bold = self._style(align="center"), self._style(align="center", bold=True)
        for line, words in enumerate(paper.left):
            last = line == len(paper.left) - 1
            right = paper.right if line == 0 else ""
            self._halves(words, right, bold if last else centred, bold)
        self._halves("", paper.dated, centred, self._style(align="center", italic=True))
        self._skip()
        self._across(paper.title, self._style(align="center", bold=True, font_size=16))
        self._across(paper.number, centred)
        self._skip()
        for label, value in paper.facts:
            self._across(f"{label}: {value}", self._style())
        self._skip()
        self._table()
        self._skip()
        (left, who), (right, whom) = paper.signers
        self._halves(left, right, bold, bold)
        self._halves(who, whom, centred, centred)
        hint = self._style(align="center", italic=True)
        self._halves(paper.hint, paper.hint, hint, hint)
        sheet.set_row(self._at, _ROOM)
        sheet.print_area(0, 0, self._at, self._last)

    def _table(self) -> None:
        head = self._style(bold=True, border=1, align="center", valign="vcenter")
        cell, number = self._style(border=1), self._style(border=1, align="center")
        self._sheet.repeat_rows(self._at)
        lines: list[Sequence[str]] = [self._paper.headings]
        lines += [(str(at), *row) for at, row in enumerate(self._paper.rows, 1)]
        for at, line in enumerate(lines):
            for place, words in enumerate(line):
                style = head if at == 0 else cell if place else number
                self._sheet.write_string(self._at, place, _clean(words), style)
            self._tall(
                max(_lines(words, width) for words, width in zip(line, self._widths, strict=True))
            )

    def _halves(self, left: str, right: str, style: Any, other: Any) -> None:
        self._span(0, self._half, left, style)
        self._span(self._half + 1, self._last, right, other)
        widths = sum(self._widths[: self._half + 1]), sum(self._widths[self._half + 1 :])
        self._tall(max(map(_lines, (left, right), widths)))

    def _across(self, words: str, style: Any) -> None:
        self._span(0, self._last, words, style)
        self._tall(_lines(words, sum(self._widths)))

    def _span(self, first: int, last: int, words: str, style: Any) -> None:
        self._sheet.merge_range(self._at, first, self._at, last, "", style)
        self._sheet.write_string(self._at, first, _clean(words), style)

    def _tall(self, lines: int) -> None:
        self._sheet.set_row(self._at, lines * _LINE)
        self._at += 1

    def _skip(self) -> None:
        self._at += 1

    def _middle(self) -> int:
        """The last column of the left half."""
        half = sum(self._widths) / 2
        return min(
            range(1, self._last - 1), key=lambda one: abs(sum(self._widths[: one + 1]) - half)
        )

    def _style(self, **more: Any) -> Any:
        look = {"font_name": _FONT, "font_size": 13, "text_wrap": True, "valign": "top"}
        return self._book.add_format({**look, **more})


def _clean(words: str) -> str:
    return printable(words[:CELL_LIMIT])


def _lines(words: str, width: int) -> int:
    """How many lines words take in a column, a little too many rather than too few."""
    return max(ceil(len(words) / (width * _FULL)), 1)
