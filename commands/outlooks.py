"""The forecast of a year's places, from the milestones of all cases in the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commands.places import Place
from planning.dekads import first_day
from planning.forecast import SEED, Outlook, outlook
from planning.hazards import window
from storage.store import SqlStore


def outlook_of(
    store: SqlStore, today: date, places: Mapping[str, Place], *, seed: int = SEED
) -> Outlook:
    """How many each place will have admitted at the end of the year of a day."""
    return outlook(
        store.figures.milestones(first_day(window(today))),
        today,
        {unit: code for code, place in places.items() for unit in place.units},
        {code: place.admitted for code, place in places.items()},
        seed=seed,
    )
