"""The present of a screening is the fold of its entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from audit import Entry
from workflow.fold import kept_and_opened
from workflow.screening.facts import FindingKind
from workflow.screening.grounds import Ground
from workflow.screening.screening import Finding, Screening
from workflow.screening.states import ScreeningState

STEP = "screening"
"""The kind of an entry that takes a screening to another state."""
FINDING = "screening-finding"
"""The kind of an entry that records a finding."""


def fold_screening(entries: Sequence[Entry]) -> Screening:
    """The screening that its entries tell of.

    Raises:
        ValueError: there is no entry.
    """
    if not entries:
        raise ValueError("a screening without entries")
    found = begin_screening(entries[0])
    for entry in entries[1:]:
        found = follow_screening(found, entry)
    return found


def begin_screening(entry: Entry) -> Screening:
    """The screening that a first entry opens."""
    fields = entry.fields
    on = date.fromisoformat(fields["effective_on"])
    return Screening(
        ref=entry.stream,
        case=fields["data"]["case"],
        ground=Ground(fields["reason"]),
        state=ScreeningState(fields["to"]),
        since=on,
        seq=entry.seq,
        head=entry.digest,
        days={fields["event"]: on},
        steps={fields["event"]: entry.seq},
    )


def follow_screening(before: Screening, entry: Entry) -> Screening:
    """The screening one entry further."""
    fields = entry.fields
    on = date.fromisoformat(fields["effective_on"])
    after = replace(before, seq=entry.seq, head=entry.digest)
    if fields["kind"] == FINDING:
        document = fields.get("document", {})
        finding = Finding(
            kind=FindingKind(fields["event"]),
            on=on,
            seq=entry.seq,
            document=document.get("number"),
            issuer=document.get("issuer"),
            data=fields.get("data", {}),
        )
        return replace(after, findings=(*before.findings, finding))
    return replace(
        after,
        state=ScreeningState(fields["to"]),
        since=on,
        days={**before.days, fields["event"]: on},
        steps={**before.steps, fields["event"]: entry.seq},
        deadlines=kept_and_opened(before.deadlines, entry),
    )
