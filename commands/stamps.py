"""What a file says of its making: a look at the past gives the same file whenever it is asked."""

from __future__ import annotations

from datetime import datetime

from commands.office_desk import Office
from rules.text import Text


def written_at(office: Office) -> datetime:
    """The instant of writing; of a look at the past, the instant whose knowledge it shows."""
    moment = office.moment()
    return office.now() if moment is None else moment.known_at


def proof_of(office: Office) -> Text | None:
    """The newest checkpoint in one line; none of a look at the past, which knew an older one."""
    from workflow.checkpoints.line import checkpoint_line  # noqa: PLC0415 - only a file pays

    return None if office.moment() is not None else checkpoint_line(office.store())
