"""The rulebook: lazy, complete, and helpful when asked for what it does not have."""

import itertools
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

import rules.calendar
from rules.calendar_lines import load_year
from rules.errors import NoWordingError, UnknownDocumentError, UnknownRuleError
from rules.milestones import Milestone
from rules.rulebook import Rulebook
from rules.units import Confidence, Unit

DESIGNED = [
    "age",
    "education",
    "recommenders",
    "course-certificate",
    "file-age",
    "cell-vote",
    "committee-vote",
    "standing-committee-vote",
    "cell-minimum",
    "admission-decision",
    "ceremony",
    "member-cv",
    "new-member-course",
    "probation",
    "recognition-cell",
    "recognition-decision",
    "recognition-late",
    "verification-reply",
    "verification-reply-abroad",
    "transfer-start",
    "transfer-present",
    "readmission-wait",
    "readmission-wait-convicted",
    "readmission-count",
    "party-age",
    "screening-vote",
    "screening-help",
]
ALSO = [
    "admission-decision-extension",
    "recognition-decision-extension",
    "recommender-acquaintance",
    "failed-ballots",
]
TIMERS = {
    "T1": ("course-certificate", Milestone.CERTIFICATE_ISSUED, 60, Unit.MONTHS),
    "T2": ("file-age", Milestone.FILE_MADE, 12, Unit.MONTHS),
    "T4": ("verification-reply", Milestone.LETTER_RECEIVED, 30, Unit.WORKING_DAYS),
    "T4 abroad": (
        "verification-reply-abroad",
        Milestone.LETTER_RECEIVED_ABROAD,
        90,
        Unit.WORKING_DAYS,
    ),
    "T5": ("admission-decision", Milestone.CELL_RESOLVED_ADMISSION, 60, Unit.WORKING_DAYS),
    "T6": ("ceremony", Milestone.DECISION_ISSUED, 30, Unit.WORKING_DAYS),
    "T7": ("member-cv", Milestone.CEREMONY_HELD, 30, Unit.WORKING_DAYS),
    "T8": ("new-member-course", Milestone.CEREMONY_HELD, 12, Unit.MONTHS),
    "T9": ("probation", Milestone.CEREMONY_HELD, 12, Unit.MONTHS),
    "T10": ("recognition-cell", Milestone.PROBATION_ENDED, 30, Unit.WORKING_DAYS),
    "T11": ("recognition-decision", Milestone.CELL_RESOLVED_RECOGNITION, 30, Unit.WORKING_DAYS),
    "T12": ("recognition-late", Milestone.PROBATION_ENDED, 3, Unit.MONTHS),
    "T13 start": ("transfer-start", Milestone.MOVE_DECIDED, 60, Unit.WORKING_DAYS),
    "R10.9": ("late-explanation", Milestone.EXPLANATION_ASKED, 30, Unit.WORKING_DAYS),
    "R16.3": ("screening-help", Milestone.HELP_BEGAN, 12, Unit.MONTHS),
    "P1": ("data-request-reply", Milestone.DATA_REQUEST_RECEIVED, 2, Unit.WORKING_DAYS),
    "P2 see": ("data-request-see", Milestone.DATA_REQUEST_RECEIVED, 10, Unit.DAYS),
    "P2 correct": ("data-request-correct", Milestone.DATA_REQUEST_RECEIVED, 10, Unit.DAYS),
    "P2 erase": ("data-request-erase", Milestone.DATA_REQUEST_RECEIVED, 20, Unit.DAYS),
    "P2 restrict": ("data-request-restrict", Milestone.DATA_REQUEST_RECEIVED, 15, Unit.DAYS),
    "P2 object": ("data-request-object", Milestone.DATA_REQUEST_RECEIVED, 15, Unit.DAYS),
    "T13 present": ("transfer-present", Milestone.INTRODUCED, 30, Unit.DAYS),
}
WAITS = {
    "T14": ("readmission-wait", Milestone.LEFT_PARTY, 36),
    "T14 convicted": ("readmission-wait-convicted", Milestone.RECORD_CLEARED, 60),
}
# Rules that no later text has any more, with their last day.
ENDED = {"education-fishers": date(2021, 7, 29)}
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    book = Rulebook.open()
    book.load_all()
    return book


