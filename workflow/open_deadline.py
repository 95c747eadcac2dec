"""Open deadlines of many cases at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDeadline:
    """An open deadline as the store lists it: enough to see whether a day touches its span.

    `ref` is the case, screening or request that it belongs to.
    """

    ref: str
    unit: str
    version: str
    start_on: date
    due_on: date
    estimated: bool
    provisional: bool
