"""`ketnap finding`: what inspections found, by when it is mended, and how it was."""

from __future__ import annotations

from datetime import date

import click

from commands.asking import Terms, register_options, with_terms
from commands.days import Day
from commands.finding_rows import COLUMNS, cases_of, finding_row, place_of
from commands.looking import looked
from commands.office_desk import Office
from commands.output import day
from commands.past import reads_past
from commands.records import tell_record
from commands.sheets import Target, put_table, to_sheet
from commands.skin import group, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text
from workflow.finding import find_unit
from workflow.registers.finding_days import correct_finding
from workflow.registers.finding_steps import (
    answer_finding,
    find_finding,
    record_finding,
    withdraw_finding,
)
from workflow.registers.findings import STATE_LABELS, Finding, findings
from workflow.subtree import subtree

command = group(
    "finding",
    Text(
        "Thiếu sót mà kiểm tra nêu, ở hồ sơ hay ở tổ chức: ghi, khắc phục, rút, sổ.",
        "What inspections found in a case or an organisation: record, answer, withdraw, list.",
    ),
)
_on = option("--on", "on", type=Day(), default=None, words=Text("Ngày.", "Legal day."))


@command.command(
    "record",
    words=Text(
        "Ghi một thiếu sót mà kiểm tra nêu, ở một hồ sơ (mã) hay một tổ chức (mã). Cán bộ của cấp"
        " ủy kiểm tra ghi; người kiểm tra chỉ đọc. Chỉ ghi thiếu sót về thủ tục, giấy tờ; không ghi"
        " nội dung thẩm tra, lý lịch. Nội dung giữ bên ngoài nhật ký.",
        "Record what an inspection found in a case (reference) or an organisation (code). An"
        " officer of the inspecting committee records it; auditors only read. Tell what is wrong"
        " with procedure or papers, never what a verification says. Kept beside the log.",
    ),
    examples=(
        'ketnap finding record 0044 --what "Thiếu chữ ký chi ủy ở mẫu 4-KNĐ" --doc 7-KL/UBKT',
        'ketnap finding record DV --what "Sổ ghi chậm" --doc 7-KL/UBKT --mend-by 31/12/2026',
    ),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("about", metavar="REF|UNIT")
@option("--what", required=True, words=Text("Thiếu sót gì.", "What was found."))
@option("--doc", "document", required=True, words=Text("Số văn bản kiểm tra.", "Its document."))
@option(
    "--mend-by",
    type=Day(),
    default=None,
    words=Text("Hạn khắc phục mà văn bản ấy nêu.", "The last day for mending it, as it says."),
)
@option(
    "--sample",
    type=POSITIVE,
    default=None,
    metavar="NUMBER",
    words=Text("Thuộc mẫu nào (audit sample).", "The sample that drew the file (audit sample)."),
)
@_on
@with_terms(register_options)
@click.pass_obj
def record(
    office: Office,
    /,
    *,
    about: str,
    what: str,
    document: str,
    mend_by: date | None,
    sample: int | None,
    terms: Terms,
) -> None:
    """Record a finding."""
    done = record_finding(
        office.desk(),
        about,
        what,
        document,
        on=terms.on,
        mend_by=mend_by,
        sample=sample,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    whose = done.case or done.record.unit
    said = Text(f"Thiếu sót {done.ref} của {whose}.", f"Finding {done.ref} of {whose}.")
    tell_record(office, done.record, said, f"ketnap finding answer {done.ref} --doc …", terms)


@command.command(
    "answer",
    words=Text(
        "Ghi một thiếu sót đã khắc phục, theo văn bản nào.",
        "Record that a finding was mended, and by what document.",
    ),
    examples=("ketnap finding answer TS-2026-0001 --doc 12-BC/ĐU --on 20/11/2026",),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@option("--doc", "document", required=True, words=Text("Số văn bản.", "Document number."))
@option(
    "--note", default=None, words=Text("Ghi chú; giữ bên ngoài nhật ký.", "A note, kept apart.")
)
@_on
@with_terms(register_options)
@click.pass_obj
def answer(
    office: Office, /, *, number: str, document: str, note: str | None, terms: Terms
) -> None:
    """Record that a finding was mended."""
    done = answer_finding(
        office.desk(),
        number,
        document,
        on=terms.on,
        note=note,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    _over(office, done, terms)


@command.command(
    "correct",
    words=Text(
        "Sửa hạn khắc phục của một thiếu sót: kiểm tra cho thêm thời gian, hoặc ghi nhầm ngày. Hạn"
        " và nhắc việc theo ngày mới; nhật ký vẫn giữ ngày cũ.",
        "Change the day for mending a finding: the inspection gave another one, or it was mistyped."
        " Deadline and reminders follow the new day; the log keeps the old one.",
    ),
    examples=('ketnap finding correct TS-2026-0001 --mend-by 31/01/2027 --reason "Chờ cấp trên"',),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@option(
    "--mend-by", type=Day(), required=True, words=Text("Hạn khắc phục mới.", "The new last day.")
)
@option("--reason", required=True, words=Text("Lý do.", "Why."))
@option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
@_on
@with_terms(register_options)
@click.pass_obj
def correct(
    office: Office,
    /,
    *,
    number: str,
    mend_by: date,
    reason: str,
    document: str | None,
    terms: Terms,
) -> None:
    """Change the day for mending a finding."""
    desk = office.desk()
    old = find_finding(desk, number).mend_by
    done = correct_finding(
        desk,
        number,
        mend_by,
        reason,
        document=document,
        on=terms.on,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    before = "—" if old is None else day(old)
    said = Text(
        f"Thiếu sót {done.ref}: hạn khắc phục {before} → {day(mend_by)}.",
        f"Finding {done.ref}: to be mended by {before} → {day(mend_by)}.",
    )
    tell_record(office, done.record, said, "ketnap finding list --open", terms)


@command.command(
    "withdraw",
    words=Text(
        "Rút một thiếu sót đã ghi, kèm lý do; nhật ký vẫn giữ.",
        "Take a finding back, with the reason; the log keeps both.",
    ),
    examples=('ketnap finding withdraw TS-2026-0001 --reason "Giấy có trong hồ sơ giấy"',),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@option("--reason", required=True, words=Text("Lý do.", "Why."))
@_on
@with_terms(register_options)
@click.pass_obj
def withdraw(office: Office, /, *, number: str, reason: str, terms: Terms) -> None:
    """Take a finding back."""
    done = withdraw_finding(
        office.desk(),
        number,
        reason,
        on=terms.on,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    _over(office, done, terms)


@command.command(
    "list",
    words=Text(
        "Sổ thiếu sót qua kiểm tra: còn gì chưa khắc phục, gì đã quá hạn. Thiếu sót của hồ sơ đi"
        " theo hồ sơ; của tổ chức đã sáp nhập thì ở tổ chức kế thừa.",
        "The register of findings: what is not mended yet, and what is overdue. A finding about a"
        " case goes with it; one about a unit that was merged is its heir's.",
    ),
    examples=(
        "ketnap finding list --open --unit DV",
        "ketnap finding list --open --exit-code",
        "ketnap finding list --as-of 30/06/2026 --xlsx thieu-sot.xlsx",
    ),
    exits=(0, 2, 3, 8, 9),
)
@option("--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below."))
@option(
    "--open/--all",
    "only_open",
    default=False,
    words=Text("Chỉ thiếu sót chưa khắc phục.", "Only those that are not mended."),
)
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có thiếu sót quá hạn.", "Exit with 8 when any is overdue."),
)
@to_sheet
@reads_past
@click.pass_obj
def list_findings(
    office: Office, /, unit: str | None, only_open: bool, exit_code: bool, target: Target
) -> int:
    """List findings."""
    store, today = office.store(), office.today()
    inside = None
    if unit is not None:
        inside = {*subtree(store.units(today), find_unit(office.desk(), unit).code)}
    found = [one for one in findings(store) if one.stands or not only_open]
    cases = cases_of(store, found)
    if inside is not None:
        found = [one for one in found if place_of(one, cases) in inside]
    apart = store.unsealed_all([one.record.stream for one in found])
    rows = [finding_row(office, one, cases.get(one.case or ""), apart) for one in found]
    about = sorted({one.case for one in found if one.case is not None})
    if about:
        looked(office, "finding list", about)
    standing = sum(row["state"] == "open" for row in rows)
    late = sum(row["overdue_days"] > 0 for row in rows)
    count = Text(
        f"{len(rows)} thiếu sót, {standing} chưa khắc phục, {late} quá hạn.",
        f"{len(rows)} finding(s), {standing} not mended, {late} overdue.",
    )
    title = Text("Sổ thiếu sót qua kiểm tra", "Register of findings of inspections")
    put_table(office, target, "finding-list", title, COLUMNS, rows, footer=[say(count)])
    return 8 if exit_code and late else 0


def _over(office: Office, done: Finding, terms: Terms) -> None:
    label, on = STATE_LABELS[done.state], day(done.ended_on or office.today())
    said = Text(
        f"Thiếu sót {done.ref} {label.vi} ngày {on}.", f"Finding {done.ref}: {label.en} on {on}."
    )
    tell_record(office, done.record, said, "ketnap finding list --open", terms)
