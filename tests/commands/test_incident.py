"""`ketnap incident`: the hours at the keyboard, in the status, for the doctor and for a timer."""

from __future__ import annotations

SC = "SC-2026-0001"
KNOWN = ("--on", "21/11/2026", "--at", "08:30")


def test_an_incident_goes_from_its_moment_to_its_end(counter):
    told = counter.says("incident", "open", *KNOWN, "--what", "Mất máy tính", "--unit", "DV")
    assert f"✓ Sự cố {SC} của DV." in told
    assert "Báo cơ quan trước 24/11/2026 08:30 (chưa xác minh): ! còn 22 giờ" in told

    (row,) = counter.items("incident", "list", "--open")
    assert (row["number"], row["what"], row["hours_left"]) == (SC, "Mất máy tính", 22)
    assert (row["report_by"], row["due_on"]) == ("2026-11-24T01:30:00+00:00", "2026-11-24")
    assert (row["confidence"], row["state"]) == ("low", "open")
    assert counter.type("incident", "list", "--exit-code").exit_code == 8
    warned = f"Sự cố dữ liệu cá nhân chưa báo cơ quan: {SC} (! còn 22 giờ)."
    assert warned in counter.says("status", "-o", "table", COLUMNS="200")
    assert warned in counter.says("next", "-o", "table", COLUMNS="200")
    assert warned in counter.says("doctor", "-o", "table", COLUMNS="200")

    told = counter.says("incident", "report", "0001", "--doc", "7-CV")
    assert "Báo cơ quan trước 24/11/2026 08:30 (chưa xác minh): ✓" in told
    assert counter.type("incident", "list", "--exit-code").exit_code == 0
    assert "chưa báo cơ quan" not in counter.says("status", "-o", "table")

    told = counter.says("incident", "close", "0001", "--ending", "contained")
    assert f"✓ Sự cố {SC} kết thúc: đã khắc phục." in told


def test_what_is_late_says_by_how_much_and_the_past_counts_its_own_hours(counter):
    counter.says("incident", "open", "--on", "19/11/2026", "--at", "08:30", "--what", "Gửi nhầm")

    (row,) = counter.items("incident", "list")
    assert row["hours_left"] == -25
    assert "▲ quá 25 giờ" in counter.says("incident", "list", "-o", "table")
    then = ("--as-of", "20/11/2026", "--known-at", "2026-11-23T03:00:00+00:00")
    assert counter.items("incident", "list", *then)[0]["number"] == SC
    assert counter.items("incident", "list", "--as-of", "18/11/2026") == []


def test_a_time_that_is_none_is_asked_back(counter):
    for typed in ("8h30", "25:00", "8:30"):
        given = ("incident", "open", "--on", "21/11/2026", "--at", typed, "--what", "x")
        result = counter.type(*given)
        assert (result.exit_code, "ví dụ 08:30" in result.stderr) == (2, True)


def test_a_rehearsal_tells_what_would_be_written(counter):
    told = counter.says("incident", "open", *KNOWN, "--what", "x", "-n", "-o", "table")

    assert told.startswith("Chạy thử")
    assert counter.items("incident", "list") == []
