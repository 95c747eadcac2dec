"""Pupils who come of age, and those who leave school before: age counts by month."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from rules.months import MONTHS_IN_YEAR, months_between_by_month


class Prospect(StrEnum):
    """What the end of the school year means for a pupil."""

    OF_AGE = "of-age"
    IN_TIME = "in-time"
    AFTER_SCHOOL = "after-school"
    STAYS = "stays"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """When a pupil comes of age and leaves school.

    Attributes:
        of_age_from: First day of the month from which the cell may vote; None without a birth date.
        leaves_on: The last day of the school year in which pupils of that year of birth leave.
        prospect: What comes first.
    """

    of_age_from: date | None
    leaves_on: date | None
    prospect: Prospect


def school_year_end(year: int) -> date:
    """The last day of the school year that ends in a year, where nobody told another one."""
    text = files("planning").joinpath("data/school-year.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    return date(year, told["month"], told["day"])


def pupil(born: str | None, least: int, ends: date, today: date) -> Pupil:
    """Where a pupil stands.

    Args:
        born: ISO day, or a month (``2009-12``); a year alone tells nothing here.
        least: The least age, in full years counted by month.
        ends: The last day of this school year.
        today: The day that is asked about.
    """
    if born is None or len(born) <= len("2009"):
        return Pupil(of_age_from=None, leaves_on=None, prospect=Prospect.UNKNOWN)
    first = date.fromisoformat(f"{born[:7]}-01")
    of_age = first.replace(year=first.year + least)
    # The last school year ends in the year in which pupils of one year of birth come of age.
    leaves = ends.replace(year=first.year + least)
    if months_between_by_month(first, today) >= least * MONTHS_IN_YEAR:
        prospect = Prospect.OF_AGE
    elif leaves > ends:
        prospect = Prospect.STAYS
    elif of_age <= leaves:
        prospect = Prospect.IN_TIME
    else:
        prospect = Prospect.AFTER_SCHOOL
    return Pupil(of_age_from=of_age, leaves_on=leaves, prospect=prospect)
