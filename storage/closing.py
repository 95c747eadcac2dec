"""Closing what an older program left open: every sensitive value, under its person's key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select, update

from storage.record_table import RecordRow
from storage.tables import CaseRow, PersonRow, ScreeningRow, SealedRow
from storage.vault import CLOSED_COLUMNS, is_closed, vault_of

_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # as above
_SCREENING: Any = ScreeningRow.__table__  # type: ignore[attr-defined]  # as above
_RECORD: Any = RecordRow.__table__  # type: ignore[attr-defined]  # as above
_SEALED: Any = SealedRow.__table__  # type: ignore[attr-defined]  # as above


def close_what_is_open(connection: Connection) -> int:
    """Close the people and values that still stand open; how many rows were.

    Runs in the transaction of a migration; the keys are durable before it ends.
    """
    vault = vault_of(connection.engine)
    people = [
        dict(row)
        for row in connection.execute(select(_PERSON)).mappings()
        if any(row[name] is not None and not is_closed(row[name]) for name in CLOSED_COLUMNS)
    ]
    about = _CASE.c.ref == func.coalesce(
        _SCREENING.c.case_ref, _RECORD.c.case_ref, _SEALED.c.stream
    )
    kept = select(_SEALED, _CASE.c.person).select_from(
        _SEALED.outerjoin(_SCREENING, _SCREENING.c.ref == _SEALED.c.stream)
        .outerjoin(_RECORD, _RECORD.c.stream == _SEALED.c.stream)
        .join(_CASE, about)
    )
    sealed = [
        dict(row) for row in connection.execute(kept).mappings() if not is_closed(row["value"])
    ]
    if not people and not sealed:
        return 0
    cursor = connection.connection.cursor()
    store = vault.ready(cursor)
    cursor.close()
    keys = store.keys([*(row["id"] for row in people), *(row["person"] for row in sealed)])
    for row in people:
        closed = vault.close_person(store, row)
        connection.execute(update(_PERSON).where(_PERSON.c.id == row["id"]).values(closed))
    for row in sealed:
        person = row.pop("person")
        closed = vault.close_sealed(keys[person], person, row)
        connection.execute(update(_SEALED).where(_SEALED.c.digest == row["digest"]).values(closed))
    return len(people) + len(sealed)
