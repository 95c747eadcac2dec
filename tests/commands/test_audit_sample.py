"""Files drawn for an inspection: recorded, drawn again, and on a worksheet."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest
from builders import a_case, a_desk, at, take_to

from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.actions.samples import record_sample
from workflow.actions.users import add_user, grant_role
from workflow.facts import FactKind
from workflow.inspection.sample import STREAM, Sample, Stratum, find_sample
from workflow.roles import Role
from workflow.states import Event, State
from workflow.verification import verify

SEED = ("--seed", "QĐ-12")


def files(desk, ward=6, school=3):
    """Nominated cases in two units."""
    made = []
    for number in range(ward + school):
        person = Nominee(name=f"Trần Văn {'ABCDEĐGHIKLMN'[number]}", born=f"199{number % 10}-05-02")
        unit = "DV" if number < ward else "CVA"
        day = date(2024, 1, 5 + number)
        made.append(nominate(desk, person, unit, on=day, document="1-NQ").case.ref)
    return made


def drawn(counter, *words):
    return json.loads(counter.says("audit", "sample", *words, "-o", "json"))


def test_a_sample_is_shared_out_by_unit_and_recorded(counter):
    files(counter.desk())

    whole = drawn(counter, "--size", "3", *SEED)

    assert [(one["unit"], one["population"], one["drawn"]) for one in whole["items"]] == [
        ("CVA", 3, 1),
        ("DV", 6, 2),
    ]
    assert (whole["size"], whole["population"], whole["percent"]) == (3, 9, "33.33")
    assert (whole["seed"], whole["number"]) == ("QĐ-12", 1)
    (entry,) = counter.store.entries(STREAM)
    assert (entry.fields["kind"], entry.fields["event"]) == ("sample", "drawn")
    kept = find_sample([entry], 1)
    assert kept.refs == tuple(ref for one in whole["items"] for ref in one["refs"])
    assert verify(counter.store.audit).intact
    assert "Rút mẫu kiểm tra" in counter.says("audit", "log", "--kind", "sample", "-o", "table")


def test_a_sample_comes_out_again_after_the_files_have_gone_on(counter):
    refs = files(counter.desk())
    first = drawn(counter, "--rate", "50%", *SEED)["items"]
    later = a_desk(counter.store, at("2026-11-24"))
    nominate(later, Nominee(name="Người Mới", born="1999-01-01"), "DV", on=date(2026, 11, 24),
             document="9")  # fmt: skip
    take_to(later, refs[0], State.COURSE)

    assert drawn(counter, "--again", "1")["items"] == first
    shown = counter.says("audit", "sample", "--again", "1", "-o", "table")
    assert shown.splitlines()[-1] == "Rút lại 5/9 hồ sơ (55,56 %), 2 tầng; mục 1 của audit/samples."


def test_a_list_that_nobody_could_have_drawn_is_found_out(counter):
    files(counter.desk())
    honest = drawn(counter, "--size", "2", *SEED, "-n")
    assert honest["number"] is None
    picked = picked_by_hand(counter, [["HS-2026-0009"], ["HS-2026-0001"]])
    record_sample(counter.desk(), picked)

    result = counter.type("audit", "sample", "--again", "1")

    assert result.exit_code == 7
    assert "Mẫu số 1 không rút lại được như đã ghi." in result.stderr


def picked_by_hand(counter, refs):
    """A sample of files that somebody chose by hand."""
    strata = tuple(
        Stratum(name=name, population=there, refs=tuple(chosen))
        for (name, there), chosen in zip((("CVA", 3), ("DV", 6)), refs, strict=True)
    )
    return Sample(
        seed="QĐ-12", by="unit", unit=None, first=None, last=None, strata=strata,
        as_of=counter.desk().today(),
    )  # fmt: skip


def test_a_rehearsal_writes_nothing_and_a_request_is_carried_out_once(counter):
    files(counter.desk())

    rehearsed = counter.says("audit", "sample", "--size", "2", *SEED, "-n", "-o", "table")
    assert "chạy thử, chưa ghi" in rehearsed
    assert counter.store.entries(STREAM) == []
    once = drawn(counter, "--size", "2", *SEED, "--request-id", "r1")
    assert drawn(counter, "--size", "2", *SEED, "--request-id", "r1") == once
    assert len(counter.store.entries(STREAM)) == 1
    assert counter.type("audit", "sample", "--size", "2", "--seed", "x",
                        "--request-id", "r1").exit_code == 6  # fmt: skip


def test_a_sample_is_drawn_from_a_unit_and_from_days(counter):
    files(counter.desk())

    ward = drawn(counter, "--rate", "100", *SEED, "--unit", "DV")["items"]
    days = drawn(counter, "--rate", "100", *SEED, "--from", "2024-01-06", "--to", "2024-01-07")
    whole = drawn(counter, "--rate", "100", *SEED, "--strata", "none")["items"]

    assert [(one["unit"], one["drawn"]) for one in ward] == [("DV", 6)]
    assert {ref for one in days["items"] for ref in one["refs"]} == {
        "HS-2026-0002", "HS-2026-0003"
    }  # fmt: skip
    assert [(one["unit"], one["drawn"]) for one in whole] == [(None, 9)]
    assert drawn(counter, "--again", "2")["items"] == days["items"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--size", "3"), 2),
        (SEED, 2),
        (("--size", "3", "--rate", "5", *SEED), 2),
        (("--rate", "0", *SEED), 2),
        (("--rate", "mười", *SEED), 2),
        (("--size", "10", *SEED), 5),
        (("--again", "4"), 3),
        (("--size", "1", *SEED, "--unit", "KHONG"), 3),
    ],
)
def test_what_cannot_be_drawn_is_refused(counter, words, code):
    files(counter.desk())

    assert counter.type("audit", "sample", *words).exit_code == code
    assert counter.store.entries(STREAM) == []


def test_the_worksheet_has_a_line_per_file_and_room_for_findings(counter, tmp_path):
    refs = files(counter.desk(), ward=1, school=0)
    take_to(counter.desk(), a_case(counter.desk()), State.FULL_MEMBER)
    book = tmp_path / "phieu.xlsx"

    said = counter.says("audit", "sample", "--rate", "100", *SEED, "--xlsx", str(book))

    assert "2" in said
    sheet = openpyxl.load_workbook(book).worksheets[0]
    headings = [cell.value for cell in sheet[4]]
    assert headings[1:5] == ["Mã hồ sơ", "Họ và tên", "Tổ chức", "Bước"]
    assert headings[-4:] == ["Đủ / thiếu", "Khuyết điểm, vi phạm", "Kiến nghị", "Ghi chú"]
    lines = {row[1].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=6)}
    assert set(lines) == {refs[0], "HS-2026-0002"}
    member = dict(zip(headings, lines["HS-2026-0002"], strict=True))
    assert member["Họ và tên"] == "Nguyễn Thị Mỹ Hương"
    assert "Đơn xin vào Đảng" in member["Giấy tờ cần xem"]
    assert sheet.cell(6, headings.index("Giấy tờ cần xem") + 1).alignment.wrap_text
    assert member["Khuyết điểm, vi phạm"] is None
    assert "QĐ-12" in sheet["A1"].value
    assert "Đơn xin vào Đảng" not in str(lines[refs[0]])


def test_the_worksheet_tells_what_was_waived_and_what_was_late(counter, tmp_path):
    ref = a_case(counter.desk())
    advance(counter.desk(), ref, Event.ENROL, on=date(2024, 2, 1), document="5-CV")
    waiver = {"overrides": {"course-certificate"}, "reason": "Có bản gốc", "approved_by": "hoa"}
    advance(counter.desk(), ref, Event.OPEN_FILE, on=date(2024, 5, 2), **waiver)
    letter = {"addressee": "UBND phường", "received_on": "2024-05-14"}
    record(counter.desk(), ref, FactKind.VERIFICATION_LETTER, letter, on=date(2024, 5, 10),
           document="7-CV")  # fmt: skip
    reply = {"letter": "7-CV", "result": "clear"}
    record(counter.desk(), ref, FactKind.VERIFICATION_REPLY, reply, on=date(2024, 9, 30),
           document="9-CV")  # fmt: skip
    book = tmp_path / "phieu.xlsx"

    counter.says("audit", "sample", "--size", "1", *SEED, "--unit", "DV", "--xlsx", str(book))

    sheet = openpyxl.load_workbook(book).worksheets[0]
    line = dict(zip((c.value for c in sheet[4]), (c.value for c in sheet[6]), strict=True))
    assert line["Điều kiện đã bỏ qua"] == "course-certificate"
    (item,) = counter.items("audit", "late")
    assert line["Việc làm sau hạn"] == f"{item['title']} (+{item['days']})"
    assert "Đảng bộ phường Đô Vinh" in sheet["A2"].value


def test_who_keeps_the_files_does_not_draw_them(counter):
    files(counter.desk())
    add_user(counter.desk(), "lan")
    grant_role(counter.desk(), "lan", Role.OFFICER)
    add_user(counter.desk(), "kiem", role=Role.AUDITOR)

    refused = counter.type("audit", "sample", "--size", "2", *SEED)
    allowed = counter.type("audit", "sample", "--size", "2", *SEED, LOGNAME="kiem")

    assert (refused.exit_code, allowed.exit_code) == (4, 0)
    assert [one.fields["actor"] for one in counter.store.entries(STREAM)] == ["kiem"]
