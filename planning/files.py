"""Files for the year's places: due, sent, on time, accepted, returned, against "before a day"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planning.deadlines import days_left, last_good_day
from workflow.registers.files import ReceivedFile, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCount:
    """Where one organisation stands with its files.

    Attributes:
        due: One file for each place of its target.
        sent: Files handed in, each once.
        late: Those handed in on the day of the wording or after; 0 where there is no file date.
        accepted: Those whose case is in verification or beyond.
        returned: Those sent back.
        before: The day of the wording, “before 31/10”; None where no plan names one.
        left: Days to the last good day, negative once it has passed; None without a file date.
    """

    due: int
    sent: int
    late: int
    accepted: int
    returned: int
    before: date | None
    left: int | None

    @property
    def missing(self) -> int:
        """Files still to come; none once as many were sent as there are places."""
        return max(self.due - self.sent, 0)

    @property
    def overdue(self) -> bool:
        """Whether the day has passed and files are missing."""
        return self.left is not None and self.left < 0 and self.missing > 0


def file_count(
    files: Iterable[ReceivedFile], *, due: int, before: date | None, today: date
) -> FileCount:
    """Count the files of one organisation."""
    listed = list(files)
    last = None if before is None else last_good_day(before)
    return FileCount(
        due=due,
        sent=len(listed),
        late=0 if last is None else sum(one.on > last for one in listed),
        accepted=sum(one.standing is Standing.ACCEPTED for one in listed),
        returned=sum(one.standing is Standing.RETURNED for one in listed),
        before=before,
        left=None if before is None else days_left(before, today),
    )
