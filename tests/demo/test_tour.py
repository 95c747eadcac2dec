"""The whole tour, once, through the command line; then the store that it leaves."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli


@dataclass(frozen=True, slots=True, kw_only=True)
class Toured:
    folder: Path
    code: int
    output: str

    @property
    def db(self) -> str:
        return str(self.folder / "ketnap.db")


def ketnap(*arguments: str, **environment: str) -> tuple[int, str]:
    answer = CliRunner().invoke(
        cli.ketnap, list(arguments), env={"KETNAP_DB": None, "KETNAP_LANG": None, **environment}
    )
    return answer.exit_code, answer.output


def items(toured: Toured, *arguments: str) -> list[dict]:
    code, output = ketnap(*arguments, "-o", "json", "--db", toured.db)
    assert code == 0, output
    return json.loads(output)["items"]


@pytest.fixture(scope="module")
def toured(tmp_path_factory) -> Toured:
    folder = tmp_path_factory.mktemp("demo") / "demo-out"
    code, output = ketnap("demo", "--db", f"sqlite:///{folder}/ketnap.db")
    return Toured(folder=folder, code=code, output=output)


def test_the_tour_ends_well_and_says_how_to_go_on(toured):
    assert toured.code == 0, toured.output[-2000:]
    assert f"  export KETNAP_DB={toured.db}\n" in toured.output
    assert "ketnap --help" in toured.output


def test_the_tour_prints_the_percentages_of_the_article(toured):
    for figure in ("59,03 %", "104,17 %", "100,68 %"):
        assert figure in toured.output
    total = next(line for line in toured.output.splitlines() if line.startswith("2020–2022"))
    assert total.split() == ["2020–2022", "434", "382", "88,02", "%"]


def test_the_tour_finds_the_wrong_total(toured):
    assert "--claim total=372   # mã thoát 7\n" in toured.output
    assert "tổng 372, cộng theo năm 382 (lệch 10)" in toured.output


def test_refusals_conflicts_and_bad_files_show_their_exit_codes(toured):
    codes = Counter(
        line.rpartition("# mã thoát ")[2]
        for line in toured.output.splitlines()
        if "# mã thoát " in line
    )

    assert codes == {"5": 6, "6": 2, "7": 2, "9": 1}


def test_refusals_name_their_source(toured):
    for said in (
        "60 tháng",
        "5/9 tán thành (55,56 %), cần ít nhất 6 (2/3 tổng số)",
        "khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011",
        "cần văn bản đồng ý của cấp ủy cấp trên trực tiếp",
    ):
        assert said in " ".join(toured.output.split())


def test_a_retry_is_not_written_twice(toured):
    assert "Yêu cầu này đã được thực hiện trước đó; không ghi lần hai." in toured.output


def test_people_stand_in_every_state(toured):
    counted = Counter(one["state"] for one in items(toured, "case", "list"))

    assert counted == {
        "nominated": 56,
        "course": 46,
        "verification": 61,
        "admitted": 14,
        "probation": 111,
        "full_member": 93,
        "closed": 10,
        "struck_off": 3,
    }


def test_some_are_overdue_for_every_reason_an_office_knows(toured):
    overdue = {one["next_rule"] for one in items(toured, "case", "list", "--overdue")}

    assert overdue >= {
        "admission-decision",
        "ceremony",
        "course-certificate",
        "member-cv",
        "verification-reply",
    }


def test_every_event_of_the_machine_is_in_the_log(toured):
    entries = items(toured, "audit", "log", "--limit", "5000")
    events = {one["event"] for one in entries if one["kind"] == "transition"}

    assert events == {
        "nominate",
        "enrol",
        "open-file",
        "admit",
        "hold-ceremony",
        "recognise",
        "re-enrol",
        "return-file",
        "strike-off",
        "annul",
        "close",
    }
    assert {one["kind"] for one in entries} >= {
        "intake",
        "fact",
        "hold",
        "resume",
        "transfer",
        "correct",
        "note",
        "import",
    }


def test_a_member_under_screening_is_overdue_for_an_assessment(toured):
    (one,) = items(toured, "screen", "list")

    assert (one["state"], one["next_rule"]) == ("helped", "screening-help")
    assert one["overdue_days"] in {34, 35}  # a year has a day more where it holds 29 February
    alerts = items(toured, "alert", "list")
    assert one["ref"] in {alert["case"] for alert in alerts}
    assert "── Rà soát, sàng lọc đảng viên" in toured.output


def test_a_late_recognition_shows_both_days(toured):
    case = items(toured, "case", "show", "Quảng Đại Ước")[0]

    assert case["effective_on"] == case["probation_ends_on"]
    assert case["recognised_on"] > case["effective_on"]


def test_the_log_verifies_and_the_tampered_copy_does_not(toured):
    assert items(toured, "audit", "verify")[0]["intact"] is True

    code, output = ketnap("audit", "verify", "--db", str(toured.folder / "ban-sao-bi-sua.db"))

    assert code == 7
    assert "✗ Nhật ký sai ở mục 22 của HS-" in output


def test_a_store_that_is_not_empty_is_refused_and_stays_as_it_was(toured):
    before = (toured.folder / "ketnap.db").read_bytes()

    code, output = ketnap("demo", "--folder", str(toured.folder))

    assert code == 5
    assert "dữ liệu mẫu chỉ ghi vào kho trống" in output
    assert (toured.folder / "ketnap.db").read_bytes() == before


def test_a_folder_of_an_earlier_tour_is_refused_and_no_store_is_made(toured):
    code, output = ketnap("demo", "--db", str(toured.folder / "other.db"))

    assert code == 5
    assert "từ lần chạy trước; chưa ghi gì." in output
    assert not (toured.folder / "other.db").exists()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    code, output = ketnap("demo", "--folder", str(tmp_path / "file" / "below"))

    assert code == 2
    assert output == (
        f"✗ Không tạo được thư mục {tmp_path}/file/below (Not a directory); chưa ghi gì.\n"
    )


@pytest.mark.postgres
def test_an_empty_postgresql_store_is_filled_quietly_in_english(made_pg, pg_store, tmp_path):
    code, output = ketnap(
        "demo", "--lang", "en", "-q", "--folder", str(tmp_path / "out"), KETNAP_DB=made_pg
    )

    assert code == 0, output[-2000:]
    assert "── The log proves itself ──" in output
    assert "Go on with the sample:" in output
    assert "$ ketnap" not in output
    assert len(list((tmp_path / "out").glob("*.xlsx"))) == 6
    assert not list((tmp_path / "out").glob("*.db"))
    assert pg_store.counts()["full_member"] == 93
