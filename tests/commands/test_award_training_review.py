"""Commendations, training of officers, and the annual classification."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from builders import a_case, a_desk, ready_to_recognise, take_to
from openpyxl import load_workbook
from screenings import a_member

from workflow.account import CLOCK
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import note
from workflow.actions.record import record
from workflow.actions.registers import set_quotas
from workflow.actions.users import add_user, grant_role
from workflow.facts import FactKind
from workflow.quota import Quota
from workflow.roles import Role
from workflow.states import State
from workflow.verification import verify


@pytest.fixture
def year(counter):
    """2024: one admitted in the ward, whose target was one; the school's was two."""
    desk = a_desk(counter.store)
    take_to(desk, a_case(desk), State.ADMITTED)
    set_quotas(desk, [Quota(year=2024, unit=unit, target=n) for unit, n in (("DV", 1), ("CVA", 2))])
    return counter


def test_who_helped_somebody_admitted_in_the_year_is_listed_until_the_name_is_erased(year):
    desk = a_desk(year.store)
    record(desk, "0001", FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 8, 1))

    (item,) = year.items("award", "helpers", "--year", "2024")

    assert (item["name"], item["unit"], item["admitted"]) == ("Lê Văn Tám", "DV", 1)
    assert item["cases"] == [year.store.refs_like("0001", 2)[0]]
    assert year.items("award", "helpers", "--year", "2024", "--at-least", "2") == []
    assert year.items("award", "helpers", "--year", "2025") == []
    with year.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sealed")
    assert year.items("award", "helpers", "--year", "2024") == []


def test_the_shortlist_takes_who_meets_every_criterion_and_says_they_are_unverified(year):
    (item,) = year.items("award", "shortlist", "--year", "2024")
    assert (item["unit"], item["percent"], item["met"]) == (
        "DV",
        "100.00",
        ["target-reached", "somebody-admitted"],
    )
    shown = year.says("award", "shortlist", "--year", "2024", "-o", "table")
    assert shown.endswith(
        "1/2 tổ chức đạt mọi tiêu chí.\n"
        "  TC1: hoàn thành chỉ tiêu kết nạp (thông lệ khen thưởng; chưa có văn bản; chưa xác"
        " minh)\n"
        "  TC2: có kết nạp trong năm (thông lệ khen thưởng; chưa có văn bản; chưa xác minh)\n"
    )
    everybody = year.items("award", "shortlist", "--year", "2024", "--all")
    assert [(one["unit"], one["missing"]) for one in everybody][1] == (
        "CVA",
        ["target-reached", "somebody-admitted"],
    )


def test_a_committee_brings_its_own_criteria(year, tmp_path):
    path = tmp_path / "tieu-chi.toml"
    path.write_text(
        '[[criteria]]\nid = "more"\ntitle = { vi = "tăng so với năm trước", en = "growth" }\n'
        'measure = "growth"\nat_least = 1\nsource = { vi = "5-QĐ/TU", en = "5-QĐ/TU" }\n'
        'confidence = "high"\n',
        encoding="utf-8",
    )

    whole = json.loads(
        year.says("award", "shortlist", "--year", "2024", "--criteria", str(path), "-o", "json")
    )

    assert whole["criteria"][0]["source"] == "5-QĐ/TU"
    assert [(one["unit"], one["unknown"]) for one in whole["items"]] == [
        ("DV", ["more"]),
        ("CVA", ["more"]),
    ]
    shown = year.says(
        "award", "shortlist", "--year", "2024", "--criteria", str(path), "-o", "table"
    )
    assert "  ? Không rõ số kết nạp năm 2023 của: DV, CVA.\n" in shown
    path.write_text('[[criteria]]\nid = "more"\nweight = 2\n', encoding="utf-8")
    refused = year.type("award", "shortlist", "--year", "2024", "--criteria", str(path))
    assert refused.exit_code == 2
    assert "Tiêu chí trong tieu-chi.toml không đọc được: weight." in refused.stderr


