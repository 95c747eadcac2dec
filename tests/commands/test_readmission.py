"""`ketnap case nominate --readmission`: a new case of somebody who was a member."""

from __future__ import annotations

from builders import a_case, take_to

from workflow.states import State

NAME = "Nguyễn Thị Mỹ Hương"
WHEN = ("--left", "01/12/2025", "--left-reason", "family-hardship", "--on", "2026-02-02")


def nominate(counter, *more: str):
    return counter.type("case", "nominate", NAME, "--unit", "DV", "--born", "1998-05-02", *more)


def test_a_readmission_opens_a_second_case_of_the_same_person(counter) -> None:
    earlier = a_case(counter.desk())
    take_to(counter.desk(), earlier, State.FULL_MEMBER)

    refused = nominate(counter)
    opened = nominate(counter, "--readmission", *WHEN, "-y")

    assert refused.exit_code == 6
    assert opened.exit_code == 0
    (item,) = counter.items("case", "show", "HS-2026-0002")
    (left,) = item["facts"]
    assert (item["name"], left["kind"], left["on"]) == (NAME, "left-party", "2025-12-01")
    assert left["data"] == {"reason": "family-hardship", "earlier": earlier}
    shown = counter.says("case", "show", "HS-2026-0002", "-o", "table")
    assert (
        "01/12/2025  Đã ra khỏi Đảng · xin ra do hoàn cảnh gia đình đặc biệt khó khăn ·"
        f" hồ sơ trước: {earlier}" in shown
    )


def test_who_is_never_readmitted_is_told_by_which_law(counter) -> None:
    refused = nominate(
        counter, "--readmission", "--left", "2020-01-06", "--left-reason", "corruption"
    )

    assert refused.exit_code == 5
    assert "không kết nạp lại người bị kết án về tham nhũng" in refused.stderr
    assert "điểm 3.5.2, 294-QĐ/TW ngày 26/05/2025" in refused.stderr


def test_what_is_said_of_leaving_goes_with_a_readmission_only(counter) -> None:
    refused = nominate(counter, "--left", "2020-01-06", "--earlier", "HS-2026-0001")

    assert refused.exit_code == 2
    assert "chỉ dùng với --readmission" in refused.stderr
