"""Lists that speak of the same people name the same people."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from builders import a_case, take_to

from workflow.actions.nominate import Nominee, nominate
from workflow.case import WAITED_FOR
from workflow.states import State


@pytest.fixture
def desk_of_many(counter):
    """One late, one late on hold, one whose probation ended, one full member, one closed."""
    ways = (State.VERIFICATION, State.VERIFICATION, State.PROBATION, State.FULL_MEMBER)
    for year, state in enumerate(ways, start=1994):
        take_to(counter.desk(), a_case(counter.desk(), born=f"{year}-05-02"), state)
    counter.says("case", "hold", "0002", "person-absent", "-q")
    nominee = Nominee(name="Trần Đại Quỳnh", born="1999-01-01")
    nominate(counter.desk(), nominee, "CVA", on=date(2026, 10, 2), document="1")
    counter.says("case", "advance", "0005", "close", "--reason-code", "withdrawn", "-y", "-q")
    return counter


def exported(counter, path: Path, *words: str) -> list[dict[str, str]]:
    counter.says("export", *words[:1], str(path), *words[1:], "-q")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_people_are_overdue_everywhere(desk_of_many, tmp_path) -> None:
    counter = desk_of_many
    listed = {row["ref"] for row in counter.items("case", "list", "--overdue")}
    every = {row["ref"] for row in counter.items("case", "list") if row["overdue_days"]}
    worked = {
        row["ref"]
        for row in counter.items("next")
        if row["left"] < 0 and row["held"] is None and row["rule"] not in WAITED_FOR
    }
    due = exported(counter, tmp_path / "han.csv", "due", "--overdue")
    people = exported(counter, tmp_path / "nguoi.csv", "cases", "--overdue")

    assert listed == {"HS-2026-0001", "HS-2026-0003"}
    assert listed == every == worked
    assert listed == {row["Mã hồ sơ"] for row in due} == {row["Mã hồ sơ"] for row in people}
    assert sum(row["overdue"] for row in counter.items("status")) == len(listed)


def test_a_day_that_is_only_waited_for_is_no_overdue_task(desk_of_many, tmp_path) -> None:
    titles = [row["Việc phải làm"] for row in exported(desk_of_many, tmp_path / "a.csv", "due")]
    late = exported(desk_of_many, tmp_path / "b.csv", "due", "--overdue")

    assert "Thời gian dự bị" in titles
    assert "Thời gian dự bị" not in [row["Việc phải làm"] for row in late]


def test_overdue_people_are_counted_before_the_list_is_cut(desk_of_many) -> None:
    assert len(desk_of_many.items("case", "list", "--overdue", "--limit", "1")) == 1


def test_a_unit_means_those_below_it_too(desk_of_many) -> None:
    counter = desk_of_many
    every = counter.items("audit", "log", "--limit", "500")
    below = counter.items("audit", "log", "--unit", "TP", "--limit", "500")
    newest = counter.items("audit", "log", "--unit", "TP", "--limit", "3")

    assert len(counter.items("case", "list", "--unit", "TP")) == 5
    assert len(counter.items("case", "list", "--unit", "CVA")) == 1
    assert {row["unit"] for row in below} == {"DV", "CVA"}
    assert len(below) == len([row for row in every if row["unit"] in {"TP", "DV", "CVA"}])
    assert newest == below[:3]


def test_an_export_says_whom_it_left_out(desk_of_many, tmp_path) -> None:
    counter = desk_of_many
    result = counter.type("export", "cases", str(tmp_path / "a.csv"))
    everybody = counter.type("export", "cases", str(tmp_path / "b.csv"), "--all")
    named = counter.type("export", "cases", str(tmp_path / "c.csv"), "--state", "closed")

    assert (result.exit_code, everybody.stderr, named.stderr) == (0, "", "")
    assert result.stderr == (
        "Chưa xuất 1 người đã dừng hồ sơ hoặc đã xóa tên; thêm --all để có cả.\n"
    )
    assert "✓ Đã xuất 4 dòng" in result.stdout
    assert "✓ Đã xuất 5 dòng" in everybody.stdout
    assert "✓ Đã xuất 1 dòng" in named.stdout