def graded_criteria(folder: Path) -> str:
    """A committee that asks for a grade of the unit, and that no member was graded below one."""
    told = 'source = { vi = "5-QĐ/TU", en = "5-QĐ/TU" }\nconfidence = "high"\n'
    path = folder / "tieu-chi.toml"
    path.write_text(
        '[[criteria]]\nid = "unit"\ntitle = { vi = "tổ chức từ mức tốt", en = "unit good" }\n'
        f'measure = "unit-grade"\ngrade = "good"\n{told}'
        '[[criteria]]\nid = "all"\ntitle = { vi = "không ai dưới hoàn thành", en = "none below" }\n'
        f'measure = "none-below"\ngrade = "completed"\n{told}',
        encoding="utf-8",
    )
    return str(path)


def test_a_missing_grade_is_neither_yes_nor_no_and_names_what_to_import(year, tmp_path):
    desk = a_desk(year.store)
    ref = a_case(desk, on=date(2022, 1, 5), born="1990-01-01")
    take_to(desk, ref, State.PROBATION)
    asked = ("award", "shortlist", "--year", "2025", "--criteria", graded_criteria(tmp_path))
    set_quotas(desk, [Quota(year=2025, unit=unit, target=1) for unit in ("DV", "CVA")])
    year.says("review", "set", "completed", "--unit", "CVA", "--year", "2025", "--on", "20/12/2025")

    shown = year.says(*asked, "-o", "table")

    assert "0/2 tổ chức đạt mọi tiêu chí; 1 chưa rõ (?).\n" in shown
    assert "  TC1: tổ chức từ mức tốt (5-QĐ/TU)\n" in shown
    assert shown.endswith(
        "  ? Chưa có xếp loại năm 2025 của tổ chức: DV.\n"
        "  ? DV: 1 đảng viên chưa có xếp loại năm 2025.\n"
        "  Lập danh sách để điền: ketnap review gaps --year 2025 --xlsx xep-loai.xlsx\n"
        "  Điền xong thì nhập: ketnap review import xep-loai.xlsx --year 2025\n"
    )
    (item,) = year.items(*asked)
    assert (item["unit"], item["unknown"], item["ungraded_members"]) == (
        "DV",
        ["unit", "all"],
        [ref],
    )
    every = {one["unit"]: one for one in year.items(*asked, "--all")}
    assert (every["CVA"]["missing"], every["CVA"]["unknown"]) == (["unit"], ["all"])
    assert "CVA: không có hồ sơ đảng viên nào ở đây để xét." in year.says(
        *asked, "--all", "-o", "table"
    )

    year.says("review", "set", "good", "--unit", "DV", "--year", "2025", "--on", "20/12/2025")
    year.says("review", "set", "completed", ref, "--year", "2025", "--on", "20/12/2025")
    (item,) = year.items(*asked)
    assert item["answers"] == [
        {"criterion": "unit", "holds": "yes", "value": "good"},
        {"criterion": "all", "holds": "yes", "value": "1/1"},
    ]
    assert item["shortlisted"] is True


def test_who_was_recognised_after_the_year_does_not_stand_for_a_member_of_then(year, tmp_path):
    desk = a_desk(year.store)
    asked = ("award", "shortlist", "--year", "2024", "--criteria", graded_criteria(tmp_path))
    year.says("unit", "status", "DV", "grassroots", "--members", "2", "--on", "02/01/2024")
    old = a_member(desk)
    take_to(desk, a_case(desk, born="1991-01-01"), State.FULL_MEMBER)
    year.says("review", "set", "good", old, "--year", "2024", "--on", "20/12/2024")

    dv = year.items(*asked)[0]

    assert (dv["unit"], dv["unknown"]) == ("DV", ["unit", "all"])
    assert (dv["ungraded_members"], dv["members_without_case"]) == ([], 1)


