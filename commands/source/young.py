"""`ketnap source pupils`: who comes of age, and who leaves school before."""

from __future__ import annotations

from datetime import date

import click

from commands.case.words import birth
from commands.days import Day
from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.sheets import Target, put_table, to_sheet
from commands.skin import Command, option
from commands.source.options import unit_option, within
from commands.speech import say
from rules.text import Text

_COLUMNS = (
    Column(key="ref", heading=Text("Hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="born", heading=Text("Ngày sinh", "Born"), kind="ref"),
    Column(key="of_age_from", heading=Text("Đủ tuổi từ", "Of age from"), kind="ref"),
    Column(key="leaves_on", heading=Text("Ra trường", "Leaves school"), kind="day"),
    Column(key="state", heading=Text("Bước", "Step"), kind="ref", spare=1),
    Column(key="prospect", heading=Text("Lưu ý", "Prospect")),
)
_PROSPECTS = {
    "of-age": Text("✓ đã đủ tuổi", "✓ of age"),
    "in-time": Text("! đủ tuổi trước khi ra trường", "! of age before leaving school"),
    "after-school": Text("▲ ra trường trước khi đủ tuổi", "▲ leaves school before"),
    "stays": Text("còn học năm sau", "stays at school next year"),
    "unknown": Text("chưa rõ ngày sinh", "birth date not known"),
}
_ORDER = ("after-school", "in-time", "of-age", "unknown", "stays")


@click.command(
    "pupils",
    cls=Command,
    words=Text(
        "Học sinh trong nguồn: tháng đủ tuổi (tính theo tháng), năm ra trường, ai ra trường trước"
        " khi đủ tuổi để chuyển tiếp. Ngày kết thúc năm học mặc định chưa xác minh; đặt bằng"
        " --ends.",
        "Pupils on the way: the month they come of age (by month), the year they leave, and who"
        " leaves before. The default end of the school year is not verified; set it by --ends.",
    ),
    examples=(
        "ketnap source pupils",
        "ketnap source pupils --ends 25/05/2027 --unit THPT1 --xlsx hoc-sinh.xlsx",
    ),
    exits=(0, 2, 3, 9),
)
@option(
    "--ends",
    type=Day(),
    default=None,
    words=Text("Ngày kết thúc năm học này.", "The last day of this school year."),
)
@unit_option
@to_sheet
@reads_past
@click.pass_obj
def pupils(office: Office, ends: date | None, unit: str | None, target: Target) -> None:
    """List the pupils of the pipeline."""
    from commands.source.reading import people_on_the_way  # noqa: PLC0415 - help is fast
    from planning.pupils import pupil, school_year_end  # noqa: PLC0415 - as above
    from planning.source_groups import PUPIL, grouped  # noqa: PLC0415 - as above
    from rules.age import least_age  # noqa: PLC0415 - as above
    from workflow.states import STATE_LABELS  # noqa: PLC0415 - as above

    today = office.today()
    last = ends or school_year_end(today.year)
    if ends is None and last < today:
        last = school_year_end(today.year + 1)
    least = least_age(office.rulebook().on("age", today))
    rows = []
    for one in people_on_the_way(office.store(), today, within(office, unit)):
        if PUPIL not in grouped(one.tags).groups:
            continue
        found = pupil(one.born, least, last, today)
        month = found.of_age_from
        rows.append(
            {
                "ref": one.ref,
                "name": one.name,
                "unit": one.unit,
                "born": one.born,
                "born_shown": "—" if one.born is None else birth(one.born),
                "of_age_from": None if month is None else f"{month:%Y-%m}",
                "of_age_from_shown": None if month is None else f"{month:%m/%Y}",
                "leaves_on": found.leaves_on,
                "state": one.state.value,
                "state_shown": say(STATE_LABELS[one.state]),
                "prospect": found.prospect.value,
                "prospect_shown": say(_PROSPECTS[found.prospect.value]),
            }
        )
    rows.sort(key=lambda row: _ORDER.index(str(row["prospect"])))
    before = sum(row["prospect"] == "after-school" for row in rows)
    shown = f"{last:%d/%m/%Y}"
    unsure = Text(" (chưa xác minh)", " (not verified)") if ends is None else Text("", "")
    said = Text(
        f"{len(rows)} học sinh, {before} ra trường trước khi đủ tuổi; năm học kết thúc"
        f" {shown}{unsure.vi}.",
        f"{len(rows)} pupils, {before} leave before they are of age; the school year ends on"
        f" {last}{unsure.en}.",
    )
    title = Text("Học sinh trong nguồn", "Pupils on the way")
    put_table(office, target, "source-pupils", title, _COLUMNS, rows, footer=[say(said)])
