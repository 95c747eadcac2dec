"""Lists of people whom unions refer, as an officer receives them and a referrer follows them."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from builders import a_case, a_desk, take_to

from office.reading import read_sheet
from workflow.actions.advance import advance
from workflow.states import Event, State
from workflow.verification import verify

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Chi đoàn / CĐCS", "Thành tích (ngắn)", "Số, ngày NQ")
YOUTH = ("--from", "Thành đoàn", "--on", "20/11/2026", "--unit", "DV", "--no-errors")
UNION = ("--from", "Liên đoàn Lao động", "--on", "21/11/2026", "--unit", "DV", "--no-errors")
HUONG = (
    "Nguyễn Thị Mỹ Hương",
    "02/05/1998",
    "Chi đoàn khu phố 3",
    "Đoàn viên xuất sắc",
    "05-NQ/ĐTN",
)
QUYNH = ("Trần Đại Quỳnh", "30/11/1999", "Chi đoàn khu phố 4", "", "06-NQ/ĐTN ngày 10/11/2026")

_BEFORE = "danh sách GT-2026-0001, hồ sơ HS-2026-0001"


def a_list(folder: Path, *rows: tuple[str, ...], name: str = "ds.csv", headings=HEADINGS) -> str:
    """A list as a union sends it."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([(number, *row) for number, row in enumerate(rows, 1)])
    return str(path)


@pytest.fixture
def received(counter, tmp_path):
    """The Youth Union's list of two people."""
    counter.says("referral", "receive", a_list(tmp_path, HUONG, QUYNH), *YOUTH)
    return counter


def test_a_list_opens_a_case_for_everybody_new_and_gets_a_number(counter, tmp_path):
    path = a_list(tmp_path, HUONG, QUYNH)

    assert counter.says("referral", "receive", path, *YOUTH, "-o", "table") == (
        "Đọc “ds” (ds.csv): 2 dòng, 5 cột nhận ra, 0 cột bỏ qua.\n"
        "  thêm mới 2 · lỗi 0\n"
        "✓ Đã nhận danh sách GT-2026-0001 của Thành đoàn: 2 người, mở 2 hồ sơ, 0 người đã có"
        " hồ sơ.\n"
        "  Tiếp theo: ketnap referral receipt GT-2026-0001\n"
    )
    (first, second) = counter.items("referral", "list")
    assert (first["case"], first["name"], first["state"]) == ("HS-2026-0001", HUONG[0], "nominated")
    assert (first["base"], first["handed_on"]) == ("Chi đoàn khu phố 3", "2026-11-20")
    assert (second["by"], second["referrer"]) == ("youth-union", "Thành đoàn")
    case = counter.store.dossier("HS-2026-0002").case
    assert case.facts[0].data == {"by": "youth-union", "list": "GT-2026-0001"}
    assert verify(counter.store.audit).breaks == ()


def test_a_rehearsal_writes_nothing(counter, tmp_path):
    counter.says("referral", "receive", a_list(tmp_path, HUONG), *YOUTH, "-n")

    assert counter.items("referral", "list") == []
    assert counter.items("case", "list") == []


def test_the_receipt_names_number_day_count_and_the_hash_of_the_file(received, tmp_path):
    digest = hashlib.sha256((tmp_path / "ds.csv").read_bytes()).hexdigest()

    assert received.says("referral", "receipt", "0001", "-o", "table").splitlines() == [
        "PHIẾU NHẬN DANH SÁCH số GT-2026-0001",
        "  Nơi giới thiệu   Thành đoàn",
        "  Ngày bàn giao    20/11/2026",
        "  Số người         2 (mở 2 hồ sơ, 0 đã có hồ sơ)",
        f"  SHA-256 của tệp  {digest}",
        "  Người nhận       lan, 23/11/2026 10:00",
    ]
    (item,) = received.items("referral", "receipt", "GT-2026-0001")
    assert (item["rows"], item["sha256"], item["on"]) == (2, digest, "2026-11-20")


def test_the_receipt_as_a_workbook_holds_the_people(received, tmp_path):
    path = tmp_path / "phieu.xlsx"

    received.says("referral", "receipt", "0001", "--xlsx", str(path))

    sheet = read_sheet(path)
    assert sheet.headings[1:4] == ("Danh sách", "Hồ sơ", "Họ và tên")
    assert [row[3] for _, row in sheet.rows[1:]] == [HUONG[0], QUYNH[0]]


