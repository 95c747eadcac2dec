"""Rows of a list of organisations become units.

The tier of an organisation is what the list says; where it says nothing, its name and its place in
the tree tell (a cell right below a superior is a grassroots cell), and that is shown as inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from office.cells import Value
from office.judging import Reasons
from office.refused import Refused
from office.unit_names import UnitNames
from rules.text import Text
from workflow.names import fold
from workflow.tiers import Forest, Place
from workflow.unit import STATUS_LABELS, Unit, UnitStatus

_PARTS = re.compile(r"[;,|\n]+")
CODE_LIMIT = 40
"""The longest code, in characters: it stands in every entry of the log."""

_WORDS: tuple[tuple[UnitStatus, tuple[str, ...]], ...] = (
    (UnitStatus.SUPERIOR, ("cap tren truc tiep cua co so", "cap tren truc tiep co so", "cap tren")),
    (
        UnitStatus.GRASSROOTS,
        ("to chuc co so dang", "dang bo co so", "chi bo co so", "co so", "tccsd", "dbcs", "cbcs"),
    ),
    (UnitStatus.DEPARTMENTAL, ("dang bo bo phan", "bo phan", "dbbp")),
    (UnitStatus.CELL, ("chi bo", "cb", "chi bo truc thuoc")),
)
_BY_WORD = {
    word: status
    for status, words in _WORDS
    for word in (
        *words,
        status.value,
        fold(STATUS_LABELS[status].vi),
        fold(STATUS_LABELS[status].en),
    )
}
# What lists write beside the name and which says nothing about the tier.
_SILENT = frozenset({"dang hoat dong", "hoat dong", "active"})
_CELL_NAMES = ("chi bo ", "cb ")
_COMMITTEE_NAMES = ("dang bo ", "db ", "dang uy ", "du ", "thanh uy ", "huyen uy ", "tinh uy ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A tier as a row tells it; None where it is not clear."""

    status: UnitStatus | None
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The rows of a file beside the units there are: who is named, who stands below whom."""

    names: UnitNames
    registered: frozenset[str]
    codes: Mapping[str, str]
    parents: Mapping[str, str | None]
    tiers: Mapping[str, Tier]
    forest: Forest

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Value]], units: Sequence[Unit], on: date) -> Tree:
        """The tree that these rows and units make together."""
        first: dict[str, Mapping[str, Value]] = {}
        for row in rows:
            if "code" in row:
                first.setdefault(fold(str(row["code"])), row)
        listed = {str(row["code"]): row for row in first.values()}
        names = UnitNames(
            [
                *units,
                *(
                    Unit(
                        code=code,
                        name=str(row.get("name", code)),
                        status=UnitStatus.CELL,
                        from_on=on,
                    )
                    for code, row in listed.items()
                ),
            ]
        )
        parents = {unit.code: unit.parent for unit in units}
        for code, row in listed.items():
            typed = str(row["parent"]) if "parent" in row else None
            above = None if typed is None else names.code(typed)
            # What cannot be found stays as typed: such a row is no root.
            parents[code] = typed if isinstance(above, Refused) else above
        tiers = _tiers(units, listed, parents)
        # Who leaves everything to a row of the list ends: its name is free again.
        told = (names.code(typed) for row in listed.values() for typed in inherited(row))
        ended = {code for code in told if not isinstance(code, Refused)}
        return cls(
            names=names,
            registered=frozenset(unit.code for unit in units),
            codes={key: str(row["code"]) for key, row in first.items()},
            parents=parents,
            tiers=tiers,
            forest=Forest(
                [Place.of(unit) for unit in units if unit.code not in ended],
                [
                    Place(
                        code=code,
                        name=str(row.get("name", "")),
                        status=tiers[code].status,
                        parent=parents[code],
                    )
                    for code, row in listed.items()
                ],
            ),
        )

    def place(self, values: Mapping[str, Value]) -> Place:
        """Where a row wants its unit; a row that repeats a code wants what the first one wants."""
        code = self.codes.get(fold(str(values.get("code", ""))))
        return Place(
            code=code or "",
            name=str(values.get("name", "")),
            status=_tier(values, None).status if code is None else self.tiers[code].status,
            parent=None if code is None else self.parents[code],
        )


def unit_reasons(
    values: Mapping[str, Value], tree: Tree, today: date, *, roots: bool = False
) -> Reasons:
    """Why a row cannot be taken, all reasons at once; empty when it can.

    `roots`: units without a superior may stand beside the root there is.
    """
    reasons: list[tuple[str, Text]] = []
    code, place = values.get("code"), tree.place(values)
    unplaced = False
    if "parent" in values:
        above = tree.names.code(str(values["parent"]))
        if isinstance(above, Refused):
            reasons.append(("parent", above.reason))
            unplaced = True
    if code is not None:
        if len(str(code)) > CODE_LIMIT or "/" in str(code):
            reasons.append(
                (
                    "code",
                    Text(
                        f"mã dài quá {CODE_LIMIT} ký tự hoặc có dấu “/”",
                        f"a code longer than {CODE_LIMIT} characters, or with “/” in it",
                    ),
                )
            )
        faults = tree.forest.faults(place, roots=roots)
        reasons += [fault for fault in faults if not (unplaced and fault[0] == "parent")]
    begins = values.get("from_on")
    if isinstance(begins, date) and begins > today:
        reasons.append(
            (
                "from_on",
                Text(
                    f"ngày chưa tới (hôm nay {today:%d/%m/%Y})",
                    f"the day has not come yet (today is {today})",
                ),
            )
        )
    ends = values.get("until_on")
    if isinstance(ends, date) and isinstance(begins, date) and ends < begins:
        reasons.append(
            ("until_on", Text("trước ngày bắt đầu hiệu lực", "before it comes into force"))
        )
    reasons += _heritage_reasons(values, tree)
    told = _told(values)
    if isinstance(told, Refused):
        reasons.append(("status", told.reason))
    elif "name" in values and place.status is None:
        reasons.append(("status", _UNCLEAR.reason))
    return reasons


def inherited(values: Mapping[str, Value]) -> tuple[str, ...]:
    """What a row says it takes over from, as typed; several stand apart by commas or lines."""
    parts = _PARTS.split(str(values.get("inherits", "")))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _heritage_reasons(values: Mapping[str, Value], tree: Tree) -> Reasons:
    """Only units of the register leave something behind, and all of it on one day."""
    reasons: list[tuple[str, Text]] = []
    for typed in inherited(values):
        code = tree.names.code(typed)
        if isinstance(code, Refused):
            reasons.append(("inherits", code.reason))
        elif code not in tree.registered:
            reasons.append(
                (
                    "inherits",
                    Text(
                        f"{code} chưa có trong sổ, không có gì để kế thừa",
                        f"{code} is not registered; there is nothing to inherit",
                    ),
                )
            )
    return reasons


def unit_of(values: Mapping[str, Value], tree: Tree, on: date) -> tuple[Unit, bool]:
    """The unit that a row without reasons tells of, and whether its tier is inferred.

    `on` is the day it is known from where the row does not say.
    """
    text = cast("Mapping[str, Any]", values)
    tier = tree.tiers[text["code"]]
    unit = Unit(
        code=text["code"],
        name=text["name"],
        status=cast("UnitStatus", tier.status),
        kind=text.get("kind"),
        parent=tree.parents[text["code"]],
        from_on=text.get("from_on", on),
        until_on=text.get("until_on"),
        members=text.get("members"),
    )
    return unit, tier.inferred


def _told(values: Mapping[str, Value]) -> UnitStatus | Refused | None:
    """The tier as the list says it: in its own column, else as the kind of organisation."""
    status = values.get("status")
    if status is not None and fold(str(status)) not in _SILENT:
        return _BY_WORD.get(fold(str(status)), _UNCLEAR)
    return _BY_WORD.get(fold(str(values.get("kind", ""))))


def _tiers(
    units: Sequence[Unit],
    listed: Mapping[str, Mapping[str, Value]],
    parents: Mapping[str, str | None],
) -> Mapping[str, Tier]:
    """The tier of every unit, from the top down: a cell's depends on what stands above it."""
    tiers = {unit.code: Tier(status=unit.status) for unit in units}
    heads = frozenset(parents.values())
    for code in listed:
        below: list[str] = []
        here: str | None = code
        while here is not None and here in listed and here not in tiers:
            tiers[here] = Tier(status=None)  # a ring comes back here, and has no tier above
            below.append(here)
            here = parents[here]
        for one in reversed(below):
            above = parents[one]
            over = None if above is None else tiers.get(above, Tier(status=None)).status
            tiers[one] = _tier(listed[one], over, heads_a_tree=above is None and one in heads)
    return tiers


