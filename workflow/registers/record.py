"""A record of a register: its entries laid one over the other.

The first entry holds the record as it began; each later one holds in `data` only what it changes,
laid over what is there as a JSON merge patch (RFC 7396). So every register folds by one rule, and a
stranger can fold it without knowing what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audit import Entry
from audit.json_text import encode
from workflow.registers.register import Register, register_of

KIND = "record"
"""The kind of every entry of a register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as it stands. `since` is the legal day of its first entry.

    `document` and `issuer` name the paper that it rests on, `unit` the organisation it belongs to:
    the one of its first entry, or the one that a later entry handed it on to (`goes_to`).
    """

    register: Register
    ref: str
    since: date
    state: str
    seq: int
    head: str
    unit: str | None = None
    document: str | None = None
    issuer: str | None = None
    data: Mapping[str, Any]

    @property
    def stream(self) -> str:
        """The stream of its entries."""
        return self.register.stream(self.ref)

    @property
    def case(self) -> str | None:
        """The case of the person whom it is about; None where it is about none."""
        told = self.data.get("case")
        return None if told is None else str(told)

    def after(self, entry: Entry) -> Record:
        """The record one entry further."""
        fields = entry.fields
        data = patched(self.data, fields.get("data", {}))
        return replace(
            self,
            state=fields.get("to", self.state),
            seq=entry.seq,
            head=entry.digest,
            unit=data.get("goes_to", self.unit),
            data=data,
        )


def fold_record(entries: Sequence[Entry]) -> Record:
    """The record that its entries tell of.

    Raises:
        ValueError: there is no entry, or the stream is no record's.
    """
    register = register_of(entries[0].stream) if entries else None
    if register is None:
        raise ValueError("no record of a register")
    begun = entries[0].fields
    document = begun.get("document", {})
    record = Record(
        register=register,
        ref=entries[0].stream.partition("/")[2],
        since=date.fromisoformat(begun["effective_on"]),
        state=begun["to"],
        seq=0,
        head=entries[0].previous,
        unit=begun.get("unit"),
        document=document.get("number"),
        issuer=document.get("issuer"),
        data={},
    )
    for entry in entries:
        record = record.after(entry)
    return record


def patched(there: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """An object with a merge patch laid over it (RFC 7396): null takes a key away."""
    result = dict(there)
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping):
            below = result.get(key)
            result[key] = patched(below if isinstance(below, Mapping) else {}, value)
        else:
            result[key] = value
    return result


def record_columns(record: Record) -> dict[str, Any]:
    """The columns of a record's row; days as ISO text, its data as one line of JSON."""
    return {
        "stream": record.stream,
        "book": record.register.value,
        "ref": record.ref,
        "since": record.since.isoformat(),
        "state": record.state,
        "seq": record.seq,
        "head": record.head,
        "unit": record.unit,
        "document": record.document,
        "issuer": record.issuer,
        "data": encode(record.data),
        "case_ref": record.case,
    }
