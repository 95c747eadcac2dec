"""Requests of the people whom personal data are about, and the days by which they are answered.

A person may ask to see their data, to have them corrected or erased, to have their processing
restricted, and may object to it. How long each may take is dated law (`docs/privacy.md`); none of
those wordings is verified. What is asked in words is kept nowhere here: the kind is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from audit import Entry
from rules.text import Text
from workflow.case import Deadline
from workflow.deadlines import Changes
from workflow.inquiry import shown
from workflow.law import Law
from workflow.outcomes import Notice
from workflow.ports import Store
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.registers.running import running

REPLY = "data-request-reply"
"""The rule of the first answer, whatever is asked for."""
EXTENSION = "data-request-extension"
"""The rule that says how often the time for carrying out may be extended."""


class RequestKind(StrEnum):
    """What a person asks for about their own data."""

    SEE = "see"
    CORRECT = "correct"
    ERASE = "erase"
    RESTRICT = "restrict"
    OBJECT = "object"

    @property
    def rule(self) -> str:
        """The rule that says by when it is carried out."""
        return f"data-request-{self.value}"


KIND_LABELS: dict[RequestKind, Text] = {
    RequestKind.SEE: Text("xem", "see"),
    RequestKind.CORRECT: Text("chỉnh sửa", "correct"),
    RequestKind.ERASE: Text("xóa", "erase"),
    RequestKind.RESTRICT: Text("hạn chế xử lý", "restrict"),
    RequestKind.OBJECT: Text("phản đối xử lý", "object"),
}


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


STATE_LABELS: dict[RequestState, Text] = {
    RequestState.OPEN: Text("chưa trả lời", "not answered yet"),
    RequestState.ANSWERED: Text("đã trả lời, đang thực hiện", "answered, being carried out"),
    RequestState.CLOSED: Text("đã kết thúc", "closed"),
}


class Outcome(StrEnum):
    """How a request ended."""

    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OUTCOME_LABELS: dict[Outcome, Text] = {
    Outcome.DONE: Text("đã thực hiện", "carried out"),
    Outcome.PARTLY: Text("thực hiện một phần", "carried out in part"),
    Outcome.REFUSED: Text("từ chối", "refused"),
    Outcome.WITHDRAWN: Text("người yêu cầu rút lại", "withdrawn by the person"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequest:
    """One request. `deadlines` are those that are open, by due day.

    `notices` say what an officer should look at where the request was just registered.
    """

    record: Record
    deadlines: tuple[Deadline, ...]
    notices: tuple[Notice, ...] = ()

    @classmethod
    def of(cls, record: Record, entries: Sequence[Entry]) -> DataRequest:
        """The request that a record and its entries tell of."""
        return cls(record=record, deadlines=running(entries[: record.seq]))

    @property
    def ref(self) -> str:
        """Its number: ``YC-2026-0001``."""
        return self.record.ref

    @property
    def case(self) -> str:
        """The case by which the person was named."""
        return str(self.record.data["case"])

    @property
    def kind(self) -> RequestKind:
        """What is asked for."""
        return RequestKind(self.record.data["kind"])

    @property
    def state(self) -> RequestState:
        """Where it stands."""
        return RequestState(self.record.state)

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it has not."""
        told = self.record.data.get("outcome")
        return None if told is None else Outcome(told)

    @property
    def answered_on(self) -> date | None:
        """Legal day of the first answer."""
        return _day(self.record.data.get("answered_on"))

    @property
    def closed_on(self) -> date | None:
        """Legal day on which it ended."""
        return _day(self.record.data.get("closed_on"))

    @property
    def extended_on(self) -> date | None:
        """Legal day on which it got more time."""
        return _day(self.record.data.get("extended_on"))

    @property
    def extended_by(self) -> int:
        """Calendar days that it got beyond the law's own, in total; 0 before an extension."""
        return int(self.record.data.get("extended_by", 0))

    @property
    def extensions(self) -> int:
        """How often it was extended."""
        return int(self.record.data.get("extensions", 0))

    @property
    def last_on(self) -> date:
        """Legal day of what was done last; nothing that follows lies before it."""
        done = (self.closed_on, self.answered_on, self.extended_on, self.record.since)
        return max(day for day in done if day is not None)

    @property
    def next_deadline(self) -> Deadline | None:
        """The open deadline that falls due first."""
        return self.deadlines[0] if self.deadlines else None

    def overdue(self, today: date) -> bool:
        """Whether an open deadline has passed."""
        return any(one.due_on < today for one in self.deadlines)


def data_requests(store: Store) -> tuple[DataRequest, ...]:
    """Every request that may be seen, by number."""
    return tuple(
        DataRequest.of(record, store.entries(record.stream))
        for record in store.records(Register.REQUEST)
    )


def still_open(store: Store, person: str, kind: RequestKind) -> tuple[Notice, ...]:
    """The requests of a person for the same thing that have not ended, one notice for each.

    Whichever case of theirs they were named by; nothing is refused, as somebody may well ask twice.
    """
    records = (
        record
        for ref in store.refs_of(person)
        for record in store.records_of(Register.REQUEST, ref)
        if record.data["kind"] == kind and record.state != RequestState.CLOSED
    )
    return tuple(map(_asked_already, records))


def _asked_already(record: Record) -> Notice:
    since = record.since
    return Notice(
        kind="asked-already",
        text=Text(
            f"người này đã có yêu cầu cùng loại chưa kết thúc: {record.ref}, nhận {shown(since)}",
            f"this person has an open request of the same kind: {record.ref}, received {since}",
        ),
        remedy=Text(
            f"ketnap person request show {record.ref}", f"ketnap person request show {record.ref}"
        ),
    )


def opened(kind: RequestKind, on: date, law: Law) -> Changes:
    """The deadlines that a request of a day opens; none of a rule that had no wording then."""
    found = (_clock(rule, on, law) for rule in (REPLY, kind.rule))
    return Changes(opened=tuple(one for one in found if one is not None))


def answered(request: DataRequest) -> Changes:
    """What an answer closes: the limit for answering."""
    return Changes(met=tuple(one for one in request.deadlines if one.rule == REPLY))


def extended(request: DataRequest, days: int) -> Changes:
    """What an extension does: the day for carrying it out is so many calendar days later."""
    old = tuple(one for one in request.deadlines if one.rule == request.kind.rule)
    later, seq = timedelta(days=days), request.record.seq + 1
    new = tuple(replace(one, due_on=one.due_on + later, opened_by=seq) for one in old)
    return Changes(opened=new, superseded=old)


def ended(request: DataRequest, outcome: Outcome) -> Changes:
    """What the end closes: every open deadline; of a request that was withdrawn nobody met them."""
    if outcome is Outcome.WITHDRAWN:
        return Changes(void=request.deadlines)
    return Changes(met=request.deadlines)


def _clock(rule: str, on: date, law: Law) -> Deadline | None:
    version = law.find(rule, on)
    if version is None:
        return None
    due = law.due(version, on)
    return Deadline(
        rule=rule,
        version=version.id,
        started_by=1,
        opened_by=1,
        start_on=on,
        due_on=due,
        estimated=law.estimated(version, on, due),
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
