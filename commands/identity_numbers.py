"""An identity number as it is asked for: it stands on no command line, and is not repeated."""

from __future__ import annotations

import sys

import click

from commands.speech import say
from rules.text import Text
from workflow.errors import InputError
from workflow.names import clean_text, identity_form

_LONGEST = 200


def at_keyboard() -> bool:
    """Whether somebody sits there to be asked."""
    return sys.stdin.isatty()


def asked_for(command: str) -> str:
    """The number, from the keyboard or the first line of standard input.

    Raises:
        InputError: there is none; `command` is what to type again.
    """
    if at_keyboard():
        question = say(Text("Số định danh", "Identity number"))
        typed = click.prompt(question, default="", show_default=False, err=True, hide_input=True)
    else:
        typed = sys.stdin.readline(_LONGEST)
    number = clean_text(typed)
    if not identity_form(number):
        raise InputError(
            Text("Không có số định danh nào.", "There is no identity number."),
            following=Text(command, command),
        )
    return number
