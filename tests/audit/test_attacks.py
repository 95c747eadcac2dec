"""Every attack that somebody with the database's own powers can try, and the verdict it gets.

Each is run on a copy of a store with a history in it, signed twice; the auditor has kept both
checkpoints. What nobody can see without them is tried too, and documented as not seen.
"""
# ruff: noqa: S608 - the attacks are SQL, written here; nothing comes from outside

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from builders import a_desk, at, kept_by
from dba import LOG_KEY, NEXT_KEY, OWN_KEY, TWO, Dba, sealed_twice

from audit import Entry, KeyKind, Note, PrivateKey, Verdict
from storage.address import address_of
from storage.schema import upgrade_store
from workflow.actions.keys import next_key
from workflow.actions.pause import note
from workflow.checkpoints.keys import KEY_STREAM, endorse
from workflow.verification import verify

ONE, THREE = "HS-2026-0001", "HS-2026-0003"
V = Verdict
Attack = Callable[[Dba], None]
ATTACKS: list[tuple[str, Attack, Verdict | tuple[Verdict, Verdict]]] = []


def attack(verdict: Verdict, on_postgresql: Verdict | None = None):
    """Enter an attack in the table, with what it must be called (on PostgreSQL, if otherwise)."""

    def entered(do: Attack) -> Attack:
        ATTACKS.append((do.__name__, do, (verdict, on_postgresql or verdict)))
        return do

    return entered


def by_sql(name: str, verdict: Verdict, *statements: str) -> None:
    def do(dba: Dba) -> None:
        for one in statements:
            dba.sql(one)

    ATTACKS.append((name, do, (verdict, verdict)))


# Single rows -------------------------------------------------------------------------------------

by_sql("edit a body", V.ALTERED, "UPDATE entry SET body = replace(body,'lan','nam') WHERE id = 20")
by_sql("edit a digest", V.ALTERED, "UPDATE entry SET digest = 'ff' WHERE id = 20")
by_sql("edit the link", V.ALTERED, "UPDATE entry SET previous = 'ff' WHERE id = 20")
by_sql("edit a sequence", V.REMOVED, "UPDATE entry SET seq = 99 WHERE id = 20")
by_sql("delete an entry", V.REMOVED, "DELETE FROM entry WHERE id = 20")
by_sql("delete the first entry of a case", V.REMOVED, "DELETE FROM entry WHERE id = 4")
by_sql("delete the newest entry of a case", V.TAIL_CUT, "DELETE FROM entry WHERE id = 21")
by_sql(
    "move an entry to another case",
    V.REORDERED,
    f"UPDATE entry SET stream = '{THREE}', seq = 2 WHERE id = 21",
)
by_sql(
    "replay an entry in its case",
    V.REORDERED,
    "INSERT INTO entry (stream, seq, body, digest, previous)"
    " SELECT stream, 19, body, digest, 'ff' FROM entry WHERE id = 20",
)
by_sql(
    "re-stamp an entry and leave its digest",
    V.ALTERED,
    "UPDATE entry SET body = replace(body, '2026-11-23T', '2026-11-22T') WHERE id = 20",
)
by_sql(
    "change numbers of writing",
    V.REORDERED,
    "UPDATE entry SET id = 900 WHERE id = 19",
    "UPDATE entry SET id = 19 WHERE id = 20",
    "UPDATE entry SET id = 20 WHERE id = 900",
)

# Tables that follow from the log -----------------------------------------------------------------

by_sql(
    "change a state",
    V.PROJECTION_DIFFERS,
    f"UPDATE case_file SET state = 'full_member' WHERE ref = '{ONE}'",
)
by_sql("hide a hold", V.PROJECTION_DIFFERS, f"UPDATE case_file SET held = NULL WHERE ref = '{TWO}'")
by_sql(
    "swap two cases' rows",
    V.PROJECTION_DIFFERS,
    f"UPDATE case_file SET ref = 'HS-0' WHERE ref = '{ONE}'",
    f"UPDATE case_file SET ref = '{ONE}' WHERE ref = '{THREE}'",
    f"UPDATE case_file SET ref = '{THREE}' WHERE ref = 'HS-0'",
)
by_sql("delete a case's row", V.PROJECTION_DIFFERS, f"DELETE FROM case_file WHERE ref = '{THREE}'")
by_sql(
    "move a deadline", V.PROJECTION_DIFFERS, "UPDATE deadline SET due_on='2027-09-16' WHERE id=8"
)
by_sql(
    "call a deadline met",
    V.PROJECTION_DIFFERS,
    "UPDATE deadline SET closed_how = 'met' WHERE id = 8",
)
by_sql("change a quota", V.PROJECTION_DIFFERS, "UPDATE quota SET target = 99 WHERE seq = 2")
by_sql(
    "change a unit's superior",
    V.PROJECTION_DIFFERS,
    "UPDATE unit SET parent = 'CVA' WHERE code = 'DV'",
)
by_sql("reset the counter of cases", V.PROJECTION_DIFFERS, "UPDATE counter SET value = 1")
by_sql("raise the counter of cases", V.REMOVED, "UPDATE counter SET value = 9")
by_sql("rename a person", V.ALTERED, "UPDATE person SET name = 'Ai Đó' WHERE born = '2000'")
by_sql(
    "change a sealed value", V.ALTERED, f"UPDATE sealed SET value = 'x' WHERE {kept_by(ONE, 17)}"
)
by_sql("change a salt", V.ALTERED, f"UPDATE sealed SET salt = '00' WHERE {kept_by(ONE, 17)}")
by_sql(
    "move a sealed value",
    V.INSERTED,
    f"UPDATE sealed SET stream = '{THREE}' WHERE {kept_by(ONE, 17)}",
)
by_sql(
    "add a sealed value",
    V.INSERTED,
    f"INSERT INTO sealed (digest, stream, salt, value) VALUES ('ff', '{ONE}', '00', 'x')",
)