def test_every_reason_of_a_bad_row_is_told_at_once(counter, tmp_path):
    bad = ("Lê Văn Tám", "31/02/2004", "", "", "07-NQ/ĐTN ngày 22/11/2026")

    refused = counter.type(
        "referral", "receive", a_list(tmp_path, HUONG, bad), *YOUTH, "-o", "json"
    )

    assert refused.exit_code == 9
    told = [
        (one["line"], one["column"], one["reason"]) for one in json.loads(refused.stdout)["items"]
    ]
    assert told == [
        (3, "Ngày sinh", "ngày không có thật"),
        (3, "Số, ngày NQ", "nghị quyết có ngày sau ngày bàn giao"),
    ]
    assert counter.items("case", "list") == []


def test_somebody_with_a_case_gets_one_more_referral_and_no_second_case(received, tmp_path):
    path = a_list(
        tmp_path, ("Nguyễn Thị Mỹ Hương", "02/05/1998", "CĐCS May Tháp Chàm"), name="cd.csv"
    )

    said = received.says("referral", "receive", path, *UNION, "-o", "table")

    assert "1 người đã có hồ sơ: ghi thêm một lần giới thiệu, không mở hồ sơ mới." in said
    assert len(received.items("case", "list")) == 2
    (own,) = received.items("referral", "list", "--from", "liên đoàn lao động")
    assert (own["case"], own["by"]) == ("HS-2026-0001", "labour-federation")
    assert verify(received.store.audit).breaks == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            HUONG,
            f"đã được nơi này giới thiệu ngày 20/11/2026 ({_BEFORE})",
        ),
        (
            ("Nguyễn Thị Mỹ Hương", "1998"),
            "có thể là HS-2026-0001; ghi đủ ngày sinh hoặc cột Mã hồ sơ",
        ),
    ],
)
def test_nobody_is_referred_twice_by_one_organisation_or_taken_for_another(
    received, tmp_path, row, reason
):
    path = a_list(tmp_path, row, ("Lê Văn Tám", "01/01/2000"), name="lan-2.csv")

    refused = received.type("referral", "receive", path, *YOUTH, "-o", "json")

    assert refused.exit_code == 9
    assert [one["reason"] for one in json.loads(refused.stdout)["items"]] == [reason]


def test_who_is_admitted_already_is_not_referred_any_more(counter, tmp_path):
    desk = a_desk(counter.store)
    take_to(desk, a_case(desk), State.ADMITTED)
    path = a_list(tmp_path, HUONG)

    refused = counter.type("referral", "receive", path, *UNION, "-o", "json")

    (item,) = json.loads(refused.stdout)["items"]
    assert item["reason"] == "đã có quyết định kết nạp (HS-2026-0001, bước Chờ lễ kết nạp)"


def test_the_same_file_is_received_once_and_a_repeated_request_does_nothing_twice(
    counter, tmp_path
):
    path = a_list(tmp_path, HUONG)
    counter.says("referral", "receive", path, *YOUTH, "--request-id", "gt-1")

    again = counter.says("referral", "receive", path, *YOUTH, "--request-id", "gt-1", "-o", "table")
    other = counter.type("referral", "receive", path, *UNION)

    assert again == "✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.\n"
    assert other.exit_code == 6
    assert len(counter.items("referral", "list")) == 1


def test_a_referrer_sees_its_own_people_their_step_and_why_one_was_not_taken(received):
    advance(
        a_desk(received.store),
        "HS-2026-0002",
        Event.CLOSE,
        on=date(2026, 11, 22),
        reason_code="withdrawn",
        reason="Chuyện riêng trong gia đình",
    )

    shown = received.says("referral", "list", "--from", "Thành đoàn", "-o", "json")

    last = json.loads(shown)["items"][-1]
    assert (last["state"], last["reason"]) == ("closed", "withdrawn")
    assert "Chuyện riêng" not in shown


