"""One line of a checkpoint, for the foot of a letter, a report or a printed list.

Whoever keeps the letter keeps the checkpoint: origin, size and root are all that a later
verification needs to see that the log was not written anew.
"""

from __future__ import annotations

from audit import NoteError, Signed
from rules.text import Text
from workflow.checkpoints.ports import Sealing


def checkpoint_line(store: Sealing) -> Text | None:
    """The newest checkpoint in one line; None before the first, or where it cannot be read."""
    kept = store.newest_checkpoint()
    if kept is None:
        return None
    try:
        one = Signed.read(kept).checkpoint
    except NoteError:  # `audit verify` names it; a letter goes out all the same
        return None
    said = f"{one.origin} {one.size} {one.root_text}"
    return Text(f"Điểm kiểm tra nhật ký: {said}", f"Checkpoint of the log: {said}")
