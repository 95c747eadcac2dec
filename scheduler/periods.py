"""A period of an assigned task begins: the clock asks for its evidence, once.

Asking is an entry of the assignment; the deadline on the last day of the period follows from it.
"""

from __future__ import annotations

from workflow.desk import Desk
from workflow.errors import ConflictError
from workflow.registers.assignment_steps import ask_for_period
from workflow.registers.assignments import Assignment, assignments


def ask_for_periods(desk: Desk) -> int:
    """Ask for every period that has begun in every assignment that stands, the oldest first.

    Args:
        desk: Where the clock writes.

    Returns:
        How many periods were asked for. An assignment that somebody writes to at this moment is
        left to the next pass.
    """
    today = desk.today()
    begun = (one for one in assignments(desk.store) if one.to_ask(today) is not None)
    return sum(_asked(desk, one) for one in begun)


def _asked(desk: Desk, there: Assignment) -> int:
    asked, after = 0, _ask(desk, there)
    while after is not None:
        asked, after = asked + 1, _ask(desk, after)
    return asked


def _ask(desk: Desk, there: Assignment) -> Assignment | None:
    """The assignment once it was asked for one period more; None where there is none to ask for."""
    try:
        return ask_for_period(desk, there)
    except ConflictError:
        return None
