"""Small words that messages share: names for codes, counts, and how far off a day is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rules.text import Text
from workflow.reminders import DigestLine
from workflow.zone import office_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the lines only have codes of: a rule's title, whether a wording is verified, a unit.

    `proof` is the newest checkpoint of the log in one line: whoever keeps the letter keeps it.
    """

    rule: Callable[[str], Text]
    verified: Callable[[str], bool]
    unit: Callable[[str], str]
    proof: Text | None = None


def whose(line: DigestLine) -> str:
    """The reference and the name; what is about nobody has the reference alone."""
    return f"{line.case} · {line.name}" if line.name else line.case


def due_said(line: DigestLine, words: Words) -> Text:
    """The day, or the minute of what counts in hours; and a word where it is not verified."""
    day = Text(f"{line.due_on:%d/%m/%Y}", f"{line.due_on}")
    if line.by is not None:
        local = line.by.astimezone(office_zone())
        day = Text(f"{local:%H:%M %d/%m/%Y}", f"{local:%Y-%m-%d %H:%M}")
    if words.verified(line.version):
        return day
    return Text(f"{day.vi} (chưa xác minh)", f"{day.en} (unverified)")


def count(number: int) -> str:
    """So many tasks, in English."""
    return "1 task" if number == 1 else f"{number} tasks"


def when(left: int) -> Text:
    """How far off a day is; days left, negative past it."""
    if left == 0:
        return Text("! hôm nay", "! today")
    if left > 0:
        return Text(f"còn {left} ngày", f"{_days(left)} left")
    return Text(f"▲ quá {-left} ngày", f"▲ {_days(-left)} over")


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