# Hashing anew ------------------------------------------------------------------------------------


@attack(V.INSERTED)
def hash_one_entry_anew(dba: Dba) -> None:
    ((body,),) = dba.sql("SELECT body FROM entry WHERE id = 20")
    forged = Entry.read(body.replace('"lan"', '"nam"'))
    dba.sql("UPDATE entry SET body = ?, digest = ? WHERE id = 20", forged.body, forged.digest)


@attack(V.PROJECTION_DIFFERS)
def append_to_a_chain(dba: Dba) -> None:
    seq, head = dba.head(ONE)
    told = {
        "kind": "note",
        "actor": "lan",
        "effective_on": "2026-11-24",
        "recorded_at": "2026-11-24T03:00:00.000000Z",
    }
    dba.put(Entry.seal(ONE, seq + 1, head, told))


@attack(V.REWRITTEN)
def write_the_whole_log_anew(dba: Dba) -> None:
    dba.rewrite(lambda _number, told: {**told, "actor": "nam"})


@attack(V.REWRITTEN)
def change_one_remark_and_hash_its_chain_anew(dba: Dba) -> None:
    dba.rewrite(lambda number, told: {**told, "actor": "nam"} if number == 24 else told)


@attack(V.REWRITTEN)
def write_anew_and_take_the_checkpoints_away(dba: Dba) -> None:
    dba.rewrite(lambda _number, told: {**told, "actor": "nam"})
    dba.replace_checkpoints([])


@attack(V.FORGED)
def write_anew_and_sign_with_a_key_of_ones_own(dba: Dba) -> None:
    dba.rewrite(lambda _number, told: {**told, "actor": "nam"})
    dba.replace_checkpoints([dba.forge(OWN_KEY)])


@attack(V.REWRITTEN)
def write_anew_with_a_key_of_ones_own_in_the_log_too(dba: Dba) -> None:
    def change(_number: int, told: dict) -> dict:
        if told["kind"] == "key":
            return {**told, "data": {"key": str(OWN_KEY.public())}}
        return {**told, "actor": "nam"}

    dba.rewrite(change)
    dba.replace_checkpoints([dba.forge(OWN_KEY, 29), dba.forge(OWN_KEY)])


@attack(V.REWRITTEN)
def write_only_the_newest_part_anew(dba: Dba) -> None:
    dba.rewrite(lambda number, told: {**told, "actor": "nam"} if number > 29 else told)


@attack(V.RE_STAMPED)
def stamp_an_old_entry_as_new(dba: Dba) -> None:
    late = "2026-11-23T09:00:00.000000Z"
    dba.rewrite(lambda number, told: {**told, "recorded_at": late} if number == 24 else told)


@attack(V.RE_STAMPED)
def back_date_the_newest_entry(dba: Dba) -> None:
    early = "2026-11-20T03:00:00.000000Z"
    dba.rewrite(lambda number, told: {**told, "recorded_at": early} if number > 29 else told)


@attack(V.REWRITTEN)
def re_stamp_within_what_the_checkpoints_allow(dba: Dba) -> None:
    dba.rewrite(
        lambda number, told: (
            {**told, "recorded_at": "2026-11-23T02:59:00.000000Z"} if number == 24 else told
        )
    )


