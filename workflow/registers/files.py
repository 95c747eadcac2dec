"""Admission files that organisations hand in for verification, each batch with its receipt.

What became of a file is asked of its case: a return after the day of receipt sends it back, and
a case in verification or beyond has had its file accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit import Entry
from workflow.ports import Store
from workflow.registers.record import Record
from workflow.registers.register import Register
from workflow.states import State

RECEIVED = "received"
"""The state of a receipt."""

_BEFORE = frozenset({State.NOMINATED, State.COURSE})


class Standing(StrEnum):
    """What became of a file that was handed in."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """One file: of which case, from which unit, when first handed in, by which newest receipt."""

    case: str
    unit: str
    on: date
    receipt: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One batch as its record tells it."""

    ref: str
    unit: str
    on: date
    cases: tuple[str, ...]


def receipt_of(record: Record) -> Receipt:
    """The receipt that a record tells of."""
    return Receipt(
        ref=record.ref,
        unit=record.unit or "",
        on=record.since,
        cases=tuple(record.data["cases"]),
    )


def files_in(
    store: Store, year: int, states: Mapping[str, State], returns: Sequence[Entry]
) -> Sequence[ReceivedFile]:
    """Every file handed in in a year, once, in the order of the first receipts.

    Args:
        store: Where the receipts are.
        year: The year of the day they were handed in on.
        states: The state of every case that they may name.
        returns: Entries of returns of files in that year or later.
    """
    back: dict[str, date] = {}
    for entry in returns:
        day = date.fromisoformat(entry.fields["effective_on"])
        back[entry.stream] = max(day, back.get(entry.stream, day))
    first: dict[str, Receipt] = {}
    last: dict[str, Receipt] = {}
    for one in _receipts(store, year):
        for case in one.cases:
            first.setdefault(case, one)
            last[case] = one
    return [
        ReceivedFile(
            case=case,
            unit=first[case].unit,
            on=first[case].on,
            receipt=newest.ref,
            standing=_standing(states.get(case), back.get(case), newest.on),
        )
        for case, newest in last.items()
    ]


def _receipts(store: Store, year: int) -> Iterator[Receipt]:
    found = map(receipt_of, store.records(Register.FILES))
    yield from sorted(
        (one for one in found if one.on.year == year), key=lambda one: (one.on, one.ref)
    )


def _standing(state: State | None, returned: date | None, received: date) -> Standing:
    if returned is not None and returned >= received:
        return Standing.RETURNED
    if state is None or state in _BEFORE or state is State.CLOSED:
        return Standing.WAITING
    return Standing.ACCEPTED
