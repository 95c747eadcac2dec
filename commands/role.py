"""`ketnap role`: who holds which role of which unit, from a day to a day; reminders go there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.past import reads_past
from commands.prose import tell_registered
from commands.skin import group, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from workflow.holder import Holder

command = group(
    "role",
    Text(
        "Ai giữ vai trò gì ở tổ chức nào, từ ngày nào: nhắc việc gửi tới họ.",
        "Who holds which role of which unit, and since when: reminders go to them.",
    ),
)

ROLES = ("helper", "cell-secretary", "grassroots-officer", "superior-officer", "auditor")
_COLUMNS = (
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="role", heading=Text("Vai trò", "Role")),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="address", heading=Text("Địa chỉ", "Address"), middle=True),
    Column(key="rhythm", heading=Text("Nhịp", "Rhythm"), spare=1),
    Column(key="from_on", heading=Text("Từ ngày", "From"), kind="day"),
    Column(key="until_on", heading=Text("Đến ngày", "Until"), kind="day", spare=2),
    Column(key="number", heading=Text("Số", "No."), kind="ref", wide=True),
    Column(key="channel", heading=Text("Kênh", "Channel"), wide=True),
)
_role = click.argument("role", type=click.Choice(ROLES))
_doc = option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
_issuer = option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))


@command.command(
    "add",
    words=Text(
        "Ghi người giữ một vai trò của một tổ chức, từ một ngày; nhắc việc gửi tới địa chỉ này."
        " Vai trò: helper (đảng viên giúp đỡ), cell-secretary (bí thư chi bộ), grassroots-officer"
        " (cán bộ cấp ủy cơ sở), superior-officer (cán bộ cấp trên), auditor (ủy ban kiểm tra).",
        "Register who holds a role of a unit from a day on; reminders go to that address.",
    ),
    examples=(
        'ketnap role add DV cell-secretary "Lê Văn Tám" --address bithu@example.vn',
        'ketnap role add TP auditor "Võ Thị Sáu" --by apprise --address nhom-ubkt --rhythm weekly',
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("unit")
@_role
@click.argument("name")
@option(
    "--by",
    "channel",
    type=click.Choice(["smtp", "terminal", "apprise"]),
    default="smtp",
    words=Text("Kênh: thư, màn hình, hoặc Apprise.", "Channel: mail, screen, or Apprise."),
)
@option(
    "--address",
    required=True,
    words=Text(
        "Địa chỉ thư; với terminal, apprise là một tên gọi ngắn.",
        "A mail address; with terminal and apprise a short name.",
    ),
)
@option(
    "--rhythm",
    type=click.Choice(["at-once", "daily", "weekly", "monthly"]),
    default=None,
    words=Text(
        "Nhịp nhận bản tổng hợp (mặc định: daily; terminal: at-once).",
        "How often digests come (default: daily; terminal: at-once).",
    ),
)
@option(
    "--language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    words=Text("Ngôn ngữ của tin.", "Language of the messages."),
)
@option("--from", "begins", type=Day(), words=Text("Từ ngày (mặc định: hôm nay).", "First day."))
@option("--until", type=Day(), default=None, words=Text("Ngày cuối, nếu đã rõ.", "Last day."))
@_doc
@_issuer
@register_terms
@click.pass_obj
def add(
    office: Office,
    /,
    *,
    unit: str,
    role: str,
    name: str,
    channel: str,
    address: str,
    rhythm: str | None,
    language: str,
    terms: Terms,
    **given: Any,
) -> None:
    """Register a holder of a role."""
    from workflow.actions.roles import NewHolder, add_holder  # noqa: PLC0415 - help does not write
    from workflow.inbox import Channel, Rhythm  # noqa: PLC0415 - as above
    from workflow.reminders import Role  # noqa: PLC0415 - as above

    new = NewHolder(
        role=Role(role),
        name=name,
        channel=Channel(channel),
        address=address,
        rhythm=None if rhythm is None else Rhythm(rhythm),
        language=language,
    )
    holder = add_holder(
        office.desk(), unit, new, request=terms.request, dry_run=terms.dry_run, **given
    )
    title, since = _title(holder), day(holder.from_on)
    line = Text(
        f"✓ {title.vi} {holder.unit} từ {since}: {holder.name} ({holder.address}).",
        f"✓ {title.en} of {holder.unit} from {since}: {holder.name} ({holder.address}).",
    )
    tell_registered(office, [line], "role", _COLUMNS, [_row(holder)], dry_run=terms.dry_run)


@command.command(
    "end",
    words=Text(
        "Ghi ngày cuối một người giữ vai trò; từ hôm sau nhắc việc không gửi tới họ nữa.",
        "Name the last day on which somebody holds a role; from the next day they are not told.",
    ),
    examples=(
        "ketnap role end DV cell-secretary --on 30/09/2026",
        'ketnap role end DV helper --name "Lê Văn Tám"',
    ),
    exits=(0, 2, 3, 6, 75),
)
@click.argument("unit")
@_role
@option(
    "--name",
    default=None,
    words=Text(
        "Tên hoặc địa chỉ, khi có nhiều người.", "Name or address, where there are several."
    ),
)
@option("--on", type=Day(), default=None, words=Text("Ngày cuối (mặc định: hôm nay).", "Last day."))
@_doc
@_issuer
@register_terms
@click.pass_obj
def end(office: Office, /, *, unit: str, role: str, terms: Terms, **given: Any) -> None:
    """End a term."""
    from workflow.actions.roles import end_holder  # noqa: PLC0415 - help does not write
    from workflow.reminders import Role  # noqa: PLC0415 - as above

    holder = end_holder(
        office.desk(),
        unit,
        Role(role),
        on=terms.on,
        request=terms.request,
        dry_run=terms.dry_run,
        **given,
    )
    title, last = _title(holder), day(holder.until_on)
    line = Text(
        f"✓ {holder.name} thôi làm {title.vi.lower()} {holder.unit} sau ngày {last}.",
        f"✓ {holder.name} is {title.en.lower()} of {holder.unit} up to {last}.",
    )
    tell_registered(office, [line], "role", _COLUMNS, [_row(holder)], dry_run=terms.dry_run)


@command.command(
    "list",
    words=Text(
        "Ai giữ vai trò gì trong một ngày; --all thêm người đã thôi, người sắp nhận.",
        "Who holds which role on a day; --all adds those before and after.",
    ),
    examples=(
        "ketnap role list",
        "ketnap role list --unit DV --on 01/06/2026",
        "ketnap role list --all",
    ),
    exits=(0, 2, 3),
)
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option("--on", type=Day(), words=Text("Ngày cần xem (mặc định: hôm nay).", "The day."))
@option(
    "--all",
    "everything",
    is_flag=True,
    default=False,
    words=Text("Mọi ngày.", "Every day."),
)
@reads_past
@click.pass_obj
def list_roles(office: Office, unit: str | None, on: date | None, everything: bool) -> None:
    """List who holds which role."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    asked = on or office.today()
    found = office.store().holders(None if everything else asked)
    if unit is not None:
        desk = office.desk()
        units = subtree(desk.store.units(office.today()), find_unit(desk, unit).code)
        found = [one for one in found if one.unit in units]
    if not found and people_read(office.output):
        office.tell(
            Text(
                "Chưa ghi ai giữ vai trò nào. Thêm: ketnap role add",
                "Nobody is on record in a role. To add somebody: ketnap role add",
            )
        )
        return
    footer = Text(f"{len(found)} người giữ vai trò.", f"{len(found)} holder(s) of a role.")
    office.emit("role-list", _COLUMNS, [_row(one) for one in found], footer=[say(footer)])


def _title(holder: Holder) -> Text:
    from workflow.reminders import ROLE_LABELS  # noqa: PLC0415 - help does not need it

    return ROLE_LABELS[holder.role]


def _row(holder: Holder) -> dict[str, Any]:
    from workflow.inbox import RHYTHM_LABELS  # noqa: PLC0415 - help does not need it

    return {
        "unit": holder.unit,
        "number": holder.seq,
        "role": holder.role.value,
        "role_shown": say(_title(holder)),
        "name": holder.name,
        "channel": holder.channel.value,
        "address": holder.address,
        "rhythm": holder.rhythm.value,
        "rhythm_shown": say(RHYTHM_LABELS[holder.rhythm]),
        "language": holder.language,
        "from_on": holder.from_on,
        "until_on": holder.until_on,
    }
