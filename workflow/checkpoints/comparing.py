"""What was added to a log between two checkpoints of it, and whether both are of one log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit import (
    Checkpoint,
    MissingNodeError,
    NoteError,
    Signed,
    consistency,
    proves_consistency,
    stored_root,
)
from rules.text import Text
from workflow.checkpoints.keys import KEY_STREAM, key_for, log_keys
from workflow.checkpoints.ports import Sealing
from workflow.errors import IntegrityError, NotFoundError

_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two checkpoints of one log, the older first, and what stands between them.

    `signed` tells whether the log's key of that time signed both. Counts are of entries.
    """

    older: Checkpoint
    newer: Checkpoint
    signed: bool
    by_kind: Mapping[str, int]
    by_unit: Mapping[str, int]
    by_actor: Mapping[str, int]

    @property
    def added(self) -> int:
        """How many entries were added."""
        return self.newer.size - self.older.size


def kept_at(store: Sealing, size: int) -> Signed:
    """The checkpoint of a size that the store keeps.

    Raises:
        NotFoundError: it keeps none of that size.
    """
    sizes = []
    for note in store.tree.checkpoints():
        signed = Signed.read(note)
        if signed.checkpoint.size == size:
            return signed
        sizes.append(str(signed.checkpoint.size))
    there = ", ".join(sizes[-_SHOWN:]) or "—"
    raise NotFoundError(
        Text(
            f"Kho không có điểm kiểm tra {size} mục; có: {there}.",
            f"The store has no checkpoint of {size} entries; there are: {there}.",
        )
    )


def compare(store: Sealing, one: Signed, other: Signed) -> Comparison:
    """What was added between two checkpoints, in whichever order they are given.

    Raises:
        IntegrityError: they are not of one log, or not of this one.
    """
    first, second = sorted((one, other), key=lambda signed: signed.checkpoint.size)
    older, newer = first.checkpoint, second.checkpoint
    if older.origin != newer.origin:
        raise _not_one(
            f"tên nhật ký khác nhau: {older.origin}, {newer.origin}",
            f"they name different logs: {older.origin}, {newer.origin}",
        )
    if older.size == newer.size and older.root != newer.root:
        raise _not_one(
            f"cùng {older.size} mục mà mã gốc khác nhau",
            f"two roots of the same {older.size} entries",
        )
    _require_growth(store, older, newer)
    rows = store.tree.added(older.size, newer.size)
    return Comparison(
        older=older,
        newer=newer,
        signed=all(_signed(store, each) for each in (first, second)),
        by_kind=_counted((row.kind, row.count) for row in rows),
        by_unit=_counted((row.unit or "", row.count) for row in rows),
        by_actor=_counted((row.actor, row.count) for row in rows),
    )


def _require_growth(store: Sealing, older: Checkpoint, newer: Checkpoint) -> None:
    """Refuse checkpoints that the sealed log does not have, or does not lead from one to the other.

    Raises:
        IntegrityError: it does not.
    """
    tree, size = store.tree, store.tree.size()
    if newer.size > size:
        raise _not_one(
            f"điểm kiểm tra có {newer.size} mục, nhật ký này chỉ niêm {size}",
            f"a checkpoint has {newer.size} entries, this log only {size} sealed ones",
        )
    try:
        roots = {one.size: stored_root(tree, one.size) for one in (older, newer)}
        path = consistency(tree, older.size, newer.size)
    except MissingNodeError as odd:
        raise _not_one("cây của nhật ký bị hỏng", "the log's tree is damaged") from odd
    unfit = [str(one.size) for one in (older, newer) if roots[one.size] != one.root]
    if unfit or not proves_consistency(older.size, older.root, newer.size, newer.root, path):
        sizes = ", ".join(unfit)
        raise _not_one(
            f"mã gốc của {sizes} mục đầu khác với nhật ký này",
            f"the root of the first {sizes} entries is not that of this log",
        )


def _signed(store: Sealing, one: Signed) -> bool:
    """Whether the log's key of that size signed a checkpoint."""
    try:
        keys = log_keys(store.entries(KEY_STREAM))
    except (NoteError, LookupError):
        return False
    found = {key.seq: store.tree.place(KEY_STREAM, key.seq) for key in keys}
    places = {seq: place for seq, place in found.items() if place is not None}
    key = key_for(one.checkpoint.size, keys, places)
    return key is not None and key.signed(one.note)


def _counted(pairs: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """Sums by name, the largest first, then by name."""
    sums: Counter[str] = Counter()
    for name, count in pairs:
        sums[name] += count
    return dict(sorted(sums.items(), key=lambda one: (-one[1], one[0])))


def _not_one(vi: str, en: str) -> IntegrityError:
    return IntegrityError(
        Text(
            f"Hai điểm kiểm tra không cùng thuộc nhật ký này: {vi}.",
            f"The two checkpoints are not both of this log: {en}.",
        ),
        following=Text("ketnap audit verify --against TỆP", "ketnap audit verify --against FILE"),
    )
