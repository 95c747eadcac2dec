"""`ketnap assignment`: tasks that a committee set for named bodies, and the evidence."""

from __future__ import annotations

from datetime import date

import click

from commands.asking import Terms, register_terms
from commands.assignment_rows import COLUMNS, assignment_row, is_due
from commands.days import Day
from commands.office_desk import Office
from commands.past import reads_past
from commands.records import tell_record
from commands.sheets import Target, put_table, to_sheet
from commands.skin import group, option
from commands.speech import say
from rules.text import Text
from workflow.finding import find_unit
from workflow.registers.assignment_evidence import show_done, undo_done
from workflow.registers.assignment_steps import end_assignment, set_assignment
from workflow.registers.assignments import assignments
from workflow.registers.periods import Cadence
from workflow.subtree import subtree

command = group(
    "assignment",
    Text(
        "Nhiệm vụ được giao: ai làm, bao lâu một lần, minh chứng từng kỳ, kỳ nào quá hạn.",
        "Assignments: whose they are, how often, the evidence of each period, what is overdue.",
    ),
)
_period = option(
    "--period",
    default=None,
    words=Text("Kỳ: 2026-10, 2026-Q3, 2026-H1, 2026.", "Period: 2026-10, 2026-Q3, 2026-H1, 2026."),
)


