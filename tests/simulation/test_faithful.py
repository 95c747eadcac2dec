"""Officers play years through every action, and whatever goes wrong, everything holds."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from provinces import UNTIL, a_scale, in_memory, played
from sqlalchemy import text

from simulation.invariants import (
    WATCHED,
    Scene,
    Watched,
    messages_delivered,
    overdue_each_month,
    rungs_raised,
)
from simulation.play import Mode
from simulation.province import province
from simulation.upsets import Merger, Moved, Upsets, upsets
from storage.address import address_of
from storage.schema import create_store, open_store
from workflow.zone import office_zone


def test_a_year_holds_on_either_database(store):
    outcome = played(store, a_scale(years=1, cases=20), Mode.FAITHFUL)

    assert [one for one in outcome.findings if not one.holds] == []


def test_years_with_outages_corrections_moved_holidays_and_mergers_hold(quick_store, long_form):
    scale = a_scale(years=6, units=20, cases=400) if long_form else a_scale(cases=40, units=9)

    outcome = played(quick_store, scale, Mode.FAITHFUL)

    assert [one for one in outcome.findings if not one.holds] == []
    assert len(outcome.findings) == len(WATCHED)
    assert all(one.looked_at > 0 for one in outcome.findings)
    days = (scale.until - scale.begins).days + 1
    assert len(outcome.service.passes) < days - 40  # it was down for 40 days, and some besides
    assert working_days(quick_store) & upsets(scale, province(scale)).silent


def working_days(store):
    """The days on which officers took a case a step further."""
    asked = text("SELECT recorded_at FROM entry WHERE kind = 'transition'")
    with store.engine.connect() as connection:
        instants = [datetime.fromisoformat(one) for one in connection.execute(asked).scalars()]
    return {one.astimezone(office_zone()).date() for one in instants}


def days_but(scale, *weekdays):
    """Every day but these of each week (0: Monday): reminders tick so seldom in a quick test."""
    days = (scale.begins + timedelta(days=n) for n in range((scale.until - scale.begins).days + 1))
    return {day for day in days if day.weekday() not in weekdays}


SEEN = a_scale(years=2, cases=30)


def rows(store):
    """What follows from the steps: cases and deadlines, and on which day each was recorded."""
    asked = (
        (
            "SELECT ref, unit, state, since, held, moving_to, next_due, next_rule FROM case_file"
            " ORDER BY ref"
        ),
        (
            "SELECT stream, rule, version, start_on, due_on, opened_on, estimated, provisional,"
            " closed_how, closed_on FROM deadline"
            " ORDER BY stream, rule, start_on, due_on, opened_on"
        ),
    )
    with store.engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(text(one))] for one in asked]


def test_bulk_writing_gives_the_cases_and_deadlines_that_the_actions_give(tmp_path, quick_store):
    scale = a_scale(years=3, units=8, cases=40)
    with create_store(address_of(str(tmp_path / "bulk.db"))) as bulk:
        played(bulk, scale)
        in_bulk = rows(bulk)
    outcome = played(quick_store, scale, Mode.FAITHFUL, Upsets(silent=days_but(scale)))
    by_actions = rows(quick_store)

    assert outcome.tally.refused == {}
    assert in_bulk == by_actions
    assert len(in_bulk[1]) > 150


@pytest.fixture(scope="module")
def seen_once(tmp_path_factory):
    """A small faithful play in a file, as the invariants see it."""
    with in_memory(tmp_path_factory) as folder:
        path = folder / "seen.db"
        with create_store(address_of(str(path))) as store:
            scene = played(store, SEEN, Mode.FAITHFUL, Upsets(silent=days_but(SEEN, 0))).scene
        yield path, scene


@pytest.fixture
def seen(seen_once, tmp_path):
    """A copy of it, to be tampered with."""
    path, scene = seen_once
    shutil.copy(path, tmp_path / "seen.db")
    with open_store(address_of(str(tmp_path / "seen.db"))) as store:
        yield replace(scene, store=store)


@pytest.fixture
def quick_store(tmp_path_factory):
    """A store that waits for no disk: years have thousands of transactions."""
    with (
        in_memory(tmp_path_factory) as folder,
        create_store(address_of(str(folder / "quick.db"))) as store,
    ):
        yield store


def change(scene, statement):
    with scene.store.engine.begin() as connection:
        return connection.execute(text(statement)).rowcount


def test_an_alert_that_was_lost_is_found(seen):
    assert change(seen, "DELETE FROM delivery")
    assert change(seen, "DELETE FROM alert WHERE id = 3")

    assert rungs_raised(seen).problem is not None


def test_an_alert_raised_a_day_early_is_found(seen):
    assert change(seen, "UPDATE alert SET raised_at = datetime(raised_at, '-1 day') WHERE id = 3")

    assert rungs_raised(seen).problem is not None


def test_a_message_that_waits_is_found(seen):
    assert change(seen, "UPDATE message SET state = 'waiting'")

    assert messages_delivered(seen).problem.startswith("late: ")


def test_an_answer_that_forgot_somebody_is_found(seen):
    at, answer = next((at, refs) for at, refs in seen.watched.overdue.items() if refs)
    watched = {**seen.watched.overdue, at: frozenset(sorted(answer)[1:])}
    wrong = Watched(passes=seen.watched.passes, ladders=seen.watched.ladders, overdue=watched)

    found = overdue_each_month(
        Scene(store=seen.store, desk=seen.desk, tally=seen.tally, watched=wrong)
    )

    assert found.problem == f"{at:%Y-%m-%d} {min(answer)}"


def test_what_goes_wrong_comes_from_the_seed():
    scale = a_scale(years=6, units=40)
    place = province(scale)

    found = upsets(scale, place)

    assert found == upsets(scale, place)
    assert len(found.silent) >= 40
    assert {day.month for day in found.moved} == {11}
    assert all(one.off.weekday() < 5 and one.worked.weekday() == 5 for one in found.moved.values())
    assert all(one.ends != one.into for one in found.mergers.values())
    assert all(one.ends[:3] == one.into[:3] for one in found.mergers.values())


def test_everybody_of_a_merged_unit_moves_over(quick_store):
    scale = a_scale(years=2, units=5, cases=60)
    grounds = sorted(province(scale).grounds, key=lambda ground: -ground.weight)
    gone, into = grounds[0].code, grounds[1].code
    on = UNTIL - timedelta(days=150)

    outcome = played(
        quick_store,
        scale,
        Mode.FAITHFUL,
        Upsets(mergers={on: Merger(ends=gone, into=into)}, silent=days_but(scale, 0)),
    )

    assert outcome.holds
    with quick_store.engine.connect() as connection:
        left = connection.execute(
            text(
                "SELECT count(*) FROM case_file WHERE unit = :gone"
                " AND state NOT IN ('closed', 'full_member', 'struck_off')"
            ),
            {"gone": gone},
        ).scalar()
    assert left == 0
    assert outcome.tally.written["merge"] > 0
    assert outcome.tally.refused == {}
    assert quick_store.unit(gone, on) is None
    assert quick_store.alerts.places(UNTIL)[into].inherits == (gone,)


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2)])
def test_mergers_may_follow_one_another(quick_store, order):
    scale = a_scale(years=2, units=8, cases=40)
    codes = sorted(one.code for one in province(scale).grounds)
    plan = [(codes[0], codes[1]), (codes[1], codes[2]), (codes[2], codes[0])]
    mergers = {
        UNTIL - timedelta(days=200 - 40 * number): Merger(ends=plan[which][0], into=plan[which][1])
        for number, which in enumerate(order)
    }

    outcome = played(
        quick_store, scale, Mode.FAITHFUL, Upsets(mergers=mergers, silent=days_but(scale, 0))
    )

    assert outcome.holds
    units = {one.code for one in quick_store.units(UNTIL)}
    assert units & {*codes[:3]} == {codes[2]}


def test_a_moved_holiday_moves_deadlines_and_they_stay_accounted_for(quick_store):
    scale = a_scale(years=2, cases=40)
    moved = Moved(off=date(2026, 9, 3), worked=date(2026, 9, 12))

    outcome = played(
        quick_store,
        scale,
        Mode.FAITHFUL,
        Upsets(moved={date(2026, 8, 3): moved}, corrected=0.5, silent=days_but(scale, 0, 3)),
    )

    assert outcome.holds
    assert outcome.tally.written["correct"] > 0
    assert len(quick_store.calendar_decisions()) == 2
