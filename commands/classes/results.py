"""`ketnap class result`: results, and certificates for many in one command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, no_input_option, register_options, with_terms, yes_option
from commands.batches import carry_out_batch, only_allowed_option, row_reasons
from commands.days import Day
from commands.importing import reading_options
from commands.listed import NOBODY, listed_file, of_list
from commands.office_desk import Office
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text
from workflow.registers.batch import Batched, BatchRefusedError, Refusal, numbers_from
from workflow.registers.classes import FINISHED, Result, StudyClass
from workflow.registers.graduating import Graded, give_results
from workflow.registers.register import Register
from workflow.registers.writing import find_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from commands.import_plan import Asked, Plan
    from office.lists import ParsedList
    from office.sheet import Sheet
    from storage.store import SqlStore
    from workflow.desk import Desk

_ALL = "all"


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (no_input_option, yes_option, register_options):
        function = decorate(function)
    return function


def _people(name: str, words: Text) -> Callable[..., Any]:
    return option(f"--{name}", name, multiple=True, metavar="REF", words=words)


@click.command(
    "result",
    cls=Command,
    words=Text(
        "Ghi kết quả lớp và cấp giấy chứng nhận hàng loạt: số tăng dần từ --first, mỗi giấy là một"
        " mục của hồ sơ. Hoặc lấy từ danh sách kết quả (--file).",
        "Record results and issue certificates for many at once: numbers count on from --first,"
        " each is an entry of its case. Or take them from a list of results (--file).",
    ),
    examples=(
        (
            "ketnap class result LH-2026-0001 --passed all --absent 0058 --first 015/GCN"
            ' --issued 25/03/2026 --issuer "Trung tâm chính trị"'
        ),
        "ketnap class result 0001 --file ket-qua.xlsx -n",
    ),
    exits=(0, 1, 2, 3, 5, 6, 9, 75),
)
@click.argument("number")
@_people("passed", Text("Người đạt; all: tất cả người còn lại.", "Who passed; all: all others."))
@_people("failed", Text("Người không đạt.", "Who failed."))
@_people("absent", Text("Người không học.", "Who did not attend."))
@option(
    "--first",
    default=None,
    metavar="NUMBER",
    words=Text("Số giấy chứng nhận đầu tiên.", "The first certificate's number."),
)
@option("--issued", type=Day(), default=None, words=Text("Ngày cấp.", "Day of issue."))
@option("--issuer", default=None, words=Text("Đơn vị cấp.", "Who issues them."))
@listed_file
@reading_options
@only_allowed_option
@with_terms(_options)
@click.pass_obj
def result(
    office: Office,
    /,
    *,
    number: str,
    passed: tuple[str, ...],
    failed: tuple[str, ...],
    absent: tuple[str, ...],
    first: str | None,
    issued: date | None,
    issuer: str | None,
    only_allowed: bool,
    file: Path | None,
    terms: Terms,
    **reading: Any,
) -> int:
    """Record results."""
    typed = (*passed, *failed, *absent)
    if file is not None:
        planner = partial(_plan, number)
        return of_list(
            office, "results", file, typed, planner, terms, reading, partial_ok=only_allowed
        )
    if not typed:
        raise click.UsageError(say(NOBODY))
    desk = office.desk()
    others = {Result.FAILED: _refs(desk, failed), Result.ABSENT: _refs(desk, absent)}
    good = _passed(desk, number, passed, {ref for refs in others.values() for ref in refs})
    papers = [None] * len(good) if first is None else numbers_from(first, len(good))
    graded = [
        Graded(case=ref, result=Result.PASSED, certificate=paper, issued_on=issued, issuer=issuer)
        for ref, paper in zip(good, papers, strict=True)
    ]
    graded += [Graded(case=ref, result=what) for what, refs in others.items() for ref in refs]
    attempt = partial(
        give_results, desk, number, graded, only_allowed=only_allowed, request=terms.request
    )
    carry_out_batch(
        office,
        terms,
        attempt,
        "class-result",
        _said,
        following=lambda done: f"ketnap class show {done.record.ref}",
    )
    return 0


def _refs(desk: Desk, typed: Sequence[str]) -> list[str]:
    from workflow.finding import find_case  # noqa: PLC0415 - help stays instant

    return [find_case(desk, one).case.ref for one in typed]


def _passed(desk: Desk, number: str, typed: Sequence[str], others: set[str]) -> list[str]:
    """Who passed, in the order of the class where all others did."""
    if typed != (_ALL,):
        return _refs(desk, typed)
    study = StudyClass.of(find_record(desk, Register.CLASS, number))
    return [one.case for one in study.pupils if one.result is None and one.case not in others]


def _said(done: Batched) -> Text:
    study = StudyClass.of(done.record)
    passed = sum(one.result is Result.PASSED for one in study.pupils)
    papers, ref = len(done.moved), done.record.ref
    vi = f"Lớp {ref}: {passed}/{len(study.pupils)} người đạt, cấp {papers} giấy chứng nhận"
    en = f"Class {ref}: {passed}/{len(study.pupils)} passed, {papers} certificates issued"
    if done.record.state == FINISHED:
        return Text(f"{vi}; lớp đã xong.", f"{en}; the class is finished.")
    return Text(f"{vi}.", f"{en}.")


def _plan(
    number: str, desk: Desk, store: SqlStore, sheet: Sheet, parsed: ParsedList, asked: Asked
) -> Plan:
    from commands.import_plan import Plan, Written  # noqa: PLC0415 - as above
    from office.class_rows import graded, result_reasons  # noqa: PLC0415 - as above
    from office.judging import judged  # noqa: PLC0415 - as above
    from office.people_known import Everybody  # noqa: PLC0415 - as above
    from storage.known import known_people  # noqa: PLC0415 - as above
    from workflow.actions.registers import FileName  # noqa: PLC0415 - as above

    people = Everybody.of(known_people(store))
    parsed = judged(
        sheet, parsed, lambda values: result_reasons(values, people), encoding=asked.encoding
    )
    refs = {id(row.values): people.ref_of(row.values) for row in parsed.rows}
    found = [graded(row.values, refs[id(row.values)]) for row in parsed.rows]
    refused = _refused(desk, number, found)
    parsed = judged(sheet, parsed, row_reasons(refs, refused, "ref"), encoding=asked.encoding)

    def write() -> Written:
        rows = [graded(row.values, people.ref_of(row.values)) for row in parsed.rows]
        file = FileName(name=sheet.file_name, sha256=sheet.sha256)
        done = give_results(desk, number, rows, file=file, request=asked.request)
        return Written(
            said=_said(done), following=f"ketnap class show {done.record.ref}", refs=done.refs
        )

    return Plan(parsed=parsed, remarks=(), write=write)


def _refused(desk: Desk, number: str, found: Sequence[Graded]) -> tuple[Refusal, ...]:
    if not found:
        return ()
    try:
        done = give_results(desk, number, found, only_allowed=True, dry_run=True)
    except BatchRefusedError as all_of_them:
        return all_of_them.refusals
    return done.refused
