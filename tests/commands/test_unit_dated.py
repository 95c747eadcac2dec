"""`ketnap unit status | show | end`."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def city(done):
    """A city with a ward, typed in."""
    done(*("unit", "add", "TP", "--name", "Đảng bộ thành phố", "--status", "superior"))
    named = ("--name", "Đảng bộ phường")
    done("unit", "add", "DV", *named, "--status", "grassroots", "--parent", "TP")
    return done


def test_a_status_changes_on_a_day_and_the_history_shows_both(city):
    rehearsed = city(
        "unit", "status", "DV", "grassroots", "--delegated", "--on", "01/12/2026", "-n"
    )
    changed = city(
        *("unit", "status", "DV", "grassroots", "--delegated", "--on", "01/12/2026"),
        *("--doc", "5-QĐ/TU", "--issuer", "TP"),
    )
    shown = json.loads(city("unit", "show", "DV", "-o", "json"))["items"]

    assert rehearsed == (
        "Chạy thử — chưa ghi gì.\n"
        "  DV từ 01/12/2026: tổ chức cơ sở đảng → tổ chức cơ sở đảng.\n"
        "  Được ủy quyền quyết định.\n"
    )
    assert changed == rehearsed.partition("\n")[2].replace("  DV", "✓ DV", 1)
    assert [(row["from_on"], row["until_on"], row["delegated"]) for row in shown] == [
        ("2026-11-23", "2026-11-30", False),
        ("2026-12-01", None, True),
    ]
    assert (shown[1]["document"], shown[1]["issuer"]) == ("5-QĐ/TU", "TP")
    assert "5-QĐ/TU" in city("unit", "show", "đảng bộ phường", "-o", "table")


def test_profile_superior_and_delegation_are_told_when_they_change(city):
    city("unit", "add", "CB1", "--name", "Chi bộ 1", "--status", "cell", "--parent", "DV")
    city("unit", "status", "DV", "grassroots", "--delegated", "--profile", "police")

    moved = city("unit", "status", "CB1", "cell", "--parent", "TP", "--on", "24/11/2026")
    plain = city(
        *("unit", "status", "DV", "grassroots", "--not-delegated", "--profile", "none"),
        *("--on", "25/11/2026"),
    )

    assert moved == "✓ CB1 từ 24/11/2026: chi bộ → chi bộ.\n  Cấp trên: DV → TP\n"
    assert plain.endswith("  Không còn được ủy quyền quyết định.\n")
    rows = json.loads(city("unit", "show", "DV", "-o", "json"))["items"]
    assert [row["profile"] for row in rows] == ["police", None]


def test_a_cell_that_was_completed_has_its_number_from_that_day_on(city):
    city("unit", "add", "CB1", "--name", "Chi bộ 1", "--status", "cell", "--parent", "DV")

    grown = city("unit", "status", "CB1", "cell", "--members", "5", "--on", "24/11/2026")

    assert grown == "✓ CB1 từ 24/11/2026: chi bộ → chi bộ.\n  Đảng viên chính thức: — → 5\n"
    rows = json.loads(city("unit", "show", "CB1", "-o", "json"))["items"]
    assert [row["members"] for row in rows] == [None, 5]


def test_a_unit_ends_on_a_day(city):
    city("unit", "add", "HU", "--name", "Đảng bộ huyện", "--status", "superior", "--root")

    ended = city("unit", "end", "HU", "--on", "30/11/2026", "--doc", "9-NQ/TU")

    assert ended == "✓ Tổ chức HU đã kết thúc.\n"
    assert json.loads(city("unit", "show", "HU", "-o", "json"))["items"][0]["until_on"] == (
        "2026-11-30"
    )


def test_what_the_tiers_do_not_allow_is_refused_and_writes_nothing(city, ketnap):
    result = ketnap("unit", "status", "TP", "cell")

    assert result.exit_code == 2
    assert result.stderr == (
        "✗ Chưa đổi tổ chức TP: trái với hệ thống tổ chức ngày 23/11/2026.\n"
        "  - DV (tổ chức cơ sở đảng) không thể trực thuộc TP (chi bộ)\n"
    )
    assert len(json.loads(city("unit", "show", "TP", "-o", "json"))["items"]) == 1
