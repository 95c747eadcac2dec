"""`ketnap export calendar`: deadlines in an office's own calendars."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, take_to
from icalendar import Calendar

from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import State


@pytest.fixture
def office(counter):
    """A probation with its helper; a secretary on mail, helpers and an officer at screens."""
    ref = a_case(counter.desk())
    take_to(counter.desk(), ref, State.PROBATION)
    record(counter.desk(), ref, FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 8, 1))
    for unit, role, name, by, address in (
        ("DV", "cell-secretary", "Võ Thị Sáu", "smtp", "bithu@mail.example"),
        ("DV", "helper", "Lê Văn Tám", "terminal", "quầy Tám"),
        ("DV", "helper", "Trần Văn Ơn", "terminal", "quầy Ơn"),
        ("TP", "superior-officer", "Nguyễn Văn Trỗi", "terminal", "quầy TP"),
    ):
        counter.says("role", "add", unit, role, name, "--by", by, "--address", address, "-q")
    return counter


def events(path):
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_a_units_deadlines_are_events_with_references_only(office, tmp_path) -> None:
    path = tmp_path / "han.ics"

    said = office.says("export", "calendar", str(path), "--unit", "TP")

    found = events(path)
    assert said == f"✓ {len(found)} việc vào {path}.\n"
    assert len(found) >= 3
    assert {str(event["summary"]) for event in found} == {
        "Đến hạn: HS-2026-0001",
        "Đến hạn: HS-2026-0001 (chưa xác minh)",
    }
    assert all("description" not in event for event in found)
    assert len({str(event["uid"]) for event in found}) == len(found)
    assert path.stat().st_mode & 0o077 == 0


def test_in_full_an_event_says_what_is_due_and_where(office, tmp_path) -> None:
    path = tmp_path / "han.ics"

    office.says("export", "calendar", str(path), "--unit", "DV", "--detail", "full")

    titles = {str(event["summary"]) for event in events(path)}
    assert "Thời gian dự bị: HS-2026-0001 · Nguyễn Thị Mỹ Hương" in titles
    assert "Đảng bộ phường Đô Vinh" in str(events(path)[0]["description"])


def test_a_person_gets_what_they_are_told_of_and_a_helper_only_of_their_own_case(
    office, tmp_path
) -> None:
    found = {}
    for who in ("Lê Văn Tám", "Trần Văn Ơn", "quầy TP"):
        path = tmp_path / f"{who}.ics"
        office.says("export", "calendar", str(path), "--person", who)
        found[who] = len(events(path))

    assert found["Lê Văn Tám"] > 0
    assert found["Trần Văn Ơn"] == 0
    assert found["quầy TP"] > 0


def test_an_inbox_outside_the_office_gets_no_more_than_its_channel_may_tell(
    office, tmp_path
) -> None:
    path = tmp_path / "han.ics"
    refused = office.type(
        "export", "calendar", str(path), "--person", "Võ Thị Sáu", "--detail", "name"
    )

    assert refused.exit_code == 4
    assert "chỉ được nhận mức “ref”, không phải “name”" in refused.stderr
    assert not path.exists()
    office.says("export", "calendar", str(path), "--person", "Võ Thị Sáu")
    assert events(path)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["x.ics"], 2, "Nêu --unit hoặc --person"),
        (["x.ics", "--unit", "DV", "--person", "x"], 2, "Nêu --unit hoặc --person"),
        (["x.xlsx", "--unit", "DV"], 2, "Lịch xuất ra tệp .ics, không phải “x.xlsx”."),
        (["x.ics", "--person", "Không Ai"], 3, "không chỉ đúng một người nhận nhắc việc"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_words(office, tmp_path, words, code, says) -> None:
    result = office.type("export", "calendar", str(tmp_path / words[0]), *words[1:])

    assert result.exit_code == code
    assert says in result.stderr


def test_a_file_that_is_there_is_not_overwritten_unasked(office, tmp_path) -> None:
    path = tmp_path / "han.ics"
    path.write_text("x", encoding="utf-8")

    assert office.type("export", "calendar", str(path), "--unit", "DV").exit_code == 9
    assert path.read_text(encoding="utf-8") == "x"
    office.says("export", "calendar", str(path), "--unit", "DV", "--force")
    assert events(path)


def test_targets_are_listed(office) -> None:
    office.says("quota", "set", "CVA", "2026", "--target", "5", "--base", "3-NQ/TU")
    office.says("tick", "-q")

    found = office.items("alert", "targets")
    assert [(one["unit"], one["kind"], one["there"], one["target"]) for one in found] == [
        ("CVA", "no-candidates", 0, 5),
        ("CVA", "at-risk", 0, 5),
        ("CVA", "files-missing", 0, 5),
    ]
    assert office.items("alert", "targets", "--unit", "DV") == []
    assert office.items("alert", "targets", "--year", "2025") == []
