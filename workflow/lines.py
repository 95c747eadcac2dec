"""The organisations above a case as one proposal needs them: one indexed read, where it matters."""

from __future__ import annotations

from datetime import date

from workflow.admission import takes_elsewhere
from workflow.case import Case
from workflow.conditions.general import recorded_decision
from workflow.fold import history
from workflow.inquiry import Issued
from workflow.ports import Line, Store
from workflow.states import Event, State
from workflow.unit_history import unit_history

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
    return line_of(store, case, on, issuer)


def line_of(store: Store, case: Case, on: date, issuer: str | None = None) -> Line:
    """The unit that a case was in on a day, with those above it, and the unit an issuer names.

    What a unit took over, or a transfer brought, only after the day was another's then.
    """
    found = store.line_above(case.unit, on, issuer)
    if found.units and not found.heir and (case.arrived is None or case.arrived[0] <= on):
        return found
    before = _unit_before(store, case, on)
    return found if before == case.unit else store.line_above(before, on, issuer)


def _unit_before(store: Store, case: Case, on: date) -> str:
    """The unit of a case on a day, as reorganisations and transfers after that day tell."""
    unit = case.unit
    for entry in reversed(store.entries(case.ref)):
        if takes_elsewhere(entry) and entry.fields["effective_on"] > on.isoformat():
            unit = entry.fields["unit"]
    return str(unit)


def issued_for(store: Store, case: Case, event: Event, on: date) -> Issued | None:
    """Which unit issued the decision that an annulment is about; None where nothing tells.

    The entry of the decision says who decided; an older one names its issuer in words.
    """
    decided = Event.RECOGNISE if case.state is State.FULL_MEMBER else Event.ADMIT
    step = case.steps.get(decided.value)
    if event is not Event.ANNUL or step is None:
        return None
    fields = next(now for now, _, after in history(store.entries(case.ref)) if after.seq == step)
    data = fields.get("data", {})
    day = date.fromisoformat(data.get("decided_on", fields["effective_on"]))
    code = data.get("decided_by", {}).get("unit")
    if code is None:
        named = line_of(store, case, day, fields.get("document", {}).get("issuer")).named
        code = None if named is None else named.code
    rows = () if code is None else unit_history(store.entries(f"unit/{code}"))
    if not rows:
        return None
    last = rows[-1].unit
    return Issued(unit=last, on=day, ended=last.until_on is not None and last.until_on < on)
