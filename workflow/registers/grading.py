"""The annual classification: of members as a fact of their case, of organisations as a record.

A grade forbids nothing by itself: no source asks for one. It is shown where somebody decides on a
recognition or a screening, and beside a unit that may be commended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.grades import grades
from rules.text import Text
from workflow.actions.record import put_on_file, refuse_future
from workflow.actions.registers import FileName
from workflow.annual_grades import grades_of, refuse_unknown_grade
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, RefusedError
from workflow.facts import FactKind
from workflow.finding import find_case, find_unit
from workflow.outcomes import Moved
from workflow.ports import Dossier
from workflow.registers.batch import Refusal, each
from workflow.registers.events import RecordEvent
from workflow.registers.lists import register_file, stands_for
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.writing import begun, went_on

GRADED = "graded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """What one command graded."""

    moved: tuple[Moved, ...] = ()
    units: tuple[Record, ...] = ()
    refused: tuple[Refusal, ...] = ()
    replayed: bool = False


def grade_many(
    desk: Desk,
    year: int,
    members: Mapping[str, str],
    units: Mapping[str, str],
    *,
    tallies: Mapping[str, Mapping[str, int]] | None = None,
    on: date | None = None,
    document: str | None = None,
    only_allowed: bool = False,
    file: FileName | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Classified:
    """Grade members and organisations for a year, in one transaction.

    Args:
        desk: Where the action takes place.
        year: The year that is judged.
        members: Grade by case: reference, unique tail or unique name.
        units: Grade by organisation: code or name.
        tallies: How many of its members each grade was given to, by organisation as in `units`.
        on: The day of the classification (default: today).
        document: The paper it rests on.
        only_allowed: Grade those who can be graded although others cannot.
        file: The list it comes from.
        request: Request id; the same one never grades twice.
        dry_run: Decide and report, write nothing.

    Raises:
        InputError: there is no such grade, a number is below zero, an organisation has a tally
            and no grade, or the year is not over on that day.
        BatchRefusedError: a member cannot be graded; each is named with the reason.
        NotFoundError: no such case or unit.
    """
    dossiers = {ref: find_case(desk, ref) for ref in members}
    told = {dossiers[typed].case.ref: grade for typed, grade in members.items()}
    places = {find_unit(desk, typed).code: grade for typed, grade in units.items()}
    counts = _tallied(desk, places, tallies or {})
    asked: dict[str, Any] = {"year": year, "members": told, "units": places}
    if counts:
        asked["tallies"] = counts
    draft = Draft.begin(desk, "review", request, stands_for(file, asked))
    if request is not None and draft.done_before() is not None:
        return Classified(replayed=True)
    legal = on or draft.today
    refuse_future(legal, draft.today)
    if legal.year < year:
        raise InputError(
            Text(
                f"Năm {year} chưa tới khi xếp loại ngày {legal:%d/%m/%Y}.",
                f"{year} had not come on {legal}, the day of the classification.",
            )
        )
    for grade in dict.fromkeys((*told.values(), *places.values())):
        refuse_unknown_grade(grade)
    register_file(draft, file, "grades", len(told) + len(places))
    records = tuple(
        _unit(draft, year, code, {"grade": grade, **counts.get(code, {})}, legal, document)
        for code, grade in places.items()
    )
    moved, refused = each(
        draft,
        dossiers.values(),
        lambda dossier: _member(draft, dossier, year, told[dossier.case.ref], legal, document),
        only_allowed=only_allowed,
    )
    if not dry_run:
        draft.commit(members=len(moved), units=len(records))
    return Classified(moved=moved, units=records, refused=refused)


def unit_number(year: int, code: str) -> str:
    """The number of the record that holds the grade of an organisation in a year."""
    return f"{Register.REVIEW.prefix}-{year}-{code}"


def _member(
    draft: Draft, dossier: Dossier, year: int, grade: str, on: date, document: str | None
) -> Iterator[Moved]:
    case = dossier.case
    before = grades_of(case).get(year)
    if before is not None:
        seq = next(
            fact.seq
            for fact in case.facts_of(FactKind.CLASSIFICATION)
            if int(fact.data["year"]) == year
        )
        raise RefusedError(
            Text(
                f"đã xếp loại năm {year}: {before}; sửa bằng ketnap case correct {case.ref} {seq}",
                f"was graded for {year}: {before}; amend it by ketnap case correct {case.ref}"
                f" {seq}",
            )
        )
    values = {"year": str(year), "grade": grade}
    yield put_on_file(draft, case, FactKind.CLASSIFICATION, values, on=on, document=document)


def _tallied(
    desk: Desk, graded: Mapping[str, str], tallies: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, Any]]:
    """What is written of the members of each organisation: a number for every grade there is.

    Raises:
        InputError: there is no such grade, a number is below zero, or no grade goes with it.
    """
    found = {}
    for typed, given in tallies.items():
        code = find_unit(desk, typed).code
        for grade in given:
            refuse_unknown_grade(grade)
        if code not in graded or any(number < 0 for number in given.values()):
            raise InputError(
                Text(
                    f"Số đảng viên theo mức của {code} phải đi kèm mức xếp loại của tổ chức, và"
                    " không được âm.",
                    f"The members of {code} by grade go with the grade of the organisation, and"
                    " none is below zero.",
                )
            )
        found[code] = {"members": {one: given.get(one, 0) for one in grades().codes}}
    return found


def _unit(
    draft: Draft, year: int, code: str, told: Mapping[str, Any], on: date, document: str | None
) -> Record:
    """Grade an organisation, or grade it anew: the newest entry counts."""
    number = unit_number(year, code)
    there = draft.desk.store.record(Register.REVIEW.stream(number))
    if there is not None:
        return went_on(draft, there, RecordEvent.UNIT_GRADED, told, on=on)
    return begun(
        draft,
        Register.REVIEW,
        RecordEvent.UNIT_GRADED,
        GRADED,
        {"year": year, **told},
        on=on,
        ref=number,
        unit=code,
        document=document,
    )
