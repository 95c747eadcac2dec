"""What can be done from where somebody stands, in words and as it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from rules.text import Text

_Event = TypeVar("_Event", bound=StrEnum)


def possibilities(events: Iterable[_Event], labels: Mapping[_Event, Text]) -> Text:
    """The events that lead on from a state; officers read their names, and type their codes."""
    listed = list(events)
    if not listed:
        return Text("không còn bước nào làm được", "no event is possible any more")
    named = ", ".join(f"{labels[event].vi} ({event.value})" for event in listed)
    coded = ", ".join(event.value for event in listed)
    return Text(f"có thể: {named}", f"possible events: {coded}")
