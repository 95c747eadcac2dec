"""People come in at any step, with what the list knows and nothing else."""

from __future__ import annotations

import json
from datetime import date

import pytest

from workflow.facts import FactKind
from workflow.fold import fold
from workflow.listing import CaseFilter
from workflow.states import State

pytestmark = [pytest.mark.usefixtures("units")]

HEADINGS = [
    "STT",
    "HO VA TEN",
    "Ngày sinh",
    "Chi bộ",
    "Ngày cảm tình Đảng",
    "Đảng viên giúp đỡ",
    "Số GCN",
    "Ngày cấp GCN",
    "Ngày lập hồ sơ",
    "Ngày chi bộ xét",
    "Số NQ",
    "Số QĐ",
    "Ngày QĐ",
    "Ngày kết nạp",
    "Ngày chính thức",
    "Ghi chú nội bộ",
]
MY_HUONG = [
    1,
    "Nguyễn Thị Mỹ Hương",
    date(1998, 5, 2),
    "CB KP 2",
    date(2024, 1, 5),
    "Lê Văn Tám",
    "GCN-1",
    date(2024, 4, 1),
    date(2024, 5, 2),
    date(2024, 6, 20),
    "6-NQ/CB",
    "99-QĐ/TU",
    date(2024, 7, 15),
    date(2024, 8, 1),
    date(2025, 9, 10),
    "x",
]
AI_UOC = [2, "Quảng Đại Ước", "09/2004", "KP2", "05/03/2026"]
CHAMALEA = [3, "Chamaléa Thị Hương", 1999, "dang bo phuong do vinh"] + [None] * 8
CHAMALEA += ["01/11/2025", "05/12/2025"]


def in_store(store):
    found = {}
    for line in store.cases(CaseFilter()):
        dossier = store.dossier(line.ref)
        assert fold(store.entries(line.ref)) == dossier.case  # the log tells the same
        found[line.ref] = dossier
    return found


def test_people_come_in_where_they_stand(ketnap, store, a_book):
    result = ketnap("import", "cases", a_book([HEADINGS, MY_HUONG, AI_UOC, CHAMALEA]))

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Đọc “Sheet” (ds.xlsx): 3 dòng, 14 cột nhận ra, 1 cột bỏ qua (“Ghi chú nội bộ”).",
        "  Cột “HO VA TEN” → Họ và tên",
        "  Cột “Ngày cảm tình Đảng” → Ngày chi bộ công nhận cảm tình",
        "  Cột “Số GCN” → Số giấy chứng nhận",
        "  Cột “Ngày cấp GCN” → Ngày cấp giấy chứng nhận",
        "  Cột “Ngày chi bộ xét” → Ngày chi bộ xét kết nạp",
        "  Cột “Số NQ” → Số nghị quyết chi bộ",
        "  Cột “Số QĐ” → Số quyết định kết nạp",
        "  Cột “Ngày QĐ” → Ngày quyết định kết nạp",
        "  Cột “Ngày chính thức” → Ngày công nhận chính thức",
        "  thêm mới 3 · lỗi 0",
        "✓ Đã nhập 3 người (HS-2026-0001 – HS-2026-0003), mở 4 hạn.",
        "  Tiếp theo: ketnap next",
    ]
    found = in_store(store)
    assert {ref: one.case.state for ref, one in found.items()} == {
        "HS-2026-0001": State.FULL_MEMBER,
        "HS-2026-0002": State.NOMINATED,
        "HS-2026-0003": State.PROBATION,
    }
    assert {ref: one.case.unit for ref, one in found.items()} == {
        "HS-2026-0001": "KP2",
        "HS-2026-0002": "KP2",
        "HS-2026-0003": "DV",
    }
    assert ketnap("audit", "verify").exit_code == 0


