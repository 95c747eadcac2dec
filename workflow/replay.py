"""Answering a request that was already carried out with what it did the first time."""

from __future__ import annotations

from workflow.desk import Desk
from workflow.fold import fold, opened_by
from workflow.outcomes import Moved
from workflow.ports import Done
from workflow.states import State


def replayed(desk: Desk, done: Done) -> Moved:
    """The outcome that the first call of a request had; nothing is done twice."""
    stream, seq = str(done.result["stream"]), int(done.result["seq"])
    entries = desk.store.entries(stream)
    entry = entries[seq - 1]
    before = entry.fields.get("from")
    return Moved(
        case=fold(entries[:seq]),
        entry=entry,
        before=None if before is None else State(before),
        opened=opened_by(entry),
        replayed=True,
    )
