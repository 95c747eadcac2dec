"""`ketnap report monthly | quarterly | annual | compare | form`."""

from __future__ import annotations

import json
from datetime import date

import pytest
import time_machine
from builders import a_case, a_desk, at, take_to
from filling import fill, fill_units
from openpyxl import load_workbook
from waits import province

from workflow.actions.advance import advance
from workflow.actions.correct import correct
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.users import add_user, grant_role
from workflow.roles import Role
from workflow.states import Event, State

TODAY = date(2026, 11, 23)
CODES = ("U000", "U001", "U002")


@pytest.fixture
def office(counter):
    """Three units with three years of cases; two have a target."""
    fill_units(counter.store, CODES, "TP1")
    fill(counter.store, province(units=3, years=3, per_year=12, until=TODAY, seed=5))
    counter.says("quota", "set", "U000", "2026", "--target", "12")
    counter.says("quota", "set", "U001", "2026", "--target", "20")
    return counter


def test_a_month_has_figures_units_and_a_sentence(office):
    whole = json.loads(office.says("report", "monthly", "2026-10", "-o", "json"))

    figures = {row["figure"]: row for row in whole["items"]}
    admitted = figures["admitted"]
    assert whole["period"] == {
        "span": "month",
        "first": "2026-10-01",
        "last": "2026-10-31",
        "whole": True,
    }
    assert sum(row["now"] for row in whole["units"]) == admitted["now"] > 0
    assert sum(row["before"] for row in whole["units"]) == admitted["before"]
    assert f"kết nạp {admitted['now']} đảng viên" in whole["sentence"]
    assert list(figures) == [
        "nominated",
        "enrolled",
        "filed",
        "admitted",
        "ceremony",
        "recognised",
        "closed",
        "struck-off",
        "left",
        "returned",
        "late",
        "waived",
        "net",
    ]


@pytest.mark.parametrize("figure", ["nominated", "filed", "admitted", "closed"])
def test_every_figure_opens_into_its_cases(office, figure):
    rows = {row["figure"]: row for row in office.items("report", "quarterly", "2026-Q3")}

    cases = office.items("report", "quarterly", "2026-Q3", "--cases", figure)

    kept = [one["period"] for one in cases]
    assert (kept.count("now"), kept.count("before")) == (
        rows[figure]["now"],
        rows[figure]["before"],
    )
    assert all("2026-07-01" <= one["on"] <= "2026-09-30" for one in cases if one["period"] == "now")
    assert all(one["name"].startswith("Lê ") for one in cases)


@pytest.mark.parametrize("unit", [(), ("--unit", "U001"), ("--units", "now")])
def test_what_was_gained_opens_into_those_who_came_and_those_who_left(office, unit):
    words = ("report", "annual", "2026", *unit)
    rows = {row["figure"]: row for row in office.items(*words)}

    cases = office.items(*words, "--cases", "net")

    for period in ("now", "before"):
        signs = [one["sign"] for one in cases if one["period"] == period]
        assert sum(signs) == rows["net"][period]
        assert signs.count(1) == rows["admitted"][period] > 0
        assert signs.count(-1) == rows["left"][period]


def test_both_counts_of_a_line_of_the_league_open_into_their_cases(office):
    for year, units in (("2026", "then"), ("2026", "now"), ("2025", "then")):
        rows = office.items("quota", "league", "--year", year, "--units", units)
        for row in rows:
            words = ("--year", year, "--units", units, "--cases", row["unit"])
            found = [one["column"] for one in office.items("quota", "league", *words)]
            assert found.count("admitted") == row["admitted"]
            assert found.count("in_pipeline") == row["in_pipeline"]
    assert any(row["admitted"] for row in rows)


def test_a_line_that_the_league_does_not_have_is_named_with_those_it_has(office):
    refused = office.type("quota", "league", "--cases", "ZZ")

    assert refused.exit_code == 3
    assert refused.stderr == (
        "✗ Bảng xếp hạng 2026 không có dòng “ZZ”.\n  Tiếp theo: các dòng: U000, U001, U002\n"
    )


