"""Whoever changes a screening behind the log's back is found out, and the place is named."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_desk, kept_by, units
from screenings import a_member, opened, take_screening_to

from audit import Entry, Verdict, genesis
from storage import tables
from workflow.screening.states import ScreeningState
from workflow.verification import verify

ALTERED, REMOVED = Verdict.ALTERED, Verdict.REMOVED
TAIL_CUT, DIFFERS = Verdict.TAIL_CUT, Verdict.PROJECTION_DIFFERS
SL, OTHER = "SL-2026-0001", "SL-2026-0002"
HELPED = (DIFFERS, SL, 8, "2025-03-10")


@pytest.fixture
def history(request, store):
    """One member in the time of help, another one listed, on either database."""
    desk = a_desk(store)
    units(desk)
    first, second = a_member(desk), a_member(desk, "Trần Văn Bảy", unit="CVA")
    opened(desk, first)
    opened(desk, second)
    take_screening_to(desk, SL, ScreeningState.HELPED)
    take_screening_to(desk, OTHER, ScreeningState.LISTED)
    return store


def first(store):
    found = verify(store.audit).first_break
    assert found is not None
    return found.verdict, found.stream, found.seq, found.day


def test_a_history_of_screenings_that_nobody_touched_is_intact(history):
    assert verify(history.audit).breaks == ()


ONE_COLUMN = [
    (f"screening SET ref = 'SL-2026-0003' WHERE ref = '{SL}'", (*HELPED[:2], 1, "2025-01-06")),
    (f"screening SET case_ref = 'HS-2026-0003' WHERE ref = '{SL}'", HELPED),
    (f"screening SET ground = 'card-given-up' WHERE ref = '{SL}'", HELPED),
    (f"screening SET state = 'cleared' WHERE ref = '{SL}'", HELPED),
    (f"screening SET since = '2025-03-11' WHERE ref = '{SL}'", HELPED),
    (f"screening SET seq = 9 WHERE ref = '{SL}'", (TAIL_CUT, SL, 9, "2025-03-10")),
    (f"screening SET seq = 7 WHERE ref = '{SL}'", HELPED),
    (f"screening SET head = 'ff' WHERE ref = '{SL}'", HELPED),
    (f"screening SET next_due = '2026-03-11' WHERE ref = '{SL}'", HELPED),
    (f"screening SET next_rule = NULL WHERE ref = '{SL}'", HELPED),
    (f"screening SET snapshot = replace(snapshot, '2025', '2024') WHERE ref = '{SL}'", HELPED),
    (f"deadline SET stream = '{OTHER}' WHERE stream = '{SL}'", HELPED),
    (f"deadline SET case_ref = 'HS-2026-0002' WHERE stream = '{SL}'", HELPED),
    (f"deadline SET due_on = '2027-03-10' WHERE stream = '{SL}'", HELPED),
    (f"deadline SET closed_how = 'met' WHERE stream = '{SL}'", HELPED),
    (
        f"sealed SET value = 'Lê Văn Chín' WHERE {kept_by(SL, 7)}",
        (ALTERED, SL, 7, "2025-03-10"),
    ),
    (f"entry SET digest = 'ff' WHERE stream = '{SL}' AND seq = 5", (ALTERED, SL, 5, "2025-02-10")),
    ("counter SET value = 1 WHERE name = 'SL-2026'", (DIFFERS, OTHER, 0, None)),
    ("counter SET value = 3 WHERE name = 'SL-2026'", (REMOVED, "SL-2026-0003", 1, None)),
]


@pytest.mark.parametrize(("update", "place"), ONE_COLUMN)
def test_a_changed_column_of_a_screening_is_named_with_its_place(history, intruder, update, place):
    intruder(f"UPDATE {update}")

    assert first(history) == place


def test_every_column_of_a_screening_is_attacked():
    attacked = {one[0].split(" = ")[0].partition(" SET ")[2] for one in ONE_COLUMN}

    assert set(tables.ScreeningRow.model_fields) <= attacked


def test_a_screening_without_its_row_is_named(history, intruder):
    intruder("DELETE FROM screening WHERE ref = ?", OTHER)

    found = verify(history.audit).first_break
    assert (found.verdict, found.stream, found.seq) == (DIFFERS, OTHER, 1)
    assert found.detail.en == "the screening has no row"


def test_a_screening_cut_out_of_the_log_is_missed(history, intruder):
    intruder("DELETE FROM entry WHERE stream = ?", SL)

    found = verify(history.audit).first_break
    assert (found.verdict, found.stream, found.seq) == (REMOVED, SL, 1)
    assert found.detail.en == "no entry is left of it, only: screening, deadlines, sealed values"


def test_a_ballot_forged_at_the_head_does_not_follow_from_the_screening(history, intruder):
    ((seq, digest),) = intruder(
        "SELECT seq, digest FROM entry WHERE stream = ? ORDER BY seq DESC LIMIT 1", OTHER
    )
    forged = Entry.seal(
        OTHER,
        seq + 1,
        digest,
        {
            "kind": "screening-finding",
            "event": "vote",
            "effective_on": "2025-02-20",
            "recorded_at": "2026-11-23T03:00:00.000000Z",
            "actor": "nam",
            "unit": "CVA",
            "data": {"for": 1},
        },
    )
    intruder(
        "INSERT INTO entry (stream, seq, body, digest, previous) VALUES (?, ?, ?, ?, ?)",
        OTHER,
        seq + 1,
        forged.body,
        forged.digest,
        forged.previous,
    )

    assert first(history) == (DIFFERS, OTHER, 7, "2025-02-20")


def test_a_screening_forged_without_a_number_is_missed_in_its_series(history, intruder):
    forged = Entry.seal(
        "SL-2026-0009",
        1,
        genesis("SL-2026-0009"),
        {
            "kind": "screening",
            "event": "open",
            "to": "review",
            "effective_on": "2025-02-20",
            "recorded_at": "2026-11-23T03:00:00.000000Z",
            "actor": "nam",
            "unit": "CVA",
            "reason": "no-progress",
            "data": {"case": "HS-2026-0001"},
        },
    )
    intruder(
        "INSERT INTO entry (stream, seq, body, digest, previous) VALUES (?, ?, ?, ?, ?)",
        forged.stream,
        1,
        forged.body,
        forged.digest,
        forged.previous,
    )

    found = verify(history.audit).breaks
    assert [one.detail.en for one in found] == [
        "the screening has no row",
        "the series SL-2026 stands at 2",
    ]


def test_the_deadline_of_a_screening_is_known_by_its_own_reference(history):
    with history.audit.moment() as rows:
        found = [row for row in rows.deadline_rows() if row["stream"] == SL]

    assert [(row["case_ref"], row["rule"], row["due_on"]) for row in found] == [
        ("HS-2026-0001", "screening-help", date(2026, 3, 10).isoformat())
    ]
