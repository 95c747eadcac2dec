"""The register of decided days: how an entry tells a decision, and how it is read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from audit import Entry
from rules.decision import Decision
from rules.source import Source
from rules.text import Text

EVENTS: dict[bool | None, str] = {True: "off", False: "work", None: "withdraw"}
"""How an entry calls a day off, a day worked, and a decision that is taken back."""

_OFF = {event: off for off, event in EVENTS.items()}


def stream_of(day: date) -> str:
    """The stream of the log that holds the decisions about a day."""
    return f"calendar/{day.year}"


def source_of(document: str | None) -> Source:
    """Where a decision stands: number and date of its paper, or words that there is none."""
    if document is not None:
        return Source(document=document)
    return Source(text=Text("quyết định của đơn vị, không nêu văn bản", "no document was named"))


def decision_data(one: Decision) -> dict[str, Any]:
    """A decision as its entry tells it."""
    told = {
        "day": one.day.isoformat(),
        "name": one.name.vi,
        "announced": None if one.announced_on is None else one.announced_on.isoformat(),
    }
    return {key: value for key, value in told.items() if value is not None}


def decision_columns(entry: Entry, zone: tzinfo) -> dict[str, Any]:
    """The row that an entry of the register makes; days as ISO text."""
    fields = entry.fields
    data = fields["data"]
    recorded = datetime.fromisoformat(fields["recorded_at"])
    return {
        "year": int(entry.stream.partition("/")[2]),
        "seq": entry.seq,
        "day": data["day"],
        "off_duty": _OFF[fields["event"]],
        "unit": fields.get("unit"),
        "name": data["name"],
        "document": fields.get("document", {}).get("number"),
        "announced_on": data.get("announced"),
        "recorded_on": recorded.astimezone(zone).date().isoformat(),
    }


def decision_of(row: Mapping[str, Any]) -> Decision:
    """The decision that a row tells of."""
    return Decision(
        day=row["day"],
        off=row["off_duty"],
        name=Text(row["name"], row["name"]),
        source=source_of(row["document"]),
        announced_on=row["announced_on"],
        recorded_on=row["recorded_on"],
        unit=row["unit"],
        seq=row["seq"],
    )
