"""`ketnap person request open | answer | close`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from commands.asking import Terms, write_terms
from commands.case.lists import rule_titles
from commands.case.options import CodedCommand, the_case
from commands.case.telling import due_shown
from commands.office_desk import Office
from commands.output import Column, day
from commands.prose import DRY_RUN, tell_or_emit
from commands.refusing import notice_lines, notice_row
from commands.skin import option
from commands.speech import say
from rules.text import Text
from workflow.case import Deadline
from workflow.registers.data_request_steps import (
    answer_request,
    close_request,
    extend_request,
    open_request,
)
from workflow.registers.data_requests import (
    KIND_LABELS,
    OUTCOME_LABELS,
    STATE_LABELS,
    DataRequest,
    Outcome,
    RequestKind,
)

_COLUMNS = tuple(
    Column(key=key, heading=Text(key, key))
    for key in ("number", "case", "kind", "state", "outcome", "received_on", "seq")
)
_paper = option("--doc", "document", default=None, words=Text("Số văn bản.", "Document number."))


class _Kinds(CodedCommand):
    """A command whose help says what the kinds of request are."""

    lists = (
        (
            Text("Loại yêu cầu", "Kinds"),
            [(one.value, label) for one, label in KIND_LABELS.items()],
        ),
    )


class _Outcomes(CodedCommand):
    """A command whose help says how a request can end."""

    lists = (
        (
            Text("Kết quả", "Outcomes"),
            [(one.value, label) for one, label in OUTCOME_LABELS.items()],
        ),
    )


@click.command(
    "open",
    cls=_Kinds,
    words=Text(
        "Ghi một yêu cầu của chủ thể dữ liệu, nêu bằng một hồ sơ của người ấy. Hạn trả lời và hạn"
        " thực hiện tính từ ngày nhận.",
        "Register a request of a data subject, named by a case of theirs. The days for answering"
        " and for carrying it out run from the day it was received.",
    ),
    examples=(
        "ketnap person request open 0044 --kind see --on 20/11/2026",
        "ketnap person request open HS-2025-0012 --kind erase --doc 3-ĐN -n",
    ),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@the_case
@option(
    "--kind",
    required=True,
    type=click.Choice([one.value for one in RequestKind]),
    words=Text("Người ấy yêu cầu gì.", "What is asked for."),
)
@_paper
@write_terms
@click.pass_obj
def open_one(office: Office, /, *, ref: str, kind: str, document: str | None, terms: Terms) -> None:
    """Register a request."""
    done = open_request(
        office.desk(),
        ref,
        RequestKind(kind),
        on=terms.on,
        document=document,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    label = KIND_LABELS[done.kind]
    said = Text(
        f"Yêu cầu {done.ref} của người trong {done.case}: {label.vi},"
        f" nhận {day(done.record.since)}.",
        f"Request {done.ref} of the person of {done.case}: {label.en},"
        f" received {day(done.record.since)}.",
    )
    _tell(office, done, said, f"ketnap person request answer {done.ref}", terms)


@click.command(
    "answer",
    cls=CodedCommand,
    words=Text(
        "Ghi đã trả lời người yêu cầu: sẽ thực hiện thế nào, bao giờ.",
        "Record the first answer: how the request is carried out, and by when.",
    ),
    examples=("ketnap person request answer 0001 --on 23/11/2026 --doc 12-CV",),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@_paper
@write_terms
@click.pass_obj
def answer(office: Office, /, *, number: str, document: str | None, terms: Terms) -> None:
    """Record an answer."""
    done = answer_request(
        office.desk(),
        number,
        on=terms.on,
        document=document,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(
        f"Yêu cầu {done.ref}: đã trả lời ngày {day(done.last_on)}.",
        f"Request {done.ref}: answered on {day(done.last_on)}.",
    )
    _tell(office, done, said, f"ketnap person request close {done.ref} --outcome …", terms)


@click.command(
    "extend",
    cls=CodedCommand,
    words=Text(
        "Gia hạn thực hiện một yêu cầu, kèm lý do; hạn trả lời giữ nguyên. Luật cho gia hạn mấy lần"
        " là dữ liệu (chưa xác minh); số ngày do cơ quan quyết định.",
        "Give a request more time to be carried out, with the reason; the day for answering stays."
        " How often the law allows it is data (unverified); the number of days is the office's.",
    ),
    examples=('ketnap person request extend 0001 --days 5 --reason "Hồ sơ giấy ở kho cũ"',),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@option(
    "--days",
    required=True,
    type=click.IntRange(1, 366),
    words=Text("Thêm bao nhiêu ngày.", "How many calendar days more."),
)
@option("--reason", required=True, words=Text("Vì sao.", "Why."))
@_paper
@write_terms
@click.pass_obj
def extend(
    office: Office, /, *, number: str, days: int, reason: str, document: str | None, terms: Terms
) -> None:
    """Extend the time of a request."""
    done = extend_request(
        office.desk(),
        number,
        days,
        reason,
        on=terms.on,
        document=document,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    said = Text(
        f"Yêu cầu {done.ref}: gia hạn thực hiện thêm {done.extended_by} ngày.",
        f"Request {done.ref}: {done.extended_by} days more to carry it out.",
    )
    _tell(office, done, said, f"ketnap person request close {done.ref} --outcome …", terms)


@click.command(
    "close",
    cls=_Outcomes,
    words=Text(
        "Kết thúc một yêu cầu: đã thực hiện, từ chối, hoặc người yêu cầu rút lại.",
        "End a request: carried out, refused, or withdrawn.",
    ),
    examples=("ketnap person request close 0001 --outcome done --on 25/11/2026",),
    exits=(0, 2, 3, 4, 5, 6, 75),
)
@click.argument("number")
@option(
    "--outcome",
    required=True,
    type=click.Choice([one.value for one in Outcome]),
    words=Text("Kết quả.", "How it ended."),
)
@_paper
@write_terms
@click.pass_obj
def close(
    office: Office, /, *, number: str, outcome: str, document: str | None, terms: Terms
) -> None:
    """End a request."""
    done = close_request(
        office.desk(),
        number,
        Outcome(outcome),
        on=terms.on,
        document=document,
        request=terms.request,
        dry_run=terms.dry_run,
    )
    label = OUTCOME_LABELS[Outcome(outcome)]
    said = Text(
        f"Yêu cầu {done.ref} kết thúc ngày {day(done.last_on)}: {label.vi}.",
        f"Request {done.ref} closed on {day(done.last_on)}: {label.en}.",
    )
    _tell(office, done, said, "ketnap person request list", terms)


def _tell(office: Office, done: DataRequest, said: Text, following: str, terms: Terms) -> None:
    after = [*_running(office, done.deadlines), *notice_lines(done.notices)]
    lines = [f"✓ {say(said)}", *after]
    if terms.dry_run:
        lines = [say(DRY_RUN), f"  {say(said)}", *after]
    else:
        lines.append(f"  {say(Text('Tiếp theo', 'Next'))}: {following}")
    row = {
        "number": done.ref,
        "case": done.case,
        "kind": done.kind.value,
        "state": done.state.value,
        "state_shown": say(STATE_LABELS[done.state]),
        "outcome": None if done.outcome is None else done.outcome.value,
        "received_on": done.record.since,
        "seq": done.record.seq,
        "deadlines": [
            {"rule": one.rule, "version": one.version, "due_on": one.due_on}
            for one in done.deadlines
        ],
        "notices": [notice_row(one) for one in done.notices],
        "dry_run": terms.dry_run,
    }
    shown = lines[:1] if office.quiet else lines
    tell_or_emit(office, shown, "person-request-record", _COLUMNS, [row])


def _running(office: Office, deadlines: Sequence[Deadline]) -> list[str]:
    titles = rule_titles(office)
    label = say(Text("Hạn", "Due"))
    return [f"  {label} {due_shown(office, one)}: {titles[one.rule]}" for one in deadlines]
