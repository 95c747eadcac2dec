"""A sample of files drawn for an inspection, as the log keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit import Entry
from rules.text import Text
from workflow.errors import NotFoundError

STREAM = "audit/samples"
KIND = "sample"
DRAWN = "drawn"
METHOD = "ketnap sample v1"
"""How files are put in order and shared out; docs/auditing.md says it so that others can do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """The files of one unit (empty: of all units), and the references drawn, in their order."""

    name: str
    population: int
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was drawn from what.

    Attributes:
        seed: What the drawing began with; whoever has it can draw the same again.
        by: What the strata are: `unit` or `none`.
        unit: The unit whose files they are, with those below; None for all.
        first: With a step on this day or later; None without a first day.
        last: With a step on this day or earlier.
        strata: Every stratum, also those of which nothing was drawn.
        as_of: The legal day on which the files stood so.
        number: The entry of the log, once it is there.
        known_at: The instant by whose end the files were known, as the entry tells it.
    """

    seed: str
    by: str
    unit: str | None
    first: date | None
    last: date | None
    strata: tuple[Stratum, ...]
    as_of: date
    number: int | None = None
    known_at: str | None = None

    @property
    def size(self) -> int:
        """How many files were drawn."""
        return sum(len(one.refs) for one in self.strata)

    @property
    def population(self) -> int:
        """How many files there were."""
        return sum(one.population for one in self.strata)

    @property
    def refs(self) -> tuple[str, ...]:
        """Every reference drawn, stratum by stratum."""
        return tuple(ref for one in self.strata for ref in one.refs)


def told(sample: Sample) -> dict[str, Any]:
    """What the entry of a sample says."""
    data = {
        "method": METHOD,
        "seed": sample.seed,
        "by": sample.by,
        "from": None if sample.first is None else sample.first.isoformat(),
        "to": None if sample.last is None else sample.last.isoformat(),
        "population": sample.population,
        "size": sample.size,
        "strata": [
            {"name": one.name, "population": one.population, "refs": list(one.refs)}
            for one in sample.strata
        ],
    }
    return {name: value for name, value in data.items() if value is not None}


def sample_of(entry: Entry) -> Sample:
    """The sample that an entry tells of."""
    fields = entry.fields
    data: Mapping[str, Any] = fields["data"]
    return Sample(
        seed=data["seed"],
        by=data["by"],
        unit=fields.get("unit"),
        first=_day(data.get("from")),
        last=_day(data.get("to")),
        strata=tuple(
            Stratum(name=one["name"], population=one["population"], refs=tuple(one["refs"]))
            for one in data["strata"]
        ),
        as_of=date.fromisoformat(fields["effective_on"]),
        number=entry.seq,
        known_at=fields["recorded_at"],
    )


def find_sample(entries: list[Entry], number: int) -> Sample:
    """A sample by the number of its entry.

    Raises:
        NotFoundError: there is none.
    """
    for entry in entries:
        if entry.seq == number:
            return sample_of(entry)
    raise NotFoundError(
        Text(f"Không có mẫu số {number}.", f"There is no sample {number}."),
        following=Text("ketnap audit log --kind sample", "ketnap audit log --kind sample"),
    )


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)
