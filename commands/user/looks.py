"""`ketnap user list | can`."""

from __future__ import annotations

from typing import Any

import click

from commands.office_desk import Office
from commands.output import Column, people_read
from commands.skin import Command
from commands.speech import say
from commands.user.rows import COLUMNS, user_rows
from rules.text import Text

_CAN = (
    Column(key="deed", heading=Text("Việc", "Deed")),
    Column(key="may", heading=Text("Được", "May")),
    Column(key="scope", heading=Text("Ở đâu", "Where")),
)


@click.command(
    "list",
    cls=Command,
    words=Text("Người dùng, vai trò và phạm vi.", "Users, their roles and scopes."),
    examples=("ketnap user list", "ketnap user list -o json"),
    exits=(0, 2, 3, 4),
)
@click.pass_obj
def list_users(office: Office) -> None:
    """List users."""
    accounts = office.store().accounts()
    if not accounts and people_read(office.output):
        office.tell(desk_of_one())
        return
    count = Text(f"{len(accounts)} người dùng.", f"{len(accounts)} user(s).")
    rows = user_rows(accounts, office.today())
    office.emit("user-list", COLUMNS, rows, footer=[say(count)])


def desk_of_one() -> Text:
    """What a store without users means."""
    return Text(
        "Kho chưa có người dùng: ai mở được kho thì làm được mọi việc."
        " Bắt đầu phân quyền: ketnap user add TÀI_KHOẢN",
        "The store has no users: whoever can open it may do everything."
        " To begin with roles: ketnap user add ACCOUNT",
    )


@click.command(
    "can",
    cls=Command,
    words=Text(
        "Tài khoản đang gõ lệnh (hoặc tài khoản được nêu) làm được những việc gì, ở đâu.",
        "What the account that types this, or the one named, may do, and where.",
    ),
    examples=("ketnap user can", "ketnap user can minh"),
    exits=(0, 2, 3, 4),
)
@click.argument("account", required=False)
@click.pass_obj
def can(office: Office, account: str | None) -> None:
    """Say what somebody may do."""
    from commands.office_desk import actor  # noqa: PLC0415 - help stays instant
    from workflow.policy import scope_of  # noqa: PLC0415 - as above
    from workflow.roles import DEED_LABELS, MAY  # noqa: PLC0415 - as above

    own = account is None or account == actor()
    seat = office.seat() if own else office.store().seat(account or "")
    today = office.today()
    rows: list[dict[str, Any]] = []
    tree = () if not seat.grants_on(today) else office.store().units(today)
    for deed, roles in MAY.items():
        scope = scope_of(seat, roles, today, tree)
        units = None if scope.units is None else sorted(scope.units)
        allowed = units is None or bool(units)
        rows.append(
            {
                "deed": deed.value,
                "deed_shown": say(DEED_LABELS[deed]),
                "may": allowed,
                "may_shown": say(Text("có", "yes") if allowed else Text("không", "no")),
                "scope": units,
                "scope_shown": _where(units),
            }
        )
    footer = [say(desk_of_one())] if seat.alone else []
    office.emit("user-can", _CAN, rows, footer=footer, extra={"account": seat.name})


def _where(units: list[str] | None) -> str | None:
    if units is None:
        return say(Text("mọi tổ chức", "every unit"))
    shown = ", ".join(units[:8])
    return (shown + (" …" if len(units) > 8 else "")) or None  # noqa: PLR2004 - a line's width
