"""What names something that is not there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rules.text import Text


class OrphanKind(StrEnum):
    """What is left alone, and by what."""

    CASE_WITHOUT_ENTRIES = "case-without-entries"
    ENTRIES_WITHOUT_CASE = "entries-without-case"
    ENTRIES_WITHOUT_SCREENING = "entries-without-screening"
    CASE_WITHOUT_PERSON = "case-without-person"
    PERSON_WITHOUT_CASE = "person-without-case"
    SCREENING_WITHOUT_CASE = "screening-without-case"
    DEADLINE_WITHOUT_CASE = "deadline-without-case"
    DEADLINE_WITHOUT_ENTRY = "deadline-without-entry"
    ALERT_WITHOUT_DEADLINE = "alert-without-deadline"
    DELIVERY_WITHOUT_ALERT = "delivery-without-alert"
    DELIVERY_WITHOUT_MESSAGE = "delivery-without-message"
    VALUE_WITHOUT_STREAM = "value-without-stream"
    CASE_IN_UNKNOWN_UNIT = "case-in-unknown-unit"
    ENTRY_OF_UNKNOWN_UNIT = "entry-of-unknown-unit"
    UNIT_BELOW_NOTHING = "unit-below-nothing"
    APPROVAL_WITHOUT_ACCOUNT = "approval-without-account"
    ENTRY_OF_STRANGER = "entry-of-stranger"


ORPHAN_LABELS: dict[OrphanKind, Text] = {
    OrphanKind.CASE_WITHOUT_ENTRIES: Text(
        "hồ sơ không có mục nào trong nhật ký", "case without entries"
    ),
    OrphanKind.ENTRIES_WITHOUT_CASE: Text("mục nhật ký không có hồ sơ", "entries without a case"),
    OrphanKind.ENTRIES_WITHOUT_SCREENING: Text(
        "mục nhật ký không có lượt rà soát", "entries without a screening"
    ),
    OrphanKind.CASE_WITHOUT_PERSON: Text("hồ sơ không có người", "case without its person"),
    OrphanKind.PERSON_WITHOUT_CASE: Text("người không có hồ sơ nào", "person without a case"),
    OrphanKind.SCREENING_WITHOUT_CASE: Text(
        "lượt rà soát không có hồ sơ", "screening without its case"
    ),
    OrphanKind.DEADLINE_WITHOUT_CASE: Text("hạn không có hồ sơ", "deadline without its case"),
    OrphanKind.DEADLINE_WITHOUT_ENTRY: Text(
        "hạn do mục không có mở hoặc đóng",
        "deadline opened or closed by an entry that is not there",
    ),
    OrphanKind.ALERT_WITHOUT_DEADLINE: Text("nhắc việc không có hạn", "alert without its deadline"),
    OrphanKind.DELIVERY_WITHOUT_ALERT: Text(
        "lần gửi không có nhắc việc", "delivery without its alert"
    ),
    OrphanKind.DELIVERY_WITHOUT_MESSAGE: Text(
        "lần gửi không có tin", "delivery without its message"
    ),
    OrphanKind.VALUE_WITHOUT_STREAM: Text(
        "giá trị để riêng không thuộc dòng nào", "value kept apart that belongs to no stream"
    ),
    OrphanKind.CASE_IN_UNKNOWN_UNIT: Text(
        "hồ sơ ở tổ chức không có trong sổ", "case in a unit that is not registered"
    ),
    OrphanKind.ENTRY_OF_UNKNOWN_UNIT: Text(
        "mục nêu tổ chức không có trong sổ", "entry of a unit that is not registered"
    ),
    OrphanKind.UNIT_BELOW_NOTHING: Text(
        "tổ chức thuộc cấp trên không có trong sổ", "unit below one that is not registered"
    ),
    OrphanKind.APPROVAL_WITHOUT_ACCOUNT: Text(
        "đề nghị chấp thuận của tài khoản không có", "approval asked for by no account"
    ),
    OrphanKind.ENTRY_OF_STRANGER: Text(
        "mục do tài khoản không có ghi", "entry written by no account"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """Something that is left alone: where it stands, and the name of what is missing."""

    kind: OrphanKind
    where: str
    missing: str