def test_a_list_is_read_as_it_stood_on_a_day(received):
    assert received.items("referral", "list", "--as-of", "2026-11-22") == []
    known = received.items("referral", "list", "--as-of", "2026-11-22", "--known-at", "now")
    assert [one["case"] for one in known] == ["HS-2026-0001", "HS-2026-0002"]
    assert received.items("referral", "list", "--as-of", "2026-11-19", "--known-at", "now") == []


def test_conversion_by_base_year_unit_and_programme(received):
    desk = a_desk(received.store)
    advance(desk, "HS-2026-0001", Event.ENROL, on=date(2026, 11, 21), document="05-CV/ĐU")

    def counted(group: str) -> list[tuple[str | None, int, int]]:
        found = received.items("referral", "conversion", "--group", group)
        return [(one["group"], one["referred"], one["course"]) for one in found]

    assert counted("base") == [
        ("Chi đoàn khu phố 3", 1, 1),
        ("Chi đoàn khu phố 4", 1, 0),
        (None, 2, 1),
    ]
    assert counted("year") == [("2026", 2, 1), (None, 2, 1)]
    assert counted("unit") == [("DV", 2, 1), (None, 2, 1)]
    assert counted("programme") == [("(không ghi)", 2, 1), (None, 2, 1)]


def test_a_number_that_is_not_there_is_answered_with_what_to_type(received):
    refused = received.type("referral", "receipt", "GT-2025-0009")

    assert refused.exit_code == 3
    assert refused.stderr == (
        "✗ Không có danh sách giới thiệu “GT-2025-0009”.\n  Tiếp theo: ketnap referral list\n"
    )


def test_a_list_with_letter_and_programme_says_so_on_its_receipt(counter, tmp_path):
    path = a_list(tmp_path, HUONG)
    more = ("--doc", "12-CV/TĐ", "--programme", "Sinh viên 5 tốt", "--by", "other")
    counter.says("referral", "receive", path, *YOUTH, *more)

    shown = counter.says("referral", "receipt", "1", "-o", "table")

    assert "  Văn bản          12-CV/TĐ\n  Chương trình     Sinh viên 5 tốt\n" in shown
    (row, _) = counter.items("referral", "conversion", "--group", "programme")
    assert (row["group"], row["referred"]) == ("Sinh viên 5 tốt", 1)
    (one,) = counter.items("referral", "list", "--by", "other", "--unit", "DV", "--list", "0001")
    assert one["programme"] == "Sinh viên 5 tốt"
    for nobody in (("--by", "cell"), ("--unit", "CVA"), ("--year", "2025")):
        assert counter.items("referral", "list", *nobody) == []


def test_two_referrers_do_not_add_up_and_the_table_says_so(received, tmp_path):
    path = a_list(tmp_path, ("Nguyễn Thị Mỹ Hương", "02/05/1998", "CĐCS May"), name="cd.csv")
    received.says("referral", "receive", path, *UNION)

    shown = received.says("referral", "conversion", "-o", "table")

    assert shown.endswith(
        "Dòng cộng tính mỗi người một lần.\n"
        "Các dòng không cộng vào nhau: 1 lần một người có ở thêm một nhóm.\n"
    )


def test_days_units_and_people_that_cannot_be_are_told_by_row(received, tmp_path):
    headings = ("STT", "Mã hồ sơ", "Họ và tên", "Ngày sinh", "Ngày bàn giao", "Đơn vị tiếp nhận")
    rows = (
        ("", "Lê Văn Tám", "24/11/2026", "24/11/2026", "Đảng bộ không có"),
        ("HS-2026-0009", "Lê Văn Tám", "", "", ""),
        ("HS-2026-0001", "Người Khác", "", "", ""),
        ("HS-2026-0002", "Trần Đại Quỳnh", "", "", ""),
        ("", "Trần Đại Quỳnh", "30/11/1999", "", ""),
    )
    path = a_list(tmp_path, *rows, name="sai.csv", headings=headings)

    refused = received.type("referral", "receive", path, *UNION, "-o", "json")

    told = [(one["line"], one["reason"]) for one in json.loads(refused.stdout)["items"]]
    assert [line for line, _ in told] == [2, 2, 3, 4, 6]
    assert told[0][1] == "ngày bàn giao chưa tới"
    assert told[1][1].startswith("không có tổ chức này")
    assert told[2][1] == "không có hồ sơ HS-2026-0009 đang theo dõi"
    assert told[3][1] == "HS-2026-0001 là người khác"
    assert told[4][1] == "hai dòng cùng là HS-2026-0002"


