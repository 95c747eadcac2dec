"""Measure the product beside hand-written code, in one run: `bench/run.py [--quick] [MEASURE…]`.

Prints each ratio as it is found. A whole run (no measure named, not `--quick`) writes
`bench/RESULTS.md`. Exit code 1: a goal was not reached.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from advances import measure_postgresql, measure_sqlite
from digests import measure_digests, measure_digests_postgresql
from due_days import measure_due_days
from import_bench import measure_import
from log_verified import measure_log, room_for
from merging import measure_merging, stores_in
from results import RESULTS, Report
from simulated import measure_province
from start_up import measure_start_up
from sweeps import measure_sweeps, measure_sweeps_postgresql

sys.path.append(str(Path(__file__).parent.parent / "tests"))  # its server, started and stopped
from servers.databases import create_database
from servers.postgres import PostgresServer, PostgresUnavailableError, find_programs

_MEMORY = Path("/dev/shm")  # noqa: S108 - a file system without a disk is what is meant


def _sqlite(report: Report, folder: Path, quick: bool) -> None:
    measure_sqlite(report, folder, rounds=3 if quick else 21, cases=4 if quick else 8)


def _in_memory(report: Report, _folder: Path, quick: bool) -> None:
    if not _MEMORY.is_dir():
        report.note(f"{_MEMORY} is not here: not measured without a disk.")
        return
    with tempfile.TemporaryDirectory(prefix="ketnap-bench-", dir=_MEMORY) as folder:
        rounds, cases = (3, 4) if quick else (21, 8)
        measure_sqlite(report, Path(folder), rounds=rounds, cases=cases, in_memory=True)


def _postgresql(report: Report, folder: Path, quick: bool) -> None:
    try:
        server = PostgresServer(find_programs())
        with server:
            measure_postgresql(
                report,
                folder,
                lambda name: create_database(server.address.url("postgres"), name),
                rounds=2 if quick else 11,
                cases=3 if quick else 8,
            )
    except PostgresUnavailableError as problem:
        report.note(f"PostgreSQL was not measured: {problem}")


def _start_up(report: Report, folder: Path, quick: bool) -> None:
    measure_start_up(report, folder, rounds=5 if quick else 25)


def _import(report: Report, folder: Path, quick: bool) -> None:
    measure_import(report, folder, rounds=1 if quick else 2, rows=2_000 if quick else 100_000)


def _due_days(report: Report, _folder: Path, quick: bool) -> None:
    measure_due_days(report, rounds=1 if quick else 5)


def _log(report: Report, folder: Path, quick: bool) -> None:
    entries = 120_000 if quick else 1_000_000
    if not room_for(folder, entries):
        report.note("There is no room on the disk for a long log: it was not verified.")
        return
    measure_log(report, folder, rounds=3 if quick else 7, entries=entries)


def _merging(report: Report, folder: Path, quick: bool) -> None:
    cases, times = (500, (1, 2)) if quick else (50_000, (1, 2, 4))
    measure_merging(report, "SQLite", stores_in(folder), cases=cases, times=times)
    try:
        with PostgresServer(find_programs()) as server:

            def place(factor: int) -> str:
                return create_database(server.address.url("postgres"), f"merging_{factor}")

            measure_merging(report, "PostgreSQL", place, cases=cases, times=times)
    except PostgresUnavailableError as problem:
        report.note(f"PostgreSQL was not measured: {problem}")


def _sweep_sqlite(report: Report, folder: Path, quick: bool) -> None:
    measure_sweeps(report, folder, cases=30_000 if quick else 1_000_000, rounds=3 if quick else 9)


def _sweep_postgresql(report: Report, _folder: Path, quick: bool) -> None:
    try:
        with PostgresServer(find_programs()) as server:
            measure_sweeps_postgresql(
                report,
                lambda name: create_database(server.address.url("postgres"), name),
                cases=30_000 if quick else 1_000_000,
                rounds=3 if quick else 9,
            )
    except PostgresUnavailableError as problem:
        report.note(f"PostgreSQL was not measured: {problem}")


def _figures(report: Report, folder: Path, quick: bool) -> None:
    from figures import measure_figures, sqlite_in  # noqa: PLC0415 - it needs the tests' builders

    sizes = (400, 800, 1_600) if quick else (50_000, 100_000, 200_000)
    units, rounds = (10, 1) if quick else (500, 3)
    shape = {"sizes": sizes, "units": units, "rounds": rounds}
    measure_figures(report, sqlite_in(folder), "SQLite", **shape)
    if quick:
        return
    try:
        with PostgresServer(find_programs()) as server:
            place = server.address.url("postgres")
            measure_figures(
                report, lambda name: create_database(place, name), "PostgreSQL", **shape
            )
    except PostgresUnavailableError as problem:
        report.note(f"PostgreSQL was not measured: {problem}")


def _digests(report: Report, folder: Path, quick: bool) -> None:
    alerts, people = (2_000, 40) if quick else (100_000, 2_000)
    measure_digests(report, folder, alerts=alerts, people=people)
    try:
        with PostgresServer(find_programs()) as server:
            measure_digests_postgresql(
                report,
                lambda name: create_database(server.address.url("postgres"), name),
                alerts=alerts,
                people=people,
            )
    except PostgresUnavailableError as problem:
        report.note(f"PostgreSQL was not measured: {problem}")


def _province(report: Report, folder: Path, quick: bool) -> None:
    units, cases = (20, 100) if quick else (500, 20_000)
    measure_province(report, folder, units=units, cases=cases)


_MEASURES: dict[str, Callable[[Report, Path, bool], None]] = {
    "sqlite": _sqlite,
    "sqlite-in-memory": _in_memory,
    "postgresql": _postgresql,
    "start-up": _start_up,
    "import": _import,
    "due-days": _due_days,
    "figures": _figures,
    "log": _log,
    "merging": _merging,
    "sweep-sqlite": _sweep_sqlite,
    "sweep-postgresql": _sweep_postgresql,
    "digests": _digests,
    "province": _province,
}


def main() -> int:
    """Run the measures that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(_MEASURES))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, under a minute")
    parser.add_argument("--dir", type=Path, help="folder for the stores, on the disk to measure")
    given = parser.parse_args()
    unknown = [name for name in given.measures if name not in _MEASURES]
    if unknown:
        parser.error(f"no measure {unknown[0]}; there are: {', '.join(_MEASURES)}")
    report = Report()
    for name, measure in _MEASURES.items():
        if not given.measures or name in given.measures:
            with tempfile.TemporaryDirectory(prefix="ketnap-bench-", dir=given.dir) as folder:
                measure(report, Path(folder), given.quick)
    if not given.quick:
        report.write(datetime.now(UTC).date(), tuple(_MEASURES))
        print(f"written: {RESULTS.name}")
    for line in report.missed:
        print(f"goal {line.goal} not reached: {line.what}", file=sys.stderr)
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
