"""The tree of units: who stands below whom."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.unit import Unit


def subtree(units: Iterable[Unit], root: str) -> tuple[str, ...]:
    """Codes of a unit and all units below it, the unit first."""
    below: dict[str | None, list[str]] = {}
    for unit in units:
        below.setdefault(unit.parent, []).append(unit.code)
    found = [root]
    for code in found:
        found += [one for one in below.get(code, ()) if one not in found]
    return tuple(found)


def path_down(units: Iterable[Unit], code: str) -> tuple[str, ...]:
    """Codes from the top of the tree down to a unit, the unit last."""
    parents = {unit.code: unit.parent for unit in units}
    path: list[str] = []
    above: str | None = code
    while above is not None and above not in path:
        path.append(above)
        above = parents.get(above)
    return tuple(reversed(path))
