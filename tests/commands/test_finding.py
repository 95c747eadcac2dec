"""`ketnap finding` at the keyboard, and what a case says of it."""

from __future__ import annotations

import pytest
from builders import a_case
from sqlalchemy import Engine, event

TS = "TS-2026-0001"
WHAT = ("--what", "Thiếu chữ ký", "--doc", "7-KL/UBKT", "--on", "02/11/2026")


def test_a_finding_stands_in_the_register_and_at_its_case_until_it_is_answered(counter):
    ref = a_case(counter.desk())
    told = counter.says("finding", "record", ref, *WHAT, "--mend-by", "20/11/2026")
    assert f"✓ Thiếu sót {TS} của {ref}." in told
    counter.says("finding", "record", "CVA", *WHAT, "--mend-by", "30/11/2026")

    (row,) = counter.items("finding", "list", "--open", "--unit", "DV")
    assert (row["number"], row["case"], row["what"], row["unit"]) == (TS, ref, "Thiếu chữ ký", "DV")
    assert (row["state"], row["overdue_days"], row["document"]) == ("open", 3, "7-KL/UBKT")
    assert [one["unit"] for one in counter.items("finding", "list", "--unit", "TP")] == [
        "DV",
        "CVA",
    ]
    assert "2 thiếu sót, 2 chưa khắc phục, 1 quá hạn." in counter.says(
        "finding", "list", "-o", "table"
    )
    assert counter.type("finding", "list", "--exit-code").exit_code == 8
    wide = {"COLUMNS": "200"}
    assert f"! {TS} (▲ quá hạn 20/11/2026)" in counter.says(
        "case", "show", ref, "-o", "table", **wide
    )
    (case,) = counter.items("case", "show", ref)
    assert [one["number"] for one in case["findings"]] == [TS]

    told = counter.says("finding", "answer", "0001", "--doc", "12-BC", "--note", "Đã ký")
    assert f"✓ Thiếu sót {TS} đã khắc phục ngày 23/11/2026." in told
    assert TS not in counter.says("case", "show", ref, "-o", "table", **wide)
    assert counter.type("finding", "list", "--exit-code").exit_code == 0
    assert [one["case"] for one in counter.items("finding", "list", "--open")] == [None]
    assert counter.items("finding", "list", "--as-of", "01/11/2026") == []
    (row, _) = counter.items("finding", "list", "--all")
    assert (row["ended_on"], row["answer"], row["note"]) == ("2026-11-23", "12-BC", "Đã ký")


def test_a_case_tells_the_day_for_mending_and_what_was_withdrawn_tells_why(counter):
    ref = a_case(counter.desk())
    counter.says("finding", "record", ref, *WHAT, "--mend-by", "30/11/2026")
    counter.says("finding", "record", ref, *WHAT)
    told = counter.says("case", "show", ref, "-o", "table", COLUMNS="200")
    assert f"! {TS} (khắc phục tới 30/11/2026), TS-2026-0002 ·" in told

    told = counter.says("finding", "withdraw", "0002", "--reason", "Ghi nhầm", "-n", "-o", "table")
    assert told.startswith("Chạy thử")
    counter.says("finding", "withdraw", "0002", "--reason", "Ghi nhầm")

    assert counter.items("finding", "list")[1]["why"] == "Ghi nhầm"
    assert counter.type("finding", "withdraw", "0002", "--reason", "x").exit_code != 0


