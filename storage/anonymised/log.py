"""The log of a copy: every entry made anew in the order of writing, each stream its own chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, select

from audit import Entry, Sealed, genesis, seal
from storage.anonymised import STREAM
from storage.anonymised.masks import Masks, lost
from storage.seal_tables import LeafRow
from storage.tables import CaseRow, EntryRow, ScreeningRow, SealedRow
from storage.vault import vault_of
from workflow.checkpoints.keys import KEY_STREAM
from workflow.person import Person

_ENTRY: Any = EntryRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_LEAF: Any = LeafRow.__table__  # type: ignore[attr-defined]  # as above
_SEALED: Any = SealedRow.__table__  # type: ignore[attr-defined]  # as above
_CASE: Any = CaseRow.__table__  # type: ignore[attr-defined]  # as above
_SCREENING: Any = ScreeningRow.__table__  # type: ignore[attr-defined]  # as above
_BATCH = 2000
KIND = "anonymise"
"""The kind of the first entry of a copy."""
LEFT_OUT = ("user",)
"""Registers that a copy does not have: it is a desk of one, for whoever learns on it."""


class Apart:
    """What is kept beside the log of the copy: one other value for each, under another digest."""

    def __init__(self, origin: Connection, masks: Masks, people: Mapping[str, Person]) -> None:
        self._origin = origin
        self._vault = vault_of(origin.engine)
        self._masks = masks
        self._people = people
        kept = origin.execute(select(_SEALED.c.digest, _SEALED.c.stream))
        cases = origin.execute(select(_CASE.c.ref, _CASE.c.person))
        self._kept: dict[str, str] = {row.digest: row.stream for row in kept}
        self._whose: dict[str, str] = {row.ref: row.person for row in cases}
        screened = origin.execute(select(_SCREENING.c.ref, _SCREENING.c.case_ref))
        self._whose |= {row.ref: self._whose[row.case_ref] for row in screened}
        self._made: dict[str, Sealed] = {}
        self._fresh: list[tuple[str, Sealed]] = []

    def sealed(self, key: str, digest: str) -> Sealed:
        """What takes the place of a digest that stands under a key."""
        if digest not in self._made:
            self._made[digest] = self._seal(key, digest)
        return self._made[digest]

    def _seal(self, key: str, digest: str) -> Sealed:
        stream = self._kept.get(digest)
        if stream is None:
            return lost()
        if key == "commitment":
            made = self._people[self._whose[stream]].commitment()
        else:
            real = self._name(digest, stream) if self._masks.is_name(key) else None
            made = seal(self._masks.secret(key, real))
        self._fresh.append((self._masks.stream(stream), made))
        return made

    def _name(self, digest: str, stream: str) -> str | None:
        """The name that stands under a digest; None where the keys are not here."""
        asked = select(_SEALED.c.salt, _SEALED.c.value).where(_SEALED.c.digest == digest)
        row = self._origin.execute(asked).one()
        both = self._vault.open_sealed(self._whose.get(stream), row.salt, row.value)
        return None if both is None else both[1]

    def take(self) -> list[tuple[str, Sealed]]:
        """What was made since the last call, with the stream it is kept apart from."""
        taken, self._fresh = self._fresh, []
        return taken


def rewritten(origin: Connection, masks: Masks, apart: Apart) -> Iterator[Entry]:
    """Every entry of the copy but the first.

    The keys that sign checkpoints are not in it: the copy has none until it is given its own.
    """
    heads: dict[str, tuple[int, str]] = {}
    place = (_LEAF.c.number.is_(None), _LEAF.c.number, _ENTRY.c.id)
    wanted = (
        select(_ENTRY.c.stream, _ENTRY.c.body)
        .outerjoin(_LEAF, _LEAF.c.entry == _ENTRY.c.id)
        .order_by(*place)
    )
    streamed = {"stream_results": True, "yield_per": _BATCH}
    for name, body in origin.execute(wanted, execution_options=streamed):
        if name == KEY_STREAM or name.partition("/")[0] in LEFT_OUT:
            continue
        fields = masks.fields(Entry.read(body).fields, apart.sealed)
        stream = masks.stream(name)
        seq, head = heads.get(stream, (0, genesis(stream)))
        made = Entry.seal(stream, seq + 1, head, fields)
        heads[stream] = (made.seq, made.digest)
        yield made


def first_entry(entries: int, now: datetime, today: date) -> Entry:
    """The entry that says what the copy is: it takes the first leaf, so no root is what it was."""
    instant = now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    fields = {
        "kind": KIND,
        "event": "copied",
        "effective_on": today.isoformat(),
        "recorded_at": instant,
        "actor": "ketnap:anonymise",
        "data": {"entries": entries},
    }
    return Entry.seal(STREAM, 1, genesis(STREAM), fields)
