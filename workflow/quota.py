"""A yearly target of a unit, with its source document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What a unit is to reach in a year; `admitted` where only the published figure is known.

    `base` is the document that sets the target. A later row for the same unit and year replaces
    the figures and keeps the history.
    """

    year: int
    unit: str
    target: int | None
    class_target: int | None = None
    base: str | None = None
    admitted: int | None = None
    reason: str | None = None
    seq: int = 0
