"""The statements by which an officer's word about a message changes the ledger."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

from sqlalchemy import bindparam, insert, literal_column, null, select, update

from storage.tables import DeliveryRow, MessageRow
from storage.tables_of_reminders import BounceRow, PipelineDeliveryRow

_Prepared = TypeVar("_Prepared")
_MESSAGE: Any = MessageRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_DELIVERY: Any = DeliveryRow.__table__  # type: ignore[attr-defined]  # as above
_TARGET: Any = PipelineDeliveryRow.__table__  # type: ignore[attr-defined]  # as above
_BOUNCE: Any = BounceRow.__table__  # type: ignore[attr-defined]  # as above


def posting(prepare: Callable[[Any], _Prepared], *, sqlite: bool) -> dict[str, _Prepared]:
    """The prepared statements by name."""
    of_it = _MESSAGE.c.id == bindparam("message")
    return {
        # Tried once already: a digest that was given up takes nothing more.
        "revive_message": prepare(
            update(_MESSAGE)
            .where(of_it)
            .values(
                state=literal_column("'waiting'"),
                attempts=literal_column("1"),
                next_try_at=bindparam("at"),
                claimed_until=null(),
                error=null(),
            )
        ),
        "renew_message": prepare(
            insert(_MESSAGE).from_select(
                ["id", "channel", "recipient", "created_at", "state", "attempts", "next_try_at"],
                select(
                    bindparam("under", type_=_MESSAGE.c.id.type),
                    _MESSAGE.c.channel,
                    _MESSAGE.c.recipient,
                    bindparam("made", type_=_MESSAGE.c.created_at.type),
                    literal_column("'waiting'"),
                    literal_column("0"),
                    bindparam("at", type_=_MESSAGE.c.next_try_at.type),
                ).where(of_it),
            )
        ),
        # What came back and goes out anew is no longer among the dead.
        "lay_to_rest": prepare(
            update(_MESSAGE)
            .where(of_it, _MESSAGE.c.state == literal_column("'dead'"))
            .values(state=literal_column("'void'"))
        ),
        "move_deliveries": prepare(_moved(_DELIVERY)),
        "move_targets": prepare(_moved(_TARGET)),
        "return_message": prepare(
            update(_MESSAGE)
            .where(of_it)
            .values(state=literal_column("'dead'"), error=literal_column("'returned'"))
        ),
        "count_bounce": prepare(bounced(sqlite=sqlite)),
    }


def bounced(*, sqlite: bool) -> Any:
    """Count one more message that an inbox did not take."""
    dialect = import_module(f"sqlalchemy.dialects.{'sqlite' if sqlite else 'postgresql'}")
    first = dialect.insert(_BOUNCE).values(
        channel=bindparam("channel"),
        recipient=bindparam("recipient"),
        times=literal_column("1"),
        last_at=bindparam("at"),
        reason=bindparam("reason"),
    )
    return first.on_conflict_do_update(
        index_elements=[_BOUNCE.c.channel, _BOUNCE.c.recipient],
        set_={
            "times": _BOUNCE.c.times + literal_column("1"),
            "last_at": first.excluded.last_at,
            "reason": first.excluded.reason,
        },
    )


def _moved(table: Any) -> Any:
    return (
        update(table)
        .where(table.c.message_id == bindparam("message"))
        .values(message_id=bindparam("under"))
    )
