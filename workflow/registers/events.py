"""What is done to records of registers, as their entries name it."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class RecordEvent(StrEnum):
    """What an entry of a register says was done."""

    LIST_RECEIVED = "list-received"
    CLASS_OPENED = "class-opened"
    CLASS_ENROLLED = "class-enrolled"
    CLASS_ROLL = "class-roll"
    CLASS_RESULTS = "class-results"
    SITTING_OPENED = "sitting-opened"
    AGENDA_SET = "agenda-set"
    SITTING_DECIDED = "sitting-decided"
    SITTING_CLOSED = "sitting-closed"
    AWARD_GIVEN = "award-given"
    TRAINING_HELD = "training-held"
    TRAINING_ATTENDED = "training-attended"
    UNIT_GRADED = "unit-graded"
    LEGAL_ADDED = "legal-added"
    LEGAL_SUPERSEDED = "legal-superseded"
    LEGAL_REVIEWED = "legal-reviewed"
    PLAN_SET = "plan-set"
    PLAN_REVISED = "plan-revised"
    FILES_RECEIVED = "files-received"
    DATA_REQUEST_OPENED = "data-request-opened"
    DATA_REQUEST_ANSWERED = "data-request-answered"
    DATA_REQUEST_EXTENDED = "data-request-extended"
    DATA_REQUEST_RECOUNTED = "data-request-recounted"
    DATA_REQUEST_CLOSED = "data-request-closed"
    INCIDENT_OPENED = "incident-opened"
    INCIDENT_MOVED = "incident-moved"
    INCIDENT_REPORTED = "incident-reported"
    INCIDENT_CLOSED = "incident-closed"
    ASSIGNMENT_SET = "assignment-set"
    ASSIGNMENT_ASKED = "assignment-asked"
    ASSIGNMENT_MOVED = "assignment-moved"
    ASSIGNMENT_DONE = "assignment-done"
    ASSIGNMENT_UNDONE = "assignment-undone"
    ASSIGNMENT_ENDED = "assignment-ended"
    FINDING_RECORDED = "finding-recorded"
    FINDING_CORRECTED = "finding-corrected"
    FINDING_MOVED = "finding-moved"
    FINDING_ANSWERED = "finding-answered"
    FINDING_WITHDRAWN = "finding-withdrawn"


RECORD_EVENT_LABELS: dict[RecordEvent, Text] = {
    RecordEvent.LIST_RECEIVED: Text("Nhận danh sách giới thiệu", "List of referrals received"),
    RecordEvent.CLASS_OPENED: Text("Mở lớp", "Class opened"),
    RecordEvent.CLASS_ENROLLED: Text("Cử người vào lớp", "People sent to the class"),
    RecordEvent.CLASS_ROLL: Text("Điểm danh lớp", "Roll of the class"),
    RecordEvent.CLASS_RESULTS: Text("Kết quả lớp", "Results of the class"),
    RecordEvent.SITTING_OPENED: Text("Triệu tập phiên họp", "Sitting called"),
    RecordEvent.AGENDA_SET: Text("Lập chương trình phiên họp", "Agenda set"),
    RecordEvent.SITTING_DECIDED: Text("Phiên họp quyết định", "Decided in the sitting"),
    RecordEvent.SITTING_CLOSED: Text("Kết thúc phiên họp", "Sitting closed"),
    RecordEvent.AWARD_GIVEN: Text("Khen thưởng", "Award given"),
    RecordEvent.TRAINING_HELD: Text("Mở lớp tập huấn", "Training held"),
    RecordEvent.TRAINING_ATTENDED: Text("Ghi người dự tập huấn", "Attendance of a training"),
    RecordEvent.UNIT_GRADED: Text("Xếp loại tổ chức", "Organisation graded"),
    RecordEvent.LEGAL_ADDED: Text("Ghi văn bản vào danh mục", "Paper put in the register"),
    RecordEvent.LEGAL_SUPERSEDED: Text("Văn bản được thay thế", "Paper superseded"),
    RecordEvent.LEGAL_REVIEWED: Text("Hẹn rà soát văn bản", "Review of a paper set"),
    RecordEvent.PLAN_SET: Text("Lập kế hoạch năm", "Plan of the year set"),
    RecordEvent.PLAN_REVISED: Text("Điều chỉnh kế hoạch năm", "Plan of the year revised"),
    RecordEvent.FILES_RECEIVED: Text("Nhận hồ sơ đề nghị kết nạp", "Admission files received"),
    RecordEvent.DATA_REQUEST_OPENED: Text(
        "Nhận yêu cầu về dữ liệu cá nhân", "Request about personal data received"
    ),
    RecordEvent.DATA_REQUEST_ANSWERED: Text(
        "Trả lời yêu cầu về dữ liệu cá nhân", "Request about personal data answered"
    ),
    RecordEvent.DATA_REQUEST_EXTENDED: Text(
        "Gia hạn thực hiện yêu cầu về dữ liệu cá nhân",
        "More time for a request about personal data",
    ),
    RecordEvent.DATA_REQUEST_RECOUNTED: Text(
        "Tính lại hạn của yêu cầu theo lịch nghỉ", "Days of a request counted anew by the calendar"
    ),
    RecordEvent.DATA_REQUEST_CLOSED: Text(
        "Kết thúc yêu cầu về dữ liệu cá nhân", "Request about personal data closed"
    ),
    RecordEvent.INCIDENT_OPENED: Text("Ghi sự cố dữ liệu cá nhân", "Data incident registered"),
    RecordEvent.INCIDENT_MOVED: Text(
        "Sự cố dữ liệu cá nhân theo tổ chức kế thừa", "Data incident goes on with the heir"
    ),
    RecordEvent.INCIDENT_REPORTED: Text(
        "Báo cơ quan về sự cố dữ liệu cá nhân", "Data incident told to the authority"
    ),
    RecordEvent.INCIDENT_CLOSED: Text("Kết thúc sự cố dữ liệu cá nhân", "Data incident closed"),
    RecordEvent.ASSIGNMENT_SET: Text("Giao nhiệm vụ", "Task assigned"),
    RecordEvent.ASSIGNMENT_ASKED: Text(
        "Kỳ mới của nhiệm vụ được giao bắt đầu", "Period of an assignment begun"
    ),
    RecordEvent.ASSIGNMENT_MOVED: Text(
        "Nhiệm vụ được giao theo tổ chức kế thừa", "Assignment goes on with the heir"
    ),
    RecordEvent.ASSIGNMENT_DONE: Text(
        "Ghi minh chứng đã làm nhiệm vụ", "Evidence of an assignment recorded"
    ),
    RecordEvent.ASSIGNMENT_UNDONE: Text(
        "Bỏ minh chứng ghi nhầm của nhiệm vụ", "Mistaken evidence of an assignment withdrawn"
    ),
    RecordEvent.ASSIGNMENT_ENDED: Text("Kết thúc nhiệm vụ được giao", "Assignment ended"),
    RecordEvent.FINDING_RECORDED: Text("Ghi thiếu sót qua kiểm tra", "Finding recorded"),
    RecordEvent.FINDING_CORRECTED: Text(
        "Sửa hạn khắc phục thiếu sót", "Day for mending a finding changed"
    ),
    RecordEvent.FINDING_MOVED: Text(
        "Thiếu sót theo tổ chức kế thừa", "Finding goes on with the heir"
    ),
    RecordEvent.FINDING_ANSWERED: Text("Khắc phục thiếu sót", "Finding mended"),
    RecordEvent.FINDING_WITHDRAWN: Text("Rút thiếu sót đã ghi", "Finding withdrawn"),
}
