"""Write down the keys that sign the log's checkpoints: the first, and each that follows it."""

from __future__ import annotations

from audit import Entry, PublicKey
from rules.text import Text
from workflow.actions.advance import refuse_own_approval
from workflow.checkpoints.keys import KEY_STREAM, NEW, ROTATE, LogKey, log_keys
from workflow.checkpoints.ports import Sealing
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import RefusedError


def known_keys(store: Sealing) -> tuple[LogKey, ...]:
    """Every key of the log, the oldest first."""
    return log_keys(store.entries(KEY_STREAM))


def first_key(
    desk: Desk, public: PublicKey, *, request: str | None = None, dry_run: bool = False
) -> Entry | None:
    """Write the first key down.

    Returns:
        Its entry; None where the request id has done so before.

    Raises:
        RefusedError: the log has a key already.
    """
    draft = Draft.begin(desk, "key-new", request, {})
    if request is not None and draft.done_before() is not None:
        return None
    if desk.store.entries(KEY_STREAM):
        raise RefusedError(
            Text(
                "Nhật ký đã có khóa; khóa mới thay khóa cũ bằng rotate.",
                "The log has a key already; a new one takes its place by rotate.",
            ),
            following=Text("ketnap audit key rotate", "ketnap audit key rotate"),
        )
    fields = draft.fields("key", draft.today, event=NEW, data={"key": str(public)})
    return _write(draft, None, fields, dry_run=dry_run)


def next_key(
    desk: Desk,
    public: PublicKey,
    endorsement: str | None,
    *,
    reason: str | None = None,
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Entry | None:
    """Put a new key in the place of the one that signs now.

    Args:
        desk: Where the action takes place.
        public: The new key.
        endorsement: What the outgoing key signed; None where it was lost.
        reason: Why it could not sign; needed then.
        approved_by: The second person; needed then.
        request: Request id; the same one is never carried out twice.
        dry_run: Decide and report, write nothing.

    Returns:
        Its entry; None where the request id has done so before.

    Raises:
        RefusedError: there is no key to follow, or a lost one is followed by one person alone.
    """
    draft = Draft.begin(desk, "key-rotate", request, {"reason": reason})
    if request is not None and draft.done_before() is not None:
        return None
    if endorsement is None and (not reason or not approved_by):
        raise RefusedError(
            Text(
                "Thay một khóa đã mất cần --reason và --approved-by của người thứ hai.",
                "To replace a lost key takes --reason and --approved-by a second person.",
            )
        )
    refuse_own_approval(desk, approved_by)
    before = desk.store.entries(KEY_STREAM)
    if not before:
        raise RefusedError(
            Text("Nhật ký chưa có khóa để thay.", "The log has no key to replace."),
            following=Text("ketnap audit key new", "ketnap audit key new"),
        )
    data = {"key": str(public), "endorsement": endorsement}
    fields = draft.fields(
        "key",
        draft.today,
        event=ROTATE,
        data={name: value for name, value in data.items() if value is not None},
        text=draft.seal(KEY_STREAM, reason),
        approved_by=approved_by,
    )
    return _write(draft, (before[-1].seq, before[-1].digest), fields, dry_run=dry_run)


def _write(
    draft: Draft, head: tuple[int, str] | None, fields: dict[str, object], *, dry_run: bool
) -> Entry:
    entry = draft.entry(KEY_STREAM, head, fields)
    if not dry_run:
        draft.commit(seq=entry.seq)
    return entry
