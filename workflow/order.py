"""The order of a case's days: no correction may turn steps or transfers around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from audit import Entry
from rules.text import Text
from workflow.case import Case
from workflow.errors import RefusedError
from workflow.fold import history
from workflow.states import Event

_MAIN_PATH = (
    Event.NOMINATE,
    Event.ENROL,
    Event.OPEN_FILE,
    Event.ADMIT,
    Event.HOLD_CEREMONY,
    Event.RECOGNISE,
)


def refuse_reversed(entries: Sequence[Entry], after: Case) -> None:
    """Refuse entries whose corrected steps do not follow each other.

    Raises:
        RefusedError: one step would lie before the one that led to it.
    """
    for fields, before, _ in history(entries):
        if before is None or fields["kind"] != "transition":
            continue
        day = date.fromisoformat(fields.get("data", {}).get("decided_on", fields["effective_on"]))
        since = max(before.since, before.decided_on or before.since)
        if day < since:
            raise _reversed(fields["event"], day, before.state.value, since)
    days = [(event, after.day_of(event)) for event in _MAIN_PATH]
    known = [(event, found) for event, found in days if found is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            raise _reversed(second.value, later, first.value, earlier)


def refuse_transfers_reversed(before: Sequence[Entry], after: Sequence[Entry]) -> None:
    """Refuse a correction after which a transfer lies before the opening or the one before it.

    Raises:
        RefusedError: it does, and did not before.
    """
    known = set(_out_of_order(before))
    for seq, day, since in _out_of_order(after):
        if all(seq != one for one, _, _ in known):
            raise RefusedError(
                Text(
                    f"Sửa như vậy thì việc chuyển ở mục {seq} ({day:%d/%m/%Y}) đứng trước việc"
                    f" mà nó phải theo sau ({since:%d/%m/%Y}).",
                    f"Corrected so, the transfer in entry {seq} ({day}) would lie before what it"
                    f" has to follow ({since}).",
                )
            )


def _out_of_order(entries: Sequence[Entry]) -> Iterator[tuple[int, date, date]]:
    """Transfers that lie before the opening of the case or before an earlier transfer."""
    since: date | None = None
    for fields, _, after in history(entries):
        if since is None:
            since = after.opened_on
        if fields["kind"] != "transfer":
            continue
        day = date.fromisoformat(fields["effective_on"])
        if day < since:
            yield after.seq, day, since
        since = max(since, day)


def _reversed(second: str, later: date, first: str, earlier: date) -> RefusedError:
    return RefusedError(
        Text(
            f"Sửa như vậy thì {second} ({later:%d/%m/%Y}) đứng trước {first} ({earlier:%d/%m/%Y}).",
            f"Corrected so, {second} ({later}) would lie before {first} ({earlier}).",
        )
    )