def test_a_published_result_says_that_no_case_stands_behind_it(office):
    office.says(
        "quota", "set", "U001", "2026", "--target", "20", "--admitted", "99", "--reason", "báo cáo"
    )

    told = office.says("quota", "league", "--cases", "U001", "-o", "table")

    assert "! Bảng xếp hạng in 99: kết quả đã công bố, không đếm từ hồ sơ.\n" in told


@pytest.mark.parametrize("unit", [(), ("--unit", "TP1"), ("--unit", "U001"), ("--units", "now")])
def test_every_year_of_the_history_opens_into_its_cases(office, unit):
    rows = office.items("quota", "history", *unit)[:-1]

    for row in rows:
        cases = office.items("quota", "history", *unit, "--cases", str(row["year"]))
        assert len(cases) == row["admitted"]
        assert {one["on"][:4] for one in cases} == {str(row["year"])}
    assert [row["year"] for row in rows] == [2024, 2025, 2026]


def test_a_year_of_the_history_says_what_is_published_and_what_it_does_not_have(office):
    office.says("quota", "set", "TP1", "2019", "--target", "9", "--admitted", "7")

    told = office.says("quota", "history", "--cases", "2019", "-o", "table")
    refused = office.type("quota", "history", "--from", "2025", "--cases", "2019")
    nothing = office.type("quota", "history", "--from", "2010", "--to", "2011", "--cases", "2010")

    assert told.splitlines()[-2:] == [
        "Kết nạp 0 hồ sơ.",
        "! Bảng qua các năm in 7: kết quả đã công bố, không đếm từ hồ sơ.",
    ]
    assert (refused.exit_code, nothing.exit_code) == (3, 3)
    assert refused.stderr == (
        "✗ Bảng qua các năm không có dòng “2019”.\n  Tiếp theo: các dòng: 2025, 2026\n"
    )
    assert nothing.stderr == "✗ Bảng qua các năm không có dòng “2010”.\n"


def test_who_has_one_unit_counts_with_all_and_reads_the_cases_of_their_own(office):
    def listed(*words, **env):
        found = json.loads(office.says(*words, "-o", "json", **env))["items"]
        return [(one["ref"], one["unit"]) for one in found]

    history = ("quota", "history", "--cases", "2026")
    forecast = ("quota", "forecast", "--cases")
    net = ("report", "annual", "2026", "--cases", "net")
    all_, line, gained = listed(*history), listed(*forecast, "U001"), listed(*net, "--unit", "U001")
    add_user(office.desk(), "lan", role=Role.ADMIN)
    add_user(office.desk(), "hoa")
    grant_role(office.desk(), "hoa", Role.OFFICER, unit="U001")
    hoa = {"LOGNAME": "hoa"}

    assert listed(*history, **hoa) == [one for one in all_ if one[1] == "U001"] != []
    shown = office.says(*history, "-o", "table", **hoa).splitlines()
    assert shown[-1] == f"Kết nạp {len(all_)} hồ sơ."
    assert (listed(*forecast, "U001", **hoa), listed(*forecast, "U000", **hoa)) == (line, [])
    assert listed(*net, "--unit", "U001", **hoa) == gained != []
    refused = office.type(*net, **hoa)
    assert (refused.exit_code, refused.stdout) == (5, "")
    assert refused.stderr.startswith("✗ Số này tính trên mọi hồ sơ của phạm vi báo cáo, ")


def test_the_history_of_the_past_opens_into_the_cases_of_then(counter):
    desk = a_desk(counter.store, at("2024-12-20"))
    first, later = (a_case(desk, born=f"199{n}-05-02") for n in range(2))
    take_to(desk, first, State.ADMITTED)
    words = ("quota", "history", "--as-of", "2024-12-31", "--cases", "2024")
    take_to(a_desk(counter.store, at("2025-02-20")), later, State.ADMITTED)

    assert [one["ref"] for one in counter.items(*words)] == [first]
    now = counter.items("quota", "history", "--cases", "2024")
    assert [one["ref"] for one in now] == [first, later]


