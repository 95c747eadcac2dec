"""Tables over years and units, built from the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from commands.tallies import Tally, total
from planning.allocation import Allocation, allocation
from planning.history import History, YearResult, history
from planning.league import League, UnitProgress, league
from storage.figures import Waiting
from storage.store import SqlStore
from workflow.states import State


def tally(store: SqlStore, year: int, today: date) -> Tally:
    """One year's figures, with the units as they stood at its end (or stand today)."""
    return tallies(store, year, year, today)[0]


def tallies(store: SqlStore, first: int, last: int, today: date) -> Sequence[Tally]:
    """The figures of each year, both ends with it."""
    quotas = store.quotas(first, last)
    counted: dict[int, dict[str, int]] = {}
    for row in store.figures.admissions(first, last):
        counted.setdefault(row.year, {})[row.unit] = row.count
    return [
        Tally.of(year, store.units(_as_of(year, today)), quotas, counted.get(year, {}))
        for year in range(first, last + 1)
    ]


def history_of(
    store: SqlStore, first: int, last: int, today: date, unit: str | None = None
) -> History:
    """Targets and results by year, of the whole store or of one unit; empty years are left out."""
    results = [_result(one, today, unit) for one in tallies(store, first, last, today)]
    return history([one for one in results if one is not None])


def league_of(store: SqlStore, year: int, today: date) -> League:
    """Units ranked in a year.

    Those rank who have not passed their quota on. Units outside come last, gathered under
    their grassroots organisation. In a year that is over nobody is on the way any more.
    """
    book = tally(store, year, today)
    waiting = store.figures.waiting() if year >= today.year else ()
    rows = [
        _progress(
            book,
            code,
            target=book.target(code) or 0,
            admitted=book.admitted(code) or 0,
            waiting=_within(waiting, book.subtree(code)),
        )
        for code in book.leaves()
    ]
    return league(rows + _others(book, waiting))


def allocation_of(store: SqlStore, year: int, today: date) -> Allocation | None:
    """What was set at the top against what those who rank were given; None without a target."""
    book = tally(store, year, today)
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
    book: Tally, code: str, *, target: int, admitted: int, waiting: Sequence[Waiting]
) -> UnitProgress:
    return UnitProgress(
        unit=code,
        name=book.name(code),
        target=target,
        admitted=admitted,
        in_pipeline=sum(one.count for one in waiting),
        able_this_year=sum(one.count for one in waiting if _able(one)),
    )


def _within(waiting: Sequence[Waiting], codes: Collection[str]) -> list[Waiting]:
    return [one for one in waiting if one.unit in codes]


def _able(one: Waiting) -> bool:
    """Whether a decision can come this year: the file is open, and nothing holds it."""
    return one.state is State.VERIFICATION and not one.held


def _others(book: Tally, waiting: Sequence[Waiting]) -> list[UnitProgress]:
    groups: dict[str, set[str]] = {}
    for code in sorted(book.outside(book.leaves(), [one.unit for one in waiting])):
        groups.setdefault(book.grassroots(code), set()).add(code)
    rows = [
        _progress(
            book,
            code,
            target=0,
            admitted=book.count(codes) or 0,
            waiting=_within(waiting, codes),
        )
        for code, codes in groups.items()
    ]
    return [row for row in rows if row.admitted or row.in_pipeline]
