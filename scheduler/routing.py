"""Whom to tell: a role in the case's unit, else in the nearest superior that has somebody.

Until an heir has somebody of its own for a role, those go on who had it in the units it inherits
from: nobody is forgotten between a merger and the day on which the list of inboxes is put right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scheduler.posts import Post
from workflow.names import fold
from workflow.reminders import Addressee, Place, Role


class Router:
    """Answers for one pass; the same question is worked out once."""

    def __init__(self, posts: Sequence[Post], places: Mapping[str, Place]) -> None:
        self._places = places
        self._posts: dict[tuple[str, Role], list[Post]] = {}
        self._by_key: dict[str, Addressee] = {}
        for post in posts:
            self._posts.setdefault((post.unit, post.role), []).append(post)
            if post.key is not None:
                self._by_key[post.key] = post.addressee
        self._known: dict[tuple[str, tuple[Role, ...], str | None], tuple[Addressee, ...]] = {}

    @property
    def knows_helpers(self) -> bool:
        """Whether helpers are told by name, so that it matters who helps in a case."""
        named = (post for (_, role), posts in self._posts.items() for post in posts)
        return any(post.role is Role.HELPER and post.name is not None for post in named)

    def addressees(
        self, unit: str, roles: tuple[Role, ...], helper: str | None = None
    ) -> tuple[Addressee, ...]:
        """The inboxes for roles at a unit, each once; empty when nobody has any of them.

        Of the helpers in the register only `helper`, who helps in this case, is told: the others
        have no business with it.
        """
        asked = (unit, roles, helper)
        if asked not in self._known:
            found = (inbox for role in roles for inbox in self._nearest(unit, role, helper))
            self._known[asked] = tuple(dict.fromkeys(found))
        return self._known[asked]

    def of_post(self, key: str) -> Addressee | None:
        """The inbox of a post in the register; None when nobody holds it on this day."""
        return self._by_key.get(key)

    def _nearest(self, unit: str, role: Role, helper: str | None) -> Sequence[Addressee]:
        found = (self._of(code, role, helper) for code in self._upwards(unit))
        return next((inboxes for inboxes in found if inboxes), [])

    def _of(self, unit: str, role: Role, helper: str | None) -> Sequence[Addressee]:
        """The inboxes of a unit; where it has none, of all the units that it inherits from."""
        own = self._at(unit, role, helper)
        line = [unit]
        for code in line:
            place = self._places.get(code)
            line += [] if place is None else [one for one in place.inherits if one not in line]
        return own or [box for code in line[1:] for box in self._at(code, role, helper)]

    def _at(self, unit: str, role: Role, helper: str | None) -> list[Addressee]:
        posts = self._posts.get((unit, role), [])
        if role is Role.HELPER:
            posts = [one for one in posts if one.name is None or _same(one.name, helper)]
        return [post.addressee for post in posts]

    def _upwards(self, unit: str) -> Iterator[str]:
        seen: set[str] = set()
        code: str | None = unit
        while code is not None and code not in seen:
            yield code
            seen.add(code)  # a register that loops must not hang the clock
            place = self._places.get(code)
            code = None if place is None else place.parent


def _same(name: str, other: str | None) -> bool:
    return other is not None and fold(name) == fold(other)
