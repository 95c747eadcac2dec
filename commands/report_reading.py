"""What a report reads from the store: cases, units as then or as now, and who was admitted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commands.office_desk import Office
from commands.places import places_of
from commands.tallies import Tally
from commands.yearbook import tally
from planning.periods import Period
from planning.report import Line, Report, report
from workflow.admittee import Admittee
from workflow.milestones import Milestones
from workflow.subtree import subtree

THEN, NOW = "then", "now"
"""Units as they stood at the end of the period, or as they stand on the day of the report."""


def book_of(office: Office, period: Period, units: str) -> Tally:
    """The year's targets, with the units as they stood then or as they stand now."""
    store = office.store()
    day = office.today() if units == NOW else period.last
    book = tally(store, period.last.year, period.last)
    return Tally.of(book.year, store.units(day), book.quotas.values(), book.counted)


def scope_of(office: Office, unit: str | None, day: date) -> frozenset[str] | None:
    """The codes of a unit and all below it on a day; None for everybody."""
    if unit is None:
        return None
    from workflow.finding import find_unit  # noqa: PLC0415 - only a report of one unit pays

    root = find_unit(office.desk(), unit).code
    return frozenset(subtree(office.store().units(day), root))


def moved_cases(
    office: Office, period: Period, before: Period, scope: frozenset[str] | None
) -> Sequence[Milestones]:
    """Everybody who may have moved since the earlier of two periods began, or the year."""
    since = min(before.first, date(period.last.year, 1, 1))
    found = office.store().figures.milestones(since)
    return found if scope is None else [one for one in found if one.unit in scope]


def report_of(
    office: Office, period: Period, unit: str | None, units: str, before: Period | None = None
) -> Report:
    """The report of a period, of everybody or of one unit and those below it."""
    earlier = before or period.year_before
    book = book_of(office, period, units)
    scope = scope_of(office, unit, office.today() if units == NOW else period.last)
    lines = [
        Line(unit=code, name=book.name(code), units=place.units, target=place.target)
        for code, place in places_of(book).items()
        if scope is None or code in scope
    ]
    cases = moved_cases(office, period, earlier, scope)
    return report(cases, period, lines, book.name, earlier)


def admitted_in(office: Office, period: Period, scope: frozenset[str] | None) -> Sequence[Admittee]:
    """Who was admitted in the period or in the same period last year, with the person."""
    figures = office.store().figures
    spans = (period.year_before, period)
    found = [one for span in spans for one in figures.admitted(span.first, span.last)]
    return found if scope is None else [one for one in found if one.unit in scope]
