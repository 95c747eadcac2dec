"""The dated register of roles: who is told of what, from a day to a day."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_desk, at, units

from workflow.actions.roles import NewHolder, add_holder, end_holder
from workflow.errors import ConflictError, InputError, NotFoundError, RefusedError
from workflow.inbox import Channel, Rhythm, unfit
from workflow.reminders import Role
from workflow.verification import verify

SECRETARY = NewHolder(
    role=Role.CELL_SECRETARY,
    name="Lê Văn Tám",
    channel=Channel.SMTP,
    address="bithu@dang-bo.example",
)
FIRST = date(2026, 1, 1)


@pytest.fixture
def desk(store):
    found = a_desk(store)
    units(found)
    return found


def test_who_holds_a_role_depends_on_the_day(desk):
    before = add_holder(desk, "DV", SECRETARY, begins=FIRST)
    end_holder(desk, "DV", Role.CELL_SECRETARY, on=date(2026, 6, 30))
    after = add_holder(
        desk,
        "DV",
        NewHolder(
            role=Role.CELL_SECRETARY,
            name="Võ Thị Sáu",
            channel=Channel.TERMINAL,
            address="quầy 1",
        ),
        begins=date(2026, 7, 1),
    )

    def named(day: date) -> list[str]:
        return [one.name for one in desk.store.holders(day)]

    assert named(date(2025, 12, 31)) == []
    assert named(FIRST) == named(date(2026, 6, 30)) == ["Lê Văn Tám"]
    assert named(date(2026, 7, 1)) == ["Võ Thị Sáu"]
    assert [one.seq for one in desk.store.holders()] == [1, 3]
    assert (before.rhythm, after.rhythm) == (Rhythm.DAILY, Rhythm.AT_ONCE)
    assert (before.post, before.until_on) == ("DV#1", None)


def test_the_log_proves_the_register_and_holds_no_name(desk):
    add_holder(desk, "DV", SECRETARY, begins=FIRST, document="5-QĐ/ĐU", issuer="ĐU")
    end_holder(desk, "DV", Role.CELL_SECRETARY, on=date(2026, 6, 30))

    put, ended = desk.store.entries("role/DV")

    assert (put.fields["kind"], put.fields["event"], put.fields["unit"]) == ("role", "add", "DV")
    assert put.fields["document"] == {"number": "5-QĐ/ĐU", "issuer": "ĐU"}
    assert put.fields["data"]["rhythm"] == "daily"
    assert (ended.fields["event"], ended.fields["effective_on"]) == ("end", "2026-06-30")
    assert ended.fields["data"] == {"of": 1, "role": "cell-secretary"}
    for entry in (put, ended):
        assert "Tám" not in entry.body
        assert "bithu" not in entry.body
    assert verify(desk.store.audit).intact


def test_the_same_inbox_does_not_hold_a_role_twice_on_one_day(desk):
    add_holder(desk, "DV", SECRETARY, begins=FIRST)

    with pytest.raises(RefusedError) as refused:
        add_holder(desk, "DV", SECRETARY, begins=date(2026, 9, 1))

    assert refused.value.what.vi == (
        "Địa chỉ này đã giữ vai trò cell-secretary của DV từ 01/01/2026."
    )
    assert len(desk.store.holders()) == 1


def test_terms_one_after_the_other_are_two(desk):
    add_holder(desk, "DV", SECRETARY, begins=FIRST, until=date(2026, 3, 31))
    add_holder(desk, "DV", SECRETARY, begins=date(2026, 4, 1))

    assert [one.until_on for one in desk.store.holders()] == [date(2026, 3, 31), None]
    assert verify(desk.store.audit).intact


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " "}, "--name must not be empty."),
        ({"name": "a\x00b"}, "--name cannot be taken: "),
        ({"address": "bithu"}, "No role was registered."),
        ({"channel": Channel.APPRISE, "address": "tgram://x/y"}, "No role was registered."),
    ],
)
def test_a_name_and_an_address_that_cannot_be_are_refused(desk, change, says):
    new = {"role": Role.AUDITOR, "name": "Lê Văn Tám", "channel": Channel.SMTP, "address": "a@b.vn"}

    with pytest.raises(InputError) as refused:
        add_holder(desk, "DV", NewHolder(**{**new, **change}))

    assert refused.value.what.en.startswith(says)
    assert desk.store.holders() == []


def test_a_term_does_not_end_before_it_begins(desk):
    with pytest.raises(InputError) as refused:
        add_holder(desk, "DV", SECRETARY, begins=date(2026, 4, 1), until=date(2026, 3, 31))

    assert refused.value.what.vi == "Ngày cuối 31/03/2026 trước ngày đầu 01/04/2026."


def test_of_two_who_hold_a_role_one_is_named(desk):
    add_holder(desk, "DV", SECRETARY, begins=FIRST)
    second = NewHolder(
        role=Role.CELL_SECRETARY, name="Võ Thị Sáu", channel=Channel.TERMINAL, address="quầy 1"
    )
    add_holder(desk, "DV", second, begins=FIRST)

    with pytest.raises(NotFoundError) as several:
        end_holder(desk, "DV", Role.CELL_SECRETARY)
    with pytest.raises(NotFoundError) as nobody:
        end_holder(desk, "DV", Role.CELL_SECRETARY, name="Trần Văn Ơn")
    with pytest.raises(NotFoundError) as none:
        end_holder(desk, "DV", Role.AUDITOR)
    ended = end_holder(desk, "DV", Role.CELL_SECRETARY, name="vo thi sau")

    assert [line.vi for line in several.value.why] == [
        "Lê Văn Tám · bithu@dang-bo.example",
        "Võ Thị Sáu · quầy 1",
    ]
    assert nobody.value.what.en == (
        "Nobody called “Trần Văn Ơn” holds the role cell-secretary of DV on 2026-11-23."
    )
    assert none.value.what.vi == "Ngày 23/11/2026 không ai giữ vai trò auditor của DV."
    assert (ended.name, ended.until_on) == ("Võ Thị Sáu", date(2026, 11, 23))


def test_a_register_entry_is_tried_out_and_made_once(desk):
    tried = add_holder(desk, "DV", SECRETARY, dry_run=True)
    first = add_holder(desk, "DV", SECRETARY, request="r-1")
    again = add_holder(desk, "DV", SECRETARY, request="r-1")
    end_holder(desk, "DV", Role.CELL_SECRETARY, dry_run=True)
    ended = end_holder(desk, "DV", Role.CELL_SECRETARY, request="r-2")
    once = end_holder(desk, "DV", Role.CELL_SECRETARY, request="r-2")

    assert tried == first == again
    assert ended == once
    assert len(desk.store.entries("role/DV")) == 2
    with pytest.raises(ConflictError):
        add_holder(desk, "CVA", SECRETARY, request="r-1")


@pytest.mark.parametrize(
    "change", ["address = 'x@y.vn'", "role = 'auditor'", "until_on = '2026-01-02'", "name = 'x'"]
)
def test_a_row_that_was_altered_is_named(desk, change):
    add_holder(desk, "DV", SECRETARY, begins=FIRST)
    with desk.store.engine.connect() as connection:
        connection.exec_driver_sql(f"UPDATE role_holder SET {change}")  # noqa: S608 - our own words

    (found,) = verify(desk.store.audit).breaks

    column = change.partition(" ")[0]
    assert (found.stream, found.detail.en) == ("role/DV", f"its row differs in {column}")


def test_a_holder_without_an_entry_is_named(desk):
    add_holder(desk, "DV", SECRETARY, begins=FIRST)
    with desk.store.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE role_holder SET unit = 'CVA'")

    found = [(one.stream, one.detail.en) for one in verify(desk.store.audit).breaks]

    assert found == [("role/DV", "its row is missing"), ("role/CVA", "a row without an entry")]


def test_the_past_knows_only_who_was_on_record(desk):
    from storage.as_of import AsOfStore
    from workflow.moment import Moment

    add_holder(desk, "DV", SECRETARY, begins=FIRST)
    end_holder(a_desk(desk.store, at("2026-11-24")), "DV", Role.CELL_SECRETARY, on=FIRST)

    def known(at_instant: str) -> list[date | None]:
        moment = Moment(as_of=date(2026, 11, 23), known_at=at(at_instant, hour=16))
        past = AsOfStore(desk.store, moment, desk.law)
        return [one.until_on for one in past.holders()]

    assert known("2026-11-22") == []
    assert known("2026-11-23") == [None]
    assert known("2026-11-24") == [FIRST]


@pytest.mark.parametrize(
    ("channel", "address", "fits"),
    [
        (Channel.SMTP, "a@b.vn", True),
        (Channel.SMTP, "a@b\nBcc: c@d", False),
        (Channel.TERMINAL, "quầy 1", True),
        (Channel.TERMINAL, "a\tb", False),
        (Channel.APPRISE, "nhom-chi-bo", True),
        (Channel.APPRISE, "mailto://u:p@x", False),
    ],
)
def test_an_address_fits_its_channel(channel, address, fits):
    assert (unfit(channel, address) is None) is fits