def test_grades_out_of_ones_scope_are_not_known_to_the_shortlist(year, tmp_path):
    desk = a_desk(year.store)
    asked = ("award", "shortlist", "--year", "2024", "--criteria", graded_criteria(tmp_path))
    for unit in ("DV", "CVA"):
        year.says("review", "set", "good", "--unit", unit, "--year", "2024", "--on", "20/12/2024")
    add_user(desk, "lan")
    add_user(desk, "minh")
    grant_role(desk, "minh", Role.OFFICER, unit="DV")

    mine = json.loads(year.says(*asked, "-o", "json", LOGNAME="minh"))["items"]

    assert [(one["unit"], one["grade"], one["unknown"]) for one in mine] == [
        ("DV", "good", ["all"]),
        ("CVA", None, ["unit", "all"]),
    ]
    shown = year.says(*asked, "-o", "table", LOGNAME="minh")
    assert "  ? CVA: có hồ sơ đảng viên ngoài phạm vi được xem.\n" in shown
    blind = year.says("award", "shortlist", "--year", "2024", "-o", "json", LOGNAME="lan")
    assert {one["grade"] for one in json.loads(blind)["items"]} == {None}
    assert year.type(*asked, LOGNAME="lan").exit_code == 4


def test_what_an_organisation_reports_of_its_members_decides_also_of_those_without_a_case(
    year, tmp_path
):
    asked = ("award", "shortlist", "--year", "2024", "--criteria", graded_criteria(tmp_path))
    year.says("unit", "status", "DV", "grassroots", "--members", "40", "--on", "02/01/2024")
    unit = ("review", "set", "good", "--unit", "DV", "--year", "2024")
    year.says(*unit)
    shown = year.says(*asked, "-o", "table")
    assert "  ? DV: 40 đảng viên không có hồ sơ ở đây.\n" in shown
    assert shown.endswith(
        "  Báo số đảng viên theo mức, kể cả người không có hồ sơ: ketnap review set … --unit DV"
        " --year 2024 --members GRADE=N\n"
    )

    year.says(*unit, "--members", "good=38", "--members", "completed=2")

    (item, _) = year.items(*asked)
    assert item["answers"][1] == {"criterion": "all", "holds": "yes", "value": "40/40"}
    for wrong in ("good", "good=-1", "good=x"):
        assert "viết MỨC=SỐ" in year.type(*unit, "--members", wrong).stderr
    twice = year.type(*unit, "--members", "good=1", "--members", "good=2")
    assert (twice.exit_code, "mỗi mức một lần" in twice.stderr) == (2, True)
    alone = year.type("review", "set", "good", "0001", "--year", "2024", "--members", "good=1")
    assert (alone.exit_code, "--members đi cùng --unit." in alone.stderr) == (2, True)


def test_the_members_by_grade_come_in_the_list_of_grades_too(counter, tmp_path):
    member = a_member(counter.desk())
    path = tmp_path / "xep-loai.csv"
    headings = "Mã hồ sơ,Mã tổ chức,Mức xếp loại,Số ĐV HTTNV,Số đảng viên không hoàn thành\n"
    path.write_text(f"{headings},DV,Hoàn thành tốt,38,2\n", encoding="utf-8")
    asked = ("review", "import", str(path), "--year", "2025", "--no-errors")

    counter.says(*asked)

    kept = counter.store.record("review/XL-2025-DV").data["members"]
    assert kept == {"excellent": 0, "good": 38, "completed": 0, "not-completed": 2}
    path.write_text(f"{headings}{member},DV,Hoàn thành tốt,1,\n", encoding="utf-8")
    (refused,) = json.loads(counter.type(*asked, "-o", "json").stdout)["items"]
    assert refused["reason"] == "chỉ ghi ở dòng của tổ chức"


