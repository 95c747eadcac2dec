"""What a condition of the second machine is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from rules.text import Text
from workflow.case import Case
from workflow.inquiry import Asking, Proposed, too_late
from workflow.outcomes import Unmet
from workflow.screening.facts import FindingKind
from workflow.screening.grounds import Ground
from workflow.screening.listing import ScreeningLine
from workflow.screening.screening import Finding, Screening
from workflow.screening.states import ScreeningEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningInquiry(Asking):
    """One member, one ground: may a screening be opened?"""

    case: Case
    ground: Ground
    others: tuple[ScreeningLine, ...] = ()

    def again(self, options: str) -> str:
        """The command that proposes the same screening again."""
        return f"screen open {self.case.ref} {self.ground} {options}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningProposal(Proposed):
    """An event that an officer proposes for a screening."""

    event: ScreeningEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningInquiry(Asking):
    """One screening with the case of its member, one proposal, one reader of the law."""

    proposal: ScreeningProposal
    screening: Screening
    case: Case

    @property
    def ballot(self) -> Finding | None:
        """The newest ballot of the cell."""
        return self.screening.latest(FindingKind.VOTE)

    @property
    def considered(self) -> date:
        """The day by which views had to be there: the ballot, else the event."""
        ballot = self.ballot
        return self.on if ballot is None else min(ballot.on, self.on)

    def absent(self, problem: Text, kind: FindingKind, by: date) -> Text:
        """A problem in words, with the day of a finding that came too late to answer it."""
        return too_late(problem, self.screening.latest(kind), by)

    def record(self, kind: FindingKind, options: str) -> str:
        """The command that would record a finding."""
        return f"screen record {self.screening.ref} {kind} {options}"

    def again(self, options: str) -> str:
        """The command that proposes the same event again, with what it lacked."""
        ref, event = self.screening.ref, self.proposal.event
        if event is ScreeningEvent.CLOSE:
            # The reason code is an argument of its own here.
            rest = options.removeprefix("--reason-code … ")
            return f"screen close {ref} {self.proposal.reason or '…'} {rest}"
        return f"screen decide {ref} {event} {options}"


Opening = Callable[[OpeningInquiry], Iterator[Unmet]]
ScreeningCondition = Callable[[ScreeningInquiry], Iterator[Unmet]]
