"""Rows judged against what the office knows, beyond what their cells say by themselves.

A row that a cell has already ruled out is judged as far as it can be read, so that the officer is
told everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from office.cells import Value, parser_of, shown
from office.formulas import printable
from office.headings import fields_of
from office.legacy import as_legacy
from office.lists import ParsedList, RowProblem
from office.refused import Refused
from office.sheet import Cell, Row, Sheet
from rules.text import Text

Reasons = Sequence[tuple[str, Text]]
"""Field ids, each with a reason why its row cannot be taken."""

Judge = Callable[[Mapping[str, Value]], Reasons]
"""Looks at one row's values; a field that is empty or could not be read is not among them."""

_SHOWN = 60  # characters of a bad cell that are shown


def judged(
    sheet: Sheet, parsed: ParsedList, judge: Judge, *, encoding: str | None = None
) -> ParsedList:
    """The list after every row has been judged; rows with a reason are among the rejected."""
    reasons: dict[int, Reasons] = {}
    for row in parsed.rows:
        if found := judge(row.values):
            reasons[row.line] = found
    ruled_out = frozenset(reasons)
    for line, values in readable(parsed, encoding):
        if found := judge(values):
            reasons[line] = found
    if not reasons:
        return parsed
    rejected = [*parsed.rejected, *(row for row in sheet.rows if row[0] in ruled_out)]
    rejected.sort(key=_line)
    headings = sheet.headings
    problems = [*parsed.problems, *_problems(parsed, reasons, dict(rejected), headings)]
    places = {heading: place for place, heading in reversed(list(enumerate(headings)))}
    problems.sort(key=lambda bad: (bad.line, places.get(bad.heading, len(headings))))
    return replace(
        parsed,
        rows=tuple(row for row in parsed.rows if row.line not in ruled_out),
        problems=tuple(problems),
        rejected=tuple(rejected),
    )


def filled(sheet: Sheet, place: int | None, value: str | None) -> Sheet:
    """The sheet with empty cells of a column standing for a value given for the whole file."""
    if place is None or value is None:
        return sheet
    rows: list[Row] = []
    for line, cells in sheet.rows:
        if _blank(cells[place]) and not all(map(_blank, cells)):
            rows.append((line, [*cells[:place], value, *cells[place + 1 :]]))
        else:
            rows.append((line, cells))
    return replace(sheet, rows=rows)


def readable(parsed: ParsedList, encoding: str | None) -> Iterator[tuple[int, dict[str, Value]]]:
    """The lines of the rejected rows, with what can be read of them."""
    legacy = as_legacy(encoding)
    columns = [
        (field.id, parsed.match.columns[field.id], parser_of(field.kind, legacy))
        for field in fields_of(parsed.listname)
        if field.id in parsed.match.columns
    ]
    for line, cells in parsed.rejected:
        values: dict[str, Value] = {}
        for field, place, parse in columns:
            if not _blank(cells[place]):
                value = parse(cells[place])
                if not isinstance(value, Refused):
                    values[field] = value
        yield line, values


def _problems(
    parsed: ParsedList,
    reasons: Mapping[int, Reasons],
    cells: Mapping[int, Sequence[Cell]],
    headings: Sequence[str],
) -> Iterator[RowProblem]:
    labels = {field.id: field.heading.vi for field in fields_of(parsed.listname)}
    for line, found in reasons.items():
        for field, reason in found:
            place = parsed.match.columns.get(field)
            yield RowProblem(
                line=line,
                heading=labels[field] if place is None else headings[place],
                value="" if place is None else _short(shown(cells[line][place])),
                reason=reason,
            )


def _line(row: Row) -> int:
    return row[0]


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _short(text: str) -> str:
    line = printable(" ".join(text[: 4 * _SHOWN].split()))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
