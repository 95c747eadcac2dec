"""A periodic report as one value: its table, its units and its sentence cannot contradict it.

Every figure is the number of the cases it names, so that it drills down to them; every sum is the
sum of the lines above it; every percentage is made of the two figures beside it; and the sentence
is written from those same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planning.league import League, UnitProgress, league
from planning.percent import Change, Percent
from planning.periods import Period, Span
from planning.quality import Mark
from rules.text import Text
from workflow.milestones import Milestones
from workflow.states import State


class Figure(StrEnum):
    """What is counted in a period."""

    NOMINATED = "nominated"
    ENROLLED = "enrolled"
    FILED = "filed"
    ADMITTED = "admitted"
    CEREMONY = "ceremony"
    RECOGNISED = "recognised"
    CLOSED = "closed"
    STRUCK_OFF = "struck-off"

    @property
    def label(self) -> Text:
        """The line's name."""
        return _LABELS[self]


_LABELS = {
    Figure.NOMINATED: Text("Được giới thiệu", "Nominated"),
    Figure.ENROLLED: Text("Cử học lớp nhận thức", "Enrolled in the awareness course"),
    Figure.FILED: Text("Lập hồ sơ, bắt đầu thẩm tra", "Files opened"),
    Figure.ADMITTED: Text("Quyết định kết nạp", "Admissions decided"),
    Figure.CEREMONY: Text("Tổ chức lễ kết nạp", "Ceremonies held"),
    Figure.RECOGNISED: Text("Công nhận chính thức", "Recognised as full members"),
    Figure.CLOSED: Text("Dừng hồ sơ", "Cases closed"),
    Figure.STRUCK_OFF: Text("Xóa tên đảng viên dự bị", "Probationers struck off"),
}

DAY_OF: Mapping[Figure, Callable[[Milestones], date | None]] = {
    Figure.NOMINATED: lambda case: case.nominated,
    Figure.ENROLLED: lambda case: case.enrolled,
    Figure.FILED: lambda case: case.filed,
    Figure.ADMITTED: lambda case: case.admitted,
    Figure.CEREMONY: lambda case: case.ceremony,
    Figure.RECOGNISED: lambda case: case.recognised,
    Figure.CLOSED: lambda case: case.since if case.state is State.CLOSED else None,
    Figure.STRUCK_OFF: lambda case: case.since if case.state is State.STRUCK_OFF else None,
}
"""The day on which a case counts for a figure; None: it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure of the period and of the same period last year, as the cases that make it.

    Attributes:
        cases: References of this period's, in order.
        before: References of the earlier period's, in order.
    """

    figure: Figure | Mark
    cases: tuple[str, ...]
    before: tuple[str, ...]

    @property
    def ratio(self) -> Percent:
        """This period × 100 ÷ the same one last year, as the statistical form reckons (R13.4)."""
        return Percent.of(len(self.cases), len(self.before))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit's admissions: of the period, of last year's, and since the year began.

    Attributes:
        unit: Its code, and its `name`.
        cases: Admitted in the period.
        before: Admitted in the same period last year.
        year_to_date: Admitted since the 1st of January, by the end of the period.
        target: Its target of the year; 0 for none.
    """

    unit: str
    name: str
    cases: tuple[str, ...]
    before: tuple[str, ...]
    year_to_date: tuple[str, ...]
    target: int

    @property
    def ratio(self) -> Percent:
        """This period × 100 ÷ the same period last year."""
        return Percent.of(len(self.cases), len(self.before))

    @property
    def change(self) -> Change:
        """How far the period has moved from the earlier one."""
        return Change(before=len(self.before), after=len(self.cases))

    @property
    def percent(self) -> Percent:
        """Admitted this year of the target."""
        return Percent.of(len(self.year_to_date), self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report.

    Attributes:
        period: What it speaks of, as far as it has gone.
        before: What it is held against.
        counts: One line per figure.
        units: One line per unit; every admission stands in exactly one of them.
        marks: One line per mark of quality; none where they were not asked for.
    """

    period: Period
    before: Period
    counts: tuple[Count, ...]
    units: tuple[UnitLine, ...]
    marks: tuple[Count, ...] = ()

    def count(self, figure: Figure | Mark) -> Count:
        """The line of a figure."""
        return next(one for one in (*self.counts, *self.marks) if one.figure is figure)

    @property
    def net(self) -> tuple[int, int] | None:
        """Admitted less those who left, of both periods; None where leaving was not counted."""
        if not self.marks:
            return None
        came, left = self.count(Figure.ADMITTED), self.count(Mark.LEFT)
        return len(came.cases) - len(left.cases), len(came.before) - len(left.before)

    @property
    def total(self) -> UnitLine:
        """All units together: each figure is the sum of its column."""
        return UnitLine(
            unit="",
            name="",
            cases=_joined(line.cases for line in self.units),
            before=_joined(line.before for line in self.units),
            year_to_date=_joined(line.year_to_date for line in self.units),
            target=sum(line.target for line in self.units),
        )

    @property
    def league(self) -> League:
        """The units ranked by what they have of their targets; nobody is on the way in it."""
        return league(
            [
                UnitProgress(
                    unit=line.unit,
                    name=line.name,
                    target=line.target,
                    admitted=len(line.year_to_date),
                    in_pipeline=0,
                    able_this_year=0,
                )
                for line in self.units
                if line.target or line.year_to_date
            ]
        )

    @property
    def sentence(self) -> Text:
        """The report in words, from the figures of this very table."""
        admitted, total = self.count(Figure.ADMITTED), self.total
        when = self.period.name if self.period.whole else _so_far(self.period)
        now, before = len(admitted.cases), len(admitted.before)
        beside_vi, beside_en = f"cùng kỳ năm trước {before}", f"same period last year {before}"
        if before:
            beside_vi += f", bằng {admitted.ratio.text('vi')}"
            beside_en += f", that is {admitted.ratio.text('en')}"
        vi = f"{when.vi}: kết nạp {now} đảng viên ({beside_vi})"
        en = f"{when.en}: {now} admitted ({beside_en})"
        done = len(total.year_to_date)
        if self.period.span is not Span.YEAR or total.target:
            part = total.percent
            vi += "; lũy kế từ đầu năm " + (part.with_figures("vi") if total.target else f"{done}")
            en += "; since January " + (part.with_figures("en") if total.target else f"{done}")
        return Text(f"{vi}.", f"{en}.")


