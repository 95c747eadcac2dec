"""Units as lists name them: by code or by name, accents and capitals aside."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process

from office.refused import Refused, refused
from workflow.names import fold
from workflow.unit import Unit

_NEAR = 60  # rapidfuzz's 0-100; below it a suggestion misleads


class UnitNames:
    """Finds the unit a cell means; each distinct cell is looked up once."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._codes: dict[str, list[str]] = {}
        self._names: dict[str, list[str]] = {}
        self._shown: dict[str, str] = {}
        self._found: dict[str, str | Refused] = {}
        self._written: dict[str, str] = {}
        for unit in units:
            if unit.code in self._written:
                continue
            self._written[unit.code] = unit.name
            self._codes.setdefault(fold(unit.code), []).append(unit.code)
            self._names.setdefault(fold(unit.name), []).append(unit.code)
            self._shown[fold(unit.name)] = unit.name

    def code(self, typed: str) -> str | Refused:
        """The code of the unit that a cell means, or why it cannot be told."""
        found = self._found.get(typed)
        if found is None:
            found = self._found[typed] = self._look(typed)
        return found

    def named(self, typed: str) -> str:
        """The code of a unit that is known to be there.

        Raises:
            KeyError: It is not.
        """
        found = self.code(typed)
        if isinstance(found, Refused):
            raise KeyError(typed)
        return found

    def label(self, code: str) -> str:
        """What a list writes for a unit: its name where that is enough, else its code."""
        name = self._written.get(code)
        if name is None:
            return code
        return name if self.code(name) == code else code

    def _look(self, typed: str) -> str | Refused:
        if typed in self._written:
            return typed
        key = fold(typed)
        same = self._codes.get(key) or self._names.get(key) or []
        if len(same) == 1:
            return same[0]
        if same:
            listed = ", ".join(same)
            return refused(
                f"nhiều tổ chức cùng tên ({listed}); xin ghi mã",
                f"several units go by it ({listed}); please write the code",
            )
        near = process.extractOne(key, self._names.keys(), score_cutoff=_NEAR)
        if near is None:
            return refused("không có tổ chức này", "there is no such unit")
        name = self._shown[near[0]]
        return refused(
            f"không có tổ chức này; gần nhất: {name}", f"there is no such unit; nearest: {name}"
        )
