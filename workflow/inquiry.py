"""What a condition is asked about: a case, a proposed event, and the law to read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from rules.rule import Version
from rules.text import Text
from workflow.case import Case, Fact
from workflow.facts import FactKind
from workflow.law import Law
from workflow.outcomes import Notice, Unmet
from workflow.person import Person
from workflow.ports import Line
from workflow.recording import Recording
from workflow.refusal_grounds import refusal
from workflow.states import Event, State
from workflow.unit import Unit

# What a proposal lacks, where another day would not do.
_LACKS = {"reason": "--reason-code … --reason …", "second-person": "--approved-by …"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What every proposal has: a legal day, the paper behind it, why, and a second person."""

    on: date
    today: date
    document: str | None = None
    issuer: str | None = None
    reason: str | None = None
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Proposed):
    """An event that an officer proposes for a case."""

    event: Event
    to: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(ABC):
    """One proposal, one reader of the law; what it is about is the subclass's to say."""

    proposal: Proposed
    law: Law

    @property
    def on(self) -> date:
        """The legal day of the proposed event."""
        return self.proposal.on

    def unmet(
        self,
        condition: str,
        problem: Text,
        version: Version | None,
        remedy: str | None = None,
        *,
        absolute: bool = False,
        also: Version | None = None,
    ) -> Unmet:
        """An unmet condition with the wording that asks for it, and the command that mends it.

        Without a wording it says on what else it rests; without a remedy, that the same event is
        to be proposed again with what it lacked. `also` is a further wording it leans on: the
        refusal is as sure as the less sure of the two.
        """
        command = remedy or self.again(_LACKS.get(condition, "--on …"))
        return refusal(condition, problem, version, command, absolute=absolute, also=also)

    @abstractmethod
    def again(self, options: str) -> str:
        """The command that proposes the same thing again, with what it lacked."""

    def notice(
        self, kind: str, said: Text, version: Version | None, remedy: str | None = None
    ) -> Notice:
        """Something to look at, with the wording that speaks of it."""
        command = None if remedy is None else f"ketnap {remedy}"
        return Notice(
            kind=kind,
            text=said,
            source=None if version is None else version.source,
            confidence=None if version is None else version.confidence,
            remedy=None if command is None else Text(command, command),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """Which unit issued the decision to be annulled, when, and whether it has ended since."""

    unit: Unit
    on: date
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry(Asking):
    """One case, one proposal, one reader of the law.

    `line` holds the units above the case on the legal day; None where nobody looked them up.
    `worked_out` keeps what several conditions ask about, so that it is worked out once.
    """

    proposal: Proposal
    case: Case
    person: Person
    line: Line | None = None
    issued: Issued | None = None
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def issuer(self) -> Unit | None:
        """The unit of the register that the issuer of the decision stands for."""
        return None if self.line is None else self.line.named

    def vote(self, purpose: str, body: str = "cell") -> Fact | None:
        """The newest vote of a body on a matter."""
        asked = f"vote {purpose} {body}"
        if asked not in self.worked_out:
            self.worked_out[asked] = self.case.latest(FactKind.VOTE, purpose=purpose, body=body)
        found: Fact | None = self.worked_out[asked]
        return found

    def meeting(self, purpose: str) -> date | None:
        """The day the cell considered the matter: its vote, else its resolution."""
        vote = self.vote(purpose)
        if vote is not None:
            return vote.on
        resolution = self.case.latest(FactKind.RESOLUTION, purpose=purpose, body="cell")
        return None if resolution is None else resolution.on

    def considered(self, purpose: str) -> date:
        """The day by which papers on a matter had to be there: the cell's meeting, else the event.

        Law: Charter 2011 art. 4.3; R4.15, R5.1: they come before the cell considers the matter.
        """
        meeting = self.meeting(purpose)
        return self.on if meeting is None else min(meeting, self.on)

    def known(self, kind: FactKind, by: date, **wanted: str) -> Fact | None:
        """The newest fact of a kind that was there by a day."""
        found = self.case.facts_of(kind, **wanted)
        return next((fact for fact in reversed(found) if fact.on <= by), None) if found else None

    def absent(self, problem: Text, kind: FactKind, by: date, **wanted: str) -> Text:
        """A problem in words, with the day of a paper that came too late to answer it."""
        return too_late(problem, self.case.latest(kind, **wanted), by)

    def again(self, options: str) -> str:
        """The command that proposes the same event again."""
        return f"case advance {self.case.ref} {self.proposal.event} {options}"

    def record(self, kind: str, options: str) -> Recording:
        """The command that would record a fact."""
        return Recording.of(self.case.ref, kind, options)


Condition = Callable[[Inquiry], Iterator[Unmet]]
Noticer = Callable[[Inquiry], Iterator[Notice]]


class Dated(Protocol):
    """A paper with a legal day."""

    @property
    def on(self) -> date:
        """Its legal day."""
        ...


def too_late(problem: Text, late: Dated | None, by: date) -> Text:
    """A problem in words, with the day of a paper that came too late to answer it."""
    if late is None:
        return problem
    return Text(
        f"{problem.vi} (bản ngày {shown(late.on)} sau ngày {shown(by)})",
        f"{problem.en} (the one of {late.on} is later than {by})",
    )


def cited(said: Text, version: Version | None) -> Text:
    """A sentence with the source of a wording, and a word where that is not verified."""
    source, confidence = (None, None) if version is None else (version.source, version.confidence)
    told = Notice(kind="", text=said, source=source, confidence=confidence).sentence()
    return Text(f"{told.vi}.", f"{told.en}.")


def shown(day: date) -> str:
    """A day as officers write it."""
    return f"{day:%d/%m/%Y}"
