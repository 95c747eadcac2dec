"""Years and counts as officers type them."""

from __future__ import annotations

import re
from typing import Any

import click

from commands.speech import say
from rules.text import Text

FIRST, LAST = 1930, 2199
MOST = 10_000_000
"""No figure of any table is larger; a longer one is a slip of the hand."""

_PERIOD = re.compile(r"(\d{4})(?:\.\.|-|–)(\d{4})", re.ASCII)


class Whole(click.IntRange):
    """A whole number between two others, shown as people write a range: 1930–2199."""

    def _describe_range(self) -> str:
        return f"{self.min}–{self.max}"


class _Year(Whole):
    name = "year"


class _Count(Whole):
    """A count; its upper end only catches slips, so help does not show it."""

    name = "n"
    plain = True


YEAR = _Year(FIRST, LAST)
COUNT = _Count(0, MOST)
POSITIVE = _Count(1, MOST)


class Period(click.ParamType[tuple[int, int]]):
    """A run of years: `2020..2022`, or one year."""

    name = "period"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """First and last year."""
        if isinstance(value, tuple):
            return value
        typed = str(value).strip()
        found = _PERIOD.fullmatch(typed)
        first, last = found.groups() if found is not None else (typed, typed)
        if not (first.isascii() and first.isdigit() and len(first) == len(last) == len("2020")):
            self._refuse(typed, param, ctx)
        if not FIRST <= int(first) <= int(last) <= LAST:
            self._refuse(typed, param, ctx)
        return int(first), int(last)

    def _refuse(self, typed: str, param: click.Parameter | None, ctx: click.Context | None) -> None:
        shown = typed[:40]
        self.fail(
            say(
                Text(
                    f"“{shown}” không phải khoảng năm; viết như 2020..2022.",
                    f"“{shown}” is no run of years; write it like 2020..2022.",
                )
            ),
            param,
            ctx,
        )
