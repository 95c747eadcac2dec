"""The papers that each event needs, as one table: the checklist and the paper checks read it.

A paper is known by its key, the name it has in the register of forms; what proves it is a fact. A
paper without a fact and without an unmet condition is not applicable, for the reason in `only`.
"""

from __future__ import annotations

from collections.abc import Mapping

from rules.text import Text
from workflow.facts import FactKind
from workflow.paper import Paper
from workflow.papers_of_people import ALSO_FOR_ADMISSION, LATE_EXPLANATION, consent
from workflow.states import Event


def _voted(key: str, body: str, purpose: str, label: Text, rule: str, **rest: object) -> Paper:
    return Paper(
        key=key,
        label=label,
        kind=FactKind.RESOLUTION,
        data={"body": body, "purpose": purpose},
        rule=rule,
        also=(FactKind.VOTE,),
        **rest,  # type: ignore[arg-type]  # conditions and only, as the caller typed them
    )


def _decision(key: str, purpose: str, label: Text, rule: str) -> Paper:
    return Paper(
        key=key,
        label=label,
        kind=FactKind.DECISION,
        data={"purpose": purpose},
        rule=rule,
        conditions=("decision", "authority"),
    )


_IF_DEPARTMENTAL = Text(
    "chỉ cần nơi có đảng ủy bộ phận", "only where there is a departmental committee"
)
_IF_COMMITTEE = Text(
    "chỉ cần khi đảng ủy cơ sở biểu quyết", "only where the grassroots committee votes"
)
_IF_STANDING = Text(
    "chỉ cần khi ban thường vụ quyết định", "only where the standing committee decides"
)
_IF_PROVINCE = Text("chỉ cần khi cấp tỉnh quyết định", "only where a province decides")
_COMMITTEE = Text("Nghị quyết của đảng ủy cơ sở", "Resolution of the grassroots committee")
_DEPARTMENTAL = Text("Báo cáo của đảng ủy bộ phận", "Report of the departmental committee")

CERTIFICATE = Paper(
    key="course-certificate",
    label=Text("Giấy chứng nhận lớp nhận thức về Đảng", "Awareness-course certificate"),
    kind=FactKind.CERTIFICATE,
    rule="course-required",
    conditions=("course-certificate",),
)


def _voting(purpose: str, suffix: str, what: Text) -> tuple[Paper, ...]:
    """What the cell, then each committee on the way to the decision, puts in writing."""
    return (
        _voted(
            f"cell-resolution{suffix}",
            "cell",
            purpose,
            Text(
                f"Nghị quyết của chi bộ đề nghị {what.vi}",
                f"Resolution of the cell to propose {what.en}",
            ),
            "cell-vote",
            conditions=("cell-minimum",),
        ),
        Paper(
            key=f"departmental-report{suffix}",
            label=_DEPARTMENTAL,
            kind=FactKind.DEPARTMENTAL_REPORT,
            data={"purpose": purpose},
            rule="departmental-report",
            only=_IF_DEPARTMENTAL,
        ),
        _voted(
            f"committee-resolution{suffix}",
            "committee",
            purpose,
            _COMMITTEE,
            "committee-vote",
            only=_IF_COMMITTEE,
        ),
        _voted(
            f"standing-committee-vote{suffix}",
            "standing-committee",
            purpose,
            Text("Biểu quyết của ban thường vụ", "Vote of the standing committee"),
            "standing-committee-vote",
            only=_IF_STANDING,
        ),
        _voted(
            f"standing-members-vote{suffix}",
            "standing-members",
            purpose,
            Text("Biểu quyết của thường trực cấp ủy", "Vote of the standing members"),
            "authority-province",
            only=_IF_PROVINCE,
        ),
    )


def _ruling(purpose: str, suffix: str) -> Paper:
    """After so many failed ballots the superior decides (R6.12)."""
    return Paper(
        key=f"superior-ruling{suffix}",
        label=Text("Quyết định của cấp có thẩm quyền sau các lần biểu quyết", "Superior's ruling"),
        kind=FactKind.SUPERIOR_RULING,
        data={"purpose": purpose},
        rule="failed-ballots",
        only=Text("chỉ cần khi biểu quyết nhiều lần không đủ", "only after failed ballots"),
    )


