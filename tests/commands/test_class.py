"""Classes, as an officer opens them, sends people, and gives out certificates."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from builders import a_case, a_desk, take_to

from office.reading import read_sheet
from workflow.actions.nominate import Nominee, nominate
from workflow.facts import FactKind
from workflow.states import Event, State
from workflow.verification import verify

OPEN = (
    *("class", "open", "awareness", "--unit", "DV", "--doc", "12-QĐ/ĐU", "--on", "02/03/2026"),
    *("--from", "16/03/2026", "--to", "20/03/2026", "--place", "Trung tâm chính trị"),
)
GIVE = ("--first", "015/GCN", "--issued", "25/03/2026", "--issuer", "Trung tâm chính trị")
SENT = ("--on", "05/03/2026")


@pytest.fixture
def people(counter):
    """Two nominated people, and one whose file is in verification."""
    desk = a_desk(counter.store)
    for name in ("Phạm Thị Sáu", "Đặng Thị Ánh"):
        nominee = Nominee(name=name, born="2000-01-02", education="upper-secondary")
        nominate(desk, nominee, "DV", on=date(2026, 1, 5))
    take_to(desk, a_case(desk), State.VERIFICATION)
    return counter


@pytest.fixture
def lesson(people):
    """A class that both nominated people were sent to."""
    people.says(*OPEN, "--capacity", "2")
    people.says("class", "enrol", "0001", "0001", "0002", *SENT)
    return people


def test_a_class_is_opened_with_decision_days_place_and_room(people):
    said = people.says(*OPEN, "--capacity", "60", "-o", "table")

    assert said == (
        "✓ Đã mở lớp số LH-2026-0001: Lớp bồi dưỡng nhận thức về Đảng.\n"
        "  Tiếp theo: ketnap class enrol LH-2026-0001 …\n"
    )
    (item,) = people.items("class", "list")
    assert (item["number"], item["document"], item["decided_on"]) == (
        "LH-2026-0001",
        "12-QĐ/ĐU",
        "2026-03-02",
    )
    assert (item["from"], item["to"], item["capacity"]) == ("2026-03-16", "2026-03-20", 60)


def test_being_sent_to_the_class_takes_each_case_forward_by_its_decision(people):
    people.says(*OPEN)

    said = people.says("class", "enrol", "0001", "0001", "0002", *SENT, "-o", "table")

    assert said.splitlines()[0] == "✓ Cử 2 người vào lớp LH-2026-0001 (cả lớp 2 người)."
    case = people.store.dossier("HS-2026-0001").case
    assert (case.state, case.day_of(Event.ENROL)) == (State.COURSE, date(2026, 3, 5))
    entry = people.store.entries("HS-2026-0001")[-1].fields
    assert (entry["document"]["number"], entry["data"]) == ("12-QĐ/ĐU", {"class": "LH-2026-0001"})
    assert verify(people.store.audit).breaks == ()


def test_who_may_not_go_is_named_with_all_reasons_and_nobody_goes(people):
    people.says(*OPEN)

    refused = people.type("class", "enrol", "0001", "0001", "0003", *SENT, "-o", "json")

    assert refused.exit_code == 5
    (item,) = json.loads(refused.stdout)["items"]
    assert (item["ref"], item["taken"]) == ("HS-2026-0003", False)
    assert [one["condition"] for one in item["unmet"]] == ["course-certificate"]
    assert "để ghi những người còn lại: thêm --only-allowed" in refused.stderr
    assert people.store.dossier("HS-2026-0001").case.state is State.NOMINATED
    assert people.items("class", "show", "0001") == []


def test_the_others_go_when_the_officer_asks_for_them(people):
    people.says(*OPEN)

    items = people.items("class", "enrol", "0001", "0001", "0003", *SENT, "--only-allowed")

    assert [(one["ref"], one["taken"]) for one in items] == [
        ("HS-2026-0001", True),
        ("HS-2026-0003", False),
    ]
    assert [one["case"] for one in people.items("class", "show", "0001")] == ["HS-2026-0001"]


def test_nobody_is_sent_twice_to_one_class_and_too_many_are_said(lesson):
    again = lesson.type("class", "enrol", "0001", "0001", *SENT)
    assert "đã có trong lớp LH-2026-0001" in again.stderr

    desk = a_desk(lesson.store)
    nominate(desk, Nominee(name="Lê Văn Tám", born="2000"), "DV", on=date(2026, 1, 5))
    said = lesson.says("class", "enrol", "0001", "0004", *SENT, "-o", "table")
    assert "(cả lớp 3 người, quá 1 so với 2 chỗ)" in said


def test_a_list_of_people_is_sent_with_a_reason_for_every_row_that_is_not(people, tmp_path):
    people.says(*OPEN)
    path = tmp_path / "cu-hoc.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [("STT", "Họ và tên", "Ngày sinh", "Chi bộ")]
        rows += [(1, "Phạm Thị Sáu", "02/01/2000", "DV"), (2, "Nguyễn Thị Mỹ Hương", "02/05/1998")]
        rows += [(3, "Không Có Ai", "01/01/1999"), (4, "Phạm Thị Sáu", "2000", "DV")]
        csv.writer(file).writerows(rows)
    send = ("class", "enrol", "0001", "--file", str(path), *SENT, "--no-errors")

    refused = people.type(*send, "-o", "json")

    told = {one["line"]: one["reason"] for one in json.loads(refused.stdout)["items"]}
    assert told[3].startswith("giấy chứng nhận còn giá trị tới 01/04/2029")
    assert told[4] == "không có hồ sơ đang theo dõi; mở bằng ketnap case nominate"
    assert told[5] == "có thể là HS-2026-0001; ghi đủ ngày sinh hoặc cột Mã hồ sơ"
    assert refused.exit_code == 9
    done = people.type(*send, "--only-allowed", "-o", "table")
    assert "✓ Cử 1 người vào lớp LH-2026-0001 (cả lớp 1 người)." in done.stdout


def test_the_roll_counts_who_was_absent_on_a_day_of_the_class(lesson):
    said = lesson.says("class", "roll", "0001", "17/03/2026", "--absent", "0002", "-o", "table")

    assert said.splitlines()[0] == "✓ Lớp LH-2026-0001 ngày 17/03/2026: có mặt 1/2."
    assert [one["missed"] for one in lesson.items("class", "show", "0001")] == [0, 1]
    outside = lesson.type("class", "roll", "0001", "21/03/2026")
    assert outside.exit_code == 2
    stranger = lesson.type("class", "roll", "0001", "17/03/2026", "--absent", "0003")
    assert "HS-2026-0003 không có trong lớp LH-2026-0001" in stranger.stderr


def test_certificates_count_on_and_each_is_an_entry_of_its_case(lesson):
    said = lesson.says("class", "result", "0001", "--passed", "all", *GIVE, "-o", "table")

    assert said.splitlines()[0] == (
        "✓ Lớp LH-2026-0001: 2/2 người đạt, cấp 2 giấy chứng nhận; lớp đã xong."
    )
    certificates = [
        lesson.store.dossier(ref).case.latest(FactKind.CERTIFICATE)
        for ref in ("HS-2026-0001", "HS-2026-0002")
    ]
    assert [(one.document, one.on, one.issuer) for one in certificates] == [
        ("015/GCN", date(2026, 3, 25), "Trung tâm chính trị"),
        ("016/GCN", date(2026, 3, 25), "Trung tâm chính trị"),
    ]
    assert certificates[0].data == {"class": "LH-2026-0001"}
    assert verify(lesson.store.audit).breaks == ()
    late = lesson.type("class", "enrol", "0001", "0003")
    assert "đã có kết quả, không cử thêm người được" in late.stderr


def test_results_come_back_in_the_sheet_that_the_class_gave_out(lesson, tmp_path):
    path = tmp_path / "ket-qua.xlsx"
    lesson.says("class", "show", "0001", "--xlsx", str(path))
    sheet = read_sheet(path)
    assert sheet.fields[1:5] == ("ref", "name", "result", "number")
    filled = tmp_path / "da-ghi.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        rows = [("Mã hồ sơ", "Họ và tên", "Kết quả", "Số GCN", "Ngày cấp", "Đơn vị cấp")]
        rows.append(("HS-2026-0001", "Phạm Thị Sáu", "Giỏi", "15/GCN", "25/03/2026", "TTCT"))
        rows.append(("HS-2026-0002", "Đặng Thị Ánh", "Không đạt", "", "", ""))
        csv.writer(file).writerows(rows)

    said = lesson.says("class", "result", "0001", "--file", str(filled), "-o", "table")

    assert "✓ Lớp LH-2026-0001: 1/2 người đạt, cấp 1 giấy chứng nhận; lớp đã xong." in said
    items = lesson.items("class", "show", "0001")
    assert [(one["result"], one["certificate"]) for one in items] == [
        ("passed", "15/GCN"),
        ("failed", None),
    ]


def test_a_bad_sheet_of_results_is_given_back_with_every_reason(lesson, tmp_path):
    path = tmp_path / "sai.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [("Mã hồ sơ", "Họ và tên", "Kết quả", "Số GCN", "Ngày cấp")]
        rows.append(("HS-2026-0001", "Người Khác", "chưa biết", "", "25/03/2026"))
        rows.append(("HS-2026-0002", "", "không đạt", "17/GCN", "25/03/2026"))
        rows.append(("HS-2026-0003", "", "đạt", "18/GCN", "25/03/2026"))
        rows.append(("HS-2026-0009", "", "đạt", "", ""))
        csv.writer(file).writerows(rows)

    refused = lesson.type(
        "class", "result", "0001", "--file", str(path), "--no-errors", "-o", "json"
    )

    assert [(one["line"], one["reason"]) for one in json.loads(refused.stdout)["items"]] == [
        (2, "HS-2026-0001 là người khác"),
        (2, "không rõ kết quả; ghi đạt, không đạt hoặc không học"),
        (2, "có ngày cấp mà không có số giấy"),
        (3, "kết quả “không đạt” thì không cấp giấy chứng nhận"),
        (4, "HS-2026-0003 không có trong lớp LH-2026-0001"),
        (5, "không có hồ sơ HS-2026-0009 đang theo dõi"),
    ]


def test_a_certificate_is_not_issued_before_the_class_or_twice(lesson):
    early = lesson.type(
        "class", "result", "0001", "--passed", "0001", "--first", "1", "--issued", "15/03/2026"
    )
    assert "ngày cấp 15/03/2026 trước ngày khai giảng 16/03/2026" in early.stderr

    lesson.says("class", "result", "0001", "--passed", "0001", *GIVE)
    twice = lesson.type("class", "result", "0001", "--passed", "0001", *GIVE)
    assert "đã cấp giấy chứng nhận 015/GCN" in twice.stderr


def test_the_class_for_new_members_is_for_those_on_probation(counter):
    desk = a_desk(counter.store)
    on_probation = a_case(desk)
    take_to(desk, on_probation, State.PROBATION)
    nominate(desk, Nominee(name="Lê Văn Tám", born="2000"), "DV", on=date(2024, 1, 5))
    counter.says(
        *("class", "open", "new-member", "--unit", "TP", "--doc", "3-QĐ/TU", "--on", "01/10/2024"),
        *("--from", "07/10/2024", "--to", "09/10/2024"),
    )

    items = counter.items(
        "class", "enrol", "0001", "0001", "0002", "--only-allowed", "--on", "02/10/2024"
    )
    assert [one["taken"] for one in items] == [True, False]
    assert items[1]["unmet"][0]["condition"] == "new-member-course"
    counter.says(
        "class", "result", "0001", "--passed", "all", "--first", "7/CN", "--issued", "10/10/2024"
    )

    case = counter.store.dossier(on_probation).case
    assert case.latest(FactKind.CLASS_PLACE).data == {"class": "LH-2026-0001"}
    assert case.latest(FactKind.NEW_MEMBER_CERTIFICATE).document == "7/CN"
    assert case.deadline("new-member-course") is None


def test_certificates_that_run_out_are_listed_by_the_months_of_the_law(lesson):
    lesson.says("class", "result", "0001", "--passed", "all", *GIVE)

    assert lesson.items("class", "expiring") == lesson.items("class", "expiring", "--unit", "CVA")
    (first, *_) = lesson.items("class", "expiring", "--within", "2000")
    assert (first["issued_on"], first["expires_on"]) == ("2024-04-01", "2029-04-01")


def test_a_class_is_read_as_it_stood_on_a_day(lesson):
    past = ("class", "list", "--as-of", "2026-11-20", "--known-at", "now")

    assert lesson.items("class", "list", "--as-of", "2026-03-01", "--known-at", "now") == []
    assert [one["people"] for one in lesson.items(*past)] == [0]
    assert [one["people"] for one in lesson.items("class", "list")] == [2]
    assert lesson.items("class", "list", "--as-of", "2026-11-20") == []


def test_a_repeated_request_opens_and_sends_nothing_twice(people):
    for _ in range(2):
        people.says(*OPEN, "--request-id", "lop-1")
        people.says("class", "enrol", "0001", "0001", *SENT, "--request-id", "cu-1")

    assert len(people.items("class", "list")) == 1
    assert len(people.store.entries("HS-2026-0001")) == 2


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("class", "enrol", "0001"), 2, "Cần nêu mã hồ sơ, hoặc danh sách bằng --file."),
        (("class", "enrol", "0001", "0001", "--file", "x.csv"), 2, "không cả hai"),
        (("class", "enrol", "0009", "0001"), 3, "Không có lớp học “0009”."),
        (("class", "result", "0001", "--passed", "0001", "--first", "GCN"), 2, "không có chữ số"),
    ],
)
def test_what_is_mistyped_is_answered_in_words(lesson, words, code, told):
    refused = lesson.type(*words)

    assert refused.exit_code == code
    assert told in refused.stderr


def test_a_rehearsal_of_the_class_writes_nothing(people):
    people.says(*OPEN)
    before = people.store.entry_count()

    said = people.says("class", "enrol", "0001", "0001", *SENT, "-n", "-o", "table")

    assert said.startswith("Chạy thử — chưa ghi gì.\n")
    assert people.store.entry_count() == before
