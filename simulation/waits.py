"""How long things take, and when in the year they happen: invented, but shaped as offices are.

Waiting times are log-normal around a median, stretched by the pace of the organisation; committees
decide at sittings, most of them from July to November, when the year's plan is to be met.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import log
from random import Random

NOMINATIONS = (5, 4, 9, 8, 10, 10, 13, 15, 14, 12, 9, 5)
"""Nominations by month, as shares of their sum."""

_SITTINGS = (
    (1, 20), (2, 1), (3, 25), (5, 15), (6, 25), (7, 10), (7, 25), (8, 10), (8, 25), (9, 10),
    (9, 25), (10, 10), (10, 25), (11, 5), (11, 20), (12, 15),
)  # fmt: skip
_SLACK = (12, 1, 2, 3, 4, 5)
_SLACK_MEETS = 0.35  # of the meetings that fall in those months, those that are held then
_RUSH = (7, 10)
_SATURDAY = 5


def wait(dice: Random, median: float, spread: float, pace: float = 1.0, most: int = 3650) -> int:
    """Calendar days of waiting: at least one, at most `most`."""
    return max(1, min(most, round(dice.lognormvariate(log(median), spread) * pace)))


def weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= _SATURDAY else day


def sitting(after: date) -> date:
    """The committee's first sitting after a day."""
    days = [
        date(year, month, day) for year in (after.year, after.year + 1) for month, day in _SITTINGS
    ]
    return next(weekday(day) for day in days if weekday(day) > after)


def put_off(dice: Random, day: date, latest: date) -> date:
    """The day on which a cell really meets: of the slack months most wait for the rush.

    Not beyond `latest`, on which the file grows too old.
    """
    if day.month not in _SLACK or dice.random() < _SLACK_MEETS:
        return day
    year = day.year + 1 if day.month == _SLACK[0] else day.year
    later = date(year, _RUSH[0], 1) + timedelta(days=dice.randrange(30 * (_RUSH[1] - _RUSH[0])))
    return later if later <= latest else day


def month_of_nomination(dice: Random) -> int:
    """A month, by how many are nominated in it."""
    return dice.choices(range(1, 13), NOMINATIONS)[0]
