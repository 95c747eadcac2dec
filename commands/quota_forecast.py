"""`ketnap quota forecast`: how many will be admitted by the end of the year, as a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column, people_read
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import say
from rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commands.places import Place
    from commands.tallies import Tally
    from planning.forecast import Outlook, Range

_LARGEST_SEED = 2**31 - 1
_FORECAST = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="target", heading=Text("Chỉ tiêu", "Target"), kind="number"),
    Column(key="admitted", heading=Text("Kết nạp", "Admitted"), kind="number"),
    Column(key="in_pipeline", heading=Text("Nguồn", "Source"), kind="number", spare=1),
    Column(key="forecast_low", heading=Text("Dự báo 31/12", "By 31 Dec"), kind="number"),
    Column(key="forecast_median", heading=Text("Giữa", "Middle"), kind="number", spare=2),
    Column(key="forecast_high", heading=Text("Cao", "High"), kind="number", wide=True),
    Column(key="chance", heading=Text("Đạt chỉ tiêu", "Reaches it"), kind="percent", spare=3),
)


@click.command(
    "forecast",
    cls=Command,
    words=Text(
        "Dự báo số kết nạp tới 31/12: một khoảng mà tám trong mười năm như vậy sẽ rơi vào."
        " Tính từ thời gian chờ trước đây giữa các bước, của từng tổ chức khi đủ hồ sơ;"
        " cùng số liệu thì lần nào cũng ra như nhau.",
        "Forecast how many are admitted by 31 December: a range that eight in ten such years end"
        " in. It rests on past waits between the steps, a unit's own where it has enough cases;"
        " the same data always give the same figures.",
    ),
    examples=(
        "ketnap quota forecast",
        "ketnap quota forecast --as-of 30/06/2026",
        "ketnap quota forecast --backtest",
        "ketnap quota forecast --cases DV",
    ),
    exits=(0, 2, 3),
)
@option(
    "--seed",
    type=click.IntRange(0, _LARGEST_SEED),
    default=None,
    words=Text("Số khởi đầu của các lượt chơi thử.", "Where the plays of chance begin."),
)
@option(
    "--backtest",
    is_flag=True,
    default=False,
    words=Text(
        "Thử dự báo trên các năm đã qua và đối chiếu với thực tế.",
        "Try the forecast on past years and hold it against what came.",
    ),
)
@option(
    "--waits",
    is_flag=True,
    default=False,
    words=Text(
        "Thời gian chờ giữa các bước trong 5 năm, kể cả người còn đang chờ (Kaplan–Meier).",
        "Waits between the steps in five years, those who still wait too (Kaplan–Meier).",
    ),
)
@option(
    "--probation",
    is_flag=True,
    default=False,
    words=Text(
        "Số người hết thời gian dự bị trong từng tháng.",
        "How many end their probation, month by month.",
    ),
)
@option(
    "--cases",
    "line",
    metavar="UNIT",
    words=Text(
        "Liệt kê hồ sơ của một dòng: đã kết nạp, và còn trong nguồn, kèm khả năng tới 31/12.",
        "List the cases of a line: admitted, and on the way, with their chance by 31 December.",
    ),
)
@reads_past
@click.pass_obj
def forecast(
    office: Office,
    seed: int | None,
    backtest: bool,
    waits: bool,
    probation: bool,
    line: str | None,
) -> None:
    """Print a range for every unit, or what it rests on, or how ranges of past years held."""
    if waits + probation + backtest + (line is not None) > 1:
        raise click.UsageError(
            say(
                Text(
                    "Chỉ dùng một trong --backtest, --waits, --probation, --cases.",
                    "Use only one of --backtest, --waits, --probation, --cases.",
                )
            )
        )
    if waits or probation:
        from commands import quota_waits  # noqa: PLC0415 - help does not count

        (quota_waits.show_waits if waits else quota_waits.show_probation)(office)
        return
    if line is not None:
        from commands.forecast_cases import forecast_cases  # noqa: PLC0415 - as above

        forecast_cases(office, line)
        return
    from commands.outlooks import outlook_of  # noqa: PLC0415 - help does not count
    from commands.places import places_of  # noqa: PLC0415 - as above
    from commands.yearbook import tally  # noqa: PLC0415 - as above
    from planning.forecast import SEED  # noqa: PLC0415 - as above

    store, today = office.store(), office.today()
    book = tally(store, today.year, today)
    waiting = store.figures.waiting()
    places = places_of(book, (one.unit for one in waiting))
    start = SEED if seed is None else seed
    if backtest:
        from commands.quota_backtest import tried  # noqa: PLC0415 - as above

        tried(office, places, start)
        return
    found = outlook_of(store, today, places, seed=start)
    pipeline = {
        code: sum(one.count for one in waiting if one.unit in place.units)
        for code, place in places.items()
    }
    rows = [
        outlook_row(found.ranges[code], place.target, book, code) | {"in_pipeline": pipeline[code]}
        for code, place in places.items()
    ]
    if not rows and people_read(office.output):
        office.tell(
            Text(
                f"Năm {today.year} chưa có chỉ tiêu, cũng chưa có ai trên đường kết nạp.",
                f"{today.year} has no target and nobody on the way.",
            )
        )
        return
    if people_read(office.output):
        rows.append(_whole(found, places, sum(pipeline.values())))
    office.emit(
        "quota-forecast",
        _FORECAST,
        rows,
        footer=[say(line) for line in grounds(found, start)],
        extra={
            "basis": found.basis.value,
            "seed": start,
            "plays": len(found.total.plays),
            "total": {
                "admitted": found.total.admitted,
                "forecast_low": found.total.low,
                "forecast_median": found.total.median,
                "forecast_high": found.total.high,
            },
        },
    )


def outlook_row(range_: Range, target: int, book: Tally, code: str) -> dict[str, Any]:
    """A unit's range as a row, for programs and for people."""
    chance = range_.reaching(target) if target else None
    return {
        "unit": code,
        "name": book.name(code),
        "target": target,
        "admitted": range_.admitted,
        "forecast_low": range_.low,
        "forecast_low_shown": between(range_.low, range_.high),
        "forecast_median": range_.median,
        "forecast_high": range_.high,
        "chance": None if chance is None else chance.plain(),
        "chance_shown": chance_shown(range_, target),
    }


