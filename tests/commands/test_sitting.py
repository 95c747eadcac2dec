"""Sittings of a deciding body, as an officer prepares, records and closes them."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from builders import a_desk, letters, take_to, vote

from office.reading import read_sheet
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import State
from workflow.verification import verify

DECIDE = ("sitting", "decide", "0001", "--electors", "9", "--present", "9")


def in_verification(desk, number: int, *, ready: bool = True) -> str:
    """Somebody of the ward on whom the cell has voted, with or without all papers."""
    nominee = Nominee(
        name=f"Lê Thị {letters(number)}", born="1998-05-02", education="upper-secondary"
    )
    ref = nominate(desk, nominee, "DV", on=date(2024, 1, 5), document="01-NQ/CB").case.ref
    take_to(desk, ref, State.VERIFICATION)
    _papers(desk, ref, opinions=ready)
    return ref


def _papers(desk, ref: str, *, opinions: bool) -> None:
    """Everything that an admission needs, but the committee's vote and its decision."""
    day = date(2024, 5, 3)
    record(desk, ref, FactKind.APPLICATION, {}, on=day)
    record(desk, ref, FactKind.CV, {}, on=day)
    for who in ("Trần Đại Quỳnh", "Đặng Thị Ánh"):
        values = {"by": "member", "who": who, "known_since": "2020-01-01"}
        record(desk, ref, FactKind.RECOMMENDATION, values, on=day)
    clear = {"result": "clear"}
    record(desk, ref, FactKind.VERIFICATION_CONCLUSION, clear, on=date(2024, 6, 7), document="7-KL")
    for source in ("workplace", "residence") if opinions else ():
        values = {"source": source, "purpose": "admission", "result": "agree"}
        record(desk, ref, FactKind.OPINION, values, on=date(2024, 6, 8))
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2024, 6, 20))
    resolved = {"body": "cell", "purpose": "admission"}
    record(desk, ref, FactKind.RESOLUTION, resolved, on=date(2024, 6, 20), document="6-NQ/CB")


@pytest.fixture
def called(counter):
    """Three people ready and one not, and a sitting of the ward's committee with its agenda."""
    desk = a_desk(counter.store)
    for number in range(3):
        in_verification(desk, number)
    in_verification(desk, 3, ready=False)
    counter.says("sitting", "open", "DV", "committee", "25/06/2024", "--place", "Phòng họp")
    counter.says("sitting", "agenda", "0001")
    return counter


def test_the_agenda_takes_who_lacks_nothing_but_this_bodys_vote_and_decision(called):
    assert [one["case"] for one in called.items("sitting", "show", "0001")] == [
        "HS-2026-0001",
        "HS-2026-0002",
        "HS-2026-0003",
    ]
    shown = called.says("sitting", "agenda", "0001", "-n", "-o", "table")
    assert shown.endswith(
        "Chưa đủ điều kiện:\n  HS-2026-0004 · Lê Thị daaa: còn thiếu 2 (opinions)\n"
    )


def test_somebody_not_ready_may_be_put_on_the_agenda_and_taken_off(called):
    called.says("sitting", "agenda", "0001", "--add", "0004", "--drop", "0002")

    cases = [one["case"] for one in called.items("sitting", "show", "0001")]
    assert cases == ["HS-2026-0001", "HS-2026-0003", "HS-2026-0004"]
    refused = called.type("sitting", "agenda", "0001", "--drop", "0002")
    assert "HS-2026-0002 không có trong chương trình" in refused.stderr


def test_a_body_without_authority_decides_on_nobody(called):
    called.says("sitting", "open", "CVA", "committee", "25/06/2024")

    refused = called.type("sitting", "agenda", "0002", "--add", "0001")

    assert refused.exit_code == 5
    assert "không thuộc thẩm quyền của tập thể cấp ủy CVA" in refused.stderr
    called.says("sitting", "agenda", "0002")
    assert called.items("sitting", "show", "0002") == []


def test_a_superior_leaves_to_a_delegated_ward_who_is_decided_on_there(called):
    called.says("sitting", "open", "TP", "committee", "25/06/2024")
    called.says("sitting", "close", "0001")

    called.says("sitting", "agenda", "0002")

    assert called.items("sitting", "show", "0002") == []


def test_who_is_on_an_open_agenda_is_left_to_that_sitting(called):
    called.says("sitting", "open", "DV", "committee", "28/06/2024")
    called.says("sitting", "agenda", "0002")
    assert called.items("sitting", "show", "0002") == []

    called.says("sitting", "close", "0001")
    called.says("sitting", "agenda", "0002")

    assert len(called.items("sitting", "show", "0002")) == 3


