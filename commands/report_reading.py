"""What a report reads from the store: cases, units as then or as now, and who was admitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from commands.office_desk import Office
from commands.places import places_of
from commands.tallies import Tally
from commands.yearbook import tally
from planning.lineage import Lineage
from planning.periods import Period
from planning.report import Line, Report, report
from workflow.admittee import Admittee
from workflow.milestones import Milestones
from workflow.subtree import subtree


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
    office: Office,
    period: Period,
    unit: str | None,
    before: Period | None = None,
    *,
    as_now: bool = False,
    book: Tally | None = None,
) -> Report:
    """The report of a period, of everybody or of one unit and those below it.

    With `as_now` the units are those of today, each with what it inherited. `book` has the figures
    of the period's year on its last day, where they are counted already.
    """
    store, today = office.store(), office.today()
    earlier = before or period.year_before
    if book is None:
        book = tally(store, period.last.year, today if as_now else period.last, as_now=as_now)
    scope = scope_of(office, unit, today if as_now else period.last)
    lines = [
        Line(unit=code, name=book.name(code), units=place.units, target=place.target)
        for code, place in places_of(book).items()
        if scope is None or code in scope
    ]
    cases = moved_cases(office, period, earlier, scope)
    if as_now:
        lineage = Lineage.of(store.unit_rows(), today)
        cases = [replace(one, unit=lineage.today(one.unit)) for one in cases]
    return report(cases, period, lines, book.name, earlier)


def admitted_in(office: Office, period: Period, scope: frozenset[str] | None) -> Sequence[Admittee]:
    """Who was admitted in the period or in the same period last year, with the person."""
    store = office.store()
    spans = (period.year_before, period)
    found = [one for span in spans for one in store.admittees(span.first, span.last)]
    return found if scope is None else [one for one in found if one.unit in scope]
