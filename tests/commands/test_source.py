"""`ketnap source`: groups, coverage, white spots, pupils."""

from __future__ import annotations

import json
from datetime import date

import pytest
from builders import CITY, a_case, ready_to_admit, take_to
from openpyxl import load_workbook

from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate
from workflow.states import Event, State


@pytest.fixture
def city(counter):
    """Somebody in verification, a pupil at the school, and a target of the ward."""
    desk = counter.desk()
    take_to(desk, a_case(desk), State.VERIFICATION)
    pupil = Nominee(name="Lê Thị Tư", born="2009-06-10", tags=("Học sinh THPT", "đoàn viên", "gì"))
    nominate(desk, pupil, "CVA", document="2-NQ/CB")
    counter.says("quota", "set", "DV", "2026", "--target", "2")
    return counter


def test_people_are_listed_with_their_groups_however_they_were_written(city):
    rows = {row["ref"]: row for row in city.items("source", "list")}

    assert rows["HS-2026-0002"]["groups"] == ["youth-union", "pupil"]
    assert rows["HS-2026-0002"]["unknown"] == ["gì"]
    assert [row["ref"] for row in city.items("source", "list", "--ungrouped")] == ["HS-2026-0001"]
    assert [row["ref"] for row in city.items("source", "list", "--group", "hs")] == ["HS-2026-0002"]
    assert [row["ref"] for row in city.items("source", "list", "--unit", "DV")] == ["HS-2026-0001"]


def test_a_group_that_is_none_is_refused_with_the_closed_list(city):
    result = city.type("source", "list", "--group", "nhà báo")

    assert result.exit_code == 3
    assert result.stderr.startswith("✗ Không có nhóm nguồn “nhà báo”.\n")
    assert result.stderr.count("\n  - ") == 17


def test_groups_are_counted_and_say_that_they_overlap(city, tmp_path):
    city.says("source", "tag", "0001", "--add", "worker")
    answer = json.loads(city.says("source", "groups", "-o", "json"))
    counted = {row["group"]: row["on_the_way"] for row in answer["items"]}
    table = city.says("source", "groups", "-o", "table")
    book = tmp_path / "nhom.xlsx"
    city.says("source", "groups", "--xlsx", str(book))

    assert (counted["pupil"], counted["youth-union"], counted["worker"]) == (1, 1, 1)
    assert len(counted) == 17
    assert (answer["people"], answer["ungrouped"]) == (2, 0)
    assert table.endswith(
        "2 người, 0 người chưa vào nhóm nào; các nhóm trùng nhau, không cộng lại.\n"
    )
    sheet = load_workbook(book).active
    assert "không cộng lại" in str(sheet["A1"].value)


def test_an_admission_counts_in_its_year_and_by_unit(city):
    city.says("source", "tag", "0001", "--add", "Nông dân")
    desk = city.desk()
    ready_to_admit(desk, "HS-2026-0001")
    advance(
        desk,
        "HS-2026-0001",
        Event.ADMIT,
        on=date(2024, 7, 15),
        document="99-QĐ/TU",
        issuer="DV",
    )

    rows = city.items("source", "groups", "--year", "2024", "--by-unit", "--unit", "DV")

    assert [(row["unit"], row["group"], row["on_the_way"], row["admitted"]) for row in rows] == [
        ("DV", "farmer", 0, 1)
    ]
    past = city.items("source", "groups", "--year", "2024", "--as-of", "22/11/2026")
    assert sum(row["admitted"] for row in past) == 0
    now = city.items("source", "groups", "--year", "2024", "--known-at", "now")
    assert sum(row["admitted"] for row in now) == 1


def test_tags_are_added_and_taken_away_and_the_log_keeps_a_seal(city):
    changed = city.says(
        "source", "tag", "0002", "--remove", "pupil", "--add", "student", "--request-id", "t-1"
    )
    again = city.type(
        "source", "tag", "0002", "--remove", "pupil", "--add", "student", "--request-id", "t-1"
    )
    same = city.type("source", "tag", "0002", "--add", "student")
    none = city.type("source", "tag", "0002")

    assert changed == "✓ HS-2026-0002: đoàn viên; gì; Sinh viên.\n"
    assert (again.exit_code, same.exit_code, none.exit_code) == (0, 5, 2)
    body = city.store.entries("HS-2026-0002")[-1].body
    assert "Sinh viên" not in body
    assert city.says("audit", "verify").startswith("✓")


