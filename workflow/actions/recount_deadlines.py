"""Count every open deadline anew by the calendar as it is known today.

Days that an office decides move the deadlines with them. Where the calendar changed otherwise (a
newer program brings a year that was an estimate, a unit came under another superior) they are
counted anew on demand, and listed just so.
"""

from __future__ import annotations

from datetime import date

from rules.text import Text
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError
from workflow.personal import read_text
from workflow.recount import Recount
from workflow.reworking import Reworked, counted_anew, rework

_REASON = Text("Lý do", "Reason")
_REASON_LIMIT = 2000


def recount_deadlines(
    desk: Desk, reason: str, *, request: str | None = None, dry_run: bool = False
) -> Reworked:
    """Bring every open deadline in line with the calendar; nothing is written where all are.

    Raises:
        InputError: there is no reason.
        ConflictError: somebody wrote to one of the cases meanwhile.
    """
    draft = Draft.begin(desk, "recount", request, {"reason": reason})
    done = draft.done_before() if request is not None else None
    if done is not None:
        return Reworked(
            settled=done.result["settled"], unsettled=done.result["unsettled"], replayed=True
        )
    why = read_text(reason, _REASON, limit=_REASON_LIMIT)
    if not why:
        raise InputError(
            Text("Lý do: không được để trống (--reason).", "Reason: must not be empty (--reason).")
        )
    draft.deadlines_seen = desk.store.deadline_count()
    recount = _recount(desk)
    refs = recount.outdated(desk.store.open_deadlines(date.min, date.max))
    found = rework(draft, recount, refs, event="recount", reason=why)
    if (draft.cases or draft.records) and not dry_run:
        draft.commit(settled=found.settled, unsettled=found.unsettled, moved=len(found.moved))
    return found


def outdated_deadlines(desk: Desk) -> int:
    """How many cases and requests have an open deadline that today's calendar counts otherwise."""
    recount = _recount(desk)
    refs = recount.outdated(desk.store.open_deadlines(date.min, date.max))
    return sum(1 for _ in counted_anew(desk.store, recount, refs))


def _recount(desk: Desk) -> Recount:
    return Recount(
        rulebook=desk.rulebook,
        before=desk.calendar,
        after=desk.calendar,
        path_of=desk.path_of(),
    )
