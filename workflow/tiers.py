"""Where a unit may stand: the tiers of the Party, one root, no two of one name side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rules.text import Text
from workflow.names import fold
from workflow.organisation_code import code_fault
from workflow.unit import STATUS_LABELS, Unit, UnitStatus

MAY_STAND_UNDER: Mapping[UnitStatus, tuple[UnitStatus, ...]] = {
    UnitStatus.SUPERIOR: (UnitStatus.SUPERIOR,),
    UnitStatus.GRASSROOTS: (UnitStatus.SUPERIOR,),
    UnitStatus.DEPARTMENTAL: (UnitStatus.GRASSROOTS,),
    UnitStatus.CELL: (UnitStatus.GRASSROOTS, UnitStatus.DEPARTMENTAL),
}
"""The tiers that the unit right above may have; any unit may be the root of a register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit's place as far as it is known: `status` None is a tier that nobody has told yet."""

    code: str
    name: str
    status: UnitStatus | None
    parent: str | None

    @classmethod
    def of(cls, unit: Unit) -> Place:
        """The place that a unit has or asks for."""
        return cls(code=unit.code, name=unit.name, status=unit.status, parent=unit.parent)


Fault = tuple[str, Text]
"""The field that is at fault (`code`, `name`, `parent`, `status`), and why."""


class Forest:
    """The units there are and those that are wanted, as one tree (or several, if asked for)."""

    def __init__(self, registered: Iterable[Place], wanted: Iterable[Place] = ()) -> None:
        there, new = list(registered), list(wanted)
        self._taken = {fold(one.code): one for one in there}
        self._first: dict[str, Place] = {}
        self._named: dict[tuple[str | None, str], Place] = {}
        for one in (*there, *new):
            self._first.setdefault(one.code, one)
            if one.name:
                self._named.setdefault((one.parent, fold(one.name)), one)
        self.root = _root(there) or _root(new)

    def faults(self, place: Place, *, roots: bool = False) -> Iterator[Fault]:
        """Everything that keeps a wanted unit from its place.

        `roots`: more than one root is asked for.
        """
        taken = list(self.taken(place))
        yield from taken
        wrong = code_fault(place.code, place.parent)
        if wrong is not None:
            yield ("code", wrong)
        yield from self.lost(place)
        yield from list(self.ring(place)) or self.misplaced(place)
        if not taken:
            yield from self.twin(place)
        if not taken and not roots:
            yield from self.second_root(place)

    def taken(self, place: Place) -> Iterator[Fault]:
        """A code is taken once, capitals and accents aside."""
        other = self._taken.get(fold(place.code))
        if other is not None:
            yield (
                "code",
                Text(f"mã đã có: {other.name}", f"the code is taken: {other.name}"),
            )

    def lost(self, place: Place) -> Iterator[Fault]:
        """The superior must be there."""
        if place.parent is not None and place.parent not in self._first:
            yield (
                "parent",
                Text(
                    f"không có cấp trên {place.parent}",
                    f"there is no superior {place.parent}",
                ),
            )

    def ring(self, place: Place) -> Iterator[Fault]:
        """No unit stands above itself."""
        seen, above = {place.code}, self._first.get(place.parent or "")
        while above is not None and above.code not in seen:
            seen.add(above.code)
            above = self._first.get(above.parent or "")
        if above is not None and above.code == place.code:
            yield ("parent", Text("cấp trên vòng lại chính nó", "it is its own superior"))

    def misplaced(self, place: Place) -> Iterator[Fault]:
        """The tier must fit the tier of the unit right above."""
        above = self._first.get(place.parent or "")
        if above is None or above.status is None or place.status is None:
            return
        allowed = MAY_STAND_UNDER[place.status]
        if above.status in allowed:
            return
        own, its = STATUS_LABELS[place.status], STATUS_LABELS[above.status]
        right = [STATUS_LABELS[one] for one in allowed]
        hint = Text("", "")
        if (place.status, above.status) == (UnitStatus.CELL, UnitStatus.SUPERIOR):
            hint = Text(
                "; chi bộ đứng ngay dưới cấp trên thì ghi cấp là tổ chức cơ sở đảng (grassroots)",
                "; a cell right below a superior is a grassroots organisation (grassroots)",
            )
        yield (
            "parent",
            Text(
                f"{own.vi} không đứng dưới {its.vi} ({above.code}), chỉ đứng dưới"
                f" {' hoặc '.join(one.vi for one in right)}{hint.vi}",
                f"a {own.en} does not stand under a {its.en} ({above.code}), only under a"
                f" {' or '.join(one.en for one in right)}{hint.en}",
            ),
        )

    def twin(self, place: Place) -> Iterator[Fault]:
        """Two units right below one superior do not bear one name."""
        other = self._named.get((place.parent, fold(place.name)))
        if other is not None and other.code != place.code:
            yield (
                "name",
                Text(
                    f"cùng cấp trên đã có “{other.name}” (mã {other.code});"
                    " nếu là tổ chức khác thì đặt tên cho khác",
                    f"“{other.name}” (code {other.code}) already stands under that superior;"
                    " if this is another unit, tell them apart by name",
                ),
            )

    def second_root(self, place: Place) -> Iterator[Fault]:
        """One unit stands at the top; another one only where it is asked for."""
        if place.parent is None and self.root not in (None, place.code):
            yield (
                "parent",
                Text(
                    f"chưa ghi cấp trên, mà {self.root} đã đứng đầu; ghi cấp trên,"
                    " hoặc thêm --root nếu là một cây riêng",
                    f"no superior is given, and {self.root} is at the top; give a superior,"
                    " or add --root for a tree of its own",
                ),
            )


def _root(places: Iterable[Place]) -> str | None:
    """The unit at the top: one that has units below it goes before one that has none."""
    listed = list(places)
    above = {one.parent for one in listed}
    tops = [one.code for one in listed if one.parent is None]
    return next((code for code in tops if code in above), next(iter(tops), None))
