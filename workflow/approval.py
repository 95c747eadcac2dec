"""A second person's word: asked for, given or refused from their own account, used once.

`--approved-by` on a desk of one is a claim: the log says whom the officer named. In a store with
users it must rest on an approval that the named person gave as themselves, for exactly this change.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from audit import Entry, canonical
from rules.text import Text
from workflow.change import Change
from workflow.quota import Quota
from workflow.roles import Role
from workflow.states import Event

_HASHED = b"ketnap approval v1\0"
_TOLD = ("kind", "event", "effective_on", "unit", "from", "to", "document", "reason", "approved_by")
_WORKED_OUT = frozenset({"moved", "commitment"})
_HANDING_ON = frozenset({"reorganise", "units"})
"""Actions by which units that end leave their places to others: no place is lost by that."""
_TWO_PEOPLE = frozenset({Event.ANNUL.value, Event.STRIKE_OFF.value})
TRUSTED_ROLES = frozenset({Role.ADMIN, Role.APPROVER})
"""Roles that are granted, taken back and disabled by two people."""


class Ground(StrEnum):
    """Why a second person is needed."""

    OVERRIDE = "override"
    ANNULMENT = "annulment"
    STRIKE_OFF = "strike-off"
    REMOVAL = "removal"
    QUOTA_CUT = "quota-cut"
    ERASURE = "erasure"
    TRUSTED_ROLE = "trusted-role"
    NAMED = "named"
    """The entry names a second person, whatever for."""


GROUND_LABELS: dict[Ground, Text] = {
    Ground.OVERRIDE: Text("bỏ qua điều kiện", "waiving a condition"),
    Ground.ANNULMENT: Text("hủy quyết định", "annulment"),
    Ground.STRIKE_OFF: Text("xóa tên đảng viên dự bị", "strike-off"),
    Ground.REMOVAL: Text("đưa ra khỏi Đảng", "removal"),
    Ground.QUOTA_CUT: Text("hạ chỉ tiêu", "cutting a quota"),
    Ground.ERASURE: Text("xóa dữ liệu cá nhân", "erasing personal data"),
    Ground.TRUSTED_ROLE: Text(
        "giao hoặc thu vai trò quản trị, chấp thuận", "a grant of administrator or approver"
    ),
    Ground.NAMED: Text("việc ghi tên người thứ hai", "naming a second person"),
}


class ApprovalState(StrEnum):
    """Where an approval stands."""

    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"
    USED = "used"


APPROVAL_LABELS: dict[ApprovalState, Text] = {
    ApprovalState.WAITING: Text("đang chờ", "waiting"),
    ApprovalState.GIVEN: Text("đã chấp thuận", "given"),
    ApprovalState.REFUSED: Text("không chấp thuận", "refused"),
    ApprovalState.USED: Text("đã dùng", "used"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One proposal and its answer.

    `about` is the stream that it would write to, `deed` the event and its day, `gist` the digest of
    all that was proposed: a change that is not exactly that does not pass on it.
    """

    number: int
    seq: int
    state: ApprovalState
    unit: str | None
    about: str
    deed: str
    day: date
    grounds: tuple[Ground, ...]
    gist: str
    asked_by: str
    asked_at: datetime
    asked_of: str | None = None
    answered_by: str | None = None


class ProposedInsteadError(Exception):
    """A change that was only to be proposed, at the moment where it would have been written."""

    def __init__(self, change: Change, grounds: tuple[Ground, ...]) -> None:
        super().__init__(change.action)
        self.change = change
        self.grounds = grounds


def grounds_of(change: Change, before: Sequence[Quota] = ()) -> tuple[Ground, ...]:
    """Why a change needs a second person; empty where it needs none.

    `before` holds the quotas in force of the years that the change touches.
    """
    found = {ground for entry in change.entries for ground in _grounds(entry)}
    known = {(one.year, one.unit): one for one in before}
    handed_on = change.action in _HANDING_ON and _sum_stays(change.quotas, known)
    if not handed_on and cuts(change.quotas, before):
        found.add(Ground.QUOTA_CUT)
    return tuple(sorted(found))


def cuts(quotas: Sequence[Quota], before: Sequence[Quota]) -> bool:
    """Whether one of these gives a unit fewer places in a year than those in force."""
    known = {(one.year, one.unit): one for one in before}
    return any(_cut(known.get((one.year, one.unit)), one) for one in quotas)


def approver_of(change: Change) -> str | None:
    """The second person whom the entries of a change name."""
    for entry in change.entries:
        if "approved_by" in entry.fields:
            return str(entry.fields["approved_by"])
    return None


def gist(change: Change) -> str:
    """The digest of what a change would do, without what differs from one try to the next.

    Where each entry would stand is in it: once a case has moved on, an approval is worth nothing.
    Values kept apart from the log are not: they are salted anew at each try.
    """
    told = [
        {
            "stream": entry.stream,
            "seq": entry.seq,
            "data": _plain(entry.fields.get("data", {})),
            **{name: entry.fields[name] for name in _TOLD if name in entry.fields},
        }
        for entry in change.entries
    ]
    return hashlib.sha256(_HASHED + canonical({"entries": told}).encode()).hexdigest()


def _grounds(entry: Entry) -> Iterator[Ground]:
    fields = entry.fields
    data = fields.get("data", {})
    kind, event = fields["kind"], fields.get("event")
    if data.get("overrides"):
        yield Ground.OVERRIDE
    if kind == "transition" and event in _TWO_PEOPLE:
        yield Ground.ANNULMENT if event == Event.ANNUL else Ground.STRIKE_OFF
    if kind == "screening" and event == "remove":
        yield Ground.REMOVAL
    if kind == "erase":
        yield Ground.ERASURE
    if kind == "user" and not data.get("alone") and _touches_trust(data):
        yield Ground.TRUSTED_ROLE
    if "approved_by" in fields:
        yield Ground.NAMED


def _touches_trust(data: Mapping[str, Any]) -> bool:
    return not TRUSTED_ROLES.isdisjoint(data.get("roles", ()))


def _cut(before: Quota | None, after: Quota) -> bool:
    if before is None:
        return False
    pairs = ((before.target, after.target), (before.class_target, after.class_target))
    return any(old is not None and (new is None or new < old) for old, new in pairs)


def _sum_stays(quotas: Sequence[Quota], known: Mapping[tuple[int, str], Quota]) -> bool:
    """Whether the units of a change have, year by year, as many places together as before."""
    moved: Counter[tuple[int, str]] = Counter()
    for after in quotas:
        before = known.get((after.year, after.unit))
        for name in ("target", "class_target"):
            old = 0 if before is None else getattr(before, name) or 0
            moved[after.year, name] += (getattr(after, name) or 0) - old
    return not any(moved.values())


def _plain(value: Any) -> Any:
    """A value without salted digests and without what is worked out anew each time."""
    if isinstance(value, Mapping):
        if "sealed" in value:
            return "sealed"
        return {name: _plain(item) for name, item in value.items() if name not in _WORKED_OUT}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
