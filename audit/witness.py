"""A witness: somebody with a key of their own who signs only logs that grew from what they saw."""

from __future__ import annotations

from audit.checkpoint import Signed
from audit.note import Note
from audit.proofs import proves_consistency
from audit.prooftext import GrowthText
from audit.signing import PrivateKey, PublicKey


class SplitViewError(ValueError):
    """The log shows this witness something else than before; the message says what.

    `kind` tells the three apart: another `key` signed, the proof has another `start`, or the log
    is no `growth` of the one last seen.
    """

    def __init__(self, said: str, kind: str) -> None:
        super().__init__(said)
        self.kind = kind


def witness(
    asked: GrowthText, log: PublicKey, seen: Signed | None, key: PrivateKey, seconds: int
) -> Note:
    """Sign a checkpoint beside the log.

    Args:
        asked: The checkpoint, with the proof that it grew from an older one.
        log: The key that the witness knows to be the log's.
        seen: The last checkpoint of this log that the witness signed; None for the first.
        key: The witness's own key.
        seconds: The time, in seconds since 1970.

    Raises:
        SplitViewError: the log's key did not sign it, or it does not grow from what was seen.
    """
    new = asked.signed.checkpoint
    if new.origin != log.name or not log.signed(asked.signed.note):
        raise SplitViewError("the log's key did not sign this checkpoint", "key")
    if seen is not None:
        old = seen.checkpoint
        if asked.old != old.size:
            said = f"the proof begins at {asked.old} entries, last seen: {old.size}"
            raise SplitViewError(said, "start")
        if not proves_consistency(old.size, old.root, new.size, new.root, asked.path):
            said = f"this log did not grow from the {old.size} entries last seen"
            raise SplitViewError(said, "growth")
    mine = key.public().name
    others = tuple(one for one in asked.signed.note.signatures if one.name != mine)
    return key.cosign(Note(asked.signed.note.text, others), seconds)
