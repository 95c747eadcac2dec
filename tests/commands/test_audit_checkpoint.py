"""`ketnap audit key`, `checkpoint`, `verify --against`: what an officer and an auditor type."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from builders import a_case

from audit import PublicKey, Signed


@pytest.fixture
def signed(counter, monkeypatch):
    """A counter whose keys and checkpoints lie in the test's own folder."""
    monkeypatch.setenv("KETNAP_SIGNING_KEYS", str(counter.folder / "keys"))
    monkeypatch.setenv("KETNAP_CHECKPOINTS", str(counter.folder / "outside"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return counter


def test_the_first_checkpoint_makes_the_key_and_says_where(signed):
    done = signed.type("audit", "checkpoint")

    assert done.exit_code == 0
    found = Signed.read(done.stdout)
    assert found.checkpoint.size == 4
    (key,) = signed.items("audit", "key", "list")
    assert PublicKey.read(key["public"]).signed(found.note)
    assert done.stderr.startswith(f"Đã tạo khóa đầu tiên {key['id']} ở ")
    (kept,) = (signed.folder / "outside").iterdir()
    assert kept.read_text("utf-8") == done.stdout


def test_the_day_of_a_key_is_told_on_the_clock_of_the_office(signed):
    signed.type("audit", "checkpoint")

    told, (key,) = (
        signed.says("audit", "key", "list", "-o", "table"),
        signed.items("audit", "key", "list"),
    )

    assert key["since"].startswith("2026-11-23T03:00")
    assert "  23/11/2026 10:00  " in told


def test_a_checkpoint_of_an_unchanged_log_is_the_same_one(signed):
    signed.type("audit", "checkpoint")

    assert signed.says("audit", "checkpoint") == signed.says("audit", "checkpoint")
    (item,) = signed.items("audit", "checkpoint")
    assert item["note"] == signed.says("audit", "checkpoint")
    assert (item["size"], len(item["root"])) == (4, 64)


def test_the_private_key_is_in_a_file_of_its_own_and_nowhere_in_the_store(signed):
    signed.says("audit", "key", "new", "--origin", "tinhuy.example/ketnap")

    (place,) = (signed.folder / "keys").iterdir()
    assert place.stat().st_mode & 0o777 == 0o600
    seed = place.read_text("utf-8").split("+", 4)[4].strip()  # base64 may hold a + itself
    assert len(seed) > 40
    said = signed.says("audit", "log", "-o", "json") + signed.says("audit", "key", "list")
    assert seed not in said
    assert "tinhuy.example/ketnap" in said
    with signed.store.engine.connect() as connection:
        bodies = [row[0] for row in connection.exec_driver_sql("SELECT body FROM entry")]
    assert not any(seed in body for body in bodies)


def test_a_rotated_key_signs_from_then_on(signed):
    signed.type("audit", "checkpoint")
    told = signed.says("audit", "key", "rotate")

    first, second = signed.items("audit", "key", "list")
    assert f"✓ Khóa {second['id']} ký từ nay." in told
    assert (first["state"], second["state"], second["endorsed"]) == ("rotated-out", "active", True)
    note = Signed.read(signed.says("audit", "checkpoint")).note
    assert PublicKey.read(second["public"]).signed(note)
    assert not PublicKey.read(first["public"]).signed(note)
    assert signed.items("audit", "verify")[0]["intact"]


def test_a_lost_key_is_replaced_by_two_people_only(signed):
    signed.type("audit", "checkpoint")
    shutil.rmtree(signed.folder / "keys")

    alone = signed.type("audit", "key", "rotate")
    assert alone.exit_code == 3
    assert "Máy này không giữ khóa" in alone.stderr
    refused = signed.type("audit", "key", "rotate", "--lost", "--reason", "Hỏng ổ đĩa")
    assert refused.exit_code == 5
    assert not list((signed.folder / "keys").iterdir())
    mine = signed.type(
        "audit", "key", "rotate", "--lost", "--reason", "Hỏng ổ đĩa", "--approved-by", "lan"
    )
    assert mine.exit_code == 5
    signed.says(
        "audit", "key", "rotate", "--lost", "--reason", "Hỏng ổ đĩa", "--approved-by", "minh"
    )

    assert signed.items("audit", "key", "list")[-1]["endorsed"] is False
    assert [one["state"] for one in signed.items("audit", "key", "list")] == [
        "rotated-out",
        "active",
    ]
    assert signed.items("audit", "verify")[0]["intact"]


def test_a_second_first_key_is_refused(signed):
    signed.says("audit", "key", "new")

    again = signed.type("audit", "key", "new")

    assert again.exit_code == 5
    assert "ketnap audit key rotate" in again.stderr
    assert len(list((signed.folder / "keys").iterdir())) == 1


def test_a_dry_run_and_a_repeated_request_make_no_key(signed):
    rehearsed = signed.says("audit", "key", "new", "--dry-run")
    assert rehearsed.startswith("Chạy thử — chưa ghi gì.")
    assert not (signed.folder / "keys").exists()

    signed.says("audit", "key", "new", "--request-id", "k1")
    signed.says("audit", "key", "new", "--request-id", "k1")
    assert len(list((signed.folder / "keys").iterdir())) == 1
    signed.says("audit", "key", "rotate", "--request-id", "k2")
    signed.says("audit", "key", "rotate", "--request-id", "k2")
    assert len(signed.items("audit", "key", "list")) == 2


def test_without_a_key_nothing_can_be_rotated(signed):
    refused = signed.type("audit", "key", "rotate")

    assert refused.exit_code == 3
    assert "ketnap audit key new" in refused.stderr


@pytest.mark.parametrize("name", ["", "a b", "a+b", "x" * 101])
def test_an_origin_that_no_note_can_bear_is_refused(signed, name):
    assert signed.type("audit", "key", "new", "--origin", name).exit_code == 2


def test_a_key_that_others_can_read_is_not_used(signed):
    signed.type("audit", "checkpoint")
    (place,) = (signed.folder / "keys").iterdir()
    place.chmod(0o644)

    refused = signed.type("audit", "checkpoint")

    assert refused.exit_code == 2
    assert f"chmod 600 {place}" in refused.stderr


def test_a_file_that_holds_another_key_is_not_used(signed):
    signed.type("audit", "checkpoint")
    (place,) = (signed.folder / "keys").iterdir()
    for text in ("x", place.read_text("utf-8").replace("ketnap/", "other/"), "é"):
        place.write_text(text, "latin-1")
        refused = signed.type("audit", "checkpoint")
        assert refused.exit_code == 2
        assert "cần dùng" in refused.stderr


def test_systemd_hands_the_key_to_a_service(signed, monkeypatch):
    signed.type("audit", "checkpoint")
    (place,) = (signed.folder / "keys").iterdir()
    credentials = signed.folder / "credentials"
    credentials.mkdir()
    place.rename(credentials / "ketnap-log-key")

    assert signed.type("audit", "checkpoint").exit_code == 3
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert signed.type("audit", "checkpoint").exit_code == 0


def test_verify_tells_which_checkpoint_the_log_fits(signed):
    signed.type("audit", "checkpoint")
    a_case(signed.desk())

    (item,) = signed.items("audit", "verify")

    assert (item["entries"], item["unsealed"], item["checkpoint_size"]) == (5, 1, 4)
    assert len(item["checkpoint_root"]) == 64
    shown = signed.says("audit", "verify", "--lang", "en").splitlines()
    assert shown[1] == (
        "  It fits the checkpoint of 4 entries 2026-11-23 03:00 UTC; 1 not sealed yet."
    )


def test_verify_against_a_checkpoint_of_another_log_says_so_and_exits_7(signed, tmp_path):
    signed.type("audit", "checkpoint")
    foreign = tmp_path / "foreign.txt"
    foreign.write_text(
        signed.says("audit", "checkpoint").replace("ketnap/", "other/"), encoding="utf-8"
    )

    found = signed.type("audit", "verify", "--against", str(foreign))

    assert found.exit_code == 7
    assert "kho này là nhật ký khác" in found.stdout


def test_verify_against_something_else_is_refused(signed, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("x", encoding="utf-8")

    assert signed.type("audit", "verify", "--against", str(other)).exit_code == 2
    assert signed.type("audit", "verify", "--against", str(tmp_path / "none")).exit_code == 2


def test_the_folder_outside_is_read_unless_one_looks_at_the_store_alone(signed):
    signed.type("audit", "checkpoint")
    (kept,) = (signed.folder / "outside").iterdir()
    kept.write_text(kept.read_text("utf-8").replace("\n4\n", "\n9\n"), encoding="utf-8")
    (signed.folder / "outside" / "notes.txt").write_text("x", encoding="utf-8")

    found = signed.type("audit", "verify")
    assert found.exit_code == 7
    assert "không do khóa đúng của nhật ký ký" in found.stdout
    assert signed.type("audit", "verify", "--alone").exit_code == 0


def test_nothing_is_signed_over_a_log_that_lost_its_tail(signed):
    signed.type("audit", "checkpoint")
    a_case(signed.desk())
    newer = signed.type("audit", "checkpoint").stdout
    (signed.folder / "outside" / "far.txt").write_text(
        newer.replace("\n5\n", "\n50\n"), encoding="utf-8"
    )

    refused = signed.type("audit", "checkpoint")

    assert refused.exit_code == 7
    assert "không còn khớp điểm kiểm tra 50 mục" in refused.stderr


def test_a_folder_that_cannot_be_written_is_said(signed, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("KETNAP_CHECKPOINTS", str(blocked / "folder"))

    refused = signed.type("audit", "checkpoint")

    assert refused.exit_code == 10
    assert "đã có trong kho, chưa ghi được ra" in refused.stderr


def test_by_default_checkpoints_go_to_a_folder_beside_the_store(
    counter, monkeypatch, sqlite_path: Path
):
    monkeypatch.setenv("KETNAP_SIGNING_KEYS", str(counter.folder / "keys"))
    monkeypatch.setenv("XDG_DATA_HOME", str(counter.folder / "data"))
    counter.type("audit", "checkpoint")

    sqlite = counter.store.engine.dialect.name == "sqlite"
    beside = sqlite_path.with_name("ketnap-checkpoints") if sqlite else counter.folder / "data"
    assert len(list(beside.rglob("*.txt"))) == 1
    assert json.loads(counter.says("audit", "verify", "-o", "json"))["items"][0]["intact"]


def test_an_entry_is_proved_and_the_export_verified(signed, tmp_path):
    signed.type("audit", "checkpoint")
    assert signed.says("audit", "prove", "unit/DV", "1").startswith(
        "c2sp.org/tlog-proof@v1\nextra "
    )
    assert signed.type("audit", "prove", "unit/DV", "2").exit_code == 3
    assert signed.type("audit", "prove", "unit/DV").exit_code == 2

    told = signed.says("audit", "export", str(tmp_path / "out"))
    assert "✓ Đã xuất 4 mục, 1 điểm kiểm tra ra" in told
    a_case(signed.desk())
    (row,) = signed.items("audit", "export", str(tmp_path / "out.zip"))
    assert (row["entries"], row["sealed"]) == (5, 4)
    told = signed.says("audit", "export", str(tmp_path / "again"))
    assert "1 mục chưa niêm" in told
    signed.type("audit", "checkpoint")
    assert signed.says("audit", "prove", "0001", "1") == signed.says(
        "audit", "prove", "HS-2026-0001", "1"
    )
    assert signed.type("audit", "prove", "0009", "1").exit_code == 3
    assert signed.type("audit", "export", str(tmp_path / "out")).exit_code == 5


def test_a_witness_on_another_machine_signs_what_grew(signed, tmp_path, monkeypatch):
    old = tmp_path / "old.txt"
    old.write_text(signed.type("audit", "checkpoint").stdout, encoding="utf-8")
    a_case(signed.desk())
    signed.says("audit", "checkpoint")
    request = tmp_path / "request.txt"
    request.write_text(signed.says("audit", "prove", "--since", str(old)), encoding="utf-8")
    (key,) = signed.items("audit", "key", "list")
    monkeypatch.setenv("KETNAP_SIGNING_KEYS", str(tmp_path / "elsewhere"))
    book = ("--book", str(tmp_path / "book"))

    assert signed.type("audit", "witness", str(old), *book).exit_code == 3
    assert signed.type("audit", "witness", str(old), *book, "--key", "x").exit_code == 2
    named = ("--key", key["public"], "--name")
    assert signed.type("audit", "witness", str(old), *book, *named, "a b").exit_code == 2
    first = signed.type("audit", "witness", str(old), *book, *named, "uyban")
    assert (first.exit_code, first.stdout.count("\n— ")) == (0, 2)
    assert first.stderr.startswith("Khóa của người chứng: uyban+")
    second = signed.says("audit", "witness", str(request), *book)
    assert Signed.read(second).checkpoint.size == 5
    refused = signed.type("audit", "witness", str(request), *book)
    assert refused.exit_code == 7
    assert refused.stderr == (
        "✗ Không làm chứng: chứng minh không bắt đầu từ bản đã làm chứng lần trước"
        " (ketnap audit prove --since).\n"
    )
    assert signed.type("audit", "witness", str(tmp_path / "none"), *book).exit_code == 2
    (kept,) = (tmp_path / "book").iterdir()
    kept.write_text("{}", encoding="utf-8")
    assert signed.type("audit", "witness", str(request), *book).exit_code == 7


def test_lists_carry_the_newest_checkpoint_at_the_foot_of_each_page(signed, tmp_path):
    from openpyxl import load_workbook

    a_case(signed.desk())
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    signed.says("export", "cases", str(before))
    signed.type("audit", "checkpoint")
    signed.says("export", "cases", str(after))

    (one,) = signed.items("audit", "checkpoint")
    line = " ".join(one["note"].splitlines()[:3])
    sheet = load_workbook(after).worksheets[0]
    assert sheet.oddFooter.left.text == f"Điểm kiểm tra nhật ký: {line}"
    assert load_workbook(before).worksheets[0].oddFooter.left.text is None


def test_the_service_signs_a_checkpoint_every_hour(signed):
    from commands.clockwork import lay_bell
    from commands.office_desk import Office
    from scheduler.tick import checkpoint

    def beat() -> str | None:
        office = Office(db=signed.url)
        try:
            return checkpoint(lay_bell(office, None, show=None))
        finally:
            office.closing.close()

    assert beat() == "sealed=3 unsigned"
    signed.says("audit", "key", "new")
    assert beat() == "sealed=4 signed"
    assert beat() == "sealed=4 signed"
    assert len(list((signed.folder / "outside").iterdir())) == 1
    beats = signed.store.alerts.beats()
    assert beats["checkpoint"].result == "sealed=4 signed"


def test_the_log_alone_is_verified_and_a_fault_in_it_is_named_all_the_same(signed):
    signed.type("audit", "checkpoint")
    a_case(signed.desk())

    (item,) = signed.items("audit", "verify", "--log-only")
    assert (item["entries"], item["unsealed"], item["checkpoint_size"]) == (4, 1, 4)
    (kept,) = (signed.folder / "outside").iterdir()
    kept.write_text(kept.read_text("utf-8").replace("\n4\n", "\n9\n"), encoding="utf-8")

    found = signed.type("audit", "verify", "--log-only")
    assert found.exit_code == 7
    assert "không do khóa đúng của nhật ký ký" in found.stdout