def test_each_person_gets_a_vote_of_their_own_and_the_next_decision_number(called):
    said = called.says(
        *DECIDE,
        "--votes",
        "9/0",
        "--rest",
        "agree",
        "0002=agree:8/1",
        "--first",
        "099-QĐ/ĐU",
        "-o",
        "table",
    )

    assert said.splitlines()[0] == "✓ Phiên PH-2026-0001: 3 hồ sơ, 3 đồng ý."
    cases = [called.store.dossier(f"HS-2026-000{n}").case for n in (1, 2, 3)]
    assert [one.state for one in cases] == [State.ADMITTED] * 3
    votes = [one.latest(FactKind.VOTE, body="committee").data for one in cases]
    assert [(one["for"], one["against"]) for one in votes] == [(9, 0), (8, 1), (9, 0)]
    entries = [called.store.entries(one.ref)[-1].fields for one in cases]
    assert [one["document"]["number"] for one in entries] == ["099-QĐ/ĐU", "100-QĐ/ĐU", "101-QĐ/ĐU"]
    assert entries[0]["data"]["sitting"] == "PH-2026-0001"
    assert verify(called.store.audit).breaks == ()


def test_what_the_law_refuses_is_named_with_all_reasons_and_nothing_is_written(called):
    before = called.store.entry_count()

    refused = called.type(
        *DECIDE,
        "--votes",
        "9/0",
        "--rest",
        "agree",
        "0002=agree:5/4",
        "--first",
        "99-QĐ/ĐU",
        "-o",
        "json",
    )

    assert refused.exit_code == 5
    (item,) = json.loads(refused.stdout)["items"]
    assert (item["ref"], item["unmet"][0]["condition"]) == ("HS-2026-0002", "committee-vote")
    assert refused.stderr.startswith("✗ Chưa ghi gì: 1 trong 3 người chưa được.\n")
    assert called.store.entry_count() == before


def test_only_what_is_allowed_is_written_when_asked_and_no_number_is_lost(called):
    called.says(
        *DECIDE,
        "--votes",
        "9/0",
        "--rest",
        "agree",
        "0002=agree:5/4",
        "--first",
        "99-QĐ/ĐU",
        "--only-allowed",
        "-o",
        "json",
    )

    items = called.items("sitting", "minutes", "0001")
    assert [one["document"] for one in items] == ["99-QĐ/ĐU", None, "100-QĐ/ĐU"]
    assert [one["ruling"] for one in items] == ["agree", None, "agree"]


def test_a_refusal_closes_the_case_after_its_vote_and_needs_a_yes(called):
    ask = called.type(*DECIDE, "0001=refuse:3/6")
    assert ask.exit_code == 2

    called.says(*DECIDE, "0001=refuse:3/6", "-y")

    case = called.store.dossier("HS-2026-0001").case
    assert (case.state, case.latest(FactKind.VOTE, body="committee").data["for"]) == (
        State.CLOSED,
        3,
    )
    assert called.store.entries(case.ref)[-1].fields["reason"] == "refused"


def test_referred_returned_and_held_back_each_leave_their_mark(called):
    called.says(*DECIDE, "0001=refer", "0002=return", "0003=hold:person-absent")

    cases = [called.store.dossier(f"HS-2026-000{n}").case for n in (1, 2, 3)]
    assert [one.held for one in cases] == ["referred-up", None, "person-absent"]
    last = called.store.entries("HS-2026-0002")[-1].fields
    assert (last["event"], last["to"], last["reason"]) == (
        "return-file",
        "verification",
        "file-incomplete",
    )
    again = called.type(*DECIDE, "0001=refer")
    assert "phiên đã kết luận: xin ý kiến cấp trên" in again.stderr
    stranger = called.type(*DECIDE, "0004=refer")
    assert "không có trong chương trình phiên PH-2026-0001" in stranger.stderr


def test_an_agreement_without_votes_is_refused(called):
    refused = called.type(*DECIDE, "0001=agree", "--first", "99-QĐ/ĐU")

    assert refused.exit_code == 5
    assert "thiếu số phiếu tán thành / không tán thành của riêng người này" in refused.stderr


def test_recognitions_are_decided_like_admissions_and_a_lost_vote_ends_nothing(counter):
    desk = a_desk(counter.store)
    refs = [on_probation(desk, number) for number in range(2)]
    counter.says("sitting", "open", "DV", "committee", "25/08/2025")
    counter.says("sitting", "agenda", "0001")

    counter.says(
        *DECIDE, "--votes", "9/0", "0001=agree", "0002=refuse:2/7", "--first", "7-QĐ/ĐU", "-y"
    )

    first, second = (counter.store.dossier(ref).case for ref in refs)
    assert (first.state, first.decided_on) == (State.FULL_MEMBER, date(2025, 8, 25))
    assert second.state is State.PROBATION
    assert second.latest(FactKind.VOTE, body="committee", purpose="recognition").data["for"] == 2


