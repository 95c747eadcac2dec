"""Who is ranked and forecast in a year: the holders of a quota, and units that no quota covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commands.tallies import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One line of a table of units: which units it stands for, its target and its result."""

    units: frozenset[str]
    target: int
    admitted: int


def places_of(book: Tally, waiting: Iterable[str] = ()) -> Mapping[str, Place]:
    """Those who have not passed their quota on; then the rest, under its grassroots organisation.

    Args:
        book: The year's figures.
        waiting: Units that somebody is on the way in. A unit without a quota has a line when
            somebody was admitted in it, or is on the way.
    """
    found = {
        code: Place(
            units=book.subtree(code),
            target=book.target(code) or 0,
            admitted=book.admitted(code) or 0,
        )
        for code in book.leaves()
    }
    there = set(waiting)
    rest: dict[str, set[str]] = {}
    for code in sorted(book.outside(book.leaves(), there)):
        rest.setdefault(book.grassroots(code), set()).add(code)
    for code, units in rest.items():
        admitted = book.count(units) or 0
        if admitted or not there.isdisjoint(units):
            found[code] = Place(units=frozenset(units), target=0, admitted=admitted)
    return found
