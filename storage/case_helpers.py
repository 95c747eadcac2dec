"""Who helps in a case, by name: the newest helper that its facts tell of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from audit.json_text import decode
from storage.alert_base import CASE
from storage.tables import SealedRow
from storage.vault import vault_of
from workflow.facts import FactKind

_SEALED: Any = SealedRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_BATCH = 500


def helpers_of(connection: Connection, cases: Collection[str]) -> Mapping[str, str]:
    """The helper's name for each of these cases that has one; an erased name is left out."""
    vault = vault_of(connection.engine)
    digests: dict[str, str] = {}
    names: dict[str, str] = {}
    for refs in _some(sorted(cases)):
        asked = select(CASE.c.ref, CASE.c.snapshot).where(CASE.c.ref.in_(refs))
        for ref, snapshot in connection.execute(asked):
            who = _helper(snapshot)
            if isinstance(who, str):  # taken over from a list that held it openly
                names[who] = who
                digests[ref] = who
            elif who is not None:
                digests[ref] = who["sealed"]
    for some in _some(sorted(set(digests.values()))):
        wanted = select(CASE.c.person, _SEALED.c.digest, _SEALED.c.salt, _SEALED.c.value)
        wanted = wanted.outerjoin_from(_SEALED, CASE, CASE.c.ref == _SEALED.c.stream)
        for row in connection.execute(wanted.where(_SEALED.c.digest.in_(some))):
            both = vault.open_sealed(row.person, row.salt, row.value)
            if both is not None:
                names[row.digest] = both[1]
    return {ref: names[digest] for ref, digest in digests.items() if digest in names}


def _helper(snapshot: str) -> Mapping[str, str] | str | None:
    """What the newest fact about a helper holds as their name."""
    facts: Sequence[Any] = decode(snapshot).get("facts", ())
    named = [fact for fact in facts if fact[0] == FactKind.HELPER.value]
    found: Mapping[str, str] | str | None = None
    if named:
        found = max(named, key=lambda fact: (fact[1], fact[2]))[5].get("who")
    return found


def _some(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many at a time that a statement takes them."""
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
