"""A unit's pace: its own past, drawn towards everybody's when scarce."""

from __future__ import annotations

from statistics import fmean, pstdev

import pytest

from planning.pace import (
    RATIO,
    REACH,
    SCALE,
    Likely,
    Spread,
    pace_of,
    rest_of_year,
    spread_of_months,
    spread_of_units,
    spread_of_years,
    together,
    year_so_far,
)


def drawn(likely: Likely) -> list[float]:
    return [RATIO ** likely.drawn((place + 0.5) / 2000) for place in range(2000)]


def mean(likely: Likely) -> float:
    return fmean(drawn(likely))


@pytest.mark.parametrize(
    ("came", "due", "expected"),
    [
        # (1/V + O) / (1/V + E), with V = 0.25
        (0, 0.0, 1.0),
        (2, 1.0, 6 / 5),
        (20, 10.0, 24 / 14),
        (200, 100.0, 204 / 104),
        (1, 4.0, 5 / 8),
    ],
)
def test_few_cases_stay_near_everybodys_pace_and_many_go_their_own(came, due, expected):
    assert mean(pace_of(came, due, 0.25)) == pytest.approx(expected, rel=0.02)


def test_the_range_of_a_pace_narrows_with_cases():
    few, many = drawn(pace_of(5, 5.0, 0.25)), drawn(pace_of(200, 200.0, 0.25))

    # Gamma: standard deviation √(1/V + O) / (1/V + E)
    assert pstdev(few) == pytest.approx(9**0.5 / 9, rel=0.03)
    assert pstdev(many) == pytest.approx(204**0.5 / 204, rel=0.03)


def test_units_that_differ_by_chance_alone_do_not_widen_the_spread():
    alike = [(10, 10.0), (12, 10.0), (8, 10.0), (11, 10.0)] * 20
    apart = [(5, 10.0), (20, 10.0)] * 40

    # (85·0 + 5·0.25)/85 of the first; of the second ((25-10)+(100-10))/2 / 100 = 0.525 per unit
    assert spread_of_units(alike) == pytest.approx(5 * 0.25 / 85)
    assert spread_of_units(apart) == pytest.approx((80 * 0.525 + 5 * 0.25) / 85)


def test_without_figures_the_spread_is_what_is_ordinary():
    assert spread_of_units([]) == 0.25
    assert spread_of_years([]) == pytest.approx(0.15**2)
    assert spread_of_units([(0, 0.0)]) == 0.25


def test_a_year_that_goes_well_so_far_is_likely_to_end_well():
    ordinary, good, bad = (mean(year_so_far(came, 100.0, 0.02)) for came in (100, 140, 70))

    assert bad < ordinary < good
    assert ordinary == pytest.approx(1.0, abs=0.03)


def width(decisions: dict[int, int], months: Spread, years: int = 5) -> float:
    found = rest_of_year(decisions, months, years)
    return found.drawn(0.9) - found.drawn(0.1)


def test_the_rest_of_a_year_is_the_surer_the_more_decisions_it_saw_before():
    def sure(decisions: int) -> float:
        return pstdev(drawn(rest_of_year({12: decisions}, Spread(1e-6, 44), 5)))

    assert sure(100) == pytest.approx(0.1, rel=0.05)
    assert sure(400) < sure(25) < sure(0)


def test_the_fewer_months_are_left_the_less_they_even_out():
    one, six = {11: 600}, dict.fromkeys(range(6, 12), 100)

    assert width(one, Spread(1e-6, 44)) == width(six, Spread(1e-6, 44))
    assert width(six, Spread(1e-6, 44)) < width(six, Spread(0.1, 44)) < width(one, Spread(0.1, 44))


def test_the_fewer_years_and_months_a_spread_rests_on_the_wider_is_the_range():
    one = {11: 600}

    assert width(one, Spread(0.04, 44), years=9) < width(one, Spread(0.04, 44), years=1)
    assert width(one, Spread(0.04, 44)) < width(one, Spread(0.04, 4))


def test_a_month_may_come_to_nearly_nothing_and_not_to_as_many_times_more():
    found = rest_of_year({11: 600}, Spread(0.09, 44), 9)
    low, middle, high = (RATIO ** found.drawn(chance) for chance in (0.1, 0.5, 0.9))

    # The board's shock is a part of what is expected: as far below as above, 1.28 · 0.32.
    assert middle == pytest.approx(1.0, abs=0.03)
    assert (1 - low, high - 1) == (pytest.approx(0.41, abs=0.03), pytest.approx(0.41, abs=0.04))


def test_months_that_go_astray_together_are_told_from_chance():
    # Each year 100 in all: by the chance of single people alone, or half and half again as many.
    # Two years of ten months: 20 - 2 - 10 + 1 = 9 could lie off freely; 4 of 15 % are lent.
    years = (2024, 2025)
    by_chance = {(year, month): (10, 10.0) for year in years for month in range(10)}
    astray = {(y, month): (5 if month % 2 else 15, 10.0) for y in years for month in range(10)}

    lent = 4 * 0.15**2
    assert spread_of_months(by_chance) == Spread(pytest.approx(lent / 13), 13)
    # Σ(O-E)² = 20·25 was left of what 9 of 20 could show, and chance alone shows 9·10 of it.
    found = (500 * 20 / 9 - 200) / (20 * 100)
    assert spread_of_months(astray) == Spread(pytest.approx((9 * found + lent) / 13), 13)


def test_months_of_a_single_year_teach_nothing_and_what_is_lent_stays():
    one_year = {(2025, month): (5 if month % 2 else 15, 10.0) for month in range(10)}

    assert spread_of_months({}) == spread_of_months(one_year)
    assert spread_of_months({}) == Spread(pytest.approx(0.15**2), 4)


def test_certainty_falls_on_the_last_pace_of_the_scale():
    assert pace_of(0, 0.0, 0.25).drawn(1.0) == REACH
    assert Likely((0.5, 0.999)).drawn(1.0) == 2 / 8 - REACH


def sure(eighths: int) -> Likely:
    """Certainly so many eighths of a step of the scale away from 1."""
    place = 8 * REACH + eighths
    return Likely(tuple(float(one >= place) for one in range(16 * REACH + 1)))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), {0: 1.0}),
        ((sure(8),), {1: 1.0}),
        ((sure(8), sure(-24), sure(0)), {-2: 1.0}),
        ((sure(8), sure(2)), {1: 0.75, 2: 0.25}),
        ((sure(70), sure(70)), {REACH: 1.0}),
        ((sure(-70), sure(-70)), {-REACH: 1.0}),
        ((Likely(tuple((n >= 80) / 2 + (n >= 88) / 2 for n in range(161))),), {0: 0.5, 1: 0.5}),
    ],
)
def test_what_speeds_up_and_slows_down_at_once_adds_up(parts, expected):
    found = together(*parts)

    assert {step - REACH: much for step, much in enumerate(found) if much} == expected
    assert len(found) == len(SCALE)
