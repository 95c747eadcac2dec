"""The happenings in a case that start, open provisionally, or close a deadline."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class Milestone(StrEnum):
    """A happening with a legal day. The codes are a contract with stored data; never rename one."""

    CERTIFICATE_ISSUED = "certificate-issued"
    FILE_MADE = "file-made"
    BORN = "born"
    LETTER_RECEIVED = "letter-received"
    LETTER_RECEIVED_ABROAD = "letter-received-abroad"
    VERIFICATION_REPLIED = "verification-replied"
    CELL_RESOLVED_ADMISSION = "cell-resolved-admission"
    DECISION_ISSUED = "decision-issued"
    DECISION_RECEIVED = "decision-received"
    CEREMONY_HELD = "ceremony-held"
    MEMBER_CV_FILED = "member-cv-filed"
    NEW_MEMBER_CERTIFICATE_ISSUED = "new-member-certificate-issued"
    PROBATION_ENDED = "probation-ended"
    CELL_RESOLVED_RECOGNITION = "cell-resolved-recognition"
    RECOGNISED = "recognised"
    STRUCK_OFF = "struck-off"
    RECOGNITION_FILE_RECEIVED = "recognition-file-received"
    MOVE_DECIDED = "move-decided"
    MOVE_DONE = "move-done"
    INTRODUCED = "introduced"
    LEFT_PARTY = "left-party"
    RECORD_CLEARED = "record-cleared"
    READMISSION_APPLIED = "readmission-applied"
    OPINIONS_ASKED = "opinions-asked"
    OPINIONS_GIVEN = "opinions-given"
    EXPLANATION_ASKED = "explanation-asked"
    EXPLANATION_GIVEN = "explanation-given"
    HELP_BEGAN = "help-began"
    HELP_ASSESSED = "help-assessed"
    DATA_REQUEST_RECEIVED = "data-request-received"
    DATA_REQUEST_ANSWERED = "data-request-answered"
    DATA_REQUEST_CLOSED = "data-request-closed"
    INCIDENT_KNOWN = "incident-known"
    INCIDENT_REPORTED = "incident-reported"
    FINDING_RECORDED = "finding-recorded"
    FINDING_ANSWERED = "finding-answered"
    ASSIGNMENT_PERIOD_BEGUN = "assignment-period-begun"
    ASSIGNMENT_DONE = "assignment-done"

    @property
    def label(self) -> Text:
        """How the happening is called in a sentence, without a capital."""
        return _LABELS[self]


_LABELS: dict[Milestone, Text] = {
    Milestone.CERTIFICATE_ISSUED: Text(
        vi="cấp giấy chứng nhận bồi dưỡng nhận thức về Đảng",
        en="the awareness certificate was issued",
    ),
    Milestone.FILE_MADE: Text(vi="lập hồ sơ kết nạp", en="the admission file was made"),
    Milestone.BORN: Text(vi="sinh", en="the person was born"),
    Milestone.LETTER_RECEIVED: Text(
        vi="nhận công văn đề nghị thẩm tra", en="the verification letter was received"
    ),
    Milestone.LETTER_RECEIVED_ABROAD: Text(
        vi="nhận công văn đề nghị thẩm tra ở ngoài nước",
        en="the verification letter was received abroad",
    ),
    Milestone.VERIFICATION_REPLIED: Text(
        vi="trả lời thẩm tra lý lịch", en="the verification letter was answered"
    ),
    Milestone.CELL_RESOLVED_ADMISSION: Text(
        vi="chi bộ có nghị quyết đề nghị kết nạp",
        en="the cell resolved to propose admission",
    ),
    Milestone.DECISION_ISSUED: Text(
        vi="ban hành quyết định kết nạp", en="the admission decision was issued"
    ),
    Milestone.DECISION_RECEIVED: Text(
        vi="chi bộ nhận được quyết định kết nạp",
        en="the cell received the admission decision",
    ),
    Milestone.CEREMONY_HELD: Text(vi="tổ chức lễ kết nạp", en="the admission ceremony was held"),
    Milestone.MEMBER_CV_FILED: Text(vi="nộp lý lịch đảng viên", en="the member's CV was handed in"),
    Milestone.NEW_MEMBER_CERTIFICATE_ISSUED: Text(
        vi="cấp giấy chứng nhận bồi dưỡng đảng viên mới",
        en="the new-member course certificate was issued",
    ),
    Milestone.PROBATION_ENDED: Text(vi="hết thời gian dự bị", en="the probation ended"),
    Milestone.CELL_RESOLVED_RECOGNITION: Text(
        vi="chi bộ có nghị quyết đề nghị công nhận đảng viên chính thức",
        en="the cell resolved to propose recognition",
    ),
    Milestone.RECOGNISED: Text(vi="công nhận đảng viên chính thức", en="the member was recognised"),
    Milestone.STRUCK_OFF: Text(
        vi="xóa tên đảng viên dự bị",
        en="the probationary member was struck off",
    ),
    Milestone.RECOGNITION_FILE_RECEIVED: Text(
        vi="cấp có thẩm quyền nhận hồ sơ đề nghị công nhận",
        en="the recognition file was received",
    ),
    Milestone.MOVE_DECIDED: Text(
        vi="có quyết định chuyển công tác hoặc thay đổi nơi cư trú",
        en="the move was decided or the residence changed",
    ),
    Milestone.MOVE_DONE: Text(
        vi="hoàn thành chuyển sinh hoạt đảng", en="the transfer was completed"
    ),
    Milestone.INTRODUCED: Text(
        vi="được giới thiệu chuyển sinh hoạt đảng",
        en="the introduction paper was issued",
    ),
    Milestone.LEFT_PARTY: Text(vi="ra khỏi Đảng", en="the person left the Party"),
    Milestone.RECORD_CLEARED: Text(vi="được xóa án tích", en="the criminal record was cleared"),
    Milestone.READMISSION_APPLIED: Text(
        vi="làm đơn xin kết nạp lại", en="re-admission was applied for"
    ),
    Milestone.OPINIONS_ASKED: Text(
        vi="gửi lấy ý kiến nơi công tác và nơi cư trú",
        en="the opinions of workplace and residence were asked for",
    ),
    Milestone.OPINIONS_GIVEN: Text(
        vi="có đủ ý kiến nơi công tác và nơi cư trú",
        en="the opinions of workplace and residence were given",
    ),
    Milestone.EXPLANATION_ASKED: Text(
        vi="yêu cầu giải trình việc công nhận chậm",
        en="an explanation of the late recognition was asked for",
    ),
    Milestone.EXPLANATION_GIVEN: Text(
        vi="có văn bản giải trình việc công nhận chậm",
        en="the late recognition was explained",
    ),
    Milestone.HELP_BEGAN: Text(
        vi="bắt đầu giáo dục, giúp đỡ", en="the period of education and help began"
    ),
    Milestone.HELP_ASSESSED: Text(
        vi="chi bộ kết luận sau thời gian giúp đỡ", en="the cell concluded on the help"
    ),
    Milestone.DATA_REQUEST_RECEIVED: Text(
        vi="nhận yêu cầu của chủ thể dữ liệu cá nhân",
        en="the request of a data subject was received",
    ),
    Milestone.DATA_REQUEST_ANSWERED: Text(
        vi="trả lời yêu cầu của chủ thể dữ liệu cá nhân",
        en="the request of a data subject was answered",
    ),
    Milestone.DATA_REQUEST_CLOSED: Text(
        vi="thực hiện xong hoặc từ chối yêu cầu của chủ thể dữ liệu cá nhân",
        en="the request of a data subject was carried out or refused",
    ),
    Milestone.INCIDENT_KNOWN: Text(
        vi="phát hiện vi phạm về dữ liệu cá nhân", en="the personal data breach was known"
    ),
    Milestone.INCIDENT_REPORTED: Text(
        vi="thông báo vi phạm về dữ liệu cá nhân", en="the personal data breach was told"
    ),
    Milestone.FINDING_RECORDED: Text(vi="kiểm tra nêu thiếu sót", en="an inspection found it"),
    Milestone.FINDING_ANSWERED: Text(vi="khắc phục thiếu sót", en="what was found was mended"),
    Milestone.ASSIGNMENT_PERIOD_BEGUN: Text(
        vi="kỳ của nhiệm vụ được giao bắt đầu", en="the period of an assigned task began"
    ),
    Milestone.ASSIGNMENT_DONE: Text(
        vi="có minh chứng của kỳ", en="the task of the period was shown to be done"
    ),
}
