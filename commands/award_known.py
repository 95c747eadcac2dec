"""What the registers know of units of a year, for whoever judges a commendation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from commands.member_files import MemberFiles
from commands.yearbook import league_of, tally
from planning.commendation import UnitKnown
from planning.member_grades import MembersGraded
from rules.grades import grades
from storage.store import SqlStore
from workflow.errors import NotPermittedError
from workflow.registers.register import Register


def units_known(
    store: SqlStore, year: int, today: date, *, of_members: bool
) -> Iterator[UnitKnown]:
    """The units of a league with their grades; `of_members`: with those of their members too."""
    book = tally(store, year, today)
    rows = league_of(store, year, today, estimated=False, book=book).rows
    earlier = league_of(store, year - 1, today, estimated=False).rows
    before = {row.unit: row.admitted for row in earlier}
    graded, tallied = unit_grades(store, year), unit_tallies(store, year)
    files = MemberFiles.of(store, year) if of_members else None
    for row in rows:
        yield UnitKnown(
            row=row,
            before=before.get(row.unit),
            grade=graded.get(row.unit),
            members=MembersGraded()
            if files is None
            else replace(files.within(book, row.unit), tally=tallied.get(row.unit)),
        )


def unit_grades(store: SqlStore, year: int) -> Mapping[str, str]:
    """The grade of each unit in sight that was graded for a year."""
    return {
        code: str(told["grade"])
        for code, told in _reviews(store, year)
        if grades().of(told["grade"]) is not None
    }


def unit_tallies(store: SqlStore, year: int) -> Mapping[str, Mapping[str, int]]:
    """How many members each grade was given to, by the units in sight that reported it."""
    return {code: told["members"] for code, told in _reviews(store, year) if "members" in told}


def _reviews(store: SqlStore, year: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What was recorded of units for a year; nothing for who sees no cases."""
    try:
        records = store.records(Register.REVIEW)
    except NotPermittedError:
        return
    for one in records:
        if one.unit is not None and one.data["year"] == year:
            yield one.unit, one.data
