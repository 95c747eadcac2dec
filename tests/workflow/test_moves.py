"""Somebody who moves is not lost: the file and the clock go on, with a new helper."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, missing, ready_to_admit, ready_to_recognise, take_to, told

from workflow.actions.record import record
from workflow.actions.transfer import transfer
from workflow.facts import FactKind
from workflow.probation import probation_of
from workflow.states import Event, State
from workflow.verification import verify

REF = "HS-2026-0001"
HELPER = f"ketnap case record {REF} helper --set who=… --on …"


@pytest.fixture
def ref(desk) -> str:
    return a_case(desk)


def move(desk, ref, on):
    return record(desk, ref, FactKind.MOVE, {}, on=on)


def paper(desk, ref, what, on):
    return record(desk, ref, FactKind.MOVE_PAPER, {"paper": what}, on=on, document="3-GCN")


def help_named(desk, ref, on):
    record(desk, ref, FactKind.HELPER, {"who": "Lê Thị Bưởi"}, on=on)


def asked(desk, ref, event, on):
    wanted = {"candidate-move", "helper-after-move"}
    return [one for one in missing(desk, ref, event, on) if one.condition in wanted]


def rules(desk, ref):
    found = desk.store.dossier(ref).case.deadlines
    return {one.rule: one.due_on for one in found if one.rule.startswith("transfer")}


def test_a_candidate_who_moves_before_the_vote_needs_a_certificate_and_a_new_helper(desk, ref):
    take_to(desk, ref, State.VERIFICATION)
    help_named(desk, ref, date(2024, 5, 4))
    move(desk, ref, date(2024, 6, 3))

    papers, helper = asked(desk, ref, Event.ADMIT, date(2024, 7, 15))

    assert told(papers) == (
        (
            "chuyển nơi công tác, cư trú ngày 03/06/2024: chưa có giấy chứng nhận của cấp ủy nơi"
            " chuyển đi (điểm 5.1, 01-HD/TW ngày 28/09/2021; chưa xác minh)"
        ),
        (
            "moved on 2024-06-03: the certificate of the old committee is missing"
            " (point 5.1, 01-HD/TW of 2021-09-28; unverified)"
        ),
        (
            f"ketnap case record {REF} move-paper --set paper=certificate --number …"
            " --issuer … --on …"
        ),
    )
    assert told(helper)[1:] == (
        (
            "moved on 2024-06-03: the new cell has not assigned a helper yet (who needs no shared"
            " time) (point 5.1, 01-HD/TW of 2021-09-28; unverified)"
        ),
        HELPER,
    )
    paper(desk, ref, "certificate", date(2024, 6, 5))
    help_named(desk, ref, date(2024, 6, 6))
    assert asked(desk, ref, Event.ADMIT, date(2024, 7, 15)) == []


@pytest.mark.parametrize(("moved", "wanted"), [(19, "certificate"), (20, "forwarding-letter")])
def test_once_the_cell_has_proposed_the_file_is_forwarded_by_letter(desk, ref, moved, wanted):
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)  # the cell resolved on 20 June
    move(desk, ref, date(2024, 6, moved))
    help_named(desk, ref, date(2024, 6, 25))

    (one,) = asked(desk, ref, Event.ADMIT, date(2024, 7, 15))

    assert f"--set paper={wanted} " in one.remedy.en


def test_one_who_moves_while_waiting_for_the_ceremony_is_asked_the_same(desk, ref):
    take_to(desk, ref, State.ADMITTED)
    help_named(desk, ref, date(2024, 7, 16))
    move(desk, ref, date(2024, 7, 18))
    paper(desk, ref, "forwarding-letter", date(2024, 7, 17))

    found = asked(desk, ref, Event.HOLD_CEREMONY, date(2024, 8, 1))

    assert [one.condition for one in found] == ["candidate-move", "helper-after-move"]


def test_the_clock_of_a_move_runs_until_the_new_unit_has_accepted(desk, ref):
    take_to(desk, ref, State.PROBATION)
    opened = move(desk, ref, date(2024, 10, 1)).opened
    presented = paper(desk, ref, "introduction", date(2024, 10, 20))
    running = rules(desk, ref)
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 10, 21))
    accepted = transfer(desk, ref, "accept", on=date(2024, 11, 4))

    assert [(one.rule, one.due_on) for one in opened] == [("transfer-start", date(2024, 12, 24))]
    assert [one.rule for one in presented.closed] == ["transfer-start"]
    assert running == {"transfer-present": date(2024, 11, 19)}
    assert [one.rule for one in accepted.closed] == ["transfer-present"]
    assert rules(desk, ref) == {}
    assert verify(desk.store.audit).intact


def test_a_later_move_runs_a_clock_of_its_own(desk, ref):
    take_to(desk, ref, State.PROBATION)
    move(desk, ref, date(2024, 10, 1))
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 10, 2))
    transfer(desk, ref, "accept", on=date(2024, 10, 3))

    move(desk, ref, date(2025, 2, 3))

    assert list(rules(desk, ref)) == ["transfer-start"]


def test_a_probationary_member_who_moves_keeps_the_clock_and_gets_a_new_helper(desk, ref):
    take_to(desk, ref, State.PROBATION)
    before = probation_of(desk.store.dossier(ref).case, desk.law())
    move(desk, ref, date(2024, 10, 1))
    transfer(desk, ref, "offer", to="CVA", on=date(2024, 10, 21))
    transfer(desk, ref, "accept", on=date(2024, 11, 4))
    ready_to_recognise(desk, ref)

    (helper,) = asked(desk, ref, Event.RECOGNISE, date(2025, 9, 10))
    help_named(desk, ref, date(2024, 11, 5))

    assert told(helper)[2] == HELPER
    assert told(helper)[1].endswith("unverified)")
    assert asked(desk, ref, Event.RECOGNISE, date(2025, 9, 10)) == []
    assert probation_of(desk.store.dossier(ref).case, desk.law()) == before


def test_a_move_before_the_ceremony_asks_for_nothing_more_at_the_recognition(desk, ref):
    take_to(desk, ref, State.PROBATION)
    move(desk, ref, date(2024, 7, 31))

    assert asked(desk, ref, Event.RECOGNISE, date(2025, 9, 10)) == []
