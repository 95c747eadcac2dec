"""`ketnap alert preview | letters | resend | bounce`: what goes out, what did, what came back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, register_terms
from commands.clockwork import lay_bell
from commands.days import Day
from commands.moments import moment
from commands.office_desk import Office
from commands.output import Column, people_read
from commands.prose import tell_or_emit, tell_registered
from commands.skin import Command, option
from commands.speech import say
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from scheduler.preview import Seen
    from scheduler.tick import Bell
    from workflow.reminders import Letter

_config = option(
    "--config",
    default=None,
    metavar="FILE",
    words=Text(
        "Tệp cấu hình gửi nhắc việc (mặc định: KETNAP_CONFIG).",
        "Delivery settings (default: KETNAP_CONFIG).",
    ),
)
_STATES = {
    "waiting": Text("chờ gửi", "waiting"),
    "sent": Text("đã gửi", "sent"),
    "dead": Text("không gửi được", "given up"),
    "void": Text("không còn gì để báo", "nothing left to say"),
}
_LETTERS = (
    Column(key="message", heading=Text("Tin", "Message"), kind="ref"),
    Column(key="to", heading=Text("Gửi tới", "To"), middle=True),
    Column(key="state", heading=Text("Trạng thái", "State")),
    Column(key="attempts", heading=Text("Lần", "Tries"), kind="number"),
    Column(key="sent_at", heading=Text("Gửi lúc", "Sent"), kind="ref", spare=1),
    Column(key="error", heading=Text("Lỗi", "Error"), spare=2),
    Column(key="bounces", heading=Text("Bị trả lại", "Bounces"), kind="number", spare=3),
    Column(key="detail", heading=Text("Mức", "Level"), wide=True),
    Column(key="channel", heading=Text("Kênh", "Channel"), wide=True),
    Column(key="next_try_at", heading=Text("Thử lại lúc", "Next try"), kind="ref", wide=True),
)
_PREVIEW = (
    Column(key="to", heading=Text("Gửi tới", "To")),
    Column(key="subject", heading=Text("Tiêu đề", "Subject")),
    Column(key="detail", heading=Text("Mức", "Level")),
)


@click.command(
    "preview",
    cls=Command,
    words=Text(
        "Bản tổng hợp sắp tới sẽ nói gì, cho ai; không gửi, không ghi gì.",
        "What the next digests will say, and to whom; nothing is sent or written.",
    ),
    examples=(
        "ketnap alert preview",
        "ketnap alert preview --for bithu@example.vn --day 30/11/2026",
    ),
    exits=(0, 2, 3, 10, 75),
)
@option(
    "--for",
    "person",
    default=None,
    metavar="PERSON",
    words=Text("Chỉ người này (tên hoặc địa chỉ).", "Only this person (name or address)."),
)
@option(
    "--day",
    type=Day(),
    default=None,
    words=Text("Ngày gửi (mặc định: lần tới).", "The day it goes out (default: the next time)."),
)
@_config
@click.pass_obj
def preview(office: Office, person: str | None, day: date | None, config: str | None) -> None:
    """Show what the next digests will say."""
    from dataclasses import replace  # noqa: PLC0415 - help stays instant

    from scheduler.preview import next_digest  # noqa: PLC0415 - as above
    from scheduler.preview import preview as rehearsed  # noqa: PLC0415 - as above
    from storage.rehearsal import rehearsal  # noqa: PLC0415 - as above

    office.watchful = False
    bell = lay_bell(office, config, show=click.echo)
    at = next_digest(bell) if day is None else _on(bell, day)
    store = office.store()
    store.allow_clock()
    with rehearsal(store.engine) as rehearsing:
        seen = rehearsed(replace(bell, alerts=rehearsing), at)
    wanted = [one for one in seen if person is None or _is(office, one, person)]
    if not wanted and people_read(office.output):
        office.tell(
            Text(
                f"Lúc {moment(at, bell.zone)} không có gì để gửi.",
                f"At {moment(at, bell.zone)} there is nothing to send.",
            )
        )
        return
    lines = [line for one in wanted for line in _shown(one)]
    tell_or_emit(office, lines, "alert-preview", _PREVIEW, [_preview_row(one) for one in wanted])


def _on(bell: Bell, day: date) -> datetime:
    from scheduler.tick import Audience  # noqa: PLC0415 - as above

    return max(Audience.on(bell, day).diary.moment(day), bell.clock())


def _is(office: Office, one: Seen, person: str) -> bool:
    from workflow.names import fold  # noqa: PLC0415 - as above

    key, address = fold(person), one.addressee.address
    held = [two for two in office.store().holders() if two.addressee == one.addressee]
    return key == fold(address) or any(key == fold(two.name) for two in held)


def _shown(one: Seen) -> list[str]:
    digest = one.parcel.digest
    return [f"[{one.addressee.address}] {digest.subject}", "", *digest.text.splitlines(), ""]


def _preview_row(one: Seen) -> dict[str, Any]:
    digest = one.parcel.digest
    return {
        "to": one.addressee.address,
        "channel": one.addressee.channel,
        "subject": digest.subject,
        "detail": one.detail.value,
        "text": digest.text,
    }


@click.command(
    "letters",
    cls=Command,
    words=Text(
        "Sổ tin đã gửi: tin đang chờ, tin không gửi được; --all thêm tin đã gửi.",
        "The ledger of messages: waiting and given up; --all adds those sent.",
    ),
    examples=("ketnap alert letters", "ketnap alert letters --all -o json"),
    exits=(0, 2, 3),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    default=False,
    words=Text("Cả tin đã gửi và tin không còn gì để báo.", "Sent and void ones too."),
)
@click.pass_obj
def letters(office: Office, everything: bool) -> None:
    """List messages."""
    alerts = office.store().alerts
    found = alerts.letters(*(_STATES if everything else ("waiting", "dead")))
    bounces = {one.inbox: one.times for one in alerts.bounces()}
    rows = [{**_letter_row(one), "bounces": bounces.get(one.addressee, 0)} for one in found]
    dead = sum(one.state == "dead" for one in found)
    footer = Text(
        f"{len(found)} tin ({dead} không gửi được). Gửi lại: ketnap alert resend TIN",
        f"{len(found)} message(s), {dead} given up. To resend: ketnap alert resend MESSAGE",
    )
    office.emit("alert-letters", _LETTERS, rows, footer=[say(footer)])


_TARGETS = (
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="year", heading=Text("Năm", "Year"), kind="ref"),
    Column(key="kind", heading=Text("Việc", "For")),
    Column(key="there", heading=Text("Có/chỉ tiêu", "Of target"), kind="ref"),
    Column(key="due_on", heading=Text("Hạn nộp hồ sơ", "Files due"), kind="day"),
    Column(key="rung", heading=Text("Bậc", "Rung"), kind="ref", spare=1),
    Column(key="to", heading=Text("Gửi tới", "To"), wide=True),
)


@click.command(
    "targets",
    cls=Command,
    words=Text(
        "Nhắc việc về chỉ tiêu năm: tổ chức chưa có nguồn, nguy cơ không đạt, chưa nộp đủ hồ sơ.",
        "Reminders about yearly targets: no candidates, at risk, files still missing.",
    ),
    examples=("ketnap alert targets", "ketnap alert targets --year 2025 --unit DV"),
    exits=(0, 2, 3),
)
@option("--year", type=YEAR, default=None, words=Text("Năm (mặc định: năm nay).", "The year."))
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@click.pass_obj
def targets(office: Office, year: int | None, unit: str | None) -> None:
    """List reminders about yearly targets."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help stays instant
    from workflow.pipeline import PIPELINE_LABELS  # noqa: PLC0415 - as above
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    today = office.today()
    units = None
    if unit is not None:
        desk = office.desk()
        units = subtree(desk.store.units(today), find_unit(desk, unit).code)
    rows = [
        {
            "unit": one.line.unit,
            "year": one.line.year,
            "kind": one.line.kind.value,
            "kind_shown": say(PIPELINE_LABELS[one.line.kind]),
            "rung": one.line.rung,
            "due_on": one.line.due_on,
            "target": one.line.target,
            "there": one.line.there,
            "there_shown": f"{one.line.there}/{one.line.target}",
            "raised_at": one.raised_at.isoformat(),
            "to": list(one.to),
        }
        for one in office.store().alerts.targets(year or today.year, units)
    ]
    footer = Text(f"{len(rows)} nhắc việc về chỉ tiêu.", f"{len(rows)} reminder(s) about targets.")
    office.emit("alert-targets", _TARGETS, rows, footer=[say(footer)])


