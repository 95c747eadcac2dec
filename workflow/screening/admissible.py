"""What the law asks before a screening: who is screened, on what ground. All of it is answered."""

from __future__ import annotations

from collections.abc import Iterator

from rules.text import Text
from workflow.conditions import asked
from workflow.conditions.general import not_before, not_in_the_future
from workflow.inquiry import shown
from workflow.outcomes import Unmet
from workflow.screening.grounds import ground_law
from workflow.screening.inquiry import Opening, OpeningInquiry
from workflow.states import STATE_LABELS, Event, State


def opening_unmet(ask: OpeningInquiry) -> tuple[Unmet, ...]:
    """Everything that stands between a person and a screening."""
    return asked(_OPENING, ask)


def _a_full_member(ask: OpeningInquiry) -> Iterator[Unmet]:
    """Screening is for full members; a probationary member is struck off, or not (R16.6)."""
    case = ask.case
    if case.state is State.FULL_MEMBER:
        yield from not_before(ask, case.since, STATE_LABELS[case.state])
        return
    label = STATE_LABELS[case.state]
    on_probation = case.state is State.PROBATION
    remedy = f"case why {case.ref} {Event.STRIKE_OFF}" if on_probation else f"case show {case.ref}"
    probation = Text("", "")
    if on_probation:
        probation = Text(
            "; đảng viên dự bị không đủ tư cách thì xét xóa tên",
            "; a probationary member who is unfit is struck off instead",
        )
    yield ask.unmet(
        "full-member",
        Text(
            f"chỉ rà soát đảng viên chính thức; {case.ref} đang ở bước {label.vi}{probation.vi}",
            f"only full members are screened; {case.ref} is in {label.en}{probation.en}",
        ),
        ask.law.find("strike-off", ask.on) if on_probation else None,
        remedy,
    )


def _the_only_one(ask: OpeningInquiry) -> Iterator[Unmet]:
    """A member has one screening at a time, and none after leaving the Party by one."""
    for other in ask.others:
        ref, left = other.ref, other.left_on
        if left is not None:
            yield ask.unmet(
                "full-member",
                Text(
                    f"{ask.case.ref} đã ra khỏi Đảng ngày {shown(left)} theo {ref}",
                    f"{ask.case.ref} left the Party on {left} by {ref}",
                ),
                None,
                f"screen show {ref}",
            )
            continue
        yield ask.unmet(
            "one-screening",
            Text(
                f"{ask.case.ref} đang được rà soát ở {ref}",
                f"{ask.case.ref} is being screened already: {ref}",
            ),
            None,
            f"screen show {ref}",
        )


def _on_a_ground_of_law(ask: OpeningInquiry) -> Iterator[Unmet]:
    """The ground is in force on the day; the wording is relied on."""
    ground_law(ask.ground, ask.on, ask.law)
    yield from ()


_OPENING: tuple[Opening, ...] = (
    not_in_the_future,
    _a_full_member,
    _the_only_one,
    _on_a_ground_of_law,
)
