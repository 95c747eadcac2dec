"""What a store tells of the register of roles: who is told of what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, or_, select

from storage.faults import translated
from storage.tables_of_reminders import HolderRow
from workflow.holder import Holder
from workflow.inbox import Channel, Rhythm
from workflow.reminders import Role

_HOLDER: Any = HolderRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it


class HolderReading:
    """The part of a store that knows who holds a role."""

    engine: Engine

    def holders(self, on: date | None = None) -> Sequence[Holder]:
        """Who holds a role on a day, by unit and number; without a day everybody who ever did."""
        wanted = select(_HOLDER).order_by(_HOLDER.c.unit, _HOLDER.c.seq)
        if on is not None:
            still = or_(_HOLDER.c.until_on.is_(None), _HOLDER.c.until_on >= on)
            wanted = wanted.where(_HOLDER.c.from_on <= on, still)
        with translated(), self.engine.connect() as connection:
            return [_holder(row) for row in connection.execute(wanted).mappings()]


def _holder(row: Any) -> Holder:
    told = {"role": Role(row["role"]), "channel": Channel(row["channel"])}
    return Holder(**{**row, **told, "rhythm": Rhythm(row["rhythm"])})