def test_what_is_due_and_overdue_is_named_in_the_work_the_status_and_the_checkup(counter):
    wide = {"COLUMNS": "300"}
    ref = a_case(counter.desk())
    counter.says("finding", "record", ref, *WHAT, "--mend-by", "20/11/2026")
    counter.says("finding", "record", "DV", *WHAT, "--mend-by", "21/11/2026")
    counter.says("finding", "record", "CVA", *WHAT, "--mend-by", "30/11/2026")
    counter.says("finding", "record", "CVA", *WHAT)

    late = f"Thiếu sót quá hạn: {TS} (20/11/2026); TS-2026-0002 (21/11/2026). Xem: ketnap finding"
    assert late in counter.says("status", "-o", "table", **wide)
    assert late in counter.says("doctor", "-o", "table", **wide)
    told = counter.says("next", "-o", "table", **wide)
    assert "Thiếu sót tới hạn: TS-2026-0002 (21/11/2026); TS-2026-0003 (30/11/2026)." in told
    (row,) = counter.items("next")
    assert (row["ref"], row["rule"], row["left"]) == (f"finding/{TS}", "finding-mend", -3)
    told = counter.says("next", "--unit", "CVA", "-o", "table", **wide)
    assert "Thiếu sót tới hạn: TS-2026-0003 (30/11/2026)." in told
    told = counter.says("next", "--unit", "CVA", "--within", "3d", "-o", "table", **wide)
    assert "Thiếu sót" not in told


@pytest.fixture
def asked():
    """Every statement that the tests ask the database, in order."""
    found = []

    def note(_connection, _cursor, statement, *_rest):
        found.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def test_a_longer_register_asks_for_no_more_and_no_other_case_is_read(counter, asked):
    refs = [a_case(counter.desk(), born=f"1990-01-0{number}") for number in range(1, 6)]
    counter.says("finding", "record", refs[0], *WHAT)
    asked.clear()
    assert len(counter.items("finding", "list")) == 1
    few = list(asked)
    for ref in refs[1:4]:
        counter.says("finding", "record", ref, *WHAT)
    asked.clear()

    rows = counter.items("finding", "list")

    assert [row["case"] for row in rows] == refs[:4]
    assert {row["what"] for row in rows} == {"Thiếu chữ ký"}
    assert len(asked) == len(few)
    cases = [one for one in asked if "FROM case_file JOIN person" in one]
    assert len(cases) == 1
    assert "case_file.ref IN" in cases[0]
    assert len([one for one in asked if "FROM sealed" in one]) == 1


def test_a_case_reads_its_own_findings_alone(counter, asked):
    ref, other = a_case(counter.desk()), a_case(counter.desk(), born="1990-01-01")
    counter.says("finding", "record", ref, *WHAT)
    counter.says("finding", "record", other, *WHAT)
    for more in ((), ("--as-of", "23/11/2026")):
        asked.clear()

        (case,) = counter.items("case", "show", ref, *more)

        assert [one["number"] for one in case["findings"]] == [TS]
        read = [one for one in asked if " FROM record WHERE" in one and "sealed" not in one]
        assert read
        assert [one for one in read if "record.case_ref = " not in one] == []


def test_who_reads_what_was_found_about_people_stands_in_the_log_of_reads(counter):
    ref, other = a_case(counter.desk()), a_case(counter.desk(), born="1990-01-01")
    counter.says("finding", "record", "DV", *WHAT)
    counter.says("finding", "list")
    assert counter.items("audit", "reads") == []
    counter.says("finding", "record", ref, *WHAT)
    counter.says("finding", "record", other, *WHAT)

    counter.says("finding", "list")
    counter.says("finding", "list", "--unit", "CVA")

    (row,) = counter.items("audit", "reads")
    assert (row["command"], row["cases"]) == ("finding list", sorted([ref, other]))


def test_another_day_for_mending_is_told_from_old_to_new(counter):
    counter.says("finding", "record", "DV", *WHAT, "--mend-by", "20/11/2026")
    given = ("--mend-by", "31/12/2026", "--reason", "Chờ cấp trên", "--doc", "9-CV")

    told = counter.says("finding", "correct", "0001", *given)

    assert f"✓ Thiếu sót {TS}: hạn khắc phục 20/11/2026 → 31/12/2026." in told
    (row,) = counter.items("finding", "list")
    assert (row["mend_by"], row["overdue_days"]) == ("2026-12-31", 0)
