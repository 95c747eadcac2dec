"""`ketnap db backup`, `backup-key` and `restore`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from builders import a_case
from servers.databases import create_database, drop_database


@pytest.fixture
def bundle(done, tmp_path: Path) -> Path:
    done("unit", "add", "TP", "--name", "Đảng bộ thành phố", "--status", "superior")
    target = tmp_path / "sao" / "hom-nay.ketnap"
    done("db", "backup", str(target))
    return target


def _more(done) -> None:
    done(
        "unit", "add", "DV", "--name", "Đảng bộ Đô Vinh", "--status", "grassroots", "--parent", "TP"
    )


def test_a_backup_says_what_it_holds_and_never_overwrites(bundle, ketnap, done, tmp_path):
    said = ketnap("db", "backup", str(tmp_path / "nữa" / "2.ketnap"))
    again = ketnap("db", "backup", str(bundle))
    row = json.loads(done("db", "backup", str(tmp_path / "3.ketnap"), "-o", "json"))["items"][0]

    assert said.stdout.startswith(f"✓ Đã sao lưu ra {tmp_path}/nữa/2.ketnap (")
    assert f"byte): 1 mục, gốc {row['root'][:8]}….\n" in said.stdout
    assert said.stdout.endswith(f"  Đã tạo thư mục {tmp_path}/nữa.\n")
    assert again.exit_code == 5
    assert again.stderr == f"✗ Đã có tệp {bundle}; chưa ghi gì.\n"
    assert (row["entries"], row["verdict"], row["encrypted"]) == (1, "intact", False)


def test_a_backup_where_nothing_can_be_written_is_refused(ketnap, tmp_path: Path):
    (tmp_path / "file").write_text("x")

    result = ketnap("db", "backup", str(tmp_path / "file" / "sao.ketnap"))

    assert result.exit_code == 1
    assert result.stderr.startswith("✗ ")


def test_a_bundle_becomes_a_new_store_without_a_question(bundle, ketnap, tmp_path):
    new = tmp_path / "mới" / "kho.db"

    restored = ketnap("db", "restore", str(bundle), KETNAP_DB=str(new))
    verified = ketnap("audit", "verify", KETNAP_DB=str(new))

    assert (restored.exit_code, restored.stderr) == (0, "")
    assert restored.stdout.startswith(f"✓ Đã khôi phục {new}: 1 mục, gốc ")
    assert restored.stdout.endswith(f"  Đã tạo thư mục {new.parent}.\n")
    assert verified.exit_code == 0


def test_a_store_is_replaced_when_its_name_is_typed(bundle, ketnap, sqlite_path):
    asked = ketnap("db", "restore", str(bundle))
    wrong = ketnap("db", "restore", str(bundle), "--confirm", "kho-khac.db")
    done = ketnap("db", "restore", str(bundle), "--confirm", "ketnap.db")

    assert (asked.exit_code, wrong.exit_code, done.exit_code) == (2, 2, 0)
    assert asked.stderr == (
        "✗ Việc này không đảo lại được nên cần gọi đúng tên “ketnap.db”; chưa ghi gì.\n"
        "  Tiếp theo: --confirm ketnap.db\n"
    )
    assert asked.stdout.startswith(
        f"Chạy thử — chưa ghi gì.\n  Sẽ khôi phục {sqlite_path}: 1 mục, gốc "
    )
    assert done.stdout.endswith(
        f"  Kho trước đó: {sqlite_path.with_suffix('')}.truoc-khoi-phuc.1.db\n"
    )


def test_a_store_that_holds_more_is_replaced_only_with_force_and_a_reason(bundle, ketnap, done):
    _more(done)

    refused = ketnap("db", "restore", str(bundle), "--confirm", "ketnap.db")
    without = ketnap("db", "restore", str(bundle), "--force", "--confirm", "ketnap.db")
    rehearsed = ketnap("db", "restore", str(bundle), "--force", "--reason", "Đĩa hỏng", "-n")
    forced = ketnap(
        "db", "restore", str(bundle), "--force", "--reason", "Đĩa hỏng", "--confirm", "ketnap.db"
    )
    entries = json.loads(done("audit", "log", "-o", "json"))["items"]

    assert (refused.exit_code, without.exit_code) == (5, 2)
    assert refused.stderr.endswith("  - unit/DV\n  Tiếp theo: --force --reason “…”\n")
    assert without.stderr == "✗ --force cần --reason; chưa ghi gì.\n"
    assert "  ! Kho đang có ghi nhiều hơn gói ở 1 chuỗi; phần ấy không còn.\n" in rehearsed.stdout
    assert (rehearsed.exit_code, forced.exit_code) == (0, 0)
    assert [(one["stream"], one["event"]) for one in entries] == [
        ("store/restores", "forced"),
        ("unit/TP", "add"),
    ]
    assert "✓ 2 mục, nhật ký nguyên vẹn." in done("audit", "verify")


def test_an_encrypted_bundle_takes_its_key(bundle, ketnap, done, tmp_path):
    key, sealed, new = tmp_path / "khoa.txt", tmp_path / "sao.age", tmp_path / "mới.db"

    made = done("db", "backup-key", str(key))
    done("db", "backup", str(sealed), "--encrypt-to", str(key))
    without = ketnap("db", "restore", str(sealed), KETNAP_DB=str(new))
    opened = ketnap("db", "restore", str(sealed), "--identity", str(key), KETNAP_DB=str(new))

    assert made.startswith(f"✓ Đã tạo khóa ở {key}.\n  Khóa công khai: age1")
    assert "AGE-SECRET-KEY" not in made
    assert without.exit_code == 9
    assert without.stderr == "✗ sao.age được mã hóa.\n  Tiếp theo: --identity TỆP_KHÓA\n"
    assert opened.exit_code == 0


def test_a_store_whose_log_is_not_intact_is_backed_up_and_that_is_said(
    bundle, ketnap, sqlite_path, tmp_path
):
    import sqlite3

    with sqlite3.connect(sqlite_path) as plain:
        plain.execute("UPDATE unit SET name = 'Khác'")
    plain.close()

    result = ketnap("db", "backup", str(tmp_path / "2.ketnap"))
    restored = ketnap(
        "db", "restore", str(tmp_path / "2.ketnap"), "-n", KETNAP_DB=str(tmp_path / "mới.db")
    )

    assert result.exit_code == 7
    assert result.stdout.endswith(
        "✗ Nhật ký của kho không nguyên vẹn; bản sao giữ đúng như vậy."
        " Tiếp theo: ketnap audit verify\n"
    )
    assert restored.exit_code == 7
    assert restored.stderr.startswith(
        "✗ Nhật ký trong gói sao lưu không dùng được; chưa ghi gì.\n"
        "  - mục 1 của unit/TP: bảng dữ liệu không khớp nhật ký"
    )


@pytest.mark.postgres
def test_a_store_moves_from_a_file_to_postgresql_and_back_with_the_same_root(
    bundle, ketnap, pg_url, tmp_path
):
    url = create_database(os.environ["KETNAP_TEST_PG"], "ketnap_moved")
    back, new = tmp_path / "ve.ketnap", tmp_path / "ve.db"

    there = ketnap("db", "restore", str(bundle), KETNAP_DB=url)
    again = ketnap("db", "backup", str(back), KETNAP_DB=url)
    here = ketnap("db", "restore", str(back), KETNAP_DB=str(new))
    said = ketnap("audit", "verify", KETNAP_DB=url).stdout

    assert (there.exit_code, again.exit_code, here.exit_code) == (0, 0, 0)
    assert said == ketnap("audit", "verify", KETNAP_DB=str(new)).stdout
    assert said.startswith("✓ 1 mục, nhật ký nguyên vẹn.")
    drop_database(os.environ["KETNAP_TEST_PG"], "ketnap_moved")


def test_an_anonymised_copy_is_made_named_by_verify_and_not_made_twice(counter, tmp_path):
    ref = a_case(counter.desk())
    name = counter.desk().store.dossier(ref).person.name
    path = tmp_path / "tap-huan.db"

    made = counter.type("db", "anonymise", str(path))
    again = counter.type("db", "anonymise", str(path))

    assert made.exit_code == 0
    assert made.stdout.startswith(f"✓ Đã tạo bản ẩn danh {path}: 1 người bịa, 5 mục, nguyên vẹn.")
    assert again.exit_code == 5
    verified = counter.type("audit", "verify", KETNAP_DB=str(path))
    assert (verified.exit_code, "Đây là bản ẩn danh" in verified.stdout) == (0, True)
    whole = json.loads(counter.type("audit", "verify", "-o", "json", KETNAP_DB=str(path)).stdout)
    assert whole["items"][0]["anonymised"] is True
    listed = counter.type("case", "list", KETNAP_DB=str(path)).stdout
    assert (ref in listed, name in listed) == (True, False)
