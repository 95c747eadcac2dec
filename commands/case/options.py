"""What several writes to a case let one type: the case, a document, a reason, fields of a fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from commands.refs import complete_ref
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text
from workflow.reasons import REASON_LABELS, Reason

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

REASONS = click.Choice([reason.value for reason in Reason])
REASONS_TOLD = (
    Text("Mã lý do", "Reason codes"),
    [(reason.value, label) for reason, label in REASON_LABELS.items()],
)


class CodedCommand(Command):
    """A command whose help says what the codes mean that it takes."""

    lists: Sequence[tuple[Text, Sequence[tuple[str, Text]]]] = (REASONS_TOLD,)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The codes in words, then the exit codes."""
        for heading, lines in self.lists:
            with formatter.section(say(heading)):
                formatter.write_dl([(code, say(label)) for code, label in lines])
        super().format_epilog(ctx, formatter)


the_case = click.argument("ref", shell_complete=complete_ref)
reason_option = option("--reason", default=None, words=Text("Lý do bằng lời.", "Reason in words."))


def document_options(number: str = "--doc") -> Decorator:
    """`document` and `issuer`: the paper that a step or a fact rests on."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for add in (
            option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it.")),
            option(number, "document", default=None, words=Text("Số văn bản.", "Document number.")),
        ):
            function = add(function)
        return function

    return decorate


def _pairs(_ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE options as a mapping; a pair without = is refused."""
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise click.BadParameter(
                say(Text(f"“{pair[:40]}”: cần MỤC=GIÁ_TRỊ.", f"“{pair[:40]}”: use NAME=VALUE.")),
                param=param,
            )
        found[name.strip()] = value
    return found


fields_option = option(
    "--set",
    "values",
    multiple=True,
    callback=_pairs,
    metavar="NAME=VALUE",
    words=Text("Một mục của sự việc; dùng nhiều lần.", "One field of the fact; may repeat."),
)


def waiver_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`overrides` and `approved_by`: conditions that two people waive."""
    for add in (
        option(
            "--approved-by",
            default=None,
            metavar="USER",
            words=Text("Người thứ hai chấp thuận.", "The second person who approves."),
        ),
        option(
            "--override",
            "overrides",
            multiple=True,
            metavar="CONDITION",
            words=Text(
                "Bỏ qua một điều kiện, gọi theo tên; cần --reason và --approved-by.",
                "Waive a condition, by its name; needs --reason and --approved-by.",
            ),
        ),
    ):
        function = add(function)
    return function
