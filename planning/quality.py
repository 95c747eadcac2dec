"""How well a period was worked, and who left: what the steps forward of a report do not tell.

Admission is to be right, and not only much: files that came back, steps after their deadline,
conditions that were waived. And it goes both ways: what is gained is those admitted less those who
left.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from planning.periods import Period
from rules.text import Text


class Mark(StrEnum):
    """What is counted beside the steps of a period; each counts cases, once each."""

    LEFT = "left"
    """Whoever had been admitted and left: struck off, closed, removed or resigned."""
    RETURNED = "returned"
    LATE = "late"
    WAIVED = "waived"

    @property
    def label(self) -> Text:
        """The line's name."""
        return _LABELS[self]


_LABELS = {
    Mark.LEFT: Text("Ra khỏi Đảng, thôi sau khi có quyết định", "Left after they were admitted"),
    Mark.RETURNED: Text("Hồ sơ bị trả lại", "Files returned"),
    Mark.LATE: Text("Hồ sơ có việc làm sau hạn", "Cases with a step after its deadline"),
    Mark.WAIVED: Text("Hồ sơ có bước bỏ qua điều kiện", "Cases with a condition waived"),
}


class Deed(NamedTuple):
    """Something that counts for a mark: of which case, on which day, under which unit."""

    mark: Mark
    case: str
    on: date
    unit: str


def marked(
    deeds: Iterable[Deed], period: Period, before: Period
) -> dict[Mark, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The cases of each mark, of a period and of what it is held against; each once, in order."""
    found: dict[Mark, tuple[set[str], set[str]]] = {mark: (set(), set()) for mark in Mark}
    for deed in deeds:
        for span, cases in zip((period, before), found[deed.mark], strict=True):
            if span.holds(deed.on):
                cases.add(deed.case)
    return {mark: (tuple(sorted(now)), tuple(sorted(then))) for mark, (now, then) in found.items()}
