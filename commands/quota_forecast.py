"""`ketnap quota forecast`: how many will be admitted by the end of the year, as a range."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column, day, people_read
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commands.places import Place
    from commands.tallies import Tally
    from planning.backtest import Trial
    from planning.forecast import Outlook, Range
    from workflow.milestones import Milestones

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
_TRIALS = (
    Column(key="on", heading=Text("Nhìn từ ngày", "Seen from"), kind="day"),
    Column(key="admitted", heading=Text("Đã có", "So far"), kind="number"),
    Column(key="forecast_low", heading=Text("Dự báo", "Forecast"), kind="number"),
    Column(key="forecast_high", heading=Text("Cao", "High"), kind="number", wide=True),
    Column(key="came", heading=Text("Thực tế", "Came"), kind="number"),
    Column(key="total_held", heading=Text("Nằm trong", "Inside")),
    Column(key="held", heading=Text("Tổ chức đúng", "Units inside"), kind="percent"),
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
@reads_past
@click.pass_obj
def forecast(office: Office, seed: int | None, backtest: bool) -> None:
    """Print a range for every unit, or how ranges of past years held."""
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
        _tried(office, places, start)
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


_TRIED_YEARS = 3
_TRIED_DAYS = ((3, 31), (6, 30), (9, 30))


def _tried(office: Office, places: Mapping[str, Place], seed: int) -> None:
    """Print the trials of past years and how often the ranges held."""
    from planning.backtest import coverage, trials  # noqa: PLC0415 - as above

    year = office.today().year
    cases: Sequence[Milestones] = office.store().figures.milestones(date.min)
    groups = {unit: code for code, place in places.items() for unit in place.units}
    days = [date(past, *on) for past in range(year - _TRIED_YEARS, year) for on in _TRIED_DAYS]
    made = list(trials(cases, groups, days, seed=seed))
    if not made:
        office.tell(
            Text(
                "Chưa có năm nào đã qua đủ số liệu để thử dự báo.",
                "No past year has enough history to try the forecast on.",
            )
        )
    singles, wholes = coverage(made)
    footer = Text(
        f"Khoảng chứa đúng số thực tế: từng tổ chức {singles.with_figures('vi')},"
        f" toàn bộ {wholes.with_figures('vi')} (mong đợi: từ 80 %).",
        f"The range held what came: of single units {singles.with_figures('en')},"
        f" of all together {wholes.with_figures('en')} (expected: 80 % or more).",
    )
    office.emit(
        "quota-backtest",
        _TRIALS,
        [_trial(one) for one in made],
        footer=[say(footer)] if made else [],
        extra={
            "seed": seed,
            "coverage": {"units": singles.plain(), "total": wholes.plain(), "expected": "80.00"},
        },
    )


def _trial(one: Trial) -> dict[str, Any]:
    from planning.percent import Percent  # noqa: PLC0415 - as above

    held = Percent.of(one.held, one.units)
    return {
        "on": one.on,
        "on_shown": day(one.on),
        "admitted": one.range.admitted,
        "forecast_low": one.range.low,
        "forecast_low_shown": between(one.range.low, one.range.high),
        "forecast_high": one.range.high,
        "came": one.came,
        "total_held": one.total_held,
        "total_held_shown": say(
            Text("✓ có", "✓ yes") if one.total_held else Text("✗ không", "✗ no")
        ),
        "held": one.held,
        "held_shown": held.with_figures(language()),
        "units": one.units,
    }
