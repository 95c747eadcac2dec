"""`ketnap award helpers`: individuals to think of, by how many they helped to admission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.award_criteria import (
    cells_of,
    columns_of,
    counted,
    criteria_option,
    first_named,
    legend,
    rows_of,
    to_import,
)
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.speech import say
from commands.years import POSITIVE, YEAR
from rules.text import Text
from workflow.subtree import subtree

if TYPE_CHECKING:
    from planning.helping import HelperKnown, HelperProposed, Helping

_BEFORE = (
    Column(key="name", heading=Text("Người giúp đỡ", "Helper"), kind="ref"),
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="unit_name", heading=Text("Tổ chức", "Unit"), middle=True, spare=2),
    Column(key="admitted", heading=Text("Được kết nạp", "Admitted"), kind="number"),
)
_AFTER = (
    Column(key="grade", heading=Text("Xếp loại", "Grade"), spare=3),
    Column(key="cases", heading=Text("Hồ sơ", "Cases"), spare=1),
)


@click.command(
    "helpers",
    cls=Command,
    words=Text(
        "Đảng viên giúp đỡ có người được kết nạp trong năm, nhiều nhất trước, kèm xếp loại của năm"
        " nếu người ấy có hồ sơ ở đây: để nghĩ tới khi khen cá nhân. Đếm theo hồ sơ; ai đáng khen"
        " là do cấp ủy xét.",
        "Members who helped somebody admitted in the year, the most first, with their own grade of"
        " the year where they have a case here: whom to think of when individuals are commended."
        " Counted from the files; the committee decides.",
    ),
    examples=(
        "ketnap award helpers --year 2026",
        "ketnap award helpers --year 2026 --criteria tieu-chi.toml",
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
@criteria_option
@option(
    "--all",
    "everybody",
    is_flag=True,
    default=False,
    words=Text("Cả người không đạt tiêu chí.", "Those who fall short too."),
)
@to_sheet
@reads_past
@click.pass_obj
def helpers(
    office: Office,
    /,
    year: int,
    at_least: int,
    criteria: Path | None,
    everybody: bool,
    target: Target,
) -> None:
    """List helpers."""
    from planning.criteria import Holds, criteria_of  # noqa: PLC0415 - help does not open the store
    from planning.helping import helpers_judged  # noqa: PLC0415 - as above

    asked = criteria_of(criteria).people
    names = {one.code: one.name for one in office.store().unit_rows()}
    found = helpers_judged(_known(office, year, at_least), asked)
    shown = [one for one in found if everybody or not one.judged.ids(Holds.NO)]
    many = Text(f"{len(shown)} người giúp đỡ.", f"{len(shown)} helpers.")
    told = say(many)
    if asked:
        whom = Text("người giúp đỡ", "helpers")
        told = counted([one.judged for one in found], whom)
    graded = any(one.grade is not None for one in asked)
    gaps = _gaps([one.known for one in shown], year) if graded else ()
    put_table(
        office,
        target,
        "award-helpers",
        Text(f"Người giúp đỡ trong năm {year}", f"Helpers of {year}"),
        (*_BEFORE, *columns_of(asked), *_AFTER),
        [_row(one, names) for one in shown],
        footer=[told, *legend(asked), *map(say, gaps)],
        extra={"criteria": rows_of(asked)},
    )


def _row(one: HelperProposed, names: dict[str, str]) -> dict[str, Any]:
    from workflow.annual_grades import grade_title  # noqa: PLC0415 - as above

    known, helper = one.known, one.known.helper
    return {
        "name": helper.name,
        "unit": helper.unit,
        "unit_name": names.get(helper.unit, helper.unit),
        "admitted": len(helper.refs),
        "cases": list(helper.refs),
        "cases_shown": ", ".join(helper.refs),
        "member": known.member,
        "grade": known.grade,
        "grade_shown": None if known.grade is None else say(grade_title(known.grade)),
        **cells_of(one.judged),
    }


def _gaps(known: Sequence[HelperKnown], year: int) -> Iterator[Text]:
    """Whose grade is not on file, and what would put it there."""
    lacking = [one.member for one in known if one.grade is None and one.member is not None]
    strangers = [one.helper.name for one in known if one.member is None]
    if lacking:
        refs = first_named(lacking)
        yield Text(f"  ? Chưa có xếp loại năm {year}: {refs}.", f"  ? No grade of {year}: {refs}.")
        yield from to_import(year)
    if strangers:
        who = first_named(strangers)
        yield Text(
            f"  ? Không tra được xếp loại (tổ chức ấy không có hồ sơ đảng viên nào mang tên"
            f" này, hoặc có hơn một): {who}.",
            "  ? Grade not to be looked up (no member's case of that name in the unit, or"
            f" several): {who}.",
        )


def _known(office: Office, year: int, at_least: int) -> Iterator[HelperKnown]:
    """The helpers of a year with the one member's case that bears their name in their unit."""
    from commands.member_files import MemberFiles  # noqa: PLC0415 - as above
    from planning.helping import HelperKnown  # noqa: PLC0415 - as above
    from planning.helping import helpers as ranked  # noqa: PLC0415 - as above

    files = MemberFiles.of(office.store(), year)
    within = cache(partial(subtree, office.store().units(office.today())))
    for one in ranked(_helping(office, year), at_least=at_least):
        ref = files.named(one.name, within(one.unit))
        grade = None if ref is None else files.grade(ref)
        yield HelperKnown(helper=one, member=ref, grade=grade)


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
