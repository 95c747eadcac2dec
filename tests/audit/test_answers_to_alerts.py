"""What officers answered to alerts is in the log, and the table of alerts is held to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import a_desk, at

from audit import Verdict
from rules.rulebook import Rulebook
from scheduler.answers import acknowledge, snooze
from scheduler.ladder import load_ladders
from workflow.verification import verify

TODAY = date(2026, 11, 23)


@pytest.fixture
def answered(history):
    """A history in which one alert was taken on and another one put aside."""
    desk = replace(a_desk(history), actor="lan")
    alerts = history.alerts
    ladders = load_ladders(frozenset(Rulebook.open().ids()))
    alerts.sweep(ladders.steps(alerts.open_rules()), TODAY, at("2026-11-23"))
    first, second = [line.id for line in alerts.alerts(TODAY)][:2]
    acknowledge(desk, alerts, first, reason="Đã gọi chi bộ")
    snooze(
        desk,
        alerts,
        second,
        until=date(2026, 11, 30),
        reason="Chi bộ họp 28/11",
        longest=30,
        approved_by="hoa",
    )
    return first, second


def told(store):
    return [(one.stream, one.verdict, one.detail.en) for one in verify(store.audit).breaks]


def test_an_answer_is_an_entry_of_its_own_without_its_words(history, answered):
    first, second = answered

    (taken,) = history.entries(f"alert/{first}")
    (aside,) = history.entries(f"alert/{second}")

    assert (taken.fields["kind"], taken.fields["event"], taken.fields["actor"]) == (
        "alert",
        "acknowledged",
        "lan",
    )
    assert (aside.fields["event"], aside.fields["approved_by"]) == ("snoozed", "hoa")
    assert aside.fields["data"]["until"] == "2026-11-30"
    assert aside.fields["data"]["case"] == "HS-2026-0001"
    assert "Chi bộ họp" not in aside.body
    assert "Chi bộ họp 28/11" in history.unsealed(f"alert/{second}").values()
    assert told(history) == []


def test_a_snooze_that_is_over_is_not_a_break(history, answered):
    assert history.alerts.wake(date(2026, 12, 1)) == 1

    assert told(history) == []


def test_a_second_answer_replaces_the_first_and_both_stay_in_the_log(history, answered):
    first, _ = answered

    acknowledge(a_desk(history, actor="hoa"), history.alerts, first, reason="Tôi theo tiếp")

    assert [entry.fields["actor"] for entry in history.entries(f"alert/{first}")] == ["lan", "hoa"]
    assert told(history) == []


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ("reason = 'Không có gì'", "reason"),
        ("answered_by = 'hoa2'", "answered_by"),
        ("until_on = '2030-01-01'", "until_on"),
        ("approved_by = 'x'", "approved_by"),
        ("rung = 77", "rung"),
        ("answered_at = '2020-01-01 00:00:00'", "answered_at"),
        ("answered_at = NULL", "answered_at"),
        ("state = 'snoozed'", "state"),
    ],
)
def test_an_answer_that_was_altered_is_named(history, answered, intruder, change, column):
    first, _ = answered

    intruder(f"UPDATE alert SET {change} WHERE id = ?", first)  # noqa: S608 - our own words

    assert told(history) == [
        (f"alert/{first}", Verdict.PROJECTION_DIFFERS, f"its row differs in {column}")
    ]


def test_an_answer_that_was_taken_away_is_named(history, answered, intruder):
    first, second = answered

    intruder("DELETE FROM delivery")
    intruder("DELETE FROM alert WHERE id = ?", first)
    intruder("UPDATE alert SET state = 'raised', answered_by = NULL WHERE id = ?", second)

    assert told(history) == [
        (f"alert/{first}", Verdict.PROJECTION_DIFFERS, "its row is missing"),
        (f"alert/{second}", Verdict.PROJECTION_DIFFERS, "its row is missing"),
    ]


def test_an_answer_that_nobody_gave_is_named(history, answered, intruder):
    other = next(
        line.id for line in history.alerts.alerts(TODAY, everything=True) if line.id not in answered
    )

    intruder("UPDATE alert SET state = 'acknowledged', answered_by = 'x' WHERE id = ?", other)

    assert told(history) == [
        (f"alert/{other}", Verdict.PROJECTION_DIFFERS, "a row without an entry")
    ]
