"""--units: whether tables of years show the units of then or those of now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from commands.skin import option
from rules.text import Text


def _as_now(_ctx: click.Context, _param: click.Parameter, value: str) -> bool:
    return value == "now"


def units_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --units, handed over as `as_now`."""
    decorated: Callable[..., Any] = option(
        "--units",
        "as_now",
        type=click.Choice(["then", "now"]),
        default="then",
        show_default=True,
        callback=_as_now,
        words=Text(
            "Tổ chức như khi ấy (then), hay gộp về tổ chức kế thừa hiện nay (now).",
            "Units as they were then, or gathered under those that inherited, as they are now.",
        ),
    )(function)
    return decorated
