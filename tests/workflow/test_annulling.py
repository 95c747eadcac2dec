"""A wrong decision is annulled by who issued it, and what was breached says where it leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import SCHOOL, a_case, a_desk, at, missing, take_to, told

from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.registers import add_units
from workflow.actions.transfer import transfer
from workflow.actions.unit_status import change_status, end_unit
from workflow.errors import EventRefusedError
from workflow.facts import FactKind
from workflow.fold import fold
from workflow.states import Event, State
from workflow.unit import UnitStatus

DAY = date(2026, 1, 9)
PROCEDURE, CONDITIONS = "procedure-breached", "conditions-breached"


def _annul(desk, ref, *, issuer=None, to=State.CLOSED, reason=CONDITIONS, on=DAY):
    return advance(
        desk,
        ref,
        Event.ANNUL,
        to=to,
        on=on,
        document="1-QĐ",
        issuer=issuer,
        reason_code=reason,
        approved_by="hoa",
    )


def _refusal(desk, ref, **more):
    with pytest.raises(EventRefusedError) as refused:
        _annul(desk, ref, **more)
    (one,) = refused.value.unmet
    return one


@pytest.fixture(params=[State.ADMITTED, State.FULL_MEMBER])
def ref(request, desk) -> str:
    """A case whose decision the ward issued."""
    found = a_case(desk)
    take_to(desk, found, request.param)
    return found


def test_the_body_that_issued_the_decision_annuls_it(desk, ref):
    one = _refusal(desk, ref, issuer="TP")
    moved = _annul(desk, ref, issuer="DV")

    day = "15/07/2024" if "2024" in one.problem.en else "10/09/2025"
    assert one.condition == "authority"
    assert told(one)[0] == (
        f"quyết định ngày {day} do Đảng bộ phường Đô Vinh (DV) ban hành, nơi ấy hủy bỏ; Đảng bộ"
        " thành phố (TP) không có thẩm quyền (điểm 4.4, 24-QĐ/TW ngày 30/07/2021)"
    )
    assert told(one)[2] == f"ketnap case advance {ref} annul --doc … --issuer DV --on …"
    assert moved.case.state is State.CLOSED
    assert "data" not in moved.entry.fields


def test_where_the_issuer_is_no_more_the_committee_of_the_members_place_annuls(desk, ref):
    transfer(desk, ref, "offer", to="CVA", on=date(2025, 10, 1))
    transfer(desk, ref, "accept", on=date(2025, 10, 2))
    end_unit(desk, "DV", on=date(2025, 12, 31))

    one = _refusal(desk, ref, issuer="CVA")

    assert told(one)[:2] == (
        (
            "Đảng bộ phường Đô Vinh (DV) đã ban hành quyết định nay không còn; Đảng bộ thành phố"
            " (TP), nơi đảng viên đang sinh hoạt, hủy bỏ"
            " (điểm 4.4, 24-QĐ/TW ngày 30/07/2021; chưa xác minh)"
        ),
        (
            "Đảng bộ phường Đô Vinh (DV), which issued the decision, is no more; Đảng bộ thành phố"
            " (TP), where the member now is, annuls it"
            " (point 4.4, 24-QĐ/TW of 2021-07-30; unverified)"
        ),
    )
    assert _annul(desk, ref, issuer="TP").case.state is State.CLOSED


def test_where_neither_the_issuer_nor_its_successor_is_known_nothing_is_refused(desk, ref):
    transfer(desk, ref, "offer", to="CVA", on=date(2025, 10, 1))
    transfer(desk, ref, "accept", on=date(2025, 10, 2))
    end_unit(desk, "DV", on=date(2025, 12, 31))
    end_unit(desk, "CVA", on=date(2025, 12, 31))

    assert _annul(desk, ref, issuer="TP").case.state is State.CLOSED


def test_an_issuer_in_words_or_none_is_not_judged(desk, ref):
    assert _annul(desk, ref, issuer="Ban Thường vụ").case.state is State.CLOSED


@pytest.mark.parametrize(
    ("to", "reason", "problem"),
    [
        (
            State.CLOSED,
            PROCEDURE,
            "hủy vì sai thẩm quyền, thủ tục thì hồ sơ về bước Thẩm tra",
        ),
        (
            State.VERIFICATION,
            CONDITIONS,
            "hủy vì sai tiêu chuẩn, điều kiện thì hồ sơ về bước Đã dừng",
        ),
    ],
)
def test_a_breach_leads_where_the_law_says(desk, ref, to, reason, problem):
    one = _refusal(desk, ref, to=to, reason=reason)

    assert (one.condition, one.problem.vi) == ("annulment", problem)
    assert one.source.cite("vi") == "điểm 4.4, 24-QĐ/TW ngày 30/07/2021"
    right = State.VERIFICATION if to is State.CLOSED else State.CLOSED
    assert _annul(desk, ref, to=right, reason=reason).case.state is right


def test_a_breach_of_procedure_is_done_again_from_the_votes_on(desk, ref):
    moved = _annul(desk, ref, to=State.VERIFICATION, reason=PROCEDURE)

    kinds = {fact.kind for fact in fold(desk.store.entries(ref)).facts}
    assert moved.case.state is State.VERIFICATION
    assert FactKind.VOTE not in kinds
    assert FactKind.CV in kinds


def test_after_an_annulment_for_conditions_a_later_entry_is_a_new_admission(desk, ref):
    _annul(desk, ref, issuer="DV")

    again = nominate(
        desk,
        Nominee(name="Nguyễn Thị Mỹ Hương", born="1998-05-02", education="upper-secondary"),
        "DV",
        on=date(2026, 2, 2),
        document="02-NQ/CB",
        another=True,
    ).case.ref
    take_to_later = a_desk(desk.store, at("2026-11-23"))

    assert fold(desk.store.entries(again)).facts_of(FactKind.LEFT_PARTY) == ()
    asked = {one.condition for one in missing(take_to_later, again, Event.ENROL)}
    assert not any(name.startswith("readmission") for name in asked)


def test_an_older_decision_names_its_issuer_in_words(desk):
    department = replace(SCHOOL, code="X", name="Đảng bộ X")
    add_units(desk, [department])
    found = a_case(desk)
    take_to(desk, found, State.ADMITTED)
    change_status(desk, "X", UnitStatus.GRASSROOTS, on=date(2020, 1, 1), delegated=True)
    entries = list(desk.store.entries(found))
    step = next(one for one in entries if one.fields.get("event") == "admit")
    old = {name: value for name, value in step.fields.items() if name != "data"}
    entries[step.seq - 1] = replace(step, fields=old)
    real = desk.store.entries
    desk.store.entries = lambda stream: entries if stream == found else real(stream)

    assert _refusal(desk, found, issuer="X").condition == "authority"

    nobody = {**old, "document": {"number": "9"}}
    entries[step.seq - 1] = replace(step, fields=nobody)
    assert _annul(desk, found, issuer="X").case.state is State.CLOSED
