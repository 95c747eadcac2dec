"""An office's own rungs, for a unit and those below; nobody can leave out that they are late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import CITY

from scheduler.ladder import load_ladders
from scheduler.strict import ConfigurationError
from workflow.actions.registers import add_units
from workflow.reminders import Role
from workflow.unit import Unit, UnitStatus

RULES = {"probation", "recognition-cell"}
OWN = """\
[[additions]]
unit = "DV"
rules = ["probation"]
without = [-60]
[additions.rungs]
-45 = ["cell-secretary"]
-30 = ["auditor"]
"+14" = ["superior-officer"]

[[additions]]
unit = "CB1"
rules = ["probation", "recognition-cell"]
[additions.rungs]
-45 = ["grassroots-officer"]
"""
PATHS = {"TP": ("TP",), "DV": ("TP", "DV"), "CB1": ("TP", "DV", "CB1"), "CVA": ("TP", "CVA")}


def written(folder, text=OWN):
    path = folder / "ladder.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def ladders(tmp_path):
    from rules.rulebook import Rulebook

    return load_ladders(Rulebook.open().ids(), local=written(tmp_path))


def days(ladders, path):
    return [rung.days for rung in ladders.rungs("probation", path)]


def test_a_unit_has_the_packaged_rungs_and_its_own_and_so_has_every_unit_below(ladders):
    assert days(ladders, PATHS["CVA"]) == [-90, -60, -30, -15, -7, 0]
    assert days(ladders, PATHS["DV"]) == [-90, -45, -30, -15, -7, 0, 14]
    assert days(ladders, PATHS["CB1"]) == days(ladders, PATHS["DV"])


def test_further_people_are_told_at_a_packaged_rung(ladders):
    assert ladders.told("probation", -30, PATHS["CVA"]) == (Role.HELPER, Role.CELL_SECRETARY)
    assert ladders.told("probation", -30, PATHS["DV"]) == (
        Role.HELPER,
        Role.CELL_SECRETARY,
        Role.AUDITOR,
    )
    assert ladders.told("probation", -45, PATHS["CB1"]) == (
        Role.CELL_SECRETARY,
        Role.GRASSROOTS_OFFICER,
    )


def test_units_that_climb_alike_climb_together_and_the_others_do_not_climb_there(ladders):
    steps = ladders.steps(["probation"], PATHS)

    assert {step.but for step in steps if step.units is None} == {("CB1", "DV")}
    own = [step for step in steps if step.units is not None]
    assert {step.units for step in own if step.days == 14} == {("DV",), ("CB1",)}
    assert [step.days for step in steps] == sorted(step.days for step in steps)
    assert ladders.steps(["file-age"], PATHS) == ladders.steps(["file-age"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("without = [-60]", "without = [0]", "không tổ chức nào được bỏ"),
        ("without = [-60]", "without = [30]", "không tổ chức nào được bỏ"),
        ("without = [-60]", 'without = ["-60"]', "“without” phải là danh sách số ngày"),
        ("without = [-60]", "without = true", "“without” phải là danh sách số ngày"),
        ('rules = ["probation"]', 'rules = ["x"]', "không có quy tắc “x”"),
        ("[[additions]]", "[snooze]\n[[additions]]", "khóa “snooze” không có trong mẫu"),
    ],
)
def test_what_an_office_lays_over_is_read_strictly(tmp_path, old, new, says):
    with pytest.raises(ConfigurationError) as refused:
        load_ladders(
            {"probation", "recognition-cell"} | _all_rules(),
            local=written(tmp_path, OWN.replace(old, new, 1)),
        )

    assert says in refused.value.what.vi


def _all_rules():
    from rules.rulebook import Rulebook

    return set(Rulebook.open().ids())


def test_an_addition_says_what_it_adds(tmp_path):
    text = '[[additions]]\nunit = "DV"\nrules = ["probation"]\n'

    with pytest.raises(ConfigurationError) as refused:
        load_ladders(_all_rules(), local=written(tmp_path, text))

    assert "chưa nói thêm hay bỏ mốc nào" in refused.value.what.vi


def test_a_sweep_climbs_each_units_own_rungs_once(office, tmp_path):
    office.tell(*office.everybody())
    office.ladders = load_ladders(_all_rules(), local=written(tmp_path))
    office.a_case()  # in DV; its probation ends on 1 August 2025

    for day in ("2025-06-01", "2025-06-02", "2025-06-17", "2025-06-17", "2025-07-02"):
        office.tick(day)
    assert office.rungs("probation") == [-90, -45, -30]

    office.tick("2025-08-15")
    assert office.rungs("probation") == [-90, -45, -30, -15, -7, 0, 14]


def test_other_units_climb_the_packaged_rungs(office, tmp_path):
    text = OWN.replace('"DV"', '"CVA"').replace('"CB1"', '"CVA"')
    office.ladders = load_ladders(_all_rules(), local=written(tmp_path, text))
    office.a_case()

    office.tick("2025-08-15")

    assert office.rungs("probation") == [-90, -60, -30, -15, -7, 0]


def test_a_unit_that_moves_below_another_climbs_with_it_from_then_on(office, tmp_path):
    text = OWN.replace('"DV"', '"Q2"').replace('"CB1"', '"Q2"')
    office.ladders = load_ladders(_all_rules(), local=written(tmp_path, text))
    office.a_case()
    second = Unit(
        code="Q2",
        name="Đảng bộ quận Hai",
        status=UnitStatus.SUPERIOR,
        parent=None,
        from_on=CITY.from_on,
    )
    add_units(office.desk(), [second], roots=True)
    office.tick("2025-06-17")
    before = office.rungs("probation")

    from workflow.actions.unit_status import change_status

    office.now = office.now.replace(day=18)
    change_status(office.desk(), "DV", UnitStatus.GRASSROOTS, parent="Q2", on=date(2025, 6, 18))
    office.tick("2025-06-18")

    assert before == [-90, -60]
    assert office.rungs("probation") == [-90, -60, -45]


def test_the_settings_name_the_offices_own_rungs(tmp_path):
    from scheduler.settings import load_settings

    settings = tmp_path / "ketnap.toml"
    settings.write_text('[ladder]\nfile = "ladder.toml"\n', encoding="utf-8")

    assert load_settings(settings).ladder == tmp_path / "ladder.toml"
    assert replace(load_settings(settings), ladder=None).ladder is None
