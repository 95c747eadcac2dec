"""The checklist of an event says of each paper where it stands, and never contradicts the law."""

from __future__ import annotations

from datetime import date

import pytest
from builders import (
    a_case,
    a_desk,
    conditions,
    missing,
    ready_to_admit,
    ready_to_recognise,
    take_to,
    units,
    vote,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import Calendar
from rules.rulebook import Rulebook
from workflow.actions.advance import advance
from workflow.actions.checklist import checklist_of
from workflow.actions.correct import correct
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.case import Case, Fact
from workflow.checklist import Item, Status, blocked_by_papers, checklist
from workflow.conditions import unmet
from workflow.errors import InputError, RefusedError
from workflow.facts import FactKind
from workflow.inquiry import Inquiry, Proposal
from workflow.law import Law
from workflow.papers import PAPERS
from workflow.person import Person
from workflow.states import Event, State

MEETING = date(2024, 7, 15)
BOOK, CALENDAR = Rulebook.open(), Calendar.open()


@pytest.fixture
def desk(store):
    made = a_desk(store)
    units(made)
    return made


def papers(desk, ref, event=None, on=None) -> dict[str, Item]:
    return {item.document: item for item in checklist_of(desk, ref, event, on=on)[2]}


def statuses(desk, ref, event=None, on=None) -> dict[str, str]:
    return {key: item.status.value for key, item in papers(desk, ref, event, on).items()}


def check(desk, ref, paper, status, on=date(2024, 7, 1)):
    values = {"paper": paper, "status": status, "why": "thiếu giáp lai"}
    return record(desk, ref, FactKind.PAPER_CHECK, values, on=on)


def test_an_empty_file_misses_what_everybody_needs_and_nothing_else(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    assert statuses(desk, ref, on=MEETING) == {
        "course-certificate": "valid",
        "application": "missing",
        "cv": "missing",
        "recommendation": "missing",
        "youth-union-resolution": "not-applicable",
        "trade-union-resolution": "not-applicable",
        "verification-letter": "not-applicable",
        "verification-reply": "not-applicable",
        "verification-conclusion": "missing",
        "political-conclusion": "not-applicable",
        "opinions": "missing",
        "over-age-grounds": "not-applicable",
        "consent-over-age": "not-applicable",
        "consent-education": "not-applicable",
        "opinion-private-owner": "not-applicable",
        "consent-private-owner": "not-applicable",
        "opinion-foreign-spouse": "not-applicable",
        "consent-foreign-spouse": "not-applicable",
        "opinion-religion": "not-applicable",
        "consent-population-policy": "not-applicable",
        "consent-no-cell": "not-applicable",
        "consent-readmission": "not-applicable",
        "record-cleared": "not-applicable",
        "move-paper": "not-applicable",
        "cell-resolution": "missing",
        "departmental-report": "not-applicable",
        "committee-resolution": "missing",
        "standing-committee-vote": "not-applicable",
        "standing-members-vote": "not-applicable",
        "admission-decision": "missing",
    }


def test_each_paper_carries_the_form_of_its_day_and_the_law_that_asks_for_it(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)

    found = papers(desk, ref, on=MEETING)

    assert found["cv"].form.number == "2-KNĐ"
    assert found["cv"].form_source.document == "12-HD/BTCTW 2022-01-18"
    assert found["cv"].source.cite("vi") == "điểm 3.3.a, 01-HD/TW ngày 28/09/2021"
    assert found["cv"].status is Status.VALID
    assert found["cv"].why.vi == "đã có (03/05/2024)"
    assert found["cell-resolution"].form.number == "6-KNĐ"
    assert found["cell-resolution"].why.vi == "đã có (6-NQ/CB 20/06/2024)"
    assert found["recommendation"].form.number == "3A-KNĐ"
    assert found["verification-reply"].form is None
    assert found["youth-union-resolution"].why.vi == "chỉ cần khi Đoàn Thanh niên giới thiệu"


def test_a_member_beside_the_youth_union_fills_in_the_usual_form(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    for by in ("member", "youth-union"):
        values = {"by": by, "who": "A", "known_since": "2020-01-01"}
        record(desk, ref, FactKind.RECOMMENDATION, values, on=date(2024, 5, 3))

    found = papers(desk, ref, on=MEETING)

    assert found["recommendation"].form.number == "3-KNĐ"
    assert found["youth-union-resolution"].status is Status.VALID
    assert found["youth-union-resolution"].form.number == "4-KNĐ"


@pytest.mark.parametrize(("unit", "number"), [("DV", "9A-KNĐ"), ("CVA", "9-KNĐ")])
def test_the_form_of_the_decision_follows_the_body_that_decides(desk, unit, number):
    nominee = Nominee(name="Trần Thị Bảy", born="1998-05-02", education="upper-secondary")
    ref = nominate(desk, nominee, unit, on=date(2024, 1, 5), document="01-NQ/CB").case.ref
    take_to(desk, ref, State.VERIFICATION)

    assert papers(desk, ref, on=MEETING)["admission-decision"].form.number == number


def test_an_incomplete_paper_is_to_be_supplemented_with_the_reason_and_the_remedy(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    values = {"source": "workplace", "purpose": "admission", "result": "agree"}
    record(desk, ref, FactKind.OPINION, values, on=date(2024, 6, 8))

    item = papers(desk, ref, on=MEETING)["opinions"]

    assert item.status is Status.SUPPLEMENT
    assert item.status.blocks
    assert item.why.vi == "thiếu ý kiến của chi ủy nơi cư trú"
    assert item.source.cite("vi") == "điểm 3.5, 01-HD/TW ngày 28/09/2021"
    assert item.confidence == "high"
    assert item.remedy.vi.startswith("ketnap case record HS-2026-0001 opinion --set source=resi")


def test_a_paper_is_as_sure_as_the_least_sure_of_what_is_wrong_with_it(desk):
    """The age of the certificate is verified, that the file is too old is not under 208-QĐ/TW."""
    ref = a_case(desk, on=date(2025, 1, 6))
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2025, 2, 3), document="1", issuer="TT")
    advance(desk, ref, Event.ENROL, on=date(2025, 2, 4), document="05-CV/ĐU")
    advance(desk, ref, Event.OPEN_FILE, on=date(2025, 3, 3))
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2026, 9, 10))

    item = papers(desk, ref, on=date(2026, 9, 20))["opinions"]

    assert item.status is Status.MISSING
    assert (item.source.cite("vi"), item.confidence) == ("01-HD/TW ngày 19/05/2026", "low")


