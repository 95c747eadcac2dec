"""The cases behind a figure of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.office_desk import Office
from commands.output import Column
from commands.speech import say
from rules.text import Text
from workflow.errors import RefusedError

if TYPE_CHECKING:
    from planning.quality import Deed
    from planning.report import Report

_COLUMNS = (
    Column(key="ref", heading=Text("Mã hồ sơ", "Case"), kind="ref"),
    Column(key="name", heading=Text("Họ và tên", "Name")),
    Column(key="unit", heading=Text("Tổ chức", "Unit"), kind="ref"),
    Column(key="on", heading=Text("Ngày", "Day"), kind="day"),
    Column(key="period", heading=Text("Kỳ", "Period"), kind="ref"),
)
_SIGN = Column(key="sign", heading=Text("Dấu", "Sign"), kind="number")
_SIGNS = {1: "+", -1: "−"}
Days = Mapping[str, tuple[str, date | None]]
"""Unit and day of each case."""
Cases = tuple[Sequence[str], Sequence[str]]
"""References of this period's cases and of last year's."""


def figure_cases(office: Office, found: Report, figure: str, deeds: Sequence[Deed] | None) -> None:
    """List who makes a figure, of this period and of last year's.

    Raises:
        RefusedError: a mark of quality or what was gained, by whoever does not see all cases.
    """
    if figure == "net":
        _net(office, found, deeds)
    else:
        list_cases(office, "report-cases", *_opened(office, found, figure, deeds))


def _net(office: Office, found: Report, deeds: Sequence[Deed] | None) -> None:
    """Who came with +, who left with −: each period's signs add up to what was gained in it."""
    left = _opened(office, found, "left", deeds)
    came = _opened(office, found, "admitted", deeds)
    signed = [
        row | {"sign": sign, "sign_shown": _SIGNS[sign]}
        for sign, (cases, days) in ((1, came), (-1, left))
        for row in _rows(office, cases, days)
    ]
    rows = [row for period in ("now", "before") for row in signed if row["period"] == period]
    now, before = (
        f"{len(more)} − {len(less)} = {len(more) - len(less)}"
        for more, less in zip(came[0], left[0], strict=True)
    )
    footer = Text(
        f"Kỳ này thực tăng {now}, cùng kỳ {before}.",
        f"Net growth {now} this period, {before} last year.",
    )
    office.emit("report-cases", (*_COLUMNS, _SIGN), rows, footer=[say(footer)])


def _opened(
    office: Office, found: Report, figure: str, deeds: Sequence[Deed] | None
) -> tuple[Cases, tuple[Days, Days]]:
    """The cases of a figure in both periods, with the unit and day of each."""
    from planning.quality import Mark  # noqa: PLC0415 - help does not count
    from planning.report import DAY_OF, Figure  # noqa: PLC0415 - as above

    now: Days
    before: Days
    if figure in {mark.value for mark in Mark}:
        if deeds is None:
            raise RefusedError(
                Text(
                    "Số này tính trên mọi hồ sơ của phạm vi báo cáo, mà bạn chỉ xem được một phần;"
                    " hãy nêu tổ chức của mình (--unit).",
                    "This counts all cases of the report, and you see a part of them; name your own"
                    " unit (--unit).",
                )
            )
        one = found.count(Mark(figure))
        mine = [deed for deed in deeds if deed.mark is one.figure]
        now, before = (
            {deed.case: (deed.unit, deed.on) for deed in mine if period.holds(deed.on)}
            for period in (found.period, found.before)
        )
    else:
        step = Figure(figure)
        one, day_of = found.count(step), DAY_OF[step]
        wanted = {*one.cases, *one.before}
        now = before = {
            case.ref: (case.unit, day_of(case))
            for case in office.store().figures.milestones(found.before.first)
            if case.ref in wanted
        }
    return (one.cases, one.before), (now, before)


def list_cases(office: Office, schema: str, cases: Cases, days: tuple[Days, Days]) -> None:
    """Print cases of this period and of last year's, each by unit, name and day."""
    now, before = map(len, cases)
    footer = Text(
        f"Kỳ này {now} hồ sơ, cùng kỳ {before}.", f"{now} cases this period, {before} last year."
    )
    office.emit(schema, _COLUMNS, _rows(office, cases, days), footer=[say(footer)])


def _rows(office: Office, cases: Cases, days: tuple[Days, Days]) -> list[dict[str, Any]]:
    names = office.store().names_of([*cases[0], *cases[1]])
    words = (Text("kỳ này", "this period"), Text("cùng kỳ", "last year"))
    return [
        {
            "ref": ref,
            "name": names[ref],
            "unit": told[ref][0],
            "on": told[ref][1],
            "period": code,
            "period_shown": say(word),
        }
        for code, word, refs, told in zip(("now", "before"), words, cases, days, strict=True)
        for ref in refs
        if ref in names  # those out of scope count, and are not told
    ]
