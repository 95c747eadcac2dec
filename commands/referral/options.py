"""Which referrals a list or a count is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.skin import option
from commands.years import YEAR
from rules.text import Text
from workflow.registers.referrals import REFERRERS

if TYPE_CHECKING:
    from workflow.registers.referrals import Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which referrals; None does not filter. `units` are those that follow the cases."""

    referrer: str | None = None
    by: str | None = None
    year: int | None = None
    number: str | None = None
    unit: str | None = None


def which(function: Callable[..., Any]) -> Callable[..., Any]:
    """--from, --by, --year, --list and --unit."""
    for decorate in (
        option(
            "--unit", default=None, words=Text("Tổ chức và cấp dưới.", "A unit and those below.")
        ),
        option(
            "--list",
            "number",
            default=None,
            metavar="NUMBER",
            words=Text("Chỉ một danh sách.", "Only one list."),
        ),
        option("--year", type=YEAR, default=None, words=Text("Năm bàn giao.", "Year handed over.")),
        option(
            "--by",
            type=click.Choice(REFERRERS),
            default=None,
            words=Text("Loại tổ chức.", "Kind of organisation."),
        ),
        option(
            "--from",
            "referrer",
            default=None,
            metavar="ORG",
            words=Text("Chỉ của tổ chức này.", "Only of this organisation."),
        ),
    ):
        function = decorate(function)
    return function


def chosen(office: Office, wanted: Wanted) -> list[tuple[Referral, Any]]:
    """The referrals that are asked for, each with the dossier of its case.

    Raises:
        NotFoundError: no such list, or no such unit.
    """
    from workflow.finding import find_unit  # noqa: PLC0415 - help does not open the store
    from workflow.registers.referrals import (  # noqa: PLC0415 - as above
        referrals,
        referrals_in,
        referrals_of,
    )
    from workflow.registers.register import Register  # noqa: PLC0415 - as above
    from workflow.registers.writing import find_record  # noqa: PLC0415 - as above
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    desk, store = office.desk(), office.store()
    if wanted.number is not None:
        found = tuple(referrals_in(find_record(desk, Register.REFERRAL, wanted.number)))
    elif wanted.referrer is not None:
        found = referrals_of(store, wanted.referrer)
    else:
        found = referrals(store)
    units: tuple[str, ...] | None = None
    if wanted.unit is not None:
        units = subtree(store.units(office.today()), find_unit(desk, wanted.unit).code)
    kept = []
    for one in found:
        if wanted.by not in {None, one.by} or wanted.year not in {None, one.handed_on.year}:
            continue
        dossier = store.dossier(one.case)
        if dossier is not None and (units is None or dossier.case.unit in units):
            kept.append((one, dossier))
    return kept
