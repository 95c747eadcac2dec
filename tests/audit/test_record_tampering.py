"""Whoever changes a record of a register behind the log's back is found out."""

from __future__ import annotations

from datetime import date, time

import pytest
from builders import a_case, a_desk, units

from audit import Entry, Verdict, genesis
from storage.record_table import RecordRow
from workflow.registers.awards import Individual, give
from workflow.registers.data_request_steps import answer_request, open_request
from workflow.registers.data_requests import RequestKind
from workflow.registers.incident_steps import open_incident
from workflow.registers.record import fold_record
from workflow.registers.trainings import attend, hold_training
from workflow.verification import verify

TH, KT = "training/TH-2026-0001", "award/KT-2026-0001"
DIFFERS = Verdict.PROJECTION_DIFFERS


@pytest.fixture
def history(store):
    """A training with two entries and an award with a sealed name, on either database."""
    desk = a_desk(store)
    units(desk)
    hold_training(desk, "Nghiệp vụ kết nạp", "TP", document="3-KH/TU")
    attend(desk, "0001", ["lan"])
    people = [Individual(name="Lê Văn Tám", unit="DV")]
    give(desk, "15-QĐ/TU", "Tổng kết", individuals=people, issuer="Thành ủy")
    return store


def first(store):
    found = verify(store.audit).first_break
    return None if found is None else (found.verdict, found.stream, found.seq)


def test_a_history_of_records_that_nobody_touched_is_intact(history):
    assert verify(history.audit).breaks == ()


ONE_COLUMN = [
    ("stream = 'training/TH-2026-0009'", (DIFFERS, TH, 1)),
    ("book = 'award'", (DIFFERS, TH, 2)),
    ("ref = 'TH-2026-0002'", (DIFFERS, TH, 2)),
    ("since = '2026-01-01'", (DIFFERS, TH, 2)),
    ("state = 'over'", (DIFFERS, TH, 2)),
    ("seq = 1", (DIFFERS, TH, 2)),
    ("seq = 3", (Verdict.TAIL_CUT, TH, 3)),
    ("head = 'ff'", (DIFFERS, TH, 2)),
    ("unit = 'DV'", (DIFFERS, TH, 2)),
    ("document = NULL", (DIFFERS, TH, 2)),
    ("issuer = 'TP'", (DIFFERS, TH, 2)),
    ("data = replace(data, 'lan', 'minh')", (DIFFERS, TH, 2)),
    ("case_ref = 'HS-2026-0001'", (DIFFERS, TH, 2)),
]


@pytest.mark.parametrize(("update", "place"), ONE_COLUMN)
def test_a_changed_column_of_a_record_is_named_with_its_place(history, intruder, update, place):
    intruder(f"UPDATE record SET {update} WHERE stream = ?", TH)  # noqa: S608 - our own words

    assert first(history) == place


YC = "request/YC-2026-0001"


@pytest.fixture
def asked(history):
    """Somebody asked to see their data and was answered: one deadline is met, one runs."""
    desk = a_desk(history)
    case = a_case(desk)
    open_request(desk, case, RequestKind.SEE, on=date(2026, 11, 13))
    answer_request(desk, "YC-2026-0001", on=date(2026, 11, 17))
    a_case(desk, born="1999-01-01")
    return history


RUNNING = "rule = 'data-request-see'"
DEADLINES = [
    (f"deadline SET due_on = '2027-01-01' WHERE {RUNNING}", (DIFFERS, YC, 1)),
    (f"deadline SET start_on = '2026-11-12' WHERE {RUNNING}", (DIFFERS, YC, 1)),
    (f"deadline SET case_ref = 'HS-2026-0002' WHERE {RUNNING}", (DIFFERS, YC, 1)),
    (f"deadline SET closed_how = 'met' WHERE {RUNNING}", (DIFFERS, YC, 1)),
    (f"deadline SET version = 'data-request-see@2027-01-01' WHERE {RUNNING}", (DIFFERS, YC, 1)),
    (f"deadline SET rule = 'file-age' WHERE {RUNNING}", (DIFFERS, YC, 2)),
    (f"deadline SET stream = '{TH}' WHERE {RUNNING}", (DIFFERS, YC, 1)),
    (
        "deadline SET closed_how = NULL WHERE rule = 'data-request-reply'",
        (DIFFERS, YC, 1),
    ),
    (f"record SET state = 'closed' WHERE stream = '{YC}'", (DIFFERS, YC, 2)),
]


