"""Who may recommend, by which route, and what is only shown to the officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, missing, take_to, told

from rules.rulebook import Rulebook
from workflow.actions.advance import consider
from workflow.actions.correct import correct
from workflow.actions.record import record
from workflow.errors import RefusedError
from workflow.facts import FactKind
from workflow.states import Event, State

REF = "HS-2026-0001"
MAY = date(2024, 5, 3)
JULY = date(2024, 7, 15)
MEMBER = {"by": "member", "who": "Trần Đại Quỳnh", "known_since": "2020-01-01"}
OTHER = {**MEMBER, "who": "Đặng Thị Ánh"}
UNION = {"by": "youth-union", "who": "Đoàn phường Đô Vinh"}
ASK_MEMBER = (
    f"ketnap case record {REF} recommendation --set by=member --set who=…"
    " --set known_since=… --on …"
)
LOCAL_KINSHIP = """\
id = "recommender-kinship"
adopt = true
from = 2020-01-01
source = { text = { vi = "quy định của tỉnh (mẫu)", en = "rule of the province (sample)" } }
confidence = "high"
"""


@pytest.fixture
def ref(desk) -> str:
    found = a_case(desk)
    take_to(desk, found, State.VERIFICATION)
    return found


def recommend(desk, ref, *given, on=MAY):
    for values in given:
        record(desk, ref, FactKind.RECOMMENDATION, values, on=on)


def about(desk, ref, *wanted):
    found = missing(desk, ref, Event.ADMIT, JULY)
    return [one for one in found if one.condition.startswith(("recomm", "youth", *wanted))]


def notices(desk, ref, event=Event.ADMIT, on=JULY):
    return {one.kind: one for one in consider(desk, ref, event, on=on)[2]}


def test_two_members_or_a_union_with_one_member_recommend(desk, ref):
    recommend(desk, ref, MEMBER)
    assert [one.condition for one in about(desk, ref)] == ["recommenders"]

    recommend(desk, ref, {"by": "trade-union", "who": "Công đoàn trường"})
    assert about(desk, ref) == []


def test_the_cell_chooses_the_union_that_must_recommend(desk, ref):
    record(desk, ref, FactKind.RECOMMENDATION_ROUTE, {"route": "youth-union"}, on=MAY)
    recommend(desk, ref, MEMBER, {"by": "trade-union", "who": "Công đoàn trường"})

    (union,) = about(desk, ref)

    assert told(union) == (
        (
            "chi bộ chọn bên giới thiệu là Đoàn Thanh niên nhưng chưa có nghị quyết giới thiệu"
            " (khoản 1 Điều 4, Điều lệ Đảng ngày 19/01/2011)"
        ),
        (
            "the cell chose the Youth Union, which has not recommended"
            " (Art. 4.1, Party Charter of 2011-01-19)"
        ),
        f"ketnap case record {REF} recommendation --set by=youth-union --set who=… --on …",
    )
    recommend(desk, ref, UNION)
    assert about(desk, ref) == []


def test_the_trade_union_s_route_says_that_it_is_unverified(desk, ref):
    record(desk, ref, FactKind.RECOMMENDATION_ROUTE, {"route": "trade-union"}, on=date(2026, 5, 4))
    recommend(desk, ref, MEMBER, {"by": "trade-union", "who": "Công đoàn trường"})

    shown = notices(desk, ref, on=date(2026, 5, 5))["unverified-basis"]

    assert "State agencies may have no trade union left to recommend" in shown.text.en


def test_where_the_cell_chose_two_members_a_union_stands_for_none(desk, ref):
    record(desk, ref, FactKind.RECOMMENDATION_ROUTE, {"route": "members"}, on=MAY)
    recommend(desk, ref, MEMBER, UNION)

    assert [one.condition for one in about(desk, ref)] == ["recommenders"]


def test_the_youth_union_does_not_recommend_somebody_past_its_age(desk, ref):
    recommend(desk, ref, MEMBER, {**UNION, "youth_age": "no"})

    (past,) = about(desk, ref)

    assert past.condition == "youth-union-age"
    assert told(past)[1:] == (
        (
            "the Youth Union's recommendation of 2024-05-03 does not count: the person is past its"
            " age; 2 full members must recommend, 1 did (Art. 4.1, Party Charter of 2011-01-19)"
        ),
        ASK_MEMBER,
    )
    recommend(desk, ref, OTHER)
    assert about(desk, ref) == []


def test_the_age_of_the_youth_union_is_for_the_officer_to_confirm(desk, ref):
    recommend(desk, ref, MEMBER, UNION)
    seq = desk.store.dossier(ref).case.seq

    shown = notices(desk, ref)["youth-union-age"]

    assert shown.remedy.en == (f"ketnap case correct {ref} {seq} --set youth_age=yes --reason …")
    assert shown.sentence().en == (
        "it is not confirmed that the person whom the Youth Union recommends is of its age;"
        " the Union's age limit is not among the rules (Art. 4.1, Party Charter of 2011-01-19)"
    )
    correct(desk, ref, seq, values={"youth_age": "yes"}, reason="Có sổ đoàn viên")
    assert "youth-union-age" not in notices(desk, ref)


def test_sharing_the_residence_counts_from_the_wording_that_says_so(desk):
    at_home = {"together": "residence", "known_since": "2017-01-01"}
    ref = a_case(desk, on=date(2020, 1, 6))
    recommend(desk, ref, {**MEMBER, **at_home}, OTHER, on=date(2021, 7, 29))
    take_to(desk, ref, State.VERIFICATION)

    (early,) = about(desk, ref)
    assert told(early)[1] == (
        "the recommender of 2021-07-29 only shared the residence, which did not count then"
        " (point 3.2.1, 29-QĐ/TW of 2016-07-25)"
    )

    recommend(desk, ref, {**MEMBER, **at_home, "who": "Lê Thị Bưởi"}, on=date(2021, 7, 30))
    assert about(desk, ref) == []


def test_who_replaces_a_recommender_needs_no_shared_time_and_the_basis_is_unverified(desk, ref):
    recommend(desk, ref, MEMBER, {"by": "member", "who": "Lê Thị Bưởi", "replaces": "yes"})

    assert about(desk, ref) == []
    assert "need not have the shared time" in notices(desk, ref)["unverified-basis"].text.en


def test_a_relative_who_recommends_is_shown_with_the_words_of_the_place(desk, ref, tmp_path):
    recommend(desk, ref, {**MEMBER, "kin": "parent"}, {**OTHER, "kin": "none"})
    (tmp_path / "recommender-kinship.toml").write_text(LOCAL_KINSHIP, encoding="utf-8")
    at_home = replace(desk, rulebook=Rulebook.open(tmp_path))

    assert about(desk, ref) == []
    assert notices(desk, ref)["recommender-kinship"].sentence().vi == (
        "người giới thiệu ngày 03/05/2024 là cha, mẹ của người vào Đảng"
        " (quy định của một số địa phương (số và ngày chưa xác minh); chưa xác minh)"
    )
    assert notices(at_home, ref)["recommender-kinship"].sentence().en == (
        "the recommender of 2024-05-03 is the candidate's parent (rule of the province (sample))"
    )


def test_a_correction_cannot_make_one_member_recommend_twice(desk, ref):
    recommend(desk, ref, MEMBER, OTHER)
    seq = desk.store.dossier(ref).case.seq

    with pytest.raises(RefusedError, match="Trần Đại Quỳnh recommends in case"):
        correct(desk, ref, seq, values={"who": "trần đại quỳnh"}, reason="Ghi nhầm tên")

    assert correct(desk, ref, seq, values={"who": "Đặng Thị Anh"}, reason="Ghi nhầm dấu")


def test_an_opinion_against_is_shown_and_refuses_nothing(desk, ref):
    for source, result in (("workplace", "disagree"), ("residence", "agree")):
        values = {"source": source, "purpose": "admission", "result": result}
        record(desk, ref, FactKind.OPINION, values, on=MAY)

    _, unmet, shown = consider(desk, ref, Event.ADMIT, on=JULY)

    against = [one for one in shown if one.kind == "opinion-against"]
    assert [one.sentence().en for one in against] == [
        (
            "the opinion of the organisations at the workplace of 2024-05-03 disagrees"
            " (point 3.5, 01-HD/TW of 2021-09-28)"
        )
    ]
    assert "opinions" not in {one.condition for one in unmet}


def test_a_notice_without_a_source_is_its_words(desk, ref):
    recommend(desk, ref, MEMBER, {"by": "member", "who": "Lê Thị Bưởi", "replaces": "yes"})

    shown = notices(desk, ref)["unverified-basis"]

    assert shown.sentence() == shown.text
    assert shown.remedy.en == "ketnap rules list --unverified"


LOCAL_SENIORITY = LOCAL_KINSHIP.replace("recommender-kinship", "recommender-seniority")


def test_where_a_place_asks_for_it_the_recommender_has_been_a_full_member_for_long(
    desk, ref, tmp_path
):
    """Two faults at once: one does not say since when, one was recognised too lately (R2.6)."""
    recommend(desk, ref, MEMBER, {**OTHER, "full_since": "2023-11-04"})
    seq = desk.store.dossier(ref).case.seq - 1
    (tmp_path / "recommender-seniority.toml").write_text(LOCAL_SENIORITY, encoding="utf-8")
    here = replace(desk, rulebook=Rulebook.open(tmp_path))

    assert about(desk, ref) == []
    unsaid, late = about(here, ref)

    assert told(unsaid) == (
        (
            f"chưa ghi người giới thiệu ngày 03/05/2024 (mục {seq}) là đảng viên chính thức từ"
            " ngày nào; cần đủ 12 tháng (quy định của tỉnh (mẫu))"
        ),
        (
            f"since when the recommender of 2024-05-03 (entry {seq}) has been a full member is not"
            " recorded; 12 months are needed (rule of the province (sample))"
        ),
        f"ketnap case correct {ref} {seq} --set full_since=… --reason …",
    )
    assert late.problem.vi == (
        "người giới thiệu ngày 03/05/2024 chưa là đảng viên chính thức đủ 12 tháng (đủ từ"
        " 04/11/2024)"
    )
    correct(desk, ref, seq, values={"full_since": "2023-05-03"}, reason="Theo quyết định")
    assert [one.condition for one in about(here, ref)] == ["recommender-seniority"]
    assert about(here, ref) == [late]


def test_a_recommender_of_long_standing_is_enough_where_a_place_asks_for_it(desk, ref, tmp_path):
    long = {"full_since": "2010-02-03"}
    recommend(desk, ref, MEMBER | long, OTHER | long)
    (tmp_path / "recommender-seniority.toml").write_text(LOCAL_SENIORITY, encoding="utf-8")

    assert about(replace(desk, rulebook=Rulebook.open(tmp_path)), ref) == []
