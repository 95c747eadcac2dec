"""Many open deadlines, put into a store at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from storage.tables import CaseRow, DeadlineRow, PersonRow


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
