"""The log's own keys, as its entries tell them.

Public keys and their changes are entries. A checkpoint of N leaves is signed by the newest key
among the first N entries, and by no other: a key that was rotated out signs nothing that holds its
own rotation.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit import Entry, KeyKind, Note, NoteError, PrivateKey, PublicKey
from audit.note import Signature, unbase64

KEY_STREAM = "key/checkpoint"
NEW, ROTATE = "new", "rotate"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKey:
    """A key from its entry on.

    Attributes:
        public: The key.
        seq: Number of its entry in the stream of keys.
        since: The instant at which it was written down.
        endorsed: Whether the key before it signed the change; the first needs no such signature.
        lost: Whether the change says that the key before it was lost.
    """

    public: PublicKey
    seq: int
    since: str
    endorsed: bool
    lost: bool


def log_keys(entries: Iterable[Entry]) -> tuple[LogKey, ...]:
    """Every key, the oldest first.

    Raises:
        NoteError: an entry names no key of the log, or one of another origin.
        LookupError: an entry lacks what an entry of a key has.
    """
    found: list[LogKey] = []
    for entry in entries:
        data: Mapping[str, str] = entry.fields["data"]
        public = PublicKey.read(data["key"])
        before = found[-1].public if found else None
        if public.kind is not KeyKind.LOG or (before and before.name != public.name):
            raise NoteError(f"{public} is no key of this log")
        found.append(
            LogKey(
                public=public,
                seq=entry.seq,
                since=entry.fields["recorded_at"],
                endorsed=before is None or _endorsed(before, public, data.get("endorsement")),
                lost=before is not None and "endorsement" not in data,
            )
        )
    return tuple(found)


def key_for(size: int, keys: Sequence[LogKey], places: Mapping[int, int]) -> PublicKey | None:
    """The key that signs a checkpoint of a size; `places` has each key's leaf by its `seq`."""
    sealed = [one.public for one in keys if places.get(one.seq, size) < size]
    return sealed[-1] if sealed else None


def endorse(old: PrivateKey, new: PublicKey) -> str:
    """What the outgoing key says of the new one: its signature, in base64."""
    (made,) = old.sign(_rotation(old.public(), new)).signatures
    return base64.b64encode(made.made).decode()


def _endorsed(old: PublicKey, new: PublicKey, endorsement: str | None) -> bool:
    if endorsement is None:
        return False
    made = Signature(old.name, old.id, unbase64(endorsement))
    return old.signed(_rotation(old, new).with_signature(made))


def _rotation(old: PublicKey, new: PublicKey) -> Note:
    return Note(f"ketnap key rotation v1\n{old}\n{new}\n")
