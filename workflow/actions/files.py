"""A file is taken in once: the one entry that it leaves in the log, by its SHA-256."""

from __future__ import annotations

from datetime import datetime

from audit import Entry
from rules.text import Text
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import ConflictError


def taken_in_before(desk: Desk, action: str, sha256: str, request: str | None) -> bool:
    """Whether this very request has taken this file in; asked before a file is looked into.

    Raises:
        ConflictError: another request did, or this one did something else.
    """
    draft = Draft.begin(desk, action, request, {"sha256": sha256})
    if request is not None and draft.done_before() is not None:
        return True
    refuse_same_file(desk, sha256)
    return False


def file_entry(draft: Draft, what: str, name: str, sha256: str, rows: int) -> Entry:
    """The one entry that a file leaves in the log: its SHA-256 and how much it brought."""
    stream = f"import/{sha256}"
    fields = draft.fields(
        "import",
        draft.today,
        event=what,
        data={"rows": rows, "sha256": sha256},
        text=draft.seal(stream, name),
    )
    return draft.entry(stream, None, fields)


def refuse_same_file(desk: Desk, sha256: str) -> None:
    """Refuse a file that was taken in before.

    Raises:
        ConflictError: it was; the sentence says when and by whom.
    """
    before = desk.store.entries(f"import/{sha256}")
    if before:
        fields = before[0].fields
        at = datetime.fromisoformat(fields["recorded_at"]).astimezone(desk.zone)
        rows = fields["data"]["rows"]
        raise ConflictError(
            Text(
                f"Tệp này đã được {fields['actor']} nhập lúc {at:%H:%M} ngày {at:%d/%m/%Y}"
                f" ({rows} dòng); không nhập lần hai, chưa ghi gì.",
                f"This very file was imported by {fields['actor']} on {at:%Y-%m-%d} at {at:%H:%M}"
                f" ({rows} rows); it is not imported twice, nothing was written.",
            )
        )
