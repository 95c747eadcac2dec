"""What takes a second person, what of a change is approved, and what a desk of one may do."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from builders import UNITS, a_case, a_desk, units

from audit import Entry, seal
from workflow.account import Seat
from workflow.actions.approvals import _why
from workflow.actions.tag_source import tag_source
from workflow.approval import Ground, _grounds, _plain
from workflow.change import Change
from workflow.errors import NotFoundError
from workflow.finding import find_case
from workflow.policy import require_places, scope_of
from workflow.reorganising.remaining import Estate
from workflow.roles import Role

DAY = date(2026, 11, 23)


def _entry(**fields) -> Entry:
    return Entry(stream="HS-2026-0001", seq=1, body="", digest="", previous="", fields=fields)


def _change(*entries: Entry, sealed=()) -> Change:
    return Change(
        request="1", action="note", fingerprint="", recorded_on=DAY, entries=entries, sealed=sealed
    )


@pytest.mark.parametrize(
    ("fields", "ground"),
    [
        ({"kind": "transition", "event": "annul"}, Ground.ANNULMENT),
        ({"kind": "transition", "event": "strike-off"}, Ground.STRIKE_OFF),
        ({"kind": "transition", "event": "enrol"}, None),
        ({"kind": "screening", "event": "remove"}, Ground.REMOVAL),
        ({"kind": "screening", "event": "clear"}, None),
        ({"kind": "erase"}, Ground.ERASURE),
        ({"kind": "note", "data": {"overrides": ["age"]}}, Ground.OVERRIDE),
        ({"kind": "note", "approved_by": "mai"}, Ground.NAMED),
    ],
)
def test_a_ground_for_a_second_person_follows_from_the_entry(fields, ground):
    assert list(_grounds(_entry(**fields))) == ([] if ground is None else [ground])


def test_the_reason_is_the_sealed_text_that_an_entry_names():
    other, reason = seal("Trần Đại Quỳnh"), seal("Đĩa hỏng")
    change = _change(
        _entry(kind="note"),
        _entry(kind="note", text={"sealed": reason.digest}),
        sealed=[("HS-2026-0001", other), ("HS-2026-0001", reason)],
    )

    assert _why(change) == "Đĩa hỏng"
    assert _why(_change(_entry(kind="note"), sealed=[("HS-2026-0001", other)])) is None


def test_what_is_salted_anew_at_each_try_is_no_part_of_what_is_approved():
    assert _plain({"who": {"sealed": "ab"}, "on": ["2026-01-01"]}) == {
        "who": "sealed",
        "on": ["2026-01-01"],
    }


def test_a_desk_of_one_reaches_everywhere():
    alone = Seat(name="lan")

    assert scope_of(alone, [Role.OFFICER], DAY, UNITS).units is None
    assert require_places(alone, "note", _change(_entry(kind="note")), DAY, UNITS) is None


def test_nothing_but_accents_names_nobody(store):
    with pytest.raises(NotFoundError):
        find_case(a_desk(store), "\u0301")


def test_a_rehearsal_tags_nobody(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)

    planned = tag_source(desk, ref, add=["student"], dry_run=True)

    assert planned.tags == ("student",)
    found = store.dossier(ref)
    assert found is not None
    assert found.person.tags == ()
    assert len(store.entries(ref)) == 1


@pytest.mark.parametrize(("code", "below"), [("KP1", True), ("DV", True), ("CVA", False)])
def test_a_unit_stands_below_another_at_any_depth(code, below):
    above = {"KP1": "DV", "DV": "TP", "CVA": "X"}
    self = SimpleNamespace(_above=above.get)

    assert Estate._below(self, code, "TP") is below
