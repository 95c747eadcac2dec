"""Reads a remedy as the command line would, with its open places filled in.

`…` after an option or in place of an argument is filled by what that parameter takes; `…` alone
among the options stands for further ones and is left out.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from functools import cache
from typing import Any

import click

import cli
from commands.days import Day
from workflow.fact_table import FACTS
from workflow.facts import FactKind, Field
from workflow.screening.facts import FINDINGS, FindingKind

OPEN = "…"


@cache
def understood(remedy: str) -> tuple[click.Command, tuple[tuple[str, Any], ...]]:
    """The command that a remedy names, and what it is given.

    Raises:
        AssertionError: it is no command of ours, or names a value that its fact does not have.
        click.UsageError: the command does not take what it is given.
    """
    first, *words = shlex.split(remedy)
    assert first == "ketnap", remedy
    command: click.Command = cli.ketnap
    context = click.Context(command, info_name=first)
    while isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        assert found is not None, remedy
        command, words = found, words[1:]
    filled = _filled(command, words)
    given = command.make_context(command.name, filled, parent=context).params
    if remedy.startswith("ketnap case record "):
        _known_values(FACTS[FactKind(given["kind"])].fields, words)
    if remedy.startswith("ketnap screen record "):
        _known_values(FINDINGS[FindingKind(given["kind"])].fields, words)
    return command, tuple(sorted((key, str(value)) for key, value in given.items()))


def _filled(command: click.Command, words: list[str]) -> list[str]:
    options = {
        name: param
        for param in command.params
        if isinstance(param, click.Option)
        for name in param.opts
    }
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    filled: list[str] = []
    place = 0
    pending: click.Option | None = None
    begun = False
    for word in words:
        if pending is not None:
            filled.append(_value(pending) if word == OPEN else word.replace(OPEN, "x"))
            pending = None
        elif word in options:
            begun = True
            filled.append(word)
            pending = None if options[word].is_flag else options[word]
        elif word == OPEN and begun:
            continue
        else:
            fills = word == OPEN and place < len(arguments)
            filled.append(_value(arguments[place]) if fills else word)
            place += 1
    return filled


def _value(param: click.Parameter) -> str:
    if isinstance(param.type, click.Choice):
        return str(param.type.choices[0])
    if isinstance(param.type, click.IntRange):
        return "5"
    return "2026-11-20" if isinstance(param.type, Day) else "x"


def _known_values(given: Iterable[Field], words: list[str]) -> None:
    """Every --set names a field of the fact, with one of its values where they are few."""
    fields = {field.name: field for field in given}
    for option, word in zip(words, [*words[1:], ""], strict=True):
        if option == "--set":
            name, _, value = word.partition("=")
            assert name in fields, word
            choices = fields[name].choices
            assert value == OPEN or not choices or value in choices, word
