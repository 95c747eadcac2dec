"""Printing rows: a table for people, TSV for pipes, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import click

from commands.speech import language, say
from rules.text import Text

FORMATS = ("table", "wide", "json", "ndjson", "csv", "tsv")
_NARROW_TEXT = 12
_GAP = 2
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the English key of machine formats, the heading for people.

    `kind` is text (may shrink), ref, day, number, or percent (a string with two places). `shown`
    turns a value into what people read, where that differs. Where a line has no room, columns with
    `spare` are left out, the lowest first; `middle` shortens a text in its middle.
    """

    key: str
    heading: Text
    kind: str = "text"
    wide: bool = False
    spare: int = 0
    middle: bool = False


def emit(
    fmt: str,
    schema: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    *,
    as_of: date,
    known_at: str,
    generated_at: str,
    headers: bool = False,
    footer: Sequence[str] = (),
    extra: Mapping[str, Any] | None = None,
) -> None:
    """Print rows in a format. Rows may hold more keys than there are columns; JSON has them all.

    `footer` is talk for people and stays out of machine formats. A key with the suffix `_shown`
    holds what people read instead of the machine value.
    """
    if fmt == "json":
        whole = {
            "schema": f"ketnap/{schema}/1",
            "as_of": as_of.isoformat(),
            "known_at": known_at,
            "generated_at": generated_at,
            "items": [_plain(row) for row in rows],
            **(extra or {}),
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    elif fmt == "ndjson":
        for row in rows:
            click.echo(json.dumps(_plain(row), ensure_ascii=False))
    elif fmt in {"csv", "tsv"}:
        click.echo(_separated(fmt, columns, rows, headers=headers or fmt == "csv"), nl=False)
    else:
        from commands.fitting import fitted  # noqa: PLC0415 - help stays instant

        _table(columns, rows, wide=fmt == "wide")
        for line in footer:
            click.echo(fitted(line))


def format_for(asked: str | None) -> str:
    """The format in use: as asked, else a table on a terminal and TSV in a pipe."""
    if asked is not None:
        return asked
    return "table" if sys.stdout.isatty() else "tsv"


def people_read(asked: str | None) -> bool:
    """Whether the result goes to people rather than to programs."""
    return format_for(asked) in {"table", "wide"}


def day(value: date | None) -> str:
    """A day as people read it in the language in use."""
    if value is None:
        return "—"
    return value.isoformat() if language() == "en" else f"{value:%d/%m/%Y}"


def number(value: int) -> str:
    """A whole number with the group mark of the language in use."""
    return f"{value:,}" if language() == "en" else f"{value:,}".replace(",", "\u202f")


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _machine(value) for key, value in row.items() if not key.endswith("_shown")}


def _machine(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _machine(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_machine(item) for item in value]
    return value


def _separated(
    fmt: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], *, headers: bool
) -> str:
    target = io.StringIO()
    if fmt == "tsv":
        if headers:
            target.write("\t".join(column.key for column in columns) + "\n")
        for row in rows:
            target.write("\t".join(_cell(row.get(column.key)) for column in columns) + "\n")
        return target.getvalue()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for row in rows:
        writer.writerow([_harmless(_cell(row.get(column.key))) for column in columns])
    return target.getvalue()


def _cell(value: Any) -> str:
    """One value without tabs or line breaks, so that a line stays a line."""
    plain = _machine(value)
    if plain is None:
        return ""
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list | dict):
        plain = json.dumps(plain, ensure_ascii=False)
    return " ".join(str(plain).split())


def _harmless(text: str) -> str:
    """A cell that a spreadsheet will not read as a formula; numbers stay numbers."""
    if text.startswith(_DANGEROUS) and not text.lstrip("-+").replace(".", "", 1).isdigit():
        return "'" + text
    return text


def _table(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], *, wide: bool) -> None:
    from rich.cells import cell_len  # noqa: PLC0415 - 90 ms that only a table pays
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text as Cell  # noqa: PLC0415 - as above

    shown = [column for column in columns if wide or not column.wide]
    console = Console(highlight=False, soft_wrap=False, width=_width(wide=wide))
    while True:
        cells = [[_shown(row, column) for column in shown] for row in rows]
        headings = [say(column.heading).upper() for column in shown]
        needed = [
            max([cell_len(heading), *(cell_len(line[place]) for line in cells)])
            for place, heading in enumerate(headings)
        ]
        widths = _fitted(needed, [column.kind == "text" for column in shown], console.width)
        spare = [column for column in shown if column.spare]
        if not spare or sum(widths) + _GAP * (len(widths) - 1) <= console.width:
            break
        shown.remove(min(spare, key=lambda column: column.spare))
    console.width = max(console.width, sum(widths) + _GAP * len(widths))
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for column, heading, width in zip(shown, headings, widths, strict=True):
        table.add_column(
            heading,
            justify="right" if column.kind in {"number", "percent"} else "left",
            no_wrap=True,
            width=width,
        )
    for line in cells:
        table.add_row(
            *(
                Cell(_halved(cell, width) if column.middle else cell)
                for cell, column, width in zip(line, shown, widths, strict=True)
            )
        )
    console.print(table)


def _fitted(needed: Sequence[int], shrinks: Sequence[bool], room: int) -> list[int]:
    """Widths that fit a line: only text gives way, the widest first, none below its minimum."""
    widths = list(needed)
    while sum(widths) + _GAP * (len(widths) - 1) > room:
        long = [n for n, soft in enumerate(shrinks) if soft and widths[n] > _NARROW_TEXT]
        if not long:
            break
        widths[max(long, key=widths.__getitem__)] -= 1
    return widths


def _halved(cell: str, width: int) -> str:
    """A text cut in its middle to a width: both ends tell one name from another."""
    if len(cell) <= width:
        return cell
    end = width // 2
    return f"{cell[: width - 1 - end]}…{cell[-end:]}"


def _width(*, wide: bool) -> int | None:
    if wide:
        return 400
    return None if sys.stdout.isatty() else 120


def _shown(row: Mapping[str, Any], column: Column) -> str:
    value = row.get(f"{column.key}_shown", row.get(column.key))
    if value is None:
        return "—"
    if not value and column.key == "name":
        from commands.erased import ERASED  # noqa: PLC0415 - help stays instant

        return say(ERASED)  # only an erased person has an empty name
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int) and not isinstance(value, bool) and column.kind == "number":
        return number(value)
    return " ".join(str(value).split())