@pytest.mark.parametrize(("update", "place"), DEADLINES)
def test_a_changed_deadline_of_a_request_is_named_with_its_place(asked, intruder, update, place):
    assert verify(asked.audit).breaks == ()

    intruder(f"UPDATE {update}")

    assert place in [(one.verdict, one.stream, one.seq) for one in verify(asked.audit).breaks]


def test_a_deadline_of_a_request_that_was_taken_away_is_missed(asked, intruder):
    intruder(f"DELETE FROM deadline WHERE {RUNNING}")  # noqa: S608 - our own words

    found = verify(asked.audit).first_break
    assert (found.verdict, found.stream, found.seq) == (DIFFERS, YC, 1)
    assert found.detail.en == "the deadline data-request-see is missing"


def test_a_deadline_laid_under_a_record_that_opened_none_is_named(asked, intruder):
    intruder(f"UPDATE deadline SET stream = '{TH}' WHERE {RUNNING}")  # noqa: S608 - as above

    told = [(one.stream, one.detail.en) for one in verify(asked.audit).breaks]
    assert (TH, "no entry opened the deadline data-request-see") in told


def test_every_column_of_a_record_is_attacked():
    attacked = {update.partition(" = ")[0] for update, _ in ONE_COLUMN}

    assert attacked == set(RecordRow.model_fields)


def test_a_record_without_its_row_is_named(history, intruder):
    intruder("DELETE FROM record WHERE stream = ?", TH)

    assert first(history) == (DIFFERS, TH, 1)


def test_a_record_without_its_entries_is_named_by_what_is_left_of_it(history, intruder):
    for stream in (TH, KT):
        intruder("DELETE FROM entry WHERE stream = ?", stream)

    found = [(one.verdict, one.stream) for one in verify(history.audit).breaks]
    assert (DIFFERS, TH) in found
    assert (Verdict.REMOVED, KT) in found  # its sealed name


def test_a_sealed_name_of_an_award_that_was_changed_is_named(history, intruder):
    intruder("UPDATE sealed SET value = 'Người Khác' WHERE stream = ?", KT)

    assert first(history) == (Verdict.ALTERED, KT, 1)


def test_a_stream_of_no_register_folds_to_no_record():
    fields = {"kind": "record", "effective_on": "2026-01-01", "to": "x", "data": {}}
    entry = Entry.seal("unit/DV", 1, genesis("unit/DV"), fields)

    for entries in ([], [entry]):
        with pytest.raises(ValueError, match="no record of a register"):
            fold_record(entries)


def test_a_patch_merges_objects_takes_keys_away_and_replaces_the_rest():
    stream = "class/LH-2026-0001"
    entries: list[Entry] = []
    for data in (
        {"people": {"A": {"row": 1}, "B": {"row": 2}}, "place": "X", "days": [1]},
        {"people": {"A": None, "B": {"result": "passed"}}, "days": [2, 3]},
        {"place": {"hall": "Y"}, "missing": None},
    ):
        seq, head = (entries[-1].seq, entries[-1].digest) if entries else (0, genesis(stream))
        fields = {"kind": "record", "effective_on": "2026-01-01", "to": "open", "data": data}
        entries.append(Entry.seal(stream, seq + 1, head, fields))

    assert fold_record(entries).data == {
        "people": {"B": {"row": 2, "result": "passed"}},
        "place": {"hall": "Y"},
        "days": [2, 3],
    }


SC = "incident/SC-2026-0001"


@pytest.mark.parametrize("column", ["data", "state"])
def test_an_incident_whose_limit_was_put_off_is_named(history, intruder, column):
    open_incident(a_desk(history), "Mất máy", on=date(2026, 11, 20), at=time(8, 30))
    put = {"data": "replace(data, '2026-11-23T', '2026-12-23T')", "state": "'closed'"}[column]

    intruder(f"UPDATE record SET {column} = {put} WHERE stream = '{SC}'")  # noqa: S608 - our words

    assert first(history) == (DIFFERS, SC, 1)
