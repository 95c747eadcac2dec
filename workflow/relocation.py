"""Cases that follow their organisation: what is known of each, and what is written of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.states import State

KIND = "reorganise"
"""The kind of the entry that tells a case whose it is from then on."""

STAYING_STATES = (State.CLOSED, State.STRUCK_OFF)
"""What is over stays with the unit in which it ended; a full member goes on being somebody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCase:
    """A case that is not over, as far as a reorganisation looks at it.

    `deadlines` and `alerts` count those that are open and follow it; `seq` and `head` are its
    newest entry.
    """

    ref: str
    unit: str
    moving_to: str | None
    opened_on: date
    seq: int
    head: str
    deadlines: int
    alerts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocation:
    """A case whose organisation is another from now on; nothing else of it changes.

    `seen` is the sequence that the decision rested on, `seq` and `head` the new entry.
    """

    ref: str
    seen: int
    seq: int
    head: str
    unit: str
    moving_to: str | None
