"""Users: no office locks itself out, no trusted role without a second person, nobody unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import WARD, a_case, a_desk, at, missing, take_to, units

from workflow.actions.administering import refuse_last_admin
from workflow.actions.advance import advance
from workflow.actions.approvals import answer, ask, sayings
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import note
from workflow.actions.registers import add_units, set_quotas
from workflow.actions.transfer import transfer
from workflow.actions.unit_status import end_unit
from workflow.actions.users import (
    add_user,
    disable_user,
    grant_role,
    revoke_role,
)
from workflow.approval import ApprovalState, Ground
from workflow.errors import (
    ConflictError,
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
)
from workflow.policy import may, require, sight_of
from workflow.quota import Quota
from workflow.roles import ACTIONS, MAY, Deed, Role
from workflow.states import Event, State
from workflow.unit import UnitStatus
from workflow.verification import verify

WAIVED = {"overrides": ("course-certificate",), "reason": "Lớp mở muộn"}


@pytest.fixture
def office(store):
    """A city whose users are lan (admin, officer), minh (officer DV), hoa (approver)."""
    desk = a_desk(store)
    units(desk)
    add_user(desk, "lan")
    grant_role(desk, "lan", Role.OFFICER)
    add_user(desk, "minh", role=Role.OFFICER, unit="DV")
    add_user(desk, "hoa", role=Role.APPROVER)
    return store


def said(caught):
    return caught.value.what.vi


def test_the_first_user_is_whoever_adds_it_and_administers(store):
    desk = a_desk(store)
    for name, role in (("minh", None), ("lan", Role.OFFICER)):
        with pytest.raises(RefusedError) as caught:
            add_user(desk, name, role=role)
        assert said(caught) == (
            "Người dùng đầu tiên phải là chính bạn (lan), làm quản trị: từ đó ai chưa đăng ký thì"
            " không làm gì được nữa."
        )

    done = add_user(desk, "lan")

    assert done.first
    assert [(one.role, one.unit) for one in done.account.grants] == [(Role.ADMIN, None)]
    assert [entry.fields["event"] for entry in done.entries] == ["add", "grant"]
    assert store.accounts() == [done.account]


def test_from_the_first_user_on_a_stranger_may_do_nothing(store):
    desk = a_desk(store)
    units(desk)
    add_user(desk, "lan")

    with pytest.raises(NotPermittedError) as caught:
        a_case(a_desk(store, actor="la"))

    assert [one.vi for one in caught.value.why] == ["tài khoản la chưa được đăng ký"]
    assert caught.value.following.vi == "nhờ quản trị: ketnap user add la --role officer --unit …"


def test_a_rehearsal_adds_nobody(store):
    add_user(a_desk(store), "lan", dry_run=True)

    assert store.accounts() == []
    assert store.seat("lan").alone


def test_a_retry_of_a_request_does_nothing_twice(office):
    desk = a_desk(office)
    for _ in range(2):
        assert add_user(desk, "tam", request="r1").account.name == "tam"
        assert grant_role(desk, "tam", Role.AUDITOR, request="r2").account.name == "tam"
        assert revoke_role(desk, "tam", Role.AUDITOR, request="r3").account.name == "tam"
        assert disable_user(desk, "tam", request="r4").account.name == "tam"

    assert len(office.entries("user/tam")) == 4


@pytest.mark.parametrize("name", ["", "a/b", "a\x07b", "x" * 101])
def test_what_is_no_account_is_refused(store, name):
    with pytest.raises(InputError):
        add_user(a_desk(store), name)


def test_the_last_administrator_stays(office):
    desk = a_desk(office)
    for attempt in (
        lambda: revoke_role(desk, "lan", Role.ADMIN, approved_by="hoa"),
        lambda: disable_user(desk, "lan", approved_by="hoa"),
    ):
        with pytest.raises(RefusedError) as caught:
            attempt()
        assert said(caught).startswith("Đây là quản trị cuối cùng")


def test_a_role_with_an_end_keeps_nobody_in_office(office):
    """An administrator until a day is none to fall back on."""
    desk = a_desk(office)
    add_user(desk, "tam")
    granted(office, "tam", Role.ADMIN, until=date(2026, 12, 31))

    with pytest.raises(RefusedError, match="last administrator"):
        revoke_role(desk, "lan", Role.ADMIN, approved_by="hoa")


def test_one_of_two_administrators_may_go(office):
    granted(office, "minh", Role.ADMIN)
    mine = [
        grant
        for account in office.accounts()
        if account.name == "lan"
        for grant in account.grants_on(date(2026, 11, 23))
    ]

    refuse_last_admin(a_desk(office), date(2026, 11, 23), mine)  # raises nothing

    theirs = [one for account in office.accounts() for one in account.grants]
    with pytest.raises(RefusedError):
        refuse_last_admin(a_desk(office), date(2026, 11, 23), theirs)


def granted(store, name, role, **more):
    """A trusted role, asked for by lan and approved by hoa."""

    def attempt(desk):
        return grant_role(desk, name, role, approved_by="hoa", **more)

    number = ask(proposing(store), lambda: attempt(proposing(store))).number
    answer(a_desk(store, actor="hoa"), number, ApprovalState.GIVEN)
    return attempt(a_desk(store))


def proposing(store, actor="lan", now=None):
    return replace(a_desk(store, now, actor=actor), proposing=True)


def test_a_trusted_role_takes_two_people_once_there_are_two(office):
    desk = a_desk(office)
    add_user(desk, "tam")

    with pytest.raises(NotPermittedError) as caught:
        grant_role(desk, "tam", Role.ADMIN)
    assert "cần người thứ hai (--approved-by)" in said(caught)
    with pytest.raises(NotPermittedError) as caught:
        grant_role(desk, "tam", Role.ADMIN, approved_by="hoa")
    assert said(caught) == "hoa chưa chấp thuận đúng việc này; chưa ghi gì."

    done = granted(office, "tam", Role.ADMIN)

    assert done.account.grants[-1].approved_by == "hoa"
    assert office.approvals()[0].state is ApprovalState.USED
    assert verify(office.audit).intact


def test_a_role_for_oneself_takes_two_people_too(office):
    granted(office, "minh", Role.ADMIN)

    with pytest.raises(NotPermittedError):
        grant_role(a_desk(office, actor="minh"), "minh", Role.AUDITOR)


def test_what_one_person_decided_alone_is_said_to_be_so(office):
    entries = office.entries("user/hoa")

    assert [entry.fields["data"] for entry in entries[1:]] == [
        {"alone": True, "roles": ["approver"]}
    ]


def test_a_disabled_user_may_do_nothing_until_let_in_again(office):
    desk = a_desk(office)
    ref = a_case(desk)
    disable_user(desk, "minh")

    with pytest.raises(NotPermittedError) as caught:
        note(a_desk(office, actor="minh"), ref, "x")
    assert [one.vi for one in caught.value.why] == ["tài khoản minh đã bị khóa từ 23/11/2026"]
    with pytest.raises(RefusedError):
        disable_user(desk, "minh")
    with pytest.raises(RefusedError):
        grant_role(desk, "minh", Role.AUDITOR)

    add_user(desk, "minh")

    note(a_desk(office, actor="minh"), ref, "x")
    assert verify(office.audit).intact


def test_a_user_without_a_role_may_do_nothing(office):
    add_user(a_desk(office), "tam")

    with pytest.raises(NotPermittedError) as caught:
        a_case(a_desk(office, actor="tam"))
    assert [one.vi for one in caught.value.why] == [
        "tài khoản tam chưa được giao vai trò nào ngày 23/11/2026"
    ]


def test_a_role_ends_with_its_last_day(office):
    grant_role(a_desk(office), "minh", Role.AUDITOR, until=date(2026, 11, 30))
    seat = office.seat("minh")

    assert Role.AUDITOR in seat.account.roles_on(date(2026, 11, 30))
    assert Role.AUDITOR not in seat.account.roles_on(date(2026, 12, 1))
    assert Role.AUDITOR not in seat.account.roles_on(date(2026, 11, 22))


def test_what_makes_no_sense_is_refused(office):
    desk = a_desk(office)
    for attempt, kind in (
        (lambda: add_user(desk, "minh"), RefusedError),
        (lambda: grant_role(desk, "minh", Role.OFFICER, unit="DV"), RefusedError),
        (lambda: grant_role(desk, "minh", Role.ADMIN, unit="DV"), InputError),
        (lambda: grant_role(desk, "minh", Role.AUDITOR, until=date(2026, 1, 1)), InputError),
        (lambda: grant_role(desk, "minh", Role.AUDITOR, unit="XX"), NotFoundError),
        (lambda: grant_role(desk, "ai", Role.AUDITOR), NotFoundError),
        (lambda: revoke_role(desk, "minh", Role.AUDITOR), NotFoundError),
        (lambda: revoke_role(desk, "minh", Role.OFFICER, unit="CVA"), NotFoundError),
    ):
        with pytest.raises(kind):
            attempt()


def test_a_referrer_speaks_for_an_organisation_by_name_and_nobody_else_does(office):
    desk = a_desk(office)
    add_user(desk, "doan")

    grant_role(desk, "doan", Role.REFERRER)
    grant_role(desk, "doan", Role.REFERRER, organisation="  Thành đoàn ")
    with pytest.raises(RefusedError):
        grant_role(desk, "doan", Role.REFERRER, organisation="Thành đoàn")

    (account,) = [one for one in office.accounts() if one.name == "doan"]
    assert [one.organisation for one in account.grants] == [None, "Thành đoàn"]
    seat = office.seat("doan")
    assert sight_of(seat, desk.today(), ()).organisations == {"thanh doan"}
    assert verify(office.audit).intact
    for role, name in (
        (Role.OFFICER, "Thành đoàn"),
        (Role.REFERRER, " "),
        (Role.REFERRER, "x" * 101),
    ):
        with pytest.raises(InputError):
            grant_role(desk, "doan", role, unit="CVA", organisation=name)


def test_a_role_that_was_taken_back_is_gone(office):
    revoke_role(a_desk(office), "minh", Role.OFFICER, unit="DV")

    with pytest.raises(NotPermittedError):
        a_case(a_desk(office, actor="minh"))
    assert verify(office.audit).intact


def test_an_officer_writes_in_their_scope_only(office):
    minh = a_desk(office, actor="minh")
    ref = a_case(minh)

    with pytest.raises(NotPermittedError) as caught:
        nominate(minh, Nominee(name="Lê Văn Tám"), "CVA", document="1")
    assert said(caught) == "Không có quyền giới thiệu người ở CVA."
    assert [one.vi for one in caught.value.why] == ["phạm vi của minh: DV và cấp dưới"]

    transfer(minh, ref, "offer", to="CVA")
    with pytest.raises(NotPermittedError):
        transfer(minh, ref, "accept")
    transfer(minh, ref, "decline")
    transfer(minh, ref, "offer", to="CVA")
    transfer(a_desk(office), ref, "accept")


def test_units_are_kept_by_who_is_above_them(office):
    minh = a_desk(office, actor="minh")
    cell = replace(WARD, code="CB1", name="Chi bộ 1", status=UnitStatus.CELL, parent="DV")

    add_units(minh, [cell])
    end_unit(minh, "CB1", on=date(2026, 11, 22))
    for attempt in (
        lambda: add_units(minh, [replace(cell, code="CB2", name="Chi bộ 2", parent="CVA")]),
        lambda: add_units(minh, [replace(WARD, code="T2", name="T2", parent=None)], roots=True),
    ):
        with pytest.raises(NotPermittedError):
            attempt()


def test_a_quota_is_cut_by_two_people(office):
    desk = a_desk(office)
    first = Quota(year=2026, unit="DV", target=20, class_target=5)
    set_quotas(desk, [first])
    set_quotas(desk, [replace(first, target=22, reason="r")])

    for cut in (
        replace(first, target=19, reason="r"),
        replace(first, target=22, class_target=None, reason="r"),
    ):
        with pytest.raises(NotPermittedError) as caught:
            set_quotas(desk, [cut])
        assert [one.vi for one in caught.value.why] == ["hạ chỉ tiêu"]

    number = ask(
        proposing(office), lambda: set_quotas(proposing(office), [cut], approved_by="hoa")
    ).number
    answer(a_desk(office, actor="hoa"), number, ApprovalState.GIVEN, reason="Đồng ý")
    set_quotas(desk, [cut], approved_by="hoa")

    assert office.quotas(2026, 2026)[0].class_target is None


def closing(desk, ref, **more):
    return advance(
        desk, ref, Event.OPEN_FILE, on=date(2024, 5, 2), approved_by="hoa", **WAIVED, **more
    )


@pytest.fixture
def waived(office):
    """A case whose next step takes two people: the certificate is missing."""
    desk = a_desk(office)
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)
    assert [one.condition for one in missing(desk, ref, Event.OPEN_FILE, date(2024, 5, 2))] == [
        "course-certificate"
    ]
    return ref


def asked(store, ref, actor="lan", **more):
    desk = proposing(store, actor)
    return ask(desk, lambda: closing(desk, ref), **more)


def test_a_proposal_writes_nothing_to_the_case_and_tells_what_is_asked(office, waived):
    before = office.heads([waived])

    found = asked(office, waived)

    assert office.heads([waived]) == before
    assert (found.number, found.about, found.deed) == (1, waived, "open-file")
    assert found.grounds == (Ground.NAMED, Ground.OVERRIDE)
    assert (found.asked_by, found.asked_of, found.state) == ("lan", "hoa", ApprovalState.WAITING)
    assert sayings(a_desk(office), 1) == ("Lớp mở muộn",)
    with pytest.raises(RefusedError, match="proposed already"):
        asked(office, waived)


def test_a_step_passes_on_the_word_that_the_other_person_gave(office, waived):
    number = asked(office, waived).number
    with pytest.raises(NotPermittedError):
        closing(a_desk(office), waived)
    answer(a_desk(office, actor="hoa"), number, ApprovalState.GIVEN)

    closing(a_desk(office), waived)

    assert office.approvals()[0].state is ApprovalState.USED
    assert [entry.fields["event"] for entry in office.entries("approval/1")] == [
        "ask",
        "given",
        "used",
    ]
    assert verify(office.audit).intact


def test_a_word_is_good_for_exactly_what_was_proposed(office, waived):
    answer(a_desk(office, actor="hoa"), asked(office, waived).number, ApprovalState.GIVEN)

    with pytest.raises(NotPermittedError):
        advance(
            a_desk(office), waived, Event.OPEN_FILE, on=date(2024, 5, 3), approved_by="hoa",
            **WAIVED,
        )  # fmt: skip
    note(a_desk(office), waived, "hồ sơ đã sang mục khác")
    with pytest.raises(NotPermittedError):
        closing(a_desk(office), waived)


def test_a_word_is_not_lent_to_another_officer(office, waived):
    answer(a_desk(office, actor="hoa"), asked(office, waived).number, ApprovalState.GIVEN)

    with pytest.raises(NotPermittedError):
        closing(a_desk(office, actor="minh"), waived)


def test_a_refusal_is_the_end_of_a_proposal(office, waived):
    number = asked(office, waived).number
    hoa = a_desk(office, actor="hoa")
    answer(hoa, number, ApprovalState.REFUSED, reason="Thiếu biên bản")

    with pytest.raises(RefusedError, match="Proposal 1 is refused"):
        answer(hoa, number, ApprovalState.GIVEN)
    assert sayings(hoa, number) == ("Lớp mở muộn", "Thiếu biên bản")
    assert asked(office, waived).number == 2


def test_only_whom_the_proposal_names_answers_it(office, waived):
    granted(office, "minh", Role.APPROVER)
    number = asked(office, waived).number

    with pytest.raises(NotPermittedError) as caught:
        answer(a_desk(office, actor="minh"), number, ApprovalState.GIVEN)
    assert said(caught) == f"Đề nghị {number} của lan chờ hoa trả lời."
    with pytest.raises(NotPermittedError):
        answer(a_desk(office), number, ApprovalState.GIVEN)
    with pytest.raises(NotFoundError):
        answer(a_desk(office, actor="hoa"), 9, ApprovalState.GIVEN)


def test_nobody_approves_their_own(office, waived):
    granted(office, "lan", Role.APPROVER)
    desk = proposing(office)
    with pytest.raises(RefusedError, match="second person"):
        ask(desk, lambda: advance(desk, waived, Event.OPEN_FILE, approved_by="lan", **WAIVED))


def test_what_needs_nobody_is_not_proposed(office, waived):
    desk = proposing(office)
    for attempt, told in (
        (lambda: note(desk, waived, "x"), "This needs no second person."),
        (lambda: note(desk, waived, "x", dry_run=True), "That writes nothing to be approved."),
        (
            lambda: set_quotas(desk, [Quota(year=2026, unit="DV", target=None, reason="r")]),
            "This needs no second person.",
        ),
    ):
        with pytest.raises(RefusedError) as caught:
            ask(desk, attempt)
        assert caught.value.what.en == told


def test_a_cut_that_names_nobody_is_not_proposed(office):
    set_quotas(a_desk(office), [Quota(year=2026, unit="DV", target=3)])
    desk = proposing(office)
    with pytest.raises(RefusedError, match="Name the second person"):
        ask(desk, lambda: set_quotas(desk, [Quota(year=2026, unit="DV", target=2, reason="r")]))


def test_a_proposal_is_rehearsed_and_asked_again_without_doing_it_twice(office, waived):
    assert asked(office, waived, dry_run=True).number == 1
    assert office.approvals() == []
    assert asked(office, waived, request="r").number == 1
    assert asked(office, waived, request="r").number == 1
    hoa = a_desk(office, actor="hoa")
    answer(hoa, 1, ApprovalState.GIVEN, dry_run=True)
    assert office.approvals()[0].state is ApprovalState.WAITING
    for _ in range(2):
        answer(hoa, 1, ApprovalState.GIVEN, request="s")
    with pytest.raises(ConflictError):
        answer(hoa, 1, ApprovalState.REFUSED, request="s")


def test_a_desk_of_one_names_its_second_person_without_a_proposal(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)
    take_to(desk, ref, State.COURSE)

    with pytest.raises(RefusedError, match="The store has no users"):
        asked(store, ref)
    closing(desk, ref)

    assert store.entries(ref)[-1].fields["approved_by"] == "hoa"


def test_an_action_that_the_table_does_not_know_nobody_may_do(office):
    seat, day = office.seat("lan"), date(2026, 11, 23)

    with pytest.raises(NotPermittedError) as caught:
        require(seat, "unheard-of", day)
    assert [one.en for one in caught.value.why] == ["lan is: officer, admin", "this is for: nobody"]
    assert caught.value.following.vi == "ketnap user can"
    assert may(seat, Deed.ADMINISTER, day)


def test_sight_follows_the_tree_of_the_day(office):
    day = date(2026, 11, 23)
    minh = sight_of(office.seat("minh"), day, office.units(day))
    lan = sight_of(office.seat("lan"), day, office.units(day))

    assert minh.scope.units == {"DV"}
    assert not minh.blind
    assert lan.whole
    assert sight_of(office.seat("hoa"), day, []).whole


def test_auditors_write_down_their_samples_only_and_administrators_read_no_case():
    writing = {deed for deed in ACTIONS.values() if deed is not Deed.DRAW_SAMPLE}
    assert {deed for deed in writing if Role.AUDITOR in MAY[deed]} == set()
    assert Role.ADMIN not in MAY[Deed.READ_CASES]
    assert set(MAY) == set(Deed)


def test_every_action_that_begins_a_draft_is_in_the_table():
    """Read from the code itself: an action without a row would be refused in every office."""
    import ast
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    named = set()
    for path in [*root.glob("workflow/**/*.py"), *root.glob("scheduler/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Draft.begin":
                words = (one.value for one in node.args if isinstance(one, ast.Constant))
                named |= {word for word in words if isinstance(word, str)}
    assert named - ACTIONS.keys() == set()
    assert len(named) > 10


def test_a_busy_day_is_asked_of_the_clock_once(office):
    later = a_desk(office, at("2027-01-02"), actor="minh")
    assert a_case(later).startswith("HS-2027-")
