"""What waits for the office and is about nobody's case, each kind in one sentence."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date, timedelta

from commands.assignment_rows import codes
from commands.incident import waiting_told
from commands.office_desk import Office
from commands.output import day
from rules.text import Text
from workflow.ports import Store
from workflow.registers.assignments import AssignmentState, assignments
from workflow.registers.findings import findings

_SHOWN = 4
_FINDINGS = (Text("Thiếu sót", "Findings"), "ketnap finding list --open")
_ASSIGNMENTS = (Text("Nhiệm vụ được giao", "Assignments"), "ketnap assignment list --due")


def overdue(office: Office, store: Store) -> Iterator[tuple[str, Text]]:
    """What is overdue of each kind, by the name of the kind; nothing of a kind that has none."""
    last = office.today() - timedelta(days=1)
    yield from _incidents(office, store)
    yield from _named("findings", _FINDINGS, _found(store, last), Text("quá hạn", "overdue"))
    yield from _named("assignments", _ASSIGNMENTS, _set(store, last), Text("quá hạn", "overdue"))


def due_by(
    office: Office, store: Store, last: date, units: Container[str] = ()
) -> Iterator[tuple[str, Text]]:
    """What is due by a day, of what no list of cases tells; incidents, and of these units, if any.

    A finding about a case stands in the list of tasks with its case.
    """
    told = Text("tới hạn", "due")
    yield from _incidents(office, store)
    findings_of_units = _found(store, last, of_units=True, units=units)
    yield from _named("findings", _FINDINGS, findings_of_units, told)
    yield from _named("assignments", _ASSIGNMENTS, _set(store, last, units), told)


def _incidents(office: Office, store: Store) -> Iterator[tuple[str, Text]]:
    told = waiting_told(office, store)
    if told is not None:
        yield "incidents", told


def _named(
    name: str, kind: tuple[Text, str], found: Sequence[str], how: Text
) -> Iterator[tuple[str, Text]]:
    if found:
        (label, command), more = kind, len(found) - _SHOWN
        told = "; ".join(found[:_SHOWN]) + (f" … +{more}" if more > 0 else "")
        yield (
            name,
            Text(
                f"{label.vi} {how.vi}: {told}. Xem: {command}",
                f"{label.en} {how.en}: {told}. See: {command}",
            ),
        )


def _found(
    store: Store, last: date, *, of_units: bool = False, units: Container[str] = ()
) -> Sequence[str]:
    """Findings that are to be mended by a day, the oldest day first."""
    waiting = [
        (one.mend_by, one.ref)
        for one in findings(store)
        if one.stands
        and one.mend_by is not None
        and one.mend_by <= last
        and not (of_units and one.case)
        and (not units or one.record.unit in units)
    ]
    return [f"{ref} ({day(by)})" for by, ref in sorted(waiting)]


def _set(store: Store, last: date, units: Container[str] = ()) -> Sequence[str]:
    """Assignments of which a period that ended by a day has no evidence, by number."""
    found = []
    for one in assignments(store):
        if one.state is AssignmentState.STANDING and (not units or one.record.unit in units):
            waiting = [period for period in one.waiting(last) if period.last <= last]
            if waiting:
                found.append(f"{one.ref} ({codes(one, waiting)})")
    return found
