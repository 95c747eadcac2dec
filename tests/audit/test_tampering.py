"""Whoever changes the database behind the log's back is found out, and the place is named.

Every attack is run on the database itself, past its guards, on SQLite and on PostgreSQL.
"""
# ruff: noqa: S608 - the attacks are SQL, written here; nothing comes from outside

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from builders import a_desk, at, kept_by
from sqlalchemy.exc import DatabaseError

from audit import Entry, Verdict, genesis
from storage.engine import sqlite_module
from storage.guards import missing_guards
from workflow.actions.decide_days import Asked, decide_days
from workflow.actions.intake import KnownFact, Newcomer, take_over
from workflow.actions.nominate import Nominee
from workflow.checkpoints.places import WHOLE_LOG
from workflow.inspection.sighting import Sighting, SightingFilter
from workflow.states import Event, State
from workflow.verification import Verification, verify

ALTERED, REMOVED, INSERTED = Verdict.ALTERED, Verdict.REMOVED, Verdict.INSERTED
REORDERED, TAIL_CUT, DIFFERS = Verdict.REORDERED, Verdict.TAIL_CUT, Verdict.PROJECTION_DIFFERS
ONE, TWO, THREE = "HS-2026-0001", "HS-2026-0002", "HS-2026-0003"
HELPER = kept_by(ONE, 17)
QUOTA = "quota/2026/DV"


def first(found: Verification) -> tuple[Verdict, str, int, str | None]:
    one = found.first_break
    assert one is not None
    assert one.verdict is found.verdict
    return one.verdict, one.stream, one.seq, one.day


def test_a_history_that_nobody_touched_is_intact(history):
    found = verify(history.audit)

    assert found.breaks == ()
    assert found.intact
    assert found.verdict is Verdict.INTACT
    assert found.first_break is None
    assert (found.entries, found.erased) == (28, 0)


