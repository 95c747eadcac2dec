"""The deadlines of a record that are open, told from its entries alone."""

from __future__ import annotations

from collections.abc import Sequence

from audit import Entry
from workflow.case import Deadline, by_due
from workflow.fold import kept_and_opened


def running(entries: Sequence[Entry]) -> tuple[Deadline, ...]:
    """The deadlines that are open after these entries of one record, by due day."""
    found: tuple[Deadline, ...] = ()
    for entry in entries:
        found = kept_and_opened(found, entry)
    return by_due(found)
