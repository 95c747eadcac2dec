"""Writing down who looked at sensitive data, and reading it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, or_, select, text

from storage.faults import translated
from storage.sighting_table import SightingRow
from workflow.inspection.sighting import Sighting, SightingFilter

_SIGHTING: Any = SightingRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


class SightingBook:
    """The part of a store that remembers who looked."""

    engine: Engine

    def note_sighting(self, sighting: Sighting) -> bool:
        """Write one down, in a transaction of its own; False where this store can only be read.

        Raises:
            TryAgainError: the store stayed busy for longer than its patience.
            OutsideServiceError: it cannot be written, though it should be.
        """
        values = {
            "at": sighting.written_at,
            "actor": sighting.actor,
            "command": sighting.command,
            "cases": f" {' '.join(sighting.cases)} ",
        }
        with translated(), self.engine.connect() as connection:
            if not _may_write(connection):
                return False
            connection.execute(insert(_SIGHTING), [values])
        return True

    def sightings(self, wanted: SightingFilter) -> Sequence[Sighting]:
        """Those that are wanted, the newest first."""
        query = select(*(_SIGHTING.c[name] for name in ("at", "actor", "command", "cases")))
        if wanted.actor is not None:
            query = query.where(_SIGHTING.c.actor == wanted.actor)
        if wanted.cases is not None:
            column = _SIGHTING.c.cases
            query = query.where(or_(False, *(column.contains(f" {one} ") for one in wanted.cases)))
        if wanted.since is not None:
            query = query.where(_SIGHTING.c.at >= wanted.since)
        if wanted.before is not None:
            query = query.where(_SIGHTING.c.at < wanted.before)
        query = query.order_by(_SIGHTING.c.at.desc(), _SIGHTING.c.id.desc())
        with translated(), self.engine.connect() as connection:
            return [
                Sighting(
                    at=datetime.fromisoformat(at),
                    actor=actor,
                    command=command,
                    cases=tuple(cases.split()),
                )
                for at, actor, command, cases in connection.execute(query)
            ]


def _may_write(connection: Connection) -> bool:
    """Whether this connection may add a row: not to a file, nor as a role, that only reads."""
    if connection.dialect.name == "sqlite":
        return not connection.exec_driver_sql("PRAGMA query_only").scalar()
    asked = (
        "SELECT has_table_privilege('sighting', 'INSERT')"
        " AND current_setting('transaction_read_only') = 'off'"
    )
    return bool(connection.execute(text(asked)).scalar())
