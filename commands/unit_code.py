"""The code of a unit as an officer types it."""

from __future__ import annotations

import click

from commands.speech import say
from rules.text import Text

_LONGEST = 40


def read_code(typed: str) -> str:
    """A code: one word, as short as people like to type.

    Raises:
        click.BadParameter: It is empty or several words.
    """
    from workflow.names import clean_text  # noqa: PLC0415 - help does not need it

    code = clean_text(typed, limit=_LONGEST)
    if not code or " " in code or "/" in code or "=" in code:
        raise click.BadParameter(
            say(
                Text(
                    "mã là một từ, không có dấu cách, “/” hay “=”, ví dụ DV hoặc CB-12.",
                    "a code is one word without space, “/” or “=”, like DV or CB-12.",
                )
            ),
            param_hint="CODE",
        )
    return code
