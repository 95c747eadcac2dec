"""More time for carrying out a request about personal data: once, with a reason, in the log."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case

from rules.rulebook import Rulebook
from workflow.deeds import deed
from workflow.errors import ConflictError, InputError, RefusedError
from workflow.registers.data_request_steps import (
    answer_request,
    close_request,
    extend_request,
    find_request,
    open_request,
)
from workflow.registers.data_requests import Outcome, RequestKind, RequestState
from workflow.verification import verify

RECEIVED = date(2026, 11, 20)  # a Friday: answered by Wednesday 25, seen by Monday 30
ON = date(2026, 11, 23)
YC = "request/YC-2026-0001"


@pytest.fixture
def desk(desk):
    """A request that was received last Friday."""
    open_request(desk, a_case(desk), RequestKind.SEE, on=RECEIVED)
    return desk


def due(one):
    return {it.rule.removeprefix("data-request-"): it.due_on for it in one.deadlines}


def extend(desk, days=5, reason="Hồ sơ giấy ở kho cũ", **more):
    return extend_request(desk, "0001", days, reason, **more)


def test_an_extension_moves_the_day_for_carrying_out_and_leaves_the_answer(desk):
    assert due(find_request(desk, "0001")) == {
        "reply": date(2026, 11, 25),
        "see": date(2026, 11, 30),
    }

    after = extend(desk, document="14-CV")

    assert due(after) == {"reply": date(2026, 11, 25), "see": date(2026, 12, 5)}
    assert after == find_request(desk, "0001")
    assert (after.state, after.extended_by, after.last_on) == (RequestState.OPEN, 5, ON)
    entry = desk.store.entries(YC)[-1].fields
    assert (entry["event"], entry["data"]["extended_by"]) == ("data-request-extended", 5)
    assert entry["rules"] == ["data-request-extension@2026-01-01", "data-request-see@2026-01-01"]
    assert [one["how"] for one in entry["closes"]] == ["superseded"]
    assert entry["document"] == {"number": "14-CV"}
    assert "kho cũ" not in entry_text(desk)
    assert "Hồ sơ giấy ở kho cũ" in desk.store.unsealed(YC).values()
    assert deed(entry).en == "More time for a request about personal data"
    assert verify(desk.store.audit).breaks == ()


def entry_text(desk):
    return desk.store.entries(YC)[-1].body


def test_after_an_extension_it_is_answered_reminded_of_and_ended_as_before(desk):
    extend(desk)
    (duty,) = (one for one in desk.store.alerts.duties(ON) if one.rule == "data-request-see")
    assert duty.due_on == date(2026, 12, 5)

    answer_request(desk, "0001", on=ON)
    after = close_request(desk, "0001", Outcome.DONE, on=ON)

    assert after.deadlines == ()
    assert verify(desk.store.audit).breaks == ()


def test_what_was_answered_can_be_extended_and_stays_answered(desk):
    answer_request(desk, "0001", on=ON)

    after = extend(desk)

    assert (after.state, due(after)) == (RequestState.ANSWERED, {"see": date(2026, 12, 5)})


def test_there_is_one_extension_and_the_refusal_names_where_that_stands(desk):
    extend(desk)

    with pytest.raises(RefusedError) as refused:
        extend(desk)

    assert "was extended already" in refused.value.what.en
    assert "356/2025" in refused.value.what.en


def test_an_extension_has_days_a_reason_and_a_day_that_fits(desk):
    for days in (0, -1):
        with pytest.raises(InputError, match="one day at least"):
            extend(desk, days=days)
    with pytest.raises(InputError, match="--reason"):
        extend(desk, reason=" ")
    with pytest.raises(RefusedError, match="lies before"):
        extend(desk, on=date(2026, 11, 19))
    with pytest.raises(RefusedError, match="not come"):
        extend(desk, on=date(2026, 11, 24))
    assert len(desk.store.entries(YC)) == 1


def test_a_time_that_is_over_and_a_request_that_is_closed_are_not_extended(desk):
    open_request(desk, find_request(desk, "0001").case, RequestKind.SEE, on=date(2026, 11, 2))
    with pytest.raises(RefusedError, match="ended on 2026-11-12"):
        extend_request(desk, "0002", 5, "x")

    close_request(desk, "0001", Outcome.REFUSED)
    with pytest.raises(RefusedError, match="is closed"):
        extend(desk)


def test_a_request_without_a_day_for_carrying_out_has_none_to_extend(desk):
    open_request(desk, find_request(desk, "0001").case, RequestKind.SEE, on=date(2025, 12, 31))

    with pytest.raises(RefusedError, match="no day"):
        extend_request(desk, "0002", 5, "x")


def test_the_same_request_id_is_never_carried_out_twice_and_a_rehearsal_writes_nothing(desk):
    assert due(extend(desk, dry_run=True))["see"] == date(2026, 12, 5)
    assert len(desk.store.entries(YC)) == 1

    first = extend(desk, request="a")

    assert extend(desk, request="a") == first
    assert len(desk.store.entries(YC)) == 2
    with pytest.raises(ConflictError):
        extend(desk, days=6, request="a")


def test_how_often_is_data_and_marked_unverified():
    version = Rulebook.open().on("data-request-extension", RECEIVED)

    assert (version.number, version.verified) == (1, False)
