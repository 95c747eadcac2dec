"""What an officer and a program are shown of a file before anything of it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from commands.output import number
from commands.speech import language, say
from office.headings import fields_of
from office.lists import ParsedList, RowProblem
from office.newcomers import HERE_ALREADY
from office.sheet import Sheet
from rules.text import Text

SHOWN = 20
"""The most problems printed; a program and the error workbook get them all."""

_NARROW = 18
_REPEATS = "repeats line "  # how office/duplicates.py begins its reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file as it was understood, and what each of its rows is."""

    sheet: Sheet
    parsed: ParsedList
    remarks: Sequence[Text]
    skipped: int = 0

    @property
    def rows(self) -> int:
        """Rows that are not blank."""
        return len(self.parsed.rows) + len(self.parsed.rejected)

    def counts(self) -> dict[str, int]:
        """How many rows are new, repeated in the file, probably in the store already, or bad."""
        kinds: dict[int, set[str]] = {}
        for problem in self.parsed.problems:
            kinds.setdefault(problem.line, set()).add(_kind(problem))
        told = [kind.pop() if len(kind) == 1 else "bad" for kind in kinds.values()]
        return {
            "new": len(self.parsed.rows),
            **{kind: told.count(kind) for kind in ("repeated", "known", "bad")},
        }

    def lines(self) -> Iterator[str]:
        """What was understood, in words."""
        match, sheet = self.parsed.match, self.sheet
        found, left = len(match.columns), match.ignored
        listed = ", ".join(f"“{heading}”" for heading in left)
        bracket = f" ({listed})" if left else ""
        yield say(
            Text(
                f"Đọc “{sheet.name}” ({sheet.file_name}): {number(self.rows)} dòng,"
                f" {found} cột nhận ra, {len(left)} cột bỏ qua{bracket}.",
                f"Read “{sheet.name}” ({sheet.file_name}): {number(self.rows)} rows,"
                f" {found} columns recognised, {len(left)} left out{bracket}.",
            )
        )
        labels = {field.id: say(field.heading) for field in fields_of(self.parsed.listname)}
        for field, place in match.columns.items():
            if sheet.headings[place] != labels[field]:
                yield say(
                    Text(
                        f"  Cột “{sheet.headings[place]}” → {labels[field]}",
                        f"  Column “{sheet.headings[place]}” → {labels[field]}",
                    )
                )
        for guess in match.guesses:
            score = f"{guess.score:.2f}"
            yield say(
                Text(
                    f"  “{guess.heading}” có lẽ là {labels[guess.field]}"
                    f" (đoán {score.replace('.', ',')}), chưa dùng; xác nhận:"
                    f' --map "{guess.heading}={guess.field}"',
                    f"  “{guess.heading}” may be {labels[guess.field]} (guess {score}), not used;"
                    f' confirm it: --map "{guess.heading}={guess.field}"',
                )
            )
        counts = self.counts()
        told = [
            f"{say(_KINDS[kind])} {number(count)}"
            for kind, count in counts.items()
            if count or kind in {"new", "bad"}
        ]
        if self.skipped:
            count = number(self.skipped)
            told.append(
                say(
                    Text(
                        f"bỏ qua {count} dòng cuối bảng",
                        f"{count} lines under the table left out",
                    )
                )
            )
        yield f"  {' · '.join(told)}"
        for remark in self.remarks:
            yield f"  ! {say(remark)}"

    def row(self) -> dict[str, Any]:
        """What was understood, for a program."""
        match = self.parsed.match
        return {
            "list": self.parsed.listname,
            "file": self.sheet.file_name,
            "sha256": self.sheet.sha256,
            "sheet": self.sheet.name,
            "rows": self.rows,
            "counts": self.counts(),
            "skipped": self.skipped,
            "columns": [
                {"heading": self.sheet.headings[place], "field": field}
                for field, place in match.columns.items()
            ],
            "guesses": [
                {"heading": one.heading, "field": one.field, "score": f"{one.score:.2f}"}
                for one in match.guesses
            ],
            "ignored": list(match.ignored),
            "remarks": [say(remark) for remark in self.remarks],
        }

    def problems(self) -> list[dict[str, Any]]:
        """Every reason of every row that cannot be taken."""
        return [
            {
                "line": bad.line,
                "column": bad.heading,
                "value": bad.value,
                "reason": bad.reason.to(language()),
            }
            for bad in self.parsed.problems
        ]


def print_problems(problems: Sequence[dict[str, Any]]) -> None:
    """The first problems as a table whose reasons are never cut short."""
    if not problems:
        return
    from rich.console import Console  # noqa: PLC0415 - 90 ms that only a table pays
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text as Cell  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading, right, most in (
        (Text("DÒNG", "LINE"), True, None),
        (Text("CỘT", "COLUMN"), False, _NARROW),
        (Text("GIÁ TRỊ", "VALUE"), False, _NARROW),
        (Text("LÝ DO", "REASON"), False, None),
    ):
        table.add_column(
            say(heading),
            justify="right" if right else "left",
            max_width=most,
            no_wrap=right or most is not None,
            overflow="ellipsis" if most else "fold",
        )
    for bad in problems[:SHOWN]:
        cells = (str(bad["line"]), bad["column"], bad["value"] or "—", bad["reason"])
        table.add_row(*(Cell(cell) for cell in cells))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 120
    console.print(table)
    if len(problems) > SHOWN:
        more = number(len(problems) - SHOWN)
        click.echo(say(Text(f"… và {more} lý do nữa.", f"… and {more} more reasons.")))


def _kind(problem: RowProblem) -> str:
    if problem.reason.en.startswith(_REPEATS):
        return "repeated"
    return "known" if problem.reason.en.startswith(HERE_ALREADY.en) else "bad"


_KINDS = {
    "new": Text("thêm mới", "new"),
    "repeated": Text("trùng trong tệp", "repeated in the file"),
    "known": Text("có lẽ đã có hồ sơ", "probably in the store"),
    "bad": Text("lỗi", "bad"),
}
