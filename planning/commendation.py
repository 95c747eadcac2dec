"""Which units are worth proposing for a commendation: criteria asked of what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from planning.criteria import Answer, Criterion, Holds, Judged, Measure
from planning.league import LeagueRow
from planning.member_grades import MembersGraded
from rules.grades import grades


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKnown:
    """A unit of the league, and what else is known of it.

    Attributes:
        row: Its line in the league of the year.
        before: What it admitted in the year before; None where that is not known.
        grade: Its own grade of the year; None where it is not on file.
        members: The grades of its members in the year.
    """

    row: LeagueRow
    before: int | None = None
    grade: str | None = None
    members: MembersGraded = field(default_factory=MembersGraded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A unit of the league with the answer to each criterion."""

    known: UnitKnown
    judged: Judged


def shortlist(known: Iterable[UnitKnown], criteria: Sequence[Criterion]) -> tuple[Proposed, ...]:
    """Every unit with a target, in the order of the league, with what holds of it."""
    return tuple(
        Proposed(known=one, judged=Judged(answers=tuple(_answer(asked, one) for asked in criteria)))
        for one in known
        if one.row.target
    )


def _answer(asked: Criterion, known: UnitKnown) -> Answer:
    holds, value = _graded(asked, known) if asked.grade else _counted(asked, known)
    return Answer(criterion=asked, holds=holds, value=value)


def _counted(asked: Criterion, known: UnitKnown) -> tuple[Holds, str | None]:
    """A figure of the league against the number that is asked."""
    needed = asked.at_least or 0
    if asked.measure is Measure.PERCENT:
        percent = known.row.percent
        return Holds.told((percent.exact or Fraction(0)) >= needed), percent.plain()
    if asked.measure is Measure.ADMITTED:
        return Holds.told(known.row.admitted >= needed), str(known.row.admitted)
    if known.before is None:
        return Holds.UNKNOWN, None
    growth = known.row.admitted - known.before
    return Holds.told(growth >= needed), str(growth)


def _graded(asked: Criterion, known: UnitKnown) -> tuple[Holds, str | None]:
    """The grade of the unit, or of its members, against the grade that is asked."""
    needed = asked.grade or ""
    if asked.measure is Measure.UNIT_GRADE:
        if known.grade is None:
            return Holds.UNKNOWN, None
        return Holds.told(grades().reaches(known.grade, needed)), known.grade
    members = known.members
    figures = f"{members.reaching(needed)}/{members.total}"
    if asked.measure is Measure.NONE_BELOW:
        return members.none_below(needed), figures
    return members.share(needed, asked.at_least or 0), figures
