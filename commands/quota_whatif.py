"""`ketnap quota whatif`: other targets tried on this year's forecast; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column
from commands.past import reads_past
from commands.quota_setting import shares_of
from commands.skin import Command
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from commands.places import Place
    from planning.forecast import Range

_COLUMNS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="target", heading=Text("Đang giao", "Set"), kind="number"),
    Column(key="tried", heading=Text("Thử", "Tried"), kind="number"),
    Column(key="admitted", heading=Text("Kết nạp", "Admitted"), kind="number", spare=2),
    Column(key="percent", heading=Text("Tỷ lệ", "Percent"), kind="percent", spare=1),
    Column(key="forecast_low", heading=Text("Dự báo 31/12", "By 31 Dec"), kind="number"),
    Column(key="forecast_high", heading=Text("Cao", "High"), kind="number", wide=True),
    Column(key="chance_before", heading=Text("Đạt mức cũ", "Reached"), kind="percent", spare=3),
    Column(key="chance", heading=Text("Đạt mức thử", "If tried"), kind="percent"),
)


@click.command(
    "whatif",
    cls=Command,
    words=Text(
        "Thử chỉ tiêu khác cho năm nay: khả năng đạt trước và sau, theo dự báo. Không ghi gì.",
        "Try other targets for this year: the chance to reach them before and after, by the"
        " forecast. Nothing is written.",
    ),
    examples=("ketnap quota whatif DV=20 CVA=14",),
    exits=(0, 2, 3),
)
@click.argument("shares", metavar="UNIT=N...", nargs=-1, required=True, callback=shares_of)
@reads_past
@click.pass_obj
def whatif(office: Office, shares: dict[str, int]) -> None:
    """Print the chance to reach each target, as set and as tried."""
    from commands.outlooks import outlook_of  # noqa: PLC0415 - help does not count
    from commands.places import places_of  # noqa: PLC0415 - as above
    from commands.yearbook import tally  # noqa: PLC0415 - as above
    from workflow.errors import InputError  # noqa: PLC0415 - as above
    from workflow.finding import find_unit  # noqa: PLC0415 - as above
    from workflow.quota import Quota  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    tried = {find_unit(office.desk(), typed).code: many for typed, many in shares.items()}
    book = tally(store, today.year, today)
    asked = book.with_quotas(
        [
            Quota(year=today.year, unit=code, target=many)
            for code, many in tried.items()
            if code not in book.quotas
        ]
    )
    places = places_of(asked, (one.unit for one in store.figures.waiting()))
    for code in tried:
        if code not in places:
            raise InputError(
                Text(
                    f"{code} đã phân bổ chỉ tiêu cho cấp dưới, nên không có dự báo riêng.",
                    f"{code} has passed its quota on, so it has no forecast of its own.",
                ),
                following=Text(
                    "thử từng tổ chức cấp dưới: ketnap quota forecast",
                    "try the units below it: ketnap quota forecast",
                ),
            )
    found = outlook_of(store, today, places)
    rows = [
        _row(code, book.name(code), many, places[code], found.ranges[code], book.quotas)
        for code, many in tried.items()
    ]
    office.emit("quota-whatif", _COLUMNS, rows, footer=_summary(rows), extra={"written": False})


def _row(
    code: str, name: str, tried: int, place: Place, range_: Range, quotas: Any
) -> dict[str, Any]:
    from commands.quota_forecast import between, chance_shown  # noqa: PLC0415 - as above
    from planning.percent import Percent  # noqa: PLC0415 - as above

    target = place.target if code in quotas else None
    percent = Percent.of(range_.admitted, tried)
    after = range_.reaching(tried)
    before = None if target is None else range_.reaching(target)
    return {
        "unit": code,
        "name": name,
        "target": target,
        "tried": tried,
        "admitted": range_.admitted,
        "percent": percent.plain(),
        "percent_shown": percent.text(language()),
        "forecast_low": range_.low,
        "forecast_low_shown": between(range_.low, range_.high),
        "forecast_high": range_.high,
        "chance_before": None if before is None else before.plain(),
        "chance_before_shown": chance_shown(range_, target),
        "chance": after.plain(),
        "chance_shown": chance_shown(range_, tried),
    }


def _summary(rows: list[dict[str, Any]]) -> list[str]:
    before, after = (sum(row[key] or 0 for row in rows) for key in ("target", "tried"))
    return [
        say(
            Text(
                f"Tổng chỉ tiêu của các tổ chức này: {before} → {after}. Chỉ thử, chưa ghi gì.",
                f"Targets of these units together: {before} → {after}. Tried only, not written.",
            )
        )
    ]
