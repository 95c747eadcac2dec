"""The body of a message: its lines, grouped by what is to be done, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rules.text import Text
from scheduler.detail import Detail
from scheduler.targets import told_target
from scheduler.wording import Words, due_said, when, whose
from workflow.reminders import Claim, DigestLine


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading; the heading may be missing."""

    heading: Text | None
    lines: tuple[Text, ...]


def parts_of(claim: Claim, detail: Detail, words: Words, today: date) -> Sequence[Part]:
    """What a message says about its deadlines, and about the targets of units."""
    found: list[Part] = []
    if claim.lines:
        found += (
            _told(claim.lines, words, today) if detail.tells_all else _short(claim, detail, words)
        )
    if claim.targets:
        heading = Text("Chỉ tiêu kết nạp năm", "The year's target") if detail.tells_all else None
        lines = tuple(told_target(one, detail, words, today) for one in claim.targets)
        found.append(Part(heading, lines))
    return found


def _short(claim: Claim, detail: Detail, words: Words) -> Sequence[Part]:
    """Reference and date, with a name where names may be told; what it is about stays inside."""
    return [Part(None, tuple(short_line(line, detail, words) for line in claim.lines))]


def short_line(line: DigestLine, detail: Detail, words: Words) -> Text:
    """One deadline as it is told where its task may not be."""
    who = whose(line) if detail.names else line.case
    due = due_said(line, words)
    return Text(
        f"{who}: việc đến hạn {due.vi}, xin xem trong hệ thống",
        f"{who}: due on {due.en}, please see the system",
    )


def _told(lines: Sequence[DigestLine], words: Words, today: date) -> Sequence[Part]:
    first: dict[str, date] = {}
    for line in lines:
        first[line.rule] = min(line.due_on, first.get(line.rule, line.due_on))
    ordered = sorted(lines, key=lambda line: (first[line.rule], line.rule, line.due_on, line.case))
    return [
        Part(words.rule(rule), tuple(whole_line(line, words, today) for line in group))
        for rule, group in groupby(ordered, key=lambda line: line.rule)
    ]


def whole_line(line: DigestLine, words: Words, today: date) -> Text:
    """One deadline as it is told inside the office, under its task."""
    who = f"{whose(line)} · {words.unit(line.unit)}"
    left, due = when((line.due_on - today).days), due_said(line, words)
    number = Text(f" · nhắc việc {line.alert}", f" · alert {line.alert}")
    if not line.alert:
        number = Text("", "")
    return Text(
        f"{who} · hạn {due.vi} · {left.vi}{number.vi}",
        f"{who} · due {due.en} · {left.en}{number.en}",
    )
