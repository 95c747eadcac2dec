"""A Party organisation: name, kind, status and parent, each from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.text import Text


class UnitStatus(StrEnum):
    """What an organisation is in the tiers of the Party; it changes on a day, never by its name."""

    SUPERIOR = "superior"
    GRASSROOTS = "grassroots"
    DEPARTMENTAL = "departmental"
    CELL = "cell"


STATUS_LABELS: dict[UnitStatus, Text] = {
    UnitStatus.SUPERIOR: Text("cấp trên trực tiếp của cơ sở", "superior of grassroots"),
    UnitStatus.GRASSROOTS: Text("tổ chức cơ sở đảng", "grassroots organisation"),
    UnitStatus.DEPARTMENTAL: Text("đảng bộ bộ phận", "departmental committee"),
    UnitStatus.CELL: Text("chi bộ", "cell"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One organisation as it is from `from_on` until `until_on` (None: still).

    `kind` says what sort of place it is (ward, school, enterprise, police, …), as free data.
    """

    code: str
    name: str
    status: UnitStatus
    kind: str | None = None
    parent: str | None = None
    from_on: date
    until_on: date | None = None
    members: int | None = None
