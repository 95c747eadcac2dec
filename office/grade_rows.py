"""Rows of the annual classification: a member, or an organisation, with a grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    """One row: the case of a member, or the code of an organisation, and the grade's code."""

    ref: str
    grade: str
    member: bool

    @classmethod
    def of(cls, values: Mapping[str, Value], people: Everybody, units: UnitNames) -> Self:
        """What a row without reasons says."""
        grade = grade_of(str(values["grade"]))
        assert grade is not None  # noqa: S101 - a row without reasons has one
        if _names_somebody(values):
            return cls(ref=people.ref_of(values), grade=grade, member=True)
        return cls(ref=units.named(str(values["unit_code"])), grade=grade, member=False)


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


def _names_somebody(values: Mapping[str, Value]) -> bool:
    return "ref" in values or "name" in values