def test_a_helper_is_asked_for_their_own_grade_where_one_case_bears_their_name(year, tmp_path):
    desk = a_desk(year.store)
    helper = Nominee(name="Lê Văn Tám", born="1980-02-02", education="upper-secondary")
    theirs = nominate(desk, helper, "DV", on=date(2020, 1, 5), document="1").case.ref
    take_to(desk, theirs, State.FULL_MEMBER)
    record(desk, "0001", FactKind.HELPER, {"who": "Quảng Thị Chín"}, on=date(2024, 8, 1))
    criteria = tmp_path / "tieu-chi.toml"
    criteria.write_text(
        '[[people]]\nid = "grade"\ntitle = { vi = "từ mức tốt", en = "good or better" }\n'
        'measure = "grade"\ngrade = "good"\nsource = { vi = "5-QĐ", en = "5-QĐ" }\n'
        'confidence = "medium"\n',
        encoding="utf-8",
    )
    asked = ("award", "helpers", "--year", "2024", "--criteria", str(criteria))

    known = {one["name"]: (one["member"], one["unknown"]) for one in year.items(*asked)}
    assert known == {"Lê Văn Tám": (theirs, ["grade"]), "Quảng Thị Chín": (None, ["grade"])}
    shown = year.says(*asked, "-o", "table")
    assert shown.endswith(
        "0/2 người giúp đỡ đạt mọi tiêu chí; 2 chưa rõ (?).\n"
        "  TC1: từ mức tốt (5-QĐ; chưa xác minh)\n"
        f"  ? Chưa có xếp loại năm 2024: {theirs}.\n"
        "  Lập danh sách để điền: ketnap review gaps --year 2024 --xlsx xep-loai.xlsx\n"
        "  Điền xong thì nhập: ketnap review import xep-loai.xlsx --year 2024\n"
        "  ? Không tra được xếp loại (tổ chức ấy không có hồ sơ đảng viên nào mang tên này, hoặc có"
        " hơn một): Quảng Thị Chín.\n"
    )
    year.says("review", "set", "completed", theirs, "--year", "2024", "--on", "20/12/2024")
    assert [one["name"] for one in year.items(*asked)] == ["Quảng Thị Chín"]
    graded = {one["name"]: one["missing"] for one in year.items(*asked, "--all")}
    assert graded["Lê Văn Tám"] == ["grade"]


def test_the_criteria_in_use_are_listed_and_the_sample_file_is_one(counter, tmp_path):
    shown = counter.says("award", "criteria", "-o", "table", "--lang", "en")
    assert shown.endswith(
        "  C2: somebody was admitted (common practice; no document; unverified)\n"
        "  Make your own: ketnap award criteria --sample > tieu-chi.toml\n"
    )
    assert [one["needed"] for one in counter.items("award", "criteria")] == ["≥ 100 %", "≥ 1"]
    sample = tmp_path / "mau.toml"
    sample.write_text(counter.says("award", "criteria", "--sample"), encoding="utf-8")
    own = ("award", "criteria", "--criteria", str(sample))
    assert counter.items(*own) == counter.items("award", "criteria")
    more = ("award", "criteria", "--criteria", graded_criteria(tmp_path))
    needed = [one["needed"] for one in counter.items(*more)]
    assert needed == ["≥ Hoàn thành tốt nhiệm vụ", "≥ Hoàn thành nhiệm vụ"]
    assert "ketnap award criteria --sample" not in counter.says(*more, "-o", "table")


SEVEN = [word for n in range(7) for word in ("--individual", f"Lê Thị {'ABCDEGH'[n]}@DV")]


