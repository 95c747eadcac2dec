"""`ketnap role`: who is told, on the command line."""

from __future__ import annotations


def test_a_holder_is_registered_listed_and_ended(counter) -> None:
    said = counter.says(
        "role", "add", "DV", "cell-secretary", "Lê Văn Tám", "--address", "bithu@dang-bo.example",
        "--from", "01/01/2026",
    )  # fmt: skip

    (item,) = counter.items("role", "list")
    assert said == ("✓ Bí thư chi bộ DV từ 01/01/2026: Lê Văn Tám (bithu@dang-bo.example).\n")
    assert item == {
        "unit": "DV",
        "number": 1,
        "role": "cell-secretary",
        "name": "Lê Văn Tám",
        "channel": "smtp",
        "address": "bithu@dang-bo.example",
        "rhythm": "daily",
        "language": "vi",
        "from_on": "2026-01-01",
        "until_on": None,
    }
    assert counter.says("role", "end", "DV", "cell-secretary", "--on", "30/09/2026") == (
        "✓ Lê Văn Tám thôi làm bí thư chi bộ DV sau ngày 30/09/2026.\n"
    )
    assert counter.items("role", "list") == []
    assert [one["name"] for one in counter.items("role", "list", "--on", "2026-09-30")] == [
        "Lê Văn Tám"
    ]
    assert len(counter.items("role", "list", "--all")) == 1
    assert counter.type("audit", "verify").exit_code == 0


def test_a_list_can_be_narrowed_to_a_unit_and_those_below(counter) -> None:
    for unit in ("TP", "CVA"):
        counter.says("role", "add", unit, "auditor", "Võ Thị Sáu", "--by", "terminal",
                     "--address", f"quầy {unit}")  # fmt: skip

    assert [one["unit"] for one in counter.items("role", "list", "--unit", "TP")] == ["CVA", "TP"]
    assert [one["unit"] for one in counter.items("role", "list", "--unit", "CVA")] == ["CVA"]
    assert counter.says("role", "list", "-o", "wide").endswith("2 người giữ vai trò.\n")


def test_nobody_on_record_is_said_with_what_to_type(counter) -> None:
    assert counter.type("role", "list", "-o", "table").stderr == (
        "Chưa ghi ai giữ vai trò nào. Thêm: ketnap role add\n"
    )


def test_an_address_that_is_none_is_refused_and_nothing_written(counter) -> None:
    result = counter.type("role", "add", "DV", "auditor", "Võ Thị Sáu", "--address", "vts")

    assert result.exit_code == 2
    assert "“vts” không phải địa chỉ thư điện tử." in result.stderr
    assert counter.items("role", "list") == []


def test_a_rehearsal_writes_nothing(counter) -> None:
    said = counter.says(
        "role", "add", "DV", "helper", "Lê Văn Tám", "--by", "apprise", "--address", "nhom-dv", "-n"
    )

    assert said.startswith("Chạy thử — chưa ghi gì.\n  Đảng viên giúp đỡ DV từ 23/11/2026:")
    assert counter.items("role", "list") == []
