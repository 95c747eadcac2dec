"""Options that every write takes, and two grades of confirmation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from commands.days import Day
from commands.skin import option
from commands.speech import say
from rules.text import Text
from workflow.errors import InputError

REQUEST_LIMIT = 200


def register_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--request-id and --dry-run: what a write to a register takes."""
    for decorate in (_request_id, _dry_run):
        function = decorate(function)
    return function


def write_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--on, --request-id, --dry-run, --yes and --no-input, in one place."""
    for decorate in (
        option(
            "--no-input",
            is_flag=True,
            default=False,
            words=Text("Không hỏi gì.", "Never ask."),
        ),
        option(
            "-y",
            "--yes",
            is_flag=True,
            default=False,
            words=Text("Đồng ý ghi, không hỏi lại.", "Go ahead without asking."),
        ),
        _dry_run,
        _request_id,
        option(
            "--on",
            type=Day(),
            default=None,
            words=Text("Ngày của sự việc (mặc định: hôm nay).", "Legal day (default: today)."),
        ),
    ):
        function = decorate(function)
    return function


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
