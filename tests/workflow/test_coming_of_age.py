"""Somebody may be named early; the officer is told from which day the cell may meet on them."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_desk, at, units

from workflow.actions.nominate import Nominee, nominate


@pytest.fixture
def desk(sqlite_store):
    desk = a_desk(sqlite_store, at("2026-11-23"))
    units(desk)
    return desk


def named(desk, born, **more):
    return nominate(desk, Nominee(name="Phạm Thị Bé", born=born), "DV", **more)


def test_who_is_too_young_is_taken_with_the_day_of_the_least_age_and_its_source(desk):
    (notice,) = named(desk, "2012-03-20").notices

    assert notice.kind == "too-young-yet"
    assert notice.sentence().vi == (
        "chưa đủ 18 tuổi tính theo tháng; chi bộ xét kết nạp được sớm nhất từ 01/03/2030"
        f" ({notice.source.cite('vi')})"
    )
    assert notice.sentence().en == (
        "not yet 18 by month; the cell may consider admission from 2030-03-01 at the earliest"
        f" ({notice.source.cite('en')})"
    )
    assert notice.source == desk.rulebook.on("age", date(2026, 11, 23)).source


@pytest.mark.parametrize("dry_run", [True, False])
def test_the_month_of_the_birthday_is_old_enough_and_the_one_before_is_not(desk, dry_run):
    young = named(desk, "2008-12-01", dry_run=dry_run)
    grown = named(desk, "2008-11-30", dry_run=dry_run)

    assert [len(young.notices), len(grown.notices)] == [1, 0]


def test_the_age_on_the_day_of_the_nomination_is_looked_at(desk):
    (notice,) = named(desk, "2007-06", on=date(2025, 5, 31)).notices

    assert notice.text.en.endswith("from 2025-06-01 at the earliest")


@pytest.mark.parametrize(
    ("born", "on"), [(None, None), ("2012", None), ("2012-03-20", date(2016, 3, 1))]
)
def test_without_a_month_of_birth_or_a_wording_nothing_is_said(desk, born, on):
    assert named(desk, born, on=on).notices == ()


def test_the_notice_adds_nothing_to_what_the_log_says_was_relied_on(desk):
    young, grown = named(desk, "2012-03-20"), named(desk, "1998-05-02")

    assert young.entry.fields.get("rules") == grown.entry.fields.get("rules")
