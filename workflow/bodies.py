"""Which body decides for a case on a day, by the dated status of the organisations above it.

Law R6.9–R6.11, R7.6–R7.9, R15.4: the status is what the register says of the day of the decision; a
name tells nothing. Where the register does not reach, the answer is that it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.bodies import Body
from rules.rule import Version
from rules.text import Text
from workflow.law import Law
from workflow.ports import Line
from workflow.unit import Profile, Unit, UnitStatus

_ARMED = frozenset({Profile.ARMY, Profile.POLICE})
VOTE_RULES: dict[Body, str | None] = {
    Body.COMMITTEE: "committee-vote",
    Body.STANDING_COMMITTEE: "standing-committee-vote",
    Body.STANDING_MEMBERS: None,  # no source gives its share
}
"""The rule on the share that each body needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """A body that may decide: of which unit, by which wording, and who must first propose to it.

    `proposer` is the grassroots committee between the cell and a superior that decides (R6.8).
    """

    unit: Unit
    body: Body
    version: Version
    proposer: Unit | None = None

    @property
    def name(self) -> Text:
        """The body with its unit, as officers read it."""
        label = self.body.label
        return Text(
            f"{label.vi} {self.unit.name} ({self.unit.code})",
            f"{label.en} of {self.unit.name} ({self.unit.code})",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who may decide on one day; the first option is the one meant where no issuer is named.

    `options` is empty where the register does not tell, or where `own_rules` of the army or the
    police apply. `reporting` is the departmental committee above the cell.
    """

    options: tuple[Deciding, ...] = ()
    own_rules: Version | None = None
    reporting: Unit | None = None

    def chosen(self, issuer: Unit | None) -> Deciding | None:
        """The option of the unit that issues; the first where no known unit does.

        None where the issuer has no authority, or nobody is known to have it.
        """
        if issuer is None:
            return self.options[0] if self.options else None
        return next((one for one in self.options if one.unit.code == issuer.code), None)


def authority_over(line: Line | None, law: Law, on: date) -> Authority:
    """Who may decide for a case that stands at the foot of a line of units, on a day."""
    units = () if line is None else line.units
    reporting = _first(units, UnitStatus.DEPARTMENTAL)
    grassroots, superior = _first(units, UnitStatus.GRASSROOTS), _first(units, UnitStatus.SUPERIOR)
    below = units[: units.index(superior) + 1] if superior is not None else units
    if any(unit.profile in _ARMED for unit in below):
        return Authority(own_rules=law.look("authority-armed-forces", on), reporting=reporting)
    return Authority(options=tuple(_options(grassroots, superior, law, on)), reporting=reporting)


def _options(
    grassroots: Unit | None, superior: Unit | None, law: Law, on: date
) -> Iterator[Deciding]:
    if grassroots is not None and grassroots.profile is Profile.GRASSROOTS_CELL:
        grassroots = None  # one cell: it votes as a cell, and has no committee to decide
    if grassroots is not None:
        version = law.look("authority-grassroots", on)
        if version is not None and (grassroots.delegated or not version.delegated):
            yield Deciding(unit=grassroots, body=version.body, version=version)
    if superior is not None:
        province = superior.profile is Profile.PROVINCE
        version = law.look("authority-province" if province else "authority-superior", on)
        if version is not None:
            yield Deciding(unit=superior, body=version.body, version=version, proposer=grassroots)


def form_variant(deciding: Deciding | None) -> Literal["", "A"]:
    """The variant of the decision's form: 9 or 9A, 16 or 16A (R15.4).

    “A” where a grassroots organisation decides, in its superior's place or, since its standing
    committee does, in its own; plain where a superior decides or nobody is known to.
    """
    if deciding is not None and deciding.unit.status is UnitStatus.GRASSROOTS:
        return "A"
    return ""


def _first(units: tuple[Unit, ...], status: UnitStatus) -> Unit | None:
    return next((unit for unit in units if unit.status is status), None)
