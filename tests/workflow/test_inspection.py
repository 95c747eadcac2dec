"""The pure half of an inspection: how late an entry is, and where things happen again and again."""

from __future__ import annotations

from datetime import date

from audit import Entry
from rules.calendar import Calendar
from rules.rulebook import Rulebook
from workflow.inspection.by_unit import Occurrence, UnitCount, by_unit
from workflow.inspection.lag import dated_on, lag
from workflow.inspection.late_step import LateStep, working_days_late
from workflow.inspection.narrowing import Narrowing
from workflow.law import Law
from workflow.zone import office_zone


def fields(**more):
    told = {"stream": "HS-2026-0001", "kind": "note", "effective_on": "2026-11-01"}
    return {**told, "recorded_at": "2026-11-22T17:00:00.000000Z", **more}


def test_an_entry_is_late_by_the_days_of_the_office():
    assert lag(fields(), office_zone()) == 22  # midnight of the 23rd in the office
    assert lag(fields(recorded_at="2026-11-22T16:59:59.999999Z"), office_zone()) == 21


def test_a_decision_counts_from_the_day_it_was_taken():
    told = fields(data={"decided_on": "2026-11-20"})

    assert dated_on(told) == date(2026, 11, 20)
    assert lag(told, office_zone()) == 3


def test_registers_and_cases_from_earlier_records_are_not_late():
    assert lag(fields(stream="unit/DV", kind="unit"), office_zone()) is None
    assert lag(fields(kind="intake"), office_zone()) is None


def test_the_unit_in_which_it_happens_most_often_comes_first():
    found = [
        Occurrence(unit="DV", stream="HS-2026-0001", day=date(2026, 3, 1)),
        Occurrence(unit=None, stream="HS-2026-0009", day=date(2026, 3, 2)),
        Occurrence(unit="CVA", stream="HS-2026-0002", day=date(2026, 5, 1)),
        Occurrence(unit="CVA", stream="HS-2026-0002", day=date(2026, 4, 1)),
    ]

    first, unknown, last = by_unit(found)

    assert first == UnitCount(
        unit="CVA", count=2, files=1, first=date(2026, 4, 1), last=date(2026, 5, 1)
    )
    assert (unknown.unit, last.unit) == (None, "DV")
    assert by_unit([]) == ()


def test_working_days_are_told_only_where_the_rule_counts_them():
    law = Law(Rulebook.open(), Calendar.open())
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    working, months = "ceremony@2026-07-26", law.look("file-age", friday).id

    assert working_days_late(working, "DV", friday, monday, law) == 1
    assert working_days_late(working, None, friday, monday, law) == 1
    assert working_days_late(months, "DV", friday, monday, law) is None


def test_a_late_step_counts_calendar_days():
    step = LateStep(
        stream="HS-2026-0001",
        case_ref="HS-2026-0001",
        unit="DV",
        rule="ceremony",
        version="ceremony@2026-07-26",
        start_on=date(2026, 8, 1),
        due_on=date(2026, 9, 12),
        closed_by=7,
        done_on=date(2026, 9, 15),
    )

    assert step.days == 3


def test_what_was_waived_is_told_by_the_body():
    waived = fields(data={"overrides": ["course-certificate"]})
    wanted = Narrowing(zone=office_zone(), waiving=True)

    def entry(told):
        return Entry(stream="HS-2026-0001", seq=1, body="", digest="", previous="", fields=told)

    assert wanted.keeps(entry(waived))
    assert not wanted.keeps(entry(fields()))
    assert (wanted.since, wanted.before) == (None, None)