@attack(V.REWRITTEN)
def leave_one_entry_out_and_close_the_gap(dba: Dba) -> None:
    """The remark on the second case never was; every later number moves up by one."""
    dba.sql(f"DELETE FROM sealed WHERE {kept_by(TWO, 3)}")
    dba.rewrite(lambda number, told: None if number == 24 else told)
    dba.sql("DELETE FROM leaf WHERE number >= 23")
    for (number,) in dba.sql("SELECT id FROM entry WHERE id > 24 ORDER BY id"):
        dba.sql("UPDATE entry SET id = ? WHERE id = ?", number - 1, number)
        dba.sql("INSERT INTO leaf (number, entry) VALUES (?, ?)", number - 2, number - 1)
    if dba.sqlite:
        dba.sql("UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'entry'")
    dba.sql("DELETE FROM checkpoint WHERE size > 29")


# The tail ----------------------------------------------------------------------------------------


@attack(V.TAIL_CUT)
def cut_the_tail_with_all_that_followed(dba: Dba) -> None:
    dba.cut(29)


@attack(V.TAIL_CUT)
def cut_the_tail_down_to_before_the_key(dba: Dba) -> None:
    dba.cut(28)


@attack(V.REWRITTEN)
def cut_the_tail_and_write_another(dba: Dba) -> None:
    dba.cut(29)
    note(a_desk(dba.store, at("2026-11-24", 4)), TWO, "Không gọi được", on=at("2026-11-24").date())
    dba.store.tree.seal()


by_sql("delete the sealed end of a case", V.TAIL_CUT, "DELETE FROM entry WHERE id = 30")


@attack(V.REMOVED)
def delete_a_sealed_entry_and_set_its_case_back(dba: Dba) -> None:
    dba.sql(f"DELETE FROM sealed WHERE {kept_by(TWO, 5)}")
    dba.sql("DELETE FROM entry WHERE id = 30")
    seq, head = dba.head(TWO)
    dba.sql("UPDATE case_file SET seq = ?, head = ? WHERE ref = ?", seq, head, TWO)


# The tree ----------------------------------------------------------------------------------------

by_sql("take every place away", V.UNSEALED, "DELETE FROM leaf")
by_sql("take the last places away", V.UNSEALED, "DELETE FROM leaf WHERE number > 27")
by_sql("take one place away", V.UNSEALED, "DELETE FROM leaf WHERE number = 7")
by_sql("point a place at no entry", V.REMOVED, "UPDATE leaf SET entry = 900 WHERE number = 29")
by_sql(
    "swap places within a case",
    V.REORDERED,
    "UPDATE leaf SET entry = -1 WHERE number = 18",
    "UPDATE leaf SET entry = 19 WHERE number = 19",
    "UPDATE leaf SET entry = 20 WHERE number = 18",
)


@attack(V.REORDERED, V.REWRITTEN)
def swap_places_of_two_cases(dba: Dba) -> None:
    dba.sql("UPDATE leaf SET entry = -1 WHERE number = 1")
    dba.sql("UPDATE leaf SET entry = 2 WHERE number = 2")
    dba.sql("UPDATE leaf SET entry = 3 WHERE number = 1")


# Checkpoints and keys ----------------------------------------------------------------------------


@attack(V.FORGED)
def change_the_size_in_a_checkpoint(dba: Dba) -> None:
    text = str(dba.second.note).replace("\n30\n", "\n29\n")
    dba.replace_checkpoints([text])


@attack(V.FORGED)
def change_the_root_in_a_checkpoint(dba: Dba) -> None:
    swapped = dba.first.checkpoint.root_text
    dba.replace_checkpoints(
        [str(dba.second.note).replace(dba.second.checkpoint.root_text, swapped)]
    )


@attack(V.FORGED)
def change_the_time_in_a_checkpoint(dba: Dba) -> None:
    text = str(dba.second.note).replace("2026-11-24T", "2026-11-25T")
    dba.replace_checkpoints([str(dba.first.note), text])


@attack(V.FORGED)
def replay_a_signature_under_another_text(dba: Dba) -> None:
    note_ = Note(dba.second.note.text, dba.first.note.signatures)
    dba.replace_checkpoints([str(dba.first.note), str(note_)])


@attack(V.FORGED)
def sign_a_checkpoint_with_a_key_of_ones_own(dba: Dba) -> None:
    dba.replace_checkpoints([str(dba.first.note), dba.forge(OWN_KEY)])


by_sql(
    "file a checkpoint under another size",
    V.FORGED,
    "UPDATE checkpoint SET size = 17 WHERE size = 29",
)
by_sql("garble a checkpoint", V.FORGED, "UPDATE checkpoint SET note = 'x' WHERE size = 29")
by_sql("take a checkpoint away", V.REMOVED, "DELETE FROM checkpoint WHERE size = 29")
by_sql("take every checkpoint away", V.REMOVED, "DELETE FROM checkpoint")


