"""Open the screening of a full member."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workflow.actions.nominate import paper
from workflow.change import Numbering
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import ConflictError
from workflow.finding import find_case
from workflow.inquiry import Proposed
from workflow.ports import Dossier
from workflow.screening.admissible import opening_unmet
from workflow.screening.fold import STEP
from workflow.screening.graded import grade_notices
from workflow.screening.grounds import Ground
from workflow.screening.inquiry import OpeningInquiry
from workflow.screening.listing import ScreeningFilter
from workflow.screening.screening import SERIES
from workflow.screening.states import LEFT, OPEN, ScreeningEvent, ScreeningState
from workflow.screening.steps import Screened, begin, refuse_unmet, replayed_screening

_TRIES = 5


def open_screening(
    desk: Desk,
    ref: str,
    ground: Ground,
    *,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    reason: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Screened:
    """Open the screening of a full member.

    Args:
        desk: Where the action takes place.
        ref: The member's case: reference, unique tail, or unique name.
        ground: Why the member comes under screening.
        on: Legal day (default: today).
        document: Number of the cell committee's paper.
        issuer: Who issued it.
        reason: Free text; kept apart from the log, which proves it by a salted digest.
        request: Request id; the same one never opens a second screening.
        dry_run: Decide and report, write nothing.

    Raises:
        EventRefusedError: the person is no full member, is being screened already, or the day has
            not come yet.
        NotFoundError: no such case.
    """
    member = find_case(desk, ref)
    asked = {"case": member.case.ref, "ground": ground, "on": on, "document": document}
    draft = Draft.begin(desk, "screen-open", request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed_screening(desk, done)
    tries = _TRIES
    while True:
        screened = _open(draft, member, ground, on or draft.today, document, issuer, reason)
        if dry_run:
            return screened
        try:
            draft.commit(stream=screened.screening.ref, seq=1)
        except ConflictError:
            # Another desk took the number, or opened one for this member: look again.
            tries -= 1
            if not tries:
                raise
            draft = Draft.begin(desk, "screen-open", draft.request, asked)
        else:
            return screened


def _open(
    draft: Draft,
    member: Dossier,
    ground: Ground,
    on: date,
    document: str | None,
    issuer: str | None,
    reason: str | None,
) -> Screened:
    store, case = draft.desk.store, member.case
    others = store.screenings(ScreeningFilter(case=case.ref, states=(*OPEN, *LEFT)))
    ask = OpeningInquiry(
        proposal=Proposed(on=on, today=draft.today),
        law=draft.law,
        case=case,
        ground=ground,
        others=tuple(others),
    )
    refuse_unmet(case.ref, ScreeningEvent.OPEN, member.person.name, opening_unmet(ask))
    series = f"{SERIES}{draft.today.year}"
    seen = store.counter(series)
    draft.numbering = Numbering(name=series, seen=seen, next=seen + 1)
    ref = f"{series}-{seen + 1:04d}"
    fields = draft.fields(
        STEP,
        on,
        event=ScreeningEvent.OPEN.value,
        to=ScreeningState.REVIEW.value,
        unit=case.unit,
        document=paper(document, issuer),
        reason=ground.value,
        text=draft.seal(ref, reason),
        data={"case": case.ref},
    )
    seen_before = tuple(grade_notices(case, ground, ScreeningEvent.OPEN, on, draft.law))
    return replace(begin(draft, ref, fields), notices=seen_before)
