"""Bulk writing: true entries, the same story for the same seed, nothing beyond the last day."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import log_rows
from provinces import UNTIL, a_scale, played

from audit import Entry
from simulation.invariants import ALWAYS
from storage.address import address_of
from storage.schema import create_store
from workflow.fact_table import FACTS
from workflow.facts import FactKind
from workflow.zone import office_zone


def entries(store):
    """The log in the order of writing."""
    return [Entry.read(row.body) for row in sorted(log_rows(store), key=lambda row: row.written)]


def test_everything_that_must_hold_is_looked_at_and_holds(store):
    outcome = played(store, a_scale(years=3, cases=40))

    assert [one for one in outcome.findings if not one.holds] == []
    assert len(outcome.findings) == len(ALWAYS)
    assert all(one.looked_at > 0 for one in outcome.findings)
    assert outcome.holds


def test_the_same_seed_tells_the_same_story_and_another_one_another(store, tmp_path):
    first = played(store, a_scale()).tally
    with create_store(address_of(str(tmp_path / "again.db"))) as other:
        again = played(other, a_scale()).tally
    with create_store(address_of(str(tmp_path / "another.db"))) as other:
        another = played(other, a_scale(seed=6)).tally

    assert (first.story, first.counts) == (again.story, again.counts)
    assert first.story != another.story


def test_entries_are_recorded_in_the_order_of_time_and_never_before_they_happened(store):
    played(store, a_scale(cases=60))

    instants = [datetime.fromisoformat(one.fields["recorded_at"]) for one in entries(store)]
    assert instants == sorted(instants)
    for one, at in zip(entries(store), instants, strict=True):
        assert one.fields["effective_on"] <= at.astimezone(office_zone()).date().isoformat()
        assert at.astimezone(office_zone()).date() <= UNTIL


def test_of_the_facts_only_those_that_start_or_meet_a_deadline_are_written(store):
    played(store, a_scale(cases=60))

    kinds = {
        FactKind(one.fields["event"]) for one in entries(store) if one.fields["kind"] == "fact"
    }
    assert FactKind.CERTIFICATE in kinds
    assert all(FACTS[kind].milestone is not None for kind in kinds)


@pytest.fixture
def long_play(sqlite_store):
    """Eight years of a dozen organisations: the store, and the tally."""
    return sqlite_store, played(sqlite_store, a_scale(years=8, units=12, cases=250)).tally


def test_the_rush_of_the_year_shows_and_nobody_is_out_of_sight(long_play):
    store, tally = long_play

    admitted = [
        one.fields["effective_on"] for one in entries(store) if one.fields.get("event") == "admit"
    ]
    rush = sum("07" <= day[5:7] <= "11" for day in admitted)
    assert len(admitted) > 80
    assert rush / len(admitted) > 0.55  # five months of twelve
    assert {"close", "hold", "resume", "offer", "accept", "return-file"} <= set(tally.written)
    assert tally.counts["full_member"] > 60
