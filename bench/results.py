"""A measure's outcome as a line: on the terminal at once, in `RESULTS.md` at the end."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from storage.engine import journal_mode, sqlite_version

RESULTS = Path(__file__).parent / "RESULTS.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure.

    Attributes:
        what: What was measured.
        ours: Our figure with its unit.
        theirs: The other side's.
        value: The ratio that the goal speaks of; None where nothing could be compared.
        spread: Lower and upper quartile of the ratio.
        goal: What it is to reach, as printed; empty where none is set.
        met: Whether it does; None without a goal.
        command: What shows this line again.
    """

    what: str
    ours: str
    theirs: str
    value: float | None
    spread: tuple[float, float] | None = None
    goal: str = ""
    met: bool | None = None
    command: str


@dataclass(slots=True)
class Report:
    """The lines of one run, printed as they come."""

    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Keep a line and print it."""
        self.lines.append(line)
        goal = f"  goal {line.goal}: {_verdict(line)}" if line.goal else ""
        print(f"{line.what}\n    {_ratio(line)}   {line.ours} | {line.theirs}{goal}", flush=True)

    def note(self, sentence: str) -> None:
        """Keep and print what a reader should know, a skipped measure for instance."""
        self.notes.append(sentence)
        print(f"note: {sentence}", flush=True)

    @property
    def missed(self) -> list[Line]:
        """The lines whose goal was not reached."""
        return [line for line in self.lines if line.met is False]

    def write(self, on: date, measures: Sequence[str]) -> None:
        """Write the table for readers of the repository; lines of other measures stay as they were.

        Args:
            on: The day.
            measures: The names of all measures there are, in the order of the table.
        """
        load = f"{os.getloadavg()[2]:.1f}"
        new = [_row(line, on, load) for line in self.lines]
        there = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
        measured = {_measure(row) for row in new}
        kept = [row for row in there if _measure(row) in set(measures) - measured]
        rows = sorted([*kept, *new], key=lambda row: measures.index(_measure(row) or measures[0]))
        RESULTS.write_text("\n".join([*_head(), *rows, *_notes(self.notes)]) + "\n", "utf-8")


_ROW = re.compile(r"^\|.*\| `bench/run\.py ([a-z-]+)` \| \d{4}-\d\d-\d\d \| [\d.]+ \|$")


def _measure(row: str) -> str | None:
    """Which measure a line of the table shows; None for any other line."""
    found = _ROW.match(row)
    return None if found is None else found[1]


def _row(line: Line, on: date, load: str) -> str:
    goal = f"{line.goal}: {_verdict(line)}" if line.goal else ""
    return (
        f"| {line.what} | **{_ratio(line)}** | {_spread(line)} | {goal} | {line.ours}"
        f" | {line.theirs} | `{line.command}` | {on} | {load} |"
    )


def _notes(notes: Sequence[str]) -> Sequence[str]:
    return ["", *(f"- {note}" for note in notes)] if notes else []


def _head() -> Sequence[str]:
    version = sqlite_version()
    return (
        "# Measurements",
        "",
        (
            "Made by `make bench` (all of it takes hours on two cores; `bench/run.py NAME` measures"
            " a part and leaves the other lines): each pair in one run, in turns, on one disk; the"
            " ratio is the median of the rounds, with its quartiles. The load is that of the"
            " machine at the end, on average of 15 minutes: both sides feel it."
        ),
        "",
        f"- Machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
        f"- Python {platform.python_version()}",
        (
            f"- SQLite {'.'.join(map(str, version))}, journal {journal_mode(version)},"
            " synchronous FULL, both sides alike"
        ),
        "",
        "| measure | ratio | quartiles | goal | ours | the other side | shown by | day | load |",
        "|---|---|---|---|---|---|---|---|---|",
    )


def _ratio(line: Line) -> str:
    return "–" if line.value is None else f"{line.value:.2f}"


def _spread(line: Line) -> str:
    return "" if line.spread is None else f"{line.spread[0]:.2f}–{line.spread[1]:.2f}"


def _verdict(line: Line) -> str:
    return "reached" if line.met else "not reached"
