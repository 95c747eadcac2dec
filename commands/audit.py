"""`ketnap audit`: read the log, and prove it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from commands.days import Day
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, day, number
from commands.past import reads_past
from commands.skin import group, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text

if TYPE_CHECKING:
    from audit import Break, Entry
    from workflow.desk import Desk
    from workflow.verification import Verification

command = group(
    "audit",
    Text("Nhật ký và kiểm chứng nhật ký.", "The log, and the proof that nobody changed it."),
)

_COLUMNS = (
    Column(key="stream", heading=Text("Hồ sơ", "Stream"), kind="ref"),
    Column(key="seq", heading=Text("Mục", "Entry"), kind="number"),
    Column(key="effective_on", heading=Text("Hiệu lực", "Effective"), kind="day"),
    Column(key="recorded_at", heading=Text("Ghi lúc", "Recorded"), kind="ref"),
    Column(key="kind", heading=Text("Loại", "Kind"), kind="ref", wide=True),
    Column(key="event", heading=Text("Việc", "Event")),
    Column(key="actor", heading=Text("Người ghi", "Actor"), kind="ref"),
    Column(key="digest", heading=Text("Mã băm", "Digest"), kind="ref", wide=True),
)
_SHORT = 8
_REGISTERS = {
    "unit": Text("Tổ chức", "Unit"),
    "quota": Text("Chỉ tiêu", "Quota"),
    "import": Text("Nhập danh sách", "Import"),
}


def _event(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from workflow.deeds import EVENTS  # noqa: PLC0415 - help stays instant

    if value is None or value in EVENTS:
        return value
    listed = ", ".join(EVENTS)
    raise click.BadParameter(
        say(
            Text(
                f"nhật ký không có việc “{value[:40]}”; có: {listed}.",
                f"the log has no event “{value[:40]}”; there are: {listed}.",
            )
        ),
        param=param,
    )


@command.command(
    "log",
    words=Text("Các mục của nhật ký, mới nhất trước.", "Entries of the log, newest first."),
    examples=("ketnap audit log --limit 20", "ketnap audit log --event admit --actor lan"),
    exits=(0, 2, 3),
)
@option(
    "--case",
    "ref",
    default=None,
    words=Text("Chỉ một hồ sơ hoặc lượt rà soát.", "Only one case or screening."),
)
@option(
    "--event",
    callback=_event,
    default=None,
    words=Text("Chỉ một loại việc.", "Only one event."),
)
@option(
    "--kind",
    type=click.Choice(
        [
            "transition",
            "fact",
            "intake",
            "hold",
            "resume",
            "transfer",
            "correct",
            "note",
            "rework",
            "calendar",
            "alert",
            "unit",
            "quota",
            "import",
            "screening",
            "screening-finding",
        ]
    ),
    default=None,
    words=Text("Chỉ một loại mục.", "Only one kind of entry."),
)
@option("--actor", default=None, words=Text("Chỉ của người ghi này.", "Only by this person."))
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option("--from", "first", type=Day(), default=None, words=Text("Hiệu lực từ.", "Effective from."))
@option("--to", "last", type=Day(), default=None, words=Text("Hiệu lực tới.", "Effective until."))
@option(
    "--limit",
    type=POSITIVE,
    default=50,
    show_default=True,
    words=Text("Nhiều nhất bấy nhiêu mục.", "At most so many entries."),
)
@reads_past
@click.pass_obj
def log(
    office: Office,
    ref: str | None,
    event: str | None,
    kind: str | None,
    actor: str | None,
    unit: str | None,
    first: date | None,
    last: date | None,
    limit: int,
) -> None:
    """List entries."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    desk = office.desk()
    wanted = {
        "stream": None if ref is None else _stream(desk, ref),
        "event": event,
        "kind": kind,
        "actor": actor,
    }
    filters = {name: value for name, value in wanted.items() if value is not None}
    units = None
    if unit is not None:
        units = subtree(desk.store.units(office.today()), find_unit(desk, unit).code)
    entries = office.store().log(filters, units=units, limit=limit, first=first, last=last)
    office.emit("audit-log", _COLUMNS, [_row(office, entry) for entry in entries])


def _stream(desk: Desk, typed: str) -> str:
    """The case, or the screening, whose entries are asked for."""
    from workflow.finding import find_case  # noqa: PLC0415 - help stays instant
    from workflow.screening.finding import find_screening  # noqa: PLC0415 - as above
    from workflow.screening.screening import SERIES  # noqa: PLC0415 - as above

    if typed.strip().upper().startswith(SERIES):
        return find_screening(desk, typed).screening.ref
    return find_case(desk, typed).case.ref


