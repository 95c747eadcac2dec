"""`ketnap user add | disable | grant | revoke`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.prose import tell_registered
from commands.skin import Command, option
from commands.user.rows import COLUMNS, ROLES, user_rows
from rules.text import Text

if TYPE_CHECKING:
    from workflow.actions.user_register import Changed

_EXITS = (0, 2, 3, 4, 5, 6, 75)
_account = click.argument("account")
_role = click.argument("role", type=click.Choice(ROLES))
_unit = option(
    "--unit",
    default=None,
    words=Text(
        "Tổ chức và mọi cấp dưới (không nêu: tất cả).", "A unit and all below it (default: all)."
    ),
)


_approved_by = option(
    "--approved-by",
    default=None,
    metavar="USER",
    words=Text("Người thứ hai chấp thuận.", "The second person who approves."),
)


@click.command(
    "add",
    cls=Command,
    words=Text(
        "Đăng ký một tài khoản của hệ điều hành làm người dùng. Người đầu tiên là chính người gõ"
        " lệnh, làm quản trị; từ đó ai chưa đăng ký thì không làm gì được.",
        "Register an operating-system account as a user. The first one is whoever types this, as"
        " administrator; from then on whoever is not registered may do nothing.",
    ),
    examples=("ketnap user add lan", "ketnap user add minh --role officer --unit DV"),
    exits=_EXITS,
)
@_account
@option(
    "--role", type=click.Choice(ROLES), default=None, words=Text("Vai trò ban đầu.", "Its role.")
)
@_unit
@_approved_by
@register_terms
@click.pass_obj
def add(
    office: Office,
    account: str,
    role: str | None,
    unit: str | None,
    approved_by: str | None,
    terms: Terms,
) -> None:
    """Register a user."""
    from workflow.actions.users import add_user  # noqa: PLC0415 - help does not write
    from workflow.roles import Role  # noqa: PLC0415 - as above

    done = add_user(
        office.desk(),
        account,
        role=None if role is None else Role(role),
        unit=unit,
        approved_by=approved_by,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    name = done.account.name
    lines = [Text(f"✓ Đã đăng ký {name}.", f"✓ Registered {name}.")]
    if done.first:
        lines = [
            Text(
                f"✓ {name} là quản trị đầu tiên. Từ nay ai chưa đăng ký thì không làm gì được.",
                f"✓ {name} is the first administrator. From now on nobody else may do anything"
                " unless registered.",
            ),
            Text(
                f"  Muốn tự ghi hồ sơ: ketnap user grant {name} officer",
                f"  To write to cases yourself: ketnap user grant {name} officer",
            ),
            Text(
                "  Dịch vụ nhắc việc chạy bằng tài khoản khác thì đăng ký cả tài khoản ấy:"
                " ketnap user add TÀI_KHOẢN --role admin",
                "  If the alert service runs on another account, register that one too:"
                " ketnap user add ACCOUNT --role admin",
            ),
        ]
    elif not done.account.grants:
        lines.append(
            Text(
                f"  Tiếp theo: ketnap user grant {name} officer --unit …",
                f"  Next: ketnap user grant {name} officer --unit …",
            )
        )
    _tell(office, done, lines, terms)


@click.command(
    "disable",
    cls=Command,
    words=Text(
        "Khóa một người dùng: mọi quyền mất ngay; những gì đã ghi vẫn mang tên người ấy.",
        "Disable a user: every right ends at once; what they wrote stays under their name.",
    ),
    examples=("ketnap user disable minh",),
    exits=_EXITS,
)
@_account
@_approved_by
@register_terms
@click.pass_obj
def disable(office: Office, account: str, approved_by: str | None, terms: Terms) -> None:
    """Disable a user."""
    from workflow.actions.users import disable_user  # noqa: PLC0415 - help does not write

    done = disable_user(
        office.desk(),
        account,
        approved_by=approved_by,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    name = done.account.name
    _tell(office, done, [Text(f"✓ Đã khóa {name}.", f"✓ Disabled {name}.")], terms)


@click.command(
    "grant",
    cls=Command,
    words=Text(
        "Giao một vai trò. Vai trò quản trị, chấp thuận, và vai trò tự giao cho mình cần người"
        " thứ hai khi đã có người chấp thuận.",
        "Give a role. The roles admin and approver, and a role for oneself, need a second person"
        " once there is an approver.",
    ),
    examples=(
        "ketnap user grant minh officer --unit DV",
        "ketnap user grant hoa approver --approved-by tam",
        "ketnap user grant kiemtra auditor --until 31/12/2026",
        'ketnap user grant doan referrer --for "Thành đoàn"',
    ),
    exits=_EXITS,
)
@_account
@_role
@_unit
@option("--until", type=Day(), default=None, words=Text("Tới hết ngày.", "The last day."))
@option(
    "--for",
    "organisation",
    default=None,
    metavar="NAME",
    words=Text(
        "Đoàn thể mà người giới thiệu thay mặt, đúng tên ghi trong danh sách giới thiệu.",
        "The organisation that a referrer speaks for, by its name in the lists of referrals.",
    ),
)
@_approved_by
@register_terms
@click.pass_obj
def grant(
    office: Office,
    account: str,
    role: str,
    unit: str | None,
    until: date | None,
    organisation: str | None,
    approved_by: str | None,
    terms: Terms,
) -> None:
    """Give a role."""
    from workflow.actions.users import grant_role  # noqa: PLC0415 - help does not write
    from workflow.roles import ROLE_LABELS, Role  # noqa: PLC0415 - as above

    done = grant_role(
        office.desk(),
        account,
        Role(role),
        unit=unit,
        until=until,
        organisation=organisation,
        approved_by=approved_by,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    given = done.account.grants[-1]
    label, where = ROLE_LABELS[given.role], given.unit
    lines = [
        Text(
            f"✓ {given.account} là {label.vi} ở {where or 'mọi tổ chức'}.",
            f"✓ {given.account} is {label.en} in {where or 'every unit'}.",
        ),
        *_alone(done),
    ]
    _tell(office, done, lines, terms)


@click.command(
    "revoke",
    cls=Command,
    words=Text("Thu lại một vai trò.", "Take a role back."),
    examples=("ketnap user revoke minh officer --unit DV",),
    exits=_EXITS,
)
@_account
@_role
@_unit
@_approved_by
@register_terms
@click.pass_obj
def revoke(
    office: Office,
    account: str,
    role: str,
    unit: str | None,
    approved_by: str | None,
    terms: Terms,
) -> None:
    """Take a role back."""
    from workflow.actions.users import revoke_role  # noqa: PLC0415 - help does not write
    from workflow.roles import ROLE_LABELS, Role  # noqa: PLC0415 - as above

    done = revoke_role(
        office.desk(),
        account,
        Role(role),
        unit=unit,
        approved_by=approved_by,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    label, name = ROLE_LABELS[Role(role)], done.account.name
    line = Text(f"✓ {name} thôi là {label.vi}.", f"✓ {name} is no longer {label.en}.")
    _tell(office, done, [line], terms)


def _alone(done: Changed) -> Sequence[Text]:
    """A role of trust that one person gave by themselves is said to be so."""
    if not any(entry.fields.get("data", {}).get("alone") for entry in done.entries):
        return ()
    return (
        Text(
            "  Chưa có người chấp thuận nào khác nên việc này chỉ một người quyết; nhật ký ghi rõ.",
            "  Nobody else could approve, so one person decided this alone; the log says so.",
        ),
    )


def _tell(office: Office, done: Changed, lines: Sequence[Text], terms: Terms) -> None:
    rows = user_rows([done.account], office.today())
    tell_registered(office, lines, "user", COLUMNS, rows, dry_run=terms.dry_run)
