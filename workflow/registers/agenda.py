"""Who is ready for a sitting: everything the law asks is there but the vote and its decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.bodies import Body
from workflow.bodies import VOTE_RULES
from workflow.case import Case
from workflow.conditions import unmet
from workflow.conditions.bodies import authority
from workflow.desk import Desk
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, Proposal
from workflow.law import Law
from workflow.lines import line_for
from workflow.listing import CaseFilter
from workflow.outcomes import Unmet
from workflow.ports import Dossier
from workflow.registers.register import Register
from workflow.registers.sittings import CLOSED, EVENT_PURPOSES, Sitting
from workflow.states import Event, State
from workflow.subtree import subtree

_EVENTS = {State.VERIFICATION: Event.ADMIT, State.PROBATION: Event.RECOGNISE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """Somebody whom a sitting may decide on, and what is still missing besides its own vote."""

    dossier: Dossier
    event: Event
    missing: tuple[Unmet, ...]


def prospect(desk: Desk, law: Law, sitting: Sitting, dossier: Dossier) -> Prospect | None:
    """How a case stands to a sitting; None where it is no business of that body."""
    case = dossier.case
    event = _EVENTS.get(case.state)
    if event is None:
        return None
    ask = Inquiry(
        case=case,
        person=dossier.person,
        # The agenda is set before the day: what the day itself brings is not held against anybody.
        proposal=Proposal(event=event, on=sitting.on, today=max(desk.today(), sitting.on)),
        law=law,
        line=line_for(
            desk.store, case, event, sitting.on, document=None, issuer=sitting.record.unit
        ),
    )
    who = authority(ask).chosen(ask.issuer)
    if who is None or who.unit.code != sitting.record.unit or who.body is not sitting.body:
        return None
    own = {"decision", own_vote(sitting.body)}
    missing = tuple(one for one in unmet(ask) if one.condition not in own)
    return Prospect(dossier=dossier, event=event, missing=missing)


def own_vote(body: Body) -> str:
    """The condition that the vote of a body meets."""
    return VOTE_RULES[body] or "deciding-vote"


def prospects(desk: Desk, sitting: Sitting) -> Iterator[Prospect]:
    """Those below the unit of a sitting whom it may decide on, by Vietnamese name order.

    Only whose cell has considered the matter; who is on the agenda of another sitting that is still
    open is left to that one.
    """
    store, law = desk.store, desk.law()
    units = subtree(store.units(desk.today()), sitting.record.unit or "")
    elsewhere = _elsewhere(desk, sitting)
    for line in store.cases(CaseFilter(states=tuple(_EVENTS), units=units)):
        dossier = None if line.ref in elsewhere else store.dossier(line.ref)
        if dossier is None or not _considered(dossier.case):
            continue
        found = prospect(desk, law, sitting, dossier)
        if found is not None:
            yield found


def ready(desk: Desk, sitting: Sitting) -> tuple[Prospect, ...]:
    """Those who lack nothing but the vote and the decision of this sitting."""
    return tuple(one for one in prospects(desk, sitting) if not one.missing)


def _considered(case: Case) -> bool:
    """Whether the cell has voted on what comes next; most of those on probation are not so far."""
    matter = {"body": "cell", "purpose": EVENT_PURPOSES[_EVENTS[case.state]]}
    return case.latest(FactKind.VOTE, **matter) is not None


def _elsewhere(desk: Desk, sitting: Sitting) -> frozenset[str]:
    others = [Sitting.of(one) for one in desk.store.records(Register.SITTING)]
    return frozenset(
        item.case
        for one in others
        if one.record.ref != sitting.record.ref and one.record.state != CLOSED
        for item in one.open_items
    )
