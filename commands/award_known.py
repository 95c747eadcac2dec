"""What the registers know of units and members of a year, for whoever judges a commendation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commands.tallies import Tally
from commands.yearbook import league_of, tally
from planning.commendation import UnitKnown
from planning.member_grades import MembersGraded
from rules.grades import grades
from storage.source_reading import MEMBER_STATES
from storage.store import SqlStore
from workflow.annual_grades import grades_of
from workflow.errors import NotPermittedError
from workflow.facts import FactKind
from workflow.listing import CaseFilter, CaseLine
from workflow.names import fold
from workflow.ports import Dossier
from workflow.registers.register import Register
from workflow.screening.listing import ScreeningFilter
from workflow.screening.states import LEFT
from workflow.states import State


def units_known(
    store: SqlStore, year: int, today: date, *, of_members: bool
) -> Iterator[UnitKnown]:
    """The units of a league with their grades; `of_members`: with those of their members too."""
    book = tally(store, year, today)
    rows = league_of(store, year, today, estimated=False, book=book).rows
    earlier = league_of(store, year - 1, today, estimated=False).rows
    before = {row.unit: row.admitted for row in earlier}
    graded = unit_grades(store, year)
    files = MemberFiles.of(store, year) if of_members else None
    for row in rows:
        yield UnitKnown(
            row=row,
            before=before.get(row.unit),
            grade=graded.get(row.unit),
            members=MembersGraded() if files is None else files.within(book, row.unit),
        )


def unit_grades(store: SqlStore, year: int) -> Mapping[str, str]:
    """The grade of each unit in sight that was graded for a year; none for who sees no cases."""
    try:
        records = store.records(Register.REVIEW)
    except NotPermittedError:
        return {}
    return {
        one.unit: str(one.data["grade"])
        for one in records
        if one.unit is not None and one.data["year"] == year and grades().of(one.data["grade"])
    }


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
        lines: Their cases; who left the Party by a screening is no member.
        given: The grade of the year by case.
        newcomers: Who became a member within the year or later: a missing grade is no gap then.
    """

    store: SqlStore
    lines: tuple[CaseLine, ...]
    given: Mapping[str, str]
    newcomers: frozenset[str]

    @classmethod
    def of(cls, store: SqlStore, year: int) -> MemberFiles:
        """Read them once.

        Raises:
            NotPermittedError: cases are not theirs to see.
        """
        gone = {one.case for one in store.screenings(ScreeningFilter(states=LEFT))}
        lines = store.cases(CaseFilter(states=MEMBER_STATES))
        told = ((one.case.ref, grades_of(one.case).get(year)) for one in graded_members(store))
        begun = date(year, 1, 1)
        return cls(
            store=store,
            lines=tuple(one for one in lines if one.ref not in gone),
            given={ref: code for ref, code in told if code is not None and grades().of(code)},
            newcomers=frozenset(
                one.ref
                for one in store.figures.milestones(date.min)
                if one.ceremony is not None and one.ceremony >= begun
            ),
        )

    def within(self, book: Tally, code: str) -> MembersGraded:
        """The grades of the members of a unit and those below it."""
        inside = book.subtree(code)
        mine = [one for one in self.lines if one.unit in inside]
        full = sum(one.state is State.FULL_MEMBER for one in mine)
        counted = book.units[code].members if code in book.units else None
        return MembersGraded(
            given={one.ref: self.given[one.ref] for one in mine if one.ref in self.given},
            lacking=tuple(
                one.ref
                for one in mine
                if one.ref not in self.given and one.ref not in self.newcomers
            ),
            outside=max(0, (counted or 0) - full),
            whole=self.store.sees_whole(inside),
        )

    def named(self, name: str, units: Collection[str]) -> str | None:
        """The case of the one member of a name in these units; None where it is not one."""
        key = fold(name)
        found = [one.ref for one in self.lines if one.unit in units and fold(one.name) == key]
        return found[0] if len(found) == 1 else None
