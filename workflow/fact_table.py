"""The kinds of fact, as one table: the command line, the conditions and the documents read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rules.milestones import Milestone
from rules.text import Text
from workflow.ballot import BALLOT_FIELDS
from workflow.facts import BODIES, PURPOSES, FactKind, FactSpec, Field
from workflow.facts_of_people import (
    CONSENT_FIELDS,
    PEOPLE,
    PERSONS_FIELD,
    RECOMMENDER_FIELDS,
    REPLY_FIELDS,
)
from workflow.facts_of_votes import VOTING
from workflow.papers import PAPER_LABELS


def _resolved(data: Mapping[str, Any]) -> Milestone | None:
    if data["body"] != "cell":
        return None
    return {
        "admission": Milestone.CELL_RESOLVED_ADMISSION,
        "recognition": Milestone.CELL_RESOLVED_RECOGNITION,
    }.get(data["purpose"])


def _letter(data: Mapping[str, Any]) -> Milestone:
    return (
        Milestone.LETTER_RECEIVED_ABROAD
        if data.get("abroad") == "yes"
        else Milestone.LETTER_RECEIVED
    )


_PURPOSE = Field(name="purpose", label=Text("Về việc", "Purpose"), choices=PURPOSES)
_BODY = Field(name="body", label=Text("Cấp ra nghị quyết", "Body"), choices=BODIES)
_RESULT = Field(name="result", label=Text("Kết quả", "Result"), choices=("clear", "issue"))


def _class(*, required: bool) -> Field:
    return Field(
        name="class",
        label=Text("Lớp số", "Class"),
        required=required,
        pattern=r"LH-\d{4}-\d{4,9}",
        example="LH-2026-0003",
    )


def _number(name: str, vi: str, en: str) -> Field:
    return Field(name=name, label=Text(vi, en), kind=int)


FACTS: dict[FactKind, FactSpec] = {
    spec.kind: spec
    for spec in (
        FactSpec(
            kind=FactKind.CERTIFICATE,
            label=Text("Giấy chứng nhận lớp nhận thức về Đảng", "Awareness-course certificate"),
            documented=True,
            fields=(_class(required=False),),
            milestone=Milestone.CERTIFICATE_ISSUED,
        ),
        FactSpec(
            kind=FactKind.APPLICATION,
            label=Text("Đơn xin vào Đảng", "Application"),
        ),
        FactSpec(
            kind=FactKind.CV,
            label=Text("Lý lịch của người xin vào Đảng", "Candidate's CV"),
            fields=(
                Field(
                    name="religion",
                    label=Text("Khai tôn giáo (người có đạo)", "Religion, of a religious person"),
                    choices=("stated",),
                    required=False,
                ),
            ),
        ),
        FactSpec(
            kind=FactKind.RECOMMENDATION,
            label=Text("Giấy giới thiệu", "Recommendation"),
            fields=(
                Field(
                    name="by",
                    label=Text("Bên giới thiệu", "Recommended by"),
                    choices=("member", "youth-union", "trade-union"),
                ),
                Field(name="who", label=Text("Người giới thiệu", "Recommender"), private=True),
                Field(
                    name="known_since",
                    label=Text("Cùng công tác từ ngày", "Working together since"),
                    kind=date,
                    required=False,
                ),
                *RECOMMENDER_FIELDS,
            ),
        ),
        FactSpec(
            kind=FactKind.VERIFICATION_LETTER,
            label=Text("Công văn đề nghị thẩm tra", "Verification letter"),
            documented=True,
            fields=(
                Field(name="addressee", label=Text("Nơi nhận", "Addressee"), private=True),
                Field(
                    name="abroad",
                    label=Text("Ở nước ngoài", "Abroad"),
                    choices=("yes", "no"),
                    required=False,
                ),
                Field(
                    name="received_on",
                    label=Text("Ngày nơi nhận nhận được", "Received on"),
                    kind=date,
                    required=False,
                ),
                PERSONS_FIELD,
            ),
            milestone=_letter,
            milestone_day="received_on",
        ),
        FactSpec(
            kind=FactKind.VERIFICATION_REPLY,
            label=Text("Trả lời thẩm tra", "Verification reply"),
            documented=True,
            fields=(
                Field(name="letter", label=Text("Trả lời công văn số", "In reply to letter")),
                _RESULT,
                *REPLY_FIELDS,
            ),
            milestone=Milestone.VERIFICATION_REPLIED,
        ),
        FactSpec(
            kind=FactKind.VERIFICATION_CONCLUSION,
            label=Text("Kết luận thẩm tra lý lịch", "Verification conclusion"),
            documented=True,
            fields=(_RESULT,),
        ),
        FactSpec(
            kind=FactKind.POLITICAL_CONCLUSION,
            label=Text("Kết luận về tiêu chuẩn chính trị", "Conclusion on political standards"),
            documented=True,
            fields=(
                Field(
                    name="result",
                    label=Text("Kết quả", "Result"),
                    choices=("eligible", "not-eligible"),
                ),
            ),
        ),
        FactSpec(
            kind=FactKind.OPINION,
            label=Text("Ý kiến nhận xét", "Opinion"),
            fields=(
                Field(
                    name="source",
                    label=Text("Nơi cho ý kiến", "Given by"),
                    choices=("workplace", "residence"),
                ),
                Field(
                    name="purpose",
                    label=Text("Về việc", "Purpose"),
                    choices=("admission", "recognition"),
                ),
                Field(
                    name="result",
                    label=Text("Ý kiến", "Opinion"),
                    choices=("agree", "disagree"),
                ),
            ),
        ),
        FactSpec(
            kind=FactKind.VOTE,
            label=Text("Biểu quyết", "Vote"),
            fields=(
                _BODY,
                _PURPOSE,
                *BALLOT_FIELDS,
            ),
        ),
        FactSpec(
            kind=FactKind.RESOLUTION,
            label=Text("Nghị quyết", "Resolution"),
            documented=True,
            fields=(_BODY, _PURPOSE),
            milestone=_resolved,
        ),
        FactSpec(
            kind=FactKind.DECISION,
            label=Text("Quyết định", "Decision"),
            documented=True,
            fields=(
                Field(
                    name="purpose",
                    label=Text("Về việc", "Purpose"),
                    choices=("course", *PURPOSES),
                ),
            ),
        ),
        FactSpec(
            kind=FactKind.DECISION_RECEIPT,
            label=Text("Chi bộ nhận quyết định kết nạp", "Cell receives the admission decision"),
            milestone=Milestone.DECISION_RECEIVED,
        ),
        FactSpec(
            kind=FactKind.CONSENT,
            label=Text("Văn bản đồng ý của cấp trên", "Consent of the superior"),
            documented=True,
            fields=CONSENT_FIELDS,
        ),
        FactSpec(
            kind=FactKind.HELPER,
            label=Text("Phân công đảng viên giúp đỡ", "Helper assigned"),
            fields=(Field(name="who", label=Text("Đảng viên giúp đỡ", "Helper"), private=True),),
        ),
        FactSpec(
            kind=FactKind.MEMBER_CV,
            label=Text("Lý lịch đảng viên", "Member's CV"),
            milestone=Milestone.MEMBER_CV_FILED,
        ),
        FactSpec(
            kind=FactKind.NEW_MEMBER_CERTIFICATE,
            label=Text("Giấy chứng nhận lớp đảng viên mới", "New-member certificate"),
            documented=True,
            fields=(_class(required=False),),
            milestone=Milestone.NEW_MEMBER_CERTIFICATE_ISSUED,
        ),
        FactSpec(
            kind=FactKind.SELF_REVIEW,
            label=Text("Bản tự kiểm điểm của đảng viên dự bị", "Self-review"),
        ),
        FactSpec(
            kind=FactKind.HELPER_REMARKS,
            label=Text("Nhận xét của đảng viên giúp đỡ", "Helper's remarks"),
        ),
        FactSpec(
            kind=FactKind.FILE_RECEIVED,
            label=Text("Cấp trên nhận hồ sơ công nhận", "Recognition file received"),
            milestone=Milestone.RECOGNITION_FILE_RECEIVED,
        ),
        FactSpec(
            kind=FactKind.EXTENSION,
            label=Text("Gia hạn xem xét, quyết định", "Extension of the time to decide"),
            documented=True,
            fields=(
                Field(
                    name="purpose",
                    label=Text("Về việc", "Purpose"),
                    choices=("admission", "recognition"),
                ),
                _number("days", "Số ngày làm việc thêm", "Working days more"),
            ),
        ),
        FactSpec(
            kind=FactKind.REFERRAL,
            label=Text("Đoàn thể giới thiệu", "Referral"),
            fields=(
                Field(
                    name="by",
                    label=Text("Đoàn thể", "Referred by"),
                    choices=("youth-union", "labour-federation", "cell", "other"),
                ),
                Field(
                    name="list",
                    label=Text("Danh sách giới thiệu số", "List of referrals"),
                    required=False,
                    pattern=r"GT-\d{4}-\d{4,9}",
                    example="GT-2026-0003",
                ),
            ),
        ),
        FactSpec(
            kind=FactKind.CLASS_PLACE,
            label=Text("Được cử vào lớp", "Sent to a class"),
            fields=(_class(required=True),),
        ),
        FactSpec(
            kind=FactKind.CLASSIFICATION,
            label=Text("Đánh giá, xếp loại hằng năm", "Annual classification"),
            fields=(
                _number("year", "Năm", "Year"),
                Field(
                    name="grade",
                    label=Text("Mức xếp loại", "Grade"),
                    pattern=r"[a-z-]+",
                    example="good",
                ),
            ),
        ),
        *VOTING,
        *PEOPLE,
        FactSpec(
            kind=FactKind.PAPER_CHECK,
            label=Text("Kiểm tra giấy tờ", "Paper checked"),
            fields=(
                Field(name="paper", label=Text("Giấy tờ", "Paper"), choices=tuple(PAPER_LABELS)),
                Field(
                    name="status",
                    label=Text("Tình trạng", "Status"),
                    choices=("valid", "review", "supplement"),
                ),
                Field(name="why", label=Text("Lý do", "Reason"), private=True),
            ),
        ),
    )
}
