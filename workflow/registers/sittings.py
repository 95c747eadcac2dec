"""Sittings of a deciding body: who is on the agenda, and what was ruled on each, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rules.bodies import Body
from rules.text import Text
from workflow.reasons import Reason
from workflow.registers.record import Record
from workflow.states import Event

CALLED, CLOSED = "called", "closed"


class Ruling(StrEnum):
    """What a sitting may say of one person."""

    AGREE = "agree"
    REFUSE = "refuse"
    REFER = "refer"
    RETURN = "return"
    HOLD = "hold"

    @property
    def label(self) -> Text:
        """In words."""
        return _LABELS[self]

    @property
    def voted(self) -> bool:
        """Whether it rests on a vote on the person."""
        return self in {Ruling.AGREE, Ruling.REFUSE}

    @property
    def usual_reason(self) -> Reason | None:
        """The reason code where the officer names none."""
        return _REASONS.get(self)


_LABELS = {
    Ruling.AGREE: Text("đồng ý", "agreed"),
    Ruling.REFUSE: Text("không đồng ý", "refused"),
    Ruling.REFER: Text("xin ý kiến cấp trên", "referred up"),
    Ruling.RETURN: Text("trả lại hồ sơ", "returned"),
    Ruling.HOLD: Text("để lại kiểm tra thêm", "held back"),
}
_REASONS = {
    Ruling.REFUSE: Reason.REFUSED,
    Ruling.REFER: Reason.REFERRED_UP,
    Ruling.RETURN: Reason.FILE_INCOMPLETE,
    Ruling.HOLD: Reason.AWAITING_VERIFICATION,
}
EVENT_PURPOSES = {Event.ADMIT: "admission", Event.RECOGNISE: "recognition"}
"""What a sitting decides, with the purpose that its votes carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """The votes on one person."""

    yes: int
    no: int
    blank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One person on the agenda, with the ruling once there is one."""

    case: str
    event: Event
    ruling: Ruling | None = None
    ballot: Votes | None = None
    document: str | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A sitting as its record tells of it; `on` is the day it meets.

    `electors` is how many may vote, `present` how many came.
    """

    record: Record
    body: Body
    on: date
    place: str | None
    electors: int | None
    present: int | None
    items: tuple[Item, ...]

    @classmethod
    def of(cls, record: Record) -> Sitting:
        """The sitting that a record tells of; its items in the order of the agenda."""
        data = record.data
        agenda = sorted(data["agenda"].items(), key=lambda one: (one[1]["row"], one[0]))
        return cls(
            record=record,
            body=Body(data["body"]),
            on=date.fromisoformat(data["on"]),
            place=data.get("place"),
            electors=data.get("electors"),
            present=data.get("present"),
            items=tuple(_item(case, row) for case, row in agenda),
        )

    def item(self, case: str) -> Item | None:
        """The item of a case; None where it is not on the agenda."""
        return next((one for one in self.items if one.case == case), None)

    @property
    def open_items(self) -> tuple[Item, ...]:
        """Those on whom nothing has been ruled yet."""
        return tuple(one for one in self.items if one.ruling is None)

    def ruled(self, ruling: Ruling) -> int:
        """How many rulings of a kind there are."""
        return sum(one.ruling is ruling for one in self.items)


def _item(case: str, row: Mapping[str, Any]) -> Item:
    ruling, reason = row.get("ruling"), row.get("reason")
    ballot = None
    if "for" in row:
        ballot = Votes(yes=row["for"], no=row["against"], blank=row.get("blank", 0))
    return Item(
        case=case,
        event=Event(row["event"]),
        ruling=None if ruling is None else Ruling(ruling),
        ballot=ballot,
        document=row.get("document"),
        reason=None if reason is None else Reason(reason),
    )
