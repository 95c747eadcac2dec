"""Who is worth proposing for a commendation: criteria that are data, asked of the league table."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

from planning.league import LeagueRow
from rules.text import Text
from rules.units import Confidence
from workflow.errors import InputError

_KEYS = {"id", "title", "measure", "at_least", "source", "confidence"}


class Measure(StrEnum):
    """What a criterion looks at."""

    PERCENT = "percent"
    ADMITTED = "admitted"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing an organisation must have done; `source` says where that stands."""

    id: str
    title: Text
    measure: Measure
    at_least: int
    source: Text
    confidence: Confidence

    def met(self, row: LeagueRow, before: int | None) -> bool:
        """Whether a unit did it; `before` is what it admitted in the year before, where known."""
        return self._value(row, before) >= self.at_least

    def _value(self, row: LeagueRow, before: int | None) -> Fraction:
        if self.measure is Measure.PERCENT:
            return row.percent.exact or Fraction(0)
        if self.measure is Measure.ADMITTED:
            return Fraction(row.admitted)
        return Fraction(row.admitted - (row.admitted if before is None else before))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A unit of the league with the criteria that it met and those it did not."""

    row: LeagueRow
    met: tuple[Criterion, ...]
    unmet: tuple[Criterion, ...]

    @property
    def shortlisted(self) -> bool:
        """Whether it met all of them."""
        return not self.unmet


def criteria_of(path: Path | None = None) -> tuple[Criterion, ...]:
    """The criteria of a file; those of the package where none is named.

    Raises:
        InputError: the file is none, or not of that shape; the sentence says what is wrong.
    """
    try:
        text = (
            files("planning").joinpath("data/commendation.toml").read_text("utf-8")
            if path is None
            else path.read_text("utf-8")
        )
        return tuple(map(_criterion, tomllib.loads(text)["criteria"]))
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        name = "commendation.toml" if path is None else path.name
        raise InputError(
            Text(
                f"Tiêu chí trong {name} không đọc được: {wrong}.",
                f"The criteria in {name} cannot be read: {wrong}.",
            )
        ) from wrong


def shortlist(
    rows: Iterable[LeagueRow], criteria: Sequence[Criterion], before: Mapping[str, int]
) -> tuple[Proposed, ...]:
    """Every unit with a target, in the order of the league, with what it met.

    `before` holds what units admitted in the year before.
    """
    return tuple(
        Proposed(
            row=row,
            met=tuple(one for one in criteria if one.met(row, before.get(row.unit))),
            unmet=tuple(one for one in criteria if not one.met(row, before.get(row.unit))),
        )
        for row in rows
        if row.target
    )


def _criterion(data: Mapping[str, Any]) -> Criterion:
    unknown = data.keys() - _KEYS
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))
    return Criterion(
        id=data["id"],
        title=Text(**data["title"]),
        measure=Measure(data["measure"]),
        at_least=int(data["at_least"]),
        source=Text(**data["source"]),
        confidence=Confidence(data["confidence"]),
    )
