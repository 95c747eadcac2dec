"""`ketnap source white-spots`: organisations without a member, or without a candidate."""

from __future__ import annotations

from collections import Counter

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.source.options import unit_option, within
from commands.speech import say
from rules.text import Text

_COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="parent", heading=Text("Cấp trên", "Superior"), kind="ref"),
    Column(key="kind", heading=Text("Loại hình", "Kind"), spare=1),
    Column(key="members", heading=Text("Đảng viên", "Members"), kind="number"),
    Column(key="spot", heading=Text("Tình trạng", "State")),
)
_SPOTS = {
    "white": Text("▲ trắng: không đảng viên, không nguồn", "▲ white: no member, no candidate"),
    "unknown": Text("▲ không nguồn, chưa rõ số đảng viên", "▲ no candidate, members not known"),
    "dry": Text("! cạn nguồn: không còn người trong nguồn", "! dry: members, but no candidate"),
}


@click.command(
    "white-spots",
    cls=Command,
    words=Text(
        "Nơi trắng (không đảng viên, không người trong nguồn) và nơi cạn nguồn (có đảng viên, không"
        " người trong nguồn), kể cả cấp dưới.",
        "White spots (no member and no candidate) and dry units (members, but no candidate), with"
        " all below them.",
    ),
    examples=(
        "ketnap source white-spots",
        "ketnap source white-spots --only white --xlsx noi-trang.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@option(
    "--only",
    type=click.Choice(["white", "dry"]),
    default=None,
    words=Text("Chỉ nơi trắng, hoặc chỉ nơi cạn nguồn.", "Only white spots, or only dry units."),
)
@unit_option
@to_sheet
@reads_past
@click.pass_obj
def white_spots(office: Office, only: str | None, unit: str | None, target: Target) -> None:
    """List the organisations that lack people."""
    from planning.white_spots import white_spots as spots_of  # noqa: PLC0415 - help is fast
    from workflow.subtree import subtree  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    units = store.units(today)
    inside = within(office, unit)
    candidates: Counter[str] = Counter()
    for one in store.figures.waiting():
        candidates[one.unit] += one.count
    below = {one.code: subtree(units, one.code) for one in units}
    rows = []
    for found in spots_of(units, below, store.member_counts(), candidates):
        there = found.unit
        if (only is not None and found.spot.value != only) or (
            inside is not None and there.code not in inside
        ):
            continue
        named = "unknown" if found.members is None else found.spot.value
        rows.append(
            {
                "unit": there.code,
                "name": there.name,
                "parent": there.parent,
                "kind": there.kind,
                "members": found.members,
                "spot": found.spot.value,
                "spot_shown": say(_SPOTS[named]),
            }
        )
    white = sum(row["spot"] == "white" for row in rows)
    said = Text(
        f"{white} nơi trắng, {len(rows) - white} nơi cạn nguồn.",
        f"{white} white spots, {len(rows) - white} dry units.",
    )
    title = Text("Nơi trắng, nơi cạn nguồn", "White spots and dry units")
    put_table(office, target, "source-white-spots", title, _COLUMNS, rows, footer=[say(said)])
