"""What upsets an office over the years, on which days: drawn from the seed, as everything else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from simulation.province import Province
from simulation.scale import Scale
from simulation.waits import weekday

_LONG_OUTAGE = 40
_SHORT = (1, 2, 3, 5, 9)
_ANNOUNCED = (11, 20)
_OFF = (4, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A day off that is announced late in the year before: off one day, worked on a Saturday."""

    off: date
    worked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """An organisation that goes up in another of the same commune."""

    ends: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upsets:
    """Everything that goes otherwise than planned.

    Attributes:
        silent: Days on which the clock of the reminders does not tick.
        moved: Holidays that are moved, by the day of the announcement.
        mergers: Organisations that end, by the day.
        corrected: How many of the facts are corrected later, as a share.
    """

    silent: Collection[date] = ()
    moved: Mapping[date, Moved] = field(default_factory=dict)
    mergers: Mapping[date, Merger] = field(default_factory=dict)
    corrected: float = 0.0


def upsets(scale: Scale, place: Province) -> Upsets:
    """The upsets of a simulation."""
    dice = scale.dice("upsets")
    return Upsets(
        silent=_outages(dice, scale),
        moved=_holidays(scale),
        mergers=_mergers(dice, scale, place),
        corrected=0.03,
    )


def _outages(dice: Random, scale: Scale) -> frozenset[date]:
    """One long outage in all, and a few short ones each year."""
    days = (scale.until - scale.begins).days
    lengths = [min(_LONG_OUTAGE, days // 4), *(dice.choice(_SHORT) for _ in range(4 * scale.years))]
    silent: set[date] = set()
    for length in lengths:
        first = scale.begins + timedelta(days=dice.randrange(max(1, days - length)))
        silent |= {first + timedelta(days=number) for number in range(length)}
    return frozenset(silent)


def _holidays(scale: Scale) -> dict[date, Moved]:
    found = {}
    for year in range(scale.begins.year, scale.until.year + 1):
        announced = date(year, *_ANNOUNCED)
        off = weekday(date(year + 1, *_OFF))
        saturday = off + timedelta(days=12 - off.weekday())
        if scale.begins <= announced <= scale.until:
            found[announced] = Moved(off=off, worked=saturday)
    return found


def _mergers(dice: Random, scale: Scale, place: Province) -> dict[date, Merger]:
    """About one organisation in twenty ends, half-way through or later."""
    codes = [ground.code for ground in place.grounds]
    days, found, gone = (scale.until - scale.begins).days, {}, set[str]()
    for ends in dice.sample(codes, max(1, len(codes) // 20)) if len(codes) > 1 else ():
        commune = ends.partition("-")[0]
        others = [code for code in codes if code.startswith(f"{commune}-") and code != ends]
        left = [code for code in others if code not in gone]
        if left:
            gone.add(ends)
            on = scale.begins + timedelta(days=days // 2 + dice.randrange(max(1, days // 3)))
            found[on] = Merger(ends=ends, into=dice.choice(left))
    return found
