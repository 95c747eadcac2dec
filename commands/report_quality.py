"""What a report tells of quality, read from the log, the deadlines and the screenings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from commands.office_desk import Office
from commands.report_reading import scope_of
from planning.lineage import Lineage
from planning.periods import Period
from planning.quality import Deed, Mark, marked
from planning.report import Count, Report
from workflow.inspection.narrowing import Narrowing
from workflow.screening.listing import ScreeningFilter
from workflow.states import Event, State

_LEAVING = (State.CLOSED, State.STRUCK_OFF)


def deeds_of(office: Office, found: Report, unit: str | None, *, as_now: bool) -> list[Deed] | None:
    """Everything that counts for a mark in both periods of a report, in its scope.

    None for whoever does not see all of its cases: part of a figure would pass for the whole.
    """
    store, today = office.store(), office.today()
    scope = scope_of(office, unit, today if as_now else found.period.last)
    if not store.sees_whole(scope):
        return None
    here: Callable[[str], str] = (
        Lineage.of(store.unit_rows(), today).today if as_now else lambda code: code
    )
    every = [*_left(office, found.before), *_late(office)]
    for period in (found.period, found.before):
        every += _written(office, period)
    return [one for one in every if scope is None or here(one.unit) in scope]


def with_quality(found: Report, deeds: list[Deed]) -> Report:
    """A report with its lines of quality, and what was gained."""
    marks = marked(deeds, found.period, found.before)
    return replace(
        found,
        marks=tuple(
            Count(figure=mark, cases=now, before=before) for mark, (now, before) in marks.items()
        ),
    )


def _left(office: Office, since: Period) -> Iterator[Deed]:
    store = office.store()
    for case in store.figures.milestones(since.first):
        if case.state in _LEAVING and case.admitted is not None:
            yield Deed(Mark.LEFT, case.ref, case.since, case.unit)
    for one in store.screenings(ScreeningFilter()):
        if one.left_on is not None:
            yield Deed(Mark.LEFT, one.case, one.left_on, one.unit)


def _late(office: Office) -> Iterator[Deed]:
    for step in office.store().late_steps():
        if "/" not in step.case_ref and step.unit is not None:
            yield Deed(Mark.LATE, step.case_ref, step.done_on, step.unit)


def _written(office: Office, period: Period) -> Iterator[Deed]:
    store, zone = office.store(), office.desk().zone
    returned = {"event": Event.RETURN_FILE.value}
    waiving = Narrowing(zone=zone, waiving=True)
    for mark, entries in (
        (Mark.RETURNED, store.log(returned, first=period.first, last=period.last)),
        (Mark.WAIVED, store.log({}, first=period.first, last=period.last, narrowing=waiving)),
    ):
        for entry in entries:
            if "/" not in entry.stream:
                on = date.fromisoformat(entry.fields["effective_on"])
                yield Deed(mark, entry.stream, on, str(entry.fields["unit"]))
