"""The waits of a case between its milestones, as a given day saw them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from planning.waiting import Ending, Wait
from workflow.milestones import Milestones
from workflow.states import State

PIPELINE = (State.NOMINATED, State.COURSE, State.VERIFICATION)
"""The states before admission, in order."""

_PLACES = {state: place for place, state in enumerate(PIPELINE)}
_ENDED = frozenset({State.CLOSED, State.STRUCK_OFF})


class Stay(NamedTuple):
    """A wait in one state with its days. `held` is only known of one that still goes on.

    A tuple, for there are as many as cases times states, and tuples are made three times as fast.
    """

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
    stands = case.state if case.since <= on else None
    for place, state in enumerate(PIPELINE):
        here = state is stands
        began, moved = case.since if here else days[place], days[place + 1]
        if began is None or began > on:
            continue
        if here or state is case.state:
            yield Stay(state, began, on, None, held=here and case.held)
        elif moved is not None:
            if moved > on:
                yield Stay(state, began, on, None)
            elif moved >= began:
                yield Stay(state, began, moved, Ending.FORWARD)
        elif _went_no_further(case, place) and not any(days[place + 2 :]):
            yield from _left(state, began, case.since, on)
        # Otherwise the next step was taken on a day that is not known: no wait to learn from.


def _went_no_further(case: Milestones, place: int) -> bool:
    """Whether a case was closed out of this state, or stands in an earlier one again."""
    return case.state in _ENDED or _PLACES.get(case.state, place) < place


def _left(state: State, began: date, left: date, on: date) -> Iterator[Stay]:
    """The last wait of a case that was closed or went back."""
    if left > on:
        yield Stay(state, began, on, None)
    elif left >= began:
        yield Stay(state, began, left, Ending.DROPPED)
