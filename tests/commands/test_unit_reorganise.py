"""`ketnap unit merge | split | dissolve | move | rename`, and tables of then and of now."""

from __future__ import annotations

import json

import pytest
from builders import a_case, take_to

from workflow.states import State

_ON = ("--on", "01/11/2026", "--doc", "9-NQ/TU")


@pytest.fixture
def city(counter):
    """The ward has a cell and two cases, one of them admitted, and a target of ten."""
    named = ("--name", "Chi bộ khu phố 1", "--status", "cell", "--parent", "DV")
    counter.says("unit", "add", "CB1", *named, "--from", "01/01/2020")
    take_to(counter.desk(), a_case(counter.desk()), State.ADMITTED)
    counter.says("quota", "set", "TP", "2026", "--target", "30")
    counter.says("quota", "set", "DV", "2026", "--target", "10", "--admitted", "4")
    counter.says("quota", "set", "CVA", "2026", "--target", "20")
    counter.says("quota", "set", "DV", "2025", "--target", "9", "--admitted", "9")
    counter.says("quota", "set", "CVA", "2025", "--target", "8", "--admitted", "4")
    return counter


def test_a_merger_is_rehearsed_asked_for_and_carried_out(city):
    merge = ("unit", "merge", "DV", "--into", "CVA", *_ON)

    rehearsed = city.says(*merge, "-n")
    asked = city.type(*merge)
    done = city.says(*merge, "-y")

    assert done == (
        "✓ Sắp xếp tổ chức từ 01/11/2026 (9-NQ/TU):\n"
        "  CB1: cấp trên DV → CVA\n"
        "  CVA · Đảng bộ Trường THPT Chu Văn An, kế thừa từ DV\n"
        "  Kết thúc 31/10/2026: DV · Đảng bộ phường Đô Vinh\n"
        "  Hồ sơ DV → CVA: 1\n"
        "  Đi theo: 1 hạn đang mở (không hạn nào đổi ngày), 0 nhắc việc\n"
        "  Chỉ tiêu kết nạp 2026 của DV: 10 → 4\n"
        "  Chỉ tiêu kết nạp 2026 của CVA: 20 → 26\n"
        "! Ai nhận nhắc việc của tổ chức kết thúc thì nhận tiếp cho tổ chức kế thừa, tới khi tệp"
        " cấu hình ghi người khác.\n"
    )
    planned = f"  {done.removeprefix('✓ ')}"
    assert rehearsed == f"Chạy thử — chưa ghi gì.\n{planned}"
    assert (asked.exit_code, asked.stdout) == (2, "")
    assert asked.stderr == (
        f"{planned}✗ Việc này không dễ đảo lại nên cần xác nhận bằng -y; chưa ghi gì.\n"
    )
    assert city.says("audit", "verify").startswith("✓")


def test_for_programs_there_is_a_row_per_unit(city):
    rows = json.loads(city.says("unit", "merge", "DV", "--into", "CVA", *_ON, "-n", "-o", "json"))

    kept = [
        (row["unit"], row["what"], row["parent"], row["cases_out"], row["cases_in"])
        for row in rows["items"]
    ]
    assert kept == [
        ("CB1", "move", "CVA", 0, 0),
        ("CVA", "merge", "TP", 0, 1),
        ("DV", "end", "TP", 1, 0),
    ]
    assert rows["items"][1]["quotas"] == [{"year": 2026, "before": 20, "after": 26}]


def test_the_same_request_is_told_and_not_carried_out_again(city):
    merge = ("unit", "merge", "DV", "--into", "CVA", *_ON, "--request-id", "nhap-1", "-y")
    city.says(*merge)

    again = city.type(*merge)

    assert again.exit_code == 0
    assert again.stdout == ("✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.\n")


def test_last_years_table_shows_the_old_unit_or_gathers_it_under_its_heir(city):
    city.says("unit", "merge", "DV", "--into", "CVA", *_ON, "-y")

    def league(*words):
        return [
            (row["unit"], row["target"], row["admitted"])
            for row in city.items("quota", "league", *words)
        ]

    assert league("--year", "2025") == [("DV", 9, 9), ("CVA", 8, 4)]
    assert league("--year", "2025", "--units", "now") == [("CVA", 17, 13)]
    assert league() == [("DV", 4, 4), ("CVA", 26, 0)]
    assert league("--units", "now") == [("CVA", 30, 4)]
    assert "đã phân bổ" not in city.says("quota", "league", "-o", "table")
    history = ("quota", "history", "--unit", "CVA", "--from", "2025", "--to", "2025")
    assert [row["target"] for row in city.items(*history)] == [8, 8]
    assert [row["target"] for row in city.items(*history, "--units", "now")] == [17, 17]
    shown = [(row["unit"], row["target"]) for row in city.items("quota", "show", "--units", "now")]
    assert shown == [("TP", 30), ("CVA", 30)]


def test_a_unit_without_a_target_left_and_without_a_result_leaves_the_table(city):
    city.says("quota", "set", "CB1", "2026", "--target", "2")
    city.says("unit", "dissolve", "CB1", "--heir", "CVA", *_ON, "-y")

    assert "CB1" not in [row["unit"] for row in city.items("quota", "league")]


