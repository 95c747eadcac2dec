"""What every list of sources takes: a unit with those below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commands.office_desk import Office
from commands.skin import option
from rules.text import Text


def unit_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--unit, as typed."""
    decorated: Callable[..., Any] = option(
        "--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below.")
    )(function)
    return decorated


def within(office: Office, unit: str | None) -> frozenset[str] | None:
    """Codes of a unit and all below it; None where no unit was named."""
    from workflow.finding import find_unit  # noqa: PLC0415 - help does not open the store
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    if unit is None:
        return None
    root = find_unit(office.desk(), unit).code
    return frozenset(subtree(office.store().units(office.today()), root))
