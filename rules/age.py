"""Whether an age, counted by month, lies within the limits of a wording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from rules.months import MONTHS_IN_YEAR, add_months, months_between_by_month
from rules.rule import Version
from rules.share import Share
from rules.units import Unit


class AgeVerdict(StrEnum):
    """How an age stands to the limits."""

    TOO_YOUNG = "too-young"
    WITHIN = "within"
    TOO_OLD = "too-old"


def age_verdict(version: Version, born: date, on: date) -> AgeVerdict:
    """Compare the age on a day with the least and most years of a wording, both inclusive.

    By month (tính theo tháng): the day of the month does not matter. Somebody is within up to the
    month of the birthday of the most years, and too old from the month after it.

    Raises:
        TypeError: The wording is not an age; asking is a mistake in the program.
    """
    limits = _limits(version)
    months = months_between_by_month(born, on)
    if months < int(limits["least"]) * MONTHS_IN_YEAR:
        return AgeVerdict.TOO_YOUNG
    if months > int(limits["most"]) * MONTHS_IN_YEAR:
        return AgeVerdict.TOO_OLD
    return AgeVerdict.WITHIN


def least_age(version: Version) -> int:
    """The least age of a wording, in full years counted by month.

    Raises:
        TypeError: The wording is not an age; asking is a mistake in the program.
    """
    return int(_limits(version)["least"])


def of_age_from(version: Version, born: date) -> date:
    """The first day on which somebody has the least age of a wording.

    By month: the first day of the month of that birthday.

    Raises:
        TypeError: The wording is not an age; asking is a mistake in the program.
    """
    return add_months(born.replace(day=1), least_age(version) * MONTHS_IN_YEAR)


def _limits(version: Version) -> Mapping[str, Any]:
    limits = version.value
    if isinstance(limits, int | Share) or version.unit is not Unit.YEARS_BY_MONTH:
        message = f"{version.id} is measured in {version.unit}, not in years"
        raise TypeError(message)
    return limits
