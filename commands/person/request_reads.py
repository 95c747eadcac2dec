"""`ketnap person request list | show`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from commands.case.portrait import deadline_lines
from commands.case.rows import deadline_row
from commands.fitting import fitted
from commands.office_desk import Office
from commands.output import Column, day
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.sureness import legend, next_due
from rules.text import Text
from workflow.deeds import deed
from workflow.registers.data_request_steps import find_request
from workflow.registers.data_requests import (
    KIND_LABELS,
    OUTCOME_LABELS,
    STATE_LABELS,
    DataRequest,
    RequestState,
    data_requests,
)

_COLUMNS = (
    Column(key="number", heading=Text("Số", "No."), kind="ref"),
    Column(key="case", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="kind", heading=Text("Yêu cầu", "Asked")),
    Column(key="received_on", heading=Text("Nhận", "Received"), kind="day"),
    Column(key="state", heading=Text("Tình trạng", "State")),
    Column(key="next_due", heading=Text("Hạn tới", "Next due"), kind="day"),
    Column(key="overdue_days", heading=Text("Quá hạn", "Overdue"), kind="number"),
    Column(key="answered_on", heading=Text("Trả lời", "Answered"), kind="day", spare=1),
    Column(key="closed_on", heading=Text("Kết thúc", "Closed"), kind="day", spare=1),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref", spare=2),
)


@click.command(
    "list",
    cls=Command,
    words=Text(
        "Sổ yêu cầu của chủ thể dữ liệu, theo số; hạn của từng yêu cầu.",
        "The register of requests of data subjects, by number, with their deadlines.",
    ),
    examples=("ketnap person request list --overdue", "ketnap person request list --open -o json"),
    exits=(0, 2, 3, 8, 9),
)
@option(
    "--overdue",
    is_flag=True,
    default=False,
    words=Text("Chỉ những yêu cầu đã quá một hạn.", "Only those past a deadline."),
)
@option(
    "--open",
    "only_open",
    is_flag=True,
    default=False,
    words=Text("Chỉ những yêu cầu chưa kết thúc.", "Only those that are not closed."),
)
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có yêu cầu quá hạn.", "Exit with 8 when any is overdue."),
)
@to_sheet
@reads_past
@click.pass_obj
def list_requests(
    office: Office, /, overdue: bool, only_open: bool, exit_code: bool, target: Target
) -> int:
    """List requests."""
    today = office.today()
    found = [
        one
        for one in data_requests(office.store())
        if (not overdue or one.overdue(today))
        and (not only_open or one.state is not RequestState.CLOSED)
    ]
    names = office.store().names_of([one.case for one in found])
    rows = [request_row(office, one, names.get(one.case)) for one in found]
    late = sum(one.overdue(today) for one in found)
    count = Text(
        f"{len(rows)} yêu cầu, {late} quá hạn.", f"{len(rows)} request(s), {late} overdue."
    )
    title = Text("Sổ yêu cầu của chủ thể dữ liệu", "Register of requests of data subjects")
    footer = [f"{say(count)}{legend(rows)}"]
    put_table(office, target, "person-request-list", title, _COLUMNS, rows, footer=footer)
    return 8 if exit_code and late else 0


@click.command(
    "show",
    cls=Command,
    words=Text(
        "Một yêu cầu: ai nhận, trả lời, kết thúc ngày nào; hạn nào đang chạy.",
        "One request: when it was received, answered, closed; which deadlines run.",
    ),
    examples=("ketnap person request show 0001",),
    exits=(0, 2, 3),
)
@click.argument("number")
@reads_past
@click.pass_obj
def show(office: Office, /, number: str) -> None:
    """Show one request."""
    desk, today = office.desk(), office.today()
    one = find_request(desk, number)
    entries = desk.store.entries(one.record.stream)[: one.record.seq]
    row = request_row(office, one, office.store().names_of([one.case]).get(one.case))
    row["deadlines"] = [deadline_row(office, it, today) for it in one.deadlines]
    row["entries"] = [
        {
            "seq": entry.seq,
            "event": entry.fields["event"],
            "effective_on": entry.fields["effective_on"],
            "recorded_at": entry.fields["recorded_at"],
            "actor": entry.fields["actor"],
            "document": entry.fields.get("document", {}).get("number"),
        }
        for entry in entries
    ]
    if office.output not in {None, "table", "wide"}:
        office.emit("person-request", _COLUMNS, [row])
        return
    lines = [f"{one.ref} · {one.case} · {row['kind_shown']} · {row['state_shown']}"]
    lines += [f"  {line}" for line in deadline_lines(office, one.deadlines, today)]
    for told in row["entries"]:
        paper = "" if told["document"] is None else f" · {told['document']}"
        what = say(deed({"kind": "record", "event": told["event"]}))
        on = day(date.fromisoformat(told["effective_on"]))
        lines.append(f"  {told['seq']}. {on} {what}{paper} · {told['actor']}")
    for line in lines:
        click.echo(fitted(line))


def request_row(office: Office, one: DataRequest, name: str | None) -> dict[str, Any]:
    """A request as a program reads it, with what people read beside."""
    today, following = office.today(), one.next_deadline
    state = STATE_LABELS[one.state] if one.outcome is None else OUTCOME_LABELS[one.outcome]
    due = None if following is None else following.due_on
    return {
        "number": one.ref,
        "case": one.case,
        "name": name,
        "unit": one.record.unit,
        "kind": one.kind.value,
        "kind_shown": say(KIND_LABELS[one.kind]),
        "received_on": one.record.since,
        "state": one.state.value,
        "state_shown": say(state),
        "outcome": None if one.outcome is None else one.outcome.value,
        **next_due(office, due, None if following is None else following.version),
        "next_rule": None if following is None else following.rule,
        "overdue_days": 0 if due is None else max((today - due).days, 0),
        "answered_on": one.answered_on,
        "closed_on": one.closed_on,
        "document": one.record.document,
    }
