"""The law of screening: who, on what ground, by which ballot, after how long (R16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_case, a_desk, at, take_to, told
from screenings import (
    HELP_BEGAN,
    HELP_ENDS,
    a_member,
    ballot,
    found,
    lacks,
    opened,
    step,
    take_screening_to,
    views,
)

from rules.rulebook import Rulebook
from workflow.actions.advance import advance
from workflow.errors import EventRefusedError, InputError, RefusedError
from workflow.screening.deciding import decide, why_not
from workflow.screening.facts import FindingKind
from workflow.screening.grounds import GROUND_RULES, Ground, ground_shown
from workflow.screening.listing import ScreeningFilter
from workflow.screening.opening import open_screening
from workflow.screening.recording import record_finding
from workflow.screening.states import CloseReason, ScreeningEvent, ScreeningState
from workflow.states import Event, State

E, S = ScreeningEvent, ScreeningState


@pytest.fixture
def member(desk):
    return a_member(desk)


@pytest.fixture
def screening(desk, member):
    return opened(desk, member)


def refused(desk, ref, ground=Ground.NO_PROGRESS, on=date(2025, 1, 6)):
    with pytest.raises(EventRefusedError) as caught:
        open_screening(desk, ref, ground, on=on)
    return caught.value


def test_a_full_member_comes_under_review_on_a_ground_of_the_law(desk, member):
    done = open_screening(
        desk, member, Ground.NO_PARTY_LIFE, on=date(2025, 1, 6), document="1-KH/CU", reason="ba kỳ"
    )

    one = done.screening
    assert (one.ref, one.case, one.state) == ("SL-2026-0001", member, S.REVIEW)
    assert (one.ground, one.since, done.before) == (Ground.NO_PARTY_LIFE, date(2025, 1, 6), None)
    assert one.open
    assert done.entry.fields["rules"] == ["removal-absence@2021-07-30"]
    assert done.entry.fields["data"] == {"case": member}
    assert list(desk.store.unsealed(one.ref).values()) == ["ba kỳ"]


def test_a_probationary_member_is_pointed_to_strike_off(desk):
    ref = a_member(desk, state=State.PROBATION)

    error = refused(desk, ref)

    assert error.what.en == f"cannot open {ref} (Phạm Thị Sáu): 1 unmet condition(s)"
    assert told(error.unmet[0]) == (
        (
            f"chỉ rà soát đảng viên chính thức; {ref} đang ở bước Dự bị; đảng viên dự bị không đủ"
            " tư cách thì xét xóa tên (khoản 2 Điều 5, Điều lệ Đảng ngày 19/01/2011)"
        ),
        (
            f"only full members are screened; {ref} is in Probation; a probationary member who is"
            " unfit is struck off instead (Art. 5.2, Party Charter of 2011-01-19)"
        ),
        f"ketnap case why {ref} strike-off",
    )


def test_a_nominee_is_no_member_to_screen(desk):
    ref = a_case(desk)

    assert told(refused(desk, ref).unmet[0])[1:] == (
        f"only full members are screened; {ref} is in Nominated (a rule of this register)",
        f"ketnap case show {ref}",
    )


def test_nobody_is_screened_before_they_were_a_full_member_or_tomorrow(desk, member):
    early = refused(desk, member, on=date(2019, 2, 28))
    late = refused(desk, member, on=date(2026, 11, 24))

    # Before July 2021 the grounds themselves are not known to us.
    assert [one.condition for one in early.unmet] == ["order", "removal-no-progress"]
    assert [one.condition for one in late.unmet] == ["day"]
    assert late.unmet[0].remedy.en == f"ketnap screen open {member} no-progress --on …"


def test_a_member_is_screened_once_at_a_time(desk, member, screening):
    error = refused(desk, member)

    assert told(error.unmet[0])[1:] == (
        f"{member} is being screened already: {screening} (a rule of this register)",
        f"ketnap screen show {screening}",
    )

    decide(desk, screening, E.CLOSE, reason_code=CloseReason.OPENED_IN_ERROR)
    again = opened(desk, member)

    assert again == "SL-2026-0002"


def test_who_left_by_a_screening_is_not_screened_again(desk, member, screening):
    take_screening_to(desk, screening, S.REMOVED)

    (problem,) = refused(desk, member, on=date(2026, 6, 1)).unmet

    assert problem.problem.en == f"{member} left the Party on 2026-04-20 by {screening}"
    assert problem.remedy.en == f"ketnap screen show {screening}"


@pytest.mark.parametrize(
    ("ground", "vi", "en"),
    [
        (
            Ground.NO_PARTY_LIFE,
            (
                "bỏ sinh hoạt đảng hoặc không đóng đảng phí trong năm, không có lý do chính đáng"
                " (3 tháng)"
            ),
            "no Party life or no dues within a year, without reason (3 months)",
        ),
        (
            Ground.NO_PROGRESS,
            "suy giảm ý chí phấn đấu, đã được giáo dục mà không tiến bộ (12 tháng)",
            "lost will, no progress after education (12 months)",
        ),
        (
            Ground.STANDARDS_BREACHED,
            "vi phạm tư cách đảng viên nhiều năm liền (2 năm)",
            "breach of member standards year after year (2 years)",
        ),
        (
            Ground.CARD_GIVEN_UP,
            "tự ý trả lại hoặc hủy thẻ đảng viên",
            "gave back or destroyed the member's card",
        ),
    ],
)
def test_a_ground_says_the_number_that_the_law_sets(ground, vi, en):
    shown = ground_shown(ground, Rulebook.open(), date(2025, 1, 6))

    assert (shown.vi, shown.en) == (vi, en)


def test_every_ground_is_a_rule_with_a_source_and_a_confidence():
    rulebook = Rulebook.open()
    sure = {
        ground.value: rulebook[rule].on(date(2025, 1, 6)).confidence.value
        for ground, rule in GROUND_RULES.items()
    }

    assert sure == {
        "no-party-life": "high",
        "card-given-up": "medium",
        "no-progress": "medium",
        "standards-breached": "medium",
        "political-standard": "medium",
    }
    assert set(GROUND_RULES) == set(Ground)
    assert ground_shown(Ground.POLITICAL_STANDARD, rulebook).en.startswith("does not meet")


def test_listing_needs_review_view_opinion_and_ballot(desk, screening):
    _, missing = why_not(desk, screening, E.ENLIST, on=date(2025, 2, 12))

    assert [told(one)[1:] for one in missing] == [
        (
            "the cell committee has not reviewed (point II, 02-HD/BTCTW of 2021-04-12)",
            f"ketnap screen record {screening} review --set result=below-standard --on …",
        ),
        (
            (
                "there is no view of the Front committee, or of the unit and its mass organisations"
                " (point II, 02-HD/BTCTW of 2021-04-12)"
            ),
            f"ketnap screen record {screening} view --set from=front --set result=list --on …",
        ),
        (
            "there is no opinion of the direct superior (point II, 02-HD/BTCTW of 2021-04-12)",
            f"ketnap screen record {screening} opinion --set result=list --number … --on …",
        ),
        (
            "the cell has not voted by secret ballot (point II, 02-HD/BTCTW of 2021-04-12)",
            (
                f"ketnap screen record {screening} vote --set electors=… --set present=… --set"
                " for=… --set against=… --set ballot=secret --on …"
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("yes", "of", "passes"),
    [(7, 12, False), (8, 12, True), (6, 10, False), (7, 10, True), (1, 1, True)],
)
def test_two_thirds_of_all_who_count_list_a_member_and_one_fewer_does_not(
    desk, screening, yes, of, passes
):
    views(desk, screening)
    ballot(desk, screening, yes, of)

    assert lacks(desk, screening, E.ENLIST, date(2025, 2, 12)) == (
        [] if passes else ["screening-vote"]
    )
    assert lacks(desk, screening, E.CLEAR, date(2025, 2, 12)) == (
        ["screening-vote"] if passes else []
    )


def test_a_ballot_just_under_two_thirds_says_how_many_are_missing(desk, screening):
    views(desk, screening)
    ballot(desk, screening, 7, 12)

    with pytest.raises(EventRefusedError) as caught:
        step(desk, screening, E.ENLIST, date(2025, 2, 12))

    assert told(caught.value.unmet[0])[1:] == (
        (
            "the cell: 7/12 in favour; at least 8 are needed (2/3 of all full members, exempted"
            " ones left out) (point II, 02-HD/BTCTW of 2021-04-12)"
        ),
        f"ketnap screen decide {screening} clear --on …",
    )


def test_exempted_members_are_left_out_of_those_who_count(desk, screening):
    views(desk, screening)
    ballot(desk, screening, 8, 12, exempted="3")

    assert lacks(desk, screening, E.ENLIST, date(2025, 2, 12)) == []


def test_a_show_of_hands_is_no_secret_ballot(desk, screening):
    views(desk, screening)
    ballot(desk, screening, ballot="open")

    assert lacks(desk, screening, E.ENLIST, date(2025, 2, 12)) == ["secret-ballot"]


def test_views_that_came_after_the_ballot_do_not_count(desk, screening):
    views(desk, screening, on=date(2025, 2, 11))
    ballot(desk, screening, on=date(2025, 2, 10))

    _, missing = why_not(desk, screening, E.ENLIST, on=date(2025, 2, 12))

    assert [one.condition for one in missing] == [
        "screening-review",
        "screening-view",
        "screening-opinion",
    ]
    assert missing[0].problem.en == (
        "the cell committee has not reviewed (the one of 2025-02-11 is later than 2025-02-10)"
    )


def test_a_ballot_after_the_event_does_not_count(desk, screening):
    views(desk, screening)
    ballot(desk, screening, on=date(2025, 2, 13))

    assert lacks(desk, screening, E.ENLIST, date(2025, 2, 12)) == ["screening-vote"]
    assert lacks(desk, screening, E.CLEAR, date(2025, 2, 12)) == ["screening-vote"]


def test_a_ballot_in_which_nobody_may_vote_is_refused(desk, screening):
    with pytest.raises(InputError) as caught:
        ballot(desk, screening, 0, 0)

    assert caught.value.what.en == "At least one member must be entitled to vote."


def test_a_ballot_with_more_votes_than_members_is_refused(desk, screening):
    with pytest.raises(InputError) as absent:
        ballot(desk, screening, 8, 12, present="13")
    with pytest.raises(InputError) as cast:
        ballot(desk, screening, 8, 12, against="5")

    assert "13" in absent.value.why[0].en
    assert "13" in cast.value.why[0].en


def test_nobody_whom_the_cell_listed_is_cleared_by_the_same_ballot(desk, screening):
    views(desk, screening)
    ballot(desk, screening, 9, 12)

    _, missing = why_not(desk, screening, E.CLEAR, on=date(2025, 2, 12))

    assert told(missing[0])[1:] == (
        "the cell has put the member on the list (9/12) (point II, 02-HD/BTCTW of 2021-04-12)",
        f"ketnap screen decide {screening} enlist --on …",
    )


def test_a_member_whom_the_cell_does_not_list_is_cleared(desk, screening):
    views(desk, screening)
    ballot(desk, screening, 7, 12)

    done = step(desk, screening, E.CLEAR, date(2025, 2, 12))

    assert done.screening.state is S.CLEARED
    assert done.screening.left_on is None


def test_help_needs_a_helper(desk, screening):
    take_screening_to(desk, screening, S.LISTED)
    found(desk, screening, FindingKind.HELPER, date(2025, 3, 11), who="Lê Văn Tám")

    _, missing = why_not(desk, screening, E.HELP, on=HELP_BEGAN)

    assert told(missing[0])[1:] == (
        (
            "no helper is assigned (the one of 2025-03-11 is later than 2025-03-10)"
            " (24-QĐ/TW of 2021-07-30; unverified)"
        ),
        f"ketnap screen record {screening} helper --set who=… --on …",
    )


def test_help_opens_a_deadline_for_the_cell_on_the_last_day_of_the_period(desk, screening):
    take_screening_to(desk, screening, S.LISTED)
    found(desk, screening, FindingKind.HELPER, HELP_BEGAN, who="Lê Văn Tám")

    done = step(desk, screening, E.HELP, HELP_BEGAN)

    (one,) = done.opened
    assert (one.rule, one.start_on, one.due_on) == ("screening-help", HELP_BEGAN, HELP_ENDS)
    assert one.version == "screening-help@2021-07-30"
    assert done.screening.next_deadline == one
    assert desk.rulebook["screening-help"].actor.value == "cell"
    assert Rulebook.open()["screening-help"].on(HELP_BEGAN).confidence.value == "medium"


@pytest.mark.parametrize(
    ("began", "ends"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2024, 12, 31), date(2025, 12, 31)),
    ],
)
def test_a_period_of_help_clips_to_the_end_of_the_month(desk, member, began, ends):
    ref = open_screening(desk, member, Ground.NO_PROGRESS, on=date(2022, 1, 5)).screening.ref
    views(desk, ref, on=date(2022, 2, 1))
    ballot(desk, ref, on=date(2022, 2, 2))
    step(desk, ref, E.ENLIST, date(2022, 2, 3))
    found(desk, ref, FindingKind.HELPER, date(2022, 2, 3), who="Lê Văn Tám")

    done = step(desk, ref, E.HELP, began)

    assert [one.due_on for one in done.opened] == [ends]


def test_removal_is_not_proposed_on_the_last_day_of_help_but_on_the_next(desk, screening):
    take_screening_to(desk, screening, S.HELPED)
    found(desk, screening, FindingKind.REPORT, HELP_ENDS, result="no-progress")
    found(desk, screening, FindingKind.REPORT, date(2026, 3, 11), result="no-progress")

    _, on_the_last = why_not(desk, screening, E.PROPOSE_REMOVAL, on=HELP_ENDS)
    next_day = lacks(desk, screening, E.PROPOSE_REMOVAL, date(2026, 3, 11))

    assert [told(one)[1] for one in on_the_last] == [
        "the period of help runs until the end of 2026-03-10 (24-QĐ/TW of 2021-07-30; unverified)",
        (
            "the report of 2026-03-10 was made before the help had ended (2026-03-10); one after"
            " that day is needed (four-step summaries of several places; unverified)"
        ),
        (
            "the document's number and its issuer are needed (--doc, --issuer)"
            " (four-step summaries of several places; unverified)"
        ),
    ]
    assert next_day == ["decision"]


def test_removal_is_not_proposed_against_a_report_of_progress_or_without_one(desk, screening):
    take_screening_to(desk, screening, S.HELPED)
    after = date(2026, 3, 16)

    without = why_not(desk, screening, E.PROPOSE_REMOVAL, on=after)[1][0]
    found(desk, screening, FindingKind.REPORT, after, result="progress")
    against = why_not(desk, screening, E.PROPOSE_REMOVAL, on=after)[1][0]

    assert told(without)[1:] == (
        "there is no report on the help (four-step summaries of several places; unverified)",
        f"ketnap screen record {screening} report --set result=no-progress --number … --on …",
    )
    assert told(against)[1:] == (
        (
            "the report of 2026-03-16 tells of progress (four-step summaries of several places;"
            " unverified)"
        ),
        f"ketnap screen decide {screening} clear --on …",
    )


def test_progress_clears_a_member_before_the_period_is_over_and_meets_the_deadline(desk, screening):
    take_screening_to(desk, screening, S.HELPED)
    day = date(2025, 9, 15)

    assert lacks(desk, screening, E.CLEAR, day) == ["screening-report"]
    found(desk, screening, FindingKind.REPORT, day, result="no-progress")
    assert lacks(desk, screening, E.CLEAR, day) == ["screening-report"]
    found(desk, screening, FindingKind.REPORT, day, result="progress")
    done = step(desk, screening, E.CLEAR, day)

    assert done.screening.state is S.CLEARED
    assert [one.rule for one in done.closed] == ["screening-help"]
    assert done.entry.fields["closes"] == [
        {"rule": "screening-help", "started_by": 8, "how": "met"}
    ]
    assert done.screening.deadlines == ()
    assert not done.screening.open


def test_a_report_from_before_the_help_clears_nobody(desk, screening):
    take_screening_to(desk, screening, S.LISTED)
    found(desk, screening, FindingKind.REPORT, date(2025, 3, 1), result="progress")
    found(desk, screening, FindingKind.HELPER, HELP_BEGAN, who="Lê Văn Tám")
    step(desk, screening, E.HELP, HELP_BEGAN)

    _, missing = why_not(desk, screening, E.CLEAR, on=date(2025, 9, 15))

    assert missing[0].problem.en == "no report of the time of help tells of progress"


def test_a_removal_takes_a_decision_and_a_second_person(desk, screening):
    take_screening_to(desk, screening, S.REMOVAL_PROPOSED)

    assert lacks(desk, screening, E.REMOVE, date(2026, 4, 20)) == ["decision", "second-person"]
    with pytest.raises(RefusedError) as caught:
        decide(desk, screening, E.REMOVE, document="9-QĐ", issuer="TP", approved_by="lan")
    assert caught.value.what.en == (
        "The approver must be a second person, not the one who records."
    )

    done = step(desk, screening, E.REMOVE, date(2026, 4, 20))

    assert done.screening.state is S.REMOVED
    assert done.entry.fields["approved_by"] == "hoa"


def test_a_resignation_takes_an_application(desk, screening):
    take_screening_to(desk, screening, S.REMOVAL_PROPOSED)
    assert lacks(desk, screening, E.RESIGN, date(2026, 4, 20)) == ["application", "decision"]

    found(desk, screening, FindingKind.APPLICATION, date(2026, 4, 1))

    assert step(desk, screening, E.RESIGN, date(2026, 4, 20)).screening.state is S.RESIGNED


@pytest.mark.parametrize("end", [S.REMOVED, S.RESIGNED])
def test_the_day_a_member_left_can_be_asked_and_the_case_stays_history(
    desk, member, screening, end
):
    take_screening_to(desk, screening, end)

    (line,) = desk.store.screenings(ScreeningFilter(case=member))
    assert (line.state, line.left_on) == (end, date(2026, 4, 20))
    assert desk.store.screening(screening).screening.left_on == date(2026, 4, 20)
    assert desk.store.dossier(member).case.state is State.FULL_MEMBER


def test_nothing_goes_back_behind_the_step_before_it(desk, screening):
    take_screening_to(desk, screening, S.LISTED)
    found(desk, screening, FindingKind.HELPER, date(2025, 2, 1), who="Lê Văn Tám")

    _, missing = why_not(desk, screening, E.HELP, on=date(2025, 2, 11))

    assert (
        missing[0].problem.en
        == "2025-02-11 lies before the case reached Listed for help (2025-02-12)"
    )


def test_who_is_no_member_any_more_is_not_decided_on_and_the_screening_can_be_closed(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)
    screening = open_screening(desk, ref, Ground.NO_PROGRESS, on=date(2025, 10, 1)).screening.ref
    advance(
        desk,
        ref,
        Event.ANNUL,
        on=date(2025, 11, 3),
        to=State.CLOSED,
        document="1-QĐ",
        issuer="DV",
        reason_code="conditions-breached",
        approved_by="hoa",
    )
    views(desk, screening, on=date(2025, 11, 4))
    ballot(desk, screening, on=date(2025, 11, 5))

    _, missing = why_not(desk, screening, E.ENLIST, on=date(2025, 11, 6))
    assert told(missing[0])[1:] == (
        f"{ref} is no full member any more (it is in Closed) (a rule of this register)",
        f"ketnap screen close {screening} membership-ended -y",
    )
    done = decide(desk, screening, E.CLOSE, reason_code=CloseReason.MEMBERSHIP_ENDED)
    assert done.screening.state is S.CLOSED


def test_a_screening_is_not_closed_before_its_newest_step(desk, screening):
    take_screening_to(desk, screening, S.LISTED)

    with pytest.raises(EventRefusedError) as caught:
        decide(
            desk, screening, E.CLOSE, on=date(2025, 2, 11), reason_code=CloseReason.OPENED_IN_ERROR
        )

    (problem,) = caught.value.unmet
    assert problem.condition == "order"
    assert problem.remedy.en == f"ketnap screen close {screening} opened-in-error --on …"


def test_closing_needs_a_reason_code_and_voids_the_deadline(desk, screening):
    take_screening_to(desk, screening, S.HELPED)
    assert lacks(desk, screening, E.CLOSE, date(2025, 4, 1)) == ["reason"]

    done = decide(
        desk,
        screening,
        E.CLOSE,
        on=date(2025, 4, 1),
        reason_code=CloseReason.MOVED_AWAY,
        reason="Chuyển về tỉnh khác",
    )

    assert done.entry.fields["closes"][0]["how"] == "void"
    assert done.entry.fields["reason"] == "moved-away"


def test_an_event_that_the_table_does_not_allow_is_refused_with_those_it_does(desk, screening):
    with pytest.raises(RefusedError) as caught:
        step(desk, screening, E.REMOVE, date(2025, 2, 1))

    assert caught.value.what.vi == (
        f"Không thực hiện được “Quyết định đưa ra khỏi Đảng” với {screening}: lượt rà soát đang ở"
        " bước Đang rà soát; có thể: Đưa vào danh sách giáo dục, giúp đỡ (enlist),"
        " Đưa ra khỏi diện sàng lọc (clear), Dừng rà soát (close)."
    )
    assert caught.value.what.en == (
        f"Cannot remove {screening}: it is in review; possible events: enlist, clear, close."
    )


def test_an_ended_screening_takes_nothing_more(desk, screening):
    decide(desk, screening, E.CLOSE, reason_code=CloseReason.WITHDRAWN)

    with pytest.raises(RefusedError) as caught:
        views(desk, screening)
    assert caught.value.what.en == f"Screening {screening} has ended; nothing more can be recorded."
    with pytest.raises(RefusedError) as caught:
        step(desk, screening, E.CLEAR, date(2025, 2, 12))
    assert caught.value.what.en.endswith("no event is possible any more.")


def test_a_finding_of_tomorrow_is_refused(desk, screening):
    with pytest.raises(RefusedError) as caught:
        views(desk, screening, on=date(2026, 11, 24))

    assert caught.value.what.en == "2026-11-24 has not come yet; record what has happened."


def test_an_unknown_field_of_a_finding_is_named(desk, screening):
    with pytest.raises(InputError) as caught:
        record_finding(desk, screening, FindingKind.OPINION, {"result": "maybe"})

    assert [one.en for one in caught.value.why] == [
        "Opinion (result): “maybe” cannot be read; it takes one of list, not-list",
        "the document's number is missing (--number)",
    ]


def test_who_helps_is_kept_apart_from_the_log(desk, screening):
    done = found(desk, screening, FindingKind.HELPER, HELP_BEGAN, who="Lê Văn Tám")

    assert "Lê Văn Tám" not in done.entry.body
    assert "Lê Văn Tám" in desk.store.unsealed(screening).values()


def test_help_before_any_known_wording_of_its_length_is_refused(desk, member):
    # 02-HD/BTCTW is older than the rule that gives a length to the help.
    clock = a_desk(desk.store, at("2026-11-23"))
    screening = opened(clock, member)
    take_screening_to(clock, screening, S.LISTED)
    one = desk.store.screening(screening).screening
    assert replace(one, deadlines=()).next_deadline is None

    assert lacks(desk, screening, E.HELP, date(2021, 7, 29)) == ["order", "screening-help"]
