"""How likely each case is to be admitted by the end of the year, as the forecast has it.

The forecast plays the year and tells a range for a unit. Here nothing is played: each case has its
chance at every pace of the scale, weighted by how likely that pace is for its unit, its year and
what is left of it. A unit's chances add up to the mean of its plays, but for its newcomers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from math import fsum

from planning.evidence import Evidence, Seen, evidence_of, standing
from planning.pace import pace_of, rest_of_year, together, year_so_far
from planning.plays import Scale
from workflow.milestones import Milestones


def odds_of(
    cases: Collection[Milestones], on: date, groups: Mapping[str, str], unit: str
) -> Mapping[str, float] | None:
    """The chance of each open case of a unit by the 31st of December, from 0 to 1, by reference.

    Args:
        cases: Everybody, as for the forecast: their waits are the evidence.
        on: The day; nothing later is looked at.
        groups: Which unit of the forecast each unit belongs to.
        unit: The unit of the forecast whose cases are asked for.

    Returns:
        The chances, without the cases on hold, which the forecast does not count on; None where
        too little is known for any.
    """
    evidence = evidence_of(Seen.of(cases, on, groups, set(groups.values())), on)
    if evidence is None:
        return None
    likely, scale = _paces(evidence, unit), Scale(evidence.hazards, on)
    found = [scale.at(place) for place in range(len(likely))]
    return {
        case.ref: fsum(
            much * chances[step][waited] for much, chances in zip(likely, found, strict=True)
        )
        for case in cases
        if groups.get(case.unit) == unit
        for step, waited in standing(case, on)
    }


def _paces(evidence: Evidence, unit: str) -> tuple[float, ...]:
    """How likely each pace of the scale is for a unit in what is left of the year."""
    return together(
        pace_of(*evidence.steps.get(unit, (0, 0.0)), evidence.units),
        year_so_far(*evidence.this_year, evidence.years),
        rest_of_year(evidence.rest, evidence.months, evidence.whole_years),
    )
