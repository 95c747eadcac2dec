"""The chance of each case: the forecast, opened into those whom it counts on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from statistics import fmean

import pytest
from waits import province

from planning.evidence import Seen
from planning.forecast import outlook
from planning.odds import odds_of
from workflow.milestones import Milestones
from workflow.states import State

ON = date(2026, 6, 30)
CASES = province(units=4, years=8, per_year=14, until=ON, seed=3)
UNITS = {f"U{place:03d}": f"U{place:03d}" for place in range(4)}


@pytest.mark.parametrize("unit", UNITS)
def test_the_chances_of_a_unit_add_up_to_the_mean_of_its_plays(unit):
    late = Seen.of(CASES, ON, UNITS, UNITS).newcomers[unit]
    done = Counter(case.unit for case in CASES if case.admitted and case.admitted.year == ON.year)

    odds = odds_of(CASES, ON, UNITS, unit)

    plays = outlook(CASES, ON, UNITS, {code: done[code] for code in UNITS}).ranges[unit].plays
    assert sum(odds.values()) == pytest.approx(fmean(plays) - done[unit] - late, abs=0.15)
    assert all(0 <= one < 1 for one in odds.values())


def test_each_open_case_of_the_unit_has_a_chance_but_those_on_hold():
    open_ = [one for one in CASES if one.admitted is None and one.state is not State.CLOSED]
    mine = [one.ref for one in open_ if one.unit == "U001"]
    held = [replace(one, held=one.ref == mine[0]) for one in CASES]

    assert sorted(odds_of(CASES, ON, UNITS, "U001")) == sorted(mine)
    assert sorted(odds_of(held, ON, UNITS, "U001")) == sorted(mine[1:])


def test_who_has_come_further_is_likelier_to_be_admitted_and_nobody_on_the_last_day():
    odds = odds_of(CASES, ON, UNITS, "U001")
    mean = {
        state: fmean(odds[one.ref] for one in CASES if one.ref in odds and one.state is state)
        for state in (State.NOMINATED, State.COURSE, State.VERIFICATION)
    }

    assert mean[State.NOMINATED] < mean[State.COURSE] < mean[State.VERIFICATION]
    assert set(odds_of(CASES, date(2026, 12, 31), UNITS, "U001").values()) == {0.0}


def test_without_a_year_of_decisions_nobody_has_a_chance_that_is_known():
    cases = [Milestones("HS-1", "U000", State.COURSE, date(2026, 5, 1), False)]

    assert odds_of(cases, ON, UNITS, "U000") is None
