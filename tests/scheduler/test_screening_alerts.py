"""The end of a period of help is reminded of like every other deadline, under its own reference."""

from __future__ import annotations

from datetime import date

import pytest
from builders import at, units
from screenings import a_member, opened, take_screening_to

from scheduler.answers import acknowledge
from workflow.reminders import AlertState
from workflow.screening.states import ScreeningState
from workflow.verification import verify


@pytest.fixture
def helped(office):
    """A member whose help ends on 10 March 2026, put on record in time; the reference."""
    office.now = at("2025-03-11")
    units(office.desk())
    ref = opened(office.desk(), a_member(office.desk()))
    take_screening_to(office.desk(), ref, ScreeningState.HELPED)
    return ref


@pytest.mark.parametrize(
    ("day", "rungs"),
    [
        ("2026-01-08", []),
        ("2026-01-09", [-60]),
        ("2026-03-09", [-60, -30, -7]),
        ("2026-03-10", [-60, -30, -7, 0]),
        ("2026-06-08", [-60, -30, -7, 0, 7, 30, 90]),
    ],
)
def test_the_end_of_the_help_climbs_its_ladder(office, helped, day, rungs):
    office.tick(day)

    assert office.rungs("screening-help") == rungs


def test_the_digest_names_the_member_the_unit_and_the_screening(office, helped):
    office.tell(*office.everybody())

    office.tick("2026-03-17")

    (told,) = office.shown
    assert f"{helped} · Phạm Thị Sáu · Đảng bộ phường Đô Vinh · hạn 10/03/2026" in told
    assert "Hết thời gian giáo dục, giúp đỡ: chi bộ đánh giá:" in told
    assert "ketnap screen show MÃ" in told
    assert "ketnap case show" not in told


def test_an_alert_of_a_screening_goes_by_its_reference(office, helped):
    office.tick("2026-03-17")

    lines = office.alerts.alerts(date(2026, 3, 17))

    assert {(one.case, one.unit, one.state) for one in lines} == {(helped, "DV", AlertState.RAISED)}


def test_an_alert_of_a_screening_that_was_taken_on_is_proved_by_its_entry(office, helped):
    office.tick("2026-03-17")
    line = office.alerts.alerts(date(2026, 3, 17))[0]

    acknowledge(office.desk(), office.alerts, line.id, reason="Đã gọi chi bộ")

    assert verify(office.store.audit).breaks == ()
