"""An anonymised copy holds nothing of anybody, keeps every figure, and passes for no other log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from itertools import count
from pathlib import Path

import pytest
from builders import a_case, a_desk, at, take_to
from sqlalchemy import inspect, text

from audit import PrivateKey
from audit.signing import KeyKind
from scheduler.answers import acknowledge
from scheduler.ladder import load_ladders
from storage.address import address_of
from storage.anonymised import STREAM
from storage.anonymised.making import anonymise
from storage.anonymised.people import another_day
from storage.anonymised.projections import LEFT_OUT, MASKED, TAKEN_OVER
from storage.engine import open_engine
from storage.every_table import METADATA
from storage.key_places import key_place
from storage.schema import open_store
from workflow.actions.advance import advance
from workflow.actions.correct import correct_person
from workflow.actions.erase import erase
from workflow.actions.keys import first_key
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import note
from workflow.actions.record import record
from workflow.actions.restored import record_forced_restore
from workflow.actions.roles import NewHolder, add_holder
from workflow.checkpoints.issue import issue
from workflow.errors import InputError, IntegrityError, RefusedError
from workflow.facts import FactKind
from workflow.inbox import Channel
from workflow.listing import CaseFilter
from workflow.names import fold
from workflow.reasons import Reason
from workflow.registers.assignment_evidence import show_done
from workflow.registers.assignment_steps import set_assignment
from workflow.registers.assignments import assignments
from workflow.registers.data_request_steps import open_request
from workflow.registers.data_requests import RequestKind
from workflow.registers.incident_steps import open_incident
from workflow.registers.periods import Cadence
from workflow.reminders import Role
from workflow.states import Event, State
from workflow.verification import verify
from workflow.zone import office_zone

PERSONAL = {
    "name": "Chamaléa Trùng Khánh",
    "born": "1999-03-12",
    "ethnic": "Raglai",
    "religion": "Bà-la-môn",
    "hometown": "Phước Dân",
    "residence": "Khu phố bí mật 7",
    "occupation": "Hiệu trưởng trường mẫu",
    "identity_no": "058099001234",
}
TOLD = ("Lời khai riêng", "Người đi vắng", "77-NQ/BM", "Công an Phước Dân", "88-CV/BM", "thu-quy")
"""What officers wrote about somebody: texts, papers, accounts."""


def invented() -> Callable[[str | None], str]:
    """Names that nobody has, after one that somebody has."""
    numbers = count(1)
    first = iter([PERSONAL["name"]])
    return lambda _sex: next(first, None) or f"Lê Bịa {next(numbers)}"


@pytest.fixture
def place(request, store):
    """Where the store of `history` is."""
    sqlite = store.engine.dialect.name == "sqlite"
    return address_of(str(request.getfixturevalue("sqlite_path" if sqlite else "made_pg")))


@pytest.fixture
def lived(history):
    """The history with somebody of whom much is known, and somebody who was erased."""
    desk = a_desk(history, actor="thu-quy")
    who = Nominee(**PERSONAL, education="upper-secondary", tags=("fishery", "con ông Bảy"))
    ref = nominate(desk, who, "DV", on=date(2024, 5, 6), document="77-NQ/BM").case.ref
    note(desk, ref, "Lời khai riêng")
    letter = {"addressee": "Công an Phước Dân", "abroad": "no", "persons": "candidate"}
    take_to(desk, a_case(desk, born="1990-01-09"), State.VERIFICATION)
    on = date(2024, 5, 7)
    record(desk, ref, FactKind.VERIFICATION_LETTER, letter, on=on, document="88-CV/BM", issuer="ĐU")
    correct_person(desk, ref, {"sex": "male"}, reason="Người đi vắng")
    gone = nominate(desk, Nominee(name="Lê Thị Bưởi", born="1988-02-03"), "DV").case.ref
    advance(desk, gone, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    erase(desk, gone, "request", confirm=gone, approved_by="hoa")
    record_forced_restore(desk, entries=3, root="ab" * 32, lost=1, reason="Lời khai riêng")
    return history


@pytest.fixture
def make(place, tmp_path):
    """Make a copy; where it is."""

    def made(**more):
        target = tmp_path / "copy" / "tap-huan.db"
        terms = {"invent": invented(), "now": at("2026-11-24"), "zone": office_zone()} | more
        return anonymise(place, address_of(str(target)), **terms).target

    return made


def every_value(path: Path) -> str:
    with open_store(address_of(str(path))) as copy, copy.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        assert set(tables) >= set(METADATA.tables)
        return "\n".join(
            str(value)
            for table in tables
            for row in connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - of a test
            for value in row
        )


def originals(store) -> list[str]:
    """Every value of a person, and every id, digest and key that names the store."""
    with store.engine.connect() as connection:
        people = connection.execute(text("SELECT id, name, name_key, name_sort FROM person"))
        told = [value for row in people for value in row if value]
        for query in (
            "SELECT born FROM person WHERE length(born) = 10",
            "SELECT digest FROM entry",
            "SELECT digest FROM sealed",
            "SELECT id FROM keyring",
            "SELECT id FROM request",
        ):
            told += connection.execute(text(query)).scalars()
    return told


def test_nothing_of_anybody_is_in_the_copy_its_log_or_the_keys_that_it_is_given(lived, make):
    secrets = [*PERSONAL.values(), *TOLD, "con ông Bảy", "Hẹn gặp lại sau Tết", *originals(lived)]
    lived.close()
    path = make()
    with open_store(address_of(str(path))) as copy:
        learner = a_desk(copy, at("2026-11-24"))
        ref = nominate(learner, Nominee(name="Học Viên"), "DV").case.ref
        note(learner, ref, "Tập huấn")  # makes its own keys
        beside = sorted(one.name for one in path.parent.iterdir())
        raw = {one: one.read_bytes() for one in path.parent.iterdir()}

    assert beside == [
        f"tap-huan.db{mark}" for mark in ("", "-shm", "-wal", ".keys", ".keys.master")
    ]
    whole = every_value(path)
    assert "Tập huấn" not in whole  # closed under its own keys
    assert [one for one in secrets if one in whole] == []
    for file, content in raw.items():
        assert [one for one in secrets if one.encode() in content] == [], file


def test_the_copy_is_one_file_that_verifies_and_says_first_what_it_is(lived, make):
    entries = lived.entry_count()
    lived.close()
    path = make()

    assert [one.name for one in path.parent.iterdir()] == ["tap-huan.db"]
    assert path.stat().st_mode & 0o077 == 0
    with open_store(address_of(str(path))) as copy:
        assert verify(copy.audit).intact
        (first,) = copy.entries(STREAM)
        assert (first.fields["kind"], first.fields["data"]) == ("anonymise", {"entries": entries})
        with copy.engine.connect() as connection:
            assert (
                connection.execute(text("SELECT stream FROM entry WHERE id = 1")).scalar() == STREAM
            )


def test_states_units_days_and_deadlines_are_what_they_were(lived, make):
    def figures(store):
        lines = store.cases(CaseFilter())
        told = [
            (x.ref, x.state, x.unit, x.since, x.held, x.next_due, x.next_rule, x.waived)
            for x in lines
        ]
        tasks = [
            (x.ref, x.rule, x.start_on, x.due_on, x.version) for x in store.tasks(date(2040, 1, 1))
        ]
        units = [(x.code, x.name, x.parent) for x in store.units(date(2026, 11, 23))]
        return sorted(told), sorted(tasks), units, store.counts(), store.quotas(2020, 2030)

    before = figures(lived)
    whom = {line.ref: lived.dossier(line.ref).person for line in lived.cases(CaseFilter())}
    lived.close()
    path = make()

    with open_store(address_of(str(path))) as copy:
        after = figures(copy)
        assert after[:4] == before[:4]
        assert [one.target for one in after[4]] == [one.target for one in before[4]]
        for ref, person in whom.items():
            other = copy.dossier(ref).person
            assert (other.name == "") == (person.name == "")
            assert (other.sex, other.education) == (person.sex, person.education)
            assert (other.born or "")[:7] == (person.born or "")[:7]
            assert other.born != person.born or person.born in (None, "2000")
        tags = {tag for ref in whom for tag in copy.dossier(ref).person.tags}
        assert tags == {"fishery"}
        note(a_desk(copy, at("2026-11-24")), "HS-2026-0002", "vẫn dùng được")
        assert verify(copy.audit).intact


def test_a_checkpoint_of_the_store_does_not_fit_the_copy(history, make):
    key = PrivateKey.new("ketnap/mau", KeyKind.LOG)
    first_key(a_desk(history), key.public())
    signed = issue(history, key, at("2026-11-23"))
    assert verify(history.audit, elsewhere=[signed]).intact
    history.close()

    with open_store(address_of(str(make()))) as copy:
        assert copy.entries("key/checkpoint") == []
        assert verify(copy.audit).intact
        assert not verify(copy.audit, elsewhere=[signed]).intact


def test_nothing_is_written_over_anything_nor_where_something_else_lies(lived, make, place):
    lived.close()
    path = make()
    before = path.read_bytes()

    with pytest.raises(RefusedError, match="exists; nothing was written"):
        make()
    assert path.read_bytes() == before
    for mark in ("-wal", "-journal", ".keys"):
        path.unlink(missing_ok=True)
        other = path.with_name(path.name + mark)
        other.write_text("of another")
        with pytest.raises(RefusedError, match="exists"):
            make()
        other.unlink()
    with pytest.raises(InputError, match="is a SQLite file"):
        anonymise(
            place,
            address_of("postgresql://ketnap@/copy"),
            invent=invented(),
            now=at("2026-11-24"),
            zone=office_zone(),
        )


def test_who_takes_the_name_meanwhile_keeps_it(lived, make, tmp_path):
    lived.close()
    target = tmp_path / "copy" / "tap-huan.db"

    with pytest.raises(RefusedError, match="exists"):
        make(ready=lambda: target.write_text("theirs"))

    assert target.read_text() == "theirs"
    assert [one.name for one in target.parent.iterdir()] == ["tap-huan.db"]


def test_of_a_log_that_does_not_verify_no_copy_is_made(history, intruder, make, tmp_path):
    intruder("UPDATE deadline SET due_on = '2030-01-01' WHERE rule = 'probation'")
    history.close()

    with pytest.raises(IntegrityError, match="not intact; nothing was written"):
        make()

    assert list((tmp_path / "copy").iterdir()) == []


def test_a_store_without_anybody_is_copied_too(store, make):
    store.close()
    with open_store(address_of(str(make()))) as copy:
        assert verify(copy.audit).entries == 1


@pytest.mark.parametrize("born", [None, "1990", "1990-05"])
def test_a_birth_without_a_day_stays(born):
    assert another_day(born) == born


def test_another_day_is_of_the_same_month_and_never_the_same():
    for born in ("2004-02-29", "2003-02-28", "1999-12-31", "1999-12-01"):
        for _ in range(40):
            other = another_day(born)
            assert other != born
            assert date.fromisoformat(other).isoformat()[:7] == born[:7]


def test_of_every_table_it_is_said_what_becomes_of_it():
    worked_out = {"entry", "sealed", "person", "case_file", "screening", "record", "approval"}
    said = {*TAKEN_OVER, *MASKED, *LEFT_OUT, *worked_out, "role_holder"}

    assert set(METADATA.tables) == said


def test_a_request_an_answer_about_it_and_an_incident_stay_proved_in_a_copy(lived, make):
    desk = a_desk(lived)
    ref = a_case(desk, born="1991-01-09")
    open_request(desk, ref, RequestKind.SEE, on=date(2026, 11, 13))
    open_incident(desk, "Lời khai riêng", on=date(2026, 11, 13), at=time(8, 30), unit="DV")
    ladders = load_ladders(frozenset(desk.rulebook.ids()))
    lived.alerts.sweep(ladders.steps(["data-request-reply"]), desk.today(), desk.clock())
    asked = next(one for one in lived.alerts.alerts(desk.today()) if "/" in one.case)
    acknowledge(desk, lived.alerts, asked.id, reason="Lời khai riêng")

    path = make()

    with open_store(address_of(str(path))) as copy:
        assert verify(copy.audit).breaks == ()
        assert copy.record("request/YC-2026-0001").data["case"] == ref
        assert copy.alerts.alert(asked.id, desk.today()).answered_by.startswith("tai-khoan-")
        assert copy.record("incident/SC-2026-0001").data["report_by"] == "2026-11-16T01:30:00Z"
    assert "Lời khai riêng" not in every_value(path)


def test_an_assignment_keeps_its_periods_in_a_copy_and_loses_its_words(lived, make):
    desk = a_desk(lived)
    set_assignment(
        desk, "Việc riêng", "DV", owner="ban-rieng", every=Cadence.QUARTER, document="7-KH/ĐU"
    )
    made = show_done(desk, "0001", period="2026-Q4", document="12-BC/ĐU", note="Việc riêng")

    path = make()

    with open_store(address_of(str(path))) as copy:
        assert verify(copy.audit).breaks == ()
        (told,) = assignments(copy)
        assert (told.every, told.done.keys()) == (made.every, made.done.keys())
    assert not any(word in every_value(path) for word in ("Việc riêng", "ban-rieng", "12-BC/ĐU"))


def test_one_name_becomes_one_invented_name_wherever_it_stands(lived, make):
    """A helper who has a role and a case of their own is one person in the copy as well."""
    desk, helper = a_desk(lived), PERSONAL["name"]
    new = NewHolder(role=Role.HELPER, name=helper, channel=Channel.SMTP, address="a@dv.example")
    add_holder(desk, "DV", new, begins=date(2026, 11, 23))
    helped = [a_case(desk, born=f"199{number}-01-09") for number in (2, 3)]
    for ref, who in zip(helped, (helper, "Chamalea  Trung Khanh"), strict=True):
        record(desk, ref, FactKind.HELPER, {"who": who}, on=date(2026, 11, 23))
    alone = a_case(desk, born="1994-01-09")
    record(desk, alone, FactKind.HELPER, {"who": "Lý Thị Xa"}, on=date(2026, 11, 23))
    own = lived.refs_named(fold(helper), 9)[0]
    lived.close()

    path = make()

    with open_store(address_of(str(path))) as copy:
        invented_name = copy.dossier(own).person.name
        names = copy.alerts.helpers([*helped, alone])
        (holder,) = (one for one in copy.holders() if one.role is Role.HELPER)
        assert {holder.name, *(names[ref] for ref in helped)} == {invented_name}
        assert names[alone] not in {invented_name, "Lý Thị Xa"}
        assert verify(copy.audit).breaks == ()
    whole = every_value(path)
    assert [one for one in (helper, "Trung Khanh", "Lý Thị Xa") if one in whole] == []


@pytest.fixture
def away(place):
    """Take the keys of the store away; on PostgreSQL other tests need them again."""
    engine = open_engine(place)
    keys = key_place(engine)
    engine.dispose()
    files = [keys, keys.with_name(f"{keys.name}.master")]
    taken = []

    def take():
        taken.extend((one.rename(one.with_name(f"{one.name}.away")), one) for one in files)

    yield take
    for there, back in taken:
        there.rename(back)


def test_without_the_keys_a_closed_name_becomes_a_name_of_its_own(lived, make, away):
    desk = a_desk(lived)
    ref = a_case(desk, born="1992-01-09")
    record(desk, ref, FactKind.HELPER, {"who": PERSONAL["name"]}, on=date(2026, 11, 23))
    lived.close()
    away()

    path = make()

    with open_store(address_of(str(path))) as copy:
        assert copy.alerts.helpers([ref])[ref].startswith("Lê Bịa")
        assert verify(copy.audit).breaks == ()
