"""The acceptance tests that fall out of the source article, by their numbers there (section 4).

Number 9, one person referred twice, stands with the registers.
"""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, at, conditions, missing, take_to, vote

from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.record import record
from workflow.facts import FactKind
from workflow.states import Event, State


@pytest.fixture
def article(office):
    """The city's three years as published."""
    for year, target, admitted in ((2020, 144, 85), (2021, 144, 150), (2022, 146, 147)):
        figures = ("--target", str(target), "--admitted", str(admitted))
        office.says("quota", "set", "TP", str(year), *figures)
    return office


def test_acceptance_1_the_three_years_print_with_their_percentages_and_the_weighted_rate(article):
    table = article.says("quota", "history", "--from", "2020", "--to", "2022", "-o", "table")

    rows = [" ".join(line.split()) for line in table.splitlines()[1:]]
    assert rows[0].startswith("2020 144 85 59,03 %")
    assert rows[1].startswith("2021 144 150 104,17 %")
    assert rows[2].startswith("2022 146 147 100,68 %")
    assert rows[3] == "2020–2022 434 382 88,02 %"


def test_acceptance_2_a_published_total_of_372_disagrees_by_ten_with_both_hypotheses(article):
    result = article.type("report", "check", "--period", "2020..2022", "--claim", "total=372")

    assert result.exit_code == 7
    assert "372" in result.stdout
    assert "382" in result.stdout
    assert "10" in result.stdout
    assert len([line for line in result.stdout.splitlines() if line.startswith("  ")]) == 2


def test_acceptance_3_two_places_still_to_allocate_are_a_warning_and_no_error(office):
    office.says("quota", "set", "TP", "2023", "--target", "180")

    result = office.type("quota", "allocate", "2023", "DV=100", "CVA=78")

    assert result.exit_code == 0
    assert result.stdout.endswith(
        "! Đảng bộ thành phố: chỉ tiêu 180, đã phân bổ 178, còn 2 chưa phân bổ.\n"
    )


def test_acceptance_4_a_target_is_exceeded_shown_above_one_hundred_and_never_clamped(office):
    office.says("quota", "set", "DV", "2026", "--target", "20", "--admitted", "23")

    (row,) = office.items("quota", "league")
    table = office.says("quota", "league", "-o", "table")

    assert (row["percent"], row["verdict"], row["missing"]) == ("115.00", "above", 0)
    assert "115,00 %" in table
    assert "✓ vượt" in table


@pytest.mark.parametrize(
    ("instant", "late"),
    [(at("2023-10-30", 16).replace(minute=59), 0), (at("2023-10-30", 17), 1)],
)
def test_acceptance_5_before_31_10_is_kept_until_midnight_of_30_10_in_viet_nam(
    office, instant, late
):
    ref = a_case(office.desk(), on=date(2023, 1, 5))
    advance(office.desk(), ref, Event.ENROL, on=date(2023, 2, 1), document="05-CV/ĐU")
    office.now = instant
    office.says("quota", "set", "DV", "2023", "--target", "1")
    office.says("quota", "set-plan", "2023", "TP", "--files-before", "31/10/2023")

    office.says("quota", "receive", "DV", ref)

    (row,) = office.items("quota", "files", "2023")
    assert (row["before"], row["sent"], row["late"]) == ("2023-10-31", 1, late)


def test_acceptance_6_two_papers_numbered_11_stand_side_by_side_and_a_citation_asks_which(office):
    for number, issuer, day in (
        ("11 - NQ/TU", "Thành ủy", "16/12/2022"),
        ("11-NQ/TU", "Tỉnh ủy", "03/11/2021"),
    ):
        office.says(
            "legal", "add", number, "--issuer", issuer, "--date", day, "--level", "province"
        )

    asked = office.type("quota", "set", "TP", "2023", "--target", "180", "--base", "11-NQ/TU")
    told = office.says(
        "quota", "set", "TP", "2023", "--target", "180", "--base", "11-NQ/TU Thành ủy"
    )

    assert [row["paper"] for row in office.items("legal", "list")] == ["11-NQ/TU", "11-NQ/TU"]
    assert asked.exit_code == 3
    assert asked.stderr.count("11-NQ/TU ngày") == 3  # two candidates, and one as an example
    assert told.startswith("✓")
    assert office.items("quota", "show", "2023")[0]["base"] == "11-NQ/TU ngày 16/12/2022, Thành ủy"


def test_acceptance_7_a_merger_takes_candidates_alerts_and_what_is_left_of_the_target(office):
    ref = a_case(office.desk())
    take_to(office.desk(), ref, State.PROBATION)
    office.says("quota", "set", "DV", "2025", "--target", "9", "--admitted", "7")
    office.says("quota", "set", "DV", "2026", "--target", "10", "--admitted", "4")
    office.says("quota", "set", "CVA", "2026", "--target", "5")
    assert office.type("tick").exit_code == 0
    before = office.items("alert", "list")

    office.says("unit", "merge", "DV", "--into", "CVA", "--on", "01/11/2026", "--doc", "9-NQ", "-y")

    after = office.items("alert", "list")
    assert before
    assert [alert["id"] for alert in after] == [alert["id"] for alert in before]
    assert office.items("case", "list", "--unit", "CVA")[0]["ref"] == ref
    assert office.items("next", "--unit", "CVA")
    this_year = {row["unit"]: row["target"] for row in office.items("quota", "league")}
    assert this_year == {"DV": 4, "CVA": 11}
    last_year = office.items("quota", "league", "--year", "2025")
    assert [(row["unit"], row["target"], row["admitted"]) for row in last_year] == [("DV", 9, 7)]
    assert office.says("audit", "verify").startswith("✓")


def test_acceptance_8_a_pupil_of_age_next_month_may_be_in_class_and_not_be_voted_on(office):
    desk = office.desk()
    pupil = Nominee(name="Lê Thị Tư", born="2008-12-10", education="upper-secondary")
    ref = nominate(desk, pupil, "CVA", on=date(2026, 3, 1), document="1-NQ/CB").case.ref

    advance(desk, ref, Event.ENROL, on=date(2026, 4, 1), document="5-CV")
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2026, 6, 1), document="GCN", issuer="TT")
    advance(desk, ref, Event.OPEN_FILE, on=date(2026, 7, 1))
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2026, 11, 20))

    assert "age" in conditions(desk, ref, Event.ADMIT)
    office.now = at("2026-12-20")
    later = office.desk()
    record(later, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2026, 12, 1))
    assert "age" not in conditions(later, ref, Event.ADMIT)


def test_acceptance_10_an_old_certificate_is_refused_with_its_day_its_base_and_the_remedy(office):
    desk = office.desk()
    ref = a_case(desk, on=date(2020, 1, 5))
    advance(desk, ref, Event.ENROL, on=date(2020, 2, 1), document="05-CV/ĐU")
    record(desk, ref, FactKind.CERTIFICATE, {}, on=date(2020, 4, 1), document="GCN", issuer="TT")

    advance(desk, ref, Event.OPEN_FILE, on=date(2020, 5, 2))
    record(desk, ref, FactKind.VOTE, vote("cell", "admission"), on=date(2026, 11, 20))
    problems = {one.condition: one for one in missing(desk, ref, Event.ADMIT)}

    found = problems["course-certificate"]
    assert "01/04/2025" in found.sentence().vi
    assert found.source is not None
    assert found.remedy is not None
    assert "re-enrol" in found.remedy.en
