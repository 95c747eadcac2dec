"""One scheduler at a time: a lease on the clockwork, with a number that rises at each change.

The lease runs on the database's clock, so that schedulers on several machines need not agree on
the time. Its number (a fencing token) goes up whenever somebody else takes over; each transaction
of a leader looks at it before it commits (`storage.alert_fence`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from storage.alert_base import AlertTables
from workflow.watching import Leader

_NOW = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS double precision)",
}
# A lease can never end later than one term from now: one that does was given by a clock that has
# been set back since, and nobody is to wait for it.
_TAKE = """
INSERT INTO lease (name, holder, token, until) VALUES ('clockwork', :holder, 1, {now} + :term)
ON CONFLICT (name) DO UPDATE SET
    token = CASE WHEN lease.holder = excluded.holder THEN lease.token ELSE lease.token + 1 END,
    holder = excluded.holder,
    until = excluded.until
WHERE lease.holder = excluded.holder OR lease.until <= {now} OR lease.until > {now} + 2 * :term
RETURNING token
"""
_LEAVE = "UPDATE lease SET until = {now} WHERE name = 'clockwork' AND holder = :holder"
_ASK = "SELECT holder, token, until - {now} FROM lease WHERE name = 'clockwork'"


class Leasing(AlertTables):
    """The part of a store that says which scheduler acts."""

    def lead(self, holder: str, term: float) -> int | None:
        """Take or renew the lease for so many seconds; its number, or None: another holds it.

        Renewing keeps the number, taking over from somebody else raises it.
        """
        with self.writing() as connection:
            asked = {"holder": holder, "term": term}
            return connection.execute(self._said(_TAKE), asked).scalar()

    def step_down(self, holder: str) -> None:
        """Give the lease back; nothing happens when another holds it by now."""
        with self.writing() as connection:
            connection.execute(self._said(_LEAVE), {"holder": holder})

    def leader(self) -> Leader | None:
        """Who holds the lease, or held it last; None before the first scheduler ran."""
        with self.reading() as connection:
            row = connection.execute(self._said(_ASK)).one_or_none()
        return None if row is None else Leader(holder=row[0], token=row[1], seconds_left=row[2])

    def _said(self, statement: str) -> Any:
        return text(statement.format(now=_NOW[self.engine.dialect.name]))
