"""A case reduced to the days it moved on: what figures, reports and forecasts count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.case import Case
from workflow.states import Event, State


@dataclass(frozen=True, slots=True)
class Milestones:
    """One case and the days of the steps of its present round.

    Attributes:
        ref: Its reference.
        unit: The unit that its admission counts for; before that the unit it belongs to.
        state: Where it stands, `since` when, and whether it is `held`.
        nominated: The day of each step; None where it was not taken, or is not known. So too
            `enrolled`, `filed` (file opened), `admitted` (decision) and `ceremony`.
        recognised: The day of the decision on recognition.
    """

    ref: str
    unit: str
    state: State
    since: date
    held: bool
    nominated: date | None = None
    enrolled: date | None = None
    filed: date | None = None
    admitted: date | None = None
    ceremony: date | None = None
    recognised: date | None = None

    @classmethod
    def of(cls, case: Case, unit: str) -> Milestones:
        """The days of a case that counts for a unit."""
        return cls(
            case.ref,
            unit,
            case.state,
            case.since,
            case.held is not None,
            case.day_of(Event.NOMINATE),
            case.day_of(Event.ENROL),
            case.day_of(Event.OPEN_FILE),
            case.day_of(Event.ADMIT),
            case.day_of(Event.HOLD_CEREMONY),
            case.decided_on or case.day_of(Event.RECOGNISE),
        )
