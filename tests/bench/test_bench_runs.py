"""The measurements keep running: the law's new conditions reach their main path too."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from datetime import date
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


def test_results_of_one_measure_replace_its_lines_and_leave_the_others(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("results", ROOT / "bench" / "results.py")
    results = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "results", results)
    spec.loader.exec_module(results)
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")

    def written(day, *lines):
        report = results.Report()
        for what, command in lines:
            report.add(
                results.Line(
                    what=what,
                    ours="1 s",
                    theirs="2 s",
                    value=2.0,
                    command=f"bench/run.py {command}",
                )
            )
        report.write(date(2026, 11, day), ("sqlite", "log"))
        text = (tmp_path / "RESULTS.md").read_text("utf-8")
        return [
            (row.split(" | ")[0].strip("| "), row.split(" | ")[-2])
            for row in text.splitlines()
            if "bench/run.py" in row and row.startswith("|")
        ]

    first = written(1, ("verified", "log"))
    second = written(2, ("advance", "sqlite"), ("record", "sqlite"))
    third = written(3, ("verified anew", "log"))

    assert first == [("verified", "2026-11-01")]
    assert second == [
        ("advance", "2026-11-02"),
        ("record", "2026-11-02"),
        ("verified", "2026-11-01"),
    ]
    assert third == [*second[:2], ("verified anew", "2026-11-03")]


def test_a_quick_run_leaves_the_recorded_results_alone():
    before = (ROOT / "bench" / "RESULTS.md").read_bytes()

    run("due-days")

    assert (ROOT / "bench" / "RESULTS.md").read_bytes() == before