def test_a_full_member_is_one_from_the_end_of_probation_however_late_that_was_decided(
    ketnap, store, a_book
):
    ketnap("import", "cases", a_book([HEADINGS, MY_HUONG]))

    case = in_store(store)["HS-2026-0001"].case
    assert case.days == {
        "nominate": date(2024, 1, 5),
        "open-file": date(2024, 5, 2),
        "admit": date(2024, 7, 15),
        "hold-ceremony": date(2024, 8, 1),
        "recognise": date(2025, 8, 1),
    }
    assert case.decided_on == date(2025, 9, 10)
    assert case.since == date(2025, 8, 1)
    assert case.deadlines == ()
    assert [(fact.kind.value, fact.on, fact.document) for fact in case.facts] == [
        ("certificate", date(2024, 4, 1), "GCN-1"),
        ("resolution", date(2024, 6, 20), "6-NQ/CB"),
        ("decision", date(2024, 7, 15), "99-QĐ/TU"),
        ("helper", date(2025, 8, 1), None),
    ]


def test_a_name_on_a_list_stays_out_of_the_log(ketnap, store, a_book):
    ketnap("import", "cases", a_book([HEADINGS, MY_HUONG]))

    entry = store.entries("HS-2026-0001")[0]
    assert "Tám" not in entry.body
    assert "Hương" not in entry.body
    assert "Lê Văn Tám" in store.unsealed("HS-2026-0001").values()
    file = store.log({"kind": "import", "event": "cases"})[0]
    assert file.fields["data"]["rows"] == 1
    assert "ds.xlsx" not in file.body
    assert list(store.unsealed(file.stream).values()) == ["ds.xlsx"]


def test_somebody_on_probation_has_the_deadlines_of_the_law(ketnap, store, a_book):
    ketnap("import", "cases", a_book([HEADINGS, CHAMALEA]))

    case = in_store(store)["HS-2026-0001"].case
    assert {one.rule: one.due_on for one in case.deadlines} == {
        "member-cv": date(2026, 1, 19),
        "new-member-course": date(2026, 12, 5),
        "probation": date(2026, 12, 5),
        "recognition-cell": date(2027, 1, 18),
    }
    assert store.entries("HS-2026-0001")[0].fields["rules"] == sorted(
        one.version for one in case.deadlines
    )


def test_a_member_cv_that_the_list_knows_of_is_not_waited_for(ketnap, store, a_book):
    padding = [""] * (len(HEADINGS) - len(CHAMALEA))
    row = [*CHAMALEA, *padding, "10/12/2025"]
    ketnap("import", "cases", a_book([[*HEADINGS, "Ngày nộp lý lịch đảng viên"], row]))

    case = in_store(store)["HS-2026-0001"].case
    assert "member-cv" not in {one.rule for one in case.deadlines}
    assert case.latest(FactKind.MEMBER_CV).on == date(2025, 12, 10)


def test_each_entry_names_only_the_wordings_it_relies_on(ketnap, store, a_book):
    course = ["", "Lê An", 1999, "KP2", "", "", "G-2", "01/02/2024"]
    ketnap("import", "cases", a_book([HEADINGS, CHAMALEA, course, AI_UOC]))

    assert store.entries("HS-2026-0002")[0].fields["rules"] == ["course-certificate@2021-07-30"]
    assert "rules" not in store.entries("HS-2026-0003")[0].fields


