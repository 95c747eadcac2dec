"""Everybody's steps in the order in which they are written: day by day, round by round.

A round holds at most one step of each person; who has more to write on a day takes part in the
next round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from simulation.candidate import candidate
from simulation.life import Life
from simulation.people import Named, life_of, nominations
from simulation.probationer import probationer
from simulation.province import Province
from simulation.scale import Scale
from simulation.steps import Step
from workflow.zone import office_zone

_OPENS = time(8)
_APART = timedelta(minutes=1)


@dataclass(slots=True, kw_only=True)
class Part:
    """One person's part in the story. `ref` is known once the case is opened.

    Attributes:
        steps: What is still to come.
        coming: The next step; None before the nomination, and when nothing more happens.
    """

    named: Named
    life: Life
    steps: Iterator[Step]
    coming: Step | None = None
    ref: str = ""

    def turn(self) -> None:
        """Go on to the next step."""
        self.coming = next(self.steps, None)

    def drop(self) -> None:
        """Nothing more happens to this person."""
        self.steps, self.coming = iter(()), None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What is written in one go, at one instant."""

    at: datetime
    opening: Sequence[Part]
    going: Sequence[Part]


@dataclass(slots=True, kw_only=True)
class Story:
    """All parts, told in the order of their days.

    `wanted` leaves steps out, for a story that is told in fewer words.
    """

    scale: Scale
    place: Province
    wanted: Callable[[Step], bool] = lambda _step: True
    _agenda: dict[date, list[Part]] = field(default_factory=dict)

    def days(self) -> Iterator[date]:
        """Every day that is played."""
        for number in range((self.scale.until - self.scale.begins).days + 1):
            yield self.scale.begins + timedelta(days=number)

    def rounds(self, day: date, opening: Sequence[Named]) -> Iterator[Round]:
        """What is written on a day. After each round its parts must have been turned or dropped."""
        going = self._agenda.pop(day, [])
        fresh = [self._part(named) for named in opening]
        at = datetime.combine(day, _OPENS, office_zone()).astimezone(UTC)
        while fresh or going:
            yield Round(at=at, opening=fresh, going=going)
            again = [part for part in (*fresh, *going) if not self._later(part, day)]
            fresh, going, at = [], again, at + _APART

    def nominated(self) -> Mapping[date, list[Named]]:
        """Everybody, by the day of the nomination."""
        return nominations(self.scale, self.place)

    def _part(self, named: Named) -> Part:
        life = life_of(self.scale, self.place, named)
        return Part(named=named, life=life, steps=filter(self.wanted, _steps(life)))

    def _later(self, part: Part, day: date) -> bool:
        """Put a part on the agenda of its day; False when it goes on today."""
        step = part.coming
        if step is None or step.written > self.scale.until:
            return True
        if step.written <= day:
            return False
        self._agenda.setdefault(step.written, []).append(part)
        return True


def _steps(life: Life) -> Iterator[Step]:
    yield from candidate(life)
    if not life.over:
        yield from probationer(life)
