"""Alerts are folded into digests by a few statements, however many of them go to one person."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from builders import at
from many_deadlines import fill
from sqlalchemy import event

from scheduler.tick import Audience
from workflow.inbox import Rhythm

READERS = 3
DEADLINES = 400
FEW, MANY = "2024-10-10", "2025-07-01"


@contextmanager
def heard(engine):
    """Every statement that is sent meanwhile; one with many rows is sent once."""
    said: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        said.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


@pytest.fixture
def folded(office):
    """Folds what is due on a day, and claims and sends the digests; what that took."""
    office.tell(
        *[office.by_mail(f"bithu{n}@dang-bo.example", Rhythm.DAILY) for n in range(READERS)]
    )
    fill(office.store, DEADLINES)
    steps, alerts, engine = (
        office.bell().ladders.steps(["probation"]),
        office.alerts,
        office.store.engine,
    )

    def on(day):
        office.now = at(day)
        today = office.now.date()
        alerts.sweep(steps, today, office.now)
        audience = Audience.on(office.bell(), today)
        with heard(engine) as planning:
            planned = alerts.plan(
                lambda closed: audience.telling(office.now, closed), office.now, today
            )
        lines = set()
        with heard(engine) as sending:
            for _ in range(READERS):
                claim = office.claim(office.now.replace(hour=23))
                lines.add(len(claim.lines))
                alerts.sent(claim, office.now, "full")
        assert (planned.messages, planned.unaddressed) == (READERS, 0)
        return *lines, planning, sending

    return on


def test_many_alerts_take_as_many_statements_as_a_few(folded):
    few, planning, sending = folded(FEW)
    many, planning_many, sending_many = folded(MANY)

    assert many > 20 * few > 0
    assert planning_many == planning
    assert sending_many == sending
    assert 5 < len(planning) < 25
    assert len(sending) < 15 * READERS
