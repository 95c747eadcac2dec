"""Requests about personal data: what they open, what closes it, and what cannot be written."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, a_desk, at, take_to

from storage.as_of import AsOfStore
from workflow.actions.advance import advance
from workflow.actions.erase import erase
from workflow.errors import ConflictError, NotFoundError, RefusedError
from workflow.moment import Moment
from workflow.reasons import Reason
from workflow.registers.data_request_steps import (
    answer_request,
    close_request,
    find_request,
    open_request,
)
from workflow.registers.data_requests import Outcome, RequestKind, RequestState, data_requests
from workflow.states import Event, State
from workflow.verification import verify

RECEIVED = date(2026, 11, 13)  # a Friday; the second working day after it is a Tuesday
REPLY_BY = date(2026, 11, 17)


def due(one):
    return {it.rule.removeprefix("data-request-"): it.due_on for it in one.deadlines}


def a_request(desk, kind=RequestKind.SEE, on=RECEIVED, **more):
    return open_request(desk, a_case(desk), kind, on=on, **more)


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        (RequestKind.SEE, date(2026, 11, 23)),
        (RequestKind.CORRECT, date(2026, 11, 23)),
        (RequestKind.ERASE, date(2026, 12, 3)),
        (RequestKind.RESTRICT, date(2026, 11, 28)),
        (RequestKind.OBJECT, date(2026, 11, 28)),
    ],
)
def test_a_request_opens_the_deadlines_of_its_kind(desk, kind, last):
    made = a_request(desk, kind)

    assert made.ref == "YC-2026-0001"
    assert due(made) == {"reply": REPLY_BY, kind.value: last}
    assert find_request(desk, "0001") == made
    entry = desk.store.entries(made.record.stream)[0].fields
    assert entry["rules"] == sorted(
        [f"data-request-{kind}@2026-01-01", "data-request-reply@2026-01-01"]
    )
    assert entry["data"] == {"case": made.case, "kind": kind.value}


def test_a_request_of_a_day_without_a_wording_opens_nothing_and_is_registered_all_the_same(desk):
    made = a_request(desk, on=date(2025, 12, 31))

    assert (made.deadlines, made.next_deadline, made.state) == ((), None, RequestState.OPEN)
    assert close_request(desk, made.ref, Outcome.REFUSED).state is RequestState.CLOSED


def test_a_second_request_for_the_same_thing_names_the_open_one_and_is_registered(desk):
    made = a_request(desk)

    again = open_request(desk, made.case, RequestKind.SEE)
    other = open_request(desk, made.case, RequestKind.CORRECT)

    assert (made.notices, other.notices) == ((), ())
    (notice,) = again.notices
    assert notice.sentence().vi == (
        "người này đã có yêu cầu cùng loại chưa kết thúc: YC-2026-0001, nhận 13/11/2026"
    )
    assert notice.sentence().en == (
        "this person has an open request of the same kind: YC-2026-0001, received 2026-11-13"
    )
    assert find_request(desk, "0002").state is RequestState.OPEN


def test_an_answered_request_is_open_still_and_a_closed_one_is_not(desk):
    made = a_request(desk)
    answer_request(desk, made.ref)
    (notice,) = open_request(desk, made.case, RequestKind.SEE, dry_run=True).notices
    close_request(desk, made.ref, Outcome.DONE)

    assert notice.remedy.en == f"ketnap person request show {made.ref}"
    assert open_request(desk, made.case, RequestKind.SEE).notices == ()


def test_an_answer_meets_the_first_limit_and_leaves_the_other(desk):
    made = a_request(desk)

    after = answer_request(desk, made.ref, on=REPLY_BY, document="12-CV")

    assert (after.state, after.answered_on) == (RequestState.ANSWERED, REPLY_BY)
    assert due(after) == {"see": date(2026, 11, 23)}
    assert closings(desk, made) == {"data-request-reply": ("met", REPLY_BY.isoformat())}
    assert desk.store.entries(made.record.stream)[-1].fields["document"] == {"number": "12-CV"}


@pytest.mark.parametrize(
    ("outcome", "how"),
    [
        (Outcome.DONE, "met"),
        (Outcome.PARTLY, "met"),
        (Outcome.REFUSED, "met"),
        (Outcome.WITHDRAWN, "void"),
    ],
)
def test_the_end_of_a_request_closes_all_that_runs(desk, outcome, how):
    made = a_request(desk)

    after = close_request(desk, made.ref, outcome, on=date(2026, 11, 20))

    assert (after.outcome, after.closed_on, after.deadlines) == (outcome, date(2026, 11, 20), ())
    assert closings(desk, made) == {
        "data-request-reply": (how, "2026-11-20"),
        "data-request-see": (how, "2026-11-20"),
    }
    assert verify(desk.store.audit).breaks == ()


def closings(desk, made):
    with desk.store.audit.moment() as rows:
        return {
            row["rule"]: (row["closed_how"], row["closed_on"])
            for row in rows.deadline_rows()
            if row["stream"] == made.record.stream and row["closed_how"] is not None
        }


def test_what_is_overdue_is_asked_of_a_day(desk):
    made = a_request(desk)

    assert not made.overdue(REPLY_BY)
    assert made.overdue(date(2026, 11, 18))
    assert made.next_deadline.rule == "data-request-reply"


def test_a_request_is_answered_once_and_closed_once(desk):
    made = a_request(desk)
    answer_request(desk, made.ref, on=REPLY_BY)
    with pytest.raises(RefusedError, match="was answered on 2026-11-17") as refused:
        answer_request(desk, made.ref)
    assert refused.value.following.en == "ketnap person request show YC-2026-0001"

    close_request(desk, made.ref, Outcome.PARTLY)
    for again in (
        lambda: answer_request(desk, made.ref),
        lambda: close_request(desk, made.ref, Outcome.DONE),
    ):
        with pytest.raises(RefusedError, match="is closed: carried out in part"):
            again()


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 24), "has not come yet"),
        (date(2026, 11, 12), "lies before 2026-11-13"),
    ],
)
def test_a_day_that_cannot_be_is_refused(desk, on, said):
    made = a_request(desk)

    for attempt in (
        lambda: answer_request(desk, made.ref, on=on),
        lambda: close_request(desk, made.ref, Outcome.DONE, on=on),
    ):
        with pytest.raises(RefusedError, match=said):
            attempt()
    assert len(desk.store.entries(made.record.stream)) == 1


def test_a_request_of_the_future_or_of_nobody_is_refused(desk):
    ref = a_case(desk)

    with pytest.raises(RefusedError, match="has not come yet"):
        open_request(desk, ref, RequestKind.SEE, on=date(2026, 11, 24))
    with pytest.raises(NotFoundError):
        open_request(desk, "HS-2026-0099", RequestKind.SEE)
    with pytest.raises(NotFoundError) as unknown:
        find_request(desk, "YC-2026-0001")
    assert unknown.value.following.en == "ketnap person request list"


def test_an_erasure_is_not_called_done_while_the_data_stand(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)
    advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    made = open_request(desk, ref, RequestKind.ERASE, on=RECEIVED)
    with pytest.raises(RefusedError, match="still here") as refused:
        close_request(desk, made.ref, Outcome.DONE)
    assert refused.value.following.en == f"ketnap person erase {ref} --reason request"

    erase(desk, ref, "request", confirm="Nguyễn Thị Mỹ Hương", approved_by="hoa")

    assert close_request(desk, made.ref, Outcome.DONE).outcome is Outcome.DONE
    assert verify(desk.store.audit).breaks == ()


def test_a_rehearsal_writes_nothing(desk):
    made = a_request(desk, dry_run=True)
    assert due(made)["reply"] == REPLY_BY
    assert data_requests(desk.store) == ()

    made = open_request(desk, made.case, RequestKind.SEE, on=RECEIVED)
    assert answer_request(desk, made.ref, dry_run=True).state is RequestState.ANSWERED
    assert close_request(desk, made.ref, Outcome.DONE, dry_run=True).deadlines == ()
    assert find_request(desk, made.ref) == made


def test_the_same_request_id_is_never_carried_out_twice(desk):
    ref = a_case(desk)
    steps = (
        lambda: open_request(desk, ref, RequestKind.SEE, on=RECEIVED, request="a"),
        lambda: answer_request(desk, "0001", on=REPLY_BY, request="b"),
        lambda: close_request(desk, "0001", Outcome.DONE, on=REPLY_BY, request="c"),
    )
    first = [step() for step in steps]

    assert [step() for step in steps] == first
    assert len(desk.store.entries("request/YC-2026-0001")) == 3
    with pytest.raises(ConflictError, match="was used for something else"):
        open_request(desk, ref, RequestKind.ERASE, request="a")


def test_the_past_shows_a_request_as_it_stood(desk):
    made = a_request(desk)
    answer_request(desk, made.ref, on=REPLY_BY)
    close_request(desk, made.ref, Outcome.DONE, on=date(2026, 11, 20))

    def seen(day):
        moment = Moment(as_of=date.fromisoformat(day), known_at=at("2026-11-23", 4))
        return [
            (one.state, due(one)) for one in data_requests(AsOfStore(desk.store, moment, desk.law))
        ]

    assert seen("2026-11-12") == []
    assert seen("2026-11-16") == [
        (RequestState.OPEN, {"reply": REPLY_BY, "see": date(2026, 11, 23)})
    ]
    assert seen("2026-11-17") == [(RequestState.ANSWERED, {"see": date(2026, 11, 23)})]
    assert seen("2026-11-20") == [(RequestState.CLOSED, {})]


def test_who_was_second_is_told_what_the_first_did(desk):
    made = a_request(desk)
    stale = find_request(desk, made.ref).record
    answer_request(desk, made.ref)
    late = a_desk(desk.store, actor="minh")

    with pytest.raises(ConflictError, match="lan"):
        _write_on(late, stale)


def _write_on(desk, record):
    from workflow.drafting import Draft
    from workflow.registers.events import RecordEvent
    from workflow.registers.writing import went_on

    draft = Draft.begin(desk, "data-request-answer", None, {})
    went_on(draft, record, RecordEvent.DATA_REQUEST_ANSWERED, {}, on=draft.today)
    draft.commit()
