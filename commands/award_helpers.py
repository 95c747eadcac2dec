"""`ketnap award helpers`: individuals to think of, by how many they helped to admission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import POSITIVE, YEAR
from rules.text import Text

if TYPE_CHECKING:
    from planning.helping import Helping

_COLUMNS = (
    Column(key="name", heading=Text("Người giúp đỡ", "Helper"), kind="ref"),
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="unit_name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="admitted", heading=Text("Được kết nạp", "Admitted"), kind="number"),
    Column(key="cases", heading=Text("Hồ sơ", "Cases"), spare=1),
)


@click.command(
    "helpers",
    cls=Command,
    words=Text(
        "Đảng viên giúp đỡ có người được kết nạp trong năm, nhiều nhất trước: để nghĩ tới khi khen"
        " cá nhân. Đếm theo hồ sơ; ai đáng khen là do cấp ủy xét.",
        "Members who helped somebody admitted in the year, the most first: whom to think of when"
        " individuals are commended. Counted from the files; the committee decides.",
    ),
    examples=(
        "ketnap award helpers --year 2026",
        "ketnap award helpers --year 2026 --at-least 2 --xlsx nguoi-giup-do.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@option("--year", type=YEAR, required=True, words=Text("Năm xét.", "The year."))
@option(
    "--at-least",
    type=POSITIVE,
    default=1,
    show_default=True,
    words=Text("Chỉ ai giúp ít nhất bấy nhiêu người.", "Only who helped so many or more."),
)
@to_sheet
@reads_past
@click.pass_obj
def helpers(office: Office, /, year: int, at_least: int, target: Target) -> None:
    """List helpers."""
    from planning.helping import helpers as ranked  # noqa: PLC0415 - help does not open the store

    names = {one.code: one.name for one in office.store().unit_rows()}
    rows = [
        {
            "name": one.name,
            "unit": one.unit,
            "unit_name": names.get(one.unit, one.unit),
            "admitted": len(one.refs),
            "cases": list(one.refs),
            "cases_shown": ", ".join(one.refs),
        }
        for one in ranked(_helping(office, year), at_least=at_least)
    ]
    many = Text(f"{len(rows)} người giúp đỡ.", f"{len(rows)} helpers.")
    title = Text(f"Người giúp đỡ trong năm {year}", f"Helpers of {year}")
    put_table(office, target, "award-helpers", title, _COLUMNS, rows, footer=[say(many)])


def _helping(office: Office, year: int) -> Iterator[Helping]:
    """The helper of each standing admission of a year, where one was assigned and is not erased."""
    from planning.helping import Helping  # noqa: PLC0415 - as above
    from workflow.facts import FactKind  # noqa: PLC0415 - as above

    store, last = office.store(), min(date(year, 12, 31), office.today())
    for one in store.admittees(date(year, 1, 1), last):
        found = store.dossier(one.ref)
        assigned = () if found is None else found.case.facts_of(FactKind.HELPER)
        kept = store.unsealed(one.ref) if assigned else {}
        for fact in assigned[-1:]:
            name = kept.get(fact.data["who"]["sealed"])
            if name is not None:
                yield Helping(helper=name, unit=one.unit, ref=one.ref)
