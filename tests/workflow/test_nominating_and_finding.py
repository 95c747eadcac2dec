"""Opening a case, and finding it again by what an officer types."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_case, at

from rules.education import Education
from workflow.actions.advance import advance
from workflow.actions.nominate import Nominee, nominate, reference
from workflow.errors import ConflictError, EventRefusedError, InputError, NotFoundError
from workflow.facts import FactKind
from workflow.finding import find_case, find_unit
from workflow.partial_day import born_month
from workflow.personal import read_education
from workflow.reasons import REASON_LABELS, Reason
from workflow.states import Event, State
from workflow.typed_day import read_born, read_day

TODAY = date(2026, 11, 23)


def test_a_nomination_opens_a_case_with_its_paper_and_referral(desk):
    moved = nominate(
        desk,
        Nominee(name="  Phạm  Thị Bé", born="08/07/1999", occupation="", tags=("fishery",)),
        "Đảng bộ phường Đô Vinh",
        document="3-NQ/CB",
        issuer="Chi bộ 3",
        referrer="youth-union",
    )

    case = moved.case
    assert (case.ref, case.state, case.unit, case.seq) == (
        "HS-2026-0001",
        State.NOMINATED,
        "DV",
        1,
    )
    assert case.steps == {"nominate": 1}
    assert case.latest(FactKind.REFERRAL).data == {"by": "youth-union"}
    assert moved.entry.fields["document"] == {"number": "3-NQ/CB", "issuer": "Chi bộ 3"}
    person = desk.store.dossier(case.ref).person
    assert (person.name, person.born, person.occupation) == ("Phạm Thị Bé", "1999-07-08", None)
    assert person.tags == ("fishery",)


def test_the_same_name_and_birth_is_not_opened_twice_unless_it_is_another_person(desk):
    ref = a_case(desk)

    with pytest.raises(ConflictError) as refused:
        a_case(desk)
    nobody = nominate(desk, Nominee(name="Nguyễn Thị Mỹ Hương"), "DV")
    with pytest.raises(ConflictError) as unknown:
        nominate(desk, Nominee(name="Nguyễn Thị Mỹ Hương"), "DV")
    other = nominate(
        desk, Nominee(name="Nguyễn Thị Mỹ Hương", born="1998-05-02"), "DV", another=True
    )
    advance(desk, ref, Event.CLOSE, reason_code=Reason.WITHDRAWN)
    advance(desk, other.case.ref, Event.CLOSE, reason_code=Reason.DUPLICATE)
    again = a_case(desk)

    assert refused.value.what.vi == ("Nguyễn Thị Mỹ Hương (02/05/1998) đã có hồ sơ HS-2026-0001.")
    assert refused.value.following.en == (
        "ketnap case show HS-2026-0001 (if this is another person: add --another)"
    )
    assert unknown.value.what.en == (
        "Nguyễn Thị Mỹ Hương (birth not known) already has case HS-2026-0002."
    )
    assert (nobody.case.ref, again) == ("HS-2026-0002", "HS-2026-0004")


def test_a_nomination_of_tomorrow_is_refused(desk):
    with pytest.raises(EventRefusedError) as refused:
        nominate(desk, Nominee(name="Phạm Thị Bé"), "DV", on=date(2026, 11, 24))

    assert refused.value.what.vi == "Không mở được hồ sơ."
    assert [line.en for line in refused.value.why] == [
        "2026-11-24 has not come yet (today is 2026-11-23) (a rule of this register)"
    ]


@pytest.mark.parametrize(
    ("nominee", "sentence"),
    [
        (Nominee(name=""), "A name cannot be empty."),
        (Nominee(name="a" * 10_000), "Name: longer than 200 characters; please shorten it."),
        (Nominee(name="Bé", born="13/13/1999"), "“13/13/1999” is a day that does not exist."),
        (Nominee(name="Bé", education="cao"), "There is no education “cao”; the levels are:"),
    ],
)
def test_a_nominee_who_cannot_be_read_is_refused(desk, nominee, sentence):
    with pytest.raises(InputError) as refused:
        nominate(desk, nominee, "DV")

    assert refused.value.what.en.startswith(sentence)
    assert desk.store.counter("HS-2026") == 0


def test_a_document_that_cannot_be_read_is_refused(desk):
    with pytest.raises(InputError) as refused:
        nominate(desk, Nominee(name="Bé"), "DV", document="3\x00")

    assert refused.value.what.vi == (
        "Số văn bản: có ký tự điều khiển (U+0000) ở vị trí 2; xin gõ lại."
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1999", "1999"),
        ("1999-7", "1999-07"),
        ("1999-07-08", "1999-07-08"),
        ("7/1999", "1999-07"),
        ("8-7-1999", "1999-07-08"),
        ("29/02/2004", "2004-02-29"),
        ("23/11/2026", "2026-11-23"),
    ],
)
def test_a_birth_is_read_as_far_as_it_is_known(typed, stored):
    assert read_born(typed, TODAY) == stored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("29/02/2005", "“29/02/2005” là ngày không có thật."),
        ("1899", "Ngày sinh “1899” không hợp lý (1900 tới hôm nay)."),
        ("24/11/2026", "Ngày sinh “24/11/2026” không hợp lý (1900 tới hôm nay)."),
        ("1999-13", "“1999-13” không phải ngày; viết 23/11/2026 hoặc 2026-11-23."),
        ("hai mươi", "“hai mươi” không phải ngày; viết 23/11/2026 hoặc 2026-11-23."),
        ("08/07/99", "“08/07/99” chỉ có hai chữ số năm; hãy viết đủ, ví dụ 23/11/2026."),
    ],
)
def test_a_birth_that_cannot_be_is_refused(typed, sentence):
    with pytest.raises(InputError) as refused:
        read_born(typed, TODAY)

    assert refused.value.what.vi == sentence


def test_a_day_with_the_month_first_is_refused():
    with pytest.raises(InputError) as refused:
        read_day("11/23/2026")

    assert refused.value.what.en == (
        "“11/23/2026” has the month first; write day/month/year, like 23/11/2026."
    )


def test_a_level_of_education_is_read_by_its_code():
    assert read_education(None) is None
    assert read_education("") is None
    assert read_education("lower-secondary") == "lower-secondary"
    assert [read_education(level.value) for level in Education] == list(Education)


@pytest.mark.parametrize(
    ("born", "month"),
    [
        (None, None),
        ("1990", None),
        ("2009-12", date(2009, 12, 1)),
        ("2009-12-05", date(2009, 12, 1)),
    ],
)
def test_the_month_of_birth_is_known_or_not(born, month):
    assert born_month(born) == month


def test_a_reference_counts_within_its_year():
    assert reference(2026, 29) == "HS-2026-0029"


@pytest.mark.parametrize(
    "typed", ["HS-2026-0001", "hs-2026-0001", " 0001 ", "2026-0001", "nguyen thi my huong"]
)
def test_a_case_is_found_by_reference_tail_or_name(desk, typed):
    a_case(desk)

    assert find_case(desk, typed).case.ref == "HS-2026-0001"


def test_a_tail_or_name_that_fits_several_lists_them(desk):
    for _ in range(11):
        nominate(desk, Nominee(name="Phạm Thị Bé"), "DV", another=True)

    with pytest.raises(NotFoundError) as few:
        find_case(desk, "1")
    with pytest.raises(NotFoundError) as many:
        find_case(desk, "Phạm Thị Bé")

    assert few.value.what.en == "“1” stands for several cases; type the whole reference."
    assert [one.vi for one in few.value.why] == [
        "HS-2026-0001 · Phạm Thị Bé · — · DV",
        "HS-2026-0011 · Phạm Thị Bé · — · DV",
    ]
    assert many.value.what.vi == "“Phạm Thị Bé” chỉ nhiều hồ sơ …; hãy gõ đủ mã."
    assert many.value.why[-1].vi == "HS-2026-0008 · Phạm Thị Bé · — · DV"


def test_a_part_of_a_name_is_enough_where_it_is_unique(desk):
    nominate(desk, Nominee(name="Hồ Minh Đức"), "DV")
    nominate(desk, Nominee(name="Hồ Minh Anh"), "DV")

    assert find_case(desk, "duc").person.name == "Hồ Minh Đức"
    assert find_unit(desk, "do vinh").code == "DV"
    with pytest.raises(NotFoundError):
        find_case(desk, "ho minh")


@pytest.mark.parametrize("typed", ["0009", "Trần Văn Không", "a%_"])
def test_a_case_that_is_not_there_is_said_to_be_missing(desk, typed):
    a_case(desk)

    with pytest.raises(NotFoundError) as refused:
        find_case(desk, typed)

    assert refused.value.what.en == f"There is no case “{typed}”."
    assert refused.value.following.en == f'ketnap find "{typed}"'


@pytest.mark.parametrize("find", [find_case, find_unit])
def test_what_cannot_be_typed_is_refused_in_words(desk, find):
    with pytest.raises(InputError) as refused:
        find(desk, "a\x00b")

    assert refused.value.exit_code == 2


@pytest.mark.parametrize("typed", ["DV", "dv", "dang bo phuong do vinh", "Đảng bộ phường Đô Vinh"])
def test_a_unit_is_found_by_code_or_name_without_accents(desk, typed):
    assert find_unit(desk, typed).code == "DV"


def test_a_unit_that_is_not_there_comes_with_the_nearest_name(desk):
    with pytest.raises(NotFoundError) as near:
        find_unit(desk, "Đảng bộ phường Đô Vin")
    with pytest.raises(NotFoundError) as far:
        find_unit(desk, "zzz")

    assert near.value.what.vi == (
        "Không có tổ chức “Đảng bộ phường Đô Vin”. Gần nhất: Đảng bộ phường Đô Vinh."
    )
    assert far.value.what.en == "There is no unit “zzz”."
    assert far.value.following.vi == "ketnap unit list"


def test_a_name_that_two_units_share_asks_for_the_code(desk):
    from dataclasses import replace

    from builders import WARD

    from workflow.actions.registers import add_units

    add_units(desk, [replace(WARD, code="DV2", parent=None)], roots=True)

    with pytest.raises(NotFoundError) as refused:
        find_unit(desk, "Đảng bộ phường Đô Vinh")

    assert refused.value.what.en == (
        "“Đảng bộ phường Đô Vinh” stands for several units; type the code."
    )
    assert [one.en for one in refused.value.why] == [
        "DV · Đảng bộ phường Đô Vinh",
        "DV2 · Đảng bộ phường Đô Vinh",
    ]


def test_every_reason_has_a_label():
    assert set(REASON_LABELS) == set(Reason)


def test_an_instant_of_the_builders_is_in_utc():
    assert at("2026-11-23").isoformat() == "2026-11-23T03:00:00+00:00"


def test_nobody_is_nominated_before_they_were_born(desk):
    for born in ("2024-03-02", "2021-02", "2022"):
        with pytest.raises(EventRefusedError) as refused:
            nominate(desk, Nominee(name="Lê Văn Tám", born=born), "DV", on=date(2021, 1, 1))
        assert "after the nomination of 2021-01-01" in refused.value.unmet[0].problem.en

    assert refused.value.unmet[0].problem.vi == "ngày sinh 2022 sau ngày giới thiệu 01/01/2021"


def test_where_there_is_no_unit_at_all_one_is_asked_for(sqlite_store):
    from builders import a_desk

    with pytest.raises(NotFoundError) as refused:
        find_unit(a_desk(sqlite_store), "DV")

    assert refused.value.following.vi == "ketnap unit add · ketnap import units TỆP"
