"""Assignments as rows: the newest evidence, what is open and what is overdue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commands.office_desk import Office
from commands.output import Column, day
from commands.speech import say
from rules.text import Text
from workflow.registers.assignments import ASSIGNMENT_LABELS, Assignment, AssignmentState
from workflow.registers.periods import CADENCE_LABELS, Period

COLUMNS = (
    Column(key="number", heading=Text("Số", "No."), kind="ref"),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="owner", heading=Text("Nơi thực hiện", "Owner"), spare=1),
    Column(key="what", heading=Text("Nhiệm vụ", "Task")),
    Column(key="every", heading=Text("Bao lâu", "How often"), kind="ref"),
    Column(key="state", heading=Text("Tình trạng", "State"), spare=2),
    Column(key="last_period", heading=Text("Minh chứng", "Evidence"), kind="ref"),
    Column(key="running", heading=Text("Đang mở", "Open"), kind="ref"),
    Column(key="overdue", heading=Text("Quá hạn", "Overdue")),
    Column(key="document", heading=Text("Văn bản giao", "Set by"), spare=3),
)
_SHOWN = 4
_LONGEST = 20
_NOTE = Text("ghi chú", "note")
_ONCE = Text("một lần", "once")


def assignment_row(office: Office, one: Assignment, apart: Mapping[str, str]) -> dict[str, Any]:
    """An assignment on the day that is looked at, with its texts from what is kept apart."""
    today = office.today()
    overdue, running = one.overdue(today), one.running(today)
    every = _ONCE if one.every is None else CADENCE_LABELS[one.every]
    row: dict[str, Any] = {
        "number": one.ref,
        "unit": one.record.unit,
        "owner": one.owner,
        "what": apart.get(one.what),
        "every": "once" if one.every is None else one.every.value,
        "every_shown": say(every),
        "by": one.by,
        "since": one.record.since,
        "document": one.record.document,
        "state": one.state.value,
        "state_shown": say(ASSIGNMENT_LABELS[one.state]),
        "ended_on": one.ended_on,
        "running": None if running is None else running.code,
        "running_shown": None if running is None else _code(one, running),
        "overdue": [period.code for period in overdue],
        "overdue_shown": f"▲ {codes(one, overdue)}" if overdue else None,
        "last_period": None,
        "evidence": [],
    }
    shown = [period for period in one.periods(today) if period.first in one.done]
    for period in shown:
        evidence = one.done[period.first]
        row["evidence"].append(
            {
                "period": period.code,
                "on": evidence.on,
                "document": evidence.document,
                "note": None if evidence.note is None else apart.get(evidence.note),
                "late": evidence.on > period.last,
            }
        )
    if shown:
        last = row["evidence"][-1]
        paper = last["document"] or say(_NOTE)
        row["last_period"] = last["period"]
        told = (_code(one, shown[-1]), paper[:_LONGEST], day(last["on"]))
        row["last_period_shown"] = " · ".join(told)
    return row


def is_due(one: Assignment, today: date) -> bool:
    """Whether it stands and waits for evidence, of a period that runs or that is over."""
    return one.state is AssignmentState.STANDING and bool(one.waiting(today))


def codes(one: Assignment, periods: Sequence[Period]) -> str:
    """The first few periods, and how many more there are."""
    more = len(periods) - _SHOWN
    told = ", ".join(_code(one, period) for period in periods[:_SHOWN])
    return f"{told} … +{more}" if more > 0 else told


def _code(one: Assignment, period: Period) -> str:
    """A period as it is typed; of what is done once its last day."""
    return day(period.last) if one.every is None else period.code
