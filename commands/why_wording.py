"""Why one wording applies and no other: its days in force, and the day that chose it."""

from __future__ import annotations

from datetime import date

from commands.output import day
from rules.milestones import Milestone
from rules.rule import Version
from rules.text import Text


def why_wording(version: Version, by: Milestone | None, on: date, entry: int | None = None) -> Text:
    """The sentence.

    Args:
        version: The wording.
        by: The happening whose day chose it; None: the day it starts.
        on: That day.
        entry: The entry of a case that recorded it, where there is one.
    """
    span = Text(f"có hiệu lực từ {day(version.from_on)}", f"in force from {day(version.from_on)}")
    if version.until_on is not None:
        until = day(version.until_on)
        span = Text(f"{span.vi} đến {until}", f"{span.en} to {until}")
    chosen = Text(f"bắt đầu {day(on)}", f"it starts, {day(on)}")
    if by is not None:
        chosen = Text(f"{by.label.vi} {day(on)}", f"{by.label.en}, {day(on)}")
    if entry is not None:
        chosen = Text(f"{chosen.vi} (mục {entry})", f"{chosen.en} (entry {entry})")
    return Text(
        f"Vì sao nội dung này: {span.vi}; chọn theo ngày {chosen.vi}.",
        f"Why this wording: {span.en}; chosen by the day {chosen.en}.",
    )
