"""Two checkpoints compared, and orphans named, as an auditor types it."""

from __future__ import annotations

import json
from datetime import date

from builders import a_case

from workflow.actions.pause import note


def signed(counter, file):
    """Sign the log as it is; the checkpoint in a file, and its size."""
    result = counter.type("audit", "checkpoint")
    assert result.exit_code == 0
    file.write_text(result.stdout, encoding="utf-8")
    return int(result.stdout.splitlines()[1])


def test_two_checkpoints_tell_what_was_added_between_them(counter, tmp_path):
    old, new = tmp_path / "cu.txt", tmp_path / "moi.txt"
    ref = a_case(counter.desk())
    first = signed(counter, old)
    note(counter.desk(), ref, "Đã gọi", on=date(2024, 1, 6))
    note(counter.desk("hoa"), ref, "Đã gặp", on=date(2024, 1, 7))
    last = signed(counter, new)

    whole = json.loads(counter.says("audit", "compare", str(new), str(first), "-o", "json"))

    told = {name: whole[name] for name in ("older", "newer", "added", "consistent", "signed")}
    assert told == {"older": first, "newer": last, "added": 2, "consistent": True, "signed": True}
    assert [(one["by"], one["name"], one["count"]) for one in whole["items"]] == [
        ("kind", "note", 2),
        ("unit", "DV", 2),
        ("actor", "hoa", 1),
        ("actor", "lan", 1),
    ]
    shown = counter.says("audit", "compare", str(first), str(last), "-o", "table")
    assert f"✓ Từ {first} tới {last} mục: thêm 2; nhật ký chỉ dài thêm." in shown
    assert counter.type("audit", "compare", "1", str(last)).exit_code == 3
    assert counter.type("audit", "compare", str(tmp_path / "khong.txt"), "1").exit_code == 2


def test_a_checkpoint_of_another_log_is_told_with_exit_code_7(counter, tmp_path):
    file = tmp_path / "cu.txt"
    a_case(counter.desk())
    size = signed(counter, file)
    origin, *rest = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join(["khac/0", *rest]), encoding="utf-8")

    result = counter.type("audit", "compare", str(file), str(size))

    assert result.exit_code == 7
    assert f"tên nhật ký khác nhau: khac/0, {origin}" in result.stderr


def test_a_signature_that_is_not_the_logs_own_is_said(counter, tmp_path):
    file = tmp_path / "cu.txt"
    a_case(counter.desk())
    size = signed(counter, file)
    text, _, _ = file.read_text(encoding="utf-8").partition("\n\n")
    file.write_text(f"{text}\n\n— ai AAAAAAAA\n", encoding="utf-8")

    shown = counter.says("audit", "compare", str(file), str(size), "-o", "table")

    assert "! Không phải cả hai đều do khóa của nhật ký ký." in shown


def test_orphans_are_named_and_the_exit_code_tells(counter):
    ref = a_case(counter.desk())
    assert "✓ Không có gì mồ côi." in counter.says("audit", "orphans", "-o", "table")
    with counter.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE case_file SET unit = 'MAT'")

    result = counter.type("audit", "orphans", "-o", "json")

    assert result.exit_code == 7
    (item,) = json.loads(result.stdout)["items"]
    assert (item["kind"], item["where"], item["missing"]) == ("case-in-unknown-unit", ref, "MAT")
    assert item["label"] == "hồ sơ ở tổ chức không có trong sổ"
