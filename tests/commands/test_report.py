"""`ketnap report check`."""

from __future__ import annotations

import json

import pytest
from builders import a_desk, units

from storage.address import address_of
from storage.schema import open_store


@pytest.fixture
def article(sqlite_path, done) -> None:
    with open_store(address_of(str(sqlite_path))) as store:
        units(a_desk(store))
    for year, target, admitted in (
        ("2020", "144", "85"),
        ("2021", "144", "150"),
        ("2022", "146", "147"),
    ):
        done("quota", "set", "TP", year, "--target", target, "--admitted", admitted)


def test_the_wrong_total_of_the_article_is_found(article, ketnap):
    result = ketnap("report", "check", "--period", "2020..2022", "--claim", "total=372")

    assert (result.exit_code, result.stderr) == (7, "")
    assert result.stdout == (
        "✗ Số công bố không khớp: tổng 372, cộng theo năm 382 (lệch 10).\n"
        "  Cả 3 tỷ lệ theo năm đều khớp với số theo năm (chỉ tiêu 144, 144, 146)"
        " → nhiều khả năng sai ở tổng.\n"
        "  Nếu số của một năm thừa 10: 2020: 75/144 = 52,08 % (đã in 59,03 %);"
        " 2021: 140/144 = 97,22 % (đã in 104,17 %); 2022: 137/146 = 93,84 % (đã in 100,68 %)"
        " → trái với tỷ lệ đã in, năm nào cũng vậy.\n"
    )


def test_claims_for_programs_have_the_keys_of_the_contract(article, ketnap):
    result = ketnap(
        *("report", "check", "--period", "2020..2022", "--claim", "total=372"),
        *("--claim", "2020=85", "-o", "json"),
    )

    assert result.exit_code == 7
    keys = ("claim", "stated", "computed", "agrees", "difference")
    rows = json.loads(result.stdout)["items"]
    assert [[row[key] for key in keys] for row in rows] == [
        ["total", "372", "382", False, -10],
        ["2020", "85", "85", True, 0],
    ]
    assert rows[0]["hypothesis"].endswith("→ nhiều khả năng sai ở tổng.")
    assert rows[1]["hypothesis"] is None


def test_a_right_total_agrees(article, done):
    text = done("report", "check", "--period", "2020-2022", "--claim", "total=382")

    assert text == "✓ Số công bố khớp: tổng 382.\n"


def test_percentages_alone_need_no_store(ketnap, tmp_path):
    result = ketnap(
        *("report", "check", "--figure", "8/9=88.8", "--figure", "85/144=59,03"),
        KETNAP_DB=str(tmp_path / "none.db"),
    )

    assert result.exit_code == 7
    assert result.stdout == (
        "✗ Tỷ lệ công bố không khớp: 8/9 in là 88,8 %, tính ra 88,89 %.\n"
        "  Do cắt bỏ phần lẻ thay vì làm tròn.\n"
        "✓ Tỷ lệ công bố khớp: 85/144 = 59,03 %.\n"
    )


def test_nothing_to_check_is_a_slip(ketnap):
    result = ketnap("report", "check")

    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Lỗi: Cần ít nhất một số: --claim total=372 hoặc --figure 8/9=88.8.\n"
    )


@pytest.mark.parametrize("typed", ["total", "total=x", "total=1" + "0" * 99, "372"])
def test_a_claim_that_is_none_is_refused(ketnap, typed):
    result = ketnap("report", "check", "--claim", typed)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("✗ Không đọc được số công bố “")
    assert result.stderr.endswith("Tiếp theo: Viết theo dạng TÊN=SỐ, ví dụ: total=372\n")


def test_a_claim_nobody_counts_lists_the_names(article, ketnap):
    result = ketnap("report", "check", "--period", "2020..2020", "--claim", "women=3")

    assert result.exit_code == 2
    assert result.stderr == (
        "✗ Không có số liệu nào tên “women” trong kỳ này.\n"
        "  Tiếp theo: Các tên dùng được: total, target, 2020\n"
    )


@pytest.mark.parametrize("typed", ["2022..2020", "20..21", "2020..", "2020..2021..2022", "1500"])
def test_a_period_that_is_none_is_refused(ketnap, typed):
    result = ketnap("report", "check", "--period", typed, "--claim", "total=1")

    assert result.exit_code == 2
    assert f"“{typed}” không phải khoảng năm; viết như 2020..2022." in result.stderr


def test_one_year_is_a_period_too(article, done):
    assert done("report", "check", "--period", "2021", "--claim", "total=150") == (
        "✓ Số công bố khớp: tổng 150.\n"
    )


def test_without_a_period_the_last_years_are_taken(article, done):
    # 2021 to 2026: 150 + 147, and this year's 0.
    assert done("report", "check", "--claim", "2022=147") == (
        "✓ Số công bố khớp: năm 2022 kết nạp 147.\n"
    )
