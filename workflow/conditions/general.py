"""Conditions that every event shares: days in order, nothing in the future, no hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.text import Text
from workflow.case import Case, Fact
from workflow.facts import FactKind
from workflow.inquiry import Asking, Inquiry, shown
from workflow.outcomes import Unmet
from workflow.states import STATE_LABELS, Event

_PURPOSES = {
    Event.ENROL: "course",
    Event.ADMIT: "admission",
    Event.RECOGNISE: "recognition",
    Event.STRIKE_OFF: "strike-off",
}
_AUTHORITY = {
    Event.ENROL: "sympathiser-review",
    Event.ADMIT: "admission-authority",
    Event.RECOGNISE: "admission-authority",
    Event.STRIKE_OFF: "strike-off",
    Event.ANNUL: "annulment",
}


def not_in_the_future(ask: Asking) -> Iterator[Unmet]:
    """An event is recorded when it has happened."""
    if ask.on > ask.proposal.today:
        yield ask.unmet(
            "day",
            Text(
                f"ngày {shown(ask.on)} chưa tới (hôm nay {shown(ask.proposal.today)})",
                f"{ask.on} has not come yet (today is {ask.proposal.today})",
            ),
            None,
        )


def in_order(ask: Inquiry) -> Iterator[Unmet]:
    """An event cannot lie before the step that led to it, nor before that one was decided."""
    since = max(ask.case.since, ask.case.decided_on or ask.case.since)
    yield from not_before(ask, since, STATE_LABELS[ask.case.state])


def not_before(ask: Asking, since: date, state: Text) -> Iterator[Unmet]:
    """An event cannot lie before the day since which things stand as they do."""
    if ask.on < since:
        yield ask.unmet(
            "order",
            Text(
                f"ngày {shown(ask.on)} trước ngày hồ sơ vào bước {state.vi} ({shown(since)})",
                f"{ask.on} lies before the case reached {state.en} ({since})",
            ),
            None,
        )


def not_on_hold(ask: Inquiry) -> Iterator[Unmet]:
    """A case on hold is resumed before it moves on; it can always be closed."""
    if ask.case.held is not None:
        yield ask.unmet(
            "hold",
            Text("hồ sơ đang tạm dừng", "the case is on hold"),
            None,
            f"case resume {ask.case.ref}",
        )


def reason_given(ask: Asking) -> Iterator[Unmet]:
    """Leaving the main path needs a reason code."""
    if ask.proposal.reason is None:
        yield ask.unmet(
            "reason",
            Text("cần mã lý do (--reason-code)", "a reason code is needed (--reason-code)"),
            None,
        )


def second_person(ask: Asking) -> Iterator[Unmet]:
    """Striking off and annulling need a second person."""
    if ask.proposal.approved_by is None:
        yield ask.unmet(
            "second-person",
            Text(
                "cần người thứ hai chấp thuận (--approved-by)",
                "a second person must approve (--approved-by)",
            ),
            None,
        )


def decision_named(ask: Inquiry) -> Iterator[Unmet]:
    """A decision has a number: given with the event, or recorded before as a fact of that day."""
    event = ask.proposal.event
    rule = _AUTHORITY.get(event)
    version = None if rule is None else ask.law.find(rule, ask.on)
    if ask.proposal.document is not None:
        return
    decision = recorded_decision(ask.case, event)
    if decision is None:
        yield ask.unmet(
            "decision",
            Text(
                "chưa có số quyết định của cấp có thẩm quyền (--doc)",
                "the number of the competent body's decision is missing (--doc)",
            ),
            version,
            f"case advance {ask.case.ref} {event} --doc … --issuer … --on …",
        )
    elif decision.on != ask.on and event is not Event.ENROL:
        yield ask.unmet(
            "decision",
            Text(
                f"quyết định {decision.document} ghi ngày {shown(decision.on)},"
                f" không phải {shown(ask.on)}",
                f"decision {decision.document} is dated {decision.on}, not {ask.on}",
            ),
            version,
            f"case advance {ask.case.ref} {event} --on {decision.on}",
        )


def recorded_decision(case: Case, event: Event) -> Fact | None:
    """The newest decision on an event that was recorded as a fact."""
    purpose = _PURPOSES.get(event)
    return None if purpose is None else case.latest(FactKind.DECISION, purpose=purpose)
