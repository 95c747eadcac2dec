"""League, statistics and forecast of a province at 1×, 2×, 4×: under five seconds, and in step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from filling import fill, fill_units
from results import Line, Report
from waits import province

from commands.outlooks import outlook_of
from commands.places import places_of
from commands.yearbook import league_of, tally
from planning.forms import fill as fill_form
from planning.periods import Period
from storage.address import address_of
from storage.schema import create_store
from storage.store import SqlStore

_TODAY = date(2026, 11, 23)
_YEARS = 10
_FACTS = 24  # of a case: its snapshot is some two thousand characters, as a whole file's
_LIMIT = 5.0  # seconds
_SLACK = 1.3  # on a shared machine; 1.0 is cost in proportion to the data
_COMMAND = "bench/run.py figures"


def _league(store: SqlStore) -> None:
    league_of(store, _TODAY.year, _TODAY)


def _forecast(store: SqlStore) -> None:
    outlook_of(store, _TODAY, places_of(tally(store, _TODAY.year, _TODAY)))


def _statistics(store: SqlStore) -> None:
    period = Period.year(_TODAY.year).until(_TODAY)
    spans = (period.year_before, period)
    admitted = [one for span in spans for one in store.figures.admitted(span.first, span.last)]
    fill_form("2", admitted, period)


_FIGURES: Mapping[str, Callable[[SqlStore], None]] = {
    "league with forecast": _league,
    "Form 2-BTCTW": _statistics,
    "forecast": _forecast,
}


def measure_figures(
    report: Report,
    where: Callable[[str], str],
    database: str,
    *,
    sizes: Sequence[int],
    units: int,
    rounds: int,
) -> None:
    """Fill a store per size and time each figure; `where` gives an address for a name.

    SQLite works in this process, so its seconds are those of the processor: a busy machine does
    not lengthen them. Of PostgreSQL the clock on the wall is all there is. The best round counts.
    """
    clock = process_time if database == "SQLite" else perf_counter
    seconds: dict[str, list[float]] = {name: [] for name in _FIGURES}
    counted = 0
    for size in sizes:
        with create_store(address_of(where(f"figures_{size}"))) as store:
            cases = province(
                units=units, years=_YEARS, per_year=size / units / _YEARS, until=_TODAY, seed=7
            )
            counted = len(cases)
            fill_units(store, [f"U{number:03d}" for number in range(units)], "TINH")
            fill(store, cases, facts=_FACTS)
            for name, figure in _FIGURES.items():
                seconds[name].append(min(_timed(figure, store, clock) for _ in range(rounds)))
    for name, found in seconds.items():
        growth = found[-1] / found[0] / (sizes[-1] / sizes[0])
        report.add(
            Line(
                what=f"{database}, {units} units, {counted:,} cases of {_YEARS} years: {name}",
                ours=f"{found[-1]:.2f} s",
                theirs=" · ".join(
                    f"{size // 1000 or size}{'k' if size >= 1000 else ''} {took:.2f} s"
                    for size, took in zip(sizes, found, strict=True)
                ),
                value=growth,
                goal=f"< {_LIMIT:.0f} s, growth ≤ {_SLACK}",
                met=found[-1] < _LIMIT and growth <= _SLACK,
                command=_COMMAND,
            )
        )


def _timed(
    figure: Callable[[SqlStore], None], store: SqlStore, clock: Callable[[], float]
) -> float:
    began = clock()
    figure(store)
    return clock() - began


def sqlite_in(folder: Path) -> Callable[[str], str]:
    """Addresses of files in a folder."""
    return lambda name: str(folder / f"{name}.db")
