"""`ketnap incident`: incidents with personal data, and the hours left to tell the authority."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any

import click

from commands.asking import Terms, register_terms
from commands.case.options import CodedCommand
from commands.days import Day
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.prose import DRY_RUN, tell_or_emit
from commands.sheets import Target, put_table, to_sheet
from commands.skin import group, option
from commands.speech import say
from commands.sureness import grounds, legend, unverified
from rules.text import Text
from workflow.ports import Store
from workflow.registers.incident_steps import close_incident, open_incident, report_incident
from workflow.registers.incidents import (
    ENDING_LABELS,
    STATE_LABELS,
    Ending,
    Incident,
    incidents,
)

command = group(
    "incident",
    Text(
        "Sự cố dữ liệu cá nhân: ghi, báo cơ quan, kết thúc; còn bao nhiêu giờ để báo.",
        "Incidents with personal data: register, tell the authority, close; the hours left.",
    ),
)
_COLUMNS = (
    Column(key="number", heading=Text("Số", "No."), kind="ref"),
    Column(key="known_at", heading=Text("Biết lúc", "Known"), kind="ref"),
    Column(key="state", heading=Text("Tình trạng", "State")),
    Column(key="report_by", heading=Text("Báo trước", "Tell by"), kind="ref"),
    Column(key="hours_left", heading=Text("Còn", "Left"), kind="ref"),
    Column(key="reported_at", heading=Text("Đã báo lúc", "Told"), kind="ref", spare=1),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref", spare=2),
    Column(key="what", heading=Text("Nội dung", "What")),
)
_HOUR = timedelta(hours=1)
_MINUTES = re.compile(r"\d\d:\d\d", re.ASCII)


class Clock(click.ParamType[time]):
    """A time of day on the office's clock: 08:30."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """The time that was typed."""
        if isinstance(value, time):
            return value
        typed = str(value).strip()
        found: time | None = None
        if _MINUTES.fullmatch(typed):
            with suppress(ValueError):
                found = time.fromisoformat(typed)
        if found is not None:
            return found
        return self.fail(
            say(
                Text(
                    f"“{typed[:20]}” không phải giờ và phút, ví dụ 08:30.",
                    f"“{typed[:20]}” is no time of day, like 08:30.",
                )
            ),
            param,
            ctx,
        )


class _Endings(CodedCommand):
    """A command whose help says how an incident can end."""

    lists = (
        (
            Text("Kết quả", "Endings"),
            [(one.value, label) for one, label in ENDING_LABELS.items()],
        ),
    )


