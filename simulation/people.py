"""The invented people, and on which day and where each is nominated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.names import invented
from simulation.life import Life
from simulation.province import Ground, Province
from simulation.scale import Scale
from simulation.waits import month_of_nomination, weekday
from workflow.person import Person
from workflow.personal import tidied

_YOUNGEST, _OLDEST = 19 * 365, 52 * 365
_SCHOOLING = ("upper-secondary", "upper-secondary", "upper-secondary", "lower-secondary-diploma")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody who will be nominated: the number of the life, where, and on which day."""

    number: int
    ground: Ground
    on: date


def nominations(scale: Scale, place: Province) -> Mapping[date, list[Named]]:
    """Everybody, by the day on which the nomination is written, in the order of the year."""
    dice = scale.dice("nominations")
    found: dict[date, list[Named]] = {}
    for number, ground in enumerate(place.nominating(dice, scale.cases), 1):
        on = _day(dice, scale)
        found.setdefault(on, []).append(Named(number=number, ground=ground, on=on))
    return dict(sorted(found.items()))


def _day(dice: Random, scale: Scale) -> date:
    """A weekday of the simulated years; of a year that is only partly played, a day within it."""
    while True:
        year = scale.begins.year + dice.randrange(scale.years + 1)
        day = weekday(date(year, month_of_nomination(dice), dice.randint(1, 28)))
        if scale.begins < day <= scale.until:
            return day


def person(dice: Random, on: date) -> Person:
    """Somebody of an age to be nominated on a day; the id comes from the same chance."""
    who = invented(dice)
    born = on - timedelta(days=dice.randint(_YOUNGEST, _OLDEST))
    return tidied(
        Person(
            id=f"{dice.getrandbits(128):032x}",
            name=who.name,
            name_key="",
            name_sort="",
            born=born.isoformat(),
            sex=who.sex,
            ethnic=who.ethnic,
            education=dice.choice(_SCHOOLING),
        ),
        on,
    )


def life_of(scale: Scale, place: Province, named: Named) -> Life:
    """The life of somebody, with chance of its own."""
    dice = scale.dice("life", named.number)
    elsewhere = dice.choice(place.grounds).code
    return Life(
        dice=dice,
        ground=named.ground,
        commune=named.ground.code.partition("-")[0],
        elsewhere=None if elsewhere == named.ground.code else elsewhere,
        day=named.on,
        written=named.on,
    )