@click.command(
    "resend",
    cls=Command,
    words=Text(
        "Gửi lại một tin không gửi được hoặc đã gửi mà không thấy. Tin chưa rõ đã tới nơi hay chưa"
        " giữ nguyên mã thư.",
        "Send a message once more. One whose acceptance is unknown keeps its Message-ID.",
    ),
    examples=("ketnap alert resend 3f9a1c02b7d4",),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("message")
@register_terms
@click.pass_obj
def resend(office: Office, message: str, terms: Terms) -> None:
    """Send a message once more."""
    from workflow.letters import resend as again  # noqa: PLC0415 - help does not write

    done = again(
        office.desk(),
        office.store().alerts,
        message,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    short = done.message[:12]
    line = Text(
        f"✓ Tin {short} sẽ được gửi lại ở lượt gửi tới.",
        f"✓ Message {short} goes out again with the next pass.",
    )
    row = {"message": done.message, "under": done.under}
    columns = (_LETTERS[0], Column(key="under", heading=Text("Mã mới", "Under"), kind="ref"))
    tell_registered(office, [line], "alert-resend", columns, [row], dry_run=terms.dry_run)


@click.command(
    "bounce",
    cls=Command,
    words=Text(
        "Ghi một tin đã gửi nhưng bị trả lại; tin vào danh sách không gửi được.",
        "Record that a message that was sent came back; it joins those given up.",
    ),
    examples=('ketnap alert bounce 3f9a1c02b7d4 --reason "Hộp thư đầy"',),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("message")
@option("--reason", required=True, words=Text("Vì sao bị trả lại.", "Why it came back."))
@register_terms
@click.pass_obj
def bounce(office: Office, message: str, reason: str, terms: Terms) -> None:
    """Record a returned message."""
    from workflow.letters import record_return  # noqa: PLC0415 - help does not write

    letter = record_return(
        office.desk(),
        office.store().alerts,
        message,
        reason=reason,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    line = Text(
        f"✓ Tin {letter.message[:12]} gửi {letter.addressee.address} bị trả lại.",
        f"✓ Message {letter.message[:12]} to {letter.addressee.address} came back.",
    )
    row = _letter_row(letter)
    tell_registered(office, [line], "alert-bounce", _LETTERS, [row], dry_run=terms.dry_run)


def _letter_row(one: Letter) -> dict[str, Any]:
    return {
        "message": one.message,
        "message_shown": one.message[:12],
        "to": one.addressee.address,
        "channel": one.addressee.channel,
        "state": one.state,
        "state_shown": say(_STATES[one.state]),
        "attempts": one.attempts,
        "created_at": one.created_at.isoformat(),
        "sent_at": None if one.sent_at is None else one.sent_at.isoformat(),
        "sent_at_shown": _at(one.sent_at),
        "next_try_at": one.next_try_at.isoformat() if one.state == "waiting" else None,
        "next_try_at_shown": _at(one.next_try_at) if one.state == "waiting" else None,
        "digest_of": one.slot_on,
        "detail": one.detail,
        "error": one.error,
    }


def _at(instant: datetime | None) -> str | None:
    from workflow.zone import office_zone  # noqa: PLC0415 - help stays instant

    return None if instant is None else moment(instant, office_zone())
