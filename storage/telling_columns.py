"""What a message tells of a deadline besides its own row: whose it is, and the very last instant.

What binds the office is about nobody: it has no name, and where it counts in hours its record holds
the instant by which they are over.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import case, func

from audit.json_text import decode
from storage.alert_base import DEADLINE, of_record
from storage.tables import PersonRow

PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
NAME: Any = func.coalesce(PERSON.c.name, "").label("name")
"""The name of the person; empty where a deadline is about nobody."""
RECORD_DATA: Any = case((DEADLINE.c.case_ref.is_(None), of_record("data"))).label("record_data")
"""What the record of a deadline of the office holds; empty of every other."""


def last_instant(record_data: str | None) -> datetime | None:
    """The instant by which the hours of a record are over; None of what counts in days."""
    told = None if record_data is None else decode(record_data).get("report_by")
    return None if told is None else datetime.fromisoformat(told)