@pytest.mark.parametrize(
    ("known", "state", "since"),
    [
        ({}, State.NOMINATED, date(2026, 11, 23)),
        ({"Ngày cấp GCN": "01/02/2024"}, State.COURSE, date(2024, 2, 1)),
        ({"Ngày lập hồ sơ": "01/02/2024"}, State.VERIFICATION, date(2024, 2, 1)),
        ({"Ngày QĐ": "01/02/2024"}, State.ADMITTED, date(2024, 2, 1)),
        ({"Ngày kết nạp": "01/02/2024"}, State.PROBATION, date(2024, 2, 1)),
        ({"Lớp đảng viên mới": "01/02/2024"}, State.PROBATION, date(2024, 2, 1)),
        ({"Ngày chính thức": "01/02/2024"}, State.FULL_MEMBER, date(2024, 2, 1)),
        ({"Bước": "Dự bị"}, State.PROBATION, date(2026, 11, 23)),
        ({"Bước": "Dự bị", "Ngày QĐ": "01/02/2024"}, State.PROBATION, date(2024, 2, 1)),
        ({"Bước": "Cảm tình", "Ngày cấp GCN": "01/02/2024"}, State.NOMINATED, date(2024, 2, 1)),
    ],
)
def test_the_furthest_known_day_tells_where_somebody_stands(
    ketnap, store, a_text, known, state, since
):
    rows = [["Họ và tên", "Chi bộ", *known], ["Lê An", "KP2", *known.values()]]

    ketnap("import", "cases", a_text(rows))

    case = in_store(store)["HS-2026-0001"].case
    assert (case.state, case.since) == (state, since)


def test_everything_a_list_may_know_of_somebody_is_kept(ketnap, store, a_text):
    known = {
        "Họ và tên": "Vũ Bình",
        "Ngày sinh": "1990",
        "Giới tính": "Nam",
        "Dân tộc": "Chàm",
        "Tôn giáo": "Không",
        "Quê quán": "Ninh Phước",
        "Nơi ở": "Đô Vinh",
        "Nghề nghiệp": "Giáo viên",
        "Trình độ": "12/12",
        "CCCD": "026123456789",
        "Chi bộ": "KP2",
        "Ngày nhận QĐ": "05/03/2026",
        "Ngày QĐ": "01/03/2026",
        "Cơ quan ra QĐ": "Thị uỷ",
        "Tổ chức giới thiệu": "Chi đoàn khu phố 2",
        "Nhóm nguồn": "đoàn viên; giáo viên",
        "Ghi chú": "Đang công tác xa",
    }

    ketnap("import", "cases", a_text([[*known], [*known.values()]]))

    found = in_store(store)["HS-2026-0001"]
    person = found.person
    assert (person.name, person.born, person.sex, person.ethnic) == (
        "Vũ Bình",
        "1990",
        "male",
        "Chăm",
    )
    assert (person.education, person.identity_no) == ("upper-secondary", "026123456789")
    assert person.tags == ("đoàn viên", "giáo viên")
    assert [(fact.kind.value, fact.on, fact.issuer) for fact in found.case.facts] == [
        ("decision", date(2026, 3, 1), "Thị uỷ"),
        ("decision-receipt", date(2026, 3, 5), None),
        ("referral", date(2026, 3, 1), None),
    ]
    assert found.case.facts[2].data["by"] == "youth-union"
    assert {"Chi đoàn khu phố 2", "Đang công tác xa"} <= set(
        store.unsealed("HS-2026-0001").values()
    )


@pytest.mark.parametrize(
    ("referrer", "code"),
    [
        ("Công đoàn Công ty May", "labour-federation"),
        ("Đoàn thanh niên phường", "youth-union"),
        ("Chi bộ khu phố 2", "cell"),
        ("Hội Nông dân", "other"),
    ],
)
def test_who_referred_somebody_is_told_by_its_name(ketnap, store, a_text, referrer, code):
    ketnap(
        "import",
        "cases",
        a_text([["Họ tên", "Chi bộ", "Tổ chức giới thiệu"], ["Lê An", "KP2", referrer]]),
    )

    assert in_store(store)["HS-2026-0001"].case.facts[0].data["by"] == code


def test_people_whom_no_clock_can_follow_are_pointed_out(ketnap, a_text):
    rows = [["Họ tên", "Chi bộ", "Bước"], ["Lê An", "KP2", "Dự bị"], ["Vũ Bình", "KP2", "Dự bị"]]

    result = ketnap("import", "cases", a_text(rows), "-n")

    assert "  ! 2 người ở bước Dự bị không có “Ngày kết nạp”: chưa tính được hạn." in result.stdout


