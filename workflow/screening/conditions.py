"""What the law asks before each event of a screening. Every unmet condition is returned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from rules.text import Text
from workflow.conditions import asked
from workflow.conditions.general import (
    not_before,
    not_in_the_future,
    reason_given,
    second_person,
)
from workflow.inquiry import shown
from workflow.outcomes import Unmet
from workflow.screening.ballot import enough_listed, not_listed
from workflow.screening.deadlines import HELP, help_ends_on
from workflow.screening.facts import FindingKind
from workflow.screening.inquiry import ScreeningCondition, ScreeningInquiry
from workflow.screening.states import (
    SCREENING_STATE_LABELS,
    ScreeningEvent,
    ScreeningState,
)
from workflow.states import STATE_LABELS, State


def screening_unmet(ask: ScreeningInquiry) -> tuple[Unmet, ...]:
    """Everything that the proposed event does not meet yet, in the order of the law."""
    return asked(CONDITIONS[ask.proposal.event], ask)


def _in_order(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """An event cannot lie before the step that led to it."""
    one = ask.screening
    yield from not_before(ask, one.since, SCREENING_STATE_LABELS[one.state])


def _still_a_member(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """The person is a full member still; an annulled admission leaves nobody to screen."""
    if ask.case.state is State.FULL_MEMBER:
        return
    label = STATE_LABELS[ask.case.state]
    yield ask.unmet(
        "full-member",
        Text(
            f"{ask.case.ref} không còn là đảng viên chính thức (đang ở bước {label.vi})",
            f"{ask.case.ref} is no full member any more (it is in {label.en})",
        ),
        None,
        f"screen close {ask.screening.ref} membership-ended -y",
    )


_GATHERED = (
    (
        FindingKind.REVIEW,
        Text("chưa có kết quả rà soát của chi ủy", "the cell committee has not reviewed"),
        "--set result=below-standard --on …",
    ),
    (
        FindingKind.VIEW,
        Text(
            "chưa có ý kiến của Ban công tác Mặt trận hoặc lãnh đạo, đoàn thể đơn vị",
            "there is no view of the Front committee, or of the unit and its mass organisations",
        ),
        "--set from=front --set result=list --on …",
    ),
    (
        FindingKind.OPINION,
        Text(
            "chưa có ý kiến của cấp ủy cấp trên trực tiếp",
            "there is no opinion of the direct superior",
        ),
        "--set result=list --number … --on …",
    ),
)


def _views_gathered(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """Review, view and opinion are there before the cell votes. Law: R16.2."""
    version = ask.law.find("screening-vote", ask.on)
    for kind, problem, options in _GATHERED:
        if ask.screening.latest(kind, ask.considered) is None:
            told = ask.absent(problem, kind, ask.considered)
            yield ask.unmet(f"screening-{kind}", told, version, ask.record(kind, options))


def _helper_named(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """Somebody is assigned to help, and a length of the help is known. Law: R16.3."""
    version = ask.law.on(HELP, ask.on)
    if ask.screening.latest(FindingKind.HELPER, ask.on) is None:
        problem = Text("chưa phân công đảng viên giúp đỡ", "no helper is assigned")
        yield ask.unmet(
            "screening-helper",
            ask.absent(problem, FindingKind.HELPER, ask.on),
            version,
            ask.record(FindingKind.HELPER, "--set who=… --on …"),
        )


def _help_over(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """The period of help protects the member: removal is proposed only when it is over."""
    ends = help_ends_on(ask.screening, ask.law)
    if ends is not None and ask.on <= ends:
        yield ask.unmet(
            HELP,
            Text(
                f"thời gian giáo dục, giúp đỡ tới hết {shown(ends)}",
                f"the period of help runs until the end of {ends}",
            ),
            ask.law.find(HELP, ends),
            ask.again(f"--on {ends + timedelta(days=1)}"),
        )


def _no_progress_reported(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """The newest report, made after the period of help, tells of no progress. Law: R16.4."""
    ends = help_ends_on(ask.screening, ask.law)
    report = ask.screening.latest(FindingKind.REPORT, ask.on)
    remedy = ask.record(FindingKind.REPORT, "--set result=no-progress --number … --on …")
    version = ask.law.find("screening-steps", ask.on)
    if report is None:
        problem = Text(
            "chưa có báo cáo kết quả giáo dục, giúp đỡ", "there is no report on the help"
        )
        told = ask.absent(problem, FindingKind.REPORT, ask.on)
        yield ask.unmet("screening-report", told, version, remedy)
    elif report.data["result"] != "no-progress":
        yield ask.unmet(
            "screening-report",
            Text(
                f"báo cáo ngày {shown(report.on)} ghi có tiến bộ",
                f"the report of {report.on} tells of progress",
            ),
            version,
            f"screen decide {ask.screening.ref} clear --on …",
        )
    elif ends is not None and report.on <= ends:
        yield ask.unmet(
            "screening-report",
            Text(
                f"báo cáo ngày {shown(report.on)} làm khi chưa hết thời gian giúp đỡ"
                f" ({shown(ends)}); cần báo cáo đánh giá sau ngày ấy",
                f"the report of {report.on} was made before the help had ended ({ends});"
                " one after that day is needed",
            ),
            version,
            remedy,
        )


def _clearable(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """A member is cleared by a ballot that does not list, or by a report of progress."""
    if ask.screening.state is ScreeningState.REVIEW:
        yield from not_listed(ask)
        return
    began = ask.screening.day_of(ScreeningEvent.HELP)
    report = ask.screening.latest(FindingKind.REPORT, ask.on)
    good = report is not None and report.data["result"] == "progress"
    if report is None or not good or (began is not None and report.on < began):
        problem = Text(
            "chưa có báo cáo có tiến bộ trong thời gian giúp đỡ",
            "no report of the time of help tells of progress",
        )
        yield ask.unmet(
            "screening-report",
            ask.absent(problem, FindingKind.REPORT, ask.on) if report is None else problem,
            ask.law.find("screening-steps", ask.on),
            ask.record(FindingKind.REPORT, "--set result=progress --number … --on …"),
        )


def _decision_named(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """A decision on the member has a number and an issuer. Law: R16.4."""
    if ask.proposal.document is None or ask.proposal.issuer is None:
        yield ask.unmet(
            "decision",
            Text(
                "cần số văn bản và nơi ban hành (--doc, --issuer)",
                "the document's number and its issuer are needed (--doc, --issuer)",
            ),
            ask.law.find("screening-steps", ask.on),
            ask.again("--doc … --issuer … --on …"),
        )


def _applied_to_leave(ask: ScreeningInquiry) -> Iterator[Unmet]:
    """Who resigns has asked for it."""
    if ask.screening.latest(FindingKind.APPLICATION, ask.on) is None:
        problem = Text("chưa có đơn xin ra khỏi Đảng", "there is no application to leave")
        yield ask.unmet(
            "application",
            ask.absent(problem, FindingKind.APPLICATION, ask.on),
            ask.law.find("screening-steps", ask.on),
            ask.record(FindingKind.APPLICATION, "--on …"),
        )


_ALWAYS: tuple[ScreeningCondition, ...] = (not_in_the_future, _in_order)
_FORWARD: tuple[ScreeningCondition, ...] = (*_ALWAYS, _still_a_member)

CONDITIONS: Mapping[ScreeningEvent, tuple[ScreeningCondition, ...]] = {
    ScreeningEvent.ENLIST: (*_FORWARD, _views_gathered, enough_listed),
    ScreeningEvent.HELP: (*_FORWARD, _helper_named),
    ScreeningEvent.CLEAR: (*_FORWARD, _clearable),
    ScreeningEvent.PROPOSE_REMOVAL: (
        *_FORWARD,
        _help_over,
        _no_progress_reported,
        _decision_named,
    ),
    ScreeningEvent.REMOVE: (*_FORWARD, _decision_named, second_person),
    ScreeningEvent.RESIGN: (*_FORWARD, _applied_to_leave, _decision_named),
    ScreeningEvent.CLOSE: (*_ALWAYS, reason_given),
}
