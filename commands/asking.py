"""What every write asks an officer: the options of the write itself, and grades of confirmation."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import click

from commands.days import Day
from commands.skin import option
from commands.speech import say
from rules.text import Text
from workflow.errors import InputError

REQUEST_LIMIT = 200


class Grade(StrEnum):
    """How carefully an officer is asked before a write."""

    MILD = "mild"
    """Not asked: easily answered by another write."""
    MODERATE = "moderate"
    """Asked where somebody sits at the keyboard; scripts go ahead."""
    SERIOUS = "serious"
    """Needs -y, wherever it is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an officer says about a write itself: legal day, request id, rehearsal, consent.

    `on` is None where today is meant; `request` is None where the id is to be made here.
    """

    on: date | None = None
    request: str | None = None
    dry_run: bool = False
    yes: bool = False
    no_input: bool = False


def register_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--request-id and --dry-run: what a write to a register takes."""
    for decorate in (_request_id, _dry_run):
        function = decorate(function)
    return function


def write_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--on, --request-id, --dry-run, --yes and --no-input, in one place."""
    for decorate in (no_input_option, yes_option, _dry_run, _request_id, _on):
        function = decorate(function)
    return function


def with_terms(
    options: Callable[[Callable[..., Any]], Callable[..., Any]],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that adds these options and hands them to the command as one `terms`."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def on_terms(
            *args: Any,
            on: date | None = None,
            request_id: str | None,
            dry_run: bool,
            yes: bool = False,
            no_input: bool = False,
            **given: Any,
        ) -> Any:
            terms = Terms(on=on, request=request_id, dry_run=dry_run, yes=yes, no_input=no_input)
            return function(*args, terms=terms, **given)

        return options(on_terms)

    return decorate


def register_terms(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a write to a register, handed over as `terms`."""
    return with_terms(register_options)(function)


def write_terms(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a write to a case, handed over as `terms`."""
    return with_terms(write_options)(function)


def _request(_ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    if not value or len(value) > REQUEST_LIMIT or not value.isprintable():
        raise click.BadParameter(
            say(
                Text(
                    f"cần 1–{REQUEST_LIMIT} ký tự in được.",
                    f"it takes 1-{REQUEST_LIMIT} printable characters.",
                )
            ),
            param=param,
        )
    return value


confirm_option = option(
    "--confirm",
    default=None,
    metavar="NAME",
    words=Text(
        "Gọi tên thứ sẽ bị thay hoặc bị xóa, để làm mà không hỏi.",
        "Name what is replaced or erased, to go ahead without being asked.",
    ),
)
no_input_option = option(
    "--no-input", is_flag=True, default=False, words=Text("Không hỏi gì.", "Never ask.")
)
yes_option = option(
    "-y",
    "--yes",
    is_flag=True,
    default=False,
    words=Text("Đồng ý ghi, không hỏi lại.", "Go ahead without asking."),
)
_on = option(
    "--on",
    type=Day(),
    default=None,
    words=Text("Ngày của sự việc (mặc định: hôm nay).", "Legal day (default: today)."),
)
_dry_run = option(
    "-n",
    "--dry-run",
    is_flag=True,
    default=False,
    words=Text("Chạy thử, chưa ghi gì.", "Show what would happen; write nothing."),
)
_request_id = option(
    "--request-id",
    default=None,
    metavar="ID",
    callback=_request,
    words=Text(
        "Mã yêu cầu: gọi lại cùng mã không ghi lần hai.",
        "Request id: the same id is never carried out twice.",
    ),
)


def confirm(plan: Callable[[], None], grade: Grade, terms: Terms) -> None:
    """Ask as the grade of the write wants it; `plan` shows what would be written.

    Raises:
        click.Abort: the officer said no.
        InputError: a serious step came without -y.
    """
    if terms.dry_run or grade is Grade.MILD:
        return
    if grade is Grade.SERIOUS:
        confirm_serious(plan, yes=terms.yes)
    else:
        confirm_moderate(plan, yes=terms.yes, no_input=terms.no_input)


def confirm_moderate(plan: Callable[[], None], *, yes: bool, no_input: bool) -> None:
    """Show the plan and ask, where somebody sits at the keyboard; go ahead in scripts.

    Raises:
        click.Abort: the officer said no.
    """
    if yes or no_input or not sys.stdin.isatty():
        return
    plan()
    click.confirm(say(Text("Ghi như trên?", "Write this?")), abort=True, err=True)


def confirm_serious(plan: Callable[[], None], *, yes: bool) -> None:
    """A serious step needs -y; without it the plan is shown and nothing is written.

    Raises:
        InputError: there is no -y.
    """
    if yes:
        return
    plan()
    raise InputError(
        Text(
            "Việc này không dễ đảo lại nên cần xác nhận bằng -y; chưa ghi gì.",
            "This is not easily undone, so it takes -y; nothing was written.",
        )
    )


def confirm_severe(plan: Callable[[], None], name: str, typed: str | None) -> None:
    """A step that destroys: the name of what it is about is typed, at the keyboard or beforehand.

    Args:
        plan: Shows what would be done.
        name: What has to be typed.
        typed: What came with --confirm; None where nothing did.

    Raises:
        click.Abort: another name was typed at the keyboard.
        InputError: --confirm named something else, or nobody is there to be asked.
    """
    if typed == name:
        return
    plan()
    if typed is None and sys.stdin.isatty():
        question = Text(f"Gõ lại “{name}” để làm", f"Type “{name}” to go ahead")
        if click.prompt(say(question), default="", show_default=False, err=True) != name:
            raise click.Abort
        return
    raise InputError(
        Text(
            f"Việc này không đảo lại được nên cần gọi đúng tên “{name}”; chưa ghi gì.",
            f"This cannot be undone, so it takes the name “{name}”; nothing was written.",
        ),
        following=Text(f"--confirm {name}", f"--confirm {name}"),
    )
