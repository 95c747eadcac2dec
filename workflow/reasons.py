"""Reason codes: "blocked by whom" is an officer's first question, so reasons are codes."""

from __future__ import annotations

from enum import StrEnum

from rules.text import Text


class Reason(StrEnum):
    """Why a case is held, returned or closed."""

    AWAITING_RESIDENCE = "awaiting-residence-opinion"
    AWAITING_VERIFICATION = "awaiting-verification"
    AWAITING_GUIDANCE = "awaiting-guidance"
    ABSENT = "person-absent"
    OWN_REQUEST = "own-request"
    REFERRED_UP = "referred-up"
    FILE_INCOMPLETE = "file-incomplete"
    FILE_STALE = "file-stale"
    CONDITIONS_NOT_MET = "conditions-not-met"
    PROCEDURE_BREACHED = "procedure-breached"
    CONDITIONS_BREACHED = "conditions-breached"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    DIED = "died"
    MOVED_ABROAD = "moved-abroad"
    DUPLICATE = "duplicate"
    OTHER = "other"


REASON_LABELS: dict[Reason, Text] = {
    Reason.AWAITING_RESIDENCE: Text("chờ ý kiến nơi cư trú", "awaiting the residence's opinion"),
    Reason.AWAITING_VERIFICATION: Text("chờ trả lời thẩm tra", "awaiting verification replies"),
    Reason.AWAITING_GUIDANCE: Text("chờ hướng dẫn mới", "awaiting new guidance"),
    Reason.ABSENT: Text("người được xét đi vắng", "person absent"),
    Reason.OWN_REQUEST: Text("theo nguyện vọng cá nhân", "person's own request"),
    Reason.REFERRED_UP: Text("xin ý kiến cấp trên", "referred to the higher committee"),
    Reason.FILE_INCOMPLETE: Text("hồ sơ chưa đủ", "file incomplete"),
    Reason.FILE_STALE: Text("hồ sơ quá thời hạn", "file out of date"),
    Reason.CONDITIONS_NOT_MET: Text("chưa đủ điều kiện", "conditions not met"),
    Reason.PROCEDURE_BREACHED: Text("sai thẩm quyền, thủ tục", "breach of authority or procedure"),
    Reason.CONDITIONS_BREACHED: Text("sai tiêu chuẩn, điều kiện", "breach of conditions"),
    Reason.WITHDRAWN: Text("người được giới thiệu xin thôi", "withdrawn"),
    Reason.REFUSED: Text("cấp có thẩm quyền không đồng ý", "refused by the competent body"),
    Reason.DIED: Text("từ trần", "died"),
    Reason.MOVED_ABROAD: Text("ra nước ngoài", "moved abroad"),
    Reason.DUPLICATE: Text("hồ sơ trùng", "duplicate case"),
    Reason.OTHER: Text("lý do khác", "other"),
}
