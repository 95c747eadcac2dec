"""The members who have a case in the store, with their yearly grades."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commands.tallies import Tally
from planning.member_grades import MembersGraded
from rules.grades import grades
from storage.source_reading import MEMBER_STATES
from storage.store import SqlStore
from workflow.annual_grades import grades_of
from workflow.facts import FactKind
from workflow.listing import CaseFilter, CaseLine
from workflow.names import fold
from workflow.ports import Dossier
from workflow.screening.listing import ScreeningFilter
from workflow.screening.states import LEFT
from workflow.states import State


def graded_members(store: SqlStore) -> Iterator[Dossier]:
    """The cases in sight that hold a grade, by reference; those whose log has none are not read."""
    kind = FactKind.CLASSIFICATION
    found = {entry.stream for entry in store.log({"kind": "fact", "event": kind.value})}
    for ref in sorted(found):
        dossier = store.dossier(ref)
        if dossier is not None and dossier.case.facts_of(kind):
            yield dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFiles:
    """The members who have a case here, with what is known of their grade of a year.

    Attributes:
        store: Where they are.
        year: The year that is asked about.
        lines: Their cases; who left the Party by a screening is no member.
        grades: The grades by case and year.
        newcomers: Who became a member within the year or later: a missing grade is no gap then.
        recognised_later: Who was no full member yet when the year ended.
    """

    store: SqlStore
    year: int
    lines: tuple[CaseLine, ...]
    grades: Mapping[str, Mapping[int, str]]
    newcomers: frozenset[str]
    recognised_later: frozenset[str]

    @classmethod
    def of(cls, store: SqlStore, year: int) -> MemberFiles:
        """Read them once.

        Raises:
            NotPermittedError: cases are not theirs to see.
        """
        gone = {one.case for one in store.screenings(ScreeningFilter(states=LEFT))}
        lines = store.cases(CaseFilter(states=MEMBER_STATES))
        days = store.figures.milestones(date.min)
        return cls(
            store=store,
            year=year,
            lines=tuple(one for one in lines if one.ref not in gone),
            grades={one.case.ref: grades_of(one.case) for one in graded_members(store)},
            newcomers=frozenset(
                one.ref for one in days if one.ceremony is not None and one.ceremony.year >= year
            ),
            recognised_later=frozenset(
                one.ref for one in days if one.recognised is not None and one.recognised.year > year
            ),
        )

    def grade(self, ref: str) -> str | None:
        """The grade of the year; None where it is not on file, or not among the grades any more."""
        found = self.grades.get(ref, {}).get(self.year)
        return None if found is None or grades().of(found) is None else found

    def lacks(self, ref: str) -> bool:
        """Whether a grade is to be expected that is not on file."""
        return self.grade(ref) is None and ref not in self.newcomers

    def within(self, book: Tally, code: str) -> MembersGraded:
        """The grades of the members of a unit and those below it."""
        inside = book.subtree(code)
        mine = [one for one in self.lines if one.unit in inside]
        full = sum(
            one.state is State.FULL_MEMBER and one.ref not in self.recognised_later for one in mine
        )
        counted = book.units[code].members if code in book.units else None
        given = {one.ref: self.grade(one.ref) for one in mine}
        return MembersGraded(
            given={ref: grade for ref, grade in given.items() if grade is not None},
            lacking=tuple(one.ref for one in mine if self.lacks(one.ref)),
            outside=max(0, (counted or 0) - full),
            whole=self.store.sees_whole(inside),
        )

    def named(self, name: str, units: Collection[str]) -> str | None:
        """The case of the one member of a name in these units; None where it is not one."""
        key = fold(name)
        found = [one.ref for one in self.lines if one.unit in units and fold(one.name) == key]
        return found[0] if len(found) == 1 else None
