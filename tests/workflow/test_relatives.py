"""Everybody whom the law names is verified, by somebody who may, and the CV is confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, missing, take_to, told

from workflow.actions.advance import consider
from workflow.actions.record import record
from workflow.errors import InputError
from workflow.facts import FactKind
from workflow.states import Event, State

REF = "HS-2026-0001"
MAY = date(2026, 5, 4)
JUNE = date(2026, 6, 1)
DECIDED = date(2026, 7, 15)
MEND = "it is supplemented and verified further"


@pytest.fixture
def ref(desk) -> str:
    found = a_case(desk)
    take_to(desk, found, State.VERIFICATION)
    return found


def declare(desk, ref, relation, **more):
    record(desk, ref, FactKind.RELATIVE, {"relation": relation, **more}, on=MAY)


def letter(desk, ref, number, persons, on=MAY, **more):
    values = {"addressee": "Đảng ủy xã", "persons": persons, **more}
    record(desk, ref, FactKind.VERIFICATION_LETTER, values, on=on, document=number)


def reply(desk, ref, number, on=JUNE, **more):
    values = {"letter": number, "result": "clear", **more}
    record(desk, ref, FactKind.VERIFICATION_REPLY, values, on=on, document="1-TL")


def asked(desk, ref, *wanted, on=DECIDED):
    return [one for one in missing(desk, ref, Event.ADMIT, on) if one.condition in wanted]


def notices(desk, ref, on=DECIDED):
    return {one.kind: one for one in consider(desk, ref, Event.ADMIT, on=on)[2]}


def test_each_relative_of_the_cv_is_asked_about(desk, ref):
    declare(desk, ref, "father")
    declare(desk, ref, "child", nth="2")
    both = asked(desk, ref, "verification-relatives")

    letter(desk, ref, "7-CV", "candidate,father")
    left = asked(desk, ref, "verification-relatives")
    values = {"who": "Lê Văn Tám", "kin": "none", "persons": "child-2"}
    record(desk, ref, FactKind.VERIFIER, values, on=JUNE)

    assert told(both[0]) == (
        (
            "chưa thẩm tra người thân: cha (father)"
            " (điểm 3.4.a, 06-HD/TW ngày 09/06/2025; chưa xác minh)"
        ),
        (
            "a relative is not verified: father (father)"
            " (point 3.4.a, 06-HD/TW of 2025-06-09; unverified)"
        ),
        (
            f"ketnap case record {REF} verification-letter --set addressee=…"
            " --set persons=father --number … --on …"
        ),
    )
    assert [one.problem.en for one in left] == ["a relative is not verified: child (child-2)"]
    assert asked(desk, ref, "verification-relatives") == []


def test_a_child_without_full_legal_capacity_is_not_verified(desk, ref):
    declare(desk, ref, "child", nth="1", capable="no")
    declare(desk, ref, "child", nth="2", capable="yes")
    declare(desk, ref, "spouse", capable="no")

    left = asked(desk, ref, "verification-relatives")

    assert [one.problem.en for one in left] == [
        "a relative is not verified: child (child-2)",
        "a relative is not verified: spouse (spouse)",
    ]


def test_a_parent_or_child_who_is_a_member_and_a_sibling_need_no_verification(desk, ref):
    for relation in ("father", "mother", "child"):
        declare(desk, ref, relation, member="yes")
    declare(desk, ref, "sibling")

    assert asked(desk, ref, "verification-relatives") == []
    assert "Relatives who are members" in notices(desk, ref)["unverified-basis"].text.en

    declare(desk, ref, "spouse", member="yes")
    declare(desk, ref, "mother", member="no")
    assert [one.problem.en for one in asked(desk, ref, "verification-relatives")] == [
        "a relative is not verified: mother (mother)",
        "a relative is not verified: spouse (spouse)",
    ]


def test_a_relative_abroad_is_verified_through_the_committee_or_mission_abroad(desk, ref):
    declare(desk, ref, "spouse", abroad="yes")
    (nobody,) = asked(desk, ref, "verification-relatives", "verification-abroad")
    letter(desk, ref, "7-CV", "spouse")
    (at_home,) = asked(desk, ref, "verification-relatives", "verification-abroad")
    letter(desk, ref, "8-CV", "spouse", abroad="yes")

    assert nobody.remedy.en.endswith("--set persons=spouse --set abroad=yes --number … --on …")
    assert (at_home.condition, at_home.problem.en) == (
        "verification-abroad",
        "spouse (spouse) is abroad: the committee or mission abroad must be asked",
    )
    assert asked(desk, ref, "verification-relatives", "verification-abroad") == []


def test_persons_are_told_by_what_they_are_to_the_candidate_never_by_name(desk, ref):
    with pytest.raises(InputError) as refused:
        letter(desk, ref, "7-CV", "Nguyễn Văn A")

    assert [line.en for line in refused.value.why] == [
        (
            "Asks about (persons): “Nguyễn Văn A” cannot be read; it takes something like"
            " father,mother,child-2"
        )
    ]


@pytest.mark.parametrize("kin", ["self", "parent", "spouse", "sibling", "child"])
def test_no_relative_is_sent_to_verify(desk, ref, kin):
    values = {"who": "Lê Văn Tám", "kin": kin}
    record(desk, ref, FactKind.VERIFIER, values, on=MAY)
    (invalid,) = asked(desk, ref, "verifier-kinship")

    record(desk, ref, FactKind.VERIFIER, {**values, "kin": "none"}, on=JUNE)

    assert told(invalid)[1].endswith(
        "the verification is invalid, and somebody else must be sent"
        " (filling instructions of Form 2-KNĐ (2025 edition))"
    )
    assert (
        told(invalid)[2] == f"ketnap case record {REF} verifier --set who=… --set kin=none --on …"
    )
    assert asked(desk, ref, "verifier-kinship") == []


def test_before_that_wording_who_was_sent_is_not_asked(desk, ref):
    values = {"who": "Lê Văn Tám", "kin": "parent"}
    record(desk, ref, FactKind.VERIFIER, values, on=date(2025, 6, 30))

    assert asked(desk, ref, "verifier-kinship") == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"content": "wrong"}, "the CV is wrong; it is supplemented and verified further"),
        (
            {"content": "incomplete"},
            "the CV is incomplete; it is supplemented and verified further",
        ),
        ({"collective": "no"}, "not a statement of the committee"),
    ],
)
def test_a_reply_is_the_committee_s_own_and_says_that_the_cv_is_right(desk, ref, said, fault):
    letter(desk, ref, "7-CV", "candidate")
    reply(desk, ref, "7-CV", **said)
    (wrong,) = asked(desk, ref, "verification-reply-form")

    reply(desk, ref, "7-CV", on=date(2026, 6, 8), content="right", collective="yes")

    assert told(wrong)[1:] == (
        (
            f"the reply of 2026-06-01 to letter 7-CV: {fault}"
            " (item 24 of the filling instructions of Form 2-KNĐ (2025 edition))"
        ),
        (
            f"ketnap case record {REF} verification-reply --set letter=7-CV --set result=clear"
            " --set content=right --set collective=yes --number … --on …"
        ),
    )
    assert asked(desk, ref, "verification-reply-form") == []


def test_what_an_old_reply_lacked_was_not_asked_then(desk, ref):
    on = date(2025, 6, 2)
    letter(desk, ref, "7-CV", "candidate", on=on)
    reply(desk, ref, "7-CV", on=on, content="wrong")
    reply(desk, ref, "7-CV", on=date(2026, 11, 1), content="right")

    assert asked(desk, ref, "verification-reply-form") == []


def test_remark_and_certificate_follow_the_results(desk, ref):
    letter(desk, ref, "7-CV", "candidate")
    for kind in (FactKind.CV_REMARK, FactKind.CV_CERTIFICATE):
        record(desk, ref, kind, {}, on=date(2026, 5, 20))
    early = asked(desk, ref, "cv-remark", "cv-certificate")
    reply(desk, ref, "7-CV")
    clear, kind = {"result": "clear"}, FactKind.VERIFICATION_CONCLUSION
    record(desk, ref, kind, clear, on=date(2026, 6, 3), document="7-KL")

    remark, certificate = asked(desk, ref, "cv-remark", "cv-certificate")

    assert early == []
    assert told(remark) == (
        (
            "nhận xét của chi ủy vào lý lịch ngày 20/05/2026 có trước kết quả thẩm tra"
            " (01/06/2026) (điểm 3.4.d, 06-HD/TW ngày 09/06/2025)"
        ),
        (
            "the remark on the CV of 2026-05-20 was written before the result (2026-06-01)"
            " (point 3.4.d, 06-HD/TW of 2025-06-09)"
        ),
        f"ketnap case record {REF} cv-remark --on …",
    )
    assert told(certificate)[2] == f"ketnap case record {REF} cv-certificate --on …"
    record(desk, ref, FactKind.CV_REMARK, {}, on=date(2026, 6, 1))
    record(desk, ref, FactKind.CV_CERTIFICATE, {}, on=date(2026, 6, 3))
    assert asked(desk, ref, "cv-remark", "cv-certificate") == []


def test_a_conclusion_also_follows_the_member_who_was_sent(desk, ref):
    values = {"who": "Lê Văn Tám", "kin": "none"}
    record(desk, ref, FactKind.VERIFIER, values, on=JUNE)
    clear, kind = {"result": "clear"}, FactKind.VERIFICATION_CONCLUSION
    record(desk, ref, kind, clear, on=date(2026, 5, 30), document="7-KL")

    assert len(asked(desk, ref, "verification-conclusion")) == 1


def test_what_nothing_is_recorded_of_is_named_before_the_decision(desk, ref):
    everything = notices(desk, ref)["cv-papers"]
    early = notices(desk, ref, on=date(2025, 6, 30))["cv-papers"]
    declare(desk, ref, "father")
    for kind in (FactKind.CV_REMARK, FactKind.CV_CERTIFICATE):
        record(desk, ref, kind, {}, on=JUNE)

    assert everything.text.en == (
        "nothing is recorded of: the relatives to be verified; the cell committee's remark on the"
        " CV; the committee's certificate"
    )
    assert early.text.en == "nothing is recorded of: the relatives to be verified"
    assert "cv-papers" not in notices(desk, ref)


def test_a_letter_that_went_out_before_the_cv_is_shown(desk, ref):
    letter(desk, ref, "7-CV", "candidate")
    record(desk, ref, FactKind.CV, {}, on=date(2026, 5, 5))

    assert notices(desk, ref)["application-order"].text.vi == (
        "công văn thẩm tra (04/05/2026) gửi trước khi có lý lịch (05/05/2026)"
    )
