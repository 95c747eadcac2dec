"""Who helped the people that were admitted: whom to think of when individuals are commended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planning.criteria import Answer, Criterion, Holds, Judged
from rules.grades import grades
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperKnown:
    """A helper with what the files say of them as a member.

    Attributes:
        helper: Who it is, and whom they helped.
        member: The case of the one member of that name in the unit; None where there is none, or
            there are several, so that nobody is taken for somebody else.
        grade: The grade of the year in that case; None where it is not on file.
    """

    helper: Helper
    member: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperProposed:
    """A helper with the answer to each criterion for people."""

    known: HelperKnown
    judged: Judged


def helpers_judged(
    known: Iterable[HelperKnown], criteria: Sequence[Criterion]
) -> tuple[HelperProposed, ...]:
    """Every helper with what holds of them, in the same order."""
    return tuple(
        HelperProposed(
            known=one, judged=Judged(answers=tuple(_answer(asked, one) for asked in criteria))
        )
        for one in known
    )


def _answer(asked: Criterion, known: HelperKnown) -> Answer:
    if asked.grade is None:
        count = len(known.helper.refs)
        holds = Holds.told(count >= (asked.at_least or 0))
        return Answer(criterion=asked, holds=holds, value=str(count))
    if known.grade is None:
        return Answer(criterion=asked, holds=Holds.UNKNOWN)
    holds = Holds.told(grades().reaches(known.grade, asked.grade))
    return Answer(criterion=asked, holds=holds, value=known.grade)
