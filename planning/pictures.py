"""What the pictures of a report show, as values; how they are drawn is no matter of theirs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

from planning.percent import Percent
from planning.report import Figure, Report
from rules.text import Text
from workflow.milestones import Milestones
from workflow.states import OPEN_STATES, STATE_LABELS

_STEPS = (
    Figure.NOMINATED,
    Figure.ENROLLED,
    Figure.FILED,
    Figure.ADMITTED,
    Figure.CEREMONY,
    Figure.RECOGNISED,
)
_LAST = 364  # the 31st of December, of a year that is not a leap year
_AGES = (30, 90, 180, 365)
"""Calendar days that a wait is told apart at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what it stands for, its length, and the thinner one beside it."""

    label: Text
    value: int
    beside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Steps taken in a period, beside those of the same period last year."""

    title: Text
    names: tuple[Text, Text]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that rises through the year: how many by the end of each day, day 0 being 1 January.

    Attributes:
        name: What it stands for.
        mark: The sign that tells it from the others without colour.
        points: Day of the year and count; the count holds until the next point.
    """

    name: Text
    mark: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Admissions summed up through the year, against last year's and the target."""

    title: Text
    lines: tuple[Line, ...]
    target: int
    today: int
    caption: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """How long open cases have stood in their state: a row per state, a share per age."""

    title: Text
    buckets: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[int, ...]], ...]


Picture = Funnel | Curve | Ages


def funnel(report: Report) -> Funnel:
    """The steps of a report, in order."""
    period = report.period.name
    return Funnel(
        title=Text(f"Các bước · {period.vi}", f"Steps · {period.en}"),
        names=(period, Text("cùng kỳ năm trước", "same period last year")),
        bars=tuple(
            Bar(
                label=step.label,
                value=len(report.count(step).cases),
                beside=len(report.count(step).before),
            )
            for step in _STEPS
        ),
    )


def curve(cases: Iterable[Milestones], on: date, target: int) -> Curve:
    """The year up to a day, and the whole of the year before."""
    days: dict[int, list[int]] = {on.year: [], on.year - 1: []}
    for case in cases:
        day = case.admitted
        if day is not None and day.year in days and day <= on:
            days[day.year].append((day - date(day.year, 1, 1)).days)
    today = (on - date(on.year, 1, 1)).days
    now, then = len(days[on.year]), len(days[on.year - 1])
    percent = Percent.of(now, target or None)
    of_target = Text(
        f", {percent.with_figures('vi')} chỉ tiêu" if target else "",
        f", {percent.with_figures('en')} of the target" if target else "",
    )
    return Curve(
        title=Text(
            f"Kết nạp lũy kế {on.year}, tính đến {on:%d/%m/%Y}",
            f"Admissions in {on.year}, as of {on}",
        ),
        lines=(
            Line(name=_year(on.year), mark="●", points=_summed(days[on.year], today)),
            Line(name=_year(on.year - 1), mark="○", points=_summed(days[on.year - 1], _LAST)),
        ),
        target=target,
        today=today,
        caption=Text(
            f"Đã kết nạp {now}{of_target.vi}; cả năm trước {then}.",
            f"{now} admitted{of_target.en}; {then} in all of last year.",
        ),
    )


def _year(year: int) -> Text:
    return Text(f"Năm {year}", f"{year}")


def _summed(days: Sequence[int], last: int) -> tuple[tuple[int, int], ...]:
    """Day and running count: the first of January, each day with admissions, and the last day."""
    each = Counter(days)
    inner = sorted(each)
    running = accumulate(each[day] for day in inner)
    points = [(0, 0), *zip(inner, running, strict=True)]
    return tuple(points) if points[-1][0] >= last else (*points, (last, points[-1][1]))


def ages(cases: Iterable[Milestones], on: date) -> Ages:
    """Open cases by state and by how long they have stood in it, on a day."""
    found = {state: [0] * (len(_AGES) + 1) for state in OPEN_STATES}
    for case in cases:
        if case.state in found and case.since <= on:
            found[case.state][bisect_right(_AGES, (on - case.since).days - 1)] += 1
    return Ages(
        title=Text(
            f"Thời gian ở mỗi bước, tính đến {on:%d/%m/%Y}", f"Time in each state, as of {on}"
        ),
        buckets=_bucket_names(),
        rows=tuple((STATE_LABELS[state], tuple(counts)) for state, counts in found.items()),
    )


def _bucket_names() -> tuple[Text, ...]:
    first = Text(f"đến {_AGES[0]} ngày", f"up to {_AGES[0]} days")
    inner = [
        Text(f"{low + 1}–{high} ngày", f"{low + 1}–{high} days") for low, high in pairwise(_AGES)
    ]
    return (first, *inner, Text(f"trên {_AGES[-1]} ngày", f"over {_AGES[-1]} days"))