@command.command(
    "set",
    words=Text("Ghi một nhiệm vụ được giao bằng văn bản.", "Register a task that a document sets."),
    examples=(
        'ketnap assignment set "Kiểm tra nguồn" --unit DV --every quarter --doc 7-KH/TU',
        'ketnap assignment set "Tổng kết" --unit TP --by 15/12/2026 --doc 9-CV',
    ),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("what")
@option("--unit", required=True, words=Text("Của tổ chức nào.", "Whose task it is."))
@option(
    "--owner",
    default=None,
    words=Text(
        "Ban, bộ phận hay chức danh thực hiện; không nêu tên người.",
        "The body or office that does it; name no person.",
    ),
)
@option(
    "--every",
    type=click.Choice([one.value for one in Cadence]),
    default=None,
    words=Text(
        "Bao lâu một lần: tháng, quý, sáu tháng, năm.",
        "How often, as the document says.",
    ),
)
@option(
    "--by",
    type=Day(),
    default=None,
    words=Text("Làm một lần, chậm nhất ngày này.", "Done once, by this day at the latest."),
)
@option(
    "--doc", "document", required=True, words=Text("Văn bản giao.", "The document that sets it.")
)
@option(
    "--on", "on", type=Day(), default=None, words=Text("Giao từ ngày.", "From which day it holds.")
)
@register_terms
@click.pass_obj
def set_one(
    office: Office,
    /,
    *,
    what: str,
    unit: str,
    owner: str | None,
    every: str | None,
    by: date | None,
    document: str,
    terms: Terms,
) -> None:
    """Register an assignment."""
    done = set_assignment(
        office.desk(),
        what,
        unit,
        document=document,
        owner=owner,
        every=None if every is None else Cadence(every),
        by=by,
        on=terms.on,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(
        f"Nhiệm vụ {done.ref} giao cho {done.record.unit}.",
        f"Assignment {done.ref} of {done.record.unit}.",
    )
    tell_record(office, done.record, said, f"ketnap assignment done {done.ref} …", terms)


@command.command(
    "done",
    words=Text(
        "Ghi minh chứng đã làm của một kỳ; ghi lại thì cần --reason.",
        "Record the evidence of a period; replacing it needs --reason.",
    ),
    examples=("ketnap assignment done 0001 --period 2026-Q3 --doc 12-BC --on 02/10/2026",),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@_period
@option("--doc", "document", default=None, words=Text("Số văn bản.", "Number of the paper."))
@option(
    "--note",
    default=None,
    words=Text("Ghi chú; giữ bên ngoài nhật ký.", "A note; kept beside the log."),
)
@option("--on", "on", type=Day(), default=None, words=Text("Ngày làm.", "Day it was done."))
@option("--reason", default=None, words=Text("Vì sao thay.", "Why it is replaced."))
@register_terms
@click.pass_obj
def record_done(
    office: Office,
    /,
    *,
    number: str,
    period: str | None,
    document: str | None,
    note: str | None,
    reason: str | None,
    terms: Terms,
) -> None:
    """Record evidence."""
    done = show_done(
        office.desk(),
        number,
        period=period,
        document=document,
        note=note,
        on=terms.on,
        reason=reason,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(f"Nhiệm vụ {done.ref}: đã có minh chứng.", f"Assignment {done.ref}: shown done.")
    tell_record(office, done.record, said, "ketnap assignment list --due", terms)


@command.command(
    "undo",
    words=Text("Bỏ một minh chứng ghi nhầm.", "Withdraw evidence recorded by mistake."),
    examples=('ketnap assignment undo 0001 --period 2026-Q3 --reason "Ghi nhầm kỳ"',),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@_period
@option("--reason", required=True, words=Text("Lý do.", "Why."))
@register_terms
@click.pass_obj
def undo(office: Office, /, *, number: str, period: str | None, reason: str, terms: Terms) -> None:
    """Withdraw evidence."""
    done = undo_done(
        office.desk(),
        number,
        period=period,
        reason=reason,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(f"Nhiệm vụ {done.ref}: đã bỏ minh chứng.", f"Assignment {done.ref}: withdrawn.")
    tell_record(office, done.record, said, f"ketnap assignment done {done.ref} …", terms)


@command.command(
    "end",
    words=Text("Kết thúc một nhiệm vụ bằng văn bản.", "End an assignment by a document."),
    examples=("ketnap assignment end 0001 --doc 3-QĐ --on 31/12/2026",),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@option(
    "--doc",
    "document",
    required=True,
    words=Text("Văn bản cho thôi.", "The document that ends it."),
)
@option("--on", "on", type=Day(), default=None, words=Text("Ngày cuối.", "Its last day."))
@register_terms
@click.pass_obj
def end(office: Office, /, *, number: str, document: str, terms: Terms) -> None:
    """End an assignment."""
    done = end_assignment(
        office.desk(),
        number,
        document=document,
        on=terms.on,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(f"Nhiệm vụ {done.ref} kết thúc.", f"Assignment {done.ref} ended.")
    tell_record(office, done.record, said, "ketnap assignment list", terms)


@command.command(
    "list",
    words=Text(
        "Sổ nhiệm vụ: minh chứng gần nhất, kỳ đang mở, kỳ quá hạn.",
        "Assignments: the newest evidence, the open period, what is overdue.",
    ),
    examples=("ketnap assignment list --unit TP", "ketnap assignment list --due --exit-code"),
    exits=(0, 2, 3, 8, 9),
)
@option(
    "--unit",
    default=None,
    words=Text("Của tổ chức này và cấp dưới.", "Of this unit and all below."),
)
@option(
    "--due",
    is_flag=True,
    default=False,
    words=Text("Chỉ nhiệm vụ còn chờ minh chứng.", "Only what waits for evidence."),
)
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có nhiệm vụ quá hạn.", "Exit with 8 when any is overdue."),
)
@to_sheet
@reads_past
@click.pass_obj
def list_assignments(
    office: Office, /, unit: str | None, due: bool, exit_code: bool, target: Target
) -> int:
    """List assignments."""
    today = office.today()
    found = assignments(office.store())
    if unit is not None:
        desk = office.desk()
        below = subtree(desk.store.units(today), find_unit(desk, unit).code)
        found = [one for one in found if one.record.unit in below]
    found = [one for one in found if not due or is_due(one, today)]
    late = sum(one.late(today) for one in found)
    apart = office.store().unsealed_all([one.record.stream for one in found])
    rows = [assignment_row(office, one, apart) for one in found]
    count = Text(
        f"{len(rows)} nhiệm vụ, {late} quá hạn.", f"{len(rows)} assignment(s), {late} overdue."
    )
    title = Text("Sổ nhiệm vụ được giao", "Register of assignments")
    put_table(office, target, "assignment-list", title, COLUMNS, rows, footer=[say(count)])
    return 8 if exit_code and late else 0