def test_the_league_and_the_year_have_the_same_figures(office):
    league = {row["unit"]: row for row in office.items("quota", "league")}
    units = {row["unit"]: row for row in office.items("report", "annual", "--by", "unit")}

    assert {code: row["year_to_date"] for code, row in units.items()} == {
        code: row["admitted"] for code, row in league.items()
    }
    assert {code: row["percent"] for code, row in units.items()} == {
        code: row["percent"] for code, row in league.items()
    }


def test_one_unit_is_reported_alone(office):
    everybody = office.items("report", "annual", "--by", "unit")
    alone = office.items("report", "annual", "--by", "unit", "--unit", "U001")

    assert alone == [row for row in everybody if row["unit"] == "U001"]


def test_a_report_is_the_same_to_the_byte(office):
    once, again = (office.says("report", "monthly", "-o", "table") for _ in range(2))

    assert once == again
    assert "Cộng" in once


def test_people_read_both_tables_and_both_sentences(office):
    lines = office.says("report", "annual", "-o", "table").splitlines()

    assert lines[0] == ("Năm 2026: 01/01/2026–23/11/2026, so với 01/01/2025–23/11/2025")
    assert lines[1].split() == ["NỘI", "DUNG", "KỲ", "NÀY", "CÙNG", "KỲ", "TỶ", "LỆ"]
    assert lines[-2].startswith("Năm 2026 (tính đến 23/11/2026): kết nạp ")
    assert lines[-1].startswith("Câu báo cáo: ")


def test_a_workbook_has_the_rows_of_the_screen(office, tmp_path):
    path = tmp_path / "bao-cao.xlsx"
    rows = office.items("report", "annual", "--by", "unit")

    result = office.type("report", "annual", "--by", "unit", "--out", str(path))

    sheet = load_workbook(path).worksheets[0]
    told = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=6)]
    assert (result.exit_code, result.stderr) == (0, f"✓ Đã ghi {path}.\n")
    assert sheet["A1"].value == "BÁO CÁO KẾT NẠP ĐẢNG VIÊN · Năm 2026"
    assert [line[1] for line in told] == [*(row["unit"] for row in rows), None]
    assert [line[3] for line in told[:-1]] == [row["now"] for row in rows]
    assert told[-1][3] == sum(row["now"] for row in rows)
    assert told[0][8] == rows[0]["percent"].replace(".", ",") + " %"


def test_a_text_is_what_the_screen_shows(office, tmp_path):
    path = tmp_path / "bao-cao.txt"

    office.type("report", "monthly", "--out", str(path))
    refused = office.type("report", "monthly", "--out", str(path))

    shown = office.says("report", "monthly", "-o", "table")
    assert path.read_text("utf-8").splitlines() == [line.rstrip() for line in shown.splitlines()]
    assert refused.exit_code != 0
    assert "đã có tệp cùng tên" in refused.stderr


def test_a_printed_report_carries_the_newest_checkpoint_of_the_log(office, tmp_path):
    note = office.type("audit", "checkpoint").stdout.splitlines()
    line = f"Điểm kiểm tra nhật ký: {note[0]} {note[1]} {note[2]}"
    sheet, text, past = (tmp_path / name for name in ("a.xlsx", "a.txt", "b.txt"))
    for path in (sheet, text):
        office.type("report", "annual", "--out", str(path))
    office.type("report", "annual", "--as-of", "30/06/2026", "--out", str(past))

    assert line in load_workbook(sheet).worksheets[0].oddFooter.left.text
    assert text.read_text("utf-8").endswith(f"\n\n{line}\n")
    assert "Điểm kiểm tra" not in past.read_text("utf-8")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "txt"])