def test_all_reasons_of_a_row_come_at_once_from_cells_and_from_the_store(reasons, a_book):
    bad = [
        ["", "Lê An", "31/02/2004", "CB KP 12", "01/01/2027"],
        ["", "Vũ Bình", "1990", "KP2", "", "", "G-9"],
        ["", "Trần Non", "12/2009", "KP2", "", "", "", "", "02/02/2026"],
        ["", "Mai Trẻ", "2009", "KP2", "", "", "", "", "02/02/2026"],
        ["", "Mai Lớn", "2008", "KP2", "", "", "", "", "02/02/2026"],
        ["", "Hồ Sớm", "1990", "KP2"] + [""] * 8 + ["05/02/2026", "01/02/2026"],
        ["", "Hồ Vội", "1990", "KP2"] + [""] * 9 + ["01/02/2025", "31/01/2026"],
        ["", "Hồ Lạ", "01/01/2027", "KP2", "02/02/2026"],
        ["", "Hồ Cũ", "1990", "KP2", "", "", "", "02/02/2026", "", "", "", "", "01/02/2026"],
        ["", "§Æng ThÞ ¸nh", "1990", "CB KP 9"],
    ]

    assert reasons("cases", a_book([HEADINGS, MY_HUONG, *bad])) == [
        (3, "Ngày sinh", "31/02/2004", "ngày không có thật"),
        (3, "Chi bộ", "CB KP 12", "không có tổ chức này; gần nhất: CB KP 2"),
        (3, "Ngày cảm tình Đảng", "01/01/2027", "ngày chưa tới (hôm nay 23/11/2026)"),
        (
            4,
            "Số GCN",
            "G-9",
            "có số mà chưa có “Ngày cấp giấy chứng nhận”; xin ghi thêm ngày hoặc để trống số",
        ),
        (
            5,
            "Ngày sinh",
            "12/2009",
            "chưa đủ 18 tuổi tính theo tháng → chỉ nhận tới bước Lớp nhận thức",
        ),
        (
            6,
            "Ngày sinh",
            "2009",
            "chưa đủ 18 tuổi tính theo tháng → chỉ nhận tới bước Lớp nhận thức",
        ),
        (8, "Ngày kết nạp", "01/02/2026", "trước “Ngày quyết định kết nạp” (05/02/2026)"),
        (
            9,
            "Ngày chính thức",
            "31/01/2026",
            "chưa hết thời gian dự bị (01/02/2025 – 01/02/2026)",
        ),
        (10, "Ngày sinh", "01/01/2027", "ngày sinh chưa tới"),
        (10, "Ngày cảm tình Đảng", "02/02/2026", "trước ngày sinh"),
        (11, "Ngày cấp GCN", "02/02/2026", "sau “Ngày quyết định kết nạp” (01/02/2026)"),
        (12, "HO VA TEN", "§Æng ThÞ ¸nh", "chữ kiểu TCVN3; dùng --encoding tcvn3 để chuyển"),
        (12, "Chi bộ", "CB KP 9", "không có tổ chức này; gần nhất: CB KP 2"),
    ]


def test_a_step_that_the_days_contradict_is_a_reason(reasons, a_text):
    rows = [
        ["Họ tên", "Chi bộ", "Bước", "Ngày kết nạp", "Lớp đảng viên mới"],
        ["Lê An", "KP2", "Thẩm tra", "01/02/2026", "01/01/2026"],
    ]

    assert reasons("cases", a_text(rows)) == [
        (2, "Bước", "Thẩm tra", "đã có “Ngày kết nạp”, tức là ở bước Dự bị"),
        (2, "Lớp đảng viên mới", "01/01/2026", "trước “Ngày kết nạp” (01/02/2026)"),
    ]


