"""One more entry of a screening: what every action on it shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from audit import Entry, genesis
from rules.text import Text
from workflow.case import Deadline
from workflow.change import ScreeningWrite
from workflow.deadlines import Changes
from workflow.desk import Desk
from workflow.drafting import Draft, first, trial
from workflow.errors import EventRefusedError
from workflow.fold import opened_by
from workflow.outcomes import Notice, Unmet
from workflow.ports import Done
from workflow.screening.deadlines import screening_changes
from workflow.screening.fold import begin_screening, fold_screening, follow_screening
from workflow.screening.screening import Screening
from workflow.screening.states import SCREENING_EVENT_LABELS, ScreeningEvent, ScreeningState


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """One accepted entry of a screening and what followed from it."""

    screening: Screening
    entry: Entry
    before: ScreeningState | None
    opened: tuple[Deadline, ...] = ()
    closed: tuple[Deadline, ...] = ()
    notices: tuple[Notice, ...] = ()
    replayed: bool = False


def begin(draft: Draft, ref: str, fields: dict[str, Any]) -> Screened:
    """Put the first entry of a screening in the draft."""
    after = begin_screening(first(ref, fields))
    before = replace(after, seq=0, head=genesis(ref))
    return _write(draft, before, after, fields, Changes())


def step(draft: Draft, before: Screening, fields: dict[str, Any]) -> Screened:
    """Put the next entry of a screening in the draft, deadlines and wordings included."""
    after = follow_screening(before, trial(before, fields))
    return _write(draft, before, after, fields, screening_changes(before, after, draft.law))


def _write(
    draft: Draft, before: Screening, after: Screening, fields: dict[str, Any], moved: Changes
) -> Screened:
    final, entry, closings = draft.chain(before, after, fields, moved)
    draft.screenings.append(
        ScreeningWrite(screening=final, seen=before.seq, opened=moved.opened, closings=closings)
    )
    return Screened(
        screening=final,
        entry=entry,
        before=before.state if before.seq else None,
        opened=moved.opened,
        closed=moved.closed,
    )


def replayed_screening(desk: Desk, done: Done) -> Screened:
    """The outcome that the first call of a request had; nothing is done twice."""
    stream, seq = str(done.result["stream"]), int(done.result["seq"])
    entries = desk.store.entries(stream)
    entry = entries[seq - 1]
    return Screened(
        screening=fold_screening(entries[:seq]),
        entry=entry,
        before=fold_screening(entries[: seq - 1]).state if seq > 1 else None,
        opened=opened_by(entry),
        replayed=True,
    )


def refuse_unmet(ref: str, event: ScreeningEvent, name: str, missing: tuple[Unmet, ...]) -> None:
    """Let an event pass when nothing is missing.

    Raises:
        EventRefusedError: something is; all of it is named.
    """
    if not missing:
        return
    label = SCREENING_EVENT_LABELS[event]
    raise EventRefusedError(
        ref,
        event.value,
        missing,
        Text(
            f"Không thực hiện được “{label.vi}” với {ref} ({name}):"
            f" {len(missing)} điều kiện chưa đạt.",
            f"cannot {event} {ref} ({name}): {len(missing)} unmet condition(s)",
        ),
    )
