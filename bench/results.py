"""A measure's outcome as a line: on the terminal at once, in `RESULTS.md` at the end."""

from __future__ import annotations

import os
import platform
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

    def write(self, on: date) -> None:
        """Write the whole table for readers of the repository."""
        RESULTS.write_text("\n".join(self._markdown(on)) + "\n", encoding="utf-8")

    def _markdown(self, on: date) -> Sequence[str]:
        version = sqlite_version()
        return (
            "# Measurements",
            "",
            (
                "Made by `make bench`: each pair in one run, in turns, on one disk; the ratio is"
                " the median of the rounds, with its quartiles."
            ),
            "",
            f"- Day: {on}",
            f"- Machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
            f"- Load at the end, on average of 15 minutes: {os.getloadavg()[2]:.1f}",
            f"- Python {platform.python_version()}",
            (
                f"- SQLite {'.'.join(map(str, version))}, journal {journal_mode(version)},"
                " synchronous FULL, both sides alike"
            ),
            "",
            "| measure | ratio | quartiles | goal | ours | the other side | shown by |",
            "|---|---|---|---|---|---|---|",
            *(
                f"| {line.what} | **{_ratio(line)}** | {_spread(line)}"
                f" | {line.goal and f'{line.goal}: {_verdict(line)}'} | {line.ours}"
                f" | {line.theirs} | `{line.command}` |"
                for line in self.lines
            ),
            *(["", *(f"- {note}" for note in self.notes)] if self.notes else []),
        )


def _ratio(line: Line) -> str:
    return "–" if line.value is None else f"{line.value:.2f}"


def _spread(line: Line) -> str:
    return "" if line.spread is None else f"{line.spread[0]:.2f}–{line.spread[1]:.2f}"


def _verdict(line: Line) -> str:
    return "reached" if line.met else "not reached"
