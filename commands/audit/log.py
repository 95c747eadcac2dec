"""`ketnap audit log`: the entries, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from commands.days import Day
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, day
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text

if TYPE_CHECKING:
    from audit import Entry
    from workflow.desk import Desk

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
    "key": Text("Khóa ký nhật ký", "Key of the log"),
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


@click.command(
    "log",
    cls=Command,
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
            "reorganise",
            "rework",
            "calendar",
            "alert",
            "unit",
            "quota",
            "import",
            "key",
            "screening",
            "screening-finding",
            "record",
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
