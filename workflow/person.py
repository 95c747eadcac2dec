"""A person: identity and personal data, kept apart from everything that is hashed."""

from __future__ import annotations

from dataclasses import dataclass

from audit import Sealed, canonical, seal

LOCKED = "\N{LOCK}"
"""What stands for a value whose key is not at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A human being as the files know them.

    `born` is an ISO day, or ``2009-12`` or ``1990`` where the list knew no more. `education` is
    a code: literate, primary, lower-secondary, upper-secondary.
    """

    id: str
    name: str
    name_key: str
    name_sort: str
    born: str | None = None
    sex: str | None = None
    ethnic: str | None = None
    religion: str | None = None
    hometown: str | None = None
    residence: str | None = None
    occupation: str | None = None
    education: str | None = None
    identity_no: str | None = None
    tags: tuple[str, ...] = ()

    def commitment(self) -> Sealed:
        """What the log proves about this person without holding it: who, born when, schooled how.

        The conditions on age and education rest on these values.
        """
        facts = {
            "born": self.born,
            "education": self.education,
            "name": self.name,
            "person": self.id,
        }
        return seal(canonical(facts))
