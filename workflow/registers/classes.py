"""Classes: for awareness of the Party before the file, and for new members during probation.

A class has its decision, place, days and room; its people come and go through `teaching`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rules.text import Text
from workflow.facts import FactKind
from workflow.registers.record import Record


class ClassKind(StrEnum):
    """Which class it is; the two are never taken for each other."""

    AWARENESS = "awareness"
    NEW_MEMBER = "new-member"

    @property
    def certificate(self) -> FactKind:
        """The fact that its certificate is for a case."""
        return _CERTIFICATES[self]

    @property
    def label(self) -> Text:
        """Its name."""
        return _KIND_LABELS[self]


class Result(StrEnum):
    """What came of one person's class."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"

    @property
    def label(self) -> Text:
        """In words."""
        return _RESULT_LABELS[self]


_CERTIFICATES = {
    ClassKind.AWARENESS: FactKind.CERTIFICATE,
    ClassKind.NEW_MEMBER: FactKind.NEW_MEMBER_CERTIFICATE,
}
_KIND_LABELS = {
    ClassKind.AWARENESS: Text("Lớp bồi dưỡng nhận thức về Đảng", "Awareness class"),
    ClassKind.NEW_MEMBER: Text("Lớp bồi dưỡng đảng viên mới", "New-member class"),
}
_RESULT_LABELS = {
    Result.PASSED: Text("đạt", "passed"),
    Result.FAILED: Text("không đạt", "failed"),
    Result.ABSENT: Text("không học", "did not attend"),
}
OPEN, FINISHED = "open", "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """One person of a class: sent when, with which result and certificate."""

    case: str
    enrolled_on: date
    result: Result | None = None
    certificate: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyClass:
    """A class as its record tells of it; `absent` holds who was missing, by the day of the roll."""

    record: Record
    kind: ClassKind
    place: str | None
    begins: date
    ends: date
    capacity: int | None
    pupils: tuple[Pupil, ...]
    absent: Mapping[date, frozenset[str]]

    @classmethod
    def of(cls, record: Record) -> StudyClass:
        """The class that a record tells of; its people in the order in which they were sent."""
        data = record.data
        people = sorted(data["people"].items(), key=lambda one: (one[1]["row"], one[0]))
        return cls(
            record=record,
            kind=ClassKind(data["kind"]),
            place=data.get("place"),
            begins=date.fromisoformat(data["from"]),
            ends=date.fromisoformat(data["to"]),
            capacity=data.get("capacity"),
            pupils=tuple(_pupil(case, row) for case, row in people),
            absent={
                date.fromisoformat(day): frozenset(missing)
                for day, missing in sorted(data.get("rolls", {}).items())
            },
        )

    def pupil(self, case: str) -> Pupil | None:
        """The person of a case, where the class has them."""
        return next((one for one in self.pupils if one.case == case), None)

    def days_missed(self, case: str) -> int:
        """On how many days the roll found somebody absent."""
        return sum(case in missing for missing in self.absent.values())

    @property
    def over(self) -> int:
        """How many people more than there is room for."""
        return 0 if self.capacity is None else max(len(self.pupils) - self.capacity, 0)


def _pupil(case: str, row: Mapping[str, Any]) -> Pupil:
    result, issued = row.get("result"), row.get("issued_on")
    return Pupil(
        case=case,
        enrolled_on=date.fromisoformat(row["enrolled_on"]),
        result=None if result is None else Result(result),
        certificate=row.get("certificate"),
        issued_on=None if issued is None else date.fromisoformat(issued),
    )


def not_in(record: Record, ref: str) -> Text:
    """Words for somebody whom a class does not have."""
    return Text(f"{ref} không có trong lớp {record.ref}", f"{ref} is not in class {record.ref}")
