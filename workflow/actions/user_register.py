"""The chain of one account while it is written to, `user/NAME`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audit import Entry
from rules.text import Text
from workflow.account import Account, Grant
from workflow.approval import TRUSTED_ROLES
from workflow.approved import grant_of
from workflow.drafting import Draft
from workflow.errors import NotPermittedError
from workflow.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A user after a change, and the entries that tell of it."""

    account: Account
    entries: Sequence[Entry]
    first: bool = False


class UserRegister:
    """The chain of one account while it is written to."""

    def __init__(self, draft: Draft, name: str, known: Account | None) -> None:
        self._draft = draft
        self._stream = f"user/{name}"
        self._head = draft.desk.store.heads([self._stream]).get(self._stream)
        self._account = known or Account(name=name, seq=0, since=draft.today)

    def tell(self, event: str, approved_by: str | None = None, **data: Any) -> Entry:
        """One more entry, and what it makes of the account."""
        told = {key: value for key, value in data.items() if value is not None}
        fields = self._draft.fields(
            "user", self._draft.today, event=event, approved_by=approved_by, data=told or None
        )
        entry = self._draft.entry(self._stream, self._head, fields)
        self._head = entry.seq, entry.digest
        off = {"disable": self._draft.today, "enable": None}
        self._account = replace(
            self._account,
            seq=entry.seq,
            disabled_on=off.get(event, self._account.disabled_on),
        )
        return entry

    def trusted(
        self, event: str, roles: Sequence[Role], approved_by: str | None, **data: Any
    ) -> Entry:
        """An entry about roles, which takes two people where it touches a trusted one."""
        names = [role.value for role in roles]
        mine = event == "grant" and self._account.name == self._draft.desk.actor
        if not (mine or TRUSTED_ROLES.intersection(roles)):
            return self.tell(event, roles=names, **data)
        if not self._somebody_could_approve():
            return self.tell(event, roles=names, alone=True, **data)
        if approved_by is None:
            raise NotPermittedError(
                Text(
                    "Giao hay thu vai trò quản trị, chấp thuận, hay tự giao vai trò cho mình, cần"
                    " người thứ hai (--approved-by).",
                    "A role of trust, or a role for oneself, needs a second person"
                    " (--approved-by).",
                ),
                following=Text(
                    "ketnap approval ask -- … --approved-by TÀI_KHOẢN",
                    "ketnap approval ask -- … --approved-by ACCOUNT",
                ),
            )
        return self.tell(event, approved_by, roles=names, **data)

    def grant(
        self,
        role: Role,
        unit: str | None,
        until: date | None,
        approved_by: str | None,
        organisation: str | None = None,
    ) -> None:
        """Give a role."""
        last = None if until is None else until.isoformat()
        entry = self.trusted(
            "grant", [role], approved_by, unit=unit, until=last, organisation=organisation
        )
        given = grant_of(entry)
        self._account = replace(self._account, grants=(*self._account.grants, given))
        self._draft.grants.append(given)

    def end(self, one: Grant) -> None:
        """Mark a grant as taken back by the newest entry."""
        ended = replace(one, ended_by=self._draft.desk.actor)
        kept = (ended if it.seq == one.seq else it for it in self._account.grants)
        self._account = replace(self._account, grants=tuple(kept))
        self._draft.grants.append(ended)

    def done(self, *, dry_run: bool) -> Changed:
        """Write it all, or only say what would be written."""
        self._draft.accounts.append(self._account)
        entries = tuple(self._draft.entries)
        if not dry_run:
            self._draft.commit(stream=self._stream, seq=self._account.seq)
        return Changed(account=self._account, entries=entries)

    def _somebody_could_approve(self) -> bool:
        """Whether an approver is left beside who writes and who is written about."""
        those = {self._draft.desk.actor, self._account.name}
        return any(
            Role.APPROVER in one.roles_on(self._draft.today)
            for one in self._draft.desk.store.accounts()
            if one.name not in those
        )
