"""Units ranked by how far they have come with the year's target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from planning.percent import Percent
from rules.text import Text


class Verdict(StrEnum):
    """Where a unit stands with its target."""

    ABOVE = "above"
    REACHED = "reached"
    CLOSE = "close"
    AT_RISK = "at-risk"
    NO_SOURCE = "no-source"
    NO_TARGET = "no-target"

    @property
    def text(self) -> Text:
        """The verdict as the table shows it, its sign before the words."""
        return _VERDICT_TEXTS[self]


_VERDICT_TEXTS = {
    Verdict.ABOVE: Text(vi="✓ vượt", en="✓ above"),
    Verdict.REACHED: Text(vi="✓ đạt", en="✓ reached"),
    Verdict.CLOSE: Text(vi="! sát nút", en="! close"),
    Verdict.AT_RISK: Text(vi="▲ nguy cơ", en="▲ at risk"),
    Verdict.NO_SOURCE: Text(vi="▲ không có nguồn", en="▲ no source"),
    Verdict.NO_TARGET: Text(vi="— chưa giao chỉ tiêu", en="— no target"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """What is known of one unit in the year.

    Attributes:
        unit: Its code.
        name: Its name as the table shows it.
        target: Its share of the year's target; 0 when it was given none.
        admitted: Admitted in the year so far.
        in_pipeline: Open cases of the unit that are not yet admitted.
        able_this_year: Those among them who can still be admitted within the year.
        forecast: The fewest and the most to expect at the end of the year, with those admitted;
            None where nothing is forecast: then from nobody else to everybody able.
    """

    unit: str
    name: str
    target: int
    admitted: int
    in_pipeline: int
    able_this_year: int
    forecast: tuple[int, int] | None = None

    @property
    def between(self) -> tuple[int, int]:
        """The range of the end of the year."""
        return self.forecast or (self.admitted, self.admitted + self.able_this_year)

    @property
    def missing(self) -> int:
        """Places still to fill; 0 once the target is reached."""
        return max(self.target - self.admitted, 0)

    @property
    def verdict(self) -> Verdict:
        """Where the unit stands, from its own figures alone."""
        if self.target == 0:
            return Verdict.NO_TARGET
        if self.missing == 0:
            return Verdict.ABOVE if self.admitted > self.target else Verdict.REACHED
        if self.in_pipeline == 0:
            return Verdict.NO_SOURCE
        return Verdict.CLOSE if self.between[1] >= self.target else Verdict.AT_RISK


@dataclass(frozen=True, slots=True, kw_only=True)
class LeagueRow:
    """A unit in its place.

    Attributes:
        rank: Equal percentages share a rank (1, 2, 3, 3, 5); None for a unit without a target.
        forecast_low: The fewest to expect at the end of the year.
        forecast_high: The most to expect.
    """

    rank: int | None
    unit: str
    name: str
    target: int
    admitted: int
    percent: Percent
    in_pipeline: int
    missing: int
    forecast_low: int
    forecast_high: int
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class LeagueTotal:
    """All units together; each figure but the forecast is the sum of its column.

    `missing` too: what one unit has above its target fills no place of another. The forecast is a
    range of its own: units do not all end at the edge of theirs in the same year.
    """

    target: int
    admitted: int
    percent: Percent
    in_pipeline: int
    missing: int
    forecast_low: int
    forecast_high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """The table, best first, with its total."""

    rows: tuple[LeagueRow, ...]
    total: LeagueTotal

    @property
    def sentence(self) -> Text:
        """The sentence for the report, counted from this very table."""
        verdicts = [row.verdict for row in self.rows]
        above, reached = verdicts.count(Verdict.ABOVE), verdicts.count(Verdict.REACHED)
        targetless = verdicts.count(Verdict.NO_TARGET)
        below = len(verdicts) - above - reached - targetless
        none_yet = sum(1 for row in self.rows if row.target and row.missing and not row.admitted)
        vi = f"{above} đơn vị vượt chỉ tiêu, {reached} đơn vị đạt, {below} đơn vị chưa đạt"
        en = f"{above} above target, {reached} on target, {below} below"
        if none_yet:
            vi += f", trong đó {none_yet} đơn vị chưa kết nạp được"
            en += f", of which {none_yet} with nobody admitted yet"
        if targetless:
            vi += f"; {targetless} đơn vị chưa được giao chỉ tiêu"
            en += f"; {targetless} without a target"
        return Text(vi=f"Câu báo cáo: {vi}.", en=f"For the report: units {en}.")


def league(units: Sequence[UnitProgress], whole: tuple[int, int] | None = None) -> League:
    """Rank the units by their exact percentage.

    Args:
        units: What is known of each.
        whole: The forecast for all of them together; None sums up theirs.

    Units with the same percentage keep the order given; units without a target come last.
    """
    rows: list[LeagueRow] = []
    for position, unit in enumerate(sorted(units, key=_place), start=1):
        percent = Percent.of(unit.admitted, unit.target)
        equal_to_last = bool(rows) and rows[-1].percent.exact == percent.exact
        rank = rows[-1].rank if equal_to_last else position
        rows.append(_row(unit, percent, None if percent.exact is None else rank))
    return League(rows=tuple(rows), total=_total(rows, whole))


def _place(unit: UnitProgress) -> tuple[bool, Fraction]:
    percent = Percent.of(unit.admitted, unit.target).exact
    return (percent is None, -(percent or Fraction(0)))


def _row(unit: UnitProgress, percent: Percent, rank: int | None) -> LeagueRow:
    return LeagueRow(
        rank=rank,
        unit=unit.unit,
        name=unit.name,
        target=unit.target,
        admitted=unit.admitted,
        percent=percent,
        in_pipeline=unit.in_pipeline,
        missing=unit.missing,
        forecast_low=unit.between[0],
        forecast_high=unit.between[1],
        verdict=unit.verdict,
    )


def _total(rows: Sequence[LeagueRow], whole: tuple[int, int] | None) -> LeagueTotal:
    low, high = whole or (
        sum(row.forecast_low for row in rows),
        sum(row.forecast_high for row in rows),
    )
    target = sum(row.target for row in rows)
    admitted = sum(row.admitted for row in rows)
    return LeagueTotal(
        target=target,
        admitted=admitted,
        percent=Percent.of(admitted, target),
        in_pipeline=sum(row.in_pipeline for row in rows),
        missing=sum(row.missing for row in rows),
        forecast_low=low,
        forecast_high=high,
    )
