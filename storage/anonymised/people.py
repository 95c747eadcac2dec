"""Other people in the place of those of a store: invented names, other days of the same month."""

from __future__ import annotations

import re
import secrets
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from storage.anonymised.masks import Masks
from storage.rows import person_values
from storage.tables import PersonRow
from storage.tables_of_reminders import HolderRow
from workflow.names import fold, sort_key
from workflow.person import Person
from workflow.several import joined, parted

_PERSON: Any = PersonRow.__table__  # type: ignore[attr-defined]  # sqlmodel sets it
_HOLDER: Any = HolderRow.__table__  # type: ignore[attr-defined]  # as above
_TRIES = 100
_GROUP = re.compile(r"[a-z]+(?:-[a-z]+)*")
"""A source group by its code; a tag that somebody typed may say anything."""

Inventing = Callable[[str | None], str]
"""An invented name for somebody of a sex, or of none that is known."""


class Names:
    """Invented names that nobody in the store has; of one real name always the same.

    Names are one where they differ only by accents, capitals and spaces, as everywhere else.
    """

    def __init__(self, invent: Inventing, taken: frozenset[str]) -> None:
        self._invent = invent
        self._taken = taken
        self._count = 0
        self._of: dict[str, str] = {}

    def of(self, real: str | None, sex: str | None = None) -> str:
        """The name in the place of a real one; one of its own where that cannot be read."""
        key = fold(real or "")
        if not key:
            return self.name(sex)
        if key not in self._of:
            self._of[key] = self.name(sex)
        return self._of[key]

    def name(self, sex: str | None = None) -> str:
        """The next one; a number where chance gives only names that somebody has."""
        for _ in range(_TRIES):
            found = self._invent(sex)
            if fold(found) not in self._taken:
                return found
        self._count += 1
        return f"Người Mẫu {self._count}"


def names_of(origin: Connection, invent: Inventing) -> Names:
    """Invented names, apart from those of everybody in a store."""
    taken = set(origin.execute(select(_PERSON.c.name_key)).scalars())
    taken.update(map(fold, origin.execute(select(_HOLDER.c.name)).scalars()))
    return Names(invent, frozenset(taken))


def others(origin: Connection, names: Names, masks: Masks) -> Mapping[str, Person]:
    """The person who stands in each one's place, by the id of that one."""
    wanted = select(_PERSON).order_by(_PERSON.c.id)
    return {
        row["id"]: _other(row, names, masks) for row in map(dict, origin.execute(wanted).mappings())
    }


def _other(row: Mapping[str, Any], names: Names, masks: Masks) -> Person:
    """Somebody of the same sex and schooling; who was erased stays nobody."""
    name = names.of(row["name"], row["sex"]) if row["name"] else ""
    return Person(
        id=masks.identifier(row["id"]),
        name=name,
        name_key=fold(name),
        name_sort=sort_key(name),
        born=another_day(row["born"]),
        sex=row["sex"],
        education=row["education"],
        tags=tuple(tag for tag in parted(row["tags"]) if _GROUP.fullmatch(tag)),
    )


def another_day(born: str | None) -> str | None:
    """Another day of the same month; a birth of which only the month or the year is known stays."""
    if born is None or born.count("-") < 2:  # noqa: PLR2004 - year, month, day
        return born
    year, month, day = map(int, born.split("-"))
    days = [one for one in range(1, monthrange(year, month)[1] + 1) if one != day]
    return f"{year:04d}-{month:02d}-{secrets.choice(days):02d}"


def person_rows(people: Mapping[str, Person]) -> Iterator[dict[str, Any]]:
    """Their rows; nothing in them is sensitive, so nothing has to stand closed."""
    for one in people.values():
        yield {**person_values(one), "tags": joined(one.tags)}
