"""`ketnap rules due` answers for every rule, on any day, from a cold start."""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import law_reference
import pytest

from rules.rulebook import Rulebook

LENGTHS = [rule.id for rule in Rulebook.open().rules() if rule.unit.is_length]
OTHERS = [rule.id for rule in Rulebook.open().rules() if not rule.unit.is_length]
FIRST = date(2016, 1, 1)
SPAN = (date(2027, 12, 31) - FIRST).days
# Both ends, and six days between that are the same at each run.
DRAWN = random.Random(12).sample(range(SPAN), 6)  # noqa: S311 - as said
SAMPLE = [FIRST + timedelta(days=day) for day in (0, SPAN, *DRAWN)]


@pytest.mark.parametrize("rule", LENGTHS)
def test_every_length_has_a_due_day_a_wording_the_days_left_out_and_their_sources(ketnap, rule):
    for start in SAMPLE:
        result = ketnap("rules", "due", rule, start.isoformat(), "-o", "json")
        version = law_reference.wording(rule, start)
        if version is None:
            assert result.exit_code == 5
            assert result.stderr.startswith(f"✗ Quy tắc “{rule}” chưa có nội dung đã biết cho ngày")
            assert result.stdout == ""
            continue
        assert (result.exit_code, result.stderr) == (0, "")
        (item,) = json.loads(result.stdout)["items"]
        unit = law_reference.rule_files()[rule]["unit"]
        counted = law_reference.count(start, unit, version["value"])
        assert item["due_on"] == counted.isoformat()
        assert item["wording"] == f"{rule}@{version['from']}"
        assert item["source"]
        off = {
            start + timedelta(days=n)
            for n in range(1, (counted - start).days + 1)
            if (start + timedelta(days=n)).isoweekday() < 6
            and not law_reference.is_worked(start + timedelta(days=n))
        }
        wanted = off if unit == "working days" else set()
        assert {date.fromisoformat(one["day"]) for one in item["skipped"]} == wanted
        assert all(one["why"] and one["source"] for one in item["skipped"])


@pytest.mark.parametrize("rule", OTHERS)
def test_a_rule_that_is_no_length_says_so(ketnap, rule):
    result = ketnap("rules", "due", rule, "2026-11-23", "--lang", "en")

    assert result.exit_code == 2
    assert result.stderr == (
        f"✗ Rule “{rule}” is no length of time, so nothing falls due.\n"
        f"  Next: ketnap rules show {rule}\n"
    )


def processor_time(*command: str) -> float:
    """Processor time of a fresh process; what others do on the machine is not ours."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COVERAGE_", "COV_", "KETNAP_", "PYTHONDONTWRITE"))
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=clean, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("start", ["2026-07-24", "2027-12-24"], ids=["decided", "estimated"])
def test_a_due_day_from_a_cold_start_takes_a_few_times_the_bare_import_of_click(start):
    ketnap = str(Path(sys.executable).parent / "ketnap")
    ours = (ketnap, "rules", "due", "ceremony", start)
    bare = (sys.executable, "-c", "import click")
    processor_time(*ours)  # byte code is there from now on

    pairs = [(processor_time(*ours), processor_time(*bare)) for _ in range(9)]

    assert statistics.median(one for one, _ in pairs) < 0.4
    assert statistics.median(one / other for one, other in pairs) < 8
