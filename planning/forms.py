"""The statistical forms on new members: rows from data, each figure the cases it counts."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from typing import Any

from planning.percent import Percent, half_up
from planning.periods import Period
from rules.text import Text
from workflow.admittee import Admittee
from workflow.names import fold
from workflow.person import LOCKED

FORMS = ("2", "2B")
"""The forms by their numbers; their full names stand in the data."""
_MAJORITY = "kinh"
_WHOLE_DAY = 10  # characters of a birth that is known to the day

Measure = Callable[[Admittee], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row of a form.

    Attributes:
        id: Its number, and its `label`.
        section: The section it stands in.
        confidence: How sure we are that the form asks for it so.
        cases: Who counts in the period; None where it is not recorded.
        before: Who counts in the same period last year; None likewise.
        closed: Whether who counts tells what is kept closed of people.
        own: Whether the row is ours (what no other row of the section holds), not the form's.
        means: For a row that asks for an average instead of a count: that of the period and of
            last year's, to one place; None where nothing is known.
        averaged: Whose ages those are; None for a row that counts.
    """

    id: str
    label: Text
    section: str
    confidence: str
    cases: tuple[str, ...] | None
    before: tuple[str, ...] | None
    closed: bool = False
    own: bool = False
    means: tuple[Decimal | None, Decimal | None] | None = None
    averaged: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    @property
    def opened(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The cases behind the row's two figures; None where nothing is recorded."""
        if self.averaged is not None:
            return self.averaged
        return None if self.cases is None else (self.cases, self.before or ())

    @property
    def ratio(self) -> Percent:
        """This period × 100 ÷ the same period last year (R13.4)."""
        return Percent.of(*(None if one is None else len(one) for one in (self.cases, self.before)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A filled form: its rows in the order of the paper, and how far its layout is verified."""

    id: str
    title: Text
    source: str
    confidence: str
    unverified: Text
    period: Period
    sections: Mapping[str, Text]
    rows: tuple[FormRow, ...]


def fill(name: str, admitted: Iterable[Admittee], period: Period) -> Form:
    """Count the admissions of a period, and of the same period last year, into a form."""
    told = _read(name)
    before = period.year_before
    people = list(admitted)
    now = [one for one in people if period.holds(one.on)]
    then = [one for one in people if before.holds(one.on)]
    return Form(
        id=told["id"],
        title=Text(**told["title"]),
        source=told["source"],
        confidence=told["confidence"],
        unverified=Text(**told["unverified"]),
        period=period,
        sections={one["id"]: Text(**one["title"]) for one in told["sections"]},
        rows=tuple(row for section in told["sections"] for row in _section(section, now, then)),
    )


def _read(name: str) -> dict[str, Any]:
    path = files("planning") / "data" / f"form-{name.lower()}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _section(
    section: Mapping[str, Any], now: Sequence[Admittee], then: Sequence[Admittee]
) -> Iterator[FormRow]:
    listed = [*section["rows"], *_each(section, now, then)]
    counted: tuple[set[str], set[str]] = (set(), set())
    for row in listed:
        measure = _measure(row.get("count"), (*now, *then))
        cases, before = (
            None if measure is None else tuple(one.ref for one in people if measure(one))
            for people in (now, then)
        )
        for whole, found in zip(counted, (cases, before), strict=True):
            whole |= set(found or ())
        yield FormRow(
            id=row["id"],
            label=Text(vi=row["vi"], en=row["en"]),
            section=section["id"],
            confidence=row["confidence"],
            cases=cases,
            before=before,
            closed="each" in section or "ethnic" in row.get("count", {}),
            means=(_mean_age(now), _mean_age(then)) if "average" in row else None,
            averaged=(_aged(now), _aged(then)) if "average" in row else None,
        )
    if section["parts"] and ("each" in section or any("count" in row for row in listed)):
        rest = [
            tuple(one.ref for one in people if one.ref not in whole)
            for people, whole in zip((now, then), counted, strict=True)
        ]
        yield FormRow(
            id=f"{section['id']}.—",
            label=Text(vi="Chưa rõ, chưa phân loại (ngoài mẫu)", en="Not known (not in the form)"),
            section=section["id"],
            confidence="high",
            cases=rest[0],
            before=rest[1],
            closed="each" in section,
            own=True,
        )


def _each(
    section: Mapping[str, Any], now: Sequence[Admittee], then: Sequence[Admittee]
) -> Iterator[dict[str, Any]]:
    """A row for each value that occurs of a person's field, the commonest of the period first."""
    field = section.get("each")
    if field is None:
        return
    many: dict[str, int] = {}
    for weight, people in ((1, now), (0, then)):
        for one in people:
            value = getattr(one.person, field)
            if value and value != LOCKED:
                many[value] = many.get(value, 0) + weight
    ordered = sorted(many, key=lambda value: (-many[value], fold(value)))
    for number, value in enumerate(ordered, 1):
        row = {"id": f"{section['id']}.{number}", "vi": value, "en": value, "confidence": "medium"}
        yield row | {"count": {"value": [field, value]}}


def _measure(count: Mapping[str, Any] | None, people: Sequence[Admittee]) -> Measure | None:
    """What a row counts; None where the office does not record it, or has it without its keys.

    Raises:
        KeyError: the data name a measure that there is not.
    """
    if count is None:
        return None
    ((kind, wanted),) = count.items()
    if kind == "ethnic" and any(one.person.ethnic == LOCKED for one in people):
        return None
    return _MEASURES[kind](wanted)


def _words(wanted: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(fold, wanted))


def _by_tags(wanted: Sequence[str]) -> Measure:
    words = _words(wanted)
    return lambda one: any(fold(tag).startswith(words) for tag in one.person.tags)


def _by_occupation(wanted: Sequence[str]) -> Measure:
    words = _words(wanted)
    return lambda one: fold(one.person.occupation or "").startswith(words)


def _by_age(wanted: Sequence[int]) -> Measure:
    youngest, oldest = wanted

    def within(one: Admittee) -> bool:
        age = age_on(one.person.born, one.on)
        return age is not None and youngest <= age <= oldest

    return within


def age_on(born: str | None, day: date) -> int | None:
    """Years completed on a day; None where the birth is not known to the day."""
    if born is None or len(born) != _WHOLE_DAY:
        return None
    birth = date.fromisoformat(born)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _aged(people: Iterable[Admittee]) -> tuple[str, ...]:
    return tuple(one.ref for one in people if age_on(one.person.born, one.on) is not None)


def _mean_age(people: Iterable[Admittee]) -> Decimal | None:
    ages = [age for one in people if (age := age_on(one.person.born, one.on)) is not None]
    return half_up(Fraction(sum(ages), len(ages)), places=1) if ages else None


_MEASURES: Mapping[str, Callable[[Any], Measure]] = {
    "all": lambda _wanted: lambda _one: True,
    "ethnic": lambda _wanted: lambda one: fold(one.person.ethnic or _MAJORITY) != _MAJORITY,
    "sex": lambda wanted: lambda one: one.person.sex == wanted,
    "education": lambda wanted: lambda one: one.person.education == wanted,
    "category": lambda wanted: lambda one: wanted in one.categories,
    "readmitted": lambda _wanted: lambda one: one.readmitted,
    "tags": _by_tags,
    "occupation": _by_occupation,
    "age": _by_age,
    "value": lambda wanted: lambda one: getattr(one.person, wanted[0]) == wanted[1],
}
