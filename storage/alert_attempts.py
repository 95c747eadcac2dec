"""The ledger of attempts: one row each, written with what came of it, never changed.

It is written in the transaction that records the outcome of the message itself. So an attempt that
could not be recorded leaves the message as it was, to be sent again under the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, literal, select

from storage.alert_base import MESSAGE, AlertTables
from storage.tables_of_reminders import AttemptRow
from workflow.attempts import LONGEST_ERROR, Attempt, Failure, Outcome
from workflow.reminders import Claim

ATTEMPT: Any = AttemptRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


class Attempting(AlertTables):
    """The part of a store that tells every attempt to deliver a message."""

    def attempts(self, message: str) -> Sequence[Attempt]:
        """Every attempt to deliver a message, in the order in which they were recorded."""
        asked = select(ATTEMPT).where(ATTEMPT.c.message_id == message).order_by(ATTEMPT.c.id)
        with self.reading() as connection:
            return [
                Attempt(
                    message=row.message_id,
                    channel=row.channel,
                    at=row.at,
                    outcome=Outcome(row.outcome),
                    code=row.code,
                    error=row.error,
                )
                for row in connection.execute(asked)
            ]


def keep_attempt(
    connection: Connection,
    claim: Claim,
    at: datetime,
    outcome: Outcome,
    failure: Failure | None = None,
) -> None:
    """Add what came of one attempt."""
    values = {
        "message_id": claim.message,
        "channel": claim.addressee.channel,
        "at": at,
        "outcome": outcome.value,
        "code": None if failure is None else failure.code,
        "error": None if failure is None else failure.error[:LONGEST_ERROR],
    }
    connection.execute(insert(ATTEMPT), [values])


def keep_silent(connection: Connection, which: ColumnElement[bool], now: datetime) -> None:
    """Add the attempts on these messages whose process ended without a word: they are held still.

    Whatever ends with a word gives the message back; a lease that is left behind is such an end.
    """
    silent = select(
        MESSAGE.c.id,
        MESSAGE.c.channel,
        bindparam("noticed_at", now, type_=ATTEMPT.c.at.type),
        literal(Outcome.UNKNOWN.value),
    ).where(which, MESSAGE.c.claimed_until.is_not(None))
    connection.execute(
        insert(ATTEMPT).from_select(
            ["message_id", "channel", "at", "outcome"], silent.order_by(MESSAGE.c.id)
        )
    )
