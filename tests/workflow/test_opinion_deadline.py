"""A place may set a time for answering the request for opinions; the centre has none (R5.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, take_to

from rules.rulebook import Rulebook
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import State
from workflow.verification import verify

OWN = """\
id = "opinion-reply"
title = { vi = "Trả lời ý kiến nhận xét", en = "Answer with the opinions" }
unit = "working days"
local = true
timer = true
actor = "cell"
met_by = ["opinions-given"]

[[versions]]
from = 2020-01-01
value = 10
starts = "opinions-asked"
source = { text = { vi = "quy định của tỉnh (mẫu)", en = "rule of the province (sample)" } }
confidence = "high"
"""
ASKED = date(2024, 6, 3)


@pytest.fixture
def place(desk, tmp_path):
    (tmp_path / "opinion-reply.toml").write_text(OWN, encoding="utf-8")
    return replace(desk, rulebook=Rulebook.open(tmp_path))


@pytest.fixture
def ref(place) -> str:
    found = a_case(place)
    take_to(place, found, State.VERIFICATION)
    return found


def ask(desk, ref, purpose="admission", on=ASKED):
    return record(desk, ref, FactKind.OPINION_REQUEST, {"purpose": purpose}, on=on)


def answer(desk, ref, source, purpose="admission", on=date(2024, 6, 10)):
    values = {"source": source, "purpose": purpose, "result": "agree"}
    return record(desk, ref, FactKind.OPINION, values, on=on)


def test_the_time_runs_until_both_opinions_have_come(place, ref):
    opened = ask(place, ref).opened
    first = answer(place, ref, "workplace").closed
    both = answer(place, ref, "residence").closed

    assert [(one.rule, one.due_on) for one in opened] == [("opinion-reply", date(2024, 6, 17))]
    assert first == ()
    assert [one.rule for one in both] == ["opinion-reply"]
    assert verify(place.store.audit).intact


def test_an_opinion_from_before_the_request_does_not_answer_it(place, ref):
    answer(place, ref, "workplace", on=date(2024, 6, 2))
    answer(place, ref, "residence")
    ask(place, ref)

    assert place.store.dossier(ref).case.deadline("opinion-reply") is not None


def test_the_newest_request_counts(place, ref):
    ask(place, ref)
    ask(place, ref, on=date(2024, 7, 1))

    assert place.store.dossier(ref).case.deadline("opinion-reply").start_on == date(2024, 7, 1)


def test_on_probation_the_request_on_the_recognition_counts(place):
    ref = a_case(place)
    take_to(place, ref, State.PROBATION)

    late = ask(place, ref, on=date(2024, 6, 8)).opened
    opened = ask(place, ref, "recognition", on=date(2025, 8, 1)).opened
    for source in ("workplace", "residence"):
        answer(place, ref, source, "recognition", on=date(2025, 8, 8))

    assert late == ()
    assert [one.start_on for one in opened] == [date(2025, 8, 1)]
    assert place.store.dossier(ref).case.deadline("opinion-reply") is None


def test_where_the_place_has_no_such_rule_no_clock_runs(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    assert ask(desk, ref).opened == ()
