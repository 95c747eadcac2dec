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

    An unknown one is Vietnamese here, and refused later: on the command line by click, in the
    environment by `unknown_language`.
    """
    asked = environment.get("KETNAP_LANG", "")
    for here, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if here == "--lang":
            asked = following
        elif here.startswith("--lang="):
            asked = here.removeprefix("--lang=")
    return cast("Language", asked) if asked in _LANGUAGES else "vi"


def unknown_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Text | None:
    """Why the environment's language cannot be spoken; None where it can, or is not asked for."""
    asked = environment.get("KETNAP_LANG", "")
    chosen = any(word == "--lang" or word.startswith("--lang=") for word in arguments)
    if not asked or chosen or asked in _LANGUAGES:
        return None
    listed = ", ".join(_LANGUAGES)
    return Text(
        f"KETNAP_LANG là “{asked[:20]}”: ketnap chỉ nói {listed}.",
        f"KETNAP_LANG is “{asked[:20]}”: ketnap speaks {listed}.",
    )


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
