"""The law at the cell's meeting on admission: the day before, the day itself, the day after."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, a_desk, at, conditions, missing, take_to, told, vote

from workflow.actions.advance import advance
from workflow.actions.correct import correct, correct_person
from workflow.actions.record import record
from workflow.actions.unit_status import change_status
from workflow.facts import FactKind
from workflow.states import Event, State
from workflow.unit import UnitStatus

FAR = date(2026, 11, 23)


def _in_verification(desk, *, born="1990-05-02", certificate, opened):
    """A case whose certificate and file are of given days."""
    ref = a_case(desk, on=date(2017, 1, 5), born=born)
    advance(desk, ref, Event.ENROL, on=date(2017, 2, 1), document="05-CV/ĐU")
    record(desk, ref, FactKind.CERTIFICATE, {}, on=certificate, document="GCN-1")
    advance(desk, ref, Event.OPEN_FILE, on=opened)
    return ref


def _met(desk, ref, on, **counts):
    record(desk, ref, FactKind.VOTE, vote("cell", "admission", **counts), on=on)


def _english(desk, ref, event=Event.ADMIT, on=FAR):
    return [one.sentence().en for one in missing(desk, ref, event, on)]


@pytest.mark.parametrize(
    ("meeting", "expired"),
    [(date(2026, 4, 14), False), (date(2026, 4, 15), False), (date(2026, 4, 16), True)],
)
def test_a_certificate_is_good_for_60_months_to_the_day(desk, meeting, expired):
    ref = _in_verification(desk, certificate=date(2021, 4, 15), opened=date(2025, 10, 1))

    _met(desk, ref, meeting)

    problem = (
        "the awareness certificate ran out on 2026-04-15 (issued 2021-04-15, 60 months)"
        " (point 5, 01-HD/TW of 2016-09-20)"
    )
    assert (problem in _english(desk, ref)) is expired


def test_an_expired_certificate_is_mended_by_enrolling_again(desk):
    ref = _in_verification(desk, certificate=date(2021, 4, 15), opened=date(2025, 10, 1))
    _met(desk, ref, date(2026, 4, 16))

    (expired,) = [
        one for one in missing(desk, ref, Event.ADMIT) if one.condition == "course-certificate"
    ]
    advance(desk, ref, Event.RE_ENROL, on=date(2026, 4, 20))

    assert told(expired)[2] == "ketnap case advance HS-2026-0001 re-enrol --on …"
    case = desk.store.dossier(ref).case
    assert case.state is State.COURSE
    assert case.facts_of(FactKind.VOTE) == ()
    assert case.day_of(Event.OPEN_FILE) is None
    assert case.deadlines == ()


def test_an_expired_certificate_opens_no_file_but_a_new_one_does(desk):
    ref = a_case(desk, on=date(2017, 1, 5))
    advance(desk, ref, Event.ENROL, on=date(2017, 2, 1), document="05-CV/ĐU")
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2017, 4, 15), document="GCN-1")

    (expired,) = missing(desk, ref, Event.OPEN_FILE, date(2022, 4, 16))
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2022, 4, 16), document="GCN-2")

    assert told(expired)[2] == (
        "ketnap case record HS-2026-0001 certificate --number … --issuer … --on …"
    )
    assert conditions(desk, ref, Event.OPEN_FILE, date(2022, 4, 16)) == []


@pytest.mark.parametrize(
    ("on", "meeting", "allowed"),
    [
        (date(2026, 4, 15), None, False),
        (date(2026, 4, 16), None, True),
        (date(2026, 4, 20), date(2026, 4, 15), False),
        (date(2026, 4, 20), date(2026, 4, 16), True),
    ],
)
def test_the_course_is_repeated_only_when_the_certificate_ran_out_before_the_meeting(
    desk, on, meeting, allowed
):
    ref = _in_verification(desk, certificate=date(2021, 4, 15), opened=date(2025, 10, 1))
    if meeting is not None:
        _met(desk, ref, meeting)

    found = _english(desk, ref, Event.RE_ENROL, on)

    problem = (
        "the certificate is valid until 2026-04-15; the course need not be repeated"
        " (point 5, 01-HD/TW of 2016-09-20)"
    )
    assert found == ([] if allowed else [problem])


def test_somebody_without_a_certificate_may_be_enrolled_again(desk):
    ref = _in_verification(desk, certificate=date(2021, 4, 15), opened=date(2025, 10, 1))
    correct(
        desk,
        ref,
        3,
        void=True,
        reason="giấy của người khác",
        overrides=["course-certificate"],
        approved_by="hoa",
    )

    assert conditions(desk, ref, Event.RE_ENROL) == []


@pytest.mark.parametrize(
    ("meeting", "stale"),
    [(date(2025, 5, 1), False), (date(2025, 5, 2), False), (date(2025, 5, 3), True)],
)
def test_a_file_may_be_12_months_old_when_the_cell_meets_and_not_a_day_more(desk, meeting, stale):
    ref = _in_verification(desk, certificate=date(2024, 1, 10), opened=date(2024, 5, 2))

    _met(desk, ref, meeting)

    found = [one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "file-age"]
    assert len(found) == (3 if stale else 0)


def test_a_stale_file_that_was_returned_needs_new_recommendations_and_opinions(desk):
    ref = _in_verification(desk, certificate=date(2024, 1, 10), opened=date(2024, 5, 2))
    for who in ("A", "B"):
        record(
            desk,
            ref,
            FactKind.RECOMMENDATION,
            {"by": "member", "who": who},
            on=date(2024, 5, 3),
        )
    opinion = {"source": "workplace", "purpose": "admission", "result": "agree"}
    record(desk, ref, FactKind.OPINION, opinion, on=date(2024, 5, 4))
    record(desk, ref, FactKind.APPLICATION, {}, on=date(2024, 5, 3))

    advance(
        desk,
        ref,
        Event.RETURN_FILE,
        to=State.COURSE,
        on=date(2025, 6, 1),
        reason_code="file-stale",
    )
    advance(desk, ref, Event.OPEN_FILE, on=date(2025, 6, 2))

    case = desk.store.dossier(ref).case
    assert [fact.kind for fact in case.facts] == [FactKind.CERTIFICATE, FactKind.APPLICATION]
    assert case.day_of(Event.OPEN_FILE) == date(2025, 6, 2)
    assert [(one.rule, one.due_on) for one in case.deadlines] == [
        ("course-certificate", date(2029, 1, 10)),
        ("file-age", date(2026, 6, 2)),
    ]


@pytest.mark.parametrize(
    ("born", "problem"),
    [
        ("2008-07-31", "not yet 18 by month when the cell met (2026-06-30)"),
        ("2008-06-30", None),
        ("2008-06-01", None),
        ("1966-06-01", None),
        ("1966-05-31", "over 60 when the cell met (2026-06-30): written consent must come first"),
    ],
)
def test_age_counts_by_month_at_the_meeting(desk, born, problem):
    ref = _in_verification(desk, born=born, certificate=date(2026, 1, 10), opened=date(2026, 2, 2))

    _met(desk, ref, date(2026, 6, 30))

    ages = [one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "age"]
    assert [one.problem.en for one in ages] == ([] if problem is None else [problem])


@pytest.mark.parametrize(("consented", "allowed"), [(date(2026, 7, 9), True), (FAR, False)])
def test_over_60_needs_a_written_consent_that_came_before_the_decision(desk, consented, allowed):
    ref = _in_verification(
        desk, born="1960-01-01", certificate=date(2026, 1, 10), opened=date(2026, 2, 2)
    )
    _met(desk, ref, date(2026, 6, 30))
    (before,) = [one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "age"]

    record(desk, ref, FactKind.CONSENT, {"about": "over-age"}, on=consented, document="5-CV/TU")

    assert told(before) == (
        (
            "quá 60 tuổi khi chi bộ xét (30/06/2026): cần văn bản đồng ý trước"
            " (208-QĐ/TW ngày 26/07/2026; chưa xác minh)"
        ),
        (
            "over 60 when the cell met (2026-06-30): written consent must come first"
            " (208-QĐ/TW of 2026-07-26; unverified)"
        ),
        "ketnap case record HS-2026-0001 consent --set about=over-age --number … --issuer … --on …",
    )
    assert ("age" not in conditions(desk, ref, Event.ADMIT, date(2026, 7, 10))) is allowed


@pytest.mark.parametrize("born", [None, "1990"])
def test_an_unknown_month_of_birth_is_asked_for(desk, born):
    ref = _in_verification(desk, born=born, certificate=date(2026, 1, 10), opened=date(2026, 2, 2))
    _met(desk, ref, date(2026, 6, 30))

    (age,) = [one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "age"]
    correct_person(desk, ref, {"born": "1990-03"}, reason="theo giấy khai sinh")

    assert told(age) == (
        "chưa biết tháng sinh, không tính được tuổi (điểm 1.1.1, 294-QĐ/TW ngày 26/05/2025)",
        (
            "the month of birth is not known, so the age cannot be worked out"
            " (point 1.1.1, 294-QĐ/TW of 2025-05-26)"
        ),
        "ketnap case correct HS-2026-0001 person --set born=… --reason …",
    )
    assert "age" not in conditions(desk, ref, Event.ADMIT, FAR)


@pytest.mark.parametrize(
    ("level", "meeting", "enough"),
    [
        ("lower-secondary-equivalent", date(2021, 7, 29), True),
        ("lower-secondary-equivalent", date(2021, 7, 30), False),
        ("lower-secondary-diploma", date(2021, 7, 30), True),
        ("lower-secondary-programme", date(2026, 7, 25), False),
        ("lower-secondary-programme", date(2026, 7, 26), True),
        ("lower-secondary", date(2026, 7, 25), False),
        ("lower-secondary", date(2026, 7, 26), True),
    ],
)
def test_education_follows_the_wording_of_the_day_the_cell_met(desk, level, meeting, enough):
    ref = _in_verification(desk, certificate=date(2019, 1, 10), opened=date(2021, 2, 2))
    correct_person(desk, ref, {"education": level}, reason="theo bằng")

    _met(desk, ref, meeting)

    assert ("education" not in conditions(desk, ref, Event.ADMIT, FAR)) is enough


def test_missing_education_is_asked_for(desk):
    ref = _in_verification(desk, certificate=date(2026, 1, 10), opened=date(2026, 2, 2))
    correct_person(desk, ref, {"education": ""}, reason="ghi nhầm")
    _met(desk, ref, date(2026, 6, 30))

    (found,) = [one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "education"]

    assert told(found) == (
        (
            "học vấn: chưa ghi; yêu cầu tối thiểu: bằng tốt nghiệp trung học cơ sở"
            " (điểm 1.2.1, 294-QĐ/TW ngày 26/05/2025)"
        ),
        (
            "education: not recorded; the least is: lower-secondary diploma"
            " (point 1.2.1, 294-QĐ/TW of 2025-05-26)"
        ),
        "ketnap case correct HS-2026-0001 person --set education=… --reason …",
    )


@pytest.mark.parametrize(("level", "enough"), [("literate", True), ("none", False)])
def test_a_consent_lowers_the_education_to_the_exception_and_no_further(desk, level, enough):
    ref = _in_verification(desk, certificate=date(2026, 1, 10), opened=date(2026, 2, 2))
    correct_person(desk, ref, {"education": level}, reason="theo hồ sơ")
    _met(desk, ref, date(2026, 6, 30))

    record(
        desk,
        ref,
        FactKind.CONSENT,
        {"about": "education"},
        on=date(2026, 7, 1),
        document="6-CV/TU",
    )

    found = [
        one.problem.en
        for one in missing(desk, ref, Event.ADMIT, FAR)
        if one.condition == "education"
    ]
    problem = "education: cannot read and write; the least is: reads and writes"
    assert found == ([] if enough else [problem])


@pytest.mark.parametrize(
    ("yes", "electors", "problem"),
    [
        (6, 9, None),
        (2, 3, None),
        (5, 9, "the cell: 5/9 in favour (55.56 %); at least 6 are needed (2/3 of all)"),
        (5, 8, "the cell: 5/8 in favour (62.50 %); at least 6 are needed (2/3 of all)"),
        (0, 3, "the cell: 0/3 in favour (0.00 %); at least 2 are needed (2/3 of all)"),
    ],
)
def test_the_cell_agrees_by_two_thirds_of_all_its_full_members(desk, yes, electors, problem):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    _met(desk, ref, date(2024, 6, 20), yes=yes, electors=electors)

    found = [one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "cell-vote"]
    assert [one.problem.en for one in found] == ([] if problem is None else [problem])


def test_members_who_stayed_away_stay_in_the_base_of_the_vote(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    values = vote("cell", "admission", yes=5, electors=9) | {"present": "5", "against": "0"}

    record(desk, ref, FactKind.VOTE, values, on=date(2024, 6, 20))

    (found,) = [one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "cell-vote"]
    assert told(found) == (
        (
            "chi bộ: 5/9 tán thành (55,56 %), cần ít nhất 6 (2/3 tổng số)"
            " (khoản 3 Điều 4, Điều lệ Đảng ngày 19/01/2011)"
        ),
        (
            "the cell: 5/9 in favour (55.56 %); at least 6 are needed (2/3 of all)"
            " (Art. 4.3, Party Charter of 2011-01-19)"
        ),
        "ketnap case record HS-2026-0001 vote --set body=cell --set purpose=admission … --on …",
    )


def test_a_cell_of_two_full_members_cannot_vote(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    _met(desk, ref, date(2024, 6, 20), yes=2, electors=2)

    (found,) = [
        one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "cell-minimum"
    ]
    assert told(found) == (
        (
            "chi bộ chỉ có 2 đảng viên chính thức, cần ít nhất 3; cấp trên bổ sung hoặc ghép chi"
            " bộ rồi chi bộ xét lại (khoản 1 Điều 24, Điều lệ Đảng ngày 19/01/2011; chưa xác"
            " minh)"
        ),
        (
            "the cell has 2 full members, the least is 3; the superior completes or merges it,"
            " then the cell votes anew (Art. 24.1, Party Charter of 2011-01-19; unverified)"
        ),
        f"ketnap case record {ref} vote --set body=cell --set purpose=admission … --on …",
    )


@pytest.mark.parametrize(
    ("body", "yes", "electors", "problem"),
    [
        ("committee", 10, 15, None),
        (
            "committee",
            9,
            15,
            "the committee: 9/15 in favour (60.00 %); at least 10 are needed (2/3 of all)",
        ),
        ("standing-committee", 3, 5, None),
        (
            "standing-committee",
            2,
            4,
            (
                "the standing committee: 2/4 in favour (50.00 %); at least 3 are needed"
                " (more than 1/2 of all)"
            ),
        ),
    ],
)
def test_each_committee_has_its_own_threshold(desk, body, yes, electors, problem):
    if body != "committee":  # the ward decides by delegation, else its superior does
        change_status(desk, "DV", UnitStatus.GRASSROOTS, on=date(2020, 1, 1), delegated=False)
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    if body != "committee":
        record(desk, ref, FactKind.VOTE, vote("committee", "admission"), on=date(2024, 6, 25))

    values = vote(body, "admission", yes=yes, electors=electors)
    record(desk, ref, FactKind.VOTE, values, on=date(2024, 6, 25))

    found = [
        one.problem.en
        for one in missing(desk, ref, Event.ADMIT, date(2024, 7, 15))
        if one.condition in {"committee-vote", "standing-committee-vote"}
    ]
    assert found == ([] if problem is None else [problem])


def test_a_committee_that_refused_is_not_outvoted_by_another_that_agreed(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    for body, yes in (("committee", 4), ("standing-committee", 9)):
        values = vote(body, "admission", yes=yes, electors=9)
        record(desk, ref, FactKind.VOTE, values, on=date(2024, 6, 25))

    assert "committee-vote" in conditions(desk, ref, Event.ADMIT, date(2024, 7, 15))


def test_a_vote_cannot_lie_after_the_decision(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _met(desk, ref, date(2024, 6, 20))

    (order,) = [
        one
        for one in missing(desk, ref, Event.ADMIT, date(2024, 6, 19))
        if one.condition == "order"
    ]

    assert order.problem.en == "the vote of 2024-06-20 lies after the decision of 2024-06-19"
    assert order.problem.vi == "biểu quyết ngày 20/06/2024 sau ngày quyết định 19/06/2024"


@pytest.mark.parametrize("union", ["youth-union", "trade-union"])
def test_a_union_and_one_full_member_are_enough(desk, union):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    record(desk, ref, FactKind.RECOMMENDATION, {"by": union, "who": "BCH"}, on=date(2024, 5, 3))
    (alone,) = [
        one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "recommenders"
    ]
    record(desk, ref, FactKind.RECOMMENDATION, {"by": "member", "who": "A"}, on=date(2024, 5, 3))

    assert alone.problem.en == "1 full members must recommend; 0 did"
    assert "recommenders" not in conditions(desk, ref, Event.ADMIT, FAR)


def _recommend(desk, ref, on, who="A", **more):
    values = {"by": "member", "who": who, **more}
    record(desk, ref, FactKind.RECOMMENDATION, values, on=on)


@pytest.mark.parametrize(
    ("since", "more", "enough"),
    [
        ("2023-05-03", {}, True),
        ("2023-05-04", {}, False),
        ("2023-05-04", {"replaces": "yes"}, True),
    ],
)
def test_a_recommender_has_worked_with_the_person_for_12_months_unless_he_replaces_another(
    desk, since, more, enough
):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _recommend(desk, ref, date(2024, 5, 3), known_since="2020-01-01")

    _recommend(desk, ref, date(2024, 5, 3), "B", known_since=since, **more)

    found = [
        told(one)
        for one in missing(desk, ref, Event.ADMIT, FAR)
        if one.condition == "recommender-acquaintance"
    ]
    assert found == (
        []
        if enough
        else [
            (
                (
                    "người giới thiệu ngày 03/05/2024 chưa cùng công tác đủ 12 tháng"
                    " (đủ từ 04/05/2024) (điểm 3.2.1, 24-QĐ/TW ngày 30/07/2021)"
                ),
                (
                    "the recommender of 2024-05-03 has not worked together for 12 months"
                    " (not before 2024-05-04) (point 3.2.1, 24-QĐ/TW of 2021-07-30)"
                ),
                (
                    "ketnap case record HS-2026-0001 recommendation"
                    " --set by=member --set who=… --set known_since=… --on …"
                ),
            )
        ]
    )


def test_another_recommender_takes_the_place_of_one_who_is_too_new(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _recommend(desk, ref, date(2024, 5, 3), known_since="2024-01-01")
    _recommend(desk, ref, date(2024, 5, 3), "B", known_since="2020-01-01")

    _recommend(desk, ref, date(2024, 5, 5), "C", known_since="2019-01-01")

    assert "recommender-acquaintance" not in conditions(desk, ref, Event.ADMIT, FAR)


def _concluded(desk, ref, result, on):
    record(
        desk,
        ref,
        FactKind.VERIFICATION_CONCLUSION,
        {"result": result},
        on=on,
        document="7-KL",
    )


def test_a_political_issue_is_concluded_by_its_own_body_before_the_cell_meets(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _concluded(desk, ref, "issue", date(2024, 6, 7))
    _met(desk, ref, date(2024, 6, 20))
    (gate,) = [
        one
        for one in missing(desk, ref, Event.ADMIT, FAR)
        if one.condition == "political-conclusion"
    ]

    def conclude(result, on):
        record(
            desk,
            ref,
            FactKind.POLITICAL_CONCLUSION,
            {"result": result},
            on=on,
            document="1-KL/TU",
        )
        return "political-conclusion" in conditions(desk, ref, Event.ADMIT, FAR)

    assert told(gate) == (
        (
            "có vấn đề chính trị: cấp có thẩm quyền phải kết luận đủ tiêu chuẩn trước khi chi bộ"
            " xét (Điều 10, 58-QĐ/TW ngày 08/02/2022)"
        ),
        (
            "a political issue: the competent committee must conclude before the cell considers it"
            " (Art. 10, 58-QĐ/TW of 2022-02-08)"
        ),
        (
            "ketnap case record HS-2026-0001 political-conclusion --set result=eligible"
            " --number … --on …"
        ),
    )
    assert conclude("not-eligible", date(2024, 6, 10))
    assert conclude("eligible", date(2024, 6, 21))
    assert not conclude("eligible", date(2024, 6, 20))


def _letter(desk, ref, number, **more):
    record(
        desk,
        ref,
        FactKind.VERIFICATION_LETTER,
        {"addressee": "Đảng ủy xã", **more},
        on=date(2024, 5, 6),
        document=number,
    )


def _reply(desk, ref, number, on):
    record(
        desk,
        ref,
        FactKind.VERIFICATION_REPLY,
        {"letter": number, "result": "clear"},
        on=on,
        document=f"TL {number}",
    )


def test_every_verification_letter_waits_for_its_own_reply(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _letter(desk, ref, "11-CV")
    _letter(desk, ref, "12-CV", abroad="yes")
    _reply(desk, ref, "11-CV", date(2024, 5, 20))

    (open_one,) = [
        one for one in missing(desk, ref, Event.ADMIT, FAR) if one.condition == "verification-reply"
    ]
    _reply(desk, ref, "12-CV", date(2024, 6, 20))

    assert told(open_one) == (
        (
            "công văn thẩm tra 12-CV (06/05/2024) chưa được trả lời"
            " (điểm 3.4.đ, 01-HD/TW ngày 28/09/2021; chưa xác minh)"
        ),
        (
            "verification letter 12-CV (2024-05-06) is not answered"
            " (point 3.4.đ, 01-HD/TW of 2021-09-28; unverified)"
        ),
        (
            "ketnap case record HS-2026-0001 verification-reply --set letter=12-CV"
            " --set result=clear --number … --on …"
        ),
    )
    assert "verification-reply" not in conditions(desk, ref, Event.ADMIT, FAR)


def test_the_verification_is_concluded_after_the_last_reply(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    _letter(desk, ref, "11-CV")
    _concluded(desk, ref, "clear", date(2024, 5, 19))
    _reply(desk, ref, "11-CV", date(2024, 5, 20))

    (early,) = [
        one
        for one in missing(desk, ref, Event.ADMIT, FAR)
        if one.condition == "verification-conclusion"
    ]
    _concluded(desk, ref, "clear", date(2024, 5, 20))

    assert early.problem.vi == "kết luận thẩm tra (19/05/2024) có trước trả lời (20/05/2024)"
    assert early.problem.en == (
        "the conclusion (2024-05-19) was drawn before the reply of 2024-05-20"
    )
    assert "verification-conclusion" not in conditions(desk, ref, Event.ADMIT, FAR)


def test_the_resolution_stands_for_the_meeting_where_no_vote_is_recorded(desk):
    ref = _in_verification(desk, certificate=date(2021, 4, 15), opened=date(2025, 10, 1))

    record(
        desk,
        ref,
        FactKind.RESOLUTION,
        {"body": "cell", "purpose": "admission"},
        on=date(2026, 4, 16),
        document="6-NQ/CB",
    )

    found = conditions(desk, ref, Event.ADMIT, FAR)
    assert "course-certificate" in found
    assert "cell-vote" in found


def test_a_day_for_which_no_wording_is_known_is_itself_a_reason_to_stop(sqlite_store):
    from builders import units

    desk = a_desk(sqlite_store, at("2026-11-23"))
    units(desk)
    ref = a_case(desk, on=date(2016, 1, 5))
    advance(desk, ref, Event.ENROL, on=date(2016, 1, 6), document="05-CV/ĐU")
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2016, 2, 1), document="GCN-1")

    (unknown,) = missing(desk, ref, Event.OPEN_FILE, date(2016, 9, 1))

    assert unknown.condition == "course-certificate"
    assert "2016-07-25" in unknown.problem.en
