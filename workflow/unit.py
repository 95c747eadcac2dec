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


class Profile(StrEnum):
    """What sets the authority of an organisation apart; most have none (R7.8, R7.9).

    `GRASSROOTS_CELL` is a grassroots organisation that is one cell: no committee stands between.
    """

    PROVINCE = "province"
    ARMY = "army"
    POLICE = "police"
    GRASSROOTS_CELL = "grassroots-cell"


PROFILE_LABELS: dict[Profile, Text] = {
    Profile.PROVINCE: Text("cấp tỉnh, trực thuộc Trung ương", "province or under the Centre"),
    Profile.ARMY: Text("quân đội", "army"),
    Profile.POLICE: Text("công an", "public security"),
    Profile.GRASSROOTS_CELL: Text("chi bộ cơ sở", "grassroots cell"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One organisation as it is from `from_on` until `until_on` (None: still).

    `kind` says what sort of place it is (ward, school, enterprise, police, …), as free data.
    `delegated` tells whether a grassroots committee may decide in its superior's place (R6.9).
    `inherits` names the units whose cases, quota and duties it took over on `from_on`.
    """

    code: str
    name: str
    status: UnitStatus
    kind: str | None = None
    parent: str | None = None
    from_on: date
    until_on: date | None = None
    members: int | None = None
    delegated: bool = False
    profile: Profile | None = None
    inherits: tuple[str, ...] = ()

    @property
    def one_cell(self) -> bool:
        """Whether the unit is a cell, of whichever tier."""
        return self.status is UnitStatus.CELL or self.profile is Profile.GRASSROOTS_CELL
