"""What inspections found: a shortcoming of a case or of an organisation, and what became of it.

No source that was read gives a number of days for mending one: the day is the inspection's own.
What was found is kept beside the log, and never holds anything of a verification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from audit import Entry
from rules.text import Text
from workflow.case import Deadline
from workflow.deadlines import Changes
from workflow.law import Law
from workflow.ports import Store
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.running import running

RULE = "finding-mend"
"""The rule under which the day for mending is a deadline; it holds no number."""


class FindingState(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    MENDED = "mended"
    WITHDRAWN = "withdrawn"


STATE_LABELS: dict[FindingState, Text] = {
    FindingState.OPEN: Text("chưa khắc phục", "not mended yet"),
    FindingState.MENDED: Text("đã khắc phục", "mended"),
    FindingState.WITHDRAWN: Text("đã rút", "withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding, as its record tells it."""

    record: Record

    @property
    def ref(self) -> str:
        """Its number: ``TS-2026-0001``."""
        return self.record.ref

    @property
    def state(self) -> FindingState:
        """Where it stands."""
        return FindingState(self.record.state)

    @property
    def case(self) -> str | None:
        """The case that it is about; None of one about an organisation."""
        return self.record.case

    @property
    def sample(self) -> int | None:
        """The entry of `audit/samples` by which the file was drawn, where it was."""
        told = self.record.data.get("sample")
        return None if told is None else int(told)

    @property
    def mend_by(self) -> date | None:
        """The last day for mending it, where the inspection set one."""
        return _day(self.record.data.get("mend_by"))

    @property
    def ended_on(self) -> date | None:
        """Legal day on which it was mended or withdrawn."""
        return _day(self.record.data.get("ended_on"))

    @property
    def answer(self) -> str | None:
        """Number of the document that says it was mended."""
        told = self.record.data.get("answer")
        return None if told is None else str(told)

    @property
    def stands(self) -> bool:
        """Whether it is still to be mended."""
        return self.state is FindingState.OPEN

    def overdue_days(self, today: date) -> int:
        """Calendar days past the day for mending it; 0 of one that is over or has no such day."""
        if not self.stands or self.mend_by is None:
            return 0
        return max((today - self.mend_by).days, 0)


def findings(store: Store) -> Sequence[Finding]:
    """Every finding that may be seen, by number."""
    return [Finding(record=one) for one in store.records(Register.FINDING)]


def findings_about(store: Store, case: str) -> Sequence[Finding]:
    """Every finding about a case that may be seen, by number; of the register no other is read."""
    return [Finding(record=one) for one in store.records_of(Register.FINDING, case)]


def standing_on(store: Store, case: str) -> Sequence[Finding]:
    """The findings about a case that are still to be mended."""
    return [one for one in findings_about(store, case) if one.stands]


def opened(mend_by: date | None, on: date, law: Law) -> Changes:
    """The deadline that a finding of a day opens: the day that the inspection set, if it did."""
    version = None if mend_by is None else law.find(RULE, on)
    if mend_by is None or version is None:
        return Changes()
    one = Deadline(
        rule=RULE, version=version.id, started_by=1, opened_by=1, start_on=on, due_on=mend_by
    )
    return Changes(opened=(one,))


def redated(there: Finding, mend_by: date, entries: Sequence[Entry], law: Law) -> Changes:
    """What another day for mending does: the deadline goes to it, or begins where none runs."""
    old, seq = running(entries), there.record.seq + 1
    if not old:
        fresh = opened(mend_by, there.record.since, law).opened
        return Changes(opened=tuple(replace(one, started_by=seq, opened_by=seq) for one in fresh))
    new = tuple(replace(one, due_on=mend_by, opened_by=seq) for one in old)
    return Changes(opened=new, superseded=old)


def ended(to: FindingState, entries: Sequence[Entry]) -> Changes:
    """What the end closes: mended, the day was met; of what was withdrawn nobody met it."""
    if to is FindingState.MENDED:
        return Changes(met=running(entries))
    return Changes(void=running(entries))


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
