"""Screenings as rows of a list, and one with its member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.case import Case
from workflow.person import Person
from workflow.screening.grounds import Ground
from workflow.screening.screening import Screening
from workflow.screening.states import LEFT, ScreeningState


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFile:
    """A screening with the case and the person it is about, read in one go."""

    screening: Screening
    case: Case
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningLine:
    """One screening in a list; the unit is the member's, as it is now.

    `next_version` names the wording of the law that its next due day rests on.
    """

    ref: str
    case: str
    name: str
    unit: str
    ground: Ground
    state: ScreeningState
    since: date
    next_due: date | None
    next_rule: str | None
    next_version: str | None

    @property
    def left_on(self) -> date | None:
        """The day the member left the Party by it."""
        return self.since if self.state in LEFT else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFilter:
    """Which screenings a list shows; empty does not filter."""

    states: tuple[ScreeningState, ...] = ()
    units: tuple[str, ...] = ()
    case: str | None = None
    person: str | None = None
    limit: int | None = None
