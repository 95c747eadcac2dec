"""What erasing a person does to a store: the row emptied, what is kept apart gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
    for stream in streams:
        cursor.execute(f"DELETE FROM sealed WHERE stream = {mark}", (stream,))  # noqa: S608 - as above
        kind, _, number = stream.partition("/")
        if kind == "alert":
            # What was answered to a reminder stands in its row too, as officers read it.
            cursor.execute(f"UPDATE alert SET reason = NULL WHERE id = {mark}", (int(number),))  # noqa: S608 - as above
