"""The worklist of a store: what falls due, in one order on every database."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_desk, units
from screenings import a_member
from sqlalchemy import event
from sqlmodel import col, delete, insert, select

from storage.as_of import AsOfStore
from storage.tables import DeadlineRow
from workflow.moment import Moment
from workflow.states import State


@pytest.mark.parametrize("backwards", [False, True])
def test_tasks_of_one_day_stand_by_case_and_rule_however_the_rows_lie(store, backwards):
    desk = a_desk(store)
    units(desk)
    for name in ("Trần Văn Bảy", "Phạm Thị Sáu"):
        a_member(desk, name, state=State.PROBATION)
    lay_again(store.engine, backwards=backwards)
    if store.engine.dialect.name == "postgresql":
        event.listen(store.engine, "begin", read_as_they_lie)

    found = store.tasks(date(2040, 1, 1))
    tasks = [(one.due_on, one.ref, one.rule) for one in found]

    assert len({(due, ref) for due, ref, _ in tasks}) < len(tasks), "two of one case on one day"
    assert tasks == sorted(tasks)
    now = Moment(as_of=desk.today(), known_at=desk.clock())
    assert AsOfStore(store, now, desk.law).tasks(date(2040, 1, 1)) == found


def lay_again(engine, *, backwards: bool) -> None:
    """Write the rows of deadlines anew, by rule or the other way round."""
    by_rule = col(DeadlineRow.rule)
    with engine.begin() as connection:
        rows = connection.execute(
            select(DeadlineRow.__table__).order_by(by_rule.desc() if backwards else by_rule)
        ).mappings()
        kept = [{**row, "id": number} for number, row in enumerate(rows, start=1000)]
        connection.execute(delete(DeadlineRow))
        connection.execute(insert(DeadlineRow), kept)


def read_as_they_lie(connection) -> None:
    """Take from the planner the indexes in whose order the rows would come by chance."""
    for way in ("indexscan", "bitmapscan", "nestloop", "mergejoin"):
        connection.exec_driver_sql(f"SET enable_{way} = off")