def test_a_report_of_the_past_is_the_same_file_to_the_byte_on_another_day(office, tmp_path, ending):
    words = ("report", "annual", "--as-of", "30/06/2026", "--out")
    first, later = (tmp_path / f"{name}.{ending}" for name in ("a", "b"))
    office.type("audit", "checkpoint")
    assert office.type(*words, str(first)).exit_code == 0
    with time_machine.travel(at("2026-11-24"), tick=False):
        office.type("nominate", "Phạm Thị Sáu", "--unit", "U001", "--born", "1999-01-01")
        office.type("audit", "checkpoint")
        assert office.type(*words, str(later)).exit_code == 0

    assert later.read_bytes() == first.read_bytes()


def test_two_years_are_compared_on_the_same_days(office):
    whole = json.loads(office.says("report", "compare", "-o", "json"))
    other = json.loads(office.says("report", "compare", "2026", "--with", "2024", "-o", "json"))

    assert whole["before"] == {"first": "2025-01-01", "last": "2025-11-23"}
    assert other["before"] == {"first": "2024-01-01", "last": "2024-11-23"}
    changes = [float(row["change"]) for row in whole["items"] if row["change"] is not None]
    assert changes == sorted(changes, reverse=True)
    annual = {row["unit"]: row for row in office.items("report", "annual", "--by", "unit")}
    for row in whole["items"]:
        assert (row["now"], row["before"]) == tuple(
            annual[row["unit"]][key] for key in ("now", "before")
        )


def test_a_year_is_compared_with_an_earlier_one(office):
    result = office.type("report", "compare", "2026", "--with", "2026")

    assert result.exit_code == 2
    assert result.stderr.endswith("Lỗi: --with phải là một năm trước đó.\n")


def test_a_form_counts_the_admissions_of_the_report(office):
    year = {row["figure"]: row for row in office.items("report", "annual")}
    whole = json.loads(office.says("report", "form", "2", "-o", "json"))
    rows = {row["id"]: row for row in whole["items"]}

    assert (rows["I"]["now"], rows["I"]["before"], rows["I"]["ratio"]) == tuple(
        year["admitted"][key] for key in ("now", "before", "ratio")
    )
    assert rows["II.4.1"]["now"] is None
    assert whole["confidence"] == "medium"
    cases = office.items("report", "form", "2", "--cases", "i.a")
    assert len(cases) == rows["I.a"]["now"] + rows["I.a"]["before"]


def test_people_read_a_form_by_its_sections(office, tmp_path):
    shown = office.says("report", "form", "2b", "--period", "2026-Q3", "-o", "table")
    path = tmp_path / "bieu.xlsx"
    office.type("report", "form", "2", "--out", str(path))

    lines = shown.splitlines()
    assert lines[:2] == [
        "Biểu số 2B-BTCTW: Đảng viên mới kết nạp theo dân tộc, tôn giáo",
        "Quý III/2026: 01/07/2026–30/09/2026, cùng kỳ 01/07/2025–30/09/2025",
    ]
    assert "CHIA THEO DÂN TỘC" in shown
    assert lines[-1].startswith("! Biểu số 2B-BTCTW, mẫu trước năm 2025: chưa thấy bố cục của mẫu")
    assert load_workbook(path).worksheets[0]["B6"].value == "I"


def test_an_unknown_row_of_a_form_names_those_there_are(office):
    result = office.type("report", "form", "2", "--cases", "II.4.4")

    assert result.exit_code == 3
    assert result.stderr.startswith("✗ Biểu 2-BTCTW không có dòng “II.4.4” có số liệu.\n")


def test_a_period_that_is_none_is_refused(office):
    result = office.type("report", "monthly", "2026-13")

    assert result.exit_code == 2
    assert "Không đọc được kỳ báo cáo “2026-13”." in result.stderr


