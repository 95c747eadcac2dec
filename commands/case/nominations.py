"""`ketnap case nominate`: a case is opened."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from commands.asking import Terms, write_terms
from commands.case.doing import do
from commands.case.options import document_options
from commands.office_desk import Office
from commands.skin import Command, option
from rules.education import Education
from rules.text import Text
from workflow.actions import nominate as nominating
from workflow.typed_day import read_born


@click.command(
    "nominate",
    cls=Command,
    words=Text(
        "Mở hồ sơ cho người được chi bộ hoặc đoàn thể giới thiệu.",
        "Open a case for a person whom a cell or a union has named.",
    ),
    examples=('ketnap case nominate "Trần Đại Quỳnh" --born 12/03/1999 --unit DV --doc 01-NQ/CB',),
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
    terms: Terms,
    **given: Any,
) -> None:
    """Open a case."""
    nominee = nominating.Nominee(
        name=name,
        born=None if born is None else read_born(born, office.today()),
        sex=sex,
        education=education,
        occupation=occupation,
        residence=residence,
    )
    attempt = partial(
        nominating.nominate,
        office.desk(),
        nominee,
        unit,
        on=terms.on,
        request=terms.request,
        **given,
    )
    do(office, terms, attempt, name=name)
