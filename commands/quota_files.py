"""`ketnap quota files | receive | receipt`: files for the year's places, against the file date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, write_terms
from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.past import reads_past
from commands.prose import tell_or_emit, tell_registered
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command
from commands.speech import say
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from planning.files import FileCount
    from workflow.registers.files import Receipt

COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="due", heading=Text("Phải nộp", "Due"), kind="number"),
    Column(key="sent", heading=Text("Đã nộp", "Sent"), kind="number"),
    Column(key="late", heading=Text("Nộp muộn", "Late"), kind="number"),
    Column(key="accepted", heading=Text("Đã nhận", "Accepted"), kind="number"),
    Column(key="returned", heading=Text("Trả lại", "Returned"), kind="number"),
    Column(key="missing", heading=Text("Còn thiếu", "Missing"), kind="number"),
    Column(key="before", heading=Text("Trước ngày", "Before"), kind="day"),
    Column(key="days_left", heading=Text("Còn (ngày)", "Days left"), kind="number", spare=1),
)
_RECEIPT = (
    Column(key="receipt", heading=Text("Biên nhận", "Receipt"), kind="ref"),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="on", heading=Text("Ngày nhận", "Received"), kind="day"),
    Column(key="case", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="late", heading=Text("Muộn", "Late")),
)


@click.command(
    "files",
    cls=Command,
    words=Text(
        "Hồ sơ của từng tổ chức trong năm: phải nộp (theo chỉ tiêu), đã nộp, nộp muộn, đã nhận, trả"
        " lại. “Trước 31/10” thì ngày 30/10 là ngày cuối, theo giờ Việt Nam.",
        "Each unit's files in a year: due (one per place), sent, late, accepted, returned. “Before"
        " 31/10” is kept on 30/10, by the clock of Viet Nam.",
    ),
    examples=("ketnap quota files 2026", "ketnap quota files --xlsx nop-ho-so.xlsx"),
    exits=(0, 2, 3, 9),
)
@click.argument("year", type=YEAR, required=False)
@to_sheet
@reads_past
@click.pass_obj
def files(office: Office, year: int | None, target: Target) -> None:
    """Print one line per unit."""
    from commands.filing import counts_of  # noqa: PLC0415 - help does not open the store

    today = office.today()
    asked = year or today.year
    counts = counts_of(office.store(), asked, today)
    if not counts and people_read(office.output) and target.file is None:
        office.tell(
            Text(
                f"Năm {asked} chưa giao chỉ tiêu và chưa nhận hồ sơ nào.",
                f"No quota is set and no file was received in {asked}.",
            )
        )
        return
    rows = [_row(code, name, count) for code, name, count in counts]
    missing = sum(row["missing"] for row in rows)
    sent = sum(row["sent"] for row in rows)
    said = Text(
        f"Đã nộp {sent} hồ sơ, còn thiếu {missing}.", f"{sent} files sent, {missing} missing."
    )
    title = Text(f"Nộp hồ sơ kết nạp năm {asked}", f"Admission files of {asked}")
    put_table(office, target, "quota-files", title, COLUMNS, rows, footer=[say(said)])


@click.command(
    "receive",
    cls=Command,
    words=Text(
        "Nhận hồ sơ đề nghị kết nạp của một tổ chức và lập biên nhận. Ngày nhận tính theo giờ"
        " Việt Nam.",
        "Take in the admission files of a unit and give a receipt. The day is that of Viet Nam.",
    ),
    examples=(
        "ketnap quota receive DV 0029 0031 0035",
        "ketnap quota receive DV 0029 --on 30/10/2026",
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("unit")
@click.argument("refs", metavar="CASE...", nargs=-1, required=True)
@write_terms
@click.pass_obj
def receive(office: Office, unit: str, refs: tuple[str, ...], terms: Terms) -> None:
    """Receive files."""
    from workflow.actions.receive_files import receive_files  # noqa: PLC0415 - as above

    made = receive_files(
        office.desk(), unit, refs, on=terms.on, request=terms.request, dry_run=terms.dry_run
    )
    lines, rows = _told(office, made)
    lines += _before(office, made)
    tell_registered(office, lines, "quota-receipt", _RECEIPT, rows, dry_run=terms.dry_run)


@click.command(
    "receipt",
    cls=Command,
    words=Text("In lại một biên nhận hồ sơ.", "Print a receipt of files again."),
    examples=("ketnap quota receipt BN-2026-0003", "ketnap quota receipt 0003 -o json"),
    exits=(0, 2, 3),
)
@click.argument("number")
@reads_past
@click.pass_obj
def receipt(office: Office, number: str) -> None:
    """Print a receipt."""
    from workflow.registers.files import receipt_of  # noqa: PLC0415 - as above
    from workflow.registers.register import Register  # noqa: PLC0415 - as above
    from workflow.registers.writing import find_record  # noqa: PLC0415 - as above

    record = find_record(office.desk(), Register.FILES, number)
    lines, rows = _told(office, receipt_of(record))
    tell_or_emit(office, [say(line) for line in lines], "quota-receipt", _RECEIPT, rows)


def _before(office: Office, made: Receipt) -> Iterator[Text]:
    """Which of these files were handed in before in that year: the first day is what counts."""
    from workflow.registers.files import receipt_of  # noqa: PLC0415 - as above
    from workflow.registers.register import Register  # noqa: PLC0415 - as above

    known = map(receipt_of, office.store().records(Register.FILES))
    earlier = [one for one in known if one.ref != made.ref and one.on.year == made.on.year]
    for case in made.cases:
        mine = [one for one in earlier if case in one.cases]
        if mine:
            first = min(mine, key=lambda one: (one.on, one.ref))
            yield Text(
                f"! {case} đã nộp ngày {day(first.on)} ({first.ref}): không tính hai lần.",
                f"! {case} was handed in on {day(first.on)} ({first.ref}): it counts once.",
            )


def _told(office: Office, made: Receipt) -> tuple[list[Text], list[dict[str, Any]]]:
    """The receipt in words, with the word on whether it came in time, and as rows."""
    from commands.filing import before_of  # noqa: PLC0415 - as above

    before = before_of(office.store(), made.on.year, made.unit, office.today())
    late = before is not None and made.on >= before
    count, on = len(made.cases), day(made.on)
    lines = [
        Text(
            f"✓ Biên nhận {made.ref}: {made.unit} nộp {count} hồ sơ ngày {on}.",
            f"✓ Receipt {made.ref}: {made.unit} handed in {count} files on {on}.",
        ),
        Text(f"  {', '.join(made.cases)}", f"  {', '.join(made.cases)}"),
    ]
    if before is not None:
        shown = day(before)
        lines.append(
            Text(f"! Muộn: hạn là trước {shown}.", f"! Late: due before {shown}.")
            if late
            else Text(f"  Đúng hạn: trước {shown}.", f"  In time: before {shown}.")
        )
    rows = [
        {
            "receipt": made.ref,
            "unit": made.unit,
            "on": made.on,
            "case": case,
            "late": late,
            "late_shown": say(Text("muộn", "late")) if late else None,
        }
        for case in made.cases
    ]
    return lines, rows


def _row(code: str, name: str, count: FileCount) -> dict[str, Any]:
    return {
        "unit": code,
        "name": name,
        "due": count.due,
        "sent": count.sent,
        "late": count.late,
        "accepted": count.accepted,
        "returned": count.returned,
        "missing": count.missing,
        "before": count.before,
        "days_left": count.left,
        "overdue": count.overdue,
    }
