"""The register of one unit: its rows through time, as the fold of its entries.

An entry that adds the unit or changes it begins a row on its legal day; the row before ends on the
eve. Entries may be written late and out of order: of two that begin on one day the later one holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from audit import Entry
from workflow.unit import Profile, Unit, UnitStatus

ENDED = "end"
"""The event of an entry that names the unit's last day instead of beginning a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One row of a unit and the entry that tells of it, with the paper behind it."""

    unit: Unit
    seq: int
    document: str | None = None
    issuer: str | None = None


def unit_history(entries: Sequence[Entry]) -> tuple[Told, ...]:
    """The rows of a unit, the oldest first; the last one ends when the unit does."""
    begun: dict[date, Told] = {}
    last: date | None = None
    for entry in entries:
        fields = entry.fields
        day = date.fromisoformat(fields["effective_on"])
        if fields["event"] == ENDED:
            last = day
            continue
        unit, paper = _unit(fields["data"], day), fields.get("document", {})
        last = last if unit.until_on is None else unit.until_on
        begun[day] = Told(
            unit=unit, seq=entry.seq, document=paper.get("number"), issuer=paper.get("issuer")
        )
    days = sorted(begun)
    ends = [*(day - timedelta(days=1) for day in days[1:]), last]
    return tuple(
        replace(begun[day], unit=replace(begun[day].unit, until_on=end))
        for day, end in zip(days, ends, strict=True)
    )


def unit_data(unit: Unit) -> dict[str, Any]:
    """A unit as its entry tells it; what is not known or not so is left out."""
    told = {
        "code": unit.code,
        "name": unit.name,
        "status": unit.status.value,
        "kind": unit.kind,
        "parent": unit.parent,
        "members": unit.members,
        "delegated": unit.delegated or None,
        "profile": None if unit.profile is None else unit.profile.value,
        "until": None if unit.until_on is None else unit.until_on.isoformat(),
        "inherits": list(unit.inherits) or None,
    }
    return {key: value for key, value in told.items() if value is not None}


def _unit(data: dict[str, Any], from_on: date) -> Unit:
    until, profile = data.get("until"), data.get("profile")
    return Unit(
        code=data["code"],
        name=data["name"],
        status=UnitStatus(data["status"]),
        kind=data.get("kind"),
        parent=data.get("parent"),
        from_on=from_on,
        until_on=None if until is None else date.fromisoformat(until),
        members=data.get("members"),
        delegated=data.get("delegated", False),
        profile=None if profile is None else Profile(profile),
        inherits=tuple(data.get("inherits", ())),
    )
