"""A recognition that is long overdue has to be explained: the clock asks for the letter, once.

Asking is an entry of the case, like any other fact; the deadline follows from it and is met by
recording the letter, which says whether the member or the organisation was at fault (R10.9).
"""

from __future__ import annotations

from workflow.actions.record import record
from workflow.desk import Desk
from workflow.errors import ConflictError, RefusedError
from workflow.facts import FactKind
from workflow.reminders import AlertStore


def ask_for_letters(desk: Desk, alerts: AlertStore, rules: tuple[str, ...], days: int) -> int:
    """Ask for a letter in every case whose reminder of that many days over was raised.

    Args:
        desk: Where the clock writes.
        alerts: The clock's side of the store.
        rules: The deadlines of a recognition that is late.
        days: Calendar days past the due day.

    Returns:
        How many letters were asked for. A case that somebody writes to at this moment is left to
        the next pass.
    """
    asked = 0
    for ref in alerts.unexplained(rules, days):
        try:
            record(desk, ref, FactKind.EXPLANATION_REQUEST, {}, on=desk.today())
        except (ConflictError, RefusedError):
            continue
        asked += 1
    return asked
