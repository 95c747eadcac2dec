"""A re-admission is a new case of the same person, after a wait, once, with a consent."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, a_desk, missing, take_to, told, units

from workflow.actions.advance import advance, consider
from workflow.actions.correct import correct_person
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.case import Fact
from workflow.errors import ConflictError, EventRefusedError, InputError, NotFoundError
from workflow.facts import FactKind
from workflow.facts_of_people import LEFT_REASONS, NEVER_READMITTED
from workflow.readmission import Readmission, may_apply_from, never
from workflow.reasons import Reason
from workflow.states import Event, State
from workflow.verification import verify

NAME, BORN = "Nguyễn Thị Mỹ Hương", "1998-05-02"
LEFT = date(2021, 8, 10)
ON = date(2026, 1, 5)
FAR = date(2026, 11, 20)


def come_back(desk, *, on=ON, name=NAME, born=BORN, another=False, identity_no=None, **said):
    nominee = Nominee(name=name, born=born, education="upper-secondary", identity_no=identity_no)
    back = Readmission(**said)
    return nominate(desk, nominee, "DV", on=on, another=another, readmission=back)


def in_verification(desk, applied, **said):
    ref = come_back(desk, **{"left_on": LEFT, "reason": "family-hardship", **said}).case.ref
    advance(desk, ref, Event.ENROL, on=date(2026, 1, 6), document="5-CV")
    kind = FactKind.CERTIFICATE
    record(desk, ref, kind, {}, on=date(2026, 2, 2), document="GCN-1", issuer="TT")
    advance(desk, ref, Event.OPEN_FILE, on=date(2026, 2, 3))
    record(desk, ref, FactKind.APPLICATION, {}, on=applied)
    return ref


def asked(desk, ref):
    found = missing(desk, ref, Event.ADMIT, FAR)
    return [one for one in found if one.condition.startswith("readmission")]


def full_member(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)
    return ref


def test_a_readmission_is_a_new_case_of_the_same_person(desk):
    earlier = full_member(desk)

    moved = come_back(desk, left_on=date(2025, 12, 1), reason="family-hardship")

    old, new = (desk.store.dossier(ref) for ref in (earlier, moved.case.ref))
    assert new.case.ref != old.case.ref
    assert new.person == old.person
    assert desk.store.refs_of(old.person.id) == [earlier, new.case.ref]
    left = new.case.latest(FactKind.LEFT_PARTY)
    assert (left.on, left.data) == (
        date(2025, 12, 1),
        {"reason": "family-hardship", "earlier": earlier},
    )
    assert old.case.state is State.FULL_MEMBER
    assert verify(desk.store.audit).intact


def test_a_store_keeps_two_cases_of_one_person_in_step(store):
    desk = a_desk(store)
    units(desk)
    earlier = full_member(desk)
    again = come_back(desk, left_on=date(2025, 12, 1), reason="family-hardship").case.ref

    moved = correct_person(desk, again, {"born": "1998-05-03"}, reason="Theo giấy khai sinh")

    assert moved.case.ref == again
    assert {desk.store.dossier(ref).person.born for ref in (earlier, again)} == {"1998-05-03"}
    kinds = [desk.store.entries(ref)[-1].fields["kind"] for ref in (earlier, again)]
    assert kinds == ["correct", "correct"]
    assert verify(desk.store.audit).intact


def test_who_was_struck_off_left_on_that_day(desk):
    earlier = a_case(desk)
    take_to(desk, earlier, State.PROBATION)
    waived = {one.condition for one in missing(desk, earlier, Event.STRIKE_OFF, LEFT)}
    advance(
        desk,
        earlier,
        Event.STRIKE_OFF,
        on=date(2025, 3, 3),
        document="7-QĐ",
        approved_by="hoa",
        overrides=waived,
        reason="Theo đề nghị của chi bộ",
    )

    left = come_back(desk).case.latest(FactKind.LEFT_PARTY)

    assert (left.on, left.data["reason"]) == (date(2025, 3, 3), "struck-off")


def test_a_member_of_another_place_comes_back_without_an_earlier_case(desk):
    moved = come_back(desk, left_on=LEFT, reason="removed", cleared_on=date(2022, 1, 4))

    kinds = [fact.kind for fact in moved.case.facts]
    assert kinds == [FactKind.LEFT_PARTY, FactKind.RECORD_CLEARED]
    assert "earlier" not in moved.case.facts[0].data


def test_when_and_why_a_person_left_must_be_known(desk):
    full_member(desk)

    with pytest.raises(InputError, match="--left") as unknown:
        come_back(desk)
    with pytest.raises(InputError, match="There is no reason “boredom”"):
        come_back(desk, left_on=LEFT, reason="boredom")

    assert unknown.value.what.vi == (
        "Kết nạp lại cần ngày ra khỏi Đảng (--left) và lý do (--left-reason)."
    )
    assert desk.store.entry_count() == len(desk.store.entries("HS-2026-0001")) + 3


def test_nobody_leaves_after_coming_back(desk):
    with pytest.raises(EventRefusedError) as refused:
        come_back(desk, left_on=date(2026, 1, 6), reason="removed")

    assert [one.problem.en for one in refused.value.unmet] == [
        "the day of leaving 2026-01-06 lies after the nomination 2026-01-05"
    ]


@pytest.mark.parametrize("reason", NEVER_READMITTED)
def test_some_are_never_readmitted(desk, reason):
    with pytest.raises(EventRefusedError) as refused:
        come_back(desk, left_on=LEFT, reason=reason)

    (never,) = refused.value.unmet
    assert (never.condition, never.absolute) == ("readmission-never", True)
    assert never.source.cite("en") == "point 3.5.2, 294-QĐ/TW of 2025-05-26"
    assert desk.store.counter("HS-2026") == 0


@pytest.mark.parametrize(
    ("on", "barred"),
    [(date(2021, 7, 29), False), (date(2021, 7, 30), True), (date(2021, 7, 31), True)],
)
def test_who_is_never_readmitted_is_asked_as_far_back_as_a_wording_is_known(desk, on, barred):
    left = Fact(kind=FactKind.LEFT_PARTY, on=date(2015, 1, 5), seq=1, data={"reason": "disunity"})

    assert (never(left, desk.law(), on) is not None) == barred


def test_nobody_is_readmitted_twice(desk):
    with pytest.raises(EventRefusedError) as refused:
        come_back(desk, left_on=LEFT, reason="removed", before=1)

    (often,) = refused.value.unmet
    assert often.problem.en == "re-admission is possible 1 time(s); this person had 1"


def test_a_second_readmission_is_counted_from_the_earlier_case(desk):
    earlier = come_back(desk, left_on=date(2018, 1, 1), reason="removed", on=date(2024, 1, 5))
    values, kind = {"about": "readmission"}, FactKind.CONSENT
    record(desk, earlier.case.ref, kind, values, on=date(2024, 7, 1), document="5-CV/TU")
    take_to(desk, earlier.case.ref, State.FULL_MEMBER)

    with pytest.raises(EventRefusedError) as refused:
        come_back(desk, left_on=date(2025, 12, 1), reason="removed")

    assert [one.condition for one in refused.value.unmet] == ["readmission-count"]


def test_an_open_case_of_the_person_comes_first(desk):
    earlier = a_case(desk)

    with pytest.raises(ConflictError, match=f"case {earlier} has not ended"):
        come_back(desk, left_on=LEFT, reason="removed")


def test_who_never_entered_or_was_annulled_is_admitted_anew_not_again(desk):
    earlier = a_case(desk)
    advance(desk, earlier, Event.CLOSE, reason_code=Reason.WITHDRAWN)

    with pytest.raises(EventRefusedError) as refused:
        come_back(desk, left_on=LEFT, reason="removed")

    (anew,) = refused.value.unmet
    assert anew.condition == "readmission"
    assert "this is a new admission, opened without --readmission" in anew.problem.en
    assert anew.source is not None


def test_the_earlier_case_may_be_named_but_not_somebody_else_s(desk):
    earlier = full_member(desk)
    said = {"left_on": date(2025, 12, 1), "reason": "removed", "earlier": earlier.lower()}

    with pytest.raises(InputError, match=f"Case {earlier} is Nguyễn Thị Mỹ Hương's"):
        come_back(desk, name="Lê Thị Bưởi", **said)
    with pytest.raises(NotFoundError, match="HS-1999-0001"):
        come_back(desk, **{**said, "earlier": "HS-1999-0001"})

    assert come_back(desk, born=None, **said).case.facts[0].data["earlier"] == earlier


def test_namesakes_are_told_apart_by_the_earlier_case_or_the_identity_number(desk):
    first = full_member(desk)
    namesake = Nominee(name=NAME, born=BORN, identity_no="058198000001")
    nominate(desk, namesake, "DV", on=date(2024, 1, 5), another=True)
    left = {"left_on": date(2025, 12, 1), "reason": "removed"}

    with pytest.raises(ConflictError, match="choose with --earlier"):
        come_back(desk, **left)
    with pytest.raises(ConflictError, match="already has case HS-2026-0002"):
        come_back(desk, earlier="HS-2026-0002", identity_no="058198000001", **left)
    with pytest.raises(InputError, match="not this person's"):
        come_back(desk, earlier="HS-2026-0002", identity_no="058198000009", **left)

    assert come_back(desk, earlier=first, **left).case.facts[0].data["earlier"] == first


@pytest.mark.parametrize(
    ("applied", "enough"), [(date(2026, 2, 9), False), (date(2026, 2, 10), True)]
)
def test_the_application_waits_for_36_months_after_leaving(desk, applied, enough):
    ref = in_verification(desk, applied, left_on=date(2023, 2, 10))

    waits = [one for one in asked(desk, ref) if one.condition == "readmission-wait"]

    assert [told(one)[1:] for one in waits] == (
        []
        if enough
        else [
            (
                (
                    "the application of 2026-02-09 is too early: 36 months must pass,"
                    " until 2026-02-10 (point 3.5.1, 24-QĐ/TW of 2021-07-30)"
                ),
                f"ketnap case record {ref} application --on 2026-02-10",
            )
        ]
    )
    assert all(one.absolute for one in waits)


def test_who_left_before_the_first_wording_waits_by_the_one_of_the_application(desk):
    ref = in_verification(desk, date(2026, 3, 2), left_on=date(2010, 1, 4))

    assert [one.condition for one in asked(desk, ref)] == ["readmission-consent"]


def test_who_was_convicted_waits_for_60_months_after_the_record_was_cleared(desk):
    reason = "less-serious-crime"
    ref = in_verification(desk, date(2026, 3, 2), reason=reason, left_on=date(2015, 1, 4))
    cleared, _ = asked(desk, ref)
    record(desk, ref, FactKind.RECORD_CLEARED, {}, on=date(2021, 3, 3))
    early, _ = asked(desk, ref)
    record(desk, ref, FactKind.APPLICATION, {}, on=date(2026, 3, 3))

    assert told(cleared)[2] == f"ketnap case record {ref} record-cleared --on …"
    assert early.condition == "readmission-wait"
    assert "60 months must pass, until 2026-03-03" in early.problem.en
    assert [one.condition for one in asked(desk, ref)] == ["readmission-consent"]


def test_the_province_consents_in_writing_before_the_decision(desk):
    ref = in_verification(desk, date(2026, 3, 2))
    (consent,) = asked(desk, ref)

    values = {"about": "readmission", "level": "province"}
    record(desk, ref, FactKind.CONSENT, values, on=date(2026, 9, 1), document="5-CV/TU")

    assert told(consent) == (
        (
            "chưa có văn bản đồng ý kết nạp lại của ban thường vụ cấp ủy trực thuộc Trung ương"
            " (điểm 3.5.1, 294-QĐ/TW ngày 26/05/2025)"
        ),
        (
            "the province's standing committee has not consented to the re-admission in writing"
            " (point 3.5.1, 294-QĐ/TW of 2025-05-26)"
        ),
        f"ketnap case record {ref} consent --set about=readmission --number … --issuer … --on …",
    )
    assert asked(desk, ref) == []


def test_the_population_policy_has_a_rule_of_its_own_and_no_wait(desk):
    reason = "population-policy"
    ref = in_verification(desk, date(2026, 3, 2), reason=reason, left_on=date(2025, 12, 1))

    found = asked(desk, ref)

    assert [one.condition for one in found] == ["readmission-population", "readmission-consent"]
    for about in (reason, "readmission"):
        values = {"about": about, "level": "province"}
        record(desk, ref, FactKind.CONSENT, values, on=date(2026, 9, 1), document="5-CV/TU")
    assert asked(desk, ref) == []


def test_a_wait_is_never_waived_and_without_an_application_it_is_not_worked_out(desk):
    ref = in_verification(desk, date(2026, 2, 9), left_on=date(2023, 2, 10))
    every = {one.condition for one in missing(desk, ref, Event.ADMIT, FAR)}

    with pytest.raises(EventRefusedError) as refused:
        advance(
            desk,
            ref,
            Event.ADMIT,
            on=FAR,
            document="9-QĐ",
            overrides=every,
            reason="Đặc biệt",
            approved_by="hoa",
        )

    assert [one.condition for one in refused.value.unmet] == ["readmission-wait"]


def test_what_was_recorded_of_an_earlier_membership_bars_the_decision_too(desk):
    ref = in_verification(desk, date(2026, 3, 2))
    values = {"reason": "disunity", "readmitted": "1"}
    record(desk, ref, FactKind.LEFT_PARTY, values, on=date(2021, 8, 11))

    barred = [one.condition for one in asked(desk, ref)]

    assert barred == ["readmission-never", "readmission-count", "readmission-consent"]


def test_every_reason_for_leaving_is_one_of_the_law_s(desk):
    assert set(NEVER_READMITTED) < set(LEFT_REASONS)


def test_a_readmission_without_an_application_asks_for_that_first(desk):
    ref = come_back(desk, left_on=LEFT, reason="removed").case.ref
    advance(desk, ref, Event.ENROL, on=date(2026, 1, 6), document="5-CV")
    kind = FactKind.CERTIFICATE
    record(desk, ref, kind, {}, on=date(2026, 2, 2), document="GCN-1", issuer="TT")
    advance(desk, ref, Event.OPEN_FILE, on=date(2026, 2, 3))

    assert [one.condition for one in asked(desk, ref)] == ["readmission-consent"]


def test_without_a_cleared_record_the_wait_of_a_convicted_person_is_not_known(desk):
    case = come_back(desk, left_on=LEFT, reason="less-serious-crime").case

    left = case.latest(FactKind.LEFT_PARTY)
    assert may_apply_from(case, left, desk.law(), FAR) is None


def test_from_when_a_person_may_apply_is_told_before_the_file_is_made(desk):
    ref = come_back(desk, left_on=date(2025, 12, 1), reason="removed").case.ref
    free = come_back(desk, name="Lê Thị Bưởi", left_on=LEFT, reason="removed").case.ref

    def shown(one):
        return [told.kind for told in consider(desk, one, Event.ENROL, on=ON)[2]]

    (wait,) = consider(desk, ref, Event.ENROL, on=ON)[2]
    assert wait.sentence().en == (
        "re-admission may be applied for from 2028-12-01 on (point 3.5.1, 294-QĐ/TW of 2025-05-26)"
    )
    assert shown(free) == []


def test_a_correction_that_spoils_the_earlier_case_is_refused_by_its_name(desk):
    earlier = full_member(desk)
    again = come_back(desk, left_on=date(2025, 12, 1), reason="family-hardship").case.ref
    count = desk.store.entry_count()

    with pytest.raises(EventRefusedError) as refused:
        correct_person(desk, again, {"born": "2008-05-03"}, reason="Theo giấy khai sinh")

    assert refused.value.ref == earlier
    assert desk.store.entry_count() == count
    assert desk.store.dossier(earlier).person.born == BORN
