"""The register of papers: told apart by number, symbol, issuer and day; citations and reviews."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_desk, units

from workflow.actions.legal import Given, add_base, review_base, supersede_base
from workflow.actions.plan_year import plan_year
from workflow.actions.registers import set_quotas
from workflow.errors import InputError, NotFoundError, RefusedError
from workflow.quota import Quota
from workflow.registers.legal import (
    Level,
    PaperNumber,
    cited,
    find_base,
    fitting,
    legal_bases,
    shortest,
)
from workflow.registers.plans import FileDate, base_in, file_dates, plans_in
from workflow.verification import verify

CITY = Given(
    number="11 - NQ/TU",
    issuer="Thành ủy Phan Rang",
    level=Level.DISTRICT,
    issued_on=date(2022, 12, 16),
    title=" Về phát triển  đảng viên ",
    review_on=date(2026, 12, 31),
)
PROVINCE = Given(
    number="11-NQ/TU",
    issuer="Tỉnh ủy Ninh Thuận",
    level=Level.PROVINCE,
    issued_on=date(2021, 11, 3),
)


@pytest.fixture
def desk(store):
    """A city with a ward and a school, and two papers that share a number."""
    made = a_desk(store)
    units(made)
    add_base(made, CITY)
    add_base(made, PROVINCE)
    return made


def _in_step(desk):
    assert verify(desk.store.audit).breaks == ()


@pytest.mark.parametrize(
    ("typed", "told", "key"),
    [
        ("11-NQ/TU", "11-NQ/TU", ("11", "nq/tu")),
        ("11 - NQ/TU", "11-NQ/TU", ("11", "nq/tu")),
        ("011 – nq/tu", "011-nq/tu", ("11", "nq/tu")),
        ("202/2025/QH15", "202/2025/QH15", ("202", "2025/qh15")),
        ("Điều lệ Đảng", "Điều lệ Đảng", ("", "dieuledang")),
    ],
)
def test_a_number_is_one_however_it_is_spaced(typed, told, key):
    number = PaperNumber.read(typed)

    assert (str(number), number.key) == (told, key)


def test_two_papers_of_one_number_stand_side_by_side(desk):
    first, second = legal_bases(desk.store)

    assert (first.ref, first.title, first.issued_on) == (
        "VB-2026-0001",
        "Về phát triển đảng viên",
        date(2022, 12, 16),
    )
    assert second.citation == "11-NQ/TU ngày 03/11/2021, Tỉnh ủy Ninh Thuận"
    assert first.paper.key == second.paper.key
    _in_step(desk)


def test_a_number_alone_asks_which(desk):
    with pytest.raises(NotFoundError) as asked:
        cited(desk.store, " 11 - NQ/TU ")

    assert asked.value.what.vi == (
        "“11 - NQ/TU” chỉ 2 văn bản; hãy nêu thêm ngày hoặc nơi ban hành."
    )
    assert [one.vi for one in asked.value.why] == [
        "VB-2026-0001 · 11-NQ/TU ngày 16/12/2022, Thành ủy Phan Rang",
        "VB-2026-0002 · 11-NQ/TU ngày 03/11/2021, Tỉnh ủy Ninh Thuận",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "11-NQ/TU 16/12/2022",
        "11 - NQ/TU ngày 16/12/2022",
        "11-NQ/TU 2022-12-16",
        "11-NQ/TU Thành ủy",
        "11-NQ/TU thanh uy phan rang",
        "11-NQ/TU ngày 16/12/2022, Thành ủy Phan Rang",
        "VB-2026-0001",
        "0001",
    ],
)
def test_a_day_or_an_issuer_tells_which(desk, typed):
    assert find_base(desk.store, typed).ref == "VB-2026-0001"


@pytest.mark.parametrize(
    "typed", ["12-NQ/TU", "11-NQ/TU 17/12/2022", "11-NQ/TU Huyện ủy", "11-NQ/TU 45/45/2022", "x"]
)
def test_what_fits_no_paper_is_not_there(desk, typed):
    assert cited(desk.store, typed) is None
    with pytest.raises(NotFoundError):
        find_base(desk.store, typed)


def test_a_paper_without_a_number_is_found_by_its_name(desk):
    charter = Given(
        number="Điều lệ Đảng",
        issuer="Đại hội XI",
        level=Level.CENTRE,
        issued_on=date(2011, 1, 19),
    )
    add_base(desk, charter)

    assert find_base(desk.store, "điều lệ đảng").ref == "VB-2026-0003"


def test_a_citation_is_as_short_as_it_may_be(desk):
    bases = legal_bases(desk.store)

    assert shortest(bases, bases[0].citation) == bases[0].citation
    assert shortest(bases[:1], bases[0].citation) == "11-NQ/TU"
    assert shortest(bases, "NQ 11") == "NQ 11"
    assert [one.ref for one in fitting(bases, "11-NQ/TU")] == ["VB-2026-0001", "VB-2026-0002"]


def test_what_implements_and_what_supersedes_is_kept(desk):
    made = add_base(
        desk,
        Given(
            number="5-KH/TU",
            issuer="Thành ủy Phan Rang",
            level=Level.DISTRICT,
            issued_on=date(2026, 1, 5),
            implements="11-NQ/TU Thành ủy",
            supersedes="11-NQ/TU Tỉnh ủy",
        ),
    )

    assert made.implements == "VB-2026-0001"
    old = find_base(desk.store, "VB-2026-0002")
    assert (old.superseded_by, old.superseded_on) == ("VB-2026-0003", date(2026, 1, 5))
    assert (old.in_force(date(2026, 1, 4)), old.in_force(date(2026, 1, 5))) == (True, False)
    _in_step(desk)


def test_a_paper_is_superseded_and_reviewed_later(desk):
    by = "VB-2026-0001"
    made = supersede_base(desk, "VB-2026-0002", by, on=date(2023, 1, 1), request="r-1")
    again = supersede_base(desk, "VB-2026-0002", by, on=date(2023, 1, 1), request="r-1")
    later = review_base(desk, by, date(2028, 1, 1), request="r-2")
    same = review_base(desk, by, date(2028, 1, 1), request="r-2")
    never = review_base(desk, by, None)
    rehearsed = review_base(desk, by, date(2029, 1, 1), dry_run=True)

    assert made == again
    assert made.superseded_on == date(2023, 1, 1)
    assert (later.review_on, same.review_on, never.review_on) == (
        date(2028, 1, 1),
        date(2028, 1, 1),
        None,
    )
    assert rehearsed.review_on == date(2029, 1, 1)
    assert find_base(desk.store, by).review_on is None
    _in_step(desk)


def test_a_request_enters_a_paper_once(desk):
    given = Given(number="1-HD", issuer="X", level=Level.COMMUNE, issued_on=date(2026, 1, 1))

    first = add_base(desk, given, request="r-1")
    rehearsed = add_base(
        desk,
        Given(number="2-HD", issuer="X", level=Level.COMMUNE, issued_on=date(2026, 1, 1)),
        dry_run=True,
    )

    assert add_base(desk, given, request="r-1") == first
    assert rehearsed.ref == "VB-2026-0004"
    assert len(legal_bases(desk.store)) == 3


def test_what_cannot_be_a_paper_is_refused(desk):
    level, day = Level.COMMUNE, date(2026, 1, 1)
    cases = [
        (Given(number=" ", issuer="X", level=level, issued_on=day), "Thiếu số, ký hiệu văn bản."),
        (Given(number="1-X", issuer=" ", level=level, issued_on=day), "Thiếu nơi ban hành"),
        (
            Given(number="1-X", issuer="X", level=level, issued_on=date(2027, 1, 1)),
            "Ngày ban hành 01/01/2027 chưa tới.",
        ),
    ]
    for given, said in cases:
        with pytest.raises(InputError) as refused:
            add_base(desk, given)
        assert refused.value.what.vi.startswith(said)
    with pytest.raises(RefusedError) as double:
        add_base(desk, PROVINCE)
    assert double.value.what.vi == (
        "Danh mục đã có 11-NQ/TU ngày 03/11/2021, Tỉnh ủy Ninh Thuận (VB-2026-0002)."
    )


def test_nothing_supersedes_itself_or_twice_or_too_early(desk):
    with pytest.raises(RefusedError):
        supersede_base(desk, "VB-2026-0001", "VB-2026-0001")
    with pytest.raises(RefusedError):
        supersede_base(desk, "VB-2026-0001", "VB-2026-0002")
    assert supersede_base(desk, "VB-2026-0002", "VB-2026-0001", dry_run=True).superseded_by
    supersede_base(desk, "VB-2026-0002", "VB-2026-0001")
    with pytest.raises(RefusedError) as twice:
        supersede_base(desk, "VB-2026-0002", "VB-2026-0001")
    assert twice.value.what.vi == (
        "11-NQ/TU ngày 03/11/2021, Tỉnh ủy Ninh Thuận đã được thay thế bằng VB-2026-0001."
    )


def test_a_target_cites_the_whole_paper_or_what_was_typed(desk):
    with pytest.raises(NotFoundError):
        set_quotas(desk, [Quota(year=2026, unit="TP", target=180, base="11-NQ/TU")])
    set_quotas(
        desk,
        [
            Quota(year=2026, unit="TP", target=180, base="11-NQ/TU Thành ủy"),
            Quota(year=2026, unit="DV", target=20, base="NQ 11"),
            Quota(year=2026, unit="CVA", target=20),
        ],
    )

    assert {one.unit: one.base for one in desk.store.quotas(2026, 2026)} == {
        "TP": "11-NQ/TU ngày 16/12/2022, Thành ủy Phan Rang",
        "DV": "NQ 11",
        "CVA": None,
    }


def test_a_plan_is_inherited_base_and_file_date_each_on_its_own(desk):
    plan_year(desk, 2026, "TP", base="VB-2026-0001", files_before=date(2026, 10, 31))
    plan_year(desk, 2026, "DV", files_before=date(2026, 10, 15), request="r-1")
    again = plan_year(desk, 2026, "DV", files_before=date(2026, 10, 15), request="r-1")
    plan_year(desk, 2026, "CVA", base="Nghị quyết riêng", dry_run=True)

    plans = plans_in(desk.store, 2026)
    there = desk.store.units(desk.today())
    dates = file_dates(plans, there)
    parents = {unit.code: unit.parent for unit in there}
    assert again.files_before == date(2026, 10, 15)
    assert dates["DV"] == FileDate(before=date(2026, 10, 15), set_by="DV")
    assert dates["CVA"] == FileDate(before=date(2026, 10, 31), set_by="TP")
    assert base_in(plans, parents, "DV") == "11-NQ/TU ngày 16/12/2022, Thành ủy Phan Rang"
    assert (base_in({}, parents, "DV"), file_dates({}, there)) == (None, {})
    assert plans_in(desk.store, 2025) == {}
    _in_step(desk)


def test_a_plan_is_revised_with_a_reason_that_the_log_keeps_apart(desk):
    plan_year(desk, 2026, "TP", base="Kế hoạch 5")

    with pytest.raises(RefusedError) as refused:
        plan_year(desk, 2026, "TP", files_before=date(2026, 10, 31))
    made = plan_year(desk, 2026, "TP", files_before=date(2026, 10, 31), reason="Theo công văn")

    assert refused.value.what.vi == "Kế hoạch 2026 của TP đã có: điều chỉnh cần --reason."
    assert (made.base, made.files_before) == ("Kế hoạch 5", date(2026, 10, 31))
    assert list(desk.store.unsealed("plan/2026-TP").values()) == ["Theo công văn"]
    _in_step(desk)


def test_a_plan_says_something_about_its_own_year(desk):
    with pytest.raises(InputError) as empty:
        plan_year(desk, 2026, "TP")
    with pytest.raises(InputError) as other:
        plan_year(desk, 2026, "TP", files_before=date(2027, 1, 1))

    assert empty.value.what.vi == "Cần --base hoặc --files-before."
    assert other.value.what.vi == "Hạn nộp hồ sơ 01/01/2027 không thuộc năm 2026."
