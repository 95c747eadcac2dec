"""Which reminders are raised, and on which day."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from builders import at

from workflow.actions.advance import advance
from workflow.actions.pause import hold, resume
from workflow.reasons import Reason
from workflow.states import Event, State


@pytest.mark.parametrize(
    ("day", "rungs"),
    [
        ("2025-05-02", []),
        ("2025-05-03", [-90]),
        ("2025-06-02", [-90, -60]),
        ("2025-07-01", [-90, -60]),
        ("2025-07-02", [-90, -60, -30]),
        ("2025-07-17", [-90, -60, -30, -15]),
        ("2025-07-25", [-90, -60, -30, -15, -7]),
        ("2025-07-31", [-90, -60, -30, -15, -7]),
        ("2025-08-01", [-90, -60, -30, -15, -7, 0]),
        ("2026-11-23", [-90, -60, -30, -15, -7, 0]),
    ],
)
def test_the_end_of_probation_is_reminded_of_at_90_60_30_15_7_and_0_days(office, day, rungs):
    office.a_case()  # probation ends on 1 August 2025

    office.tick(day)

    assert office.rungs("probation") == rungs


def test_a_course_certificate_is_reminded_of_six_three_and_one_months_before_it_expires(office):
    office.a_case(State.VERIFICATION)  # issued on 1 April 2024: until 1 April 2029

    for day in ("2028-09-28", "2028-09-29", "2028-12-29", "2028-12-30", "2029-02-28", "2029-03-01"):
        office.tick(day)
        office.shown.append(str(office.rungs("course-certificate")))

    assert office.shown == [
        "[]",
        "[-184]",
        "[-184]",
        "[-184, -92]",
        "[-184, -92]",
        "[-184, -92, -31]",
    ]


def test_a_file_is_reminded_of_sixty_and_thirty_days_before_it_is_too_old(office):
    office.a_case(State.VERIFICATION)  # its file was made on 2 May 2024: good for twelve months

    for day in ("2025-03-02", "2025-03-03", "2025-04-01", "2025-04-02", "2025-05-02"):
        office.tick(day)
        office.shown.append(str(office.rungs("file-age")))

    assert office.shown == ["[]", "[-60]", "[-60]", "[-60, -30]", "[-60, -30, 0]"]


def test_after_forty_days_of_downtime_each_missed_rung_is_raised_once_and_in_order(office):
    office.a_case()
    office.tick("2025-06-14")
    assert office.rungs("probation") == [-90, -60]

    office.tick("2025-07-24")  # nothing ran for forty days

    assert office.rungs("probation") == [-90, -60, -30, -15]
    office.tick("2025-09-02")  # and forty more
    assert office.rungs("probation") == [-90, -60, -30, -15, -7, 0]


def test_a_second_sweep_on_the_same_day_adds_nothing(office):
    office.a_case()

    first = office.tick("2025-07-25")
    second = office.tick("2025-07-25")

    assert first.raised > 0
    assert second.raised == 0


def test_a_deadline_that_comes_on_record_late_gets_only_the_newest_rung_passed(office):
    office.now = at("2025-07-20")  # the ceremony of August 2024 is written down now
    office.a_case()

    office.tick("2025-07-20")

    assert office.rungs("probation") == [-15]
    office.tick("2025-08-01")
    assert office.rungs("probation") == [-15, -7, 0]


def test_a_deadline_recorded_on_the_very_day_of_a_rung_gets_that_rung(office):
    office.now = at("2025-07-25")
    office.a_case()

    office.tick("2025-07-25")

    assert office.rungs("probation") == [-7]


def test_the_day_is_the_offices_not_the_servers(office):
    office.a_case()

    office.now = at("2025-07-31", hour=16)  # 23:00 in the office
    office.tick()
    before_midnight = office.rungs("probation")
    office.now = at("2025-07-31", hour=17)  # 00:00 on 1 August there
    office.tick()

    assert before_midnight == [-90, -60, -30, -15, -7]
    assert office.rungs("probation") == [-90, -60, -30, -15, -7, 0]


def test_a_clock_set_back_raises_nothing_and_loses_nothing(office):
    office.a_case()
    office.tick("2025-07-25")

    assert office.tick("2025-07-24").raised == 0

    assert office.rungs("probation") == [-90, -60, -30, -15, -7]


def test_a_case_on_hold_raises_nothing_until_it_is_resumed(office):
    ref = office.a_case()
    office.now = at("2025-06-01")
    hold(office.desk(), ref, Reason.ABSENT)

    office.tick("2025-07-20")
    assert office.rungs("probation") == []

    office.now = at("2025-07-21")
    resume(office.desk(), ref)
    office.tick("2025-07-21")
    assert office.rungs("probation") == [-90, -60, -30, -15]


def test_a_closed_case_raises_nothing(office):
    ref = office.a_case()
    office.now = at("2025-02-01")
    advance(office.desk(), ref, Event.CLOSE, on=date(2025, 2, 1), reason_code=Reason.DIED)

    assert office.tick("2025-08-01").raised == 0


def test_two_sweeps_at_the_same_moment_raise_each_alert_once(office):
    for _ in range(4):
        office.a_case()
    office.now = at("2025-08-01")
    together = threading.Barrier(4)
    found: list[int] = []

    def sweep() -> None:
        together.wait()
        found.append(office.tick().raised)

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(found) == 4
    assert len(office.raised("probation")) == 4 * 6
    assert len(set(office.raised("probation"))) == 4 * 6
    assert sorted(found)[:3] == [0, 0, 0]