def on_probation(desk, number: int) -> str:
    """Somebody whose year is over, with all papers but the committee's vote and its decision."""
    nominee = Nominee(
        name=f"Lê Thị {letters(number)}", born="1998-05-02", education="upper-secondary"
    )
    ref = nominate(desk, nominee, "DV", on=date(2024, 1, 5), document="01-NQ/CB").case.ref
    take_to(desk, ref, State.PROBATION)
    record(desk, ref, FactKind.NEW_MEMBER_CERTIFICATE, {}, on=date(2025, 3, 1), document="GCN-2")
    for source in ("workplace", "residence"):
        values = {"source": source, "purpose": "recognition", "result": "agree"}
        record(desk, ref, FactKind.OPINION, values, on=date(2025, 8, 8))
    for kind in (FactKind.SELF_REVIEW, FactKind.HELPER_REMARKS):
        record(desk, ref, kind, {}, on=date(2025, 8, 9))
    record(desk, ref, FactKind.VOTE, vote("cell", "recognition"), on=date(2025, 8, 20))
    resolved = {"body": "cell", "purpose": "recognition"}
    record(desk, ref, FactKind.RESOLUTION, resolved, on=date(2025, 8, 20), document="8-NQ/CB")
    return ref


def test_a_real_batch_of_21_files_16_agreed_1_referred_4_held_in_one_command(counter):
    desk = a_desk(counter.store)
    for number in range(21):
        in_verification(desk, number)
    counter.says("sitting", "open", "DV", "committee", "25/06/2024")
    counter.says("sitting", "agenda", "0001")
    held = [f"{number:04d}=hold" for number in (3, 8, 13, 21)]

    said = counter.says(
        *DECIDE,
        "--votes",
        "9/0",
        "--rest",
        "agree",
        "0005=refer",
        *held,
        "--first",
        "101-QĐ/ĐU",
        "-o",
        "table",
    )

    assert said.splitlines()[0] == (
        "✓ Phiên PH-2026-0001: 21 hồ sơ, 16 đồng ý, 1 xin ý kiến cấp trên, 4 để lại kiểm tra thêm."
    )
    (row,) = counter.items("sitting", "list")
    assert (row["agree"], row["refer"], row["hold"], row["open"]) == (16, 1, 4, 0)
    numbers = [one["document"] for one in counter.items("sitting", "minutes", "0001")]
    assert [one for one in numbers if one] == [f"{101 + n}-QĐ/ĐU" for n in range(16)]
    assert counter.store.counts() == {"admitted": 16, "verification": 5}
    assert verify(counter.store.audit).breaks == ()


def test_rulings_come_back_in_the_sheet_that_the_agenda_gave_out(called, tmp_path):
    blank = tmp_path / "chuong-trinh.xlsx"
    called.says("sitting", "agenda", "0001", "--xlsx", str(blank))
    assert read_sheet(blank).fields[1:4] == ("ref", "name", "result")
    filled = tmp_path / "ket-luan.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        rows = [
            (
                "Mã hồ sơ",
                "Họ và tên",
                "Kết quả",
                "Tán thành",
                "Không tán thành",
                "Số QĐ",
                "Mã lý do",
            )
        ]
        rows.append(("HS-2026-0001", "", "Đồng ý", "9", "0", "55-QĐ/ĐU", ""))
        rows.append(("HS-2026-0002", "", "Để lại", "", "", "", "chờ hướng dẫn mới"))
        rows.append(("HS-2026-0003", "", "đồng ý", "", "", "", ""))
        csv.writer(file).writerows(rows)

    said = called.says(
        *DECIDE, "--votes", "8/1", "--file", str(filled), "--first", "56-QĐ/ĐU", "-o", "table"
    )

    assert "✓ Phiên PH-2026-0001: 3 hồ sơ, 2 đồng ý, 1 để lại kiểm tra thêm." in said
    items = called.items("sitting", "minutes", "0001")
    assert [(one["document"], one["votes"], one["reason"]) for one in items] == [
        ("55-QĐ/ĐU", "9/0", None),
        (None, None, "awaiting-guidance"),
        ("56-QĐ/ĐU", "8/1", None),
    ]


