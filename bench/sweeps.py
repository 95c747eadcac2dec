"""A sweep over a million open cases, beside bare SQL that inserts the same rows."""

from __future__ import annotations

import resource
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from open_cases import day, fill, run_on, settle
from results import Line, Report
from sqlalchemy import text

from rules.rulebook import Rulebook
from scheduler.ladder import load_ladders
from storage.address import address_of
from storage.schema import create_store
from storage.store import SqlStore
from workflow.reminders import Step

_WITHIN = 1.5
_IDLE = 0.02
_FLAT_MB = 64
_START = 0
_JUDGED = 1_000_000
# What somebody would write who knows that all earlier rungs are raised: nothing is looked up twice.
_BARE = (
    "INSERT INTO alert (deadline_id, rung, raised_at, state, round)"
    " SELECT id, {days}, :now, 'raised', 0 FROM deadline"
    " WHERE closed_how IS NULL AND rule = 'probation' AND due_on = :due ORDER BY id"
)


def measure_sweeps(report: Report, folder: Path, *, cases: int, rounds: int) -> None:
    """Measure on a SQLite file."""
    with create_store(address_of(str(folder / "sweeps.db"))) as store:
        _measure(report, "SQLite", store, cases, rounds)


def measure_sweeps_postgresql(
    report: Report, url: Callable[[str], str], *, cases: int, rounds: int
) -> None:
    """Measure on PostgreSQL; `url` makes an empty database of a name and tells its address."""
    with create_store(address_of(url("ketnap_bench_sweeps"))) as store:
        _measure(report, "PostgreSQL", store, cases, rounds)


def _measure(report: Report, name: str, store: SqlStore, cases: int, rounds: int) -> None:
    rulebook = Rulebook.open()
    steps = load_ladders(frozenset(rulebook.ids())).steps(["probation"])
    fill(store, cases)
    store.alerts.sweep(steps, day(_START), _at(_START))
    settle(store)
    before = _peak_mb()
    ours, again, bare = [], [], []
    for number in range(_START + 1, _START + 1 + rounds):
        rows, seconds = _by_hand(store, steps, number)
        raised, swept = _timed(store, steps, number)
        if not raised or rows != raised:
            raise SystemExit(f"{raised} alerts raised, {rows} by hand; nothing was measured")
        nothing, idle = _timed(store, steps, number)
        if nothing:
            raise SystemExit(f"a second sweep raised {nothing}; nothing was measured")
        bare.append(seconds)
        ours.append(swept)
        again.append(idle)
    grown = _peak_mb() - before
    ratios = sorted(mine / other for mine, other in zip(ours, bare, strict=True))
    shares = [idle / mine for idle, mine in zip(again, ours, strict=True)]
    judged = cases >= _JUDGED
    command = f"bench/run.py sweep-{name.lower()}"
    report.add(
        Line(
            what=f"{name}, sweep of {cases:,} open cases, {raised:,} rungs newly due",
            ours=f"{median(ours) * 1000:.0f} ms, {grown} MB more",
            theirs=f"{median(bare) * 1000:.0f} ms",
            value=median(ratios),
            spread=(ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]),
            goal=f"≤ {_WITHIN}, memory flat" if judged else "",
            met=median(ratios) <= _WITHIN and grown <= _FLAT_MB if judged else None,
            command=command,
        )
    )
    report.add(
        Line(
            what=f"{name}, a second sweep with nothing due, beside the first",
            ours=f"{median(again) * 1000:.1f} ms",
            theirs=f"{median(ours) * 1000:.0f} ms",
            value=median(shares),
            goal=f"≤ {_IDLE}" if judged else "",
            met=median(shares) <= _IDLE if judged else None,
            command=command,
        )
    )


def _timed(store: SqlStore, steps: tuple[Step, ...], number: int) -> tuple[int, float]:
    began = perf_counter()
    raised = store.alerts.sweep(steps, day(number), _at(number))
    return raised, perf_counter() - began


def _by_hand(store: SqlStore, steps: tuple[Step, ...], number: int) -> tuple[int, float]:
    """The same rows by one bare statement per rung, as durable as ours; then taken out again."""
    statements = [_BARE.format(days=step.days) for step in steps]
    dues = [day(number) - timedelta(days=step.days) for step in steps]
    with store.engine.connect() as connection:
        last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM alert").scalar_one()
        rows, began = 0, perf_counter()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _sqlite(store) else "BEGIN")
        for statement, due in zip(statements, dues, strict=True):
            rows += run_on(connection, statement, due=due.isoformat(), now=_at(number))
        connection.exec_driver_sql("COMMIT")
        seconds = perf_counter() - began
        connection.execute(text("DELETE FROM alert WHERE id > :last"), {"last": last})
    return rows, seconds


def _sqlite(store: SqlStore) -> bool:
    return store.engine.dialect.name == "sqlite"


def _at(number: int) -> datetime:
    return datetime.combine(day(number), time(23), UTC)


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
