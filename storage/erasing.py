"""What erasing a person does to a store: the row emptied, what is kept apart gone, the key too.

The key lies outside the database, so no transaction holds both. It is condemned in the key store
before the row is committed, and destroyed after that; whoever was killed in between has it
destroyed by the next one who opens the store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine, text

from storage.vault import vault_of

EMPTIED = (
    "born",
    "sex",
    "ethnic",
    "religion",
    "hometown",
    "residence",
    "occupation",
    "education",
    "identity_no",
    "identity_key",
)
"""Columns of `person` that an erasure empties; the name and its keys become empty text."""


def erase(cursor: Any, person: str, streams: Sequence[str], *, sqlite: bool) -> None:
    """Empty the row of a person; delete what is kept beside these streams, and in alerts."""
    mark = "?" if sqlite else "%s"
    empty = ", ".join(f"{name} = NULL" for name in EMPTIED)
    cursor.execute(
        f"UPDATE person SET name = '', name_key = '', name_sort = '', tags = '', {empty}"  # noqa: S608 - our own names
        f" WHERE id = {mark}",
        (person,),
    )
    cursor.execute(f"UPDATE case_file SET number_key = NULL WHERE person = {mark}", (person,))  # noqa: S608 - as above
    for stream in streams:
        cursor.execute(f"DELETE FROM sealed WHERE stream = {mark}", (stream,))  # noqa: S608 - as above
        kind, _, number = stream.partition("/")
        if kind == "alert":
            # What was answered to a reminder stands in its row too, as officers read it.
            cursor.execute(f"UPDATE alert SET reason = NULL WHERE id = {mark}", (int(number),))  # noqa: S608 - as above


def unfinished_erasures(engine: Engine) -> tuple[str, ...]:
    """Who was erased while their key still lies there, as far as the key store is at hand.

    A condemned key of somebody who was not erased is none of them: their erasure may be under way.
    """
    vault = vault_of(engine)
    waiting = vault.condemned()
    if not waiting:
        return ()
    with engine.connect() as connection:
        named = connection.execute(text("SELECT id FROM keyring")).scalar()
        if named is None:
            return ()
        vault.name(str(named))
        erased = text("SELECT id FROM person WHERE id = :id AND name = ''")
        asked = (connection.execute(erased, {"id": one}).scalar() for one in waiting)
        return tuple(str(one) for one in asked if one is not None)


def finish_erasures(engine: Engine) -> int:
    """Destroy the keys of those whose erasure was committed and cut off there; how many."""
    destroyed = 0
    for one in unfinished_erasures(engine):
        with suppress(sqlite3.Error):  # not for this account to write: the next one does
            vault_of(engine).destroy(one)
            destroyed += 1
    return destroyed
