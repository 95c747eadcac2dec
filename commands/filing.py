"""Files of a year per unit, gathered from receipts, cases, targets and plans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from commands.places import places_of
from commands.tallies import Tally
from commands.yearbook import tally
from planning.files import FileCount, file_count
from storage.store import SqlStore
from workflow.listing import CaseFilter
from workflow.registers.files import ReceivedFile, files_in
from workflow.registers.plans import file_dates, plans_in
from workflow.states import Event, State

_ON_THE_WAY = frozenset({State.NOMINATED, State.COURSE, State.VERIFICATION})


def counts_of(
    store: SqlStore, year: int, today: date, book: Tally | None = None
) -> Sequence[tuple[str, str, FileCount]]:
    """Code, name and count of every unit that holds a target or handed something in.

    `book` has the figures of the year, where they are counted already.
    """
    book = tally(store, year, today) if book is None else book
    lines = store.cases(CaseFilter())
    states = {line.ref: line.state for line in lines}
    returns = store.log({"event": Event.RETURN_FILE.value}, first=date(year, 1, 1))
    received = _followed(
        files_in(store, year, states, returns),
        {line.ref: line.unit for line in lines if line.state in _ON_THE_WAY},
        {one.code for one in store.units(today)},
    )
    dates = file_dates(plans_in(store, year), book.units.values())
    found = []
    for code, place in places_of(book, (one.unit for one in received)).items():
        inside = [one for one in received if one.unit in place.units]
        before = dates[code].before if code in dates else None
        if place.target or inside:
            count = file_count(inside, due=place.target, before=before, today=today)
            found.append((code, book.name(code), count))
    return found


def _followed(
    received: Iterable[ReceivedFile], places: Mapping[str, str], there: Collection[str]
) -> Sequence[ReceivedFile]:
    """Files of a unit that is no more stand with the heir that has the case, as its target does.

    What was decided on by then stays with the unit that ended: its target keeps that place.
    """
    return [
        one if one.unit in there else replace(one, unit=places.get(one.case, one.unit))
        for one in received
    ]


def before_of(store: SqlStore, year: int, unit: str, today: date) -> date | None:
    """The day before which a unit's files of a year come in; None where no plan names one."""
    found = file_dates(plans_in(store, year), store.units(today)).get(unit)
    return None if found is None else found.before
