"""Import of a long list, CSV and Excel, as fresh processes, beside a pipeline made for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from advances import a_desk, same_counts, same_rows
from main_path import nominated
from people import PROFILES, people, write_csv, write_xlsx
from results import Line, Report
from side_by_side import in_turns, ratio
from start_up import KETNAP

from storage.address import address_of
from storage.schema import create_store, open_store

_CASE = "state, since, seq, next_due, next_rule, snapshot"
_DEADLINE = "rule, version, started_by, opened_by, start_on, due_on, opened_on, estimated"
_LONG = 50_000
_BY_HAND = Path(__file__).parent / "import_by_hand.py"


def measure_import(report: Report, folder: Path, *, rounds: int, rows: int) -> None:
    """Measure both kinds of file; each run starts from a store that holds only the units.

    Of a short list most of the time is start-up: it is shown and not judged.
    """
    judged = rows >= _LONG
    empty = folder / "units.db"
    with create_store(address_of(str(empty))) as store:
        nominated(a_desk(store), 0)
    plan = _plan(folder, empty)
    ours, theirs = folder / "ours.db", folder / "theirs.db"
    kinds: tuple[tuple[str, Callable[[Path, int], None]], ...] = (
        ("csv", write_csv),
        ("xlsx", write_xlsx),
    )
    for kind, write in kinds:
        source = folder / f"people.{kind}"
        write(source, rows)
        mine, others = in_turns(
            lambda _, source=source: _ours(source, empty, ours),  # type: ignore[misc]
            lambda _, source=source: _theirs(source, empty, theirs, plan),  # type: ignore[misc]
            rounds,
        )
        _compare(ours, theirs)
        found = ratio(mine, others)
        report.add(
            Line(
                what=f"Import of {rows:,} people, {kind.upper()}",
                ours=f"{found.ours:.1f} s ({rows / found.ours:.0f} rows/s)",
                theirs=f"{found.theirs:.1f} s ({rows / found.theirs:.0f} rows/s)",
                value=found.value,
                spread=(found.low, found.high),
                goal="≥ 0.5" if judged else "",
                met=found.value >= 0.5 if judged else None,
                command="bench/run.py import",
            )
        )


def _ours(source: Path, empty: Path, path: Path) -> float:
    _fresh(empty, path)
    return _timed(
        [str(KETNAP), "import", "cases", str(source), "-y", "-q", "--no-errors"],
        {"KETNAP_DB": f"sqlite:///{path}"},
    )


def _theirs(source: Path, empty: Path, path: Path, plan: Path) -> float:
    _fresh(empty, path)
    return _timed([sys.executable, str(_BY_HAND), str(source), str(path), str(plan)], {})


def _fresh(empty: Path, path: Path) -> None:
    for one in path.parent.glob(path.name + "*"):
        one.unlink()
    shutil.copy(empty, path)


def _timed(command: list[str], more: dict[str, str]) -> float:
    environment = {**os.environ, **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - began


def _plan(folder: Path, empty: Path) -> Path:
    """Import one row of each profile and keep, by its days, what its case says."""
    source, path = folder / "profiles.csv", folder / "profiles.db"
    write_csv(source, PROFILES)
    _ours(source, empty, path)
    profiles: dict[str, Any] = {}
    plan: dict[str, Any] = {"profiles": profiles}
    with open_store(address_of(str(path))) as store, store.engine.connect() as connection:

        def fetch(query: str) -> list[Any]:
            return [list(row) for row in connection.exec_driver_sql(query)]

        refs = fetch("SELECT ref FROM case_file ORDER BY ref")
        for (ref,), row in zip(refs, people(PROFILES), strict=True):
            key = "|".join("" if day is None else day.isoformat() for day in row[4:])
            fields = json.loads(fetch(f"SELECT body FROM entry WHERE stream='{ref}'")[0][0])
            profiles[key] = {
                "fields": fields,
                "case": fetch(f"SELECT {_CASE} FROM case_file WHERE ref='{ref}'")[0],
                "deadlines": fetch(
                    f"SELECT {_DEADLINE}, provisional FROM deadline WHERE case_ref='{ref}'"
                    " ORDER BY id"
                ),
            }
        (body,) = fetch("SELECT body FROM entry WHERE stream LIKE 'import/%'")[0]
        (plan["today"],) = fetch("SELECT max(recorded_on) FROM request")[0]
        plan["file"] = json.loads(body)
        plan["recorded_at"] = plan["file"]["recorded_at"]
        plan["year"] = plan["today"][:4]
    written = folder / "plan.json"
    written.write_text(json.dumps(plan), encoding="utf-8")
    return written


def _compare(ours: Path, theirs: Path) -> None:
    with (
        open_store(address_of(str(ours))) as mine,
        open_store(address_of(str(theirs))) as others,
    ):
        same_counts(mine, others)
        same_rows(mine, others)
