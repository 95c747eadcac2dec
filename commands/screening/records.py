"""`ketnap screen record`: what was found, and is not itself a step."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from commands.asking import Grade, Terms, write_terms
from commands.case.facts import FactCommand
from commands.case.options import document_options, fields_option
from commands.office_desk import Office
from commands.screening.doing import do
from commands.screening.options import the_screening
from rules.text import Text
from workflow.screening.facts import FINDINGS, FindingKind
from workflow.screening.recording import record_finding


class FindingCommand(FactCommand):
    """A command whose help lists the kinds of finding."""

    forms = FINDINGS


@click.command(
    "record",
    cls=FindingCommand,
    words=Text(
        "Ghi một việc của lượt rà soát: kết quả rà soát, ý kiến, phiếu kín, phân công, báo cáo.",
        "Record a finding: the review, a view, the ballot, a helper, a report.",
    ),
    examples=(
        "ketnap screen record 0003 view --set from=front --set result=list --on 03/02/2026",
        "ketnap screen record 0003 helper --set who='Lê Văn Tám' --on 10/03/2026",
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@the_screening
@click.argument("kind", type=click.Choice([kind.value for kind in FindingKind]), metavar="KIND")
@fields_option
@document_options("--number")
@write_terms
@click.pass_obj
def record(
    office: Office, /, *, ref: str, kind: str, values: dict[str, str], terms: Terms, **given: Any
) -> None:
    """Record a finding."""
    attempt = partial(
        record_finding,
        office.desk(),
        ref,
        FindingKind(kind),
        values,
        on=terms.on,
        request=terms.request,
        **given,
    )
    do(office, terms, attempt, grade=Grade.MILD)