def _so_far(period: Period) -> Text:
    day = period.last
    return Text(f"{period.name.vi} (tính đến {day:%d/%m/%Y})", f"{period.name.en} (as of {day})")


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(ref for part in parts for ref in part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A unit of the report: what it is called, which units stand under it, and its target."""

    unit: str
    name: str
    units: frozenset[str]
    target: int


def report(
    cases: Iterable[Milestones],
    period: Period,
    lines: Sequence[Line],
    names: Callable[[str], str],
    before: Period | None = None,
) -> Report:
    """Count a period.

    Args:
        cases: Everybody who moved in the period or in the same period last year.
        period: What is counted, cut at the day of the report.
        lines: The units of the table. A case of another unit gets a line of its own, at the end,
            so that the sum is whole.
        names: The name of a unit by its code.
        before: What it is held against; the same period last year if not given.
    """
    place = {unit: line.unit for line in lines for unit in line.units}
    known = {line.unit: line for line in lines}
    before = before or period.year_before
    year = Period(span=Span.YEAR, first=date(period.last.year, 1, 1), last=period.last)
    of_now = {figure: list[str]() for figure in Figure}
    of_then = {figure: list[str]() for figure in Figure}
    by_unit: dict[str, tuple[list[str], list[str], list[str]]] = {
        code: ([], [], []) for code in known
    }
    for case in cases:
        for figure, day_of in DAY_OF.items():
            day = day_of(case)
            if period.holds(day):
                of_now[figure].append(case.ref)
            elif before.holds(day):
                of_then[figure].append(case.ref)
        for span, column in zip((period, before, year), range(3), strict=True):
            if span.holds(case.admitted):
                code = place.get(case.unit, case.unit)
                by_unit.setdefault(code, ([], [], []))[column].append(case.ref)
    return Report(
        period=period,
        before=before,
        counts=tuple(
            Count(figure=figure, cases=_ordered(of_now[figure]), before=_ordered(of_then[figure]))
            for figure in Figure
        ),
        units=tuple(_lines(by_unit, known, names)),
    )


def _lines(
    by_unit: Mapping[str, tuple[list[str], list[str], list[str]]],
    known: Mapping[str, Line],
    names: Callable[[str], str],
) -> Iterator[UnitLine]:
    for code, (now, then, year) in by_unit.items():
        line = known.get(code)
        yield UnitLine(
            unit=code,
            name=names(code) if line is None else line.name,
            cases=_ordered(now),
            before=_ordered(then),
            year_to_date=_ordered(year),
            target=0 if line is None else line.target,
        )


def _ordered(refs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(refs))
