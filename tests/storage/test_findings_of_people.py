"""What was found about a person is closed by their key, told to them, and gone with them."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from builders import a_case, a_desk, units
from sqlalchemy import text

from commands.person.holding import held_on
from storage.closing import close_what_is_open
from storage.vault import is_closed, vault_of
from workflow.actions.advance import advance
from workflow.actions.erase import erase
from workflow.reasons import Reason
from workflow.registers.data_request_steps import extend_request, open_request
from workflow.registers.data_requests import RequestKind
from workflow.registers.finding_steps import answer_finding, record_finding, withdraw_finding
from workflow.states import Event
from workflow.verification import verify

ABOUT_THEM, ABOUT_UNIT = "finding/TS-2026-0001", "finding/TS-2026-0002"
WHAT, NOTE = "Thiếu chữ ký của mẹ", "Đã bổ sung, có mặt gia đình"
FOUND = date(2026, 11, 20)


@pytest.fixture
def desk(store):
    made = a_desk(store)
    units(made)
    return made


@pytest.fixture
def ref(desk):
    """A case with a finding that was answered by a note; another is about the unit."""
    made = a_case(desk)
    record_finding(desk, made, WHAT, "7-KL/UBKT", on=FOUND, mend_by=FOUND)
    record_finding(desk, "DV", "Sổ ghi chậm", "7-KL/UBKT", on=FOUND)
    answer_finding(desk, "0001", "12-BC", note=NOTE)
    return made


def rows(desk, stream):
    asked = text("SELECT digest, salt, value FROM sealed WHERE stream = :stream")
    with desk.store.engine.connect() as connection:
        return [dict(row) for row in connection.execute(asked, {"stream": stream}).mappings()]


def test_what_was_found_about_a_person_stands_closed_and_is_read_open(desk, ref):
    about_them, about_unit = rows(desk, ABOUT_THEM), rows(desk, ABOUT_UNIT)

    assert [(row["salt"], is_closed(row["value"])) for row in about_them] == [("", True)] * 2
    assert [is_closed(row["value"]) for row in about_unit] == [False]
    assert sorted(desk.store.unsealed(ABOUT_THEM).values()) == sorted([WHAT, NOTE])
    every = desk.store.unsealed_all([ABOUT_THEM, ABOUT_UNIT])
    assert sorted(every.values()) == sorted([WHAT, NOTE, "Sổ ghi chậm"])
    assert verify(desk.store.audit).intact
    assert desk.store.dossier(ref).case.ref == ref


def test_why_a_finding_was_withdrawn_is_closed_too(desk):
    made = a_case(desk)
    record_finding(desk, made, WHAT, "7-KL/UBKT", on=FOUND)
    withdraw_finding(desk, "0001", "Mẹ đã ký ở bản giấy")

    assert all(is_closed(row["value"]) for row in rows(desk, ABOUT_THEM))


def test_a_person_is_told_what_was_found_in_their_case(desk, ref):
    held = held_on(desk, ref)

    told = {one["ref"]: one["entries"] for one in held["records"]}
    assert ABOUT_THEM in told
    assert ABOUT_UNIT not in told
    first, answered = told[ABOUT_THEM]
    assert (first["data"]["what"], first["data"]["mend_by"]) == (WHAT, "2026-11-20")
    assert answered["data"]["note"] == NOTE


def test_what_was_found_goes_with_the_person_and_no_backup_tells_it(desk, ref):
    advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    backup = rows(desk, ABOUT_THEM)

    erase(desk, ref, "request", confirm=ref, approved_by="hoa")

    assert rows(desk, ABOUT_THEM) == []
    assert list(desk.store.unsealed(ABOUT_UNIT).values()) == ["Sổ ghi chậm"]
    vault = vault_of(desk.store.engine)
    person = desk.store.dossier(ref).person.id
    assert [vault.open_sealed(person, row["salt"], row["value"]) for row in backup] == [None, None]
    put = text(
        "INSERT INTO sealed (digest, stream, salt, value) VALUES (:digest, :it, :salt, :value)"
    )
    with desk.store.engine.connect() as connection:
        connection.execute(put, [{**row, "it": ABOUT_THEM} for row in backup])
        connection.commit()
    assert desk.store.unsealed(ABOUT_THEM) == {}
    assert desk.store.unsealed_all([ABOUT_THEM]) == {}


def test_a_finding_of_an_erased_person_can_still_be_answered_by_its_document(desk):
    made = a_case(desk)
    record_finding(desk, made, WHAT, "7-KL/UBKT", on=FOUND, mend_by=FOUND)
    advance(desk, made, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    erase(desk, made, "request", confirm=made, approved_by="hoa")

    after = answer_finding(desk, "0001", "12-BC")

    assert not after.stands
    assert desk.store.alerts.duties(date(2026, 11, 23)) == []
    assert verify(desk.store.audit).intact


def test_what_an_older_program_left_open_of_a_finding_is_closed(desk, ref):
    before, vault = desk.store.unsealed(ABOUT_THEM), vault_of(desk.store.engine)
    person = desk.store.dossier(ref).person.id
    put = text("UPDATE sealed SET salt = :salt, value = :value WHERE digest = :digest")
    with desk.store.engine.connect() as connection:
        for row in rows(desk, ABOUT_THEM):
            salt, value = vault.open_sealed(person, row["salt"], row["value"])
            connection.execute(put, {"salt": salt, "value": value, "digest": row["digest"]})
        assert close_what_is_open(connection) == 2
        connection.commit()

    assert all(is_closed(row["value"]) for row in rows(desk, ABOUT_THEM))
    assert desk.store.unsealed(ABOUT_THEM) == before
    assert verify(desk.store.audit).intact


def test_what_is_kept_of_a_request_is_closed_by_the_same_key(desk, ref):
    open_request(desk, ref, RequestKind.SEE, on=FOUND)
    extend_request(desk, "0001", 5, "Đã có ở bản giấy", on=FOUND)

    kept = rows(desk, "request/YC-2026-0001")
    assert kept
    assert all(is_closed(row["value"]) for row in kept)
    assert "Đã có ở bản giấy" in desk.store.unsealed("request/YC-2026-0001").values()


def test_records_of_an_older_program_get_the_case_that_they_are_about(desk, ref):
    """Version 0016 of the schema says beside a finding and a request which case it is about."""
    open_request(desk, ref, RequestKind.SEE, on=FOUND)
    asked = text("SELECT stream, case_ref FROM record ORDER BY stream")
    fill = import_module("storage.migrations.versions.0016_cases_of_records").filling
    with desk.store.engine.connect() as connection:
        before = connection.execute(asked).all()
        connection.execute(text("UPDATE record SET case_ref = NULL"))
        connection.execute(text(fill(connection.dialect.name)))
        assert connection.execute(asked).all() == before
        connection.commit()

    assert [tuple(row) for row in before] == [
        (ABOUT_THEM, ref),
        (ABOUT_UNIT, None),
        ("request/YC-2026-0001", ref),
    ]
    assert verify(desk.store.audit).intact
