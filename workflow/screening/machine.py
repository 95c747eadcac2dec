"""The second machine, run by the same door as the first."""

from __future__ import annotations

from functools import cache

from workflow.machine import Shape
from workflow.screening.states import SCREENING, ScreeningEvent, ScreeningState


@cache
def screening_machine() -> Shape[ScreeningEvent, ScreeningState]:
    """The shared machine of screenings."""
    return Shape(ScreeningState, ScreeningEvent, SCREENING)
