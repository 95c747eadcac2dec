"""A file that is too old is not begun anew: what is made again makes it fresh (R7.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, missing, take_to, told, vote

from workflow.actions.advance import consider
from workflow.actions.correct import correct
from workflow.actions.record import record
from workflow.deadlines import milestones_of
from workflow.errors import RefusedError
from workflow.facts import FactKind
from workflow.file_age import age_of_file
from workflow.states import Event, State

REF = "HS-2026-0001"
DECIDED = date(2025, 7, 15)
MEETING = date(2025, 6, 20)  # the file was made on 2 May 2024
MEMBERS = ("Trần Đại Quỳnh", "Đặng Thị Ánh")


@pytest.fixture
def ref(desk) -> str:
    found = a_case(desk)
    take_to(desk, found, State.VERIFICATION)
    recommend(desk, found, date(2024, 5, 3))
    give_opinions(desk, found, date(2024, 6, 8))
    return found


def recommend(desk, ref, on, who=MEMBERS):
    for one in who:
        values = {"by": "member", "who": one, "known_since": "2020-01-01"}
        record(desk, ref, FactKind.RECOMMENDATION, values, on=on)


def give_opinions(desk, ref, on, sources=("workplace", "residence")):
    for source in sources:
        values = {"source": source, "purpose": "admission", "result": "agree"}
        record(desk, ref, FactKind.OPINION, values, on=on)


def meet(desk, ref, on=MEETING):
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=on)


def stale(desk, ref):
    return [one for one in missing(desk, ref, Event.ADMIT, DECIDED) if one.condition == "file-age"]


def test_each_thing_that_must_be_made_again_is_named_with_its_source_and_command(desk, ref):
    meet(desk, ref)

    members, workplace, residence = stale(desk, ref)

    assert told(members) == (
        (
            "hồ sơ lập 02/05/2024 đã quá 12 tháng khi chi bộ xét (20/06/2025); còn phải làm lại:"
            " 2 giấy giới thiệu của đảng viên (điểm 5, 01-HD/TW ngày 28/09/2021)"
        ),
        (
            "the file of 2024-05-02 was older than 12 months when the cell met (2025-06-20);"
            " still to be made again: 2 recommendation(s) of full members"
            " (point 5, 01-HD/TW of 2021-09-28)"
        ),
        (
            f"ketnap case record {REF} recommendation --set by=member --set who=…"
            " --set known_since=… --on …"
        ),
    )
    assert told(workplace)[1].endswith(
        "the workplace's opinion (point 5, 01-HD/TW of 2021-09-28; unverified)"
    )
    assert told(residence)[2] == (
        f"ketnap case record {REF} opinion --set source=residence --set purpose=admission"
        " --set result=agree --on …"
    )


def test_what_was_made_again_is_off_the_list_until_nothing_is_left(desk, ref):
    meet(desk, ref)
    recommend(desk, ref, date(2025, 5, 5), MEMBERS[:1])
    give_opinions(desk, ref, date(2025, 5, 3), ("workplace",))
    left = [one.problem.en.rpartition(": ")[2] for one in stale(desk, ref)]

    recommend(desk, ref, date(2025, 6, 1), MEMBERS[1:])
    give_opinions(desk, ref, date(2025, 6, 2), ("residence",))

    assert left == ["1 recommendation(s) of full members", "the residence's opinion"]
    assert stale(desk, ref) == []


def test_what_was_made_before_the_file_was_too_old_or_after_the_meeting_does_not_count(desk, ref):
    meet(desk, ref)
    give_opinions(desk, ref, date(2025, 5, 2))
    give_opinions(desk, ref, date(2025, 6, 21))

    assert len(stale(desk, ref)) == 3


def test_the_union_that_recommends_resolves_again_with_one_member_less(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    recommend(desk, ref, date(2024, 5, 3), MEMBERS[:1])
    union = {"by": "youth-union", "who": "Đoàn phường", "youth_age": "yes"}
    record(desk, ref, FactKind.RECOMMENDATION, union, on=date(2024, 5, 3))
    meet(desk, ref)

    left = [told(one)[1:] for one in stale(desk, ref)[:2]]

    assert [sentence.rpartition("again: ")[2] for sentence, _ in left] == [
        "1 recommendation(s) of full members (point 5, 01-HD/TW of 2021-09-28)",
        "the Youth Union's resolution (point 5, 01-HD/TW of 2021-09-28)",
    ]
    assert left[1][1] == (
        f"ketnap case record {REF} recommendation --set by=youth-union --set who=… --on …"
    )


def test_a_fresh_file_has_a_clock_of_its_own_and_grows_old_again(desk, ref):
    recommend(desk, ref, date(2025, 5, 5))
    before = desk.store.dossier(ref).case.deadline("file-age")
    give_opinions(desk, ref, date(2025, 5, 20))

    case = desk.store.dossier(ref).case
    after = case.deadline("file-age")
    assert (before.due_on, after.due_on) == (date(2025, 5, 2), date(2026, 5, 5))
    assert case.facts[-4].seq == after.started_by
    assert {
        mark.day for mark in milestones_of(case, desk.law()) if mark.milestone == "file-made"
    } == {
        date(2024, 5, 2),
        date(2025, 5, 5),
    }
    age = age_of_file(case, desk.law(), date(2026, 5, 6))
    assert (age.made_on, age.ends_on, len(age.missing)) == (date(2025, 5, 5), date(2026, 5, 5), 3)


def test_the_same_member_recommends_again_only_when_the_file_is_too_old(desk, ref):
    with pytest.raises(RefusedError, match="recommends in case"):
        recommend(desk, ref, date(2025, 5, 2), MEMBERS[:1])
    recommend(desk, ref, date(2025, 5, 3), MEMBERS[:1])

    with pytest.raises(RefusedError, match="recommends in case"):
        recommend(desk, ref, date(2025, 5, 4), MEMBERS[:1])
    seq = desk.store.dossier(ref).case.seq
    assert correct(desk, ref, seq, values={"who": MEMBERS[1]}, reason="Ghi nhầm người")


def test_changed_data_of_the_cv_are_to_be_verified_further(desk, ref):
    def shown():
        found = consider(desk, ref, Event.ADMIT, on=DECIDED)[2]
        return [one for one in found if one.kind == "file-renewal"]

    assert shown()[0].sentence().en == (
        "the file was out of date after 2025-05-02: where data of the CV changed, the CV is"
        " supplemented and verified further (point 5, 01-HD/TW of 2021-09-28; unverified)"
    )
    clear = {"result": "clear"}
    kind = FactKind.VERIFICATION_CONCLUSION
    record(desk, ref, kind, clear, on=date(2025, 6, 1), document="8-KL")
    assert shown() == []


def test_a_file_made_before_any_wording_and_one_not_made_yet_have_no_age(desk, ref):
    case, law = desk.store.dossier(ref).case, desk.law()

    assert age_of_file(replace(case, days={"open-file": date(2016, 1, 5)}), law, MEETING) is None
    assert age_of_file(replace(case, days={}), law, MEETING) is None
