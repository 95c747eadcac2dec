"""Organisations whose tier the law has changed while the register still has the earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rules.rule import Version
from workflow.law import Law
from workflow.names import fold
from workflow.unit import Unit, UnitStatus

_COMMUNES = frozenset({"xa", "phuong", "dac khu", "commune", "ward"})
"""What a register calls the kind of a commune, folded; its name says nothing (R15.4)."""


def communes_above(
    units: Iterable[Unit], law: Law, on: date
) -> tuple[Version | None, tuple[Unit, ...]]:
    """Communes that stand as superior on a day when they are set up as grassroots organisations.

    Law: R15.2, R15.3. The province decides it for each, so that it is a question, not a fault; the
    wording is None where none asks it on that day.
    """
    version = law.look("commune-grassroots", on)
    if version is None:
        return None, ()
    return version, tuple(
        one
        for one in units
        if one.status is UnitStatus.SUPERIOR
        and fold(one.kind or "") in _COMMUNES
        and one.from_on <= on
        and (one.until_on is None or on <= one.until_on)
    )
