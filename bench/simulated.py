"""Years of a province, written in bulk: how fast the load generator is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from results import Line, Report

from rules.rulebook import Rulebook
from simulation.play import Mode, play
from simulation.scale import Scale
from storage.address import address_of
from storage.schema import create_store

_UNTIL = date(2026, 11, 23)


def measure_province(report: Report, folder: Path, *, units: int, cases: int) -> None:
    """Play ten years into a SQLite file; that it verifies is part of the measure."""
    scale = Scale(years=10, units=units, cases=cases, seed=1, until=_UNTIL)
    with create_store(address_of(str(folder / "province.db"))) as store:
        outcome = play(
            scale, store, Rulebook.open(), look=lambda _day, _entries: None, mode=Mode.BULK
        )
    if not outcome.holds:
        raise SystemExit(f"does not hold: {[one for one in outcome.findings if not one.holds]}")
    people, entries = cases / outcome.seconds, outcome.tally.entries / outcome.seconds
    report.add(
        Line(
            what=f"Ten years of {units} units and {cases:,} cases, simulated in bulk",
            ours=f"{people:.0f} cases/s ({entries:.0f} entries/s)",
            theirs="–",
            value=None,
            command="bench/run.py province",
        )
    )
