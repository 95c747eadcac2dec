"""Every condition that is not met says what is wrong, by which law, and what mends it."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, conditions, missing, take_to, told, vote

from rules.units import Confidence
from workflow.actions.advance import advance
from workflow.actions.pause import hold, resume
from workflow.actions.record import record
from workflow.errors import EventRefusedError
from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event, State

REF = "HS-2026-0001"
ADMISSION_DAY = date(2024, 7, 15)
RECOGNITION_DAY = date(2025, 9, 10)
DECISION_MISSING = (
    "chưa có số quyết định của cấp có thẩm quyền (--doc)",
    "the number of the competent body's decision is missing (--doc)",
)


def test_the_course_needs_the_decision_that_approves_it(desk):
    ref = a_case(desk)

    (decision,) = missing(desk, ref, Event.ENROL)

    assert decision.condition == "decision"
    assert told(decision) == (
        f"{DECISION_MISSING[0]} (điểm I.1.1, 12-HD/BTCTW ngày 18/01/2022; chưa xác minh)",
        f"{DECISION_MISSING[1]} (point I.1.1, 12-HD/BTCTW of 2022-01-18; unverified)",
        f"ketnap case advance {REF} enrol --doc … --issuer … --on …",
    )
    assert decision.confidence is Confidence.LOW


def test_a_file_needs_the_course_certificate(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)

    (certificate,) = missing(desk, ref, Event.OPEN_FILE, date(2024, 5, 2))

    assert certificate.condition == "course-certificate"
    assert certificate.confidence is Confidence.HIGH
    assert told(certificate) == (
        (
            "chưa có giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng"
            " (điểm 3.1, 01-HD/TW ngày 28/09/2021)"
        ),
        "there is no awareness-course certificate (point 3.1, 01-HD/TW of 2021-09-28)",
        f"ketnap case record {REF} certificate --number … --issuer … --on …",
    )


ADMISSION = (
    (
        "application",
        "chưa có đơn xin vào Đảng (điểm 3.2, 01-HD/TW ngày 28/09/2021)",
        "there is no application (point 3.2, 01-HD/TW of 2021-09-28)",
        "record HS-2026-0001 application --on …",
    ),
    (
        "cv",
        (
            "chưa có lý lịch của người xin vào Đảng"
            " (khoản 1 Điều 4, Điều lệ Đảng ngày 19/01/2011; chưa xác minh)"
        ),
        "there is no CV of the candidate (Art. 4.1, Party Charter of 2011-01-19; unverified)",
        "record HS-2026-0001 cv --on …",
    ),
    (
        "recommenders",
        (
            "cần 2 đảng viên chính thức giới thiệu, mới có 0"
            " (khoản 1 Điều 4, Điều lệ Đảng ngày 19/01/2011)"
        ),
        "2 full members must recommend; 0 did (Art. 4.1, Party Charter of 2011-01-19)",
        "record HS-2026-0001 recommendation --set by=member --set who=… --set known_since=… --on …",
    ),
    (
        "verification-conclusion",
        "cấp ủy cơ sở chưa kết luận thẩm tra lý lịch (điểm 3.3.b, 01-HD/TW ngày 28/09/2021)",
        (
            "the grassroots committee has not concluded the verification"
            " (point 3.3.b, 01-HD/TW of 2021-09-28)"
        ),
        "record HS-2026-0001 verification-conclusion --set result=clear --number … --on …",
    ),
    (
        "opinions",
        "thiếu ý kiến của các đoàn thể nơi công tác (điểm 3.5, 01-HD/TW ngày 28/09/2021)",
        (
            "the opinion of the organisations at the workplace is missing"
            " (point 3.5, 01-HD/TW of 2021-09-28)"
        ),
        (
            "record HS-2026-0001 opinion --set source=workplace --set purpose=admission"
            " --set result=agree --on …"
        ),
    ),
    (
        "opinions",
        "thiếu ý kiến của chi ủy nơi cư trú (điểm 3.5, 01-HD/TW ngày 28/09/2021)",
        (
            "the opinion of the cell committee at the residence is missing"
            " (point 3.5, 01-HD/TW of 2021-09-28)"
        ),
        (
            "record HS-2026-0001 opinion --set source=residence --set purpose=admission"
            " --set result=agree --on …"
        ),
    ),
    (
        "cell-vote",
        "chưa có biểu quyết của chi bộ (khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011)",
        "the cell has not voted (Art. 4.3, Party Charter of 2011-01-19)",
        "record HS-2026-0001 vote --set body=cell --set purpose=admission … --on …",
    ),
    (
        "cell-resolution",
        "chưa có nghị quyết của chi bộ (khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011)",
        "there is no resolution of the cell (Art. 4.3, Party Charter of 2011-01-19)",
        "record HS-2026-0001 resolution --set body=cell --set purpose=admission --number … --on …",
    ),
    (
        "committee-vote",
        (
            "chưa có biểu quyết của tập thể cấp ủy Đảng bộ phường Đô Vinh (DV), cấp có thẩm quyền"
            " ngày 15/07/2024 (điểm 4.3.2.a, 24-QĐ/TW ngày 30/07/2021; chưa xác minh)"
        ),
        (
            "the whole committee of Đảng bộ phường Đô Vinh (DV), which had the authority on"
            " 2024-07-15, has not voted (point 4.3.2.a, 24-QĐ/TW of 2021-07-30; unverified)"
        ),
        "record HS-2026-0001 vote --set body=committee --set purpose=admission … --on …",
    ),
    (
        "decision",
        f"{DECISION_MISSING[0]} (điểm 4.3.2, 24-QĐ/TW ngày 30/07/2021; chưa xác minh)",
        f"{DECISION_MISSING[1]} (point 4.3.2, 24-QĐ/TW of 2021-07-30; unverified)",
        "advance HS-2026-0001 admit --doc … --issuer … --on …",
    ),
)


def test_an_admission_with_nothing_in_the_file_names_all_that_is_missing(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    found = [(one.condition, *told(one)) for one in missing(desk, ref, Event.ADMIT, ADMISSION_DAY)]

    assert found == [(name, vi, en, f"ketnap case {cure}") for name, vi, en, cure in ADMISSION]


KNOWN = {"by": "member", "who": "A", "known_since": "2020-01-01"}
ADMISSION_REMEDIES = (
    ("application", FactKind.APPLICATION, {}, date(2024, 5, 3)),
    ("cv", FactKind.CV, {}, date(2024, 5, 3)),
    ("recommenders", FactKind.RECOMMENDATION, KNOWN, date(2024, 5, 4)),
    (
        "verification-conclusion",
        FactKind.VERIFICATION_CONCLUSION,
        {"result": "clear"},
        date(2024, 6, 7),
    ),
    (
        "opinions",
        FactKind.OPINION,
        {"source": "workplace", "purpose": "admission", "result": "agree"},
        date(2024, 6, 8),
    ),
    (
        "opinions",
        FactKind.OPINION,
        {"source": "residence", "purpose": "admission", "result": "agree"},
        date(2024, 6, 8),
    ),
    ("cell-vote", FactKind.VOTE, vote("cell", "admission"), date(2024, 6, 20)),
    (
        "cell-resolution",
        FactKind.RESOLUTION,
        {"body": "cell", "purpose": "admission"},
        date(2024, 6, 20),
    ),
    ("committee-vote", FactKind.VOTE, vote("committee", "admission"), date(2024, 6, 25)),
    ("decision", FactKind.DECISION, {"purpose": "admission"}, ADMISSION_DAY),
)


def _cure(desk, ref, kind, values, on):
    record(desk, ref, kind, values, on=on, document=f"{kind}-{on}", issuer="DV")


@pytest.mark.parametrize("number", range(len(ADMISSION_REMEDIES)))
def test_each_remedy_of_an_admission_removes_exactly_its_condition(desk, number):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    before = conditions(desk, ref, Event.ADMIT, ADMISSION_DAY)
    name, kind, values, on = ADMISSION_REMEDIES[number]

    _cure(desk, ref, kind, values, on)
    if name == "recommenders":
        _cure(desk, ref, kind, {**values, "who": "B"}, on)

    after = conditions(desk, ref, Event.ADMIT, ADMISSION_DAY)
    assert before[number] == name
    assert after == before[:number] + before[number + 1 :]


def test_all_remedies_together_open_the_way_to_admission(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    for name, kind, values, on in ADMISSION_REMEDIES:
        _cure(desk, ref, kind, values, on)
        if name == "recommenders":
            _cure(desk, ref, kind, {**values, "who": "B"}, on)

    assert conditions(desk, ref, Event.ADMIT, ADMISSION_DAY) == []


RECOGNITION = (
    (
        "new-member-course",
        "chưa có giấy chứng nhận lớp bồi dưỡng đảng viên mới (điểm 4, 06-HD/TW ngày 09/06/2025)",
        "there is no new-member certificate (point 4, 06-HD/TW of 2025-06-09)",
        "record HS-2026-0001 new-member-certificate --number … --issuer … --on …",
    ),
    (
        "self-review",
        "chưa có bản tự kiểm điểm của đảng viên dự bị (điểm 4, 06-HD/TW ngày 09/06/2025)",
        "there is no self-review of the probationary member (point 4, 06-HD/TW of 2025-06-09)",
        "record HS-2026-0001 self-review --on …",
    ),
    (
        "helper-remarks",
        "chưa có nhận xét của đảng viên giúp đỡ (điểm 4, 06-HD/TW ngày 09/06/2025)",
        "there are no remarks of the helper (point 4, 06-HD/TW of 2025-06-09)",
        "record HS-2026-0001 helper-remarks --on …",
    ),
    (
        "opinions",
        "thiếu ý kiến của các đoàn thể nơi công tác (điểm 4, 06-HD/TW ngày 09/06/2025)",
        (
            "the opinion of the organisations at the workplace is missing"
            " (point 4, 06-HD/TW of 2025-06-09)"
        ),
        (
            "record HS-2026-0001 opinion --set source=workplace --set purpose=recognition"
            " --set result=agree --on …"
        ),
    ),
    (
        "opinions",
        "thiếu ý kiến của chi ủy nơi cư trú (điểm 4, 06-HD/TW ngày 09/06/2025)",
        (
            "the opinion of the cell committee at the residence is missing"
            " (point 4, 06-HD/TW of 2025-06-09)"
        ),
        (
            "record HS-2026-0001 opinion --set source=residence --set purpose=recognition"
            " --set result=agree --on …"
        ),
    ),
    (
        "cell-vote",
        "chưa có biểu quyết của chi bộ (khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011)",
        "the cell has not voted (Art. 4.3, Party Charter of 2011-01-19)",
        "record HS-2026-0001 vote --set body=cell --set purpose=recognition … --on …",
    ),
    (
        "cell-resolution",
        "chưa có nghị quyết của chi bộ (khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011)",
        "there is no resolution of the cell (Art. 4.3, Party Charter of 2011-01-19)",
        (
            "record HS-2026-0001 resolution --set body=cell --set purpose=recognition --number …"
            " --on …"
        ),
    ),
    (
        "committee-vote",
        (
            "chưa có biểu quyết của tập thể cấp ủy Đảng bộ phường Đô Vinh (DV), cấp có thẩm quyền"
            " ngày 10/09/2025 (điểm 4.3.2.a, 294-QĐ/TW ngày 26/05/2025; chưa xác minh)"
        ),
        (
            "the whole committee of Đảng bộ phường Đô Vinh (DV), which had the authority on"
            " 2025-09-10, has not voted (point 4.3.2.a, 294-QĐ/TW of 2025-05-26; unverified)"
        ),
        "record HS-2026-0001 vote --set body=committee --set purpose=recognition … --on …",
    ),
    (
        "decision",
        f"{DECISION_MISSING[0]} (điểm 4.3.2, 294-QĐ/TW ngày 26/05/2025; chưa xác minh)",
        f"{DECISION_MISSING[1]} (point 4.3.2, 294-QĐ/TW of 2025-05-26; unverified)",
        "advance HS-2026-0001 recognise --doc … --issuer … --on …",
    ),
)
RECOGNITION_REMEDIES = (
    ("new-member-course", FactKind.NEW_MEMBER_CERTIFICATE, {}, date(2025, 3, 1)),
    ("self-review", FactKind.SELF_REVIEW, {}, date(2025, 8, 8)),
    ("helper-remarks", FactKind.HELPER_REMARKS, {}, date(2025, 8, 8)),
    (
        "opinions",
        FactKind.OPINION,
        {"source": "workplace", "purpose": "recognition", "result": "agree"},
        date(2025, 8, 8),
    ),
    (
        "opinions",
        FactKind.OPINION,
        {"source": "residence", "purpose": "recognition", "result": "agree"},
        date(2025, 8, 8),
    ),
    ("cell-vote", FactKind.VOTE, vote("cell", "recognition"), date(2025, 8, 20)),
    (
        "cell-resolution",
        FactKind.RESOLUTION,
        {"body": "cell", "purpose": "recognition"},
        date(2025, 8, 20),
    ),
    ("committee-vote", FactKind.VOTE, vote("committee", "recognition"), date(2025, 8, 25)),
    ("decision", FactKind.DECISION, {"purpose": "recognition"}, RECOGNITION_DAY),
)


def test_a_recognition_with_nothing_in_the_file_names_all_that_is_missing(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    found = [
        (one.condition, *told(one)) for one in missing(desk, ref, Event.RECOGNISE, RECOGNITION_DAY)
    ]

    assert found == [(name, vi, en, f"ketnap case {cure}") for name, vi, en, cure in RECOGNITION]


@pytest.mark.parametrize("number", range(len(RECOGNITION_REMEDIES)))
def test_each_remedy_of_a_recognition_removes_exactly_its_condition(desk, number):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    before = conditions(desk, ref, Event.RECOGNISE, RECOGNITION_DAY)
    name, kind, values, on = RECOGNITION_REMEDIES[number]

    _cure(desk, ref, kind, values, on)

    after = conditions(desk, ref, Event.RECOGNISE, RECOGNITION_DAY)
    assert before[number] == name
    assert after == before[:number] + before[number + 1 :]


def test_a_ceremony_needs_a_helper_and_naming_one_is_enough(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.ADMITTED)

    (helper,) = missing(desk, ref, Event.HOLD_CEREMONY, date(2024, 8, 1))
    record(desk, ref, FactKind.HELPER, {"who": "Lê Văn Tám"}, on=date(2024, 8, 1))

    assert helper.condition == "helper"
    assert told(helper) == (
        "chưa phân công đảng viên giúp đỡ (khoản 1 Điều 5, Điều lệ Đảng ngày 19/01/2011)",
        "no helper is assigned (Art. 5.1, Party Charter of 2011-01-19)",
        f"ketnap case record {REF} helper --set who=… --on …",
    )
    assert conditions(desk, ref, Event.HOLD_CEREMONY, date(2024, 8, 1)) == []


def test_a_paper_that_came_after_the_cell_met_does_not_count(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    record(desk, ref, FactKind.APPLICATION, {}, on=date(2024, 6, 21))
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2024, 6, 20))

    application = missing(desk, ref, Event.ADMIT, ADMISSION_DAY)[0]

    assert told(application)[:2] == (
        (
            "chưa có đơn xin vào Đảng (bản ngày 21/06/2024 sau ngày 20/06/2024)"
            " (điểm 3.2, 01-HD/TW ngày 28/09/2021)"
        ),
        (
            "there is no application (the one of 2024-06-21 is later than 2024-06-20)"
            " (point 3.2, 01-HD/TW of 2021-09-28)"
        ),
    )


def test_a_cv_written_before_the_application_is_named_and_a_new_one_mends_it(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    record(desk, ref, FactKind.CV, {}, on=date(2024, 5, 3))
    record(desk, ref, FactKind.APPLICATION, {}, on=date(2024, 5, 4))

    order = missing(desk, ref, Event.ADMIT, ADMISSION_DAY)[0]
    record(desk, ref, FactKind.CV, {}, on=date(2024, 5, 4))

    assert order.condition == "application-order"
    assert told(order) == (
        (
            "lý lịch (03/05/2024) làm trước đơn (04/05/2024)"
            " (khoản 1 Điều 4, Điều lệ Đảng ngày 19/01/2011; chưa xác minh)"
        ),
        (
            "the CV (2024-05-03) was written before the application (2024-05-04)"
            " (Art. 4.1, Party Charter of 2011-01-19; unverified)"
        ),
        f"ketnap case record {REF} cv --on …",
    )
    assert "application-order" not in conditions(desk, ref, Event.ADMIT, ADMISSION_DAY)


def test_a_case_on_hold_moves_on_only_after_it_is_resumed(desk):
    ref = a_case(desk)
    hold(desk, ref, Reason.ABSENT)

    held = missing(desk, ref, Event.ENROL)[0]
    resume(desk, ref)

    assert (held.condition, *told(held)) == (
        "hold",
        "hồ sơ đang tạm dừng (nguyên tắc của sổ theo dõi này)",
        "the case is on hold (a rule of this register)",
        f"ketnap case resume {REF}",
    )
    assert conditions(desk, ref, Event.ENROL) == ["decision"]


def test_a_case_on_hold_can_be_closed(desk):
    ref = a_case(desk)
    hold(desk, ref, Reason.ABSENT)

    closed = advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)

    assert (closed.case.state, closed.case.held) == (State.CLOSED, None)


def test_a_day_that_has_not_come_is_refused(desk):
    ref = a_case(desk)

    day = missing(desk, ref, Event.CLOSE, date(2026, 11, 24))[0]

    assert (day.condition, *told(day)) == (
        "day",
        "ngày 24/11/2026 chưa tới (hôm nay 23/11/2026) (nguyên tắc của sổ theo dõi này)",
        "2026-11-24 has not come yet (today is 2026-11-23) (a rule of this register)",
        f"ketnap case advance {REF} close --on …",
    )
    assert conditions(desk, ref, Event.CLOSE, date(2026, 11, 23)) == ["reason"]


def test_an_event_cannot_lie_before_the_step_that_led_to_it(desk):
    ref = a_case(desk, on=date(2024, 1, 5))

    order = missing(desk, ref, Event.ENROL, date(2024, 1, 4))[0]

    assert (order.condition, *told(order)) == (
        "order",
        (
            "ngày 04/01/2024 trước ngày hồ sơ vào bước Được giới thiệu (05/01/2024)"
            " (nguyên tắc của sổ theo dõi này)"
        ),
        "2024-01-04 lies before the case reached Nominated (2024-01-05) (a rule of this register)",
        f"ketnap case advance {REF} enrol --on …",
    )
    assert conditions(desk, ref, Event.ENROL, date(2024, 1, 5)) == ["decision"]


def test_an_annulment_cannot_lie_before_the_decision_it_annuls(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)  # decided 10 September, effective 1 August 2025

    order = missing(desk, ref, Event.ANNUL, date(2025, 9, 9))[0]

    assert order.problem.en == "2025-09-09 lies before the case reached Full member (2025-09-10)"
    assert "order" not in conditions(desk, ref, Event.ANNUL, date(2025, 9, 10))


def test_leaving_the_path_names_reason_decision_and_second_person(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)

    annul = missing(desk, ref, Event.ANNUL, date(2025, 8, 1))
    strike_off = missing(desk, ref, Event.STRIKE_OFF, date(2025, 8, 1))

    assert [told(one) for one in annul] == [
        (
            "cần mã lý do (--reason-code) (nguyên tắc của sổ theo dõi này)",
            "a reason code is needed (--reason-code) (a rule of this register)",
            f"ketnap case advance {REF} annul --reason-code … --reason …",
        ),
        (
            f"{DECISION_MISSING[0]} (điểm 4.4, 24-QĐ/TW ngày 30/07/2021)",
            f"{DECISION_MISSING[1]} (point 4.4, 24-QĐ/TW of 2021-07-30)",
            f"ketnap case advance {REF} annul --doc … --issuer … --on …",
        ),
        (
            "cần người thứ hai chấp thuận (--approved-by) (nguyên tắc của sổ theo dõi này)",
            "a second person must approve (--approved-by) (a rule of this register)",
            f"ketnap case advance {REF} annul --approved-by …",
        ),
    ]
    assert [one.condition for one in strike_off] == [
        "cell-vote",
        "cell-resolution",
        "committee-vote",
        "decision",
        "second-person",
    ]
    assert strike_off[3].source is not None
    assert strike_off[3].source.cite("en") == "Art. 5.2, Party Charter of 2011-01-19"


def test_a_recorded_decision_counts_only_for_its_own_day(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    for name, kind, values, on in ADMISSION_REMEDIES:
        _cure(desk, ref, kind, values, on)
        if name == "recommenders":
            _cure(desk, ref, kind, {**values, "who": "B"}, on)

    (decision,) = missing(desk, ref, Event.ADMIT, date(2024, 7, 16))

    assert told(decision) == (
        (
            "quyết định decision-2024-07-15 ghi ngày 15/07/2024, không phải 16/07/2024"
            " (điểm 4.3.2, 24-QĐ/TW ngày 30/07/2021; chưa xác minh)"
        ),
        (
            "decision decision-2024-07-15 is dated 2024-07-15, not 2024-07-16"
            " (point 4.3.2, 24-QĐ/TW of 2021-07-30; unverified)"
        ),
        f"ketnap case advance {REF} admit --on 2024-07-15",
    )


def test_an_event_takes_the_paper_of_the_decision_recorded_before(desk):
    ref = a_case(desk)
    record(
        desk,
        ref,
        FactKind.DECISION,
        {"purpose": "course"},
        on=date(2024, 1, 20),
        document="05-QĐ/ĐU",
        issuer="Đảng ủy phường",
    )

    moved = advance(desk, ref, Event.ENROL, on=date(2024, 2, 1))

    assert moved.entry.fields["document"] == {"number": "05-QĐ/ĐU", "issuer": "Đảng ủy phường"}


def test_an_empty_document_number_names_no_decision(desk):
    ref = a_case(desk)

    with pytest.raises(EventRefusedError, match="1 unmet"):
        advance(desk, ref, Event.ENROL, on=date(2024, 2, 1), document="  ")
