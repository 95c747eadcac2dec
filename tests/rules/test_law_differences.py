"""What changed in the law between two days."""

from datetime import date
from itertools import pairwise

import pytest

from rules.differences import Aspect, Kind, differences
from rules.rulebook import Rulebook

RULEBOOK = Rulebook.open()


def differs(first, second):
    return {one.rule.id: one for one in differences(RULEBOOK, first, second)}


def test_on_26_july_2026_the_ceremony_begins_to_count_from_the_issue():
    one = differs(date(2026, 7, 25), date(2026, 7, 26))["ceremony"]

    assert one.kind is Kind.CHANGED
    assert one.aspects == (
        Aspect.STARTS,
        Aspect.PROVISIONAL,
        Aspect.SOURCE,
        Aspect.CONFIDENCE,
        Aspect.NOTE,
        Aspect.WORDING,
    )


def test_on_26_july_2026_the_education_asked_for_changes_its_value():
    assert Aspect.VALUE in differs(date(2026, 7, 25), date(2026, 7, 26))["education"].aspects


def test_what_begins_is_added_and_backwards_it_has_ended():
    first, second = date(2011, 1, 18), date(2011, 1, 19)

    added, ended = differs(first, second)["probation"], differs(second, first)["probation"]

    assert (added.kind, added.old, added.aspects) == (Kind.ADDED, None, ())
    assert added.new.id == "probation@2011-01-19"
    assert (ended.kind, ended.new) == (Kind.ENDED, None)


def test_two_days_under_the_same_wordings_do_not_differ():
    assert differs(date(2025, 7, 1), date(2025, 12, 31)) == {}


@pytest.mark.parametrize("rule", RULEBOOK.rules(), ids=lambda rule: rule.id)
def test_each_new_wording_is_a_difference_of_its_day(rule):
    for old, new in pairwise(rule.versions):
        one = differs(old.until_on, new.from_on)[rule.id]
        assert (one.old, one.new) == (old, new)
        assert Aspect.WORDING in one.aspects
    last, later = rule.versions[-1], differs(rule.versions[-1].from_on, date(2099, 1, 1))
    ended = later.get(rule.id)
    assert (last.until_on is None) == (ended is None)
    assert ended is None or (ended.kind, ended.old, ended.new) == (Kind.ENDED, last, None)


def test_every_aspect_has_a_label_in_both_languages():
    assert all(one.label.vi and one.label.en for one in Aspect)
