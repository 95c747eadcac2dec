"""Which case has the claim on an identity number, in a store that older programs wrote to.

They only looked before they wrote, so that a number may have two open cases there. The first of
them has the claim, by the keyed hash beside its person; the database refuses every further one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select, update

from storage.tables import CaseRow, PersonRow
from workflow.states import OPEN_STATES

_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above
_AT_ONCE = 500
_OPEN = _CASE.c.state.in_([state.value for state in OPEN_STATES])


def claim_numbers(connection: Connection) -> None:
    """Give each number to its first open case, and to every case of it that is over."""
    key = select(_PERSON.c.identity_key).where(_PERSON.c.id == _CASE.c.person)
    claimed = update(_CASE).values(number_key=key.correlate(_CASE).scalar_subquery())
    numbered = _PERSON.c.identity_key.is_not(None)
    of_numbered = _CASE.c.person.in_(select(_PERSON.c.id).where(numbered))
    connection.execute(claimed.where(_CASE.c.number_key.is_(None), ~_OPEN, of_numbered))
    taken = _CASE.alias("taken")
    firsts = (
        select(func.min(_CASE.c.ref))
        .join(_PERSON, _CASE.c.person == _PERSON.c.id)
        .where(_OPEN, numbered)
        .where(
            ~select(taken.c.ref)
            .where(
                taken.c.number_key == _PERSON.c.identity_key,
                taken.c.state.in_([state.value for state in OPEN_STATES]),
            )
            .exists()
        )
        .group_by(_PERSON.c.identity_key)
    )
    refs = list(connection.execute(firsts).scalars())
    for start in range(0, len(refs), _AT_ONCE):
        some = refs[start : start + _AT_ONCE]
        connection.execute(claimed.where(_CASE.c.ref.in_(some)))
