"""`ketnap unit show | status | end`: what a unit is, from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.output import Column, day
from commands.past import reads_past
from commands.prose import tell_registered
from commands.skin import Command, option
from commands.unit_rows import PROFILES, STATUSES, UNIT_COLUMNS, tier, unit_row
from rules.text import Text

if TYPE_CHECKING:
    from workflow.actions.unit_status import Altered
    from workflow.unit import Unit

_HISTORY = (
    *(column for column in UNIT_COLUMNS if column.key not in {"kind", "until_on", "delegated"}),
    Column(key="until_on", heading=Text("Đến ngày", "Until"), kind="day"),
    Column(key="delegated", heading=Text("Được ủy quyền", "Delegated")),
    Column(key="document", heading=Text("Văn bản", "Document")),
)
_ORDINARY = "none"
_doc = option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
_issuer = option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))


@click.command(
    "show",
    cls=Command,
    words=Text(
        "Một tổ chức qua thời gian: cấp, cấp trên, ủy quyền từ ngày nào đến ngày nào.",
        "One unit through time: its tier, superior and delegation, each from a day on.",
    ),
    examples=("ketnap unit show DV", "ketnap unit show DV -o json"),
    exits=(0, 2, 3),
)
@click.argument("code")
@reads_past
@click.pass_obj
def show(office: Office, code: str) -> None:
    """Print one line per row of a unit."""
    from workflow.actions.unit_status import history_of  # noqa: PLC0415 - help does not read

    rows = [
        {**unit_row(one.unit), "document": one.document, "issuer": one.issuer}
        for one in history_of(office.desk(), code)
    ]
    office.emit("unit", _HISTORY, rows)


@click.command(
    "status",
    cls=Command,
    words=Text(
        "Đổi cấp, ủy quyền, diện, cấp trên hoặc số đảng viên chính thức của một tổ chức từ một"
        " ngày. Ngày trước đó giữ như cũ; thẩm quyền của từng quyết định theo ngày quyết định.",
        "Change the tier, delegation, profile, superior or number of full members of a unit from a"
        " day on. Days before stay as they were; who decides depends on the day of the decision.",
    ),
    examples=(
        "ketnap unit status PX grassroots --on 30/09/2026 --doc 12-QĐ/TU",
        "ketnap unit status DV grassroots --delegated --on 01/01/2024 --doc 5-QĐ/TU -n",
        "ketnap unit status CB1 cell --parent PX --on 30/09/2026 --doc 12-QĐ/TU",
        "ketnap unit status CB1 cell --members 5",
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("code")
@click.argument("new_status", metavar="STATUS", type=click.Choice(STATUSES))
@option("--on", type=Day(), default=None, words=Text("Từ ngày (mặc định: hôm nay).", "First day."))
@option(
    "--delegated/--not-delegated",
    default=None,
    words=Text(
        "Cấp ủy cơ sở được (không được) ủy quyền quyết định kết nạp.",
        "Whether the grassroots committee is delegated to decide.",
    ),
)
@option(
    "--profile",
    type=click.Choice([*PROFILES, _ORDINARY]),
    default=None,
    words=Text(
        "Diện có thẩm quyền riêng: province (cấp tỉnh, trực thuộc Trung ương), army (quân đội),"
        " police (công an), grassroots-cell (chi bộ cơ sở); none: bỏ.",
        "What sets its authority apart; none: nothing does.",
    ),
)
@option("--parent", default=None, words=Text("Cấp trên mới.", "Its new superior."))
@option(
    "--members",
    type=click.IntRange(min=0),
    default=None,
    words=Text("Số đảng viên chính thức.", "How many full members it has."),
)
@_doc
@_issuer
@register_terms
@click.pass_obj
def status(
    office: Office,
    /,
    *,
    code: str,
    new_status: str,
    profile: str | None,
    terms: Terms,
    **given: Any,
) -> None:
    """Begin a new row of a unit."""
    from workflow.actions.unit_status import change_status  # noqa: PLC0415 - help does not write
    from workflow.unit import Profile, UnitStatus  # noqa: PLC0415 - as above

    altered = change_status(
        office.desk(),
        code,
        UnitStatus(new_status),
        on=terms.on,
        profile=None if profile in {None, _ORDINARY} else Profile(profile),
        ordinary=profile == _ORDINARY,
        request=terms.request,
        dry_run=terms.dry_run,
        **given,
    )
    _tell(office, altered, terms)


@click.command(
    "end",
    cls=Command,
    words=Text(
        "Ghi ngày cuối của một tổ chức giải thể, sáp nhập. Tổ chức trực thuộc chuyển trước.",
        "Name the last day of a unit that was dissolved or merged. Units below it move first.",
    ),
    examples=("ketnap unit end HU --on 30/06/2025 --doc 9-NQ/TU",),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("code")
@option("--on", type=Day(), default=None, words=Text("Ngày cuối (mặc định: hôm nay).", "Last day."))
@_doc
@_issuer
@register_terms
@click.pass_obj
def end(office: Office, /, *, code: str, terms: Terms, **given: Any) -> None:
    """Name the last day of a unit."""
    from workflow.actions.unit_status import end_unit  # noqa: PLC0415 - help does not write

    altered = end_unit(
        office.desk(), code, on=terms.on, request=terms.request, dry_run=terms.dry_run, **given
    )
    _tell(office, altered, terms)


def _tell(office: Office, altered: Altered, terms: Terms) -> None:
    if altered.after is None:
        last = altered.before
        lines = [Text(f"✓ Tổ chức {last.code} đã kết thúc.", f"✓ Unit {last.code} has ended.")]
        units: Sequence[Unit] = [last]
    else:
        lines, units = _change(altered.before, altered.after), [altered.after]
    rows = [unit_row(unit) for unit in units]
    tell_registered(office, lines, "unit-status", UNIT_COLUMNS, rows, dry_run=terms.dry_run)


def _change(before: Unit, after: Unit) -> list[Text]:
    on, old, new = day(after.from_on), tier(before), tier(after)
    told = [
        Text(f"✓ {after.code} từ {on}: {old} → {new}.", f"✓ {after.code} from {on}: {old} → {new}.")
    ]
    if before.parent != after.parent:
        told.append(
            Text(
                f"  Cấp trên: {before.parent or '—'} → {after.parent}",
                f"  Superior: {before.parent or '—'} → {after.parent}",
            )
        )
    if before.delegated != after.delegated:
        told.append(
            Text("  Được ủy quyền quyết định.", "  Delegated to decide.")
            if after.delegated
            else Text("  Không còn được ủy quyền quyết định.", "  No longer delegated to decide.")
        )
    if before.members != after.members:
        known = "—" if before.members is None else before.members
        told.append(
            Text(
                f"  Đảng viên chính thức: {known} → {after.members}",
                f"  Full members: {known} → {after.members}",
            )
        )
    return told
