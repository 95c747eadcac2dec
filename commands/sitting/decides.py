"""`ketnap sitting decide`: the rulings of a sitting, many in one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.asking import (
    Grade,
    Terms,
    no_input_option,
    register_options,
    with_terms,
    yes_option,
)
from commands.batches import carry_out_batch, only_allowed_option, row_reasons
from commands.days import Day
from commands.importing import reading_options
from commands.listed import NOBODY, listed_file, of_list
from commands.office_desk import Office
from commands.sitting.typed import VOTES, typed_rulings
from commands.skin import Command, option
from commands.speech import say
from commands.years import POSITIVE
from rules.text import Text
from workflow.registers.batch import Batched, BatchRefusedError, Refusal
from workflow.registers.ruling import Attendance, Ruled, decide
from workflow.registers.sittings import Ruling, Sitting, Votes

if TYPE_CHECKING:
    from commands.import_plan import Asked, Plan
    from office.lists import ParsedList
    from office.sheet import Sheet
    from storage.store import SqlStore
    from workflow.desk import Desk

_RULINGS = tuple(one.value for one in Ruling)


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (no_input_option, yes_option, register_options):
        function = decorate(function)
    return function


@click.command(
    "decide",
    cls=Command,
    words=Text(
        "Ghi kết luận của phiên, mỗi người một kết luận và số phiếu riêng: agree (đồng ý), refuse"
        " (không đồng ý), refer (xin ý kiến cấp trên), return (trả lại), hold (để lại kiểm tra)."
        " Cả loạt ghi một lần; điều gì quy định không cho phép thì nêu hết lý do và không ghi gì.",
        "Record the rulings of a sitting, one per person with its own votes: agree, refuse, refer"
        " (up), return, hold. All are written at once; what the law does not allow is named with"
        " all reasons and nothing is written.",
    ),
    examples=(
        (
            "ketnap sitting decide 0003 --electors 15 --present 13 --votes 13/0 --rest agree"
            " 0058=agree:12/1 0061=refer 0070=hold:awaiting-verification --first 101-QĐ/TU"
        ),
        "ketnap sitting decide 0003 --file ket-luan.xlsx --electors 15 --present 13 -n",
    ),
    exits=(0, 1, 2, 3, 5, 6, 9, 75),
)
@click.argument("number")
@click.argument("rulings", nargs=-1, callback=typed_rulings, metavar="[REF=RULING[:...]]...")
@option(
    "--electors",
    type=POSITIVE,
    required=True,
    words=Text("Tổng số người có quyền biểu quyết.", "How many may vote."),
)
@option("--present", type=POSITIVE, required=True, words=Text("Số có mặt.", "How many came."))
@option(
    "--votes",
    type=VOTES,
    default=None,
    metavar="FOR/AGAINST",
    words=Text(
        "Số phiếu cho người không ghi riêng.", "Votes on each person whose own are not given."
    ),
)
@option(
    "--rest",
    type=click.Choice(_RULINGS),
    default=None,
    words=Text("Kết luận cho những người còn lại.", "The ruling on everybody else."),
)
@option(
    "--first",
    default=None,
    metavar="NUMBER",
    words=Text("Số quyết định đầu tiên, các số sau tăng dần.", "The first decision's number."),
)
@option(
    "--decided",
    type=Day(),
    default=None,
    words=Text("Ngày ra quyết định (mặc định: ngày họp).", "Day of the decisions (the sitting's)."),
)
@listed_file
@reading_options
@only_allowed_option
@with_terms(_options)
@click.pass_obj
def decide_many(
    office: Office,
    /,
    *,
    number: str,
    rulings: tuple[Ruled, ...],
    electors: int,
    present: int,
    votes: Votes | None,
    rest: str | None,
    first: str | None,
    decided: date | None,
    only_allowed: bool,
    file: Path | None,
    terms: Terms,
    **reading: Any,
) -> int:
    """Record the rulings of a sitting."""
    desk = office.desk()
    deciding = partial(
        decide,
        desk,
        number,
        attendance=Attendance(electors=electors, present=present),
        decided_on=decided,
        first_document=first,
    )
    if file is not None:
        planner = partial(_plan, deciding, votes)
        return of_list(
            office,
            "decisions",
            file,
            [one.case for one in rulings],
            planner,
            terms,
            reading,
            partial_ok=only_allowed,
        )
    ruled = _whole(desk, number, rulings, votes, None if rest is None else Ruling(rest))
    if not ruled:
        raise click.UsageError(say(NOBODY))
    refused = any(one.ruling is Ruling.REFUSE for one in ruled)
    carry_out_batch(
        office,
        terms,
        partial(deciding, ruled=ruled, only_allowed=only_allowed, request=terms.request),
        "sitting-decide",
        _said,
        grade=Grade.SERIOUS if refused else Grade.MODERATE,
        following=lambda done: f"ketnap sitting minutes {done.record.ref}",
    )
    return 0


def _whole(
    desk: Desk,
    number: str,
    rulings: Sequence[Ruled],
    votes: Votes | None,
    rest: Ruling | None,
) -> list[Ruled]:
    """The rulings that were typed, and that on everybody else; votes where none were given."""
    from workflow.finding import find_case  # noqa: PLC0415 - help stays instant
    from workflow.registers.register import Register  # noqa: PLC0415 - as above
    from workflow.registers.writing import find_record  # noqa: PLC0415 - as above

    ruled = {find_case(desk, one.case).case.ref: one for one in rulings}
    if rest is not None:
        sitting = Sitting.of(find_record(desk, Register.SITTING, number))
        for item in sitting.open_items:
            ruled.setdefault(item.case, Ruled(case=item.case, ruling=rest))
    return [_voted(one, votes) for one in ruled.values()]


def _voted(one: Ruled, votes: Votes | None) -> Ruled:
    from dataclasses import replace  # noqa: PLC0415 - beside its only use

    if one.ballot is not None or not one.ruling.voted:
        return one
    return replace(one, ballot=votes)


def _said(done: Batched) -> Text:
    sitting = Sitting.of(done.record)
    counts = [(ruling, sitting.ruled(ruling)) for ruling in Ruling]
    vi, en = (
        ", ".join(f"{count} {ruling.label.to(side)}" for ruling, count in counts if count)
        for side in ("vi", "en")
    )
    left = len(sitting.open_items)
    more = Text("", "") if not left else Text(f"; còn {left} chưa xét", f"; {left} left")
    ref, whole = done.record.ref, len(sitting.items)
    return Text(
        f"Phiên {ref}: {whole} hồ sơ, {vi}{more.vi}.",
        f"Sitting {ref}: {whole} cases, {en}{more.en}.",
    )


def _plan(
    deciding: Callable[..., Batched],
    votes: Votes | None,
    _desk: Desk,
    store: SqlStore,
    sheet: Sheet,
    parsed: ParsedList,
    asked: Asked,
) -> Plan:
    from commands.import_plan import Plan, Written  # noqa: PLC0415 - as above
    from office.judging import judged  # noqa: PLC0415 - as above
    from office.people_known import Everybody  # noqa: PLC0415 - as above
    from office.ruling_rows import ruled, ruling_reasons  # noqa: PLC0415 - as above
    from storage.known import known_people  # noqa: PLC0415 - as above
    from workflow.actions.registers import FileName  # noqa: PLC0415 - as above

    people = Everybody.of(known_people(store))
    parsed = judged(
        sheet, parsed, lambda values: ruling_reasons(values, people), encoding=asked.encoding
    )

    def rulings() -> list[Ruled]:
        found = (ruled(row.values, people.ref_of(row.values)) for row in parsed.rows)
        return [_voted(one, votes) for one in found]

    refs = {id(row.values): people.ref_of(row.values) for row in parsed.rows}
    parsed = judged(
        sheet,
        parsed,
        row_reasons(refs, _refused(deciding, rulings()), "ref"),
        encoding=asked.encoding,
    )

    def write() -> Written:
        file = FileName(name=sheet.file_name, sha256=sheet.sha256)
        done = deciding(ruled=rulings(), file=file, request=asked.request)
        return Written(
            said=_said(done), following=f"ketnap sitting minutes {done.record.ref}", refs=done.refs
        )

    return Plan(parsed=parsed, remarks=(), write=write)


def _refused(deciding: Callable[..., Batched], ruled: Sequence[Ruled]) -> tuple[Refusal, ...]:
    if not ruled:
        return ()
    try:
        return deciding(ruled=ruled, only_allowed=True, dry_run=True).refused
    except BatchRefusedError as all_of_them:
        return all_of_them.refusals
