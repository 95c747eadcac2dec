"""Opinions and ballots before an admission or a recognition, in the order of the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from simulation.life import Life
from simulation.steps import Step
from simulation.waits import sitting
from workflow.facts import FactKind


def agreed(life: Life, purpose: str) -> Iterator[Step]:
    """Workplace and residence agree."""
    for source in ("workplace", "residence"):
        values = {"source": source, "purpose": purpose, "result": "agree"}
        yield life.fact(FactKind.OPINION, values=values)


def voted(life: Life, purpose: str, met: date) -> Iterator[Step]:
    """The cell votes on a day and resolves; the committees above follow, the last at a sitting.

    That sitting decides, on the same day.
    """
    yield _ballot(life, "cell", purpose, met)
    resolved = {"body": "cell", "purpose": purpose}
    number = life.number("NQ/CB")
    yield life.fact(FactKind.RESOLUTION, document=number, values=resolved)
    yield _ballot(life, "committee", purpose, life.after(9, 0.5, most=40))
    yield _ballot(life, "standing-committee", purpose, sitting(life.day + timedelta(days=5)))


def _ballot(life: Life, body: str, purpose: str, on: date) -> Step:
    electors = life.dice.randint(7, 19)
    against = life.dice.choice((0, 0, 0, 1))
    values = {
        "body": body,
        "purpose": purpose,
        "electors": str(electors),
        "present": str(electors),
        "for": str(electors - against),
        "against": str(against),
    }
    return life.fact(FactKind.VOTE, on, values=values)
