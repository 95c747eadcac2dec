"""Marks of quality count cases, each once; gained are those who came less those who left."""

from __future__ import annotations

from datetime import date

from planning.periods import Period
from planning.quality import Deed, Mark, marked
from planning.report import Count, Figure, Report, report

YEAR = Period.year(2026)
LAST = YEAR.year_before


def test_a_case_counts_once_for_each_mark_and_period():
    deeds = [
        Deed(Mark.LATE, "HS-2", date(2026, 3, 1), "DV"),
        Deed(Mark.LATE, "HS-2", date(2026, 5, 1), "DV"),
        Deed(Mark.LATE, "HS-1", date(2026, 12, 31), "DV"),
        Deed(Mark.LATE, "HS-2", date(2025, 5, 1), "DV"),
        Deed(Mark.LEFT, "HS-1", date(2024, 12, 31), "DV"),
    ]

    found = marked(deeds, YEAR, LAST)

    assert list(found) == list(Mark)
    assert found[Mark.LATE] == (("HS-1", "HS-2"), ("HS-2",))
    assert found[Mark.LEFT] == ((), ())


def test_what_is_gained_is_only_told_where_leaving_was_counted():
    plain = report((), YEAR, (), str)
    left = Count(figure=Mark.LEFT, cases=("HS-1", "HS-2"), before=())
    counts = (Count(figure=Figure.ADMITTED, cases=("HS-3",), before=("HS-4",)),)

    assert plain.net is None
    assert Report(period=YEAR, before=LAST, counts=counts, units=(), marks=(left,)).net == (-1, 1)
