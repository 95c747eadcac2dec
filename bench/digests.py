"""A hundred thousand alerts, folded into the digests of two thousand people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from open_cases import FIRST, fill, run, settle
from results import Line, Report

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from scheduler.hours import load_hours
from scheduler.ladder import load_ladders
from scheduler.pipeline import load_pipeline
from scheduler.settings import Recipient, Settings
from scheduler.tick import Audience, Bell
from storage.address import address_of
from storage.schema import create_store
from storage.store import SqlStore
from workflow.inbox import Channel
from workflow.reminders import Role
from workflow.zone import office_zone

_WITHIN = 30.0
_JUDGED = 100_000
_NOW = datetime.combine(FIRST, datetime.min.time(), UTC).replace(hour=1)


def measure_digests(report: Report, folder: Path, *, alerts: int, people: int) -> None:
    """Measure on a SQLite file."""
    with create_store(address_of(str(folder / "digests.db"))) as store:
        _measure(report, "SQLite", store, alerts, people)


def measure_digests_postgresql(
    report: Report, url: Callable[[str], str], *, alerts: int, people: int
) -> None:
    """Measure on PostgreSQL; `url` makes an empty database of a name and tells its address."""
    with create_store(address_of(url("ketnap_bench_digests"))) as store:
        _measure(report, "PostgreSQL", store, alerts, people)


def _measure(report: Report, name: str, store: SqlStore, alerts: int, people: int) -> None:
    fill(store, alerts)
    run(store, *_prepared(store), people=people, now=_NOW.isoformat(" "))
    settle(store)
    bell = _bell(store, people)
    began = perf_counter()
    audience = Audience.on(bell, FIRST)
    planned = store.alerts.plan(lambda closed: audience.telling(_NOW, closed), _NOW, FIRST)
    seconds = perf_counter() - began
    if (planned.messages, planned.unaddressed) != (people, 0):
        raise SystemExit(f"{planned} of {people} people; nothing was measured")
    judged = alerts >= _JUDGED
    report.add(
        Line(
            what=f"{name}, {alerts:,} alerts folded into the digests of {people:,} people",
            ours=f"{seconds:.1f} s ({alerts / seconds:.0f}/s)",
            theirs="–",
            value=None,
            goal=f"< {_WITHIN:.0f} s" if judged else "",
            met=seconds < _WITHIN if judged else None,
            command="bench/run.py digests",
        )
    )


def _prepared(store: SqlStore) -> tuple[str, ...]:
    """A unit for each person, and one alert for each deadline: it falls due in two months."""
    sqlite = store.engine.dialect.name == "sqlite"
    unit = "'U' || (CAST(substr(ref, 9) AS INTEGER) % :people)"
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :people - 1)"
        if sqlite
        else "WITH n(i) AS (SELECT generate_series(0, :people - 1))"
    )
    return (
        f"UPDATE case_file SET unit = {unit}",
        "UPDATE deadline SET due_on = '2025-03-01'",
        (
            "INSERT INTO unit (code, from_on, name, name_key, name_sort, status, delegated)"
            f" {numbers} SELECT 'U' || i, '2016-01-01', 'Chi bộ ' || i, 'chi bo', 'c', 'cell',"
            " FALSE FROM n"
        ),
        (
            "INSERT INTO alert (deadline_id, rung, raised_at, state, round)"
            " SELECT id, -60, :now, 'raised', 0 FROM deadline"
        ),
    )


def _bell(store: SqlStore, people: int) -> Bell:
    rulebook = Rulebook.open()
    known = frozenset(rulebook.ids())
    recipients = tuple(
        Recipient(unit=f"U{number}", role=role, channel=Channel.TERMINAL, address=f"nguoi-{number}")
        for number in range(people)
        for role in Role
    )
    return Bell(
        alerts=store.alerts,
        ladders=load_ladders(known),
        hours=load_hours(known),
        pipeline=load_pipeline(),
        calendar=Calendar.open(decided=store.calendar_decisions),
        settings=Settings(recipients=recipients),
        rulebook=rulebook,
        clock=lambda: _NOW,
        zone=office_zone(),
    )
