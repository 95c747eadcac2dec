"""Users and their roles: a register per account, `user/NAME`."""

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
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, NotFoundError, NotPermittedError, RefusedError
from workflow.finding import find_unit
from workflow.names import TextError, clean_text
from workflow.roles import ROLE_LABELS, Role

_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A user after a change, and the entries that tell of it."""

    account: Account
    entries: Sequence[Entry]
    first: bool = False


def read_account(typed: str) -> str:
    """The name of an operating-system account.

    Raises:
        InputError: no account is called so.
    """
    try:
        name = clean_text(typed, limit=_LONGEST)
    except TextError as wrong:
        raise InputError(
            Text(f"Tài khoản: {wrong.text.vi}.", f"Account: {wrong.text.en}.")
        ) from wrong
    if not name or "/" in name or ":" in name:
        raise InputError(
            Text(
                "Tài khoản là tên đăng nhập của hệ điều hành, không có “/” hay “:”.",
                "An account is a log-in name of the operating system, without “/” or “:”.",
            ),
            following=Text("ketnap user can", "ketnap user can"),
        )
    return name


def add_user(
    desk: Desk,
    name: str,
    *,
    role: Role | None = None,
    unit: str | None = None,
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Changed:
    """Register an account, or let a disabled one in again; with a role where one is named.

    The first user is whoever adds it, and administers everything: from then on whoever is not
    registered may do nothing, and somebody must be able to register the others.

    Raises:
        InputError: no account is called so.
        RefusedError: it is registered already, or would be the first and is somebody else.
    """
    account = read_account(name)
    asked = {"add": account, "role": role, "unit": unit}
    draft = Draft.begin(desk, "user", request, asked)
    if request is not None and draft.done_before() is not None:
        return Changed(account=_found(desk, account), entries=())
    known = _known(desk, account)
    if known is not None and known.disabled_on is None:
        raise RefusedError(
            Text(f"{account} đã là người dùng.", f"{account} is a user already."),
            following=Text(
                f"ketnap user grant {account} VAI_TRÒ --unit TỔ_CHỨC",
                f"ketnap user grant {account} ROLE --unit UNIT",
            ),
        )
    first = draft.seat.alone
    if first:
        _refuse_lock_out(desk, account, role, unit)
        role = Role.ADMIN
    register = _Register(draft, account, known)
    if known is None:
        register.tell("add")
    else:
        roles = sorted(one.role for one in known.grants if one.holds_on(draft.today))
        register.trusted("enable", roles, approved_by)
    if role is not None:
        register.grant(role, _scope(desk, role, unit), None, approved_by)
    return replace(register.done(dry_run=dry_run), first=first)


def disable_user(
    desk: Desk,
    name: str,
    *,
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Changed:
    """Take every right from an account; what it wrote stays under its name.

    Raises:
        NotFoundError: no such user.
        RefusedError: it is disabled already, or nobody would be left to administer.
    """
    account = read_account(name)
    draft = Draft.begin(desk, "user", request, {"disable": account})
    known = _found(desk, account)
    if request is not None and draft.done_before() is not None:
        return Changed(account=known, entries=())
    if known.disabled_on is not None:
        raise RefusedError(Text(f"{account} đã bị khóa.", f"{account} is disabled already."))
    _refuse_last_admin(desk, draft.today, [one for one in known.grants if one.ended_by is None])
    register = _Register(draft, account, known)
    roles = sorted({one.role for one in known.grants if one.holds_on(draft.today)})
    register.trusted("disable", roles, approved_by)
    return register.done(dry_run=dry_run)


def grant_role(
    desk: Desk,
    name: str,
    role: Role,
    *,
    unit: str | None = None,
    until: date | None = None,
    organisation: str | None = None,
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Changed:
    """Give an account a role over a unit and all below it; without a unit over everything.

    A referrer may speak for an organisation: it then sees the people of that one's lists, by the
    name that the lists have.

    Raises:
        InputError: an administrator of one unit, a last day that is over, or an organisation for
            another role than a referrer's.
        NotFoundError: no such user or unit.
        RefusedError: the user has it already, or is disabled.
    """
    account = read_account(name)
    asked = {"grant": account, "role": role, "unit": unit, "until": until}
    if organisation is not None:
        organisation = asked["organisation"] = _organisation(role, organisation)
    draft = Draft.begin(desk, "user", request, asked)
    known = _found(desk, account)
    if request is not None and draft.done_before() is not None:
        return Changed(account=known, entries=())
    if known.disabled_on is not None:
        raise RefusedError(
            Text(f"{account} đang bị khóa.", f"{account} is disabled."),
            following=Text(f"ketnap user add {account}", f"ketnap user add {account}"),
        )
    if until is not None and until < draft.today:
        raise InputError(
            Text(f"Ngày {until:%d/%m/%Y} đã qua.", f"{until} is over."),
        )
    scope = _scope(desk, role, unit)
    same = (role, scope, organisation)
    if any((it.role, it.unit, it.organisation) == same for it in known.grants_on(draft.today)):
        raise RefusedError(
            Text(
                f"{account} đã là {ROLE_LABELS[role].vi} ở {scope or 'mọi tổ chức'}.",
                f"{account} is {role} in {scope or 'every unit'} already.",
            ),
            following=Text("ketnap user list", "ketnap user list"),
        )
    register = _Register(draft, account, known)
    register.grant(role, scope, until, approved_by, organisation)
    return register.done(dry_run=dry_run)


def revoke_role(
    desk: Desk,
    name: str,
    role: Role,
    *,
    unit: str | None = None,
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Changed:
    """Take a role back.

    Raises:
        NotFoundError: no such user, or the user does not have that role there.
        RefusedError: nobody would be left to administer.
    """
    account = read_account(name)
    draft = Draft.begin(desk, "user", request, {"revoke": account, "role": role, "unit": unit})
    known = _found(desk, account)
    if request is not None and draft.done_before() is not None:
        return Changed(account=known, entries=())
    scope = None if unit is None else find_unit(desk, unit).code
    standing = [
        one
        for one in known.grants
        if one.ended_by is None and (one.role, one.unit) == (role, scope)
    ]
    if not standing:
        raise NotFoundError(
            Text(
                f"{account} không là {ROLE_LABELS[role].vi} ở {scope or 'mọi tổ chức'}.",
                f"{account} is not {role} in {scope or 'every unit'}.",
            ),
            following=Text("ketnap user list", "ketnap user list"),
        )
    _refuse_last_admin(desk, draft.today, standing)
    register = _Register(draft, account, known)
    for one in standing:
        register.trusted("revoke", [role], approved_by, of=one.seq)
        register.end(one)
    return register.done(dry_run=dry_run)


class _Register:
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


def _known(desk: Desk, name: str) -> Account | None:
    return next((one for one in desk.store.accounts() if one.name == name), None)


def _found(desk: Desk, name: str) -> Account:
    known = _known(desk, name)
    if known is None:
        raise NotFoundError(
            Text(f"Không có người dùng {name}.", f"There is no user {name}."),
            following=Text("ketnap user list", "ketnap user list"),
        )
    return known


def _scope(desk: Desk, role: Role, unit: str | None) -> str | None:
    if unit is None:
        return None
    if role is Role.ADMIN:
        raise InputError(
            Text(
                "Quản trị không gắn với tổ chức nào; bỏ --unit.",
                "An administrator belongs to no unit; leave --unit out.",
            )
        )
    return find_unit(desk, unit).code


def _refuse_lock_out(desk: Desk, name: str, role: Role | None, unit: str | None) -> None:
    if name == desk.actor and role in {None, Role.ADMIN} and unit is None:
        return
    command = f"ketnap user add {desk.actor}"
    raise RefusedError(
        Text(
            f"Người dùng đầu tiên phải là chính bạn ({desk.actor}), làm quản trị: từ đó ai chưa"
            " đăng ký thì không làm gì được nữa.",
            f"The first user must be yourself ({desk.actor}), as administrator: from then on"
            " whoever is not registered may do nothing.",
        ),
        following=Text(command, command),
    )


def _refuse_last_admin(desk: Desk, today: date, ended: Sequence[Grant]) -> None:
    going = {(one.account, one.seq) for one in ended}
    if not any(one.role is Role.ADMIN for one in ended):
        return
    left = [
        grant
        for account in desk.store.accounts()
        for grant in account.grants_on(today)
        if grant.role is Role.ADMIN
        and grant.until_on is None
        and (grant.account, grant.seq) not in going
    ]
    if not left:
        raise RefusedError(
            Text(
                "Đây là quản trị cuối cùng; bỏ đi thì không ai quản lý được người dùng nữa.",
                "This is the last administrator; without one nobody could manage users any more.",
            ),
            following=Text("ketnap user grant TÀI_KHOẢN admin", "ketnap user grant ACCOUNT admin"),
        )


def _organisation(role: Role, typed: str) -> str:
    """Whom a referrer speaks for.

    Raises:
        InputError: it is no name, or the role is another one.
    """
    if role is not Role.REFERRER:
        label = ROLE_LABELS[role]
        raise InputError(
            Text(
                f"Chỉ người giới thiệu mới thay mặt một đoàn thể, {label.vi} thì không.",
                f"Only a referrer speaks for an organisation; the role {label.en} does not.",
            )
        )
    try:
        name = clean_text(typed, limit=_LONGEST)
    except TextError as wrong:
        raise InputError(
            Text(f"Đoàn thể: {wrong.text.vi}.", f"Organisation: {wrong.text.en}.")
        ) from wrong
    if not name:
        raise InputError(Text("Tên đoàn thể để trống.", "The organisation has no name."))
    return name
