"""Erase a person: the log stays proved, and nobody can say any more what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.text import Text
from workflow.actions.advance import refuse_own_approval
from workflow.actions.nominate import paper
from workflow.case import Case
from workflow.change import Erasure
from workflow.conflict import look_at
from workflow.desk import Desk
from workflow.drafting import Draft
from workflow.errors import RefusedError
from workflow.finding import find_case
from workflow.names import fold
from workflow.person import Person
from workflow.registers.register import Register
from workflow.screening.listing import ScreeningFilter
from workflow.states import State

GROUNDS = ("request", "retention", "court", "other")
"""Why somebody is erased; a code, as free text could name them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure takes away: the cases of the person, and how many values kept apart."""

    person: str
    name: str
    cases: Sequence[str]
    values: int
    before: bool = False


def erase(
    desk: Desk,
    ref: str,
    ground: str,
    *,
    confirm: str | None = None,
    document: str | None = None,
    approved_by: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Erased:
    """Erase the person of a case, for ever: the row, what is kept apart, and their key.

    One entry in each of their cases tells that it was done, by whom, on whose word. Backups hold
    the values still, closed by a key that is nowhere any more.

    Args:
        desk: Where the action takes place.
        ref: One of the person's cases: reference, unique tail, or unique name.
        ground: Why: one of `GROUNDS`.
        confirm: The person's name as it stands in the file, or the reference; must be given.
        document: Number of the request or decision behind it.
        approved_by: The second person, without whom nobody is erased.
        request: Request id.
        dry_run: Say what would go, write nothing.

    Raises:
        NotFoundError: no such case.
        RefusedError: a case of theirs is not over or out of scope, the name is not the right one,
            nobody approves, they were erased before.
        ConflictError: somebody wrote to one of the cases meanwhile.
    """
    dossier = find_case(desk, ref)
    person = dossier.person
    cases = [desk.store.dossier(one) for one in desk.store.refs_of(person.id)]
    whole = [one.case for one in cases if one is not None]
    streams = _streams(desk, whole)
    values = sum(len(desk.store.unsealed(stream)) for stream in streams)
    told = Erased(
        person=person.id, name=person.name, cases=[one.ref for one in whole], values=values
    )
    asked = {"person": person.id, "ground": ground, "document": document}
    draft = Draft.begin(desk, "erase", request, asked)
    if request is not None and draft.done_before() is not None:
        return told
    _refuse_erased(person)
    _refuse_unfinished(whole)
    _refuse_hidden(desk, person.id, whole)
    refuse_own_approval(desk, approved_by)
    if dry_run:
        return told
    if confirm is None or fold(confirm) not in {fold(person.name), fold(dossier.case.ref)}:
        raise RefusedError(
            Text(
                "Việc này không đảo lại được: gõ đúng họ tên hoặc mã hồ sơ vào --confirm.",
                "This can never be undone: give the name, or the reference, by --confirm.",
            ),
            following=Text("--confirm “…”", "--confirm “…”"),
        )
    if approved_by is None:
        raise RefusedError(
            Text(
                "Xóa dữ liệu cá nhân cần người thứ hai (--approved-by).",
                "Erasing a person needs a second person (--approved-by).",
            )
        )
    for case in whole:
        fields = draft.fields(
            "erase",
            draft.today,
            event=ground,
            unit=case.unit,
            document=paper(document, None),
            approved_by=approved_by,
        )
        draft.step(case, fields)
    draft.erasures.append(Erasure(person=person.id, streams=tuple(streams)))
    draft.commit(person=person.id)
    return told


def _streams(desk: Desk, cases: Sequence[Case]) -> list[str]:
    """The streams beside which something may be kept of this person."""
    found = [case.ref for case in cases]
    for case in cases:
        found += [one.ref for one in desk.store.screenings(ScreeningFilter(case=case.ref))]
        for register in (Register.REQUEST, Register.FINDING):
            found += [one.stream for one in desk.store.records_of(register, case.ref)]
    found += [
        f"alert/{one.id}"
        for stream in tuple(found)
        for one in desk.store.alerts_on(stream, settled=True)
    ]
    about = set(found)
    found += [f"approval/{one.number}" for one in desk.store.approvals() if one.about in about]
    return found


def _refuse_hidden(desk: Desk, person: str, cases: Sequence[Case]) -> None:
    """Who sees only some of a person's cases cannot know that all of them are over."""
    if desk.store.case_count(person) > len(cases):
        raise RefusedError(
            Text(
                "Người này còn hồ sơ ở nơi ngoài phạm vi được giao; chưa xóa gì.",
                "This person has a case outside the scope given; nothing was erased.",
            ),
            following=Text(
                "nhờ người có phạm vi cả hai nơi", "ask somebody whose scope holds both places"
            ),
        )


def _refuse_erased(person: Person) -> None:
    if not person.name:
        raise RefusedError(
            Text(
                "Dữ liệu cá nhân của người này đã được xóa trước đó.",
                "The personal data of this person were erased before.",
            )
        )


def _refuse_unfinished(cases: Sequence[Case]) -> None:
    for case in cases:
        if case.state not in (State.CLOSED, State.STRUCK_OFF):
            raise RefusedError(
                Text(
                    f"Hồ sơ {case.ref} chưa kết thúc; chưa xóa được dữ liệu của người này.",
                    f"Case {case.ref} is not over; this person cannot be erased yet.",
                ),
                following=look_at(case.ref),
            )
