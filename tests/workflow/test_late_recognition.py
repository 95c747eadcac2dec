"""A recognition file that came late is explained where the place has that rule (R10.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, missing, ready_to_recognise, take_to, told

from rules.rulebook import Rulebook
from workflow.actions.advance import consider
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import Event, State

ADOPTED = """\
id = "recognition-late"
adopt = true
from = 2020-01-01
source = { text = { vi = "quy định của tỉnh (mẫu)", en = "rule of the province (sample)" } }
confidence = "high"
"""
REF = "HS-2026-0001"
LATE = date(2025, 11, 3)  # the probation ended on 1 August


@pytest.fixture
def place(desk, tmp_path):
    (tmp_path / "recognition-late.toml").write_text(ADOPTED, encoding="utf-8")
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    ready_to_recognise(desk, ref)
    return replace(desk, rulebook=Rulebook.open(tmp_path))


def asked(desk, on=LATE):
    found = missing(desk, REF, Event.RECOGNISE, on)
    return [one for one in found if one.condition == "recognition-late"]


def test_a_late_file_needs_a_word_on_whose_fault_it_was(place):
    (late,) = asked(place)
    record(place, REF, FactKind.LATE_EXPLANATION, {"fault": "person"}, on=LATE)

    assert told(late) == (
        (
            "hồ sơ công nhận đến ngày 03/11/2025, quá 3 tháng sau khi hết thời gian dự bị: cần văn"
            " bản giải trình do lỗi của ai (quy định của tỉnh (mẫu))"
        ),
        (
            "the recognition file came on 2025-11-03, more than 3 months after the probation had"
            " ended: an explanation of whose fault it was is needed"
            " (rule of the province (sample))"
        ),
        f"ketnap case record {REF} late-explanation --set fault=organisation --on …",
    )
    assert asked(place) == []


def test_a_file_that_came_in_time_is_not_explained_however_late_the_decision(place):
    record(place, REF, FactKind.FILE_RECEIVED, {}, on=date(2025, 11, 1))

    assert asked(place) == []
    assert asked(place, date(2025, 10, 31)) == []


def test_where_the_place_has_no_such_rule_nobody_explains(desk, place):
    assert len(asked(place)) == 1
    assert asked(desk) == []


def test_without_a_ceremony_there_is_nothing_to_be_late_for(place):
    assert asked(place, date(2025, 8, 2)) == []


def test_a_discipline_during_the_probation_is_shown(desk, place):
    values = {"measure": "warning"}
    record(desk, REF, FactKind.DISCIPLINE, values, on=date(2025, 6, 2), document="3-QĐ")

    shown = {one.kind: one for one in consider(desk, REF, Event.RECOGNISE, on=LATE)[2]}

    assert shown["discipline"].sentence().en == (
        "the probationary member was disciplined on 2025-06-02: warning"
        " (Art. 9, 296-QĐ/TW of 2025-05-30; unverified)"
    )
