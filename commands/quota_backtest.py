"""`ketnap quota forecast --backtest`: forecasts of past years held against what came."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from commands.office_desk import Office
from commands.output import Column, day
from commands.quota_forecast import between
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commands.places import Place
    from planning.backtest import Trial
    from workflow.milestones import Milestones

_TRIALS = (
    Column(key="on", heading=Text("Nhìn từ ngày", "Seen from"), kind="day"),
    Column(key="admitted", heading=Text("Đã có", "So far"), kind="number"),
    Column(key="forecast_low", heading=Text("Dự báo", "Forecast"), kind="number"),
    Column(key="forecast_high", heading=Text("Cao", "High"), kind="number", wide=True),
    Column(key="came", heading=Text("Thực tế", "Came"), kind="number"),
    Column(key="total_held", heading=Text("Nằm trong", "Inside")),
    Column(key="held", heading=Text("Tổ chức đúng", "Units inside"), kind="percent"),
)
_TRIED_YEARS = 3
_TRIED_DAYS = ((3, 31), (6, 30), (9, 30), (11, 30))


def tried(office: Office, places: Mapping[str, Place], seed: int) -> None:
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
    below = sum(one.came < one.range.low for one in made)
    above = sum(one.came > one.range.high for one in made)
    held = Text(
        f"Khoảng chứa đúng số thực tế: từng tổ chức {singles.with_figures('vi')},"
        f" toàn bộ {wholes.with_figures('vi')} (mong đợi: từ 80 %).",
        f"The range held what came: of single units {singles.with_figures('en')},"
        f" of all together {wholes.with_figures('en')} (expected: 80 % or more).",
    )
    years = len({one.on.year for one in made})
    missed = Text(
        f"Toàn bộ: {below} lần thấp hơn khoảng, {above} lần cao hơn. Chỉ có {years} năm, các lần"
        " thử của cùng một năm thường cùng đúng hoặc cùng sai: một con số nhỏ như vậy còn do"
        " may rủi.",
        f"All together: {below} below the range, {above} above it. There are only {years} years,"
        " and trials of one year mostly hold or miss together: so few are still a matter of"
        " chance.",
    )
    office.emit(
        "quota-backtest",
        _TRIALS,
        [_trial(one) for one in made],
        footer=[say(held), say(missed)] if made else [],
        extra={
            "seed": seed,
            "coverage": {"units": singles.plain(), "total": wholes.plain(), "expected": "80.00"},
            "below": below,
            "above": above,
            "years": years,
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
