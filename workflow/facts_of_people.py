"""The facts about the candidate and the people around: kinds and fields of `workflow.fact_table`.

No field here holds a name but those marked private: a relative is told by what he or she is to the
candidate, which is enough to see that every one of them was verified.
"""

from __future__ import annotations

from datetime import date

from rules.milestones import Milestone
from rules.text import Text
from workflow.facts import FactKind, FactSpec, Field

NEVER_READMITTED = (
    "gave-up-party-life",
    "asked-to-leave",
    "disunity",
    "corruption",
    "serious-crime",
)
"""Why somebody left who is never re-admitted (R12.7)."""
CONVICTED = "less-serious-crime"
POPULATION_POLICY = "population-policy"
LEFT_REASONS = (
    "struck-off",
    "removed",
    "family-hardship",
    CONVICTED,
    POPULATION_POLICY,
    *NEVER_READMITTED,
)
CATEGORIES = (
    "private-owner",
    "foreign-spouse",
    "religion",
    POPULATION_POLICY,
    "no-cell",
    "army-police",
)
RELATIVES = (
    *("father", "mother", "spouse", "spouse-father", "spouse-mother"),
    *("guardian", "child", "sibling"),
)
_YES_NO = ("yes", "no")


def _choice(name: str, vi: str, en: str, *choices: str, required: bool = True) -> Field:
    return Field(name=name, label=Text(vi, en), choices=choices, required=required)


RECOMMENDER_FIELDS = (
    _choice(
        "replaces",
        "Thay cho người giới thiệu trước",
        "Replaces an earlier one",
        *_YES_NO,
        required=False,
    ),
    Field(
        name="full_since",
        label=Text("Là đảng viên chính thức từ ngày", "A full member since"),
        kind=date,
        required=False,
    ),
    _choice("together", "Cùng ở", "Together at", "workplace", "residence", required=False),
    _choice(
        "kin",
        "Là người thân",
        "Is the candidate's",
        "none",
        "parent",
        "spouse",
        "sibling",
        "child",
        required=False,
    ),
    _choice("youth_age", "Còn trong độ tuổi đoàn", "Of Youth Union age", *_YES_NO, required=False),
)
_PERSON = rf"(?:candidate|{'|'.join(RELATIVES)})(?:-\d+)?"
PERSONS_FIELD = Field(
    name="persons",
    label=Text("Thẩm tra về", "Asks about"),
    required=False,
    pattern=rf"{_PERSON}(?:,{_PERSON})*",
    example="father,mother,child-2",
)
REPLY_FIELDS = (
    _choice(
        "content", "Nội dung lý lịch", "The CV is", "right", "wrong", "incomplete", required=False
    ),
    _choice(
        "collective",
        "Ý kiến của tập thể cấp ủy",
        "A statement of the committee",
        *_YES_NO,
        required=False,
    ),
)
CONSENT_FIELDS = (
    _choice(
        "about",
        "Về việc",
        "About",
        "late-ceremony",
        "over-age",
        "education",
        "readmission",
        "private-owner",
        "foreign-spouse",
        POPULATION_POLICY,
        "no-cell",
    ),
    _choice(
        "level",
        "Cấp đồng ý",
        "Level that consents",
        "province",
        "superior",
        "direct-superior",
        required=False,
    ),
)

