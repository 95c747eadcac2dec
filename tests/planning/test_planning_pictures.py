"""Pictures show the figures of the report, and tell nothing by colour alone."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from waits import province

from planning.periods import Period
from planning.pictures import Picture, ages, curve, funnel
from planning.report import Figure, Line, report
from planning.svg import svg
from workflow.milestones import Milestones
from workflow.states import OPEN_STATES, State

TODAY = date(2026, 11, 23)
CASES = province(units=3, years=4, per_year=15, until=TODAY, seed=9)
UNITS = frozenset({"U000", "U001", "U002"})
REPORT = report(
    CASES,
    Period.year(2026).until(TODAY),
    [Line(unit="TP", name="Thành phố <mẫu>", units=UNITS, target=40)],
    str,
)


def pictures() -> list[Picture]:
    return [funnel(REPORT), curve(CASES, TODAY, 40), ages(CASES, TODAY)]


def test_the_funnel_has_the_figures_of_the_report():
    found = {bar.label: (bar.value, bar.beside) for bar in funnel(REPORT).bars}

    for step in (Figure.NOMINATED, Figure.FILED, Figure.ADMITTED):
        one = REPORT.count(step)
        assert found[step.label] == (len(one.cases), len(one.before))


def test_the_curve_ends_at_what_the_report_counts():
    found = curve(CASES, TODAY, 40)
    this_year, last_year = found.lines

    admitted = len(REPORT.count(Figure.ADMITTED).cases)
    assert this_year.points[0] == (0, 0)
    assert this_year.points[-1] == (326, admitted)
    assert last_year.points[-1][0] == 364
    counts = [count for _, count in this_year.points]
    assert counts == sorted(counts)
    assert f"Đã kết nạp {admitted}, {admitted}/40 = " in found.caption.vi


def test_a_curve_without_target_or_admissions_lies_on_the_ground():
    found = curve([], date(2026, 1, 1), 0)

    assert [line.points[-1][1] for line in found.lines] == [0, 0]
    assert found.caption.vi == "Đã kết nạp 0; cả năm trước 0."
    assert svg(found, "vi").count("Chỉ tiêu") == 0


@pytest.mark.parametrize(
    ("days", "bucket"), [(0, 0), (30, 0), (31, 1), (90, 1), (91, 2), (365, 3), (366, 4)]
)
def test_a_wait_falls_into_the_bucket_that_names_its_days(days, bucket):
    since = date.fromordinal(TODAY.toordinal() - days)
    case = Milestones("HS-1", "DV", State.VERIFICATION, since, False)

    rows = dict(zip(OPEN_STATES, ages([case], TODAY).rows, strict=True))

    assert rows[State.VERIFICATION][1].index(1) == bucket


def test_ages_count_every_open_case_once():
    rows = ages(CASES, TODAY).rows

    assert sum(sum(counts) for _, counts in rows) == sum(
        case.state in OPEN_STATES for case in CASES
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("picture", pictures(), ids=["funnel", "curve", "ageing"])
def test_an_svg_is_well_formed_titled_and_the_same_every_time(picture, language):
    drawn = svg(picture, language)
    root = ET.fromstring(drawn)  # noqa: S314 - our own text

    assert drawn == svg(picture, language)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == picture.title.to(language)
    width, height = (float(root.attrib[key]) for key in ("width", "height"))
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(text.attrib["x"]) <= width
        assert 0 <= float(text.attrib["y"]) <= height


def test_what_a_colour_tells_a_pattern_a_dash_or_a_sign_tells_too():
    bars, lines, shares = (svg(one, "vi") for one in pictures())

    assert "url(#thin)" in bars
    assert 'stroke-dasharray="2 4"' in lines
    assert 'stroke-dasharray="8 4"' in lines
    assert "● Năm 2026" in lines
    assert "○ Năm 2025" in lines
    assert len(set(re.findall(r"url\(#(\w+)\)", shares))) == 4


def test_labels_at_the_ends_of_lines_do_not_lie_on_one_another():
    day = date(2026, 3, 2)
    cases = [
        Milestones(f"HS-{n}", "DV", State.ADMITTED, day, False, None, None, None, on)
        for n, on in enumerate((day, date(2025, 3, 2)))
    ]

    root = ET.fromstring(svg(curve(cases, date(2026, 12, 31), 1), "vi"))  # noqa: S314 - our own

    heights = sorted(
        float(one.attrib["y"])
        for one in root.iter("{http://www.w3.org/2000/svg}text")
        if (one.text or "")[:1] in {"●", "○", "C"}
    )
    assert len(heights) == 3
    assert all(after - before >= 10 for before, after in pairwise(heights))


def test_names_with_angle_brackets_do_not_break_a_file():
    found = funnel(REPORT)
    odd = type(found)(
        title=found.title.__class__("<Báo> & cáo", "<a> & b"), names=found.names, bars=found.bars
    )

    root = ET.fromstring(svg(odd, "vi"))  # noqa: S314 - our own text

    assert root.findtext("{http://www.w3.org/2000/svg}title") == "<Báo> & cáo"
