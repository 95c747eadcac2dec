"""Referrals: who was named by which organisation, on which list, and what became of them.

A person may be on several lists, of one organisation or of several; the case is one. So every count
goes by the case: once for each referrer, and once in the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.case import Case
from workflow.names import fold
from workflow.ports import Store
from workflow.reasons import Reason
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.states import Event, State

REFERRERS = ("youth-union", "labour-federation", "cell", "other")
"""The kinds of organisation that refer somebody, as the fact `referral` knows them."""

_ORDER = (State.NOMINATED, State.COURSE, State.VERIFICATION, State.ADMITTED, State.PROBATION)
_REACHED: tuple[tuple[str, Event, frozenset[State]], ...] = (
    ("course", Event.ENROL, frozenset({*_ORDER[1:], State.FULL_MEMBER})),
    ("file", Event.OPEN_FILE, frozenset({*_ORDER[2:], State.FULL_MEMBER})),
    ("admitted", Event.ADMIT, frozenset({*_ORDER[3:], State.FULL_MEMBER})),
    ("recognised", Event.RECOGNISE, frozenset({State.FULL_MEMBER})),
)
STEPS = tuple(name for name, _, _ in _REACHED)
"""How far somebody has come, in order: sent to class, file made, admitted, recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One person on one list.

    `base` is the basic unit that named the person, `opened` whether the list opened the case.
    """

    list: str
    case: str
    by: str
    referrer: str
    base: str | None
    programme: str | None
    handed_on: date
    opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a referrer may know of one person: the step, since when, and why not taken."""

    state: State
    since: date
    reason: Reason | None
    reached: frozenset[str]


def referrals_in(record: Record) -> Iterator[Referral]:
    """The people of one list, in its order."""
    data = record.data
    people: Mapping[str, Mapping[str, Any]] = data["people"]
    for case, row in sorted(people.items(), key=lambda one: (one[1]["row"], one[0])):
        yield Referral(
            list=record.ref,
            case=case,
            by=data["by"],
            referrer=data["referrer"],
            base=row.get("base"),
            programme=data.get("programme"),
            handed_on=date.fromisoformat(row["handed_on"]),
            opened=row.get("opened", False),
        )


def referrals(store: Store) -> tuple[Referral, ...]:
    """Every referral there is, by list."""
    found = store.records(Register.REFERRAL)
    return tuple(one for record in found for one in referrals_in(record))


def referrals_of(store: Store, organisation: str) -> tuple[Referral, ...]:
    """The referrals of one organisation, by its name without accents and capitals.

    This is all that a referrer may read, with the `Outcome` of each.
    """
    key = fold(organisation)
    return tuple(one for one in referrals(store) if fold(one.referrer) == key)


def outcome_of(store: Store, case: Case) -> Outcome:
    """What became of somebody, without anything that verification found.

    A decision that was annulled does not count as admission.
    """
    return Outcome(
        state=case.state,
        since=case.since,
        reason=_why_closed(store, case) if case.state is State.CLOSED else None,
        reached=frozenset(
            name
            for name, event, states in _REACHED
            if case.state in states or case.day_of(event) is not None
        ),
    )


def _why_closed(store: Store, case: Case) -> Reason | None:
    """The reason code of the entry that closed the case; one taken over as closed has none."""
    entries = reversed(store.entries(case.ref))
    closing = next(one.fields for one in entries if one.fields.get("to") == State.CLOSED)
    code = closing.get("reason")
    return None if code is None else Reason(code)


def earlier_lists(found: Iterable[Referral], organisation: str) -> Mapping[str, Referral]:
    """Who was referred by an organisation before, by case: nobody is referred twice by one."""
    key = fold(organisation)
    return {one.case: one for one in found if fold(one.referrer) == key}
