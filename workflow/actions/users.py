"""Users and their roles: a register per account, `user/NAME`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rules.text import Text
from workflow.account import Account
from workflow.actions.administering import refuse_last_admin, refuse_lock_out
from workflow.actions.user_register import Changed, UserRegister
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.finding import find_unit
from workflow.names import TextError, clean_text
from workflow.roles import ROLE_LABELS, Role

_LONGEST = 100


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
        refuse_lock_out(desk, account, role, unit)
        role = Role.ADMIN
    register = UserRegister(draft, account, known)
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
    refuse_last_admin(desk, draft.today, [one for one in known.grants if one.ended_by is None])
    register = UserRegister(draft, account, known)
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
    register = UserRegister(draft, account, known)
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
    refuse_last_admin(desk, draft.today, standing)
    register = UserRegister(draft, account, known)
    for one in standing:
        register.trusted("revoke", [role], approved_by, of=one.seq)
        register.end(one)
    return register.done(dry_run=dry_run)


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
