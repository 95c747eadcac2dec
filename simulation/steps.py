"""One thing that an officer does to a case, with the day it happened and the day it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event, State


class Deed(StrEnum):
    """What leaves the state as it is and is no fact."""

    HOLD = "hold"
    RESUME = "resume"
    OFFER = "offer"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a life.

    Attributes:
        what: A transition, a fact, or something that leaves the state as it is.
        on: The legal day.
        written: The day on which the officer records it; never before `on`.
        values: What a fact holds; of an offer, where to (`to`).
        to: Where a transition leads.
        reason: Why, where the main path is left.
    """

    what: Event | FactKind | Deed
    on: date
    written: date
    to: State | None = None
    document: str | None = None
    issuer: str | None = None
    reason: Reason | None = None
    values: Mapping[str, str] = field(default_factory=dict)
