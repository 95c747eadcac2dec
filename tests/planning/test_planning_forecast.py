"""The forecast: chances from past waits, played many times, and tried on years that are over."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean

import pytest
from waits import province

from planning.backtest import coverage, trials
from planning.chances import chances, distribution
from planning.dekads import PER_YEAR
from planning.evidence import Seen, evidence_of
from planning.forecast import RUNS, Basis, Range, outlook
from planning.hazards import LONGEST, Hazards, fit
from workflow.milestones import Milestones
from workflow.states import State

FULL = province(units=8, years=8, per_year=14, until=date(2026, 12, 31), seed=3)
UNITS = {f"U{place:03d}": f"U{place:03d}" for place in range(8)}


def so_far(cases: list[Milestones], on: date) -> dict[str, int]:
    found = Counter(
        case.unit
        for case in cases
        if case.admitted and case.admitted.year == on.year and case.admitted <= on
    )
    return {unit: found[unit] for unit in UNITS}


def flat(rate: float) -> Hazards:
    """In verification one in so many is decided on in each third of a month; nobody else moves."""
    never, always = (0.0,) * LONGEST, (1.0,) * PER_YEAR
    return Hazards(
        base=(never, never, (rate,) * LONGEST),
        dropped=(never,) * 3,
        season=(always,) * 3,
        events=(0, 0, 100),
    )


def test_a_chance_worked_by_hand():
    # From 10 December two thirds are left, each with one chance in ten: 1 - 0.9 · 0.9 = 0.19;
    # at twice the pace 1 - 0.8 · 0.8. On 15 December half a third less: 1 - 0.95 · 0.9.
    tenth, until = flat(0.1), date(2026, 12, 31)

    assert chances(tenth, 1.0, date(2026, 12, 10), until)[2][5] == pytest.approx(0.19)
    assert chances(tenth, 2.0, date(2026, 12, 10), until)[2][5] == pytest.approx(0.36)
    assert chances(tenth, 1.0, date(2026, 12, 15), until)[2][5] == pytest.approx(0.145)
    assert chances(tenth, 1.0, until, until)[2][5] == 0.0


def test_nobody_is_admitted_from_a_state_that_nobody_leaves():
    found = chances(flat(0.1), 1.0, date(2026, 1, 1), date(2026, 12, 31))

    assert set(found[0]) == set(found[1]) == {0.0}


def test_two_people_with_even_chances():
    assert distribution([1.0], [0.5, 0.5]) == (0.25, 0.75, 1.0)


def test_the_season_and_the_base_are_found_again_in_what_they_made():
    found = fit({}, date(2026, 1, 1))
    assert found.events == (0, 0, 0)
    assert set(found.base[0]) == {0.0}

    on = date(2026, 12, 31)
    seen = outlook(FULL, on, UNITS, so_far(FULL, on)).hazards
    assert seen is not None
    by_month = [sum(seen.season[2][third : third + 3]) / 3 for third in range(0, PER_YEAR, 3)]
    # The province decides rarely in January, February and July, and on the 20th of a month.
    assert sorted(by_month)[:3] == sorted(by_month[month - 1] for month in (1, 2, 7))
    middle = sum(seen.season[2][1::3]) / 12
    assert middle > 2 * sum(seen.season[2][::3]) / 12


def test_the_same_cases_day_and_seed_give_the_same_forecast_to_the_last_play():
    on = date(2026, 9, 30)
    shuffled = FULL[::2] + FULL[1::2][::-1]

    once, again = (outlook(cases, on, UNITS, so_far(FULL, on)) for cases in (FULL, shuffled))
    other = outlook(FULL, on, UNITS, so_far(FULL, on), seed=1)

    assert once.ranges == again.ranges
    assert once.total == again.total
    assert once.total.plays != other.total.plays


def test_what_comes_after_the_day_does_not_change_its_forecast():
    on = date(2026, 6, 30)
    later = [one for one in FULL if one.nominated and one.nominated <= on]

    assert outlook(later, on, UNITS, so_far(FULL, on)) == outlook(FULL, on, UNITS, so_far(FULL, on))


def test_the_total_is_the_sum_of_the_plays_and_narrower_than_the_sum_of_the_ranges():
    on = date(2026, 6, 30)
    found = outlook(FULL, on, UNITS, so_far(FULL, on))

    plays = zip(*(one.plays for one in found.ranges.values()), strict=True)
    assert found.total.plays == tuple(map(sum, plays))
    assert len(found.total.plays) == RUNS
    assert sum(one.low for one in found.ranges.values()) < found.total.low
    assert found.total.high < sum(one.high for one in found.ranges.values())


def test_a_range_never_lies_below_what_is_done_nor_points_at_one_number_too_soon():
    on = date(2026, 3, 31)
    found = outlook(FULL, on, UNITS, so_far(FULL, on))

    for one in found.ranges.values():
        assert one.admitted <= one.low <= (one.median or 0) <= one.high
        assert one.low < one.high


def test_on_the_last_day_of_the_year_the_range_is_what_was_admitted():
    on = date(2026, 12, 31)
    found = outlook(FULL, on, UNITS, so_far(FULL, on))

    assert {(one.low, one.high) == (one.admitted,) * 2 for one in found.ranges.values()} == {True}


def test_a_case_on_hold_is_not_counted_on():
    on = date(2026, 9, 30)
    now = province(units=8, years=8, per_year=14, until=on, seed=3)
    held = [replace(one, held=one.state is State.VERIFICATION) for one in now]

    free, halted = (outlook(cases, on, UNITS, so_far(now, on)).total for cases in (now, held))

    assert halted.high < free.low


def test_without_a_year_of_decisions_only_the_bounds_are_told():
    on = date(2026, 6, 30)
    cases = [
        Milestones("HS-1", "U000", State.VERIFICATION, date(2026, 5, 1), False),
        Milestones("HS-2", "U000", State.VERIFICATION, date(2026, 5, 1), True),
        Milestones("HS-3", "U000", State.COURSE, date(2026, 5, 1), False),
    ]

    found = outlook(cases, on, UNITS, {"U000": 4})

    assert found.basis is Basis.BOUNDS
    assert found.ranges == {"U000": Range(admitted=4, low=4, median=None, high=5)}
    assert found.total == Range(admitted=4, low=4, median=None, high=5)
    assert found.total.reaching(5).exact is None


def test_many_decisions_of_a_few_months_are_no_history_yet():
    day = date(2026, 1, 20)
    cases = [
        Milestones(f"HS-{n}", "U000", State.ADMITTED, day, False, None, None, day, day)
        for n in range(50)
    ]
    on = date(2026, 6, 30)

    assert outlook(cases, on, UNITS, {"U000": 50}).basis is Basis.BOUNDS
    assert outlook(cases, day + timedelta(days=370), UNITS, {"U000": 0}).basis is Basis.HISTORY


def test_reaching_a_target_is_a_share_of_the_plays():
    found = Range.played(3, [3] * 600 + [4] * 400)

    assert (found.low, found.median, found.high) == (3, 3, 4)
    assert found.reaching(4).plain() == "40.00"


def test_on_simulated_years_four_ranges_in_five_hold_what_came():
    days = [date(year, *on) for year in (2023, 2024, 2025) for on in ((3, 31), (6, 30), (9, 30))]

    made = list(trials(FULL, UNITS, days))

    singles, _ = coverage(made)
    assert [one.on for one in made] == days
    assert singles.exact is not None
    assert 80 <= singles.exact <= 95
    for one in made:
        assert one.units == 8
        assert abs((one.range.median or 0) - one.came) <= 0.2 * one.came


def test_a_day_without_history_is_no_trial():
    assert list(trials(FULL, UNITS, [date(2019, 6, 30)])) == []


def months_of(*, one_board: bool) -> float:
    """The variance of months found in provinces of one board, or of many, seen in late November."""
    on, found = date(2025, 11, 30), []
    for seed in range(1, 5):
        cases = province(units=8, years=7, per_year=60, until=on, seed=seed, one_board=one_board)
        evidence = evidence_of(Seen.of(cases, on, UNITS, dict.fromkeys(UNITS, 0)), on)
        assert evidence is not None
        found.append(evidence.months.variance)
    return fmean(found)


def test_what_a_board_cuts_short_for_all_of_them_is_found_whole_in_its_past():
    # A sitting leaves up to 0.6 of everybody's files: 0.7 on average come, with a variance of
    # 0.6² ÷ 12, which is 0.061 of 0.7². Four months of 0.0225 were lent, to some forty.
    assert months_of(one_board=True) == pytest.approx(0.057, abs=0.015)
    assert months_of(one_board=False) < 0.01


def test_years_in_which_nobody_was_on_the_way_teach_nothing():
    on = date(2025, 11, 30)
    cases = province(units=8, years=3, per_year=14, until=on)

    evidence = evidence_of(Seen.of(cases, on, UNITS, dict.fromkeys(UNITS, 0)), on)

    assert evidence is not None
    assert evidence.whole_years == 2
