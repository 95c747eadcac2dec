"""--as-of and --known-at: what every read takes to look at the past on either axis of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from commands.days import Day
from commands.office_desk import Office
from commands.skin import option
from rules.text import Text


def reads_past(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a read be asked of a legal day, and of what was known at an instant."""
    for decorate in (_known_at, _as_of):
        function = decorate(function)
    return function


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    office = ctx.find_object(Office)
    if office is not None and value is not None and param.name is not None:
        setattr(office, param.name, value)


_as_of = option(
    "--as-of",
    type=Day(),
    default=None,
    expose_value=False,
    callback=_keep,
    words=Text(
        "Như có hiệu lực tới hết ngày này, theo những gì đã ghi tới hết ngày ấy.",
        "As valid on this day, by what was on record at its end.",
    ),
)
_known_at = option(
    "--known-at",
    default=None,
    metavar="INSTANT|now",
    expose_value=False,
    callback=_keep,
    words=Text(
        "Như đã ghi tới lúc này (2026-06-30T17:00+07:00; now: kể cả ghi muộn).",
        "As recorded until this instant (2026-06-30T17:00+07:00; now: late entries too).",
    ),
)
