"""How everything stands, once a month: counts by step and task, what is overdue oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rules.text import Text
from scheduler.detail import Detail
from scheduler.parts import Part, short_line, whole_line
from scheduler.wording import Words, count
from workflow.case import WAITED_FOR
from workflow.registers.register import Register, register_of
from workflow.reminders import DigestLine
from workflow.states import STATE_LABELS, State

LINES = 20
"""Overdue tasks that are listed; of the others their number is told."""

_SCREENING = Text("Rà soát, sàng lọc", "Screening")
_RECORD = Text("Sự cố, yêu cầu về dữ liệu cá nhân", "Incidents, requests about personal data")
_FINDING = Text("Thiếu sót qua kiểm tra", "Findings of inspections")
_ASSIGNMENT = Text("Nhiệm vụ được giao", "Assigned tasks")
_OF_RECORDS = "record"
_APART = {Register.FINDING: _FINDING, Register.ASSIGNMENT: _ASSIGNMENT}


def late(lines: Sequence[DigestLine], today: date) -> Sequence[DigestLine]:
    """Those whose day has passed, the oldest first; what is only waited for makes nobody late."""
    over = [one for one in lines if one.due_on < today and one.rule not in WAITED_FOR]
    return sorted(over, key=lambda one: (one.due_on, one.case, one.rule))


def summary(
    lines: Sequence[DigestLine], detail: Detail, words: Words, today: date
) -> Sequence[Part]:
    """The parts of a message that tell everything that is open; by step and task only inside."""
    over = late(lines, today)
    parts = [Part(Text("Mọi việc đang mở", "Everything that is open"), (_total(lines, over),))]
    if detail.tells_all:
        parts.append(Part(Text("Theo bước", "By step"), _by_step(lines)))
        parts.append(Part(Text("Theo việc", "By task"), _by_rule(lines, over, words)))
    if over:
        heading = Text("Quá hạn, lâu nhất trước", "Overdue, the oldest first")
        parts.append(Part(heading, _oldest(over, detail, words, today)))
    return parts


def _total(lines: Sequence[DigestLine], over: Sequence[DigestLine]) -> Text:
    cases = len({one.case for one in lines})
    files = "1 case" if cases == 1 else f"{cases} cases"
    return Text(
        f"{len(lines)} việc của {cases} hồ sơ, {len(over)} việc quá hạn",
        f"{count(len(lines))} in {files}, {len(over)} overdue",
    )


def _by_step(lines: Sequence[DigestLine]) -> tuple[Text, ...]:
    steps = Counter({one.case: _step(one) for one in lines}.values())
    labels = [
        *((state.value, STATE_LABELS[state]) for state in State),
        ("", _SCREENING),
        (_OF_RECORDS, _RECORD),
        *((register.value, label) for register, label in _APART.items()),
    ]
    return tuple(
        Text(f"{label.vi}: {steps[step]} hồ sơ", f"{label.en}: {steps[step]}")
        for step, label in labels
        if steps[step]
    )


def _step(line: DigestLine) -> str:
    register = register_of(line.case)
    if register is None:
        return line.step
    return register.value if register in _APART else _OF_RECORDS


def _by_rule(
    lines: Sequence[DigestLine], over: Sequence[DigestLine], words: Words
) -> tuple[Text, ...]:
    """Each task with its numbers, the one with the most overdue first."""
    every, overdue = Counter(one.rule for one in lines), Counter(one.rule for one in over)
    ordered = sorted(every, key=lambda rule: (-overdue[rule], -every[rule], rule))
    return tuple(
        Text(
            f"{words.rule(rule).vi}: {every[rule]} việc, {overdue[rule]} quá hạn",
            f"{words.rule(rule).en}: {every[rule]}, {overdue[rule]} overdue",
        )
        for rule in ordered
    )


def _oldest(
    over: Sequence[DigestLine], detail: Detail, words: Words, today: date
) -> tuple[Text, ...]:
    told = [_overdue(one, detail, words, today) for one in over[:LINES]]
    if len(over) > LINES:
        left = len(over) - LINES
        told.append(Text(f"… và {left} việc quá hạn nữa", f"… and {left} more overdue"))
    return tuple(told)


def _overdue(line: DigestLine, detail: Detail, words: Words, today: date) -> Text:
    if not detail.tells_all:
        return short_line(line, detail, words)
    rule, rest = words.rule(line.rule), whole_line(line, words, today)
    return Text(f"{rule.vi} · {rest.vi}", f"{rule.en} · {rest.en}")
