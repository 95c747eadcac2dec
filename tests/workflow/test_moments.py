"""A moment is a legal day and an instant; what officers leave out follows from the other."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from builders import a_case, at, take_to

from workflow.actions.registers import set_quotas
from workflow.errors import InputError
from workflow.moment import Moment, read_instant, standing
from workflow.quota import Quota
from workflow.states import State
from workflow.zone import office_zone

ZONE = office_zone()
NOW = at("2026-11-23")


def _of(as_of=None, known_at=None):
    return Moment.of(as_of, known_at, now=NOW, zone=ZONE)


def test_a_day_alone_is_known_by_its_end_in_the_office():
    moment = _of(date(2026, 6, 30))

    assert moment.known_at.isoformat() == "2026-06-30T23:59:59.999999+07:00"
    assert moment.limit == "2026-06-30T16:59:59.999999Z"


def test_nothing_is_known_later_than_now():
    assert _of(date(2026, 11, 23)).known_at == NOW
    assert _of(None, "2027-01-01T00:00+07:00").known_at == NOW
    assert _of(date(2026, 6, 30), " Now ").known_at == NOW


def test_an_instant_alone_is_asked_of_the_day_it_lies_in():
    moment = _of(None, "2026-06-30T20:00+00:00")

    assert moment.as_of == date(2026, 7, 1)
    assert moment.known_at == datetime(2026, 6, 30, 20, tzinfo=UTC)


def test_neither_is_the_present():
    assert _of() == Moment(as_of=date(2026, 11, 23), known_at=NOW)


def test_a_day_that_has_not_come_cannot_be_looked_at():
    with pytest.raises(InputError) as refused:
        _of(date(2026, 11, 24))

    assert refused.value.what.en == "2026-11-24 has not come yet; only the past can be looked at."


@pytest.mark.parametrize("typed", ["2026-06-30", "yesterday", ""])
def test_an_instant_without_a_zone_is_none(typed):
    with pytest.raises(InputError) as refused:
        read_instant(typed)

    assert refused.value.what.en.startswith(f"“{typed}” is no instant with a zone")


def test_before_the_first_entry_there_is_nothing(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)
    set_quotas(desk, [Quota(year=2026, unit="DV", target=4)])
    early = Moment(as_of=date(2024, 1, 4), known_at=at("2026-11-22"))
    entries, quota = desk.store.entries(ref), desk.store.entries("quota/2026/DV")

    assert early.of_case(entries) == []
    assert early.case(entries, desk.law()) is None
    assert early.quota(quota, {}) is None
    assert early.units(desk.store.entries("unit/DV")) == ()
    assert early.screening(()) is None
    assert early.answer((), {}) is None
    assert standing((), desk.law()) is None
    unborn = Moment(as_of=date(2024, 1, 4), known_at=NOW)
    assert unborn.of_case(entries) == []


def test_a_quota_keeps_its_reason_where_that_stands(desk):
    set_quotas(desk, [Quota(year=2026, unit="DV", target=4, base="1-NQ")])
    set_quotas(desk, [Quota(year=2026, unit="DV", target=5, reason="thêm nguồn")])
    entries = desk.store.entries("quota/2026/DV")
    moment = _of()

    kept = moment.quota(entries, desk.store.unsealed("quota/2026/DV"))
    erased = moment.quota(entries, {})

    assert (kept.target, kept.reason, kept.seq) == (5, "thêm nguồn", 2)
    assert (erased.target, erased.reason) == (5, None)
