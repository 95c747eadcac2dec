"""Acceptance test 5 of the source article: "before 31/10/2023"."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from planning.deadlines import days_left, last_good_day, on_time

HANOI_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
BEFORE = date(2023, 10, 31)


def test_acceptance_5_before_a_day_means_the_day_before_is_the_last():
    assert last_good_day(BEFORE) == date(2023, 10, 30)


@pytest.mark.parametrize(
    ("received", "good"),
    [
        (datetime(2023, 10, 30, 23, 59, tzinfo=HANOI_TIME), True),
        (datetime(2023, 10, 31, 0, 0, tzinfo=HANOI_TIME), False),
        # The same two instants as servers elsewhere write them.
        (datetime(2023, 10, 30, 16, 59, tzinfo=UTC), True),
        (datetime(2023, 10, 30, 17, 0, tzinfo=UTC), False),
        (datetime(2023, 10, 30, 12, 59, tzinfo=ZoneInfo("America/New_York")), True),
        (datetime(2023, 10, 30, 13, 0, tzinfo=ZoneInfo("America/New_York")), False),
        (datetime(2023, 10, 31, 1, 59, tzinfo=ZoneInfo("Asia/Tokyo")), True),
        (datetime(2023, 10, 31, 2, 0, tzinfo=ZoneInfo("Asia/Tokyo")), False),
    ],
)
def test_acceptance_5_a_file_is_on_time_by_the_offices_clock_wherever_the_server_stands(
    received, good
):
    assert on_time(received, BEFORE, HANOI_TIME) is good


def test_an_instant_without_a_zone_is_no_evidence():
    with pytest.raises(ValueError, match="an instant without a time zone has no day"):
        on_time(datetime(2023, 10, 30, 12, 0), BEFORE, HANOI_TIME)  # noqa: DTZ001 - the point


def test_days_left_count_to_the_last_good_day():
    assert days_left(BEFORE, date(2023, 3, 2)) == 242  # 243 to 31/10 itself
    assert days_left(BEFORE, date(2023, 10, 30)) == 0
    assert days_left(date(2026, 10, 31), date(2026, 11, 23)) == -24
