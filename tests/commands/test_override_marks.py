"""Whoever looks at a case, a list or the log sees that a condition was waived."""

from __future__ import annotations

from builders import a_case

WAIVE = (
    *("--override", "course-certificate", "--reason", "Có bản gốc", "--approved-by", "hoa"),
    *("--on", "2024-05-02", "-y"),
)


def test_a_waived_condition_shows_everywhere(counter) -> None:
    ref = a_case(counter.desk())
    counter.says("case", "advance", ref, "enrol", "--doc", "5-CV", "--on", "2024-02-01", "-y")
    before = counter.says("case", "list", "-o", "table")

    counter.says("case", "advance", ref, "open-file", *WAIVE)

    assert "[!]" not in before
    listed = counter.says("case", "list", "-o", "table")
    assert "Nguyễn Thị Mỹ Hương [!]" in listed
    assert "[!] có điều kiện đã được bỏ qua: ketnap case show MÃ" in listed
    shown = counter.says("case", "show", ref, "-o", "table")
    assert "Đã bỏ qua" in shown
    assert "[!] course-certificate" in shown
    mark = "Lập hồ sơ, bắt đầu thẩm tra [! bỏ qua: course-certificate]"
    assert mark in counter.says("case", "timeline", ref, "-o", "table")
    assert mark in counter.says("audit", "log", "-o", "table")
    (line,) = counter.items("case", "list")
    (item,) = counter.items("case", "show", ref)
    newest = counter.items("audit", "log")[0]
    assert (line["waived"], item["waived"]) == (1, 1)
    assert item["overrides"] == ["course-certificate"]
    assert (newest["overrides"], newest["approved_by"]) == (["course-certificate"], "hoa")
