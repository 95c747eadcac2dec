"""Begin a case: a cell's resolution or a referral names a person."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from audit import genesis
from rules.text import Text
from workflow.change import Numbering
from workflow.coming_of_age import too_young_yet
from workflow.deadlines import Changes
from workflow.desk import Desk
from workflow.drafting import Draft, first
from workflow.errors import ConflictError, EventRefusedError
from workflow.finding import find_unit
from workflow.fold import begin
from workflow.inquiry import shown
from workflow.outcomes import Moved, Unmet
from workflow.person import Person
from workflow.personal import read_text, tidied
from workflow.ports import Store
from workflow.readmission import Readmission, Returning, returning
from workflow.refusal_grounds import refusal
from workflow.replay import replayed
from workflow.states import Event, State
from workflow.twins import birth, refuse_alike, refuse_ended, refuse_open, same_again, twin_of
from workflow.unit import Unit

_TRIES = 5
_NUMBER = Text("Số văn bản", "Document number")
_ISSUER = Text("Nơi ban hành", "Issuer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominee:
    """Who is named, as the officer typed it; `born` is an ISO day, month or year."""

    name: str
    born: str | None = None
    sex: str | None = None
    ethnic: str | None = None
    religion: str | None = None
    hometown: str | None = None
    residence: str | None = None
    occupation: str | None = None
    education: str | None = None
    identity_no: str | None = None
    tags: tuple[str, ...] = ()

    def person(self, today: date) -> Person:
        """The person with every value read, and its search and sort keys.

        Raises:
            InputError: a value that cannot be read.
        """
        typed = Person(
            id=uuid.uuid4().hex,
            name=self.name,
            name_key="",
            name_sort="",
            born=self.born,
            sex=self.sex,
            ethnic=self.ethnic,
            religion=self.religion,
            hometown=self.hometown,
            residence=self.residence,
            occupation=self.occupation,
            education=self.education,
            identity_no=self.identity_no,
            tags=self.tags,
        )
        return tidied(typed, today)


def reference(year: int, number: int) -> str:
    """A case reference: ``HS-2026-0029``."""
    return f"HS-{year}-{number:04d}"


def nominate(
    desk: Desk,
    nominee: Nominee,
    unit: str,
    *,
    on: date | None = None,
    document: str | None = None,
    issuer: str | None = None,
    referrer: str | None = None,
    another: bool = False,
    readmission: Readmission | None = None,
    earlier: str | None = None,
    request: str | None = None,
    dry_run: bool = False,
) -> Moved:
    """Open the case of a person whom a cell or a union has named.

    Whoever is too young yet is taken, with a notice of the day from which admission is possible.

    Args:
        desk: Where the action takes place.
        nominee: The person.
        unit: Code or name of the unit that follows the case.
        on: Legal day of the nomination (default: today).
        document: Number of the cell's resolution or of the referral.
        issuer: Who issued it.
        referrer: youth-union, labour-federation, cell or other.
        another: Open a case although one of the same name and birth is there.
        readmission: The person was a member before; the new case is one more of the same person,
            matched with the earlier case where there is one, and known as it was there.
        earlier: Reference of a case of the same person that ended before they entered the Party.
        request: Request id; the same one never opens a second case.
        dry_run: Decide and report, write nothing.

    Raises:
        ConflictError: there is already a case of the same name and birth, or the identity number
            is that of somebody who has one, or had one.
        EventRefusedError: the day has not come yet, or lies before the unit's first day, or the
            law never lets this person come back.
        InputError: of a re-admission: when and why the person left is not known.
        NotFoundError: the unit, or the earlier case, is not known.
    """
    place = find_unit(desk, unit)
    asked: Mapping[str, object] = {
        "name": nominee.name,
        "born": nominee.born,
        "unit": place.code,
        "on": on,
        "document": document,
        **({} if readmission is None else {"readmission": asdict(readmission)}),
        **({} if earlier is None else {"earlier": earlier}),
    }
    draft = Draft.begin(desk, "nominate", request, asked)
    done = draft.done_before() if request is not None else None
    if done is not None:
        return replayed(desk, done)
    legal = on or draft.today
    person = nominee.person(draft.today)
    if problems := tuple(_impossible(desk, person, place, legal, draft.today)):
        raise _refused(*problems)
    somebody_new = earlier is None and readmission is None
    _refuse_known(desk.store, person, somebody_new=somebody_new, another=another)
    who = _who(draft, person, readmission, earlier, legal)
    facts = [*who.facts, *_referral(referrer, legal)]
    seen, tries = too_young_yet(draft.law, who.person, legal), _TRIES
    while True:
        moved = _write(desk, draft, who, place.code, legal, paper(document, issuer), facts)
        moved = replace(moved, notices=seen)
        if dry_run:
            return moved
        try:
            draft.commit(stream=moved.case.ref, seq=1)
        except ConflictError:
            # Another desk took the number of the case between our look and our write: take the
            # next one, unless what it opened was a case of this very person.
            tries -= 1
            if not tries:
                raise
            _refuse_known(desk.store, person, somebody_new=somebody_new, another=another)
            draft = Draft.begin(desk, "nominate", draft.request, asked)
        else:
            return moved


def _refuse_known(store: Store, person: Person, *, somebody_new: bool, another: bool) -> None:
    """Refuse whoever has a case on its way, or had one, by number; somebody new by name, too.

    Raises:
        ConflictError: there is such a case.
    """
    twin = twin_of(store, person.identity_no)
    refuse_open(twin)
    if somebody_new:
        refuse_ended(twin)
        if not another:
            refuse_alike(store, person)


def _write(
    desk: Desk,
    draft: Draft,
    who: Returning,
    unit: str,
    on: date,
    document: dict[str, str] | None,
    facts: Sequence[Mapping[str, object]],
) -> Moved:
    series = f"HS-{draft.today.year}"
    seen = desk.store.counter(series)
    draft.numbering = Numbering(name=series, seen=seen, next=seen + 1)
    ref = reference(draft.today.year, seen + 1)
    return open_case(draft, ref, who, unit, on, document, facts)


def open_case(
    draft: Draft,
    ref: str,
    who: Returning,
    unit: str,
    on: date,
    document: dict[str, str] | None,
    facts: Sequence[Mapping[str, object]],
) -> Moved:
    """Draft the first entry of a case under a reference that the caller numbers and commits."""
    person = who.person
    if not who.known:
        draft.people.append(person)
    commitment = person.commitment()
    draft.sealed.append((ref, commitment))
    data: dict[str, object] = {"person": person.id, "commitment": commitment.digest}
    if facts:
        data["facts"] = list(facts)
    fields = draft.fields(
        "transition",
        on,
        event=Event.NOMINATE.value,
        to=State.NOMINATED.value,
        unit=unit,
        document=document,
        data=data,
    )
    after = begin(first(ref, fields))
    before = replace(after, seq=0, head=genesis(ref))
    return draft.write(before, after, fields, Changes())


def _who(
    draft: Draft, person: Person, back: Readmission | None, earlier: str | None, on: date
) -> Returning:
    if back is None and earlier is not None:
        known = same_again(draft.desk.store, person, earlier)
        return Returning(person=known, known=True, facts=())
    if back is None:
        return Returning(person=person, known=False, facts=())
    return returning(draft.desk.store, draft.law, person, back, on)


def _referral(referrer: str | None, on: date) -> list[dict[str, Any]]:
    if referrer is None:
        return []
    return [{"kind": "referral", "on": on.isoformat(), "data": {"by": referrer}}]


def paper(number: str | None, issuer: str | None) -> dict[str, str] | None:
    """A document as an entry names it; None when there is none."""
    named = {
        "number": None if number is None else read_text(number, _NUMBER),
        "issuer": None if issuer is None else read_text(issuer, _ISSUER),
    }
    return {key: value for key, value in named.items() if value} or None


def _future(on: date, today: date) -> Unmet:
    return refusal(
        "day",
        Text(
            f"ngày {shown(on)} chưa tới (hôm nay {shown(today)})",
            f"{on} has not come yet (today is {today})",
        ),
        None,
        "case nominate … --unit … --on …",
    )


def _impossible(desk: Desk, person: Person, place: Unit, on: date, today: date) -> Iterator[Unmet]:
    """What cannot be on that day, whatever the law asks."""
    if on > today:
        yield _future(on, today)
    if desk.store.unit(place.code, on) is None:
        yield _not_there_yet(place, on)
    if person.born is not None and person.born > on.isoformat()[: len(person.born)]:
        yield _not_born_yet(person.born, on)


def _not_born_yet(born: str, on: date) -> Unmet:
    return refusal(
        "born",
        Text(
            f"ngày sinh {birth(born)} sau ngày giới thiệu {shown(on)}",
            f"the birth {born} lies after the nomination of {on}",
        ),
        None,
        "case nominate … --born … --on …",
    )


def _not_there_yet(unit: Unit, on: date) -> Unmet:
    return refusal(
        "unit",
        Text(
            f"ngày {shown(on)} chưa có tổ chức {unit.code} · {unit.name}"
            f" (có từ {shown(unit.from_on)})",
            f"on {on} there was no unit {unit.code} · {unit.name} (it begins on {unit.from_on})",
        ),
        None,
        f"unit list --on {on}",
    )


def _refused(*problems: Unmet) -> EventRefusedError:
    return EventRefusedError(
        "",
        Event.NOMINATE.value,
        problems,
        Text("Không mở được hồ sơ.", "The case was not opened."),
    )
