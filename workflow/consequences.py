"""What a correction moves besides deadlines: days, quota counts, alerts, the next conditions.

Shown before a correction is written, and kept in its entry: ids and days only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit import Entry
from workflow.admission import counted_under
from workflow.case import Case
from workflow.conditions import unmet
from workflow.inquiry import Inquiry, Proposal
from workflow.law import Law
from workflow.lines import issued_for, line_for
from workflow.machine import possible
from workflow.outcomes import Unmet
from workflow.person import Person
from workflow.ports import Store
from workflow.probation import party_age_from
from workflow.states import ENDED_STATES, Event

PARTY_AGE = "party-age"
DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMoved:
    """The day of an event, of the decision on recognition, or from which Party age counts."""

    what: str
    old: date | None
    new: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaMoved:
    """One admission more or less in a unit's year."""

    year: int
    unit: str
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """Everything besides deadlines that a correction moves.

    `alerts` are the numbers of those that fall away with their deadline. `met` and `unmet` are the
    conditions of `event`, the next step, that a correction answers or brings up.
    """

    days: tuple[DayMoved, ...] = ()
    quota: tuple[QuotaMoved, ...] = ()
    alerts: tuple[int, ...] = ()
    event: Event | None = None
    met: tuple[str, ...] = ()
    unmet: tuple[Unmet, ...] = ()

    def summary(self) -> dict[str, Any]:
        """What the log keeps of it; empty when nothing moved."""
        conditions = {"met": list(self.met), "unmet": sorted({one.condition for one in self.unmet})}
        told = {
            "days": {one.what: [_iso(one.old), _iso(one.new)] for one in self.days},
            "quota": [
                {"change": one.change, "unit": one.unit, "year": one.year} for one in self.quota
            ],
            "alerts": list(self.alerts),
            "conditions": {name: ids for name, ids in conditions.items() if ids},
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case and its person, before a correction or after it."""

    case: Case
    person: Person


def consequences(
    store: Store,
    before: Standing,
    after: Standing,
    entries: Sequence[Entry],
    alerts: Sequence[int],
    law: Law,
    today: date,
) -> Consequences:
    """What moved between two standings of one case, whose entries these are."""
    event = _next(after.case)
    was, now = (
        () if event is None else _missing(store, one, event, law, today) for one in (before, after)
    )
    old, new = ({one.condition for one in found} for found in (was, now))
    return Consequences(
        days=tuple(_days(before.case, after.case)),
        quota=tuple(_quota(before.case, after.case, entries)),
        alerts=tuple(sorted(alerts)),
        event=event,
        met=tuple(sorted(old - new)),
        unmet=tuple(one for one in now if one.condition not in old),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _days(before: Case, after: Case) -> Iterator[DayMoved]:
    pairs: list[tuple[str, date | None, date | None]] = [
        (event.value, before.day_of(event), after.day_of(event)) for event in Event
    ]
    pairs.append((DECIDED, before.decided_on, after.decided_on))
    pairs.append((PARTY_AGE, party_age_from(before), party_age_from(after)))
    for what, old, new in pairs:
        if old != new:
            yield DayMoved(what=what, old=old, new=new)


def _quota(before: Case, after: Case, entries: Sequence[Entry]) -> Iterator[QuotaMoved]:
    """An admission counts in the year of its decision, under the unit that proposed it then."""
    old, new = _place(before, entries), _place(after, entries)
    if old == new:
        return
    for place, change in ((old, -1), (new, 1)):
        if place is not None:
            yield QuotaMoved(year=place[0], unit=place[1], change=change)


def _place(case: Case, entries: Sequence[Entry]) -> tuple[int, str] | None:
    day = case.day_of(Event.ADMIT)
    return None if day is None else (day.year, counted_under(entries, day))


def _next(case: Case) -> Event | None:
    return None if case.state in ENDED_STATES else possible(case.state)[0]


def _missing(store: Store, one: Standing, event: Event, law: Law, today: date) -> tuple[Unmet, ...]:
    case = one.case
    ask = Inquiry(
        case=case,
        person=one.person,
        proposal=Proposal(event=event, on=today, today=today),
        law=law,
        line=line_for(store, case, event, today, document=None, issuer=None),
        issued=issued_for(store, case, event, today),
    )
    return unmet(ask)
