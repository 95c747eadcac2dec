"""The waits of a case between its milestones, as a given day saw them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from planning.waiting import Ending, Wait
from workflow.milestones import Milestones
from workflow.states import State

PIPELINE = (State.NOMINATED, State.COURSE, State.VERIFICATION)
"""The states before admission, in order."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A wait in one state with its days. `held` is only known of one that still goes on."""

    state: State
    began: date
    ended: date
    ending: Ending | None
    held: bool = False

    @property
    def wait(self) -> Wait:
        """How long it was seen to last."""
        return Wait((self.ended - self.began).days, self.ending)


def stays(case: Milestones, on: date) -> Iterator[Stay]:
    """The waits of a case before its admission, as they looked at the end of a day.

    What came later is not looked at: a wait that ended after the day still goes on. Only the
    present round is known; a case that was sent back since counts as it stands now.
    """
    days = (case.nominated, case.enrolled, case.filed, case.admitted)
    for place, state in enumerate(PIPELINE):
        here = state is case.state and case.since <= on
        began = case.since if here else days[place]
        if began is None or began > on:
            continue
        later = [day for day in days[place + 1 :] if day is not None]
        if state is case.state:
            yield Stay(state, began, on, None, case.held)
        elif not later:
            yield from _seen(state, began, case.since, Ending.DROPPED, on)
        elif days[place + 1] is not None:
            yield from _seen(state, began, later[0], Ending.FORWARD, on)
        # Otherwise a step in between is not known, and neither is how long the wait lasted.


def _seen(state: State, began: date, ended: date, ending: Ending, on: date) -> Iterator[Stay]:
    if ended > on:
        yield Stay(state, began, on, None)
    elif ended >= began:
        yield Stay(state, began, ended, ending)