def test_a_late_correction_does_not_change_the_report_of_a_day(counter):
    from builders import a_case, take_to

    from workflow.states import State

    desk = a_desk(counter.store, at("2024-07-20"))
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)
    words = ("report", "monthly", "2024-07", "--as-of", "2024-07-31")
    before = counter.type(*words, "-o", "csv").stdout
    form = counter.type("report", "form", "2", "--period", "2024", *words[3:], "-o", "csv")

    (seq,) = [one.seq for one in counter.store.entries(ref) if one.fields.get("event") == "admit"]
    correct(
        a_desk(counter.store, at("2026-11-20")),
        ref,
        seq,
        effective_on=date(2024, 6, 28),
        reason="Ghi nhầm ngày",
    )

    after = counter.type(*words, "-o", "csv").stdout
    known = counter.type(*words, "--known-at", "now", "-o", "csv").stdout
    assert after == before
    assert "admitted,Quyết định kết nạp,1,0," in before
    assert "admitted,Quyết định kết nạp,0,0," in known
    assert "I,Tổng số,1,0," in form.stdout


def test_a_report_tells_what_came_back_what_was_late_what_was_waived_and_who_left(counter):
    desk = counter.desk()
    back, kept, left = (a_case(desk, born=f"199{one}-05-02") for one in (1, 2, 3))
    take_to(desk, back, State.VERIFICATION)
    gone = {"to": State.COURSE, "reason_code": "file-stale"}
    advance(desk, back, Event.RETURN_FILE, on=date(2024, 6, 3), **gone)
    take_to(desk, kept, State.FULL_MEMBER)
    take_to(desk, left, State.PROBATION)
    advance(
        desk,
        left,
        Event.CLOSE,
        on=date(2024, 9, 2),
        reason_code="died",
        approved_by="minh",
    )

    rows = {row["figure"]: row for row in counter.items("report", "annual", "2024")}
    names = {
        mark: [row["ref"] for row in counter.items("report", "annual", "2024", "--cases", mark)]
        for mark in ("left", "returned", "late", "waived")
    }

    assert names["left"] == [left]
    assert names["returned"] == [back]
    for mark, refs in names.items():
        assert rows[mark]["now"] == len(refs)
    assert (rows["admitted"]["now"], rows["net"]["now"], rows["net"]["ratio"]) == (2, 1, None)
    net = counter.items("report", "annual", "2024", "--cases", "net")
    assert [(one["ref"], one["sign"]) for one in net] == [(kept, 1), (left, 1), (left, -1)]
    assert (net[1]["on"], net[2]["on"]) == ("2024-07-15", "2024-09-02")
    told = counter.says("report", "annual", "2024", "--cases", "net", "-o", "table").splitlines()
    assert told[0].split()[-1] == "DẤU"
    assert [line.split()[-1] for line in told[1:-1]] == ["+", "+", "−"]
    assert told[-1] == "Kỳ này thực tăng 2 − 1 = 1, cùng kỳ 0 − 0 = 0."


def _admitted(desk, name, **told):
    nominee = Nominee(name=name, born="1998-05-02", education="upper-secondary", **told)
    ref = nominate(desk, nominee, "DV", on=date(2024, 1, 5), document="01-NQ/CB").case.ref
    take_to(desk, ref, State.ADMITTED)
    return ref


def test_the_forms_count_by_ethnic_group_and_religion_what_is_kept_closed(counter):
    desk = counter.desk()
    cham = _admitted(desk, "Bá Văn Sinh", ethnic="Chăm", religion="Bà-la-môn")
    _admitted(desk, "Lê Văn Tám", ethnic="Kinh")
    _admitted(desk, "Trần Đại Quỳnh")

    of_two = {row["id"]: row for row in counter.items("report", "form", "2", "--period", "2024")}
    of_2b = counter.items("report", "form", "2B", "--period", "2024")
    (one,) = counter.items("report", "form", "2", "--period", "2024", "--cases", "I.1")

    assert (of_two["I.1"]["now"], one["ref"]) == (1, cham)
    told = {row["label"]: row["now"] for row in of_2b if row["section"] in "BC"}
    assert {"Chăm": 1, "Kinh": 1, "Bà-la-môn": 1}.items() <= told.items()
    assert not any(label.startswith("k1:") for label in told)
    (read,) = counter.items("audit", "reads")
    assert (read["command"], read["cases"]) == ("report form", [cham])
    counter.says("report", "form", "2", "--period", "2024", "--cases", "I.2")
    assert len(counter.items("audit", "reads")) == 1
