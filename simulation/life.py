"""What happens to one person: a candidate's way, then a probationer's, as steps in order.

The same for the same chance, whoever plays it. Every life keeps the law; what it does not keep are
time limits, as people do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from simulation.province import Ground
from simulation.steps import Deed, Step
from simulation.waits import wait, weekday
from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event, State

_LEAVING = (Reason.WITHDRAWN, Reason.REFUSED, Reason.MOVED_ABROAD, Reason.DUPLICATE, Reason.DIED)
_SHARES = (50, 32, 10, 5, 3)
_HELD = (Reason.AWAITING_RESIDENCE, Reason.AWAITING_VERIFICATION, Reason.ABSENT)
_LATE = 0.08  # of all steps, those that are written weeks late


@dataclass(slots=True, kw_only=True)
class Life:
    """One person's life on its way.

    Attributes:
        dice: Chance of this life alone.
        ground: Where the person was nominated.
        commune: The organisation above, whose standing committee decides.
        elsewhere: An organisation to which the person may move; None where there is no other.
        day: The legal day that has been reached.
        written: The day on which something was last written.
        over: Whether nothing more happens.
    """

    dice: Random
    ground: Ground
    commune: str
    elsewhere: str | None
    day: date
    written: date
    over: bool = field(default=False)

    def step(self, what: Event | FactKind | Deed, on: date | None = None, **more: Any) -> Step:
        """The next step, and when it is written: mostly within days, sometimes weeks late."""
        self.day = max(self.day, on or self.day)
        lag = self.dice.choice((0, 0, 0, 1, 1, 2, 4))
        if self.dice.random() < _LATE:
            lag += self.dice.randint(10, 60)
        self.written = max(self.written, weekday(self.day + timedelta(days=lag)))
        return Step(what=what, on=self.day, written=self.written, **more)

    def fact(self, kind: FactKind, on: date | None = None, **more: Any) -> Step:
        """The next step, a fact; of several kinds with a document of its own."""
        return self.step(kind, on, **more)

    def decided(self, event: Event, to: State) -> Step:
        """The committee above decides, on the day that has been reached."""
        return self.step(event, to=to, document=self.number("QĐ/ĐU"), issuer=self.commune)

    def number(self, kind: str) -> str:
        """The number of a document."""
        return f"{self.dice.randint(1, 999)}-{kind}"

    def after(self, median: float, spread: float, most: int = 3650) -> date:
        """A working weekday, so many days on."""
        days = wait(self.dice, median, spread, self.ground.pace, most)
        return weekday(self.day + timedelta(days=days))

    def chance(self, share: float) -> bool:
        """Whether something happens that happens to such a share."""
        return self.dice.random() < share

    def forgets(self, share: float = 1.0) -> bool:
        """Whether the organisation forgets what falls due."""
        return self.dice.random() < self.ground.neglect * share

    def close(self, days: int) -> Step:
        """The person leaves, within so many days."""
        self.over = True
        reason = self.dice.choices(_LEAVING, _SHARES)[0]
        on = weekday(self.day + timedelta(days=self.dice.randint(20, days)))
        return self.step(Event.CLOSE, on, to=State.CLOSED, reason=reason)

    def pause(self) -> Iterator[Step]:
        """The case is put on hold for some weeks."""
        yield self.step(Deed.HOLD, self.after(20, 0.5), reason=self.dice.choice(_HELD))
        yield self.step(Deed.RESUME, self.after(40, 0.6))

    def move(self) -> Iterator[Step]:
        """The person moves to another organisation, which takes the case some days later."""
        if self.elsewhere is not None:
            offer = {"to": self.elsewhere}
            yield self.step(Deed.OFFER, self.after(30, 0.6), values=offer)
            yield self.step(Deed.ACCEPT, self.after(12, 0.6))
            self.commune, self.elsewhere = self.elsewhere.partition("-")[0], None
