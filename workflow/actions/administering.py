"""Somebody must be left to administer: the first user, and the last administrator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rules.text import Text
from workflow.account import Grant
from workflow.desk import Desk
from workflow.errors import RefusedError
from workflow.roles import Role


def refuse_lock_out(desk: Desk, name: str, role: Role | None, unit: str | None) -> None:
    """The first user is whoever adds it, as administrator of everything.

    Raises:
        RefusedError: it is somebody else, or with another role, or in one unit only.
    """
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


def refuse_last_admin(desk: Desk, today: date, ended: Sequence[Grant]) -> None:
    """An administrator without an end is left when these grants end.

    Raises:
        RefusedError: they hold the last one.
    """
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
