"""Which case a row of a list is about: by its reference, an identity number, or name and birth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from office.cells import Value
from office.refused import Refused, refused
from workflow.listing import KnownPerson
from workflow.names import fold, identity_form


@dataclass(frozen=True, slots=True)
class Everybody:
    """Everybody with a case that has neither been closed nor ended by striking off."""

    by_ref: Mapping[str, KnownPerson]
    by_name: Mapping[str, tuple[KnownPerson, ...]]
    by_identity: Mapping[str, KnownPerson]

    @classmethod
    def of(cls, people: Iterable[KnownPerson]) -> Everybody:
        """The people by what a row may tell of them; the newest case of a number counts."""
        by_name: dict[str, tuple[KnownPerson, ...]] = {}
        by_ref: dict[str, KnownPerson] = {}
        by_identity: dict[str, KnownPerson] = {}
        for one in people:
            by_ref[one.ref] = one
            by_name[one.name_key] = (*by_name.get(one.name_key, ()), one)
            if one.identity_no is not None:
                by_identity[identity_form(one.identity_no)] = one
        return cls(by_ref, by_name, by_identity)

    def meant(
        self, values: Mapping[str, Value], *, another: bool = False
    ) -> KnownPerson | Refused | None:
        """Whom a row is about; None for somebody new, a reason where it cannot be told.

        A name alone is no proof: two people of one name are told apart by birth. `another` takes
        a row whose birth leaves it open for somebody new.
        """
        key = fold(str(values.get("name", "")))
        if (ref := values.get("ref")) is not None:
            return self._by_ref(str(ref).strip().upper(), key)
        identity = values.get("identity_no")
        if identity is not None:
            numbered = self.by_identity.get(identity_form(str(identity)))
            if numbered is not None:
                return numbered
        # Two identity numbers are two people, however much else is alike.
        same = {None, identity} if identity is not None else None
        alike = [
            one for one in self.by_name.get(key, ()) if same is None or one.identity_no in same
        ]
        born = None if "born" not in values else str(values["born"])
        exact = [one for one in alike if born is not None and one.born == born]
        if len(exact) == 1:
            return exact[0]
        maybe = exact or [one for one in alike if _may_be(one.born, born)]
        if not maybe or (another and not exact):
            return None
        listed = ", ".join(one.ref for one in maybe)
        return refused(
            f"có thể là {listed}; ghi đủ ngày sinh hoặc cột Mã hồ sơ",
            f"may be {listed}; write the whole day of birth or the column Reference",
        )

    def ref_of(self, values: Mapping[str, Value]) -> str:
        """The case of a row that is known to be about somebody.

        Raises:
            KeyError: it is not.
        """
        meant = self.meant(values)
        if not isinstance(meant, KnownPerson):
            raise KeyError(str(values.get("name")))
        return meant.ref

    def _by_ref(self, ref: str, key: str) -> KnownPerson | Refused:
        found = self.by_ref.get(ref)
        if found is None:
            return refused(f"không có hồ sơ {ref} đang theo dõi", f"there is no open case {ref}")
        if key and found.name_key != key:
            return refused(f"{ref} là người khác", f"{ref} is somebody else")
        return found


def _may_be(known: str | None, told: str | None) -> bool:
    """Whether two births may be one: one is not known, or is the beginning of the other."""
    if known is None or told is None:
        return True
    return known.startswith(told) or told.startswith(known)
