"""Rows of a hand-over list become referrals: somebody new, or the case that is there."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from office.cells import Value
from office.dates import parse_day
from office.judging import Reasons
from office.people_known import Everybody
from office.refused import Refused
from office.unit_names import UnitNames
from rules.text import Text
from workflow.listing import KnownPerson
from workflow.names import fold, sort_key
from workflow.person import Person
from workflow.registers.receiving import Referred
from workflow.registers.referrals import Referral
from workflow.states import STATE_LABELS, State

# “05-NQ/ĐTN, ngày 20/03/2026”: the number of a resolution, then its day.
_NUMBER_AND_DAY = re.compile(
    r"(?P<number>.*?)[\s,;]*(?:ngày\s*)?(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})", re.IGNORECASE
)
_DECIDED = frozenset({State.ADMITTED, State.PROBATION, State.FULL_MEMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What the rows of a list are judged on: the office that receives it, on which day.

    `earlier` are the people whom this organisation has referred before, by case.
    """

    units: UnitNames
    people: Everybody
    earlier: Mapping[str, Referral]
    on: date
    today: date
    another: bool = False


def referral_reasons(values: Mapping[str, Value], at: Counter) -> Reasons:
    """Why a row cannot be taken, all reasons at once; empty when it can."""
    reasons: list[tuple[str, Text]] = []
    if (unit := values.get("unit")) is not None:
        code = at.units.code(str(unit))
        if isinstance(code, Refused):
            reasons.append(("unit", code.reason))
    handed = cast("date", values.get("handed_on", at.on))
    if handed > at.today:
        reasons.append(("handed_on", _NOT_YET))
    born = str(values.get("born", ""))
    if born > handed.isoformat()[: len(born)]:
        reasons.append(("born", _NOT_BORN))
    resolved = number_and_day(str(values.get("resolution", "")))[1]
    if resolved is not None and resolved > handed:
        reasons.append(("resolution", _RESOLVED_LATER))
    meant = at.people.meant(values, another=at.another)
    if isinstance(meant, Refused):
        reasons.append(("ref" if "ref" in values else "name", meant.reason))
    elif meant is not None:
        reasons.extend(_against(meant, at))
    return reasons


def _against(meant: KnownPerson, at: Counter) -> Reasons:
    label = STATE_LABELS[meant.state]
    if meant.state in _DECIDED:
        return [
            (
                "name",
                Text(
                    f"đã có quyết định kết nạp ({meant.ref}, bước {label.vi})",
                    f"is admitted already ({meant.ref}, {label.en})",
                ),
            )
        ]
    before = at.earlier.get(meant.ref)
    if before is None:
        return ()
    return [
        (
            "name",
            Text(
                f"đã được nơi này giới thiệu ngày {before.handed_on:%d/%m/%Y}"
                f" (danh sách {before.list}, hồ sơ {meant.ref})",
                f"was referred by this organisation on {before.handed_on}"
                f" (list {before.list}, case {meant.ref})",
            ),
        )
    ]


def referred(values: Mapping[str, Value], at: Counter) -> Referred:
    """The referral that a row without reasons tells of."""
    text = cast("Mapping[str, Any]", values)
    meant = at.people.meant(values, another=at.another)
    number, day = number_and_day(text.get("resolution", ""))
    case = meant.ref if meant is not None and not isinstance(meant, Refused) else None
    return Referred(
        person=_person(text) if case is None else None,
        case=case,
        unit=at.units.named(text["unit"]),
        handed_on=text.get("handed_on", at.on),
        base=text.get("base"),
        resolution=number,
        resolved_on=day,
        merit=text.get("merit"),
    )


def number_and_day(typed: str) -> tuple[str | None, date | None]:
    """The number and the day that stand in one cell; the whole cell where there is no day."""
    found = _NUMBER_AND_DAY.fullmatch(typed.strip())
    if found is None:
        return typed.strip() or None, None
    day = parse_day(found["day"])
    return found["number"].strip() or None, None if isinstance(day, Refused) else day


def _person(text: Mapping[str, Any]) -> Person:
    name: str = text["name"]
    return Person(
        id=uuid.uuid4().hex,
        name=name,
        name_key=fold(name),
        name_sort=sort_key(name),
        born=text.get("born"),
        sex=text.get("sex"),
        occupation=text.get("occupation"),
        education=text.get("education"),
        identity_no=text.get("identity_no"),
    )


_NOT_YET = Text("ngày bàn giao chưa tới", "the day of the hand-over has not come yet")
_NOT_BORN = Text("ngày sinh sau ngày bàn giao", "born after the hand-over")
_RESOLVED_LATER = Text(
    "nghị quyết có ngày sau ngày bàn giao", "the resolution is later than the hand-over"
)