def test_somebody_under_age_is_taken_up_to_the_course(ketnap, store, a_text):
    rows = [
        ["Họ tên", "Ngày sinh", "Chi bộ", "Bước"],
        ["Trần Non", "12/2009", "KP2", "Lớp nhận thức"],
    ]

    assert ketnap("import", "cases", a_text(rows)).exit_code == 0
    assert in_store(store)["HS-2026-0001"].case.state is State.COURSE


def test_people_who_are_there_already_are_named_with_their_case(ketnap, reasons, a_text):
    headings = ["Mã HS", "Họ tên", "Ngày sinh", "CCCD", "Chi bộ"]
    there = [
        ["", "Nguyễn Hoà", "05/09/2004", "", "KP2"],
        ["", "Lê An", "1990", "026123456", "KP2"],
        ["", "Vũ Bình", "", "", "KP2"],
    ]
    assert ketnap("import", "cases", a_text([headings, *there])).exit_code == 0
    again = [
        ["", "NGUYEN HOA", "5/9/2004", "026123457", "KP2"],
        ["", "Lê Ân", "1991", "026123456", "KP2"],
        ["HS-2026-0003", "Vũ Bình", "", "", "KP2"],
        ["HS-2026-0003", "Người Khác", "", "", "KP2"],
        ["", "Lê An", "1990", "026123458", "KP2"],
        ["", "Vũ Bình", "1992", "", "KP2"],
    ]

    told = reasons("cases", a_text([headings, *again], name="lai.csv"))

    assert [(line, reason.partition(";")[0]) for line, _, _, reason in told] == [
        (2, "có lẽ đã có hồ sơ HS-2026-0001"),
        (3, "có lẽ đã có hồ sơ HS-2026-0002"),
        (4, "có lẽ đã có hồ sơ HS-2026-0003"),
        (5, "trùng với dòng 4"),
    ]
    result = ketnap("import", "cases", a_text([headings, again[0]], name="khac.csv"), "--another")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_dry_run_writes_nothing_to_the_store(ketnap, store, a_book):
    result = ketnap("import", "cases", a_book([HEADINGS, MY_HUONG]), "-n")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "Chạy thử — chưa ghi gì. Để ghi: bỏ -n."
    assert list(store.cases(CaseFilter())) == []
    assert store.log({"kind": "intake"}) == []
    assert store.counter("HS-2026") == 0


def test_one_bad_row_keeps_the_whole_file_out_and_goes_back_with_its_reason(
    ketnap, store, a_book, cells, tmp_path
):
    result = ketnap(
        "import", "cases", a_book([HEADINGS, MY_HUONG, [5, "Lê An", "31/02/2004", "KP2"]])
    )

    assert result.exit_code == 9
    assert list(store.cases(CaseFilter())) == []
    assert result.stdout.splitlines()[-4:] == [
        "DÒNG  CỘT        GIÁ TRỊ     LÝ DO             ",
        "   3  Ngày sinh  31/02/2004  ngày không có thật",
        "Chưa ghi gì vào kho. Để ghi 1 dòng hợp lệ: thêm --partial.",
        "  1 dòng chưa nhận, kèm lý do: ds.loi.xlsx (sửa ngay trong tệp đó rồi nhập lại).",
    ]
    assert cells(tmp_path / "ds.loi.xlsx") == [
        [*HEADINGS, "Dòng", "Lý do"],
        ["5", "Lê An", "31/02/2004", "KP2", *[None] * 12, "3", "Ngày sinh: ngày không có thật"],
    ]


def test_the_good_rows_of_a_file_are_taken_when_asked_and_the_rest_mended_later(
    ketnap, store, a_book, tmp_path
):
    path = a_book([HEADINGS, MY_HUONG, [5, "Lê An", "31/02/2004", "KP2"]])

    assert ketnap("import", "cases", path, "--partial").exit_code == 9
    assert [line.name for line in store.cases(CaseFilter())] == ["Nguyễn Thị Mỹ Hương"]
    assert ketnap("import", "cases", path, "--partial").exit_code == 6

    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "ds.loi.xlsx")
    book.active["C2"] = "28/02/2004"
    book.save(tmp_path / "ds.loi.xlsx")
    book.close()
    result = ketnap("import", "cases", tmp_path / "ds.loi.xlsx")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.name for line in store.cases(CaseFilter())] == ["Lê An", "Nguyễn Thị Mỹ Hương"]