def test_a_vote_that_failed_leaves_the_resolution_to_be_supplemented(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    record(desk, ref, FactKind.VOTE, vote("cell", "admission", yes=5), on=date(2024, 6, 22))

    assert statuses(desk, ref, on=MEETING)["cell-resolution"] == "supplement"


def test_an_officer_sends_a_paper_back_and_takes_it_up_again(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    assert conditions(desk, ref, Event.ADMIT, MEETING) == ["decision"]

    check(desk, ref, "cv", "supplement")

    (sent_back, _) = missing(desk, ref, Event.ADMIT, MEETING)
    assert sent_back.condition == "paper-check"
    assert sent_back.sentence().vi == (
        "Lý lịch của người xin vào Đảng: cần bổ sung (kiểm tra ngày 01/07/2024, mục 15)"
        " (điểm 3.3.a, 01-HD/TW ngày 28/09/2021)"
    )
    item = papers(desk, ref, on=MEETING)["cv"]
    assert (item.status, item.check.seq) == (Status.SUPPLEMENT, 15)
    assert item.remedy.vi == (
        "ketnap case record HS-2026-0001 paper-check --set paper=cv --set status=valid"
        " --set why=… --on …"
    )
    check(desk, ref, "cv", "review")
    found = papers(desk, ref, on=MEETING)["cv"]
    assert found.status is Status.REVIEW
    assert found.why.vi == "đã có (03/05/2024), chờ duyệt"
    assert conditions(desk, ref, Event.ADMIT, MEETING) == ["decision"]
    check(desk, ref, "cv", "valid")
    assert statuses(desk, ref, on=MEETING)["cv"] == "valid"


def test_a_new_version_of_a_paper_makes_its_check_void(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    check(desk, ref, "application", "supplement")

    record(desk, ref, FactKind.APPLICATION, {}, on=date(2024, 5, 3))

    assert statuses(desk, ref, on=MEETING)["application"] == "valid"
    assert conditions(desk, ref, Event.ADMIT, MEETING) == ["decision"]


def test_a_check_counts_from_its_own_day(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)
    check(desk, ref, "application", "supplement", on=date(2024, 8, 1))

    assert statuses(desk, ref, on=MEETING)["application"] == "valid"
    assert statuses(desk, ref, on=date(2024, 8, 1))["application"] == "supplement"


def test_what_is_not_there_cannot_be_checked(desk):
    ref = a_case(desk)

    with pytest.raises(RefusedError) as caught:
        check(desk, ref, "cv", "review")

    assert caught.value.what.vi == (
        "Hồ sơ HS-2026-0001 chưa có “Lý lịch của người xin vào Đảng” để kiểm tra; hãy ghi giấy tờ"
        " trước (ketnap case record HS-2026-0001 cv)."
    )
    assert len(desk.store.entries(ref)) == 1


def test_a_check_needs_a_reason(desk):
    ref = a_case(desk)

    with pytest.raises(InputError) as caught:
        record(desk, ref, FactKind.PAPER_CHECK, {"paper": "cv", "status": "review"})

    assert caught.value.why[0].vi == "thiếu Lý do (--set why=…)"


def test_the_recognition_file_asks_for_the_self_review_and_the_helper_s_remarks(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    before = statuses(desk, ref, on=date(2025, 9, 10))
    ready_to_recognise(desk, ref)
    after = papers(desk, ref, on=date(2025, 9, 10))

    assert (before["self-review"], before["helper-remarks"]) == ("missing", "missing")
    assert after["self-review"].form.number == "10-KNĐ"
    assert after["self-review"].form.verified is False
    assert [item.document for item in after.values() if item.status.blocks] == [
        "recognition-decision"
    ]


def test_remarks_written_after_the_meeting_come_too_late(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    ready_to_recognise(desk, ref)
    seq = next(
        fact.seq
        for fact in desk.store.dossier(ref).case.facts
        if fact.kind is FactKind.HELPER_REMARKS
    )
    correct(desk, ref, seq, effective_on=date(2025, 8, 25), reason="nhầm ngày")

    item = papers(desk, ref, on=date(2025, 9, 10))["helper-remarks"]

    assert item.status is Status.SUPPLEMENT
    assert item.why.vi == (
        "chưa có nhận xét của đảng viên giúp đỡ (bản ngày 25/08/2025 sau ngày 20/08/2025)"
    )


def test_without_an_event_the_next_one_is_meant(desk):
    ref = a_case(desk)

    assert checklist_of(desk, ref)[1] is Event.ENROL
    assert checklist_of(desk, ref, Event.CLOSE)[2] == ()


def test_an_ended_case_needs_no_papers(desk):
    ref = a_case(desk)
    advance(desk, ref, Event.CLOSE, on=date(2024, 2, 1), reason_code="withdrawn")

    with pytest.raises(RefusedError) as caught:
        checklist_of(desk, ref)

    assert caught.value.what.vi == (
        "Hồ sơ HS-2026-0001 đang ở bước Đã dừng, không còn việc nào cần giấy tờ."
    )


def test_an_event_that_the_state_forbids_is_refused(desk):
    with pytest.raises(
        RefusedError,
        match=r"^Cannot recognise HS-2026-0001: it is in nominated;",
    ):
        checklist_of(desk, a_case(desk), Event.RECOGNISE)


# What lies in a paper, by the names of the conditions; everything else is about people and days.
PAPER_CONDITIONS = {
    *("application", "application-order", "cv", "recommenders", "recommender-acquaintance"),
    *("verification-conclusion", "verification-reply", "political-conclusion", "opinions"),
    *("cell-vote", "cell-resolution", "cell-minimum", "committee-vote", "standing-committee-vote"),
    *("course-certificate", "file-age", "decision", "helper", "new-member-course", "paper-check"),
    *("self-review", "helper-remarks", "recognition-cell", "authority", "failed-ballots"),
    *("departmental-report", "committee-proposal"),
}
ALL = [
    (FactKind.APPLICATION, {}),
    (FactKind.CV, {}),
    (FactKind.CERTIFICATE, {}),
    *[
        (FactKind.RECOMMENDATION, {"by": by, "who": "x", "known_since": since})
        for by in ("member", "youth-union")
        for since in ("2020-01-01", "2024-01-01")
    ],
    (FactKind.VERIFICATION_LETTER, {"addressee": "x"}),
    (FactKind.VERIFICATION_REPLY, {"letter": "D", "result": "clear"}),
    (FactKind.VERIFICATION_CONCLUSION, {"result": "clear"}),
    (FactKind.VERIFICATION_CONCLUSION, {"result": "issue"}),
    (FactKind.POLITICAL_CONCLUSION, {"result": "eligible"}),
    *[
        (FactKind.OPINION, {"source": source, "purpose": purpose, "result": "agree"})
        for source in ("workplace", "residence")
        for purpose in ("admission", "recognition")
    ],
    *[
        (
            FactKind.VOTE,
            {
                "body": body,
                "purpose": purpose,
                "electors": 9,
                "present": 9,
                "for": yes,
                "against": 9 - yes,
            },
        )
        for body in ("cell", "committee", "standing-committee")
        for purpose in ("admission", "recognition")
        for yes in (9, 4)
    ],
    *[
        (FactKind.RESOLUTION, {"body": "cell", "purpose": purpose})
        for purpose in ("admission", "recognition")
    ],
    (FactKind.DECISION, {"purpose": "admission"}),
    (FactKind.DECISION, {"purpose": "recognition"}),
    (FactKind.HELPER, {"who": "x"}),
    (FactKind.NEW_MEMBER_CERTIFICATE, {}),
    (FactKind.SELF_REVIEW, {}),
    (FactKind.HELPER_REMARKS, {}),
    *[
        (FactKind.PAPER_CHECK, {"paper": paper, "status": status, "why": "x"})
        for paper in ("cv", "opinions", "cell-resolution", "self-review")
        for status in ("supplement", "review", "valid")
    ],
]
FACTS = st.lists(st.tuples(st.sampled_from(ALL), st.integers(0, 40)), max_size=40, unique_by=str)
ROUTES = [
    (Event.OPEN_FILE, State.COURSE),
    (Event.ADMIT, State.VERIFICATION),
    (Event.HOLD_CEREMONY, State.ADMITTED),
    (Event.RECOGNISE, State.PROBATION),
    (Event.STRIKE_OFF, State.PROBATION),
    (Event.ANNUL, State.FULL_MEMBER),
]
PERSON = Person(
    id="p",
    name="x",
    name_key="x",
    name_sort="x",
    born="1998-05-02",
    education="upper-secondary",
)


def a_random_case(state: State, facts) -> Case:
    days = {"open-file": date(2024, 3, 1), "hold-ceremony": date(2024, 4, 1)}
    return Case(
        ref="HS-2026-0001",
        person="p",
        unit="DV",
        state=state,
        since=date(2024, 2, 1),
        seq=len(facts) + 1,
        head="",
        opened_on=date(2024, 1, 1),
        days=days,
        steps=dict.fromkeys(days, 1),
        facts=tuple(
            Fact(
                kind=kind,
                on=date(2024, 3, 1).replace(day=1 + day % 28, month=3 + day // 28),
                seq=seq,
                document="D",
                data=data,
            )
            for seq, ((kind, data), day) in enumerate(facts, start=2)
        ),
    )


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ROUTES), FACTS, st.sampled_from([date(2024, 5, 1), date(2025, 5, 1)]))
def test_the_papers_allow_an_event_exactly_when_none_is_wanting(route, facts, on):
    event, state = route
    case, law = a_random_case(state, facts), Law(BOOK, CALENDAR)
    ask = Inquiry(
        case=case, person=PERSON, proposal=Proposal(event=event, on=on, today=on), law=law
    )

    items = checklist(case, PERSON, event, on=on, today=on, law=law, forms=BOOK.forms())
    problems = unmet(ask)

    wanting = [item for item in items if item.status.blocks]
    in_papers = [one for one in problems if one.condition in PAPER_CONDITIONS]
    ordered = [one for one in problems if one.condition == "order" and one.paper is not None]
    assert bool(wanting) is bool(in_papers or ordered)
    assert blocked_by_papers(problems, event) is bool(wanting)
    told = " ".join(item.why.vi for item in wanting)
    assert [
        one for one in in_papers if one.condition != "paper-check" and one.problem.vi not in told
    ] == []


def test_a_paper_that_a_condition_asks_for_is_listed_even_if_the_table_forgot_it(monkeypatch):
    case, law = a_random_case(State.VERIFICATION, []), Law(BOOK, CALENDAR)
    monkeypatch.setattr("workflow.checklist.PAPERS", {})

    items = checklist(
        case,
        PERSON,
        Event.ADMIT,
        on=date(2024, 5, 1),
        today=date(2024, 5, 1),
        law=law,
        forms=BOOK.forms(),
    )

    found = {item.document: item for item in items}
    assert found["application"].status is Status.MISSING
    assert found["application"].label.vi == "Đơn xin vào Đảng"
    assert found["application"].form is None
    assert found["application"].remedy.en == "ketnap case record HS-2026-0001 application --on …"


def test_every_paper_of_the_table_has_its_rule_and_its_form_where_there_is_one():
    day = date(2026, 11, 23)
    documents = {form.document for form in BOOK.forms().on(day)}
    papers_ = [paper for papers_ in PAPERS.values() for paper in papers_]

    assert {paper.rule for paper in papers_} <= set(BOOK.ids())
    assert {paper.key for paper in papers_} - documents == {
        *("course-decision", "verification-reply", "verification-conclusion"),
        *("political-conclusion", "consent-over-age", "consent-education", "helper"),
        *("standing-committee-vote", "decision-receipt", "consent-late-ceremony"),
        *("standing-committee-vote-recognition", "cell-resolution-strike-off"),
        *("departmental-report-strike-off", "committee-resolution-strike-off"),
        *("standing-committee-vote-strike-off", "over-age-grounds", "consent-private-owner"),
        "opinion-private-owner",
        *("opinion-foreign-spouse", "consent-foreign-spouse", "opinion-religion"),
        *("consent-population-policy", "consent-no-cell", "consent-readmission"),
        *("record-cleared", "move-paper", "late-explanation"),
        *("standing-members-vote", "standing-members-vote-recognition"),
        *("standing-members-vote-strike-off", "superior-ruling-recognition"),
        "superior-ruling-strike-off",
    }


def test_statuses_are_said_in_the_officers_words():
    assert [status.label.vi for status in Status] == [
        "hợp lệ",
        "chờ duyệt",
        "cần bổ sung",
        "thiếu",
        "không áp dụng",
    ]
