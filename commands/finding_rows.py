"""Findings of inspections as rows, with their cases read together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commands.office_desk import Office
from commands.output import Column
from commands.speech import say
from rules.text import Text
from workflow.listing import CaseFilter, CaseLine
from workflow.ports import Store
from workflow.registers.findings import STATE_LABELS, Finding

COLUMNS = (
    Column(key="number", heading=Text("Số", "No."), kind="ref"),
    Column(key="found_on", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="case", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name"), spare=2),
    Column(key="what", heading=Text("Thiếu sót", "What was found")),
    Column(key="document", heading=Text("Văn bản", "Document"), kind="ref", spare=1),
    Column(key="state", heading=Text("Tình trạng", "State")),
    Column(key="mend_by", heading=Text("Khắc phục tới", "Mend by"), kind="day"),
    Column(key="overdue_days", heading=Text("Quá hạn", "Overdue"), kind="number"),
    Column(key="ended_on", heading=Text("Xong ngày", "Over on"), kind="day", spare=1),
    Column(key="answer", heading=Text("Văn bản khắc phục", "Answer"), kind="ref", spare=2),
    Column(key="sample", heading=Text("Mẫu", "Sample"), kind="number", spare=3),
)


def cases_of(store: Store, found: Sequence[Finding]) -> Mapping[str, CaseLine]:
    """The cases that these findings are about, by reference; no other case is read."""
    named = frozenset(one.case for one in found if one.case is not None)
    return {line.ref: line for line in store.cases(CaseFilter(refs=named))} if named else {}


def place_of(one: Finding, cases: Mapping[str, CaseLine]) -> str | None:
    """The unit of a finding: where its case is by now, or the one that it is about."""
    line = cases.get(one.case or "")
    return one.record.unit if line is None else line.unit


def finding_row(
    office: Office, one: Finding, line: CaseLine | None, apart: Mapping[str, str]
) -> dict[str, Any]:
    """A finding as a program reads it; its unit is where the case is by now."""
    data = one.record.data
    return {
        "number": one.ref,
        "found_on": one.record.since,
        "unit": one.record.unit if line is None else line.unit,
        "case": one.case,
        "name": None if line is None else line.name,
        "what": apart.get(data["what"]["sealed"]),
        "document": one.record.document,
        "sample": one.sample,
        "state": one.state.value,
        "state_shown": say(STATE_LABELS[one.state]),
        "mend_by": one.mend_by,
        "overdue_days": one.overdue_days(office.today()),
        "ended_on": one.ended_on,
        "answer": one.answer,
        **{key: apart.get(data[key]["sealed"]) for key in ("note", "why") if key in data},
    }
