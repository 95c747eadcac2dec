"""The cases behind a year of the history: who was admitted in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.league_cases import COLUMNS, admitted_rows, named, published
from commands.office_desk import Office
from commands.speech import say
from commands.yearbook import tally
from rules.text import Text
from workflow.errors import NotFoundError

if TYPE_CHECKING:
    from planning.history import History

_COLUMNS = tuple(column for column in COLUMNS if column.key != "column")
_TITLE = Text("Bảng qua các năm", "The history")


def history_cases(
    office: Office, found: History, year: int, unit: str | None, *, as_now: bool
) -> None:
    """List who makes the result of a year, each with the day of the decision.

    Args:
        office: Who asks.
        found: The table.
        year: The line of it that is opened.
        unit: Whose table it is: one unit's with those below it, or everybody's (None).
        as_now: Whether it has the units of today.

    Raises:
        NotFoundError: the table has no such year.
    """
    store, today = office.store(), office.today()
    printed = {row.year: row.admitted for row in found.rows}
    if year not in printed:
        lines = ", ".join(map(str, printed))
        raise NotFoundError(
            Text(f"{_TITLE.vi} không có dòng “{year}”.", f"{_TITLE.en} has no line “{year}”."),
            following=Text(f"các dòng: {lines}", f"its lines: {lines}") if lines else None,
        )
    units = None if unit is None else tally(store, year, today, as_now=as_now).subtree(unit)
    rows = sorted(admitted_rows(office, year, units, as_now=as_now), key=lambda row: row["ref"])
    many = len(rows)
    footer = [
        Text(f"Kết nạp {many} hồ sơ.", f"{many} admitted."),
        *published(_TITLE, printed[year], many),
    ]
    office.emit(
        "quota-history-cases", _COLUMNS, named(office, rows), footer=[say(line) for line in footer]
    )
