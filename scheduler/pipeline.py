"""Reminders about yearly targets: when each is due, and who is told; all of it data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rules.text import Text
from rules.toml_file import Table
from scheduler.rungs import Rung, read_rungs
from scheduler.strict import reading
from workflow.pipeline import PipelineKind, TargetStep
from workflow.reminders import Role

_PACKAGED = Path(__file__).with_name("data") / "pipeline.toml"
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The reminders of a year.

    Attributes:
        before: Month and day before which the year's files are to be handed in.
        wording: What was said about that day.
        rungs: Each kind's rungs, the earliest first.
    """

    before: tuple[int, int]
    wording: Text
    rungs: Mapping[PipelineKind, tuple[Rung, ...]]

    def file_day(self, year: int) -> date:
        """The last day on which the files of a year can be handed in: the one before “before”."""
        month, day = self.before
        return date(year, month, day) - timedelta(days=1)

    def steps(
        self, today: date, file_days: Mapping[str, date] | None = None
    ) -> tuple[TargetStep, ...]:
        """What to look for on a day: of each kind the newest rung whose day has come.

        `file_days` holds the last good day of units whose plan of the year names one; the others
        keep the packaged one. A rung that nobody looked for in time gives way to the next: the
        figures are today's, and an old warning says nothing that the new one does not.
        """
        own = file_days or {}
        by_day: dict[date, list[str]] = {}
        for unit, day in sorted(own.items()):
            by_day.setdefault(day, []).append(unit)
        usual = self.file_day(today.year)
        found = list(self._newest(today, usual, None, tuple(sorted(own))))
        for day, units in by_day.items():
            found += self._newest(today, day, tuple(units), ())
        return tuple(found)

    def _newest(
        self, today: date, due_on: date, units: tuple[str, ...] | None, but: tuple[str, ...]
    ) -> Iterator[TargetStep]:
        for kind, rungs in self.rungs.items():
            passed = [one for one in rungs if due_on + timedelta(days=one.days) <= today]
            if passed:
                yield TargetStep(
                    kind=kind,
                    rung=passed[-1].days,
                    year=today.year,
                    due_on=due_on,
                    units=units,
                    but=but,
                )

    def told(self, kind: PipelineKind, days: int) -> tuple[Role, ...]:
        """Who is told at a rung; at one that is no more, who is told just before."""
        passed = [rung for rung in self.rungs[kind] if rung.days <= days]
        return (passed[-1] if passed else self.rungs[kind][0]).to


def load_pipeline(path: Path | None = None) -> Pipeline:
    """Read the reminders about yearly targets.

    Raises:
        NotFoundError: there is no such file.
        ConfigurationError: something in it is not in order; the file and the line are named.
    """
    label = "scheduler/data/pipeline.toml" if path is None else path.name
    with reading(path or _PACKAGED, label) as top:
        top.only("file_date", "reminders")
        told = top.table("file_date")
        told.only("before", "wording")
        rungs: dict[PipelineKind, tuple[Rung, ...]] = {}
        for table in top.tables("reminders"):
            table.only("kind", "rungs")
            kind = table.choice("kind", PipelineKind)
            if kind in rungs:
                raise table.refuse(
                    "kind", Text(vi="loại này đã có ở trên.", en="this kind stands above already.")
                )
            rungs[kind] = read_rungs(table)
        return Pipeline(before=_before(told), wording=told.text("wording"), rungs=rungs)


def _before(table: Table) -> tuple[int, int]:
    found = table.need("before")
    try:
        day = date(_LEAP_YEAR, found["month"], found["day"])
    except (TypeError, KeyError, ValueError):
        raise table.refuse(
            "before",
            Text(
                vi="“before” phải có dạng { month = 10, day = 31 }.",
                en="“before” must be like { month = 10, day = 31 }.",
            ),
        ) from None
    return day.month, day.day
