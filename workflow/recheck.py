"""After a correction every step of the present round is asked again whether it was lawful.

A step is judged by what was there on its legal day, whenever that was recorded: a paper recorded
late counts, one whose day has been corrected to a later one does not. Only what the correction
itself makes unlawful is told; what was waived before stays waived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audit import Entry
from workflow.case import Case
from workflow.conditions import unmet
from workflow.deadlines import deadlines_of
from workflow.fold import fold, history
from workflow.inquiry import Inquiry, Proposal
from workflow.law import Law
from workflow.lines import issued_for, line_for
from workflow.outcomes import Unmet
from workflow.person import Person
from workflow.ports import Store
from workflow.states import Event, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlawful:
    """One recorded step with the conditions that it does not meet. `on` is when it was decided."""

    seq: int
    event: Event
    on: date
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a case rests on at one moment: its entries, and what is known of the person."""

    entries: Sequence[Entry]
    person: Person


def made_unlawful(
    store: Store, before: Account, after: Account, law: Law, today: date
) -> tuple[Unlawful, ...]:
    """The steps that were lawful by the first account and are not by the second.

    Which body had to decide is told by the units above the case on the day of each step.
    A condition that was waived when the step was taken, or by an earlier correction, is allowed.
    """
    was = {one.seq: one for one in _asked(store, before, law, today)}
    waived = _waived(after.entries)
    found = []
    for step in _asked(store, after, law, today):
        old = was.get(step.seq)
        known = set() if old is None else {one.condition for one in old.unmet}
        known |= waived.get(step.seq, set())
        new = tuple(one for one in step.unmet if one.condition not in known)
        if new:
            found.append(replace(step, unmet=new))
    return tuple(found)


def _asked(store: Store, account: Account, law: Law, today: date) -> Iterator[Unlawful]:
    """Every step of the present round with what it does not meet, in order."""
    present = fold(account.entries)
    round_ = set(present.steps.values())
    for fields, before, after in history(account.entries):
        if before is None or after.seq not in round_ or fields["kind"] != "transition":
            continue
        proposal = _proposal(fields, today)
        event, on = proposal.event, proposal.on
        case = _as_it_stood(before, present, on, law)
        ask = Inquiry(
            case=case,
            person=account.person,
            proposal=proposal,
            law=law,
            line=line_for(
                store, case, event, on, document=proposal.document, issuer=proposal.issuer
            ),
            issued=issued_for(store, case, event, on),
        )
        yield Unlawful(seq=after.seq, event=event, on=on, unmet=unmet(ask))


def _proposal(fields: Mapping[str, Any], today: date) -> Proposal:
    """The proposal that led to a recorded step; of a recognition the day is the decision's."""
    decided = fields.get("data", {}).get("decided_on", fields["effective_on"])
    document = fields.get("document", {})
    return Proposal(
        event=Event(fields["event"]),
        on=date.fromisoformat(decided),
        today=today,
        to=State(fields["to"]),
        document=document.get("number"),
        issuer=document.get("issuer"),
        reason=fields.get("reason"),
        approved_by=fields.get("approved_by"),
    )


def _as_it_stood(before: Case, present: Case, on: date, law: Law) -> Case:
    """The case before a step, with the papers of that time that were recorded only later."""
    late = tuple(fact for fact in present.facts if fact.seq > before.seq and fact.on <= on)
    whole = replace(before, facts=(*before.facts, *late))
    return replace(whole, deadlines=deadlines_of(whole, law))


def _waived(entries: Sequence[Entry]) -> dict[int, set[str]]:
    """The conditions waived for each step, when it was taken or by a correction."""
    found: dict[int, set[str]] = {}
    for entry in entries:
        data = entry.fields.get("data", {})
        if entry.fields["kind"] == "transition":
            found.setdefault(entry.seq, set()).update(data.get("overrides", ()))
        elif entry.fields["kind"] == "correct":
            for one in data.get("unlawful", ()):
                found.setdefault(one["of"], set()).update(one["conditions"])
    return found
