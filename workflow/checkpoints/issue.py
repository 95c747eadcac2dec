"""Making a checkpoint: seal what waits, look back, sign, keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from audit import Checkpoint, MissingNodeError, Note, PrivateKey, PublicKey, Signed, stored_root
from rules.text import Text
from workflow.checkpoints.keys import KEY_STREAM, log_keys
from workflow.checkpoints.ports import Sealing, Tree
from workflow.errors import IntegrityError, NotFoundError

_NEW_KEY = Text("ketnap audit key new", "ketnap audit key new")
_VERIFY = Text("ketnap audit verify", "ketnap audit verify")


def signing_key(store: Sealing) -> PublicKey:
    """The key that signs now.

    Raises:
        NotFoundError: the log has no key yet.
    """
    keys = log_keys(store.entries(KEY_STREAM))
    if not keys:
        raise NotFoundError(
            Text(
                "Nhật ký chưa có khóa để ký điểm kiểm tra.",
                "The log has no key to sign checkpoints with.",
            ),
            following=_NEW_KEY,
        )
    return keys[-1].public


def issue(
    store: Sealing, key: PrivateKey, now: datetime, elsewhere: Iterable[Signed] = ()
) -> Signed:
    """Seal every committed entry and sign the log as it is; the newest one again where it stands.

    Args:
        store: The log and its tree.
        key: The key that signs now.
        now: The instant that the checkpoint bears.
        elsewhere: Checkpoints kept outside the store; the log must still hold what they say.

    Raises:
        IntegrityError: an earlier checkpoint does not fit the log; nothing is signed.
    """
    tree = store.tree
    size = tree.seal()
    kept = tree.newest_checkpoint()
    newest = None if kept is None else Signed.read(kept)
    before = [one for one in elsewhere if one.checkpoint.origin == key.name]
    for one in ([newest] if newest else []) + before:
        _require_grown(tree, size, one.checkpoint)
    if newest is not None and newest.checkpoint.size == size:
        return newest
    made = Checkpoint(
        origin=key.name,
        size=size,
        root=stored_root(tree, size),
        time=now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
    )
    note = key.sign(Note(made.text()))
    tree.keep(size, str(note))
    return Signed(note, made)


def _require_grown(tree: Tree, size: int, before: Checkpoint) -> None:
    """A log signs nothing that contradicts what it signed before."""
    try:
        grown = before.size <= size and stored_root(tree, before.size) == before.root
    except MissingNodeError:
        grown = False
    if not grown:
        raise IntegrityError(
            Text(
                f"Không ký: nhật ký ({size} mục) không còn khớp điểm kiểm tra {before.size} mục"
                " đã ký trước đây.",
                f"Not signed: the log ({size} entries) no longer fits the checkpoint of"
                f" {before.size} entries that was signed before.",
            ),
            following=_VERIFY,
        )
