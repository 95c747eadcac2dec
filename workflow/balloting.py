"""What the law and the register say of a ballot when it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.text import Text
from workflow.case import Case
from workflow.errors import InputError, RefusedError
from workflow.facts import FactKind
from workflow.inquiry import cited, shown
from workflow.law import Law
from workflow.lines import line_of
from workflow.outcomes import Notice
from workflow.ports import Store


def refuse_several(data: Mapping[str, Any], law: Law, on: date) -> None:
    """Refuse a ballot on more than one person: each is voted on alone (R6.6).

    Raises:
        RefusedError: the ballot names more than one.
    """
    people = data.get("people", 1)
    if people != 1:
        told = Text(
            f"Một phiếu chỉ biểu quyết một người, phiếu này {people} người: biểu quyết từng người,"
            " ghi vào hồ sơ của từng người",
            f"A ballot is on one person, this one on {people}: vote on each alone and record it in"
            " each one's case",
        )
        raise RefusedError(cited(told, law.find("one-by-one", on)))


def refuse_out_of_turn(case: Case, data: Mapping[str, Any], on: date) -> None:
    """Refuse a ballot number that does not follow from the ballots on record.

    Raises:
        InputError: it is another ballot than its number says.
    """
    number = data.get("ballot")
    matter = {name: data[name] for name in ("body", "purpose")}
    before = [fact for fact in case.facts_of(FactKind.VOTE, **matter) if fact.on <= on]
    if number not in (None, len(before) + 1):
        last = f" ({shown(before[-1].on)})" if before else ""
        raise InputError(
            Text(
                f"Đã ghi {len(before)} lần biểu quyết trước đó{last}; đây là lần"
                f" {len(before) + 1}, không phải {number}.",
                f"{len(before)} ballots are on record before it; this is number"
                f" {len(before) + 1}, not {number}.",
            )
        )


def roster_notices(
    store: Store, case: Case, data: Mapping[str, Any], on: date
) -> tuple[Notice, ...]:
    """A roster that differs from the number in the register of units is worth a look."""
    roster = data.get("roster")
    if roster is None:
        return ()
    unit = next(iter(line_of(store, case, on).units), None)
    if unit is None or not unit.one_cell or unit.members in (None, roster):
        return ()
    return (
        Notice(
            kind="roster-differs",
            text=Text(
                f"danh sách khi biểu quyết có {roster} đảng viên chính thức, sổ tổ chức ghi"
                f" {unit.members} ({unit.code})",
                f"the roster has {roster} full members, the register of units {unit.members}"
                f" ({unit.code})",
            ),
            remedy=Text(f"ketnap unit show {unit.code}", f"ketnap unit show {unit.code}"),
        ),
    )
