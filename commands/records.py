"""What was written to a record of a register, in the words of an officer and of a program."""

from __future__ import annotations

from typing import Any

from commands.asking import Terms
from commands.office_desk import Office
from commands.output import Column
from commands.prose import DRY_RUN, tell_or_emit
from commands.speech import say
from rules.text import Text
from workflow.registers.record import Record

_COLUMNS = tuple(
    Column(key=key, heading=Text(key, key))
    for key in ("number", "register", "state", "since", "seq", "document")
)


def tell_record(office: Office, record: Record, said: Text, following: str, terms: Terms) -> None:
    """Say what was written, or would be, and what comes next."""
    if terms.dry_run:
        lines = [say(DRY_RUN), f"  {say(said)}"]
    else:
        lines = [f"✓ {say(said)}", f"  {say(Text('Tiếp theo', 'Next'))}: {following}"]
    row = record_row(record) | {"dry_run": terms.dry_run}
    shown = lines[:1] if office.quiet else lines
    tell_or_emit(office, shown, f"{record.register}-record", _COLUMNS, [row])


def record_row(record: Record) -> dict[str, Any]:
    """A record as a program reads it; what is sealed stays sealed."""
    return {
        "number": record.ref,
        "register": record.register.value,
        "state": record.state,
        "since": record.since,
        "unit": record.unit,
        "seq": record.seq,
        "document": record.document,
        "issuer": record.issuer,
        **record.data,
    }
