"""`ketnap class enrol`: people are sent to a class, by reference or from a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.asking import Terms, write_terms
from commands.batches import carry_out_batch, only_allowed_option, row_reasons
from commands.importing import reading_options
from commands.listed import NOBODY, listed_file, of_list
from commands.office_desk import Office
from commands.refs import complete_ref
from commands.skin import Command
from commands.speech import say
from rules.text import Text
from workflow.registers.batch import Batched, BatchRefusedError, Refusal
from workflow.registers.classes import StudyClass
from workflow.registers.teaching import enrol as enrolling

if TYPE_CHECKING:
    from commands.import_plan import Asked, Plan
    from office.cells import Value
    from office.lists import ParsedList
    from office.sheet import Sheet
    from storage.store import SqlStore
    from workflow.desk import Desk


@click.command(
    "enrol",
    cls=Command,
    words=Text(
        "Cử người vào lớp, nêu mã hoặc lấy từ danh sách Excel. Vào lớp nhận thức là một bước của hồ"
        " sơ, theo đủ điều kiện; ai chưa được thì nêu lý do.",
        "Send people to a class, by reference or from an Excel list. The awareness class is a step"
        " of the case, with its conditions; who may not go is named with the reasons.",
    ),
    examples=(
        "ketnap class enrol LH-2026-0001 0044 0058 0061",
        "ketnap class enrol 0001 --file ds-cu-hoc.xlsx -n",
    ),
    exits=(0, 1, 2, 3, 5, 6, 9, 75),
)
@click.argument("number")
@click.argument("cases", nargs=-1, shell_complete=complete_ref)
@listed_file
@reading_options
@only_allowed_option
@write_terms
@click.pass_obj
def enrol(
    office: Office,
    /,
    *,
    number: str,
    cases: tuple[str, ...],
    only_allowed: bool,
    file: Path | None,
    terms: Terms,
    **reading: Any,
) -> int:
    """Send people to a class."""
    desk = office.desk()
    if file is not None:
        planner = partial(_plan, number, terms.on)
        return of_list(
            office, "enrolments", file, cases, planner, terms, reading, partial_ok=only_allowed
        )
    if not cases:
        raise click.UsageError(say(NOBODY))
    attempt = partial(
        enrolling,
        desk,
        number,
        cases,
        on=terms.on,
        only_allowed=only_allowed,
        request=terms.request,
    )
    carry_out_batch(
        office,
        terms,
        attempt,
        "class-enrol",
        _said,
        following=lambda done: f"ketnap class show {done.record.ref}",
    )
    return 0


def _said(done: Batched) -> Text:
    count, ref = len(done.refs), done.record.ref
    study = StudyClass.of(done.record)
    vi = f"Cử {count} người vào lớp {ref} (cả lớp {len(study.pupils)} người"
    en = f"{count} sent to class {ref} ({len(study.pupils)} in it"
    if study.over:
        vi += f", quá {study.over} so với {study.capacity} chỗ"
        en += f", {study.over} over its {study.capacity} places"
    return Text(f"{vi}).", f"{en}).")


def _plan(
    number: str,
    on: date | None,
    desk: Desk,
    store: SqlStore,
    sheet: Sheet,
    parsed: ParsedList,
    asked: Asked,
) -> Plan:
    """Rows judged by whom they mean, then by what the law says of sending them."""
    from commands.import_plan import Plan, Written  # noqa: PLC0415 - help stays instant
    from office.class_rows import enrolment_reasons  # noqa: PLC0415 - as above
    from office.judging import judged  # noqa: PLC0415 - as above
    from office.people_known import Everybody  # noqa: PLC0415 - as above
    from storage.known import known_people  # noqa: PLC0415 - as above
    from workflow.actions.registers import FileName  # noqa: PLC0415 - as above

    people = Everybody.of(known_people(store))
    taken: dict[str, Mapping[str, Value]] = {}
    parsed = judged(
        sheet,
        parsed,
        lambda values: enrolment_reasons(values, people, taken),
        encoding=asked.encoding,
    )
    refs = {id(row.values): people.ref_of(row.values) for row in parsed.rows}
    refused = _refused(desk, number, list(refs.values()), on)
    parsed = judged(sheet, parsed, row_reasons(refs, refused), encoding=asked.encoding)

    def write() -> Written:
        done = enrolling(
            desk,
            number,
            [people.ref_of(row.values) for row in parsed.rows],
            on=on,
            file=FileName(name=sheet.file_name, sha256=sheet.sha256),
            request=asked.request,
        )
        return Written(
            said=_said(done), following=f"ketnap class show {done.record.ref}", refs=done.refs
        )

    return Plan(parsed=parsed, remarks=(), write=write)


def _refused(desk: Desk, number: str, refs: list[str], on: date | None) -> tuple[Refusal, ...]:
    if not refs:
        return ()
    try:
        done = enrolling(desk, number, refs, on=on, only_allowed=True, dry_run=True)
    except BatchRefusedError as all_of_them:
        return all_of_them.refusals
    return done.refused
