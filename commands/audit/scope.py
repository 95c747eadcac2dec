"""What an exception report looks at: units, days, rows or counts by organisation."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.days import Day
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.inspection.by_unit import Occurrence

BY_UNIT = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit")),
    Column(key="count", heading=Text("Số lần", "Times"), kind="number"),
    Column(key="files", heading=Text("Hồ sơ", "Files"), kind="number"),
    Column(key="first", heading=Text("Lần đầu", "First"), kind="day", spare=1),
    Column(key="last", heading=Text("Gần nhất", "Last"), kind="day"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Units (None: all), days of the deed, and whether counts by organisation are wanted."""

    unit: str | None = None
    first: date | None = None
    last: date | None = None
    by_unit: bool = False

    def units(self, office: Office) -> tuple[str, ...] | None:
        """Codes of the unit and of every unit that is, or ever was, below it."""
        return None if self.unit is None else units_below(office, self.unit)

    def covers(self, day: date) -> bool:
        """Whether a day is looked at."""
        return (self.first or day) <= day <= (self.last or day)


def units_below(office: Office, typed: str) -> tuple[str, ...]:
    """Codes of a unit and of every unit that is, or ever was, below it.

    Raises:
        NotFoundError: there is no such unit.
    """
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    desk = office.desk()
    return subtree(office.store().unit_rows(), find_unit(desk, typed).code)


def scoped(function: Callable[..., Any]) -> Callable[..., Any]:
    """--unit, --from, --to and --by-unit as `scope`; --xlsx as `target`; --as-of, --known-at."""

    @functools.wraps(function)
    def with_scope(
        *args: Any,
        unit: str | None,
        first: date | None,
        last: date | None,
        by_unit: bool,
        **given: Any,
    ) -> Any:
        scope = Scope(unit=unit, first=first, last=last, by_unit=by_unit)
        return function(*args, scope=scope, **given)

    decorated: Callable[..., Any] = with_scope
    for decorate in (reads_past, to_sheet, _by_unit, _last, _first, _unit):
        decorated = decorate(decorated)
    return decorated


def put_counts(
    office: Office, target: Target, schema: str, title: Text, found: Iterable[Occurrence]
) -> None:
    """Print, or write to a workbook, how often it happened in each organisation."""
    from workflow.inspection.by_unit import by_unit  # noqa: PLC0415 - help stays instant

    names = {one.code: one.name for one in office.store().unit_rows()}
    rows = [
        {
            "unit": one.unit,
            "name": names.get(one.unit or ""),
            "count": one.count,
            "files": one.files,
            "first": one.first,
            "last": one.last,
        }
        for one in by_unit(found)
    ]
    put_table(office, target, f"{schema}-by-unit", title, BY_UNIT, rows)


def put_rows(
    office: Office,
    target: Target,
    schema: str,
    title: Text,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Any]],
) -> None:
    """Print the rows of an exception report or write them to a workbook; none is said so."""
    footer = () if rows else (say(Text("Không có trường hợp nào.", "None.")),)
    put_table(office, target, schema, title, columns, rows, footer=footer)


_unit = option(
    "--unit",
    default=None,
    words=Text("Tổ chức và mọi cấp dưới, cả trước đây.", "A unit and all below it, now or before."),
)
_first = option("--from", "first", type=Day(), default=None, words=Text("Từ ngày.", "From."))
_last = option("--to", "last", type=Day(), default=None, words=Text("Tới ngày.", "Until."))
_by_unit = option(
    "--by-unit",
    is_flag=True,
    default=False,
    words=Text(
        "Đếm theo tổ chức, không theo người.", "Count by organisation; people are never counted."
    ),
)
