"""What makes somebody worth a commendation, as data: criteria for units, criteria for people."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from rules.grades import grades
from rules.text import Text
from rules.units import Confidence
from workflow.errors import InputError

_SHIPPED = "data/commendation.toml"
_REQUIRED = {"id", "title", "measure", "source", "confidence"}
_KEYS = _REQUIRED | {"at_least", "grade"}


class Measure(StrEnum):
    """What a criterion looks at."""

    PERCENT = "percent"
    ADMITTED = "admitted"
    GROWTH = "growth"
    UNIT_GRADE = "unit-grade"
    NONE_BELOW = "none-below"
    SHARE_GRADED = "share-graded"
    HELPED = "helped"
    GRADE = "grade"


OF_PEOPLE = frozenset({Measure.HELPED, Measure.GRADE})
"""Asked of one member; the others are asked of a unit."""
OF_GRADES = frozenset({Measure.UNIT_GRADE, Measure.NONE_BELOW, Measure.SHARE_GRADED, Measure.GRADE})
"""These name a grade that has to be reached."""
_COUNTED = frozenset(Measure) - OF_GRADES | {Measure.SHARE_GRADED}


class Holds(StrEnum):
    """Whether a criterion holds. `UNKNOWN` is neither of the others: something is not on file."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def told(cls, held: bool) -> Self:
        """Yes or no."""
        return cls.YES if held else cls.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that must hold; `source` says where that stands.

    Attributes:
        id: Its name in files and machine output.
        title: What it asks, in words.
        measure: What it looks at.
        at_least: The number to reach: persons, or per cent; None where only a grade is asked.
        grade: The code of the grade to reach; None where none is asked.
        source: The document, or that there is none.
        confidence: How sure that is; anything but high is shown as unverified.
    """

    id: str
    title: Text
    measure: Measure
    at_least: int | None = None
    grade: str | None = None
    source: Text
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether a criterion holds, and the figure that it was judged by, for programs."""

    criterion: Criterion
    holds: Holds
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One unit or person with the answer to each criterion."""

    answers: tuple[Answer, ...]

    def ids(self, holds: Holds) -> tuple[str, ...]:
        """The criteria that were answered so."""
        return tuple(one.criterion.id for one in self.answers if one.holds is holds)

    @property
    def shortlisted(self) -> bool:
        """Whether all of them hold."""
        return all(one.holds is Holds.YES for one in self.answers)

    @property
    def open(self) -> bool:
        """Whether none of them fails, and some are not known."""
        return not self.shortlisted and not self.ids(Holds.NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """The criteria of a file."""

    units: tuple[Criterion, ...]
    people: tuple[Criterion, ...]


def shipped() -> str:
    """The file of the package, to be copied and changed."""
    return files("planning").joinpath(_SHIPPED).read_text("utf-8")


def criteria_of(path: Path | None = None) -> Criteria:
    """The criteria of a file; those of the package where none is named.

    Raises:
        InputError: the file is none, or not of that shape; the sentence says what is wrong.
    """
    name = "commendation.toml" if path is None else path.name
    try:
        data = tomllib.loads(shipped() if path is None else path.read_text("utf-8"))
        _refuse(data.keys() - {"criteria", "people"})
        units = _read(data.get("criteria", ()), frozenset(Measure) - OF_PEOPLE)
        people = _read(data.get("people", ()), OF_PEOPLE)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise InputError(
            Text(
                f"Tiêu chí trong {name} không đọc được: {wrong}.",
                f"The criteria in {name} cannot be read: {wrong}.",
            )
        ) from wrong
    return Criteria(units=units, people=people)


def _read(rows: Iterable[Mapping[str, Any]], allowed: frozenset[Measure]) -> tuple[Criterion, ...]:
    found = tuple(_criterion(row, allowed) for row in rows)
    ids = [one.id for one in found]
    _refuse({f"id = {one} ×2" for one in ids if ids.count(one) > 1})
    return found


def _criterion(data: Mapping[str, Any], allowed: frozenset[Measure]) -> Criterion:
    _refuse(data.keys() - _KEYS)
    _refuse(f"{one} = ?" for one in _REQUIRED - data.keys())
    if data["measure"] not in allowed:
        _refuse({f"measure = {data['measure']} ({', '.join(sorted(allowed))})"})
    measure, grade = Measure(data["measure"]), data.get("grade")
    needed = {"at_least"} if measure in _COUNTED else set()
    needed |= {"grade"} if measure in OF_GRADES else set()
    if needed != data.keys() & {"at_least", "grade"}:
        _refuse({f"measure = {measure}: {', '.join(sorted(needed))} = ?"})
    if grade is not None and grades().of(grade) is None:
        _refuse({f"grade = {grade} ({', '.join(grades().codes)})"})
    return Criterion(
        id=data["id"],
        title=Text(**data["title"]),
        measure=measure,
        at_least=None if "at_least" not in data else int(data["at_least"]),
        grade=grade,
        source=Text(**data["source"]),
        confidence=Confidence(data["confidence"]),
    )


def _refuse(found: Iterable[str]) -> None:
    """Refuse what should not be there; nothing is refused where there is nothing."""
    listed = ", ".join(sorted(found))
    if listed:
        raise ValueError(listed)