def test_people_of_one_name_and_birth_are_told_apart_by_identity_number(counter, tmp_path):
    headings = ("STT", "Họ và tên", "Ngày sinh", "Số căn cước")
    row = ("Lê Văn Tám", "01/01/2000", "058200000001")
    first = a_list(tmp_path, row, headings=headings)
    counter.says("referral", "receive", first, *YOUTH)
    row = ("Lê Văn Tám", "01/01/2000", "058200000002")
    other = a_list(tmp_path, row, name="b.csv", headings=headings)
    counter.says("referral", "receive", other, *UNION)
    assert len(counter.items("case", "list")) == 2

    row = ("Lê V. Tám", "", "058200000001")
    same = a_list(tmp_path, row, name="c.csv", headings=headings)
    counter.says("referral", "receive", same, "--from", "Chi bộ 1", "--unit", "DV", "--no-errors")
    items = counter.items("referral", "list", "--from", "chi bo 1")
    assert [(one["case"], one["by"]) for one in items] == [("HS-2026-0001", "cell")]


def test_a_row_without_a_sure_birth_is_somebody_new_when_the_officer_says_so(received, tmp_path):
    path = a_list(tmp_path, ("Trần Đại Quỳnh", "1999"), name="b.csv")

    received.says("referral", "receive", path, *UNION, "--another")

    assert len(received.items("case", "list")) == 3


@pytest.fixture
def paper(received, tmp_path):
    """The receipt as it is printed, its sheet read by another program."""
    received.type("audit", "checkpoint")
    path = tmp_path / "phieu-nhan.xlsx"
    received.says("referral", "receipt", "0001", "--paper", str(path))
    return openpyxl.load_workbook(path).active


def test_the_receipt_is_a_paper_to_print_and_sign(paper):
    said = [str(cell.value) for row in paper.iter_rows() for cell in row if cell.value]

    assert said[:3] == ["ĐẢNG BỘ THÀNH PHỐ", "ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG BỘ PHƯỜNG ĐÔ VINH"]
    assert "……………, ngày 23 tháng 11 năm 2026" in said
    assert "Số: GT-2026-0001" in said
    assert "Nơi giới thiệu: Thành đoàn" in said
    assert "Số người: 2 (mở mới 2 hồ sơ, 0 người đã có hồ sơ)" in said
    table = said.index("STT")
    assert said[table + 5 : table + 10] == [
        *("1", HUONG[0], "Chi đoàn khu phố 3", "HS-2026-0001", "mở mới"),
    ]
    assert said[-6:] == [
        *("BÊN GIAO", "BÊN NHẬN", "Thành đoàn", "Đảng bộ phường Đô Vinh"),
        *("(ký, ghi rõ họ tên)",) * 2,
    ]


def test_the_paper_is_a4_upright_one_page_wide_and_names_the_checkpoint(paper, received):
    page = paper.page_setup
    assert (int(page.paperSize), page.orientation, page.fitToHeight) == (9, "portrait", 0)
    assert paper.print_title_rows.startswith("$")
    origin, size, root = received.says("audit", "checkpoint").splitlines()[:3]
    assert f"Điểm kiểm tra nhật ký: {origin} {size} {root}" in paper.oddFooter.left.text
    assert {cell.font.name for row in paper.iter_rows() for cell in row if cell.value} == {
        "Times New Roman"
    }


def test_a_paper_is_not_written_over_another_nor_under_another_ending(received, tmp_path):
    path = tmp_path / "phieu.xlsx"
    words = ("referral", "receipt", "0001", "--paper")
    received.says(*words, str(path))

    again = received.type(*words, str(path))
    other = received.type(*words, str(tmp_path / "phieu.docx"))

    assert (again.exit_code, other.exit_code) == (9, 9)
    assert other.stderr == (
        "✗ Không ghi được phieu.docx\n  - phiếu để in là tệp .xlsx\n  Tiếp theo: Xin đổi đuôi tệp\n"
    )
    assert received.says(*words, str(path), "--force").startswith(
        "✓ Đã ghi phiếu nhận GT-2026-0001"
    )
    assert not (tmp_path / "phieu.docx").exists()
