"""Who holds which role of which organisation, from a day to a day: a register, `role/UNIT`.

A role is for being told, not for being allowed: it says where reminders go. Name and address
are a person's data, so an entry holds only their salted digests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audit import Entry
from workflow.inbox import Channel, Rhythm
from workflow.reminders import Addressee, Role

ENDED = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One person in one role of one unit, from `from_on` up to and with `until_on` (None: still).

    `seq` is the entry of the unit's register that put them there; with the unit it names the post.
    """

    unit: str
    seq: int
    role: Role
    name: str
    channel: Channel
    address: str
    rhythm: Rhythm
    language: str = "vi"
    from_on: date
    until_on: date | None = None

    @property
    def addressee(self) -> Addressee:
        """Their inbox."""
        return Addressee(channel=self.channel.value, address=self.address)

    @property
    def post(self) -> str:
        """What the post is called: the unit, and its number there."""
        return f"{self.unit}#{self.seq}"

    def holds(self, on: date) -> bool:
        """Whether they hold the role on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


def role_stream(unit: str) -> str:
    """The register of a unit's roles."""
    return f"role/{unit}"


def holder_data(
    holder: Holder, name: Mapping[str, str] | None, address: Mapping[str, str] | None
) -> dict[str, Any]:
    """A holder as the entry tells it; `name` and `address` are sealed."""
    return {
        "role": holder.role.value,
        "channel": holder.channel.value,
        "rhythm": holder.rhythm.value,
        "language": holder.language,
        "name": name,
        "address": address,
        "until": None if holder.until_on is None else holder.until_on.isoformat(),
    }


def holders_of(entries: Sequence[Entry], kept_apart: Mapping[str, str]) -> tuple[Holder, ...]:
    """Everybody who ever held a role of a unit, in the order of the register.

    `kept_apart` holds names and addresses by digest; what was erased is empty.
    """
    found: dict[int, Holder] = {}
    for entry in entries:
        fields = entry.fields
        data, day = fields["data"], date.fromisoformat(fields["effective_on"])
        if fields["event"] == ENDED:
            found[data["of"]] = replace(found[data["of"]], until_on=day)
            continue
        until = data.get("until")
        found[entry.seq] = Holder(
            unit=entry.stream.partition("/")[2],
            seq=entry.seq,
            role=Role(data["role"]),
            name=kept_apart.get(data["name"]["sealed"], ""),
            channel=Channel(data["channel"]),
            address=kept_apart.get(data["address"]["sealed"], ""),
            rhythm=Rhythm(data["rhythm"]),
            language=data["language"],
            from_on=day,
            until_on=None if until is None else date.fromisoformat(until),
        )
    return tuple(found.values())


def holder_columns(holder: Holder) -> dict[str, Any]:
    """The columns of a holder's row, days as ISO text."""
    return {
        "unit": holder.unit,
        "seq": holder.seq,
        "role": holder.role.value,
        "name": holder.name,
        "channel": holder.channel.value,
        "address": holder.address,
        "rhythm": holder.rhythm.value,
        "language": holder.language,
        "from_on": holder.from_on.isoformat(),
        "until_on": None if holder.until_on is None else holder.until_on.isoformat(),
    }