PAPERS: Mapping[Event, tuple[Paper, ...]] = {
    Event.ENROL: (
        _decision(
            "course-decision",
            "course",
            Text("Văn bản cử học lớp nhận thức", "Approval of the course"),
            "sympathiser-review",
        ),
    ),
    Event.OPEN_FILE: (CERTIFICATE,),
    Event.ADMIT: (
        CERTIFICATE,
        Paper(
            key="application",
            label=Text("Đơn xin vào Đảng", "Application"),
            kind=FactKind.APPLICATION,
            rule="application",
        ),
        Paper(
            key="cv",
            label=Text("Lý lịch của người xin vào Đảng", "Candidate's CV"),
            kind=FactKind.CV,
            rule="cv-declaration",
        ),
        Paper(
            key="recommendation",
            label=Text("Giấy giới thiệu của đảng viên chính thức", "Recommendation by members"),
            kind=FactKind.RECOMMENDATION,
            data={"by": "member"},
            rule="recommendation",
            conditions=(
                "recommender-acquaintance",
                "recommender-seniority",
                "recommenders",
                "file-age",
            ),
        ),
        Paper(
            key="youth-union-resolution",
            label=Text("Nghị quyết giới thiệu của Đoàn Thanh niên", "Youth Union's resolution"),
            kind=FactKind.RECOMMENDATION,
            data={"by": "youth-union"},
            rule="recommenders-with-organisation",
            only=Text("chỉ cần khi Đoàn Thanh niên giới thiệu", "only where the Union recommends"),
        ),
        Paper(
            key="trade-union-resolution",
            label=Text("Nghị quyết giới thiệu của công đoàn", "Trade union's resolution"),
            kind=FactKind.RECOMMENDATION,
            data={"by": "trade-union"},
            rule="recommenders-with-organisation",
            only=Text("chỉ cần khi công đoàn giới thiệu", "only where the union recommends"),
        ),
        Paper(
            key="verification-letter",
            label=Text("Công văn đề nghị thẩm tra", "Verification letter"),
            kind=FactKind.VERIFICATION_LETTER,
            rule="verification-letter",
            only=Text("chỉ cần khi phải thẩm tra ở nơi khác", "only where another place verifies"),
        ),
        Paper(
            key="verification-reply",
            label=Text("Trả lời thẩm tra", "Verification reply"),
            kind=FactKind.VERIFICATION_REPLY,
            rule="verification-letter",
            only=Text("chỉ cần khi đã gửi công văn thẩm tra", "only where a letter was sent"),
        ),
        Paper(
            key="verification-conclusion",
            label=Text("Kết luận thẩm tra lý lịch", "Verification conclusion"),
            kind=FactKind.VERIFICATION_CONCLUSION,
            rule="verification-conclusion",
        ),
        Paper(
            key="political-conclusion",
            label=Text("Kết luận về tiêu chuẩn chính trị", "Conclusion on political standards"),
            kind=FactKind.POLITICAL_CONCLUSION,
            rule="political-conclusion",
            only=Text("chỉ cần khi có vấn đề về chính trị", "only where a political issue appears"),
        ),
        Paper(
            key="opinions",
            label=Text("Ý kiến nơi công tác và nơi cư trú", "Opinions of workplace and residence"),
            kind=FactKind.OPINION,
            data={"purpose": "admission"},
            rule="opinions",
            conditions=("file-age",),
        ),
        *ALSO_FOR_ADMISSION,
        *_voting("admission", "", Text("kết nạp", "admission")),
        _decision(
            "admission-decision",
            "admission",
            Text("Quyết định kết nạp", "Decision of admission"),
            "admission-authority",
        ),
    ),
    Event.HOLD_CEREMONY: (
        Paper(
            key="helper",
            label=Text("Phân công đảng viên giúp đỡ", "Helper assigned"),
            kind=FactKind.HELPER,
            rule="helper",
        ),
        Paper(
            key="decision-receipt",
            label=Text("Chi bộ nhận quyết định kết nạp", "Cell receives the admission decision"),
            kind=FactKind.DECISION_RECEIPT,
            rule="ceremony",
            only=Text(
                "chỉ cần khi hạn tính từ ngày nhận quyết định",
                "only where the limit counts from the receipt",
            ),
        ),
        consent(
            "late-ceremony",
            "ceremony",
            "Văn bản đồng ý tổ chức lễ quá hạn",
            "Consent to a late ceremony",
            Text("chỉ cần khi lễ kết nạp quá hạn", "only where the ceremony is late"),
        ),
    ),
    Event.RECOGNISE: (
        Paper(
            key="new-member-certificate",
            label=Text("Giấy chứng nhận lớp đảng viên mới", "New-member certificate"),
            kind=FactKind.NEW_MEMBER_CERTIFICATE,
            rule="new-member-course",
        ),
        Paper(
            key="self-review",
            label=Text("Bản tự kiểm điểm của đảng viên dự bị", "Self-review"),
            kind=FactKind.SELF_REVIEW,
            rule="recognition-file",
        ),
        Paper(
            key="helper-remarks",
            label=Text("Nhận xét của đảng viên giúp đỡ", "Helper's remarks"),
            kind=FactKind.HELPER_REMARKS,
            rule="recognition-file",
        ),
        Paper(
            key="opinions-recognition",
            label=Text("Ý kiến nơi công tác và nơi cư trú", "Opinions of workplace and residence"),
            kind=FactKind.OPINION,
            data={"purpose": "recognition"},
            rule="opinions-recognition",
        ),
        LATE_EXPLANATION,
        *_voting("recognition", "-recognition", Text("công nhận", "recognition")),
        _ruling("recognition", "-recognition"),
        _decision(
            "recognition-decision",
            "recognition",
            Text("Quyết định công nhận đảng viên chính thức", "Decision of recognition"),
            "admission-authority",
        ),
    ),
    Event.STRIKE_OFF: (
        *_voting("strike-off", "-strike-off", Text("xóa tên", "strike-off")),
        _ruling("strike-off", "-strike-off"),
        _decision(
            "strike-off-decision",
            "strike-off",
            Text("Quyết định xóa tên", "Decision of strike-off"),
            "strike-off",
        ),
    ),
    Event.ANNUL: (
        _decision(
            "annulment-decision",
            "annulment",
            Text("Quyết định hủy quyết định", "Decision of annulment"),
            "annulment",
        ),
    ),
}

PAPER_LABELS: Mapping[str, Text] = {
    paper.key: paper.label for papers in PAPERS.values() for paper in papers
}