@pytest.mark.parametrize("rule_id", [*DESIGNED, *ALSO])
def test_every_rule_the_design_names_exists(rulebook, rule_id):
    assert rulebook[rule_id].id == rule_id


@pytest.mark.parametrize("timer", TIMERS)
def test_every_timer_of_the_table_is_a_rule(rulebook, timer):
    rule_id, starts, value, unit = TIMERS[timer]
    version = rulebook.on(rule_id, TODAY)

    assert (version.starts, version.value, version.unit) == (starts, value, unit)
    assert rulebook[rule_id].timer is True
    assert rulebook[rule_id].met_by != ()


@pytest.mark.parametrize("wait", WAITS)
def test_a_wait_is_asked_and_opens_no_deadline(rulebook, wait):
    rule_id, starts, value = WAITS[wait]
    version = rulebook.on(rule_id, TODAY)

    assert (version.starts, version.value, version.unit) == (starts, value, Unit.MONTHS)
    assert rulebook[rule_id].timer is False


def test_the_timers_are_those_of_the_table_and_no_others(rulebook):
    assert {rule.id for rule in rulebook.timers()} == {row[0] for row in TIMERS.values()}


def test_every_timer_says_who_has_to_act(rulebook):
    assert [rule.id for rule in rulebook.timers() if rule.actor is None] == []


def test_the_local_rules_are_those_that_a_place_may_adopt(rulebook):
    assert [rule.id for rule in rulebook.rules() if rule.local] == [
        "helper-remarks",
        "recognition-late",
        "recommender-kinship",
        "recommender-seniority",
    ]


def test_what_nobody_confirmed_under_the_present_regulation_says_so(rulebook):
    doubtful = {
        rule.id: rule.on(TODAY).confidence
        for rule in rulebook.rules()
        if rule.id not in ENDED and not rule.on(TODAY).verified
    }

    assert doubtful == {
        "absent-vote": "low",
        "admission-authority": "medium",
        "admission-decision": "low",
        "admission-decision-extension": "medium",
        "admission-plan": "medium",
        "annulled-not-readmission": "low",
        "annulment-successor": "medium",
        "application-order": "medium",
        "assignment-evidence": "low",
        "authority-armed-forces": "medium",
        "authority-grassroots": "medium",
        "authority-province": "low",
        "authority-superior": "low",
        "breach-report": "low",
        "candidate-move": "medium",
        "cell-too-small": "medium",
        "ceremony": "medium",
        "ceremony-programme": "low",
        "committee-vote": "low",
        "commune-grassroots": "medium",
        "commune-superior": "low",
        "commune-superior-tasks": "low",
        "course-exemption": "low",
        "course-issuer": "low",
        "data-request-correct": "low",
        "data-request-erase": "low",
        "data-request-extension": "low",
        "data-request-object": "low",
        "data-request-reply": "low",
        "data-request-restrict": "low",
        "data-request-see": "low",
        "decision-notice": "medium",
        "departmental-report": "medium",
        "education": "medium",
        "education-elders": "low",
        "education-hard-areas": "low",
        "failed-ballots": "low",
        "file-age": "low",
        "file-renewal": "low",
        "file-renewal-further": "low",
        "finding-mend": "low",
        "foreign-spouse": "low",
        "helper-remarks": "medium",
        "late-explanation": "low",
        "member-cv": "low",
        "organisation-code": "medium",
        "organisation-tiers": "medium",
        "over-age-consent": "low",
        "party-age-earlier": "medium",
        "political-level": "low",
        "political-parent-left": "low",
        "political-standard": "low",
        "population-policy": "medium",
        "private-owner-consent": "low",
        "probation-transfer": "low",
        "probation-unchanged": "medium",
        "probationer-discipline": "medium",
        "readmission-count": "medium",
        "readmission-wait-convicted": "low",
        "recognition-after-probation": "low",
        "recognition-cell": "low",
        "recognition-decision": "low",
        "recognition-decision-extension": "medium",
        "recognition-late": "medium",
        "recommender-acquaintance": "low",
        "recommender-kinship": "low",
        "recommender-membership": "low",
        "recommender-seniority": "low",
        "recommender-replacement": "low",
        "recommender-residence": "low",
        "religion": "low",
        "removal-card": "medium",
        "removal-no-progress": "medium",
        "removal-political": "medium",
        "removal-standards": "medium",
        "rights-from-decision": "low",
        "screening-help": "medium",
        "screening-steps": "medium",
        "standing-committee-vote": "low",
        "sympathiser-review": "low",
        "trade-union-route": "low",
        "transfer-present": "low",
        "verification-abroad": "medium",
        "verification-content-candidate": "low",
        "verification-content-relatives": "low",
        "verification-exempt": "low",
        "verification-relatives": "low",
        "verification-reply": "low",
        "verification-reply-abroad": "low",
        "vote-base": "low",
        "yearly-growth": "low",
    }


