"""Who helped the people that were admitted: whom to think of when individuals are commended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.names import fold, sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """One helper assigned in one case: the name as recorded, and the unit the case counts for."""

    helper: str
    unit: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """One helper of one unit, with the references of those admitted whom they helped."""

    name: str
    unit: str
    refs: tuple[str, ...]


def helpers(found: Iterable[Helping], *, at_least: int = 1) -> tuple[Helper, ...]:
    """Helpers by how many they helped, most first, equals by name.

    Names are one person's within a unit where they differ only by accents and capitals; two people
    of one name in one unit cannot be told apart, and count together.
    """
    grouped: dict[tuple[str, str], list[Helping]] = {}
    for one in found:
        grouped.setdefault((fold(one.helper), one.unit), []).append(one)
    every = [
        Helper(name=group[0].helper, unit=unit, refs=tuple(sorted({one.ref for one in group})))
        for (_, unit), group in grouped.items()
    ]
    return tuple(
        sorted(
            (one for one in every if len(one.refs) >= at_least),
            key=lambda one: (-len(one.refs), sort_key(one.name), one.unit),
        )
    )
