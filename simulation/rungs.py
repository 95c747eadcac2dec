"""Which alerts should have been raised, pass by pass and deadline by deadline: a reference.

A rung is raised at the first pass on or after its day at which its deadline is open and its case is
not on hold (an overdue probation or recognition is not held up by that either); a deadline that
came on record late climbs in at the newest rung that had passed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from scheduler.ladder import Ladders
from simulation.timelines import Span, Timeline
from workflow.reminders import NEVER_ALONE
from workflow.zone import office_zone

Raised = tuple[str, str, date, int, datetime]
"""Case, rule, due day, rung, and the instant of the pass."""


def expected(
    lines: Iterable[Timeline], passes: Sequence[datetime], ladders: Ladders
) -> Counter[Raised]:
    """Every alert that the passes should have raised, and how often (once)."""
    return Counter(
        one for line in lines for span in line.spans for one in _of(line, span, passes, ladders)
    )


def _of(
    line: Timeline, span: Span, passes: Sequence[datetime], ladders: Ladders
) -> Iterable[Raised]:
    left = _climbed(span, [rung.days for rung in ladders.of(span.rule).rungs])
    for at in passes[bisect_left(passes, span.opened) :]:
        if not left or (span.closed is not None and at >= span.closed):
            return
        today = _day(at)
        loud = span.rule in NEVER_ALONE and span.due_on < today
        if line.held_at(at) and not loud:
            continue
        due = [rung for rung in left if span.due_on + timedelta(days=rung) <= today]
        for rung in due:
            yield line.ref, span.rule, span.due_on, rung, at
        left = left[len(due) :]


def _climbed(span: Span, rungs: list[int]) -> list[int]:
    """The rungs that are left to a deadline on the day it came on record."""
    late = (_day(span.opened) - span.due_on).days
    passed = [days for days, following in pairwise(rungs) if following <= late]
    return rungs[len(passed) :]


def _day(at: datetime) -> date:
    return at.astimezone(office_zone()).date()
