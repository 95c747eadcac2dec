"""Units through the years: which stood in a year, and whose figures are whose today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workflow.unit import Unit


def standing_in(rows: Iterable[Unit], first: date, last: date) -> Sequence[Unit]:
    """The units that stood on some day between two, each as it last was there.

    A unit that ended within a year has its place in the table of that year.
    """
    found: dict[str, Unit] = {}
    for row in rows:
        if row.from_on > last or (row.until_on is not None and row.until_on < first):
            continue
        other = found.get(row.code)
        if other is None or other.from_on < row.from_on:
            found[row.code] = row
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Who took over from whom until a day, so that old figures can be read under units of today.

    A unit that was parted among several has no one heir, and its figures stay under its own name:
    nobody can say afterwards whose they would have been.
    """

    standing: frozenset[str] = frozenset()
    heirs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Unit], on: date) -> Lineage:
        """What every row of every unit tells of the time until a day."""
        heirs: dict[str, list[str]] = {}
        standing = set()
        for row in rows:
            if row.from_on > on:
                continue
            for left in row.inherits:
                heirs.setdefault(left, []).append(row.code)
            if row.until_on is None or row.until_on >= on:
                standing.add(row.code)
        told = {code: tuple(dict.fromkeys(found)) for code, found in heirs.items()}
        return cls(standing=frozenset(standing), heirs=told)

    def today(self, code: str) -> str:
        """The unit under which figures of another are read now; itself where it still stands."""
        seen = {code}
        while code not in self.standing:
            heirs = self.heirs.get(code, ())
            if len(heirs) != 1 or heirs[0] in seen:
                return code
            code = heirs[0]
            seen.add(code)
        return code
