"""`ketnap simulate`."""

from __future__ import annotations

import json

SMALL = (
    "simulate",
    "--bulk",
    "--years",
    "2",
    "--units",
    "5",
    "--cases",
    "12",
    "--until",
    "2026-11-20",
)


def test_a_province_is_played_into_an_empty_store_and_checked(ketnap):
    result = ketnap(*SMALL, "-o", "table", "--lang", "en")

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("✓ 12 cases in 5 units, 2 years: ")
    assert [line[0] for line in lines if line.startswith(("✓", "✗"))] == ["✓"] * 6
    assert "· 2025 is over: " in result.stderr


def test_programs_get_every_figure(done):
    (row,) = json.loads(done(*SMALL, "-q", "-o", "json"))["items"]

    assert (row["years"], row["units"], row["cases"], row["until"]) == (2, 5, 12, "2026-11-20")
    assert sum(row["states"].values()) == 12
    assert row["cases_per_second"] > 0
    assert [one["holds"] for one in row["invariants"]] == [True] * 5


def test_without_bulk_officers_play_and_reminders_tick(done):
    words = ["simulate", "--years", "1", "--units", "5", "--cases", "9", "--until", "2026-11-20"]

    lines = done(*words, "-q", "-o", "table", "--lang", "en").splitlines()

    assert [line[0] for line in lines if line.startswith(("✓", "✗"))] == ["✓"] * 9
    (told,) = [line for line in lines if line.startswith("  Reminders: ")]
    assert "passes" in told


def test_unchecked_asks_nothing(done):
    (row,) = json.loads(done(*SMALL, "--unchecked", "-q", "-o", "json"))["items"]

    assert row["invariants"] == []


def test_a_store_that_holds_something_is_refused(ketnap, done):
    done(*SMALL, "--unchecked", "-q")

    result = ketnap(*SMALL)

    assert result.exit_code == 5
    assert "dữ liệu mẫu chỉ ghi vào kho trống" in result.stderr
    assert "ketnap simulate --db mo-phong.db" in result.stderr


def test_a_new_store_is_made_where_it_is_named(ketnap, tmp_path):
    result = ketnap(*SMALL, "--unchecked", "--db", str(tmp_path / "tinh.db"))

    assert result.exit_code == 0
    assert (tmp_path / "tinh.db").is_file()


def test_without_a_name_no_store_is_filled(ketnap):
    result = ketnap(*SMALL, KETNAP_DB=None)

    assert result.exit_code == 2
    assert "Nêu một kho trống bằng --db." in result.stderr


def test_a_last_day_that_has_not_come_is_refused(ketnap):
    result = ketnap("simulate", "--until", "2027-01-01")

    assert result.exit_code == 2
    assert "nhật ký chỉ ghi việc đã qua" in result.stderr
