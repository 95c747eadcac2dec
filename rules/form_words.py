"""Words of the register of forms: at which step a form is used, and which variant it is."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class Step(StrEnum):
    """The step of the procedure that a form belongs to."""

    COURSE = "course"
    APPLICATION = "application"
    DECLARATION = "declaration"
    RECOMMENDATION = "recommendation"
    VERIFICATION = "verification"
    OPINIONS = "opinions"
    CELL_VOTE = "cell-vote"
    APPRAISAL = "appraisal"
    DECISION = "decision"
    PROBATION = "probation"
    RECOGNITION = "recognition"
    RECOGNITION_VOTE = "recognition-vote"
    TRANSFER = "transfer"
    STRIKE_OFF = "strike-off"
    ANNULMENT = "annulment"

    @property
    def label(self) -> Text:
        """The step in words."""
        return _STEPS[self]


_STEPS: dict[Step, Text] = {
    Step.COURSE: Text("lớp nhận thức", "awareness course"),
    Step.APPLICATION: Text("làm đơn", "application"),
    Step.DECLARATION: Text("khai lý lịch", "declaration"),
    Step.RECOMMENDATION: Text("giới thiệu", "recommendation"),
    Step.VERIFICATION: Text("thẩm tra", "verification"),
    Step.OPINIONS: Text("lấy ý kiến", "opinions"),
    Step.CELL_VOTE: Text("chi bộ xét", "cell vote"),
    Step.APPRAISAL: Text("thẩm định", "appraisal"),
    Step.DECISION: Text("quyết định", "decision"),
    Step.PROBATION: Text("dự bị", "probation"),
    Step.RECOGNITION: Text("công nhận", "recognition"),
    Step.RECOGNITION_VOTE: Text("chi bộ xét công nhận", "recognition vote"),
    Step.TRANSFER: Text("chuyển hồ sơ", "transfer"),
    Step.STRIKE_OFF: Text("xóa tên", "strike-off"),
    Step.ANNULMENT: Text("hủy quyết định", "annulment"),
}


class Purpose(StrEnum):
    """What the procedure is about."""

    ADMISSION = "admission"
    RECOGNITION = "recognition"
    STRIKE_OFF = "strike-off"
    ANNULMENT = "annulment"

    @property
    def label(self) -> Text:
        """The purpose in words."""
        return _PURPOSES[self]


_PURPOSES: dict[Purpose, Text] = {
    Purpose.ADMISSION: Text("kết nạp", "admission"),
    Purpose.RECOGNITION: Text("công nhận", "recognition"),
    Purpose.STRIKE_OFF: Text("xóa tên", "strike-off"),
    Purpose.ANNULMENT: Text("hủy quyết định", "annulment"),
}


class Variant(StrEnum):
    """Why a form has another number than the usual one."""

    TWO_MEMBERS = "two-members"
    GRASSROOTS_DECIDES = "grassroots-decides"
    EDITION_2026 = "edition-2026"
    EDITION_2026_2 = "edition-2026-2"

    @property
    def label(self) -> Text:
        """When the variant is used."""
        return _VARIANTS[self]


_VARIANTS: dict[Variant, Text] = {
    Variant.TWO_MEMBERS: Text("hai đảng viên giới thiệu", "two members recommend"),
    Variant.GRASSROOTS_DECIDES: Text(
        "đảng ủy cơ sở được ủy quyền quyết định", "the grassroots committee decides"
    ),
    Variant.EDITION_2026: Text("bản năm 2026", "edition of 2026"),
    Variant.EDITION_2026_2: Text("bản năm 2026, loại 2", "edition of 2026, second kind"),
}