def test_an_error_workbook_never_overwrites_a_file(ketnap, a_text, tmp_path):
    path = a_text([["Họ tên", "Chi bộ"], ["Lê An", "Nơi khác"]])
    (tmp_path / "ds.loi.xlsx").write_bytes(b"mine")

    assert "ds.loi-2.xlsx" in ketnap("import", "cases", path).stdout
    assert (tmp_path / "ds.loi.xlsx").read_bytes() == b"mine"
    result = ketnap("import", "cases", path, "--errors", tmp_path / "ds.loi.xlsx")
    assert result.exit_code == 9
    assert result.stderr.splitlines()[0] == "✗ Không ghi được ds.loi.xlsx"
    assert (tmp_path / "ds.loi.xlsx").read_bytes() == b"mine"
    assert ketnap("import", "cases", path, "--errors", tmp_path / "khac.xlsx").exit_code == 9
    assert (tmp_path / "khac.xlsx").exists()


def test_the_same_file_is_refused_the_second_time_with_who_and_when(ketnap, store, a_book):
    path = a_book([HEADINGS, MY_HUONG])
    ketnap("import", "cases", path)

    result = ketnap("import", "cases", path)

    assert (result.exit_code, result.stdout) == (6, "")
    actor = store.log({"kind": "import", "event": "cases"})[0].fields["actor"]
    assert result.stderr == (
        f"✗ Tệp này đã được {actor} nhập lúc 10:00 ngày 23/11/2026 (1 dòng);"
        " không nhập lần hai, chưa ghi gì.\n"
    )
    assert len(store.cases(CaseFilter())) == 1


def test_the_same_request_is_carried_out_once(ketnap, store, a_book):
    path = a_book([HEADINGS, MY_HUONG])
    ketnap("import", "cases", path, "--request-id", "q4")

    again = ketnap("import", "cases", path, "--request-id", "q4")
    other = ketnap("import", "cases", a_book([HEADINGS, AI_UOC], "b.xlsx"), "--request-id", "q4")

    assert again.exit_code == 0
    assert again.stdout == "✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.\n"
    assert other.exit_code == 6
    assert len(store.cases(CaseFilter())) == 1
    assert (
        json.loads(ketnap("import", "cases", path, "--request-id", "q4", "-o", "json").stdout)[
            "items"
        ]
        == []
    )


def test_a_guessed_column_is_used_when_it_is_confirmed(ketnap, store, a_text):
    path = a_text([["Họ tên", "Chi bộ", "Ngày kn cảm tình"], ["Lê An", "KP2", "05/03/2026"]])

    shown = ketnap("import", "cases", path, "-n").stdout
    assert (
        "  “Ngày kn cảm tình” có lẽ là Ngày chi bộ công nhận cảm tình (đoán 0,88), chưa dùng;"
        ' xác nhận: --map "Ngày kn cảm tình=sympathiser_on"' in shown.splitlines()
    )
    named = "Ngày kn cảm tình=Ngày chi bộ công nhận cảm tình"
    assert ketnap("import", "cases", path, "--map", named).exit_code == 0
    assert in_store(store)["HS-2026-0001"].case.days == {"nominate": date(2026, 3, 5)}


def test_a_mapping_that_does_not_fit_is_refused(ketnap, a_text):
    path = a_text([["Họ tên", "Chi bộ"], ["Lê An", "KP2"]])

    assert ketnap("import", "cases", path, "--map", "Họ tên").stderr == (
        '✗ --map “Họ tên” không đọc được; viết --map "Tên cột=trường".\n'
    )
    assert ketnap("import", "cases", path, "--map", "Họ tên").exit_code == 2
    assert ketnap("import", "cases", path, "--map", "Họ tên=nickname").exit_code == 9


