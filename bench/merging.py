"""A merger of 20 units into 4 in a province of 500 units, at one, two and four times the cases.

The province is made by the same actions as everywhere (`add_units`, `take_over`), then in each
store 20 units after 20 others are merged, on one connection; the time is that of the whole action,
deciding and committing, the median of the rounds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from advances import a_desk
from results import Line, Report

from storage.address import address_of
from storage.schema import create_store
from storage.store import SqlStore
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.registers import add_units, set_quotas
from workflow.actions.reorganise import reorganise
from workflow.desk import Desk
from workflow.names import fold, sort_key
from workflow.person import Person
from workflow.quota import Quota
from workflow.reorganising.plan import Legacy, Reorganisation, Turn
from workflow.states import Event, State
from workflow.unit import Unit, UnitStatus

_SINCE = date(2016, 1, 1)
_COMMITTEES = 100
_CELLS = 4  # below each committee: 1 + 100 + 400 units
_MERGED, _HEIRS = 20, 4
_ROUNDS = 3
_GOAL = 10.0
_BATCH = 10_000


def measure_merging(
    report: Report, name: str, store_at: Callable[[int], str], *, cases: int, times: Sequence[int]
) -> None:
    """Measure the merger at several sizes on one database.

    Args:
        report: Where the lines go.
        name: The database, as printed.
        store_at: The address of an empty place for each size.
        cases: Cases at one time.
        times: How many times that, smallest first.
    """
    seconds: list[float] = []
    moved: list[int] = []
    for factor in times:
        with create_store(address_of(store_at(factor))) as store:
            desk = a_desk(store)
            _province(desk, cases * factor)
            rounds = []
            for number in range(_ROUNDS):
                began = perf_counter()
                done = reorganise(desk, _plan(desk.today(), number))
                rounds.append(perf_counter() - began)
                _look(store, number)
            seconds.append(median(rounds))
            moved.append(sum(done.cases.values()))
    data = times[-1] / times[0]
    growth = seconds[-1] / seconds[0]
    report.add(
        Line(
            what=f"{name}, merger of {_MERGED} units into {_HEIRS}, {cases * times[-1]:,} cases",
            ours=", ".join(
                f"{factor}×: {took:.2f} s ({count:,} cases move)"
                for factor, took, count in zip(times, seconds, moved, strict=True)
            ),
            theirs=f"{data:.0f} times the data took {growth:.2f} times as long",
            value=data / growth,
            goal=f"under {_GOAL:.0f} s, no faster than the data",
            met=seconds[-1] < _GOAL and growth <= data,
            command="bench/run.py merging",
        )
    )


def _province(desk: Desk, cases: int) -> None:
    units = list(_units())
    add_units(desk, units)
    year = desk.today().year
    places = [unit.code for unit in units if unit.status is not UnitStatus.SUPERIOR]
    set_quotas(desk, [Quota(year=year, unit=code, target=20) for code in places])
    for first in range(0, cases, _BATCH):
        people = [
            _newcomer(number, places[number % len(places)])
            for number in range(first, min(first + _BATCH, cases))
        ]
        sha256 = hashlib.sha256(str(first).encode()).hexdigest()
        take_over(desk, people, file_name=f"{first}.csv", sha256=sha256)


def _units() -> Iterator[Unit]:
    yield Unit(code="T", name="Đảng bộ tỉnh", status=UnitStatus.SUPERIOR, from_on=_SINCE)
    for number in range(_COMMITTEES):
        yield Unit(
            code=f"X{number}",
            name=f"Đảng bộ xã {number}",
            status=UnitStatus.GRASSROOTS,
            parent="T",
            from_on=_SINCE,
        )
        for cell in range(_CELLS):
            yield Unit(
                code=f"X{number}-{cell}",
                name=f"Chi bộ {cell}",
                status=UnitStatus.CELL,
                parent=f"X{number}",
                from_on=_SINCE,
            )


def _newcomer(number: int, unit: str) -> Newcomer:
    name = f"Trần Văn {chr(ord('A') + number % 26)}"
    person = Person(
        id=f"{number:032x}",
        name=name,
        name_key=fold(name),
        name_sort=sort_key(name),
        born="1998-05-02",
        education="upper-secondary",
    )
    day = date(2026, 3, 1)
    return Newcomer(
        person=person,
        unit=unit,
        state=State.PROBATION,
        on=day,
        days={Event.HOLD_CEREMONY: day},
        decided_on=None,
    )


def _merged(number: int) -> list[str]:
    return [f"X{one}" for one in range(number * _MERGED, (number + 1) * _MERGED)]


def _plan(on: date, number: int) -> Reorganisation:
    heirs = [f"M{number * _HEIRS + one}" for one in range(_HEIRS)]
    return Reorganisation(
        turn=Turn.MERGE,
        on=on,
        founded=tuple(
            Unit(
                code=heir,
                name=f"Đảng bộ xã mới {heir}",
                status=UnitStatus.GRASSROOTS,
                parent="T",
                from_on=on,
            )
            for heir in heirs
        ),
        legacies=tuple(
            Legacy(unit=unit, heir=heirs[place % _HEIRS])
            for place, unit in enumerate(_merged(number))
        ),
        document=f"{number + 9}-NQ/TU",
    )


def _look(store: SqlStore, number: int) -> None:
    """Nobody was left behind.

    Raises:
        RuntimeError: a case stands in a unit that ended.
    """
    left = store.standing_cases(_merged(number))
    if left:
        message = f"{len(left)} cases were left behind"
        raise RuntimeError(message)


def stores_in(folder: Path) -> Callable[[int], str]:
    """A SQLite file for each size."""
    return lambda factor: str(folder / f"merging-{factor}.db")
