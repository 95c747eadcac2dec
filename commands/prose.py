"""Results that people read as sentences: the words by default, rows when a program asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from commands.fitting import fitted
from commands.office_desk import Office
from commands.output import Column
from commands.speech import say
from rules.text import Text

DRY_RUN = Text("Chạy thử — chưa ghi gì.", "Dry run — nothing was written.")
_DONE = "✓ "
_PROSE = (None, "table", "wide")


def tell_or_emit(
    office: Office,
    lines: Sequence[str],
    schema: str,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Any]],
) -> None:
    """Print the lines, or the rows where JSON, CSV or TSV was asked for by name."""
    if office.output in _PROSE:
        for line in lines:
            click.echo(fitted(line))
    else:
        office.emit(schema, columns, rows)


def as_planned(lines: Sequence[Text]) -> list[Text]:
    """What would be written, in the words of what was: without the mark of what is done."""
    return [Text(_unmarked(line.vi), _unmarked(line.en)) for line in lines]


def _unmarked(line: str) -> str:
    return f"  {line.removeprefix(_DONE)}" if line.startswith(_DONE) else line


def tell_registered(
    office: Office,
    lines: Sequence[Text],
    schema: str,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Any]],
    *,
    dry_run: bool,
) -> None:
    """Say what a register took, or would take."""
    told = [DRY_RUN, *as_planned(lines)] if dry_run else lines
    tell_or_emit(office, [say(line) for line in told], schema, columns, rows)
