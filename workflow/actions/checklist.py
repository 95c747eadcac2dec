"""The checklist of a case: which papers an event needs and where each stands. Writes nothing."""

from __future__ import annotations

from datetime import date

from rules.text import Text
from workflow.actions.advance import why
from workflow.checklist import Item, checklist
from workflow.desk import Desk
from workflow.errors import RefusedError
from workflow.finding import find_case
from workflow.lines import line_for
from workflow.machine import possible
from workflow.ports import Dossier
from workflow.states import STATE_LABELS, Event


def checklist_of(
    desk: Desk, ref: str, event: Event | None = None, *, on: date | None = None
) -> tuple[Dossier, Event, tuple[Item, ...]]:
    """The papers of an event (default: the next one on the main path) as if proposed on a day.

    Raises:
        NotFoundError: no such case.
        RefusedError: the state does not allow the event, or any.
    """
    case = find_case(desk, ref).case
    following = possible(case.state)
    if event is None and not following:
        label = STATE_LABELS[case.state]
        raise RefusedError(
            Text(
                f"Hồ sơ {case.ref} đang ở bước {label.vi}, không còn việc nào cần giấy tờ.",
                f"Case {case.ref} is in {case.state}; no event needs papers any more.",
            )
        )
    wanted = following[0] if event is None else event
    dossier, _ = why(desk, case.ref, wanted, on=on)
    today = desk.today()
    legal = on or today
    items = checklist(
        dossier.case,
        dossier.person,
        wanted,
        on=legal,
        today=today,
        law=desk.law(),
        forms=desk.rulebook.forms(),
        line=line_for(desk.store, dossier.case, wanted, legal, document=None, issuer=None),
    )
    return dossier, wanted, items
