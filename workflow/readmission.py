"""Re-admission: who left the Party, when and why, and who never comes back.

A re-admission is a new case of the same person. What is known of the membership before stands in
its first entry as a fact (`left-party`), so that a fold needs no other case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.months import add_months
from rules.rule import Version
from rules.text import Text
from workflow.case import Case, Fact
from workflow.errors import ConflictError, EventRefusedError, InputError
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts import FactKind
from workflow.facts_of_people import CONVICTED, LEFT_REASONS, NEVER_READMITTED, POPULATION_POLICY
from workflow.law import Law
from workflow.outcomes import Unmet
from workflow.person import Person
from workflow.ports import Dossier, Store
from workflow.refusal_grounds import refusal
from workflow.screening.grounds import Ground
from workflow.screening.listing import ScreeningFilter
from workflow.screening.states import LEFT, ScreeningState
from workflow.states import OPEN_STATES, Event, State
from workflow.twins import is_same, not_ended, the_case_of, twin_of

_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Readmission:
    """What the officer says of an earlier membership.

    Attributes:
        earlier: Reference of the earlier case; sought by name and birth where it is not given.
        left_on: The day the person left; known by itself for one struck off in the earlier case,
            or removed or resigned by a screening.
        reason: Why (`workflow.facts_of_people.LEFT_REASONS`); known by itself for one struck off,
            or removed by a screening for something else than giving up Party life.
        cleared_on: The day a criminal record was cleared.
        before: Earlier re-admissions that no case here tells of.
    """

    earlier: str | None = None
    left_on: date | None = None
    reason: str | None = None
    cleared_on: date | None = None
    before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """A person who applies again: the same one as before, and what the first entry tells."""

    person: Person
    known: bool
    facts: tuple[dict[str, Any], ...]


def returning(store: Store, law: Law, person: Person, asked: Readmission, on: date) -> Returning:
    """Who comes back, matched with the earlier case where the store has one.

    Raises:
        ConflictError: the earlier case is still open, or several could be meant.
        EventRefusedError: the law never lets this person come back, or not once more.
        InputError: when and why the person left is not known, or it is somebody else's case.
        NotFoundError: the earlier case that was named is not there.
    """
    earlier = _earlier(store, person, asked.earlier)
    left_on, reason, times = asked.left_on, asked.reason, asked.before
    if earlier is not None:
        _was_member(earlier.case, law, on)
        struck = earlier.case.day_of(Event.STRIKE_OFF)
        removed_on, removed = left_by_screening(store, earlier.case.ref)
        left_on = left_on or struck or removed_on
        reason = reason or (removed if struck is None else "struck-off")
        before = earlier.case.latest(FactKind.LEFT_PARTY)
        if before is not None:
            times = max(times, 1 + before.data.get("readmitted", 0))
    if left_on is None or reason is None:
        raise InputError(
            Text(
                "Kết nạp lại cần ngày ra khỏi Đảng (--left) và lý do (--left-reason).",
                "A re-admission needs the day of leaving (--left) and why (--left-reason).",
            )
        )
    if reason not in LEFT_REASONS:
        raise InputError(
            Text(
                f"Lý do “{reason[:40]}” không có; các lý do: {', '.join(LEFT_REASONS)}.",
                f"There is no reason “{reason[:40]}”; the reasons are: {', '.join(LEFT_REASONS)}.",
            )
        )
    told: dict[str, Any] = {"reason": reason}
    if earlier is not None:
        told["earlier"] = earlier.case.ref
    if times:
        told["readmitted"] = times
    facts = [{"kind": "left-party", "on": left_on.isoformat(), "data": told}]
    if asked.cleared_on is not None:
        facts.append({"kind": "record-cleared", "on": asked.cleared_on.isoformat()})
    fact = Fact(kind=FactKind.LEFT_PARTY, on=left_on, seq=1, data=told)
    barred = tuple(one for one in (never(fact, law, on), too_often(fact, law, on)) if one)
    if left_on > on:
        barred = (*barred, _not_left_yet(left_on, on))
    if barred:
        what = Text("Không mở được hồ sơ kết nạp lại.", "The re-admission was not opened.")
        raise EventRefusedError("", Event.NOMINATE.value, barred, what)
    return Returning(
        person=person if earlier is None else earlier.person,
        known=earlier is not None,
        facts=tuple(facts),
    )


def left_by_screening(store: Store, case: str) -> tuple[date | None, str | None]:
    """The day a member left by a screening, and why where no more is to be asked; else None.

    Some who resign or give up Party life are never re-admitted and some are (R12.7): the officer
    says which.
    """
    lines = store.screenings(ScreeningFilter(case=case, states=LEFT))
    if not lines:
        return None, None
    newest = lines[-1]
    if newest.state is ScreeningState.RESIGNED or newest.ground is Ground.NO_PARTY_LIFE:
        return newest.left_on, None
    return newest.left_on, "removed"


def never(left: Fact, law: Law, on: date) -> Unmet | None:
    """Some are never re-admitted, by nobody's leave, as far back as a wording is known (R12.7)."""
    version = law.find("readmission-never", on)
    if version is None or left.data["reason"] not in NEVER_READMITTED:
        return None
    label = CHOICE_LABELS[left.data["reason"]]
    return _absolute(
        "readmission-never",
        Text(f"không kết nạp lại người {label.vi}", f"never re-admitted: {label.en}"),
        version,
    )


