"""Which year and unit an admission counts for, in plans and reports."""

from __future__ import annotations

from collections.abc import Sequence

from audit import Entry
from workflow.case import Case
from workflow.states import Event


def counted_under(entries: Sequence[Entry]) -> str:
    """The unit that proposed the admission, so that a later transfer does not move it.

    Somebody taken over from earlier records counts for the unit of the first entry.
    """
    deciding = [one for one in entries if one.fields.get("event") == Event.ADMIT.value]
    return str((*entries[:1], *deciding)[-1].fields["unit"])


def counted_in(case: Case) -> int | None:
    """The year of the decision on admission that stands; None without one."""
    day = case.day_of(Event.ADMIT)
    return None if day is None else day.year