def test_a_wording_of_low_confidence_always_has_a_note(rulebook):
    bare = [
        version.id
        for rule in rulebook.rules()
        for version in rule.versions
        if version.confidence is Confidence.LOW and version.note is None
    ]

    assert bare == []


def test_every_source_with_a_document_is_in_the_register(rulebook):
    documents = {
        version.source.document
        for rule in rulebook.rules()
        for version in rule.versions
        if version.source.document is not None
    }

    assert documents <= {document.key for document in rulebook.documents()}
    assert len(documents) >= 15


def test_every_document_that_decides_a_day_off_is_in_the_register(rulebook):
    folder = Path(rules.calendar.__file__).with_name("data") / "calendar"
    decided = {
        line.source.document
        for path in sorted(folder.glob("*.toml"))
        for line in load_year(path, path.name)
        if line.source.document is not None
    }

    assert decided == {
        "Bộ luật Lao động 10/2012/QH13 2012-06-18",
        "4659/TB-LĐTBXH 2015-11-13",
        "9794/VPCP-KGVX 2016-11-14",
        "573/TB-VPCP 2017-12-14",
        "6519/VPCP-KGVX 2018-07-11",
        "4544/TB-LĐTBXH 2019-10-25",
        "245/VPCP-KGVX 2022-01-11",
        "28/2026/QH16 2026-04-24",
        "10065/VPCP-KGVX 2026-10-02",
        "Bộ luật Lao động 45/2019/QH14 2019-11-20",
        "8056/VPCP-KGVX 2022-12-01",
        "8662/VPCP-KGVX 2023-11-03",
        "2450/VPCP-KGVX 2024-04-12",
        "8726/VPCP-KGVX 2024-11-26",
        "12729/VPCP-KGVX 2025-12-25",
        "80-NQ/TW 2026-01-07",
    }
    assert decided <= {document.key for document in rulebook.documents()}


def test_versions_never_overlap_and_leave_no_gap(rulebook):
    for rule in rulebook.rules():
        for version, following in zip(rule.versions, rule.versions[1:], strict=False):
            assert version.until_on is not None
            assert version.until_on + timedelta(days=1) == following.from_on
        assert rule.versions[-1].until_on == ENDED.get(rule.id)


def test_the_regulations_follow_each_other_day_by_day(rulebook):
    keys = (
        "45-QĐ/TW 2011-11-01",
        "29-QĐ/TW 2016-07-25",
        "24-QĐ/TW 2021-07-30",
        "232-QĐ/TW 2025-01-20",
        "294-QĐ/TW 2025-05-26",
        "20-QĐ/TW 2026-04-08",
        "208-QĐ/TW 2026-07-26",
    )
    chain = [rulebook.document(key) for key in keys]

    for document, following in itertools.pairwise(chain):
        assert following.replaces == (document.key,)
        assert document.in_force_until is not None
        assert document.in_force_until + timedelta(days=1) == following.in_force_from
    assert chain[-1].in_force_until is None
    assert chain[-2].confidence == "high"
    assert chain[-1].confidence == "medium"


