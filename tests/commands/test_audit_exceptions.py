"""What an inspection looks for: waived, dated back, late; counted by organisation, never person."""

from __future__ import annotations

import json
import re
from datetime import date

import openpyxl
import pytest
from builders import a_case, a_desk, at, ready_to_recognise, recognise, take_to
from terminals import at_terminal

from workflow.actions.advance import advance
from workflow.actions.pause import note
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import Event, State

CASE = "HS-2026-0001"
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def told(counter, *words):
    return [(item["stream"], item["seq"]) for item in counter.items("audit", *words)]


def widest(counter, *words):
    """The longest line of the table on a terminal of sixty columns."""
    env = {name: value for name, value in counter.env().items() if value is not None}
    code, shown = at_terminal((*words, "-q"), env | counter.path(), columns=60, term="xterm")
    assert code == 0
    return max(len(_ESCAPES.sub("", line).rstrip()) for line in shown.splitlines())


def waived(desk, ref):
    """The class was not proved by a certificate: two people waived that."""
    advance(desk, ref, Event.ENROL, on=date(2024, 2, 1), document="5-CV")
    advance(
        desk,
        ref,
        Event.OPEN_FILE,
        on=date(2024, 5, 2),
        overrides={"course-certificate"},
        reason="Có bản gốc",
        approved_by="hoa",
    )


def answered_late(desk, ref):
    """A letter of 10/05/2024 that was answered on 30/09/2024."""
    letter = {"addressee": "UBND phường", "received_on": "2024-05-14"}
    record(desk, ref, FactKind.VERIFICATION_LETTER, letter, on=date(2024, 5, 10), document="7-CV")
    reply = {"letter": "7-CV", "result": "clear"}
    record(desk, ref, FactKind.VERIFICATION_REPLY, reply, on=date(2024, 9, 30), document="9-CV")


def test_waived_conditions_are_listed_with_reason_and_second_person(counter):
    a_case(counter.desk())
    waived(counter.desk(), CASE)

    (item,) = counter.items("audit", "overrides")

    assert (item["stream"], item["overrides"]) == (CASE, ["course-certificate"])
    assert (item["why"], item["approved_by"], item["actor"]) == ("Có bản gốc", "hoa", "lan")
    assert item["unit"] == "DV"
    shown = counter.says("audit", "overrides", "-o", "table")
    assert "course-certificate" in shown
    assert "Có bản gốc" in shown
    assert told(counter, "log", "--override") == [(CASE, 3)]
    assert told(counter, "overrides", "--unit", "CVA") == []
    assert told(counter, "overrides", "--unit", "TP", "--from", "2024-05-02") == [(CASE, 3)]
    assert told(counter, "overrides", "--to", "2024-05-01") == []
    assert told(counter, "overrides", "--as-of", "2026-11-22") == []  # written on the 23rd
    assert "Không có trường hợp nào." in counter.says("audit", "overrides", "--unit", "CVA",
                                                       "-o", "table")  # fmt: skip


def test_a_text_that_looks_like_a_waiver_is_none(counter):
    a_case(counter.desk())
    record(counter.desk(), CASE, FactKind.CERTIFICATE, {}, on=date(2024, 4, 1),
           document='"overrides":["', issuer="TT")  # fmt: skip

    assert told(counter, "log", "--override") == []
    assert told(counter, "overrides") == []


def test_entries_dated_back_count_from_the_day_of_the_deed(counter):
    take_to(counter.desk(), a_case(counter.desk()), State.FULL_MEMBER)

    items = counter.items("audit", "backdated", "--days", "450")
    recognised = (
        next(one for one in items if one["event"] == "recognise")
        if any(one["event"] == "recognise" for one in items)
        else None
    )

    assert recognised is None  # decided on 10/09/2025, though it takes effect before
    (one,) = [
        row
        for row in counter.items("audit", "backdated", "--days", "439")
        if row["event"] == "recognise"
    ]
    assert (one["effective_on"], one["dated_on"], one["days"]) == (
        "2025-08-01", "2025-09-10", 439
    )  # fmt: skip
    days = [row["days"] for row in counter.items("audit", "backdated")]
    assert days == sorted(days, reverse=True)
    assert days[0] == 1053  # nominated on 05/01/2024
    assert told(counter, "backdated", "--unit", "CVA") == []


def test_what_was_written_in_time_is_not_dated_back(counter):
    ref = a_case(counter.desk(), on=date(2026, 11, 1))
    early = a_desk(counter.store, at("2026-11-23", 20))  # 03:00 of the 24th in the office
    note(early, ref, "Đã gọi", on=date(2026, 11, 22))

    assert told(counter, "backdated") == []
    assert told(counter, "log", "--backdated") == []
    assert told(counter, "log", "--backdated", "22", "--case", ref) == [(ref, 1)]
    assert told(counter, "log", "--backdated", "2", "--case", ref) == [(ref, 2), (ref, 1)]
    assert told(counter, "log", "--backdated", "3", "--case", ref) == [(ref, 1)]


