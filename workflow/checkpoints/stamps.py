"""The instants at which entries say they were written, held against the checkpoints around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from audit import Checkpoint, Stored
from workflow.checkpoints.places import told_in

_SLACK = timedelta(days=1)
"""How long before a checkpoint an entry behind it may have been stamped: a slow write, a clock."""


@dataclass(slots=True)
class Stretch:
    """The leaves between two checkpoints: the first, and the extremes of their stamps."""

    first: Stored | None = None
    earliest: tuple[str, Stored] | None = None
    latest: tuple[str, Stored] | None = None
    last: Stored | None = None

    def notable(self) -> list[Stored]:
        """The first row, and those with the extremes of the stamps."""
        extremes = [said[1] for said in (self.earliest, self.latest) if said is not None]
        ends = [row for row in (self.first, self.last) if row is not None]
        return [*ends[:1], *extremes, *ends[1:]]

    def hold(self, row: Stored) -> None:
        """Take the next row into account."""
        self.first, self.last = self.first or row, row
        stamp = told_in(str(row.body), "recorded_at", 27)
        if stamp is None:
            return
        if self.earliest is None or stamp < self.earliest[0]:
            self.earliest = stamp, row
        if self.latest is None or stamp > self.latest[0]:
            self.latest = stamp, row


def stamped_after(stretch: Stretch, one: Checkpoint) -> Stored | None:
    """An entry stamped after the checkpoint that holds it, with others behind it that are not.

    Where the last one is stamped so too, entries before it were left out and it moved up.
    """
    if one.time is None or stretch.latest is None or stretch.latest[0] <= one.time:
        return None
    ends = None if stretch.last is None else told_in(str(stretch.last.body), "recorded_at", 27)
    return None if ends is None or ends > one.time else stretch.latest[1]


def stamped_before(stretch: Stretch, fits: Checkpoint | None) -> Stored | None:
    """An entry stamped well before the checkpoint that it stands behind."""
    if fits is None or fits.time is None or stretch.earliest is None:
        return None
    try:
        bound = datetime.fromisoformat(fits.time) - _SLACK
        return stretch.earliest[1] if datetime.fromisoformat(stretch.earliest[0]) < bound else None
    except (ValueError, TypeError):
        return stretch.earliest[1]