ONE_COLUMN = [
    # entry
    ("entry SET stream = 'HS-2026-0004' WHERE id = 26", REORDERED, "HS-2026-0004", 1, "2024-04-01"),
    ("entry SET seq = 19 WHERE id = 20", REMOVED, ONE, 18, "2024-08-01"),
    (
        "entry SET body = replace(body, '2024-07-21', '2024-07-20') WHERE id = 20",
        ALTERED,
        ONE,
        17,
        "2024-07-20",
    ),
    ("entry SET body = '{}' WHERE id = 20", ALTERED, ONE, 17, None),
    ("entry SET digest = 'ff' WHERE id = 20", ALTERED, ONE, 17, "2024-07-21"),
    ("entry SET previous = 'ff' WHERE id = 20", ALTERED, ONE, 17, "2024-07-21"),
    ("entry SET id = 99 WHERE id = 20", REORDERED, ONE, 18, "2024-08-01"),
    # case_file
    (
        "case_file SET ref = 'HS-2026-0004' WHERE ref = 'HS-2026-0003'",
        DIFFERS,
        THREE,
        1,
        "2024-04-01",
    ),
    ("case_file SET person = 'nobody' WHERE ref = 'HS-2026-0003'", DIFFERS, THREE, 1, "2024-04-01"),
    (f"case_file SET unit = 'TP' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET state = 'full_member' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET since = '2024-07-31' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET seq = 19 WHERE ref = '{ONE}'", TAIL_CUT, ONE, 19, "2024-08-01"),
    (f"case_file SET seq = 17 WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET head = 'ff' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET held = 'absent' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET held = NULL WHERE ref = '{TWO}'", DIFFERS, TWO, 4, "2026-11-23"),
    (f"case_file SET moving_to = 'TP' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET next_due = '2027-01-01' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET waived = 1 WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (f"case_file SET next_rule = 'age' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    (
        (
            f"case_file SET snapshot = replace(snapshot, '2024-08-01', '2024-07-31')"
            f" WHERE ref = '{ONE}'"
        ),
        DIFFERS,
        ONE,
        18,
        "2024-08-01",
    ),
    (f"case_file SET snapshot = '{{}}' WHERE ref = '{ONE}'", DIFFERS, ONE, 18, "2024-08-01"),
    # deadline
    (f"deadline SET stream = '{TWO}' WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    (f"deadline SET case_ref = '{TWO}' WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET rule = 'age' WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET version = 'age@2011-01-01' WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET started_by = 1 WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET opened_by = 1 WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET start_on = '2024-06-21' WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET due_on = '2027-09-16' WHERE id = 8", DIFFERS, ONE, 18, "2024-08-01"),
    ("deadline SET opened_on = '2024-06-21' WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET estimated = TRUE WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET provisional = TRUE WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET closed_how = 'met' WHERE id = 8", DIFFERS, ONE, 18, "2024-08-01"),
    ("deadline SET closed_how = NULL WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET closed_by = 14 WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    ("deadline SET closed_on = '2024-07-16' WHERE id = 3", DIFFERS, ONE, 13, "2024-06-20"),
    # sealed
    (f"sealed SET value = 'Lê Văn Chín' WHERE {HELPER}", ALTERED, ONE, 17, "2024-07-21"),
    (f"sealed SET salt = '00' WHERE {HELPER}", ALTERED, ONE, 17, "2024-07-21"),
    (f"sealed SET salt = 'salt' WHERE {HELPER}", ALTERED, ONE, 17, "2024-07-21"),
    (f"sealed SET digest = 'ff' WHERE {HELPER}", ALTERED, ONE, 17, "2024-07-21"),
    (f"sealed SET stream = '{TWO}' WHERE {HELPER}", INSERTED, TWO, 0, None),
    (f"sealed SET stream = 'no/where' WHERE {HELPER}", REMOVED, "no/where", 1, None),
    # unit
    ("unit SET code = 'XX' WHERE code = 'TP'", DIFFERS, "unit/TP", 1, "2016-01-01"),
    ("unit SET from_on = '2016-01-02' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET until_on = '2026-01-01' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET name = 'Đảng bộ khác' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET name_key = 'x' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET name_sort = 'x' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET status = 'cell' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET kind = 'ward' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET parent = NULL WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET members = 9 WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET delegated = FALSE WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET profile = 'army' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    ("unit SET inherits = 'CVA' WHERE code = 'DV'", DIFFERS, "unit/DV", 1, "2016-01-01"),
    # quota
    ("quota SET year = 2025 WHERE seq = 2", DIFFERS, QUOTA, 2, "2026-11-23"),
    ("quota SET unit = 'TP' WHERE seq = 1", DIFFERS, QUOTA, 1, "2026-11-23"),
    ("quota SET seq = 3 WHERE seq = 2", DIFFERS, QUOTA, 2, "2026-11-23"),
    ("quota SET target = 18 WHERE seq = 2", DIFFERS, QUOTA, 2, "2026-11-23"),
    ("quota SET class_target = 18 WHERE seq = 2", DIFFERS, QUOTA, 2, "2026-11-23"),
    ("quota SET base = '4-NQ/TU' WHERE seq = 1", DIFFERS, QUOTA, 1, "2026-11-23"),
    ("quota SET admitted = 18 WHERE seq = 2", DIFFERS, QUOTA, 2, "2026-11-23"),
    ("quota SET reason = 'x' WHERE seq = 2", DIFFERS, QUOTA, 2, "2026-11-23"),
    # person
    ("person SET id = 'somebody' WHERE born = '2000'", REMOVED, THREE, 1, "2024-04-01"),
    ("person SET name = 'Lê Văn Chín' WHERE born = '2000'", ALTERED, THREE, 1, "2024-04-01"),
    ("person SET name_key = 'x' WHERE born = '2000'", ALTERED, THREE, 1, "2024-04-01"),
    ("person SET name_sort = 'x' WHERE born = '2000'", ALTERED, THREE, 1, "2024-04-01"),
    ("person SET born = '1999-11-30' WHERE born = '1999-12-30'", ALTERED, TWO, 4, "2026-11-23"),
    ("person SET education = 'primary' WHERE born = '2000'", ALTERED, THREE, 1, "2024-04-01"),
    # counter
    ("counter SET value = 2", DIFFERS, THREE, 0, None),
    ("counter SET value = 5", REMOVED, "HS-2026-0004", 1, None),
    ("counter SET name = 'HS-2025'", REMOVED, "HS-2025-0001", 1, None),
]


@pytest.mark.parametrize(("update", "verdict", "stream", "seq", "day"), ONE_COLUMN)
def test_a_changed_column_is_named_with_its_place(
    history, intruder, update, verdict, stream, seq, day
):
    intruder(f"UPDATE {update}")

    assert first(verify(history.audit)) == (verdict, stream, seq, day)


def test_every_column_of_the_log_and_of_what_follows_from_it_is_attacked():
    attacked = {tuple(one[0].split(" = ")[0].split(" SET ")) for one in ONE_COLUMN}
    from storage import tables

    for row, exempt in (
        # Derived by the database from the body, and not writable.
        (
            tables.EntryRow,
            {"kind", "event", "effective_on", "recorded_at", "actor", "unit"},
        ),
        # As above, from the snapshot; and a copy of the person's keyed hash, which says nothing and
        # only refuses a second open case (`tests/storage/test_number_races.py`).
        (tables.CaseRow, {*tables.CASE_DAYS, "number_key"}),
        # A number of the database's own, and the clock's mark, which say nothing about it; what
        # a forged mark hides is raised within a week (`test_sweep_marks`).
        (tables.DeadlineRow, {"id", "swept"}),
        (tables.SealedRow, set()),
        (tables.UnitRow, set()),
        (tables.QuotaRow, set()),
    ):
        columns = {(row.__tablename__, name) for name in row.model_fields}
        left = {name for _, name in columns - attacked}
        assert left == exempt, row.__tablename__


def test_an_entry_cut_out_of_the_middle_is_missed(history, intruder):
    intruder("DELETE FROM entry WHERE id = 20")

    assert first(verify(history.audit)) == (REMOVED, ONE, 18, "2024-08-01")


def test_a_first_entry_cut_off_is_missed(history, intruder):
    intruder("DELETE FROM entry WHERE id = 4")

    assert first(verify(history.audit)) == (REMOVED, ONE, 2, "2024-02-01")


def test_a_tail_cut_off_is_missed_because_the_case_stands_further_on(history, intruder):
    intruder("DELETE FROM entry WHERE id IN (20, 21)")

    assert first(verify(history.audit)) == (TAIL_CUT, ONE, 17, "2024-07-20")


def test_a_whole_case_cut_out_of_the_log_is_missed(history, intruder):
    intruder("DELETE FROM entry WHERE stream = ?", TWO)

    assert first(verify(history.audit)) == (REMOVED, TWO, 1, None)


def test_a_whole_case_cut_out_of_every_table_leaves_a_gap_in_its_series(history, intruder):
    for sql in (
        "DELETE FROM entry WHERE stream = ?",
        "DELETE FROM sealed WHERE stream = ?",
        "DELETE FROM case_file WHERE ref = ?",
    ):
        intruder(sql, TWO)
    intruder("DELETE FROM person WHERE born = '1999-12-30'")

    assert first(verify(history.audit)) == (REMOVED, TWO, 1, None)


def test_two_entries_that_changed_places_are_named(history, intruder):
    intruder("UPDATE entry SET seq = -1 WHERE id = 19")
    intruder("UPDATE entry SET seq = 16 WHERE id = 20")
    intruder("UPDATE entry SET seq = 17 WHERE id = 19")

    assert first(verify(history.audit)) == (REORDERED, ONE, 16, "2024-07-21")


def _forge(intruder, stream: str, seq: int, previous: str, **fields) -> Entry:
    told = {
        "kind": "note",
        "effective_on": "2024-07-20",
        "recorded_at": "2026-11-23T03:00:00.000000Z",
        "actor": "nam",
        "unit": "DV",
    }
    entry = Entry.seal(stream, seq, previous, {**told, **fields})
    intruder(
        "INSERT INTO entry (stream, seq, body, digest, previous) VALUES (?, ?, ?, ?, ?)",
        stream,
        seq,
        entry.body,
        entry.digest,
        entry.previous,
    )
    return entry


def _head(intruder, stream: str) -> tuple[int, str]:
    asked = "SELECT seq, digest FROM entry WHERE stream = ? ORDER BY seq DESC LIMIT 1"
    return intruder(asked, stream)[0]


def test_an_entry_forged_into_the_middle_with_a_hash_of_its_own_is_named(history, intruder):
    for seq in (18, 17):
        intruder("UPDATE entry SET seq = ? WHERE stream = ? AND seq = ?", seq + 1, ONE, seq)
    _forge(intruder, ONE, 17, hashlib.sha256(b"x").hexdigest())

    found = verify(history.audit)

    assert (INSERTED, ONE, 17) in [(one.verdict, one.stream, one.seq) for one in found.breaks]


def test_an_entry_forged_between_two_with_the_right_previous_breaks_at_the_next(history, intruder):
    _, digest = intruder("SELECT seq, digest FROM entry WHERE id = 19")[0]
    for seq in (18, 17):
        intruder("UPDATE entry SET seq = ? WHERE stream = ? AND seq = ?", seq + 1, ONE, seq)
    intruder("UPDATE entry SET previous = 'ff' WHERE id = 20")
    _forge(intruder, ONE, 17, digest)

    assert first(verify(history.audit)) == (REORDERED, ONE, 18, "2024-07-21")


def test_an_entry_forged_at_the_head_does_not_follow_from_the_case(history, intruder):
    seq, digest = _head(intruder, THREE)
    _forge(intruder, THREE, seq + 1, digest)

    assert first(verify(history.audit)) == (DIFFERS, THREE, 2, "2024-07-20")


def test_a_forged_case_has_no_row_and_no_number(history, intruder):
    _forge(intruder, "HS-2026-0004", 1, genesis("HS-2026-0004"))

    found = verify(history.audit)

    assert first(found) == (DIFFERS, "HS-2026-0004", 1, "2024-07-20")
    assert found.breaks[1].detail.en == "the series HS-2026 stands at 3"


def test_a_well_hashed_entry_that_ketnap_would_never_write_is_named(history, intruder):
    seq, digest = _head(intruder, THREE)
    entry = _forge(intruder, THREE, seq + 1, digest, kind="transition", event="fly", to="heaven")
    intruder("UPDATE case_file SET seq = 2, head = ? WHERE ref = ?", entry.digest, THREE)

    found = verify(history.audit)

    assert first(found) == (ALTERED, THREE, 2, "2024-07-20")
    assert found.first_break.detail.en == (
        """the entries do not tell what ketnap writes: ValueError("'fly' is not a valid Event")"""
    )


def test_a_case_written_anew_without_a_proof_of_its_person_is_named(history, intruder):
    ((person,),) = intruder("SELECT person FROM case_file WHERE ref = ?", THREE)
    intruder("DELETE FROM entry WHERE stream = ?", THREE)
    intruder("DELETE FROM sealed WHERE stream = ?", THREE)
    told = {"event": "nominate", "to": "nominated", "effective_on": "2024-04-01"}
    entry = _forge(
        intruder, THREE, 1, genesis(THREE), kind="transition", data={"person": person}, **told
    )
    intruder("UPDATE case_file SET head = ? WHERE ref = ?", entry.digest, THREE)

    found = verify(history.audit)

    assert first(found) == (ALTERED, THREE, 1, "2024-04-01")
    assert found.first_break.detail.en == "no entry proves the person"


def test_a_name_kept_apart_from_a_case_that_was_taken_over_is_proved_too(history, intruder):
    desk = a_desk(history)
    helper = KnownFact(kind="helper", on=date(2024, 8, 2), private={"who": "Lê Văn Bảy"})
    newcomer = Newcomer(
        person=Nominee(name="Phạm Thị Sáu", born="1997-03-04").person(date(2026, 11, 23)),
        unit="DV",
        state=State.PROBATION,
        on=date(2026, 11, 23),
        days={Event.ADMIT: date(2024, 7, 15), Event.HOLD_CEREMONY: date(2024, 8, 1)},
        facts=[helper],
    )
    take_over(desk, [newcomer], file_name="danh sách.csv", sha256="0" * 64)
    assert verify(history.audit).breaks == ()

    intruder(f"UPDATE sealed SET value = 'Lê Văn Chín' WHERE {kept_by('HS-2026-0004', 1)}")

    assert first(verify(history.audit)) == (ALTERED, "HS-2026-0004", 1, "2026-11-23")


def test_an_entry_moved_to_another_case_is_named(history, intruder):
    intruder("UPDATE entry SET stream = ?, seq = 2 WHERE id = 21", THREE)

    found = verify(history.audit)

    assert first(found) == (REORDERED, THREE, 2, "2024-08-01")
    assert found.first_break.detail.en == f"it was written for {ONE}"
    assert (TAIL_CUT, ONE, 18) in [(one.verdict, one.stream, one.seq) for one in found.breaks]


def test_an_entry_replayed_in_its_own_case_is_named(history, intruder):
    intruder(
        "INSERT INTO entry (stream, seq, body, digest, previous)"
        " SELECT stream, 19, body, digest, 'ff' FROM entry WHERE id = 20"
    )

    found = verify(history.audit)

    assert first(found) == (REORDERED, ONE, 19, "2024-07-21")
    assert found.first_break.detail.en == "it was written as number 17"


def test_two_cases_whose_rows_were_swapped_are_both_named(history, intruder):
    intruder("UPDATE case_file SET ref = 'HS-0' WHERE ref = ?", ONE)
    intruder("UPDATE case_file SET ref = ? WHERE ref = ?", ONE, THREE)
    intruder("UPDATE case_file SET ref = ? WHERE ref = 'HS-0'", THREE)

    found = verify(history.audit)

    assert first(found) == (DIFFERS, ONE, 2, "2024-02-01")
    assert {one.stream for one in found.breaks} == {ONE, THREE}


def test_a_case_without_its_row_is_named(history, intruder):
    intruder("DELETE FROM case_file WHERE ref = ?", THREE)

    found = verify(history.audit)

    assert first(found) == (DIFFERS, THREE, 1, "2024-04-01")
    assert [one.detail.en for one in found.breaks] == [
        "the case has no row",
        "a person without a case",
    ]


def test_a_row_without_an_entry_is_named(history, intruder):
    intruder(
        "INSERT INTO quota (year, unit, seq, target) VALUES (2027, 'DV', 1, 5), (2026, 'DV', 9, 1)"
    )

    found = verify(history.audit)

    assert [(one.verdict, one.stream, one.detail.en) for one in found.breaks] == [
        (DIFFERS, QUOTA, "no entry made the row 9"),
        (DIFFERS, "quota/2027/DV", "a row without an entry"),
    ]


@pytest.mark.parametrize(
    ("delete", "place", "detail"),
    [
        ("deadline WHERE id = 3", (DIFFERS, ONE, 13), "the deadline admission-decision is missing"),
        ("unit WHERE code = 'DV'", (DIFFERS, "unit/DV", 1), "its row is missing"),
        ("quota WHERE seq = 1", (DIFFERS, QUOTA, 1), "its row is missing"),
        ("person WHERE born = '2000'", (REMOVED, THREE, 1), "the person is missing"),
    ],
)
def test_a_deleted_row_is_named(history, intruder, delete, place, detail):
    intruder(f"DELETE FROM {delete}")

    one = verify(history.audit).first_break

    assert (one.verdict, one.stream, one.seq) == place
    assert one.detail.en == detail


def test_an_erased_value_is_counted_and_nobody_is_blamed(history, intruder):
    intruder(f"DELETE FROM sealed WHERE {HELPER}")

    found = verify(history.audit)

    assert found.intact
    assert found.erased == 1


def test_an_erased_person_leaves_the_log_intact(history, intruder):
    intruder("DELETE FROM sealed WHERE stream = ?", THREE)
    emptied = "name = '', name_key = '', name_sort = '', born = NULL"
    intruder(f"UPDATE person SET {emptied} WHERE born = '2000'")

    found = verify(history.audit)

    assert found.intact
    assert found.erased == 1


def test_a_person_whose_proof_was_removed_is_named(history, intruder):
    intruder("DELETE FROM sealed WHERE stream = ?", THREE)

    assert first(verify(history.audit)) == (REMOVED, THREE, 1, "2024-04-01")


def test_a_quota_whose_reason_was_erased_may_not_keep_it(history, intruder):
    intruder("DELETE FROM sealed WHERE stream = ?", QUOTA)

    assert first(verify(history.audit)) == (DIFFERS, QUOTA, 2, "2026-11-23")


def test_the_first_break_is_the_first_in_order_of_writing(history, intruder):
    intruder("UPDATE person SET born = '1999' WHERE born = '2000'")
    intruder("UPDATE quota SET target = 1 WHERE seq = 1")
    intruder("UPDATE unit SET members = 1 WHERE code = 'TP'")
    intruder("UPDATE counter SET value = 4")

    found = verify(history.audit)

    assert [(one.written, one.stream) for one in found.breaks] == [
        (1, "unit/TP"),
        (26, THREE),
        (27, QUOTA),
        (None, "HS-2026-0004"),
    ]


def test_a_changed_body_changes_the_root(history, intruder):
    before = verify(history.audit).root
    intruder("UPDATE entry SET body = replace(body, 'lan', 'nam') WHERE id = 28")

    assert verify(history.audit).root != before


def test_the_root_is_the_same_however_often_one_looks(history):
    assert verify(history.audit).root == verify(history.audit).root


def test_two_entries_that_changed_their_numbers_of_writing_are_named(history, intruder):
    intruder("UPDATE entry SET id = 100 WHERE id = 19")
    intruder("UPDATE entry SET id = 19 WHERE id = 20")
    intruder("UPDATE entry SET id = 20 WHERE id = 100")

    assert first(verify(history.audit)) == (REORDERED, ONE, 17, "2024-07-21")


class TestSqliteAlone:
    @pytest.fixture
    def store(self, sqlite_store):
        return sqlite_store

    def test_an_entry_cut_out_of_the_order_of_writing_is_missed(self, history, intruder):
        """The newest quota figure with all that follows from it: only the numbering knows."""
        intruder("DELETE FROM entry WHERE id = 28")
        intruder("DELETE FROM quota WHERE seq = 2")
        intruder("DELETE FROM sealed WHERE stream = ?", QUOTA)

        found = verify(history.audit)

        assert first(found) == (TAIL_CUT, WHOLE_LOG, 28, None)
        assert found.first_break.detail.en == "28 numbers of writing were given out, 27 stand"

    def test_a_gap_in_the_order_of_writing_is_missed(self, history, intruder):
        intruder("UPDATE entry SET id = 29 WHERE id = 26")

        found = verify(history.audit)

        assert first(found) == (REMOVED, WHOLE_LOG, 26, None)
        assert found.first_break.detail.en == "number 26 in the order of writing is missing"

    @pytest.mark.parametrize("value", ["'x'", "NULL"])
    def test_a_spoilt_numbering_is_missed(self, history, intruder, value):
        intruder(f"UPDATE sqlite_sequence SET seq = {value} WHERE name = 'entry'")

        assert first(verify(history.audit)) == (TAIL_CUT, WHOLE_LOG, 29, None)

    @pytest.mark.parametrize(
        "update",
        [
            "body = X'00FF'",
            "body = CAST(X'7B22FF227D' AS TEXT)",
            "body = 7",
            "digest = X'00'",
            "seq = 'x'",
            "seq = 17.5",
            "stream = X'4853'",
            "previous = 1.5",
        ],
    )
    def test_a_value_of_a_foreign_type_is_named_and_stops_nobody(self, history, intruder, update):
        for derived in ("kind", "event", "effective_on", "recorded_at", "actor", "unit"):
            intruder(f"ALTER TABLE entry DROP COLUMN {derived}")
        intruder(f"UPDATE entry SET {update} WHERE id = 20")

        found = verify(history.audit)

        assert not found.intact
        assert found.first_break.stream in {ONE, "b'HS'"}
        assert found.entries == 28

    @pytest.mark.parametrize(
        "update",
        [
            "case_file SET seq = 'x'",
            "case_file SET since = 'x'",
            "case_file SET snapshot = X'FF'",
            "case_file SET unit = CAST(X'FF' AS TEXT)",
            "deadline SET due_on = 'x' WHERE id = 3",
            "deadline SET estimated = 'x' WHERE id = 3",
            "deadline SET opened_by = 'x' WHERE id = 3",
            "sealed SET value = X'FF'",
            "sealed SET salt = 7",
            "counter SET value = 'x'",
        ],
    )
    def test_a_table_with_foreign_types_is_named_and_stops_nobody(self, history, intruder, update):
        intruder(f"UPDATE {update}")

        assert not verify(history.audit).intact


FORGED = [
    "7",
    "null",
    "[]",
    '{"v":1}',
    '{"v":2,"stream":"HS-2026-0003","seq":2,"previous":""}',
    '{"v":1,"stream":"HS-2026-0003","seq":true,"previous":""}',
    "[" * 100_000,
    "not json",
]


@pytest.mark.parametrize("body", FORGED, ids=lambda body: body[:12])
def test_a_well_hashed_body_that_is_no_entry_is_named(sqlite_store, body):
    from audit import Break, Detail, Stored, digest_of, read_stream

    row = Stored(stream=THREE, seq=1, body=body, digest=digest_of(body), previous="", written=1)

    assert list(read_stream([row])) == [
        Break(
            stream=THREE,
            seq=1,
            verdict=ALTERED,
            detail=Detail("nội dung không phải một mục nhật ký", "the body is not an entry"),
            day=None,
            written=1,
        )
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE sighting SET actor = 'nobody'",
        "UPDATE sighting SET cases = ' '",
        "UPDATE sighting SET at = '2020-01-01T00:00:00.000000Z'",
        "UPDATE sighting SET command = 'status'",
        "UPDATE sighting SET id = id + 1",
        "DELETE FROM sighting",
    ],
)
def test_who_looked_is_changed_by_nobody_through_the_program(history, sql):
    seen = Sighting(at=at("2026-11-20"), actor="lan", command="person show", cases=(ONE,))
    assert history.note_sighting(seen)

    with history.engine.connect() as connection, pytest.raises(DatabaseError):
        connection.exec_driver_sql(sql)

    assert history.sightings(SightingFilter()) == [seen]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE attempt SET outcome = 'accepted'",
        "UPDATE attempt SET at = '2020-01-01 00:00:00'",
        "UPDATE attempt SET message_id = 'other'",
        "UPDATE attempt SET code = 250",
        "UPDATE attempt SET error = NULL",
        "UPDATE attempt SET id = id + 1",
        "DELETE FROM attempt",
    ],
)
def test_an_attempt_to_deliver_is_changed_by_nobody_through_the_program(history, intruder, sql):
    intruder(
        "INSERT INTO message (id, channel, recipient, created_at, state, attempts, next_try_at)"
        " VALUES ('m', 'smtp', 'a', '2026-11-20 00:00:00', 'waiting', 1, '2026-11-20 00:00:00')"
    )
    intruder(
        "INSERT INTO attempt (message_id, channel, at, outcome, code, error)"
        " VALUES ('m', 'smtp', '2026-11-20 00:00:00', 'failed', 451, 'SMTPDataError 451')"
    )
    before = history.alerts.attempts("m")

    with history.engine.connect() as connection, pytest.raises(DatabaseError):
        connection.exec_driver_sql(sql)

    assert len(before) == 1
    assert history.alerts.attempts("m") == before


@pytest.mark.parametrize(
    "guard",
    [
        *("sighting_no_update", "sighting_no_delete", "sighting_once"),
        *("attempt_no_update", "attempt_no_delete", "attempt_once"),
    ],
)
def test_a_guard_of_what_is_only_added_to_that_was_dropped_is_missed(
    sqlite_store, sqlite_path, guard
):
    plain = sqlite_module().connect(str(sqlite_path), isolation_level=None)
    plain.execute(f"DROP TRIGGER {guard}")
    plain.close()

    with sqlite_store.engine.connect() as connection:
        assert missing_guards(connection) == [guard]
    assert not verify(sqlite_store.audit).intact


def test_bodies_hold_no_name(history, intruder):
    told = json.dumps([row[0] for row in intruder("SELECT body FROM entry")], ensure_ascii=False)

    for name in ("Hương", "Quỳnh", "Tám", "Tết", "nguồn"):
        assert name not in told


@pytest.fixture
def decided(history):
    """Two decided days of 2027 and one that was taken back, beside the history."""
    desk = a_desk(history)
    for day, off in ((20, True), (21, True), (20, None)):
        asked = Asked(
            days=(date(2027, 1, day),),
            off=off,
            name="nghỉ bão",
            document="77/UBND 20/11/2026",
            reason="bão",
            unit="DV",
        )
        decide_days(desk, asked)
        desk = a_desk(history)
    assert verify(history.audit).intact
    return history


CALENDAR = "calendar/2027"


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        ("UPDATE calendar_day SET day = '2027-01-22' WHERE seq = 2", 2),
        ("UPDATE calendar_day SET off_duty = FALSE WHERE seq = 2", 2),
        ("UPDATE calendar_day SET off_duty = TRUE WHERE seq = 3", 3),
        ("UPDATE calendar_day SET unit = NULL WHERE seq = 2", 2),
        ("UPDATE calendar_day SET name = 'Tết' WHERE seq = 2", 2),
        ("UPDATE calendar_day SET document = NULL WHERE seq = 2", 2),
        ("UPDATE calendar_day SET announced_on = '2026-11-20' WHERE seq = 2", 2),
        ("UPDATE calendar_day SET recorded_on = '2026-11-20' WHERE seq = 2", 2),
        ("DELETE FROM calendar_day WHERE seq = 1", 1),
    ],
)
def test_a_decided_day_that_was_changed_or_removed_is_named(decided, intruder, change, seq):
    intruder(change)

    assert first(verify(decided.audit)) == (DIFFERS, CALENDAR, seq, "2026-11-23")


def test_a_decided_day_from_outside_is_named(decided, intruder):
    for year, seq in ((2027, 9), (2028, 1)):
        intruder(
            "INSERT INTO calendar_day (year, seq, day, name, recorded_on)"
            f" VALUES ({year}, {seq}, '{year}-03-01', 'x', '2026-11-23')"
        )

    assert [(one.verdict, one.stream, one.detail.en) for one in verify(decided.audit).breaks] == [
        (DIFFERS, CALENDAR, "no entry made the row 9"),
        (DIFFERS, "calendar/2028", "a row without an entry"),
    ]