def test_awards_are_counted_in_the_official_style(counter):
    said = counter.says(
        *("award", "add", "15-QĐ/TU", "--on", "10/01/2026", "--occasion", "Hội nghị tổng kết 2025"),
        *("--collective", "DV", "--collective", "CVA", "--form", "Giấy khen", *SEVEN),
        *("-o", "table"),
    )

    assert said.splitlines()[0] == "✓ Khen thưởng KT-2026-0001: 02 tập thể và 07 cá nhân."
    shown = counter.says("award", "list", "-o", "table")
    assert shown.endswith("02 tập thể và 07 cá nhân.\n")
    items = counter.items("award", "list", "--year", "2026")
    assert [(one["kind"], one["recipient"]) for one in items][:3] == [
        ("collective", "Đảng bộ phường Đô Vinh"),
        ("collective", "Đảng bộ Trường THPT Chu Văn An"),
        ("individual", "Lê Thị A"),
    ]
    assert counter.items("award", "list", "--year", "2025") == []
    assert not any("Lê Thị" in one.body for one in counter.store.entries("award/KT-2026-0001"))
    assert verify(counter.store.audit).breaks == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Cần ít nhất một tập thể hoặc cá nhân."),
        (("--collective", "DV", "--collective", "DV"), "được nêu hai lần"),
        (("--individual", "Lê Văn Tám"), "viết “Họ tên@TỔ_CHỨC”"),
        (("--collective", "DV", "--on", "24/11/2026"), "Ngày 24/11/2026 chưa tới"),
    ],
)
def test_an_award_that_cannot_be_is_refused_in_words(counter, words, told):
    refused = counter.type("award", "add", "15-QĐ/TU", "--occasion", "Tổng kết", *words)

    assert told in refused.stderr
    assert counter.items("award", "list") == []
    nameless = counter.type("award", "add", " ", "--occasion", "Tổng kết", "--collective", "DV")
    assert "Cần số quyết định và dịp khen thưởng." in nameless.stderr


def test_who_handles_files_untrained_is_listed_until_trained(counter):
    a_case(counter.desk("minh"))
    a_case_of_lan = Nominee(name="Lê Văn Tám", born="2000")
    nominate(counter.desk("lan"), a_case_of_lan, "DV", on=date(2026, 1, 5))
    desk = a_desk(counter.store, actor=CLOCK)
    note(desk, "HS-2026-0001", "nhắc việc")
    assert [one["actor"] for one in counter.items("training", "gaps")] == ["lan", "minh"]

    counter.says("training", "add", "Nghiệp vụ kết nạp", "--unit", "TP", "--on", "12/03/2026")
    counter.says("training", "attend", "TH-2026-0001", "Minh")

    (gap,) = counter.items("training", "gaps")
    assert (gap["actor"], gap["cases"], gap["last_on"], gap["trained_on"]) == (
        "lan",
        1,
        "2026-11-23",
        None,
    )
    (training,) = counter.items("training", "list")
    assert (training["topic"], training["officers"]) == ("Nghiệp vụ kết nạp", ["Minh"])
    assert counter.type("training", "gaps", "--exit-code").exit_code == 8
    old = counter.items("training", "gaps", "--valid", "30")
    assert [(one["actor"], one["trained_on"]) for one in old] == [
        ("lan", None),
        ("minh", "2026-03-12"),
    ]
    assert counter.items("training", "gaps", "--as-of", "2026-11-22") == []
    assert counter.type("training", "add", " ", "--unit", "TP").exit_code == 2


def grades(folder: Path, *rows: tuple[str, ...]) -> str:
    path = folder / "xep-loai.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        headings = ("Mã hồ sơ", "Họ và tên", "Ngày sinh", "Mã tổ chức", "Mức xếp loại")
        csv.writer(file).writerows([headings, *rows])
    return str(path)


def test_grades_of_members_and_organisations_come_from_one_list(counter, tmp_path):
    ref = a_case(counter.desk())
    path = grades(
        tmp_path,
        ("", "Nguyễn Thị Mỹ Hương", "02/05/1998", "", "Hoàn thành tốt"),
        ("", "", "", "DV", "Hoàn thành xuất sắc nhiệm vụ"),
    )

    said = counter.says(
        "review", "import", path, "--year", "2025", "--doc", "9-QĐ/TU", "-o", "table"
    )

    assert "✓ Đã xếp loại 1 đảng viên, 1 tổ chức." in said
    items = counter.items("review", "list", "--year", "2025")
    assert [(one["kind"], one["ref"], one["grade"], one["document"]) for one in items] == [
        ("organisation", "DV", "excellent", "9-QĐ/TU"),
        ("member", ref, "good", "9-QĐ/TU"),
    ]
    assert counter.items("review", "list", "--unit", "CVA") == []
    assert counter.items("review", "list", "--as-of", "2026-11-22") == []
    assert verify(counter.store.audit).breaks == ()


