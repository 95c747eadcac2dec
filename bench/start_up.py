"""Start-up of the command line, as fresh processes, beside the bare import of its framework."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from advances import a_desk
from main_path import MAIN_PATH, nominated
from results import Line, Report
from side_by_side import in_turns, ratio

from storage.address import address_of
from storage.schema import create_store

KETNAP = Path(sys.executable).parent / "ketnap"
_CLICK = (sys.executable, "-c", "import click")


def measure_start_up(report: Report, folder: Path, *, rounds: int) -> None:
    """Measure `--help` and `case show` as the installed console script, byte code cached."""
    path = folder / "started.db"
    with create_store(address_of(str(path))) as store:
        desk = a_desk(store)
        ref = nominated(desk, 1)[0]
        for step in MAIN_PATH:
            step.take(desk, ref)
    environment = {**os.environ, "KETNAP_DB": f"sqlite:///{path}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    commands = (
        ("ketnap --help", (str(KETNAP), "--help"), 2.0),
        ("ketnap version", (str(KETNAP), "version"), None),
        ("ketnap case show REF", (str(KETNAP), "case", "show", ref), None),
    )
    for name, command, limit in commands:
        if not _works(command, environment):
            report.note(f"`{name}` does not run here: not measured.")
            continue
        _run(_CLICK, environment)
        mine, others = in_turns(
            lambda _, command=command: _run(command, environment),  # type: ignore[misc]
            lambda _: _run(_CLICK, environment),
            rounds,
        )
        found = ratio(others, mine)  # how many times as long as the bare import
        report.add(
            Line(
                what=f"Start-up: {name}, times as long as `import click`",
                ours=f"{found.theirs * 1e3:.0f} ms",
                theirs=f"{found.ours * 1e3:.0f} ms",
                value=found.value,
                spread=(found.low, found.high),
                goal="" if limit is None else f"≤ {limit}",
                met=None if limit is None else found.value <= limit,
                command="bench/run.py start-up",
            )
        )


def _works(command: Sequence[str], environment: dict[str, str]) -> bool:
    """Run twice, so that byte code is there and the files are in memory."""
    return all(
        subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
        for _ in range(2)
    )


def _run(command: Sequence[str], environment: dict[str, str]) -> float:
    began = perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - began