@command.command(
    "verify",
    words=Text(
        "Kiểm chứng toàn bộ nhật ký: đọc lại, băm lại, dựng lại từng hồ sơ và đối chiếu.",
        "Verify the whole log: read, hash and fold it again, and compare with every table.",
    ),
    examples=("ketnap audit verify", "ketnap audit verify --db ban-sao.db"),
    exits=(0, 2, 3, 7, 75),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    default=False,
    words=Text("Nêu mọi chỗ sai, không chỉ chỗ đầu.", "Name every fault, not only the first."),
)
@click.pass_obj
def verify(office: Office, everything: bool) -> int:
    """Verify the log."""
    from workflow.verification import verify as verifying  # noqa: PLC0415 - help stays instant

    found = verifying(office.store().audit)
    if office.wants_json:
        office.emit("audit-verify", (), [_verdict_row(found)])
    else:
        _print(found, everything=everything)
    return 0 if found.intact else 7


def _print(found: Verification, *, everything: bool) -> None:
    count = number(found.entries)
    if found.intact:
        click.echo(
            say(
                Text(
                    f"✓ {count} mục, nhật ký nguyên vẹn. Gốc {found.root[:_SHORT]}…",
                    f"✓ {count} entries, the log is intact. Root {found.root[:_SHORT]}…",
                )
            )
        )
        if found.erased:
            click.echo(
                say(
                    Text(
                        f"  {found.erased} giá trị đã được xóa; nhật ký chỉ còn dấu chứng thực.",
                        f"  {found.erased} value(s) were erased; only their proof is left.",
                    )
                )
            )
        return
    shown = found.breaks if everything else found.breaks[:1]
    for one in shown:
        click.echo(f"✗ {_told(one)}")
    left = len(found.breaks) - len(shown)
    if left:
        click.echo(
            say(
                Text(
                    f"  và {left} chỗ nữa: ketnap audit verify --all",
                    f"  and {left} more: ketnap audit verify --all",
                )
            )
        )


def _told(one: Break) -> str:
    from audit import Verdict  # noqa: PLC0415 - only a fault pays
    from workflow.verification import VERDICT_LABELS  # noqa: PLC0415 - only a fault pays

    label = VERDICT_LABELS[one.verdict]
    when = "" if one.day is None else f", {day(date.fromisoformat(one.day))}"
    if one.verdict is Verdict.UNGUARDED:
        return say(
            Text(
                f"{label.vi.capitalize()} ({one.detail.vi}). Đặt lại: ketnap db upgrade",
                f"{label.en.capitalize()} ({one.detail.en}). To repair: ketnap db upgrade",
            )
        )
    return say(
        Text(
            f"Nhật ký sai ở mục {one.seq} của {one.stream}{when}: {label.vi} ({one.detail.vi}).",
            f"The log breaks at entry {one.seq} of {one.stream}{when}: {label.en}"
            f" ({one.detail.en}).",
        )
    )


def _verdict_row(found: Verification) -> dict[str, Any]:
    first = found.first_break
    return {
        "entries": found.entries,
        "intact": found.intact,
        "first_break": None
        if first is None
        else {
            "stream": first.stream,
            "seq": first.seq,
            "day": first.day,
            "verdict": first.verdict.value,
            "detail": first.detail.en,
        },
        "breaks": len(found.breaks),
        "root": found.root,
        "checkpoint_size": None,
        "checkpoint_root": None,
        "verdict": found.verdict.value,
    }


def _deed(fields: Mapping[str, Any]) -> str:
    from commands.case.words import deed  # noqa: PLC0415 - help stays instant

    register = _REGISTERS.get(fields["kind"])
    return deed(fields) if register is None else say(register)


def _row(office: Office, entry: Entry) -> dict[str, Any]:
    fields = entry.fields
    recorded = moment(datetime.fromisoformat(fields["recorded_at"]), office.desk().zone)
    return {
        "stream": entry.stream,
        "seq": entry.seq,
        "kind": fields["kind"],
        "event": fields.get("event"),
        "event_shown": _deed(fields),
        "from": fields.get("from"),
        "to": fields.get("to"),
        "effective_on": fields["effective_on"],
        "effective_on_shown": day(date.fromisoformat(fields["effective_on"])),
        "recorded_at": fields["recorded_at"],
        "recorded_at_shown": recorded,
        "actor": fields["actor"],
        "approved_by": fields.get("approved_by"),
        "unit": fields.get("unit"),
        "document": fields.get("document", {}).get("number"),
        "reason": fields.get("reason"),
        "overrides": fields.get("data", {}).get("overrides", []),
        "digest": entry.digest,
        "digest_shown": f"{entry.digest[:_SHORT]}…",
        "previous": entry.previous,
    }
