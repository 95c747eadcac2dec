"""The ladder is data, and data out of order is refused by file and line."""

from __future__ import annotations

import pytest

from rules.rulebook import Rulebook
from scheduler.ladder import load_ladders
from scheduler.strict import ConfigurationError
from workflow.errors import NotFoundError
from workflow.reminders import Role, Step

KNOWN = ("ceremony", "probation")
GOOD = """\
[[ladders]]
default = true
[ladders.rungs]
-7 = ["helper"]
0 = ["cell-secretary"]
"+7" = ["auditor"]

[[ladders]]
rules = ["probation"]
[ladders.rungs]
-90 = ["helper"]
"""


def days(ladders, rule):
    return [rung.days for rung in ladders.of(rule).rungs]


def load(tmp_path, text):
    path = tmp_path / "ladder.toml"
    path.write_text(f"{text}\n[snooze]\nlongest = 30\n", encoding="utf-8")
    return load_ladders(KNOWN, path)


def test_the_packaged_ladder_has_the_offices_rungs():
    ladders = load_ladders(Rulebook.open().ids())

    assert days(ladders, "transfer-start") == [-60, -30, -7, 0, 7, 30, 90]
    assert days(ladders, "probation") == [-90, -60, -30, -15, -7, 0]
    assert days(ladders, "course-certificate") == [-184, -92, -31, 0, 7, 30, 90]
    assert days(ladders, "screening-help") == [-60, -30, -7, 0, 7, 30, 90]
    assert days(ladders, "file-age") == [-60, -30, 0, 7, 30, 90]
    assert ladders.told("probation", -90) == (Role.HELPER, Role.CELL_SECRETARY)
    assert ladders.told("recognition-cell", 90) == (
        Role.GRASSROOTS_OFFICER,
        Role.SUPERIOR_OFFICER,
        Role.AUDITOR,
    )
    assert all(ladders.of(rule.id).rungs for rule in Rulebook.open().timers())


def test_the_longest_snooze_is_a_setting(tmp_path):
    assert load(tmp_path, GOOD).longest_snooze == 30
    assert load_ladders(Rulebook.open().ids()).longest_snooze == 90


def test_rules_that_share_a_rung_and_the_next_one_are_swept_together(tmp_path):
    ladders = load(tmp_path, GOOD)

    assert ladders.steps(["ceremony", "other", "probation"]) == (
        Step(rules=("probation",), days=-90, following=None),
        Step(rules=("ceremony", "other"), days=-7, following=0),
        Step(rules=("ceremony", "other"), days=0, following=7),
        Step(rules=("ceremony", "other"), days=7, following=None),
    )


def test_a_rung_that_was_taken_out_of_the_ladder_is_told_to_those_before_it(tmp_path):
    ladders = load(tmp_path, GOOD)

    assert ladders.told("ceremony", 3) == (Role.CELL_SECRETARY,)
    assert ladders.told("ceremony", -60) == (Role.HELPER,)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("-7 = ", "-7d = ", 4, "mốc “-7d” phải là số ngày"),
        ('["helper"]\n0', '["secretary"]\n0', 4, "“secretary” không dùng được"),
        ('["helper"]\n0', "[]\n0", 4, "mốc -7 chưa nói báo cho ai"),
        ("0 = ", "-8 = ", 5, "các mốc phải xếp theo thứ tự ngày"),
        ('"probation"', '"probatoin"', 9, "không có quy tắc “probatoin”"),
        ('"probation"', '"probation", "probation"', 9, "đã có thang khác"),
        ("rules = [", 'rules = "x" #', 9, "“rules” phải là một danh sách"),
        ("rules = [", "rules = [] #", 9, "“rules” phải là một danh sách"),
        ("rules = [", "default = true #", 9, "chỉ một thang là mặc định"),
        ("default = true", 'default = true\nrules = ["ceremony"]', 2, "không nêu “rules”"),
        ("default = true", 'rules = ["ceremony"]', 1, "thiếu thang mặc định"),
        ("default = true", "default = true\nafter = 3", 3, "khóa “after” không có trong mẫu"),
        ("-7 = ", "-7 = [", 5, "không đọc được theo TOML"),
    ],
)
def test_a_ladder_out_of_order_is_refused_by_file_and_line(tmp_path, old, new, line, says):
    assert GOOD.count(old) >= 1
    with pytest.raises(ConfigurationError) as refusal:
        load(tmp_path, GOOD.replace(old, new, 1))

    assert (refusal.value.file, refusal.value.line) == ("ladder.toml", line)
    assert says in refusal.value.what.vi
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize("rungs", ["3", "{}"])
def test_a_ladder_without_rungs_is_refused(tmp_path, rungs):
    with pytest.raises(ConfigurationError) as refusal:
        load(tmp_path, f"[[ladders]]\ndefault = true\nrungs = {rungs}\n")

    assert refusal.value.what.en == "ladder.toml, line 3: “rungs” must be a table."


def test_a_ladder_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(NotFoundError) as refusal:
        load_ladders(KNOWN, tmp_path / "none.toml")

    assert refusal.value.what.vi.startswith("Không đọc được tệp cấu hình none.toml: ")
