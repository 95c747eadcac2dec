"""`ketnap alert`: what the clock has raised, and what officers answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.alert_attempts import attempts
from commands.alert_letters import bounce, letters, preview, resend, targets
from commands.asking import Terms, register_terms
from commands.days import Day
from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.past import reads_past
from commands.prose import DRY_RUN
from commands.skin import group, option
from commands.speech import say
from commands.titles import RuleTitles
from commands.urgency import is_late, left_shown
from commands.years import POSITIVE
from rules.text import Text

if TYPE_CHECKING:
    from workflow.reminders import AlertLine

command = group(
    "alert", Text("Nhắc việc: xem, nhận việc, tạm gác.", "Alerts: list, take on, snooze.")
)

for _part in (preview, letters, attempts, resend, bounce, targets):
    command.add_command(_part)

_COLUMNS = (
    Column(key="id", heading=Text("Số", "No."), kind="ref"),
    Column(key="case", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="rule", heading=Text("Việc", "For")),
    Column(key="due_on", heading=Text("Hạn", "Due"), kind="day"),
    Column(key="rung", heading=Text("Bậc", "Rung"), kind="ref"),
    Column(key="days_over", heading=Text("Còn", "Left"), kind="ref"),
    Column(key="state", heading=Text("Trạng thái", "State"), kind="text"),
    Column(key="to", heading=Text("Gửi tới", "To"), kind="text", wide=True),
)


@command.command(
    "list",
    words=Text(
        "Nhắc việc đang mở; --all thêm việc đã xong và đang gác.",
        "Open alerts; --all adds settled and snoozed ones.",
    ),
    examples=("ketnap alert list", "ketnap alert list -o json --exit-code"),
    exits=(0, 2, 3, 8),
)
@option(
    "--all",
    "everything",
    is_flag=True,
    default=False,
    words=Text("Cả việc đã xong, đang gác.", "Settled and snoozed ones too."),
)
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có việc quá hạn.", "Exit with 8 when something is overdue."),
)
@reads_past
@click.pass_obj
def list_alerts(office: Office, everything: bool, unit: str | None, exit_code: bool) -> int:
    """List alerts."""
    from commands.sureness import legend  # noqa: PLC0415 - help stays instant
    from workflow.finding import find_unit  # noqa: PLC0415 - as above
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    today = office.today()
    units = None
    if unit is not None:
        desk = office.desk()
        units = subtree(desk.store.units(today), find_unit(desk, unit).code)
    lines = office.store().alerts.alerts(today, everything=everything, units=units)
    titles = RuleTitles(office.rulebook())
    late = sum(1 for line in lines if is_late(line.rule, -line.days_over(today)))
    stilled = office.store().alerts.stilled(today)
    unheard = _unheard(stilled.held, stilled.dissolved)
    if not lines and people_read(office.output):
        click.echo(say(Text("Không có nhắc việc nào đang mở.", "There is no open alert.")))
        click.echo("".join(f"{line}\n" for line in unheard), nl=False)
        return 0
    rows = [_row(office, line, titles) for line in lines]
    count = Text(
        f"{len(lines)} nhắc việc ({late} quá hạn).", f"{len(lines)} alert(s), {late} overdue."
    )
    office.emit("alert-list", _COLUMNS, rows, footer=[say(count) + legend(rows), *unheard])
    return 8 if exit_code and late else 0


def _unheard(held: int, dissolved: int) -> list[str]:
    """What is due and nobody is reminded of: inhibition is never silent."""
    if not held + dissolved:
        return []
    said = Text(
        f"Không nhắc {held + dissolved} việc đến hạn: {held} của hồ sơ tạm dừng, {dissolved} của tổ"
        " chức đã kết thúc.",
        f"Nobody is reminded of {held + dissolved} that are due: {held} of cases on hold,"
        f" {dissolved} of units that are no more.",
    )
    return [say(said)]


@command.command(
    "ack",
    words=Text(
        "Nhận việc của một nhắc việc; bậc sau vẫn nhắc tiếp.",
        "Take an alert on; the next rung still comes.",
    ),
    examples=('ketnap alert ack 17 --reason "Đã gọi chi bộ"',),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("number", type=POSITIVE)
@option("--reason", required=True, words=Text("Ai làm gì.", "Who does what about it."))
@register_terms
@click.pass_obj
def ack(office: Office, number: int, reason: str, terms: Terms) -> None:
    """Take an alert on."""
    from scheduler.answers import acknowledge  # noqa: PLC0415 - help stays instant

    line = acknowledge(
        office.desk(),
        office.store().alerts,
        number,
        reason=reason,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    _tell(office, line, terms)


@command.command(
    "snooze",
    words=Text(
        "Gác một nhắc việc tới hết một ngày. Việc dự bị quá hạn không ai tự gác một mình.",
        "Put an alert aside until a day. Nobody silences an overdue probation alone.",
    ),
    examples=('ketnap alert snooze 17 --until 30/11/2026 --reason "Chi bộ họp 28/11"',),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number", type=POSITIVE)
@option("--until", required=True, type=Day(), words=Text("Tới hết ngày.", "Until which day."))
@option("--reason", required=True, words=Text("Vì sao.", "Why."))
@option(
    "--approved-by",
    default=None,
    metavar="USER",
    words=Text("Người thứ hai chấp thuận.", "The second person who approves."),
)
@register_terms
@click.pass_obj
def snooze(
    office: Office,
    number: int,
    until: date,
    reason: str,
    approved_by: str | None,
    terms: Terms,
) -> None:
    """Put an alert aside."""
    from scheduler.answers import snooze as put_aside  # noqa: PLC0415 - help stays instant
    from scheduler.ladder import load_ladders  # noqa: PLC0415 - as above

    line = put_aside(
        office.desk(),
        office.store().alerts,
        number,
        until=until,
        reason=reason,
        longest=load_ladders(frozenset(office.rulebook().ids())).longest_snooze,
        approved_by=approved_by,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    _tell(office, line, terms)


@command.command(
    "hand-over",
    words=Text(
        "Giao một nhắc việc cho người khác đang giữ vai trò; các bậc sau gửi cả cho họ.",
        "Hand an alert to somebody else in a role; the next rungs go there as well.",
    ),
    examples=('ketnap alert hand-over 17 "Võ Thị Sáu" --reason "Đồng chí Tám đi học"',),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("number", type=POSITIVE)
@click.argument("to")
@option("--reason", required=True, words=Text("Vì sao.", "Why."))
@register_terms
@click.pass_obj
def hand(office: Office, number: int, to: str, reason: str, terms: Terms) -> None:
    """Hand an alert over."""
    from scheduler.handing import hand_over  # noqa: PLC0415 - help stays instant

    line = hand_over(
        office.desk(),
        office.store().alerts,
        number,
        to,
        reason=reason,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    _tell(office, line, terms)


def _state(line: AlertLine) -> Text:
    """How an alert stands; of one that is inhibited, by what."""
    from workflow.reminders import ALERT_LABELS, INHIBITION_LABELS  # noqa: PLC0415 - as above

    if line.inhibited_by is not None:
        return INHIBITION_LABELS[line.inhibited_by]
    if line.handed_to is None:
        return ALERT_LABELS[line.state]
    told = ALERT_LABELS[line.state]
    return Text(f"{told.vi} ({line.handed_to})", f"{told.en} ({line.handed_to})")


def _tell(office: Office, line: AlertLine, terms: Terms) -> None:

    if office.wants_json:
        office.emit("alert", (), [_row(office, line, {})])
        return
    if terms.dry_run:
        click.echo(say(DRY_RUN))
    state = _state(line)
    until_vi = "" if line.until_on is None else f" tới hết {line.until_on:%d/%m/%Y}"
    until_en = "" if line.until_on is None else f" until {line.until_on}"
    click.echo(
        say(
            Text(
                f"✓ Nhắc việc {line.id} ({line.case}): {state.vi}{until_vi}.",
                f"✓ Alert {line.id} ({line.case}): {state.en}{until_en}.",
            )
        )
    )


def _row(office: Office, line: AlertLine, titles: Mapping[str, str]) -> dict[str, Any]:
    from commands.sureness import grounds, marked  # noqa: PLC0415 - help stays instant

    over = line.days_over(office.today())
    return {
        "id": line.id,
        "case": line.case,
        "case_shown": line.case.rpartition("/")[2],
        "unit": line.unit,
        "rule": line.rule,
        "rule_shown": marked(office, titles.get(line.rule, line.rule), line.version),
        "rung": line.rung,
        "rung_shown": f"{line.rung:+d}" if line.rung else "0",
        "due_on": line.due_on,
        "due_on_shown": day(line.due_on),
        "days_over": over,
        "days_over_shown": left_shown(-over, rule=line.rule),
        "raised_at": line.raised_at.isoformat(),
        "to": list(line.to),
        "state": line.state.value,
        "state_shown": say(_state(line)),
        "by": line.answered_by,
        "until_on": line.until_on,
        "reason": line.reason,
        "inhibited_by": None if line.inhibited_by is None else line.inhibited_by.value,
        "handed_to": line.handed_to,
        **grounds(office, line.version),
    }
