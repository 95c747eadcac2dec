"""Rows of the annual classification: a member, or an organisation, with a grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from office.cells import Value
from office.judging import Reasons
from office.people_known import Everybody
from office.refused import Refused
from office.unit_names import UnitNames
from rules.grades import grades
from rules.text import Text
from workflow.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One row: the case of a member, or the code of an organisation, and the grade's code.

    `members` tells of an organisation how many of its members each grade was given to.
    """

    ref: str
    grade: str
    member: bool
    members: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Value], people: Everybody, units: UnitNames) -> Self:
        """What a row without reasons says."""
        grade = grade_of(str(values["grade"]))
        assert grade is not None  # noqa: S101 - a row without reasons has one
        if _names_somebody(values):
            return cls(ref=people.ref_of(values), grade=grade, member=True)
        code, members = units.named(str(values["unit_code"])), dict(_members(values))
        return cls(ref=code, grade=grade, member=False, members=members)


def grade_of(typed: str) -> str | None:
    """The code of the grade that a cell tells of, by code or name."""
    key = fold(typed).rstrip(".")
    return next(
        (
            one.code
            for one in grades().grades
            if key in {one.code, fold(one.title.vi), fold(one.title.vi).removesuffix(" nhiem vu")}
        ),
        None,
    )


def grade_reasons(values: Mapping[str, Value], people: Everybody, units: UnitNames) -> Reasons:
    """Why a row cannot be taken, all reasons at once; empty when it can."""
    reasons: list[tuple[str, Text]] = []
    if "grade" in values and grade_of(str(values["grade"])) is None:
        vi = ", ".join(one.title.vi for one in grades().grades)
        en = ", ".join(grades().codes)
        reasons.append(("grade", Text(f"không có mức này; các mức: {vi}", f"no grade; use: {en}")))
    if _names_somebody(values):
        reasons += [(_column(one), _NO_TALLY) for one, _ in _members(values)]
        meant = people.meant(values)
        place = "ref" if "ref" in values else "name"
        if isinstance(meant, Refused):
            reasons.append((place, meant.reason))
        elif meant is None:
            reasons.append((place, Text("không có hồ sơ đang theo dõi", "has no open case")))
    elif "unit_code" in values:
        code = units.code(str(values["unit_code"]))
        if isinstance(code, Refused):
            reasons.append(("unit_code", code.reason))
    else:
        reasons.append(("grade", Text("không nêu ai được xếp loại", "nobody is named")))
    return reasons


_NO_TALLY = Text("chỉ ghi ở dòng của tổ chức", "goes into the row of an organisation only")


def _column(code: str) -> str:
    """The field that holds how many members a grade was given to."""
    return f"members_{code.replace('-', '_')}"


def _members(values: Mapping[str, Value]) -> Iterator[tuple[str, int]]:
    """How many members each grade was given to, as far as a row tells."""
    for code in grades().codes:
        found = values.get(_column(code))
        if isinstance(found, int):
            yield code, found


def _names_somebody(values: Mapping[str, Value]) -> bool:
    return "ref" in values or "name" in values