@attack(V.FORGED)
def sign_with_the_key_that_was_rotated_out(dba: Dba) -> None:
    """Whoever stole the old key signs a log written anew behind its rotation."""
    desk = a_desk(dba.store, at("2026-11-24", 6))
    next_key(desk, NEXT_KEY.public(), endorse(LOG_KEY, NEXT_KEY.public()))
    dba.store.tree.seal()
    dba.replace_checkpoints([str(dba.first.note), str(dba.second.note), dba.forge(LOG_KEY)])


@attack(V.FORGED)
def put_a_key_of_ones_own_behind_the_logs(dba: Dba) -> None:
    seq, head = dba.head(KEY_STREAM)
    told = {
        "kind": "key",
        "event": "rotate",
        "actor": "lan",
        "effective_on": "2026-11-24",
        "recorded_at": "2026-11-24T06:00:00.000000Z",
        "data": {"key": str(OWN_KEY.public()), "endorsement": endorse(OWN_KEY, OWN_KEY.public())},
    }
    dba.put(Entry.seal(KEY_STREAM, seq + 1, head, told))


@attack(V.FORGED)
def put_something_that_is_no_key_behind_the_logs(dba: Dba) -> None:
    seq, head = dba.head(KEY_STREAM)
    told = {
        "kind": "key",
        "event": "rotate",
        "actor": "lan",
        "effective_on": "2026-11-24",
        "recorded_at": "2026-11-24T06:00:00.000000Z",
        "data": {"key": "x"},
    }
    dba.put(Entry.seal(KEY_STREAM, seq + 1, head, told))


@attack(V.FORGED)
def put_a_witness_in_the_place_of_the_log(dba: Dba) -> None:
    seq, head = dba.head(KEY_STREAM)
    key = PrivateKey(LOG_KEY.name, KeyKind.WITNESS, bytes(32)).public()
    told = {
        "kind": "key",
        "event": "rotate",
        "actor": "lan",
        "effective_on": "2026-11-24",
        "recorded_at": "2026-11-24T06:00:00.000000Z",
        "data": {"key": str(key)},
        "approved_by": "minh",
    }
    dba.put(Entry.seal(KEY_STREAM, seq + 1, head, told))


# What guards the log -----------------------------------------------------------------------------


@attack(V.UNGUARDED)
def take_the_guards_away(dba: Dba) -> None:
    for table in ("entry", "leaf", "checkpoint"):
        of = "" if dba.sqlite else f" ON {table}"
        dba.drop(f"DROP TRIGGER {table}_no_update{of}")


# The table ---------------------------------------------------------------------------------------


@pytest.fixture
def dba(history, intruder) -> Iterator[Dba]:
    first, second = sealed_twice(history)
    found = Dba(intruder, history, first, second)
    yield found
    if not found.sqlite:  # the next test has the same database: its guards stand again
        upgrade_store(address_of(history.engine.url.render_as_string(hide_password=False)))


def test_there_are_enough_attacks():
    assert len(ATTACKS) >= 55


def test_the_history_is_intact_before_anybody_attacks_it(dba):
    found = verify(dba.store.audit, elsewhere=[dba.first, dba.second])

    assert found.breaks == ()
    assert (found.entries, found.unsealed) == (30, 0)
    assert found.checkpoint == dba.second.checkpoint


@pytest.mark.parametrize(
    ("do", "verdicts"),
    [(do, verdicts) for _, do, verdicts in ATTACKS],
    ids=[name.replace("_", " ") for name, _, _ in ATTACKS],
)
def test_an_attack_gets_its_verdict(dba, do, verdicts):
    do(dba)

    found = verify(dba.store.audit, elsewhere=[dba.first, dba.second])

    assert found.verdict is verdicts[0 if dba.sqlite else 1], found.breaks


# What cannot be seen from inside: the controls ----------------------------------------------------

UNSEEN = [
    ("a cut tail", lambda dba: dba.cut(29)),
    ("a cut tail down to nothing signed", lambda dba: dba.cut(28)),
    (
        "a log written anew",
        lambda dba: (
            dba.rewrite(lambda _number, told: {**told, "actor": "nam"}),
            dba.replace_checkpoints([]),
        ),
    ),
    (
        "a log written anew and signed with a new first key",
        write_anew_with_a_key_of_ones_own_in_the_log_too,
    ),
    (
        "every place and checkpoint gone",
        lambda dba: (dba.sql("DELETE FROM leaf"), dba.replace_checkpoints([])),
    ),
]


@pytest.mark.parametrize("do", [do for _, do in UNSEEN], ids=[name for name, _ in UNSEEN])
def test_without_a_checkpoint_from_outside_this_is_not_seen(dba, do):
    """The documented 0 %: chains and tree alone cannot tell, and nobody may believe they can."""
    do(dba)
    assert verify(dba.store.audit).intact

    assert not verify(dba.store.audit, elsewhere=[dba.first, dba.second]).intact
