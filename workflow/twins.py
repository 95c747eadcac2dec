"""Whose an identity number is already: one number is one person, however the name is written.

Nominating, correcting, coming back and taking over a list ask here. The number is never
repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.text import Text
from workflow.conflict import look_at
from workflow.errors import ConflictError, InputError, NotFoundError
from workflow.listing import NumberedCase
from workflow.names import identity_form
from workflow.person import Person
from workflow.ports import Dossier, Store
from workflow.states import OPEN_STATES, STATE_LABELS, Event, State


@dataclass(frozen=True, slots=True)
class Twin:
    """The cases of whoever has a number, the oldest first; there is at least one."""

    cases: tuple[NumberedCase, ...]

    @property
    def open(self) -> str | None:
        """The case that is on its way; None where all of them have ended."""
        return next((one.ref for one in self.cases if one.state in OPEN_STATES), None)

    @property
    def followed(self) -> str | None:
        """The newest case neither closed nor struck off: that of a full member counts too."""
        left = (State.CLOSED, State.STRUCK_OFF)
        return next((one.ref for one in self.cases[::-1] if one.state not in left), None)

    @property
    def newest(self) -> NumberedCase:
        """The case that was opened last."""
        return self.cases[-1]


def twins_of(store: Store, numbers: Sequence[str]) -> dict[str, Twin]:
    """Who has these numbers already, by number as `workflow.names.identity_form` writes it.

    Raises:
        RefusedError: the keys that numbers are searched by are not here.
    """
    forms = sorted({form for form in map(identity_form, numbers) if form})
    found = store.cases_numbered(forms) if forms else {}
    return {form: Twin(tuple(cases)) for form, cases in found.items()}


def twin_of(store: Store, number: str | None) -> Twin | None:
    """Who has this number already; None where nobody has, or no number is known."""
    return None if number is None else twins_of(store, [number]).get(identity_form(number))


def refuse_open(twin: Twin | None) -> None:
    """Refuse a second case beside one that is on its way.

    Raises:
        ConflictError: there is one.
    """
    if twin is None or twin.open is None:
        return
    case = next(one for one in twin.cases if one.ref == twin.open)
    label = STATE_LABELS[case.state]
    raise ConflictError(
        Text(
            f"Người có số định danh này đã có hồ sơ {case.ref} (bước {label.vi}).",
            f"The person with this identity number already has case {case.ref} ({label.en}).",
        ),
        why=(_ONE_PERSON,),
        following=_look_or_type_again(case.ref),
    )


def refuse_taken(store: Store, before: Person, after: Person) -> None:
    """Refuse to correct a person's number into one that somebody else has.

    Raises:
        ConflictError: it belongs to whoever another case is about.
        RefusedError: the keys that numbers are searched by are not here.
    """
    if identity_form(after.identity_no or "") == identity_form(before.identity_no or ""):
        return  # their own, however it is written
    twin = twin_of(store, after.identity_no)
    if twin is not None:
        ref = twin.newest.ref
        raise ConflictError(
            Text(
                f"Số định danh này đã là của người trong hồ sơ {ref}.",
                f"This identity number is already that of the person of case {ref}.",
            ),
            why=(_ONE_PERSON,),
            following=_look_or_type_again(ref),
        )


def refuse_ended(twin: Twin | None) -> None:
    """Refuse a new case of somebody new where the person is known: it is the same one again.

    Raises:
        ConflictError: the number belongs to somebody whose cases have all ended.
    """
    if twin is None:
        return
    case = twin.newest
    label = STATE_LABELS[case.state]
    how = Text(
        f"ketnap case nominate … --earlier {case.ref} (hồ sơ mới của cùng người ấy)",
        f"ketnap case nominate … --earlier {case.ref} (a new case of the same person)",
    )
    if case.state is not State.CLOSED:
        how = Text(
            f"ketnap case nominate … --readmission --earlier {case.ref} (nếu đã ra khỏi Đảng)",
            f"ketnap case nominate … --readmission --earlier {case.ref} (once they left the Party)",
        )
    raise ConflictError(
        Text(
            f"Người có số định danh này đã có hồ sơ {case.ref}, nay đã kết thúc ({label.vi}).",
            f"The person with this identity number had case {case.ref}, which has ended"
            f" ({label.en}).",
        ),
        why=(_ONE_PERSON,),
        following=how,
    )


def refuse_alike(store: Store, person: Person) -> None:
    """Refuse a second case of one name and birth.

    Raises:
        ConflictError: there is one that is neither closed nor ended by striking off.
    """
    ref = store.open_case(person.name_key, person.born)
    if ref is not None:
        raise ConflictError(
            Text(
                f"{person.name} ({birth(person.born)}) đã có hồ sơ {ref}.",
                f"{person.name} ({person.born or 'birth not known'}) already has case {ref}.",
            ),
            following=Text(
                f"ketnap case show {ref} (nếu là người khác: thêm --another)",
                f"ketnap case show {ref} (if this is another person: add --another)",
            ),
        )


def birth(born: str | None) -> str:
    """A day, a month or a year of birth as officers write it."""
    return "không rõ ngày sinh" if born is None else "/".join(reversed(born.split("-")))


def same_again(store: Store, person: Person, ref: str) -> Person:
    """The person of an earlier case that ended before they entered the Party.

    Raises:
        ConflictError: a case of theirs is still open, or they were a member: a re-admission.
        InputError: it is somebody else's case.
        NotFoundError: there is no such case.
    """
    known = the_case_of(store, person, ref)
    refs = store.refs_of(known.person.id)
    cases = [one.case for one in map(store.dossier, refs) if one is not None]
    for case in cases:
        if case.state in OPEN_STATES:
            raise not_ended(case.ref)
        if case.state is not State.CLOSED or case.day_of(Event.HOLD_CEREMONY) is not None:
            raise ConflictError(
                Text(
                    f"Người này đã vào Đảng (hồ sơ {case.ref}): đây là kết nạp lại.",
                    f"This person entered the Party (case {case.ref}): this is a re-admission.",
                ),
                following=Text(
                    f"ketnap case nominate … --readmission --earlier {case.ref}",
                    f"ketnap case nominate … --readmission --earlier {case.ref}",
                ),
            )
    return known.person


def the_case_of(store: Store, person: Person, ref: str) -> Dossier:
    """The case that was named, where it is this person's.

    Raises:
        InputError: it is somebody else's.
        NotFoundError: it is not there.
    """
    named = store.dossier(ref.upper())
    if named is None:
        raise NotFoundError(Text(f"Không có hồ sơ “{ref}”.", f"There is no case “{ref}”."))
    if not is_same(named.person, person):
        raise InputError(
            Text(
                f"Hồ sơ {named.case.ref} là của {named.person.name}"
                f" ({named.person.born or 'không rõ ngày sinh'}), không khớp người được giới"
                " thiệu.",
                f"Case {named.case.ref} is {named.person.name}'s"
                f" ({named.person.born or 'birth not known'}), not this person's.",
            )
        )
    return named


def is_same(known: Person, person: Person) -> bool:
    """Whether two are one: by number where both have one, else by name and birth."""
    if known.identity_no is not None and person.identity_no is not None:
        return identity_form(known.identity_no) == identity_form(person.identity_no)
    born = person.born is None or known.born == person.born
    return known.name_key == person.name_key and born


def not_ended(ref: str) -> ConflictError:
    """The refusal of a new case while an earlier one is on its way."""
    return ConflictError(
        Text(
            f"Hồ sơ {ref} của người này chưa kết thúc.",
            f"This person's case {ref} has not ended.",
        ),
        following=look_at(ref),
    )


def _look_or_type_again(ref: str) -> Text:
    return Text(
        f"ketnap case show {ref} (nếu gõ nhầm số: gõ lại số đúng)",
        f"ketnap case show {ref} (if the number was mistyped: type the right one)",
    )


_ONE_PERSON = Text(
    "cùng số định danh là cùng một người, dù tên hay ngày sinh ghi khác",
    "one identity number is one person, even where name or birth are written otherwise",
)
