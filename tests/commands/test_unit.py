"""`ketnap unit`."""

from __future__ import annotations

import json


def test_units_are_added_and_drawn(done):
    added = done(
        *("unit", "add", "TP", "--name", "Đảng bộ thành phố", "--status", "superior"),
        *("--from", "01/01/2016"),
    )
    for code, name, status, parent in (
        ("DV", "Đảng bộ phường Đô Vinh", "grassroots", "TP"),
        ("CB1", "Chi bộ 1", "cell", "DV"),
        ("BA", "Đảng bộ phường Bảo An", "grassroots", "dang bo thanh pho"),
    ):
        done("unit", "add", code, "--name", name, "--status", status, "--parent", parent)

    assert added == "✓ Tổ chức TP: Đảng bộ thành phố.\n"
    assert done("unit", "tree") == (
        "TP  Đảng bộ thành phố (cấp trên trực tiếp của cơ sở)\n"
        "├─ BA  Đảng bộ phường Bảo An (tổ chức cơ sở đảng)\n"
        "└─ DV  Đảng bộ phường Đô Vinh (tổ chức cơ sở đảng)\n"
        "   └─ CB1  Chi bộ 1 (chi bộ)\n"
    )


def test_units_are_listed_as_of_a_day(done):
    done(*("unit", "add", "A", "--name", "Chi bộ A", "--status", "cell"), "--from", "2020-01-01")
    done(
        *("unit", "add", "B", "--name", "Chi bộ B", "--status", "cell", "--root"),
        "--kind",
        "trường",
    )

    then = json.loads(done("unit", "list", "--on", "2021-01-01", "-o", "json"))
    now = json.loads(done("unit", "list", "-o", "json"))

    assert then["as_of"] == "2021-01-01"
    assert [unit["code"] for unit in then["items"]] == ["A"]
    assert now["items"][1] == {
        "code": "B",
        "name": "Chi bộ B",
        "status": "cell",
        "kind": "trường",
        "parent": None,
        "from_on": "2026-11-23",
        "until_on": None,
        "members": None,
        "delegated": False,
        "profile": None,
        "inherits": None,
    }
    assert done("unit", "list", "-o", "table").endswith("2 tổ chức.\n")


def test_a_trial_writes_nothing(done):
    text = done("unit", "add", "A", "--name", "Chi bộ A", "--status", "cell", "-n")

    assert text == "Chạy thử — chưa ghi gì.\n  Tổ chức A: Chi bộ A.\n"
    assert json.loads(done("unit", "list", "-o", "json"))["items"] == []


def test_an_empty_register_says_what_to_do(ketnap):
    for words in (("unit", "list", "-o", "table"), ("unit", "tree")):
        result = ketnap(*words)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == (
            "Chưa có tổ chức nào. Thêm: ketnap unit add · ketnap import units TỆP\n"
        )


def test_a_code_is_one_word(ketnap):
    for typed in ("", "D V", "a/b", "a=b"):
        result = ketnap("unit", "add", typed, "--name", "X", "--status", "cell")
        assert result.exit_code == 2
        assert "mã là một từ, không có dấu cách, “/” hay “=”" in result.stderr


def test_a_name_cannot_be_empty(ketnap):
    result = ketnap("unit", "add", "A", "--name", "  ", "--status", "cell")

    assert result.exit_code == 2
    assert result.stderr.endswith("Giá trị không dùng được cho --name: không được để trống.\n")


def test_a_code_is_taken_once(done, ketnap):
    done("unit", "add", "A", "--name", "Chi bộ A", "--status", "cell")

    result = ketnap("unit", "add", "A", "--name", "Chi bộ B", "--status", "cell")

    assert result.exit_code == 2
    assert result.stderr == (
        "✗ Chưa ghi tổ chức nào.\n  - A: mã đã có: Chi bộ A\n  Tiếp theo: ketnap unit tree\n"
    )


def test_a_decomposed_name_is_stored_composed(done):
    done("unit", "add", "A", "--name", "Đô\u0323i", "--status", "cell")

    (unit,) = json.loads(done("unit", "list", "-o", "json"))["items"]
    assert unit["name"] == "Đội"
