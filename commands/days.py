"""Days as arguments of a command."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import click

from commands.speech import say
from workflow.errors import InputError
from workflow.typed_day import read_day

_RELATIVE = re.compile(r"([+-]\d{1,5})d", re.ASCII)


class Day(click.ParamType[date]):
    """A legal day: 2026-11-23, 23/11/2026, 23-11-2026, `hôm nay`, `+30d`.

    Refused with its own sentence: an impossible day, a two-digit year, and month before day.
    """

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed."""
        if isinstance(value, date):
            return value
        typed = str(value).strip()
        if typed.casefold() in {"hôm nay", "hom nay", "today"}:
            return _today(ctx)
        relative = _RELATIVE.fullmatch(typed)
        try:
            if relative is not None:
                return _today(ctx) + timedelta(days=int(relative[1]))
            return read_day(typed)
        except InputError as problem:
            self.fail(say(problem.what), param, ctx)


def _today(ctx: click.Context | None) -> date:
    office = None if ctx is None else ctx.find_root().obj
    if office is None:
        return datetime.now().astimezone().date()
    today: date = office.today()
    return today
