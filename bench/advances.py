"""Durable transitions per second: the engine's full path beside hand-written driver code."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from by_hand import ByHand
from driver import open_driver
from main_path import MAIN_PATH, nominated
from plan import PlannedStep, planned
from results import Line, Report
from side_by_side import in_turns, ratio

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from storage.address import address_of
from storage.schema import create_store, open_store
from storage.store import SqlStore
from workflow.desk import Desk
from workflow.verification import verify

_MOMENT = datetime(2026, 11, 23, 3, tzinfo=UTC)
_PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "page_size")
_PRAGMAS += ("cache_size", "wal_autocheckpoint", "trusted_schema")
_TABLES = (
    "entry",
    "case_file",
    "person",
    "deadline",
    "sealed",
    "request",
    "counter",
    "unit",
    "keyring",
)
# What a row says, apart from salts, digests over them, request ids and their fingerprints.
_SAME_CASES = (
    "SELECT ref, unit, state, since, seq, held, moving_to, next_due, next_rule FROM case_file"
    " ORDER BY ref"
)
_SAME_DEADLINES = (
    "SELECT stream, case_ref, rule, version, started_by, opened_by, start_on, due_on, opened_on,"
    " estimated, provisional, closed_how, closed_by, closed_on FROM deadline"
    " ORDER BY stream, rule, started_by, opened_by"
)
_SAME_ENTRIES = (
    "SELECT stream, seq, kind, event, effective_on, unit FROM entry ORDER BY stream, seq"
)
_SAME = (_SAME_CASES, _SAME_DEADLINES, _SAME_ENTRIES)
_ADVANCES = [step.advances for step in MAIN_PATH]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """Seconds of each step, per round."""

    ours: list[list[float]]
    theirs: list[list[float]]


def measure_sqlite(
    report: Report, folder: Path, *, rounds: int, cases: int, in_memory: bool = False
) -> None:
    """Measure on a SQLite file.

    On a real disk both sides wait for it, and a slow one hides our own work. In memory nothing
    waits: what is left is the work itself, shown without a goal.
    """
    plan = _plan(folder)
    empty = folder / "nominated.db"
    with create_store(address_of(str(empty))) as store:
        refs = nominated(a_desk(store), cases * (rounds + 1))
    shutil.copy(empty, folder / "ours.db")
    for mark in (".keys", ".keys.master"):
        keys = empty.with_name(empty.name + mark)
        if keys.exists():  # of the people in it
            shutil.copy(keys, folder / f"ours.db{mark}")
    shutil.copy(empty, folder / "theirs.db")
    with (
        open_store(address_of(str(folder / "ours.db"))) as store,
        closing(open_driver(folder / "theirs.db")) as connection,
    ):
        _same_pragmas(store, connection)
        hand = ByHand(connection, plan, _now)
        heads = dict(connection.execute("SELECT ref, head FROM case_file").fetchall())
        times = _alternate(a_desk(store), hand, refs, heads, rounds)
    name = "SQLite in memory" if in_memory else "SQLite"
    _report(report, name, times, cases, goal=None if in_memory else 0.45)
    with (
        open_store(address_of(str(folder / "ours.db"))) as ours,
        open_store(address_of(str(folder / "theirs.db"))) as theirs,
    ):
        same_counts(ours, theirs)
        same_rows(ours, theirs)


def measure_postgresql(
    report: Report, folder: Path, url: Callable[[str], str], *, rounds: int, cases: int
) -> None:
    """Measure on PostgreSQL; `url` makes an empty database of a name and tells its address."""
    plan = _plan(folder)
    with (
        _nominated(url("ketnap_bench_ours"), cases * (rounds + 1)) as (ours, refs),
        _nominated(url("ketnap_bench_theirs"), cases * (rounds + 1)) as (theirs, _),
    ):
        address = theirs.engine.url.render_as_string(hide_password=False)
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
            heads = dict(connection.execute("SELECT ref, head FROM case_file").fetchall())
            hand = ByHand(connection, plan, _now, mark="%s")
            times = _alternate(a_desk(ours), hand, refs, heads, rounds)
        _report(report, "PostgreSQL", times, cases, goal=None)
        same_counts(ours, theirs)
        same_rows(ours, theirs)


def a_desk(store: SqlStore) -> Desk:
    """A desk at a fixed instant."""
    return Desk(
        store=store,
        rulebook=Rulebook.open(),
        calendar=Calendar.open(),
        clock=_now,
        actor="lan",
    )


def _now() -> datetime:
    return _MOMENT


def _plan(folder: Path) -> list[PlannedStep]:
    path = folder / "plan.db"
    path.unlink(missing_ok=True)
    with create_store(address_of(str(path))) as store:
        return planned(a_desk(store))


@contextmanager
def _nominated(url: str, count: int) -> Iterator[tuple[SqlStore, list[str]]]:
    with create_store(address_of(url)) as store:
        yield store, nominated(a_desk(store), count)


def _alternate(
    desk: Desk, hand: ByHand, refs: Sequence[str], heads: dict[str, str], rounds: int
) -> _Times:
    size = len(refs) // (rounds + 1)
    warm, *blocks = [refs[start : start + size] for start in range(0, len(refs), size)]
    times = _Times(ours=[], theirs=[])

    def ours(number: int) -> float:
        times.ours.append(_through_engine(desk, blocks[number]))
        return sum(times.ours[-1])

    def theirs(number: int) -> float:
        times.theirs.append([])
        for ref in blocks[number]:
            hand.take(ref, heads[ref], times.theirs[-1])
        return sum(times.theirs[-1])

    _through_engine(desk, warm)
    for ref in warm:
        hand.take(ref, heads[ref], [])
    in_turns(ours, theirs, rounds)
    return times


def _through_engine(desk: Desk, refs: Sequence[str]) -> list[float]:
    times = []
    for ref in refs:
        for step in MAIN_PATH:
            began = perf_counter()
            step.take(desk, ref)
            times.append(perf_counter() - began)
    return times


def _report(
    report: Report, database: str, times: _Times, cases: int, *, goal: float | None
) -> None:
    for what, wanted in (("advance", _ADVANCES), ("advance and record", [True] * len(_ADVANCES))):
        mine = [_sum(one, wanted) for one in times.ours]
        others = [_sum(one, wanted) for one in times.theirs]
        found = ratio(mine, others)
        count = cases * sum(wanted)
        headline = goal is not None and what == "advance"
        report.add(
            Line(
                what=f"{database}, transitions: {what}",
                ours=f"{count / found.ours:.0f}/s ({found.ours / count * 1e6:.0f} µs)",
                theirs=f"{count / found.theirs:.0f}/s ({found.theirs / count * 1e6:.0f} µs)",
                value=found.value,
                spread=(found.low, found.high),
                goal=f"≥ {goal}" if headline else "",
                met=found.value >= (goal or 0) if headline else None,
                command=f"bench/run.py {database.lower().replace(' ', '-')}",
            )
        )


def _sum(times: Sequence[float], wanted: Sequence[bool]) -> float:
    return sum(seconds for number, seconds in enumerate(times) if wanted[number % len(wanted)])


def _same_pragmas(store: SqlStore, connection: Any) -> None:
    with store.engine.connect() as ours:
        for name in _PRAGMAS:
            here = ours.exec_driver_sql(f"PRAGMA {name}").scalar()
            there = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if here != there:
                raise SystemExit(f"{name} differs: {here} and {there}; nothing was measured")


def same_counts(ours: SqlStore, theirs: SqlStore) -> None:
    """Both stores hold as many rows in each table."""
    for table in _TABLES:
        count = f"SELECT count(*) FROM {table}"
        here, there = (_rows(store, count)[0][0] for store in (ours, theirs))
        if here != there:
            raise SystemExit(f"{table} holds {here} rows and, by hand, {there}")


def same_rows(ours: SqlStore, theirs: SqlStore) -> None:
    """Both stores say the same of every case, and both verify."""
    for query in _SAME:
        for here, there in zip(_rows(ours, query), _rows(theirs, query), strict=True):
            if here != there:
                raise SystemExit(f"rows differ: {here} and, by hand, {there}")
    for name, store in (("the engine's store", ours), ("the store by hand", theirs)):
        found = verify(store.audit)
        if found.breaks:
            raise SystemExit(f"{name} does not verify: {found.breaks[0]}")


def _rows(store: SqlStore, query: str) -> list[tuple[Any, ...]]:
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]
