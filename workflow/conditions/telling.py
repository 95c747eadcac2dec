"""Telling the proposing cell what became of its resolution (R7.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.text import Text
from workflow.facts import BODIES, FactKind
from workflow.inquiry import Inquiry, shown
from workflow.outcomes import Notice
from workflow.states import Event

_CELL = "cell"
_ADMISSION = "admission"


def cell_untold(ask: Inquiry) -> Iterator[Notice]:
    """The cell is told whether its candidate was agreed to or refused; nothing waits for it.

    A cell that has received the decision to admit knows.
    """
    decided = _decided(ask)
    version = None if decided is None else ask.law.look("decision-notice", decided)
    if decided is None or version is None:
        return
    told = (
        ask.known(FactKind.RESULT_NOTICE, ask.on, purpose=_ADMISSION),
        ask.known(FactKind.DECISION_RECEIPT, ask.on),
    )
    if not any(one is not None and one.on >= decided for one in told):
        yield ask.notice(
            "cell-untold",
            Text(
                f"chưa ghi việc thông báo cho chi bộ kết quả xem xét ngày {shown(decided)}",
                f"nobody recorded that the cell was told the result of {decided}",
            ),
            version,
            ask.record("result-notice", f"--set purpose={_ADMISSION} --set result=… --on …"),
        )


def _decided(ask: Inquiry) -> date | None:
    """The day of the decision to admit, else of the newest vote above the cell on it."""
    if ask.proposal.event is Event.HOLD_CEREMONY:
        return ask.case.day_of(Event.ADMIT)
    votes = (ask.vote(_ADMISSION, body) for body in BODIES if body != _CELL)
    return max((one.on for one in votes if one is not None), default=None)
