"""Rows of a list of targets become quotas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from office.cells import Value
from office.judging import Reasons
from office.refused import Refused
from office.unit_names import UnitNames
from rules.text import Text
from workflow.quota import Quota

Before = Mapping[tuple[int, str], Quota]
"""The quotas in force, by year and unit."""


def quota_reasons(
    values: Mapping[str, Value], units: UnitNames, before: Before, reason: str | None
) -> Reasons:
    """Why a row cannot be taken, all reasons at once; empty when it can."""
    if "unit" not in values:
        return ()
    code = units.code(str(values["unit"]))
    if isinstance(code, Refused):
        return [("unit", code.reason)]
    old = before.get((cast("int", values.get("year", 0)), code))
    if old is None or "note" in values or reason is not None:
        return ()
    target = "–" if old.target is None else str(old.target)
    return [
        (
            "target",
            Text(
                f"đã giao {target}; điều chỉnh cần lý do (cột Ghi chú hoặc --reason)",
                f"{target} is set already; a revision needs a reason (column Note or --reason)",
            ),
        )
    ]


def quota_of(
    values: Mapping[str, Value], units: UnitNames, before: Before, reason: str | None
) -> Quota:
    """The quota that a row without reasons tells of; what it leaves open stays as it was."""
    text = cast("Mapping[str, Any]", values)
    unit = units.named(text["unit"])
    old = before.get((text["year"], unit))
    get = text.get
    if old is None:
        old = Quota(year=text["year"], unit=unit, target=None)
    return Quota(
        year=old.year,
        unit=unit,
        target=get("target", old.target),
        class_target=get("class_target", old.class_target),
        base=get("base", old.base),
        admitted=get("admitted", old.admitted),
        reason=get("note", reason),
    )
