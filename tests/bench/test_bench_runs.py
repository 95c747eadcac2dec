"""The measurements keep running: the law's new conditions reach their main path too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*measures: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "bench/run.py", "--quick", *measures],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": ""},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize(
    ("measure", "line"),
    [
        ("sqlite-in-memory", "SQLite in memory, transitions: advance and record"),
        ("due-days", "One million due days"),
        ("figures", "SQLite, 10 units, "),
        ("sweep-sqlite", "SQLite, sweep of 30,000 open cases, 600 rungs newly due"),
        ("province", "Ten years of 20 units and 100 cases, simulated in bulk"),
        ("log", "120,000 entries verified (digests, chains, tree)"),
    ],
)
def test_a_measure_runs_to_its_end_and_prints_its_ratio(measure, line):
    done = run(measure)

    assert done.returncode in {0, 1}  # 1: a goal was missed; a busy machine is no defect
    assert {line.split()[0] for line in done.stderr.splitlines()} <= {"goal"}
    assert line in done.stdout


def test_a_quick_run_leaves_the_recorded_results_alone():
    before = (ROOT / "bench" / "RESULTS.md").read_bytes()

    run("due-days")

    assert (ROOT / "bench" / "RESULTS.md").read_bytes() == before
