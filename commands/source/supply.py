"""`ketnap source coverage`: people able to finish this year against places to fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column, people_read
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from planning.coverage import Coverage

_COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="missing", heading=Text("Còn phải kết nạp", "To admit"), kind="number"),
    Column(key="able", heading=Text("Kịp trong năm", "Able"), kind="number"),
    Column(key="in_pipeline", heading=Text("Trong nguồn", "On the way"), kind="number", spare=1),
    Column(key="coverage", heading=Text("Độ phủ", "Coverage"), kind="percent"),
    Column(key="supply", heading=Text("Đánh giá", "Verdict")),
)
_SUPPLY = {
    "filled": Text("✓ đã đủ chỉ tiêu", "✓ target reached"),
    "enough": Text("✓ đủ nguồn", "✓ enough"),
    "short": Text("! thiếu nguồn", "! short"),
    "none": Text("▲ không có nguồn kịp", "▲ nobody able"),
}


@click.command(
    "coverage",
    cls=Command,
    words=Text(
        "Độ phủ chỉ tiêu năm nay: số người kịp kết nạp trong năm (đang thẩm tra, không tạm dừng)"
        " trên số còn phải kết nạp, thiếu nhiều nhất trước.",
        "Coverage of this year's targets: people who can be admitted within the year (in"
        " verification and not on hold) over places to fill, the scarcest first.",
    ),
    examples=("ketnap source coverage", "ketnap source coverage --xlsx do-phu.xlsx"),
    exits=(0, 2, 3, 9),
)
@to_sheet
@reads_past
@click.pass_obj
def coverage(office: Office, target: Target) -> None:
    """Print one line per unit with a target."""
    from commands.places import places_of  # noqa: PLC0415 - help does not open the store
    from commands.yearbook import able, tally  # noqa: PLC0415 - as above
    from planning.coverage import Coverage  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    book = tally(store, today.year, today)
    waiting = store.figures.waiting()
    rows = []
    ready = places = 0
    for code, place in places_of(book).items():
        if not place.target:
            continue
        mine = [one for one in waiting if one.unit in place.units]
        found = Coverage(
            able=sum(one.count for one in mine if able(one)),
            missing=max(place.target - place.admitted, 0),
        )
        ready += found.able
        places += found.missing
        rows.append(_row(code, book.name(code), found, sum(one.count for one in mine)))
    if not rows and people_read(office.output) and target.file is None:
        office.tell(
            Text(f"Năm {today.year} chưa giao chỉ tiêu.", f"No quota is set for {today.year}.")
        )
        return
    rows.sort(key=lambda row: row["able"] - row["missing"])
    whole = Coverage(able=ready, missing=places).percent.text(language())
    said = Text(
        f"Toàn bộ: {ready}/{places} = {whole}; người của nơi này không bù được cho nơi khác.",
        f"All: {ready}/{places} = {whole}; people of one unit fill no place of another.",
    )
    title = Text(f"Độ phủ chỉ tiêu năm {today.year}", f"Coverage of {today.year}")
    put_table(office, target, "source-coverage", title, _COLUMNS, rows, footer=[say(said)])


def _row(code: str, name: str, found: Coverage, on_the_way: int) -> dict[str, Any]:
    return {
        "unit": code,
        "name": name,
        "missing": found.missing,
        "able": found.able,
        "in_pipeline": on_the_way,
        "coverage": found.percent.plain(),
        "coverage_shown": found.percent.text(language()),
        "supply": found.supply.value,
        "supply_shown": say(_SUPPLY[found.supply.value]),
    }
