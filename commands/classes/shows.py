"""`ketnap class show`: a class, its people, and what it yielded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.classes.lists import class_row
from commands.office_desk import Office
from commands.output import Column, day
from commands.past import reads_past
from commands.sheets import Target, put_list, put_table, to_sheet
from commands.skin import Command
from commands.speech import language, say
from planning.percent import Percent
from rules.text import Text
from workflow.registers.classes import StudyClass
from workflow.registers.referrals import Outcome, outcome_of
from workflow.registers.register import Register
from workflow.registers.writing import find_record

if TYPE_CHECKING:
    from workflow.ports import Dossier

_COLUMNS = (
    Column(key="case", heading=Text("Mã hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="enrolled_on", heading=Text("Cử đi học", "Sent"), kind="day", spare=2),
    Column(key="missed", heading=Text("Vắng", "Absent"), kind="number"),
    Column(key="result", heading=Text("Kết quả", "Result"), kind="ref"),
    Column(key="certificate", heading=Text("Số GCN", "Certificate"), kind="ref"),
    Column(key="issued_on", heading=Text("Ngày cấp", "Issued"), kind="day", spare=1),
    Column(key="state", heading=Text("Bước", "Step"), kind="ref", spare=3),
)


@click.command(
    "show",
    cls=Command,
    words=Text(
        "Một lớp: quyết định, học viên, điểm danh, kết quả, và bao nhiêu người về sau được lập hồ"
        " sơ, kết nạp. Với --xlsx là mẫu kết quả để điền rồi nhập lại (class result --file).",
        "A class: its decision, people, roll, results, and how many later got a file and were"
        " admitted. With --xlsx the sheet of results to fill in and take back.",
    ),
    examples=(
        "ketnap class show LH-2026-0001",
        "ketnap class show 0001 --xlsx ket-qua.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@click.argument("number")
@to_sheet
@reads_past
@click.pass_obj
def show(office: Office, /, number: str, target: Target) -> None:
    """Show a class."""
    store = office.store()
    study = StudyClass.of(find_record(office.desk(), Register.CLASS, number))
    people = {one.case: store.dossier(one.case) for one in study.pupils}
    known = {ref: one for ref, one in people.items() if one is not None}
    rows = [_row(study, one.case, known) for one in study.pupils]
    if target.file is not None:
        title = Text(f"Kết quả lớp {study.record.ref}", f"Results of class {study.record.ref}")
        put_list(office, target, "results", title, [_result(row) for row in rows])
        return
    outcomes = [outcome_of(store, one.case) for one in known.values()]
    footer = [say(line) for line in (*_head(study), *_yield(study, outcomes))]
    extra = {**_plain(class_row(study)), "yield": _counts(outcomes)}
    title = Text("Lớp", "Class")
    put_table(office, target, "class-show", title, _COLUMNS, rows, footer=footer, extra=extra)


def _head(study: StudyClass) -> list[Text]:
    record = study.record
    place = "" if study.place is None else f" · {study.place}"
    room = "" if study.capacity is None else f"/{study.capacity}"
    count = len(study.pupils)
    return [
        Text(
            f"{study.kind.label.vi} {record.ref} · quyết định {record.document}"
            f" ngày {day(record.since)} ({record.issuer})",
            f"{study.kind.label.en} {record.ref} · decision {record.document}"
            f" of {day(record.since)} ({record.issuer})",
        ),
        Text(
            f"{day(study.begins)} – {day(study.ends)}{place} · {count}{room} học viên"
            f" · điểm danh {len(study.absent)} ngày",
            f"{day(study.begins)} – {day(study.ends)}{place} · {count}{room} people"
            f" · roll called on {len(study.absent)} day(s)",
        ),
    ]


def _counts(outcomes: list[Outcome]) -> dict[str, int]:
    steps = ("file", "admitted", "recognised")
    return {step: sum(step in one.reached for one in outcomes) for step in steps}


def _yield(study: StudyClass, outcomes: list[Outcome]) -> list[Text]:
    """How many of the class went on, each with a over b."""
    whole, found = len(study.pupils), _counts(outcomes)
    file, admitted = (
        Percent.of(found[step], whole).with_figures(language()) for step in ("file", "admitted")
    )
    return [
        Text(
            f"Kết quả về sau: lập hồ sơ {file}, kết nạp {admitted}.",
            f"What came of it: files {file}, admitted {admitted}.",
        )
    ]


def _row(study: StudyClass, case: str, known: dict[str, Dossier]) -> dict[str, Any]:
    from workflow.states import STATE_LABELS  # noqa: PLC0415 - help stays instant

    pupil, dossier = study.pupil(case), known.get(case)
    assert pupil is not None  # noqa: S101 - the rows are those of its people
    return {
        "case": case,
        "name": None if dossier is None else dossier.person.name,
        "enrolled_on": pupil.enrolled_on,
        "missed": study.days_missed(case),
        "result": None if pupil.result is None else pupil.result.value,
        "result_shown": None if pupil.result is None else say(pupil.result.label),
        "certificate": pupil.certificate,
        "issued_on": pupil.issued_on,
        "state": None if dossier is None else dossier.case.state.value,
        "state_shown": None if dossier is None else say(STATE_LABELS[dossier.case.state]),
    }


def _result(row: dict[str, Any]) -> dict[str, Any]:
    """A person as a line of the sheet of results (T3)."""
    return {
        "ref": row["case"],
        "name": row["name"],
        "result": row.get("result_shown"),
        "number": row["certificate"],
        "issued_on": row["issued_on"],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what people read, its days as programs read them."""
    return {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in row.items()
        if not key.endswith("_shown")
    }