def test_a_bad_sheet_of_rulings_is_given_back_with_every_reason(called, tmp_path):
    path = tmp_path / "sai.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [("Mã hồ sơ", "Kết quả", "Tán thành", "Không tán thành", "Mã lý do")]
        rows.append(("HS-2026-0001", "chưa rõ", "9", "", "vì thế"))
        rows.append(("HS-2026-0009", "đồng ý", "9", "0", ""))
        rows.append(("HS-2026-0002", "đồng ý", "4", "5", ""))
        csv.writer(file).writerows(rows)

    refused = called.type(*DECIDE, "--file", str(path), "--no-errors", "-o", "json")

    told = [(one["line"], one["reason"]) for one in json.loads(refused.stdout)["items"]]
    assert [line for line, _ in told] == [2, 2, 2, 3, 4, 4]
    assert told[0][1].startswith("không rõ kết luận; ghi: đồng ý, không đồng ý")
    assert told[3][1] == "không có hồ sơ HS-2026-0009 đang theo dõi"
    assert told[4][1].startswith("đảng ủy: 4/9 tán thành (44,44 %)")


def test_the_minutes_hold_who_was_there_the_votes_and_the_results(called, tmp_path):
    called.says(*DECIDE, "--votes", "8/0/1", "0001=agree", "--first", "9-QĐ/ĐU")
    called.says("sitting", "close", "0001", "--chair", "Lê Hữu Tấn", "--secretary", "Trần Thị Bảy")

    whole = json.loads(called.says("sitting", "minutes", "0001", "-o", "json"))
    assert (whole["electors"], whole["present"], whole["state"]) == (9, 9, "closed")
    assert (whole["chair"], whole["secretary"]) == ("Lê Hữu Tấn", "Trần Thị Bảy")
    assert whole["items"][0]["votes"] == "8/0/1"
    bodies = [one.body for one in called.store.entries("sitting/PH-2026-0001")]
    assert not any("Lê Hữu Tấn" in body for body in bodies)
    shown = called.says("sitting", "minutes", "0001", "-o", "table")
    assert shown.endswith(
        "Phiên PH-2026-0001 của tập thể cấp ủy DV, ngày 25/06/2024 · Phòng họp\n"
        "Có mặt 9/9 người có quyền biểu quyết\n"
        "Chủ trì: Lê Hữu Tấn\n"
        "Thư ký: Trần Thị Bảy\n"
        "3 hồ sơ: 1 đồng ý, 2 chưa xét.\n"
    )
    path = tmp_path / "bien-ban.xlsx"
    called.says("sitting", "minutes", "0001", "--xlsx", str(path))
    assert "Kết luận" in read_sheet(path).headings
    assert called.type("sitting", "close", "0001").exit_code == 5


def test_a_sitting_that_has_not_met_decides_nothing(counter):
    counter.says("sitting", "open", "DV", "committee", "30/11/2026")

    refused = counter.type(*DECIDE, "--rest", "hold")
    closing = counter.type("sitting", "close", "0001")

    assert refused.exit_code == 2
    assert "Cần nêu mã hồ sơ" in refused.stderr
    assert "Ngày 30/11/2026 chưa tới" in closing.stderr


def test_the_minutes_of_a_sitting_without_files_say_so_and_no_more(counter):
    counter.says("sitting", "open", "TP", "standing-committee", "20/11/2026")

    assert "\n0 hồ sơ.\n" in counter.says("sitting", "minutes", "0001", "-o", "table")


def test_a_repeated_request_decides_nothing_twice(called):
    decide = (*DECIDE, "--votes", "9/0", "0001=agree", "--first", "9-QĐ/ĐU", "--request-id", "ph-1")
    called.says(*decide)

    again = called.says(*decide, "-o", "table")

    assert again.startswith("✓ Yêu cầu này đã được thực hiện trước đó; không ghi lần hai.\n")
    for words in (
        ("sitting", "open", "DV", "committee", "30/11/2026", "--request-id", "mo"),
        ("sitting", "agenda", "0001", "--add", "0004", "--request-id", "ct"),
        ("sitting", "close", "0001", "--request-id", "dong"),
    ):
        once, twice = (called.says(*words, "-o", "json") for _ in range(2))
        assert json.loads(once)["items"] == json.loads(twice)["items"]


def test_the_past_of_a_sitting_is_told_as_it_was_known(called):
    called.says(*DECIDE, "0001=refer")

    past = called.items("sitting", "show", "0001", "--as-of", "2026-11-23", "--known-at", "now")
    assert [one["ruling"] for one in past] == ["refer", None, None]
    assert called.items("sitting", "list", "--as-of", "2026-11-22") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("0001=maybe",), "viết MÃ=agree|refuse|refer|return|hold"),
        (("0001=agree:nine",), "viết TÁN_THÀNH/KHÔNG, ví dụ 12/1."),
        (("0001=hold:because",), "không có mã lý do “because”"),
    ],
)
def test_rulings_that_are_mistyped_are_answered_in_words(called, words, told):
    refused = called.type(*DECIDE, *words)

    assert refused.exit_code == 2
    assert told in refused.stderr
