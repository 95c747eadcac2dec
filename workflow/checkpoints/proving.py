"""Proofs about the newest checkpoint, from a few reads of the stored tree."""

from __future__ import annotations

from audit import MissingNodeError, NoteError, Signed, consistency, inclusion, stored_root
from audit.prooftext import GrowthText, InclusionText
from rules.text import Text
from workflow.checkpoints.ports import Sealing
from workflow.errors import IntegrityError, NotFoundError, RefusedError

_CHECKPOINT = Text("ketnap audit checkpoint", "ketnap audit checkpoint")
_DAMAGED = IntegrityError(
    Text(
        "Cây của nhật ký bị hỏng, không chứng minh được.",
        "The log's tree is damaged; nothing can be proved from it.",
    ),
    following=Text("ketnap audit verify", "ketnap audit verify"),
)


def newest(store: Sealing) -> Signed:
    """The newest checkpoint.

    Raises:
        NotFoundError: there is none yet.
        IntegrityError: it cannot be read.
    """
    kept = store.tree.newest_checkpoint()
    if kept is None:
        raise NotFoundError(
            Text("Nhật ký chưa có điểm kiểm tra.", "The log has no checkpoint yet."),
            following=_CHECKPOINT,
        )
    try:
        return Signed.read(kept)
    except NoteError as odd:
        raise _DAMAGED from odd


def standing(store: Sealing, signed: Signed, stream: str, seq: int) -> InclusionText:
    """The proof that an entry is under a checkpoint.

    Raises:
        NotFoundError: there is no such entry.
        RefusedError: it was written after the checkpoint.
        IntegrityError: the tree is damaged.
    """
    entry = next((one for one in store.entries(stream) if one.seq == seq), None)
    if entry is None:
        raise NotFoundError(
            Text(f"Không có mục {seq} của {stream}.", f"There is no entry {seq} of {stream}.")
        )
    place, size = store.tree.place(stream, seq), signed.checkpoint.size
    if place is None or place >= size:
        raise RefusedError(
            Text(
                f"Mục {seq} của {stream} ghi sau điểm kiểm tra mới nhất.",
                f"Entry {seq} of {stream} was written after the newest checkpoint.",
            ),
            following=_CHECKPOINT,
        )
    try:
        path = inclusion(store.tree, place, size)
    except MissingNodeError as odd:
        raise _DAMAGED from odd
    return InclusionText(body=entry.body.encode(), index=place, path=path, signed=signed)


def grown_since(store: Sealing, signed: Signed, older: Signed) -> GrowthText:
    """The proof that the log of an older checkpoint grew into that of a newer one.

    Raises:
        IntegrityError: it did not, or the tree is damaged.
    """
    old, new = older.checkpoint, signed.checkpoint
    try:
        fits = old.size <= new.size and stored_root(store.tree, old.size) == old.root
        path = consistency(store.tree, old.size, new.size) if fits else ()
    except MissingNodeError as odd:
        raise _DAMAGED from odd
    if not fits:
        raise IntegrityError(
            Text(
                f"Nhật ký không dài thêm từ điểm kiểm tra {old.size} mục này.",
                f"The log did not grow from this checkpoint of {old.size} entries.",
            ),
            following=Text(
                "ketnap audit verify --against TỆP", "ketnap audit verify --against FILE"
            ),
        )
    return GrowthText(old=old.size, path=path, signed=signed)