def too_often(left: Fact, law: Law, on: date) -> Unmet | None:
    """Nobody is re-admitted more often than the law allows (R12.6)."""
    version = law.find("readmission-count", on)
    times = left.data.get("readmitted", 0)
    if version is None or times < version.number:
        return None
    return _absolute(
        "readmission-count",
        Text(
            f"chỉ được kết nạp lại {version.number} lần; người này đã được kết nạp lại {times} lần",
            f"re-admission is possible {version.number} time(s); this person had {times}",
        ),
        version,
    )


def may_apply_from(case: Case, left: Fact, law: Law, on: date) -> tuple[date, Version] | None:
    """The first day of an application and the wording that says so; None where no wait is known.

    The wording is that of the day the wait began; where none is known for so early a day, that of
    the application. The population policy has a rule of its own, which sets no wait (R12.3).
    """
    reason = left.data["reason"]
    if reason == POPULATION_POLICY:
        return None
    rule, start = "readmission-wait", left.on
    if reason == CONVICTED:
        cleared = case.latest(FactKind.RECORD_CLEARED)
        if cleared is None:
            return None
        rule, start = "readmission-wait-convicted", cleared.on
    version = law.look(rule, start) or law.look(rule, on)
    return None if version is None else (add_months(start, version.number), version)


def _absolute(condition: str, problem: Text, version: Version | None) -> Unmet:
    return refusal(condition, problem, version, f"rules show {condition}", absolute=True)


def _not_left_yet(left_on: date, on: date) -> Unmet:
    return refusal(
        "order",
        Text(
            f"ngày ra khỏi Đảng {left_on:%d/%m/%Y} sau ngày giới thiệu {on:%d/%m/%Y}",
            f"the day of leaving {left_on} lies after the nomination {on}",
        ),
        None,
        "case nominate … --unit … --readmission --on …",
    )


def _earlier(store: Store, person: Person, ref: str | None) -> Dossier | None:
    if ref is not None:
        return the_case_of(store, person, ref)
    twin = twin_of(store, person.identity_no)
    if twin is not None:
        return store.dossier(twin.newest.ref)
    refs = store.refs_named(person.name_key, _SHOWN)
    found = [one for one in map(store.dossier, refs) if one is not None]
    same = [one for one in found if is_same(one.person, person)]
    if len({one.person.id for one in same}) > 1:
        listed = ", ".join(one.case.ref for one in same)
        raise ConflictError(
            Text(
                f"Có nhiều hồ sơ trùng tên, ngày sinh: {listed}; hãy chọn bằng --earlier.",
                f"Several cases have this name and birth: {listed}; choose with --earlier.",
            )
        )
    return same[-1] if same else None


def _was_member(case: Case, law: Law, on: date) -> None:
    if case.state in OPEN_STATES:
        raise not_ended(case.ref)
    if case.state is not State.CLOSED or case.day_of(Event.HOLD_CEREMONY) is not None:
        return
    version = law.find("annulled-not-readmission", on)
    raise EventRefusedError(
        "",
        Event.NOMINATE.value,
        (
            refusal(
                "readmission",
                Text(
                    f"hồ sơ {case.ref} dừng khi chưa vào Đảng hoặc quyết định đã bị hủy: đây là"
                    " kết nạp mới, mở hồ sơ không dùng --readmission",
                    f"case {case.ref} ended before the entry, or its decision was annulled: this is"
                    " a new admission, opened without --readmission",
                ),
                version,
                "case nominate … --unit … --on …",
            ),
        ),
        Text("Không mở được hồ sơ kết nạp lại.", "The re-admission was not opened."),
    )
