"""The deadlines of an assignment: one for every period that it was asked for, until it is shown.

Of the periods up to `asked` each that waits for evidence has an open deadline, on its last day;
the clock asks for those that begin later, one entry each. Nothing of that is a number of law.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit import Entry
from workflow.case import Deadline
from workflow.deadlines import Changes
from workflow.law import Law
from workflow.registers.assignments import Assignment, AssignmentState
from workflow.registers.periods import Period
from workflow.registers.running import running

RULE = "assignment-evidence"
"""The rule under which the last day of a period is a deadline; it holds no number."""


def asked_for(period: Period, since: date, seq: int, law: Law) -> Changes:
    """What entry `seq` opens by asking for a period of an assignment that stands since a day."""
    begins = max(period.first, since)
    version = law.find(RULE, begins)
    if version is None:
        return Changes()
    one = Deadline(
        rule=RULE,
        version=version.id,
        started_by=seq,
        opened_by=seq,
        start_on=begins,
        due_on=period.last,
    )
    return Changes(opened=(one,))


def shown_done(period: Period, entries: Sequence[Entry]) -> Changes:
    """What evidence of a period closes: its deadline, where it has an open one."""
    return Changes(met=tuple(one for one in running(entries) if one.due_on == period.last))


def waits_again(there: Assignment, period: Period, law: Law) -> Changes:
    """What the end of a mistake opens: the deadline of a period that was asked for already."""
    if there.state is AssignmentState.ENDED or there.asked is None or period.first > there.asked:
        return Changes()
    return asked_for(period, there.record.since, there.record.seq + 1, law)


def ended(entries: Sequence[Entry]) -> Changes:
    """What the end of an assignment closes: nobody is asked any more."""
    return Changes(void=running(entries))
