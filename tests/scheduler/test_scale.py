"""A sweep is a handful of statements, however many deadlines are open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert

from storage.alert_sweep import _due
from storage.tables import CaseRow, DeadlineRow, PersonRow

_FEW = 5_000
_MANY = 100_000  # in the long form


def fill(store: Any, number: int) -> None:
    """Open deadlines spread over a thousand days, each with a case and a person."""
    people, cases, deadlines = [], [], []
    first = date(2025, 1, 1)
    for n in range(number):
        due = first + timedelta(days=n % 1000)
        people.append(
            {"id": f"p{n}", "name": "Lê A", "name_key": "a", "name_sort": "a", "tags": ""}
        )
        cases.append(
            {"ref": f"HS-2025-{n:06d}", "person": f"p{n}", "unit": "DV", "state": "probation"}
            | {"since": first, "seq": 1, "head": "", "snapshot": "{}"}
        )
        deadlines.append(
            {"stream": f"HS-2025-{n:06d}", "case_ref": f"HS-2025-{n:06d}", "rule": "probation"}
            | {"version": "v", "started_by": 1}
            | {"opened_by": 1, "start_on": first, "due_on": due, "opened_on": date(2024, 1, 1)}
            | {"estimated": False, "provisional": False}
        )
    with store.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        for row, values in ((PersonRow, people), (CaseRow, cases), (DeadlineRow, deadlines)):
            connection.execute(insert(row), values)
        connection.exec_driver_sql("COMMIT")


def test_a_sweep_takes_as_many_statements_for_many_deadlines_as_for_one(office, long_form):
    # Measured on two shared cores with 100,000 open deadlines, 129,400 alerts raised:
    # SQLite 1.1 s (again, with nothing due: 0.15 s), PostgreSQL 2.7 s (1.1 s).
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
    assert len(inserts) == 6
    assert len(said) <= 10


@pytest.mark.parametrize("step", [0, 1, 5])
def test_each_rung_reads_the_index_of_open_deadlines(small_office, step):
    step = small_office.bell().ladders.steps(["probation"])[step]
    engine = small_office.store.engine
    asked = _due(step, date(2025, 7, 1), small_office.now)

    said = asked.compile(engine, compile_kwargs={"render_postcompile": True})
    values = tuple("2025-07-01" for _ in said.positiontup)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values)
        plan = "\n".join(row[3] for row in found)

    assert "SEARCH deadline USING INDEX ix_deadline_open (rule=? AND due_on<?)" in plan
    assert (
        "SEARCH alert USING COVERING INDEX sqlite_autoindex_alert_1 (deadline_id=? AND rung=?)"
        in plan
    )
