"""Which unit an admission counts for, in plans and reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit import Entry
from workflow.relocation import KIND
from workflow.states import Event

ACCEPTED = ("transfer", "accept")
"""Kind and event of the entry from which on a case is the receiving unit's."""


def counted_under(
    entries: Sequence[Entry], on: date, written: Sequence[Entry] | None = None
) -> str:
    """The unit that proposed the admission, so that a later transfer does not move it.

    What was decided before a merger or a transfer and is recorded after it counts for the unit
    that had the case on the day of the decision. Somebody taken over from earlier records counts
    for the unit of the first entry.

    Args:
        entries: Those entries of the case that a moment sees.
        on: The day of the decision that stands, as corrected.
        written: All of its entries, where the moment does not see all: a merger that takes effect
            only after it may have been written before the decision.
    """
    deciding = [one for one in entries if one.fields.get("event") == Event.ADMIT.value]
    entry = (*entries[:1], *deciding)[-1]
    leaving = (one for one in written or entries if _moves_later(one, entry, on))
    return str(next(leaving, entry).fields["unit"])


def takes_elsewhere(entry: Entry) -> bool:
    """Whether an entry gives a case to another unit than its own `unit`."""
    fields = entry.fields
    return fields["kind"] == KIND or (fields["kind"], fields.get("event")) == ACCEPTED


def _moves_later(one: Entry, deciding: Entry, on: date) -> bool:
    """Whether an entry written before the decision takes the case elsewhere only after its day."""
    later = one.seq < deciding.seq and one.fields["effective_on"] > on.isoformat()
    return later and takes_elsewhere(one)
