"""Who already has a case: what a list is compared with before it is taken in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from storage.reading import Reading
from storage.tables import CaseRow, PersonRow
from storage.vault import vault_of
from workflow.listing import KnownPerson
from workflow.states import State

_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above
_OF_PERSON = ("name_key", "born", "identity_no")


def known_people(store: Reading) -> Iterator[KnownPerson]:
    """Everybody with such a case, the newest case of a person last."""
    wanted = (
        select(_CASE.c.ref, _PERSON.c.id, *(_PERSON.c[name] for name in _OF_PERSON), _CASE.c.state)
        .join(_PERSON, _CASE.c.person == _PERSON.c.id)
        .where(_CASE.c.state.not_in([State.CLOSED.value, State.STRUCK_OFF.value]))
        .order_by(_CASE.c.ref)
    )
    vault = vault_of(store.engine)
    with store.session() as session:
        for ref, person, name_key, born, closed, state in session.execute(wanted):
            yield KnownPerson(ref, name_key, born, vault.number(person, closed), State(state))
