"""`ketnap rules diff`: the law of two days side by side."""

from __future__ import annotations

import json


def test_a_table_says_what_differs_before_and_after(done):
    told = done("rules", "diff", "25/07/2026", "26/07/2026", "-o", "table", "--lang", "en")

    # Long texts are cut to the width, so their beginnings are compared.
    cells = [
        [cell.strip()[:20] for cell in line.split("  ") if cell.strip()]
        for line in told.splitlines()
        if line.startswith("ceremony ")
    ]
    assert cells == [
        ["ceremony", "counted from", "the cell received th", "the admission decisi"],
        ["ceremony", "provisionally from", "the admission decisi", "—"],
        ["ceremony", "source", "point 4.1, 294-QĐ/TW", "208-QĐ/TW of 2026-07"],
        ["ceremony", "verified", "verified", "unverified: one sour"],
    ]
    assert told.splitlines()[-1].endswith("rules differ between 2026-07-25 and 2026-07-26.")


def test_a_pipe_reads_codes_one_difference_a_line(done):
    told = done("rules", "diff", "25/07/2026", "26/07/2026", "--headers").splitlines()

    assert told[0] == "rule\ttitle\tchange\told\tnew"
    assert "ceremony\tTổ chức lễ kết nạp\tstart_event\tdecision-received\tdecision-issued" in told
    assert "ceremony\tTổ chức lễ kết nạp\tconfidence\thigh\tmedium" in told
    assert "ceremony\tTổ chức lễ kết nạp\twording\tceremony@2025-07-01\tceremony@2026-07-26" in told


def test_a_program_reads_both_wordings_whole(done):
    whole = json.loads(done("rules", "diff", "25/07/2026", "26/07/2026", "-o", "json"))

    (one,) = [item for item in whole["items"] if item["rule"] == "education"]
    assert (whole["from"], whole["to"]) == ("2026-07-25", "2026-07-26")
    assert (one["change"], one["differs"][0]) == ("changed", "value")
    assert one["old"]["value"] == {"minimum": "lower-secondary-diploma"}
    assert one["new"]["in_force_from"] == "2026-07-26"


def test_what_begins_and_what_ends_is_told_whole(done):
    begun = done("rules", "diff", "18/01/2011", "19/01/2011", "-o", "table")
    ended = done("rules", "diff", "19/01/2011", "18/01/2011", "-o", "json")
    bare = done("rules", "diff", "24/07/2016", "25/07/2016", "-o", "wide", "--lang", "en")

    assert "+ thêm" in begun
    assert "12 tháng; khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011" in begun
    assert {item["change"] for item in json.loads(ended)["items"]} == {"ended"}
    assert "point 3.3.b, 01-HD/TW of 2016-09-20" in bare


def test_the_same_law_is_said_to_be_the_same(done):
    assert done("rules", "diff", "01/01/2026", "07/04/2026", "-o", "table") == (
        "Quy định ngày 01/01/2026 và ngày 07/04/2026 như nhau.\n"
    )
    assert done("rules", "diff", "01/01/2026", "07/04/2026") == ""


def test_findings_exit_with_8_only_when_asked(ketnap):
    same = ketnap("rules", "diff", "01/01/2026", "07/04/2026", "--exit-code")
    other = ketnap("rules", "diff", "25/07/2026", "26/07/2026", "--exit-code")

    assert (same.exit_code, other.exit_code) == (0, 8)
