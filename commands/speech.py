"""The language a reader gets: Vietnamese unless asked otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import cast

from rules.text import Language, Text

_LANGUAGES = ("vi", "en")
_current: ContextVar[Language] = ContextVar("language", default="vi")


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language that a command line asks for, before anything of it is parsed.

    An unknown one in the environment is passed over; on the command line click refuses it later.
    """
    asked = environment.get("KETNAP_LANG", "")
    for here, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if here == "--lang":
            asked = following
        elif here.startswith("--lang="):
            asked = here.removeprefix("--lang=")
    return cast("Language", asked) if asked in _LANGUAGES else "vi"


def speak(language: Language) -> None:
    """Print in a language from now on; click's own sentences follow."""
    _current.set(language)
    os.environ["LANGUAGE"] = language


def language() -> Language:
    """The language in use."""
    return _current.get()


def say(sentence: Text) -> str:
    """A sentence in the language in use."""
    return sentence.to(_current.get())
