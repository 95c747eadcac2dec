"""The organisations above a case as one proposal needs them: one indexed read, where it matters."""

from __future__ import annotations

from datetime import date

from workflow.case import Case
from workflow.conditions.general import recorded_decision
from workflow.ports import Line, Store
from workflow.states import Event

_DECIDED = frozenset({Event.ADMIT, Event.RECOGNISE, Event.STRIKE_OFF, Event.ANNUL})


def line_for(
    store: Store, case: Case, event: Event, on: date, *, document: str | None, issuer: str | None
) -> Line | None:
    """The units above a case on the day of a decision, with the unit that issues it.

    None for events that no committee decides. A decision recorded before names its own issuer.
    """
    if event not in _DECIDED:
        return None
    if document is None and issuer is None:
        recorded = recorded_decision(case, event)
        issuer = None if recorded is None else recorded.issuer
    return store.line_above(case.unit, on, issuer)
