"""A list of units with the column “Kế thừa từ” as one reorganisation."""

from __future__ import annotations

from collections.abc import Sequence

from office.lists import ParsedList
from office.unit_rows import Tree, inherited
from rules.text import Text
from workflow.errors import RejectedInputError
from workflow.reorganising.plan import Legacy, Reorganisation, Turn
from workflow.unit import Unit


def succession(parsed: ParsedList, tree: Tree, units: Sequence[Unit]) -> Reorganisation | None:
    """What the rows found, and who inherits what; None where no row inherits.

    A unit that several rows inherit from is parted: the first of them is its principal heir, and
    what goes to the others is said afterwards (`ketnap unit move`, `case transfer`).

    Raises:
        RejectedInputError: the units of such a list do not begin on one day.
    """
    heirs: dict[str, list[str]] = {}
    for row, unit in zip(parsed.rows, units, strict=True):
        for typed in inherited(row.values):
            heirs.setdefault(tree.names.named(typed), []).append(unit.code)
    if not heirs:
        return None
    days = sorted({unit.from_on for unit in units})
    if len(days) > 1:
        raise RejectedInputError(
            Text(
                "Danh sách có cột “Kế thừa từ” thì mọi tổ chức phải cùng ngày hiệu lực; đang có"
                f" {days[0]:%d/%m/%Y} và {days[-1]:%d/%m/%Y}. Chưa ghi gì.",
                "In a list with “Inherits from” all units begin on one day; there are"
                f" {days[0]} and {days[-1]}. Nothing was written.",
            )
        )
    return Reorganisation(
        turn=Turn.MERGE,
        on=days[0],
        founded=tuple(units),
        legacies=tuple(
            Legacy(unit=code, heir=found[0], shares=dict.fromkeys(found[1:], 0))
            for code, found in heirs.items()
        ),
    )
