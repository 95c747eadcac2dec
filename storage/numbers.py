"""Whose an identity number is, by the keyed hash beside each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as _core
from sqlmodel import select

from storage.reading import Reading
from storage.tables import CaseRow, KeyringRow, PersonRow
from storage.vault import vault_of
from workflow.listing import NumberedCase
from workflow.states import State

_AT_ONCE = 500
_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # as above


class NumberReading(Reading):
    """The half of a store that knows people by number."""

    def cases_numbered(self, numbers: Sequence[str]) -> Mapping[str, Sequence[NumberedCase]]:
        """The cases of those who have these identity numbers, by number, the oldest first.

        Raises:
            RefusedError: the keys that numbers are searched by are not here.
        """
        found: dict[str, list[NumberedCase]] = {}
        with self.session() as session:
            named = session.exec(select(KeyringRow.id)).first()
            vault = vault_of(self.engine)
            by_key = {vault.index(named, number): number for number in numbers}
            keys = list(by_key)
            for start in range(0, len(keys), _AT_ONCE):
                query = (
                    _core(_PERSON.c.identity_key, _CASE.c.ref, _CASE.c.state)
                    .join(_PERSON, _CASE.c.person == _PERSON.c.id)
                    .where(_PERSON.c.identity_key.in_(keys[start : start + _AT_ONCE]))
                    .order_by(_CASE.c.ref)
                )
                for key, ref, state in session.execute(query):
                    found.setdefault(by_key[key], []).append(NumberedCase(ref, State(state)))
        return found

    def case_count(self, person: str) -> int:
        """How many cases a person has, wherever they are."""
        counted = _core(func.count()).select_from(_CASE).where(_CASE.c.person == person)
        with self.session() as session:
            return int(session.execute(counted).scalar_one())
