"""One step of a life, as the officer's action that carries it out, with all its conditions."""

from __future__ import annotations

from simulation.steps import Deed, Step
from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import hold, resume
from workflow.actions.record import record
from workflow.actions.transfer import transfer
from workflow.desk import Desk
from workflow.facts import FactKind
from workflow.outcomes import Moved
from workflow.person import Person
from workflow.reasons import Reason
from workflow.states import Event

SECOND = "pho-ban"
"""The second person who approves a strike-off."""


def take(desk: Desk, ref: str, step: Step) -> Moved:
    """Carry a step out.

    Raises:
        KetnapError: the law, or the state of the case, does not allow it.
    """
    if isinstance(step.what, FactKind):
        return record(
            desk,
            ref,
            step.what,
            step.values,
            on=step.on,
            document=step.document,
            issuer=step.issuer,
        )
    if isinstance(step.what, Event):
        return advance(
            desk,
            ref,
            step.what,
            on=step.on,
            to=step.to,
            document=step.document,
            issuer=step.issuer,
            reason_code=step.reason,
            approved_by=SECOND if step.what is Event.STRIKE_OFF else None,
        )
    return _deed(desk, ref, step, step.what)


def _deed(desk: Desk, ref: str, step: Step, deed: Deed) -> Moved:
    if deed is Deed.HOLD:
        return hold(desk, ref, step.reason or Reason.OTHER, on=step.on)
    if deed is Deed.RESUME:
        return resume(desk, ref, on=step.on)
    if deed is Deed.OFFER:
        return transfer(desk, ref, "offer", to=step.values["to"], on=step.on)
    return transfer(desk, ref, "accept", on=step.on)


def name(desk: Desk, who: Person, unit: str, document: str) -> Moved:
    """Nominate somebody at a unit; namesakes are other people here."""
    nominee = Nominee(
        name=who.name, born=who.born, sex=who.sex, ethnic=who.ethnic, education=who.education
    )
    return nominate(desk, nominee, unit, document=document, another=True)
