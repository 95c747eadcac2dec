"""A sweep is a handful of statements, however many deadlines are open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from many_deadlines import fill
from sqlalchemy import event, select

from storage.alert_post import back_for_later, pending_again
from storage.alert_still import reminded
from storage.alert_sweep import come_since, never_raised
from storage.sweep_mark import LOOKED_AT, Mark
from storage.tables import DeadlineRow

_FEW = 5_000
_MANY = 100_000  # in the long form


def test_a_sweep_takes_as_many_statements_for_many_deadlines_as_for_one(office, long_form):
    number = _MANY if long_form else _FEW
    fill(office.store, number)
    said: list[str] = []
    event.listen(office.store.engine, "before_cursor_execute", lambda *args: said.append(args[2]))

    office.now = office.now.replace(year=2025, month=7, day=1)
    raised = office.alerts.sweep(
        office.bell().ladders.steps(["probation"]), date(2025, 7, 1), office.now
    )

    # Days 0..181+r of every thousand have come, for each rung.
    assert raised == number // 1000 * sum(182 + r for r in (90, 60, 30, 15, 7, 0))
    inserts = [one for one in said if one.startswith("INSERT INTO alert")]
    assert len(inserts) == 6  # the first sweep finds everything fresh
    assert len(said) <= 20


TODAY = date(2025, 7, 1)


def plan_of(office, asked):
    """How SQLite would look for these rows."""
    said = asked.compile(office.store.engine, compile_kwargs={"render_postcompile": True})
    values = tuple("2025-07-01" for _ in said.positiontup)
    with office.store.engine.connect() as connection:
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values)
        return "\n".join(row[3] for row in found)


def a_mark(*, whole):
    return Mark(until=TODAY - timedelta(days=1), whole=whole, whole_on=TODAY, ladders={})


@pytest.mark.parametrize("step", [0, 1, 5])
def test_of_deadlines_looked_at_only_the_days_since_the_last_sweep_are_read(small_office, step):
    step = small_office.bell().ladders.steps(["probation"])[step]

    plan = plan_of(small_office, come_since(step, a_mark(whole=False), TODAY))

    assert plan == "SEARCH deadline USING INDEX ix_deadline_open (rule=? AND due_on>? AND due_on<?)"


@pytest.mark.parametrize("step", [0, 1, 5])
def test_what_is_not_looked_at_yet_is_found_by_its_own_short_index(small_office, step):
    step = small_office.bell().ladders.steps(["probation"])[step]

    plan = plan_of(small_office, never_raised(step, TODAY, [], whole=False))

    assert "deadline USING INDEX ix_deadline_unswept" in plan
    assert (
        "SEARCH alert USING COVERING INDEX sqlite_autoindex_alert_1 (deadline_id=? AND rung=?)"
        in plan
    )


def test_a_look_at_everything_reads_the_index_of_open_deadlines(small_office):
    step = small_office.bell().ladders.steps(["probation"])[0]

    plan = plan_of(small_office, never_raised(step, TODAY, [], whole=True))

    assert "SEARCH deadline USING INDEX ix_deadline_open (rule=? AND due_on<?)" in plan


@pytest.mark.parametrize(
    "changed", [pending_again, lambda one: back_for_later(one, reminded(TODAY, []))]
)
def test_what_one_message_carries_is_looked_up_among_all_alerts(small_office, changed):
    plan = plan_of(small_office, changed("m"))

    assert plan.splitlines()[0] == "SEARCH alert USING INTEGER PRIMARY KEY (rowid=?)"
    assert "SCAN" not in plan


def test_a_second_sweep_looks_at_no_deadline_that_was_looked_at(office):
    fill(office.store, _FEW)
    steps = office.bell().ladders.steps(["probation"])
    office.alerts.sweep(steps, TODAY, office.now)
    said: list[str] = []
    event.listen(office.store.engine, "before_cursor_execute", lambda *args: said.append(args[2]))

    assert office.alerts.sweep(steps, TODAY, office.now) == 0
    assert [one for one in said if one.startswith("INSERT INTO alert")] == []
    with office.store.engine.connect() as connection:
        marks = connection.execute(select(DeadlineRow.swept).distinct()).scalars().all()
    assert marks == [LOOKED_AT]
