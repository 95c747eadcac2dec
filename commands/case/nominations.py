"""`ketnap case nominate`: a case is opened."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import click

from commands.asking import Terms, write_terms
from commands.case.doing import do
from commands.case.options import CodedCommand, document_options
from commands.days import Day
from commands.identity_numbers import asked_for
from commands.office_desk import Office
from commands.skin import option
from commands.speech import say
from rules.education import Education
from rules.text import Text
from workflow.actions import nominate as nominating
from workflow.fact_labels import CHOICE_LABELS
from workflow.facts_of_people import LEFT_REASONS
from workflow.readmission import Readmission
from workflow.typed_day import read_born


class NominateCommand(CodedCommand):
    """A command whose help says what the reasons for leaving mean."""

    lists = (
        (
            Text("Lý do ra khỏi Đảng", "Reasons for leaving"),
            [(code, CHOICE_LABELS[code]) for code in LEFT_REASONS],
        ),
    )


@click.command(
    "nominate",
    cls=NominateCommand,
    words=Text(
        "Mở hồ sơ cho người được chi bộ hoặc đoàn thể giới thiệu.",
        "Open a case for a person whom a cell or a union has named.",
    ),
    examples=(
        'ketnap case nominate "Trần Đại Quỳnh" --born 12/03/1999 --unit DV --doc 01-NQ/CB',
        (
            'ketnap case nominate "Lê Thị Bưởi" --unit DV --readmission --earlier HS-2020-0044'
            " --left 15/06/2022 --left-reason family-hardship"
        ),
        'ketnap case nominate "Trần Đại Quỳnh" --unit DV --identity-no <so.txt',
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("name")
@option("--unit", required=True, words=Text("Tổ chức theo dõi.", "The unit that follows it."))
@option("--born", default=None, words=Text("Ngày sinh.", "Day of birth."))
@option(
    "--sex", type=click.Choice(["male", "female"]), default=None, words=Text("Giới tính.", "Sex.")
)
@option(
    "--education",
    type=click.Choice([level.value for level in Education]),
    default=None,
    words=Text("Trình độ học vấn.", "General education."),
)
@option("--occupation", default=None, words=Text("Nghề nghiệp.", "Occupation."))
@option("--residence", default=None, words=Text("Nơi ở.", "Residence."))
@option(
    "--identity-no",
    "numbered",
    is_flag=True,
    default=False,
    words=Text(
        "Ghi số định danh, gõ khi được hỏi hoặc đưa qua đầu vào chuẩn (không ghi trên dòng lệnh);"
        " ai đã có số ấy trong kho thì không mở thành người mới.",
        "Keep the identity number, typed when asked or given on standard input (not on the command"
        " line); whoever has that number already is not opened as somebody new.",
    ),
)
@option(
    "--referrer",
    type=click.Choice(["youth-union", "labour-federation", "cell", "other"]),
    default=None,
    words=Text("Bên giới thiệu.", "Who referred the person."),
)
@document_options()
@option(
    "--another",
    is_flag=True,
    default=False,
    words=Text("Là người khác, dù trùng tên và ngày sinh.", "Another person of the same name."),
)
@option(
    "--readmission",
    "again",
    is_flag=True,
    default=False,
    words=Text(
        "Kết nạp lại người đã ra khỏi Đảng; là hồ sơ mới của cùng một người.",
        "Re-admission of somebody who left the Party; a new case of the same person.",
    ),
)
@option(
    "--earlier",
    default=None,
    metavar="REF",
    words=Text(
        "Hồ sơ trước của cùng người ấy, đã kết thúc.",
        "The earlier case of the same person, which has ended.",
    ),
)
@option(
    "--left",
    "left_on",
    type=Day(),
    default=None,
    words=Text("Ngày ra khỏi Đảng.", "The day of leaving the Party."),
)
@option(
    "--left-reason",
    type=click.Choice(LEFT_REASONS),
    metavar="REASON",
    default=None,
    words=Text("Vì sao ra khỏi Đảng.", "Why the person left."),
)
@option(
    "--record-cleared",
    "cleared_on",
    type=Day(),
    default=None,
    words=Text("Ngày được xóa án tích.", "The day the criminal record was cleared."),
)
@option(
    "--readmitted-before",
    "before",
    type=click.IntRange(min=0),
    default=0,
    words=Text("Số lần đã kết nạp lại trước đây.", "Earlier re-admissions."),
)
@write_terms
@click.pass_obj
def nominate(
    office: Office,
    /,
    *,
    name: str,
    unit: str,
    born: str | None,
    sex: str | None,
    education: str | None,
    occupation: str | None,
    residence: str | None,
    numbered: bool,
    again: bool,
    earlier: str | None,
    left_on: date | None,
    left_reason: str | None,
    cleared_on: date | None,
    before: int,
    terms: Terms,
    **given: Any,
) -> None:
    """Open a case."""
    told = left_on or left_reason or cleared_on or before
    if told and not again:
        sentence = Text(
            "--left, --left-reason, --record-cleared và --readmitted-before chỉ dùng với"
            " --readmission.",
            "--left, --left-reason, --record-cleared and --readmitted-before go with"
            " --readmission.",
        )
        raise click.UsageError(say(sentence), click.get_current_context())
    nominee = nominating.Nominee(
        name=name,
        born=None if born is None else read_born(born, office.today()),
        sex=sex,
        education=education,
        occupation=occupation,
        residence=residence,
        identity_no=asked_for("ketnap case nominate … --identity-no") if numbered else None,
    )
    attempt = partial(
        nominating.nominate,
        office.desk(),
        nominee,
        unit,
        readmission=Readmission(
            earlier=earlier,
            left_on=left_on,
            reason=left_reason,
            cleared_on=cleared_on,
            before=before,
        )
        if again
        else None,
        earlier=None if again else earlier,
        on=terms.on,
        request=terms.request,
        **given,
    )
    do(office, terms, attempt, name=name)
