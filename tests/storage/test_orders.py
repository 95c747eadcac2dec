"""Rows come in an order that is asked for; the tests read no other one by chance."""

from __future__ import annotations

from builders import a_desk, units
from engines import with_last_key

from audit import Entry, genesis
from workflow.evidence import register_breaks


def test_rows_that_are_equal_for_a_statement_come_last_first_in_tests(sqlite_store):
    units(a_desk(sqlite_store))
    asked = "SELECT code, name FROM unit"

    with sqlite_store.engine.connect() as connection:
        found, first, one_day, by_code = (
            [code for code, _ in connection.exec_driver_sql(f"{asked}{order}")]
            for order in (
                "",
                " LIMIT 1",
                " ORDER BY from_on LIMIT 2",
                " ORDER BY from_on, code",
            )
        )

    assert found == ["CVA", "DV", "TP"]  # written the other way round
    assert first == ["CVA"]
    assert one_day == ["CVA", "DV"]
    assert by_code == ["CVA", "DV", "TP"]


def test_the_last_key_stands_in_the_order_of_the_whole_statement():
    key, within = ", equals_reversed()", "(SELECT a FROM b ORDER BY a LIMIT 1)"
    both = "SELECT 'ORDER BY' UNION SELECT a FROM b ORDER BY 1"

    assert with_last_key("SELECT a FROM b") == "SELECT a FROM b"
    assert with_last_key("SELECT a FROM b ORDER BY a").removeprefix("SELECT a FROM b") == (
        " ORDER BY a" + key
    )
    assert with_last_key(within + " ORDER BY d\n LIMIT ?") == within + " ORDER BY d" + key + (
        " LIMIT ?"
    )
    assert with_last_key("a ORDER BY b ON CONFLICT DO NOTHING") == (
        "a ORDER BY b" + key + " ON CONFLICT DO NOTHING"
    )
    assert with_last_key(both) == both


def test_rows_that_no_entry_made_are_told_in_the_order_of_the_rows():
    entry = Entry.seal("unit/DV", 1, genesis("unit/DV"), {"kind": "unit", "data": {}})
    keys = [f"2026-01-{day:02d}" for day in range(31, 0, -1)]

    told = [one.detail.en for one in register_breaks({}, {key: {} for key in keys}, [entry])]

    assert told == [f"no entry made the row {key}" for key in keys]
