"""Targets and results year by year, and what they come to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planning.percent import Change, Percent
from rules.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class YearResult:
    """What is known of one year.

    Attributes:
        year: The calendar year.
        target: The admission target; None when it is not known.
        admitted: How many were admitted; None while the year has no result.
        target_source: The document that sets the target, as the table names it.
    """

    year: int
    target: int | None
    admitted: int | None
    target_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A year of the table.

    Attributes:
        percent: Admitted of the target.
        change: The result against the result of the year before.
        target_change: The target against the target of the year before.
    """

    year: int
    target: int | None
    admitted: int | None
    target_source: str | None
    percent: Percent
    change: Change
    target_change: Change

    def compared(self, language: Language) -> str:
        """The column "against the year before": of the result, or of the target without one."""
        if self.admitted is not None or self.target_change.exact is None:
            return self.change.text(language)
        noun = "target" if language == "en" else "chỉ tiêu"
        return f"{self.target_change.text(language)} {noun}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryTotal:
    """The years that have a result, together.

    Attributes:
        years: Those years, in order.
        target: The sum of their targets; None when the target of one of them is not known.
        admitted: The sum of their results.
        percent: Sum of sum. Percentages are never averaged: 87,96 % is not 382/434 = 88,02 %.
    """

    years: tuple[int, ...]
    target: int | None
    admitted: int
    percent: Percent

    @property
    def label(self) -> str:
        """The years as a reader writes them: "2020–2022", "2020, 2022–2023"."""
        runs: list[list[int]] = [[self.years[0]]]
        for before, year in pairwise(self.years):
            if year == before + 1:
                runs[-1].append(year)
            else:
                runs.append([year])
        return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The table: years in order, and the total of those with a result.

    Attributes:
        rows: One per year. A table for people puts the total after the last year it sums.
        total: None while no year has a result.
    """

    rows: tuple[HistoryRow, ...]
    total: HistoryTotal | None


def history(results: Sequence[YearResult]) -> History:
    """The table of these years, in any order given.

    A change is measured against the calendar year before; a year without one has none.

    Raises:
        ValueError: A year is given twice.
    """
    by_year = {result.year: result for result in results}
    if len(by_year) != len(results):
        message = "a year is given twice"
        raise ValueError(message)
    ordered = sorted(results, key=lambda result: result.year)
    rows = tuple(_row(result, by_year.get(result.year - 1)) for result in ordered)
    return History(rows=rows, total=_total(ordered))


def _row(result: YearResult, before: YearResult | None) -> HistoryRow:
    return HistoryRow(
        year=result.year,
        target=result.target,
        admitted=result.admitted,
        target_source=result.target_source,
        percent=Percent.of(result.admitted, result.target),
        change=Change(before=before.admitted if before else None, after=result.admitted),
        target_change=Change(before=before.target if before else None, after=result.target),
    )


def _total(ordered: Sequence[YearResult]) -> HistoryTotal | None:
    closed = [result for result in ordered if result.admitted is not None]
    if not closed:
        return None
    targets = [result.target for result in closed if result.target is not None]
    target = sum(targets) if len(targets) == len(closed) else None
    admitted = sum(result.admitted for result in closed if result.admitted is not None)
    return HistoryTotal(
        years=tuple(result.year for result in closed),
        target=target,
        admitted=admitted,
        percent=Percent.of(admitted, target),
    )
