"""A scheduler that was replaced writes nothing more: each transaction looks at the lease."""

from __future__ import annotations

from sqlalchemy import Connection, text

from rules.text import Text
from workflow.errors import LeadLostError

_LOOK = "SELECT token FROM lease WHERE name = 'clockwork'"


def still_leading(connection: Connection, token: int) -> None:
    """Stop a transaction, just before it commits, whose scheduler has been replaced meanwhile.

    From here to the commit nobody can take over: on PostgreSQL the row is locked, on SQLite the
    file. Looked at any sooner, a long sweep would keep its own leader from renewing the lease.

    Raises:
        LeadLostError: another scheduler leads by now; nothing is written.
    """
    locked = _LOOK if connection.dialect.name == "sqlite" else f"{_LOOK} FOR SHARE"
    if connection.execute(text(locked)).scalar() != token:
        raise LeadLostError(
            Text(
                "Bộ nhắc việc khác đã tiếp quản; lượt này dừng, chưa ghi gì.",
                "Another scheduler has taken over; this pass stops, nothing was written.",
            )
        )
