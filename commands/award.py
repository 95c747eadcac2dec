"""`ketnap award`: who may be proposed for a commendation, and who was commended."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from commands.asking import Terms, write_terms
from commands.award_asked import criteria
from commands.award_helpers import helpers
from commands.award_shortlist import shortlist
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.records import tell_record
from commands.sheets import Target, put_table, to_sheet
from commands.skin import group, option
from commands.speech import say
from commands.years import YEAR
from rules.text import Text
from workflow.registers.awards import Award, Individual, counted, give
from workflow.registers.register import Register

command = group(
    "award",
    Text(
        "Khen thưởng: danh sách đề nghị theo tiêu chí, sổ khen thưởng.",
        "Commendations: a shortlist by criteria, and the register of awards.",
    ),
)
command.add_command(criteria)
command.add_command(helpers)
command.add_command(shortlist)
_AWARDS = (
    Column(key="number", heading=Text("Số", "No."), kind="ref"),
    Column(key="on", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="document", heading=Text("Quyết định", "Decision"), kind="ref"),
    Column(key="kind", heading=Text("Đối tượng", "Recipient"), kind="ref"),
    Column(key="recipient", heading=Text("Tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref", spare=2),
    Column(key="form", heading=Text("Hình thức", "Form"), spare=1),
    Column(key="occasion", heading=Text("Dịp", "Occasion"), spare=3),
)
_COLLECTIVE = Text("tập thể", "collective")
_INDIVIDUAL = Text("cá nhân", "individual")


def _people(
    _ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> tuple[Individual, ...]:
    """NAME@UNIT."""
    found = []
    for typed in given:
        name, at, unit = typed.rpartition("@")
        if not at or not name.strip() or not unit.strip():
            sentence = Text(
                f"“{typed[:40]}”: viết “Họ tên@TỔ_CHỨC”.", f"“{typed[:40]}”: write “Name@UNIT”."
            )
            raise click.BadParameter(say(sentence), param=param)
        found.append(Individual(name=name, unit=unit))
    return tuple(found)


@command.command(
    words=Text(
        "Ghi một quyết định khen thưởng: các tập thể, cá nhân, dịp khen.",
        "Register a decision of commendation: its recipients and the occasion.",
    ),
    examples=(
        (
            "ketnap award add 15-QĐ/TU --on 10/01/2026 --collective DV --collective CVA"
            ' --individual "Nguyễn Thị Mỹ Hương@DV" --occasion "Hội nghị tổng kết năm 2025"'
        ),
    ),
    exits=(0, 2, 3, 5, 6, 75),
)
@click.argument("document")
@option("--occasion", required=True, words=Text("Dịp khen thưởng.", "The occasion."))
@option(
    "--collective",
    "collectives",
    multiple=True,
    metavar="UNIT",
    words=Text("Tập thể được khen; dùng nhiều lần.", "A collective; may repeat."),
)
@option(
    "--individual",
    "individuals",
    multiple=True,
    callback=_people,
    metavar="NAME@UNIT",
    words=Text("Cá nhân được khen; dùng nhiều lần.", "An individual; may repeat."),
)
@option("--form", default=None, words=Text("Hình thức: giấy khen, bằng khen…", "The form of it."))
@option("--issuer", default=None, words=Text("Nơi ban hành.", "Who issued it."))
@write_terms
@click.pass_obj
def add(office: Office, /, *, document: str, occasion: str, terms: Terms, **given: Any) -> None:
    """Register an award."""
    record = give(
        office.desk(),
        document,
        occasion,
        on=terms.on,
        request=terms.request,
        dry_run=terms.dry_run,
        **given,
    )
    count = counted([Award.of(record)])
    said = Text(f"Khen thưởng {record.ref}: {count.vi}.", f"Award {record.ref}: {count.en}.")
    tell_record(office, record, said, "ketnap award list", terms)


@command.command(
    "list",
    words=Text("Sổ khen thưởng.", "The register of awards."),
    examples=("ketnap award list --year 2026", "ketnap award list --xlsx khen-thuong.xlsx"),
    exits=(0, 2, 3, 9),
)
@option("--year", type=YEAR, default=None, words=Text("Năm của quyết định.", "Year decided."))
@to_sheet
@reads_past
@click.pass_obj
def list_awards(office: Office, /, year: int | None, target: Target) -> None:
    """List awards."""
    store = office.store()
    found = [Award.of(one) for one in store.records(Register.AWARD)]
    found = [one for one in found if year in {None, one.record.since.year}]
    names = {unit.code: unit.name for unit in store.units(office.today())}
    rows = [row for one in found for row in _recipients(office, one, names)]
    title = Text("Sổ khen thưởng", "Register of awards")
    footer = [f"{say(counted(found))}."]
    extra = {
        "collectives": sum(len(one.collectives) for one in found),
        "individuals": sum(len(one.people) for one in found),
    }
    put_table(office, target, "award-list", title, _AWARDS, rows, footer=footer, extra=extra)


def _recipients(office: Office, award: Award, names: dict[str, str]) -> list[dict[str, Any]]:
    record = award.record
    kept = office.store().unsealed(record.stream)

    def row(kind: str, label: Text, recipient: str | None, unit: str) -> dict[str, Any]:
        on: date = record.since
        return {
            "number": record.ref,
            "on": on,
            "document": record.document,
            "kind": kind,
            "kind_shown": say(label),
            "recipient": recipient,
            "unit": unit,
            "form": award.form,
            "occasion": award.occasion,
        }

    return [
        *(row("collective", _COLLECTIVE, names.get(one, one), one) for one in award.collectives),
        *(row("individual", _INDIVIDUAL, kept.get(seal), unit) for unit, seal in award.people),
    ]