def test_a_unit_stands_in_for_rows_that_name_none(ketnap, store, a_text):
    path = a_text([["Họ tên", "Chi bộ"], ["Lê An", ""], ["Vũ Bình", "KP2"], ["", ""]])

    assert ketnap("import", "cases", path, "--unit", "khong co").exit_code == 3
    assert ketnap("import", "cases", path, "--unit", "dv").exit_code == 0
    assert [line.unit for line in store.cases(CaseFilter())] == ["DV", "KP2"]
    alone = a_text([["Họ tên"], ["Mai Ba"], ["Hồ Tư"]], name="mot-cot.csv")
    assert ketnap("import", "cases", alone, "--unit", "DV").exit_code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_files_come_in_whatever_unicode_they_are_saved_in(ketnap, store, a_text, encoding):
    path = a_text([["Họ tên", "Chi bộ"], ["Đặng Thị Ánh", "KP2"]], encoding=encoding)

    assert ketnap("import", "cases", path).exit_code == 0
    assert [line.name for line in store.cases(CaseFilter())] == ["Đặng Thị Ánh"]


def test_an_old_font_is_converted_when_asked_in_rows_and_in_reasons(ketnap, store, tmp_path):
    path = tmp_path / "cu.csv"
    path.write_bytes("Hä vµ tªn,Chi bé\n§Æng ThÞ ¸nh,KP2\nVò B×nh,X\n".encode("latin-1"))

    result = ketnap("import", "cases", path, "--encoding", "tcvn3", "--partial")

    assert result.exit_code == 9
    assert [line.name for line in store.cases(CaseFilter())] == ["Đặng Thị Ánh"]
    assert "   3  Chi bộ  X        không có tổ chức này" in result.stdout


def test_a_program_gets_everything_as_json(ketnap, a_text):
    rows = [["Họ tên", "Chi bộ", "Ghi"], ["Lê An", "KP2", ""], ["Vũ Bình", "X", "y"]]

    found = json.loads(ketnap("import", "cases", a_text(rows), "--partial", "-o", "json").stdout)

    assert (found["schema"], found["as_of"]) == ("ketnap/import-cases/1", "2026-11-23")
    assert found["items"] == [
        {"line": 3, "column": "Chi bộ", "value": "X", "reason": "không có tổ chức này"}
    ]
    assert found["counts"] == {"new": 1, "repeated": 0, "known": 0, "bad": 1}
    assert found["columns"] == [
        {"heading": "Họ tên", "field": "name"},
        {"heading": "Chi bộ", "field": "unit"},
    ]
    assert (found["ignored"], found["rows"], found["written"]) == (["Ghi"], 2, 1)
    assert found["refs"] == ["HS-2026-0001", "HS-2026-0001"]
    assert found["error_file"].endswith("ds.loi.xlsx")


def test_many_problems_are_counted_and_the_first_shown(ketnap, a_text):
    rows = [["Họ tên", "Chi bộ"], *([f"Người {chr(97 + n)}", "X"] for n in range(23))]

    result = ketnap("import", "cases", a_text(rows), "--no-errors")

    assert "… và 3 lý do nữa." in result.stdout.splitlines()
    assert result.stdout.splitlines()[-1] == "Chưa ghi gì vào kho: không dòng nào nhận được."


def test_english_is_spoken_when_asked(ketnap, a_text):
    rows = [["Họ tên", "Chi bộ"], ["Lê An", "KP2"], ["Vũ Bình", "X"]]

    result = ketnap("--lang", "en", "import", "cases", a_text(rows), "-n")

    assert result.stdout.splitlines()[-2:] == [
        "Dry run — nothing was written to the store. To write the 1 good rows: --partial, no -n.",
        "  1 rows not taken, with reasons: ds.loi.xlsx (mend them there and import that file).",
    ]
