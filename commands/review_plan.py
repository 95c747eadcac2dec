"""Rows of a list of grades, judged and written; loaded when a list comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commands.batches import row_reasons
from commands.import_plan import Asked, Plan, Written
from office.grade_rows import Graded, grade_reasons
from office.judging import judged
from office.lists import ParsedList
from office.people_known import Everybody
from office.sheet import Sheet
from office.unit_names import UnitNames
from rules.text import Text
from storage.known import known_people
from storage.store import SqlStore
from workflow.actions.registers import FileName
from workflow.desk import Desk
from workflow.registers.batch import BatchRefusedError, Refusal
from workflow.registers.grading import Classified


def plan(
    grading: Any,
    desk: Desk,
    store: SqlStore,
    sheet: Sheet,
    parsed: ParsedList,
    asked: Asked,
) -> Plan:
    """What a list of grades would write; `grading` is the action with year, day and paper."""
    people, units = Everybody.of(known_people(store)), UnitNames(store.units(desk.today()))
    parsed = judged(
        sheet, parsed, lambda values: grade_reasons(values, people, units), encoding=asked.encoding
    )
    found = [Graded.of(row.values, people, units) for row in parsed.rows]
    refused = _refused(grading, {one.ref: one.grade for one in found if one.member})
    refs = {id(row.values): one.ref for row, one in zip(parsed.rows, found, strict=True)}
    parsed = judged(sheet, parsed, row_reasons(refs, refused, "grade"), encoding=asked.encoding)

    def write() -> Written:
        rows = [Graded.of(row.values, people, units) for row in parsed.rows]
        done = grading(
            members={one.ref: one.grade for one in rows if one.member},
            units={one.ref: one.grade for one in rows if not one.member},
            tallies={one.ref: one.members for one in rows if one.members},
            file=FileName(name=sheet.file_name, sha256=sheet.sha256),
            request=asked.request,
        )
        return Written(said=graded_said(done), following="ketnap review list")

    return Plan(parsed=parsed, remarks=(), write=write)


def _refused(grading: Any, members: Mapping[str, str]) -> tuple[Refusal, ...]:
    if not members:
        return ()
    try:
        done: Classified = grading(members=members, units={}, only_allowed=True, dry_run=True)
    except BatchRefusedError as all_of_them:
        return all_of_them.refusals
    return done.refused


def graded_said(done: Classified) -> Text:
    """How many were graded."""
    members, units = len(done.moved), len(done.units)
    return Text(
        f"Đã xếp loại {members} đảng viên, {units} tổ chức.",
        f"{members} members and {units} organisations graded.",
    )
