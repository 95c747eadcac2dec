"""Who already has a case: what a list is compared with before it is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from storage.reading import Reading
from storage.tables import CaseRow, PersonRow
from workflow.states import State


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with a case that has neither been closed nor ended by striking off."""

    ref: str
    name_key: str
    born: str | None
    identity_no: str | None


def known_people(store: Reading) -> Iterator[KnownPerson]:
    """Everybody with such a case, the newest case of a person last."""
    wanted = (
        select(CaseRow.ref, PersonRow.name_key, PersonRow.born, PersonRow.identity_no)
        .join(PersonRow, col(CaseRow.person) == col(PersonRow.id))
        .where(col(CaseRow.state).not_in([State.CLOSED.value, State.STRUCK_OFF.value]))
        .order_by(col(CaseRow.ref))
    )
    with store.session() as session:
        for ref, name_key, born, identity_no in session.exec(wanted):
            yield KnownPerson(ref, name_key, born, identity_no)
