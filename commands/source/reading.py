"""What the lists of sources read from the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from planning.source_groups import grouped, source_groups
from rules.text import Text
from storage.figures import BEFORE_ADMISSION
from storage.store import SqlStore
from workflow.errors import NotFoundError
from workflow.sources import SourceLine

_ON_THE_WAY = frozenset(BEFORE_ADMISSION)


def people_on_the_way(
    store: SqlStore, today: date, units: Collection[str] | None
) -> Sequence[SourceLine]:
    """Everybody who is not admitted yet, by name; of some units where they are named."""
    return [
        one
        for one in store.sources(today.year)
        if one.state in _ON_THE_WAY and (units is None or one.unit in units)
    ]


def group_of(typed: str) -> str:
    """The group that an id, a name or another spelling stands for.

    Raises:
        NotFoundError: it stands for none; all groups are listed.
    """
    found = grouped([typed]).groups
    if found:
        return found[0]
    raise NotFoundError(
        Text(f"Không có nhóm nguồn “{typed[:60]}”.", f"There is no source group “{typed[:60]}”."),
        why=tuple(
            Text(f"{one.id} · {one.label.vi}", f"{one.id} · {one.label.en}")
            for one in source_groups()
        ),
    )
