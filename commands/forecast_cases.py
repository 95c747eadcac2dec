"""The cases behind a line of the forecast: who is admitted already, and each chance of the rest."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from commands.league_cases import COLUMNS, admitted_rows, line_of, list_line, waiting_rows
from commands.office_desk import Office
from commands.output import Column
from commands.places import places_of
from commands.speech import say
from commands.yearbook import tally
from planning.dekads import first_day
from planning.hazards import window
from planning.odds import odds_of
from planning.percent import UNKNOWN, half_up
from rules.text import Text
from workflow.states import STATE_LABELS, State

_COLUMNS = (
    *COLUMNS,
    Column(key="state", heading=Text("Bước", "Step")),
    Column(key="chance", heading=Text("Tới 31/12", "By 31 Dec"), kind="percent"),
)
_GROUNDS = Text(
    "Tới 31/12: khả năng được kết nạp, theo thời gian chờ trước đây và nhịp của tổ chức;"
    " dự báo không tính hồ sơ tạm dừng (‖).",
    "By 31 Dec: the chance to be admitted, from past waits and the unit's pace; the forecast does"
    " not count on cases on hold (‖).",
)
_NO_GROUNDS = Text(
    "Chưa đủ số liệu để ước lượng khả năng của từng hồ sơ.",
    "Too little is known to estimate the chance of a case.",
)
_ALL = 100


def forecast_cases(office: Office, typed: str) -> None:
    """List the cases of a line, each with its state and its chance to be admitted by 31 December.

    Raises:
        NotFoundError: no line of the forecast has this code.
    """
    store, today = office.store(), office.today()
    waiting = store.figures.waiting()
    places = places_of(tally(store, today.year, today), (one.unit for one in waiting))
    year = today.year
    code = line_of(places, typed, Text(f"Dự báo {year}", f"The forecast of {year}"))
    units = places[code].units
    groups = {unit: line for line, place in places.items() for unit in place.units}
    odds = odds_of(store.figures.milestones(first_day(window(today))), today, groups, code)
    rows = [
        *admitted_rows(office, today.year, units, as_now=False),
        *waiting_rows(office, units),
    ]
    list_line(
        office,
        "quota-forecast-cases",
        [row | _told(row, (odds or {}).get(row["ref"])) for row in rows],
        printed=places[code].admitted,
        open_ones=sum(one.count for one in waiting if one.unit in units),
        title=Text("Dự báo", "The forecast"),
        columns=_COLUMNS,
        grounds=[_NO_GROUNDS if odds is None else _GROUNDS],
    )


def _told(row: dict[str, Any], chance: float | None) -> dict[str, str | None]:
    state = say(STATE_LABELS[State(row["state"])])
    if row["held"] or row["column"] == "admitted" or chance is None:
        shown, exact = UNKNOWN, None
    else:
        percent = half_up(100 * Fraction(chance))
        shown, exact = _shown(chance), f"{percent:f}"
    return {
        "state_shown": f"‖ {state}" if row["held"] else state,
        "chance": exact,
        "chance_shown": shown,
    }


def _shown(chance: float) -> str:
    """Whole per cent; of what is still to come nothing is certain."""
    percent = half_up(100 * Fraction(chance), 0)
    if not percent or percent == _ALL:
        return "< 1 %" if not percent else "> 99 %"
    return f"{percent} %"
