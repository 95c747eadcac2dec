"""The cases behind a line of the league: who was admitted in the year, and who is on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from commands.office_desk import Office
from commands.output import Column
from commands.places import Place, places_of
from commands.speech import say
from commands.yearbook import tally
from planning.lineage import Lineage
from rules.text import Text
from storage.figures import BEFORE_ADMISSION
from workflow.errors import NotFoundError
from workflow.listing import CaseFilter
from workflow.states import State

COLUMNS = (
    Column(key="ref", heading=Text("Mã hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="on", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="column", heading=Text("Cột", "Column"), kind="ref"),
)
_LABELS = {
    "admitted": Text("kết nạp", "admitted"),
    "in_pipeline": Text("nguồn", "on the way"),
}


def league_cases(office: Office, year: int, typed: str, *, as_now: bool) -> None:
    """List who makes the two counts of a line, each with the day of the decision or the step.

    Raises:
        NotFoundError: no line of that year's league has this code.
    """
    store, today = office.store(), office.today()
    book = tally(store, year, today, as_now=as_now)
    waiting = store.figures.waiting() if year >= today.year else ()
    places = places_of(book, (one.unit for one in waiting))
    code = line_of(places, typed, Text(f"Bảng xếp hạng {year}", f"The league of {year}"))
    units = places[code].units
    there = waiting_rows(office, units) if year >= today.year else ()
    list_line(
        office,
        "quota-league-cases",
        [*admitted_rows(office, year, units, as_now=as_now), *there],
        printed=places[code].admitted,
        open_ones=sum(one.count for one in waiting if one.unit in units),
        title=Text("Bảng xếp hạng", "The league"),
    )


def line_of(places: Mapping[str, Place], typed: str, title: Text) -> str:
    """The code of a line of a table, as somebody typed it.

    Raises:
        NotFoundError: no line has this code.
    """
    for code in (typed, typed.upper()):
        if code in places:
            return code
    lines = ", ".join(sorted(places))
    raise NotFoundError(
        Text(
            f"{title.vi} không có dòng “{typed}”.",
            f"{title.en} has no line “{typed}”.",
        ),
        following=Text(f"các dòng: {lines}", f"its lines: {lines}"),
    )


def list_line(
    office: Office,
    schema: str,
    rows: Sequence[dict[str, Any]],
    *,
    printed: int,
    open_ones: int,
    title: Text,
    columns: Sequence[Column] = COLUMNS,
    grounds: Sequence[Text] = (),
) -> None:
    """Print the cases of a line that are in scope, and how many there are of each kind.

    Args:
        office: Who asks.
        schema: What programs call the list.
        rows: Everybody of the line.
        printed: How many the table says were admitted.
        open_ones: How many it says are on the way.
        title: What the table is called.
        columns: What is told of each.
        grounds: What else stands below.
    """
    admitted = sum(one["column"] == "admitted" for one in rows)
    footer = [
        Text(
            f"Kết nạp {admitted} hồ sơ, trong nguồn {open_ones} hồ sơ.",
            f"{admitted} admitted, {open_ones} on the way.",
        ),
        *grounds,
        *published(title, printed, admitted),
    ]
    office.emit(schema, columns, named(office, rows), footer=[say(line) for line in footer])


def named(office: Office, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their names; those out of scope count, and are not told."""
    names = office.store().names_of([one["ref"] for one in rows])
    return [one | {"name": names[one["ref"]]} for one in rows if one["ref"] in names]


def published(title: Text, printed: int | None, counted: int) -> Iterator[Text]:
    """That a table has a published result in place of its cases, where the two differ."""
    if printed is not None and printed != counted:
        yield Text(
            f"! {title.vi} in {printed}: kết quả đã công bố, không đếm từ hồ sơ.",
            f"! {title.en} says {printed}: a published result, not counted.",
        )


def admitted_rows(
    office: Office, year: int, units: Collection[str] | None, *, as_now: bool
) -> Iterator[dict[str, Any]]:
    """Who was admitted in a year in some units, or in any (None), with the day of the decision."""
    store, today = office.store(), office.today()
    lineage = Lineage.of(store.unit_rows(), today)
    for case in store.figures.milestones(date(year, 1, 1)):
        unit = lineage.today(case.unit) if as_now else case.unit
        here = units is None or unit in units
        if here and case.admitted is not None and case.admitted.year == year:
            yield _row(case.ref, unit, case.admitted, "admitted", case.state)


def waiting_rows(office: Office, units: Collection[str]) -> Iterator[dict[str, Any]]:
    """Who is on the way in some units, with the day of the last step; held or not."""
    for line in office.store().cases(CaseFilter(states=tuple(BEFORE_ADMISSION))):
        if line.unit in units:
            row = _row(line.ref, line.unit, line.since, "in_pipeline", line.state)
            yield row | {"held": line.held is not None}


def _row(ref: str, unit: str, on: date, column: str, state: State) -> dict[str, Any]:
    return {
        "ref": ref,
        "unit": unit,
        "on": on,
        "column": column,
        "column_shown": say(_LABELS[column]),
        "state": state.value,
        "held": False,
    }
