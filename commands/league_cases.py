"""The cases behind a line of the league: who was admitted in the year, and who is on the way."""

from __future__ import annotations

from collections.abc import Iterator
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

_COLUMNS = (
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
    place = places.get(typed) or places.get(typed.upper())
    if place is None:
        raise NotFoundError(
            Text(
                f"Bảng xếp hạng {year} không có dòng “{typed}”.",
                f"The league of {year} has no line “{typed}”.",
            ),
            following=Text(
                f"các dòng: {', '.join(sorted(places))}", f"its lines: {', '.join(sorted(places))}"
            ),
        )
    rows = [*_admitted(office, year, place, as_now=as_now), *_waiting(office, year, place)]
    admitted = sum(one["column"] == "admitted" for one in rows)
    open_ones = sum(one.count for one in waiting if one.unit in place.units)
    names = store.names_of([one["ref"] for one in rows])
    told = [one | {"name": names[one["ref"]]} for one in rows if one["ref"] in names]
    footer = [
        say(
            Text(
                f"Kết nạp {admitted} hồ sơ, trong nguồn {open_ones} hồ sơ.",
                f"{admitted} admitted, {open_ones} on the way.",
            )
        )
    ]
    if place.admitted != admitted:
        footer.append(
            say(
                Text(
                    f"! Bảng xếp hạng in {place.admitted}: kết quả đã công bố, không đếm từ hồ sơ.",
                    f"! The league says {place.admitted}: a published result, not counted.",
                )
            )
        )
    office.emit("quota-league-cases", _COLUMNS, told, footer=footer)


def _admitted(office: Office, year: int, place: Place, *, as_now: bool) -> Iterator[dict[str, Any]]:
    store, today = office.store(), office.today()
    lineage = Lineage.of(store.unit_rows(), today)
    for case in store.figures.milestones(date(year, 1, 1)):
        unit = lineage.today(case.unit) if as_now else case.unit
        if case.admitted is not None and case.admitted.year == year and unit in place.units:
            yield _row(case.ref, unit, case.admitted, "admitted")


def _waiting(office: Office, year: int, place: Place) -> Iterator[dict[str, Any]]:
    if year < office.today().year:
        return
    for line in office.store().cases(CaseFilter(states=tuple(BEFORE_ADMISSION))):
        if line.unit in place.units:
            yield _row(line.ref, line.unit, line.since, "in_pipeline")


def _row(ref: str, unit: str, on: date, column: str) -> dict[str, Any]:
    return {
        "ref": ref,
        "unit": unit,
        "on": on,
        "column": column,
        "column_shown": say(_LABELS[column]),
    }
