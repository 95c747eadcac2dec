"""On PostgreSQL a sweep reads no deadline that it need not: the server's own count, not a clock.

What the server counts within a transaction is exact and seen at once, so no busy machine and no
housekeeper can change the answer.
"""

from __future__ import annotations

from datetime import date

import pytest
from builders import at
from many_deadlines import fill
from sqlalchemy import event
from stores import renew_postgresql

from workflow.actions.pause import hold
from workflow.reasons import Reason

_DEADLINES = 5_000
_TODAY = date(2025, 7, 1)
_READ = (
    "SELECT coalesce(sum(seq_tup_read), 0), coalesce(sum(idx_tup_fetch), 0)"
    " FROM pg_stat_xact_user_tables"
    " WHERE relname = 'deadline' AND schemaname = current_schema()"
)


@pytest.fixture(autouse=True)
def new_files(made_pg):
    """What other tests left in the files of the tables counts as read, and is guessed from."""
    renew_postgresql(made_pg)


@pytest.fixture
def reads(office):
    """Rows of `deadline` that each transaction of the alerts read: whole table, by index."""
    seen = []

    def count(connection, _cursor, statement, *_rest):
        if statement == "COMMIT":
            with connection.connection.cursor() as asking:
                seen.append(asking.execute(_READ).fetchone())

    event.listen(office.store.engine, "before_cursor_execute", count)
    yield seen
    event.remove(office.store.engine, "before_cursor_execute", count)


def settle(office):
    """What the server's housekeeper does by itself."""
    as_owner(office, "VACUUM ANALYZE")


def unsettle(office):
    """As if the housekeeper had never come: the server guesses how many of everything there are."""
    for table in ("deadline", "case_file"):
        forget = f"DELETE FROM pg_statistic WHERE starelid = '{table}'::regclass"  # noqa: S608 - ours
        as_owner(office, forget)


def as_owner(office, statement):
    with office.store.engine.connect() as connection:
        connection.exec_driver_sql("RESET ROLE")
        connection.exec_driver_sql(statement)
        connection.invalidate()


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize("housekeeping", [settle, unsettle])
def test_a_sweep_with_nothing_due_reads_only_the_deadlines_of_cases_on_hold(
    office, reads, housekeeping
):
    held = [office.a_case() for _ in range(3)]
    fill(office.store, _DEADLINES)
    office.now = at("2025-07-01")
    for ref in held:
        hold(office.desk(), ref, Reason.ABSENT)
    steps = office.bell().ladders.steps(["probation"])
    office.alerts.sweep(steps, _TODAY, office.now)
    housekeeping(office)
    reads.clear()

    assert office.alerts.sweep(steps, _TODAY, office.now) == 0

    ((whole, by_index),) = reads
    assert whole == 0
    assert by_index <= 100 * len(held)  # each has some, and is asked about for every rung


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_a_sweep_of_the_next_day_reads_little_more_than_it_raises(office, reads):
    fill(office.store, _DEADLINES)
    steps = office.bell().ladders.steps(["probation"])
    office.alerts.sweep(steps, _TODAY, office.now)
    settle(office)
    reads.clear()

    raised = office.alerts.sweep(steps, _TODAY.replace(day=2), office.now)

    ((whole, by_index),) = reads
    assert raised == 6 * _DEADLINES // 1000
    assert whole == 0
    assert by_index <= 10 * raised