PEOPLE: tuple[FactSpec, ...] = (
    FactSpec(
        kind=FactKind.RECOMMENDATION_ROUTE,
        label=Text("Chi bộ chọn bên giới thiệu", "The cell chooses who recommends"),
        fields=(
            _choice("route", "Bên giới thiệu", "Route", "members", "youth-union", "trade-union"),
        ),
    ),
    FactSpec(
        kind=FactKind.RELATIVE,
        label=Text("Người thân khai trong lý lịch", "Relative declared in the CV"),
        fields=(
            _choice("relation", "Quan hệ", "Relation", *RELATIVES),
            Field(name="nth", label=Text("Thứ", "Number"), kind=int, required=False),
            _choice("member", "Là đảng viên", "A Party member", *_YES_NO, required=False),
            _choice("abroad", "Ở nước ngoài", "Abroad", *_YES_NO, required=False),
            _choice(
                "capable",
                "Có năng lực hành vi dân sự đầy đủ",
                "Of full legal capacity",
                *_YES_NO,
                required=False,
            ),
        ),
    ),
    FactSpec(
        kind=FactKind.VERIFIER,
        label=Text("Cử người đi thẩm tra", "Member sent to verify"),
        fields=(
            Field(name="who", label=Text("Người đi thẩm tra", "Who is sent"), private=True),
            _choice(
                "kin",
                "Là người thân",
                "Is the candidate's",
                "none",
                "self",
                "parent",
                "spouse",
                "sibling",
                "child",
            ),
            PERSONS_FIELD,
        ),
    ),
    FactSpec(
        kind=FactKind.CV_REMARK,
        label=Text("Nhận xét của chi ủy vào lý lịch", "The cell committee's remark on the CV"),
    ),
    FactSpec(
        kind=FactKind.CV_CERTIFICATE,
        label=Text("Cấp ủy cơ sở chứng nhận lý lịch", "The committee certifies the CV"),
    ),
    FactSpec(
        kind=FactKind.CATEGORY,
        label=Text("Trường hợp đặc thù", "Special category"),
        fields=(_choice("category", "Trường hợp", "Category", *CATEGORIES),),
    ),
    FactSpec(
        kind=FactKind.CATEGORY_OPINION,
        label=Text("Ý kiến về trường hợp đặc thù", "Opinion on a special category"),
        documented=True,
        fields=(
            _choice("about", "Về việc", "About", "foreign-spouse", "religion", "private-owner"),
            _choice("result", "Ý kiến", "Opinion", "agree", "disagree"),
        ),
    ),
    FactSpec(
        kind=FactKind.OPINION_REQUEST,
        label=Text("Gửi lấy ý kiến nhận xét", "Opinions asked for"),
        fields=(_choice("purpose", "Về việc", "Purpose", "admission", "recognition"),),
        milestone=Milestone.OPINIONS_ASKED,
    ),
    FactSpec(
        kind=FactKind.OVER_AGE_GROUNDS,
        label=Text("Điều kiện xét người quá tuổi", "Grounds for an age above the limit"),
        fields=(
            _choice("fit", "Có sức khỏe và uy tín", "In health and of prestige", *_YES_NO),
            _choice(
                "ground",
                "Lý do",
                "Ground",
                "no-organisation",
                "no-member",
                "special-need",
            ),
        ),
    ),
    FactSpec(
        kind=FactKind.EDUCATION_EXCEPTION,
        label=Text("Diện được giảm yêu cầu học vấn", "Exception on education"),
        fields=(_choice("ground", "Lý do", "Ground", "hard-area", "elder", "fisher-salt"),),
    ),
    FactSpec(
        kind=FactKind.MOVE,
        label=Text("Quyết định chuyển công tác, đổi nơi cư trú", "The person moves"),
        milestone=Milestone.MOVE_DECIDED,
    ),
    FactSpec(
        kind=FactKind.MOVE_PAPER,
        label=Text("Giấy tờ chuyển đi", "Paper of the move"),
        documented=True,
        fields=(
            _choice(
                "paper",
                "Loại giấy",
                "Paper",
                "certificate",
                "forwarding-letter",
                "introduction",
            ),
        ),
        milestone=Milestone.INTRODUCED,
    ),
    FactSpec(
        kind=FactKind.DISCIPLINE,
        label=Text("Kỷ luật đảng viên dự bị", "Discipline of a probationary member"),
        documented=True,
        fields=(_choice("measure", "Hình thức", "Measure", "reprimand", "warning"),),
    ),
    FactSpec(
        kind=FactKind.EXPLANATION_REQUEST,
        label=Text("Yêu cầu giải trình việc công nhận chậm", "Explanation asked for"),
        milestone=Milestone.EXPLANATION_ASKED,
    ),
    FactSpec(
        kind=FactKind.LATE_EXPLANATION,
        label=Text("Văn bản giải trình hồ sơ công nhận muộn", "Explanation of a late recognition"),
        fields=(_choice("fault", "Do lỗi của", "At fault", "person", "organisation", "none"),),
        milestone=Milestone.EXPLANATION_GIVEN,
    ),
    FactSpec(
        kind=FactKind.LEFT_PARTY,
        label=Text("Đã ra khỏi Đảng", "Left the Party"),
        fields=(
            _choice("reason", "Lý do", "Reason", *LEFT_REASONS),
            Field(
                name="earlier",
                label=Text("Hồ sơ trước", "Earlier case"),
                required=False,
                pattern=r"HS-\d{4}-\d{4,9}",
                example="HS-2020-0044",
            ),
            Field(
                name="readmitted",
                label=Text("Số lần đã kết nạp lại", "Times re-admitted"),
                kind=int,
                required=False,
            ),
        ),
    ),
    FactSpec(
        kind=FactKind.RECORD_CLEARED,
        label=Text("Được xóa án tích", "Criminal record cleared"),
    ),
)
"""In the order in which the help lists them, after those of the main path."""
