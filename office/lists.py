"""A sheet becomes a list: values by field, and every reason of every row that cannot be taken.

Columns are read one by one, each distinct cell once: lists repeat themselves (sexes, units, days),
so 100,000 lines cost little more than their different words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from office.cells import Parser, Value, parser_of, shown
from office.collector import collector_at_rest
from office.duplicates import duplicates
from office.formulas import printable
from office.headings import Field, HeadingMatch, ListName, fields_of, match_headings
from office.legacy import LegacyEncoding, as_legacy, legacy_encoding
from office.refusal import SheetError
from office.refused import Refused, refused
from office.sheet import Cell, Row, Sheet
from rules.text import Text

_SHOWN = 60  # characters of a bad cell that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRow:
    """A row that can be taken; `values` has the fields that are not empty."""

    line: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """One reason why a row cannot be taken.

    Attributes:
        line: The line in the officer's file.
        heading: The column's heading as it stands in the file.
        value: The cell as the officer sees it, shortened.
        reason: Why it cannot be taken.
    """

    line: int
    heading: str
    value: str
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedList:
    """What a sheet says, read as one of the lists.

    Attributes:
        listname: The list.
        match: What the columns mean.
        rows: The rows without any problem, in the file's order.
        problems: All reasons of all other rows, by line, then column.
        rejected: The other rows as they were read, for the error workbook.
    """

    listname: ListName
    match: HeadingMatch
    rows: tuple[ParsedRow, ...]
    problems: tuple[RowProblem, ...]
    rejected: tuple[Row, ...]


def parse_list(
    sheet: Sheet,
    listname: ListName,
    *,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    given: Mapping[str, Value] | None = None,
) -> ParsedList:
    """Read a sheet as a list. Blank lines are skipped.

    Args:
        sheet: The table as it was read.
        listname: The list it is to be.
        mapping: Headings the officer has decided (see `match_headings`).
        encoding: `tcvn3` or `vni` where `read_sheet` was given it; others change nothing here.
        given: Values of fields the file has no column for, the same for every row (the year of an
            allocation, say). A column of the file outweighs them.

    Raises:
        SheetError: A required column is missing, or the mapping does not fit.
    """
    legacy, headings = as_legacy(encoding), sheet.headings
    match = match_headings(headings, listname, mapping=mapping, ids=sheet.fields)
    given = {id_: value for id_, value in (given or {}).items() if id_ not in match.columns}
    missing = [field for field in match.missing if field not in given]
    if missing:
        raise _missing(sheet, missing, listname)
    with collector_at_rest():
        return _parsed(sheet.rows, listname, match, headings, legacy, given)


def _parsed(
    lines: Sequence[Row],
    listname: ListName,
    match: HeadingMatch,
    headings: Sequence[str],
    legacy: LegacyEncoding | None,
    given: Mapping[str, Value],
) -> ParsedList:
    telling = next(iter(match.columns.values()), 0)
    rows = [row for row in lines if _filled(row, telling)]
    fields = [field for field in fields_of(listname) if field.id in match.columns]
    raw = list(zip(*(cells for _, cells in rows), strict=True))
    columns = [
        _column(field, raw[match.columns[field.id]] if raw else (), legacy) for field in fields
    ]
    reasons = _cell_reasons(columns)
    numbers = [line for line, _ in rows]
    for index, field_id, reason in duplicates(listname, _by_id(fields, columns), numbers):
        reasons.setdefault(index, []).append((_place(fields, field_id), reason))
    return ParsedList(
        listname=listname,
        match=match,
        rows=_good_rows(rows, fields, columns, reasons, given),
        problems=tuple(_problems(rows, fields, match, headings, reasons)),
        rejected=tuple(rows[index] for index in sorted(reasons)),
    )


class _Memory(dict[Cell, Value | Refused | None]):
    """Parsed cells of one column: each distinct cell is parsed once."""

    def __init__(self, parser: Parser, *, required: bool) -> None:
        super().__init__()
        self._parser = parser
        self._empty = _REQUIRED if required else None

    def __missing__(self, cell: Cell) -> Value | Refused | None:
        blank = isinstance(cell, str) and not cell.strip()
        self[cell] = value = self._empty if blank else self._parser(cell)
        return value


def _filled(row: Row, at: int) -> bool:
    """Whether a line says anything; the column `at` mostly tells at one look."""
    first = row[1][at]
    if type(first) is str and first[:1] > " ":
        return True
    return any(cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in row[1])


def _column(
    field: Field, cells: Sequence[Cell], legacy: LegacyEncoding | None
) -> list[Value | Refused | None]:
    if bool in set(map(type, cells)):  # True == 1, and the memory must not take one for the other
        cells = [shown(cell) if isinstance(cell, bool) else cell for cell in cells]
    memory = _Memory(parser_of(field.kind, legacy), required=field.required)
    return list(map(memory.__getitem__, cells))


def _cell_reasons(
    columns: Sequence[Sequence[Value | Refused | None]],
) -> dict[int, list[tuple[int, Text]]]:
    reasons: dict[int, list[tuple[int, Text]]] = {}
    for place, column in enumerate(columns):
        for index, value in enumerate(column):
            if isinstance(value, Refused):
                reasons.setdefault(index, []).append((place, value.reason))
    return reasons


def _by_id(
    fields: Sequence[Field], columns: Sequence[Sequence[Value | Refused | None]]
) -> dict[str, Sequence[Value | Refused | None]]:
    return {field.id: column for field, column in zip(fields, columns, strict=True)}


def _place(fields: Sequence[Field], field_id: str) -> int:
    return [field.id for field in fields].index(field_id)


def _good_rows(
    rows: Sequence[Row],
    fields: Sequence[Field],
    columns: Sequence[Sequence[Value | Refused | None]],
    reasons: Mapping[int, object],
    given: Mapping[str, Value],
) -> tuple[ParsedRow, ...]:
    ids = [field.id for field in fields]
    clean = cast("Iterable[tuple[Value | None, ...]]", zip(*columns, strict=True))  # none refused
    return tuple(
        ParsedRow(
            line=rows[index][0],
            values={
                **given,
                **{
                    field: value
                    for field, value in zip(ids, values, strict=True)
                    if value is not None
                },
            },
        )
        for index, values in enumerate(clean)
        if index not in reasons
    )


def _problems(
    rows: Sequence[Row],
    fields: Sequence[Field],
    match: HeadingMatch,
    headings: Sequence[str],
    reasons: Mapping[int, list[tuple[int, Text]]],
) -> Iterable[RowProblem]:
    for index in sorted(reasons):
        line, cells = rows[index]
        for place, reason in sorted(reasons[index], key=lambda found: found[0]):
            at = match.columns[fields[place].id]
            value = printable(" ".join(shown(cells[at])[: 4 * _SHOWN].split()))
            yield RowProblem(
                line=line,
                heading=headings[at],
                value=value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…",
                reason=reason,
            )


def _missing(sheet: Sheet, missing: Sequence[str], listname: ListName) -> SheetError:
    wanted = [field for field in fields_of(listname) if field.id in missing]
    names_vi = ", ".join(f"“{field.heading.vi}”" for field in wanted)
    names_en = ", ".join(f"“{field.heading.en}”" for field in wanted)
    seen = ", ".join(f"“{heading[:_SHOWN]}”" for heading in sheet.headings if heading) or "–"
    spellings = "; ".join(
        f"{field.id}: {', '.join(dict.fromkeys(field.spellings))}" for field in wanted
    )
    old = next(filter(None, map(legacy_encoding, sheet.headings)), None)
    font_vi = f" Chữ kiểu {old.upper()}: thêm --encoding {old}." if old else ""
    font_en = f" Typed in a {old.upper()} font: add --encoding {old}." if old else ""
    return SheetError(
        what=Text(vi=f"Không đọc được {sheet.file_name}", en=f"Cannot read {sheet.file_name}"),
        why=Text(
            vi=f"thiếu cột {names_vi}; các cột đã thấy ở dòng {sheet.heading_line}: {seen}",
            en=f"the column {names_en} is missing; seen on line {sheet.heading_line}: {seen}",
        ),
        remedy=Text(
            vi=f"Đổi tên cột (nhận: {spellings}) hoặc ghép bằng --map “Tên cột=trường”.{font_vi}",
            en=f"Rename the column (taken: {spellings}) or use --map “Heading=field”.{font_en}",
        ),
    )


_REQUIRED = refused("còn trống; cột này bắt buộc", "empty; this column is required")
