"""Users as people and programs read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.output import Column, day
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.account import Account, Grant

ROLES = ("officer", "approver", "auditor", "referrer", "admin")
COLUMNS = (
    Column(key="account", heading=Text("Tài khoản", "Account"), kind="ref"),
    Column(key="role", heading=Text("Vai trò", "Role")),
    Column(key="unit", heading=Text("Phạm vi", "Scope"), kind="ref"),
    Column(key="organisation", heading=Text("Thay mặt", "Speaks for"), wide=True),
    Column(key="from_on", heading=Text("Từ ngày", "From"), kind="day"),
    Column(key="until_on", heading=Text("Đến ngày", "Until"), kind="day", wide=True),
    Column(key="granted_by", heading=Text("Người giao", "By"), kind="ref", wide=True),
    Column(key="approved_by", heading=Text("Chấp thuận", "Approved"), kind="ref", wide=True),
    Column(key="state", heading=Text("Tình trạng", "State")),
)


def user_rows(accounts: Iterable[Account], today: date) -> list[dict[str, Any]]:
    """One row per standing grant of a user, and one for a user without any."""
    rows = []
    for account in accounts:
        standing = [one for one in account.grants if one.ended_by is None]
        rows += [_row(account, one, today) for one in standing or (None,)]
    return rows


def _row(account: Account, given: Grant | None, today: date) -> dict[str, Any]:
    from workflow.roles import ROLE_LABELS  # noqa: PLC0415 - help stays instant

    state = _state(account, given, today)
    row: dict[str, Any] = {
        "account": account.name,
        "since": account.since,
        "disabled_on": account.disabled_on,
        "state": state[0],
        "state_shown": say(state[1]),
    }
    for name in ("role", "unit", "organisation", "from_on", "until_on", "approved_by"):
        row[name] = None if given is None else getattr(given, name)
    row["granted_by"] = None if given is None else given.by
    if given is not None:
        row["role"] = given.role.value
        row["role_shown"] = say(ROLE_LABELS[given.role])
        row["unit_shown"] = given.unit or say(Text("tất cả", "all"))
        row["until_on_shown"] = None if given.until_on is None else day(given.until_on)
    return row


def _state(account: Account, given: Grant | None, today: date) -> tuple[str, Text]:
    if account.disabled_on is not None:
        return "disabled", Text("đã khóa", "disabled")
    if given is None:
        return "no-role", Text("chưa có vai trò", "no role")
    if not given.holds_on(today):
        return "over", Text("hết hạn", "over")
    return "active", Text("đang dùng", "active")
