"""What the values of a fact's fields are called; the fields themselves stand in `fact_table`."""

from __future__ import annotations

from rules.text import Text

CHOICE_LABELS: dict[str, Text] = {
    "admission": Text("kết nạp", "admission"),
    "agree": Text("đồng ý", "agrees"),
    "cell": Text("chi bộ", "cell"),
    "clear": Text("không có vấn đề", "nothing found"),
    "committee": Text("cấp ủy cơ sở", "grassroots committee"),
    "course": Text("cử học lớp nhận thức về Đảng", "the awareness course"),
    "departmental": Text("đảng ủy bộ phận", "departmental committee"),
    "disagree": Text("không đồng ý", "disagrees"),
    "education": Text("trình độ học vấn", "education"),
    "eligible": Text("đủ tiêu chuẩn chính trị", "eligible"),
    "issue": Text("có vấn đề cần xem xét", "an issue to examine"),
    "labour-federation": Text("tổ chức công đoàn", "labour federation"),
    "late-ceremony": Text("tổ chức lễ kết nạp quá hạn", "a late ceremony"),
    "member": Text("đảng viên chính thức", "full member"),
    "no": Text("không", "no"),
    "not-eligible": Text("không đủ tiêu chuẩn chính trị", "not eligible"),
    "other": Text("khác", "other"),
    "over-age": Text("quá tuổi kết nạp", "age above the limit"),
    "recognition": Text("công nhận đảng viên chính thức", "recognition"),
    "residence": Text("nơi cư trú", "residence"),
    "standing-committee": Text("ban thường vụ cấp ủy", "standing committee"),
    "strike-off": Text("xóa tên", "striking off"),
    "trade-union": Text("công đoàn cơ sở", "trade union"),
    "workplace": Text("nơi công tác", "workplace"),
    "yes": Text("có", "yes"),
    "youth-union": Text("Đoàn Thanh niên", "Youth Union"),
}
"""By stored value; a value means the same wherever it stands. `test_case_words` compares this with
the choices of the table."""
