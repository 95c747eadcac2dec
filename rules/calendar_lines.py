"""What was decided about single days: days off, substitutes, make-up Saturdays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.source import Source
from rules.text import Text
from rules.toml_file import Table, read_table
from rules.units import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """A decision about one day.

    Attributes:
        day: The day.
        off: True for a day off, False for a Saturday that is worked.
        name: Why.
        source: Where it was decided.
        announced_on: The day it became known.
        confidence: How sure we are of the source; the day itself may be plain all the same.
        decided: False where nobody has seen the decision itself; the line is then an estimate.
    """

    day: date
    off: bool
    name: Text
    source: Source
    announced_on: date
    confidence: Confidence
    decided: bool = True


def load_year(path: Path, label: str) -> tuple[CalendarLine, ...]:
    """Read the file of one decided year.

    Raises:
        RulebookError: A line is not in order.
    """
    top = read_table(path, label)
    top.only("year", "lines")
    year = top.whole("year")
    if str(year) != path.stem:
        raise top.refuse(
            "year",
            Text(vi=f"năm {year} khác tên tệp.", en=f"the year {year} is not the file's name."),
        )
    lines: list[CalendarLine] = []
    for table in top.tables("lines"):
        line = _line(table)
        if line.day.year != year or (lines and line.day <= lines[-1].day):
            raise table.refuse(
                "day",
                Text(
                    vi="mỗi ngày chỉ một dòng, trong năm của tệp, xếp theo thứ tự ngày.",
                    en="one line a day, within the file's year, in the order of days.",
                ),
            )
        lines.append(line)
    return tuple(lines)


def _line(table: Table) -> CalendarLine:
    table.only("day", "off", "name", "source", "announced_on", "confidence", "decided")
    day, off = table.day("day"), table.flag("off")
    if not off and day.isoweekday() not in {6, 7}:
        raise table.refuse(
            "off",
            Text(
                vi="chỉ thứ Bảy, Chủ nhật mới có thể là ngày làm bù.",
                en="only a Saturday or Sunday can be a make-up working day.",
            ),
        )
    decided, confidence = table.flag("decided", True), table.choice("confidence", Confidence)
    if not decided and confidence is not Confidence.LOW:
        raise table.refuse(
            "decided",
            Text(
                vi="ngày chưa có quyết định thì “confidence” phải là “low”.",
                en="a day that nobody has decided has the confidence “low”.",
            ),
        )
    return CalendarLine(
        day=day,
        off=off,
        name=table.text("name"),
        source=_source(table),
        announced_on=table.day("announced_on"),
        confidence=confidence,
        decided=decided,
    )


def _source(table: Table) -> Source:
    inner = table.table("source")
    inner.only("document", "article", "text")
    if ("document" in inner.data) == ("text" in inner.data):
        raise inner.refuse(
            None,
            Text(
                vi="nguồn phải có “document” hoặc “text”.",
                en="a source needs “document” or “text”.",
            ),
        )
    return Source(
        document=inner.optional_string("document"),
        article=inner.optional_string("article"),
        text=inner.optional_text("text"),
    )
