"""A year's figures are the same on every screen, and fit a narrow one."""

from __future__ import annotations

import json
import os

import pytest
from terminals import at_terminal


@pytest.fixture
def shared(counter):
    """A city with a target of 40, of which 38 were passed on."""
    counter.says("quota", "set", "TP", "2026", "--target", "40")
    counter.says("quota", "set", "DV", "2026", "--target", "26", "--admitted", "9")
    counter.says("quota", "set", "CVA", "2026", "--target", "12", "--admitted", "3")
    return counter


def test_status_and_history_have_one_percentage(shared) -> None:
    (year, _) = shared.items("quota", "history", "--from", "2026")

    assert (year["target"], year["admitted"], year["percent"]) == (40, 12, "30.00")
    assert "Chỉ tiêu 2026: 12/40 (30,00 %)" in shared.says("status", "-o", "table")


def test_the_league_says_what_is_not_passed_on(shared) -> None:
    shown = shared.says("quota", "league", "-o", "table").splitlines()
    whole = json.loads(shared.says("quota", "league", "-o", "json"))

    assert shown[-1] == "Chỉ tiêu cấp trên 40, đã phân bổ 38, còn 2 chưa phân bổ."
    assert whole["allocation"] == {"target": 40, "allocated": 38, "left": 2}


def test_the_league_is_silent_when_all_is_passed_on(shared) -> None:
    why = ("--reason", "Điều chỉnh", "--approved-by", "hoa")
    shared.says("quota", "set", "TP", "2026", "--target", "38", *why)

    assert "cấp trên" not in shared.says("quota", "league", "-o", "table")
    whole = json.loads(shared.says("quota", "league", "-o", "json"))
    assert whole["allocation"] == {"target": 38, "allocated": 38, "left": 0}


def test_a_year_without_targets_has_no_allocation(counter) -> None:
    whole = json.loads(counter.says("quota", "league", "-o", "json"))

    assert whole["allocation"] is None


def test_one_year_has_no_total_for_people(shared) -> None:
    shown = shared.says("quota", "history", "--from", "2026", "-o", "table").splitlines()

    assert len(shown) == 2
    assert shown[1].startswith("2026")


def test_rows_of_the_league_differ_on_a_narrow_terminal(shared) -> None:
    for code, name in (("HD", "Hải Dương Đông"), ("HT", "Hải Dương Tây")):
        words = ("--name", f"Đảng bộ phường {name}", "--status", "grassroots", "--parent", "TP")
        shared.says("unit", "add", code, *words)
        shared.says("quota", "set", code, "2026", "--target", "1")
    env = {key: value for key, value in shared.env().items() if value is not None}

    code, shown = at_terminal(
        ("quota", "league"), {**os.environ, **shared.path(), **env}, columns=80
    )

    table = [line.rstrip() for line in shown.splitlines()[:6]]
    assert code == 0
    assert max(map(len, table)) <= 80
    assert "DỰ BÁO" not in table[0]
    assert "Đông" in shown
    assert "Tây" in shown
    assert [line.split()[1] for line in table[1:5]] == ["DV", "CVA", "HD", "HT"]
