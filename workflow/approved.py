"""What the log says of users and approvals: the fold of their registers, and its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from audit import Break, Entry
from workflow.account import Account, Grant
from workflow.approval import Approval, ApprovalState, Ground
from workflow.evidence import Row, register_breaks
from workflow.roles import Role


def asked_for(entry: Entry) -> Approval:
    """The proposal that an entry makes."""
    fields, data = entry.fields, entry.fields["data"]
    return Approval(
        number=int(entry.stream.partition("/")[2]),
        seq=entry.seq,
        state=ApprovalState.WAITING,
        unit=fields.get("unit"),
        about=data["about"],
        deed=data["deed"],
        day=date.fromisoformat(data["day"]),
        grounds=tuple(map(Ground, data["grounds"])),
        gist=data["gist"],
        asked_by=fields["actor"],
        asked_at=datetime.fromisoformat(fields["recorded_at"]),
        asked_of=data.get("of"),
    )


def folded_approval(entries: Sequence[Entry]) -> Approval:
    """A proposal as its entries leave it."""
    found = asked_for(entries[0])
    for entry in entries[1:]:
        state = ApprovalState(entry.fields["event"])
        used = state is ApprovalState.USED
        answered_by = found.answered_by if used else entry.fields["actor"]
        found = replace(found, seq=entry.seq, state=state, answered_by=answered_by)
    return found


def folded_account(entries: Sequence[Entry]) -> Account:
    """A user as its entries leave it."""
    first = entries[0]
    grants: dict[int, Grant] = {}
    off: date | None = None
    for entry in entries:
        fields = entry.fields
        if fields["event"] == "grant":
            grants[entry.seq] = grant_of(entry)
        elif fields["event"] == "revoke":
            of = fields["data"]["of"]
            grants[of] = replace(grants[of], ended_by=fields["actor"])
        elif fields["event"] in {"disable", "enable"}:
            day = date.fromisoformat(fields["effective_on"])
            off = day if fields["event"] == "disable" else None
    return Account(
        name=first.stream.partition("/")[2],
        seq=entries[-1].seq,
        since=date.fromisoformat(first.fields["effective_on"]),
        disabled_on=off,
        grants=tuple(grants.values()),
    )


def grant_of(entry: Entry) -> Grant:
    """The grant that an entry tells of."""
    fields, data = entry.fields, entry.fields["data"]
    until = data.get("until")
    return Grant(
        account=entry.stream.partition("/")[2],
        seq=entry.seq,
        role=Role(data["roles"][0]),
        unit=data.get("unit"),
        from_on=date.fromisoformat(fields["effective_on"]),
        until_on=None if until is None else date.fromisoformat(until),
        organisation=data.get("organisation"),
        by=fields["actor"],
        approved_by=fields.get("approved_by"),
    )


def account_columns(account: Account) -> dict[str, Any]:
    """The columns of a user's row."""
    return {
        "name": account.name,
        "seq": account.seq,
        "since": account.since.isoformat(),
        "disabled_on": _iso(account.disabled_on),
    }


def grant_columns(grant: Grant) -> dict[str, Any]:
    """The columns of a grant's row."""
    return {
        "account": grant.account,
        "seq": grant.seq,
        "role": grant.role.value,
        "unit": grant.unit,
        "from_on": grant.from_on.isoformat(),
        "until_on": _iso(grant.until_on),
        "organisation": grant.organisation,
        "granted_by": grant.by,
        "approved_by": grant.approved_by,
        "ended_by": grant.ended_by,
    }


def approval_columns(one: Approval) -> dict[str, Any]:
    """The columns of an approval's row."""
    return {
        "number": one.number,
        "seq": one.seq,
        "state": one.state.value,
        "unit": one.unit,
        "about": one.about,
        "deed": one.deed,
        "day": one.day.isoformat(),
        "grounds": " ".join(one.grounds),
        "gist": one.gist,
        "asked_by": one.asked_by,
        "asked_at": one.asked_at.isoformat(),
        "asked_of": one.asked_of,
        "answered_by": one.answered_by,
    }


def user_breaks(
    entries: Sequence[Entry], accounts: Sequence[Row], grants: Sequence[Row]
) -> Iterator[Break]:
    """Compare the rows of a user with the entries of its register."""
    account = folded_account(entries)
    last = entries[-1]
    wanted: dict[Any, tuple[Entry, Row]] = {account.name: (last, account_columns(account))}
    yield from register_breaks(wanted, {row["name"]: row for row in accounts}, entries)
    given = {one.seq: (entries[one.seq - 1], grant_columns(one)) for one in account.grants}
    yield from register_breaks(given, {row["seq"]: row for row in grants}, entries)


def approval_breaks(entries: Sequence[Entry], rows: Sequence[Row]) -> Iterator[Break]:
    """Compare the row of an approval with the entries of its register."""
    found = folded_approval(entries)
    wanted = {found.number: (entries[-1], approval_columns(found))}
    yield from register_breaks(wanted, {row["number"]: row for row in rows}, entries)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
