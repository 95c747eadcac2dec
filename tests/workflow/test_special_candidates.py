"""Exceptions on age and education, and special categories: what each asks for first."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, missing, take_to, told, vote

from workflow.actions.advance import advance, consider
from workflow.actions.correct import correct, correct_person
from workflow.actions.record import record
from workflow.conditions.special import ARMED_FORCES, NEEDS
from workflow.errors import EventRefusedError
from workflow.facts import FactKind
from workflow.facts_of_people import CATEGORIES
from workflow.states import Event, State

REF = "HS-2026-0001"
JUNE = date(2024, 6, 20)
JULY = date(2024, 7, 15)


def in_verification(desk, born="1998-05-02", education=None):
    ref = a_case(desk, born=born)
    take_to(desk, ref, State.VERIFICATION)
    if education is not None:
        correct_person(desk, ref, {"education": education}, reason="Theo hồ sơ")
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=JUNE)
    return ref


def consent(desk, ref, about, on=date(2024, 7, 1), **more):
    values = {"about": about, **more}
    record(desk, ref, FactKind.CONSENT, values, on=on, document="5-CV/TU", issuer="TU")


def unmet(desk, ref, *starts):
    found = missing(desk, ref, Event.ADMIT, JULY)
    return [one for one in found if one.condition.startswith(starts)]


def notices(desk, ref):
    return {one.kind: one for one in consider(desk, ref, Event.ADMIT, on=JULY)[2]}


def test_over_60_needs_a_ground_of_the_law_besides_the_consent(desk):
    ref = in_verification(desk, born="1960-01-01")
    consent(desk, ref, "over-age", level="province")

    (grounds,) = unmet(desk, ref, "age", "over-age")

    assert told(grounds) == (
        (
            "quá 60 tuổi: chưa ghi điều kiện (sức khỏe, uy tín; nơi chưa có tổ chức đảng, chưa có"
            " đảng viên, hoặc yêu cầu đặc biệt) (điểm 1.1.2, 24-QĐ/TW ngày 30/07/2021)"
        ),
        (
            "over 60: the grounds are not recorded (health and prestige; no organisation or no"
            " member there, or a special need) (point 1.1.2, 24-QĐ/TW of 2021-07-30)"
        ),
        (
            f"ketnap case record {REF} over-age-grounds --set fit=yes --set ground=special-need"
            " --on …"
        ),
    )
    values = {"fit": "no", "ground": "no-member"}
    record(desk, ref, FactKind.OVER_AGE_GROUNDS, values, on=date(2024, 6, 1))
    assert len(unmet(desk, ref, "over-age")) == 1
    record(desk, ref, FactKind.OVER_AGE_GROUNDS, {**values, "fit": "yes"}, on=date(2024, 6, 1))
    assert unmet(desk, ref, "age", "over-age") == []


def test_a_consent_of_a_lower_level_does_not_lift_the_age(desk):
    ref = in_verification(desk, born="1960-01-01")
    consent(desk, ref, "over-age", level="superior")
    lower = [one.condition for one in unmet(desk, ref, "age")]

    consent(desk, ref, "over-age")

    assert lower == ["age"]
    assert unmet(desk, ref, "age") == []
    shown = notices(desk, ref)["consent-level"]
    assert shown.text.en == (
        "the consent to age above the limit of 2024-07-01 does not say which level gave it; it"
        " must be the province's standing committee"
    )
    seq = desk.store.dossier(ref).case.seq
    assert shown.remedy.en == f"ketnap case correct {REF} {seq} --set level=province --reason …"
    correct(desk, ref, seq, values={"level": "province"}, reason="Theo văn bản")
    assert "consent-level" not in notices(desk, ref)


def test_nobody_waives_the_least_age(desk):
    ref = in_verification(desk, born="2006-07-15")

    with pytest.raises(EventRefusedError) as refused:
        advance(
            desk,
            ref,
            Event.ADMIT,
            on=JULY,
            document="9-QĐ",
            overrides={one.condition for one in missing(desk, ref, Event.ADMIT, JULY)},
            reason="Trường hợp đặc biệt",
            approved_by="hoa",
        )

    assert [one.problem.en for one in refused.value.unmet] == [
        "not yet 18 by month when the cell met (2024-06-20)"
    ]


@pytest.mark.parametrize(("level", "enough"), [("primary", True), ("literate", False)])
def test_in_a_hard_area_the_primary_programme_is_enough_without_a_consent(desk, level, enough):
    ref = in_verification(desk, education=level)
    before = unmet(desk, ref, "education")

    values = {"ground": "hard-area"}
    record(desk, ref, FactKind.EDUCATION_EXCEPTION, values, on=date(2024, 6, 1))

    assert len(before) == 1
    assert [one.problem.en for one in unmet(desk, ref, "education")] == (
        [] if enough else ["education: reads and writes; the least is: primary programme"]
    )


@pytest.mark.parametrize(
    ("meeting", "least"),
    [
        (date(2021, 7, 29), None),
        (date(2021, 7, 30), "lower-secondary diploma"),
    ],
)
def test_fishers_and_salt_workers_had_an_exception_under_the_text_of_2016(desk, meeting, least):
    ref = a_case(desk, on=date(2020, 1, 6))
    correct_person(desk, ref, {"education": "primary"}, reason="Theo hồ sơ")
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2020, 2, 3), document="1", issuer="TT")
    advance(desk, ref, Event.ENROL, on=date(2020, 2, 3), document="5-CV")
    advance(desk, ref, Event.OPEN_FILE, on=date(2021, 3, 2))
    values = {"ground": "fisher-salt"}
    record(desk, ref, FactKind.EDUCATION_EXCEPTION, values, on=date(2021, 4, 1))
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=meeting)

    found = missing(desk, ref, Event.ADMIT, date(2021, 9, 1))

    wanted = [] if least is None else [f"education: primary programme; the least is: {least}"]
    assert [one.problem.en for one in found if one.condition == "education"] == wanted


def test_a_village_elder_reads_and_writes_and_has_a_consent_first(desk):
    ref = in_verification(desk, education="literate")
    values = {"ground": "elder"}
    record(desk, ref, FactKind.EDUCATION_EXCEPTION, values, on=date(2024, 6, 1))

    (wanted,) = unmet(desk, ref, "education")
    consent(desk, ref, "education", level="province")

    assert told(wanted) == (
        (
            "già làng, trưởng bản, người có uy tín: cần văn bản đồng ý trước"
            " (01-HD/TW ngày 28/09/2021; chưa xác minh)"
        ),
        (
            "a village elder or person of prestige: written consent must come first"
            " (01-HD/TW of 2021-09-28; unverified)"
        ),
        f"ketnap case record {REF} consent --set about=education --number … --issuer … --on …",
    )
    assert unmet(desk, ref, "education") == []


def test_every_category_has_a_rule_or_bodies_of_its_own(desk):
    assert {*NEEDS, ARMED_FORCES} == set(CATEGORIES)
    assert {needs.rule for needs in NEEDS.values()} <= set(desk.rulebook.ids())


@pytest.mark.parametrize("category", NEEDS)
def test_a_category_is_settled_by_the_papers_that_its_refusal_names(desk, category):
    ref = in_verification(desk)
    record(desk, ref, FactKind.CATEGORY, {"category": category}, on=date(2024, 5, 10))
    asked = unmet(desk, ref, "category")

    if NEEDS[category].opinion is not None:
        values = {"about": category, "result": "agree"}
        kind = FactKind.CATEGORY_OPINION
        record(desk, ref, kind, values, on=date(2024, 6, 30), document="2-CV")
    if NEEDS[category].consent is not None:
        consent(desk, ref, category)

    assert {one.condition for one in asked} == {f"category-{category}"}
    assert all(one.source is not None and one.remedy is not None for one in asked)
    assert unmet(desk, ref, "category") == []


def test_the_consent_to_a_foreign_marriage_follows_the_opinion_of_the_security_body(desk):
    ref = in_verification(desk)
    for category in ("foreign-spouse", "foreign-spouse"):
        record(desk, ref, FactKind.CATEGORY, {"category": category}, on=date(2024, 5, 10))
    both = [told(one)[1] for one in unmet(desk, ref, "category")]
    consent(desk, ref, "foreign-spouse", on=date(2024, 6, 1))
    values = {"about": "foreign-spouse", "result": "disagree"}
    record(desk, ref, FactKind.CATEGORY_OPINION, values, on=date(2024, 6, 2), document="2-CV")

    (order,) = unmet(desk, ref, "category")

    assert [sentence.partition(" (")[0] for sentence in both] == [
        "married to a foreigner: the opinion of the security body is missing",
        "married to a foreigner: the written consent of a higher standing committee is missing",
    ]
    assert all(sentence.endswith("unverified)") for sentence in both)
    assert order.problem.en == (
        "married to a foreigner: the consent (2024-06-01) came before the opinion (2024-06-02)"
    )
    shown = notices(desk, ref)["opinion-against"]
    assert shown.text.en == "married to a foreigner: the opinion of 2024-06-02 disagrees"
    consent(desk, ref, "foreign-spouse", on=date(2024, 6, 3))
    assert unmet(desk, ref, "category") == []


def test_the_army_and_the_police_have_their_own_bodies_which_is_only_shown(desk):
    ref = in_verification(desk)
    record(desk, ref, FactKind.CATEGORY, {"category": "army-police"}, on=date(2024, 5, 10))

    assert unmet(desk, ref, "category") == []
    assert notices(desk, ref)["armed-forces"].source is not None


def test_who_issued_the_certificate_is_free_but_should_be_on_file(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)
    on = date(2025, 8, 4)

    def shown():
        return {one.kind: one for one in consider(desk, ref, Event.OPEN_FILE, on=on)[2]}

    nothing = shown()
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2025, 7, 1), document="GCN-1")
    unknown = shown()
    correct(desk, ref, 3, issuer="Trung tâm chính trị xã", reason="Theo bản gốc")

    assert "course-issuer" not in nothing
    assert unknown["course-issuer"].text.en == (
        "who issued the certificate of 2025-07-01 is not recorded"
    )
    assert unknown["course-issuer"].remedy.en == (
        f"ketnap case correct {REF} 3 --issuer … --reason …"
    )
    assert set(shown()) == {"unverified-basis"}
    assert shown()["unverified-basis"].text.en.endswith("Who issues the awareness certificate")


def test_the_enterprise_of_a_private_owner_must_meet_its_own_conditions(desk):
    ref = in_verification(desk)
    record(desk, ref, FactKind.CATEGORY, {"category": "private-owner"}, on=JUNE)
    consent(desk, ref, "private-owner")

    def said(result):
        values = {"about": "private-owner", "result": result}
        record(desk, ref, FactKind.CATEGORY_OPINION, values, on=JUNE, document="3-CV", issuer="TU")
        return unmet(desk, ref, "category")

    (unseen,) = unmet(desk, ref, "category")
    (against,) = said("disagree")

    assert told(unseen)[0] == (
        "chủ doanh nghiệp tư nhân: chưa có ý kiến về điều kiện của doanh nghiệp (chấp hành pháp"
        " luật, thuế, bảo hiểm, công đoàn) (08-HD/BTCTW ngày 27/09/2021)"
    )
    assert told(against)[1] == (
        "private business owner: the opinion on the conditions of the enterprise (law, tax,"
        " insurance, union) of 2024-06-20 disagrees (08-HD/BTCTW of 2021-09-27)"
    )
    assert "opinion-against" not in notices(desk, ref)
    assert said("agree") == []


def test_during_the_pilot_the_enterprise_counts_and_no_consent_is_known(desk):
    ref = a_case(desk, on=date(2020, 1, 6))
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2020, 2, 3), document="1", issuer="TT")
    advance(desk, ref, Event.ENROL, on=date(2020, 2, 3), document="5-CV")
    advance(desk, ref, Event.OPEN_FILE, on=date(2020, 3, 2))
    values = {"category": "private-owner"}
    record(desk, ref, FactKind.CATEGORY, values, on=date(2020, 4, 1))

    found = missing(desk, ref, Event.ADMIT, date(2020, 6, 1))

    (pilot,) = [one for one in found if one.condition == "category-private-owner"]
    assert pilot.source.cite("vi") == "17-HD/BTCTW ngày 30/01/2013"
