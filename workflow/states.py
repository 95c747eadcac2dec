"""The machine as one table: states, events, and which event leads from where to where.

The machine, the diagram, the command line, the documents and the tests read `TRANSITIONS`.
Stored values are never renamed; labels may be.
"""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class State(StrEnum):
    """Where a case stands."""

    NOMINATED = "nominated"
    COURSE = "course"
    VERIFICATION = "verification"
    ADMITTED = "admitted"
    PROBATION = "probation"
    FULL_MEMBER = "full_member"
    CLOSED = "closed"
    STRUCK_OFF = "struck_off"


class Event(StrEnum):
    """What an officer does to a case."""

    NOMINATE = "nominate"
    ENROL = "enrol"
    OPEN_FILE = "open-file"
    ADMIT = "admit"
    HOLD_CEREMONY = "hold-ceremony"
    RECOGNISE = "recognise"
    RE_ENROL = "re-enrol"
    RETURN_FILE = "return-file"
    STRIKE_OFF = "strike-off"
    ANNUL = "annul"
    CLOSE = "close"


OPEN_STATES = (
    State.NOMINATED,
    State.COURSE,
    State.VERIFICATION,
    State.ADMITTED,
    State.PROBATION,
)
ENDED_STATES = (State.FULL_MEMBER, State.CLOSED, State.STRUCK_OFF)

TRANSITIONS: tuple[tuple[Event, State | None, State], ...] = (
    (Event.NOMINATE, None, State.NOMINATED),
    (Event.ENROL, State.NOMINATED, State.COURSE),
    (Event.OPEN_FILE, State.COURSE, State.VERIFICATION),
    (Event.ADMIT, State.VERIFICATION, State.ADMITTED),
    (Event.HOLD_CEREMONY, State.ADMITTED, State.PROBATION),
    (Event.RECOGNISE, State.PROBATION, State.FULL_MEMBER),
    (Event.RE_ENROL, State.VERIFICATION, State.COURSE),
    (Event.RETURN_FILE, State.VERIFICATION, State.VERIFICATION),
    (Event.RETURN_FILE, State.VERIFICATION, State.COURSE),
    (Event.RETURN_FILE, State.VERIFICATION, State.NOMINATED),
    (Event.STRIKE_OFF, State.PROBATION, State.STRUCK_OFF),
    (Event.ANNUL, State.ADMITTED, State.CLOSED),
    (Event.ANNUL, State.PROBATION, State.CLOSED),
    (Event.ANNUL, State.FULL_MEMBER, State.CLOSED),
    (Event.ANNUL, State.ADMITTED, State.VERIFICATION),
    (Event.ANNUL, State.PROBATION, State.VERIFICATION),
    (Event.ANNUL, State.FULL_MEMBER, State.VERIFICATION),
    *((Event.CLOSE, state, State.CLOSED) for state in OPEN_STATES),
)

STATE_LABELS: dict[State, Text] = {
    State.NOMINATED: Text("Được giới thiệu", "Nominated"),
    State.COURSE: Text("Lớp nhận thức", "Awareness course"),
    State.VERIFICATION: Text("Thẩm tra", "Verification"),
    State.ADMITTED: Text("Chờ lễ kết nạp", "Awaiting ceremony"),
    State.PROBATION: Text("Dự bị", "Probation"),
    State.FULL_MEMBER: Text("Chính thức", "Full member"),
    State.CLOSED: Text("Đã dừng", "Closed"),
    State.STRUCK_OFF: Text("Xóa tên", "Struck off"),
}

EVENT_LABELS: dict[Event, Text] = {
    Event.NOMINATE: Text("Giới thiệu", "Nominate"),
    Event.ENROL: Text("Cử học lớp nhận thức về Đảng", "Enrol in the awareness course"),
    Event.OPEN_FILE: Text("Lập hồ sơ, bắt đầu thẩm tra", "Open the file for verification"),
    Event.ADMIT: Text("Quyết định kết nạp", "Decide on admission"),
    Event.HOLD_CEREMONY: Text("Tổ chức lễ kết nạp", "Hold the admission ceremony"),
    Event.RECOGNISE: Text("Công nhận đảng viên chính thức", "Recognise as full member"),
    Event.RE_ENROL: Text("Cử học lại lớp nhận thức", "Enrol again in the awareness course"),
    Event.RETURN_FILE: Text("Trả lại hồ sơ", "Return the file"),
    Event.STRIKE_OFF: Text("Xóa tên khỏi danh sách đảng viên dự bị", "Strike off the list"),
    Event.ANNUL: Text("Hủy bỏ quyết định", "Annul the decision"),
    Event.CLOSE: Text("Dừng hồ sơ", "Close the case"),
}
