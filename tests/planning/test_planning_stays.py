"""The waits of a case as a given day saw them, and thirds of a month."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.dekads import dekad, first_day, month_of, part_left, year_of
from planning.stays import Stay, stays
from planning.waiting import Ending
from workflow.milestones import Milestones
from workflow.states import State

NOMINATED, COURSE, VERIFICATION = State.NOMINATED, State.COURSE, State.VERIFICATION
JAN, MAR, MAY, SEP = (date(2025, month, 5) for month in (1, 3, 5, 9))
LATER = date(2026, 1, 1)


def a_way(state: State, since: date, *days: date | None, held: bool = False) -> Milestones:
    return Milestones("HS-1", "DV", state, since, held, *days)


def test_an_admitted_case_has_three_ended_waits():
    case = a_way(State.ADMITTED, SEP, JAN, MAR, MAY, SEP)

    assert list(stays(case, LATER)) == [
        Stay(NOMINATED, JAN, MAR, Ending.FORWARD),
        Stay(COURSE, MAR, MAY, Ending.FORWARD),
        Stay(VERIFICATION, MAY, SEP, Ending.FORWARD),
    ]


def test_a_wait_that_goes_on_is_seen_up_to_the_day():
    case = a_way(COURSE, MAR, JAN, MAR, held=True)

    assert list(stays(case, SEP))[-1] == Stay(COURSE, MAR, SEP, None, held=True)


def test_a_closed_case_dropped_out_of_its_last_wait():
    case = a_way(State.CLOSED, SEP, JAN, MAR)

    assert list(stays(case, LATER))[-1] == Stay(COURSE, MAR, SEP, Ending.DROPPED)


def test_a_file_sent_back_is_a_set_back_and_a_new_wait():
    case = a_way(NOMINATED, SEP, JAN, MAR)

    assert list(stays(case, LATER)) == [
        Stay(NOMINATED, SEP, LATER, None),
        Stay(COURSE, MAR, SEP, Ending.DROPPED),
    ]


def test_what_came_later_is_not_looked_at():
    case = a_way(State.ADMITTED, SEP, JAN, MAR, MAY, SEP)
    april = date(2025, 4, 1)

    assert list(stays(case, april)) == [
        Stay(NOMINATED, JAN, MAR, Ending.FORWARD),
        Stay(COURSE, MAR, april, None),
    ]


def test_a_wait_with_an_unknown_step_in_it_is_no_evidence():
    case = a_way(State.ADMITTED, SEP, JAN, None, MAY, SEP)

    assert [one.state for one in stays(case, LATER)] == [VERIFICATION]


def test_a_later_state_on_an_unknown_day_is_no_drop_out():
    # Taken over from a list: in the course since some day, and nobody knows since when.
    half_way = a_way(COURSE, MAY, JAN)
    member = a_way(State.PROBATION, SEP, JAN, MAR, MAY)

    assert [one.state for one in stays(half_way, LATER)] == [COURSE]
    assert [one.state for one in stays(member, LATER)] == [NOMINATED, COURSE]


def test_days_in_the_wrong_order_are_no_evidence():
    case = a_way(VERIFICATION, MAY, MAR, JAN, MAY)

    assert [one.state for one in stays(case, LATER)] == [COURSE, VERIFICATION]


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2026, 11, 9), Fraction(1, 10)),
        (date(2026, 11, 10), Fraction(0)),
        (date(2026, 11, 23), Fraction(7, 10)),
        (date(2026, 12, 21), Fraction(10, 11)),
        (date(2026, 2, 27), Fraction(1, 8)),
        (date(2026, 12, 31), Fraction(0)),
    ],
)
def test_what_is_left_of_a_third_of_a_month(day, left):
    assert part_left(day) == left


@given(st.dates(date(1990, 1, 1), date(2090, 12, 30)))
def test_thirds_follow_one_another_without_a_gap(day):
    following = day + timedelta(days=1)

    assert dekad(following) - dekad(day) == (following == first_day(dekad(following)))
    assert (year_of(dekad(day)), month_of(dekad(day)) + 1) == (day.year, day.month)
