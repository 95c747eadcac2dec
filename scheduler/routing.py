"""Whom to tell: a role in the case's unit, else in the nearest superior that has somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scheduler.settings import Recipient
from workflow.reminders import Addressee, Place, Role


class Router:
    """Answers for one pass; the same question is worked out once."""

    def __init__(self, recipients: Sequence[Recipient], places: Mapping[str, Place]) -> None:
        self._places = places
        self._inboxes: dict[tuple[str, Role], list[Addressee]] = {}
        for one in recipients:
            self._inboxes.setdefault((one.unit, one.role), []).append(one.addressee)
        self._known: dict[tuple[str, tuple[Role, ...]], tuple[Addressee, ...]] = {}

    def addressees(self, unit: str, roles: tuple[Role, ...]) -> tuple[Addressee, ...]:
        """The inboxes for roles at a unit, each once; empty when nobody has any of them."""
        asked = (unit, roles)
        if asked not in self._known:
            found = (inbox for role in roles for inbox in self._nearest(unit, role))
            self._known[asked] = tuple(dict.fromkeys(found))
        return self._known[asked]

    def _nearest(self, unit: str, role: Role) -> Sequence[Addressee]:
        held = (self._inboxes.get((code, role), []) for code in self._upwards(unit))
        return next((inboxes for inboxes in held if inboxes), [])

    def _upwards(self, unit: str) -> Iterator[str]:
        seen: set[str] = set()
        code: str | None = unit
        while code is not None and code not in seen:
            yield code
            seen.add(code)  # a register that loops must not hang the clock
            place = self._places.get(code)
            code = None if place is None else place.parent
