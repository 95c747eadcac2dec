"""Which organisations something happens in again and again; never who did it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that stands out in a case or screening, on a day, in a unit where one is known."""

    unit: str | None
    stream: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """How often in one unit, in how many files, the first and the last time."""

    unit: str | None
    count: int
    files: int
    first: date
    last: date


def by_unit(found: Iterable[Occurrence]) -> tuple[UnitCount, ...]:
    """Occurrences counted by unit: where it happens most often first, then by code."""
    groups: dict[str | None, list[Occurrence]] = {}
    for one in found:
        groups.setdefault(one.unit, []).append(one)
    counts = [
        UnitCount(
            unit=unit,
            count=len(group),
            files=len({one.stream for one in group}),
            first=min(one.day for one in group),
            last=max(one.day for one in group),
        )
        for unit, group in groups.items()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.count, one.unit or "")))
