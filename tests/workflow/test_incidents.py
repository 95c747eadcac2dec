"""Incidents with personal data: the hours that run, what ends them, and what cannot be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from builders import a_desk, at

from workflow.errors import ConflictError, InputError, NotFoundError, RefusedError
from workflow.registers.incident_steps import (
    close_incident,
    find_incident,
    open_incident,
    report_incident,
)
from workflow.registers.incidents import Ending, IncidentState, incidents
from workflow.verification import verify

FRIDAY = date(2026, 11, 20)  # three days before the desk's day, which begins at 10:00
SC = "incident/SC-2026-0001"


def an_incident(desk, on=FRIDAY, hour=9, **more):
    return open_incident(desk, "Mất máy tính xách tay", on=on, at=time(hour, 30), **more)


def test_the_hours_run_from_the_moment_it_was_known(desk):
    made = an_incident(desk)

    assert (made.ref, made.record.unit, made.state) == ("SC-2026-0001", "TP", IncidentState.OPEN)
    assert made.known_at == datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    assert made.limit.by == datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    assert (made.limit.day, made.limit.wording) == (date(2026, 11, 23), "breach-report@2026-01-01")
    assert made.left(at("2026-11-23", 2)) == timedelta(minutes=30)
    assert made.left(at("2026-11-23", 3)) == -timedelta(minutes=30)
    (entry,) = desk.store.entries(SC)
    assert entry.fields["rules"] == ["breach-report@2026-01-01"]
    assert "xách tay" not in entry.body
    assert list(desk.store.unsealed(SC).values()) == ["Mất máy tính xách tay"]
    assert incidents(desk.store) == [made]


def test_an_incident_of_a_day_without_a_wording_has_no_limit(desk):
    made = an_incident(desk, on=date(2025, 12, 31))

    assert (made.limit, made.left(desk.clock()), made.waits) == (None, None, False)
    assert close_incident(desk, made.ref, Ending.CONTAINED).ending is Ending.CONTAINED


def test_what_was_told_counts_its_hours_to_the_telling(desk):
    made = an_incident(desk)

    after = report_incident(desk, made.ref, on=date(2026, 11, 21), at=time(9, 30), document="7-CV")

    assert (after.state, after.waits) == (IncidentState.REPORTED, False)
    assert after.left(desk.clock()) == timedelta(hours=48)
    assert desk.store.entries(SC)[-1].fields["document"] == {"number": "7-CV"}
    assert close_incident(desk, "0001", Ending.CONTAINED).state is IncidentState.CLOSED
    assert verify(desk.store.audit).breaks == ()


def test_what_is_told_now_is_told_at_this_moment(desk):
    an_incident(desk)

    assert report_incident(desk, "0001").reported_at == desk.clock()


def test_what_was_not_to_be_told_ends_with_a_reason_and_has_no_hours(desk):
    an_incident(desk)
    with pytest.raises(InputError, match="not to be told"):
        close_incident(desk, "0001", Ending.FALSE_ALARM)

    after = close_incident(desk, "0001", Ending.FALSE_ALARM, reason="Máy đã tìm thấy")

    assert (after.ending, after.left(desk.clock())) == (Ending.FALSE_ALARM, None)
    assert "Máy đã tìm thấy" in desk.store.unsealed(SC).values()
    assert verify(desk.store.audit).breaks == ()


def test_what_was_not_told_is_not_called_contained(desk):
    an_incident(desk)

    with pytest.raises(RefusedError, match="not told yet") as refused:
        close_incident(desk, "0001", Ending.CONTAINED)
    assert refused.value.following.en == "ketnap incident report SC-2026-0001"


def test_an_incident_is_told_once_and_closed_once(desk):
    an_incident(desk)
    report_incident(desk, "0001")
    with pytest.raises(RefusedError, match="was told already"):
        report_incident(desk, "0001")
    close_incident(desk, "0001", Ending.CONTAINED)

    for again in (
        lambda: report_incident(desk, "0001"),
        lambda: close_incident(desk, "0001", Ending.FALSE_ALARM, reason="x"),
    ):
        with pytest.raises(RefusedError, match="is closed: contained"):
            again()


def test_a_moment_that_cannot_be_is_refused(desk):
    with pytest.raises(RefusedError, match="2026-11-23 10:30 has not come yet") as caught:
        an_incident(desk, on=date(2026, 11, 23), hour=10)
    assert caught.value.what.vi == "23/11/2026 10:30 chưa tới."
    an_incident(desk)

    with pytest.raises(RefusedError, match="has not come yet"):
        report_incident(desk, "0001", on=date(2026, 11, 23), at=time(10, 1))
    with pytest.raises(RefusedError, match="was known from 2026-11-20 09:30 only"):
        report_incident(desk, "0001", on=FRIDAY, at=time(9, 29))
    for half in ({"on": FRIDAY}, {"at": time(9, 30)}):
        with pytest.raises(InputError, match="go together"):
            report_incident(desk, "0001", **half)


def test_an_incident_tells_what_happened_and_whose_it_is(desk, sqlite_store):
    with pytest.raises(InputError, match="what happened"):
        open_incident(desk, " ", on=FRIDAY, at=time(8, 0))
    with pytest.raises(NotFoundError):
        an_incident(desk, unit="XX")
    with pytest.raises(NotFoundError) as unknown:
        find_incident(desk, "0001")
    assert unknown.value.following.en == "ketnap incident list"
    assert an_incident(desk, unit="DV").record.unit == "DV"


def test_without_one_unit_above_all_an_incident_names_its_own(sqlite_store):
    with pytest.raises(InputError, match="--unit"):
        an_incident(a_desk(sqlite_store))


def test_the_same_request_id_is_never_carried_out_twice_and_a_rehearsal_writes_nothing(desk):
    assert an_incident(desk, dry_run=True).state is IncidentState.OPEN
    assert incidents(desk.store) == []
    steps = (
        lambda: an_incident(desk, request="a"),
        lambda: report_incident(desk, "0001", request="b"),
        lambda: close_incident(desk, "0001", Ending.CONTAINED, request="c"),
    )
    first = [step() for step in steps]
    later = replace(desk, clock=lambda: at("2026-11-24"))

    assert [step() for step in steps] == first
    assert report_incident(later, "0001", request="b") == first[1]
    assert len(desk.store.entries(SC)) == 3
    with pytest.raises(ConflictError):
        an_incident(desk, hour=8, request="a")