@command.command(
    "open",
    words=Text(
        "Ghi một sự cố, từ lúc biết: số giờ để báo cơ quan tính từ lúc ấy.",
        "Register an incident from the moment it was known: the hours run from then.",
    ),
    examples=(
        'ketnap incident open --on 25/11/2026 --at 08:30 --what "Mất máy tính xách tay có bản sao"',
    ),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@option("--on", "on", type=Day(), required=True, words=Text("Ngày biết.", "Day it was known."))
@option("--at", "at", type=Clock(), required=True, words=Text("Giờ biết, 08:30.", "Time, 08:30."))
@option(
    "--what",
    required=True,
    words=Text("Sự cố gì; giữ bên ngoài nhật ký.", "What happened; kept beside the log."),
)
@option("--unit", default=None, words=Text("Của tổ chức nào.", "Whose it is."))
@register_terms
@click.pass_obj
def open_one(office: Office, /, *, at: time, what: str, unit: str | None, terms: Terms) -> None:
    """Register an incident."""
    done = open_incident(
        office.desk(),
        what,
        on=terms.on or office.today(),
        at=at,
        unit=unit,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(
        f"Sự cố {done.ref} của {done.record.unit}.", f"Incident {done.ref} of {done.record.unit}."
    )
    _tell(office, done, said, f"ketnap incident report {done.ref}", terms)


@command.command(
    "report",
    words=Text(
        "Ghi đã báo cơ quan (mặc định: bây giờ).", "Record that it was told (default: now)."
    ),
    examples=("ketnap incident report 0001 --on 26/11/2026 --at 14:00 --doc 7-CV",),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@option("--on", "on", type=Day(), default=None, words=Text("Ngày báo.", "Day it was told."))
@option("--at", "at", type=Clock(), default=None, words=Text("Giờ báo.", "Time it was told."))
@option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
@register_terms
@click.pass_obj
def report(
    office: Office,
    /,
    *,
    number: str,
    at: time | None,
    document: str | None,
    terms: Terms,
) -> None:
    """Record that the authority was told."""
    done = report_incident(
        office.desk(),
        number,
        on=terms.on,
        at=at,
        document=document,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(f"Sự cố {done.ref}: đã báo cơ quan.", f"Incident {done.ref}: told.")
    _tell(office, done, said, f"ketnap incident close {done.ref} --ending contained", terms)


@command.command(
    "close",
    cls=_Endings,
    words=Text("Kết thúc một sự cố.", "End an incident."),
    examples=(
        "ketnap incident close 0001 --ending contained",
        'ketnap incident close 0002 --ending false-alarm --reason "Tệp không có dữ liệu"',
    ),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@option(
    "--ending",
    required=True,
    type=click.Choice([one.value for one in Ending]),
    words=Text("Kết quả.", "How it ended."),
)
@option(
    "--reason",
    default=None,
    words=Text("Vì sao không phải báo.", "Why it was not to be told."),
)
@register_terms
@click.pass_obj
def close(office: Office, /, *, number: str, ending: str, reason: str | None, terms: Terms) -> None:
    """End an incident."""
    done = close_incident(
        office.desk(),
        number,
        Ending(ending),
        reason=reason,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    label = ENDING_LABELS[Ending(ending)]
    said = Text(
        f"Sự cố {done.ref} kết thúc: {label.vi}.", f"Incident {done.ref} closed: {label.en}."
    )
    _tell(office, done, said, "ketnap incident list", terms)


@command.command(
    "list",
    words=Text(
        "Sổ sự cố: báo trước lúc nào, còn bao nhiêu giờ.", "Incidents, with the hours left."
    ),
    examples=("ketnap incident list", "ketnap incident list --open --exit-code"),
    exits=(0, 2, 3, 8, 9),
)
@option(
    "--open",
    "only_open",
    is_flag=True,
    default=False,
    words=Text("Chỉ những sự cố chưa báo.", "Only those not told yet."),
)
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có sự cố chưa báo.", "Exit with 8 when any was not told yet."),
)
@to_sheet
@reads_past
@click.pass_obj
def list_incidents(office: Office, /, only_open: bool, exit_code: bool, target: Target) -> int:
    """List incidents."""
    found = [one for one in incidents(office.store()) if one.waits or not only_open]
    rows = [_row(office, one) for one in found]
    waiting = sum(one.waits for one in found)
    count = Text(
        f"{len(rows)} sự cố, {waiting} chưa báo.", f"{len(rows)} incident(s), {waiting} to tell."
    )
    title = Text("Sổ sự cố dữ liệu cá nhân", "Register of personal data incidents")
    footer = [f"{say(count)}{legend(rows)}"]
    put_table(office, target, "incident-list", title, _COLUMNS, rows, footer=footer)
    return 8 if exit_code and waiting else 0


def waiting_told(office: Office, store: Store) -> Text | None:
    """Which incidents the authority was not told of yet, in a sentence; None where there are none.

    The one whose hours end first comes first.
    """
    now = asked_at(office)
    waiting = [(one.left(now) or timedelta(), one.ref) for one in incidents(store) if one.waits]
    if not waiting:
        return None
    told = ", ".join(f"{ref} ({hours_shown(left)})" for left, ref in sorted(waiting))
    return Text(
        f"Sự cố dữ liệu cá nhân chưa báo cơ quan: {told}. Xem: ketnap incident list",
        f"Personal data incidents not told to the authority: {told}. See: ketnap incident list",
    )


def asked_at(office: Office) -> datetime:
    """The instant whose hours are told: now, or the one that is looked at."""
    looked = office.moment()
    return office.now() if looked is None else looked.known_at


def hours_shown(left: timedelta) -> str:
    """Hours left, or over: a sign and words."""
    hours = int(abs(left) / _HOUR)
    if left < timedelta():
        return say(Text(f"▲ quá {hours} giờ", f"▲ {hours} hours over"))
    return say(Text(f"! còn {hours} giờ", f"! {hours} hours left"))


def _row(office: Office, one: Incident) -> dict[str, Any]:
    zone, limit, left = office.desk().zone, one.limit, one.left(asked_at(office))
    state = STATE_LABELS[one.state] if one.ending is None else ENDING_LABELS[one.ending]
    apart = office.store().unsealed(one.record.stream)
    row: dict[str, Any] = {
        "number": one.ref,
        "unit": one.record.unit,
        "known_at": one.known_at.isoformat(),
        "known_at_shown": moment(one.known_at, zone),
        "state": one.state.value,
        "state_shown": say(state),
        "ending": None if one.ending is None else one.ending.value,
        "report_by": None,
        "due_on": None,
        "confidence": None,
        "hours_left": None if left is None else int(left / _HOUR),
        "hours_left_shown": "—" if left is None else _past_or_left(one, left),
        "reported_at": None if one.reported_at is None else one.reported_at.isoformat(),
        "what": apart.get(one.record.data["what"]["sealed"]),
    }
    if one.reported_at is not None:
        row["reported_at_shown"] = moment(one.reported_at, zone)
    if limit is not None:
        doubt = " !" if unverified(office, limit.wording) else ""
        row |= {
            "report_by": limit.by.isoformat(),
            "report_by_shown": f"{moment(limit.by, zone)}{doubt}",
            "due_on": limit.day,
            **grounds(office, limit.wording),
        }
    return row


def _past_or_left(one: Incident, left: timedelta) -> str:
    """What was told in time counts no hours any more."""
    return hours_shown(left) if one.waits or left < timedelta() else "✓"


def _tell(office: Office, done: Incident, said: Text, following: str, terms: Terms) -> None:
    lines = [say(DRY_RUN), f"  {say(said)}"] if terms.dry_run else [f"✓ {say(said)}"]
    limit, left = done.limit, done.left(office.now())
    if limit is not None and left is not None:
        doubt = Text(" (chưa xác minh)", " (unverified)")
        by = moment(limit.by, office.desk().zone)
        sure = "" if not unverified(office, limit.wording) else say(doubt)
        label = say(Text("Báo cơ quan trước", "Tell the authority by"))
        lines.append(f"  {label} {by}{sure}: {_past_or_left(done, left)}")
    if not terms.dry_run:
        lines.append(f"  {say(Text('Tiếp theo', 'Next'))}: {following}")
    row = {
        "number": done.ref,
        "unit": done.record.unit,
        "state": done.state.value,
        "ending": None if done.ending is None else done.ending.value,
        "known_at": done.known_at.isoformat(),
        "report_by": None if limit is None else limit.by.isoformat(),
        "due_on": None if limit is None else limit.day,
        "seq": done.record.seq,
        "dry_run": terms.dry_run,
    }
    columns = tuple(Column(key=key, heading=Text(key, key)) for key in row)
    shown = lines[:1] if office.quiet else lines
    tell_or_emit(office, shown, "incident-record", columns, [row])
