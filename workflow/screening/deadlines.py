"""The deadline of a screening: the day on which the period of help ends.

Nothing is opened or closed by hand: an entry changes the screening, and the difference between
what was open and what should be open is what the entry opens and closes. The period follows the
wording in force on the day it began.
"""

from __future__ import annotations

from datetime import date

from workflow.case import Deadline
from workflow.deadlines import Changes
from workflow.law import Law
from workflow.screening.screening import Screening
from workflow.screening.states import ScreeningEvent, ScreeningState

HELP = "screening-help"
_ASSESSED = frozenset({ScreeningState.CLEARED, ScreeningState.REMOVAL_PROPOSED})


def screening_changes(before: Screening, after: Screening, law: Law) -> Changes:
    """What became of the deadlines of `before` now that the screening is `after`."""
    if after.state is before.state:
        return Changes()
    closed = before.deadlines
    if after.state in _ASSESSED:
        return Changes(met=closed)
    return Changes(opened=deadlines_of_screening(after, law), void=closed)


def deadlines_of_screening(screening: Screening, law: Law) -> tuple[Deadline, ...]:
    """Every deadline that is open, worked out anew from the screening."""
    began = screening.day_of(ScreeningEvent.HELP)
    if screening.state is not ScreeningState.HELPED or began is None:
        return ()
    version = law.find(HELP, began)
    if version is None:
        return ()
    number = screening.steps[ScreeningEvent.HELP.value]
    return (
        Deadline(
            rule=HELP,
            version=version.id,
            started_by=number,
            opened_by=number,
            start_on=began,
            due_on=law.due(version, began),
        ),
    )


def help_ends_on(screening: Screening, law: Law) -> date | None:
    """The last day of the period of help; None before it has begun."""
    began = screening.day_of(ScreeningEvent.HELP)
    return None if began is None else law.due(law.on(HELP, began), began)
