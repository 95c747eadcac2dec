"""Rows of class lists: who is sent (T2), and what came of it (T3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from office.cells import Value
from office.judging import Reasons
from office.people_known import Everybody
from office.refused import Refused
from rules.text import Text
from workflow.names import fold
from workflow.registers.classes import Result
from workflow.registers.graduating import Graded

_RESULTS = {
    Result.PASSED: ("dat", "dat yeu cau", "hoan thanh", "xuat sac", "gioi", "kha", "trung binh"),
    Result.FAILED: ("khong dat", "chua dat", "khong dat yeu cau", "khong hoan thanh", "truot"),
    Result.ABSENT: ("khong hoc", "vang", "bo hoc", "khong tham gia"),
}
_WORDS = {word: result for result, words in _RESULTS.items() for word in (*words, result.value)}
_UNKNOWN = Text(
    "không rõ kết quả; ghi đạt, không đạt hoặc không học", "unclear; write passed, failed or absent"
)
_NO_NUMBER = Text("có ngày cấp mà không có số giấy", "a day of issue without a number")


def enrolment_reasons(
    values: Mapping[str, Value], people: Everybody, taken: dict[str, Mapping[str, Value]]
) -> Reasons:
    """Why a row of a list of people names nobody who can be sent; `taken` tells rows apart."""
    meant = people.meant(values)
    place = "ref" if "ref" in values else "name"
    if isinstance(meant, Refused):
        return [(place, meant.reason)]
    if meant is None:
        return [(place, _NO_CASE)]
    if taken.setdefault(meant.ref, values) is not values:
        ref = meant.ref
        return [(place, Text(f"hai dòng cùng là {ref}", f"two rows are {ref}"))]
    return ()


def result_of(typed: str) -> Result | None:
    """The result that a cell tells of, in one of the words that classes use."""
    return _WORDS.get(fold(typed).rstrip("."))


def result_reasons(values: Mapping[str, Value], people: Everybody) -> Reasons:
    """Why a row of results cannot be taken, before the class itself is asked."""
    reasons: list[tuple[str, Text]] = []
    meant = people.meant(values)
    if isinstance(meant, Refused):
        reasons.append(("ref", meant.reason))
    if "result" in values and result_of(str(values["result"])) is None:
        reasons.append(("result", _UNKNOWN))
    if "issued_on" in values and "number" not in values:
        reasons.append(("number", _NO_NUMBER))
    return reasons


def graded(values: Mapping[str, Value], case: str) -> Graded:
    """The result that a row without reasons tells of."""
    text = cast("Mapping[str, Any]", values)
    result = result_of(text["result"])
    assert result is not None  # noqa: S101 - a row without reasons has one
    issued: date | None = text.get("issued_on")
    return Graded(
        case=case,
        result=result,
        certificate=text.get("number"),
        issued_on=issued,
        issuer=text.get("issuer"),
    )


_NO_CASE = Text(
    "không có hồ sơ đang theo dõi; mở bằng ketnap case nominate",
    "has no open case; open one by ketnap case nominate",
)
