"""Rows of a list of organisations become units.

The tier of an organisation is what the list says; where it says nothing, its name and its place in
the tree tell (a cell right below a superior is a grassroots cell), and that is shown as inferred.
"""

from __future__ import annotations

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
from workflow.unit import STATUS_LABELS, Unit, UnitStatus

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
class Tree:
    """The rows of a file beside the units there are: who is named, who stands below whom."""

    names: UnitNames
    taken: Mapping[str, str]
    parents: Mapping[str, str | None]
    heads: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Value]], units: Sequence[Unit], on: date) -> Tree:
        """The tree that these rows and units make together."""
        first: dict[str, Mapping[str, Value]] = {}
        for row in rows:
            if "code" in row:
                first.setdefault(fold(str(row["code"])), row)
        listed = [
            Unit(
                code=str(row["code"]),
                name=str(row.get("name", row["code"])),
                status=UnitStatus.CELL,
                from_on=on,
            )
            for row in first.values()
        ]
        names = UnitNames([*units, *listed])
        parents = {unit.code: unit.parent for unit in units}
        for row in first.values():
            above = names.code(str(row["parent"])) if "parent" in row else None
            parents[str(row["code"])] = None if isinstance(above, Refused) else above
        return cls(
            names=names,
            taken={fold(unit.code): unit.name for unit in units},
            parents=parents,
            heads=frozenset(above for above in parents.values() if above is not None),
        )

    def is_circular(self, code: str) -> bool:
        """Whether a unit stands somewhere above itself."""
        seen = {code}
        above = self.parents.get(code)
        while above is not None:
            if above in seen:
                return above == code
            seen.add(above)
            above = self.parents.get(above)
        return False


def unit_reasons(values: Mapping[str, Value], tree: Tree, today: date) -> Reasons:
    """Why a row cannot be taken, all reasons at once; empty when it can."""
    reasons: list[tuple[str, Text]] = []
    code = values.get("code")
    if code is not None:
        if fold(str(code)) in tree.taken:
            name = tree.taken[fold(str(code))]
            reasons.append(("code", Text(f"mã đã có: {name}", f"the code is taken: {name}")))
        elif len(str(code)) > CODE_LIMIT or "/" in str(code):
            reasons.append(
                (
                    "code",
                    Text(
                        f"mã dài quá {CODE_LIMIT} ký tự hoặc có dấu “/”",
                        f"a code longer than {CODE_LIMIT} characters, or with “/” in it",
                    ),
                )
            )
    if "parent" in values:
        above = tree.names.code(str(values["parent"]))
        if isinstance(above, Refused):
            reasons.append(("parent", above.reason))
        elif code is not None and tree.is_circular(str(code)):
            reasons.append(("parent", Text("cấp trên vòng lại chính nó", "it is its own superior")))
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
    if isinstance(told := _told(values), Refused):
        reasons.append(("status", told.reason))
    elif told is None and "name" in values and _inferred(values, tree) is None:
        reasons.append(("status", _UNCLEAR.reason))
    return reasons


def unit_of(values: Mapping[str, Value], tree: Tree, on: date) -> tuple[Unit, bool]:
    """The unit that a row without reasons tells of, and whether its tier is inferred.

    `on` is the day it is known from where the row does not say.
    """
    text = cast("Mapping[str, Any]", values)
    told = _told(values)
    unit = Unit(
        code=text["code"],
        name=text["name"],
        status=cast("UnitStatus", told or _inferred(values, tree)),
        kind=text.get("kind"),
        parent=tree.parents[text["code"]],
        from_on=text.get("from_on", on),
        members=text.get("members"),
    )
    return unit, told is None


def _told(values: Mapping[str, Value]) -> UnitStatus | Refused | None:
    """The tier as the list says it: in its own column, else as the kind of organisation."""
    status = values.get("status")
    if status is not None and fold(str(status)) not in _SILENT:
        return _BY_WORD.get(fold(str(status)), _UNCLEAR)
    return _BY_WORD.get(fold(str(values.get("kind", ""))))


def _inferred(values: Mapping[str, Value], tree: Tree) -> UnitStatus | None:
    name = f"{fold(str(values.get('name', '')))} "
    code = str(values.get("code", ""))
    above = tree.parents.get(code)
    below_top = above is not None and tree.parents.get(above) is None
    if name.startswith(("dang bo bo phan ", "dbbp ")):
        return UnitStatus.DEPARTMENTAL
    if name.startswith(_CELL_NAMES):
        return (
            UnitStatus.GRASSROOTS
            if below_top or name.startswith("chi bo co so ")
            else (UnitStatus.CELL)
        )
    if name.startswith(_COMMITTEE_NAMES):
        return (
            UnitStatus.SUPERIOR if above is None and code in tree.heads else UnitStatus.GRASSROOTS
        )
    return None


_UNCLEAR = Refused(
    reason=Text(
        "chưa rõ là cấp nào; ghi: cấp trên trực tiếp của cơ sở, tổ chức cơ sở đảng,"
        " đảng bộ bộ phận hoặc chi bộ",
        "the tier is not clear; write superior, grassroots, departmental or cell",
    )
)