def test_four_documents_share_a_number_and_are_told_apart_by_date(rulebook):
    dates = [d.issued_on for d in rulebook.documents() if d.number == "01-HD/TW"]

    assert dates == [
        date(2012, 1, 5),
        date(2016, 9, 20),
        date(2021, 9, 28),
        date(2026, 5, 19),
    ]


def test_an_unknown_rule_is_answered_with_the_one_that_was_meant(rulebook):
    with pytest.raises(UnknownRuleError) as caught:
        rulebook["ceremoni"]

    assert caught.value.text.vi == "Không có quy tắc “ceremoni”; có phải “ceremony” không?"
    assert caught.value.text.en == "No rule is called “ceremoni”; did you mean “ceremony”?"
    assert caught.value.nearest == "ceremony"


def test_a_rule_that_resembles_nothing_points_to_the_list(rulebook):
    with pytest.raises(UnknownRuleError) as caught:
        rulebook["zzz"]

    assert caught.value.text.vi == (
        "Không có quy tắc “zzz”; xem danh sách bằng `ketnap rules list`."
    )
    assert (
        caught.value.text.en == "No rule is called “zzz”; see `ketnap rules list` for all of them."
    )
    assert caught.value.nearest is None


def test_a_day_before_every_wording_is_refused_with_the_first_day(rulebook):
    with pytest.raises(NoWordingError) as caught:
        rulebook.on("ceremony", date(2016, 7, 24))

    assert caught.value.text.vi == (
        "Quy tắc “ceremony” chưa có nội dung đã biết cho ngày 24/07/2016"
        " (nội dung đầu tiên có từ 25/07/2016); xem `ketnap rules show ceremony`."
    )
    assert caught.value.text.en == (
        "No wording of rule “ceremony” is known for 2016-07-24"
        " (the first is from 2016-07-25); see `ketnap rules show ceremony`."
    )


def test_an_unknown_document_is_refused_with_an_example(rulebook):
    with pytest.raises(UnknownDocumentError) as caught:
        rulebook.document("294-QĐ/TW")

    assert caught.value.key == "294-QĐ/TW"
    assert caught.value.text.vi == (
        "Sổ văn bản không có “294-QĐ/TW”; văn bản được gọi bằng số và ngày,"
        " ví dụ “294-QĐ/TW 2025-05-26”."
    )


def test_the_number_and_the_share_of_a_wording_are_asked_by_kind(rulebook):
    ceremony, vote = rulebook.on("ceremony", TODAY), rulebook.on("cell-vote", TODAY)

    assert ceremony.number == 30
    assert str(vote.share) == "2/3"
    with pytest.raises(
        TypeError, match=r"^cell-vote@2011-01-19 is measured in share, not in whole numbers$"
    ):
        _ = vote.number
    with pytest.raises(
        TypeError, match=r"^ceremony@2026-07-26 is measured in working days, not in shares$"
    ):
        _ = ceremony.share


def test_asking_for_the_timers_reads_no_other_rule():
    book = Rulebook.open()

    assert len(book.timers()) == len(TIMERS)
    assert set(book._rules) == {row[0] for row in TIMERS.values()}


def test_a_rule_is_read_once():
    book = Rulebook.open()

    assert book["ceremony"] is book["ceremony"]


def test_asking_for_one_due_day_of_a_decided_year_imports_no_holiday_library():
    program = (
        "import sys; from datetime import date;"
        "from rules.rulebook import Rulebook; from rules.calendar import Calendar;"
        "from rules.due import due_day;"
        "version = Rulebook.open().on('ceremony', date(2026, 7, 24));"
        "print(due_day(version, date(2026, 7, 24), Calendar.open()), 'holidays' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "2026-09-08 False\n"