def _tier(
    values: Mapping[str, Value], over: UnitStatus | None, *, heads_a_tree: bool = False
) -> Tier:
    """What the row tells; a bare “chi bộ” right below a superior is a grassroots organisation."""
    told = _told(values)
    if isinstance(told, Refused):
        return Tier(status=None)
    if (told, over) == (UnitStatus.CELL, UnitStatus.SUPERIOR):
        return Tier(status=UnitStatus.GRASSROOTS, inferred=True)
    if told is not None:
        return Tier(status=told)
    return Tier(status=_inferred(values, over, heads_a_tree=heads_a_tree), inferred=True)


def _inferred(
    values: Mapping[str, Value], over: UnitStatus | None, *, heads_a_tree: bool
) -> UnitStatus | None:
    name = f"{fold(str(values.get('name', '')))} "
    if name.startswith(("dang bo bo phan ", "dbbp ")):
        return UnitStatus.DEPARTMENTAL
    if name.startswith(_CELL_NAMES):
        grassroots = over is UnitStatus.SUPERIOR or name.startswith("chi bo co so ")
        return UnitStatus.GRASSROOTS if grassroots else UnitStatus.CELL
    if name.startswith(_COMMITTEE_NAMES):
        return UnitStatus.SUPERIOR if heads_a_tree else UnitStatus.GRASSROOTS
    return None


_UNCLEAR = Refused(
    reason=Text(
        "chưa rõ là cấp nào; ghi: cấp trên trực tiếp của cơ sở, tổ chức cơ sở đảng,"
        " đảng bộ bộ phận hoặc chi bộ",
        "the tier is not clear; write superior, grassroots, departmental or cell",
    )
)
