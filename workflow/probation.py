"""Probation: from the ceremony to the same day so many months later, never reset or stretched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.rule import Version
from workflow.case import Case
from workflow.law import Law
from workflow.states import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Probation:
    """One probation under the wording in force when it began."""

    began_on: date
    ends_on: date
    version: Version


def probation_of(case: Case, law: Law) -> Probation | None:
    """The probation of a case; None before the ceremony."""
    began = case.day_of(Event.HOLD_CEREMONY)
    if began is None:
        return None
    version = law.on("probation", began)
    return Probation(began_on=began, ends_on=law.due(version, began), version=version)


def party_age_from(case: Case) -> date | None:
    """The day Party age counts from: the admission decision's; None until recognised (R11.1)."""
    recognised = case.day_of(Event.RECOGNISE)
    return None if recognised is None else case.day_of(Event.ADMIT)
