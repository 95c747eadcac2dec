"""The lines of a report as rows: for people, for programs, for a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commands.output import Column, number
from commands.speech import language, say
from rules.text import Text

if TYPE_CHECKING:
    from planning.forms import Form, FormRow
    from planning.report import Count, Report, UnitLine

FIGURES = (
    Column(key="figure", heading=Text("Mã", "Code"), kind="ref", wide=True),
    Column(key="label", heading=Text("Nội dung", "Figure")),
    Column(key="now", heading=Text("Kỳ này", "This period"), kind="number"),
    Column(key="before", heading=Text("Cùng kỳ", "Last year"), kind="number"),
    Column(key="ratio", heading=Text("Tỷ lệ", "Ratio"), kind="percent"),
)
UNITS = (
    Column(key="unit", heading=Text("Mã", "Code"), kind="ref"),
    Column(key="name", heading=Text("Tổ chức", "Unit"), middle=True),
    Column(key="now", heading=Text("Kỳ này", "This period"), kind="number"),
    Column(key="before", heading=Text("Cùng kỳ", "Last year"), kind="number", spare=2),
    Column(key="ratio", heading=Text("So cùng kỳ", "Ratio"), kind="percent", spare=1),
    Column(key="year_to_date", heading=Text("Lũy kế năm", "Since January"), kind="number"),
    Column(key="target", heading=Text("Chỉ tiêu", "Target"), kind="number"),
    Column(key="percent", heading=Text("Tỷ lệ", "Percent"), kind="percent"),
)
FORM = (
    Column(key="id", heading=Text("Số", "No."), kind="ref"),
    Column(key="label", heading=Text("Nội dung", "Row")),
    Column(key="now", heading=Text("Kỳ này", "This period"), kind="number"),
    Column(key="before", heading=Text("Cùng kỳ", "Last year"), kind="number"),
    Column(key="ratio", heading=Text("Tỷ lệ", "Ratio"), kind="percent"),
    Column(key="confidence", heading=Text("Độ tin cậy", "Confidence"), wide=True),
)


def figure_rows(found: Report) -> list[dict[str, Any]]:
    """One row per figure and mark, and what was gained."""
    rows = [_figure(one) for one in (*found.counts, *found.marks)]
    if found.net is not None:
        now, before = found.net
        gained = Text("Thực tăng: kết nạp trừ số đã ra", "Net growth: admitted less left")
        rows.append(
            {
                "figure": "net",
                "label": say(gained),
                "now": now,
                "before": before,
                "ratio": None,
                "ratio_shown": "—",
            }
        )
    return rows


def _figure(one: Count) -> dict[str, Any]:
    return {
        "figure": one.figure.value,
        "label": say(one.figure.label),
        "now": len(one.cases),
        "before": len(one.before),
        "ratio": one.ratio.plain(),
        "ratio_shown": one.ratio.text(language()),
    }


def unit_rows(found: Report) -> list[dict[str, Any]]:
    """One row per unit."""
    return [unit_row(one) for one in found.units]


def unit_row(one: UnitLine) -> dict[str, Any]:
    """A unit of a report."""
    return {
        "unit": one.unit,
        "name": one.name,
        "now": len(one.cases),
        "before": len(one.before),
        "ratio": one.ratio.plain(),
        "ratio_shown": one.ratio.text(language()),
        "year_to_date": len(one.year_to_date),
        "target": one.target,
        "percent": one.percent.plain(),
        "percent_shown": one.percent.text(language()),
    }


def total_row(found: Report) -> dict[str, Any]:
    """The line under the units."""
    return unit_row(found.total) | {"name": say(Text("Cộng", "Total"))}


def form_rows(found: Form) -> list[dict[str, Any]]:
    """One row per line of the form; what is not recorded is empty, never 0."""
    return [_form_row(one) for one in found.rows]


def _form_row(one: FormRow) -> dict[str, Any]:
    now, before = one.means or (_many(one.cases), _many(one.before))
    return {
        "id": one.id,
        "section": one.section,
        "label": say(one.label),
        "now": now,
        "now_shown": _shown(now),
        "before": before,
        "before_shown": _shown(before),
        "ratio": one.ratio.plain(),
        "ratio_shown": one.ratio.text(language()),
        "recorded": now is not None,
        "own": one.own,
        "confidence": one.confidence,
    }


def _shown(value: int | Decimal | None) -> str:
    """A count with its group marks, an average with the decimal mark of the language."""
    if value is None:
        return "—"
    if isinstance(value, int):
        return number(value)
    return str(value) if language() == "en" else str(value).replace(".", ",")


def _many(cases: Sequence[str] | None) -> int | None:
    return None if cases is None else len(cases)
