"""Deadlines as appointments: the same duty keeps its id, whatever becomes of its day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from rules.text import Text
from scheduler.detail import Detail
from scheduler.feed import Appointment
from scheduler.wording import Words, whose
from workflow.conflict import look_at
from workflow.reminders import DigestLine


def appointments(
    lines: Iterable[DigestLine], detail: Detail, words: Words
) -> tuple[Appointment, ...]:
    """One appointment for each deadline, saying no more than the level allows."""
    return tuple(_appointment(line, detail, words) for line in lines)


def _appointment(line: DigestLine, detail: Detail, words: Words) -> Appointment:
    who = whose(line) if detail.names else line.case
    title, more = Text(f"Đến hạn: {who}", f"Due: {who}"), None
    if detail.tells_all:
        rule, unit = words.rule(line.rule), words.unit(line.unit)
        title = Text(f"{rule.vi}: {who}", f"{rule.en}: {who}")
        see = look_at(line.case).en
        more = Text(f"{unit}\n{see}", f"{unit}\n{see}")
    if not words.verified(line.version):
        title = Text(f"{title.vi} (chưa xác minh)", f"{title.en} (unverified)")
    return Appointment(
        uid=_uid(line.duty), sequence=line.moved, on=line.due_on, title=title, more=more
    )


def _uid(duty: str) -> str:
    """The id says nothing about the duty: it goes wherever the calendar does."""
    return hashlib.sha256(f"ketnap duty\n{duty}".encode()).hexdigest()[:32]
