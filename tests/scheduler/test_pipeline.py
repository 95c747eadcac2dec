"""Reminders about yearly targets: no candidates, at risk, files missing; each once, ever."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, at, take_to, units

from scheduler import pipeline as module
from scheduler.pipeline import load_pipeline
from scheduler.strict import ConfigurationError
from workflow.actions.pause import hold
from workflow.actions.plan_year import plan_year
from workflow.actions.registers import set_quotas
from workflow.actions.unit_status import end_unit
from workflow.pipeline import PipelineKind
from workflow.quota import Quota
from workflow.reasons import Reason
from workflow.reminders import Role
from workflow.states import State

NOBODY, RISK, FILES = (
    PipelineKind.NO_CANDIDATES,
    PipelineKind.AT_RISK,
    PipelineKind.FILES_MISSING,
)


@pytest.fixture
def city(office):
    """A city with a ward and a school in 2024, and one desk that has every role."""
    office.now = at("2024-01-05")
    units(office.desk())
    office.tell(*office.everybody())
    return office


def give(office, unit, target, year=2024):
    set_quotas(office.desk(), [Quota(year=year, unit=unit, target=target, base="3-NQ/TU")])


def candidates(office, number, state=State.NOMINATED):
    """So many in the ward, in a state."""
    office.now = at("2024-08-02")
    for _ in range(number):
        office.cases += 1
        ref = a_case(office.desk(), born=f"19{70 + office.cases}-05-02")
        take_to(office.desk(), ref, state)
    return ref


def raised(office, year=2024):
    return [
        (one.line.unit, one.line.kind, one.line.rung, one.line.there)
        for one in office.alerts.targets(year)
    ]


def test_before_the_31st_means_that_the_30th_is_the_last_good_day():
    assert load_pipeline().file_day(2026) == date(2026, 10, 30)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-03-03", []),
        ("2024-03-04", [("DV", NOBODY, -240, 0)]),
        ("2024-08-30", [("DV", NOBODY, -150, 0), ("DV", RISK, -120, 0)]),
        (
            "2024-08-31",
            [("DV", NOBODY, -60, 0), ("DV", RISK, -60, 0), ("DV", FILES, -60, 0)],
        ),
        (
            "2024-11-06",
            [("DV", NOBODY, -60, 0), ("DV", RISK, -30, 0), ("DV", FILES, 7, 0)],
        ),
    ],
)
def test_a_unit_without_candidates_is_reminded_on_the_days_of_the_ladder(city, day, found):
    give(city, "DV", 2)

    city.tick(day)

    assert raised(city) == found


def test_each_rung_is_raised_once_however_often_one_looks(city):
    give(city, "DV", 2)

    for day in ("2024-03-04", "2024-03-04", "2024-03-05", "2024-06-02", "2024-06-03", "2024-03-04"):
        city.tick(day)

    assert raised(city) == [("DV", NOBODY, -240, 0), ("DV", NOBODY, -150, 0)]


def test_a_plan_of_the_year_that_names_another_day_moves_the_rungs_of_its_units(city):
    give(city, "DV", 2)
    give(city, "TP", 9)
    plan_year(city.desk(), 2024, "DV", files_before=date(2024, 6, 1))

    city.tick("2024-05-31")

    found = {(one.line.unit, one.line.kind, one.line.rung) for one in city.alerts.targets(2024)}
    days = {one.line.unit: one.line.due_on for one in city.alerts.targets(2024)}
    assert found == {
        ("TP", NOBODY, -240),
        ("DV", NOBODY, -60),
        ("DV", RISK, -30),
        ("DV", FILES, 0),
    }
    assert days == {"TP": date(2024, 10, 30), "DV": date(2024, 5, 31)}


def test_who_is_on_the_way_counts_and_whose_file_is_in_verification_hands_it_in(city):
    give(city, "DV", 3)
    candidates(city, 2)
    candidates(city, 1, State.VERIFICATION)

    city.tick("2024-10-30")

    assert raised(city) == [("DV", FILES, 0, 1)]


def test_who_was_admitted_in_the_year_counts_and_who_is_on_hold_does_not(city):
    give(city, "DV", 3)
    candidates(city, 1, State.PROBATION)
    held = candidates(city, 1)
    hold(city.desk(), held, Reason.ABSENT)

    city.tick("2024-09-30")

    assert raised(city) == [("DV", NOBODY, -60, 1), ("DV", RISK, -30, 1), ("DV", FILES, -30, 1)]


def test_a_unit_that_has_reached_its_target_is_left_alone(city):
    give(city, "DV", 1)
    candidates(city, 1, State.PROBATION)

    city.tick("2024-11-06")

    assert raised(city) == []


def test_the_superior_counts_everybody_below(city):
    give(city, "TP", 3)
    candidates(city, 2)

    city.tick("2024-08-02")

    assert raised(city) == [("TP", RISK, -120, 2)]


def test_a_target_revised_to_nothing_and_a_unit_that_is_no_more_are_left_alone(city):
    give(city, "DV", 2)
    give(city, "CVA", 2)
    gone = Quota(year=2024, unit="DV", target=0, reason="Sáp nhập")
    set_quotas(city.desk(), [gone], approved_by="hoa")
    end_unit(city.desk(), "CVA", on=date(2024, 2, 1))

    city.tick("2024-06-02")

    assert raised(city) == []


def test_one_year_says_nothing_of_another(city):
    give(city, "DV", 2)
    city.tick("2024-03-04")
    give(city, "DV", 2, year=2025)
    city.tick("2025-03-04")

    assert raised(city) == [("DV", NOBODY, -240, 0)]
    assert raised(city, 2025) == [("DV", NOBODY, -240, 0)]


def test_a_reminder_about_a_target_goes_out_with_the_digest(city):
    give(city, "DV", 2)

    result = city.tick("2024-03-04")

    assert (result.raised, result.messages, result.sent, result.unaddressed) == (1, 1, 1, 0)
    (shown,) = city.shown
    assert "Đảng bộ phường Đô Vinh chưa có nguồn kết nạp năm 2024: 0/2" in shown
    assert "hạn nộp hồ sơ 30/10/2024" in shown
    (one,) = city.alerts.targets(2024, units=["DV"])
    assert one.to == ("quầy 1",)
    assert city.alerts.targets(2024, units=["CVA"]) == []


def test_a_target_for_nobody_waits_until_somebody_is_named(city):
    give(city, "DV", 2)
    city.tell()

    first = city.tick("2024-03-04")
    city.a_holder(Role.CELL_SECRETARY, "Lê Văn Tám")
    second = city.tick("2024-03-05")
    third = city.tick("2024-03-06")

    assert (first.raised, first.unaddressed) == (1, 1)
    assert (second.raised, second.sent, second.unaddressed) == (0, 1, 0)
    assert third.messages == 0


def test_at_the_second_rung_the_superior_hears_too(city):
    give(city, "DV", 2)
    city.tell(
        city.by_terminal(Role.CELL_SECRETARY),
        city.by_terminal(Role.SUPERIOR_OFFICER, unit="TP", desk="quầy TP"),
    )

    city.tick("2024-06-02")
    first = list(city.shown)
    city.tick("2024-08-31")

    assert [text.partition("]")[0] for text in first] == ["[quầy 1"]
    assert any(text.startswith("[quầy TP]") for text in city.shown)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("day = 31", "day = 32", "“before” phải có dạng"),
        ("{ month = 10, day = 31 }", '"31/10"', "“before” phải có dạng"),
        ('"at-risk"', '"no-candidates"', "loại này đã có ở trên"),
        ('"at-risk"', '"late"', "“late” không dùng được"),
    ],
)
def test_the_reminders_of_a_year_are_read_strictly(tmp_path, old, new, says):
    path = tmp_path / "pipeline.toml"
    text = module._PACKAGED.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(ConfigurationError) as refused:
        load_pipeline(path)

    assert says in refused.value.what.vi


def test_a_rung_that_the_ladder_no_longer_has_is_told_to_those_before_it():
    pipeline = load_pipeline()

    assert pipeline.told(NOBODY, -200) == pipeline.told(NOBODY, -240)
    assert pipeline.told(NOBODY, -999) == pipeline.told(NOBODY, -240)
