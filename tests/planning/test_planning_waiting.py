"""How long people wait, with those who still wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.waiting import Ending, Wait, days_until_moved, life_table

ENDINGS = {0: None, 1: Ending.FORWARD, 2: Ending.DROPPED}


def waits(*pairs: tuple[int, int]) -> list[Wait]:
    return [Wait(days, ENDINGS[code]) for days, code in pairs]


def test_a_table_worked_by_hand():
    # Four begin. On day 10 one of 4 moves on; one is last seen on day 20; on day 30 one of the
    # 2 left drops out; on day 40 the last one moves on.
    table = life_table(waits((10, 1), (20, 0), (30, 2), (40, 1)))

    assert [(one.day, one.at_risk, one.forward, one.dropped) for one in table] == [
        (10, 4, 1, 0),
        (30, 2, 0, 1),
        (40, 1, 1, 0),
    ]
    assert [one.waiting for one in table] == [0.75, 0.375, 0.0]
    assert [one.moved for one in table] == [0.25, 0.25, 0.625]


def test_the_published_leukaemia_trial_comes_out():
    # Freireich and others 1963, the 6-MP group: the example of the textbooks.
    weeks = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
    relapsed = (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)

    table = life_table(waits(*zip(weeks, relapsed, strict=True)))

    assert [(one.day, round(one.waiting, 4)) for one in table] == [
        (6, 0.8571),
        (7, 0.8067),
        (10, 0.7529),
        (13, 0.6902),
        (16, 0.6275),
        (22, 0.5378),
        (23, 0.4482),
    ]


# Invented waits; 0 goes on, 1 moved on, 2 dropped out. The figures beside are those of lifelines
# 0.30.3 (KaplanMeierFitter on any ending, AalenJohansenFitter on moving on).
SAMPLE = (
    *((170, 0), (82, 2), (207, 1), (338, 2), (29, 1), (42, 0), (279, 2), (53, 2), (192, 1)),
    *((303, 1), (34, 0), (264, 2), (114, 0), (24, 2), (49, 0), (227, 2), (219, 1), (40, 1)),
    *((128, 2), (51, 1), (287, 1), (222, 1), (35, 2), (294, 1), (68, 1), (119, 1), (327, 1)),
    *((326, 1), (36, 1), (300, 0), (304, 2), (208, 1), (30, 2), (118, 1), (28, 1), (290, 1)),
    *((73, 1), (153, 2), (78, 0), (281, 0)),
)


@pytest.mark.parametrize(
    ("day", "waiting", "moved"),
    [
        (60, 0.768, 0.128857),
        (120, 0.625085, 0.243246),
        (200, 0.534134, 0.274666),
        (300, 0.209464, 0.505076),
        (390, 0.0, 0.630755),
    ],
)
def test_both_estimates_are_those_of_lifelines(day, waiting, moved):
    last = [one for one in life_table(waits(*SAMPLE)) if one.day <= day][-1]

    assert last.waiting == pytest.approx(waiting, abs=1e-6)
    assert last.moved == pytest.approx(moved, abs=1e-6)


def test_leaving_out_those_who_still_wait_would_shorten_the_wait():
    ended = [(30, 1)] * 5
    still = [(300, 0)] * 5

    assert days_until_moved(life_table(waits(*ended)), 0.6) == 30
    assert days_until_moved(life_table(waits(*ended, *still)), 0.6) is None


def test_nobody_waits_gives_an_empty_table():
    assert life_table([]) == ()
    assert days_until_moved((), 0.5) is None


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 2)), max_size=60))
def test_the_shares_fall_and_rise_and_never_pass_the_whole(pairs):
    table = life_table(waits(*pairs))

    waiting = [1.0, *(one.waiting for one in table)]
    moved = [0.0, *(one.moved for one in table)]
    assert waiting == sorted(waiting, reverse=True)
    assert moved == sorted(moved)
    assert all(w + m <= 1 + 1e-9 for w, m in zip(waiting, moved, strict=True))


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 2)), min_size=1, max_size=60))
def test_when_all_waits_have_ended_the_share_moved_is_the_plain_share(pairs):
    last = life_table(waits(*pairs))[-1]

    assert last.moved == pytest.approx(sum(code == 1 for _, code in pairs) / len(pairs))
