"""Tables over years and units, built from the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.bequest import total
from commands.outlooks import outlook_of
from commands.places import Place, places_of
from commands.tallies import Tally
from planning.allocation import Allocation, allocation
from planning.forecast import Range
from planning.history import History, YearResult, history
from planning.league import League, UnitProgress, league
from planning.lineage import Lineage, standing_in
from storage.figures import Waiting
from storage.store import SqlStore
from workflow.states import State


def tally(store: SqlStore, year: int, today: date, *, as_now: bool = False) -> Tally:
    """One year's figures, with the units that stood in it; `as_now`: under the units of today."""
    return tallies(store, year, year, today, as_now=as_now)[0]


def tallies(
    store: SqlStore, first: int, last: int, today: date, *, as_now: bool = False
) -> Sequence[Tally]:
    """The figures of each year, both ends with it."""
    quotas = store.quotas(first, last)
    counted: dict[int, dict[str, int]] = {}
    for row in store.figures.admissions(first, last):
        counted.setdefault(row.year, {})[row.unit] = row.count
    rows = store.unit_rows()
    lineage = Lineage.of(rows, today)
    found = []
    for year in range(first, last + 1):
        units = standing_in(rows, date(year, 1, 1), _as_of(year, today))
        book = Tally.of(year, units, quotas, counted.get(year, {}))
        found.append(book.under(lineage, store.units(today)) if as_now else book)
    return found


def history_of(
    store: SqlStore,
    first: int,
    last: int,
    today: date,
    unit: str | None = None,
    *,
    as_now: bool = False,
) -> History:
    """Targets and results by year, of the whole store or of one unit; empty years are left out."""
    books = tallies(store, first, last, today, as_now=as_now)
    results = [_result(one, today, unit) for one in books]
    return history([one for one in results if one is not None])


def league_of(
    store: SqlStore,
    year: int,
    today: date,
    *,
    estimated: bool = True,
    as_now: bool = False,
    book: Tally | None = None,
) -> League:
    """Units ranked in a year.

    Those rank who have not passed their quota on. Units outside come last, gathered under
    their grassroots organisation. In a year that is over nobody is on the way any more.

    Args:
        store: Where the figures are.
        year: The year.
        today: The day the figures stand for.
        estimated: Whether the end of this year is estimated from the waits of the past; without
            it, only its bounds are given.
        as_now: Whether the units of today rank, each with what it inherited.
        book: The figures of the year, where they are counted already.
    """
    if book is None:
        book = tally(store, year, today, as_now=as_now)
    waiting = store.figures.waiting() if year >= today.year else ()
    places = places_of(book, (one.unit for one in waiting))
    found = outlook_of(store, today, places) if estimated and year == today.year else None
    rows = [
        _progress(
            code,
            place,
            name=book.name(code),
            waiting=[one for one in waiting if one.unit in place.units],
            forecast=None if found is None else found.ranges[code],
        )
        for code, place in places.items()
    ]
    return league(rows, None if found is None else (found.total.low, found.total.high))


def allocation_of(
    store: SqlStore, year: int, today: date, *, as_now: bool = False
) -> Allocation | None:
    """What was set at the top against what those who rank were given; None without a target."""
    book = tally(store, year, today, as_now=as_now)
    target = total(map(book.target, book.tops()))
    if target is None:
        return None
    return allocation(target, [book.target(code) or 0 for code in book.leaves()])


def _as_of(year: int, today: date) -> date:
    return today if year >= today.year else date(year, 12, 31)


def _result(book: Tally, today: date, unit: str | None) -> YearResult | None:
    if unit is None:
        holders = book.tops()
        rest = book.outside(holders)
    elif unit in book.quotas:
        holders, rest = (unit,), frozenset[str]()
    else:
        inside = book.subtree(unit)
        holders = tuple(code for code in book.tops() if code in inside)
        rest = book.outside(holders) & inside
    admitted = total([*map(book.admitted, holders), book.count(rest)])
    target = total(map(book.target, holders))
    if target is None and admitted is None:
        return None
    if admitted is None and book.year == today.year:
        admitted = 0
    bases = dict.fromkeys(book.quotas[code].base for code in holders)
    return YearResult(
        year=book.year,
        target=target,
        admitted=admitted,
        target_source=", ".join(base for base in bases if base) or None,
    )


def _progress(
    code: str,
    place: Place,
    *,
    name: str,
    waiting: Sequence[Waiting],
    forecast: Range | None,
) -> UnitProgress:
    return UnitProgress(
        unit=code,
        name=name,
        target=place.target,
        admitted=place.admitted,
        in_pipeline=sum(one.count for one in waiting),
        able_this_year=sum(one.count for one in waiting if able(one)),
        forecast=None if forecast is None else (forecast.low, forecast.high),
    )


def able(one: Waiting) -> bool:
    """Whether a decision can come this year: the file is open, and nothing holds it."""
    return one.state is State.VERIFICATION and not one.held
