"""`ketnap training`: who was trained in the procedures, and who handles files untrained."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from commands.asking import Terms, register_terms, write_terms
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.records import tell_record
from commands.sheets import Target, put_table, to_sheet
from commands.skin import group, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text
from workflow.registers.register import Register
from workflow.registers.trainings import Gap, Training, attend, gaps, hold_training

command = group(
    "training",
    Text(
        "Tập huấn nghiệp vụ: sổ tập huấn, ai đang làm hồ sơ mà chưa được tập huấn.",
        "Training of officers: the register, and who handles files untrained.",
    ),
)
_YEAR = 365
_TRAININGS = (
    Column(key="number", heading=Text("Số", "No."), kind="ref"),
    Column(key="on", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="topic", heading=Text("Nội dung", "Topic")),
    Column(key="unit", heading=Text("Tổ chức", "Held by"), kind="ref"),
    Column(key="people", heading=Text("Người dự", "Attended"), kind="number"),
    Column(key="officers", heading=Text("Tài khoản", "Accounts"), spare=1),
)
_GAPS = (
    Column(key="actor", heading=Text("Tài khoản", "Account"), kind="ref"),
    Column(key="cases", heading=Text("Hồ sơ", "Cases"), kind="number"),
    Column(key="entries", heading=Text("Số mục đã ghi", "Entries"), kind="number"),
    Column(key="last_on", heading=Text("Ghi gần nhất", "Last wrote"), kind="day"),
    Column(key="trained_on", heading=Text("Tập huấn gần nhất", "Last trained"), kind="day"),
)


@command.command(
    words=Text("Ghi một lớp tập huấn nghiệp vụ.", "Register a training of officers."),
    examples=('ketnap training add "Nghiệp vụ kết nạp đảng viên" --unit TP --on 12/03/2026',),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("topic")
@option("--unit", required=True, words=Text("Tổ chức mở lớp.", "The unit that holds it."))
@option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))
@write_terms
@click.pass_obj
def add(office: Office, /, *, topic: str, unit: str, document: str | None, terms: Terms) -> None:
    """Register a training."""
    record = hold_training(
        office.desk(),
        topic,
        unit,
        on=terms.on,
        document=document,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(f"Lớp tập huấn {record.ref}.", f"Training {record.ref}.")
    tell_record(office, record, said, f"ketnap training attend {record.ref} …", terms)


@command.command(
    "attend",
    words=Text(
        "Ghi người dự, theo tài khoản mà nhật ký biết.",
        "Write down who attended, by the accounts that the log knows.",
    ),
    examples=("ketnap training attend TH-2026-0001 lan minh",),
    exits=(0, 2, 3, 6, 75),
)
@click.argument("number")
@click.argument("officers", nargs=-1, required=True)
@register_terms
@click.pass_obj
def attended(office: Office, number: str, officers: tuple[str, ...], terms: Terms) -> None:
    """Write down attendance."""
    record = attend(office.desk(), number, officers, request=terms.request, dry_run=terms.dry_run)
    count = len(Training.of(record).officers)
    said = Text(
        f"Lớp tập huấn {record.ref}: {count} người dự.",
        f"Training {record.ref}: {count} attended.",
    )
    tell_record(office, record, said, "ketnap training gaps", terms)


@command.command(
    "list",
    words=Text("Sổ tập huấn.", "The register of trainings."),
    examples=("ketnap training list",),
    exits=(0, 2, 3, 9),
)
@to_sheet
@reads_past
@click.pass_obj
def list_trainings(office: Office, /, target: Target) -> None:
    """List trainings."""
    found = [Training.of(one) for one in office.store().records(Register.TRAINING)]
    rows = [
        {
            "number": one.record.ref,
            "on": one.on,
            "topic": one.topic,
            "unit": one.record.unit,
            "document": one.record.document,
            "people": len(one.officers),
            "officers": list(one.officers),
            "officers_shown": ", ".join(one.officers) or None,
        }
        for one in found
    ]
    count = Text(f"{len(rows)} lớp tập huấn.", f"{len(rows)} training(s).")
    title = Text("Sổ tập huấn nghiệp vụ", "Register of trainings")
    put_table(office, target, "training-list", title, _TRAININGS, rows, footer=[say(count)])


@command.command(
    "gaps",
    words=Text(
        "Ai ghi hồ sơ trong thời gian qua mà chưa được tập huấn, hoặc tập huấn đã lâu.",
        "Who wrote to cases of late and was never trained, or not for long.",
    ),
    examples=("ketnap training gaps", "ketnap training gaps --days 90 --valid 730"),
    exits=(0, 2, 3, 8, 9),
)
@option(
    "--days",
    type=POSITIVE,
    default=_YEAR,
    show_default=True,
    words=Text("Tính việc trong bấy nhiêu ngày qua.", "Work of so many days back."),
)
@option(
    "--valid",
    type=POSITIVE,
    default=2 * _YEAR,
    show_default=True,
    words=Text("Tập huấn còn tính trong bấy nhiêu ngày.", "A training counts for so many days."),
)
@option(
    "--exit-code",
    is_flag=True,
    default=False,
    words=Text("Thoát với mã 8 nếu có.", "Exit with 8 when there are any."),
)
@to_sheet
@reads_past
@click.pass_obj
def list_gaps(office: Office, /, days: int, valid: int, exit_code: bool, target: Target) -> int:
    """List who handles files untrained."""
    store, today = office.store(), office.today()
    trainings = [Training.of(one) for one in store.records(Register.TRAINING)]
    handlers = store.handlers(today - timedelta(days=days))
    found = gaps(handlers, trainings, today - timedelta(days=valid))
    rows = [_gap(one) for one in found]
    said = Text(
        f"{len(found)}/{len(handlers)} người làm hồ sơ cần tập huấn.",
        f"{len(found)} of {len(handlers)} who handle files need training.",
    )
    title = Text("Làm hồ sơ mà chưa tập huấn", "Handling files untrained")
    put_table(office, target, "training-gaps", title, _GAPS, rows, footer=[say(said)])
    return 8 if exit_code and found else 0


def _gap(one: Gap) -> dict[str, Any]:
    handler = one.handler
    return {
        "actor": handler.actor,
        "cases": handler.cases,
        "entries": handler.entries,
        "last_on": handler.last_on,
        "trained_on": one.trained_on,
    }
