"""Decisions of an office over the calendar of the package: which one holds, and for whom."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from rules.calendar import Calendar
from rules.decision import Decision, standing
from rules.source import Source
from rules.text import Text

PACKAGE = Calendar.open()
STORM = date(2027, 1, 20)
DAY = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def decision(day: date = STORM, *, off: bool | None = True, seq: int = 1, **more) -> Decision:
    given_ = {
        "name": Text("nghỉ bão", "storm"),
        "source": Source(document="77/UBND 2026-11-20"),
        "announced_on": None,
        "recorded_on": date(2026, 11, 23),
        "unit": None,
    }
    return Decision(day=day, off=off, seq=seq, **(given_ | more))


def calendar(*decisions: Decision) -> Calendar:
    return Calendar.open(decided=lambda: decisions)


def test_the_newest_announcement_holds_and_of_two_the_later_written():
    early, late = date(2026, 11, 1), date(2026, 11, 2)
    old = decision(seq=2, announced_on=early)
    new = decision(seq=1, announced_on=late, off=False)
    again = decision(seq=3, announced_on=late)

    assert standing([new, old]) == {None: {STORM: new}}
    assert standing([again, new, old]) == {None: {STORM: again}}
    assert standing([again, new, old], early) == {None: {STORM: old}}


def test_taking_back_brings_the_decision_before_into_force():
    first, second = decision(seq=1), decision(seq=2, off=False)

    assert standing([first, second, decision(seq=3, off=None)]) == {None: {STORM: first}}
    assert standing([first, decision(seq=2, off=None)]) == {}
    assert standing([decision(seq=1, off=None)]) == {}


def test_a_decision_says_who_decided_it_and_when_it_was_announced():
    found = calendar(decision(announced_on=date(2026, 11, 20))).day(STORM)

    assert (found.working, found.estimated, found.unit) == (False, False, None)
    assert found.announced_on == date(2026, 11, 20)
    assert found.source == "77/UBND ngày 20/11/2026"


def test_a_line_of_the_package_that_was_announced_later_goes_before_a_decision():
    new_year = date(2026, 1, 2)
    before = decision(new_year, off=False, announced_on=date(2025, 12, 24))
    after = decision(new_year, off=False, announced_on=date(2025, 12, 25))

    assert calendar(before).is_working(new_year) is False
    assert calendar(after).is_working(new_year) is True


def test_units_without_days_of_their_own_share_the_calendar_above_them():
    known = calendar(decision(unit="DV"), decision(date(2027, 3, 1), unit="CB1"))
    ward, cell = known.for_unit(("TP", "DV")), known.for_unit(("TP", "DV", "CB1"))

    assert known.for_unit(("TP", "CVA")) is known
    assert known.for_unit(("TP", "DV", "CB2")) is ward
    assert known.for_unit(("TP", "DV", "CB1")) is cell
    assert [one.is_working(STORM) for one in (known, ward, cell)] == [True, False, False]
    assert [one.is_working(date(2027, 3, 1)) for one in (known, ward, cell)] == [True, True, False]
    assert cell.add_working_days(date(2026, 3, 2), 5) == date(2026, 3, 9)
    assert (known.has_local, PACKAGE.has_local) == (True, False)


def test_years_of_which_something_is_decided_are_known():
    known = calendar(decision(date(2030, 1, 2)), decision(date(2031, 1, 2), unit="DV"))

    assert known.known_years() == (*range(2016, 2028), 2030, 2031)
    assert PACKAGE.exceptions(2027)[0].day == date(2027, 1, 1)
    assert known.decided_until() == known.decided_until() == date(2026, 12, 31)


def test_a_decision_about_a_day_that_nobody_waited_for_announces_no_year():
    known = calendar(decision(date(2027, 3, 10)))

    assert known.decided_until() == date(2026, 12, 31)
    assert known.day(date(2027, 3, 10)).estimated is False
    assert known.is_estimated(date(2027, 3, 9), date(2027, 3, 11)) is True


def test_a_year_that_only_the_estimate_knows_is_decided_day_by_day():
    estimated = [one.day for one in PACKAGE.exceptions(2028)]
    whole = calendar(*(decision(day, seq=n) for n, day in enumerate(estimated, 1)))
    part = calendar(*(decision(day, seq=n) for n, day in enumerate(estimated[:-1], 1)))

    assert whole.is_estimated(date(2028, 1, 1), date(2028, 12, 31)) is False
    assert part.is_estimated(date(2028, 1, 1), estimated[-1] - timedelta(days=1)) is False
    assert part.is_estimated(date(2028, 1, 1), estimated[-1]) is True


def test_decisions_are_read_once_and_only_when_a_day_is_asked_for():
    read = []

    def decided():
        read.append(1)
        return [decision()]

    known = Calendar.open(decided=decided)
    assert (read, known.decisions_seen) == ([], None)

    known.is_working(STORM)
    known.for_unit(("TP",)).is_working(date(2026, 5, 5))
    assert (read, known.decisions_seen) == ([1], 1)
    assert known.reloaded().is_working(STORM) is False
    assert len(read) == 2
    assert PACKAGE.decisions_seen is None


@given(DAY, st.integers(1, 120), DAY, st.booleans())
def test_a_day_outside_its_span_never_moves_a_due_day(start, n, day, off):
    due = PACKAGE.add_working_days(start, n)
    assume(day <= start or day > due)

    assert calendar(decision(day, off=off)).add_working_days(start, n) == due


@given(DAY, st.integers(1, 120), DAY, st.booleans())
def test_a_decision_that_says_what_is_so_already_never_moves_a_due_day(start, n, day, off):
    assume(PACKAGE.is_working(day) is not off)

    due = calendar(decision(day, off=off)).add_working_days(start, n)

    assert due == PACKAGE.add_working_days(start, n)


@given(DAY, st.integers(1, 120), st.lists(st.tuples(DAY, st.booleans()), max_size=6))
def test_taking_everything_back_restores_every_due_day_and_its_certainty(start, n, days):
    made = [decision(day, off=off, seq=seq) for seq, (day, off) in enumerate(days, 1)]
    back = [decision(one.day, off=None, seq=100 + one.seq) for one in made]
    restored = calendar(*made, *back)

    due = restored.add_working_days(start, n)

    assert due == PACKAGE.add_working_days(start, n)
    assert restored.is_estimated(start, due) == PACKAGE.is_estimated(start, due)
    assert restored.day(start) == PACKAGE.day(start)


@given(DAY, st.integers(1, 120), st.lists(st.tuples(DAY, st.booleans()), max_size=6))
def test_counting_with_decisions_agrees_with_a_count_by_hand(start, n, days):
    known = PACKAGE.with_decisions(
        decision(day, off=off, seq=seq) for seq, (day, off) in enumerate(days, 1)
    )
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= known.day(day).working

    assert known.add_working_days(start, n) == day
    assert known.working_days_between(start, day) == n
