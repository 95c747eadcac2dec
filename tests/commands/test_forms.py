"""`ketnap rules forms`."""

from __future__ import annotations

import json


def items(text: str) -> list[dict[str, object]]:
    return json.loads(text)["items"]


def test_the_forms_of_a_step_come_with_number_signer_and_source(done):
    rows = items(done("rules", "forms", "--step", "cell-vote", "--on", "01/03/2022", "-o", "json"))

    (row,) = rows
    assert row == {
        "number": "6-KNĐ",
        "document": "cell-resolution",
        "title": "Nghị quyết của chi bộ đề nghị kết nạp",
        "step": "cell-vote",
        "purpose": "admission",
        "signed_by": "T/M chi bộ, bí thư",
        "variant": None,
        "catalogue": [],
        "file_names": [],
        "source": "12-HD/BTCTW ngày 18/01/2022",
        "in_force_from": "2012-05-17",
        "in_force_until": "2025-06-30",
        "confidence": "high",
        "note": None,
    }


def test_today_s_forms_carry_their_catalogue_number_and_file_name(done):
    (row,) = items(done("rules", "forms", "--step", "application", "-o", "json"))

    assert row["catalogue"] == [37]
    assert row["file_names"] == ["37 Don xin vao Dang"]


def test_a_table_marks_numbers_that_are_not_verified(done):
    lines = done("rules", "forms", "-o", "wide").splitlines()

    (vote,) = [line for line in lines if line.startswith("6-KNĐ ")]
    assert "! 38-HD/BTCTW năm 2025" in vote
    assert "chưa xác minh: chỉ có một nguồn" in vote
    assert lines[-2] == "36 biểu mẫu, 26 số chưa xác minh (!)."
    assert lines[-1] == (
        "Tệp số hóa đặt tên như “01 Ly lich.pdf”, bản thứ hai thêm “.2”; thư mục: mã tổ chức"
        " đảng, rồi số định danh công dân và họ tên (1361-CV/BTCTW ngày 30/06/2026;"
        " chưa xác minh: chỉ có một nguồn)."
    )


def test_before_the_catalogue_nothing_is_said_of_digitised_files(done):
    last = done("rules", "forms", "--on", "2022-03-01", "-o", "table").splitlines()[-1]

    assert last == "27 biểu mẫu, 11 số chưa xác minh (!)."


def test_a_pipe_gets_one_line_per_form(done):
    lines = done("rules", "forms", "--on", "2022-03-01").splitlines()

    assert len(lines) == 27
    assert lines[1].split("\t")[:4] == ["1-KNĐ", "Đơn xin vào Đảng", "application", "admission"]


def test_before_the_first_edition_no_form_is_known(done):
    assert items(done("rules", "forms", "--on", "2012-05-16", "-o", "json")) == []


def test_english_officers_read_english_titles(done):
    text = done("rules", "forms", "--step", "application", "-o", "table", "--lang", "en")

    assert "1-KNĐ  Application  application" in text
    assert "1 forms, 0 numbers not verified (!)." in text
