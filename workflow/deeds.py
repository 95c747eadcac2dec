"""What an entry of a case or a screening says was done, in an officer's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rules.text import Text
from workflow.calendar_day import EVENTS as DAYS_DECIDED
from workflow.fact_table import FACTS
from workflow.facts import FactKind
from workflow.registers.events import RECORD_EVENT_LABELS, RecordEvent
from workflow.registers.record import KIND as RECORD
from workflow.screening.facts import FINDINGS, FindingKind
from workflow.screening.fold import FINDING, STEP
from workflow.screening.states import SCREENING_EVENT_LABELS, ScreeningEvent
from workflow.states import EVENT_LABELS, Event

_KINDS = {
    "intake": Text("Tiếp nhận hiện trạng", "Taken over from earlier records"),
    "hold": Text("Tạm dừng", "On hold"),
    "resume": Text("Tiếp tục", "Off hold"),
    "correct": Text("Sửa mục", "Correction of entry"),
    "note": Text("Ghi chú", "Note"),
    "alert": Text("Trả lời nhắc việc", "Answer to an alert"),
    "reorganise": Text("Theo sắp xếp tổ chức về", "By reorganisation to"),
    "erase": Text("Xóa dữ liệu cá nhân", "Personal data erased"),
    "user": Text("Người dùng và vai trò", "Users and roles"),
    "approval": Text("Chấp thuận của người thứ hai", "A second person's approval"),
    "rework": Text("Tính lại hạn theo lịch nghỉ", "Deadlines counted anew by the calendar"),
    "anonymise": Text("Bản ẩn danh được tạo", "Anonymised copy made"),
    "restore": Text("Khôi phục kho từ bản sao lưu", "Store restored from a backup"),
}
_DECISIONS = {
    "off": Text("Quyết định ngày nghỉ", "Decided as a day off:"),
    "work": Text("Quyết định ngày làm việc", "Decided as a day worked:"),
    "withdraw": Text("Bỏ quyết định về ngày", "Decision taken back about"),
}
_TRANSFERS = {
    "offer": Text("Đề nghị chuyển tới", "Offered to"),
    "accept": Text("Tiếp nhận về", "Accepted by"),
    "decline": Text("Không tiếp nhận:", "Declined by"),
}


_LABELS: Mapping[str, Callable[[str], Text]] = {
    "transition": lambda event: EVENT_LABELS[Event(event)],
    "fact": lambda event: FACTS[FactKind(event)].label,
    STEP: lambda event: SCREENING_EVENT_LABELS[ScreeningEvent(event)],
    FINDING: lambda event: FINDINGS[FindingKind(event)].label,
    RECORD: lambda event: RECORD_EVENT_LABELS[RecordEvent(event)],
}
"""What the events of these kinds are called."""

EVENTS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *Event,
            *FactKind,
            *ScreeningEvent,
            *FindingKind,
            *RecordEvent,
            *_TRANSFERS,
            *("add", "status", "end", "move", "rename"),  # of a unit
            *("merge", "split", "dissolve"),  # of a unit, and of the cases that follow it
            *("set", "revise"),  # of a quota
            *("cases", "units", "quota", "referrals", "enrolments"),  # of an imported file
            *("results", "decisions", "grades"),  # as above
            *("acknowledged", "snoozed"),  # of an alert
            *DAYS_DECIDED.values(),
            *("request", "retention", "court", "other"),  # why a person was erased
            *("disable", "enable", "grant", "revoke"),  # of a user
            *("ask", "given", "refused", "used"),  # of an approval
            "calendar",  # what a decision about days moved in a case
            "forced",  # of a restore
            "copied",  # of an anonymised copy
            "drawn",  # of a sample
        ]
    )
)
"""Every event that an entry of the log may have."""


def deed(fields: Mapping[str, Any]) -> Text:
    """The deed of one entry, by the fields of its body; what was waived is marked for ever."""
    told = _deed(fields)
    waived = ", ".join(fields.get("data", {}).get("overrides", ()))
    if not waived:
        return told
    return Text(f"{told.vi} [! bỏ qua: {waived}]", f"{told.en} [! waived: {waived}]")


def _deed(fields: Mapping[str, Any]) -> Text:
    kind, event = fields["kind"], str(fields.get("event"))
    labels = _LABELS.get(kind)
    if labels is not None:
        return labels(event)
    if kind == "transfer":
        label, rest = _TRANSFERS[event], f" {fields['data']['to']}"
    elif kind == "calendar":
        label, day = _DECISIONS[event], date.fromisoformat(fields["data"]["day"])
        return Text(f"{label.vi} {day:%d/%m/%Y}", f"{label.en} {day}")
    elif kind == "correct":
        within = fields["data"].get("fact")
        part = "" if within is None else f".{within}"
        label, rest = _KINDS[kind], f" {fields['data']['of']}{part}"
    elif kind == "reorganise":
        label, rest = _KINDS[kind], f" {fields['data']['to']}"
    else:
        label, rest = _KINDS[kind], ""
    return Text(f"{label.vi}{rest}", f"{label.en}{rest}")
