"""What names something that is not there is found, each kind, with nothing else beside it."""

from __future__ import annotations

import pytest
from builders import a_desk

from storage.scoped import ScopedStore
from storage.tables import UnitRow
from workflow.actions.users import add_user
from workflow.errors import NotPermittedError
from workflow.inspection.orphan import ORPHAN_LABELS, OrphanKind
from workflow.policy import sight_of
from workflow.roles import Role

ENTRY = (
    "INSERT INTO entry (stream, seq, body, digest, previous)"
    """ SELECT 'X', 99, replace(body, '"actor":"lan"', '"actor":"ai"'), 'd', 'p'"""
    " FROM entry ORDER BY id DESC LIMIT 1"
)
DAMAGE = {
    OrphanKind.CASE_WITHOUT_ENTRIES: "UPDATE entry SET stream = 'x/1'"
    " WHERE stream = 'HS-2026-0001'",
    OrphanKind.ENTRIES_WITHOUT_CASE: "UPDATE case_file SET ref = 'HS-2026-0009'"
    " WHERE ref = 'HS-2026-0001'",
    OrphanKind.ENTRIES_WITHOUT_SCREENING: "UPDATE entry SET stream = 'SL-2026-0001'"
    " WHERE stream = 'unit/CVA'",
    OrphanKind.CASE_WITHOUT_PERSON: "UPDATE case_file SET person = 'x' WHERE ref = 'HS-2026-0001'",
    OrphanKind.PERSON_WITHOUT_CASE: "UPDATE case_file SET person = 'x' WHERE ref = 'HS-2026-0001'",
    OrphanKind.SCREENING_WITHOUT_CASE: "INSERT INTO screening (ref, case_ref, ground, state, since,"
    " seq, head, snapshot) VALUES ('SL-2026-0001', 'HS-2026-0009', 'g', 'listed', '2026-01-01', 1,"
    " 'h', '{}')",
    OrphanKind.DEADLINE_WITHOUT_CASE: "DELETE FROM case_file WHERE ref = 'HS-2026-0001'",
    OrphanKind.DEADLINE_WITHOUT_ENTRY: "DELETE FROM entry"
    " WHERE stream = 'HS-2026-0001' AND seq = 16",
    OrphanKind.ALERT_WITHOUT_DEADLINE: "INSERT INTO alert (deadline_id, rung, raised_at, state,"
    " round) VALUES (99999, 0, '2026-11-23 00:00:00', 'raised', 0)",
    OrphanKind.DELIVERY_WITHOUT_ALERT: "INSERT INTO delivery (alert_id, round, channel, recipient,"
    " message_id) VALUES (99999, 0, 'smtp', 'a', 'm')",
    OrphanKind.DELIVERY_WITHOUT_MESSAGE: "INSERT INTO delivery (alert_id, round, channel,"
    " recipient, message_id) VALUES (99999, 0, 'smtp', 'a', 'm')",
    OrphanKind.VALUE_WITHOUT_STREAM: "UPDATE sealed SET stream = 'HS-1999-0001'",
    OrphanKind.CASE_IN_UNKNOWN_UNIT: "UPDATE case_file SET unit = 'MAT' WHERE ref = 'HS-2026-0001'",
    OrphanKind.ENTRY_OF_UNKNOWN_UNIT: "DELETE FROM unit WHERE code = 'CVA'",
    OrphanKind.UNIT_BELOW_NOTHING: "DELETE FROM unit WHERE code = 'TP'",
    OrphanKind.ENTRY_OF_STRANGER: ENTRY,
}


def test_a_sound_store_has_none(history):
    assert list(history.orphans()) == []


@pytest.mark.parametrize("kind", DAMAGE, ids=str)
def test_each_kind_is_found(history, intruder, kind):
    if kind is OrphanKind.ENTRY_OF_STRANGER:
        add_user(a_desk(history), "lan")
    intruder(DAMAGE[kind])

    found = {one.kind for one in history.orphans()}

    assert kind in found


def test_those_of_one_kind_stand_in_one_order_however_the_rows_lie(history, intruder):
    put = (
        "INSERT INTO delivery (alert_id, round, channel, recipient, message_id)"
        " VALUES (?, 0, 'smtp', 'a', 'm')"
    )
    for alert in (7, 99999, 8):
        intruder(put, alert)
    intruder("UPDATE unit SET code = 'ZZ' WHERE code = 'CVA'")  # laid before and after the others
    intruder("UPDATE unit SET parent = 'X' WHERE code <> 'TP'")
    put = "INSERT INTO unit SELECT {} FROM unit WHERE code = 'ZZ'"
    names = [column.name for column in UnitRow.__table__.columns]
    intruder(put.format(", ".join("'CVA'" if name == "code" else name for name in names)))

    found = [(one.kind, one.where, one.missing) for one in history.orphans()]

    lost = [one for one in found if one[0] is OrphanKind.DELIVERY_WITHOUT_ALERT]
    below = [one for one in found if one[0] is OrphanKind.UNIT_BELOW_NOTHING]
    assert [missing for _, _, missing in lost] == ["7", "8", "99999"]
    assert [where for _, where, _ in below] == ["CVA", "DV", "ZZ"]


def test_every_kind_has_words():
    assert ORPHAN_LABELS.keys() == set(OrphanKind)


def test_orphans_are_told_to_whoever_may_verify(history):
    desk = a_desk(history)
    add_user(desk, "lan")
    add_user(desk, "doan", role=Role.REFERRER, unit="DV")
    day = desk.today()
    eyes = ScopedStore(history, sight_of(history.seat("doan"), day, history.units(day)))

    with pytest.raises(NotPermittedError):
        eyes.orphans()
