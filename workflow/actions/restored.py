"""What the log says of a backup that was put in place although something spoke against it."""

from __future__ import annotations

from audit import Entry
from workflow.desk import Desk
from workflow.drafting import Draft

STREAM = "store/restores"


def record_forced_restore(desk: Desk, *, entries: int, root: str, lost: int, reason: str) -> Entry:
    """Write into the log that is put in place what it was, what is lost by it, and why.

    Args:
        desk: At the store that is put in place, before it is.
        entries: Number of entries it had.
        root: RFC 6962 root over them.
        lost: Number of streams of the replaced store that it does not hold whole.
        reason: Why; kept apart from the log, which proves it by a salted digest.
    """
    asked = {"entries": entries, "root": root, "lost": lost, "reason": reason}
    draft = Draft.begin(desk, "restore", None, asked)
    fields = draft.fields(
        "restore",
        draft.today,
        event="forced",
        text=draft.seal(STREAM, reason),
        data={"entries": entries, "root": root, "lost": lost},
    )
    entry = draft.entry(STREAM, desk.store.heads([STREAM]).get(STREAM), fields)
    draft.commit(stream=STREAM, seq=entry.seq)
    return entry
