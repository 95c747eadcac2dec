"""What every action keeps: nothing half done, nothing done twice, nobody overruled unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import a_case, a_desk, at, log_rows, ready_to_admit, take_to, units, vote

from workflow.actions.advance import advance, why
from workflow.actions.correct import correct
from workflow.actions.intake import Newcomer, take_over
from workflow.actions.nominate import Nominee, nominate
from workflow.actions.pause import hold, note, resume
from workflow.actions.record import record
from workflow.actions.transfer import transfer
from workflow.change import Change
from workflow.desk import Desk
from workflow.errors import (
    ConflictError,
    EventRefusedError,
    InputError,
    LostRaceError,
    NotFoundError,
    RefusedError,
)
from workflow.facts import FactKind
from workflow.reasons import Reason
from workflow.states import Event, State

ENROLLED = {"on": date(2024, 2, 1), "document": "05-CV/ĐU"}


def _everything(store, ref) -> list[Any]:
    with store.audit.moment() as rows:
        return [
            store.dossier(ref),
            list(rows.log_rows()),
            list(rows.deadline_rows()),
            list(rows.sealed_rows()),
        ]


def test_a_refused_event_leaves_no_trace(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)
    take_to(desk, ref, State.PROBATION)
    before = _everything(store, ref)

    with pytest.raises(EventRefusedError) as refused:
        advance(desk, ref, Event.RECOGNISE, on=date(2025, 7, 31), reason="thử")

    assert _everything(store, ref) == before
    error = refused.value
    assert (error.ref, error.event, error.exit_code) == (ref, "recognise", 5)
    assert error.what.en == (
        "cannot recognise HS-2026-0001 (Nguyễn Thị Mỹ Hương): 10 unmet condition(s)"
    )
    assert error.what.vi == (
        "Không thực hiện được “Công nhận đảng viên chính thức” với HS-2026-0001"
        " (Nguyễn Thị Mỹ Hương): 10 điều kiện chưa đạt."
    )
    assert error.why[0].en == (
        "probation ends on 2025-08-01 (Art. 5.1, Party Charter of 2011-01-19)"
    )


def test_trying_an_action_out_writes_nothing(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)
    before = _everything(store, ref)

    tried = advance(desk, ref, Event.ENROL, dry_run=True, **ENROLLED)
    nominate(desk, Nominee(name="Phạm Thị Bé"), "DV", dry_run=True)
    record(desk, ref, FactKind.APPLICATION, {}, dry_run=True)
    hold(desk, ref, Reason.ABSENT, dry_run=True)
    note(desk, ref, "thử", dry_run=True)
    transfer(desk, ref, "offer", to="CVA", dry_run=True)

    assert tried.case.state is State.COURSE
    assert _everything(store, ref) == before
    assert store.counter("HS-2026") == 1


def test_the_same_request_finds_its_first_result_and_does_nothing_twice(store):
    desk = a_desk(store)
    units(desk)
    nominee = Nominee(name="Phạm Thị Bé", born="1999")

    first = nominate(desk, nominee, "DV", request="xin-1")
    again = nominate(desk, nominee, "DV", request="xin-1")
    ref = first.case.ref
    steps = [
        lambda: advance(desk, ref, Event.ENROL, document="05-CV", request="xin-2"),
        lambda: record(desk, ref, FactKind.APPLICATION, {}, request="xin-3"),
        lambda: hold(desk, ref, Reason.ABSENT, request="xin-4"),
        lambda: resume(desk, ref, request="xin-5"),
        lambda: note(desk, ref, "đã gọi", request="xin-6"),
        lambda: transfer(desk, ref, "offer", to="CVA", request="xin-7"),
    ]
    pairs = [(step(), step()) for step in steps]

    assert (again.replayed, again.case, again.before) == (True, first.case, None)
    for done, replay in pairs:
        assert (done.replayed, replay.replayed) == (False, True)
        assert replay.entry == done.entry
        assert replay.case == done.case
        assert (replay.before, replay.opened) == (
            done.before if done.entry.fields["kind"] == "transition" else None,
            done.opened,
        )
    assert store.dossier(ref).case.seq == 7


def test_a_request_id_is_not_used_for_something_else(desk):
    ref = a_case(desk)
    note(desk, ref, "đã gọi", request="xin-1")

    with pytest.raises(ConflictError) as refused:
        note(desk, ref, "đã gặp", request="xin-1")

    assert refused.value.what.en == (
        "Request id xin-1 was used for something else (note); use a new one."
    )
    assert refused.value.what.vi == (
        "Mã yêu cầu xin-1 đã dùng cho một việc khác (note); hãy dùng mã mới."
    )


def test_an_officer_who_saw_an_older_state_is_told_what_happened_since(store):
    lan, hoa = a_desk(store), a_desk(store, at("2026-11-23", hour=4), actor="hoa")
    units(lan)
    ref = a_case(lan)
    advance(hoa, ref, Event.ENROL, **ENROLLED)

    with pytest.raises(ConflictError) as refused:
        advance(lan, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN, seen=1)

    assert refused.value.exit_code == 6
    assert refused.value.what.en == (
        "Case HS-2026-0001 was moved by hoa (“Enrol in the awareness course”,"
        " 2026-11-23 11:00); nothing was written."
    )
    assert refused.value.what.vi == (
        "Hồ sơ HS-2026-0001 vừa được hoa ghi “Cử học lớp nhận thức về Đảng” lúc"
        " 23/11/2026 11:00; chưa ghi gì thêm."
    )
    assert refused.value.following.en == "ketnap case show HS-2026-0001"
    assert store.dossier(ref).case.seq == 2


def test_a_state_that_nobody_has_reached_cannot_have_been_seen(desk):
    ref = a_case(desk)

    with pytest.raises(ConflictError) as refused:
        advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN, seen=7)

    assert refused.value.what.en == (
        "Case HS-2026-0001 has not reached entry 7; look again, then try again."
    )
    assert refused.value.what.vi == ("Hồ sơ HS-2026-0001 chưa tới mục 7; hãy xem lại rồi làm lại.")


def test_an_event_that_another_officer_recorded_first_names_that_officer(store):
    lan, hoa = a_desk(store), a_desk(store, actor="hoa")
    units(lan)
    ref = a_case(lan)
    advance(hoa, ref, Event.ENROL, **ENROLLED)

    with pytest.raises(ConflictError) as refused:
        advance(lan, ref, Event.ENROL, **ENROLLED)

    assert "hoa" in refused.value.what.en
    assert store.dossier(ref).case.seq == 2


class _Overtaken:
    """A store at which another officer writes just before each of our first commits."""

    def __init__(self, store: Any, rivals: list[Any]) -> None:
        self._store = store
        self._rivals = rivals

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def commit(self, change: Change) -> None:
        if self._rivals:
            self._rivals.pop(0)()
        self._store.commit(change)


def _overtaken(desk: Desk, rivals: list[Any]) -> Desk:
    return Desk(
        store=_Overtaken(desk.store, rivals),
        rulebook=desk.rulebook,
        calendar=desk.calendar,
        clock=desk.clock,
        actor="lan",
    )


def test_of_two_officers_at_once_one_wins_and_the_other_is_told(store):
    hoa = a_desk(store, actor="hoa")
    units(hoa)
    ref = a_case(hoa)
    lan = _overtaken(hoa, [lambda: advance(hoa, ref, Event.ENROL, **ENROLLED)])

    with pytest.raises(ConflictError) as refused:
        advance(lan, ref, Event.ENROL, **ENROLLED)

    assert "hoa" in refused.value.what.en
    assert [row.seq for row in log_rows(store) if row.stream == ref] == [1, 2]


def test_two_nominations_at_once_get_two_numbers(store):
    hoa = a_desk(store, actor="hoa")
    units(hoa)
    lan = _overtaken(hoa, [lambda: nominate(hoa, Nominee(name="Trần Văn Một"), "DV")])

    moved = nominate(lan, Nominee(name="Phạm Thị Bé"), "DV")

    assert moved.case.ref == "HS-2026-0002"
    assert store.dossier("HS-2026-0001").person.name == "Trần Văn Một"


def test_a_nomination_that_is_overtaken_again_and_again_gives_up_in_words(desk):
    names = iter(["Một", "Hai", "Ba", "Bốn", "Năm"])

    def rival():
        nominate(desk, Nominee(name=next(names)), "DV")

    lan = _overtaken(desk, [rival] * 5)

    with pytest.raises(ConflictError):
        nominate(lan, Nominee(name="Phạm Thị Bé"), "DV")

    assert desk.store.counter("HS-2026") == 5


def test_a_lost_race_says_so_even_without_the_log():
    error = LostRaceError("HS-2026-0001", 3)

    assert error.what.en == "Somebody wrote to HS-2026-0001 first; nothing was written."
    assert error.what.vi == "HS-2026-0001 đã có người ghi trước; chưa ghi gì."
    assert (error.stream, error.seen, error.exit_code) == ("HS-2026-0001", 3, 6)


def test_an_event_that_the_state_does_not_allow_names_those_it_does(desk):
    ref = a_case(desk)

    with pytest.raises(RefusedError) as refused:
        advance(desk, ref, Event.ADMIT)
    with pytest.raises(RefusedError):
        why(desk, ref, Event.ADMIT)

    assert refused.value.what.en == (
        "Cannot admit HS-2026-0001: it is in nominated; possible events: enrol, close."
    )
    assert refused.value.what.vi == (
        "Không thực hiện được “Quyết định kết nạp” với HS-2026-0001: hồ sơ đang ở bước Được giới"
        " thiệu; có thể: Cử học lớp nhận thức về Đảng (enrol), Dừng hồ sơ (close)."
    )


def test_a_case_taken_over_closed_allows_nothing(desk):
    newcomer = Newcomer(
        person=Nominee(name="Phạm Thị Bé").person(date(2026, 11, 23)),
        unit="DV",
        state=State.CLOSED,
        on=date(2024, 9, 1),
    )
    ref = take_over(desk, [newcomer], file_name="ds.csv", sha256="ab" * 32).refs[0]

    with pytest.raises(RefusedError, match="no event is possible any more"):
        advance(desk, ref, Event.CLOSE)


def test_where_the_table_leaves_a_choice_the_officer_makes_it(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)

    with pytest.raises(RefusedError) as open_choice:
        advance(desk, ref, Event.RETURN_FILE, reason_code=Reason.FILE_INCOMPLETE)
    with pytest.raises(RefusedError):
        advance(desk, ref, Event.CLOSE, to=State.COURSE, reason_code=Reason.FILE_INCOMPLETE)

    assert open_choice.value.what.en == (
        "“return-file” leads to verification, course, nominated: choose with --to."
    )
    assert open_choice.value.what.vi == (
        "“return-file” dẫn tới verification, course, nominated: hãy chọn bằng --to."
    )


def test_an_action_without_a_day_is_of_today_in_the_office(sqlite_store):
    late = a_desk(sqlite_store, at("2026-11-23", hour=18))  # 01:00 on the 24th in the office
    units(late)

    moved = nominate(late, Nominee(name="Phạm Thị Bé"), "DV")

    assert moved.case.opened_on == date(2026, 11, 24)
    assert moved.entry.fields["recorded_at"] == "2026-11-23T18:00:00.000000Z"


def test_holding_and_resuming_a_case(desk):
    ref = a_case(desk)

    held = hold(desk, ref, Reason.ABSENT, reason="đi biển", on=date(2026, 11, 20))
    with pytest.raises(RefusedError) as twice:
        hold(desk, ref, Reason.ABSENT)
    resumed = resume(desk, ref, reason="đã về")
    with pytest.raises(RefusedError) as not_held:
        resume(desk, ref)
    advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    with pytest.raises(RefusedError) as ended:
        hold(desk, ref, Reason.ABSENT)
    with pytest.raises(RefusedError) as future:
        note(desk, ref, "mai", on=date(2026, 11, 24))

    assert held.case.held == "person-absent"
    assert held.entry.fields["reason"] == "person-absent"
    assert resumed.case.held is None
    assert twice.value.what.vi == "Hồ sơ HS-2026-0001 đang tạm dừng."
    assert twice.value.what.en == "Case HS-2026-0001 is on hold already."
    assert not_held.value.what.vi == "Hồ sơ HS-2026-0001 không tạm dừng."
    assert not_held.value.what.en == "Case HS-2026-0001 is not on hold."
    assert ended.value.what.vi == "Hồ sơ HS-2026-0001 đã kết thúc, không tạm dừng được."
    assert ended.value.what.en == "Case HS-2026-0001 has ended; it cannot be held."
    assert future.value.what.vi == "Ngày 24/11/2026 chưa tới; chỉ ghi việc đã xảy ra."


def test_a_note_is_kept_beside_the_log(desk):
    ref = a_case(desk)

    moved = note(desk, ref, "  Đã gặp   gia đình ")
    with pytest.raises(InputError) as empty:
        note(desk, ref, "   ")
    with pytest.raises(InputError) as long:
        note(desk, ref, "a" * 2001)

    assert "gia đình" not in moved.entry.body
    assert desk.store.unsealed(ref)[moved.entry.fields["text"]["sealed"]] == "Đã gặp gia đình"
    assert empty.value.what.vi == "Ghi chú không được để trống."
    assert long.value.what.en == "Note: longer than 2000 characters; please shorten it."


def test_a_case_moves_to_another_unit_only_when_that_unit_accepts_it(desk):
    ref = a_case(desk)

    offered = transfer(desk, ref, "offer", to="Đảng bộ Trường THPT Chu Văn An", reason="x")
    with pytest.raises(RefusedError) as twice:
        transfer(desk, ref, "offer", to="CVA")
    declined = transfer(desk, ref, "decline")
    with pytest.raises(RefusedError) as nothing:
        transfer(desk, ref, "accept")
    transfer(desk, ref, "offer", to="CVA", document="2-CV", on=date(2026, 11, 20))
    accepted = transfer(desk, ref, "accept")

    assert (offered.case.unit, offered.case.moving_to) == ("DV", "CVA")
    assert (declined.case.unit, declined.case.moving_to) == ("DV", None)
    assert (accepted.case.unit, accepted.case.moving_to) == ("CVA", None)
    assert accepted.case.state is State.NOMINATED
    assert twice.value.what.en == "Case HS-2026-0001 is waiting for CVA to accept it."
    assert twice.value.what.vi == "Hồ sơ HS-2026-0001 đang chờ CVA tiếp nhận."
    assert nothing.value.what.en == "Case HS-2026-0001 is not waiting to move; offer it with --to."
    assert nothing.value.what.vi == "Hồ sơ HS-2026-0001 không chờ chuyển; chuyển bằng --to."


@pytest.mark.parametrize(
    ("more", "error", "sentence"),
    [
        ({}, RefusedError, "The receiving unit is missing (--to)."),
        ({"to": "DV"}, RefusedError, "Case HS-2026-0001 is with DV already."),
        (
            {"to": "CVA", "on": date(2026, 11, 24)},
            RefusedError,
            "2026-11-24 has not come yet; record what has happened.",
        ),
        ({"to": "XX"}, NotFoundError, "There is no unit “XX”."),
    ],
)
def test_an_offer_that_leads_nowhere_is_refused(desk, more, error, sentence):
    ref = a_case(desk)

    with pytest.raises(error) as refused:
        transfer(desk, ref, "offer", **more)

    assert refused.value.what.en == sentence


def test_a_case_that_has_ended_is_not_transferred_and_waits_for_nobody(desk):
    ref = a_case(desk)
    transfer(desk, ref, "offer", to="CVA")

    closed = advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    with pytest.raises(RefusedError) as ended:
        transfer(desk, ref, "accept")
    with pytest.raises(RefusedError) as fact:
        record(desk, ref, FactKind.APPLICATION, {})

    assert closed.case.moving_to is None
    assert ended.value.what.en == "Case HS-2026-0001 has ended; it cannot be transferred."
    assert ended.value.what.vi == "Hồ sơ HS-2026-0001 đã kết thúc, không chuyển được."
    assert fact.value.what.en == "Case HS-2026-0001 has ended; nothing more can be recorded."
    assert fact.value.what.vi == "Hồ sơ HS-2026-0001 đã kết thúc, không ghi thêm được."


def test_everything_that_is_wrong_with_a_fact_is_said_at_once(desk):
    ref = a_case(desk)

    with pytest.raises(InputError) as refused:
        record(
            desk,
            ref,
            FactKind.VERIFICATION_LETTER,
            {"colour": "red", "abroad": "maybe", "received_on": "31/02/2024", "addressee": " "},
            document=" ",
        )

    assert refused.value.what.en == "“Verification letter” was not recorded."
    assert refused.value.what.vi == "Không ghi được “Công văn đề nghị thẩm tra”."
    assert [line.en for line in refused.value.why] == [
        "there is no field “colour”; the fields are: addressee, abroad, received_on, persons",
        "Addressee (addressee): “ ” cannot be read; it takes some text",
        "Abroad (abroad): “maybe” cannot be read; it takes one of yes, no",
        "Received on (received_on): “31/02/2024” is a day that does not exist.",
        "the document's number is missing (--number)",
    ]
    assert [line.vi for line in refused.value.why] == [
        "không có mục “colour”; các mục: addressee, abroad, received_on, persons",
        "Nơi nhận (addressee): “ ” không đọc được; cần không để trống",
        "Ở nước ngoài (abroad): “maybe” không đọc được; cần một trong: yes, no",
        "Ngày nơi nhận nhận được (received_on): “31/02/2024” là ngày không có thật.",
        "thiếu số văn bản (--number)",
    ]
    assert desk.store.dossier(ref).case.seq == 1


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"for": "6", "against": "4"}, ["for + against (10) exceed those present (9)"]),
        ({"present": "10"}, ["more present (10) than entitled (9)"]),
        (
            {"present": "10", "for": "9", "against": "2"},
            ["more present (10) than entitled (9)", "for + against (11) exceed those present (10)"],
        ),
        ({"for": "-1"}, ["For (for): “-1” cannot be read; it takes a whole number from 0"]),
        ({"for": "９"}, ["For (for): “９” cannot be read; it takes a whole number from 0"]),
        (
            {"for": "1234567"},
            ["For (for): “1234567” cannot be read; it takes a whole number from 0"],
        ),
    ],
)
def test_a_vote_that_does_not_add_up_is_refused(desk, change, problems):
    ref = a_case(desk)

    with pytest.raises(InputError) as refused:
        record(desk, ref, FactKind.VOTE, vote("cell", "admission") | change)

    assert [line.en for line in refused.value.why] == problems


def test_a_missing_field_is_asked_for_by_name(desk):
    ref = a_case(desk)

    with pytest.raises(InputError) as refused:
        record(desk, ref, FactKind.HELPER, {})
    with pytest.raises(InputError) as extra:
        record(desk, ref, FactKind.APPLICATION, {"x": "1"})

    assert [line.en for line in refused.value.why] == ["Helper is missing (--set who=…)"]
    assert [line.vi for line in refused.value.why] == ["thiếu Đảng viên giúp đỡ (--set who=…)"]
    assert [line.en for line in extra.value.why] == ["there is no field “x”; it has no fields"]


def test_unknown_fields_are_named_as_they_were_typed(desk):
    typed = ["who2", "z", "a", "m", "q", "b", "helper"]

    with pytest.raises(InputError) as refused:
        record(desk, a_case(desk), FactKind.APPLICATION, dict.fromkeys(typed, "1"))

    named = [line.en.split("“")[1].split("”")[0] for line in refused.value.why]
    assert named == typed


def test_a_fact_of_tomorrow_is_refused(desk):
    ref = a_case(desk)

    with pytest.raises(RefusedError) as refused:
        record(desk, ref, FactKind.APPLICATION, {}, on=date(2026, 11, 24))

    assert refused.value.what.en == "2026-11-24 has not come yet; record what has happened."
    assert refused.value.what.vi == "Ngày 24/11/2026 chưa tới; chỉ ghi việc đã xảy ra."


NAMES = ("Nguyễn Thị Mỹ Hương", "Trần Đại Quỳnh", "Đặng Thị Ánh", "Lê Văn Tám", "1998-05-02")


def test_no_personal_data_stands_in_any_entry(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)
    take_to(desk, ref, State.FULL_MEMBER)
    correct(desk, ref, 17, values={"who": "Lê Văn Chín"}, reason="nhầm với ông Tám")
    hold_ref = nominate(
        desk,
        Nominee(
            name="Phạm Thị Bé",
            born="1999-07-08",
            residence="Khu phố 3",
            occupation="Giáo viên",
            identity_no="058099000001",
        ),
        "DV",
        referrer="youth-union",
    ).case.ref
    hold(desk, hold_ref, Reason.ABSENT, reason="đi biển với chồng")
    note(desk, hold_ref, "nhà có việc")
    transfer(desk, hold_ref, "offer", to="CVA", reason="theo chồng")
    advance(desk, hold_ref, Event.CLOSE, reason_code=Reason.OTHER, reason="gia đình khó khăn")
    take_over(
        desk,
        [
            Newcomer(
                person=Nominee(name="Võ Thị Sáu Mươi").person(date(2026, 11, 23)),
                unit="DV",
                state=State.NOMINATED,
                on=date(2024, 9, 1),
            )
        ],
        file_name="danh sách bà Sáu.xlsx",
        sha256="ab" * 32,
    )

    bodies = [row.body for row in log_rows(store)]

    private = (
        *NAMES,
        "Chín",
        "Tám",
        "Phạm Thị Bé",
        "1999-07-08",
        "Khu phố",
        "Giáo viên",
        "058099000001",
        "chồng",
        "nhà có việc",
        "khó khăn",
        "Võ Thị",
        "bà Sáu",
    )
    assert [(word, body) for word in private for body in bodies if word in body] == []
    with store.audit.moment() as rows:
        kept = {sealed.value for _, sealed in rows.sealed_rows()}
    assert {"Lê Văn Tám", "nhà có việc", "đi biển với chồng", "danh sách bà Sáu.xlsx"} <= kept


def test_a_sealed_recommender_still_counts(desk):
    ref = a_case(desk)
    take_to(desk, ref, State.VERIFICATION)
    ready_to_admit(desk, ref)

    facts = desk.store.dossier(ref).case.facts_of(FactKind.RECOMMENDATION)

    assert [set(fact.data["who"]) for fact in facts] == [{"sealed"}, {"sealed"}]