def test_coverage_is_able_people_over_open_places(city):
    (row,) = city.items("source", "coverage")
    table = city.says("source", "coverage", "-o", "table")

    assert (row["unit"], row["able"], row["missing"], row["coverage"], row["supply"]) == (
        "DV",
        1,
        2,
        "50.00",
        "short",
    )
    assert "Toàn bộ: 1/2 = 50,00 %" in table


def test_coverage_without_a_target_says_so(counter):
    assert counter.type("source", "coverage", "-o", "table").stderr == (
        "Năm 2026 chưa giao chỉ tiêu.\n"
    )


def test_white_spots_and_dry_units_are_told_apart(city):
    for code in ("CB1", "CB2", "CB3"):
        named = ("--name", f"Chi bộ {code}", "--status", "cell", "--parent", "CVA")
        city.says("unit", "add", code, *named)
    member = a_case(city.desk(), born="1990-01-01")
    take_to(city.desk(), member, State.FULL_MEMBER)
    city.says("case", "transfer", member, "--to", "CB2", "-y")
    city.says("case", "transfer", member, "--accept", "-y")

    rows = city.items("source", "white-spots")
    white = city.says("source", "white-spots", "--only", "white", "-o", "table")

    assert [(row["unit"], row["spot"], row["members"]) for row in rows] == [
        ("CB1", "white", None),
        ("CB3", "white", None),
        ("CB2", "dry", 1),
    ]
    assert white.endswith("2 nơi trắng, 0 nơi cạn nguồn.\n")
    assert city.items("source", "white-spots", "--unit", "DV") == []
    assert CITY.code not in {row["unit"] for row in rows}
    past = city.items("source", "white-spots", "--known-at", "now")
    assert [row["unit"] for row in past] == [row["unit"] for row in rows]


def test_a_pupil_comes_of_age_by_month(city):
    young = [("Trần An", "2009-04"), ("Trần Bê", "2010-01-01"), ("Trần Xê", "2007-02-01")]
    for name, born in [*young, ("Trần Dê", "2009")]:
        nominate(
            city.desk(), Nominee(name=name, born=born, tags=("pupil",)), "CVA", document="2-NQ/CB"
        )

    rows = {row["name"]: row for row in city.items("source", "pupils")}
    table = city.says("source", "pupils", "-o", "table")
    early = {row["name"]: row for row in city.items("source", "pupils", "--ends", "31/03/2027")}

    assert {name: row["prospect"] for name, row in rows.items()} == {
        "Lê Thị Tư": "after-school",
        "Trần An": "in-time",
        "Trần Bê": "stays",
        "Trần Xê": "of-age",
        "Trần Dê": "unknown",
    }
    assert (rows["Lê Thị Tư"]["of_age_from"], rows["Lê Thị Tư"]["leaves_on"]) == (
        "2027-06",
        "2027-05-31",
    )
    assert early["Trần An"]["prospect"] == "after-school"
    assert table.endswith(
        "5 học sinh, 1 ra trường trước khi đủ tuổi; năm học kết thúc 31/05/2027 (chưa xác minh).\n"
    )


def test_an_import_tells_of_words_that_are_no_group(counter, tmp_path):
    listed = tmp_path / "ds.csv"
    listed.write_text(
        "Họ và tên,Ngày sinh,Chi bộ,Nhóm nguồn\nLê Thị Tư,10/06/1999,DV,Công nhân; nhà báo\n",
        encoding="utf-8",
    )

    text = counter.says("import", "cases", str(listed), "-n")

    assert "1 chỗ ghi nhóm nguồn ngoài danh mục" in text
    assert "“nhà báo”" in text


def test_people_read_a_birth_as_they_write_it_and_programs_as_a_day(city, tmp_path):
    table = city.says("source", "list", "-o", "table")
    young = city.says("source", "pupils", "-o", "table")
    path = tmp_path / "nguon.xlsx"
    city.says("source", "list", "--xlsx", str(path))

    cells = [cell.value for row in load_workbook(path).active.iter_rows() for cell in row]
    assert "10/06/2009" in table
    assert "10/06/2009" in young
    assert "10/06/2009" in cells
    assert "2009-06-10" in [row["born"] for row in city.items("source", "list")]