def between(low: int, high: int) -> str:
    """A range as people read it."""
    return str(low) if low == high else f"{low}–{high}"


def chance_shown(range_: Range, target: int | None) -> str:
    """The chance that a target is reached: whole per cent, and certain only of what has come."""
    if not target or not range_.plays:
        return "—"
    if range_.admitted >= target:
        return say(Text("✓ đã đạt", "✓ reached"))
    percent = range_.reaching(target).rounded(0)
    if not percent or percent == _ALL:
        return "< 1 %" if not percent else "> 99 %"
    return f"{percent} %"


_ALL = 100


def _whole(found: Outlook, places: Mapping[str, Place], waiting: int) -> dict[str, Any]:
    target = sum(place.target for place in places.values())
    total = found.total
    return {
        "unit": "",
        "name": say(Text("Cộng", "Total")),
        "target": target,
        "admitted": total.admitted,
        "in_pipeline": waiting,
        "forecast_low_shown": between(total.low, total.high),
        "forecast_median": total.median,
        "forecast_high": total.high,
        "chance_shown": chance_shown(total, target),
    }


def grounds(found: Outlook, seed: int) -> list[Text]:
    """What a forecast rests on, in words."""
    from planning.forecast import Basis  # noqa: PLC0415 - as above

    if found.basis is Basis.BOUNDS or found.hazards is None:
        return [
            Text(
                "Chưa đủ một năm và mười quyết định kết nạp có thời gian chờ để ước lượng: chỉ nêu"
                " mức thấp nhất (không thêm ai) và cao nhất (mọi hồ sơ đang thẩm tra).",
                "Less than a year, or than ten decisions, with a known wait, so nothing is"
                " estimated: the range runs from nobody else to every file in verification.",
            )
        ]
    steps = " · ".join(str(many) for many in found.hazards.events)
    return [
        Text(
            f"Khoảng 80 % từ {len(found.total.plays)} lượt chơi thử (số khởi đầu {seed});"
            f" căn cứ {steps} lần chuyển bước trong 5 năm. Dòng Cộng không phải tổng các khoảng.",
            f"80 % range of {len(found.total.plays)} plays (seed {seed}), from {steps} steps"
            " forward in 5 years. The total is not the sum of the ranges.",
        )
    ]
