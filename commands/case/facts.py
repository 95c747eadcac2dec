"""`ketnap case record`: what happened and is not itself a step."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

import click

from commands.asking import Grade, Terms, write_terms
from commands.case.doing import do
from commands.case.options import document_options, fields_option, the_case
from commands.office_desk import Office
from commands.skin import Command
from commands.speech import say
from rules.text import Text
from workflow.actions import record as recording
from workflow.fact_table import FACTS
from workflow.facts import FactKind, Form


class FactCommand(Command):
    """A command whose help lists the kinds of fact and what each of them holds."""

    forms: ClassVar[Mapping[Any, Form]] = FACTS

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The kinds, then the exit codes."""
        with formatter.section(say(Text("Sự việc", "Facts"))):
            formatter.write_dl([(kind, _told(form)) for kind, form in self.forms.items()])
        super().format_epilog(ctx, formatter)


def _told(spec: Form) -> str:
    """A kind of fact in words, with its fields as they are typed; optional ones in brackets."""
    typed = ["--number"] if spec.documented else []
    for field in spec.fields:
        value = "|".join(field.choices) or ("N" if field.kind is int else "…")
        pair = f"--set {field.name}={value}"
        typed.append(pair if field.required else f"[{pair}]")
    label = say(spec.label)
    return f"{label}: {' '.join(typed)}" if typed else label


@click.command(
    "record",
    cls=FactCommand,
    words=Text(
        "Ghi một sự việc của hồ sơ: giấy chứng nhận, biểu quyết, công văn, trả lời, ý kiến, …",
        "Record a fact of a case: a certificate, a vote, a letter, its reply, an opinion, …",
    ),
    examples=(
        "ketnap case record 0058 certificate --number 12/GCN --issuer TTCT --on 12/03/2026",
        "ketnap case record 0058 helper --set who='Lê Văn Tám' --on 15/11/2026",
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@the_case
@click.argument("kind", type=click.Choice([kind.value for kind in FactKind]), metavar="FACT")
@fields_option
@document_options("--number")
@write_terms
@click.pass_obj
def record(
    office: Office, /, *, ref: str, kind: str, values: dict[str, str], terms: Terms, **given: Any
) -> None:
    """Record a fact."""
    attempt = partial(
        recording.record,
        office.desk(),
        ref,
        FactKind(kind),
        values,
        on=terms.on,
        request=terms.request,
        **given,
    )
    do(office, terms, attempt, grade=Grade.MILD)
