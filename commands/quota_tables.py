"""`ketnap quota history` and `ketnap quota league`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.office_desk import Office
from commands.output import Column, people_read
from commands.past import reads_past
from commands.skin import Command, option
from commands.speech import language, say
from commands.unit_view import units_option
from commands.years import YEAR
from rules.text import Text

if TYPE_CHECKING:
    from planning.history import HistoryRow, HistoryTotal
    from planning.league import LeagueRow, LeagueTotal

_HISTORY = (
    Column(key="year", heading=Text("Năm", "Year"), kind="ref"),
    Column(key="target", heading=Text("Chỉ tiêu", "Target"), kind="number"),
    Column(key="admitted", heading=Text("Kết nạp", "Admitted"), kind="number"),
    Column(key="percent", heading=Text("Tỷ lệ", "Percent"), kind="percent"),
    Column(key="change", heading=Text("So năm trước", "Against last"), kind="percent"),
    Column(key="target_source", heading=Text("Nguồn chỉ tiêu", "Source of target")),
)
_LEAGUE = (
    Column(key="rank", heading=Text("Hạng", "Rank"), kind="number"),
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="target", heading=Text("Chỉ tiêu", "Target"), kind="number"),
    Column(key="admitted", heading=Text("Kết nạp", "Admitted"), kind="number"),
    Column(key="percent", heading=Text("Tỷ lệ", "Percent"), kind="percent"),
    Column(key="in_pipeline", heading=Text("Nguồn/thiếu", "Source/gap"), kind="number", spare=2),
    Column(key="missing", heading=Text("Còn thiếu", "Missing"), kind="number", wide=True),
    Column(key="forecast_low", heading=Text("Dự báo", "Forecast"), kind="number", spare=1),
    Column(key="forecast_high", heading=Text("Cao nhất", "At most"), kind="number", wide=True),
    Column(key="verdict", heading=Text("Đánh giá", "Verdict")),
)


@click.command(
    "history",
    cls=Command,
    words=Text(
        "Chỉ tiêu và kết quả qua các năm. Tỷ lệ chung là tổng trên tổng, không phải trung bình."
        " Kết quả đã công bố được dùng khi có; năm khác đếm từ hồ sơ.",
        "Targets and results through the years. The common percentage is sum over sum, never an"
        " average. A published result is used where there is one; other years are counted.",
    ),
    examples=(
        "ketnap quota history --from 2020 --to 2023",
        "ketnap quota history --unit DV --cases 2025",
    ),
    exits=(0, 2, 3),
)
@option("--from", "first", type=YEAR, words=Text("Năm đầu (mặc định: 5 năm trước).", "First year."))
@option("--to", "last", type=YEAR, words=Text("Năm cuối (mặc định: năm nay).", "Last year."))
@option("--unit", words=Text("Một tổ chức (mặc định: toàn bộ).", "One unit (default: all)."))
@option(
    "--cases",
    "line",
    type=YEAR,
    words=Text(
        "Liệt kê hồ sơ được kết nạp trong một năm của bảng.",
        "List the cases admitted in a year of the table.",
    ),
)
@units_option
@reads_past
@click.pass_obj
def history(
    office: Office,
    first: int | None,
    last: int | None,
    unit: str | None,
    line: int | None,
    as_now: bool,
) -> None:
    """Print the years and their total, or the cases of one year."""
    until = last or max(office.today().year, first or 0, line or 0)
    begin = first or min(until - _YEARS_BACK, line or until)
    if begin > until:
        raise click.UsageError(
            say(Text("--from đứng sau --to.", "--from lies after --to.")),
            click.get_current_context(),
        )
    from commands.yearbook import history_of  # noqa: PLC0415 - help does not open the store
    from workflow.finding import find_unit  # noqa: PLC0415 - as above

    code = None if unit is None else find_unit(office.desk(), unit).code
    found = history_of(office.store(), begin, until, office.today(), code, as_now=as_now)
    if line is not None:
        from commands.history_cases import history_cases  # noqa: PLC0415 - as above

        history_cases(office, found, line, code, as_now=as_now)
        return
    rows = [_year(row) for row in found.rows]
    if found.total is not None and not (people_read(office.output) and len(found.total.years) == 1):
        # People read the total under the years it sums, if more than one; programs, at the end.
        place = found.total.years[-1] if people_read(office.output) else until
        after = sum(row["year"] <= place for row in rows)
        rows.insert(after, _years(found.total))
    if not rows and people_read(office.output):
        office.tell(
            Text(
                f"Chưa có chỉ tiêu hay kết quả nào từ {begin} đến {until}.",
                f"There is no target and no result from {begin} to {until}.",
            )
        )
        return
    office.emit("quota-history", _HISTORY, rows)


_YEARS_BACK = 5


def _year(row: HistoryRow) -> dict[str, Any]:
    return {
        "year": row.year,
        "target": row.target,
        "admitted": row.admitted,
        "percent": row.percent.plain(),
        "percent_shown": row.percent.text(language()),
        "change": row.change.plain(),
        "change_shown": row.compared(language()),
        "target_change": row.target_change.plain(),
        "target_source": row.target_source,
        "target_source_shown": row.target_source or "",
    }


def _years(total: HistoryTotal) -> dict[str, Any]:
    return {
        "year": "total",
        "year_shown": total.label,
        "years": list(total.years),
        "target": total.target,
        "admitted": total.admitted,
        "percent": total.percent.plain(),
        "percent_shown": total.percent.text(language()),
        "change": None,
        "change_shown": "",
        "target_change": None,
        "target_source": None,
        "target_source_shown": "",
    }


@click.command(
    "league",
    cls=Command,
    words=Text(
        "Xếp hạng các tổ chức theo tỷ lệ hoàn thành chỉ tiêu trong năm."
        " Dự báo 31/12 là khoảng tám trong mười năm như vậy sẽ rơi vào; xem ketnap quota forecast.",
        "Rank the units by how far they have come with the year's target. The forecast is the"
        " range that eight in ten such years end in; see ketnap quota forecast.",
    ),
    examples=("ketnap quota league --year 2026", "ketnap quota league --cases DV"),
    exits=(0, 2, 3),
)
@option("--year", type=YEAR, words=Text("Năm (mặc định: năm nay).", "Year (default: this one)."))
@option(
    "--cases",
    "line",
    metavar="UNIT",
    words=Text(
        "Liệt kê hồ sơ của một dòng: đã kết nạp, và còn trong nguồn.",
        "List the cases of a line: admitted, and on the way.",
    ),
)
@units_option
@reads_past
@click.pass_obj
def league(office: Office, year: int | None, line: str | None, as_now: bool) -> None:
    """Print the units, best first, or the cases of one."""
    if line is not None:
        from commands.league_cases import league_cases  # noqa: PLC0415 - as above

        league_cases(office, year or office.today().year, line, as_now=as_now)
        return
    from commands.yearbook import allocation_of, league_of  # noqa: PLC0415 - as above

    today = office.today()
    asked = year or today.year
    found = league_of(office.store(), asked, today, as_now=as_now)
    rows = [_place(row, over=asked < today.year) for row in found.rows]
    if not rows and people_read(office.output):
        office.tell(Text(f"Năm {asked} chưa giao chỉ tiêu.", f"No quota is set for {asked}."))
        return
    if people_read(office.output):
        waiting = sum(row.in_pipeline for row in found.rows if row.missing)
        rows.append(_sum(found.total, waiting))
    shared = allocation_of(office.store(), asked, today, as_now=as_now)
    footer = [say(found.sentence)]
    whole = None
    if shared is not None:
        whole = {"target": shared.target, "allocated": shared.allocated, "left": shared.left}
        if shared.sentence is not None:
            footer.append(f"{say(shared.sentence)}.")
    extra = {"allocation": whole}
    office.emit("quota-league", _LEAGUE, rows, footer=footer, extra=extra)


def _place(row: LeagueRow, *, over: bool) -> dict[str, Any]:
    verdict = say(row.verdict.text)
    if over and row.target and row.missing:
        verdict = say(Text("✗ không đạt", "✗ not reached"))
    return {
        "rank": row.rank,
        "unit": row.unit,
        "name": row.name,
        "target": row.target,
        "admitted": row.admitted,
        "percent": row.percent.plain(),
        "percent_shown": row.percent.text(language()),
        "in_pipeline": row.in_pipeline,
        "in_pipeline_shown": f"{row.in_pipeline}/{row.missing}" if row.missing else "—",
        "missing": row.missing,
        "forecast_low": row.forecast_low,
        "forecast_low_shown": _between(row.forecast_low, row.forecast_high),
        "forecast_high": row.forecast_high,
        "verdict": row.verdict.value,
        "verdict_shown": verdict,
    }


def _sum(total: LeagueTotal, waiting: int) -> dict[str, Any]:
    """The last line; `waiting` adds up the lines that name a source: who is short of places."""
    return {
        "rank_shown": "",
        "unit": "",
        "name": say(Text("Cộng", "Total")),
        "target": total.target,
        "admitted": total.admitted,
        "percent_shown": total.percent.text(language()),
        "in_pipeline_shown": f"{waiting}/{total.missing}" if total.missing else "—",
        "missing": total.missing,
        "forecast_low_shown": _between(total.forecast_low, total.forecast_high),
        "forecast_high": total.forecast_high,
        "verdict_shown": "",
    }


def _between(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"