def test_two_members_of_one_unit_are_two_rows_and_a_unit_named_twice_is_one(counter, tmp_path):
    desk = counter.desk()
    low, other = a_member(desk), a_member(desk, "Lê Thị Bảy")
    rows = [(ref, "", "", "DV", "Hoàn thành tốt") for ref in (low, other)]

    said = counter.says(
        "review", "import", grades(tmp_path, *rows, ("", "", "", "DV", "good")), "--year", "2025"
    )
    twice = grades(tmp_path, *[("", "", "", "CVA", one) for one in ("good", "completed")])
    refused = counter.type("review", "import", twice, "--year", "2025", "--no-errors", "-o", "json")

    assert "Đã xếp loại 2 đảng viên, 1 tổ chức." in said
    (reason,) = [one["reason"] for one in json.loads(refused.stdout)["items"]]
    assert reason == "trùng với dòng 2"


def test_the_list_of_who_is_not_graded_is_filled_in_and_taken_back(counter, tmp_path):
    desk = counter.desk()
    member = a_member(desk)
    counter.says("review", "set", "good", "--unit", "TP", "--year", "2025")
    file = tmp_path / "xep-loai.xlsx"
    asked = ("review", "gaps", "--year", "2025")

    shown = counter.says(*asked, "-o", "table", "--lang", "en")
    assert shown.endswith("Without a grade of 2025: 2 organisation(s), 1 member(s).\n")
    assert [one["ref"] for one in counter.items(*asked, "--unit", "DV")] == ["DV", member]
    counter.says(*asked, "--unit", "DV", "--xlsx", str(file))
    book = load_workbook(file)
    (column,) = [one.column for row in book.active for one in row if one.value == "Mức xếp loại"]
    for row in book.active:
        if "DV" in [cell.value for cell in row]:
            row[column - 1].value = "Hoàn thành tốt nhiệm vụ"
    book.save(file)
    counter.says("review", "import", str(file), "--year", "2025", "-y")

    assert [one["ref"] for one in counter.items(*asked)] == ["CVA"]
    assert counter.type(*asked, "--exit-code").exit_code == 8
    assert counter.type(*asked, "--unit", "DV", "--exit-code").exit_code == 0


def test_a_bad_list_of_grades_is_given_back_with_every_reason(counter, tmp_path):
    a_case(counter.desk())
    counter.says("review", "set", "good", "0001", "--year", "2025")
    path = grades(
        tmp_path,
        ("", "Nguyễn Thị Mỹ Hương", "02/05/1998", "", "tốt lắm"),
        ("HS-2026-0001", "", "", "", "Hoàn thành nhiệm vụ"),
        ("", "Không Có Ai", "01/01/1990", "", "good"),
        ("", "", "", "XX", "good"),
        ("", "", "", "", "good"),
    )

    refused = counter.type("review", "import", path, "--year", "2025", "--no-errors", "-o", "json")

    told = {one["line"]: one["reason"] for one in json.loads(refused.stdout)["items"]}
    assert told[2].startswith("không có mức này; các mức: Hoàn thành xuất sắc nhiệm vụ")
    assert told[3] == ("đã xếp loại năm 2025: good; sửa bằng ketnap case correct HS-2026-0001 2")
    assert told[4] == "không có hồ sơ đang theo dõi"
    assert told[5].startswith("không có tổ chức này")
    assert told[6] == "không nêu ai được xếp loại"