def test_the_days_of_writing_are_days_of_the_office(counter):
    ref = a_case(counter.desk(), on=date(2026, 11, 1))
    note(a_desk(counter.store, at("2026-11-23", 20)), ref, "Đã gọi", on=date(2026, 11, 24))

    case = ("log", "--case", ref)
    assert told(counter, *case, "--recorded-from", "2026-11-24") == [(ref, 2)]
    assert told(counter, *case, "--recorded-to", "2026-11-23") == [(ref, 1)]
    assert told(counter, *case, "--recorded-from", "2026-11-25") == []


def test_what_was_done_late_is_told_in_days_and_working_days(counter):
    a_case(counter.desk())
    take_to(counter.desk(), CASE, State.VERIFICATION)
    answered_late(counter.desk(), CASE)

    (item,) = counter.items("audit", "late")

    assert (item["stream"], item["rule"], item["unit"]) == (CASE, "verification-reply", "DV")
    due, done = date.fromisoformat(item["due_on"]), date.fromisoformat(item["done_on"])
    assert (done, item["days"]) == (date(2024, 9, 30), (done - due).days)
    counted = counter.desk().calendar.working_days_between(due, done)
    assert item["working_days"] == counted
    assert 0 < counted < item["days"]
    assert told(counter, "log", "--after-deadline") == [(CASE, item["entry"])]
    assert counter.items("audit", "late", "--rule", "ceremony") == []
    assert counter.items("audit", "late", "--unit", "CVA") == []
    assert counter.items("audit", "late", "--as-of", "2026-11-22") == []
    assert counter.items("audit", "late", "--to", "2024-09-29") == []


def test_a_recognition_is_late_by_its_decision_and_not_by_the_day_it_takes_effect(counter):
    a_case(counter.desk())
    take_to(counter.desk(), CASE, State.PROBATION)
    ready_to_recognise(counter.desk(), CASE)
    recognise(counter.desk(), CASE, on=date(2026, 3, 2))

    late = {item["rule"]: item for item in counter.items("audit", "late")}

    assert late
    assert {item["done_on"] for item in late.values()} == {"2026-03-02"}
    assert "probation" not in late  # it is waited for; nobody is late with it


def test_what_is_overdue_and_not_done_comes_where_it_is_asked_for(counter):
    take_to(counter.desk(), a_case(counter.desk()), State.ADMITTED)

    assert counter.items("audit", "late") == []
    found = {item["rule"]: item for item in counter.items("audit", "late", "--open")}

    assert found["ceremony"]["done_on"] is None
    assert found["ceremony"]["days"] > 365
    assert found["ceremony"]["working_days"] > 200
    assert widest(counter, "audit", "late", "--open") <= 60


@pytest.mark.parametrize("report", ["overrides", "backdated", "late"])
def test_counts_name_organisations_and_no_person(counter, report):
    a_case(counter.desk())
    waived(counter.desk(), CASE)
    answered_late(counter.desk(), CASE)

    (item,) = counter.items("audit", report, "--by-unit")

    assert list(item) == ["unit", "name", "count", "files", "first", "last"]
    assert (item["unit"], item["name"], item["files"]) == ("DV", "Đảng bộ phường Đô Vinh", 1)
    assert item["count"] >= 1
    assert "lan" not in json.dumps(item)


@pytest.mark.parametrize("report", ["log", "overrides", "backdated", "late"])
def test_every_report_goes_to_a_workbook(counter, report, tmp_path):
    a_case(counter.desk())
    waived(counter.desk(), CASE)
    answered_late(counter.desk(), CASE)
    book = tmp_path / "bao-cao.xlsx"

    counter.says("audit", report, "--xlsx", str(book))

    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert any(CASE in str(cell.value) for cell in sheet[6])
    assert counter.type("audit", report, "--xlsx", str(book)).exit_code != 0


def test_a_narrow_terminal_shows_the_log_without_endless_names(counter, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("Họ và tên,Ngày sinh,Đơn vị\nPhạm Văn Bảy,01/02/1999,DV\n", "utf-8")
    assert counter.type("import", "cases", str(people), "-y", "--no-errors").exit_code == 0

    assert widest(counter, "audit", "log") <= 60
    lines = counter.says("audit", "log", "-o", "table").splitlines()
    (line,) = [one for one in lines if one.startswith("import/")]
    assert len(line.split()[0]) == len("import/12345678…")
    assert any(len(item["stream"]) > 60 for item in counter.items("audit", "log"))


def test_the_log_lists_every_kind_of_entry(counter):
    counter.says("role", "add", "DV", "auditor", "A", "--address", "a@example.vn")

    shown = counter.says("audit", "log", "-o", "table", "--kind", "role")

    assert "Người nhận nhắc việc" in shown