def test_a_split_founds_a_unit_and_gives_what_was_named(city):
    text = city.says(
        *("unit", "split", "DV", "--keep", "--into", "DL=Đảng bộ phường Đạo Long"),
        *("--give", "CB1=DL", "--share", "DL=2", *_ON, "-y"),
    )

    assert text == (
        "✓ Sắp xếp tổ chức từ 01/11/2026 (9-NQ/TU):\n"
        "  Thành lập DL · Đảng bộ phường Đạo Long, kế thừa từ DV\n"
        "  CB1: cấp trên DV → DL\n"
        "  Chỉ tiêu kết nạp 2026 của DV: 10 → 8\n"
        "  Chỉ tiêu kết nạp 2026 của DL: — → 2\n"
    )


def test_a_merger_founds_a_unit_of_its_own_tier_and_hints_at_cells_below_a_superior(city):
    city.says("case", "transfer", "0001", "--to", "CVA", "-y")
    city.says("quota", "set", "CVA", "2026", "--class-target", "6", "--reason", "thêm lớp")

    text = city.says(
        *("unit", "merge", "DV", "CVA", "--into", "PR", "--name", "Đảng ủy phường Phan Rang"),
        *("--status", "superior", "--parent", "TP", "--kind", "phường", *_ON, "-y"),
    )

    assert "  1 hồ sơ đang chờ tổ chức kết thúc tiếp nhận: nay chờ tổ chức kế thừa\n" in text
    assert "  Chỉ tiêu lớp nhận thức 2026 của PR: — → 6\n" in text
    assert (
        "! 1 chi bộ nay đứng ngay dưới cấp trên (CB1); nếu là chi bộ cơ sở: ketnap unit status CB1"
        " grassroots --profile grassroots-cell\n"
    ) in text
    (unit,) = city.items("unit", "show", "PR")
    assert (unit["status"], unit["kind"], unit["inherits"]) == ("superior", "phường", "DV, CVA")


def test_a_unit_moves_and_is_renamed_without_a_second_thought(city):
    moved = city.says("unit", "move", "CB1", "--to", "CVA", "--on", "01/01/2027")
    renamed = city.says("unit", "rename", "DV", "Đảng bộ phường Phan Rang", *_ON)

    assert moved == "✓ Sắp xếp tổ chức từ 01/01/2027:\n  CB1: cấp trên DV → CVA\n"
    assert renamed == (
        "✓ Sắp xếp tổ chức từ 01/11/2026 (9-NQ/TU):\n"
        "  DV: Đảng bộ phường Đô Vinh → Đảng bộ phường Phan Rang\n"
    )


def test_namesakes_below_the_heir_are_pointed_out(city):
    named = ("--name", "Chi bộ khu phố 1", "--status", "cell", "--parent", "CVA")
    city.says("unit", "add", "CB2", *named, "--from", "01/01/2020")

    text = city.says("unit", "merge", "DV", "--into", "CVA", *_ON, "-n")

    assert (
        "! 1 tổ chức trùng tên dưới cùng cấp trên (CB1); phân biệt bằng: ketnap unit rename CB1"
        " TÊN\n"
    ) in text


def test_who_holds_a_role_in_a_unit_that_ends_is_told(city):
    city.says("role", "add", "DV", "helper", "Ai Đó", "--address", "a@example.vn")

    text = city.says("unit", "merge", "DV", "--into", "CVA", "-n")

    assert (
        "! 1 người giữ vai trò ở DV tiếp tục cho tổ chức kế thừa, tới khi nơi ấy có người (ketnap"
        " role add).\n"
    ) in text


def test_a_long_list_of_followers_is_cut_for_people(city):
    for number in range(2, 16):
        named = ("--name", f"Chi bộ {number}", "--status", "cell", "--parent", "DV")
        city.says("unit", "add", f"CB{number}", *named, "--from", "01/01/2020")

    text = city.says("unit", "merge", "DV", "--into", "CVA", *_ON, "-n")

    assert "  … và 4 tổ chức khác\n" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("merge", "DV", "--into", "CVA", "--kind", "phường"),
            "--status, --parent, --kind chỉ dùng cùng --name, khi thành lập mới.",
        ),
        (
            ("split", "DV", "--into", "CVA", "--give", "CB1"),
            "Giá trị không dùng được cho --give: “CB1”: cần dạng A=B, mỗi A một lần.",
        ),
        (
            ("split", "DV", "--into", "CVA", "--share", "CVA=x"),
            "Giá trị không dùng được cho --share: “CVA=x”: cần một số.",
        ),
    ],
)
def test_what_was_typed_wrong_is_said(city, words, said):
    result = city.type("unit", *words)

    assert result.exit_code == 2
    assert result.stderr.endswith(f"Lỗi: {said}\n")


def test_an_officer_who_is_not_handed_on_with_the_unit_is_named_with_what_an_administrator_types(
    city,
):
    for words in ("add lan", "grant lan officer", "add minh --role officer --unit DV"):
        assert city.type("user", *words.split()).exit_code == 0

    done = city.says("unit", "merge", "DV", "--into", "CVA", *_ON, "-y")

    assert (
        "! Tài khoản có phạm vi DV: minh; phạm vi không tự chuyển, quản trị giao lại:"
        " ketnap user grant minh VAI_TRÒ --unit CVA\n"
    ) in done