def test_a_low_grade_is_shown_before_a_recognition_and_forbids_nothing(counter):
    desk = counter.desk()
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    ready_to_recognise(desk, ref)
    counter.says("review", "set", "not-completed", ref, "--year", "2024", "--on", "20/12/2024")

    why = counter.says("case", "why", ref, "recognise", "--on", "10/09/2025", "-o", "table")
    assert "! xếp loại năm 2024: Không hoàn thành nhiệm vụ" in why
    assert "chưa xác minh" in why
    done = counter.says(
        *("case", "advance", ref, "recognise", "--on", "10/09/2025"),
        *("--doc", "100-QĐ/TU", "--issuer", "DV", "-y", "-o", "table", "--lang", "en"),
    )
    assert "grade of 2024: Tasks not completed" in done
    counter.says("review", "set", "good", ref, "--year", "2025", "--on", "20/12/2025")
    counter.says("screen", "open", ref, "no-progress", "-y")
    shown = counter.says("screen", "show", "0001")
    assert "2025: Hoàn thành tốt nhiệm vụ; 2024: Không hoàn thành nhiệm vụ" in shown
    assert "năm: 2025 · Hoàn thành tốt nhiệm vụ" in counter.says("case", "show", ref)


def test_an_organisation_may_be_graded_anew_and_the_shortlist_shows_it(year):
    for grade in ("good", "excellent"):
        year.says("review", "set", grade, "--unit", "DV", "--year", "2024", "--on", "20/12/2024")

    (item,) = year.items("award", "shortlist", "--year", "2024")
    assert item["grade"] == "excellent"
    assert len(year.store.entries("review/XL-2024-DV")) == 2


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("great", "0001", "--year", "2025"), 2, "Không có mức xếp loại “great”"),
        (("good", "--year", "2025"), 2, "Nêu mã hồ sơ hoặc --unit, một trong hai."),
        (("good", "0001", "--year", "2027"), 2, "Năm 2027 chưa tới"),
    ],
)
def test_a_grade_that_cannot_be_is_refused_in_words(counter, words, code, told):
    a_case(counter.desk())

    refused = counter.type("review", "set", *words)

    assert (refused.exit_code, told in refused.stderr) == (code, True)


def test_the_grades_say_where_they_come_from(counter):
    shown = counter.says("review", "grades", "-o", "table")

    assert shown.endswith(
        "Nguồn: bốn mức thường dùng; chưa đối chiếu với văn bản; chưa xác minh.\n"
    )
    (refused,) = {
        counter.type("case", "record", a_case(counter.desk()), "classification", *words).exit_code
        for words in (("--set", "year=2025", "--set", "grade=great"),)
    }
    assert refused == 2
    assert counter.store.dossier("HS-2026-0001").case.facts_of(FactKind.CLASSIFICATION) == ()


def test_repeated_requests_of_these_registers_do_nothing_twice(counter):
    a_case(counter.desk())
    for _ in range(2):
        counter.says(
            *("award", "add", "1-QĐ", "--occasion", "Tổng kết", "--collective", "DV"),
            *("--request-id", "a"),
        )
        counter.says("training", "add", "Nghiệp vụ", "--unit", "TP", "--request-id", "b")
        counter.says("training", "attend", "0001", "lan", "--request-id", "c")
        counter.says("review", "set", "good", "0001", "--year", "2025", "--request-id", "d")

    assert len(counter.items("award", "list")) == 1
    assert len(counter.items("training", "list")) == 1
    assert len(counter.items("review", "list")) == 1
    before = counter.store.entry_count()
    for words in (
        ("award", "add", "1-QĐ", "--occasion", "Tổng kết", "--collective", "DV", "-n"),
        ("training", "add", "Nghiệp vụ", "--unit", "TP", "-n"),
        ("review", "set", "good", "--unit", "DV", "--year", "2025", "-n"),
    ):
        assert counter.says(*words, "-o", "table").startswith("Chạy thử — chưa ghi gì.\n")
    assert counter.store.entry_count() == before
